"""Are clips kept whole, and drawn once?"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from claimcheck.errors import StoreError
from repro.data import DATASETS, Request, cache
from repro.data.synthetic import Synthetic

REQUEST = Request(n=10)


def files(folder: Path) -> list[str]:
    return sorted(p.suffix for p in folder.iterdir() if p.suffix != ".lock")


def test_clips_are_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = DATASETS["action"].clips(REQUEST, tmp_path)

    def refuse(self: Synthetic, request: Request) -> None:
        raise AssertionError("drawn again")

    monkeypatch.setattr(Synthetic, "draw", refuse)
    assert (DATASETS["action"].clips(REQUEST, tmp_path).frames == first.frames).all()
    assert files(tmp_path) == [".npy"]


def test_without_a_folder_they_lie_in_the_cache(tmp_path: Path) -> None:
    DATASETS["action"].clips(REQUEST)
    assert files(tmp_path / "cache" / "clips") == [".npy"]


CHANGES: list[dict[str, Any]] = [
    {},
    {"split": "test"}, {"n": 11}, {"seed": 1}, {"frames": 16}, {"resolution": 64}, {"channels": 1},
    {"shift": "noise"}, {"nuisances": False},
]  # fmt: skip


def test_every_field_of_a_request_makes_another_file() -> None:
    keys = {cache.key("action", REQUEST.model_copy(update=change)) for change in CHANGES}
    assert len(keys) == len(CHANGES)
    assert {field for change in CHANGES for field in change} == set(Request.model_fields)
    assert cache.key("temporal", REQUEST) not in keys


def test_another_recipe_makes_another_file(monkeypatch: pytest.MonkeyPatch) -> None:
    old = cache.key("action", REQUEST)
    monkeypatch.setattr(cache, "recipe", lambda: "changed")
    assert cache.key("action", REQUEST) != old


def test_kept_clips_cannot_be_written_to(tmp_path: Path) -> None:
    clips = DATASETS["action"].clips(REQUEST, tmp_path)
    with pytest.raises(ValueError, match="read-only"):
        clips.frames[0] = 0


def broken(blocks: int) -> Iterator[NDArray[np.uint8]]:
    for _ in range(blocks):
        yield np.zeros((4, 3), np.uint8)
    raise KeyboardInterrupt


def test_a_drawing_that_stops_leaves_nothing_that_is_read(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        cache.kept("x", REQUEST, (8, 3), lambda: broken(1), tmp_path)
    assert ".npy" not in files(tmp_path)
    whole = cache.kept("x", REQUEST, (8, 3), lambda: iter([np.ones((8, 3), np.uint8)]), tmp_path)
    assert (whole == 1).all()
    assert files(tmp_path) == [".npy"]


def test_a_killed_process_leaves_nothing_that_is_read(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from repro.data import DATASETS, Request;"
        "DATASETS['temporal'].clips(Request(n=200_000), Path(sys.argv[1]))"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], cwd=Path(__file__).parents[2]
    )
    deadline = time.monotonic() + 300
    while (
        not any(p.stat().st_size for p in tmp_path.glob("*.part")) and time.monotonic() < deadline
    ):
        time.sleep(0.05)
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    assert list(tmp_path.glob("*.part"))
    assert not list(tmp_path.glob("*.npy"))


@pytest.mark.parametrize("damage", [b"", b"no array", None])
def test_a_damaged_file_is_drawn_again(tmp_path: Path, damage: bytes | None) -> None:
    first = np.array(DATASETS["action"].clips(REQUEST, tmp_path).frames)
    (file,) = tmp_path.glob("*.npy")
    file.write_bytes(file.read_bytes()[:-1] if damage is None else damage)
    assert (DATASETS["action"].clips(REQUEST, tmp_path).frames == first).all()


def test_a_drawing_of_too_few_clips_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="4 clips were drawn where 8"):
        cache.kept("x", REQUEST, (8, 3), lambda: iter([np.zeros((4, 3), np.uint8)]), tmp_path)
    assert ".npy" not in files(tmp_path)


def test_a_folder_that_is_a_file_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot write") as error:
        DATASETS["action"].clips(REQUEST, tmp_path / "file")
    assert error.value.remedy
