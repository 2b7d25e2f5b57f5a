"""Do tokens stay as they are where little moves?"""

from __future__ import annotations

import torch
from torch import Generator, Tensor, nn
from torch.nn.functional import pad

from repro.latents import Channels, Latents, Pairs


class VelocityGate(nn.Module):
    """Mean over pairs of |z_t+1 - z_t|, counted as 0 where the target moves fast.

    A place is slow where its target moves no farther than the given quantile of the places of the
    same clip and time step. The mean divides by all pairs, not only by slow ones.
    """

    def __init__(self, channels: Channels, *, quantile: float = 0.5) -> None:
        super().__init__()
        self.quantile = quantile

    def forward(self, latents: Latents, generator: Generator) -> Tensor:
        course = latents.course(latents.target.detach())  # (B, T, places, D)
        speed = torch.linalg.vector_norm(course.diff(dim=1).float(), dim=-1)  # (B, T - 1, places)
        slow = speed <= speed.quantile(self.quantile, dim=-1, keepdim=True)
        gate = pad(slow, (0, 0, 0, 1)).flatten()  # (B * N,), none after the last time

        def term(pairs: Pairs) -> Tensor:
            return ((pairs.later - pairs.now).abs().mean(-1) * gate[pairs.rows]).mean()

        return latents.over_pairs(term)
