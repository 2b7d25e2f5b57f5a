"""What is the attentive probe?

A learned class token goes before a clip's tokens; one self-attention layer, the residual,
LayerNorm; a linear layer reads the class row. S probes are worked out side by side; weights have
the probe as their first axis."""

from __future__ import annotations

import math

import torch
from torch import Generator, Tensor

from claimcheck.errors import ReproError
from repro.attention import HEADS, Back, Weights, attention, room

EPS = 1e-5


def start(width: int, classes: int, draws: Generator) -> Weights:
    """PyTorch's own start of MultiheadAttention, LayerNorm and Linear; class token N(0, 0.02²)."""
    if width % HEADS:
        raise ReproError(
            f"{width} channels do not divide into {HEADS} heads",
            remedy=f"make the encoder's width a multiple of {HEADS}",
        )
    reach, glorot = 1 / math.sqrt(width), math.sqrt(6 / (4 * width))
    cls = torch.empty(width).normal_(0, 0.02, generator=draws)
    into = torch.empty(3 * width, width).uniform_(-glorot, glorot, generator=draws)
    query, key, value = into.chunk(3)
    return {
        "cls": cls,
        "query": query,
        "query_bias": torch.zeros(width),
        "key": key,
        "value": value,
        "value_bias": torch.zeros(width),
        "out": torch.empty(width, width).uniform_(-reach, reach, generator=draws),
        "out_bias": torch.zeros(width),
        "norm": torch.ones(width),
        "norm_bias": torch.zeros(width),
        "weight": torch.empty(classes, width).uniform_(-reach, reach, generator=draws),
        "bias": torch.empty(classes).uniform_(-reach, reach, generator=draws),
    }


def attend(weights: Weights, tokens: Tensor) -> Tensor:
    """Scores (S, B, classes) of tokens (S, B, L, D)."""
    return read(weights, room(tokens))[0]


def read(weights: Weights, tokens: Tensor) -> tuple[Tensor, Back]:
    """Scores (S, B, classes) and the way back from them; of tokens (S, B, L, D) that were given
    `room`, into which it writes."""
    given, attention_back = attention(weights, tokens)
    rest = (weights["out_bias"] + weights["cls"])[:, None]
    row = torch.baddbmm(rest, given, weights["out"].mT)  # (S, B, D), the class row
    normal, _, rate = torch.native_layer_norm(row, (row.shape[-1],), None, None, EPS)
    seen = torch.addcmul(weights["norm_bias"][:, None], normal, weights["norm"][:, None])
    scores = torch.baddbmm(weights["bias"][:, None], seen, weights["weight"].mT)

    def back(slope: Tensor, into: Weights) -> None:
        last = torch.bmm(slope, weights["weight"])
        turned, bent = last * normal, last * weights["norm"][:, None]
        level, lean = bent.mean(-1, keepdim=True), (bent * normal).mean(-1, keepdim=True)
        rows = rate * torch.addcmul(bent - level, normal, lean, value=-1)  # (S, B, D)
        into["weight"].baddbmm_(slope.mT, seen)
        into["bias"] += slope.sum(1)
        into["norm"] += turned.sum(1)
        into["norm_bias"] += last.sum(1)
        into["out"].baddbmm_(rows.mT, given)
        into["out_bias"] += (residual := rows.sum(1))
        into["cls"] += residual
        attention_back(torch.bmm(rows, weights["out"]), into)

    return scores, back
