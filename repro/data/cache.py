"""Where do rendered clips lie, and how do they get there whole?

One `.npy` file a request, named by the request and by the code that draws it: a changed recipe
never reads old clips. The file is written beside its place and moved there when complete; a run
that is killed leaves at most a `.part` file, which nobody reads and the next run overwrites."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claimcheck import store
from repro.data.clips import Request

Frames = NDArray[np.uint8]


def frames(
    name: str, request: Request, shape: tuple[int, ...], blocks: Iterable[Frames], folder: Path | None
) -> Frames:
    """The frames of a request as a read-only map of a file.

    `blocks` yields pieces (B, *shape[1:]) in order and is only drawn from where the file is
    missing or damaged. Raises StoreError where the disk refuses.
    """
    target = (folder or store.cache_folder() / "clips") / f"{key(name, request)}.npy"
    found = _read(target, shape)
    if found is not None:
        return found
    with store_errors(target), _alone(target) as part:
        found = _read(target, shape)
        if found is None:
            _write(part, shape, blocks)
            part.replace(target)
    kept = found if found is not None else _read(target, shape)
    if kept is None:
        raise store.StoreError(
            f"{target} changed while it was read", remedy="remove the file and run again"
        )
    return kept


def key(name: str, request: Request) -> str:
    """The file name of a request: the data set, then 24 hex digits."""
    content = json.dumps([name, recipe(), request.model_dump(mode="json")], sort_keys=True)
    return f"{name}-{store.digest(content.encode())[:24]}"
