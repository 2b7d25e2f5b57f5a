"""What do these bytes hold, whatever their name says?"""

from __future__ import annotations

import codecs
import re
from tarfile import HeaderError, TarInfo
from typing import Literal

from claimcheck.late import pattern

Kind = Literal["empty", "pdf", "gzip", "tar", "archive", "html", "latex", "text", "binary"]

DESCRIPTION: dict[Kind, str] = {
    "empty": "empty",
    "pdf": "a PDF",
    "gzip": "a gzip file",
    "tar": "a tar archive",
    "archive": "an archive of another kind (zip, 7z, xz, …)",
    "html": "HTML",
    "latex": "LaTeX",
    "text": "plain text",
    "binary": "binary data of an unknown kind",
}
HEAD = 65536
"""Bytes looked at: signatures stand at the beginning."""
_ARCHIVES = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!",
    b"\x28\xb5\x2f\xfd",
)
_POSTSCRIPT = (b"%!PS", b"\x04%!PS")
_HTML = pattern(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*+-->\s*)*+"
    r"<(?:!doctype\s+html|(?:html|head|body|main|article|section|div|figure|table|h1|p)\b)",
    re.IGNORECASE | re.DOTALL,
)
_LATEX = pattern(
    r"^[^%\n]{0,200}?\\(?:documentclass|documentstyle|usepackage|(?:sub)*section\*?\s*\{|maketitle"
    r"|begin\s*\{(?:document|abstract|table\*?|tabular[x*]?|equation\*?)\})",
    re.MULTILINE,
)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))


def kind(data: bytes) -> Kind:
    """What `data` holds, by its own signature; `archive` is one that is not read (zip, 7z, …)."""
    head = data[:HEAD]
    if not head.strip() and not data.strip():
        return "empty"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_ARCHIVES):
        return "archive"
    if is_tar(head):
        return "tar"
    text = _text(head)
    if text is None:
        return "binary"
    if _HTML.match(text):
        return "html"
    return "latex" if _LATEX.search(text) else "text"


def is_tar(head: bytes) -> bool:
    """Whether the first 512 bytes are a tar header, its checksum right."""
    try:
        TarInfo.frombuf(head[:512], "utf-8", "surrogateescape")
    except (HeaderError, ValueError):
        return False
    return True


def _text(head: bytes) -> str | None:
    """The beginning as text; None where control bytes say that it is none, or it is PostScript."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", errors="replace")
    if head.startswith(_POSTSCRIPT) or b"\0" in head:
        return None
    strange = len(head) - len(head.translate(None, _CONTROL))
    if strange * 50 > len(head):
        return None
    return head.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors="replace")
