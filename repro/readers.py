"""How are probes trained by gradients, several side by side?

Their weights are dictionaries whose tensors have the probe seed as their first axis: several train
for little more than the time of one."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Generator, Tensor
from torch.nn import functional as F

from repro import attentive
from repro.attention import Back, Weights, room

NUMBERS_IN_A_PASS = 2**19
"""Feature values that go through a training pass at once: few enough for a core's caches."""


@dataclass(frozen=True)
class Reader:
    """A probe that is trained by gradients."""

    start: Callable[[int, int, Generator], Weights]
    """Fresh weights of one probe, from width and classes."""
    ready: Callable[[Tensor], Tensor]
    """Tokens (N, L, D) as `read` takes them, (N, L', D)."""
    read: Callable[[Weights, Tensor], tuple[Tensor, Back]]
    """Scores (S, B, classes) of ready tokens (S, B, L', D) by S probes, and the way back."""


@dataclass(frozen=True)
class Descent:
    """How a probe is trained: AdamW at a constant rate."""

    rate: float
    batch: int
    epochs: int
    decay: float


@torch.inference_mode()
def trained(
    reader: Reader,
    tokens: Tensor,
    labels: Tensor,
    classes: int,
    descent: Descent,
    seeds: Sequence[int],
) -> Weights:
    """Probes trained side by side on tokens (N, L, D), each in its own order.

    AdamW treats every weight by itself, so each probe comes out as if it were alone.
    """
    draws = [torch.Generator().manual_seed(s) for s in seeds]
    fresh = [reader.start(tokens.shape[-1], classes, g) for g in draws]
    ready, aims = reader.ready(tokens), F.one_hot(labels, classes).to(tokens)
    flat, weights = _laid_out(fresh, tokens.device)
    flat.grad, slopes = _laid_out(fresh, tokens.device)
    adam = torch.optim.AdamW([flat], lr=descent.rate, weight_decay=descent.decay, fused=True)
    for _ in range(descent.epochs):
        order = torch.stack([torch.randperm(len(ready), generator=g) for g in draws])  # (S, N)
        for batch in torch.split(order.to(tokens.device), descent.batch, dim=1):
            flat.grad.zero_()
            for part in torch.split(batch, _at_once(ready, len(seeds), NUMBERS_IN_A_PASS), 1):
                scores, back = reader.read(weights, _taken(ready, part))
                back((scores.softmax(-1) - _taken(aims, part)) / batch.shape[1], slopes)
            adam.step()
    return weights


@torch.inference_mode()
def scores(reader: Reader, weights: Weights, tokens: Tensor, *, numbers: int) -> Tensor:
    """(S, N, classes) of tokens (N, L, D), so many feature values at once."""
    probes = len(weights["bias"])
    parts = torch.split(tokens, _at_once(tokens, probes, numbers))
    ready = (reader.ready(part).repeat(probes, 1, 1, 1) for part in parts)
    return torch.cat([reader.read(weights, part)[0] for part in ready], dim=1)


def _laid_out(fresh: list[Weights], device: torch.device) -> tuple[Tensor, Weights]:
    """All weights of all probes in one row, and views of it by name: one tensor to step."""
    stacked = {name: torch.stack([w[name] for w in fresh]) for name in fresh[0]}
    flat = torch.cat([w.flatten() for w in stacked.values()]).to(device)
    views = torch.split(flat, [w.numel() for w in stacked.values()])
    return flat, {n: v.view(w.shape) for v, (n, w) in zip(views, stacked.items(), strict=True)}


def _at_once(tokens: Tensor, probes: int, numbers: int) -> int:
    """Clips."""
    return max(1, numbers // (probes * tokens[0].numel()))


def _taken(rows: Tensor, part: Tensor) -> Tensor:
    """(S, B, …): the rows that `part` (S, B) names."""
    return rows.index_select(0, part.flatten()).view(*part.shape, *rows.shape[1:])


def _weigh(weights: Weights, means: Tensor) -> tuple[Tensor, Back]:
    """The linear probe: scores (S, B, classes) of clips' mean tokens (S, B, 1, D)."""
    rows = means[:, :, 0]

    def back(slope: Tensor, into: Weights) -> None:
        into["weight"].baddbmm_(slope.mT, rows)
        into["bias"] += slope.sum(1)

    return torch.baddbmm(weights["bias"][:, None], rows, weights["weight"].mT), back


def _linear(width: int, classes: int, draws: Generator) -> Weights:
    """PyTorch's own start of a Linear layer."""
    reach = 1 / math.sqrt(width)
    return {
        "weight": torch.empty(classes, width).uniform_(-reach, reach, generator=draws),
        "bias": torch.empty(classes).uniform_(-reach, reach, generator=draws),
    }


READERS = {
    "attentive": Reader(attentive.start, room, attentive.read),
    "linear": Reader(_linear, lambda tokens: tokens.mean(1, keepdim=True), _weigh),
}
