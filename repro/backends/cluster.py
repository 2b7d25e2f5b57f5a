"""How are runs made on a cluster, or on one machine's cores, by Ray?

Ray joins the cluster that RAY_ADDRESS names, and starts one on this machine where it names none. A
run takes one core, and on a GPU one GPU. Where all machines share the folder of runs, one whose
machine is lost goes on from its checkpoint on another; where they do not, its record alone comes
back, and is written here."""

from __future__ import annotations

import logging
import os
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import torch

from claimcheck import store
from claimcheck.errors import ClaimcheckError, ReproError
from claimcheck.record import RunRecord
from repro.backends.local import SECONDS_BETWEEN_WORDS, Came
from repro.cells import Cell
from repro.listener import Listener
from repro.run import Setting, finished, run

SECONDS_TO_ANSWER = 10.0
INSTALL = "pip install 'claimcheck-ml[cluster]', on each machine of the cluster"


def at_once(
    cells: Sequence[Cell], setting: Setting, jobs: int, listener: Listener
) -> Iterator[tuple[Cell, Came]]:
    """What came of each cell as it ends; `jobs` at a time, 0 as many as the cluster has room for.

    Raises ReproError where Ray is not installed or its cluster cannot be reached.
    """
    if not cells:
        return
    there = replace(setting, folder=setting.folder.resolve())
    with _joined() as ray:
        from ray.util.queue import Queue

        words = Queue(actor_options={"num_cpus": 0})
        made = ray.remote(num_cpus=1, num_gpus=int(setting.device != "cpu"))(_made)
        waiting = list(reversed(cells))
        going: dict[Any, Cell] = {}
        try:
            while waiting or going:
                while waiting and len(going) < (jobs or len(cells)):
                    cell = waiting.pop()
                    going[made.remote(cell, there, words)] = cell
                ended, _ = ray.wait(list(going), timeout=SECONDS_BETWEEN_WORDS)
                _hear(words, going.values(), listener)
                for task in ended:
                    cell = going.pop(task)
                    yield cell, _came(ray, task, cell, setting)
        finally:
            for task in going:
                ray.cancel(task, force=True)


@contextmanager
def _joined() -> Iterator[Any]:
    """Ray, joined to its cluster for as long as it is needed."""
    try:
        import ray
    except ModuleNotFoundError as error:
        raise ReproError("Ray is not installed", remedy=INSTALL) from error
    if ray.is_initialized():
        yield ray
        return
    address = os.environ.get("RAY_ADDRESS", "")
    own: dict[str, Any] = {} if address else {"include_dashboard": False}
    try:
        _knock(address)
        ray.init(log_to_driver=False, logging_level=logging.ERROR, **own)
    except (OSError, RuntimeError, ValueError) as error:
        raise ReproError(
            f"Ray cannot be joined: {error}",
            remedy="set RAY_ADDRESS to a running cluster, or unset it; --backend local needs none",
        ) from error
    try:
        yield ray
    finally:
        ray.shutdown()


def _knock(address: str) -> None:
    """Raises OSError at once where nobody answers; Ray itself would wait for minutes."""
    host, _, port = address.rpartition("//")[2].rpartition(":")
    if host and port.isdigit():
        socket.create_connection((host, int(port)), timeout=SECONDS_TO_ANSWER).close()


def _made(cell: Cell, setting: Setting, words: Any) -> Came:
    """A run, in a process of the cluster."""
    torch.set_num_threads(1)
    try:
        return run(cell, replace(setting, tell=_Words(words, cell.name)))
    except ClaimcheckError as error:
        return error


def _came(ray: Any, task: Any, cell: Cell, setting: Setting) -> Came:
    try:
        came: Came = ray.get(task)
    except ray.exceptions.RayError as error:
        said = str(error).strip().splitlines()[0]
        return ReproError(f"its process on the cluster ended: {said}", remedy="see Ray's logs")
    if isinstance(came, RunRecord) and finished(cell, setting.folder) is None:
        store.write(setting.folder / cell.result, came.model_dump_json(exclude_defaults=True))
    return came


def _hear(words: Any, going: Any, listener: Listener) -> None:
    cells = {cell.name: cell for cell in going}
    for name, *word in words.get_nowait_batch(words.qsize()):
        if name in cells:
            listener.move(cells[name], *word)


class _Words:
    """Tells the sweep how far a run is, now and then."""

    def __init__(self, words: Any, name: str) -> None:
        self.words = words
        self.name = name
        self.last = 0.0

    def __call__(self, stage: str, done: int, whole: int) -> None:
        if time.monotonic() - self.last > SECONDS_BETWEEN_WORDS or done == whole:
            self.last = time.monotonic()
            self.words.put_nowait((self.name, stage, done, whole))
