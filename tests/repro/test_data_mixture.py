"""Is pretraining fed in the study's proportions?"""

from pathlib import Path

import numpy as np
import pytest

from claimcheck.errors import ReproError
from repro.data import DATASETS, REGIMES, Request, mixture
from repro.data.directions import SHIFTS, STEPS, Directions, resized

REQUEST = Request(n=40)


def test_the_study_s_regimes_are_offered() -> None:
    roles = {DATASETS[name].role: share for name, share in REGIMES["mixed"].items()}
    assert roles == {"UCF-101": 0.2, "SSv2": 0.6, "ImageNet-100": 0.2}
    assert {DATASETS[name].role for name in REGIMES["ucf101"]} == {"UCF-101"}


def test_sources_are_drawn_by_their_weights() -> None:
    mixed = mixture(REGIMES["mixed"], DATASETS, REQUEST)
    source = mixed.batch(4000, np.random.default_rng(0)).source
    shares = np.bincount(source, minlength=3) / 4000
    assert abs(shares - [0.2, 0.6, 0.2]).max() < 0.03
    assert mixed.names == ("action", "temporal", "appearance")


def test_a_batch_holds_training_clips_of_the_source_it_names() -> None:
    mixed = mixture(REGIMES["mixed"], DATASETS, REQUEST)
    batch = mixed.batch(60, np.random.default_rng(1))
    assert batch.frames.shape == (60, 3, 8, 32, 32)
    for clip, source in zip(batch.frames, batch.source, strict=True):
        assert any((clip == own).all() for own in mixed.sources[source].frames)
    still = batch.frames[batch.source == 2]
    assert len(still)
    assert (still == still[:, :, :1]).all()


def test_the_same_generator_draws_the_same_batch_and_another_does_not() -> None:
    mixed = mixture(REGIMES["mixed"], DATASETS, REQUEST)
    one, two, other = (mixed.batch(16, np.random.default_rng(s)).frames for s in (3, 3, 4))
    assert (one == two).all()
    assert (one != other).any()


def test_another_seed_is_fed_other_clips_in_the_same_proportions() -> None:
    one, other = (mixture(REGIMES["mixed"], DATASETS, Request(n=40, seed=seed)) for seed in (0, 1))
    assert one.weights == other.weights
    for own, others in zip(one.sources, other.sources, strict=True):
        assert (own.labels == others.labels).all()
        assert (own.frames != others.frames).any(axis=(1, 2, 3, 4)).all()


def test_every_clip_of_a_source_is_drawn_sooner_or_later() -> None:
    ucf = mixture(REGIMES["ucf101"], DATASETS, REQUEST)
    seen = {clip.tobytes() for clip in ucf.batch(600, np.random.default_rng(0)).frames}
    assert len(seen) == REQUEST.n


REFUSED = [{"action": 0.5}, {"nobody": 1.0}, {"action": 1.5, "temporal": -0.5}]


@pytest.mark.parametrize("weights", REFUSED)
def test_weights_that_are_no_shares_are_refused(weights: dict[str, float]) -> None:
    with pytest.raises(ReproError, match="no mixture"):
        mixture(weights, DATASETS, REQUEST)


def test_pretraining_never_sees_test_clips() -> None:
    with pytest.raises(ReproError, match="training clips alone"):
        mixture(REGIMES["ucf101"], DATASETS, Request(n=8, split="test"))


def test_every_data_set_says_what_the_interface_asks() -> None:
    for name, data in DATASETS.items():
        clips = data.clips(Request(n=8))
        assert len(clips) == 8, name
        assert clips.classes == data.classes
        assert 0 <= clips.labels.min() <= clips.labels.max() < len(data.classes)
        assert data.role
        assert {"noise", "blur", "contrast", "background", "slow", "small", "sprites"} <= set(
            data.shifts
        )


EXACT = Request(n=40, split="test", resolution=160, frames=2)


def test_the_study_s_eight_directions_are_balanced_and_200() -> None:
    train = DATASETS["directions-200"].clips(Request(n=160, frames=2))
    test = DATASETS["directions-200"].clips(Request(n=40, split="test", frames=2))
    assert (np.bincount(train.labels) == 20).all()
    assert (np.bincount(test.labels) == 5).all()
    own = {clip.tobytes() for clip in train.frames}
    assert len(own) == 160
    assert own.isdisjoint(clip.tobytes() for clip in test.frames)


def test_the_study_s_set_ignores_the_seed_and_is_whole_where_more_is_asked_for() -> None:
    own = DATASETS["directions-200"]
    few = own.clips(Request(n=40, split="test", frames=2))
    many = own.clips(Request(n=2048, split="test", frames=2, seed=7))
    assert len(many) == 40
    assert (few.frames == many.frames).all()
    larger = (DATASETS["directions"].clips(Request(n=8, seed=seed, frames=2)) for seed in (0, 7))
    assert len({clips.frames.tobytes() for clips in larger}) == 2


def test_a_disc_moves_by_its_direction_s_step_or_is_held_at_the_border() -> None:
    clips = Directions(exact=True).clips(Request(n=48, resolution=160))
    place = np.arange(160)
    free = 0
    for label, clip in zip(clips.labels, clips.frames.astype(int), strict=True):
        inside = clip.max(0) > 119  # grey noise on a dark ground stays below
        if inside[:, [0, -1]].any() or inside[:, :, [0, -1]].any():
            continue
        x = (inside * place).sum((1, 2)) / inside.sum((1, 2))
        y = (inside * place[:, None]).sum((1, 2)) / inside.sum((1, 2))
        assert np.allclose(np.diff(x), list(STEPS.values())[label][0])
        assert np.allclose(np.diff(y), list(STEPS.values())[label][1])
        free += 1
    assert free > 10


def test_colours_noise_and_radius_are_in_the_study_s_ranges() -> None:
    clips = Directions(exact=True).clips(EXACT)
    first = clips.frames[:, :, 0].astype(int)  # (40, 3, 160, 160)
    inside = first.max(1) > 119
    ground = first.transpose(1, 0, 2, 3)[:, ~inside]
    assert ground.max() <= 79 + 29
    assert first.transpose(1, 0, 2, 3)[:, inside].min() >= 120
    radius = np.sqrt(inside.sum((1, 2)) / np.pi)
    assert radius.max() < 40
    later = clips.frames[:, :, 1].astype(int)
    both = ~inside & (later.max(1) <= 119)
    change = (later - first).transpose(1, 0, 2, 3)[:, both]
    assert (change == change[0]).all()  # grey
    assert 20 < abs(change[0]).max() <= 29


@pytest.mark.parametrize("shift", sorted(SHIFTS))
def test_a_shift_of_the_directions_keeps_the_labels(shift: str, tmp_path: Path) -> None:
    plain, moved = (
        DATASETS["directions"].clips(Request(n=8, split="test", shift=s), tmp_path)
        for s in ("none", shift)
    )
    assert (plain.labels == moved.labels).all()
    assert (plain.frames != moved.frames).any(axis=(1, 2, 3, 4)).all()


@pytest.mark.parametrize("side", [32, 64, 112, 160, 224])
def test_resizing_keeps_the_mean_and_a_flat_picture(side: int) -> None:
    picture = np.random.default_rng(0).random((2, 160, 160))
    assert np.allclose(resized(picture, side, -1).mean((1, 2)), picture.mean((1, 2)))
    assert np.allclose(resized(np.ones((1, 160)), side, -1), 1)


def test_a_fifth_of_the_size_is_the_mean_of_five_pixels() -> None:
    picture = np.random.default_rng(0).random((3, 160))
    assert np.allclose(resized(picture, 32, -1), picture.reshape(3, 32, 5).mean(-1))
