"""Which masked tokens are hard to predict, and what if they weigh more?"""

from __future__ import annotations

from torch import Generator, Tensor, nn

from repro.latents import Channels, Latents


class HardRegions(nn.Module):
    """The prediction error again, each token weighted by a softmax of its own error.

    It is added to the unweighted error. Weights have mean 1 in each sample and no gradient.
    """

    def __init__(self, channels: Channels, *, temperature: float = 1.0) -> None:
        super().__init__()
        self.temperature = temperature

    def forward(self, latents: Latents, generator: Generator) -> Tensor:
        errors = [view.errors for view in latents.views]  # each (B, M)
        return latents.mean([(hard_weights(e, self.temperature) * e).mean() for e in errors])


def hard_weights(errors: Tensor, temperature: float) -> Tensor:
    """Weights of mean 1 over the last dimension of `errors`, larger where the error is."""
    return errors.shape[-1] * (errors.detach() / temperature).softmax(-1)
