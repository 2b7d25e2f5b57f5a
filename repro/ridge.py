"""What does a line read off features, with the penalty that leaves-one-out best?"""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional as F

PENALTIES = tuple(10.0**k for k in range(-4, 5))
"""Penalties tried, times the number of training clips."""


def ridge(train: Tensor, labels: Tensor, *, classes: int) -> Callable[[Tensor], Tensor]:
    """Scores (M, classes) of features (M, D) by ridge regression onto ±1, closed form.

    The penalty is the one of PENALTIES with the least leave-one-out error on `train` (N, D).
    """
    x, y = train.double(), 2.0 * F.one_hot(labels, classes).double() - 1
    mean, level = x.mean(0), y.mean(0)
    turn, strength = _axes(x - mean)
    turned = (x - mean) @ turn  # (N, K)
    squares, seen = turned.square(), turned.T @ (y - level)
    best, weights = math.inf, torch.zeros_like(seen)
    for penalty in PENALTIES:
        inverse = 1 / (strength + penalty * len(x))
        leverage = (squares @ inverse)[:, None] + 1 / len(x)
        tried = inverse[:, None] * seen  # (K, classes)
        missed = (y - level - turned @ tried) / (1 - leverage).clamp_min(1e-12)
        error = float(missed.square().mean())
        if error < best:
            best, weights = error, tried
    line = turn @ weights
    return lambda asked: (asked.double() - mean) @ line + level


def _axes(x: Tensor) -> tuple[Tensor, Tensor]:
    """Principal axes of `x` (N, D) as columns (D, K), and its sums of squares along them (K,)."""
    if len(x) < x.shape[1]:
        _, singular, axes = torch.linalg.svd(x, full_matrices=False)
        return axes.T, singular.square()
    strength, turn = torch.linalg.eigh(x.T @ x)
    return turn, strength.clamp_min(0)
