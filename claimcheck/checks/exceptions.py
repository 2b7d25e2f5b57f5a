"""Of what does a sentence's "all" speak, and what does it leave out?

`On every task except A` speaks of the others, `the best of all systems` of no task."""

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
_ALL = re.compile(
    r"\b(?:all|every|each|both|any|across|always|throughout|consistent(?:ly)?|uniformly)\b",
    re.IGNORECASE,
)
_METHODS = re.compile(
    r"\b(?:all|any|every|each|both)\s(?:of\s)?(?:the\s|our\s)?(?:[\w-]+\s)?"
    r"(?:systems?|methods?|models?|variants?|approach(?:es)?|baselines?|runs?|agents?|algorithms?"
    r"|strateg(?:y|ies)|configurations?|techniques?|networks?|samplers?|encoders?|components?)\b",
    re.IGNORECASE,
)


def ranks_methods(clause: str) -> bool:
    """Whether every "all" of a clause counts methods: `the lowest of all systems`."""
    return bool(_METHODS.search(clause)) and not _ALL.search(_METHODS.sub(" ", clause))


def left_out(claim: Claim, clause: str) -> str:
    """The words behind an `except` that limits this claim; empty where there is none."""
    m = _EXCEPT.search(clause) or ("all" in claim.flags and _EXCEPT.search(claim.quote))
    return m["what"] if m else ""


def rest(frame: Frame, what: str) -> tuple[Pick, ...]:
    """Every benchmark but those; none where the exception is no benchmark of this table."""
    spared = frame.benchmark.said(what).every
    others = tuple(v for v in frame.singles if v not in spared)
    return (Pick("benchmark", others),) if spared and others else ()
