"""How are many runs done on all cores, and what do they say together?

Runs are independent: one process and one thread each, as many at a time as there are cores. What
is finished is never run again, what was killed goes on from its checkpoint."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, stdev

import torch

from claimcheck.errors import ReproError
from claimcheck.record import Measurement, RunRecord
from repro.run import Cell, Setting, finished, run


@dataclass(frozen=True)
class Row:
    """One arm on one benchmark, by one probe: its seeds together."""

    method: str
    benchmark: str
    factors: dict[str, str]
    values: tuple[float, ...]
    """Top-1 in percent, one a seed."""

    @property
    def mean(self) -> float:
        return mean(self.values)

    @property
    def sd(self) -> float | None:
        """None for a single seed."""
        return stdev(self.values) if len(self.values) > 1 else None


def sweep(
    cells: Sequence[Cell],
    folder: Path,
    *,
    jobs: int = 0,
    device: str = "cpu",
    tell: Callable[[Cell, RunRecord, int, int], None] = lambda cell, record, done, whole: None,
) -> list[RunRecord]:
    """Runs every cell; `tell` hears of each as it ends. The records come in the cells' order.

    Raises ReproError for the first run that failed, after the others have ended.
    """
    found = {cell.name: record for cell in cells if (record := finished(cell, folder))}
    for cell in cells:
        if cell.name in found:
            tell(cell, found[cell.name], len(found), len(cells))
    open_ = [cell for cell in cells if cell.name not in found]
    failures: list[ReproError] = []
    workers = min(jobs or os.cpu_count() or 1, max(len(open_), 1))
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, initializer=_one_thread) as pool:
        waiting = {pool.submit(run, cell, Setting(folder, device)): cell for cell in open_}
        for future in as_completed(waiting):
            cell = waiting[future]
            try:
                found[cell.name] = future.result()
            except ReproError as error:
                failures.append(error)
                continue
            tell(cell, found[cell.name], len(found), len(cells))
    if failures:
        raise failures[0]
    return [found[cell.name] for cell in cells]


def records(folder: Path) -> list[RunRecord]:
    """Every finished run below `folder`, by name."""
    paths = sorted(folder.glob("*/*/*/seed-*/result.json"))
    return [RunRecord.model_validate_json(path.read_bytes()) for path in paths]


def table(runs: Iterable[RunRecord]) -> list[Row]:
    """The runs' measurements, seeds together; controls that every run repeats appear once."""
    grouped: dict[tuple[str, str, tuple[tuple[str, str], ...]], dict[int, Measurement]] = {}
    for record in runs:
        for m in record.measurements:
            key = (m.method, m.benchmark, tuple(sorted(m.factors.items())))
            grouped.setdefault(key, {})[m.seed or 0] = m
    return [
        Row(method, benchmark, dict(factors), tuple(float(m.value.value) for m in seeds.values()))
        for (method, benchmark, factors), seeds in grouped.items()
    ]


def _one_thread() -> None:
    torch.set_num_threads(1)
