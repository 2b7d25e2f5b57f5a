"""Which words keep a claim from being refuted by the table as a whole?

A claim of a part of the rows, of the first few places, or of both directions at once is not wrong
because the whole table does not show it.
"""

from __future__ import annotations

import re
from itertools import pairwise

from claimcheck.checks.frames import Frame, told
from claimcheck.record import Claim

_ROWS = r"(?:models?|methods?|approach(?:es)?|systems?|baselines?|variants?|techniques?)"
_AMONG = re.compile(
    rf"\b(?:among|amongst|out of|of)\s+(?:all\s+)?(?:the|our|these)\s+(?!{_ROWS}\b)"
    rf"(?:[\w./+-]+\s){{1,3}}?{_ROWS}\b",
    re.IGNORECASE,
)
_FIRST_FEW = re.compile(
    r"\b(?:two|three|four|five|\d+)\s+(?:\w+ly\s)?"
    r"(?:best|worst|highest|lowest|largest|smallest|fastest|slowest|strongest|weakest)\b",
    re.IGNORECASE,
)
_GAIN = re.compile(r"\b(?:gains?|improvements?|advantages?|margins?)\b", re.IGNORECASE)
"""A gain may be printed as a fall, so that its sign alone refutes nothing."""
_BOTH_WAYS = re.compile(
    r"\b(?:better|higher|ahead|stronger|best|wins?|outperform\w*)\b[^;]*?"
    r"\b(?:but|while|whereas|yet|though|although|and)\s[^;]{0,40}?"
    r"\b(?:worse|behind|weaker|worst|loses?|trails?|underperform\w*)\b"
    r"|\b(?:worse|behind|weaker|worst|loses?|trails?|underperform\w*)\b[^;]*?"
    r"\b(?:but|while|whereas|yet|though|although|and)\s[^;]{0,40}?"
    r"\b(?:better|ahead|stronger|best|wins?|outperform\w*)\b",
    re.IGNORECASE,
)


def is_partial(claim: Claim) -> bool:
    """Whether its words leave room that the table as a whole does not show."""
    clause = claim.context[0] if claim.context else claim.quote
    if claim.kind == "superlative":
        return any(p.search(t) for p in (_AMONG, _FIRST_FEW) for t in (clause, claim.quote))
    if claim.kind == "range" and getattr(claim.predicate, "reference", None) is not None:
        return bool(_GAIN.search(clause))
    spoken = claim.kind == "comparison" and not claim.numbers
    return spoken and bool(_BOTH_WAYS.search(clause))


def are_apart(frame: Frame, axis: str, text: str) -> bool:
    """Whether a text gives each side a level of its own: `X with A outperforms Y with B`."""
    said = sorted((text.lower().find(v.lower()), v) for v in told(frame, axis, text))
    between = [text[i + len(v) : j] for (i, v), (j, _) in pairwise(said) if i >= 0]
    return any(not re.fullmatch(r"(?:[\s,/]|and|or|both|the|with|as well as)*", b) for b in between)
