"""Which functions turn features into scores?

Attentive and linear probes hold their weights in a dictionary whose tensors have the probe seed as
their first axis: several probes train side by side for little more than the time of one."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Generator, Tensor
from torch.nn import functional as F

from claimcheck.errors import ReproError

HEADS = 8
PENALTIES = tuple(10.0**k for k in range(-4, 5))
"""Ridge penalties tried, times the number of training clips."""
Weights = dict[str, Tensor]


@dataclass(frozen=True)
class Reader:
    """A probe that is trained by gradients."""

    start: Callable[[int, int, Generator], Weights]
    """Fresh weights of one probe, from width and classes."""
    read: Callable[[Weights, Tensor], Tensor]
    """Scores (S, B, classes) of tokens (S, B, L, D) by S probes."""


def ridge(train: Tensor, labels: Tensor, *, classes: int) -> Callable[[Tensor], Tensor]:
    """Scores (M, classes) of features (M, D) by ridge regression onto ±1, closed form.

    The penalty is the one of PENALTIES with the least leave-one-out error on `train` (N, D).
    """
    x, y = train.double(), 2.0 * F.one_hot(labels, classes).double() - 1
    mean, level = x.mean(0), y.mean(0)
    u, s, vh = torch.linalg.svd(x - mean, full_matrices=False)
    seen = u.T @ (y - level)  # (K, classes)
    best, weights = math.inf, torch.zeros_like(vh.T @ seen)
    for penalty in PENALTIES:
        damped = s.square() / (s.square() + penalty * len(x))
        leverage = (u.square() * damped).sum(1, keepdim=True) + 1 / len(x)
        missed = (y - level - u @ (damped[:, None] * seen)) / (1 - leverage).clamp_min(1e-12)
        error = float(missed.square().mean())
        if error < best:
            shrunk = s / (s.square() + penalty * len(x))
            best, weights = error, vh.T @ (shrunk[:, None] * seen)
    return lambda asked: (asked.double() - mean) @ weights + level


def attend(weights: dict[str, Tensor], tokens: Tensor) -> Tensor:
    """The attentive probe: scores (S, B, classes) of tokens (S, B, L, D), for S probes at once.

    A learned class token goes before the tokens; one self-attention layer of HEADS heads, the
    residual, LayerNorm; a linear layer reads the class row. Only that row is computed: its query is
    the same for every clip, so keys and values need no projection a token.
    """
    width, clips = tokens.shape[-1], tokens.shape[1]
    cls = weights["cls"]  # (S, D)
    split = weights["in_weight"].reshape(len(cls), 3, HEADS, -1, width)
    query, key, value = split.unbind(1)  # (S, h, d, D) each
    bias = weights["in_bias"].reshape(len(cls), 3, HEADS, -1)  # that of keys cancels in the softmax
    asked = torch.einsum("shdc,sc->shd", query, cls) + bias[:, 0]
    asked = torch.einsum("shd,shdc->shc", asked, key) / math.sqrt(width // HEADS)
    own = torch.einsum("shc,sc->sh", asked, cls)[:, None, None].expand(-1, clips, -1, -1)
    others = torch.einsum("sblc,shc->sblh", tokens, asked)
    share = torch.cat((own, others), 2).softmax(2)  # (S, B, 1 + L, h)
    pooled = torch.einsum("sblh,sblc->sbhc", share[:, :, 1:], tokens)
    pooled = pooled + share[:, :, 0, :, None] * cls[:, None, None]
    mixed = torch.einsum("sbhc,shdc->sbhd", pooled, value) + bias[:, None, 2]
    row = torch.einsum("sbc,sdc->sbd", mixed.flatten(2), weights["out_weight"])
    row = row + weights["out_bias"][:, None] + cls[:, None]  # (S, B, D)
    row = F.layer_norm(row, (width,))
    row = row * weights["norm_weight"][:, None] + weights["norm_bias"][:, None]
    return _last(weights, row)


def weigh(weights: dict[str, Tensor], tokens: Tensor) -> Tensor:
    """The linear probe: scores (S, B, classes) of the mean over L of tokens (S, B, L, D)."""
    return _last(weights, tokens.mean(2))


def _last(weights: dict[str, Tensor], row: Tensor) -> Tensor:
    return torch.einsum("sbd,skd->sbk", row, weights["weight"]) + weights["bias"][:, None]


def _linear(width: int, classes: int, draws: Generator) -> dict[str, Tensor]:
    """PyTorch's own start of a Linear layer."""
    reach = 1 / math.sqrt(width)
    return {
        "weight": torch.empty(classes, width).uniform_(-reach, reach, generator=draws),
        "bias": torch.empty(classes).uniform_(-reach, reach, generator=draws),
    }


def _attentive(width: int, classes: int, draws: Generator) -> dict[str, Tensor]:
    """PyTorch's own start of MultiheadAttention, LayerNorm and Linear; class token N(0, 0.02²)."""
    if width % HEADS:
        raise ReproError(
            f"{width} channels do not divide into {HEADS} heads",
            remedy=f"make the encoder's width a multiple of {HEADS}",
        )
    reach, glorot = 1 / math.sqrt(width), math.sqrt(6 / (4 * width))
    return {
        "cls": torch.empty(width).normal_(0, 0.02, generator=draws),
        "in_weight": torch.empty(3 * width, width).uniform_(-glorot, glorot, generator=draws),
        "in_bias": torch.zeros(3 * width),
        "out_weight": torch.empty(width, width).uniform_(-reach, reach, generator=draws),
        "out_bias": torch.zeros(width),
        "norm_weight": torch.ones(width),
        "norm_bias": torch.zeros(width),
        **_linear(width, classes, draws),
    }


READERS = {"attentive": Reader(_attentive, attend), "linear": Reader(_linear, weigh)}
