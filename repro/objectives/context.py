"""How far is the predictor from the target at the tokens that it was given?"""

from __future__ import annotations

import torch
from torch import Generator, Tensor, nn

from repro.grid import Grid
from repro.latents import Channels, Latents, View
from repro.masks import MaskSet


class Context(nn.Module):
    """|recalled - target| at context tokens, weighted by 1 / sqrt(distance to the next target)."""

    def __init__(self, channels: Channels, *, weighted: bool = True) -> None:
        super().__init__()
        self.weighted = weighted

    def forward(self, latents: Latents, generator: Generator) -> Tensor:
        return latents.mean([self._term(view) for view in latents.views])

    def _term(self, view: View) -> Tensor:
        errors = (view.recalled - view.target_at(view.masks.context)).abs().mean(-1)  # (B, K)
        if not self.weighted:
            return errors.mean()
        return (errors / distance(view.masks, view.grid).sqrt()).mean()


def distance(masks: MaskSet, grid: Grid) -> Tensor:
    """(B, K): Euclidean steps on the token grid from each context token to the nearest target."""
    places = grid.coordinates().to(masks.context.device).float()  # (N, 3)
    apart = torch.cdist(
        places[masks.context],
        places[masks.target],
        compute_mode="donot_use_mm_for_euclid_dist",
    )
    return apart.amin(-1)
