"""What does a class token read off a clip's tokens, and which way down does that go?

Only the class row of the self-attention is computed. Its query is the same for every clip, so keys
and values need no projection a token, and the keys' bias, which the softmax cancels, no weight.
Where a clip is one token the softmax is over two, and the attention a logistic function.

S probes are worked out side by side, with B clips each; weights have the probe as their first axis.
There are h heads of width d, D = h·d. Gradients are written out: for matrices as small as these,
automatic ones take several times as long."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

HEADS = 8
Weights = dict[str, Tensor]
Back = Callable[[Tensor, Weights], None]
"""From the gradient of what a pass gave, adds the gradient of each weight to the second."""


@dataclass(frozen=True)
class Asked:
    """The class token's question, the same for every clip."""

    query: Tensor
    """(S·h, d, 1), scaled."""
    turned: Tensor
    """(S, h, D): the query turned by the keys, so that tokens are held against it as they are."""


def room(tokens: Tensor) -> Tensor:
    """Tokens (…, L, D) with an empty row before them for the class token; one token needs none."""
    return tokens if tokens.shape[-2] == 1 else F.pad(tokens, (0, 0, 1, 0))


def attention(weights: Weights, tokens: Tensor) -> tuple[Tensor, Back]:
    """What attention gives, (S, B, D), all heads side by side, and the way back from it; of tokens
    (S, B, L, D) that were given `room`, into which it writes."""
    return _one(weights, tokens) if tokens.shape[2] == 1 else _many(weights, tokens)


def _many(weights: Weights, tokens: Tensor) -> tuple[Tensor, Back]:
    probes, clips, _, width = tokens.shape
    tokens[:, :, 0] = weights["cls"][:, None]
    rows, asked = tokens.flatten(0, 1), _asked(weights)
    every = asked.turned[:, None].expand(-1, clips, -1, -1).reshape(-1, HEADS, width)
    share = torch.bmm(every, rows.mT).softmax(-1)  # (S·B, h, 1 + L)
    pooled = _swapped(torch.bmm(share, rows), probes)  # (S·h, B, D)
    given = _swapped(torch.bmm(pooled, _heads(weights["value"]).mT), probes)
    given = given.reshape(probes, clips, width) + weights["value_bias"][:, None]

    def back(slope: Tensor, into: Weights) -> None:
        heads = _swapped(slope.reshape(probes * clips, HEADS, -1), probes)  # (S·h, B, d)
        pools = torch.bmm(heads, _heads(weights["value"]))  # (S·h, B, D)
        level = _swapped((pools * pooled).sum(-1, keepdim=True), probes)
        pools = _swapped(pools, probes)  # (S·B, h, D)
        score = torch.bmm(pools, rows.mT).sub_(level).mul_(share)  # (S·B, h, 1 + L)
        own, seen = (p[..., 0].reshape(probes, 1, -1) for p in (score, share))
        own = own.view(probes, 1, clips, HEADS).sum(2)
        first = torch.bmm(seen, pools.reshape(probes, -1, width)).baddbmm_(own, asked.turned)
        _heads(into["value"]).baddbmm_(heads.mT, pooled)
        into["value_bias"] += slope.sum(1)
        into["cls"] += first[:, 0]
        turned = torch.bmm(score, rows).view(probes, clips, -1).sum(1)
        _ask_back(weights, asked, turned, into)

    return given, back


def _one(weights: Weights, tokens: Tensor) -> tuple[Tensor, Back]:
    cls, value, asked = weights["cls"], weights["value"], _asked(weights)
    apart = tokens[:, :, 0] - cls[:, None]  # (S, B, D)
    share = torch.bmm(apart, asked.turned.mT).sigmoid_()[..., None]  # (S, B, h, 1), the token's
    worth = torch.bmm(apart, value.mT).view(*apart.shape[:2], HEADS, -1)  # (S, B, h, d)
    own = torch.baddbmm(weights["value_bias"][..., None], value, cls[..., None])
    given = (worth * share).flatten(2) + own.mT

    def back(slope: Tensor, into: Weights) -> None:
        heads, whole = slope.view(worth.shape), slope.sum(1)
        score = (heads * worth).sum(-1) * (share - share.square())[..., 0]  # (S, B, h)
        values = (heads * share).flatten(2)
        into["value"].baddbmm_(values.mT, apart).baddbmm_(whole[..., None], cls[:, None])
        into["value_bias"] += whole
        left = torch.bmm((whole - values.sum(1))[:, None], value)
        left.baddbmm_(score.sum(1)[:, None], asked.turned, alpha=-1)
        into["cls"] += left[:, 0]
        _ask_back(weights, asked, torch.bmm(score.mT, apart), into)

    return given, back


def _asked(weights: Weights) -> Asked:
    cls, bias = weights["cls"][..., None], weights["query_bias"][..., None]
    scale = 1 / math.sqrt(cls.shape[1] // HEADS)
    query = torch.baddbmm(bias, weights["query"], cls, beta=scale, alpha=scale)
    query = query.view(len(cls) * HEADS, -1, 1)
    turned = torch.bmm(query.mT, _heads(weights["key"]))
    return Asked(query, turned.view(len(cls), HEADS, -1))


def _ask_back(weights: Weights, asked: Asked, slope: Tensor, into: Weights) -> None:
    """From the gradient of `asked.turned`."""
    cls, slope = weights["cls"], slope.view(-1, 1, weights["cls"].shape[1])
    _heads(into["key"]).baddbmm_(asked.query, slope)
    query = torch.bmm(_heads(weights["key"]), slope.mT).view(*cls.shape, 1)
    query *= 1 / math.sqrt(cls.shape[1] // HEADS)
    into["query"].baddbmm_(query, cls[:, None])
    into["query_bias"] += query[..., 0]
    into["cls"] += torch.bmm(query.mT, weights["query"])[:, 0]


def _heads(weight: Tensor) -> Tensor:
    """(S·h, d, D) of (S, D, D)."""
    return weight.view(len(weight) * HEADS, -1, weight.shape[-1])


def _swapped(values: Tensor, probes: int) -> Tensor:
    """(S·h, B, …) of (S·B, h, …), and the other way round."""
    apart = values.reshape(probes, -1, *values.shape[1:])
    return apart.transpose(1, 2).reshape(-1, apart.shape[1], apart.shape[3])
