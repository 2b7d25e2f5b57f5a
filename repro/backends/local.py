"""How do runs share the cores, and what happens when one of them dies?

Each worker is a process of its own at the end of a pipe: cells go in, how far it is and what came
out come back. A worker that dies takes its run with it and no other; one whose sweep has died ends
at its next word."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any

import torch

from claimcheck.errors import ClaimcheckError, ReproError
from claimcheck.record import RunRecord
from repro.cells import Cell
from repro.listener import Listener
from repro.run import Setting, run

SECONDS_BETWEEN_WORDS = 0.3
Came = RunRecord | ClaimcheckError


def at_once(
    cells: Sequence[Cell], setting: Setting, jobs: int, listener: Listener
) -> Iterator[tuple[Cell, Came]]:
    """What came of each cell as it ends, `jobs` at a time, 0 one a core, on a GPU one; what is one
    at a time is run in this process."""
    room = jobs or (1 if setting.device != "cpu" else os.cpu_count() or 1)
    limit = min(room, len(cells))
    if limit > 1:
        yield from _side_by_side(cells, setting, limit, listener)
        return
    for cell in cells:
        yield cell, _here(cell, setting, listener)


def _here(cell: Cell, setting: Setting, listener: Listener) -> Came:
    def tell(stage: str, done: int, whole: int) -> None:
        listener.move(cell, stage, done, whole)

    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # as in a worker: sums are added up in the same order
    try:
        return run(cell, replace(setting, tell=tell))
    except ClaimcheckError as error:
        return error
    finally:
        torch.set_num_threads(threads)


@dataclass
class Worker:
    """A process, the near end of its pipe, and what it is at."""

    process: SpawnProcess
    pipe: Connection
    cell: Cell | None = None


def _side_by_side(
    cells: Sequence[Cell], setting: Setting, limit: int, listener: Listener
) -> Iterator[tuple[Cell, Came]]:
    context, waiting = multiprocessing.get_context("spawn"), list(reversed(cells))
    workers = [_started(context, setting) for _ in range(limit)]
    try:
        while waiting or any(worker.cell for worker in workers):
            for worker in workers:
                if worker.cell is None and waiting:
                    worker.cell = waiting.pop()
                    worker.pipe.send(worker.cell)
            heard = wait([worker.pipe for worker in workers if worker.cell])
            for number, worker in enumerate(workers):
                if worker.pipe not in heard or not (cell := worker.cell):
                    continue
                came = _word(worker, cell, listener)
                if came is not None:
                    yield cell, came
                    worker.cell = None
                if waiting and not worker.process.is_alive():
                    workers[number] = _started(context, setting)
    finally:
        _stop(workers)


def _started(context: SpawnContext, setting: Setting) -> Worker:
    near, far = context.Pipe()
    process = context.Process(target=_work, args=(far, setting), daemon=True)
    process.start()
    far.close()
    return Worker(process, near)


def _word(worker: Worker, cell: Cell, listener: Listener) -> Came | None:
    """What the worker says: what came of its run, or None while it is at it."""
    try:
        word: Any = worker.pipe.recv()
    except (EOFError, ConnectionResetError):
        worker.process.join()
        code = worker.process.exitcode or 0
        if code < 0:
            how, remedy = f"was killed by signal {-code}", "run fewer at a time with --jobs"
        else:
            how, remedy = f"ended with code {code}", "its traceback stands above"
        return ReproError(f"its process {how}", remedy=remedy)
    if isinstance(word, RunRecord | ClaimcheckError):
        return word
    listener.move(cell, *word)
    return None


def _stop(workers: Sequence[Worker]) -> None:
    """Checkpoints and results are written whole or not at all: a worker can end anywhere."""
    for worker in workers:
        worker.process.terminate()
    for worker in workers:
        worker.process.join()
        worker.pipe.close()


def _work(pipe: Connection, setting: Setting) -> None:
    """The life of a worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the sweep hears Ctrl-C, and stops its workers
    torch.set_num_threads(1)
    setting = replace(setting, tell=_Words(pipe))
    while True:
        try:
            cell: Cell = pipe.recv()
        except EOFError:  # the sweep is over
            return
        try:
            pipe.send(run(cell, setting))
        except BrokenPipeError:
            return
        except ClaimcheckError as error:
            pipe.send(error)


class _Words:
    """Tells the sweep how far a run is, now and then."""

    def __init__(self, pipe: Connection) -> None:
        self.pipe = pipe
        self.last = 0.0

    def __call__(self, stage: str, done: int, whole: int) -> None:
        if time.monotonic() - self.last > SECONDS_BETWEEN_WORDS or done == whole:
            self.last = time.monotonic()
            self.pipe.send((stage, done, whole))
