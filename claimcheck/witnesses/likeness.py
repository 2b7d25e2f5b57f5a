"""Are two names the same name, in the words of a paper and in the keys of a file?

`SSv2` is `Something-Something V2`, `Mod Subtraction` is `x_minus_y`, `EXP-006a` is `exp006a_mlp`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from claimcheck import lexicon

_STATISTIC = frozenset(("mean", "deviation", "average", "sem"))
_IDENTIFIER = re.compile(r"(?<![a-z0-9])([a-z]{2,})[-_ ]?0*(\d+[a-z]?)(?![a-z0-9])")


@lru_cache(maxsize=65536)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a name: lower case, synonyms folded, single letters and statistics dropped."""
    plain = re.sub(r"[Δ∆]", " delta ", text).lower()
    words = re.findall(r"[^\W\d_]+|\d+(?:\.\d+)?", plain)
    folded = (
        lexicon.SYNONYMS.get(w, lexicon.SYNONYMS.get(_singular(w), _singular(w))) for w in words
    )
    kept = [
        w
        for w in folded
        if w not in lexicon.STOP_WORDS and w not in _STATISTIC and (len(w) > 1 or w.isdigit())
    ]
    return tuple(dict.fromkeys(kept))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=65536)
def likeness(a: str, b: str) -> float:
    """How much of two names is the same word, from 0 to 1; an acronym counts as its words."""
    if squeezed(a) == squeezed(b) or _initials(a) == squeezed(b) or _initials(b) == squeezed(a):
        return 1.0 if squeezed(a) and squeezed(b) else 0.0
    left, right = tokens(a), tokens(b)
    if not left or not right:
        return 0.0
    shared = sum(any(same(x, y) for y in right) for x in left) + sum(
        any(same(x, y) for x in left) for y in right
    )
    return round(shared / (len(left) + len(right)), 6)


def same(a: str, b: str) -> bool:
    """Equal, or one the beginning of the other with at least three letters."""
    return a == b or (min(len(a), len(b)) > 2 and (a.startswith(b) or b.startswith(a)))


def squeezed(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", text.lower())


def _initials(text: str) -> str:
    """`Something-Something V2` is `ssv2`."""
    words = re.findall(r"[a-z]+\d*|\d+", text.lower())
    if len(words) < 3:
        return ""
    return "".join(w if any(c.isdigit() for c in w) else w[0] for w in words)


@lru_cache(maxsize=65536)
def identifiers(text: str) -> frozenset[str]:
    """Names such as `EXP-006a` or `exp006a`, without separators and leading zeros."""
    return frozenset(
        f"{word}{number}" for word, number in _IDENTIFIER.findall(text.lower().replace("_", " "))
    )
