"""Which works are left out before anything is read, and for what reason?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from claimcheck.literature import Exclusion, Ranked, Work
from claimcheck.search.merging import fold
from claimcheck.search.ranking import asked, matched
from claimcheck.sources.query import Query

NO_PAPER = {
    "component": "a part of a publication",
    "correction": "a correction",
    "dataset": "a data set",
    "erratum": "a correction",
    "grant": "a grant",
    "journal": "a journal",
    "journalissue": "an issue of a journal",
    "notice": "a notice of retraction",
    "paratext": "a cover, a list or the like",
    "peerreview": "a review of a paper",
    "proceedings": "a whole volume of proceedings",
    "retraction": "a notice of retraction",
    "software": "a program",
    "supplementarymaterials": "supplementary material",
}
"""Kinds that hold no paper, and what they are."""
LINKED_WORDS = 2
"""Words of the question that a work must have which no index gave as an answer to it."""


@dataclass(frozen=True)
class Wanted:
    """What a search keeps."""

    query: Query
    limit: int
    fields: tuple[str, ...] = ()
    """Names of fields of study or arXiv categories; empty: all."""


def reason_against(work: Work, wanted: Wanted) -> tuple[str, str] | None:
    """The first reason to leave a work out, and what to say of it; None where there is none."""
    return next((found for check in _CHECKS if (found := check(work, wanted))), None)


def screen(
    ranked: Sequence[Ranked], wanted: Wanted
) -> tuple[tuple[Ranked, ...], tuple[Exclusion, ...]]:
    """Those that are kept, best first, and why the others are not."""
    kept: list[Ranked] = []
    left: list[Exclusion] = []
    for place in ranked:
        against = reason_against(place.work, wanted)
        if against is None and len(kept) >= wanted.limit:
            worst = kept[-1].score if kept else 0.0
            against = (
                "beyond-limit",
                f"score {place.score:.4f}; {wanted.limit} works are kept, the last has {worst:.4f}",
            )
        if against is None:
            kept.append(place)
        else:
            left.append(_exclusion(place.work, *against))
    return tuple(kept), tuple(left)


def _exclusion(work: Work, reason: str, says: str) -> Exclusion:
    return Exclusion(work=work.key, title=work.title, stage="screening", reason=reason, says=says)


def _no_title(work: Work, wanted: Wanted) -> tuple[str, str] | None:
    return None if fold(work.title) else ("no-title", "no index has its title")


def _withdrawn(work: Work, wanted: Wanted) -> tuple[str, str] | None:
    return ("withdrawn", "an index calls it withdrawn or retracted") if work.withdrawn else None


def _kind(work: Work, wanted: Wanted) -> tuple[str, str] | None:
    what = NO_PAPER.get(fold(work.kind).replace(" ", ""))
    if what is None or work.arxiv:  # what arXiv has is a paper, whatever others call it
        return None
    return "kind", f"{what} ({work.kind})"


def _year(work: Work, wanted: Wanted) -> tuple[str, str] | None:
    first, last = wanted.query.years
    if first is None and last is None:
        return None
    span = " ".join(
        filter(
            None, ("" if first is None else f"from {first}", "" if last is None else f"to {last}")
        )
    )
    if work.year is None:
        return "year", f"no index has its year; {span} is asked for"
    if (first or 0) <= work.year <= (last or 9999):
        return None
    return "year", f"of {work.year}; {span} is asked for"


def _field(work: Work, wanted: Wanted) -> tuple[str, str] | None:
    """A work of which no field is known stays."""
    if not wanted.fields or not work.fields:
        return None
    own = [field.casefold() for field in work.fields]
    for field in (f.casefold().strip() for f in wanted.fields):
        if any(name == field or name.startswith(f"{field}.") for name in own):
            return None
    return "field", f"{', '.join(work.fields)}; {', '.join(wanted.fields)} is asked for"


def _off_topic(work: Work, wanted: Wanted) -> tuple[str, str] | None:
    words, found = len(asked(wanted.query)), matched(work, wanted.query)
    answers = any(hit.via in ("query", "given") for hit in work.hits)
    fewest = min(1 if answers else LINKED_WORDS, words)
    if found >= fewest:
        return None
    where = "title and abstract" if work.abstract else "the title; no index has an abstract"
    came = "" if answers else f"; {fewest} are asked of a work found by citations alone"
    return "off-topic", f"{found} of the question's {words} words in {where}{came}"


_CHECKS: tuple[Callable[[Work, Wanted], tuple[str, str] | None], ...] = (
    _no_title,
    _withdrawn,
    _kind,
    _year,
    _field,
    _off_topic,
)


def reasons(exclusions: Sequence[Exclusion]) -> Iterator[tuple[str, int]]:
    """How many were left out at screening, by reason, the commonest first."""
    counts: dict[str, int] = {}
    for exclusion in exclusions:
        if exclusion.stage == "screening":
            counts[exclusion.reason] = counts.get(exclusion.reason, 0) + 1
    yield from sorted(counts.items(), key=lambda each: (-each[1], each[0]))
