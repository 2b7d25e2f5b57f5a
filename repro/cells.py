"""What is one run: which arm, from which seed, how large, and what is it asked?"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, ValidationError

from claimcheck.errors import ReproError
from claimcheck.record import Record
from repro.arms import Arm, arm
from repro.changes import canonical
from repro.data import DATASETS

BENCHMARKS = ("temporal", "sequence", "appearance", "action")
RESULTS = {"test": "result.json", "validation": "validation.json"}
"""By split: the file that holds what came out."""


class Cell(Record):
    """One run: what is trained, from which seed, how large, and what it is asked."""

    arm: str
    seed: int = Field(ge=0)
    scale: str = "cpu"
    changes: tuple[str, ...] = ()
    """What of the scale is set anew, as `training.steps=100`, sorted."""
    regime: Literal["mixed", "ucf101"] = "mixed"
    normalisation: Literal["layer", "batch"] = "layer"
    """Of the targets; `layer` is the study's."""
    benchmarks: tuple[str, ...] = BENCHMARKS
    shifts: tuple[str, ...] = ()
    """Besides the clips as they are: how they are shifted out of domain."""
    split: Literal["validation", "test"] = "test"
    """The clips that probes are asked about. A protocol is fixed on validation clips before arms
    are compared on test clips."""

    @property
    def size(self) -> str:
        """The scale's name with what is changed of it: a changed scale is another one."""
        return "+".join((self.scale, *self.changes))

    @property
    def name(self) -> str:
        """The run's folder: unique among runs that train differently. What is asked of a run is no
        part of it."""
        other = "" if self.normalisation == "layer" else f"-{self.normalisation}"
        return f"{self.size}/{self.regime}/{self.arm}{other}/seed-{self.seed}"

    @property
    def result(self) -> str:
        """The file that holds what came out, in the folder of all runs."""
        return f"{self.name}/{RESULTS[self.split]}"

    @property
    def trained(self) -> Arm:
        """The arm with the cell's normalisation. Raises ReproError for an unknown arm."""
        chosen = arm(self.arm)
        target = chosen.target.model_copy(update={"normalisation": self.normalisation})
        return chosen.model_copy(update={"target": target})


def cell(**fields: object) -> Cell:
    """A cell from plain values. Raises ReproError for an arm, regime, benchmark, shift or change
    that there is not."""
    try:
        made = Cell.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        raise ReproError(f"{first['loc'][0]}: {first['msg']}", remedy="see --help") from error
    arm(made.arm)
    _check("benchmark", made.benchmarks, tuple(DATASETS))
    for name in made.benchmarks:
        _check(f"shift of {name}", made.shifts, DATASETS[name].shifts)
    return made.model_copy(update={"changes": canonical(made.scale, made.changes)})


def _check(kind: str, given: tuple[str, ...], known: tuple[str, ...]) -> None:
    if unknown := [name for name in given if name not in known]:
        raise ReproError(
            f"no {kind} is called {', '.join(unknown)}", remedy=f"known: {', '.join(known)}"
        )
