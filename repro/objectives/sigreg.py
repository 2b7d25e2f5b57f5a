"""Are the tokens spread like a standard normal distribution?"""

from __future__ import annotations

from typing import Any

import torch
from torch import Generator, Tensor, nn

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
        shape = (tokens.shape[1], self.directions)
        axes = torch.randn(shape, generator=generator, device=generator.device)
        axes = axes.to(tokens.device)
        projected = (tokens @ axes) / torch.linalg.vector_norm(axes, dim=0)  # (n, directions)
        return epps_pulley(projected, self.nodes)


def epps_pulley(samples: Tensor, nodes: int) -> Tensor:
    """Mean over the columns of `samples` (n, directions) of the statistic; `nodes` trapezoid nodes
    on [0, 3], doubled for the negative half."""
    value: Tensor = _EppsPulley.apply(samples, nodes)  # type: ignore[no-untyped-call]
    return value


class _EppsPulley(torch.autograd.Function):
    """The statistic with its gradient in closed form.

    The nodes are multiples of the first one after 0, so that exp(i t x) at all of them are powers
    of one wave, and the gradient is a polynomial in it: no cosine or sine a node, none of the
    waves kept.
    """

    @staticmethod
    def forward(ctx: Any, samples: Tensor, nodes: int) -> Tensor:
        points = torch.linspace(0, FARTHEST, nodes, device=samples.device)[1:, None]
        normal = (-(points**2) / 2).exp()  # (nodes - 1, 1); the gap at 0 is 0
        spacing = FARTHEST / (nodes - 1)
        weights = 2 * spacing * normal
        weights[-1] /= 2  # the trapezoid's end
        first = torch.polar(torch.ones_like(samples), samples * spacing)  # (n, directions)
        wave, means = first.clone(), [first.mean(0)]
        for _ in range(nodes - 2):
            means.append(wave.mul_(first).mean(0))
        gap = torch.stack(means) - normal  # (nodes - 1, directions)
        ctx.save_for_backward(first, weights * points * gap.conj())
        return len(samples) * (weights * gap.abs().square()).sum(0).mean()

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(ctx: Any, outer: Tensor) -> tuple[Tensor, None]:
        first, coefficients = ctx.saved_tensors
        slope = first * coefficients[-1]
        for coefficient in coefficients[:-1].flip(0):  # Horner, the highest power first
            slope.add_(coefficient).mul_(first)
        return slope.imag * (-2 * outer / first.shape[1]), None
