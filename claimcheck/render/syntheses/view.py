"""What does a synthesis show, and in which order?

One pure function turns it into rows of plain text; every format shows these rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote as percent

from claimcheck.literature import (
    Citation,
    PaperRead,
    Quantity,
    Review,
    Section,
    Statement,
    Synthesis,
    Work,
)
from claimcheck.record import Claim, Summary, Verdict
from claimcheck.render import glossary
from claimcheck.render.places import address, anchor, words
from claimcheck.render.standing import WITNESSES, Standing, standing, summaries
from claimcheck.render.syntheses.flow import chart
from claimcheck.render.syntheses.rows import (
    Across,
    Cited,
    ClaimRow,
    Figure,
    LeftOut,
    Line,
    Mention,
    Part,
    Proof,
    ReviewRow,
    ScoreRow,
    Share,
    Sign,
    Source,
    Spoken,
    View,
    WorkRow,
)

NEAR = 3
"""Claims that are named behind a sentence; the others are counted."""
LONGEST_NAME = 12
"""Words before a colon that are the name of a line."""
BRIEF = 200
"""Characters of what was computed that stand in the table of claims."""
BAR = 600.0
"""Width of the bar, in the units of its drawing."""
SIGNS: dict[Standing, Sign] = {
    "supported": Sign("supported", "✓", "supported"),
    "contradicted": Sign("contradicted", "✗", "contradicted"),
    "not-reproduced": Sign("contradicted", "✗", "not reproduced"),
    "undecided": Sign("undecided", "?", "undecided"),
}
ORDER: tuple[Standing, ...] = ("supported", "not-reproduced", "contradicted", "undecided")
LEGEND = (
    "✓ supported: the results behind the paper are as it says. ✗ contradicted: they are not. "
    "? undecided: they do not tell. A number in brackets leads to the reference, a sign to the "
    "claim and its evidence."
)


def view(made: Synthesis, pages: Mapping[str, str]) -> View:
    """Everything that a rendered synthesis shows, as text that still has to be escaped."""
    scene = _Scene.of(made, pages)
    search = made.dossier.search
    resting = dict.fromkeys(r for s in _all(made) for r in s.claims if r in scene.claims)
    head, _, rest = made.answer[0].text.partition(": ") if made.answer else ("", "", "")
    return View(
        title=made.title,
        created=made.created[:10],
        tool=made.tool,
        headline=head if rest else "",
        bar=_bar(made),
        lines=_lines(made, scene, rest),
        parts=tuple(_part(s, scene) for s in made.sections),
        flow=chart(search.flow) if search else None,
        across=tuple(_across(q, scene) for q in made.dossier.quantities),
        cited=tuple(
            Cited(scene.source(c.paper), scene.source(c.cited), c.quote, _outcome(c), c.because)
            for c in made.dossier.citations
            if c.paper in scene.numbers and c.cited in scene.numbers
        ),
        claims=tuple(scene.claims[r] for r in resting),
        others=tuple(row for ref, row in scene.claims.items() if ref not in resting),
        review=_review(made.review),
        references=tuple(_reference(w, scene) for w in scene.works.values()),
        left_out=tuple(
            LeftOut(e.title or e.work, e.stage, e.reason.replace("-", " "), e.says)
            for e in (search.exclusions if search else ())
        ),
        failures=tuple(f"{f.index}: {f.says}" for f in (search.failures if search else ())),
        model=", ".join(dict.fromkeys(s.smoothed_by for s in _all(made) if s.smoothed_by)),
        legend=LEGEND,
    )


@dataclass(frozen=True)
class _Scene:
    """What the rows look up."""

    works: dict[str, Work]
    numbers: dict[str, int]
    pages: Mapping[str, str]
    claims: dict[str, ClaimRow]

    @classmethod
    def of(cls, made: Synthesis, pages: Mapping[str, str]) -> _Scene:
        read = [p.work for p in made.dossier.papers if p.report]
        works = {w.key: w for w in (*made.references, *read)}
        numbers = {key: i for i, key in enumerate(works, 1)}
        scene = cls(works, numbers, pages, {})
        sure = {c.claim: (f"{c.value:.2f}", c.basis) for c in made.dossier.confidences}
        for paper in made.dossier.papers:
            scene.claims.update(_claims(paper, scene, sure))
        return scene

    def source(self, key: str) -> Source:
        return Source(self.numbers[key], anchor("work", key), self.works[key].title)

    def spoken(self, said: Statement, text: str = "") -> Spoken:
        known = [self.claims[r] for r in said.claims if r in self.claims]
        shown = [Mention(c.label, c.anchor, c.sign) for c in known[:NEAR]]
        return Spoken(
            text=text or said.text,
            sources=tuple(
                self.source(w)
                for w in sorted(said.works, key=lambda w: self.numbers.get(w, 0))
                if w in self.numbers
            ),
            claims=tuple(shown),
            more=len(known) - len(shown),
            model=said.smoothed_by,
        )


def _all(made: Synthesis) -> Iterable[Statement]:
    yield from made.answer
    for section in made.sections:
        for paragraph in section.paragraphs:
            yield from paragraph


def _part(section: Section, scene: _Scene) -> Part:
    spoken = tuple(tuple(map(scene.spoken, p)) for p in section.paragraphs)
    return Part(section.id, section.title, section.id.startswith("results-"), spoken)


def _lines(made: Synthesis, scene: _Scene, rest: str) -> tuple[Line, ...]:
    """The answer's sentences; the first without its headline, others by the name before `:`."""
    lines = []
    for i, said in enumerate(made.answer):
        name, colon, text = said.text.partition(": ")
        if i == 0 and rest:
            lines.append(Line("", scene.spoken(said, _capital(rest))))
        elif colon and len(name.split()) <= LONGEST_NAME:
            lines.append(Line(name, scene.spoken(said, _capital(text))))
        else:
            lines.append(Line("Besides", scene.spoken(said)))
    return tuple(lines)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _bar(made: Synthesis) -> tuple[Share, ...]:
    """How the statements that bear on the question stand."""
    whole = sum(made.standings.values())
    shares, x = [], 0.0
    for name in ORDER:
        n, sign = made.standings.get(name, 0), SIGNS[name]
        width = round(BAR * n / whole, 1) if whole else 0.0
        if width:
            label = f"{sign.symbol} {n} {sign.word}"
            shares.append(Share(name, sign.outcome, label, n, x, width))
        x = round(x + width, 1)
    return tuple(shares)


def _outcome(c: Citation) -> Sign:
    decided: tuple[Standing, ...] = ("supported", "contradicted")
    return next((SIGNS[s] for s in decided if s == c.outcome), SIGNS["undecided"])


def _across(q: Quantity, scene: _Scene) -> Across:
    on = f" on {q.benchmark}" if q.benchmark else ""
    figures = tuple(
        Figure(
            scene.source(e.paper),
            e.value.printed,
            words(e.where),
            scene.pages.get(e.paper, ""),
        )
        for e in q.entries
        if e.paper in scene.numbers
    )
    return Across(f"{q.method}: {q.metric}{on}", q.standing, q.says, figures)


def _claims(
    paper: PaperRead, scene: _Scene, sure: Mapping[str, tuple[str, str]]
) -> dict[str, ClaimRow]:
    report = paper.report
    if report is None:
        return {}
    known = summaries(report)
    said: dict[str, list[Verdict]] = {}
    for verdict in sorted(report.verdicts, key=lambda v: WITNESSES.index(v.witness)):
        said.setdefault(verdict.claim, []).append(verdict)
    rows = {}
    for claim in report.claims:
        ref = f"{paper.work.key}#{claim.id}"
        own = said.get(claim.id, [])
        rows[ref] = _claim(paper.work, claim, known[claim.id], own, scene, sure.get(ref, ("", "")))
    return rows


def _claim(
    work: Work,
    claim: Claim,
    summary: Summary,
    verdicts: list[Verdict],
    scene: _Scene,
    sure: tuple[str, str],
) -> ClaimRow:
    page = scene.pages.get(work.key, "")
    proofs = dict.fromkeys((e.value, e.where or e.source) for v in verdicts for e in v.evidence)
    because = list(
        dict.fromkeys(v.because or glossary.reason(v.reason) for v in verdicts if v.reason)
    )
    return ClaimRow(
        anchor=anchor("claim", f"{scene.numbers[work.key]}.{claim.id}"),
        label=f"{scene.numbers[work.key]}.{claim.id}",
        source=scene.source(work.key),
        quote=claim.quote,
        sign=SIGNS[standing(summary)],
        witnesses="; ".join(f"{v.witness}: {v.outcome}" for v in verdicts) or "no verdict",
        brief=_brief(because),
        because=tuple(because) if sum(map(len, because)) > BRIEF else (),
        proofs=tuple(Proof(value, where) for value, where in proofs),
        confidence=sure[0],
        basis=sure[1],
        cautions=", ".join(summary.cautions),
        href=f"{page}#{anchor('claim', claim.id)}" if page else "",
    )


def _brief(because: list[str]) -> str:
    """What fits into a line or two of what was computed."""
    text = "; ".join(because)
    if len(text) <= BRIEF:
        return text
    return text[:BRIEF].rsplit(" ", 1)[0].rstrip(" ;,·") + " …"


def _review(review: Review) -> ReviewRow:
    weakest = next((s.title for s in review.scores if s.reviewer == review.weakest), "")
    return ReviewRow(
        mean="" if review.mean is None else f"{review.mean:.1f}",
        spread="" if review.sd is None else f"{review.sd:.1f}",
        weakest=weakest,
        scores=tuple(
            ScoreRow(
                title=s.title,
                score="–" if s.score is None else f"{s.score:.1f}",
                reasons=tuple(r.says for r in s.reasons),
                to_raise=s.to_raise,
                model=s.proposed_by,
            )
            for s in review.scores
        ),
    )


def _reference(work: Work, scene: _Scene) -> WorkRow:
    return WorkRow(
        number=scene.numbers[work.key],
        anchor=anchor("work", work.key),
        authors=", ".join(work.authors),
        year=work.published[:4],
        title=work.title or work.key,
        venue=work.venue,
        href=link(work),
        page=scene.pages.get(work.key, ""),
    )


def link(work: Work) -> str:
    """A web address of the work: arXiv's, its DOI's, or the one that an index gave."""
    if work.arxiv and (found := address(work.arxiv)):
        return found
    if work.doi and "%" not in (doi := percent(work.doi, safe="/._-")):
        return f"https://doi.org/{doi}"
    return address(work.url)
