"""Which arms are there, and in what does each differ from the baseline?

`arms.yaml` holds the baseline whole, every other arm as its difference from it. Differences go into
nested mappings; lists and plain values are replaced; null removes an objective."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from claimcheck.errors import ReproError
from claimcheck.record import Record
from claimcheck.store import read_yaml
from repro.latents import Split
from repro.losses import Objective, check_objective
from repro.masks import MaskRecipe
from repro.target import Target

ARMS = Path(__file__).with_name("arms.yaml")
BASELINE = "baseline"
DESCRIPTIVE = frozenset({"name", "about", "seeds"})
"""Fields that do not change what a run computes."""


class Probe(Record):
    """How the study scored the arm."""

    encoder: Literal["target", "online"] = "target"
    """Which of the two encoders probes read."""
    epochs: int = 100
    """Of the attentive probes on Diving-48 and SSv2."""


class Arm(Record):
    """What is trained, with which loss, masks and targets, and how it is probed."""

    name: str
    about: str
    """One line for tables."""
    seeds: dict[str, tuple[int, ...]] = Field(default_factory=dict)
    """By regime (`mixed`, `ucf101`): the seeds that the study ran; empty for a control."""
    objectives: dict[str, Objective]
    """By name in `OBJECTIVES`."""
    masks: MaskRecipe
    target: Target
    appearance: float = Field(default=0.5, gt=0, lt=1)
    """Share of a token's channels that count as appearance."""
    split: Split = "depth"
    """Whether appearance is the shallower levels, or a part of each level."""
    steps: float = Field(default=1.0, ge=0)
    """Training steps, as a share of the scale's."""
    probe: Probe


def load(path: Path = ARMS) -> dict[str, Arm]:
    """Every arm by name, the baseline first. Raises ReproError for an unknown key, objective or
    option, StoreError where the file is no YAML."""
    document = read_yaml(path)
    if (
        not isinstance(document, dict)
        or BASELINE not in document
        or set(document) - {BASELINE, "arms", "controls"}
    ):
        raise ReproError(f"{path} does not list arms", remedy="keys: baseline, arms, controls")
    given = document[BASELINE]
    start = {key: value for key, value in given.items() if key not in DESCRIPTIVE}
    own = {key: value for key, value in given.items() if key in DESCRIPTIVE}
    changes = {BASELINE: own, **document.get("arms", {}), **document.get("controls", {})}
    return {name: _arm(name, _merged(start, change)) for name, change in changes.items()}


@cache
def _shipped() -> Mapping[str, Arm]:
    return load()


def arm(name: str) -> Arm:
    """The shipped arm of that name. Raises ReproError where there is none."""
    if name not in _shipped():
        raise ReproError(f"no arm is called {name}", remedy=f"known: {', '.join(_shipped())}")
    return _shipped()[name]


def differences(one: Arm, other: Arm) -> dict[str, tuple[Any, Any]]:
    """What makes `one` compute something else than `other`: by dotted field, both values; None
    where a side has no such field."""
    flat_one, flat_other = _flat(one), _flat(other)
    keys = [*flat_one, *(key for key in flat_other if key not in flat_one)]
    return {
        key: (flat_one.get(key), flat_other.get(key))
        for key in keys
        if flat_one.get(key) != flat_other.get(key)
    }


def _arm(name: str, values: Mapping[str, Any]) -> Arm:
    try:
        made = Arm.model_validate({**values, "name": name})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise ReproError(
            f"arm {name}: {where}: {first['msg']}", remedy="compare with the baseline's fields"
        ) from error
    for objective, part in made.objectives.items():
        check_objective(objective, part)
    return made


def _merged(start: Any, changes: Any) -> Any:
    """`start` with `changes` put into it, mapping by mapping."""
    if not isinstance(start, dict) or not isinstance(changes, dict):
        return changes
    put = {key: _merged(start.get(key), value) for key, value in changes.items()}
    return {key: value for key, value in (start | put).items() if value is not None}


def _flat(arm: Arm) -> dict[str, Any]:
    """Dotted field → value, without the descriptive fields and without objectives' defaults."""
    values = arm.model_dump(exclude=set(DESCRIPTIVE), exclude_none=True)
    terms = {name: term.model_dump(exclude_defaults=True) for name, term in arm.objectives.items()}
    return dict(_leaves(values | {"objectives": terms}, ""))


def _leaves(values: dict[str, Any], prefix: str) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for key, value in values.items():
        nested = _leaves(value, f"{prefix}{key}.") if isinstance(value, dict) else []
        found += nested or [(f"{prefix}{key}", value)]
    return found
