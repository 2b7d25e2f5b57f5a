"""How much does a sentence bear on the question?

BM25 (Robertson and Zaragoza 2009), but for a weight that also the commonest word keeps.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from claimcheck.synthesis.names import terms

SATURATION, LENGTH = 1.2, 0.75
COMMON = 0.5
"""Weight of a term that every text holds: claims on one question share its words, and share them
rightly."""


def scores(question: str, texts: Sequence[str]) -> list[float]:
    """A score from 0 for each text, in their order; 0 where it shares no word with the question."""
    asked = set(terms(question))
    counted = [Counter(terms(text)) for text in texts]
    mean = sum(c.total() for c in counted) / len(counted) if counted else 0.0
    holding = Counter(t for c in counted for t in c if t in asked)
    return [_score(asked, c, holding, mean, len(counted)) for c in counted]


def _score(
    asked: set[str], text: Counter[str], holding: Counter[str], mean: float, texts: int
) -> float:
    length = 1 - LENGTH + LENGTH * text.total() / mean if mean else 1.0
    total = 0.0
    for term in sorted(asked & text.keys()):
        rarity = COMMON + math.log(1 + (texts - holding[term] + 0.5) / (holding[term] + 0.5))
        total += rarity * text[term] * (SATURATION + 1) / (text[term] + SATURATION * length)
    return total
