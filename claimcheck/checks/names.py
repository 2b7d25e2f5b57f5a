"""How well does a phrase name one of several siblings: a row among rows, a column among columns?

A word that every sibling shares says nothing; one that a single sibling has may suffice. One
occurrence of a word supports one name, so "A + B over A" names both, and "A + B" names one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from claimcheck import lexicon

THRESHOLD = 0.67
_TIMES = re.compile(r"(?<=\d)\s*[x×]\s*(?=\d)")
_TOKEN = re.compile(r"(?<!\w)[A-Z]\d+[A-Z]?(?!\w)|\d+(?:\.\d+)+|\d+[a-z]?(?![a-z])|[^\W\d_]+")
_OURS = re.compile(
    r"\s*[(\[](?:ours?|proposed|this work|our (?:method|model|approach))[)\]]", re.IGNORECASE
)
_WITHOUT = re.compile(r"\b(?:w/o|without)\b", re.IGNORECASE)
_INNER = re.compile(r"(?<=\w)[\s(,]+(?:w/o|without|minus)\s+", re.IGNORECASE)
_REMOVING = re.compile(
    r"\b(?:without|w/o|remov(?:ing|al of)|disabling|dropping|excluding|ablating|omitting)\s+"
    r"(?:both\s+)?(?:(?:the|any|our|an?|either)\s+)?(?:(?!and\b)[\w+-]+\s?){1,2}"
    r"(?:\band\s+(?:the\s+)?(?:[\w+-]+\s?){1,2})?",
    re.IGNORECASE,
)
_APART = frozenset(
    {
        ("mod", "model"),
        ("base", "baseline"),
        ("per", "perplexity"),
        ("improved", "improvement"),
        ("enhanced", "enhancement"),
    }
)
_WINDOW = 14
_ALIAS = re.compile(
    r"((?:[\w+-]+ ){1,6})\(((?:Runs?|Exp(?:eriment)?\.?|Variant|Config(?:uration)?) \d+[a-z]?)\)"
)


@cache
def tokens(text: str) -> tuple[str, ...]:
    """Lower-case words without plural s, in order; a decimal stays whole."""
    plain = _TIMES.sub(" ", _WITHOUT.sub("without", text).replace("&", " "))
    return tuple(_stem(t.lower()) for t in _TOKEN.findall(plain) if not _is_common(t))


def _is_common(word: str) -> bool:
    """A stop word, unless it is set in capitals as an acronym is."""
    return word.lower() in lexicon.STOP_WORDS and not (len(word) > 1 and word.isupper())


def _stem(token: str) -> str:
    plain = token
    if len(token) > 3 and token.endswith("s") and not token.endswith(("ss", "us", "is")):
        plain = token[:-1]
    return lexicon.SYNONYMS.get(token) or lexicon.SYNONYMS.get(plain, plain)


@cache
def alike(a: str, b: str) -> bool:
    """Whether two words are one: equal, one the short form of the other, or of the same stem."""
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if not (short.isalpha() and long.isalpha()) or len(short) < 3 or (short, long) in _APART:
        return False
    if long.startswith(short):
        return len(short) >= 4 or len(long) >= 6
    shared = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), 0)
    return shared >= 6 and shared >= 0.7 * len(short)


def is_lessened(name: str) -> bool:
    """Whether a name says that a part is missing: `w/o X`, `Y without X`."""
    return bool(lexicon.REMOVED.match(name) or _INNER.search(name))


def same(a: str, b: str) -> bool:
    """Whether two spellings differ in case, spaces and punctuation alone."""
    return _plain(a) == _plain(b)


@cache
def _plain(name: str) -> str:
    return re.sub(r"[^\w+]|_", "", name.casefold())


def _kept(name: str) -> str:
    """A row called `w/o X` is known by X; that something is removed is asked apart. That a row is
    ours is no part of its name."""
    return lexicon.REMOVED.sub("", _OURS.sub("", name) or name)


@dataclass(frozen=True)
class Said:
    """What a text names: single siblings, and groups that share a word of it."""

    values: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    scores: tuple[tuple[str, float], ...] = ()

    @property
    def surely(self) -> bool:
        """Whether each name was said for the most part, none by a single rare word alone."""
        return bool(self.scores) and all(score >= THRESHOLD for _, score in self.scores)

    @property
    def every(self) -> tuple[str, ...]:
        """All siblings named, alone or in a group."""
        return tuple(dict.fromkeys([*self.values, *(v for g in self.groups for v in g)]))


@dataclass(frozen=True)
class Siblings:
    """Names of one sort that stand beside each other in a table, each with its spellings."""

    spellings: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    def of(cls, values: Iterable[str], also: Mapping[str, Sequence[str]] | None = None) -> Siblings:
        more = also or {}
        return cls(tuple((v, (v, *more.get(v, ()))) for v in dict.fromkeys(values) if v))

    @cached_property
    def values(self) -> tuple[str, ...]:
        return tuple(value for value, _ in self.spellings)

    @cached_property
    def _words(self) -> dict[str, tuple[str, ...]]:
        return {
            v: tuple(dict.fromkeys(t for s in every for t in tokens(_kept(s))))
            for v, every in self.spellings
        }

    @cached_property
    def _own(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The words of each spelling that is one value's alone, with that value."""
        rows = [(v, tokens(_kept(s))) for v, every in self.spellings for s in every]
        shared = {words for v, words in rows if any(o == words and w != v for w, o in rows)}
        return tuple((v, words) for v, words in rows if words and words not in shared)

    @cached_property
    def _weights(self) -> dict[str, float]:
        """By word: the logarithm of how few siblings have it."""
        words = {t for own in self._words.values() for t in own}
        n = len(self._words)
        return {t: math.log(n / self._having(t)) + 0.1 for t in words}

    def _having(self, word: str) -> int:
        return sum(any(alike(word, t) for t in own) for own in self._words.values())

    def named(self, text: str) -> tuple[str, ...]:
        """The siblings that are spelled just so."""
        bare = bool(lexicon.REMOVED.match(text))
        return tuple(
            v
            for v, every in self.spellings
            if any(same(text, s) and bool(lexicon.REMOVED.match(s)) == bare for s in every)
        )

    @cached_property
    def _heard(self) -> dict[tuple[str, float], Said]:
        """What was asked before: the claims of a paper share most of their context."""
        return {}

    def said(self, text: str, threshold: float = THRESHOLD) -> Said:
        """The siblings that a text names, each occurrence of a word used once."""
        key = (text, threshold)
        if key not in self._heard:
            self._heard[key] = self._find(text, threshold)
        return self._heard[key]

    def _find(self, text: str, threshold: float) -> Said:
        if exact := self.named(text):
            alone = len(exact) == 1
            return Said(exact if alone else (), () if alone else (exact,), ((exact[0], 1.0),))
        kept = _REMOVING.sub(" ; ", text)
        removed = " ".join(m.group().split(" ", 1)[-1] for m in _REMOVING.finditer(text))
        whole = self._said(tokens(kept), threshold, removed=False)
        if not removed:
            return whole
        less = self._said(tokens(removed), threshold, removed=True)
        known = {*whole.values, *less.values, *self._lessened(kept, removed)}
        values = tuple(v for v in self.values if v in known)
        return Said(values, whole.groups, whole.scores + less.scores)

    def _lessened(self, kept: str, removed: str) -> tuple[str, ...]:
        """`X w/o Y`, where the text takes Y away and has the words of X besides."""
        has, takes = set(tokens(kept)), set(tokens(removed))
        parts = {v: _INNER.split(v, maxsplit=1) for v in self.values if _INNER.search(v)}
        return tuple(
            v
            for v, (whole, part) in parts.items()
            if part and takes.issuperset(tokens(part)) and has.issuperset(tokens(whole))
        )

    def _said(self, heard: tuple[str, ...], threshold: float, *, removed: bool) -> Said:
        free = set(range(len(heard)))
        found: dict[str, float] = {}
        for value, words, _ in self._ranked(heard):
            if bool(lexicon.REMOVED.match(value)) != removed:
                continue
            if value in found:
                continue
            places = self._places(words, heard, free)
            score = self._score(words, places)
            if self._accepted(words, places, score, threshold) and self._is_near(places):
                found[value] = round(score, 4)
                free -= set(places.values())
        ordered = tuple(v for v in self.values if v in found)
        return Said(ordered, self._groups(heard, free, ordered), tuple(found.items()))

    def closest(self, text: str) -> tuple[str, ...]:
        """The best of the siblings and those nearly as good, however long their names are."""
        heard = tokens(text)
        everything = set(range(len(heard)))
        scores: dict[str, float] = {}
        for value, words in self._own:
            score = round(self._score(words, self._places(words, heard, everything)), 4)
            scores[value] = max(score, scores.get(value, 0.0))
        best = max(scores.values(), default=0.0)
        return tuple(v for v, s in scores.items() if s >= 0.25 and s >= 0.8 * best)

    def _ranked(self, heard: tuple[str, ...]) -> list[tuple[str, tuple[str, ...], float]]:
        everything = set(range(len(heard)))
        rows = []
        for value, words in self._own:
            places = self._places(words, heard, everything)
            mass = sum(self._weights[w] for w in places)
            rows.append((value, words, round(mass, 6)))
        order = {v: i for i, v in enumerate(self.values)}
        return sorted(
            (r for r in rows if r[2] > 0),
            key=lambda r: (-r[2], -round(r[2] / self._total(r[1]), 6), order[r[0]]),
        )

    def _places(
        self, words: tuple[str, ...], heard: tuple[str, ...], free: set[int]
    ) -> dict[str, int]:
        """Where each word of a name stands in the text, close to where its rarest word stands."""
        places: dict[str, int] = {}
        anchor: int | None = None
        for word in sorted(dict.fromkeys(words), key=lambda w: (-self._weights[w], words.index(w))):
            at = [i for i in sorted(free - set(places.values())) if alike(word, heard[i])]
            if not at:
                continue
            chosen = at[0] if anchor is None else min(at, key=lambda i: (abs(i - (anchor or 0)), i))
            anchor = chosen if anchor is None else anchor
            places[word] = chosen
        return places

    def _total(self, words: tuple[str, ...]) -> float:
        return sum(self._weights[w] for w in dict.fromkeys(words))

    def _score(self, words: tuple[str, ...], places: Mapping[str, int]) -> float:
        return sum(self._weights[w] for w in words if w in places) / self._total(words)

    def _accepted(
        self, words: tuple[str, ...], places: Mapping[str, int], score: float, threshold: float
    ) -> bool:
        """Enough of the name, a letter among it; or one long word that no sibling has."""
        if not any(w.isalpha() and len(w) > 1 for w in places) and any(w.isalpha() for w in words):
            return False
        if score >= threshold:
            return True
        return any(w.isalpha() and len(w) >= 4 and self._having(w) == 1 for w in places)

    @staticmethod
    def _is_near(places: Mapping[str, int]) -> bool:
        return not places or max(places.values()) - min(places.values()) <= _WINDOW

    def _groups(
        self, heard: tuple[str, ...], free: set[int], found: Sequence[str]
    ) -> tuple[tuple[str, ...], ...]:
        """Siblings that share a word which some, not all, have and no name found has used."""
        groups: dict[tuple[str, ...], None] = {}
        for i in sorted(free):
            if len(heard[i]) < 3 or not heard[i].isalpha():
                continue
            having = tuple(
                v for v, own in self._words.items() if any(alike(heard[i], t) for t in own)
            )
            if 1 < len(having) < len(self.values) and not set(having) & set(found):
                groups[having] = None
        return tuple(groups)


def aliases(text: str) -> dict[str, tuple[str, ...]]:
    """Labels that a paper gives in brackets, both ways: `layer-wise rates (Run 3)`."""
    found: dict[str, dict[str, None]] = {}
    for match in _ALIAS.finditer(text):
        phrase, label = match[1].strip(), match[2]
        words = [w for w in phrase.split() if w.lower() not in lexicon.STOP_WORDS]
        if words:
            found.setdefault(label, {})[" ".join(words)] = None
    return {label: tuple(phrases) for label, phrases in found.items()}


def crossed(text: str, taken: Sequence[str], names: Sequence[str]) -> tuple[str, ...]:
    """Two-level names whose words a text has, too, apart: `A in the 1-shot and 5-shot setting`."""
    heard, own = set(tokens(text)), {t for v in taken for t in tokens(v)}
    rest = (v for v in names if " / " in v and v not in taken)
    return tuple(v for v in rest if (said := set(tokens(v))) <= heard and not said <= own)
