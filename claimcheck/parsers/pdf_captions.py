"""Which lines are captions, and which caption belongs to which table?"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from claimcheck.parsers.pdf_geometry import Box, Line, Word, overlap
from claimcheck.parsers.pdf_hyphens import flowing
from claimcheck.parsers.pdf_layout import Strip
from claimcheck.parsers.pdf_regions import Region

FURTHEST = 3.0
PITCH = 1.45
SIDE_BY_SIDE = 2.0
_START = re.compile(
    r"^(?P<kind>Table|TABLE|Tab\.|Figure|FIGURE|Fig\.|FIG\.|Algorithm|Listing)\s*"
    r"(?P<number>[A-Z]?\.?\d+(?:\.\d+)*|[IVX]+)(?P<sign>\s*[:.|]|\s|$)\s*"
)
_NOTE = re.compile(r"^(?:\^|[*†‡§¶]|Notes?\b\s?[.:])")
NOTE_GAP = 1.7
PENALTY = {":": 0.0, "|": 0.0, ".": 15.0, "": 30.0}


@dataclass(frozen=True)
class Caption:
    kind: str
    """`table` or `figure`."""
    text: str
    """Without `Table N:`."""
    whole: str
    box: Box
    size: float
    penalty: float
    """How unlike a caption it begins, in points: a sentence may begin with "Table 3 shows"."""
    words: tuple[Word, ...]


def captions(strips: Sequence[Strip], known: Collection[str] = ()) -> list[Caption]:
    """All runs of lines that may be a caption."""
    found: list[Caption] = []
    for strip in strips:
        rows = [Line(s.words) for line in strip.lines for s in line.spans(SIDE_BY_SIDE)]
        for i, line in enumerate(rows):
            start = _START.match(line.text)
            if start is not None and not _in_sentence(rows[:i], line, start):
                found.append(_read(rows, i, start, known))
    return found


def _in_sentence(before: Sequence[Line], line: Line, start: re.Match[str]) -> bool:
    """Whether the line above runs on into this one ("… as seen in / Table 2. We …")."""
    above = next((b for b in reversed(before) if overlap(b.x0, b.x1, line.x0, line.x1) > 0), None)
    if above is None or line.y - above.y > PITCH * line.size or line.words[0].bold:
        return False
    same = abs(above.size - line.size) < 0.08 * line.size
    return same and not re.search(r"[.:!?)]$", above.text) and start["sign"].strip() != ":"


def _read(rows: list[Line], at: int, start: re.Match[str], known: Collection[str]) -> Caption:
    first = rows[at]
    taken = [first]
    for line in rows[at + 1 :]:
        last = taken[-1]
        if line.y - last.y >= PITCH * last.size:
            break
        if line.y <= last.y + 1 or overlap(line.x0, line.x1, first.x0, first.x1) <= 0:
            continue
        if abs(line.size - last.size) > 0.08 * last.size or _START.match(line.text):
            break
        taken.append(line)
    whole = flowing([line.text for line in taken], known)
    box = Box(min(t.x0 for t in taken), first.top, max(t.x1 for t in taken), taken[-1].bottom)
    return Caption(
        kind="table" if start["kind"].lower().startswith("tab") else "figure",
        text=whole[start.end() :].strip(),
        whole=whole,
        box=box,
        size=first.size,
        penalty=PENALTY[start["sign"].strip()],
        words=tuple(w for line in taken for w in line.words),
    )


def note(region: Region, strips: Sequence[Strip]) -> tuple[Word, ...]:
    """The words of what explains a table's marks, directly below it."""
    rows = [Line(s.words) for strip in strips for r in strip.lines for s in r.spans(SIDE_BY_SIDE)]
    below = sorted(
        (r for r in rows if r.y > region.bottom and _under(r, region)), key=lambda r: r.y
    )
    taken: list[Line] = []
    edge = region.bottom
    for line in below:
        first = not taken and _NOTE.match(line.text) is not None
        goes_on = bool(taken) and abs(line.size - taken[0].size) < 0.08 * line.size
        if line.y - edge > NOTE_GAP * line.size or not (first or goes_on):
            break
        taken.append(line)
        edge = line.y
    return tuple(w for line in taken for w in line.words)


def _under(line: Line, region: Region) -> bool:
    return line.x0 > region.x0 - line.size and line.x1 < region.x1 + line.size


def certain(found: Sequence[Caption], given: Iterable[Caption]) -> list[Caption]:
    """Captions of tables, and those of figures that begin as captions do."""
    tables = list(given)
    return [c for c in found if c in tables or c.penalty < PENALTY[""]]


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
