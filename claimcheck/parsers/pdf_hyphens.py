"""Which hyphen at the end of a line belongs to the word?

The document itself knows best: a word that it prints elsewhere in one piece is mended, a
compound that it prints elsewhere with its hyphen keeps it. Failing both, the hyphen goes, unless
a usual first part of compounds stands before.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

_BROKEN = re.compile(r"([A-Za-z]{2,})-$")
_CAPITALS = re.compile(r"[A-Z]{2}-$")
_NEXT = re.compile(r"[a-z]+")
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_TIGHT = re.compile(r"\w[-–—/]$")
FIRST_PARTS = frozenset({
    "all", "anti", "auto", "co", "cross", "data", "fine", "first", "full", "half", "hand", "high",
    "host", "large", "layer", "leave", "long", "low", "multi", "non", "one", "open", "out", "post",
    "pre", "quasi", "real", "second", "self", "semi", "short", "single", "small", "soft", "state",
    "step", "third", "time", "top", "two", "well", "zero",
})  # fmt: skip


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """Words and compounds of a document, in lower case, those cut at a line's end left out."""
    return frozenset(
        w.lower() for text in texts for w in _WORD.findall(re.sub(r"[\w-]+-$", "", text))
    )


def flowing(rows: Sequence[str], known: Collection[str] = ()) -> str:
    """Lines as one text, words that were broken at a line's end whole again."""
    text = ""
    for row in rows:
        if not text:
            text = row
        elif (broken := _BROKEN.search(text)) and (following := _NEXT.match(row)):
            keeps = _keeps(broken[1].lower(), following.group(), known)
            text = text + row if keeps else text[:-1] + row
        elif _CAPITALS.search(text) and row[:2].isupper():
            text += row
        else:
            text += ("" if _TIGHT.search(text) and row[:1].isalnum() else " ") + row
    return text


def _keeps(first: str, second: str, known: Collection[str]) -> bool:
    if first + second in known:
        return False
    if f"{first}-{second}" in known or first in FIRST_PARTS:
        return True
    return first in known and second in known and min(len(first), len(second)) >= 4
