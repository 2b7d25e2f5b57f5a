"""Which papers were checked, and what came out of each: one page that leads to their reports?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from claimcheck.record import Report
from claimcheck.render.html import page
from claimcheck.render.standing import COUNTED, alone, standings, tally

COLUMNS = {
    "supported": "add up",
    "contradicted": "do not",
    "not-reproduced": "fail the rerun",
    "undecided": "undecided",
}


@dataclass(frozen=True)
class Entry:
    """A report and where it lies; of the report only title, paper, dates and summary are asked."""

    report: Report
    href: str
    """Relative to the list, of characters that need no escape."""


@dataclass(frozen=True)
class _Row:
    title: str
    paper: str
    href: str
    tally: str
    day: str
    claims: int
    counts: tuple[tuple[str, int], ...]
    """Standing and how many claims stand so."""


def listing(entries: Iterable[Entry]) -> str:
    """The list as one self-contained HTML page, by title."""
    rows = sorted(map(_row, entries), key=lambda r: (r.title.casefold(), r.paper))
    totals = Counter({code: sum(dict(r.counts)[code] for r in rows) for code in COUNTED})
    template = page().get_template("index.html.jinja")
    return template.render(
        rows=rows,
        columns=COLUMNS,
        claims=sum(r.claims for r in rows),
        totals=[(code, n, alone(code, n)) for code, n in totals.items() if n],
    )


def _row(entry: Entry) -> _Row:
    report = entry.report
    counts = Counter(standings(report).values())
    return _Row(
        title=report.title or report.paper,
        paper=report.paper,
        href=entry.href,
        tally=tally(report),
        day=report.created[:10],
        claims=sum(counts.values()),
        counts=tuple((code, counts[code]) for code in COUNTED),
    )
