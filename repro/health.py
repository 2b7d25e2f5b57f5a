"""Have the features collapsed?"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class Health:
    """How much features vary, and in how many directions."""

    sd: float
    """Mean over channels of the standard deviation over clips and tokens."""
    rank: float
    """Effective rank (Roy and Vetterli, 2007): exp of the entropy of the normalised singular values
    of the centred features; 1 to min(N, D), 0 where nothing varies."""
    width: int
    """Channels, the most that the rank can be."""


def health(features: Tensor) -> Health:
    """Of features (…, D)."""
    flat = features.double().flatten(0, -2)
    centred = flat - flat.mean(0)
    values = torch.linalg.eigvalsh(centred.T @ centred).clamp_min(0).sqrt()
    width, total = flat.shape[-1], float(values.sum())
    if total <= 1e-12 * max(1.0, float(flat.abs().max())) * len(flat):
        return Health(0.0, 0.0, width)
    share = values / total
    rank = float(torch.special.entr(share).sum().exp())
    return Health(float(centred.square().mean(0).sqrt().mean()), rank, width)
