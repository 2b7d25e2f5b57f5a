"""What of a training's course is kept in the record of its run?"""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("torch")

from repro.curves import curves, thinned
from repro.train import Progress
from repro.watch import Moment

CASES = [
    ([], 3, ()),
    ([5.0], 3, ((0, 5.0),)),
    ([1.0, 3.0, 5.0, 7.0], 2, ((1, 2.0), (3, 6.0))),
    ([1.0, 2.0, 3.0, 4.0, 5.0], 2, ((1, 1.5), (4, 4.0))),
    ([1.0, 2.0], 50, ((0, 1.0), (1, 2.0))),
]


@pytest.mark.parametrize(("losses", "most", "expected"), CASES)
def test_a_curve_keeps_the_means_of_equal_stretches(
    losses: list[float], most: int, expected: Any
) -> None:
    assert thinned(losses, most) == expected


def test_a_long_training_keeps_few_points_and_its_mean() -> None:
    losses = [1 / (1 + step) for step in range(5000)]
    kept = thinned(losses)
    assert len(kept) == 50
    assert kept[-1][0] == 4999
    assert sum(v for _, v in kept) / 50 == pytest.approx(sum(losses) / 5000, rel=1e-4)


def test_what_was_not_trained_has_no_curve() -> None:
    assert curves(Progress()) == {}


def test_the_moments_are_kept_with_their_steps() -> None:
    seen = Moment(
        step=7, loss=1.0, terms={}, loss_share={}, gradient_share={},
        feature_sd=0.25, effective_rank=12.345678,
    )  # fmt: skip
    kept = curves(Progress(step=8, losses=[2.0] * 8, moments=[seen]))
    assert kept["effective_rank"] == ((7, 12.346),)
    assert kept["feature_sd"] == ((7, 0.25),)
    assert kept["loss"][-1] == (7, 2.0)
