"""How are many runs done on all cores?

Runs are independent: one process and one thread each, as many at a time as there are cores. What
is finished is never run again, what was killed goes on from its checkpoint."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from claimcheck import store
from claimcheck.errors import ClaimcheckError, Interrupted, ReproError
from claimcheck.record import RunRecord
from repro.backends import BACKENDS, Backend
from repro.cells import RESULTS, Cell
from repro.listener import Listener
from repro.run import Setting, finished
from repro.train import SECONDS_BETWEEN_CHECKPOINTS

UNTRAINED = "untrained"


def sweep(
    cells: Sequence[Cell],
    folder: Path,
    *,
    backend: str = "local",
    jobs: int = 0,
    device: str = "cpu",
    training: bool = True,
    seconds_between_checkpoints: float = SECONDS_BETWEEN_CHECKPOINTS,
    listener: Listener | None = None,
) -> list[RunRecord]:
    """Runs every cell; `listener` hears how far they are. The records come in the cells' order.

    `backend` is one of `BACKENDS`; `jobs` are the runs at a time, 0 as many as it has room for.
    Without `training` only what is trained already is probed. Raises ReproError naming the runs
    that failed, after the others have ended; Interrupted at Ctrl-C, after all have been stopped.
    """
    at_once = _backend(backend)
    heard = listener or Listener()
    setting = Setting(
        folder,
        device,
        training=training,
        seconds_between_checkpoints=seconds_between_checkpoints,
    )
    found: dict[str, RunRecord] = {}
    failures: dict[str, ClaimcheckError] = {}
    try:
        with heard:
            heard.begin(cells)
            for cell in cells:
                if record := finished(cell, folder):
                    found[cell.name] = record
                    heard.end(cell, record)
            todo = [cell for cell in cells if cell.name not in found]
            for cell, came in at_once(todo, setting, jobs, heard):
                if isinstance(came, RunRecord):
                    found[cell.name] = came
                    heard.end(cell, came)
                else:
                    failures[cell.name] = came
                    heard.fail(cell, came)
    except KeyboardInterrupt:
        raise Interrupted("interrupted", remedy="the same command goes on where it was") from None
    if failures:
        raise _failed(failures, len(cells))
    return [found[cell.name] for cell in cells]


def with_untrained(cells: Iterable[Cell]) -> list[Cell]:
    """The cells, and for each seed among them the untrained encoder, asked all that they are asked:
    a table needs its row, and it costs no training."""
    every = list(cells)
    added: dict[str, Cell] = {}
    for cell in every:
        control = cell.model_copy(update={"arm": UNTRAINED, "normalisation": "layer"})
        added.setdefault(control.name, control)
    names = {cell.name for cell in every}
    return every + [cell for name, cell in added.items() if name not in names]


def records(folder: Path, split: str = "test") -> list[RunRecord]:
    """Every finished run below `folder`, by name. Raises StoreError for a file that is none."""
    return [
        store.load(path, RunRecord)
        for path in sorted(folder.glob(f"*/*/*/seed-*/{RESULTS[split]}"))
    ]


def _backend(name: str) -> Backend:
    if name not in BACKENDS:
        raise ReproError(f"no backend is called {name}", remedy=f"known: {', '.join(BACKENDS)}")
    return BACKENDS[name]


def _failed(failures: dict[str, ClaimcheckError], whole: int) -> ReproError:
    first = next(iter(failures.values()))
    said = "; ".join(f"{name}: {error}" for name, error in failures.items())
    return ReproError(
        f"{len(failures)} of {whole} runs failed: {said}",
        remedy=f"{first.remedy or 'look into it'}; the same command tries again what failed alone",
    )
