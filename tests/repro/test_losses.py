"""Is the loss the weighted sum of its terms, on schedule?"""

import pytest

torch = pytest.importorskip("torch")

from claimcheck.errors import ReproError  # noqa: E402
from repro.losses import SCHEDULES, Objective, check_objective  # noqa: E402

# schedule, share of training done, multiple of the coefficient
WEIGHTS = [
    ("constant", 0.0, 1.0),
    ("constant", 1.0, 1.0),
    ("ramp", 0.0, 0.0),
    ("ramp", 0.5, 0.0),
    ("ramp", 0.75, 0.5),
    ("ramp", 1.0, 1.0),
    ("cosine", 0.0, 1.0),
    ("cosine", 0.5, 0.5),
    ("cosine", 1.0, 0.0),
]


@pytest.mark.parametrize(("schedule", "done", "expected"), WEIGHTS)
def test_schedules_give_the_share(schedule: str, done: float, expected: float) -> None:
    assert SCHEDULES[schedule](done) == pytest.approx(expected)


UNKNOWN = [
    ("ldd", {}, "no objective is called ldd"),
    ("ld", {"hiden": 3}, "objective ld, option hiden"),
    ("ld", {"hard": "realeased"}, "'none', 'released' or 'intended'"),
    ("ac", {"reads": "mtion"}, "'all', 'appearance' or 'motion'"),
    ("ltc", {"margin": "wide"}, "objective ltc, option margin"),
    ("kinematic", {"form": "l2"}, "'l1', 'huber' or 'acceleration'"),
    ("prediction", {"channels": 3}, "objective prediction, option channels"),
]


@pytest.mark.parametrize(("name", "options", "message"), UNKNOWN)
def test_unknown_objectives_and_options_are_refused(
    name: str, options: dict[str, int], message: str
) -> None:
    with pytest.raises(ReproError, match=message) as caught:
        check_objective(name, Objective(coefficient=1, options=options))
    assert caught.value.remedy
