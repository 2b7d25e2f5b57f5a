"""What is the loss? Objectives, each times its coefficient, as an arm lists them.

The training loop names no objective: it hands over the step's latents and adds up nothing itself.

    terms = loss(latents, step_fraction=step / steps, generator=generator)
    terms.total.backward()

`terms.values` holds each objective's unscaled value with its graph, `terms.weights` what it was
multiplied by, from which a log makes each one's share of the loss and of the gradient."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import torch
from pydantic import ConfigDict, Field, ValidationError, create_model
from torch import Generator, Tensor, nn

from claimcheck.errors import ReproError
from claimcheck.record import Record
from repro.latents import Channels, Latents
from repro.objectives import OBJECTIVES

Schedule = Literal["constant", "ramp", "cosine"]


def _constant(step_fraction: float) -> float:
    return 1.0


def _ramp(step_fraction: float) -> float:
    """0 in the first half of training, then straight to 1 at its end."""
    return max(0.0, 2 * step_fraction - 1)


def _cosine(step_fraction: float) -> float:
    """From 1 at the start of training to 0 at its end."""
    return (1 + math.cos(math.pi * step_fraction)) / 2


SCHEDULES: dict[Schedule, Callable[[float], float]] = {
    "constant": _constant,
    "ramp": _ramp,
    "cosine": _cosine,
}


class Objective(Record):
    """One term of an arm's loss."""

    coefficient: float
    schedule: Schedule = "constant"
    options: dict[str, Any] = Field(default_factory=dict)
    """Keyword arguments of the class in `OBJECTIVES`."""


@dataclass(frozen=True)
class Terms:
    """A step's loss and what it is made of."""

    total: Tensor
    """(): what is minimised."""
    values: dict[str, Tensor]
    """By objective: its unscaled value, with its graph."""
    weights: dict[str, float]
    """By objective: coefficient times schedule."""


class Loss(nn.Module):
    """The objectives of an arm, with their heads."""

    def __init__(self, objectives: Mapping[str, Objective], channels: Channels) -> None:
        super().__init__()
        self.parts = dict(objectives)
        self.modules_by_name = nn.ModuleDict(
            {name: OBJECTIVES[name](channels, **part.options) for name, part in self.parts.items()}
        )

    def forward(self, latents: Latents, *, step_fraction: float, generator: Generator) -> Terms:
        """`step_fraction` is 0 at the first step and 1 after the last. Runs in float32, also inside
        autocast. The generator is on the CPU."""
        with torch.autocast(latents.target.device.type, enabled=False):
            values = {
                name: objective(latents, generator)
                for name, objective in self.modules_by_name.items()
            }
        weights = {
            name: part.coefficient * SCHEDULES[part.schedule](step_fraction)
            for name, part in self.parts.items()
        }
        total = torch.stack([weights[name] * value for name, value in values.items()]).sum()
        return Terms(total=total, values=values, weights=weights)


def check_objective(name: str, part: Objective) -> None:
    """Raises ReproError for an objective that there is not, or an option that it does not take."""
    if name not in OBJECTIVES:
        raise ReproError(f"no objective is called {name}", remedy=f"known: {', '.join(OBJECTIVES)}")
    options = {
        p.name: (p.annotation, p.default)
        for p in inspect.signature(OBJECTIVES[name], eval_str=True).parameters.values()
        if p.kind is p.KEYWORD_ONLY
    }
    model = create_model(name, __config__=ConfigDict(extra="forbid"), **options)  # type: ignore[call-overload]
    try:
        model.model_validate(part.options)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise ReproError(
            f"objective {name}, option {where}: {first['msg']}",
            remedy=f"options: {', '.join(sorted(options)) or 'none'}",
        ) from error
