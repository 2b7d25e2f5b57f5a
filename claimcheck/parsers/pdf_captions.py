"""Which lines are captions, and which caption belongs to which table?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claimcheck.parsers.pdf_geometry import Box, Line, Sheet, lines, overlap
from claimcheck.parsers.pdf_regions import Region

ABOVE, BELOW, FURTHEST = 110.0, 60.0, 3.0
PITCH = 1.45
_START = re.compile(
    r"^(?P<kind>Table|TABLE|Tab\.|Figure|FIGURE|Fig\.|FIG\.|Algorithm|Listing)\s*"
    r"(?P<number>[A-Z]?\.?\d+(?:\.\d+)*|[IVX]+)(?P<sign>\s*[:.|]|\s|$)\s*"
)
PENALTY = {":": 0.0, "|": 0.0, ".": 15.0, "": 30.0}


@dataclass(frozen=True)
class Caption:
    kind: str
    """`table` or `figure`."""
    number: str
    text: str
    """Without `Table N:`."""
    whole: str
    box: Box
    size: float
    penalty: float
    """How unlike a caption it begins, in points: a sentence may begin with "Table 3 shows"."""


def captions(sheet: Sheet, columns: Sequence[tuple[float, float]]) -> list[Caption]:
    """All that may be a caption; `columns` are the x-ranges in which text runs."""
    found: list[Caption] = []
    for x0, x1 in columns:
        inside = [w for w in sheet.words if x0 - 2 <= w.x0 and w.x1 <= x1 + 2]
        own = _segments(lines(inside))
        found.extend(_read(own, i) for i, line in enumerate(own) if _START.match(line.text))
    return _distinct(found)


def _segments(rows: list[Line]) -> list[Line]:
    """Lines cut where white wider than two em parts neighbours."""
    return [Line(s.words) for line in rows for s in line.spans(2.0)]


def _read(rows: list[Line], at: int) -> Caption:
    first = rows[at]
    taken = [first]
    for line in rows[at + 1 :]:
        last = taken[-1]
        if line.y - last.y >= PITCH * last.size:
            break
        aligned = overlap(line.x0, line.x1, first.x0, first.x1) > 0 and line.y > last.y + 1
        if not aligned:
            continue
        if abs(line.size - last.size) > 0.08 * last.size or _START.match(line.text):
            break
        taken.append(line)
    whole = flowing([line.text for line in taken])
    start = _START.match(whole) or _START.match(first.text)
    assert start is not None
    sign = start["sign"].strip()
    kind = "table" if start["kind"].lower().startswith("tab") else "figure"
    box = Box(min(t.x0 for t in taken), first.top, max(t.x1 for t in taken), taken[-1].bottom)
    text = whole[start.end() :]
    return Caption(kind, start["number"], text, whole, box, first.size, PENALTY.get(sign, 30.0))


def _distinct(found: list[Caption]) -> list[Caption]:
    """One for each place: of those that begin together, the longest."""
    kept: list[Caption] = []
    for caption in sorted(found, key=lambda c: -len(c.whole)):
        same = (
            abs(caption.box.x0 - k.box.x0) < 2 and abs(caption.box.top - k.box.top) < 2 for k in kept
        )
        if not any(same):
            kept.append(caption)
    return sorted(kept, key=lambda c: (c.box.top, c.box.x0))


def assign(regions: Sequence[Region], found: Sequence[Caption]) -> dict[int, Caption]:
    """The caption of each region by index: the nearest first, each caption once."""
    pairs = sorted(
        (distance, i, j)
        for i, region in enumerate(regions)
        for j, caption in enumerate(found)
        if caption.kind == "table" and (distance := _distance(region, caption)) is not None
    )
    given: dict[int, Caption] = {}
    used: set[int] = set()
    for _, i, j in pairs:
        if i not in given and j not in used:
            given[i] = found[j]
            used.add(j)
    return given


def _distance(region: Region, caption: Caption) -> float | None:
    box = caption.box
    if overlap(region.x0, region.x1, box.x0, box.x1) < 0.3 * min(region.width, box.x1 - box.x0):
        return None
    above, below = region.top - box.bottom, box.top - region.bottom
    gap = above if above > -caption.size else below
    if gap < -caption.size or gap > FURTHEST * caption.size:
        return None
    return max(gap, 0.0) + caption.penalty
