"""What is a figure, before it becomes SVG or PDF?

Strokes, marks and words on a sheet measured in points, its origin at the upper left. Every figure
says in words what it shows, for those who do not see it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

from claimcheck.render.plain import line

WIDTH = 340.0
"""Of every sheet: as wide as the text of a telephone, and less than a page's."""
SIZE = 9.0
"""Of words, in points."""
WIDEST = 0.62
"""Of a letter, on average, as a share of its size: an estimate on the safe side."""

Ink = Literal["ink", "faint", "claimed", "paper", "released", "rerun"]
Shape = Literal["diamond", "square", "triangle", "circle"]
Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Stroke:
    """A line through these points."""

    points: tuple[tuple[float, float], ...]
    ink: Ink = "ink"
    width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True)
class Band:
    """A rectangle, lightly filled."""

    left: float
    top: float
    right: float
    bottom: float
    ink: Ink = "claimed"


@dataclass(frozen=True)
class Mark:
    """A point with a shape of its own, so that it needs no colour."""

    x: float
    y: float
    shape: Shape
    ink: Ink
    size: float = 3.2
    """Half its width."""
    hollow: bool = False


@dataclass(frozen=True)
class Words:
    """Text on one line; `y` is its base line."""

    x: float
    y: float
    text: str
    align: Align = "left"
    size: float = SIZE
    bold: bool = False


@dataclass(frozen=True)
class Drawing:
    """One figure."""

    name: str
    """Unique in a report, of letters that need no escape."""
    title: str
    says: str
    """The text alternative: all that a reader takes from it."""
    height: float
    bands: tuple[Band, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    marks: tuple[Mark, ...] = ()
    words: tuple[Words, ...] = ()
    width: float = WIDTH


def wide(text: str, size: float = SIZE) -> float:
    """About how wide a text is, in points."""
    letters = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
    return letters * size * WIDEST


def fitted(text: str, room: float, size: float = SIZE) -> str:
    """The text on one line, cut where it would be wider than `room`."""
    short = line(text)
    if wide(short, size) <= room:
        return short
    while short and wide(short, size) + size > room:
        short = short[:-1]
    return f"{short.rstrip()}…"
