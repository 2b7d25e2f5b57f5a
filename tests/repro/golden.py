"""The latents of the recorded step, from the arrays of the golden file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from repro.grid import tiles
from repro.latents import Channels, Latents, View
from repro.masks import MaskSet
from repro.target import layer_normalised

CHANNELS = Channels(levels=4, width=8)


def arrays(data: Path) -> dict[str, Tensor]:
    with np.load(data / "golden" / "objective_inputs.npz") as stored:
        return {name: torch.from_numpy(stored[name]) for name in stored.files}


def values(data: Path) -> dict[str, Any]:
    return json.loads((data / "golden" / "objective_values.json").read_text(encoding="utf-8"))


def latents(given: dict[str, Tensor], *, student: Tensor, target: Tensor) -> Latents:
    """`student` scales the student tokens, `target` the target branch's output before its norm."""
    cut = tiles(given["clip"], tubelet=2, patch=4)
    whole = layer_normalised(given["h_raw"] * target, CHANNELS.levels)
    views = tuple(
        View(
            MaskSet(given[f"masks_enc{s}"], given[f"masks_pred{s}"]),
            student=given[f"z{s}"] * student,
            predicted=given[f"zpred{s}"],
            recalled=given[f"zctx{s}"],
            whole=whole,
            grid=cut.grid,
        )
        for s in (0, 1)
    )
    return Latents(target=whole, views=views, tiles=cut)


def fill(head: nn.Sequential, given: dict[str, Tensor], name: str) -> None:
    """Puts the recorded weights `<name>_w1`, `<name>_b1`, … into a head's linear layers."""
    with torch.no_grad():
        linear = [layer for layer in head if isinstance(layer, nn.Linear)]
        for number, layer in enumerate(linear, 1):
            layer.weight.copy_(given[f"{name}_w{number}"])
            layer.bias.copy_(given[f"{name}_b{number}"])
