"""Are masks tubes that hide what they should, cut as the study cuts them?"""

import pytest

torch = pytest.importorskip("torch")

from claimcheck.errors import ReproError  # noqa: E402
from repro.grid import Grid  # noqa: E402
from repro.masks import Blocks, MaskRecipe, Motion, draw, motion_map  # noqa: E402

STUDY = Grid(8, 14, 14)
SMALL = Grid(4, 8, 8)
FUTURE = MaskRecipe(
    sets=(Blocks(count=4, scale=0.15), Blocks(count=1, scale=0.70)), keep_time=0.5, complement=True
)


def generator(seed: int = 0):
    return torch.Generator().manual_seed(seed)


def mean_shares(recipe: MaskRecipe, draws: int = 60) -> list[float]:
    """Context and target share of each set, at the study's grid and batch of 8."""
    chance = generator()
    sizes = [
        [m.shape[1] for s in draw(recipe, STUDY, 8, chance) for m in (s.context, s.target)]
        for _ in range(draws)
    ]
    return (torch.tensor(sizes).float().mean(0) / STUDY.tokens).tolist()


# recipe, shares that the study's own masks were measured to have
SHARES = [
    (MaskRecipe(), [0.268, 0.519, 0.094, 0.715]),
    (FUTURE, [0.238, 0.762, 0.152, 0.848]),
]


@pytest.mark.parametrize(("recipe", "expected"), SHARES)
def test_masks_leave_as_much_context_as_the_studys(
    recipe: MaskRecipe, expected: list[float]
) -> None:
    assert mean_shares(recipe) == pytest.approx(expected, abs=0.025)


@pytest.mark.parametrize("recipe", [MaskRecipe(), FUTURE])
def test_lists_are_sorted_and_apart(recipe: MaskRecipe) -> None:
    for masks in draw(recipe, SMALL, 6, generator()):
        for context, target in zip(masks.context, masks.target, strict=True):
            assert context.diff().min() > 0 and target.diff().min() > 0
            assert not set(context.tolist()) & set(target.tolist())
            assert context.min() >= 0 and max(context.max(), target.max()) < SMALL.tokens


def test_one_sample_is_split_without_rest_into_tubes() -> None:
    for masks in draw(MaskRecipe(), SMALL, 1, generator()):
        assert masks.context.shape[1] + masks.target.shape[1] == SMALL.tokens
        places = [
            (masks.target[0] % SMALL.places)[masks.target[0] // SMALL.places == t] for t in range(4)
        ]
        assert all(torch.equal(place, places[0]) for place in places)


def test_what_a_batch_loses_is_late_and_what_it_keeps_is_early() -> None:
    """A sample's list in a batch is the beginning of a longer list: no gap before its end."""
    masks = draw(MaskRecipe(), SMALL, 8, generator())[0]
    for context, target in zip(masks.context, masks.target, strict=True):
        seen = torch.zeros(SMALL.tokens, dtype=torch.bool)
        seen[context] = seen[target] = True
        sure = min(int(context[-1]), int(target[-1]))
        assert seen[: sure + 1].all()


def test_the_first_time_step_foretells_the_others() -> None:
    masks = draw(MaskRecipe(), SMALL, 4, generator())[1]
    for context, target in zip(masks.context, masks.target, strict=True):
        visible = set(context[context < SMALL.places].tolist())
        assert {int(i) % SMALL.places for i in context} <= visible
        assert not {int(i) % SMALL.places for i in target} & visible


def test_the_generator_decides() -> None:
    one, same, other = (draw(MaskRecipe(), SMALL, 4, generator(seed)) for seed in (1, 1, 2))
    assert torch.equal(one[0].context, same[0].context)
    assert torch.equal(one[1].target, same[1].target)
    assert one[0].context.shape != other[0].context.shape or not torch.equal(
        one[0].context, other[0].context
    )


def test_future_context_is_early_and_targets_are_all_the_rest() -> None:
    for masks in draw(FUTURE, SMALL, 4, generator()):
        assert masks.context.max() < SMALL.tokens // 2
        assert masks.context.shape[1] + masks.target.shape[1] == SMALL.tokens


def moving_corner() -> torch.Tensor:
    """(4, 3, 8, 32, 32): still but for the upper left eighth of each side."""
    clip = torch.zeros(4, 3, 8, 32, 32)
    clip[:, :, :, :4, :4] = torch.rand(8, 4, 4, generator=generator())
    return clip


def test_motion_is_where_pixels_change() -> None:
    heat = motion_map(moving_corner(), SMALL)
    assert heat.shape == (4, *SMALL)
    assert heat.amax() == pytest.approx(1)
    assert heat[:, :, 0, 0].min() > 0
    assert heat[:, :, 1:].abs().max() == 0


def test_guided_blocks_cover_what_moves() -> None:
    recipe = MaskRecipe(
        sets=(Blocks(count=1, scale=0.1),), motion=Motion(strength=5, random_rate=0)
    )
    heat = motion_map(moving_corner(), SMALL)
    for seed in range(5):
        masks = draw(recipe, SMALL, 4, generator(seed), motion=heat)[0]
        assert (masks.target == 0).any(1).all()


def test_still_clips_are_masked_as_if_unguided() -> None:
    recipe = MaskRecipe(motion=Motion(strength=5.0, random_rate=0.0))
    still = motion_map(torch.ones(4, 3, 8, 32, 32), SMALL)
    guided = draw(recipe, SMALL, 4, generator(), motion=still)
    for one, other in zip(guided, draw(MaskRecipe(), SMALL, 4, generator()), strict=True):
        assert torch.equal(one.context, other.context)


def test_guided_masks_need_motion() -> None:
    with pytest.raises(ReproError, match="need the clips"):
        draw(MaskRecipe(motion=Motion()), SMALL, 2, generator())


def test_blocks_that_leave_nothing_are_refused() -> None:
    with pytest.raises(ReproError, match="leave no context"):
        draw(
            MaskRecipe(sets=(Blocks(count=1, scale=1.0),), aspect=(1.0, 1.0)), SMALL, 2, generator()
        )
