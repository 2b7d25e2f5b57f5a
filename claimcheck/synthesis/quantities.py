"""Which quantity do several papers report, and do they report the same?

Names are folded as cautiously as can be, and a figure of which no benchmark is known is compared
with none. Where a name is a paper's own (`ours`, `baseline`), or two
papers' names for a benchmark differ by a word, equal figures are agreement and unequal ones prove
nothing: the quantities may be two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from claimcheck import lexicon
from claimcheck.literature import Entry, PaperRead, Quantity
from claimcheck.number import interval, show, subtract
from claimcheck.record import Measurement, Reported
from claimcheck.render.places import Finder
from claimcheck.synthesis.names import fold
from claimcheck.synthesis.points import ref

MOST_OF_ONE = 3
"""Figures that one paper may print for a quantity before nobody knows which of them is meant."""
_ASIDE = frozenset({"table", "caption"})
Key = tuple[str, str, str]


@dataclass(frozen=True)
class _Row:
    """A paper's figure with its names as printed."""

    measurement: Measurement
    entry: Entry

    @property
    def key(self) -> Key:
        m = self.measurement
        return fold(m.method), fold(m.benchmark), fold(m.metric)


def align(papers: Iterable[PaperRead]) -> tuple[Quantity, ...]:
    """The quantities that at least two papers report; disagreements first."""
    tables = [_rows(paper) for paper in papers if paper.report]
    groups: dict[Key, list[_Row]] = defaultdict(list)
    names = _benchmarks(tables)
    for rows in tables:
        for key, own in rows.items():
            method, benchmark, metric = key
            if benchmark and 0 < len(own) <= MOST_OF_ONE:
                groups[method, names.get(benchmark, benchmark), metric] += own
    several = [g for g in groups.values() if len({r.entry.paper for r in g}) > 1]
    made = [_quantity(rows) for rows in several]
    order = ("disagree", "agree", "incomparable")
    return tuple(sorted(made, key=lambda q: (order.index(q.standing), q.benchmark, q.metric)))


def _rows(paper: PaperRead) -> dict[Key, list[_Row]]:
    """The figures of the paper's own tables by their names, equal ones once."""
    report = paper.report
    assert report is not None
    claims = _resting(paper)
    found: dict[Key, list[_Row]] = defaultdict(list)
    for index, m in enumerate(report.measurements):
        if m.witness != "paper" or not fold(m.method) or not lexicon.metric(m.metric):
            continue
        if lexicon.is_change(m.metric):
            continue
        protocol = {k: v for k, v in (m.factors | m.protocol).items() if k not in _ASIDE}
        entry = Entry(
            paper=paper.work.key, value=m.value, n=m.n, protocol=protocol, where=m.where,
            claims=tuple(claims.get(index, ())),
        )  # fmt: skip
        row = _Row(m, entry)
        same = [r for r in found[row.key] if r.entry.value.value == m.value.value]
        if not same:
            found[row.key].append(row)
    return found


def _resting(paper: PaperRead) -> dict[int, list[str]]:
    """By measurement, the claims whose verdicts rest on it."""
    report = paper.report
    assert report is not None
    finder = Finder.of(report.measurements, report.tables)
    claims: dict[int, list[str]] = defaultdict(list)
    for verdict in report.verdicts:
        for evidence in verdict.evidence:
            index = finder.measurement(evidence, verdict.witness)
            name = ref(paper.work, verdict.claim)
            if index is not None and name not in claims[index]:
                claims[index].append(name)
    return claims


def _benchmarks(tables: Sequence[dict[Key, list[_Row]]]) -> dict[str, str]:
    """`mod addition` as `addition`, where the longer name's paper has no other such name, and the
    shorter one's paper has not the longer."""
    named = [{benchmark for _, benchmark, _ in rows if benchmark} for rows in tables]
    shorter: dict[str, str] = {}
    for one, other in ((a, b) for a in named for b in named if a is not b):
        for long in one - other:
            found = [s for s in other - one if set(s.split()) < set(long.split())]
            rivals = [x for x in one if found and set(found[0].split()) <= set(x.split())]
            if len(found) == 1 and rivals == [long]:
                shorter.setdefault(long, found[0])
    return {long: short for long, short in shorter.items() if short not in shorter}


def _quantity(rows: Sequence[_Row]) -> Quantity:
    measured = [r.measurement for r in rows]
    own, benchmarks = _own_name(measured), _several_names(measured)
    doubts = [d for d in (own, benchmarks and f"{benchmarks} need not be one benchmark") if d]
    pairs = [(a, b) for a, b in combinations(rows, 2) if a.entry.paper != b.entry.paper]
    settings = dict.fromkeys(s for a, b in pairs for s in _settings(a.entry, b.entry))
    met = all(interval(a.entry.value).meets(interval(b.entry.value)) for a, b in pairs)
    standing: Literal["agree", "disagree", "incomparable"] = "agree"
    why = ""
    if not met and (doubts or settings):
        standing, why = "incomparable", f"; {'; '.join((*doubts, *settings))}"
    elif not met:
        standing = "disagree"
    elif settings or benchmarks:
        names = [f"the benchmark is called {benchmarks}"] if benchmarks else []
        why = f", though {'; '.join((*names, *settings))}"
    return Quantity(
        method=_shortest(m.method for m in measured),
        benchmark=_shortest(m.benchmark for m in measured),
        metric=_shortest(m.metric for m in measured),
        entries=tuple(r.entry for r in rows),
        standing=standing,
        says=_figures([r.entry.value for r in rows], met) + why,
    )


def _shortest(names: Iterable[str]) -> str:
    return min(names, key=lambda name: (len(name), name))


def _own_name(measurements: Sequence[Measurement]) -> str:
    """That a method's name is one which each paper gives to its own."""
    method = measurements[0].method
    if lexicon.is_ours(method) or lexicon.is_baseline(method):
        return f"“{method}” is each paper's own name, and need not be one method"
    return ""


def _several_names(measurements: Sequence[Measurement]) -> str:
    """`“Addition” and “Mod Addition”`, where the papers' names for a benchmark differ."""
    names = {fold(m.benchmark): m.benchmark for m in measurements}
    return " and ".join(f"“{b}”" for b in sorted(names.values())) if len(names) > 1 else ""


def _settings(a: Entry, b: Entry) -> list[str]:
    """Recorded settings in which two entries differ, or that only one of them records."""
    made = []
    for name in sorted(a.protocol.keys() & b.protocol.keys()):
        if fold(a.protocol[name]) != fold(b.protocol[name]):
            made.append(f"{name} is {a.protocol[name]} in one and {b.protocol[name]} in the other")
    return made


def _figures(values: Sequence[Reported], met: bool) -> str:
    """`71.2 against 70.9: 0.3 apart, rounding allows 0.1`."""
    printed = list(dict.fromkeys(v.printed for v in values))
    shown = " against ".join(printed) if len(printed) == 2 else ", ".join(printed)
    if met:
        return f"{shown}: the same within rounding" if len(printed) > 1 else f"{shown} in each"
    low, high = min(values, key=lambda v: v.value), max(values, key=lambda v: v.value)
    apart = show(high.value - low.value)
    widest = subtract(high, low)
    allows = (widest.high - widest.low) / 2
    return f"{shown}: {apart} apart, rounding allows {show(allows.normalize())}"
