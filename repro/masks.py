"""Which tokens does the encoder see, and which must the predictor fill in?

Multi-block tubes (arXiv 2605.17165, base training): for each of two sets, a number of rectangles
that reach through all time steps; their union is to be predicted, the rest is context. Lists are
cut to the batch's shortest, keeping raster order; what is cut off is neither context nor target."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Generator, Tensor
from torch.nn import functional as F

from claimcheck.errors import ReproError
from claimcheck.record import Record
from repro.grid import Grid

MOST_DRAWS = 1000
LEAST_MOTION = 1e-6


class Blocks(Record):
    """The rectangles of one mask set."""

    count: int
    scale: float
    """Area of one rectangle, as a share of a frame's patches."""


class Motion(Record):
    """Rectangles are drawn where things move."""

    strength: float = 2.0
    """Probability is proportional to the mean motion in the rectangle to this power."""
    random_rate: float = 0.1
    """Share of rectangles that are placed uniformly all the same."""


class MaskRecipe(Record):
    """How masks are drawn."""

    sets: tuple[Blocks, ...] = (Blocks(count=8, scale=0.15), Blocks(count=2, scale=0.70))
    """Short range and long range, in the study."""
    aspect: tuple[float, float] = (0.75, 1.5)
    """Bounds of height over width; one draw for the whole batch and set."""
    motion: Motion | None = None
    keep_time: float = 1.0
    """Later time steps than this share of the clip are never context."""
    complement: bool = False
    """Targets are all tokens that are not context, those cut off included."""


@dataclass(frozen=True)
class MaskSet:
    """Token indices of a batch, in raster order."""

    context: Tensor
    """(B, K)"""
    target: Tensor
    """(B, M)"""


def draw(
    recipe: MaskRecipe,
    grid: Grid,
    batch: int,
    generator: Generator,
    *,
    motion: Tensor | None = None,
) -> tuple[MaskSet, ...]:
    """One MaskSet for each entry of `recipe.sets`, on the CPU, where the generator is.

    `motion` (B, T, H, W) is what `motion_map` gives; only a recipe with `motion` reads it. Raises
    ReproError where that is missing, or where no context can be left over.
    """
    if recipe.motion is None:
        heat = None
    elif motion is None:
        raise ReproError("masks guided by motion need the clips", remedy="pass `motion_map(clip)`")
    else:
        heat = motion.mean(1).cpu()  # (B, H, W): blocks reach through all time steps
    return tuple(_draw_set(recipe, blocks, grid, batch, generator, heat) for blocks in recipe.sets)


def motion_map(clip: Tensor, grid: Grid) -> Tensor:
    """(B, T, H, W) in 0 to 1: how much each token of `clip` (B, 3, F, H, W) changes.

    Absolute frame differences, mean over colours, the first one twice; resized without
    antialiasing, as the study does, so that it reads a few pixels near each patch's centre.
    """
    steps = clip.diff(dim=2).abs().mean(1)  # (B, F - 1, H, W)
    steps = torch.cat((steps[:, :1], steps), 1)
    heat = F.interpolate(steps[:, None], size=tuple(grid), mode="trilinear", align_corners=False)
    heat = heat[:, 0]
    return heat / heat.amax((1, 2, 3), keepdim=True).clamp_min(LEAST_MOTION)


def _draw_set(
    recipe: MaskRecipe,
    blocks: Blocks,
    grid: Grid,
    batch: int,
    generator: Generator,
    heat: Tensor | None,
) -> MaskSet:
    size = _block_size(blocks.scale, recipe.aspect, grid, generator)
    odds = _odds(recipe, heat, size, grid, batch)
    late = math.floor(grid.times * recipe.keep_time)
    hidden = torch.ones(batch, *grid, dtype=torch.bool)  # (B, T, H, W)
    for _ in range(MOST_DRAWS):
        empty = hidden.flatten(1).all(1).nonzero()[:, 0]
        if not len(empty):
            return _lists(hidden.flatten(1), complement=recipe.complement)
        hidden[empty, :late] = _tubes(blocks.count, size, grid, odds[empty], generator)[:, None]
    raise ReproError(
        f"{blocks.count} blocks of {size[0]} by {size[1]} patches leave no context in {grid}",
        remedy="use smaller or fewer blocks, or a finer grid",
    )


def _block_size(
    scale: float, aspect: tuple[float, float], grid: Grid, generator: Generator
) -> tuple[int, int]:
    low, high = aspect
    ratio = low + (high - low) * torch.rand((), generator=generator).item()
    area = math.floor(grid.places * scale + 1e-9)  # 0.7 * 10 is not to become 6
    height = round(math.sqrt(area * ratio))
    width = round(math.sqrt(area / ratio))
    return min(max(height, 1), grid.rows), min(max(width, 1), grid.columns)


def _odds(
    recipe: MaskRecipe, heat: Tensor | None, size: tuple[int, int], grid: Grid, batch: int
) -> Tensor:
    """(B, rows - h + 1, columns - w + 1): how likely each place is a block's upper left corner.

    `heat` (B, H, W) is how much moves at each place.
    """
    corners = (grid.rows - size[0] + 1, grid.columns - size[1] + 1)
    even = torch.ones(batch, *corners) / math.prod(corners)
    if heat is None or recipe.motion is None:
        return even
    inside = F.avg_pool2d(heat[:, None], size, stride=1)[:, 0]
    weight = inside.clamp_min(LEAST_MOTION)
    weight = (weight / weight.amax((1, 2), keepdim=True)) ** recipe.motion.strength
    guided = weight / weight.sum((1, 2), keepdim=True)
    return recipe.motion.random_rate * even + (1 - recipe.motion.random_rate) * guided


def _tubes(
    count: int, size: tuple[int, int], grid: Grid, odds: Tensor, generator: Generator
) -> Tensor:
    """(B, H, W): the union of `count` blocks a sample."""
    corner = torch.multinomial(odds.flatten(1), count, replacement=True, generator=generator)
    top, left = corner // odds.shape[2], corner % odds.shape[2]  # (B, count)
    in_rows = _within(top, size[0], grid.rows)  # (B, count, H)
    in_columns = _within(left, size[1], grid.columns)  # (B, count, W)
    return (in_rows[..., None] & in_columns[..., None, :]).any(1)


def _within(start: Tensor, length: int, size: int) -> Tensor:
    line = torch.arange(size)
    return (line >= start[..., None]) & (line < start[..., None] + length)


def _lists(hidden: Tensor, *, complement: bool) -> MaskSet:
    """`hidden` (B, N) as index lists, cut to the batch's shortest."""
    context = _first(~hidden)
    if complement:
        hidden = torch.ones_like(hidden).scatter_(1, context, False)
    return MaskSet(context=context, target=_first(hidden))


def _first(wanted: Tensor) -> Tensor:
    """(B, K): indices of the wanted tokens, as many as the poorest sample has."""
    shortest = int(wanted.sum(1).min())
    return torch.argsort(~wanted, dim=1, stable=True)[:, :shortest]
