"""How far is the predictor from the target at masked tokens?"""

from __future__ import annotations

from torch import Generator, Tensor, nn

from repro.latents import Channels, Latents


class Prediction(nn.Module):
    """Mean over mask sets of |predicted - target|, over samples, tokens and channels."""

    def __init__(self, channels: Channels) -> None:
        super().__init__()

    def forward(self, latents: Latents, generator: Generator) -> Tensor:
        return latents.mean([view.errors.mean() for view in latents.views])
