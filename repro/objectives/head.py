"""What do auxiliary heads look like? Linear layers as PyTorch initialises them, GELU between."""

from __future__ import annotations

from itertools import pairwise

from torch import nn


def head(*sizes: int) -> nn.Sequential:
    """Layers from `sizes[0]` through the hidden sizes to `sizes[-1]` channels."""
    layers: list[nn.Module] = []
    for given, made in pairwise(sizes):
        layers += [nn.GELU(), nn.Linear(given, made)]
    return nn.Sequential(*layers[1:])
