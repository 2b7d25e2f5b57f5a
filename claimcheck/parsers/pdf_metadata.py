"""What does a PDF say of itself: title, authors, date?

pypdf reads both places where that may stand, the information dictionary and the XMP packet, which
names each author apart. It is asked only of a file that pdfium has already opened, and what it
cannot read is as if it were not there: nothing of it decides a claim.
"""

from __future__ import annotations

import io
import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_BYTES = 50_000_000
_JUNK_TITLE = re.compile(r"^(?:untitled|microsoft word.*|.*\.(?:docx?|tex|dvi|pdf|indd))$", re.I)
_UNREADABLE = (
    OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError,
    NotImplementedError,
)  # fmt: skip


@dataclass(frozen=True)
class Metadata:
    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    """ISO date of creation."""


def metadata(data: bytes) -> Metadata:
    """What the file says; empty fields where it says nothing or nothing that can be read."""
    if len(data) > MOST_BYTES:
        return Metadata()
    from pypdf import PdfReader  # slow to import, and only a PDF needs it
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.ERROR)  # repairs are no news to the reader
    try:
        return _read(PdfReader(io.BytesIO(data), strict=False))
    except (PyPdfError, *_UNREADABLE):  # a hostile file makes pypdf raise many things
        return Metadata()


def _read(reader: PdfReader) -> Metadata:
    if reader.is_encrypted and not reader.decrypt(""):
        return Metadata()
    information, packet = reader.metadata, reader.xmp_metadata
    title, author, date = "", "", ""
    if information is not None:
        title, author = _line(information.title), _line(information.author)
        date = information.creation_date.date().isoformat() if information.creation_date else ""
    named: list[str] = [_line(n) for n in packet.dc_creator or []] if packet is not None else []
    if packet is not None and not title:
        title = _line((packet.dc_title or {}).get("x-default"))
    authors = tuple(named) if len(named) > 1 else _names(author or (named[0] if named else ""))
    return Metadata("" if _JUNK_TITLE.match(title) else title, authors, date)


def _line(text: object) -> str:
    return " ".join(str(text).split()) if text else ""


def _names(text: str) -> tuple[str, ...]:
    return tuple(n for n in re.split(r"\s*(?:;|,|\band\b|&)\s*", text) if n)
