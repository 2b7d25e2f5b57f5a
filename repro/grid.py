"""Which pixels belong to which token, and where does a token stand?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor

from claimcheck.errors import ReproError


class Grid(NamedTuple):
    """The token grid of a clip, flattened with time slowest, then rows, then columns."""

    times: int
    rows: int
    columns: int

    @property
    def places(self) -> int:
        """Tokens of one time step: the distance in the flat order to the token one step later."""
        return self.rows * self.columns

    @property
    def tokens(self) -> int:
        return self.times * self.places

    def coordinates(self) -> Tensor:
        """(N, 3): time, row and column of every token."""
        axes = [torch.arange(n) for n in self]
        return torch.stack(torch.meshgrid(*axes, indexing="ij"), -1).reshape(-1, 3)


@dataclass(frozen=True)
class Tiles:
    """A clip cut into the pixels of its tokens."""

    pixels: Tensor
    """(B, N, colours * tubelet * patch * patch)"""
    grid: Grid

    def colours(self) -> Tensor:
        """(B, N, 3): mean colour of each tile."""
        return self.pixels.view(*self.pixels.shape[:-1], 3, -1).mean(-1)


def tiles(clip: Tensor, *, tubelet: int, patch: int) -> Tiles:
    """Cuts `clip` (B, 3, F, H, W). Raises ReproError where the tiles do not fill it."""
    batch, colours, frames, height, width = clip.shape
    if frames % tubelet or height % patch or width % patch:
        raise ReproError(
            f"{frames} frames of {height} by {width} do not divide into tiles of"
            f" {tubelet} by {patch} by {patch}",
            remedy="choose frames and a resolution that tubelet and patch divide",
        )
    grid = Grid(frames // tubelet, height // patch, width // patch)
    cut = clip.reshape(
        batch, colours, grid.times, tubelet, grid.rows, patch, grid.columns, patch
    ).permute(0, 2, 4, 6, 1, 3, 5, 7)  # (B, T, H, W, 3, tubelet, patch, patch)
    return Tiles(cut.reshape(batch, grid.tokens, -1), grid)


def rows(tokens: Tensor, index: Tensor) -> Tensor:
    """(B, K, D): the tokens of `tokens` (B, N, D) that `index` (B, K) names, copied row by row."""
    start = torch.arange(len(tokens), device=index.device)[:, None] * tokens.shape[1]
    return tokens.flatten(0, 1).index_select(0, (index + start).flatten()).view(*index.shape, -1)
