"""Factorised world model, first half: does appearance stay as it is?"""

from __future__ import annotations

from torch import Generator, Tensor, nn

from repro.latents import Channels, Latents, Pairs


class StaticAppearance(nn.Module):
    """Mean over pairs of |z_t+1 - z_t| in the appearance channels."""

    def __init__(self, channels: Channels) -> None:
        super().__init__()
        self.channels = channels

    def forward(self, latents: Latents, generator: Generator) -> Tensor:
        return latents.over_pairs(self._term)

    def _term(self, pairs: Pairs) -> Tensor:
        return self.channels.take(pairs.later - pairs.now, "appearance").abs().mean()
