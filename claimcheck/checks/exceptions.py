"""What does a sentence leave out of its "all"? `On every task except A` speaks of the others."""

from __future__ import annotations

import re

from claimcheck.checks.frames import Frame, Pick
from claimcheck.record import Claim

_EXCEPT = re.compile(
    r"\b(?:except(?:ing)?(?:\s(?:for|on|in))?|(?:apart|aside)\sfrom"
    r"|with\s(?:the\s)?(?:sole\s|only\s|single\s)?exceptions?\sof|all\sbut(?!\sone\b))\s+"
    r"(?P<what>[^;:()]+?)(?=,?\s(?:while|whereas|where|which|but)\b|,\s(?!and\b|or\b)(?-i:[a-z])|[;:()]|\.?$)",
    re.IGNORECASE,
)


def left_out(claim: Claim, clause: str) -> str:
    """The words behind an `except` that limits this claim; empty where there is none."""
    m = _EXCEPT.search(clause) or ("all" in claim.flags and _EXCEPT.search(claim.quote))
    return m["what"] if m else ""


def rest(frame: Frame, what: str) -> tuple[Pick, ...]:
    """Every benchmark but those; none where the exception is no benchmark of this table."""
    spared = frame.benchmark.said(what).every
    others = tuple(v for v in frame.singles if v not in spared)
    return (Pick("benchmark", others),) if spared and others else ()
