"""Are the tokens spread like a standard normal distribution?"""

from __future__ import annotations

import torch
from torch import Generator, Tensor, nn
from torch.nn.functional import normalize

from repro.latents import Channels, Latents

FARTHEST = 3.0


class SIGReg(nn.Module):
    """Epps-Pulley statistic of the context tokens of all mask sets, mean over random directions.

    n * integral over t in [-3, 3] of |phi(t) - exp(-t^2 / 2)|^2 exp(-t^2 / 2), phi the empirical
    characteristic function of the n projected tokens; about 1.1 for normal tokens, and growing
    with n for others. Directions are drawn anew at every step.
    """

    def __init__(self, channels: Channels, *, directions: int = 1024, nodes: int = 17) -> None:
        super().__init__()
        self.directions, self.nodes = directions, nodes

    def forward(self, latents: Latents, generator: Generator) -> Tensor:
        tokens = torch.cat([v.student.flatten(0, 1) for v in latents.views]).float()  # (n, D)
        axes = torch.randn(tokens.shape[1], self.directions, generator=generator)
        return epps_pulley(tokens @ normalize(axes, dim=0).to(tokens.device), self.nodes)


def epps_pulley(samples: Tensor, nodes: int) -> Tensor:
    """Mean over the columns of `samples` (n, directions) of the statistic; `nodes` trapezoid nodes
    on [0, 3], doubled for the negative half."""
    points = torch.linspace(0, FARTHEST, nodes, device=samples.device)
    normal = (-(points**2) / 2).exp()  # (nodes,)
    angles = samples * (FARTHEST / (nodes - 1))
    first = torch.complex(angles.cos(), angles.sin())  # exp(i t x) at the first node after 0
    wave, waves = torch.ones_like(first), []
    for _ in range(nodes - 1):
        wave = wave * first  # the next node: cheaper than a cosine and a sine each
        waves.append(wave.mean(0))
    empirical = torch.stack((torch.ones_like(waves[0]), *waves))  # (nodes, directions)
    gap = (empirical - normal[:, None]).abs().square() * normal[:, None]
    return len(samples) * 2 * torch.trapezoid(gap, points, dim=0).mean()
