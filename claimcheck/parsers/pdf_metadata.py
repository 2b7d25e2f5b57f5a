"""What does a PDF say of itself: title, authors, date?

That may stand in two places, the information dictionary and the XMP packet, which names each author
apart. pdfium reads the first; pypdf reads both, but takes longer to load than a short paper takes
to read, so it is asked only of a file that has a packet. What neither can read is as if it were not
there: nothing of it decides a claim.
"""

from __future__ import annotations

import io
import logging
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pypdfium2

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_BYTES = 50_000_000
_JUNK_TITLE = re.compile(r"^(?:untitled|microsoft word.*|.*\.(?:docx?|tex|dvi|pdf|indd))$", re.I)
_DAY = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")
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
    if b"/Metadata" not in data:  # a stream's dictionary stands in the open, compressed or not
        return _stated(data)
    from pypdf import PdfReader  # slow to import, and only a packet needs it
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.ERROR)  # repairs are no news to the reader
    try:
        return _read(PdfReader(io.BytesIO(data), strict=False))
    except (PyPdfError, *_UNREADABLE):  # a hostile file makes pypdf raise many things
        return Metadata()


def _stated(data: bytes) -> Metadata:
    """What the information dictionary says."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return Metadata()
    try:
        told = pdf.get_metadata_dict()
    except (pypdfium2.PdfiumError, UnicodeError):
        return Metadata()
    finally:
        pdf.close()
    title, day = _line(told["Title"]), _DAY.match(told["CreationDate"])
    return Metadata(
        "" if _JUNK_TITLE.match(title) else title,
        _names(_line(told["Author"])),
        _iso(*map(int, day.groups())) if day else "",
    )


def _iso(year: int, month: int, day: int) -> str:
    """An ISO date; empty where the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _read(reader: PdfReader) -> Metadata:
    if reader.is_encrypted and not reader.decrypt(""):
        return Metadata()
    information, packet = reader.metadata, reader.xmp_metadata
    title, author, day = "", "", ""
    if information is not None:
        title, author = _line(information.title), _line(information.author)
        day = information.creation_date.date().isoformat() if information.creation_date else ""
    named: list[str] = [_line(n) for n in packet.dc_creator or []] if packet is not None else []
    if packet is not None and not title:
        title = _line((packet.dc_title or {}).get("x-default"))
    authors = tuple(named) if len(named) > 1 else _names(author or (named[0] if named else ""))
    return Metadata("" if _JUNK_TITLE.match(title) else title, authors, day)


def _line(text: object) -> str:
    return " ".join(str(text).split()) if text else ""


def _names(text: str) -> tuple[str, ...]:
    return tuple(n for n in re.split(r"\s*(?:;|,|\band\b|&)\s*", text) if n)
