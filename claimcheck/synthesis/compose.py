"""How does a dossier become a document, section by section?"""

from __future__ import annotations

from collections.abc import Iterable

from claimcheck.literature import Dossier, Review, Section, Statement, Synthesis, Work
from claimcheck.synthesis import frame
from claimcheck.synthesis.answer import answer
from claimcheck.synthesis.evidence import Evidence
from claimcheck.synthesis.results import results


def compose(dossier: Dossier, review: Review, *, tool: str = "", created: str = "") -> Synthesis:
    """The dossier written down. Every sentence is built from records and names them."""
    known = Evidence.of(dossier, review)
    short = answer(known)
    sections = (
        frame.abstract(known, short),
        frame.introduction(known),
        frame.methodology(known),
        *results(known),
        frame.limitations(known),
    )
    return Synthesis(
        tool=tool,
        created=created,
        title=" ".join(dossier.question.split()),
        answer=short,
        standings=dict(known.counts),
        sections=sections,
        dossier=dossier,
        review=review,
        references=references(dossier, short, sections),
    )


def references(
    dossier: Dossier, answer: Iterable[Statement], sections: Iterable[Section]
) -> tuple[Work, ...]:
    """The works that a statement leads to, in the order of their first mention, and others that
    were read."""
    said = [*answer, *(s for section in sections for p in section.paragraphs for s in p)]
    works = {p.work.key: p.work for p in dossier.papers}
    read = [p.work.key for p in dossier.papers if p.report]
    named = dict.fromkeys((*(w for s in said for w in s.works), *read))
    return tuple(works[k] for k in named if k in works)
