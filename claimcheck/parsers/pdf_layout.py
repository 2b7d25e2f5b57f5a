"""In which order are the lines of a page read, in one column or two?

A page has two columns where hardly any line crosses a gutter near its middle. Lines that do
cross it cut the page into zones, each read left column first.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median, quantiles

from claimcheck.parsers.pdf_geometry import Line, Word, lines

FEWEST = 0.12
BRIDGE = 0.8


@dataclass(frozen=True)
class Strip:
    """Lines that are read one below the other."""

    lines: tuple[Line, ...]

    @cached_property
    def left(self) -> float:
        """Where most of its lines begin."""
        starts = sorted(round(line.x0) for line in self.lines)
        return max(set(starts), key=lambda x: (sum(abs(s - x) <= 1 for s in starts), -x))

    @cached_property
    def right(self) -> float:
        """Where its full lines end."""
        ends = [line.x1 for line in self.lines]
        return quantiles(ends, n=10)[8] if len(ends) > 1 else ends[0]


def gutter(words: Sequence[Word], width: float) -> float | None:
    """x of the white between two columns of text, if there is one."""
    if not words:
        return None
    rows = lines(words)
    tried = [width * (0.42 + 0.004 * i) for i in range(41)]
    crossed = [0] * len(tried)
    for line in rows:
        for run in line.spans(BRIDGE):
            for i in range(bisect_right(tried, run.x0), bisect_left(tried, run.x1)):
                crossed[i] += 1
    least = min(crossed)
    best = [x for x, n in zip(tried, crossed, strict=True) if n == least]
    x = min(best, key=lambda x: abs(x - median(best)))
    left = sum((w.x0 + w.x1) / 2 < x for w in words)
    enough = FEWEST * len(words)
    if least <= FEWEST * len(rows) and enough <= left <= len(words) - enough:
        return x
    return None


def strips(words: Sequence[Word], width: float) -> list[Strip]:
    """The page's lines in reading order, in strips of one column each."""
    x = gutter(words, width)
    if x is None:
        return [Strip(tuple(lines(words)))] if words else []
    # A space between words is no gutter: runs are crossed whole.
    across = [
        s.words
        for line in lines(words)
        for s in line.spans(BRIDGE)
        if s.x0 < x - 1 and s.x1 > x + 1
    ]
    taken = {w for run in across for w in run}
    rest = [w for w in words if w not in taken]
    sides = ([w for w in rest if w.x0 < x], [w for w in rest if w.x0 >= x])
    made: list[Strip] = []
    top = float("-inf")
    wide = lines(taken)
    for i, line in enumerate([*wide, None]):
        bottom = line.y if line else float("inf")
        for side in sides:
            inside = [w for w in side if top < w.y <= bottom]
            made.extend([Strip(tuple(lines(inside)))] if inside else [])
        if line is not None:
            joined = made and i and made[-1].lines[-1] is wide[i - 1]
            made[-1:] = [Strip((*made[-1].lines, line))] if joined else [*made[-1:], Strip((line,))]
            top = line.y
    return made
