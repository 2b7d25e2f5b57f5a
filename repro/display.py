"""How far is a sweep, for a person who watches it?

A bar with runs, steps and the time left where standard error is a terminal; a line for each run
that ends in any case; nothing where quiet is asked for."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.text import Text

from claimcheck.errors import ClaimcheckError
from claimcheck.record import RunRecord
from repro.cells import Cell
from repro.changes import changed
from repro.listener import Listener
from repro.scales import scale

TRAINING = 0.6
"""Share of a run's time that training takes, until a run has shown it."""
TOLD = 0.01
"""Share of all work from which on the time left is told."""


class Display(Listener):
    """Writes to standard error."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.console = Console(stderr=True, quiet=quiet, highlight=False, soft_wrap=True)
        self.bar = Progress(
            TextColumn("{task.fields[runs]}"),
            BarColumn(),
            TextColumn("{task.percentage:.0f} %  {task.fields[steps]}  {task.fields[left]}"),
            console=self.console,
            transient=True,
            disable=quiet or not self.console.is_terminal,
        )
        self.held = ExitStack()
        self.started = time.monotonic()
        self.work = Work(())
        self.task = self.bar.add_task("", total=1.0, runs="", steps="", left="")

    def __enter__(self) -> Display:
        self.held.enter_context(self.bar)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.held.close()

    def begin(self, cells: Sequence[Cell]) -> None:
        self.started, self.work = time.monotonic(), Work(cells)
        self._draw()

    def move(self, cell: Cell, stage: str, done: int, whole: int) -> None:
        self.work.move(cell, stage, done / whole if whole else 1.0)
        self._draw()

    def end(self, cell: Cell, record: RunRecord) -> None:
        before = not self.work.moved(cell)
        self.work.end(cell, record)
        notes = f" ({', '.join(record.cautions)})" if record.cautions else ""
        took = "finished before" if before else f"{record.seconds['all']:.0f} s"
        self.console.print(Text(f"{self.work.runs} {cell.name} {took}{notes}"))
        self._draw()

    def fail(self, cell: Cell, error: ClaimcheckError) -> None:
        self.work.fail(cell)
        self.console.print(Text(f"{self.work.runs} {cell.name} failed: {error}", "red"))
        self._draw()

    def _draw(self) -> None:
        seconds = self.work.left(time.monotonic() - self.started)
        self.bar.update(
            self.task,
            completed=self.work.share,
            runs=f"{self.work.runs} runs",
            steps=self.work.steps,
            left="" if seconds is None else f"{_clock(seconds)} left",
        )


class Work:
    """How much of a sweep is done, in units of one run of the longest training, probed."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        sizes = {c.name: changed(scale(c.scale), c.changes).training.steps for c in cells}
        self.planned = {c.name: round(sizes[c.name] * c.trained.steps) for c in cells}
        self.most = max([1, *self.planned.values()])
        self.done = {c.name: {"train": 0.0, "probe": 0.0} for c in cells}
        self.ended: set[str] = set()
        self.before = 0.0
        self.training = TRAINING

    def moved(self, cell: Cell) -> bool:
        """Whether the run was heard of since the sweep began."""
        return any(self.done[cell.name].values())

    def move(self, cell: Cell, stage: str, share: float) -> None:
        self.done[cell.name][stage] = share
        if stage == "probe":
            self.done[cell.name]["train"] = 1.0

    def end(self, cell: Cell, record: RunRecord) -> None:
        before = not self.moved(cell)
        self.fail(cell)
        if before:
            self.before += self._size(cell.name)
        train, probe = record.seconds.get("train", 0), record.seconds.get("probe", 0)
        if self.planned[cell.name] == self.most and train and probe:
            self.training = train / (train + probe)

    def fail(self, cell: Cell) -> None:
        self.ended.add(cell.name)
        self.done[cell.name] = {"train": 1.0, "probe": 1.0}

    @property
    def runs(self) -> str:
        return f"{len(self.ended)}/{len(self.planned)}"

    @property
    def steps(self) -> str:
        done = sum(self.planned[name] * stages["train"] for name, stages in self.done.items())
        return f"{done:,.0f}/{sum(self.planned.values()):,} steps".replace(",", " ")

    @property
    def share(self) -> float:
        return self._finished() / max(1e-9, sum(map(self._size, self.planned)))

    def left(self, seconds: float) -> float | None:
        """Seconds; None where too little has been done yet to tell."""
        worked = self._finished() - self.before
        whole = sum(map(self._size, self.planned)) - self.before
        return seconds * (whole - worked) / worked if worked > TOLD * whole else None

    def _finished(self) -> float:
        return sum(
            self._size(name, train=stages["train"], probe=stages["probe"])
            for name, stages in self.done.items()
        )

    def _size(self, name: str, train: float = 1.0, probe: float = 1.0) -> float:
        steps = train * self.planned[name] / self.most
        return self.training * steps + (1 - self.training) * probe


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
