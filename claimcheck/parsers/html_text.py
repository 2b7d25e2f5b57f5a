"""What does an HTML element say, as plain text on one line?

Formulas are read from their TeX, once; marks stay as they are; footnotes, tags and hidden parts
are left out; lines and paragraphs inside the element are joined by a blank.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from lxml import etree

from claimcheck.parsers import mathtext

Element = Any
"""An lxml element; lxml has no types."""

Event = tuple[Literal["start", "end"], Element]

_HIDDEN_TAGS = frozenset({
    "script", "style", "template", "head", "nav", "footer", "button", "form", "select", "svg",
    "noscript", "dialog", "iframe", "object", "audio", "video", "annotation", "annotation-xml",
    "textarea",
})  # fmt: skip
_HIDDEN = frozenset({
    "ltx_page_header", "ltx_page_footer", "ltx_page_navbar", "ltx_page_logo", "ltx_TOC",
    "ltx_authors", "ltx_dates", "ltx_pubyear", "ltx_rdf", "ltx_phantom", "ltx_indexlist",
    "ltx_classification", "ltx_keywords", "sr-only", "package-alerts", "katex-html", "mathjax",
})  # fmt: skip
_BREAK_TAGS = frozenset({
    "p", "div", "section", "article", "main", "header", "footer", "aside", "figure", "figcaption",
    "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "tr", "td", "th",
    "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "caption", "address", "body",
    "center", "details", "summary", "html",
})  # fmt: skip
_BREAKS = frozenset({
    "ltx_p", "ltx_para", "ltx_item", "ltx_tabular", "ltx_tr", "ltx_td", "ltx_caption",
    "ltx_title", "ltx_table", "ltx_figure", "ltx_float", "ltx_minipage",
})  # fmt: skip
_INVISIBLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_BOLD_TEX = re.compile(r"\s*\{?\\(?:mathbf|boldsymbol|bm|textbf|pmb|mathbfit|bf|bfseries)\b")
_WRAPPED = re.compile(r"(?<!\\)%\s*")
"""LaTeXML folds long TeX as TeX does: with a comment sign at the end of the line."""
_OPTIONS = re.compile(r"\s*\[[^\]]*=[^\]]*\]")
_EMPTY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Piece:
    """A run of text and whether it is printed bold."""

    text: str
    bold: bool = False


def classes(element: Element) -> frozenset[str]:
    """The element's classes."""
    value = element.get("class")
    return _split(value) if value else _EMPTY


@lru_cache(maxsize=1024)
def _split(value: str) -> frozenset[str]:
    return frozenset(value.split())


def is_hidden(element: Element) -> bool:
    """Whether a reader of the page does not see the element, or it belongs to the page's frame."""
    if element.tag in _HIDDEN_TAGS or not _HIDDEN.isdisjoint(classes(element)):
        return True
    style = element.get("style")
    return bool(style and _INVISIBLE.search(style)) or element.get("hidden") is not None


def is_break(element: Element) -> bool:
    """Whether the element stands on lines of its own."""
    return element.tag in _BREAK_TAGS or not _BREAKS.isdisjoint(classes(element))


def is_note(element: Element) -> bool:
    """Whether the element is a footnote, standing where its mark is printed."""
    return "ltx_note" in classes(element)


def walk(root: Element) -> Iterator[tuple[Event, Any]]:
    """Start and end of each element in document order, with the walker (`skip_subtree`)."""
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        yield (event, element), walker


def whole(element: Element) -> str | None:
    """The text of an element that is read as one: a formula, a raised or lowered text, a macro.

    None where the element is to be read part by part. The result is not tidied yet.
    """
    tag = element.tag
    if tag == "math":
        return _formula(element)
    if tag == "br":
        return " "
    if tag in ("sup", "sub"):
        return _script(element)
    if tag == "img":
        return ""
    return "" if "ltx_ERROR" in classes(element) else None


def pieces(root: Element, *, skip: Collection[Element] = ()) -> list[Piece]:
    """The text of an element in runs of one weight, not tidied; elements in `skip` are left out."""
    found: list[Piece] = []
    bold = [False]
    for (event, element), walker in walk(root):
        inside = element is not root
        if event == "end":
            bold.pop()
            if inside:
                found.append(Piece((" " if is_break(element) else "") + tail(element), bold[-1]))
            continue
        bold.append(_weight(element, bold[-1]))
        if inside and (element in skip or is_note(element) or is_hidden(element)):
            walker.skip_subtree()
        elif inside and (text := whole(element)) is not None:
            found.append(Piece(text, bold[-1]))
            walker.skip_subtree()
        else:
            found.append(Piece((" " if is_break(element) else "") + (element.text or ""), bold[-1]))
    return found


def text(root: Element, *, skip: Collection[Element] = ()) -> str:
    """The text of an element on one line."""
    return join(piece.text for piece in pieces(root, skip=skip))


def join(parts: Iterable[str]) -> str:
    """Parts as they follow each other in the page, on one line, in the tool's spelling."""
    return mathtext.tidy("".join(parts))


def notes(root: Element) -> list[str]:
    """The footnotes inside an element, without their marks."""
    found = (element for element in root.iter("span", "div", "aside") if is_note(element))
    return [note for element in found if (note := note_text(element))]


def note_text(element: Element) -> str:
    """A footnote without its mark and number."""
    marks = [e for e in element.iter("sup", "span") if _is_mark(e)]
    return text(element, skip=marks)


def _is_mark(element: Element) -> bool:
    return not classes(element).isdisjoint(("ltx_note_mark", "ltx_tag_note", "ltx_note_type"))


def _weight(element: Element, bold: bool) -> bool:
    names = classes(element)
    if "ltx_font_bold" in names or element.tag in ("b", "strong"):
        return True
    if "ltx_font_medium" in names:
        return False
    if element.tag == "math":
        return bold or _BOLD_TEX.match(element.get("alttext") or "") is not None
    return bold


def _formula(element: Element) -> str:
    tex = element.get("alttext")
    if tex is None:
        note = next(element.iter("annotation"), None)
        tex = note.text if note is not None and "tex" in (note.get("encoding") or "") else None
    if tex is not None:
        return mathtext.math(_WRAPPED.sub("", tex))
    return text_of_mathml(element)


def tail(element: Element) -> str:
    """The text behind an element, without the options of a macro that nobody knew."""
    behind = element.tail or ""
    return _OPTIONS.sub("", behind, count=1) if "ltx_ERROR" in classes(element) else behind


def text_of_mathml(element: Element) -> str:
    """A formula without TeX: its signs as they stand."""
    shown = (e for e in element.iter() if e.tag not in _HIDDEN_TAGS)
    return "".join((e.text or "").strip() for e in shown)


def _script(element: Element) -> str:
    inner = text(element)
    if element.tag == "sup":
        return mathtext.superscript(inner)
    return f"_{inner}" if inner and inner[0] not in "±+-" else f" {inner}"
