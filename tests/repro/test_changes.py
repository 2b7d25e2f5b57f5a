"""Is a changed scale another scale, and are changes that cannot be refused?"""

import pytest

torch = pytest.importorskip("torch")

from claimcheck.errors import ReproError  # noqa: E402
from repro.cells import cell  # noqa: E402
from repro.changes import canonical, changed  # noqa: E402
from repro.scales import scale  # noqa: E402

# given, as it is written
CASES = [
    ((), ()),
    (("training.steps=100",), ("training.steps=100",)),
    (("training.steps=100", "probe.train=8"), ("probe.train=8", "training.steps=100")),
    (("training.steps=5", " training.steps = 100 "), ("training.steps=100",)),
    (("training.steps=60",), ()),
    (("training.learning_rate=1e-4",), ("training.learning_rate=0.0001",)),
    (("training.learning_rate=0.001",), ()),
    (("training.augment=true",), ("training.augment=true",)),
    (("training.betas=[0.9, 0.95]",), ("training.betas=[0.9,0.95]",)),
]


@pytest.mark.parametrize(("given", "expected"), CASES)
def test_a_change_is_written_in_one_way_and_one_that_changes_nothing_is_none(
    given: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    assert canonical("smoke", given) == expected


def test_a_changed_scale_has_what_was_set_and_the_rest_as_it_was() -> None:
    own = changed(scale("smoke"), ("training.steps=7", "probe.train=9"))
    assert (own.training.steps, own.probe.train) == (7, 9)
    assert own.shape == scale("smoke").shape
    assert own.training.batch == scale("smoke").training.batch


def test_runs_of_a_changed_scale_lie_in_a_folder_of_their_own() -> None:
    plain, other, same = (
        cell(arm="ld", seed=0, scale="smoke", changes=c)
        for c in ((), ("training.steps=7",), ("training.steps=60",))
    )
    assert plain.name == same.name == "smoke/mixed/ld/seed-0"
    assert other.name == "smoke+training.steps=7/mixed/ld/seed-0"


BAD = [
    ("training.step=7", "no setting is called 'training.step'"),
    ("name=x", "no setting is called 'name'"),
    ("shape=3", "no setting is called 'shape'"),
    ("training.steps", "'training.steps' sets nothing"),
    ("training.steps=0", "training.steps: Input should be greater than 0"),
    ("training.steps=many", "training.steps: Input should be a valid integer"),
    ("training.steps=[", "training.steps: Input should be a valid integer"),
]


@pytest.mark.parametrize(("change", "says"), BAD)
def test_a_change_that_cannot_be_is_refused_with_a_remedy(change: str, says: str) -> None:
    with pytest.raises(ReproError, match=says.replace("[", r"\[")) as error:
        cell(arm="ld", seed=0, scale="smoke", changes=(change,))
    assert error.value.remedy
