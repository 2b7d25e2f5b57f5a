"""Which numbers does a verdict rest on, and what does the claim say of each?

The sums that a predicate's words write out, once more as numbers, for those who draw them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from claimcheck.checks.arithmetic import Change, change
from claimcheck.checks.judgement import Judgement, difference, in_unit_of, sign
from claimcheck.checks.membership import is_complete
from claimcheck.checks.ordering import contenders
from claimcheck.checks.pairing import Pair, pair, pair_each, select
from claimcheck.checks.sampling import TwoProportions, two_proportions
from claimcheck.number import Interval, interval
from claimcheck.record import (
    Comparison,
    Computed,
    Count,
    Difference,
    MeanSd,
    Measurement,
    Predicate,
    Range,
    Ratio,
    RelativeChange,
    Reported,
    Superlative,
    Trend,
    Value,
)

MOST = 40
"""Numbers kept of one verdict."""
WORST = "its worst benchmark"
"""Where what is ranked is the smallest of several differences."""
Of = Literal["value", "difference", "relative_change", "ratio"]


@dataclass(frozen=True)
class Said:
    """What is claimed of a number: the ends between which it lies, and the words."""

    low: Decimal
    high: Decimal
    printed: str

    @property
    def fields(self) -> dict[str, Any]:
        return {"claimed": (self.low, self.high), "said": self.printed}


KINDS: dict[type, Of] = {
    Difference: "difference",
    RelativeChange: "relative_change",
    Ratio: "ratio",
}


def computed(
    predicates: Iterable[Predicate], measurements: Sequence[Measurement]
) -> tuple[Computed, ...]:
    """The numbers of all predicates, each once, in their order; at most `MOST`."""
    found: dict[tuple[str, ...], Computed] = {}
    for predicate in predicates:
        for one in _of(predicate, measurements):
            key = (one.of, one.method, one.reference, one.benchmark, one.metric, str(one.value))
            if key not in found or found[key].claimed is None:
                found[key] = one
            if len(found) == MOST:
                return tuple(found.values())
    return tuple(found.values())


def _of(predicate: Predicate, measurements: Sequence[Measurement]) -> Iterator[Computed]:
    match predicate:
        case Difference() | RelativeChange() | Ratio():
            yield from _changes(predicate, measurements)
        case Value() | MeanSd():
            only = predicate.claimed
            said = Said(only.low, only.high, only.printed)
            yield from _values(predicate, measurements, only, said)
        case Range() if predicate.reference is None:
            yield from _values(predicate, measurements, predicate.low, _between(predicate))
        case Range() if predicate.reference is not None:
            pairs = pair(predicate.select, predicate.reference, measurements).pairs
            yield from (_gap(p, predicate.low, _between(predicate)) for p in pairs)
        case Count() if predicate.reference is not None:
            pairs = pair_each(predicate.select, predicate.reference, measurements)
            counted = (p for p in pairs if is_complete(p.subject.method, predicate, measurements))
            yield from (_gap(p, predicate.threshold) for p in counted)
        case Count() | Trend():
            yield from _values(predicate, measurements)
        case Comparison():
            pairs = pair(predicate.subject, predicate.reference, measurements).pairs
            yield from (_gap(p) for p in pairs)
        case Superlative():
            yield from _contenders(predicate, measurements)


def _changes(
    predicate: Difference | RelativeChange | Ratio, measurements: Sequence[Measurement]
) -> Iterator[Computed]:
    pairs = pair(predicate.subject, predicate.reference, measurements).pairs
    try:
        changes = [change(predicate, p) for p in pairs]
    except ArithmeticError:
        return
    extreme = {"max": max, "min": min}.get(predicate.scope)
    only = extreme(changes, key=lambda c: abs(c.value)) if extreme and changes else None
    for c in changes:
        speaks = predicate.scope != "mean" and only in (None, c)
        yield _number(
            KINDS[type(predicate)], c.pair, c.value, c.interval,
            _claimed(predicate, c) if speaks else None,
        )  # fmt: skip


def _between(predicate: Range) -> Said:
    words = f"{predicate.low.printed} to {predicate.high.printed}"
    return Said(predicate.low.low, predicate.high.high, words)


def _claimed(predicate: Difference | RelativeChange | Ratio, c: Change) -> Said:
    """What is claimed of a change, on the side on which the claim wants it."""
    target, words = interval(predicate.claimed), predicate.claimed.printed
    if isinstance(predicate, Ratio) or (predicate.claimed.signed and not predicate.direction):
        return Said(target.low, target.high, words)
    size = abs(target)
    toward = sign(predicate.direction, c.pair) or (-1 if c.value < 0 else 1)
    size = size if toward > 0 else -size
    return Said(size.low, size.high, words)


def _values(
    predicate: Value | MeanSd | Range | Count | Trend,
    measurements: Sequence[Measurement],
    claimed: Reported | None = None,
    said: Said | None = None,
) -> Iterator[Computed]:
    chosen = select(measurements, predicate.select)
    for m in chosen:
        cell = in_unit_of(claimed, [m.value])[0] if claimed else m.value
        yield Computed(
            of="value", method=m.method, benchmark=m.benchmark, metric=m.metric,
            value=cell.value, low=cell.low, high=cell.high,
            **(said.fields if said else {}),
        )  # fmt: skip


def _gap(p: Pair, unit: Reported | None = None, said: Said | None = None) -> Computed:
    value, spread, _, _ = difference(p, unit)
    return _number("difference", p, value, spread, said)


def _number(
    of: Of, p: Pair, value: Decimal, spread: Interval, said: Said | None = None
) -> Computed:
    test = two_proportions(p.subject, p.reference) if of == "difference" else None
    return Computed(
        of=of,
        method=p.subject.method,
        reference=p.reference.method,
        benchmark=p.subject.benchmark,
        metric=p.subject.metric,
        value=value,
        low=min(spread.low, spread.high),
        high=max(spread.low, spread.high),
        **(said.fields if said else {}),
        interval_95=_in_unit_of(value, test) if test else None,
    )


def _in_unit_of(value: Decimal, test: TwoProportions) -> tuple[float, float]:
    """The test's interval, which is in points, beside a value that may be a fraction of 1."""
    given = float(value)
    fraction = abs(100 * given - test.difference) < abs(given - test.difference)
    power = 100 if fraction else 1
    return round(test.low / power, 6), round(test.high / power, 6)


def _contenders(predicate: Superlative, measurements: Sequence[Measurement]) -> Iterator[Computed]:
    """What is ranked: values, or the smallest difference of each to the reference."""
    rows = contenders(predicate, measurements)
    if isinstance(rows, Judgement):
        return
    differs = predicate.by != "value" and predicate.reference is not None
    for name, score, used in rows:
        benchmarks = {m.benchmark for m in used}
        one = used[0].benchmark if len(benchmarks) == 1 else WORST if differs else ""
        low, high = (used[0].value.low, used[0].value.high) if not differs else (score, score)
        yield Computed(
            of="difference" if differs else "value", method=used[0].method or name,
            reference=used[1].method if differs and len(used) > 1 else "",
            benchmark=one, metric=used[0].metric, value=score, low=low, high=high,
        )  # fmt: skip
