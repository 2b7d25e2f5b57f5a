"""Latent dynamics: does a token say how the target will change at its place?"""

from __future__ import annotations

from typing import Literal

from torch import Generator, Tensor, nn

from repro.latents import Channels, Latents, Pairs, Part
from repro.objectives.hard import hard_weights
from repro.objectives.head import head

Hard = Literal["none", "released", "intended"]


class LatentDynamics(nn.Module):
    """Mean over pairs of |g(z_t) - (h_t+1 - h_t)|, g a two-layer head.

    With `hard`, pairs are weighted by a softmax of their error over all pairs of the batch.
    `released` is what the study ran: the term has no gradient, so that neither the head nor the
    encoder learns from it. `intended` stops the gradient of the weights alone.
    """

    def __init__(
        self,
        channels: Channels,
        *,
        reads: Part = "all",
        hidden: int = 256,
        hard: Hard = "none",
        temperature: float = 1.0,
    ) -> None:
        super().__init__()
        self.channels, self.reads = channels, reads
        self.hard, self.temperature = hard, temperature
        self.head = head(channels.size(reads), hidden, channels.total)

    def forward(self, latents: Latents, generator: Generator) -> Tensor:
        loss = latents.over_pairs(self._term)
        return loss.detach() if self.hard == "released" else loss

    def _term(self, pairs: Pairs) -> Tensor:
        guess: Tensor = self.head(self.channels.take(pairs.now, self.reads))
        errors = (guess - pairs.target_step).abs().mean(-1)  # (P,)
        if self.hard == "none":
            return errors.mean()
        return (hard_weights(errors, self.temperature) * errors).mean()
