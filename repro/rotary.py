"""How does attention learn where a token stands? By turning queries and keys, axis by axis."""

from __future__ import annotations

from functools import lru_cache

import torch
from torch import Tensor

from repro.grid import Grid

REFERENCE = 16
"""Rows and columns are stretched as if every grid had this many."""
SLOWEST = 10_000.0


@lru_cache(maxsize=16)
def rotation(grid: Grid, head_width: int, device: torch.device) -> Tensor:
    """(N, head_width / 2) complex: what each adjacent pair of channels is multiplied by.

    A third of the channels (rounded down to pairs) turns with time, a third with the row, a third
    with the column; what is left over does not turn. Of an axis's `a` channels, pair `i` turns by
    position * 10000^(-2i/a). Time counts steps; rows and columns are stretched to the reference
    grid of 16.
    """
    stretch = [1.0, *((REFERENCE - 1) / max(size - 1, 1) for size in grid[1:])]
    positions = grid.coordinates() * torch.tensor(stretch)  # (N, 3)
    pairs = head_width // 3 // 2
    slowness = SLOWEST ** (-torch.arange(pairs) / max(pairs, 1))
    angles = (positions[..., None] * slowness).flatten(1)  # (N, 3 * pairs)
    still = torch.zeros(grid.tokens, head_width // 2 - angles.shape[1])
    angles = torch.cat((angles, still), 1)
    return torch.polar(torch.ones_like(angles), angles).to(device)


def rotate(channels: Tensor, by: Tensor) -> Tensor:
    """`channels` (..., head_width) turned by `by` (..., head_width / 2), in float32."""
    pairs = torch.view_as_complex(channels.float().view(*channels.shape[:-1], -1, 2))
    return torch.view_as_real(pairs * by).flatten(-2).to(channels.dtype)
