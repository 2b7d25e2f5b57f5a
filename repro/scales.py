"""How large is a rerun?

A scale says how large model, clips, training and probes are; an arm says what is trained. A rerun
below the scale `paper` can speak of the direction of a claim, never of its size."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import Field, ValidationError

from claimcheck.errors import ReproError
from claimcheck.record import Record
from claimcheck.store import read_yaml
from repro.model import Shape

SCALES = Path(__file__).with_name("scales.yaml")


class Training(Record):
    """Optimisation, arXiv 2605.17165 as released; every schedule is relative to the run length."""

    steps: int = Field(gt=0)
    batch: int = Field(gt=0)
    """Clips a step."""
    clips: int = Field(gt=0)
    """Training clips of each source."""
    learning_rate: float = Field(gt=0)
    """After the warm-up; constant from there."""
    warmup: float = Field(default=0.01, ge=0, lt=1)
    """Share of the steps over which the rate rises from a sixth of itself."""
    weight_decay: float = 0.04
    """On tensors of two or more dimensions that are no biases."""
    betas: tuple[float, float] = (0.9, 0.999)
    augment: bool = False
    """Random resized crops and flips, one draw a clip. A flip turns a motion to the left into one
    to the right: harmless without labels."""
    watched: int = Field(default=8, gt=0)
    """Moments, spread over training, at which gradients and features are looked at."""


class ProbeSizes(Record):
    """Clips that a probe is trained and tested on, for each benchmark."""

    train: int = Field(gt=0)
    test: int = Field(gt=0)
    seeds: int = Field(default=3, gt=0)
    """Probes fitted on the same features; their mean counts."""


class Scale(Record):
    name: str
    about: str
    shape: Shape
    training: Training
    probe: ProbeSizes


def load(path: Path = SCALES) -> dict[str, Scale]:
    """Every scale by name. Raises ReproError for an unknown key, StoreError where it is no YAML."""
    document = read_yaml(path)
    if not isinstance(document, dict):
        raise ReproError(f"{path} does not list scales", remedy="keys are the scales' names")
    try:
        return {
            name: Scale.model_validate({**values, "name": name})
            for name, values in document.items()
        }
    except (ValidationError, TypeError) as error:
        raise ReproError(f"{path}: {error}", remedy="compare with the shipped scales") from error


@cache
def _shipped() -> dict[str, Scale]:
    return load()


def scale(name: str) -> Scale:
    """The shipped scale of that name. Raises ReproError where there is none."""
    if name not in _shipped():
        raise ReproError(f"no scale is called {name}", remedy=f"known: {', '.join(_shipped())}")
    return _shipped()[name]
