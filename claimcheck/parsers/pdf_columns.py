"""Where do the columns of a table part, and which cells does each of its lines hold?

A column ends where nearly no line of the body prints anything. Lines less than a line apart lend
each other their cells for this question, since centred cells stand half a row off.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter
from statistics import median
from typing import NamedTuple

from claimcheck.parsers.pdf_geometry import Line, Rule, Span, Word, is_number, join, overlap
from claimcheck.parsers.pdf_regions import Region

CELL_GAP = 0.42
NUMBER_GAP = 0.3
STRONG = 0.7
CROSSING = 0.08
SIDES = 0.2
NARROWEST = 0.3
NEIGHBOUR = 0.98
DOUBLE_RULE = 3.5
_OPERATORS = ("±", "+", "/", "=")


@dataclass(frozen=True)
class Entry:
    """What one line prints in one column, or over several."""

    words: tuple[Word, ...]
    first: int
    """First column, from 0."""
    last: int
    """Last column."""

    @property
    def text(self) -> str:
        return join(self.words)

    @property
    def x0(self) -> float:
        return min(w.x0 for w in self.words)

    @property
    def x1(self) -> float:
        return max(w.x1 for w in self.words)

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def y(self) -> float:
        return median(w.y for w in self.words)

    @property
    def size(self) -> float:
        return median(w.size for w in self.words)


class Grid(NamedTuple):
    """The columns of a region: n - 1 separators, with the region's own edges around them."""

    edges: tuple[float, ...]

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.edges) - 1

    def column(self, x: float) -> int:
        return bisect_left(self.edges, x, 1, self.width) - 1


def body_top(region: Region, rows: Sequence[Line]) -> float | None:
    """y of the first full-width rule that has text above it: the end of the head."""
    if not rows:
        return None
    below = (r.y for r in region.full() if r.y > rows[0].y and r.y < rows[-1].y)
    return next(iter(sorted(below)), None)


def columns(region: Region, rows: Sequence[Line]) -> Grid:
    """Where the columns of the region part."""
    head = body_top(region, rows)
    body = [line for line in rows if head is None or line.y > head]
    if all(len(cells(line)) < 2 for line in body):
        body = list(rows)
    strong = _strong(body)
    em = median(line.size for line in rows) if rows else 1.0
    spans = {id(line): cells(line) for line in rows}
    virtual = [_virtual(line, body, spans) for line in strong]
    cuts = _separators(virtual, [spans[id(line)] for line in rows], em)
    cuts = _with_rules(cuts, region, [spans[id(line)] for line in rows])
    left = min([region.x0, *(line.x0 for line in rows)]) - 1
    right = max([region.x1, *(line.x1 for line in rows)]) + 1
    return Grid((left, *(c for c in cuts if left < c < right), right))


def cells(line: Line) -> list[Span]:
    """The line's runs of words, cut between two numbers that more than a common space parts."""
    found: list[Span] = []
    for span in line.spans(CELL_GAP):
        start = 0
        for i in range(1, len(span.words)):
            left, right = span.words[i - 1], span.words[i]
            wide = right.x0 - left.x1 >= NUMBER_GAP * line.size
            if wide and is_number(left.text) and is_number(right.text):
                found.append(_span(span.words[start:i]))
                start = i
        found.append(_span(span.words[start:]))
    return found


def _span(words: tuple[Word, ...]) -> Span:
    return Span(words, words[0].x0, max(w.x1 for w in words))


def _strong(body: Sequence[Line]) -> list[Line]:
    """The fuller lines: few cells say little about columns."""
    counts = sorted(len(line.spans(CELL_GAP)) for line in body)
    if not counts:
        return []
    full = counts[min(len(counts) - 1, math.ceil(0.8 * len(counts)) - 1)]
    return [line for line in body if len(line.spans(CELL_GAP)) >= STRONG * full]


def _virtual(line: Line, body: Sequence[Line], spans: dict[int, list[Span]]) -> list[Span]:
    """The line's cells, and those of lines half a row off that stand in its white."""
    own = list(spans[id(line)])
    for other in body:
        if other is line or abs(other.y - line.y) >= NEIGHBOUR * line.size:
            continue
        for span in spans[id(other)]:
            if all(overlap(span.x0, span.x1, s.x0, s.x1) <= 0 for s in own):
                own.append(span)
    return sorted(own, key=lambda s: s.x0)


def _separators(virtual: list[list[Span]], everything: list[list[Span]], em: float) -> list[float]:
    """x of the white between columns."""
    found: list[float] = []
    for a, b in _white(virtual):
        sides = sum(line[0].x1 <= a + 0.01 and line[-1].x0 >= b - 0.01 for line in virtual if line)
        across = [_around(line, a, b) for line in virtual]
        both = [pair for pair in across if pair]
        if b - a < NARROWEST * em or len(both) < SIDES * len(virtual) or not (sides or both):
            continue
        operator = sum(
            left.words[-1].text in _OPERATORS or right.words[0].text in _OPERATORS
            for left, right in both
        )
        if operator * 2 > len(both):
            continue
        found.append(_best(a, b, everything))
    return found


def _white(virtual: list[list[Span]]) -> list[tuple[float, float]]:
    """Greatest intervals of x that at most 8 % of the lines cross."""
    edges = sorted({e for line in virtual for s in line for e in (s.x0, s.x1)})
    limit = CROSSING * len(virtual)
    change: dict[float, int] = dict.fromkeys(edges, 0)
    for line in virtual:
        for span in line:
            change[span.x0] += 1
            change[span.x1] -= 1
    intervals: list[tuple[float, float]] = []
    crossing = 0
    for a, b in pairwise(edges):
        crossing += change[a]
        if crossing > limit:
            continue
        if intervals and intervals[-1][1] == a:
            intervals[-1] = (intervals[-1][0], b)
        else:
            intervals.append((a, b))
    return intervals


def _around(line: list[Span], a: float, b: float) -> tuple[Span, Span] | None:
    """The cells left and right of the middle of an interval."""
    middle = (a + b) / 2
    left = [s for s in line if s.middle < middle]
    right = [s for s in line if s.middle >= middle]
    return (left[-1], right[0]) if left and right else None


def _best(a: float, b: float, everything: list[list[Span]]) -> float:
    """The x that fewest lines cross, the head included, and of these the one nearest the middle."""
    middle = (a + b) / 2
    edges = {a, b, *(e for line in everything for s in line for e in (s.x0, s.x1) if a < e < b)}
    cuts = sorted(edges)
    tried = [middle, *((x + y) / 2 for x, y in pairwise(cuts))]

    def crossed(x: float) -> int:
        return sum(s.x0 < x < s.x1 for line in everything for s in line)

    return min(tried, key=lambda x: (crossed(x), abs(x - middle)))


def _with_rules(cuts: list[float], region: Region, everything: list[list[Span]]) -> list[float]:
    """A vertical rule replaces a separator with no text between, else it is one more."""
    result = list(cuts)
    for x in _vertical(region):
        if x - region.x0 < 4 or region.x1 - x < 4:
            continue
        near = [c for c in result if not _text_between(min(c, x), max(c, x), everything)]
        if near:
            result.remove(min(near, key=lambda c: abs(c - x)))
        result.append(x)
    return sorted(set(result))


def _vertical(region: Region) -> list[float]:
    """x of the vertical rules that run over at least 45 % of the height; row by row pieces count
    together, and double rules as one.
    """
    lengths: dict[float, list[Rule]] = {}
    for rule in region.down:
        x = next((k for k in lengths if abs(k - rule.x0) < DOUBLE_RULE), rule.x0)
        lengths.setdefault(x, []).append(rule)
    need = 0.45 * region.height
    return sorted(x for x, rules in lengths.items() if sum(r.bottom - r.top for r in rules) >= need)


def _text_between(a: float, b: float, everything: list[list[Span]]) -> bool:
    spans = (s for line in everything for s in line)
    return any(2 * overlap(a, b, s.x0, s.x1) > s.x1 - s.x0 for s in spans)


def entries(line: Line, grid: Grid, rules: Sequence[Rule] = ()) -> list[Entry]:
    """The cells of one line; a run of words over several columns is one cell, unless it holds
    several numbers.
    """
    made: list[Entry] = []
    for span in line.spans(CELL_GAP):
        for words in _parts(span, grid, rules, line):
            held = [grid.column((w.x0 + w.x1) / 2) for w in words]
            made.append(Entry(words, min(held), max(held)))
    merged: list[Entry] = []
    for entry in made:
        if merged and merged[-1].last >= entry.first:
            before = merged[-1]
            joined = before.words + entry.words
            merged[-1] = Entry(joined, before.first, max(before.last, entry.last))
        else:
            merged.append(entry)
    return merged


def _parts(span: Span, grid: Grid, rules: Sequence[Rule], line: Line) -> list[tuple[Word, ...]]:
    """The span as one cell, or cut at the separators where it holds numbers of two columns."""
    held = [grid.column((w.x0 + w.x1) / 2) for w in span.words]
    numbers = {c for c, w in zip(held, span.words, strict=True) if is_number(w.text)}
    if held[0] == held[-1] or len(numbers) < 2 or _ruled_below(span, rules, line):
        return [span.words]
    by_column = groupby(zip(held, span.words, strict=True), key=itemgetter(0))
    return [tuple(word for _, word in group) for _, group in by_column]


def _ruled_below(span: Span, rules: Sequence[Rule], line: Line) -> bool:
    below = [r for r in rules if 0 < r.y - line.y < 1.3 * line.size]
    return any(r.x0 <= span.x0 + 3 and r.x1 >= span.x1 - 3 for r in below)
