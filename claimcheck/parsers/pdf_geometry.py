"""What lies on a page, once characters are words and strokes are rules?

Lengths are points, y grows downwards from the page's upper edge, and the page has been turned so
that most text is upright. Distances are mostly judged in "em", the font size of the text
concerned.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import NamedTuple

ASCENT, DESCENT = 0.75, 0.25
SAME_LINE = 0.3
NUMBER = re.compile(r"[-+±~<>≈≤≥$(\[]*\d[\d.,]*")


class Character(NamedTuple):
    """One printed character; x runs from its origin to its advance width, y is its baseline."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    spaced: bool = False
    """Whether the PDF reader sees a space before it, though none is printed."""
    turn: int = 0
    """Quarter turns against the page: 0, or 1 where the text runs upwards and 3 where it runs
    downwards.
    """
    top: float = 0.0
    """Upper end of a turned character."""
    bottom: float = 0.0
    """Lower end of a turned character."""


class Word(NamedTuple):
    text: str
    x0: float
    x1: float
    y: float
    size: float
    top: float
    bottom: float
    bold: bool = False
    turned: bool = False
    """Whether it stands on its side."""


class Box(NamedTuple):
    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, x: float, y: float, slack: float = 0.0) -> bool:
        across = self.x0 - slack <= x <= self.x1 + slack
        return across and self.top - slack <= y <= self.bottom + slack


class Rule(NamedTuple):
    """A straight stroke, across the page (top == bottom) or down it (x0 == x1)."""

    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def y(self) -> float:
        return self.top

    @property
    def width(self) -> float:
        return self.x1 - self.x0


class Span(NamedTuple):
    """A run of words on one line."""

    words: tuple[Word, ...]
    x0: float
    x1: float

    @property
    def text(self) -> str:
        return join(self.words)

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True)
class Line:
    """Words on one baseline, from left to right."""

    words: tuple[Word, ...]

    @cached_property
    def y(self) -> float:
        return median(w.y for w in self.words)

    @cached_property
    def size(self) -> float:
        return median(w.size for w in self.words)

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        return max(w.x1 for w in self.words)

    @property
    def top(self) -> float:
        return self.y - ASCENT * self.size

    @property
    def bottom(self) -> float:
        return self.y + DESCENT * self.size

    @cached_property
    def text(self) -> str:
        return join(self.words)

    def spans(self, gap: float) -> list[Span]:
        """Runs of words with less than `gap` em between them."""
        runs: list[list[Word]] = []
        end, widest = 0.0, gap * max(self.size, 0.1)
        for word in self.words:
            if runs and word.x0 - end < widest:
                runs[-1].append(word)
                end = max(end, word.x1)
            else:
                runs.append([word])
                end = word.x1
        return [Span(tuple(r), r[0].x0, max(w.x1 for w in r)) for r in runs]


@dataclass(frozen=True)
class Sheet:
    """One page: its upright words from top to bottom, the turned ones, rules, and the boxes of
    pictures.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    """Sorted by baseline."""
    turned: tuple[Word, ...] = ()
    across: tuple[Rule, ...] = ()
    """Horizontal rules, sorted by y."""
    down: tuple[Rule, ...] = ()
    figures: tuple[Box, ...] = ()

    @cached_property
    def baselines(self) -> list[float]:
        return [w.y for w in self.words]

    def between(self, top: float, bottom: float) -> tuple[Word, ...]:
        """Words whose baseline lies in the band."""
        return self.words[bisect_left(self.baselines, top) : bisect_right(self.baselines, bottom)]


def lines(words: Iterable[Word]) -> list[Line]:
    """Words grouped by baseline, from top to bottom."""
    groups: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.y):
        if groups and word.y - groups[-1][-1].y <= SAME_LINE * min(word.size, groups[-1][-1].size):
            groups[-1].append(word)
        else:
            groups.append([word])
    return [Line(tuple(sorted(g, key=lambda w: w.x0))) for g in groups]


def join(words: Sequence[Word]) -> str:
    return " ".join(w.text for w in words)


def is_number(text: str) -> bool:
    return bool(NUMBER.match(text))


def overlap(a0: float, a1: float, b0: float, b1: float) -> float:
    """Length that two intervals share; negative is the gap between them."""
    return min(a1, b1) - max(a0, b0)


def pitch(rows: Sequence[Line]) -> float | None:
    """The usual distance of neighbouring baselines."""
    steps = [b.y - a.y for a, b in itertools.pairwise(rows)]
    return median(steps) if steps else None


def without(rules: Iterable[Rule], drop: Callable[[Rule], bool]) -> tuple[Rule, ...]:
    return tuple(r for r in rules if not drop(r))
