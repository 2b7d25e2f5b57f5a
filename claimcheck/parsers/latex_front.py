"""Which title and which authors does a LaTeX source name?"""

from __future__ import annotations

import re

from claimcheck.parsers import latex_prose
from claimcheck.parsers.latex_source import Source
from claimcheck.parsers.latex_text import Reader, Text

_TITLE = re.compile(r"\\(?:icml|acl|short)?title(?![A-Za-z])\*?")
_LARGE = re.compile(r"\{\s*\\(?:LARGE|Huge|huge)(?![A-Za-z])")
_FIRST_SECTION = re.compile(r"\\section(?![A-Za-z])|\\begin\s*\{abstract\}")
_AUTHOR = re.compile(r"\\(?:icml)?author(?![A-Za-z])")
_BETWEEN = re.compile(r"\\\\|\\(?:and|And|AND|quad|qquad)(?![A-Za-z])|[,;]|\\?&|\band\b")
_LINE_END = re.compile(r"\\\\(?!\s*$)|\n[ \t]*\n")
_MARKS = re.compile(r"[\d*†‡§¶⋆^{},\s]+$")
_NO_NAME = re.compile(
    r"@|\d{3}|universit|institut|department|laborator|school|college|anonymous", re.IGNORECASE
)


def title(reader: Reader) -> Text:
    """The title as marked, else what is set much larger before the first section."""
    source = reader.source
    for match in _TITLE.finditer(source.text):
        group = source.group(source.optional(match.end()))
        if group and (text := reader.text(*group)).plain:
            return Text(text.pieces)
    start, end = latex_prose.body(source)
    limit = _FIRST_SECTION.search(source.text, start, end)
    large = _LARGE.search(source.text, start, limit.start() if limit else end)
    closing = source.pairs.get(large.start()) if large else None
    return reader.text(large.end(), closing) if large and closing else Text()


def authors(reader: Reader) -> tuple[str, ...]:
    """Names as far as the source tells them from addresses."""
    names: list[str] = []
    for match in _AUTHOR.finditer(reader.source.text):
        group = reader.source.group(reader.source.optional(match.end()))
        for start, end in _persons(reader.source, *group) if group else ():
            names.append(_MARKS.sub("", reader.plain(start, end)).strip())
    return tuple(dict.fromkeys(n for n in names if 2 < len(n) < 60 and not _NO_NAME.search(n)))


def _persons(source: Source, start: int, end: int) -> list[tuple[int, int]]:
    """The first line of each author's entry, split where it names several."""
    found: list[tuple[int, int]] = []
    at = start
    for entry in [*re.finditer(r"\\(?:and|And|AND)(?![A-Za-z])", source.text[start:end]), None]:
        stop = start + entry.start() if entry else end
        line = _LINE_END.search(source.text, at, stop)
        last = line.start() if line else stop
        for between in _BETWEEN.finditer(source.text, at, last):
            found.append((at, between.start()))
            at = between.end()
        found.append((at, last))
        at = start + entry.end() if entry else end
    return found
