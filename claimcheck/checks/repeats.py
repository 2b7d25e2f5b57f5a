"""Does a paper print one quantity in two tables, and differently?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from claimcheck.checks.pairing import evidence, label
from claimcheck.number import interval
from claimcheck.record import Finding, Measurement

LEAST_ALIKE = 2
"""Cells that two tables must share, with one value, before others may be called a slip: a table of
another setting shares few."""
_ELSEWHERE = frozenset({"table", "caption", "name"})
Key = tuple[str, str, str, tuple[tuple[str, str], ...]]


def check_repeats(measurements: Sequence[Measurement]) -> Finding | None:
    """Cells of one name in two tables that agree for the most part; None where no two tables share
    cells."""
    tables = _by_table(measurements)
    shared = 0
    slips: list[tuple[Measurement, Measurement]] = []
    for one, other in combinations(tables.values(), 2):
        both = [(one[key], other[key]) for key in one if key in other]
        apart = [(a, b) for a, b in both if not _alike(a, b)]
        alike = len(both) - len(apart)
        if alike >= LEAST_ALIKE and alike > len(apart):
            shared += len(both)
            slips += apart
    if not shared:
        return None
    said = f"{shared - len(slips)} of {shared} quantities that two tables print are the same"
    if slips:
        said += "; not: " + ", ".join(
            f"{label(a)}, {a.metric} {a.value.printed} in {a.factors.get('table', '')} and"
            f" {b.value.printed} in {b.factors.get('table', '')}"
            for a, b in slips
        )
    return Finding(
        check="repeats",
        says=said,
        passed=not slips,
        statistics={"shared": shared, "differ": len(slips)},
        caution="printed-twice" if slips else "",
        evidence=evidence([m for pair in slips for m in pair]),
    )


def _by_table(measurements: Sequence[Measurement]) -> dict[str, dict[Key, Measurement]]:
    """The cells of each table of the paper by their names; a name that a table has twice is left
    out."""
    found: defaultdict[str, dict[Key, Measurement]] = defaultdict(dict)
    twice: defaultdict[str, set[Key]] = defaultdict(set)
    for m in measurements:
        table = m.factors.get("table", "")
        if m.witness != "paper" or not table or not m.method:
            continue
        rest = tuple(sorted((k, v) for k, v in m.factors.items() if k not in _ELSEWHERE))
        key = (m.method, m.benchmark, m.metric, rest)
        if key in found[table]:
            twice[table].add(key)
        found[table][key] = m
    return {t: {k: m for k, m in cells.items() if k not in twice[t]} for t, cells in found.items()}


def _alike(a: Measurement, b: Measurement) -> bool:
    """Whether the printed digits allow one value; a cell with a unit is not held against one
    without."""
    if a.value.unit != b.value.unit:
        return True
    one, other = interval(a.value), interval(b.value)
    return one.low <= other.high and other.low <= one.high
