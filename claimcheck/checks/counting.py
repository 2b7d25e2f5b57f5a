"""Does a table list as many things as the text counts: five runs, nine experiments, four tasks?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claimcheck import lexicon
from claimcheck.checks.frames import Frame, frames
from claimcheck.checks.judgement import Judgement, decided
from claimcheck.checks.names import alike, tokens
from claimcheck.record import Constant, Measurement

LEAST = 3
"""A count below this fits most tables."""
_ROWS = re.compile(
    r"(?:run|experiment|model|method|variant|configuration|setting|approach|strateg|system"
    r"|technique|algorithm)",
    re.IGNORECASE,
)


def listed(predicate: Constant, measurements: Sequence[Measurement]) -> Judgement | None:
    """Agreement with a table that lists just so many; None where none does: what is counted may
    stand elsewhere."""
    wanted = predicate.claimed.value
    if wanted < LEAST or predicate.claimed.decimals > 0:
        return None
    for frame in frames(measurements, {}):
        for values in _counted(predicate.name, frame):
            if len(values) == wanted:
                said = f"{frame.table} lists {len(values)}: {', '.join(values)}"
                return decided(True, said, _one_each(frame, values))
    return None


def _counted(noun: str, frame: Frame) -> Iterator[tuple[str, ...]]:
    """The names on the axis that the noun speaks of."""
    if _ROWS.match(noun):
        yield frame.method.values
    if lexicon.BENCHMARK_HEADER.fullmatch(noun):
        yield frame.singles
    words = tokens(noun)
    for key, axis in frame.factors.items():
        if words and any(alike(words[-1], t) for t in tokens(key)):
            yield axis.values


def _one_each(frame: Frame, values: Sequence[str]) -> list[Measurement]:
    """The first cell of each name."""
    first: dict[str, Measurement] = {}
    for m in frame.measurements:
        for name in (m.method, m.benchmark, *m.factors.values()):
            if name in values:
                first.setdefault(name, m)
    return list({id(m): m for m in first.values()}.values())
