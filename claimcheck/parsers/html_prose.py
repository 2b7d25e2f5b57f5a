"""Which paragraphs, headings, items, captions and notes does an HTML page show, in reading order?

Text is gathered until something begins or ends that stands on lines of its own; so nothing is lost
whatever the elements are called. Tables, display formulas, listings and the bibliography are passed
over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from claimcheck.document import BlockKind, Place
from claimcheck.parsers.html_captions import Found, caption_text, figure_of, is_caption, is_figure
from claimcheck.parsers.html_tables import is_grid
from claimcheck.parsers.html_text import (
    Element,
    classes,
    is_break,
    is_hidden,
    is_note,
    join,
    note_text,
    notes,
    tail,
    text,
    walk,
    whole,
)

_PASSED_OVER = frozenset({
    "ltx_equation", "ltx_equationgroup", "ltx_eqn_table", "ltx_bibliography", "ltx_listing",
    "ltx_algorithm", "ltx_verbatim",
})  # fmt: skip
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LEVELS = {
    "ltx_title_part": 1,
    "ltx_title_chapter": 1,
    "ltx_title_section": 2,
    "ltx_title_appendix": 2,
    "ltx_title_abstract": 2,
    "ltx_title_acknowledgements": 2,
    "ltx_title_subsection": 3,
    "ltx_title_subsubsection": 4,
    "ltx_title_paragraph": 5,
    "ltx_title_subparagraph": 6,
}
_NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d+)*|[A-Z](?:\.\d+)+)[.)]?\s+(?=[^\W\d])")
_ENUMERATOR = re.compile(r"\(?(?:[ivxlcIVXLC]+|[A-Za-z]|\d+(?:\.\d+)*)?[.):\]]*|\W*")
_BIBLIOGRAPHY = re.compile(r"(?:references|bibliography|literature cited|works cited)\.?", re.I)
_ABSTRACT = re.compile(r"abstract\.?", re.I)
_OPTIONS = re.compile(r"\[[^\[\]]*=[^\[\]]*\]")
"""The options of a macro that the conversion did not know."""
_WORD = re.compile(r"[^\W\d_]{2,}|\d")


@dataclass
class Prose:
    """What was read besides the tables."""

    pieces: list[tuple[BlockKind, str, Place]] = field(default_factory=list)
    table_places: dict[Element, Place] = field(default_factory=dict)
    """Section and line of each table."""
    figure_notes: dict[Element, list[str]] = field(default_factory=dict)
    """Text inside a figure that is neither table nor caption."""
    references: list[str] = field(default_factory=list)
    """Paragraphs under a heading "References", where the page marks no bibliography."""
    unknown: list[str] = field(default_factory=list)
    """Macros that the conversion to HTML did not know."""


def read(root: Element, *, tables: Sequence[Found], source: str, title: str) -> Prose:
    """The prose of the page. `tables` are passed over; what stands before `title` is no prose."""
    names = {one.element: one.id for one in reversed(tables)}
    names |= {one.figure: one.id for one in reversed(tables) if one.figure is not None}
    reader = _Reader(names=names, source=source, title=title)
    for (event, element), walker in walk(root):
        if event == "start":
            reader.start(element, walker)
        else:
            reader.end(element, inside=element is not root)
    reader.flush()
    return reader.prose


def heading_text(element: Element) -> str:
    """A heading without its number."""
    shown = text(element, skip=[e for e in element.iter("span") if "ltx_tag" in classes(e)])
    return _NUMBERED.sub("", shown)


@dataclass
class _Reader:
    names: Mapping[Element, str]
    """Ids of the tables, by table and by the figure that holds it."""
    source: str
    title: str
    prose: Prose = field(default_factory=Prose)
    _buffer: list[str] = field(default_factory=list)
    _line: int | None = None
    _inlined: Element | None = None
    """A grid that was read as part of the sentence around it."""
    _lead: str = ""
    """The label of a list item, which waits for its text."""
    _notes: list[tuple[str, Place]] = field(default_factory=list)
    _kinds: list[tuple[Element, BlockKind]] = field(default_factory=list)
    _sections: list[tuple[int, str]] = field(default_factory=list)
    _figures: list[Element] = field(default_factory=list)

    def start(self, element: Element, walker: Any) -> None:
        if (
            self._pass_over(element)
            or self._inline(element)
            or self._lines(element)
            or self._block(element)
        ):
            walker.skip_subtree()
            return
        if is_break(element):
            self._open(element)
        self._buffer.append(element.text or "")

    def end(self, element: Element, *, inside: bool) -> None:
        if element.tag == "dt":
            self._lead = f"{self._lead} {self._take()}".strip()
        elif is_break(element) and element is not self._inlined:
            self.flush()
        if element.tag in ("li", "dd") or element.tag == "dl":
            self._say_label()
        if self._kinds and self._kinds[-1][0] is element:
            self._kinds.pop()
        if self._figures and self._figures[-1] is element:
            self._figures.pop()
        if "ltx_abstract" in classes(element):
            self._sections.clear()
        if inside:
            self._buffer.append(tail(element))

    def flush(self) -> None:
        """Ends the block that is being gathered, then gives the footnotes that it called."""
        found = self._take()
        if found:
            self._add(f"{self._lead} {found}".strip())
            self._lead = ""
        for note, place in self._notes:
            self.prose.pieces.append(("note", note, place))
        self._notes.clear()

    def _say_label(self) -> None:
        """A list item's label that no text followed."""
        label, self._lead = self._lead, ""
        if label:
            self._add(label)

    def _take(self) -> str:
        found = join(self._buffer)
        self._buffer.clear()
        return found

    def _add(self, found: str) -> None:
        kind = self._kind()
        if self._section() and _BIBLIOGRAPHY.fullmatch(self._sections[0][1]):
            self.prose.references.append(found)
        elif self._figures:
            self._add_figure_note(found)
        elif _WORD.search(found) and not _OPTIONS.fullmatch(found):
            self.prose.pieces.append((kind, found, self._place(self._line)))

    def _add_figure_note(self, found: str) -> None:
        """Panel letters and the like are no prose."""
        if len(_WORD.findall(found)) < 3:
            return
        self.prose.figure_notes.setdefault(self._figures[-1], []).append(found)
        place = self._place(self._line, within=self._figures[-1])
        self.prose.pieces.append(("note", found, place))

    def _kind(self) -> BlockKind:
        if self._kinds:
            return self._kinds[-1][1]
        return "abstract" if _ABSTRACT.fullmatch(self._section()) else "paragraph"

    def _section(self) -> str:
        return " / ".join(name for _, name in self._sections)

    def _place(self, line: int | None, *, within: Element | None = None) -> Place:
        """`within` is a table or figure."""
        table = self.names.get(within, "") if within is not None else ""
        return Place(source=self.source, section=self._section(), line=line, table=table)

    def _pass_over(self, element: Element) -> bool:
        names = classes(element)
        listing = element.tag == "pre" or (
            not names.isdisjoint(_PASSED_OVER) and element.tag not in ("code", "span")
        )
        if is_hidden(element) or "ltx_tag_equation" in names or "ltx_tag_note" in names:
            return True
        if listing:
            self.flush()
        return listing

    def _inline(self, element: Element) -> bool:
        names = classes(element)
        if is_note(element):
            self._note(element)
            return True
        if "ltx_tag_item" in names:
            label = text(element)
            self._lead = "" if _ENUMERATOR.fullmatch(label) else label
            return True
        if "ltx_ERROR" in names:
            self.prose.unknown.append(text_of_error(element))
        found = whole(element)
        if found is not None:
            self._buffer.append(found)
        return found is not None

    def _note(self, element: Element) -> None:
        found = note_text(element)
        if found:
            self._notes.append((found, self._place(element.sourceline)))

    def _notes_of(self, element: Element, place: Place) -> None:
        """Footnotes of what is read as a whole."""
        self._notes.extend((note, place) for note in notes(element))
        self.flush()

    def _lines(self, element: Element) -> bool:
        """A grid of a few lines inside a sentence; one with paragraphs in it is a page's layout."""
        if not is_grid(element) or element in self.names or element.tag == "table":
            return False
        if any("ltx_para" in classes(e) or e in self.names for e in element.iter()):
            return False
        self._buffer.append(f" {text(element)} ")
        self._inlined = element
        return True

    def _block(self, element: Element) -> bool:
        if element in self.names and not is_figure(element):
            self.flush()
            place = self._place(element.sourceline, within=element)
            self.prose.table_places[element] = place
            for caption in filter(is_caption, element):
                self._caption(caption)
            self._notes_of(element, place)
            return True
        if is_caption(element):
            self.flush()
            self._caption(element)
            return True
        if element.tag in _HEADINGS or "ltx_title" in classes(element):
            self.flush()
            self._heading(element)
            return True
        return False

    def _caption(self, element: Element) -> None:
        found = caption_text(element)
        figure = figure_of(element)
        parent = element.getparent()
        within = parent if parent in self.names else figure
        place = self._place(element.sourceline, within=within)
        if found and (figure is None or not self._repeated(found)):
            self.prose.pieces.append(("caption", found, place))
        self._notes_of(element, place)

    def _repeated(self, caption: str) -> bool:
        """LaTeXML gives a caption twice where a figure is set in panels."""
        return any(p[1] == caption for p in self.prose.pieces[-8:] if p[0] == "caption")

    def _heading(self, element: Element) -> None:
        name = heading_text(element)
        if not name or text(element) == self.title:
            self._title(element)
            return
        level = next((_LEVELS[c] for c in classes(element) if c in _LEVELS), 0)
        level = level or (int(element.tag[1]) if element.tag in _HEADINGS else 7)
        while self._sections and self._sections[-1][0] >= level:
            self._sections.pop()
        self._sections.append((level, name.rstrip(" .:")))
        if not _ABSTRACT.fullmatch(name) and not _BIBLIOGRAPHY.fullmatch(name):
            self.prose.pieces.append(("heading", name, self._place(element.sourceline)))
        self._notes_of(element, self._place(element.sourceline))

    def _title(self, element: Element) -> None:
        """What stands before the title belongs to the page, not to the paper."""
        if self.title and text(element) == self.title:
            place = Place(source=self.source, line=element.sourceline)
            self.prose.pieces[:] = [("title", self.title, place)]

    def _open(self, element: Element) -> None:
        after_label = element.tag == "dd"
        if not after_label:
            self.flush()
        self._line = element.sourceline
        names = classes(element)
        if element.tag in ("li", "dt", "dd") or "ltx_item" in names:
            self._kinds.append((element, "item"))
        elif "ltx_abstract" in names:
            self._kinds.append((element, "abstract"))
        elif is_figure(element):
            self._figures.append(element)


def text_of_error(element: Element) -> str:
    """The name of an unknown macro."""
    return (element.text or "").strip()
