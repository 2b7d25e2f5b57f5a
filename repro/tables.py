"""What do runs say together, and how is it read at a terminal?

Seeds are drawn together: a mean and the 95 % interval that Student's t gives it. One table a
benchmark, arms as rows and probes as columns; chance, the most frequent class and the untrained
encoder stand below the arms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from statistics import mean, stdev
from typing import Any

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from claimcheck.record import RunRecord
from repro.arms import Arm

LEVEL = 0.95
CONTROLS = ("untrained", "chance", "majority")
"""Stand last, in this order."""
PROBES = ("as-published", "attentive", "ordered", "pooled")
Key = tuple[str, ...]


@dataclass(frozen=True)
class Spread:
    """Several seeds' values together."""

    values: tuple[float, ...]

    @property
    def mean(self) -> float:
        return mean(self.values)

    @property
    def sd(self) -> float | None:
        """None for a single seed."""
        return stdev(self.values) if len(self.values) > 1 else None

    @property
    def half(self) -> float | None:
        """Half the width of the mean's t interval; None for a single seed."""
        if self.sd is None:
            return None
        from scipy.stats import t  # slow to import

        count = len(self.values)
        return float(t.ppf((1 + LEVEL) / 2, count - 1)) * self.sd / sqrt(count)

    def plain(self) -> dict[str, float | int | None]:
        """For JSON."""
        half = self.half
        ends = (None, None) if half is None else (self.mean - half, self.mean + half)
        found = {"mean": self.mean, "sd": self.sd, "low": ends[0], "high": ends[1]}
        rounded = {k: None if v is None else round(v, 3) for k, v in found.items()}
        return {"seeds": len(self.values), **rounded}

    def __str__(self) -> str:
        half = self.half
        return f"{self.mean:.1f}" if half is None else f"{self.mean:.1f} ± {half:.1f}"


@dataclass(frozen=True)
class Row:
    """One arm on one benchmark, by one probe: its seeds together."""

    method: str
    benchmark: str
    factors: dict[str, str]
    values: dict[int, float]
    """Top-1 in percent by seed."""
    plain: dict[int, float] | None = None
    """Of a row on shifted clips: the same on the clips as they are."""

    @property
    def spread(self) -> Spread:
        return Spread(tuple(self.values.values()))

    @property
    def change(self) -> Spread | None:
        """Shifted minus in domain, seed by seed; None in domain."""
        if self.plain is None:
            return None
        shared = [seed for seed in self.values if seed in self.plain]
        gaps = tuple(self.values[seed] - self.plain[seed] for seed in shared)
        return Spread(gaps) if gaps else None

    @property
    def label(self) -> str:
        targets = self.factors.get("targets", "layer")
        return self.method if targets == "layer" else f"{self.method} ({targets} targets)"

    @property
    def shift(self) -> str:
        return self.factors.get("shift", "")

    def json(self) -> dict[str, Any]:
        """For JSON."""
        own = {"method": self.method, "benchmark": self.benchmark, **self.factors}
        found: dict[str, Any] = own | self.spread.plain()
        if self.plain is not None and self.change is not None:
            found["in_domain"] = Spread(tuple(self.plain.values())).plain()
            found["change"] = self.change.plain()
        return found


def rows(runs: Iterable[RunRecord]) -> list[Row]:
    """The runs' measurements, seeds together; controls that every run repeats appear once."""
    found: dict[tuple[str, str, tuple[tuple[str, str], ...]], dict[int, float]] = {}
    for m in (m for record in runs for m in record.measurements):
        key = (m.method, m.benchmark, tuple(sorted(m.factors.items())))
        found.setdefault(key, {})[m.seed or 0] = float(m.value.value)
    made = [Row(method, name, dict(f), values) for (method, name, f), values in found.items()]
    domain = {_domain(row): row.values for row in made if not row.shift}
    return [replace(row, plain=domain.get(_domain(row))) if row.shift else row for row in made]


def tables(found: Sequence[Row]) -> list[RenderableType]:
    """One table a benchmark, one more for it where clips were shifted."""
    groups: dict[Key, list[Row]] = {}
    for row in found:
        groups.setdefault(_group(row), []).append(row)
    made: list[RenderableType] = []
    for key, group in groups.items():
        made += [Text(" · ".join(key), "bold"), _table([row for row in group if not row.shift])]
        if shifted := [row for row in group if row.shift]:
            title = Text(" · ".join((*key, "shifted (change from in domain)")), "bold")
            made += [title, _table(shifted)]
    return made


def _table(group: Sequence[Row]) -> Table:
    """Rows by shift, then by arm; each probe a column."""
    probes = [p for p in PROBES if any(row.factors.get("probe") == p for row in group)]
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("arm", no_wrap=True)
    for probe in probes:
        table.add_column(probe, justify="right")
    for shift in dict.fromkeys(row.shift for row in group):
        if shift:
            table.add_row(Text(shift, "bold"))
        mine = [row for row in group if row.shift == shift]
        for label in sorted(dict.fromkeys(row.label for row in mine), key=_place):
            cells = {row.factors.get("probe", ""): row for row in mine if row.label == label}
            shown = [cells.get(probe, cells.get("")) for probe in probes]
            style = "dim" if label in CONTROLS else ""
            table.add_row(label, *(_cell(row) for row in shown), style=style)
        table.add_section()
    return table


def _cell(row: Row | None) -> str:
    if row is None:
        return "–"
    change = row.change if "probe" in row.factors else None  # chance is the same everywhere
    return str(row.spread) + (f" ({change.mean:+.1f})".replace("-", "−") if change else "")


def _place(label: str) -> int:
    return CONTROLS.index(label) + 1 if label in CONTROLS else 0


def _group(row: Row) -> Key:
    factors = row.factors
    split = () if factors.get("split", "test") == "test" else (f"{factors['split']} clips",)
    place = (row.benchmark, *(factors.get(k, "") for k in ("clips", "regime", "scale")))
    return (*place, *split)


def _domain(row: Row) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """What rows on the same benchmark share, whatever the shift."""
    factors = tuple(sorted((k, v) for k, v in row.factors.items() if k != "shift"))
    return row.method, row.benchmark, factors


def arms(chosen: Sequence[Arm], changes: dict[str, dict[str, tuple[Any, Any]]]) -> Table:
    """Each arm with what it is, the seeds that the study ran, and how it differs from the
    baseline."""
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("arm", no_wrap=True)
    table.add_column("what it is", ratio=2)
    table.add_column("the study's seeds", ratio=1)
    table.add_column("unlike the baseline", ratio=3)
    for one in chosen:
        seeds = "\n".join(f"{k}: {', '.join(map(str, v))}" for k, v in one.seeds.items())
        unlike = "\n".join(f"{k} = {_said(own)}" for k, (own, _) in changes[one.name].items())
        table.add_row(one.name, one.about, seeds or "–", unlike or "–")
    return table


def _said(value: Any) -> str:
    return "none" if value is None else str(value)
