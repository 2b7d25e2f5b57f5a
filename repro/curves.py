"""What of a training's course is kept in the record of its run?

The loss of every step is more than a figure shows; its means over equal stretches are kept, and
what was seen at the few steps that were looked at closely."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from repro.train import Progress

MOST = 50
"""Points of a curve."""
Curve = tuple[tuple[int, float], ...]


def curves(progress: Progress) -> dict[str, Curve]:
    """By name, (step, value); nothing of what was not trained."""
    moments = progress.moments
    found = {
        "loss": thinned(progress.losses),
        "effective_rank": tuple((m.step, _short(m.effective_rank)) for m in moments),
        "feature_sd": tuple((m.step, _short(m.feature_sd)) for m in moments),
    }
    return {name: points for name, points in found.items() if points}


def thinned(losses: Sequence[float], most: int = MOST) -> Curve:
    """Means over at most `most` stretches of as equal a length as may be, each at its last step
    (from 0)."""
    count = min(most, len(losses))
    ends = [len(losses) * i // count for i in range(count + 1)] if count else []
    return tuple(
        (end - 1, _short(sum(losses[start:end]) / (end - start))) for start, end in pairwise(ends)
    )


def _short(value: float) -> float:
    return float(f"{value:.5g}")
