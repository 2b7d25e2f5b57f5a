"""Are pairs, parts and places those that the objectives mean?"""

import pytest

torch = pytest.importorskip("torch")

from repro.grid import Grid, Tiles  # noqa: E402
from repro.latents import Channels, Latents, View  # noqa: E402
from repro.masks import MaskSet  # noqa: E402

GRID = Grid(3, 1, 3)
"""Tokens 0 1 2, then 3 4 5, then 6 7 8."""


def view(context: list[list[int]], target: list[list[int]]) -> View:
    """Every token's channels hold its sample and its index; the target's are a hundred higher."""
    batch = len(context)
    names = torch.stack(
        [
            torch.arange(batch)[:, None].expand(-1, GRID.tokens),
            torch.arange(GRID.tokens).expand(batch, -1),
        ],
        -1,
    ).float()
    seen = torch.tensor(context)
    student = names[torch.arange(batch)[:, None], seen]
    filled = names[torch.arange(batch)[:, None], torch.tensor(target)]
    masks = MaskSet(seen, torch.tensor(target))
    return View(masks, student, filled, student, names + 100, GRID)


# context of two samples, the pairs (sample, token, token one step on)
PAIRS = [
    ([[0, 1, 3, 7], [2, 4, 5, 7]], [(0, 0, 3), (1, 2, 5), (1, 4, 7)]),
    ([[0, 3, 6], [1, 2, 6]], [(0, 0, 3), (0, 3, 6)]),
]


@pytest.mark.parametrize(("context", "expected"), PAIRS)
def test_pairs_are_same_place_next_step_both_seen(
    context: list[list[int]], expected: list[tuple[int, int, int]]
) -> None:
    pairs = view(context, [[8], [8]]).pairs
    assert pairs is not None
    assert pairs.now.tolist() == [[s, a] for s, a, _ in expected]
    assert pairs.later.tolist() == [[s, b] for s, _, b in expected]
    assert pairs.target_now.tolist() == [[100 + s, 100 + a] for s, a, _ in expected]
    assert pairs.target_later.tolist() == [[100 + s, 100 + b] for s, _, b in expected]
    assert pairs.rows.tolist() == [9 * s + a for s, a, _ in expected]


def test_sets_without_pairs_are_left_out_of_the_mean() -> None:
    with_pairs, without = view([[0, 3]], [[8]]), view([[0, 1]], [[8]])
    assert without.pairs is None
    tiles = Tiles(torch.zeros(1, 9, 24), GRID)
    both = Latents(with_pairs.whole, (with_pairs, without), tiles)
    assert both.over_pairs(lambda pairs: pairs.now.sum() + 5).item() == 5
    none = Latents(without.whole, (without, without), tiles)
    assert none.over_pairs(lambda pairs: pairs.now.sum() + 5).item() == 0


def test_errors_are_those_of_the_masked_tokens() -> None:
    assert view([[0, 1]], [[4, 8]]).errors.tolist() == [[100, 100]]


# split, part, channels of a token of two levels of four, and a quarter appearance
PARTS = [
    ("depth", "all", [0, 1, 2, 3, 4, 5, 6, 7]),
    ("depth", "appearance", [0, 1]),
    ("depth", "motion", [2, 3, 4, 5, 6, 7]),
    ("within", "all", [0, 1, 2, 3, 4, 5, 6, 7]),
    ("within", "appearance", [0, 4]),
    ("within", "motion", [1, 2, 3, 5, 6, 7]),
]


@pytest.mark.parametrize(("split", "part", "expected"), PARTS)
def test_parts_are_the_channels_named(split: str, part: str, expected: list[int]) -> None:
    channels = Channels(levels=2, width=4, ratio=0.25, split=split)
    tokens = torch.arange(8).expand(3, 5, 8)
    assert channels.take(tokens, part)[2, 4].tolist() == expected
    assert channels.size(part) == len(expected)
