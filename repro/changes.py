"""What of a scale is set anew for a run, and is it a different run then?

A change is `training.steps=100`: a dotted field of a scale and its value. Written canonically,
equal runs have equal changes, and a change to the value that the scale has anyway is none."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import yaml
from pydantic import ValidationError

from claimcheck.errors import ReproError
from repro.scales import Scale, scale

PARTS = ("shape", "training", "probe")
"""Parts of a scale whose fields can be set."""


def changed(size: Scale, changes: Iterable[str]) -> Scale:
    """The scale with changes put into it. Raises ReproError for an unknown field or a value that
    it cannot have."""
    values = size.model_dump()
    for change in changes:
        key, equals, value = change.partition("=")
        part, _, field = key.strip().partition(".")
        if not equals or part not in PARTS or field not in values[part]:
            raise ReproError(
                f"no setting is called {key.strip()!r}" if equals else f"{change!r} sets nothing",
                remedy=f"write KEY=VALUE; keys: {', '.join(key for key, _ in _leaves(size))}",
            )
        values[part][field] = _value(value)
    try:
        return Scale.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        raise ReproError(f"{key}: {first['msg']}", remedy="give another value") from error


def canonical(name: str, changes: Iterable[str]) -> tuple[str, ...]:
    """The changes that make a difference to the shipped scale, sorted, each value written in one
    way."""
    own = scale(name)
    after = dict(_leaves(changed(own, changes)))
    return tuple(
        sorted(f"{key}={after[key]}" for key, value in _leaves(own) if after[key] != value)
    )


def _leaves(size: Scale) -> Iterator[tuple[str, str]]:
    values: dict[str, Any] = size.model_dump(mode="json")
    for part in PARTS:
        for field, value in values[part].items():
            yield f"{part}.{field}", json.dumps(value, separators=(",", ":"))


def _value(text: str) -> Any:
    """Numbers, true and false, lists of them, as YAML and JSON write them."""
    try:
        value = yaml.safe_load(text)
        return float(value) if isinstance(value, str) else value  # YAML 1.1 takes 1e-3 for text
    except (yaml.YAMLError, ValueError):
        return text
