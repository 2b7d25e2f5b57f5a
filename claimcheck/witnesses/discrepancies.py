"""Where do a paper's tables and the released runs part, and which run do the printed numbers come
from instead?

Per table: how many cells agree; a row whose name says one run and whose values are another's; a row
made of two runs; cells in another unit than their column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

from claimcheck.number import show
from claimcheck.record import Evidence, Finding, Measurement
from claimcheck.witnesses.agreement import Outcome, compare, digits, spreads
from claimcheck.witnesses.archive import Archive, Run
from claimcheck.witnesses.columns import Target
from claimcheck.witnesses.rows import NAMED, Assignment, Row, found, hits

Compared: TypeAlias = tuple[Measurement, Measurement | None, Outcome | None, str]
"""A printed cell, its released value, how they compare, and the run."""

SHOWN = 12
"""Cells listed as evidence of one finding, at most."""


def discrepancies(
    table: str, assigned: Sequence[Assignment], archive: Archive, cells: Sequence[Compared]
) -> list[Finding]:
    """What there is to say of one table, the count of its cells first."""
    if not assigned:
        return []
    found_here = [_count(table, cells, assigned)]
    for a in assigned:
        if a.run is None:
            continue
        other = _other_run(a, archive)
        if other is not None:
            found_here.append(_wrong_run(table, a, a.run, other))
        elif (mixed := _mixed(a, a.run, archive)) is not None:
            found_here.append(_mixed_runs(table, a, a.run, *mixed))
    more = (_units(table, assigned), _strange_spreads(table, assigned))
    return [*found_here, *(f for f in more if f)]


def _count(table: str, cells: Sequence[Compared], assigned: Sequence[Assignment]) -> Finding:
    told = Counter(outcome or "no_run" for _, _, outcome, _ in cells)
    judged = len(cells) - told["no_run"]
    sds = Counter(outcome for _, _, outcome in _spreads(assigned))
    says = f"{table}: {told['agrees']} of {judged} cells with a released run agree with it"
    parts = [f"{told['last_digit']} off in the last digit"] * bool(told["last_digit"])
    parts += [f"{told['disagrees']} disagree"] * bool(told["disagrees"])
    parts += [f"{told['no_run']} cells have no known run"] * bool(told["no_run"])
    wrong = [
        (c, m, run) for c, m, outcome, run in cells if m and outcome in ("disagrees", "last_digit")
    ]
    return Finding(
        check="released-cells",
        says="; ".join([says, *parts]) + ".",
        passed=None if not judged else not told["disagrees"],
        statistics={
            "table": table,
            "cells": len(cells),
            **{k: told[k] for k in ("agrees", "last_digit", "disagrees", "no_run")},
            "spreads_agree": sds[True],
            "spreads_disagree": sds[False],
            "runs": {a.row.label: a.run.label if a.run else "" for a in assigned},
            "basis": {a.row.label: a.basis for a in assigned},
        },
        caution="cell-mismatch" if told["disagrees"] else "",
        evidence=tuple(_evidence(c, m, run) for c, m, run in wrong[:SHOWN]),
    )


def _spreads(assigned: Sequence[Assignment]) -> list[tuple[Target, Measurement, bool]]:
    """Each cell that prints a spread, the released value, and whether its spread can be that."""
    return [
        (t, m, outcome)
        for a in assigned
        if a.run
        for t, m in found(a.row, a.run)
        if (outcome := spreads(t.cell.value, m, t.power)) is not None
    ]


def _strange_spreads(table: str, assigned: Sequence[Assignment]) -> Finding | None:
    """Printed ± that the seeds cannot give."""
    every = _spreads(assigned)
    strange = [(t, m) for t, m, fits in every if not fits]
    if not strange:
        return None
    return Finding(
        check="released-spreads",
        says=(
            f"{table}: {len(strange)} of {len(every)} printed spreads are neither the sample nor "
            "the population standard deviation nor the standard error of the released runs."
        ),
        passed=False,
        statistics={"table": table, "spreads": len(every), "impossible": len(strange)},
        caution="impossible-spread",
        evidence=tuple(
            Evidence(
                source=m.where.source,
                where=m.where.path,
                value=_sd(m, t) + f"; printed {t.cell.value.printed}"
                f" ({', '.join(n for n in (t.cell.benchmark, t.cell.metric) if n)})",
            )
            for t, m in strange[:SHOWN]
        ),
    )


def _sd(released: Measurement, target: Target) -> str:
    """The released sample standard deviation in the unit of the printed cell."""
    cell = target.cell.value
    assert released.value.sd
    assert cell.sd
    digits_ = max(cell.sd.decimals, 0) + 2
    return f"sd {show(released.value.sd.value.scaleb(target.power), digits_)}"


def _other_run(a: Assignment, archive: Archive) -> Run | None:
    """The run whose values a named row really holds, where they are clearly not its own run's."""
    if a.basis not in NAMED or a.run is None:
        return None
    own = hits(a.row, a.run)
    counted = [(hits(a.row, r), r) for r in archive.runs if r.base != a.run.base]
    most, other = max(counted, key=lambda item: item[0], default=(0, a.run))
    telling = any(digits(t.cell.value) > 2 for t in a.row.targets)
    clear = most > max(1, own) and most * 2 >= len(a.row.targets) and telling
    return other if clear else None


def _wrong_run(table: str, a: Assignment, run: Run, other: Run) -> Finding:
    n, own, held = len(a.row.targets), hits(a.row, run), hits(a.row, other)
    return Finding(
        check="wrong-run",
        says=(
            f"The row “{a.row.label}” of {table} stands for {run.label}, but {held} of its {n}"
            f" cells are those of {other.label}; {own} agree with {run.label}."
        ),
        passed=False,
        statistics={
            "table": table,
            "row": a.row.label,
            "named": run.label,
            "holds": other.label,
            "cells": n,
            "agree_named": own,
            "agree_held": held,
            "basis": a.basis,
        },
        caution="wrong-run",
        evidence=_both(run, other, _parting(a.row, run, other)),
    )


def _mixed(a: Assignment, run: Run, archive: Archive) -> tuple[Run, list[Target]] | None:
    """Another run that gives at least two cells which the row's own run does not."""
    astray = [
        t for t, m in found(a.row, run) if compare(t.cell.value, m.value, t.power) == "disagrees"
    ]
    astray = [t for t in astray if digits(t.cell.value) > 2]
    best: tuple[Run, list[Target]] | None = None
    for other in (r for r in archive.runs if r.base != run.base):
        held = [t for t in astray if _is_of(t, other)]
        if len(held) > max(1, len(best[1]) if best else 0):
            best = (other, held)
    return best


def _is_of(target: Target, run: Run) -> bool:
    m = run.value(target.benchmark, target.metric)
    return m is not None and compare(target.cell.value, m.value, target.power) == "agrees"


def _mixed_runs(table: str, a: Assignment, run: Run, other: Run, held: Sequence[Target]) -> Finding:
    own = hits(a.row, run)
    return Finding(
        check="mixed-runs",
        says=(
            f"The row “{a.row.label}” of {table} mixes runs: {own} of its {len(a.row.targets)}"
            f" cells are those of {run.label}, {len(held)} are those of {other.label}."
        ),
        passed=False,
        statistics={
            "table": table,
            "row": a.row.label,
            "run": run.label,
            "other": other.label,
            "agree": own,
            "agree_other": len(held),
        },
        caution="mixed-runs",
        evidence=_both(run, other, held),
    )


def _parting(row: Row, run: Run, other: Run) -> list[Target]:
    return [t for t in row.targets if _is_of(t, other) and not _is_of(t, run)]


def _both(run: Run, other: Run, parting: Sequence[Target]) -> tuple[Evidence, ...]:
    """For each cell what the named run says, and what the run says whose number it is."""
    listed: list[Evidence] = []
    for t in parting[: SHOWN // 2]:
        for source in (run, other):
            if m := source.value(t.benchmark, t.metric):
                listed.append(_evidence(t.cell, m, source.label, power=t.power))
    return tuple(listed)


def _evidence(cell: Measurement, released: Measurement, run: str, *, power: int = 0) -> Evidence:
    digits_ = max(cell.value.decimals, 0)
    value = show(released.value.value.scaleb(power), digits_ + 2)
    names = ", ".join(n for n in (cell.benchmark, cell.metric) if n)
    return Evidence(
        source=released.where.source,
        where=released.where.path,
        value=f"{value} in {run}; printed {cell.value.printed} ({names})",
    )


def _units(table: str, assigned: Sequence[Assignment]) -> Finding | None:
    """Cells that agree only in another unit than the rest of their column."""
    astray = [
        (t, m, power)
        for a in assigned
        if a.run
        for t, m in found(a.row, a.run)
        if digits(t.cell.value) > 2 and compare(t.cell.value, m.value, t.power) == "disagrees"
        for power in (0, 2, -2)
        if power != t.power and m.value.value and compare(t.cell.value, m.value, power) == "agrees"
    ]
    if not astray:
        return None
    return Finding(
        check="released-units",
        says=(
            f"{table}: {len(astray)} cells agree with the released value only in another unit than"
            " the rest of their column."
        ),
        passed=False,
        statistics={"table": table, "cells": len(astray)},
        caution="cell-mismatch",
        evidence=tuple(
            _evidence(t.cell, m, "the files", power=power) for t, m, power in astray[:SHOWN]
        ),
    )
