"""How far does a ruled table reach beyond its rules?

Vertical rules that touch it, and lines of cells right above and below, are part of it; what then
is no table after all is dropped.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from claimcheck.parsers.pdf_geometry import Line, Sheet, lines, overlap, pitch
from claimcheck.parsers.pdf_regions import BORDER, CELL_GAP, Region, is_prose, merged

NEIGHBOUR = 0.98


def extended(regions: list[Region], sheet: Sheet) -> list[Region]:
    """Regions with the vertical rules that touch them, and the lines of cells that lie above and
    below.
    """
    tall = [_with_vertical(r, sheet) for r in regions]
    whole: list[Region] = []
    for i, region in enumerate(tall):
        others = [r for j, r in enumerate(tall) if j != i and not region.covers(r)]
        down = _reach(region, others, sheet, step=1)
        up = _reach(region, others, sheet, step=-1)
        whole.append(
            replace(
                region,
                top=up[-1].top if up else region.top,
                bottom=down[-1].bottom if down else region.bottom,
            )
        )
        if not _stands(region, up, down, sheet):
            whole.pop()
    kept: list[Region] = []
    for region in sorted(whole, key=lambda r: -(r.width * max(r.height, 1))):
        if not any(k.covers(region) for k in kept):
            kept.append(region)
    return sorted((r for r in kept if _is_table(r, sheet)), key=lambda r: (r.top, r.x0))


def _with_vertical(region: Region, sheet: Sheet) -> Region:
    """The region grown along the vertical rules that touch it; those come in pieces, row by row."""
    inside = [r for r in sheet.down if region.x0 - 3 <= r.x0 <= region.x1 + 3]
    top, bottom = region.top, region.bottom
    while True:
        touching = [r for r in inside if r.bottom >= top - 3 and r.top <= bottom + 3]
        grown = (
            min([top, *(r.top for r in touching)]),
            max([bottom, *(r.bottom for r in touching)]),
        )
        if grown == (top, bottom):
            return replace(region, top=top, bottom=bottom, down=tuple(touching))
        top, bottom = grown


def _reach(region: Region, others: list[Region], sheet: Sheet, *, step: int) -> list[Line]:
    """Lines of cells that continue the region upwards (step -1) or downwards (step 1), nearest
    first.
    """
    inner = lines(region.words(sheet))
    usual = pitch(inner)
    separators = _gaps(inner)
    if step > 0:
        outside = sheet.between(region.bottom + 0.8, region.bottom + 400)
    else:
        outside = sheet.between(region.top - 400, region.top - 0.01)
    near = [w for w in outside if w.x1 > region.x0 - 2 and w.x0 < region.x1 + 2]
    taken: list[Line] = []
    edge = region.bottom if step > 0 else region.top
    for rows in _interlaced(lines(near)[::step]):
        line = rows[0]
        whole = Line(tuple(sorted((w for r in rows for w in r.words), key=lambda w: w.x0)))
        distance = (line.y - edge) * step
        if distance > _allowed(line, taken, usual, step) or not _fits(whole, region, separators):
            break
        if any(r.top - 1 <= line.y <= r.bottom + 1 and r.over(whole.x0, whole.x1) for r in others):
            break
        taken.extend(rows)
        edge = rows[-1].y
    return taken


def _interlaced(rows: Sequence[Line]) -> list[list[Line]]:
    """Lines in groups: less than a line apart, and each in the other's white, as cells of one and
    two lines stand beside each other.
    """
    groups: list[list[Line]] = []
    for line in rows:
        if groups and _laced(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _laced(one: Line, other: Line) -> bool:
    if abs(one.y - other.y) >= NEIGHBOUR * min(one.size, other.size):
        return False
    spans = other.spans(CELL_GAP)
    return all(overlap(a.x0, a.x1, b.x0, b.x1) <= 0 for a in one.spans(CELL_GAP) for b in spans)


def _allowed(line: Line, taken: list[Line], usual: float | None, step: int) -> float:
    if not taken:
        first = 1.65 * line.size
        return max(first, 1.25 * usual) if usual and step > 0 else first
    return max(1.9 * line.size, 1.35 * usual) if usual else 2.6 * line.size


def _fits(line: Line, region: Region, separators: list[tuple[float, float]]) -> bool:
    if line.x0 < region.x0 - BORDER or line.x1 > region.x1 + BORDER:
        return False
    spans = line.spans(CELL_GAP)
    if (
        len(spans) < 2
        or is_prose(line, region.width)
        or re.match(r"(Table|Figure|Fig\.|TABLE)\s", line.text)
    ):
        return False
    crossed = sum(any(s.x0 < a and s.x1 > b for s in spans) for a, b in separators)
    return crossed * 3 <= len(separators)


def _gaps(rows: list[Line]) -> list[tuple[float, float]]:
    """The gaps between the cells of the fullest line."""
    if not rows:
        return []
    spans = max((r.spans(CELL_GAP) for r in rows), key=len)
    return [(a.x1, b.x0) for a, b in itertools.pairwise(spans)]


def _stands(region: Region, up: list[Line], down: list[Line], sheet: Sheet) -> bool:
    """Whether a lone rule has a table around it."""
    if len(merged(region.across)) > 1 and region.height > 4:
        return True
    inner = [line for line in lines(region.words(sheet)) if len(line.spans(CELL_GAP)) > 1]
    return bool(up and down) or len(down) >= 2 or (bool(region.down) and len(inner) >= 2)


def _is_table(region: Region, sheet: Sheet) -> bool:
    if region.width < 30 or not any(
        r.width >= min(60.0, 0.8 * region.width) for r in region.across
    ):
        return False
    if max(r.width for r in region.across) < max(60.0, 0.8 * region.width):
        return False
    rows = lines(region.words(sheet))
    if not rows or (
        len(rows[0].spans(CELL_GAP)) == 1 and re.match(r"Algorithm\s+\d", rows[0].text)
    ):
        return False
    return any(len(line.spans(CELL_GAP)) > 1 for line in rows)
