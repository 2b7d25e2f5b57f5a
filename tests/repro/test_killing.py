"""Does a sweep that is killed at any moment go on to the very same measurements?"""

import contextlib
import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from claimcheck import store  # noqa: E402
from repro.cells import Cell, cell  # noqa: E402
from repro.sweep import sweep  # noqa: E402
from repro.train import CHECKPOINT  # noqa: E402

SMALL = (
    "shape.resolution=16", "shape.patch=4", "shape.width=16", "shape.predictor_width=8",
    "training.batch=4", "training.clips=16", "training.steps=12",
    "probe.train=32", "probe.test=32", "probe.seeds=2",
)  # fmt: skip
SWEEP = """
import json, sys
from pathlib import Path
from repro.cells import cell
from repro.sweep import sweep
if __name__ == "__main__":
    folder, jobs, cells = sys.argv[1:]
    given = [cell(**fields) for fields in json.loads(cells)]
    sweep(given, Path(folder), jobs=int(jobs), seconds_between_checkpoints=0.0)
"""


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Clips are drawn anew, so that a kill may fall into their drawing."""
    monkeypatch.setenv("CLAIMCHECK_CACHE", str(tmp_path / "cache"))
    assert store.cache_folder() == tmp_path / "cache"


def small(*arms: str, seeds: int = 1) -> list[Cell]:
    return [
        cell(arm=a, seed=s, scale="smoke", changes=SMALL, benchmarks=("temporal",))
        for s in range(seeds)
        for a in arms
    ]


def start(folder: Path, cells: list[Cell], *, jobs: int) -> subprocess.Popen[bytes]:
    """A sweep in a session of its own, which is killed whole."""
    given = json.dumps([c.model_dump(mode="json") for c in cells])
    script = folder.with_suffix(".py")
    script.write_text(SWEEP, encoding="utf-8")
    return subprocess.Popen(
        [sys.executable, str(script), str(folder), str(jobs), given], start_new_session=True
    )


def kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):  # it has ended by itself
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def measurements(folder: Path, cells: list[Cell]) -> dict[str, str]:
    """By run, the text of what was measured."""
    found = {c.name: json.loads((folder / c.result).read_text(encoding="utf-8")) for c in cells}
    return {name: json.dumps(record["measurements"]) for name, record in found.items()}


def soon(holds: Callable[[], object], seconds: float = 300) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.005)


def written(folder: Path) -> int:
    """When something in the folder was written last, in nanoseconds; 0 where nothing was."""
    latest = 0
    for path in folder.rglob("*"):
        with contextlib.suppress(FileNotFoundError):  # moved into its place meanwhile
            latest = max(latest, path.stat().st_mtime_ns)
    return latest


def test_a_sweep_killed_at_random_moments_ends_the_same_to_the_byte(tmp_path: Path) -> None:
    cells, cut, whole = small("ld", "hw"), tmp_path / "cut", tmp_path / "whole"
    context = multiprocessing.get_context("forkserver")  # torch is imported once, not every time
    context.set_forkserver_preload(["repro.sweep"])

    def begun(folder: Path) -> BaseProcess:
        before = written(folder)
        often = {"jobs": 1, "seconds_between_checkpoints": 0.0}
        process = context.Process(target=sweep, args=(cells, folder), kwargs=often)
        process.start()
        soon(lambda: written(folder) > before or not process.is_alive())
        return process

    undisturbed, began = begun(whole), time.monotonic()
    undisturbed.join()
    lasts, draws = time.monotonic() - began, random.Random(0)
    codes = []
    for _ in range(6):
        process = begun(cut)
        process.join(draws.uniform(0, 0.2) * lasts)
        process.kill()
        process.join()
        codes.append(process.exitcode)
    assert codes.count(-signal.SIGKILL) >= 2
    sweep(cells, cut, jobs=1)
    assert measurements(cut, cells) == measurements(whole, cells)


@pytest.mark.slow
def test_a_sweep_killed_twenty_times_ends_the_same_to_the_byte(tmp_path: Path) -> None:
    cells, cut, whole = small("baseline", "ld", seeds=4), tmp_path / "cut", tmp_path / "whole"
    began = time.monotonic()
    assert start(whole, cells, jobs=2).wait() == 0
    lasts, draws = time.monotonic() - began, random.Random(0)
    killed = 0
    for _ in range(20):
        before, process = written(cut), start(cut, cells, jobs=2)
        soon(lambda: written(cut) > before or process.poll() is not None)  # noqa: B023
        time.sleep(draws.uniform(0, 0.1) * lasts)
        killed += process.poll() is None
        kill(process)
    assert start(cut, cells, jobs=2).wait() == 0
    assert measurements(cut, cells) == measurements(whole, cells)
    assert not list(cut.rglob(f".{CHECKPOINT}.*"))
    assert killed > 5
