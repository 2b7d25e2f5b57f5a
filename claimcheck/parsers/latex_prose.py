"""Which headings, paragraphs, items, notes and floats does the body hold, in reading order?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from claimcheck.document import BlockKind, Place
from claimcheck.parsers import latex_floats
from claimcheck.parsers.latex_commands import (
    ARGUMENTS,
    DISPLAYS,
    DRAWINGS,
    FLOATS,
    LISTS,
    TABULARS,
)
from claimcheck.parsers.latex_floats import Float, Found
from claimcheck.parsers.latex_source import Environment, Source
from claimcheck.parsers.latex_text import Reader, Text

MAX_BLOCKS = 5_000
MAX_TABLES = 500
"""The longest papers have about a tenth of these."""

_EVENT = re.compile(
    r"\\(?P<edge>begin|end)\s*\{(?P<name>[^{}\n]{0,60})\}"
    r"|\\(?P<level>part|chapter|(?:sub){0,2}section|(?:sub)?paragraph)(?P<star>\*)?(?![A-Za-z])"
    r"|\\(?P<item>item)(?![A-Za-z])"
    r"|(?P<break>\n[ \t]*\n\s*|\\(?:par|maketitle|newpage|clearpage)(?![A-Za-z]))"
    r"|\\(?P<skipped>footnote|footnotetext|thanks|title|author|affil|affiliation|date|icmltitle"
    r"|institute|address|email|abstract|keywords|captionof|caption)(?![A-Za-z])\*?"
    r"|(?P<display>\\\[|\$\$)|(?P<inline>\$)|\\.",
    re.DOTALL,
)
_LEVELS = {
    "part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5,
    "subparagraph": 6,
}  # fmt: skip
_ENUMERATOR = re.compile(r"\(?(?:[ivxlcIVXLC]+|[A-Za-z]|\d+(?:\.\d+)*)?[.):\]]*|\W*")
_WORD = re.compile(r"[^\W\d_]{2,}|\d")
_SENTENCE_END = re.compile(r"[.!?:;][\"”’)\]]*$")
_FRONT = frozenset({
    "title", "author", "affil", "affiliation", "date", "icmltitle", "institute", "address",
    "email", "thanks", "keywords",
})  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """A block of prose, before its sentences are told apart."""

    kind: BlockKind
    text: Text
    place: Place


@dataclass
class Prose:
    """The body in reading order."""

    entries: list[Entry] = field(default_factory=list)
    tables: list[tuple[Found, Float, Place]] = field(default_factory=list)

    @property
    def cut(self) -> bool:
        """Whether there is more than can be read."""
        return len(self.entries) >= MAX_BLOCKS or len(self.tables) >= MAX_TABLES


def read(reader: Reader, start: int, end: int) -> Prose:
    """What stands between two places; names and addresses of the title page are left out."""
    walker = _Walker(reader, end)
    walker.walk(start)
    entries = walker.prose.entries
    first = next((n for n, e in enumerate(entries) if e.kind in ("heading", "abstract")), 0)
    front = [entry for entry in entries[:first] if _SENTENCE_END.search(entry.text.plain)]
    return Prose([*front, *entries[first:]][:MAX_BLOCKS], walker.prose.tables[:MAX_TABLES])


class _Walker:
    def __init__(self, reader: Reader, end: int) -> None:
        self.reader, self.source, self.end = reader, reader.source, end
        self.prose = Prose()
        self.start = 0
        """Where the block that is being gathered begins."""
        self.sections: list[tuple[int, str]] = []
        self.lists = 0
        self.in_abstract = False
        self.label: tuple[int, int] | None = None
        """The `[…]` of the item that is being gathered."""

    def walk(self, at: int) -> None:
        self.start = at
        while (
            at < self.end
            and not self.prose.cut
            and (match := _EVENT.search(self.source.text, at, self.end))
        ):
            at = max(self._event(match), match.end())
        self._flush(self.end)

    def _event(self, match: re.Match[str]) -> int:
        """Acts on what was found; the place to go on from."""
        if match["edge"]:
            return self._edge(match)
        if match["level"]:
            return self._heading(match)
        if match["item"]:
            return self._item(match)
        if match["break"]:
            return self._next(match.start(), match.end())
        if match["display"]:
            closing = "$$" if match["display"] == "$$" else "\\]"
            end = self.source.formula_end(match.end(), self.end, closing)
            return match.end() if end is None else self._next(match.start(), end + 2)
        if match["inline"]:
            end = self.source.formula_end(match.end(), self.end, "$")
            return match.end() if end is None else end + 1
        if match["skipped"]:
            return self._skipped(match)
        return match.end()

    def _next(self, end: int, start: int) -> int:
        """Ends the block at `end` and begins the next at `start`."""
        self._flush(end)
        self.start = start
        return start

    def _skipped(self, match: re.Match[str]) -> int:
        """Past the argument: notes stay in their block, the title page is read elsewhere."""
        name = match["skipped"]
        behind = self.source.skip(match.end(), 2 if name == "captionof" else 1)
        if name in ("caption", "captionof"):
            self._flush(match.start())
            self._float(match.start(), behind)
            self.start = behind
        elif name == "abstract" and behind > match.end() and not self.in_abstract:
            self._flush(match.start())
            self._abstract(self.source.blank(match.end()) + 1, behind - 1)
            self.start = behind
        elif name in _FRONT:
            self._next(match.start(), behind)
        return behind

    def _edge(self, match: re.Match[str]) -> int:
        name = match["name"].strip()
        found = self.source.environments.get(match.start())
        if match["edge"] == "end":
            self._next(match.start(), match.end())
            self.lists -= name in LISTS and self.lists > 0
            self.label = None
            return match.end()
        if found and found.after <= self.end and (behind := self._whole(found)):
            return behind
        behind = self.source.optional(match.end())
        self._next(match.start(), self.source.skip(behind, ARGUMENTS.get(name, 0)))
        self.lists += name in LISTS and found is not None
        return self.start

    def _whole(self, found: Environment) -> int | None:
        """Environments that are read as one; the place behind them."""
        name = found.name
        if name in FLOATS or name in TABULARS:
            self._flush(found.begin)
            start = self.source.skip(self.source.optional(found.start), ARGUMENTS.get(name, 0))
            own = name not in TABULARS
            self._float(start if own else found.begin, found.end if own else found.after)
        elif name == "abstract" and not self.in_abstract:
            self._flush(found.begin)
            self._abstract(found.start, found.end)
        elif name in DRAWINGS or name in DISPLAYS:
            self._flush(found.begin)
        else:
            return None
        self.start = found.after
        return found.after

    def _abstract(self, start: int, end: int) -> None:
        outer, self.sections = self.sections, [(2, "Abstract")]
        walker = _Walker(self.reader, end)
        walker.sections, walker.in_abstract = self.sections, True
        walker.walk(start)
        for entry in walker.prose.entries:
            kind: BlockKind = "abstract" if entry.kind == "paragraph" else entry.kind
            self.prose.entries.append(Entry(kind, entry.text, entry.place))
        self.prose.tables.extend(walker.prose.tables)
        self.sections = outer

    def _heading(self, match: re.Match[str]) -> int:
        at = self.source.optional(match.end())
        group = self.source.group(at)
        if group is None:
            return match.end()
        self._flush(match.start())
        self.lists, self.label = 0, None
        text = self.reader.text(*group)
        level = _LEVELS[match["level"]]
        while self.sections and self.sections[-1][0] >= level:
            self.sections.pop()
        if text.plain:
            self.sections.append((level, text.plain))
            self._put("heading", text)
        self.start = group[1] + 1
        return self.start

    def _item(self, match: re.Match[str]) -> int:
        self._flush(match.start())
        behind = self.source.optional(match.end())
        opening = self.source.blank(match.end())
        self.label = (opening + 1, behind - 1) if behind > match.end() else None
        self.start = behind
        return behind

    def _float(self, start: int, end: int) -> None:
        found = latex_floats.read(self.reader, start, end)
        for caption in found.captions:
            if caption.text.plain:
                self._put("caption", caption.text)
        for table in found.tables:
            self.prose.tables.append((table, found, self._place(table.at)))
            self._put_notes(table.grid.notes)
        for text in found.notes:
            self._put("note", text)

    def _flush(self, end: int) -> None:
        """Ends the block that is being gathered, then gives the footnotes that it called."""
        start = self._first(self.start, end)
        if start >= end:
            return
        text = self.reader.text(start, end)
        if self.label:
            label = self.reader.text(*self.label)
            if not _ENUMERATOR.fullmatch(label.plain):
                space = label.pieces[-1]._replace(text=" ")
                text = Text([*label.pieces, space, *text.pieces], text.notes)
        if _WORD.search(text.plain):
            kind: BlockKind = "item" if self.lists else "paragraph"
            self._put(kind, text)
            self.label = None
        else:
            self._put_notes(text.notes)
        self.start = end

    def _first(self, start: int, end: int) -> int:
        while start < end and self.source.text[start].isspace():
            start += 1
        return start

    def _put(self, kind: BlockKind, text: Text) -> None:
        self._add(kind, text)
        self._put_notes(text.notes)

    def _put_notes(self, notes: Iterable[tuple[int, int]]) -> None:
        """Footnotes; those called in a footnote are not read."""
        for note in islice(notes, max(MAX_BLOCKS - len(self.prose.entries), 0)):
            self._add("note", self.reader.text(*note))

    def _add(self, kind: BlockKind, text: Text) -> None:
        if text.plain:
            place = self._place(text.origins([0])[0])
            self.prose.entries.append(Entry(kind, text, place))

    def _place(self, at: int) -> Place:
        file, line = self.source.place(at)
        return Place(source=file, line=line, section=" / ".join(name for _, name in self.sections))


def body(source: Source) -> tuple[int, int]:
    """Where the document's body begins and ends; the whole text where it is a fragment."""
    start = re.search(r"\\begin\s*\{document\}", source.text)
    end = re.search(r"\\end\s*\{document\}", source.text)
    return (start.end() if start else 0, end.start() if end else len(source.text))
