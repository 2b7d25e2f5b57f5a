"""Is a quote in a text: word for word, as the beginning of a sentence, or in like words?

Words are compared without case, accents and punctuation; numbers with their sign."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from typing import Any

from claimcheck.number import parse
from claimcheck.record import Claim, Held, Sentence, StatedClaim

_TOKEN = re.compile(r"(?<![\w.])[+-]\s?(?=\d)|\d+(?:[.,]\d+)*|[^\W\d_]+")
_DASHES = re.compile(r"[‐-―−]")
SHORTEST = 4
"""Words and numbers below which a quote is found anywhere, so that finding it says nothing."""
SAME = 0.99
"""Score of a sentence with the quote's words and other numbers."""
LIKE = 0.8
"""Share of words, in order, that two sentences of like wording have in common."""


@dataclass(frozen=True)
class Match:
    """A sentence that a quote was found in."""

    held: Held
    score: float
    sentence: Sentence
    other: tuple[str, ...] = ()
    """Numbers of the quote that the sentence does not print."""

    @property
    def same_words(self) -> bool:
        """Whether nothing but numbers differs."""
        return self.held != "fuzzy" or self.score >= SAME


@lru_cache(maxsize=100_000)
def tokens(text: str) -> tuple[str, ...]:
    """Words in lower case and numbers, the latter with a sign where one is printed."""
    plain = unicodedata.normalize("NFKD", _DASHES.sub("-", text))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    found: list[str] = []
    for part in _TOKEN.findall(plain):
        if found and found[-1] in ("+", "-"):
            found[-1] += part
        else:
            found.append(part.strip())
    return tuple(found)


def numbers(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(w for w in words if w[-1:].isdigit())


@dataclass(frozen=True)
class Text:
    """The sentences of a work, to look quotes up in."""

    sentences: tuple[Sentence, ...]

    @cached_property
    def _having(self) -> dict[str, list[int]]:
        """By word: the sentences that have it."""
        having: dict[str, list[int]] = {}
        for place, sentence in enumerate(self.sentences):
            for word in set(tokens(sentence.text)):
                having.setdefault(word, []).append(place)
        return having

    def like(self, wanted: Iterable[str]) -> list[Sentence]:
        """The sentences that have half of the words, in order."""
        words = set(wanted)
        shared = Counter(place for word in words for place in self._having.get(word, ()))
        return [self.sentences[p] for p in sorted(shared) if 2 * shared[p] >= len(words)]


def find(stated: StatedClaim, text: Text) -> Match | None:
    """The sentence that a quote stands in, the best of them."""
    wanted = tokens(stated.quote)
    if len(wanted) < SHORTEST:
        return None
    best: Match | None = None
    for sentence in text.like(wanted):
        found = _match(wanted, stated.truncated, sentence)
        if found and (best is None or found.score > best.score):
            best = found
            if found.score >= 1:
                break
    return best


def _match(wanted: tuple[str, ...], cut: bool, sentence: Sentence) -> Match | None:
    has = tokens(sentence.text)
    if _within(wanted, has, cut=False):
        whole = len(has) <= len(wanted) + 1
        return Match("truncated" if cut and not whole else "exact", 1.0, sentence)
    if cut and _within(wanted, has, cut=True):
        return Match("truncated", 1.0, sentence)
    score = _alike(wanted, has[: len(wanted)] if cut else has)
    if score < LIKE:
        return None
    known = set(numbers(has))
    return Match(
        "fuzzy", score * SAME, sentence, tuple(n for n in numbers(wanted) if n not in known)
    )


def _within(wanted: Sequence[str], has: Sequence[str], *, cut: bool) -> bool:
    """Whether `wanted` stands in `has` in one piece; cut off, its last word is the beginning of
    one."""
    size = len(wanted)
    for at in range(len(has) - size + 1):
        piece = has[at : at + size]
        if tuple(piece[:-1]) == tuple(wanted[:-1]) and (
            piece[-1] == wanted[-1] or (cut and piece[-1].startswith(wanted[-1]))
        ):
            return True
    return False


def _alike(a: Sequence[str], b: Sequence[str]) -> float:
    """How much of two sentences' words is the same, in order; numbers left out."""
    left, right = ([w for w in side if not w[-1:].isdigit()] for side in (a, b))
    if len(left) < SHORTEST or len(set(left) & set(right)) < 0.6 * len(set(left)):
        return 0.0
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def same(quote: str, known: str) -> bool:
    """Whether two quotes are one, up to case, spaces and punctuation."""
    return bool(quote) and tokens(quote) == tokens(known)


def renumbered(claim: Claim, quote: str) -> Claim | None:
    """The claim with the numbers of a quote that has its words and other numbers; None where the
    words differ, or a number that differs is not one that the claim's predicates hold."""
    old, new = tokens(claim.quote), tokens(quote)
    if len(old) != len(new) or not _same_words(old, new):
        return None
    changes = {a: b for a, b in zip(old, new, strict=True) if a != b}
    if any(a in changes for a, b in zip(old, new, strict=True) if a == b):
        return None
    left = dict(changes)
    made = {
        name: _changed(value, changes, left)
        for name, value in claim.model_dump().items()
        if name in ("predicate", "also", "numbers")
    }
    if left:
        return None
    read = Claim.model_validate(claim.model_dump() | made)
    return read.model_copy(update={"quote": quote, "reviewed": claim.reviewed})


def _same_words(old: Sequence[str], new: Sequence[str]) -> bool:
    return all(
        a == b or (a[-1:].isdigit() and b[-1:].isdigit()) for a, b in zip(old, new, strict=True)
    )


def _changed(value: Any, changes: dict[str, str], left: dict[str, str], field: str = "") -> Any:
    """A predicate's fields with each changed number in its place; found ones leave `left`."""
    if isinstance(value, dict) and "printed" in value:
        printed = _replaced(value["printed"], changes, left)
        return value if printed == value["printed"] else _reported(printed)
    if isinstance(value, dict):
        return {k: _changed(v, changes, left, k) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return tuple(_changed(v, changes, left, field) for v in value)
    if field in ("k", "of", "rank") and str(value) in changes and changes[str(value)].isdigit():
        left.pop(str(value), None)
        return int(changes[str(value)])
    return value


def _replaced(printed: str, changes: dict[str, str], left: dict[str, str]) -> str:
    for old, new in changes.items():
        plain = old.lstrip("+-")
        if plain in re.findall(r"\d+(?:[.,]\d+)*", printed):
            left.pop(old, None)
            printed = printed.replace(plain, new.lstrip("+-"), 1)
            if old[0] in "+-" and new[0] in "+-" and old[0] != new[0]:
                printed = new[0] + printed.lstrip("+-−–")
            return printed
    return printed


def _reported(printed: str) -> dict[str, Any]:
    return parse(printed).model_copy(update={"printed": printed}).model_dump()
