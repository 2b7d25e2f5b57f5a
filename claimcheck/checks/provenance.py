"""Which numbers of a reproduction are its own, and which those of the paper that it repeats?"""

from __future__ import annotations

import re

from claimcheck import lexicon
from claimcheck.checks.frames import Frame, Pick

_THAN_THEIRS = re.compile(
    r"\b(?:than|compared (?:to|with)|relative to|over|against|versus|vs\.?)\s+(?:\w+\s){0,3}?"
    r"(?P<theirs>theirs|original\w*|reported|published|the papers?|the authors)\b",
    re.IGNORECASE,
)


def sides(frame: Frame, against: str, clause: str) -> tuple[Pick, Pick] | None:
    """Our numbers and theirs, where an axis of the table holds both (`Reported`, `Reproduced`) and
    the words set one against the other."""
    named = lexicon.THEIRS.search(against) if against else _THAN_THEIRS.search(clause)
    if not named:
        return None
    axes = {**frame.factors, "benchmark": frame.benchmark, "method": frame.method}
    for name, siblings in axes.items():
        kept = [v for v in siblings.values if not lexicon.is_change(v)]
        theirs = tuple(v for v in kept if lexicon.THEIRS.search(v))
        ours = tuple(v for v in kept if lexicon.REPRODUCED.search(v) and v not in theirs)
        if len(theirs) == len(ours) == 1:
            return Pick(name, ours), Pick(name, theirs)
    return None
