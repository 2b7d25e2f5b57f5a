"""Factorised world model, second half: does appearance say nothing of motion?"""

from __future__ import annotations

from torch import Generator, Tensor, nn

from repro.latents import Channels, Latents, View


class Orthogonal(nn.Module):
    """Mean square of the covariance of appearance and motion channels, over all context tokens."""

    def __init__(self, channels: Channels) -> None:
        super().__init__()
        self.channels = channels

    def forward(self, latents: Latents, generator: Generator) -> Tensor:
        return latents.mean([self._term(view) for view in latents.views])

    def _term(self, view: View) -> Tensor:
        tokens = view.student.flatten(0, 1).float()  # (n, D)
        centred = tokens - tokens.mean(0)
        appearance = self.channels.take(centred, "appearance")
        motion = self.channels.take(centred, "motion")
        return (appearance.T @ motion / max(1, len(tokens) - 1)).square().mean()
