"""Does a killed run go on to the same result, and do all arms of a seed see the same clips?"""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from claimcheck.errors import ReproError  # noqa: E402
from repro.arms import arm  # noqa: E402
from repro.data import DATASETS, REGIMES, Mixture, Request, mixture  # noqa: E402
from repro.model import Shape  # noqa: E402
from repro.scales import ProbeSizes, Scale, Training, load  # noqa: E402
from repro.train import (  # noqa: E402
    CHECKPOINT,
    augmented,
    drawn,
    learning_rate,
    optimiser_of,
    train,
    watched,
)
from repro.watch import inert  # noqa: E402

TINY = Scale(
    name="tiny",
    about="",
    shape=Shape(
        frames=8, resolution=16, patch=4, width=16, depth=4, heads=2,
        predictor_width=8, predictor_depth=1, predictor_heads=1,
    ),
    training=Training(steps=6, batch=4, clips=32, learning_rate=1e-3, watched=2),
    probe=ProbeSizes(train=8, test=8),
)  # fmt: skip


class Killed(Exception):
    """What the tests end a run with."""


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture
def clips(tmp_path: Path) -> Mixture:
    request = Request(n=TINY.training.clips, frames=8, resolution=16)
    return mixture(REGIMES["mixed"], DATASETS, request, tmp_path / "clips")


def same(one: torch.nn.Module, other: torch.nn.Module) -> bool:
    pairs = zip(one.state_dict().values(), other.state_dict().values(), strict=True)
    return all(torch.equal(a, b) for a, b in pairs)


def test_the_same_seed_gives_the_same_bits(clips: Mixture) -> None:
    first, second = (train(arm("ld"), TINY, clips, seed=3) for _ in range(2))
    assert same(first.model, second.model)
    assert first.progress.losses == second.progress.losses
    assert not same(first.model, train(arm("ld"), TINY, clips, seed=4).model)


@pytest.mark.parametrize("name", ["baseline", "fwm_hw_ld", "kinematic", "combo"])
@pytest.mark.parametrize("dies_after", [1, 4])
def test_a_killed_run_goes_on_to_the_same_result(
    name: str, dies_after: int, clips: Mixture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("repro.train.SECONDS_BETWEEN_CHECKPOINTS", 0.0)

    def die(step: int, steps: int, loss: float) -> None:
        if step == dies_after:
            raise Killed

    whole = train(arm(name), TINY, clips, seed=1)
    with pytest.raises(Killed):
        train(arm(name), TINY, clips, seed=1, folder=tmp_path, tell=die)
    resumed = train(arm(name), TINY, clips, seed=1, folder=tmp_path)
    assert same(resumed.model, whole.model)
    assert resumed.progress.losses == whole.progress.losses
    assert resumed.progress.moments == whole.progress.moments


def test_a_checkpoint_of_another_run_is_refused_and_a_broken_one_named(
    clips: Mixture, tmp_path: Path
) -> None:
    train(arm("baseline"), TINY, clips, seed=1, folder=tmp_path)
    with pytest.raises(ReproError, match="other settings"):
        train(arm("ld"), TINY, clips, seed=1, folder=tmp_path)
    (tmp_path / CHECKPOINT).write_bytes(b"half")
    with pytest.raises(ReproError, match="broken"):
        train(arm("baseline"), TINY, clips, seed=1, folder=tmp_path)


def test_draws_depend_on_seed_step_and_purpose_alone() -> None:
    seen = {drawn(s, t, w) for s in range(3) for t in range(3) for w in ("clips", "masks")}
    assert len(seen) == 18
    assert drawn(1, 2, "clips") == drawn(1, 2, "clips")


def test_all_arms_of_a_seed_see_the_same_clips(clips: Mixture) -> None:
    one, two = (
        clips.batch(8, np.random.default_rng(drawn(5, 7, "clips"))).frames for _ in range(2)
    )
    assert np.array_equal(one, two)


def test_the_first_step_of_two_arms_predicts_the_same(clips: Mixture) -> None:
    base, with_ld = (train(arm(name), TINY, clips, seed=2) for name in ("baseline", "ld"))
    first = [run.progress.moments[0].terms["prediction"] for run in (base, with_ld)]
    assert first[0] == first[1]


def test_a_term_without_gradient_is_named_inert(clips: Mixture) -> None:
    released = train(arm("hw_ld"), TINY, clips, seed=1).progress.moments
    alone = train(arm("ld"), TINY, clips, seed=1).progress.moments
    assert "ld" in inert(released, {"ld"})
    assert inert(alone, {"ld"}) == []


def test_the_learning_rate_warms_up_to_a_plateau() -> None:
    plan = TINY.training.model_copy(update={"warmup": 0.1})
    rates = [learning_rate(plan, step, 100) for step in range(100)]
    assert rates[0] == pytest.approx(plan.learning_rate / 6)
    assert rates[10:] == [plan.learning_rate] * 90
    assert all(a < b for a, b in pairwise(rates[:11]))


def test_biases_and_vectors_do_not_decay(clips: Mixture) -> None:
    model = train(arm("baseline"), TINY, clips, seed=0).model
    decayed, rest = optimiser_of(model, TINY.training).param_groups
    assert all(p.ndim >= 2 for p in decayed["params"])
    assert (decayed["weight_decay"], rest["weight_decay"]) == (0.04, 0.0)
    counted = len(decayed["params"]) + len(rest["params"])
    assert counted == len(model.trained())


def test_the_first_and_the_last_step_are_watched() -> None:
    assert {0, 5} == set(watched(TINY.training, 6))
    assert set(watched(TINY.training, 1)) == {0}


def test_a_crop_without_a_flip_keeps_a_flat_picture_and_all_frames_alike() -> None:
    clip = torch.rand(3, 3, 1, 16, 16).expand(3, 3, 4, 16, 16)
    cut = augmented(clip, torch.Generator().manual_seed(0))
    assert cut.shape == clip.shape
    assert torch.allclose(cut[:, :, :1].expand_as(cut), cut)
    flat = augmented(torch.full((2, 3, 2, 16, 16), 0.5), torch.Generator().manual_seed(1))
    assert torch.allclose(flat, torch.full_like(flat, 0.5), atol=1e-5)


def test_every_shipped_scale_is_sound() -> None:
    assert set(load()) == {"smoke", "cpu", "gpu", "paper", "vit-b"}
    for scale in load().values():
        shape = scale.shape
        assert shape.depth % shape.levels == 0
        assert shape.resolution % shape.patch == 0
        assert shape.frames // shape.tubelet >= 4
    assert load()["paper"].shape == Shape()
