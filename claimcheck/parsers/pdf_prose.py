"""Which lines of a document make its title, headings, paragraphs, items and notes, and in which
section?
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from claimcheck.document import BlockKind, Place
from claimcheck.parsers import pdf_headings
from claimcheck.parsers.pdf_geometry import Line, pitch
from claimcheck.parsers.pdf_headings import Style
from claimcheck.parsers.pdf_hyphens import flowing
from claimcheck.parsers.pdf_layout import Strip

Piece = tuple[BlockKind, str, Place]

SMALL = 0.93
TITLE = 1.2
_BULLET = re.compile(r"^(?:[•◦▪‣·∗*–—-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+(?=\S)")
_MARKED = re.compile(r"^(?:\^|[*†‡§¶])")
_ENDS = re.compile(r"[.!?:][”\"’')\]]*$")


@dataclass(frozen=True)
class Text:
    """The prose of a document."""

    pieces: tuple[Piece, ...]
    title: str
    references: tuple[Strip, ...]


@dataclass
class _Writer:
    """Collects lines until a block is whole."""

    source: str
    known: Collection[str]
    pieces: list[Piece] = field(default_factory=list)
    notes: list[Piece] = field(default_factory=list)
    path: list[tuple[int, float, str]] = field(default_factory=list)
    kind: BlockKind = "paragraph"
    rows: list[Line] = field(default_factory=list)
    page: int = 1
    bibliography: bool = False
    """Whether lines now belong to the references."""

    @property
    def section(self) -> str:
        return " / ".join(p[2] for p in self.path)

    def begin(self, kind: BlockKind, line: Line, page: int) -> None:
        self.close()
        self.kind, self.rows, self.page = kind, [line], page

    def close(self) -> None:
        text = flowing([r.text for r in self.rows], self.known).strip()
        if not text:
            return
        if self.kind == "heading":
            size = self.rows[0].size
            self.path = pdf_headings.deeper(self.path, text, size)
        place = Place(source=self.source, section=self.section, page=self.page)
        self.pieces.append((self.kind, text, place))
        self.rows = []

    def running(self) -> BlockKind:
        """The kind of text that follows: the abstract's own, below its heading."""
        return (
            "abstract" if self.path and pdf_headings.is_abstract(self.path[-1][2]) else "paragraph"
        )


def read(pages: Sequence[tuple[int, Sequence[Strip]]], source: str, known: Collection[str]) -> Text:
    """Title, blocks and the lines of the bibliography, from the strips of each page."""
    style = pdf_headings.running(line for _, strips in pages for s in strips for line in s.lines)
    writer = _Writer(source, known)
    title, front = _front(pages[0][1], style) if pages else ([], set())
    if title:
        writer.begin("title", title[0], pages[0][0])
        writer.rows = title
        writer.close()
    references: list[Strip] = []
    for number, strips in pages:
        for strip in strips:
            body, foot = _feet(strip, style)
            body = [line for line in body if line not in title]
            rest = _strip(writer, Strip(tuple(body)), number, style, front) if body else []
            references.extend([Strip(tuple(rest))] if rest else [])
            _notes(writer, foot, number)
    writer.close()
    name = flowing([line.text for line in title], known)
    return Text((*writer.pieces, *writer.notes), name, tuple(references))


def _strip(
    writer: _Writer, strip: Strip, page: int, style: Style, front: Collection[Line]
) -> list[Line]:
    """Reads a strip into the writer; returns its lines that belong to the bibliography."""
    usual = pitch(strip.lines) or 1.2 * style.size
    bibliography: list[Line] = []
    above: Line | None = None
    for line in strip.lines:
        alone = (
            above is None
            or line.y - above.y > 1.25 * usual
            or abs(line.size - above.size) > 0.1 * line.size
        )
        if line in front:
            kind: BlockKind = "note"
            if writer.kind == "note" and writer.rows and not alone:
                writer.rows.append(line)
            else:
                writer.begin(kind, line, page)
        elif pdf_headings.is_heading(line, style, alone=alone or _after_heading(writer, above)):
            _heading(writer, line, above, page)
            writer.bibliography = pdf_headings.is_references(line.text)
        elif writer.bibliography:
            writer.close()
            bibliography.append(line)
        else:
            _running(writer, line, above, strip, page, usual)
        above = line
    return bibliography


def _after_heading(writer: _Writer, above: Line | None) -> bool:
    return writer.kind == "heading" and bool(writer.rows) and writer.rows[-1] is above


def _heading(writer: _Writer, line: Line, above: Line | None, page: int) -> None:
    """A new heading, or the next line of one."""
    goes_on = (
        _after_heading(writer, above)
        and above is not None
        and line.y - above.y < 1.5 * line.size
        and abs(line.size - above.size) < 0.05 * line.size
        and not re.match(r"^(?:\d|[A-Z]\.?\d?\s)", line.text)
        and len(above.words) > 4
    )
    if goes_on:
        writer.rows.append(line)
    else:
        writer.begin("heading", line, page)


def _running(
    writer: _Writer, line: Line, above: Line | None, strip: Strip, page: int, usual: float
) -> None:
    if writer.kind == "heading" and writer.rows:
        writer.close()
    if _begins_item(line, above, writer):
        writer.begin("item", line, page)
    elif not writer.rows or writer.kind == "note" or _parted(writer, line, above, strip, usual):
        writer.begin(writer.running(), line, page)
    else:
        writer.rows.append(line)


def _begins_item(line: Line, above: Line | None, writer: _Writer) -> bool:
    mark = _BULLET.match(line.text)
    if mark is None:
        return False
    if mark.group().strip() in "•◦▪‣":
        return True
    fresh = above is None or _ENDS.search(above.text) is not None or writer.kind == "item"
    return fresh and len(line.words) > 1


def _parted(writer: _Writer, line: Line, above: Line | None, strip: Strip, usual: float) -> bool:
    """Whether a line begins a new paragraph."""
    last = writer.rows[-1]
    ended = _ENDS.search(last.text) is not None
    lower = line.text[:1].islower()
    if abs(line.size - last.size) > 0.12 * last.size:
        return ended or not lower
    if above is None or above is not last:
        return ended and not lower
    if line.y - last.y > 1.35 * max(usual, 1.1 * line.size):
        return ended or not lower
    if lower:
        return False
    if writer.kind == "item":
        return ended and line.x0 < writer.rows[0].x0 + 0.1 * line.size
    indented = line.x0 > strip.left + 0.9 * line.size and last.x0 < line.x0 - 0.9 * line.size
    short = ended and last.x1 < strip.right - 3 * line.size
    return (indented and ended) or short


def _feet(strip: Strip, style: Style) -> tuple[list[Line], list[Line]]:
    """The strip's lines, and its footnotes: small lines at the very end that begin with a mark."""
    rows = list(strip.lines)
    start = len(rows)
    while start and rows[start - 1].size <= SMALL * style.size:
        start -= 1
    marked = next((i for i in range(start, len(rows)) if _MARKED.match(rows[i].text)), None)
    if marked is None or (start == 0 and marked):
        return rows, []
    return rows[:marked], rows[marked:]


def _notes(writer: _Writer, rows: Sequence[Line], page: int) -> None:
    notes: list[list[str]] = []
    for line in rows:
        if not notes or _MARKED.match(line.text):
            notes.append([line.text])
        else:
            notes[-1].append(line.text)
    place = Place(source=writer.source, section=writer.section, page=page)
    writer.notes.extend(("note", flowing(n, writer.known), place) for n in notes)


def _front(strips: Sequence[Strip], style: Style) -> tuple[list[Line], set[Line]]:
    """The title's lines, and what stands between it and the abstract: authors and addresses."""
    rows = [line for s in strips for line in s.lines]
    end = next(
        (i for i, r in enumerate(rows) if re.match(r"abstract\b", r.text, re.IGNORECASE)), None
    )
    upper = rows[: end if end is not None else min(len(rows), 12)]
    largest = max((r.size for r in upper), default=0.0)
    if largest < TITLE * style.size:
        return [], set()
    first = next(i for i, r in enumerate(upper) if r.size >= 0.97 * largest)
    last = first
    while last + 1 < len(upper) and upper[last + 1].size >= 0.9 * largest:
        last += 1
    title = upper[first : last + 1]
    front = set(upper[:first] + upper[last + 1 :]) if end is not None else set()
    return title, front
