"""What is a set of clips, and how does one ask for it?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from claimcheck.errors import ReproError
from claimcheck.record import Record

Split = Literal["train", "validation", "test"]
SPLITS: tuple[Split, ...] = ("train", "validation", "test")
PLAIN = "none"


class Request(Record):
    """Which clips of a data set, and how they are cut."""

    split: Split = "train"
    """No clip of one split occurs in another."""
    n: int = Field(gt=0)
    """How many clips; a larger set of the same request begins with the smaller one."""
    seed: int = Field(default=0, ge=0)
    """Another seed, other clips of the same task. Recorded data ignore it."""
    frames: int = Field(default=8, ge=2, le=64)
    """Frames a clip."""
    resolution: int = Field(default=32, ge=16, le=512)
    """Pixels a side."""
    channels: Literal[1, 3] = 3
    """1 is grey, 3 is colour."""
    shift: str = PLAIN
    """How the clips differ from those seen in training; `none` where they do not."""
    nuisances: bool = True
    """Off, the clips show the factors of the task and nothing else."""


@dataclass(frozen=True)
class Clips:
    """Clips with what they show."""

    frames: NDArray[np.uint8]
    """(N, C, T, H, W), often a read-only map of a file."""
    labels: NDArray[np.int64]
    """(N,) the class that a probe is asked for."""
    appearance: NDArray[np.int64]
    """(N,) what is seen; −1 where the data set does not say."""
    motion: NDArray[np.int64]
    """(N,) how it moves; −1 where the data set does not say."""
    classes: tuple[str, ...]
    """A name for each label."""

    def __len__(self) -> int:
        return len(self.labels)


class DataSet(Protocol):
    """What a file of this folder offers, be the clips drawn or read from disk.

    A reader of recorded videos takes `frames` evenly spaced frames, short side and centre crop to
    `resolution`, `split` from the official lists and `n` as an upper bound; `folder` is then where
    decoded clips are kept.
    """

    @property
    def role(self) -> str:
        """The benchmark of the study whose part it plays."""
        ...

    @property
    def classes(self) -> tuple[str, ...]:
        """A name for each label."""
        ...

    @property
    def shifts(self) -> tuple[str, ...]:
        """The shifts that a request may name besides `none`."""
        ...

    def clips(self, request: Request, folder: Path | None = None) -> Clips:
        """The clips asked for, kept in `folder` (the cache folder where none is given).

        Raises ReproError where the data set has no such clips."""
        ...


def check_shift(request: Request, shifts: tuple[str, ...]) -> None:
    """Raises ReproError where the request names none of `shifts`."""
    if request.shift not in (PLAIN, *shifts):
        raise ReproError(
            f"unknown shift {request.shift!r}",
            remedy=f"choose {PLAIN} or one of {', '.join(shifts)}",
        )
