"""Which characters, rules and pictures does a page of a PDF hold, and where?

Everything is read with raw pdfium calls: one buffer a call, and what belongs to a text object
(size, direction, font) only once for all its characters.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from claimcheck.parsers.pdf_geometry import Box, Character, Rule

MOST_CHARACTERS = 60_000
MOST_OBJECTS = 60_000
MOST_SEGMENTS = 2_000
MOST_RULES = 3_000
LEAN = 5.0
HYPHENS = {0x02: "-", 0xAD: "-", 0xFFFE: "-"}
GLYPHS = {"∆": "Δ", "−": "-", "\u00a0": " ", "\u2010": "-", "\u2011": "-", "Ω": "Ω", "µ": "μ"}
MATHEMATICAL = range(0x1D400, 0x1D800)
HANGING = frozenset("√()[]{}|⌈⌉⌊⌋⎛⎜⎝⎞⎟⎠")


class Mark(NamedTuple):
    """A character in the PDF's own coordinates (y upwards), with the end of its advance."""

    text: str
    x: float
    y: float
    end_x: float
    end_y: float
    size: float
    turn: int
    bold: bool
    spaced: bool


@dataclass(frozen=True)
class Content:
    """A page as it will be read: turned so that most text is upright, y downwards."""

    width: float
    height: float
    characters: tuple[Character, ...]
    across: tuple[Rule, ...] = ()
    down: tuple[Rule, ...] = ()
    figures: tuple[Box, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass
class _Style:
    """What all characters of one text object share."""

    size: float = 0.0
    turn: int | None = None
    bold: bool = False


@dataclass
class _Reader:
    """The buffers of the calls made for every character."""

    text: Any
    x: Any = field(default_factory=ctypes.c_double)
    y: Any = field(default_factory=ctypes.c_double)
    box: Any = field(default_factory=pdfium.FS_RECTF)
    matrix: Any = field(default_factory=pdfium.FS_MATRIX)
    fonts: dict[int, bool] = field(default_factory=dict)

    def marks(self, count: int) -> Iterator[Mark]:
        style, last, high, spaced = _Style(), 0, 0, False
        unicode, owner = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetTextObject
        for i in range(count):
            code = unicode(self.text, i)
            if code <= 0x20 and pdfium.FPDFText_IsGenerated(self.text, i) == 1:
                spaced = True
                continue
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0
            high = 0
            handle = owner(self.text, i)
            address = ctypes.addressof(handle.contents) if handle else 0
            if address != last or not address:
                style, last = self.style(i, handle), address
            letter = _letter(code)
            if letter and style.turn is not None and style.size > 0.1:
                yield self.mark(i, letter, style, spaced)
                spaced = False

    def style(self, i: int, handle: Any) -> _Style:
        size = pdfium.FPDFText_GetFontSize(self.text, i)
        pdfium.FPDFText_GetMatrix(self.text, i, self.matrix)
        m = self.matrix
        angle = math.degrees(math.atan2(m.b, m.a)) % 360
        turn = round(angle / 90) % 4
        straight = abs((angle + 45) % 90 - 45) <= LEAN
        return _Style(size * math.hypot(m.c, m.d), turn if straight else None, self.bold(handle))

    def bold(self, handle: Any) -> bool:
        font = pdfium.FPDFTextObj_GetFont(handle) if handle else None
        if not font:
            return False
        address = ctypes.addressof(font.contents)
        if address not in self.fonts:
            name = ctypes.create_string_buffer(128)
            pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
            self.fonts[address] = _is_bold(name.value.decode("latin-1"))
        return self.fonts[address]

    def mark(self, i: int, letter: str, style: _Style, spaced: bool) -> Mark:
        pdfium.FPDFText_GetCharOrigin(self.text, i, self.x, self.y)
        pdfium.FPDFText_GetLooseCharBox(self.text, i, self.box)
        x, y, b, turn = self.x.value, self.y.value, self.box, style.turn or 0
        if turn:
            end_x, end_y = (x, b.top) if turn == 1 else (b.left, y) if turn == 2 else (x, b.bottom)
            return Mark(letter, x, y, end_x, end_y, style.size, turn, style.bold, spaced)
        if letter in HANGING:
            y = self.stand(i, y, style.size)
        return Mark(letter, x, y, b.right, y, style.size, 0, style.bold, spaced)

    def stand(self, i: int, y: float, size: float) -> float:
        """The baseline beside which a big bracket or a root stands: they hang below their own
        origin.
        """
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        pdfium.FPDFText_GetCharBox(self.text, i, left, right, bottom, top)
        if y - bottom.value <= 0.45 * size:
            return y
        return (bottom.value + top.value) / 2 - 0.25 * size


def read(page: Any) -> Content:
    """All of a page; `page` is a PdfPage. Too much of anything is left out, with a warning."""
    warnings: list[str] = []
    marks = _marks(page, warnings)
    strokes, pictures = _objects(page, warnings)
    left, bottom, right, top = _frame(page, marks)
    turn = _prevailing(marks)
    place = _Turning(turn, left, bottom, right, top)
    if len(strokes) > MOST_RULES:
        warnings.append(f"only the longest {MOST_RULES} of {len(strokes)} strokes were read")
        strokes = sorted(strokes, key=lambda s: s[0] - s[2] + s[1] - s[3])[:MOST_RULES]
    rules = [_rule(place.box(*s)) for s in strokes]
    return Content(
        width=place.width,
        height=place.height,
        characters=tuple(place.character(m) for m in marks),
        across=tuple(sorted((r for r in rules if r.top == r.bottom), key=lambda r: (r.top, r.x0))),
        down=tuple(sorted((r for r in rules if r.top != r.bottom), key=lambda r: (r.x0, r.top))),
        figures=tuple(place.box(*p) for p in pictures),
        warnings=tuple(warnings),
    )


def _marks(page: Any, warnings: list[str]) -> list[Mark]:
    text = page.get_textpage()
    try:
        count = text.count_chars()
        if count > MOST_CHARACTERS:
            warnings.append(f"only the first {MOST_CHARACTERS} of {count} characters were read")
        return list(_Reader(text.raw).marks(min(count, MOST_CHARACTERS)))
    finally:
        text.close()


def _letter(code: int) -> str:
    """The character of a code point; empty where it prints nothing."""
    if 0x20 < code < 0x7F:
        return chr(code)
    if code in HYPHENS:
        return HYPHENS[code]
    if code < 0x20 or 0x7F <= code < 0xA0 or code in (0xFFFD, 0xFFFF):
        return " " if code in (0x09, 0x0A, 0x0D) else ""
    letter = chr(code)
    if code in MATHEMATICAL:
        return unicodedata.normalize("NFKC", letter)
    return GLYPHS.get(letter, letter)


def _is_bold(name: str) -> bool:
    low = name.rsplit("+", 1)[-1].lower()
    latex = low.startswith(("cmbx", "cmb1", "cmmib", "cmbsy", "sfbx", "lmbx"))
    return latex or any(m in low for m in ("bold", "black", "heavy", "-medi", "demi"))


def _frame(page: Any, marks: list[Mark]) -> tuple[float, float, float, float]:
    """The visible box; where it is absurd, the box of the text."""
    box = tuple(float(v) for v in page.get_cropbox())
    left, bottom, right, top = box
    if all(map(math.isfinite, box)) and 10 < right - left < 20_000 and 10 < top - bottom < 20_000:
        return left, bottom, right, top
    if not marks:
        return 0.0, 0.0, 612.0, 792.0
    xs, ys = [m.x for m in marks], [m.y for m in marks]
    return min(xs) - 36, min(ys) - 36, max(xs) + 72, max(ys) + 36


def _prevailing(marks: list[Mark]) -> int:
    """Quarter turns of most of the text, from a sample of 200 characters."""
    sample = marks[:: max(1, len(marks) // 200)]
    turn, count = Counter(m.turn for m in sample).most_common(1)[0] if sample else (0, 0)
    return turn if count > 0.6 * len(sample) else 0


@dataclass(frozen=True)
class _Turning:
    """Maps PDF coordinates to the upright page, y downwards, undoing `turn` quarter turns."""

    turn: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.turn % 2 else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.turn % 2 else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        if self.turn == 3:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        (a, b), (c, d) = self.point(x0, y0), self.point(x1, y1)
        return Box(min(a, c), min(b, d), max(a, c), max(b, d))

    def character(self, mark: Mark) -> Character:
        if mark.turn == self.turn == 0:
            x, y = mark.x - self.left, self.top - mark.y
            return Character(
                mark.text, x, max(x, mark.end_x - self.left), y, mark.size, mark.bold, mark.spaced
            )
        (x, y), (end_x, end_y) = self.point(mark.x, mark.y), self.point(mark.end_x, mark.end_y)
        turn = (mark.turn - self.turn) % 4
        if turn == 0:
            return Character(mark.text, x, max(x, end_x), y, mark.size, mark.bold, mark.spaced)
        back, ahead = (x - mark.size * 0.75, x + mark.size * 0.25)[:: 1 if turn == 1 else -1]
        return Character(
            mark.text, min(back, ahead), max(back, ahead), y, mark.size, mark.bold, mark.spaced,
            turn, min(y, end_y), max(y, end_y),
        )  # fmt: skip


def _rule(box: Box) -> Rule:
    x0, top, x1, bottom = box
    if bottom - top <= x1 - x0:
        middle = (top + bottom) / 2
        return Rule(x0, x1, middle, middle)
    middle = (x0 + x1) / 2
    return Rule(middle, middle, top, bottom)


Corners = tuple[float, float, float, float]


def _objects(page: Any, warnings: list[str]) -> tuple[list[Corners], list[Corners]]:
    """Corners of thin strokes, and of pictures and forms, at page level."""
    raw = page.raw
    count = pdfium.FPDFPage_CountObjects(raw)
    if count > MOST_OBJECTS:
        warnings.append(f"only the first {MOST_OBJECTS} of {count} drawn objects were read")
    strokes: list[Corners] = []
    pictures: list[Corners] = []
    for i in range(min(count, MOST_OBJECTS)):
        drawn = pdfium.FPDFPage_GetObject(raw, i)
        kind = pdfium.FPDFPageObj_GetType(drawn)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            strokes.extend(_strokes(drawn))
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM):
            pictures.extend(_bounds(drawn))
    return strokes, pictures


def _bounds(drawn: Any) -> list[Corners]:
    values = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(drawn, *values):
        return []
    left, bottom, right, top = (v.value for v in values)
    finite = all(math.isfinite(v) and abs(v) < 1e6 for v in (left, bottom, right, top))
    return [(left, bottom, right, top)] if finite else []


def _thin(box: Corners) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    return (height <= 3 and width >= 5) or (width <= 3 and height >= 4)


def _strokes(path: Any) -> list[Corners]:
    """The path as rules: itself where it is thin, else its segments where it is stroked."""
    outer = _bounds(path)
    if not outer or _thin(outer[0]):
        return outer
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    count = pdfium.FPDFPath_CountSegments(path)
    if not stroke.value or not 2 <= count <= MOST_SEGMENTS:
        return []
    return [s for s in _segments(path, count) if _thin(s)]


def _segments(path: Any, count: int) -> Iterator[Corners]:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    start = here = (0.0, 0.0)
    for i in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, i)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        there = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = there
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield _corners(here, there)
        here = there
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield _corners(here, start)
            here = start


def _corners(a: tuple[float, float], b: tuple[float, float]) -> Corners:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])
