"""Does the witness hold the stated value, mean ± sd, range or count?"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from claimcheck.checks.judgement import (
    NOTHING,
    Judgement,
    decided,
    difference,
    in_unit_of,
    members,
    printed,
    sign,
    undecided,
)
from claimcheck.checks.pairing import label, pair, pair_each, select
from claimcheck.number import Interval, interval, quotes, show
from claimcheck.record import (
    Constant,
    Count,
    MeanSd,
    Measurement,
    Range,
    Reported,
    Select,
    Significance,
    Value,
)


def judge_value(predicate: Value, measurements: Sequence[Measurement]) -> Judgement:
    """The selected cells against the quoted value: a quote may be coarser than its cell, never
    finer."""
    chosen = select(measurements, predicate.select)
    if not chosen:
        return undecided("no-cell", NOTHING)
    cells = [in_unit_of(predicate.claimed, [m.value])[0] for m in chosen]
    said = "; ".join(f"{label(m)}: {m.value.printed}" for m in chosen)
    because = f"{said}; claimed {predicate.claimed.printed}"
    if predicate.scope == "mean":
        return decided(_mean(cells).meets(interval(predicate.claimed)), because, chosen)
    if predicate.scope in ("max", "min"):
        extreme = (max if predicate.scope == "max" else min)(cells, key=lambda c: c.value)
        return decided(quotes(predicate.claimed, extreme), because, chosen)
    test = all if predicate.scope == "each" else any
    return decided(test(quotes(predicate.claimed, c) for c in cells), because, chosen)


def judge_mean_sd(predicate: MeanSd, measurements: Sequence[Measurement]) -> Judgement:
    """Mean and spread, each as a quote of the cell's own."""
    chosen = select(measurements, predicate.select)
    spread = predicate.claimed.sd
    if not chosen or spread is None:
        return undecided("no-cell", NOTHING)
    if any(m.value.sd is None for m in chosen):
        return undecided("no-spread", "the witness gives no spread for it", chosen)
    cells = [in_unit_of(predicate.claimed, [m.value])[0] for m in chosen]
    holds = all(
        quotes(predicate.claimed, c) and c.sd is not None and quotes(spread, c.sd) for c in cells
    )
    said = "; ".join(f"{label(m)}: {m.value.printed}" for m in chosen)
    return decided(holds, f"{said}; claimed {predicate.claimed.printed}", chosen)


def judge_range(predicate: Range, measurements: Sequence[Measurement]) -> Judgement:
    """Every selected value, or its difference to the reference, rounded as the ends are, lies
    between them."""
    inside: list[tuple[Measurement, Decimal, bool, str]] = []
    if predicate.reference is None:
        for m in select(measurements, predicate.select):
            cell = in_unit_of(predicate.low, [m.value])[0]
            inside.append((m, cell.value, _within(interval(cell), predicate), printed(cell)))
        used = [row[0] for row in inside]
    else:
        pairs = pair(predicate.select, predicate.reference, measurements).pairs
        for p in pairs:
            value, spread, digits, _ = difference(p, predicate.low)
            inside.append(
                (p.subject, value, _within(spread, predicate), show(value, digits, signed=True))
            )
        used = members(pairs)
    if not inside:
        return undecided("no-cell", NOTHING)
    ends = f"{show(predicate.low.value)} to {show(predicate.high.value)}"
    said = "; ".join(
        f"{label(m)}: {words}{'' if ok else f' lies outside {ends}'}" for m, _, ok, words in inside
    )
    lacking = [
        name for name in predicate.select.method if name not in {m.method for m, *_ in inside}
    ]
    said += f"; no result for {', '.join(lacking)}" if lacking else ""
    holds = all(ok for _, _, ok, _ in inside)
    if holds and predicate.attained and not _attained([v for _, v, _, _ in inside], predicate):
        return decided(False, f"{said}; an end of {ends} is not reached", used)
    return decided(holds, f"{said}; claimed {ends}, {_share(inside)}", used)


def judge_count(predicate: Count, measurements: Sequence[Measurement]) -> Judgement:
    """How many of the methods that have every result asked for pass the threshold."""
    every = _passing(predicate, measurements)
    if every is None:
        return undecided("direction-unknown", "whether more of the metric is better is not known")
    whole = {m: row for m, row in every.items() if is_complete(m, predicate, measurements)}
    if not whole:
        return undecided("no-cell", NOTHING)
    k, n = sum(ok for ok, _, _ in whole.values()), len(whole)
    said = f"{k} of {n}{' with complete results' if predicate.complete else ''}"
    if len(every) > n:
        said += (
            f" ({sum(ok for ok, _, _ in every.values())} of {len(every)} with the incomplete ones)"
        )
    said += ": " + ", ".join(f"{m} {words}" for m, (_, words, _) in whole.items())
    claimed = f"{predicate.k} of {predicate.of}" if predicate.of else str(predicate.k)
    holds = (2 * k > n) if predicate.k is None else (k == predicate.k and predicate.of in (None, n))
    used = [m for _, _, pair_ in whole.values() for m in pair_]
    return decided(holds, f"{said}; claimed {'most' if predicate.k is None else claimed}", used)


def judge_constant(predicate: Constant, measurements: Sequence[Measurement]) -> Judgement:
    """A property of the set-up: results cannot speak of it."""
    return undecided(
        "not-a-result",
        f"{NOTHING}: {predicate.name} is a property of the set-up, which a rerun can count",
    )


def judge_significance(predicate: Significance, measurements: Sequence[Measurement]) -> Judgement:
    """Significance needs a test, an interval or several seeds; a table of single numbers has
    none."""
    pairs = pair(predicate.subject, predicate.reference, measurements).pairs
    return undecided(
        "no-test", "the witness gives neither a test nor an interval for it", members(pairs)
    )


def _passing(
    predicate: Count, measurements: Sequence[Measurement]
) -> dict[str, tuple[bool, str, tuple[Measurement, ...]]] | None:
    """By method, or by benchmark where there is one method: whether all its results pass, the
    deciding number, and the measurements used."""
    rows: dict[str, tuple[bool, str, tuple[Measurement, ...]]] = {}
    size = abs(predicate.threshold.value) if predicate.threshold else Decimal(0)
    if predicate.reference is None:
        for m in select(measurements, predicate.select):
            cell = rescale_to(predicate.threshold, m.value)
            ok = (
                cell.value > size
                if predicate.direction in ("higher", "better")
                else cell.value < size
            )
            rows[m.method or m.benchmark] = (ok, printed(cell), (m,))
        return rows
    pairs = pair_each(predicate.select, predicate.reference, measurements)
    unit = "benchmark" if len({p.subject.method for p in pairs}) == 1 else "method"
    for p in pairs:
        toward = sign(predicate.direction, p)
        if toward is None:
            return None
        value, _, digits, _ = difference(p, predicate.threshold)
        name = getattr(p.subject, unit) or p.subject.method
        before = rows.get(name)
        ok = value * toward > size and (before is None or before[0])
        words = show(value, digits, signed=True)
        if before and before[0] != ok:
            words = words if before[0] else before[1]
        rows[name] = (ok, words, (p.subject, p.reference))
    return rows


def rescale_to(threshold: Reported | None, cell: Reported) -> Reported:
    """The cell in the threshold's unit."""
    return in_unit_of(threshold, [cell])[0] if threshold else cell


def is_complete(method: str, predicate: Count, measurements: Sequence[Measurement]) -> bool:
    """Whether the method has a result on every benchmark that counting asks for."""
    own = Select(method=(method,), factors=predicate.select.factors)
    return {m.benchmark for m in select(measurements, own)}.issuperset(predicate.complete)


def _within(found: Interval, predicate: Range) -> bool:
    return found.meets(Interval(predicate.low.low, predicate.high.high))


def _attained(values: Sequence[Decimal], predicate: Range) -> bool:
    return min(values) in interval(predicate.low) and max(values) in interval(predicate.high)


def _share(inside: Sequence[tuple[Measurement, Decimal, bool, str]]) -> str:
    return f"{sum(ok for _, _, ok, _ in inside)} of {len(inside)} inside"


def _mean(cells: Sequence[Reported]) -> Interval:
    n = len(cells)
    return Interval(
        sum((c.low for c in cells), Decimal(0)) / n, sum((c.high for c in cells), Decimal(0)) / n
    )
