"""What does an HTML page, as arXiv serves it or any other, say: prose, tables, references?"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from lxml import etree

from claimcheck.document import BlockKind, Document, Paper, Place
from claimcheck.errors import ParseError, UnsafeInput
from claimcheck.parsers import html_front, html_prose, html_tables, sentences
from claimcheck.parsers.html_captions import Found
from claimcheck.parsers.html_prose import Prose
from claimcheck.parsers.html_references import references
from claimcheck.parsers.html_text import Element
from claimcheck.store import digest

MAX_BYTES = 50_000_000
MAX_TABLES = 500
MAX_ELEMENTS = 100_000
"""Formulas not counted; some hundreds of pages."""

_PDF = "try the paper's PDF"
_OTHER_FORMAT = "name the format with --format latex, pdf or synthesis"

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:!doctype|html|head|body|article|section|table|div|p|h[1-6])\b", re.I)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def parse(document: Document) -> Paper:
    """The paper that a page shows. Raises ParseError where the bytes are no HTML, or hold no text;
    UnsafeInput where they are too many or nested too deep.
    """
    data = _only(document)
    return _paper(document, data, _article(_load(data)))


def _only(document: Document) -> bytes:
    if not document.files:
        raise ParseError(f"{document.source}: no file", remedy="name a file that ends in .html")
    return next(iter(document.files.values()))


def _load(data: bytes) -> Element:
    if len(data) > MAX_BYTES:
        raise _too_large(f"{len(data)} bytes")
    page = _CONTROL.sub("", _decoded(data))
    if not _MARKUP.search(page, 0, 200_000):
        raise ParseError("this is not HTML: no element was found", remedy=_OTHER_FORMAT)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(page.encode("utf-8"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise ParseError(f"this is not HTML: {error}", remedy=_OTHER_FORMAT) from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnsafeInput("elements nest too deep, or one text never ends", remedy=_PDF)
    count = int(root.xpath("count(//*[not(ancestor-or-self::math)])"))
    if count > MAX_ELEMENTS:
        raise _too_large(f"{count} elements")
    return root


def _too_large(size: str) -> UnsafeInput:
    most = f"{MAX_BYTES} bytes and {MAX_ELEMENTS} elements"
    return UnsafeInput(f"the page is too large: {size}, at most {most} are read", remedy=_PDF)


def _decoded(data: bytes) -> str:
    """The page's characters: by its byte order mark, as UTF-8, or as it declares itself."""
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = _CHARSET.search(data, 0, 4096)
    name = declared[1].decode("ascii") if declared else "windows-1252"
    try:
        return data.decode(name, errors="replace")
    except (LookupError, ValueError):
        return data.decode("windows-1252", errors="replace")


def _article(page: Element) -> Element:
    """The part of the page that is the paper."""
    for path in ("//*[contains(@class, 'ltx_document')]", "//main", "//article", "//body"):
        found = page.xpath(path)
        if len(found) == 1:
            return found[0]
    return page


def _paper(document: Document, data: bytes, root: Element) -> Paper:
    title = html_front.title(root)
    found = html_tables.find(root)
    prose = html_prose.read(root, tables=found, source=document.source, title=title)
    shown = found[:MAX_TABLES]
    tables = html_tables.read(shown, places=prose.table_places, figure_notes=prose.figure_notes)
    marked = html_front.title_element(root) is not None
    pieces = _pieces(title, prose.pieces, marked=marked, source=document.source)
    if not tables and all(piece[0] == "title" for piece in pieces):
        raise ParseError(f"{document.source}: the page holds no text", remedy=_PDF)
    return Paper(
        id=document.id,
        source=document.source,
        format="html",
        digest=digest(data),
        title=document.title or title,
        authors=document.authors or html_front.authors(root),
        published=document.published,
        blocks=sentences.blocks(pieces),
        tables=tables,
        references=references(root, prose.references),
        warnings=(*_cut(found), *_warnings(prose)),
    )


def _pieces(
    title: str, found: Sequence[tuple[BlockKind, str, Place]], *, marked: bool, source: str
) -> list[tuple[BlockKind, str, Place]]:
    """The title before all else; without a `marked` one, names and addresses above the text out."""
    heads = [n for n, piece in enumerate(found) if piece[0] in ("heading", "abstract")]
    first = heads[0] if heads and not marked else 0
    front = [p for p in found[:first] if p[0] == "title" or html_front.is_sentence(p[1])]
    kept = [*front, *found[first:]]
    if not title or any(piece[0] == "title" for piece in kept):
        return kept
    return [("title", title, Place(source=source)), *kept]


def _cut(found: Sequence[Found]) -> list[str]:
    if len(found) <= MAX_TABLES:
        return []
    return [f"only the first {MAX_TABLES} of {len(found):,} tables were read"]


def _warnings(prose: Prose) -> list[str]:
    unknown = list(dict.fromkeys(filter(None, prose.unknown)))
    if not unknown:
        return []
    more = f" and {len(unknown) - 8} more" if len(unknown) > 8 else ""
    return [f"macros that the conversion to HTML did not know: {', '.join(unknown[:8])}{more}"]
