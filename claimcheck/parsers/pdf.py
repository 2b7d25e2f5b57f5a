"""What does a PDF say, and which tables does it print?

The pages come from pdfium: characters with their boxes, rules and pictures. Its words serve the
prose as well as the tables, so that both agree on what was printed; pypdf's text has no positions,
which two columns, footnotes and running heads need. pypdf reads what the file says of itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2

from claimcheck import store
from claimcheck.document import Document, Paper, Place, Table
from claimcheck.errors import ParseError
from claimcheck.parsers import (
    pdf_characters,
    pdf_layout,
    pdf_margins,
    pdf_metadata,
    pdf_prose,
    pdf_references,
    pdf_streams,
    pdf_tables,
    pdf_words,
    sentences,
)  # fmt: skip
from claimcheck.parsers.pdf_captions import Caption
from claimcheck.parsers.pdf_geometry import Sheet, Word
from claimcheck.parsers.pdf_hyphens import vocabulary
from claimcheck.parsers.pdf_layout import Strip
from claimcheck.parsers.pdf_prose import Piece

MOST_PAGES = 300
MOST_WORDS = 12_000
MOST_LISTED = 5


@dataclass(frozen=True)
class _Page:
    """What a page gave."""

    number: int
    strips: tuple[Strip, ...]
    tables: tuple[Table, ...]
    captions: tuple[Caption, ...]


def parse(document: Document) -> Paper:
    """The paper that a PDF prints.

    Raises ParseError where the bytes are no PDF that opens, and UnsafeInput where they inflate
    without end. What could not be read (a scanned page, pages beyond the first 300) is in the
    paper's warnings.
    """
    data = next(iter(document.files.values()), b"")
    pdf_streams.check(data)
    with _opened(data, document.source) as pdf:
        sheets, warnings = _sheets(pdf)
    said = pdf_metadata.metadata(data)
    sheets = pdf_margins.cropped(sheets)
    known = vocabulary(w.text for s in sheets for w in s.words)
    pages: list[_Page] = []
    for sheet in sheets:
        pages.append(
            _page(sheet, document.source, known, first=1 + sum(len(p.tables) for p in pages))
        )
    text = pdf_prose.read([(p.number, p.strips) for p in pages], document.source, known)
    pieces = _with_captions(text.pieces, pages, document.source)
    return Paper(
        id=document.id,
        source=document.source,
        format="pdf",
        digest=store.digest(data),
        title=document.title or text.title or said.title,
        authors=document.authors or said.authors,
        published=document.published or said.published,
        blocks=sentences.blocks(pieces),
        tables=tuple(t for p in pages for t in p.tables),
        references=pdf_references.references(text.references, known),
        warnings=tuple(warnings),
    )


@contextmanager
def _opened(data: bytes, source: str) -> Iterator[Any]:
    if b"%PDF-" not in data[:1024]:
        raise ParseError(
            f"{source} is not a PDF: it does not begin with %PDF",
            remedy="check that the download is the paper itself and not a web page about it",
        )
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refused(source, str(error)) from error
    try:
        yield pdf
    finally:
        pdf.close()


def _refused(source: str, reason: str) -> ParseError:
    if "password" in reason.lower():
        return ParseError(
            f"{source} is encrypted and opens only with a password",
            remedy="save a copy without a password, for example with `qpdf --decrypt`",
        )
    return ParseError(
        f"{source} is broken: {reason}", remedy="download it again; a whole PDF ends with %%EOF"
    )


def _sheets(pdf: Any) -> tuple[list[Sheet], list[str]]:
    """The pages as words and rules, and what could not be read."""
    count = len(pdf)
    if not count:
        raise ParseError("the PDF has no pages", remedy="download it again")
    warnings: list[str] = []
    if count > MOST_PAGES:
        warnings.append(f"only the first {MOST_PAGES} of {count} pages were read")
    sheets: list[Sheet] = []
    silent: list[int] = []
    for i in range(min(count, MOST_PAGES)):
        try:
            sheet = _sheet(pdf, i, warnings)
        except pypdfium2.PdfiumError as error:
            warnings.append(f"page {i + 1} could not be read: {error}")
            continue
        sheets.append(sheet)
        if not sheet.words and not sheet.turned:
            silent.append(i + 1)
    warnings.extend(_scanned(silent, len(sheets)))
    return sheets, warnings


def _sheet(pdf: Any, index: int, warnings: list[str]) -> Sheet:
    page = pdf[index]
    try:
        content = pdf_characters.read(page)
    finally:
        page.close()
    words, turned = pdf_words.words(content.characters)
    warnings.extend(f"page {index + 1}: {w}" for w in content.warnings)
    return Sheet(
        index + 1, content.width, content.height, words[:MOST_WORDS], turned,
        content.across, content.down, content.figures,
    )  # fmt: skip


def _scanned(silent: Sequence[int], pages: int) -> list[str]:
    if not silent:
        return []
    if len(silent) == pages:
        return [
            "no page holds any characters: the PDF is probably scanned and would need OCR first"
        ]
    named = ", ".join(map(str, silent[:MOST_LISTED])) + (", …" if len(silent) > MOST_LISTED else "")
    return [f"no characters on page {named}: scanned or blank"]


def _page(sheet: Sheet, source: str, known: Collection[str], *, first: int) -> _Page:
    found = pdf_tables.tables(sheet, source=source, first=first, known=known)
    taken: set[Word] = {w for f in found.tables for w in f.region.words(sheet)}
    taken.update(w for c in found.captions for w in c.words)
    taken.update(w for f in found.tables for w in f.note)
    rest = [w for w in sheet.words if w not in taken]
    return _Page(
        number=sheet.number,
        strips=tuple(pdf_layout.strips(rest, sheet.width)),
        tables=tuple(f.table for f in found.tables),
        captions=tuple(found.captions),
    )


def _with_captions(pieces: Sequence[Piece], pages: Sequence[_Page], source: str) -> list[Piece]:
    """Each page's captions behind the last block that begins on it or before."""
    result: list[Piece] = []
    waiting = list(pages)
    section = ""
    body = [p for p in pieces if p[0] != "note"]
    for piece in body:
        while waiting and (piece[2].page or 0) > waiting[0].number:
            result.extend(_captions(waiting.pop(0), section, source))
        section = piece[2].section
        result.append(piece)
    for page in waiting:
        result.extend(_captions(page, section, source))
    return [*result, *(p for p in pieces if p[0] == "note")]


def _captions(page: _Page, section: str, source: str) -> list[Piece]:
    place = Place(source=source, section=section, page=page.number)
    captions: list[Piece] = [("caption", c.whole, place) for c in page.captions]
    return captions + [("note", note, place) for t in page.tables for note in t.notes]
