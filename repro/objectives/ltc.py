"""Latent temporal contrast: is a token nearer to its own target than to the next one?"""

from __future__ import annotations

from torch import Generator, Tensor, nn
from torch.nn.functional import cosine_similarity

from repro.latents import Channels, Latents, Pairs


class TemporalContrast(nn.Module):
    """Mean over pairs of max(0, margin - cos(z_t, h_t) + cos(z_t, h_t+1))."""

    def __init__(self, channels: Channels, *, margin: float = 0.5) -> None:
        super().__init__()
        self.margin = margin

    def forward(self, latents: Latents, generator: Generator) -> Tensor:
        return latents.over_pairs(self._term)

    def _term(self, pairs: Pairs) -> Tensor:
        own = cosine_similarity(pairs.now, pairs.target_now, dim=-1)  # (P,)
        other = cosine_similarity(pairs.now, pairs.target_later, dim=-1)
        return (self.margin - own + other).relu().mean()
