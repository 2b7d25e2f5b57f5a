"""Where do rendered clips lie, and how do they get there whole?

One `.npy` file a request, named by the request and by the code that draws it: a changed recipe
never reads old clips. The file is written beside its place and moved there when complete; a run
that is killed leaves at most a `.part` file, which nobody reads and the next run overwrites."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claimcheck import store
from claimcheck.errors import StoreError
from repro.data.clips import Request

Frames = NDArray[np.uint8]


def kept(
    name: str,
    request: Request,
    shape: tuple[int, ...],
    draw: Callable[[], Iterable[Frames]],
    folder: Path | None,
) -> Frames:
    """The frames of a request as a read-only map of a file (N, C, T, H, W).

    `draw` yields pieces along the first axis, in order; it is called where the file is missing
    or damaged. Raises StoreError where the disk refuses.
    """
    target = (folder or store.cache_folder() / "clips") / f"{key(name, request)}.npy"
    found = _read(target, shape)
    if found is not None:
        return found
    try:
        with alone(target):
            return _drawn(target, shape, draw)
    except OSError as error:
        raise StoreError(
            f"cannot write {target}: {error.strerror or error}",
            remedy="free some space, or name another folder (CLAIMCHECK_CACHE moves the cache)",
        ) from error


def key(name: str, request: Request) -> str:
    """The file name of a request, without its ending: the data set, then 24 hex digits."""
    content = json.dumps([name, recipe(), request.model_dump(mode="json")], sort_keys=True)
    return f"{name}-{store.digest(content.encode())[:24]}"


@cache
def recipe() -> str:
    """sha256 of the code that draws clips."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return store.digest(b"\0".join(path.read_bytes() for path in files))


def _drawn(target: Path, shape: tuple[int, ...], draw: Callable[[], Iterable[Frames]]) -> Frames:
    found = _read(target, shape)  # another run may have drawn it while this one waited
    if found is not None:
        return found
    part = target.with_suffix(".part")
    _write(part, shape, draw())
    part.replace(target)
    return np.load(target, mmap_mode="r")  # type: ignore[no-any-return]


def _write(part: Path, shape: tuple[int, ...], blocks: Iterable[Frames]) -> None:
    header = {"descr": "|u1", "fortran_order": False, "shape": shape}
    written = 0
    with part.open("wb") as file:
        np.lib.format.write_array_header_1_0(file, header)
        for block in blocks:
            file.write(np.ascontiguousarray(block).data)
            written += len(block)
        file.flush()
        os.fsync(file.fileno())
    if written != shape[0]:
        raise StoreError(f"{written} clips were drawn where {shape[0]} were asked for")


def _read(target: Path, shape: tuple[int, ...]) -> Frames | None:
    try:
        found: Frames = np.load(target, mmap_mode="r")
    except (OSError, ValueError, EOFError):  # absent, or cut short
        return None
    return found if found.shape == shape and found.dtype == np.uint8 else None


@contextmanager
def alone(target: Path) -> Iterator[None]:
    """Of processes side by side that want the same target one works, the others wait."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.with_suffix(".lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
