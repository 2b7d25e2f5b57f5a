"""Does a reworded sentence say what its template said, no more and no less?

A template's sentence holds what its records hold. Rewording may change what joins its words and the
order of what carries no meaning of its own; whatever carries meaning has to stay, in its order:
figures, quotes, names, verdicts, directions, negations. A swap of two names is as false as a wrong
number, and neither passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from claimcheck import lexicon
from claimcheck.render.plain import line
from claimcheck.synthesis.names import stem
from claimcheck.synthesis.words import SMALL

LONGER = 1.4
"""How much longer a reworded sentence may be."""
_QUOTE = re.compile(r"“[^”]*”")
_TOKEN = re.compile(r"[+−–-]?\d[\d.,]*\d(?:\s?%)?|[+−–-]?\d(?:\s?%)?|[^\W\d_]+(?:['’][^\W\d_]+)?")
_FOREIGN = re.compile(r"://|\bwww\.|[<>\\{}\[\]`*_#|@]")
_VERDICTS = (
    "borne bear bears bearing contradict contradicts contradicted contradiction undecided open"
    " support supports supported agree agrees disagree disagrees same rerun hold holds true false"
    " wrong right decided reproduced caution incomparable compared better worse best worst least"
    " most mostly all each every only none no not nor never neither without cannot against hardly"
    " except unless if may might could must"
)
_DIRECTIONS = (
    "higher lower more less fewer greater smaller larger above below up down rise rises rose fall"
    " falls fell drop drops gain gains lose loses loss increase increases increased decrease"
    " decreases decreased reduce reduces reduced improve improves improved outperform outperforms"
    " faster slower exceed exceeds beat beats from to than baseline equal stay stays change changes"
    " behind ahead with"
)
_WEIGHTY = frozenset(f"{_VERDICTS} {_DIRECTIONS}".split(" ")) | set(SMALL) | {"half", "twice"}
_JOINING = (
    "also and but while whereas where which that this these those here there in on at of for as by"
    " a an the is are was were has have had be been it its their they paper papers study report"
    " reports reported state states stated write writes wrote say says said show shows shown find"
    " finds found note notes according among between both one its own however moreover further"
    " overall still yet too meanwhile then what who whose figure figures result results statement"
    " statements reaches takes stands"
)
_FREE = frozenset(map(stem, _JOINING.split(" "))) | frozenset(map(stem, lexicon.STOP_WORDS))


def fault(before: str, after: str) -> str:
    """Why the rewording does not hold; empty where it does."""
    if not after or line(after) != after or _FOREIGN.search(_QUOTE.sub("", after)):
        return "no plain sentence"
    if len(after) > LONGER * len(before) + 20:
        return "longer than what it stands for"
    if _QUOTE.findall(before) != _QUOTE.findall(after) or after.count("”") != before.count("”"):
        return "another quote"
    if _carrying(before) != _carrying(after):
        return "another figure, name, verdict or direction, or another order of them"
    if new := sorted(_stems(after) - _stems(before) - _FREE):
        return f"words that no record holds: {', '.join(new[:3])}"
    return "" if after.endswith((".", "?", ".”")) else "no whole sentence"


def _carrying(text: str) -> list[str]:
    """What carries meaning, in its order; quotes stand for themselves."""
    plain = _QUOTE.sub(" ", text)
    found = []
    for at, token in enumerate(_TOKEN.finditer(plain)):
        word = token.group()
        weighty = word.lower() in _WEIGHTY or any(c.isdigit() for c in word)
        named = (at > 0 and word[:1].isupper()) or word[1:] != word[1:].lower()
        if weighty or named:
            found.append(word.lower())
    return found


def _stems(text: str) -> set[str]:
    return set(_words(_TOKEN.findall(_QUOTE.sub(" ", text))))


def _words(tokens: Iterable[str]) -> Iterable[str]:
    return (stem(t.lower()) for t in tokens)
