"""Does a token change as its target does?"""

from __future__ import annotations

from torch import Generator, Tensor, nn

from repro.latents import Channels, Latents, Pairs


class Delta(nn.Module):
    """Mean over pairs of |(z_t+1 - z_t) - (h_t+1 - h_t)|."""

    def __init__(self, channels: Channels) -> None:
        super().__init__()

    def forward(self, latents: Latents, generator: Generator) -> Tensor:
        return latents.over_pairs(self._term)

    @staticmethod
    def _term(pairs: Pairs) -> Tensor:
        return (pairs.later - pairs.now - pairs.target_step).abs().mean()
