"""Which clause calls something the best, the lowest, the only one?"""

from __future__ import annotations

import re
from dataclasses import replace

from claimcheck.extract import measures, names, subjects, words
from claimcheck.extract.drafts import Draft
from claimcheck.extract.mentions import Number
from claimcheck.extract.names import Frame
from claimcheck.extract.parts import Part
from claimcheck.record import Select, Superlative

_NOT_EXTREME = re.compile(
    r"\b(?:best of our|best practices?|best known|best balance|best[- ]of|best viewed|best fit"
    r"|best checkpoint|best (?:validation )?epoch|best understood|most importantly|at best"
    r"|best case|largest scale"
    r"|worst[- ]case|largest eigen\w*|closest to ours|most of|state-of-the-art (?:methods?"
    r"|models?|approaches|baselines?|results? (?:from|of|by)|techniques?|systems?|algorithms?"
    r"|work)|optimal (?:transport|control|policy|solution|learning rates?|balance|grid))\b",
    re.IGNORECASE,
)


_EXTREME = re.compile(
    rf"\b(?P<word>{words.SUPERLATIVE}|(?:particularly|especially) "
    r"(?:effective|strong|beneficial|helpful))(?=\W|$)",
    re.IGNORECASE,
)


_SOURCE = re.compile(
    r"\b(?:c[ao]mes?|obtained|achieved|attained|observed|seen|found|provided|given|produced"
    r"|delivered)\s+(?:from|by|with|in|for|on|using|when using)\s+(?P<np>[^,;:№()]{2,70}?)"
    r"(?=\s(?:at|with|which|while|and|under)\b|[,;:(№]|\.?\s*$)",
    re.IGNORECASE,
)


def superlative(part: Part) -> list[Draft]:
    """One claim, or one a benchmark ("for A and B, X was the most effective")."""
    m = _extreme(part)
    if m is None:
        return []
    ahead = measures.metrics(part.text[m.end() :])
    near = (ahead[0][2],) if ahead and ahead[0][0] < 60 else ()
    metric = near or measures.metric(part.text[m.start() : m.end() + 70]) or part.frame.metric
    frame = _extreme_of(part, replace(part.frame, metric=metric))
    if not (frame.subject or frame.benchmark or metric) or not _says_something(part, metric):
        return []
    apart = [replace(frame, benchmark=(b,)) for b in frame.benchmark] or [frame]
    return [_draft(part, m, one) for one in (apart if frame.subject else [frame])]


def order(part: Part) -> str:
    """Which extreme the clause asserts: `best`, `lowest`, …; empty where it asserts none."""
    m = _extreme(part)
    return _order(m["word"]) if m else ""


def _extreme(part: Part) -> re.Match[str] | None:
    """The first extreme that the clause asserts; "over the best baseline" asserts none."""
    for m in _EXTREME.finditer(part.text):
        if _NOT_EXTREME.match(part.text, m.start()):
            continue
        attributive = _ATTRIBUTIVE.search(part.text[: m.start()])
        verb = subjects.main_verb(part.text)
        described = verb is not None and m.end() < verb.start() and m.start() < 12
        if attributive or (described and part.numbers and not _SOURCE.search(part.text)):
            return None
        return m
    return None


def _draft(part: Part, m: re.Match[str], frame: Frame) -> Draft:
    gain = re.match(
        rf"[^,;№]{{0,25}}?\b(?:{words.CHANGE_NOUN})\b", part.text[m.end() :], re.IGNORECASE
    )
    subject = frame.subject_select
    if gain and frame.benchmark and not frame.subject:
        subject = Select(benchmark=frame.benchmark, metric=frame.metric)
    beside = _beside(part, m.end())
    predicate = Superlative(
        subject=subject,
        among=Select(metric=frame.metric, benchmark=() if gain else frame.benchmark),
        order=_order(m["word"]),
        reference=Select(method=frame.reference) if gain and frame.reference else None,
        by="difference" if gain else "value",
    )
    printed = beside.printed if beside else ()
    return Draft(predicate, printed, part.start, part.end, frame)


_ATTRIBUTIVE = re.compile(
    r"\bone of (?:the|our)\s+$|\bour\s+$|\bsecond[- ]$|\b(?:over|than|above|below|to|versus|vs\.?"
    r"|against|match\w*|outperform\w*)\s+(?:the|its)\s+$"
)


def _extreme_of(part: Part, frame: Frame) -> Frame:
    """`the best result came from X`, `the largest gain was observed on Y`: X is the subject, Y the
    benchmark.
    """
    m = _SOURCE.search(part.text)
    if m is None or frame.benchmark:
        return frame
    named = names.split(m["np"])
    if re.search(rf"\b{measures.BENCHMARK_NOUN}$", m["np"]) or re.search(
        r"\b(?:on|in|for)\s+$", part.text[: m.start("np")]
    ):
        return replace(frame, benchmark=named)
    return replace(frame, subject=named)


def _says_something(part: Part, metric: names.Names) -> bool:
    """A metric, a verb or a subject of its own: `the best model` alone is a description."""
    return bool(metric) or (
        subjects.main_verb(part.text) is not None and bool(part.frame.subject or part.own.benchmark)
    )


def _order(word: str) -> str:
    low = word.lower()
    if low in {"highest", "largest", "greatest", "longest", "biggest", "steepest"}:
        return "highest"
    if low in {"lowest", "smallest", "shortest"}:
        return "lowest"
    return "worst" if re.search(r"worst|weakest|poorest|slowest|least", low) else "best"


def _beside(part: Part, end: int) -> Number | None:
    """The number that the extreme has: `the lowest loss (0.5473)`, `the best F1 of 84.2`."""
    for n in part.numbers:
        between = part.text[end : part.at(n)] if part.at(n) >= end else "x" * 99
        if len(between) <= 60 and "№" not in between and "," not in between:
            return n
    return None
