"""Which title and which authors does an HTML page name?"""

from __future__ import annotations

import re

from claimcheck.parsers.html_text import (
    Element,
    classes,
    is_break,
    is_hidden,
    is_note,
    join,
    text,
    walk,
    whole,
)

_LARGE = re.compile(r"font-size:\s*(\d{3})(?:\.\d+)?%")
_NAMES = re.compile(r"\s*(?:,|;|&|\band\b)\s*")
_NO_NAME = re.compile(
    r"@|\d{3}|universit|institut|department|laborator|school|college|anonymous", re.IGNORECASE
)
_MARKS = re.compile(r"[\d*†‡§¶⋆^{},\s]+$")
_SENTENCE_END = re.compile(r"[.!?:;][\"”’)\]]*$")


def title(root: Element) -> str:
    """The title as marked; else what is set much larger before the text, or the first `h1`."""
    marked = title_element(root)
    if marked is not None:
        return text(marked)
    for element in root.iter("span", "p", "h1", "section"):
        large = _LARGE.search(element.get("style") or "")
        if element.tag == "section":
            break
        if element.tag == "h1" or (large and int(large[1]) >= 140):
            return text(element)
    head = root.getroottree().find("./head/title")
    return "" if "ltx_document" in classes(root) or head is None else join(head.text or "")


def title_element(root: Element) -> Element | None:
    """The element that LaTeXML marks as the document's title."""
    heads = root.iter("h1", "h2", "div", "p")
    return next((e for e in heads if "ltx_title_document" in classes(e)), None)


def authors(root: Element) -> tuple[str, ...]:
    """Names as far as the page tells them from addresses."""
    lines = [_first_line(e) for e in root.iter("span") if "ltx_personname" in classes(e)]
    names = [_MARKS.sub("", name).strip() for line in lines for name in _NAMES.split(line)]
    return tuple(dict.fromkeys(n for n in names if 2 < len(n) < 60 and not _NO_NAME.search(n)))


def is_sentence(line: str) -> bool:
    """Whether a line before the first heading is text rather than a name or an address."""
    return _SENTENCE_END.search(line) is not None


def _first_line(person: Element) -> str:
    parts: list[str] = []
    for (event, element), walker in walk(person):
        if event == "end":
            parts.append((element.tail or "") if element is not person else "")
        elif (element.tag == "br" or is_break(element)) and join(parts):
            break
        elif is_note(element) or is_hidden(element):
            walker.skip_subtree()
        elif (shown := whole(element)) is not None:
            parts.append(shown)
            walker.skip_subtree()
        else:
            parts.append(element.text or "")
    return join(parts)
