"""Which caption belongs to which table of an HTML page?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from claimcheck.parsers.html_text import Element, classes, text

FIGURES = frozenset(("ltx_table", "ltx_figure", "ltx_float", "ltx_figure_panel"))
_NUMBERED = re.compile(
    r"(?:Table|Figure|Fig\.)\s+[A-Z]?[\dIVX]+(?:\.\d+)*\s*[.:]\s*(.+)", re.DOTALL
)


@dataclass(frozen=True)
class Found:
    """A table of the page, with its id there and the figure that holds it where there is one."""

    element: Element
    figure: Element | None
    id: str


def figure_of(element: Element) -> Element | None:
    """The nearest figure around an element."""
    return next((e for e in element.iterancestors() if is_figure(e)), None)


def is_figure(element: Element) -> bool:
    """Whether the element floats: a figure or table with its caption."""
    return element.tag == "figure" or not classes(element).isdisjoint(FIGURES)


def is_caption(element: Element) -> bool:
    """Whether the element is the caption of a figure or table."""
    return element.tag in ("figcaption", "caption") or "ltx_caption" in classes(element)


def caption_text(element: Element) -> str:
    """A caption without its `Table 1:`."""
    tags = [e for e in element.iter("span") if "ltx_tag" in classes(e)]
    shown = text(element, skip=tags)
    named = None if tags else _NUMBERED.match(shown)
    return named[1] if named else shown


class Captions:
    """Which caption belongs to which table, where a figure holds several of either."""

    def __init__(self, found: Sequence[Found]) -> None:
        self._members: dict[Element, list[Element]] = {}
        self._read: dict[Element, list[tuple[str, str]]] = {}
        for one in found:
            if one.figure is not None:
                self._members.setdefault(one.figure, []).append(one.element)

    def of(self, one: Found) -> str:
        inside = next((e for e in one.element if is_caption(e)), None)
        if inside is not None:
            return caption_text(inside)
        if one.figure is None:
            return self._beside(one.element)
        own = self._among(one.figure, one.element)
        outer = figure_of(one.figure)
        over = self._main(outer) if outer is not None else ""
        return f"{over} {own}".strip()

    def _among(self, figure: Element, table: Element) -> str:
        texts = [caption for _, caption in self._captions(figure)]
        tables = self._members[figure]
        if len(texts) == len(tables):
            return texts[tables.index(table)]
        main = self._main(figure)
        others = [caption for caption in texts if caption != main]
        if len(others) == len(tables):
            return f"{main} {others[tables.index(table)]}"
        return main

    def _main(self, figure: Element) -> str:
        """The caption whose number the figure's id carries, else the last one."""
        captions = self._captions(figure)
        number = re.search(r"\d+$", figure.get("id") or "")
        for tag, caption in captions:
            if number and re.search(rf"\b{number.group()}\b", tag):
                return caption
        return captions[-1][1] if captions else ""

    def _captions(self, figure: Element) -> list[tuple[str, str]]:
        """Tag and text of each caption of the figure, not of the figures inside it."""
        if figure not in self._read:
            own = [e for e in figure.iter() if is_caption(e) and figure_of(e) is figure]
            tagged = [(_tag(e), caption_text(e)) for e in own]
            self._read[figure] = list(dict.fromkeys(tagged))
        return self._read[figure]

    def _beside(self, table: Element) -> str:
        """The caption of a table that does not float: in the same box, or the next paragraph."""
        for box in islice(table.iterancestors("div", "span", "center"), 3):
            found = [e for e in box.iter() if is_caption(e) and figure_of(e) is None]
            if len(found) == 1:
                return caption_text(found[0])
            if found or "ltx_para" in classes(box):
                break
        for line in (table.getprevious(), table.getnext()):
            named = _NUMBERED.match(text(line)) if line is not None else None
            if named:
                return named[1]
        return ""


def _tag(caption: Element) -> str:
    tag = next((e for e in caption.iter("span") if "ltx_tag" in classes(e)), None)
    return text(tag) if tag is not None else ""
