"""What does a person at a terminal see of a literature search?

Fields reach the terminal as `Text` without control characters, never as markup.
"""

from __future__ import annotations

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from claimcheck.literature import Ranked, Search, Work
from claimcheck.render.plain import line

FEW = 3
"""Authors who are named; of more, the first and `et al.`."""


def listing(search: Search) -> RenderableType:
    """The works, best first, and how each list ranks them."""
    if not search.ranked:
        return Text("no work was found, or none was kept")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("#", justify="right")
    table.add_column("work", overflow="fold", ratio=3)
    table.add_column("found by", overflow="fold", ratio=1)
    for place, ranked in enumerate(search.ranked, 1):
        table.add_row(str(place), _described(ranked.work), Text(_lists(ranked)))
    return table


def left_out(search: Search) -> RenderableType:
    """Every exclusion with its reason."""
    rows = [
        Text(line(f"{e.reason}: {e.title or e.work} ({e.work}): {e.says}"))
        for e in search.exclusions
    ]
    return Group(*rows)


def flow(search: Search) -> str:
    """From what was found to what was kept, in one line."""
    counts = search.flow
    found = ", ".join(f"{name} {n}" for name, n in counts.found.items())
    reasons = ", ".join(f"{n} {reason}" for reason, n in counts.excluded.items())
    return " · ".join(
        [
            f"{sum(counts.found.values())} records found ({found})",
            f"{counts.duplicates} duplicates merged",
            f"{counts.screened} works screened",
            f"left out: {reasons or 'none'}",
            f"{len(search.ranked)} kept",
        ]
    )


def _described(work: Work) -> RenderableType:
    named = ", ".join(work.authors) if len(work.authors) <= FEW else f"{work.authors[0]} et al."
    said = " · ".join(filter(None, (named, work.published[:4], work.venue, work.key)))
    return Text.assemble((line(work.title), "bold"), "\n", (line(said), "dim"))


def _lists(ranked: Ranked) -> str:
    return ", ".join(f"{name} {place}" for name, place in ranked.ranks.items())
