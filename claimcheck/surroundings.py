"""Which sentences stand before and after a claim's own?

A place is trusted where the quote is found at it; a claim of a file that gives none, or one of
another version, is looked up by its quote, and only where the document has that once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from claimcheck.record import Claim, Paper, Passage, Sentence

LONGEST = 300
"""Letters of a neighbour that are kept."""
SHORTEST = 20
"""Letters of a quote that is looked up by its words."""
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class _Spot:
    """A sentence and its neighbours in the same block."""

    own: Sentence
    folded: str
    before: str
    after: str


def passages(paper: Paper, claims: Iterable[Claim]) -> dict[str, Passage]:
    """By claim, for those whose sentence is found; a cell of a table has no sentence."""
    spots = [s for block in paper.blocks for s in _spots(block.sentences)]
    found = ((c.id, _spot(c, spots)) for c in claims if not c.where.table)
    return {
        name: Passage(
            before=_end(spot.before), sentence=spot.own.text, after=_beginning(spot.after)
        )
        for name, spot in found
        if spot
    }


def _spots(sentences: tuple[Sentence, ...]) -> Iterable[_Spot]:
    texts = ["", *(s.text for s in sentences), ""]
    for i, sentence in enumerate(sentences):
        yield _Spot(sentence, _fold(sentence.text), texts[i], texts[i + 2])


def _spot(claim: Claim, spots: list[_Spot]) -> _Spot | None:
    quote = _fold(claim.quote)
    same = [s for s in spots if quote in s.folded] if quote else []
    there = [s for s in same if _holds(s.own, claim.where.start)]
    if there:
        return there[0]
    return same[0] if len(same) == 1 and len(quote) >= SHORTEST else None


def _holds(sentence: Sentence, start: int | None) -> bool:
    low, high = sentence.where.start, sentence.where.end
    return start is not None and low is not None and high is not None and low <= start < high


def _fold(text: str) -> str:
    """White space as one space, and no mark of a quote that breaks off."""
    return _SPACE.sub(" ", text).strip().removesuffix("…").removesuffix("...").rstrip()


def _end(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return "… " + text[-LONGEST:].split(" ", 1)[-1]


def _beginning(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(" ", 1)[0] + " …"
