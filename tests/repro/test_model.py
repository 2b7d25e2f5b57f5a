"""Does the model see only what it may, know where tokens stand, and have the study's sizes?"""

import math

import pytest

torch = pytest.importorskip("torch")

from claimcheck.errors import ReproError  # noqa: E402
from repro.grid import Grid, rows, tiles  # noqa: E402
from repro.masks import MaskRecipe, MaskSet, draw  # noqa: E402
from repro.model import Encoder, Predictor, Shape  # noqa: E402
from repro.rotary import rotate, rotation  # noqa: E402

TINY = Shape(
    frames=8,
    resolution=16,
    patch=4,
    width=24,
    depth=4,
    heads=2,
    predictor_width=16,
    predictor_depth=2,
    predictor_heads=2,
)
CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    torch.manual_seed(0)
    made = Encoder(TINY)
    for parameter in made.parameters():  # far from the nearly linear start
        torch.nn.init.normal_(parameter, std=0.3)
    return made


@pytest.fixture
def clip() -> torch.Tensor:
    return torch.randn(2, 3, 8, 16, 16, generator=torch.Generator().manual_seed(0))


@pytest.fixture
def masks() -> tuple[MaskSet, ...]:
    return draw(MaskRecipe(), TINY.grid, 2, torch.Generator().manual_seed(0))


def count(module: torch.nn.Module) -> int:
    return sum(p.numel() for p in module.parameters())


def test_sizes_are_the_studys() -> None:
    """86.8 M with a patch embedding for images (3 * 16 * 16 * 768 and biases) that is never used;
    9.7 M without the output head for context positions."""
    with torch.device("meta"):
        encoder, predictor = Encoder(Shape()), Predictor(Shape())
    unused = 3 * 16 * 16 * 768 + 768 + 768
    assert round((count(encoder) + unused) / 1e6, 1) == 86.8
    assert round((count(predictor) - count(predictor.to_context)) / 1e6, 1) == 9.7
    assert Shape().grid == Grid(8, 14, 14)
    assert Shape().output == 3072


def test_tokens_stand_in_raster_order_and_hold_their_own_pixels() -> None:
    clip = torch.arange(2 * 3 * 4 * 4 * 6).view(2, 3, 4, 4, 6)
    cut = tiles(clip, tubelet=2, patch=2)
    assert cut.grid == Grid(2, 2, 3)
    t, row, column = 1, 0, 2
    expected = clip[1, :, 2 * t : 2 * t + 2, 2 * row : 2 * row + 2, 2 * column : 2 * column + 2]
    assert torch.equal(cut.pixels[1, t * 6 + row * 3 + column], expected.flatten())
    assert cut.grid.coordinates()[t * 6 + row * 3 + column].tolist() == [t, row, column]


def test_embedding_is_a_convolution_over_tubelets(encoder: Encoder, clip: torch.Tensor) -> None:
    weight = encoder.embed.weight.view(24, 3, 2, 4, 4)
    expected = torch.nn.functional.conv3d(clip, weight, encoder.embed.bias, stride=(2, 4, 4))
    found = encoder.embed(encoder.tiles(clip).pixels)
    assert torch.allclose(found, expected.flatten(2).transpose(1, 2), atol=1e-5)


def test_clips_that_tiles_do_not_fill_are_refused() -> None:
    with pytest.raises(ReproError, match="do not divide"):
        tiles(torch.zeros(1, 3, 3, 16, 16), tubelet=2, patch=4)


def test_hidden_pixels_do_not_matter(encoder: Encoder, clip: torch.Tensor, masks) -> None:
    cut = encoder.tiles(clip)
    before = encoder(cut, [masks[0].context])[0]
    index = masks[0].target[..., None].expand(-1, -1, cut.pixels.shape[-1])
    cut.pixels.scatter_(1, index, 7.0)
    assert torch.equal(encoder(cut, [masks[0].context])[0], before)


def test_sets_packed_side_by_side_do_not_see_each_other(encoder: Encoder, clip, masks) -> None:
    cut = encoder.tiles(clip)
    together = encoder(cut, [m.context for m in masks])
    for packed, mask in zip(together, masks, strict=True):
        assert torch.allclose(packed, encoder(cut, [mask.context])[0], atol=1e-5)


def test_naming_all_tokens_is_the_same_as_naming_none(encoder: Encoder, clip) -> None:
    cut = encoder.tiles(clip)
    every = torch.arange(cut.grid.tokens).expand(2, -1)
    assert torch.allclose(encoder(cut, [every])[0], encoder(cut)[0], atol=1e-5)


def test_tokens_know_their_place_and_not_their_turn(encoder: Encoder, clip, masks) -> None:
    cut, context = encoder.tiles(clip), masks[0].context
    shuffled = encoder(cut, [context.flip(1)])[0].flip(1)
    assert torch.allclose(shuffled, encoder(cut, [context])[0], atol=1e-5)
    moved = encoder(encoder.tiles(clip.roll(4, -1)))[0]
    assert not torch.allclose(moved.mean(1), encoder(cut)[0].mean(1), atol=1e-3)


def test_probes_read_the_last_level_at_any_size(encoder: Encoder, clip) -> None:
    assert torch.equal(encoder.features(clip), encoder(encoder.tiles(clip))[0][..., -24:])
    assert encoder.features(torch.zeros(1, 3, 4, 20, 12)).shape == (1, 2 * 5 * 3, 24)


def test_levels_are_taken_after_each_quarter() -> None:
    torch.manual_seed(0)
    deep = Encoder(TINY.model_copy(update={"depth": 8}))
    cut = deep.tiles(torch.randn(1, 3, 8, 16, 16))
    before = deep(cut)[0]
    with torch.no_grad():
        deep.blocks[4].mlp.fc2.bias += torch.randn(24)  # the fifth of eight: levels three and four
    after = deep(cut)[0]
    assert torch.equal(before[..., :48], after[..., :48])
    assert not torch.allclose(before[..., 48:72], after[..., 48:72])


def test_predictor_gives_each_set_what_it_gives_it_alone(clip, masks) -> None:
    torch.manual_seed(0)
    predictor = Predictor(TINY)
    context = [torch.randn(2, m.context.shape[1], TINY.output) for m in masks]
    together = predictor(context, masks, TINY.grid)
    for tokens, mask, (target, recalled) in zip(context, masks, together, strict=True):
        alone = predictor([tokens], [mask], TINY.grid)[0]
        assert target.shape == (*mask.target.shape, TINY.output)
        assert torch.allclose(target, alone[0], atol=1e-6)
        assert torch.allclose(recalled, alone[1], atol=1e-6)


def test_rotation_turns_each_axis_by_its_frequencies() -> None:
    grid, head = Grid(3, 4, 4), 20  # three pairs an axis, one pair left over
    table = rotation(grid, head, CPU)
    token = 2 * 16 + 1 * 4 + 3
    positions = [2, 1 * 15 / 3, 3 * 15 / 3]
    angles = [p * 10000 ** (-i / 3) for p in positions for i in range(3)] + [0.0]
    expected = torch.polar(torch.ones(10), torch.tensor(angles))
    assert torch.allclose(table[token], expected, atol=1e-5)
    turned = rotate(torch.tensor([1.0, 0.0] * 10), table[token])
    assert turned[2:4].tolist() == pytest.approx(
        [math.cos(angles[1]), math.sin(angles[1])], abs=1e-5
    )
    assert turned[18:].tolist() == [1.0, 0.0]


@pytest.mark.parametrize(("axis", "unit"), [(0, 1.0), (1, 15 / 13), (2, 15 / 13)])
def test_attention_sees_distances_alone(axis: int, unit: float) -> None:
    """Query and key moved along together keep their product."""
    grid = Grid(8, 14, 14)
    table = rotation(grid, 24, CPU)
    step = (grid.places, grid.columns, 1)[axis]
    query, key = torch.randn(2, 24, generator=torch.Generator().manual_seed(0))
    products = [
        (rotate(query, table[start]) @ rotate(key, table[start + 3 * step])).item()
        for start in (0, 2 * step, 4 * step)
    ]
    assert products[1:] == pytest.approx([products[0]] * 2, abs=1e-4)
    assert table[step, (0, 4, 8)[axis]].angle().item() == pytest.approx(unit, abs=1e-5)


def test_weights_that_write_to_the_residual_stream_start_smaller_with_depth() -> None:
    torch.manual_seed(0)
    encoder = Encoder(TINY.model_copy(update={"width": 96}))
    for number, block in enumerate(encoder.blocks, 1):
        assert block.attn.qkv.weight.std().item() == pytest.approx(0.02, rel=0.1)
        for weight in (block.attn.proj.weight, block.mlp.fc2.weight):
            assert weight.std().item() == pytest.approx(0.02 / math.sqrt(2 * number), rel=0.1)


BAD = [
    ({"depth": 6}, "do not divide into 4 levels"),
    ({"heads": 5}, "does not divide into 5 heads"),
    ({"width": 6, "heads": 2}, "heads of even width"),
]


@pytest.mark.parametrize(("change", "message"), BAD)
def test_impossible_sizes_are_refused(change: dict[str, int], message: str) -> None:
    with pytest.raises(ReproError, match=message):
        Encoder(TINY.model_copy(update=change))


def test_rows_are_those_named() -> None:
    tokens = torch.randn(3, 7, 5)
    index = torch.tensor([[0, 6], [3, 1], [2, 2]])
    assert torch.equal(rows(tokens, index), tokens[torch.arange(3)[:, None], index])
