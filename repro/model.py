"""What is trained? A video transformer over tubelets, and a narrow one that fills in masked tokens.

arXiv 2605.17165, base training (V-JEPA 2.1 style): no class token, rotary positions alone, and an
output made of four levels: the tokens after each quarter of the blocks, normalised, side by side.

Only visible tokens go through the encoder. The mask sets of a step travel in one pass, packed side
by side: layers that act on single tokens do all sets at once, attention stays inside a set."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from claimcheck.errors import ReproError
from claimcheck.record import Record
from repro.grid import Grid, Tiles, rows, tiles
from repro.masks import MaskSet
from repro.rotary import rotate, rotation
from repro.timm_loader import Attention, Block, trunc_normal_

EPS = 1e-6
SPREAD = 0.02


class Shape(Record):
    """Sizes of a model and its clips. The defaults are the study's: ViT-B/16, 16 frames, 224 px."""

    frames: int = 16
    resolution: int = 224
    tubelet: int = 2
    patch: int = 16
    width: int = 768
    depth: int = 12
    heads: int = 12
    levels: int = 4
    """Output levels, at equal distances in depth; `depth` is a multiple of it."""
    mlp_ratio: float = 4.0
    predictor_width: int = 256
    predictor_depth: int = 8
    predictor_heads: int = 8

    @property
    def grid(self) -> Grid:
        """The token grid of a training clip."""
        side = self.resolution // self.patch
        return Grid(self.frames // self.tubelet, side, side)

    @property
    def output(self) -> int:
        """Channels of a training token: all levels side by side."""
        return self.levels * self.width


class Norm(nn.LayerNorm):
    """Affine layer norm with the study's eps."""

    def __init__(self, width: int, **options: Any) -> None:
        super().__init__(width, eps=EPS, **options)


class RotaryAttention(Attention):
    """timm's attention with turned queries and keys, over sequences packed side by side."""

    def forward(self, tokens: Tensor, turn: Tensor, lengths: list[int]) -> Tensor:  # type: ignore[override]
        """`tokens` (B, N, D); `turn` (B or 1, N, 1, 1, head_width / 2); `lengths` sum to N."""
        batch, count, width = tokens.shape
        mixed = self.qkv(tokens).view(batch, count, 3, self.num_heads, self.head_dim)
        turned, value = mixed.split((2, 1), 2)  # one gradient buffer, which slices would not share
        turned = rotate(turned, turn).permute(2, 0, 3, 1, 4)  # (2, B, heads, N, head_width)
        value = value[:, :, 0].transpose(1, 2)
        parts = zip(*(part.split(lengths, 2) for part in (*turned.unbind(), value)), strict=True)
        seen = [F.scaled_dot_product_attention(*part).transpose(1, 2) for part in parts]
        joined = seen[0] if len(seen) == 1 else torch.cat(seen, 1)
        written: Tensor = self.proj(joined.reshape(batch, count, width))
        return written


class RotaryBlock(Block):
    """timm's pre-norm block with rotary attention; no dropout, layer scale or stochastic depth."""

    def __init__(self, width: int, heads: int, mlp_ratio: float) -> None:
        super().__init__(
            width,
            heads,
            mlp_ratio,
            qkv_bias=True,
            norm_layer=Norm,
            attn_layer=RotaryAttention,
        )

    def forward(self, tokens: Tensor, turn: Tensor, lengths: list[int]) -> Tensor:  # type: ignore[override]
        """Shapes as in RotaryAttention."""
        tokens = tokens + self.attn(self.norm1(tokens), turn, lengths)
        change: Tensor = self.mlp(self.norm2(tokens))
        return tokens + change


class Encoder(nn.Module):
    """Tubelets in, tokens of all levels out."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        if shape.depth % shape.levels:
            raise ReproError(
                f"{shape.depth} blocks do not divide into {shape.levels} levels",
                remedy="choose a depth that is a multiple of `levels`",
            )
        self.shape = shape
        self.embed = nn.Linear(3 * shape.tubelet * shape.patch**2, shape.width)
        self.modality = nn.Parameter(torch.zeros(1, 1, shape.width))
        self.blocks = _blocks(shape.depth, shape.width, shape.heads, shape.mlp_ratio)
        self.norms = nn.ModuleList(Norm(shape.width) for _ in range(shape.levels))
        _initialise(self)

    def forward(self, cut: Tiles, visible: Sequence[Tensor] = ()) -> list[Tensor]:
        """Encodes the tokens that each of `visible` (B, K) names, apart; all of them without it.

        Gives a tensor (B, K, levels * width) for each entry, the shallowest level first.
        """
        pixels = _pick(cut.pixels, visible)
        tokens = self.embed(pixels) + self.modality  # (B, sum of K, width)
        lengths = [index.shape[1] for index in visible] or [cut.grid.tokens]
        turn = _turn(cut.grid, self.shape.width // self.shape.heads, visible, tokens.device)
        stride = self.shape.depth // self.shape.levels
        levels = []
        for number, block in enumerate(self.blocks, 1):
            tokens = block(tokens, turn, lengths)
            if number % stride == 0:
                levels.append(self.norms[number // stride - 1](tokens))
        return list(torch.split(torch.cat(levels, -1), lengths, 1))

    def tiles(self, clip: Tensor) -> Tiles:
        """`clip` (B, 3, F, H, W), of any length and size that the tiles divide, cut up."""
        return tiles(clip, tubelet=self.shape.tubelet, patch=self.shape.patch)

    def features(self, clip: Tensor) -> Tensor:
        """(B, N, width): what probes read, the last level over the whole `clip`."""
        (levels,) = self.forward(self.tiles(clip))
        return levels[..., -self.shape.width :]


class Predictor(nn.Module):
    """Context tokens in; what stands at the targets, and at the context itself, out."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        width = shape.predictor_width
        self.heads = shape.predictor_heads
        self.project = nn.Sequential(
            nn.Linear(shape.output, shape.width), nn.GELU(), nn.Linear(shape.width, width)
        )
        self.mask_token = nn.Parameter(torch.zeros(1, 1, width))
        self.modality = nn.Parameter(torch.zeros(1, 1, width))
        self.blocks = _blocks(shape.predictor_depth, width, self.heads, shape.mlp_ratio)
        self.norm = Norm(width)
        self.to_target = nn.Linear(width, shape.output)
        self.to_context = nn.Linear(width, shape.output)
        _initialise(self)

    def forward(
        self, context: Sequence[Tensor], masks: Sequence[MaskSet], grid: Grid
    ) -> list[tuple[Tensor, Tensor]]:
        """For each mask set: predictions (B, M, output) and (B, K, output) for its targets and its
        context, from `context` (B, K, output)."""
        batch = context[0].shape[0]
        sizes = [size for m in masks for size in (m.context.shape[1], m.target.shape[1])]
        known = self.project(torch.cat(tuple(context), 1)).split(sizes[::2], 1)
        blanks = [self.mask_token.expand(batch, size, -1) for size in sizes[1::2]]
        rows = [part for pair in zip(known, blanks, strict=True) for part in pair]
        tokens = torch.cat(rows, 1) + self.modality  # (B, K0 + M0 + K1 + M1, width)
        places = [torch.cat((m.context, m.target), 1) for m in masks]
        turn = _turn(grid, tokens.shape[-1] // self.heads, places, tokens.device)
        lengths = [place.shape[1] for place in places]
        for block in self.blocks:
            tokens = block(tokens, turn, lengths)
        parts = self.norm(tokens).split(sizes, 1)
        at_target = self.to_target(torch.cat(parts[1::2], 1)).split(sizes[1::2], 1)
        at_context = self.to_context(torch.cat(parts[::2], 1)).split(sizes[::2], 1)
        return list(zip(at_target, at_context, strict=True))


def _blocks(depth: int, width: int, heads: int, mlp_ratio: float) -> nn.ModuleList:
    if width % heads or width // heads % 2:
        raise ReproError(
            f"a width of {width} does not divide into {heads} heads of even width",
            remedy="choose a width that is a multiple of twice the number of heads",
        )
    return nn.ModuleList(RotaryBlock(width, heads, mlp_ratio) for _ in range(depth))


def _pick(tokens: Tensor, visible: Sequence[Tensor]) -> Tensor:
    """(B, sum of K, D): the tokens named, set after set."""
    if not visible:
        return tokens
    return rows(tokens, torch.cat(tuple(visible), 1))


def _turn(grid: Grid, head_width: int, places: Sequence[Tensor], device: torch.device) -> Tensor:
    """(B or 1, N, 1, 1, head_width / 2): the rotation of each token."""
    table = rotation(grid, head_width, device)
    chosen = table[torch.cat(tuple(places), 1)] if places else table[None]
    return chosen[:, :, None, None]


def _initialise(model: Encoder | Predictor) -> None:
    """Truncated normal weights; the layers that write to the residual stream shrink with depth."""
    for module in model.modules():
        if isinstance(module, nn.Linear):
            trunc_normal_(module.weight, std=SPREAD)
            nn.init.zeros_(module.bias)
    nn.init.normal_(model.modality, std=1e-6)
    with torch.no_grad():
        for number, block in enumerate(model.blocks, 1):
            for name in ("attn.proj.weight", "mlp.fc2.weight"):
                block.get_parameter(name).div_(math.sqrt(2 * number))
