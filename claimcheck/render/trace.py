"""What does a person at a terminal see of the way to a verdict?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from claimcheck.explanation import Considered, Explanation, Meaning, Trace
from claimcheck.number import show
from claimcheck.record import Reported
from claimcheck.render.glossary import SYMBOLS
from claimcheck.render.plain import line
from claimcheck.render.terminal import indented

SHOWN_MEANINGS, SHOWN_READINGS = 24, 8


def explanation(told: Explanation) -> RenderableType:
    """The claim's parts as read, then for each witness the candidates, the readings, the rule."""
    return Group(*_claim(told), *(part for w in told.witnesses for part in _witness(w)))


def _claim(told: Explanation) -> Iterator[RenderableType]:
    yield Text.assemble((line(told.claim), "bold"), "  ", line(told.kind))
    yield Text(f"“{line(told.quote)}”")
    parts = [
        ("numbers", "; ".join(map(_interval, told.numbers))),
        ("subject", told.subject),
        ("baseline", told.baseline),
        ("benchmark", told.benchmark),
        ("metric", told.metric),
        ("scope", told.scope),
        ("direction", told.direction),
        ("hedges and scope words", ", ".join(told.hedges)),
    ]
    yield from (indented(f"{name}: {text or 'not said'}", 2) for name, text in parts)


def _interval(number: Reported) -> str:
    digits = max(number.decimals, 0) + 1
    return f"{number.printed} ({show(number.low, digits)} to {show(number.high, digits)})"


def _witness(trace: Trace) -> Iterator[RenderableType]:
    yield Text()
    yield Text(f"{trace.witness}: {SYMBOLS[trace.outcome]} {trace.outcome}", "bold")
    yield indented(f"rule: {trace.rule}", 2)
    yield indented(f"because: {trace.because} ({trace.reason})", 2)
    if trace.meanings:
        yield indented("what its words may stand for:", 2)
        yield from _meanings(trace.meanings)
    if trace.considered:
        yield indented("readings, nearest first:", 2)
        yield from _readings(trace)


def _meanings(meanings: Iterable[Meaning]) -> Iterator[RenderableType]:
    every = list(meanings)
    for meaning in every[:SHOWN_MEANINGS]:
        only = ", no other" if meaning.only else ""
        table = f"table {meaning.table}, " if meaning.table else ""
        names = " + ".join(meaning.names) or "all"
        yield indented(f"{table}{meaning.part}: {names} ({meaning.said}{only})", 4)
    if len(every) > SHOWN_MEANINGS:
        yield indented(f"and {len(every) - SHOWN_MEANINGS} more", 4)


def _readings(trace: Trace) -> Iterator[RenderableType]:
    shown = [c for i, c in enumerate(trace.considered) if c.chosen or i < SHOWN_READINGS]
    for considered in shown:
        yield from _considered(considered)
    if more := trace.more + len(trace.considered) - len(shown):
        yield indented(f"and {more} more", 4)


def _considered(reading: Considered) -> Iterator[RenderableType]:
    mark = "→" if reading.chosen else " "
    sure = "complete" if reading.complete else "other readings are open"
    yield indented(f"{mark} {SYMBOLS[reading.outcome]} {reading.because}", 4)
    yield indented(f"named {reading.said}, {sure}; {reading.why}", 8)
    for text in reading.intervals if reading.chosen else ():
        yield indented(text, 8)
    for side in reading.sides:
        for cell in side.cells if reading.chosen else ():
            yield indented(f"{side.role}: {cell.value} ({cell.where})", 8)
        if reading.chosen and side.more:
            yield indented(f"{side.role}: and {side.more} more cells", 8)
