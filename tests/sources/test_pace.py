"""Do threads and processes take turns?"""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from claimcheck.errors import StoreError
from claimcheck.sources import pace
from claimcheck.sources.pace import wait_turn

INTERVAL = 0.1


def test_the_first_turn_comes_at_once_and_the_next_after_the_interval(tmp_path: Path) -> None:
    begun = time.monotonic()
    wait_turn(tmp_path / "new" / "pace", 30)
    assert time.monotonic() - begun < 10
    begun = time.monotonic()
    wait_turn(tmp_path / "other", INTERVAL)
    wait_turn(tmp_path / "other", INTERVAL)
    assert time.monotonic() - begun >= INTERVAL * 0.95


def test_no_interval_leaves_no_trace(tmp_path: Path) -> None:
    wait_turn(tmp_path / "pace", 0)
    assert not list(tmp_path.iterdir())


def test_threads_take_turns(tmp_path: Path) -> None:
    moments: list[float] = []

    def work() -> None:
        wait_turn(tmp_path / "pace", INTERVAL)
        moments.append(time.monotonic())

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(moments) - min(moments) > 3 * INTERVAL * 0.8


@pytest.mark.skipif(sys.platform == "win32", reason="needs file locks of POSIX")
def test_who_waits_for_one_server_does_not_hold_up_another(tmp_path: Path) -> None:
    wait_turn(tmp_path / "slow", 2.0)
    waiting = threading.Thread(target=wait_turn, args=(tmp_path / "slow", 2.0), daemon=True)
    waiting.start()
    begun = time.monotonic()
    wait_turn(tmp_path / "quick", 0.01)
    assert time.monotonic() - begun < 1
    assert waiting.is_alive()
    waiting.join()


def test_processes_take_turns(tmp_path: Path) -> None:
    program = (
        "import runpy, sys, time; from pathlib import Path\n"
        "wait_turn = runpy.run_path(sys.argv[1])['wait_turn']\n"
        "for _ in range(2):\n"
        "    wait_turn(Path(sys.argv[2]), float(sys.argv[3])); print(time.time())"
    )
    stamp, interval = str(tmp_path / "pace"), str(INTERVAL)
    arguments = [sys.executable, "-c", program, pace.__file__, stamp, interval]
    running = [subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    moments = sorted(float(m) for process in running for m in process.communicate()[0].split())
    assert len(moments) == 4
    assert moments[-1] - moments[0] > 3 * INTERVAL * 0.8


DAMAGED = ["", "no number", "nan", "inf", "-inf", "1e300", "9999999999", "\0\0"]


@pytest.mark.parametrize("stamp", DAMAGED)
def test_a_damaged_or_future_stamp_costs_one_interval_at_most(tmp_path: Path, stamp: str) -> None:
    (tmp_path / "pace").write_text(stamp)
    begun = time.monotonic()
    wait_turn(tmp_path / "pace", INTERVAL)
    assert time.monotonic() - begun < 5
    assert abs(float((tmp_path / "pace").read_text()) - time.time()) < 5


def test_a_folder_that_refuses_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot write") as caught:
        wait_turn(tmp_path / "file" / "pace", INTERVAL)
    assert "CLAIMCHECK_CACHE" in caught.value.remedy
