"""Which words of a research question are sent to a literature index?

Each index has a syntax of its own; what is sent holds letters, digits and hyphens alone, so nothing
in a question can be read as an operator.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from claimcheck.errors import SourceError
from claimcheck.lexicon import STOP_WORDS

MOST = 16
"""Terms that are sent; the weightiest are taken."""
LONGEST = 4000
"""Characters of a question that are read."""
_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]{2,120})[\"“”„«»]")
_HYPHENS = "-‐‑‒–"
_WORD = re.compile(rf"[^\W_]+(?:[{_HYPHENS}'’][^\W_]+)*")
_ASKING_WORDS = (
    "affect affected affecting affects approach approaches are aspect aspects available being "
    "best better beyond can case cases choice choices compare compared compares comparing "
    "comparison could current currently depend depends did differences different do does "
    "doing due each effect effects either else etc evidence example exist existing extent "
    "find findings found given good has have having help helps how however impact impacts "
    "influence influences instance into investigate kind kinds known lead leads literature "
    "many matter matters may measure measured might more most much need needed new other "
    "others our ours paper papers possible question questions recent relate related "
    "relationship report reported research respect role same several should show shown shows "
    "so some studies study such than their them then there they thing things type types under "
    "upon use used useful uses using variant variants various versus very via vs we well were "
    "what when where whether which while who whom whose why will work works would you your"
)
"""Words of asking, which no paper is about."""
_ASKING = frozenset(_ASKING_WORDS.split(" "))


@dataclass(frozen=True)
class Query:
    """A question as terms to look for, in the question's order."""

    terms: tuple[str, ...]
    """In lower case: a word, a hyphenated compound, or a quoted phrase of several words."""
    years: tuple[int | None, int | None] = (None, None)
    """First and last year of publication that are asked for."""
    weighty: tuple[str, ...] = ()
    """The same terms, those that say most first: phrases, compounds, names, other words."""

    @property
    def text(self) -> str:
        """The terms as a person would type them, phrases in quotation marks."""
        return " ".join(f'"{term}"' if " " in term else term for term in self.terms)


def query_of(question: str, years: tuple[int | None, int | None] = (None, None)) -> Query:
    """The terms of a question. Raises SourceError where it has no word to look for."""
    first, last = years
    if strange := [year for year in years if year is not None and not 1000 <= year <= 9999]:
        raise SourceError(f"{strange[0]} is no year", remedy="write it with four digits")
    if first is not None and last is not None and first > last:
        raise SourceError(
            f"the years {first} to {last} run backwards", remedy="name the earlier year first"
        )
    plain = unicodedata.normalize("NFKC", question)[:LONGEST]
    found = dict(_terms(plain)) or dict(_terms(plain, common=True))
    if not found:
        raise SourceError(
            "the question has no word to look for", remedy="ask in words, such as a paper's topic"
        )
    weighty = sorted(found, key=lambda term: found[term])[:MOST]
    return Query(tuple(t for t in found if t in weighty), years, tuple(weighty))


def years_of(text: str) -> tuple[int | None, int | None]:
    """First and last year of `2020-2024`, `2020-`, `-2024` or `2023`. Raises SourceError."""
    match = re.fullmatch(r"(\d{4})?\s*([-–])?\s*(\d{4})?", text.strip(), re.ASCII)
    if not match or not (match[1] or match[3]) or (match[1] and match[3] and not match[2]):
        raise SourceError(
            f"{text[:40]!r} are no years", remedy="write 2023, 2020-2024, 2020- or -2024"
        )
    first, last = (int(year) if year else None for year in (match[1], match[3]))
    return (first, last) if match[2] else (first or last, first or last)


def words(term: str) -> tuple[str, ...]:
    """The words of a term, compounds taken apart: `video-jepa` is `video`, `jepa`."""
    return tuple(re.findall(r"[^\W_]+", term))


def phrase(term: str) -> str:
    """The term for a syntax in which quotation marks keep words together."""
    parts = words(term)
    return f'"{" ".join(parts)}"' if len(parts) > 1 else parts[0]


def _terms(text: str, *, common: bool = False) -> Iterator[tuple[str, int]]:
    """Terms with their weight, 0 the heaviest. `common` lets words of asking pass."""
    for match in re.finditer(rf"{_QUOTED.pattern}|({_WORD.pattern})", text):
        if match[1]:
            parts = _WORD.findall(match[1])
            if parts:
                yield " ".join(_plain(part) for part in parts), 0
        elif common or not _is_common(match[2]):
            yield _plain(match[2]), _weight(match[2])


def _plain(word: str) -> str:
    word = re.sub(r"['’]s?$|['’]", "", re.sub(rf"[{_HYPHENS}]", "-", word))
    return word.lower()


def _is_common(word: str) -> bool:
    plain = _plain(word)
    acronym = len(word) > 1 and word.isupper() and plain not in ("and", "or", "not")
    return not acronym and (
        plain in STOP_WORDS
        or plain in _ASKING
        or (len(plain) == 1 and plain.isascii() and plain.isalnum())
    )


def _weight(word: str) -> int:
    """1 a compound or a name with capitals or digits inside, 2 any other word."""
    return 1 if re.search(rf"[{_HYPHENS}\d]|(?<!^)[A-Z]", word) else 2
