"""What is to be predicted? The output of a slower copy of the encoder, normalised."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from claimcheck.record import Record

Source = Literal["ema", "online", "online_detached"]
Normalisation = Literal["layer", "batch"]
EPS = 1e-5


class Target(Record):
    """Where the targets come from."""

    source: Source = "ema"
    """`ema` reads the target encoder. `online` reads the encoder itself, gradient and all, as the
    study does with EMA off, and never touches the target encoder; `online_detached` stops that
    gradient."""
    horizon: float = 2 / 45
    """1 / (1 - momentum), as a share of all steps: momentum 0.99925 at 30 000 steps."""
    normalisation: Normalisation = "layer"
    """`layer` normalises each token within each level, as the study does; `batch` each channel over
    all tokens of the batch."""


def momentum(horizon: float, steps: int) -> float:
    """What of the target encoder stays at each of `steps` steps, in 0 to 1."""
    return max(0.0, 1 - 1 / (horizon * steps))


@torch.no_grad()
def follow(target: nn.Module, online: nn.Module, stays: float) -> None:
    """One EMA step: target <- stays * target + (1 - stays) * online, over all parameters."""
    behind: list[Tensor] = list(target.parameters())
    ahead: list[Tensor] = list(online.parameters())
    torch._foreach_lerp_(behind, ahead, 1 - stays)


def layer_normalised(tokens: Tensor, levels: int) -> Tensor:
    """`tokens` (B, N, levels * width): each level of each token to mean 0 and variance 1."""
    apart = tokens.view(*tokens.shape[:-1], levels, -1)
    return F.layer_norm(apart, apart.shape[-1:], eps=EPS).flatten(-2)


def batch_normalised(tokens: Tensor, levels: int) -> Tensor:
    """`tokens` (B, N, levels * width): each channel to mean 0 and variance 1 over B and N."""
    rows = tokens.float().flatten(0, 1)
    return F.batch_norm(rows, None, None, training=True, eps=EPS).view(tokens.shape)


NORMALISATIONS: dict[Normalisation, Callable[[Tensor, int], Tensor]] = {
    "layer": layer_normalised,
    "batch": batch_normalised,
}
