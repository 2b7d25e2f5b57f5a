"""When are two words, or two names, the same? As cautiously as can be."""

from __future__ import annotations

import re
from functools import cache

from claimcheck import lexicon

_WORD = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")
_PIECE = re.compile(r"[^\W_]+|%|\+")
_ENDINGS = (
    ("isation", "iz"), ("ization", "iz"), ("ations", "at"), ("ation", "at"), ("ising", "iz"),
    ("izing", "iz"), ("ies", "y"), ("ness", ""), ("ings", ""), ("ing", ""), ("edly", ""),
    ("ed", ""), ("ers", ""), ("er", ""), ("es", ""), ("ly", ""), ("s", ""), ("e", ""),
)  # fmt: skip
_ASKED = (
    "how what which why does do can could would should is are if whether measured measure measures"
    " influence influences affect affects effect effects impact compare compared e.g i.e eg ie etc"
    " come comes much many choice paper papers study studies work works any there so far given"
    " help helps make makes improve improves during"
)
_INSIDE = frozenset({"in", "of", "the", "for", "on", "to"})
"""Small words inside a name."""
_ASKING = frozenset(_ASKED.split(" "))


def fold(name: str) -> str:
    """A name without case, punctuation, arrows and units; the field's abbreviations written out.

    Order and every word stay, so that `Ours + L1` is not `Ours`.
    """
    pieces = _PIECE.findall(lexicon.bare(name).lower())
    return " ".join(lexicon.SYNONYMS.get(p, p) for p in pieces)


@cache
def stem(word: str) -> str:
    """A word without its ending: crude, and the same for `augmented` and `augmentations`."""
    word = lexicon.SYNONYMS.get(word, word)
    for ending, left in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending) + left
    return word


def terms(text: str) -> list[str]:
    """The stems of the words that say something, hyphenated ones whole and in parts."""
    found: list[str] = []
    for word in _WORD.findall(text.lower()):
        if word in lexicon.STOP_WORDS:
            continue
        parts = [p for p in re.split(r"[-.]", word) if len(p) > 1 or p.isdigit()]
        found += [stem(word)] + ([stem(p) for p in parts] if len(parts) > 1 else [])
    return found


def phrases(question: str) -> list[str]:
    """The question's own parts: runs of words that are neither grammar nor asking; a name such as
    `Moments in Time` is one."""
    found: list[str] = []
    for piece in re.split(r"[,;:?!()\[\]\"“”/]|(?<=\w)\.(?=\s|$)", question):
        run: list[str] = []
        words = [word.strip(".'’") for word in piece.split()]
        for at, word in enumerate([*words, ""]):
            joins = word in _INSIDE and run and run[-1][:1].isupper() and _capital(words, at + 1)
            silent = not joins and (not word or word.lower() in lexicon.STOP_WORDS | _ASKING)
            if silent and run:
                found.append(" ".join(run))
            run = [] if silent else [*run, word]
    return list(dict.fromkeys(found))


def _capital(words: list[str], at: int) -> bool:
    return at < len(words) and words[at][:1].isupper()


def initials(phrase: str) -> str:
    """`ssv2` of `Something-Something V2`; empty where it has no two parts."""
    parts = re.findall(r"[^\W\d_]+\d*|\d+", phrase.lower())
    if len(parts) < 2:
        return ""
    return "".join(p[0] + "".join(c for c in p[1:] if c.isdigit()) for p in parts[:8])
