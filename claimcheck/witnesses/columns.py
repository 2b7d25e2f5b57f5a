"""Which released metric and benchmark does a cell of the paper's table stand for, and in which
unit?

A header is matched to a key by their words and by how many of its cells are among the key's values.
Train, validation and test never mix, and a column of changes is only matched to changes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from claimcheck import lexicon
from claimcheck.record import Measurement
from claimcheck.witnesses.agreement import Values
from claimcheck.witnesses.archive import MEAN, Archive
from claimcheck.witnesses.likeness import likeness, squeezed, tokens

_ELSEWHERE = re.compile(
    r"\b(?:theirs?|reported|published|paper(?:'s)?|literature|original paper|prior work)\b",
    re.IGNORECASE,
)
POWERS = (0, 2, -2)
CONTEXT = frozenset({"table", "caption"})
"""Factors that speak of the table as a whole."""
ENOUGH = 0.6
"""Likeness from which words alone match a metric."""


@dataclass(frozen=True)
class Target:
    """A printed cell, and the released benchmark and metric it stands for."""

    cell: Measurement
    benchmark: str
    metric: str
    power: int
    """The released value times 10**power is in the unit of the cell."""


def targets(cells: Sequence[Measurement], archive: Archive) -> tuple[Target, ...]:
    """What the cells of one table stand for; cells that stand for nothing released are left out."""
    own = [c for c in cells if not is_elsewhere(c)]
    averaged = any(not c.benchmark or lexicon.is_average(c.benchmark) for c in own)
    metrics = _metrics(own, archive, averaged=averaged)
    benchmarks = _benchmarks(own, archive, metrics)
    return tuple(
        Target(c, benchmarks[c.benchmark], *metrics[c.metric])
        for c in own
        if c.metric in metrics and c.benchmark in benchmarks
    )


def is_elsewhere(cell: Measurement) -> bool:
    """Whether the paper quotes the number from somebody else: `Paper PPL`, `Theirs`, `reported`."""
    named = (cell.method, cell.metric, *(v for k, v in cell.factors.items() if k not in CONTEXT))
    return any(_ELSEWHERE.search(text) for text in named)


def _metrics(
    cells: Sequence[Measurement], archive: Archive, *, averaged: bool
) -> dict[str, tuple[str, int]]:
    values = {m: Values(_numbers(archive, m, averaged=averaged)) for m in archive.metrics}
    found: dict[str, tuple[str, int]] = {}
    for metric in dict.fromkeys(c.metric for c in cells):
        column = [c for c in cells if c.metric == metric]
        options = [o for key in archive.metrics if (o := _option(metric, key, column, values[key]))]
        if options:
            _, _, _, key, power = max(options)
            found[metric] = (key, power)
    return found


def _numbers(archive: Archive, metric: str, *, averaged: bool) -> list[Decimal]:
    numbers = [
        m.value.value for run in archive.runs for (_, key), m in run.values.items() if key == metric
    ]
    if averaged:
        numbers += [m.value.value for run in archive.runs if (m := run.value(MEAN, metric))]
    return numbers


def _option(
    metric: str, key: str, column: Sequence[Measurement], values: Values
) -> tuple[float, float, int, str, int] | None:
    """(score, likeness, brevity, key, power) of a released metric for a printed one; None where it
    cannot be."""
    words = key.replace("_", " ")
    if lexicon.is_change(metric) != lexicon.is_change(words):
        return None
    splits, own = set(lexicon.splits(metric)), set(lexicon.splits(words))
    if splits and own and not splits & own:
        return None
    hits, power = _hits(column, values)
    share, like = hits / len(column), likeness(metric, words)
    if (
        like < ENOUGH
        and not (like >= 0.3 and share >= 0.3 and hits > 1)
        and not (share >= 0.6 and hits > 3)
    ):
        return None
    return round(like + share / 2, 6), like, -len(tokens(words)), key, power


def _hits(column: Sequence[Measurement], values: Values) -> tuple[int, int]:
    """How many cells are among the released values, and the power of ten in which most are."""
    counted = [(sum(values.hold(c.value, power) for c in column), power) for power in POWERS]
    usual = _usual_power(column, values)
    return max(counted, key=lambda item: (item[0], item[1] == usual, -abs(item[1])))


def _usual_power(column: Sequence[Measurement], values: Values) -> int:
    """0, unless one side prints per cents and the other side fractions."""
    largest = max((abs(v) for v in values.numbers), default=Decimal(0))
    printed = max(abs(c.value.value) for c in column)
    kind = lexicon.metric(column[0].metric)
    share = any(c.value.unit in ("%", "pp") for c in column) or bool(kind and kind.share)
    if share and largest <= 1 and printed > Decimal("1.5"):
        return 2
    if share and printed <= 1 and largest > Decimal("1.5"):
        return -2
    return 0


def _benchmarks(
    cells: Sequence[Measurement], archive: Archive, metrics: Mapping[str, tuple[str, int]]
) -> dict[str, str]:
    """Printed benchmark to released one; `MEAN` for averages and where the table names none."""
    named = [
        b for b in dict.fromkeys(c.benchmark for c in cells) if b and not lexicon.is_average(b)
    ]
    found = {c.benchmark: MEAN for c in cells if c.benchmark and lexicon.is_average(c.benchmark)}
    real = [b for b in archive.benchmarks if b]
    if any(not c.benchmark for c in cells):
        found[""] = _unnamed([c for c in cells if not c.benchmark], archive, metrics)
    if named and not real:
        return {**found, **({named[0]: ""} if len(named) == 1 else {})}
    scored = sorted(
        (
            (score, likeness(printed, key), printed, key)
            for printed in named
            for key in real
            if (score := _benchmark_score(printed, key, cells, archive, metrics)) >= 0.5
        ),
        key=lambda item: (-item[0], -item[1], named.index(item[2]), real.index(item[3])),
    )
    taken: set[str] = set()
    for score, _, printed, key in scored:
        rivals = [s for s, _, p, k in scored if p == printed and k not in taken and k != key]
        if printed in found or key in taken or any(s >= score for s in rivals):
            continue
        found[printed] = key
        taken.add(key)
    return found


def _benchmark_score(
    printed: str,
    key: str,
    cells: Sequence[Measurement],
    archive: Archive,
    metrics: Mapping[str, tuple[str, int]],
) -> float:
    """Likeness of the names (or of the key's other names) plus half the share of cells found among
    its values."""
    like = max(likeness(printed, name) for name in (key, *archive.aliases.get(key, ())))
    column = [c for c in cells if c.benchmark == printed and c.metric in metrics]
    hits = _hits_on(key, column, archive, metrics)
    share = hits / len(column) if column else 0.0
    by_value = share >= 0.5 and hits > 1
    return round(like + share / 2, 6) if like >= 0.5 or by_value else 0.0


def _unnamed(
    cells: Sequence[Measurement], archive: Archive, metrics: Mapping[str, tuple[str, int]]
) -> str:
    """What a table without benchmarks shows: the only one there is, that of its caption or its
    values, else the mean."""
    column = [c for c in cells if c.metric in metrics]
    keys = {metrics[c.metric][0] for c in column}
    there = [
        b
        for b in archive.benchmarks
        if any((b, k) in run.values for run in archive.runs for k in keys)
    ]
    if "" in there or not there:
        return ""
    words = set(tokens(cells[0].factors.get("caption", "")))
    told = [b for b in there if squeezed(b).isalpha() and set(tokens(b)) <= words]
    if len(there) == 1 or len(told) == 1:
        return (told or there)[0]
    hits = [(_hits_on(b, column, archive, metrics), b) for b in there]
    most = max(hits, key=lambda item: item[0])
    mean = _hits_on(MEAN, column, archive, metrics)
    clear = (
        sum(h == most[0] for h, _ in hits) == 1
        and most[0] > max(1, mean)
        and most[0] * 2 >= len(column)
    )
    return most[1] if clear else MEAN


def _hits_on(
    benchmark: str,
    column: Sequence[Measurement],
    archive: Archive,
    metrics: Mapping[str, tuple[str, int]],
) -> int:
    """How many cells hold a value that some run has on this benchmark."""
    hits = 0
    for key in dict.fromkeys(metrics[c.metric] for c in column):
        values = Values(
            m.value.value for run in archive.runs if (m := run.value(benchmark, key[0]))
        )
        hits += sum(values.hold(c.value, key[1]) for c in column if metrics[c.metric] == key)
    return hits
