"""Which captions, tables and notes does a float hold, and what belongs together?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimcheck.parsers import latex_tables
from claimcheck.parsers.latex_commands import FLOATS
from claimcheck.parsers.latex_source import Environment, Source
from claimcheck.parsers.latex_tables import Grid, Span
from claimcheck.parsers.latex_text import Reader, Text

MAX_CAPTIONS = 200
"""Captions of one float."""

_CAPTION = re.compile(r"\\(?:sub)?caption(of)?(?![A-Za-z])\*?")
_LABEL = re.compile(r"\\label\s*\{([^{}]{0,200})\}")
_NOTES = re.compile(r"\\item\b|\\par\b|\n[ \t]*\n|\\\\")
_WORD = re.compile(r"[^\W\d_]{2,}|\d")


@dataclass(frozen=True)
class Caption:
    at: int
    span: Span
    text: Text
    own: bool
    """Whether it stands in the float itself, not in a part of it with a caption of its own."""


@dataclass(frozen=True)
class Found:
    """A table of a float."""

    at: int
    grid: Grid
    label: str
    caption: str


@dataclass(frozen=True)
class Float:
    captions: tuple[Caption, ...]
    tables: tuple[Found, ...]
    notes: tuple[Text, ...]
    """Text that is neither table nor caption."""


def read(reader: Reader, start: int, end: int) -> Float:
    """What stands between two places: the inside of a float, or a table by itself."""
    source = reader.source
    captions = list(_captions(reader, start, end))
    kept = latex_tables.find(reader, start, end)
    labels = [(m.start(), m[1].strip()) for m in _LABEL.finditer(source.text, start, end)]
    tables = [
        Found(
            environment.begin,
            grid,
            _label(source, environment, labels, start, len(kept)),
            _caption(source, environment, captions, at, len(kept)),
        )
        for at, (environment, grid) in enumerate(kept)
    ]
    holes = [(e.begin, e.after) for e in latex_tables.outermost(source, start, end)]
    holes += [(caption.at, caption.span[1] + 1) for caption in captions]
    return Float(tuple(captions), tuple(tables), tuple(_rest(reader, start, end, sorted(holes))))


def _captions(reader: Reader, start: int, end: int) -> list[Caption]:
    source, found = reader.source, list[Caption]()
    parts = _parts(source, start, end)
    for match in _CAPTION.finditer(source.text, start, end):
        at = match.end()
        if match[1] and (kind := source.group(at)):
            at = kind[1] + 1
        group = source.group(source.optional(at))
        if group and group[1] <= end and len(found) < MAX_CAPTIONS:
            own = not any(part.start <= match.start() < part.end for part in parts)
            found.append(Caption(match.start(), group, reader.text(*group), own))
    return found


def _parts(source: Source, start: int, end: int) -> list[Environment]:
    """Floats inside the float, such as `subtable`."""
    return [
        environment
        for environment in source.within(start, end)
        if environment.name in ("subtable", "subfigure")
    ]


def _caption(
    source: Source, table: Environment, captions: list[Caption], at: int, tables: int
) -> str:
    """A table's caption: its own where each has one, with the float's before it."""
    own = [caption.text.plain for caption in captions if caption.own]
    inner = [caption.text.plain for caption in captions if not caption.own]
    if len(own) == tables and not inner:
        return own[at]
    main = own[-1] if own else ""
    if len(inner) == tables:
        return f"{main} {inner[at]}".strip()
    if len(own) == tables + 1:
        return f"{main} {own[at]}"
    return main or (inner[0] if inner else "")


def _label(
    source: Source, table: Environment, labels: list[tuple[int, str]], start: int, tables: int
) -> str:
    """The label in the part or minipage around a table, else the float's."""
    if tables > 1:
        for around in reversed(source.within(start, table.begin)):
            if around.after >= table.after:
                inner = [label for at, label in labels if around.start <= at < around.end]
                if inner and around.name in ("subtable", "minipage", *FLOATS):
                    return inner[0]
        if len(labels) == tables:
            return min(labels, key=lambda label: abs(label[0] - table.after))[1]
    return labels[-1][1] if labels else ""


def _rest(reader: Reader, start: int, end: int, holes: list[Span]) -> list[Text]:
    """Notes under the table: what is left of the float, by item or paragraph."""
    found: list[Text] = []
    at = start
    for hole in [*holes, (end, end)]:
        if hole[0] < at:
            continue
        for piece in _paragraphs(reader.source, at, hole[0]):
            text = reader.text(*piece)
            if len(_WORD.findall(text.plain)) > 2:
                found.append(text)
        at = hole[1]
    return found


def _paragraphs(source: Source, start: int, end: int) -> list[Span]:
    pieces: list[Span] = []
    at = start
    for match in _NOTES.finditer(source.text, start, end):
        pieces.append((at, match.start()))
        at = source.optional(match.end()) if match.group() == "\\item" else match.end()
    return [*pieces, (min(at, end), end)]
