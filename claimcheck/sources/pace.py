"""When may the next request go out, if other threads and other processes send some too?

One small file holds the moment of the last request. Who wants to send locks it, waits its turn,
writes the moment and unlocks; the system drops the lock of a process that dies, and a damaged file
only costs one interval.
"""

from __future__ import annotations

import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

from claimcheck.errors import StoreError

_THREADS: dict[Path, threading.Lock] = {}
"""One for each file: who waits for one server does not hold up another's turn."""


def wait_turn(file: Path, interval: float) -> None:
    """Returns when `interval` seconds have passed since any process took a turn with this file.

    On Windows only the threads of one process wait for each other. Raises StoreError where the file
    cannot be written.
    """
    if interval <= 0:
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        turn = _THREADS.setdefault(file.absolute(), threading.Lock())
        with turn, file.open("a+", encoding="ascii", errors="replace") as stamp:
            _lock(stamp)
            time.sleep(_pause(stamp, interval))
            stamp.seek(0)
            stamp.truncate()
            stamp.write(f"{time.time():.3f}")
    except OSError as error:
        raise StoreError(
            f"cannot write {file}: {error.strerror or error}",
            remedy="name a cache folder that can be written (CLAIMCHECK_CACHE)",
        ) from error


def _pause(stamp: IO[str], interval: float) -> float:
    """Seconds to wait, one interval at most: a clock that was set back must not stop anybody."""
    stamp.seek(0)
    with suppress(ValueError):
        left = float(stamp.read(64)) + interval - time.time()
        return min(left, interval) if left > 0 else 0.0
    return 0.0


def _lock(stamp: IO[str]) -> None:
    """Closing the file unlocks it. On a disk that knows no locks, only threads take turns."""
    if sys.platform != "win32":
        import fcntl

        with suppress(OSError):
            fcntl.flock(stamp, fcntl.LOCK_EX)
