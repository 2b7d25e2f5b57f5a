"""What does a step of pretraining cost when it is written the straightforward way?

Our own restatement of arXiv 2605.17165 as released, from its mathematics and in nobody's code: an
encoder pass and a predictor pass for each mask set; rotary positions axis by axis in real numbers,
their angles computed in each block; tokens gathered set by set; for latent dynamics, student tokens
scattered into a grid of zeros, the head on the whole grid; all losses computed and propagated at
every step, whatever they weigh; AdamW and EMA by parameter. It borrows only the weights of a
`Pretraining`, so that both start alike, and gives the same losses."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from repro.grid import Grid
from repro.losses import SCHEDULES
from repro.masks import MaskSet
from repro.model import Encoder
from repro.pretraining import Pretraining

ARMS = ("baseline", "ld")
"""Whose terms are written here."""


def loss(
    model: Pretraining, clip: Tensor, masks: Sequence[MaskSet], step_fraction: float
) -> Tensor:
    """The total of one of `ARMS`."""
    grid = model.shape.grid
    with torch.no_grad():
        levels = _encode(model.target, clip, grid, None).chunk(model.shape.levels, -1)
        target = torch.cat([F.layer_norm(x, x.shape[-1:]) for x in levels], -1)  # (B, N, D)
    terms: dict[str, list[Tensor]] = {"prediction": [], "context": [], "ld": []}
    for mask in masks:
        student = _encode(model.encoder, clip, grid, mask.context)
        predicted, recalled = _predict(model, student, mask, grid)
        terms["prediction"].append((predicted - _gather(target, mask.target)).abs().mean())
        errors = (recalled - _gather(target, mask.context)).abs()
        terms["context"].append((errors / _distance(mask, grid).sqrt()[..., None]).mean())
        if "ld" in model.loss.parts:
            terms["ld"].append(_dynamics(model, student, mask, target, grid))
    weighted = [
        part.coefficient * SCHEDULES[part.schedule](step_fraction) * torch.stack(terms[name]).mean()
        for name, part in model.loss.parts.items()
    ]
    return torch.stack(weighted).sum()


@torch.no_grad()
def follow(target: nn.Module, online: nn.Module, stays: float) -> None:
    for behind, ahead in zip(target.parameters(), online.parameters(), strict=True):
        behind.mul_(stays).add_(ahead, alpha=1 - stays)


def _encode(encoder: Encoder, clip: Tensor, grid: Grid, visible: Tensor | None) -> Tensor:
    shape = encoder.shape
    size = (shape.tubelet, shape.patch, shape.patch)
    weight = encoder.embed.weight.view(-1, 3, *size)
    tokens = F.conv3d(clip, weight, encoder.embed.bias, stride=size).flatten(2).transpose(1, 2)
    tokens = tokens + encoder.modality
    place = torch.arange(grid.tokens).expand(len(clip), -1)
    if visible is not None:
        tokens, place = _gather(tokens, visible), visible
    stride, levels = shape.depth // shape.levels, []
    for number, block in enumerate(encoder.blocks, 1):
        tokens = _block(block, tokens, place, grid)
        if number % stride == 0:
            levels.append(encoder.norms[number // stride - 1](tokens))
    return torch.cat(levels, -1)


def _predict(
    model: Pretraining, student: Tensor, mask: MaskSet, grid: Grid
) -> tuple[Tensor, Tensor]:
    predictor, known = model.predictor, mask.context.shape[1]
    blanks = predictor.mask_token.expand(*mask.target.shape, -1)
    tokens = torch.cat((predictor.project(student), blanks), 1) + predictor.modality
    place = torch.cat((mask.context, mask.target), 1)
    for block in predictor.blocks:
        tokens = _block(block, tokens, place, grid)
    tokens = predictor.norm(tokens)
    return predictor.to_target(tokens[:, known:]), predictor.to_context(tokens[:, :known])


def _block(block: nn.Module, tokens: Tensor, place: Tensor, grid: Grid) -> Tensor:
    batch, count, width = tokens.shape
    attention, heads = block.attn, block.attn.num_heads
    mixed = attention.qkv(block.norm1(tokens)).view(batch, count, 3, heads, width // heads)
    query, key, value = mixed.permute(2, 0, 3, 1, 4).unbind(0)  # (B, heads, N, head_width)
    seen = F.scaled_dot_product_attention(
        _rotate(query, place, grid), _rotate(key, place, grid), value
    )
    tokens = tokens + attention.proj(seen.transpose(1, 2).reshape(batch, count, width))
    return tokens + block.mlp(block.norm2(tokens))


def _rotate(x: Tensor, place: Tensor, grid: Grid) -> Tensor:
    """`x` (B, heads, N, head_width), `place` (B, N)."""
    size = x.shape[-1] // 3 // 2 * 2
    rows, columns = 15 / max(grid.rows - 1, 1), 15 / max(grid.columns - 1, 1)
    positions = (
        place // grid.places,
        place % grid.places // grid.columns * rows,
        place % grid.columns * columns,
    )
    parts = [
        _rotate_axis(x[..., axis * size : (axis + 1) * size], position)
        for axis, position in enumerate(positions)
    ]
    return torch.cat((*parts, x[..., 3 * size :]), -1)


def _rotate_axis(x: Tensor, position: Tensor) -> Tensor:
    pairs = x.shape[-1] // 2
    frequency = 10_000 ** (-torch.arange(pairs) / max(pairs, 1))
    angle = (position[:, None, :, None] * frequency).repeat_interleave(2, -1)  # (B, 1, N, size)
    first, second = x.unflatten(-1, (-1, 2)).unbind(-1)
    return x * angle.cos() + torch.stack((-second, first), -1).flatten(-2) * angle.sin()


def _dynamics(
    model: Pretraining, student: Tensor, mask: MaskSet, target: Tensor, grid: Grid
) -> Tensor:
    index = mask.context[..., None].expand_as(student)
    whole = torch.zeros_like(target).scatter(1, index, student)
    seen = torch.zeros(target.shape[:2], dtype=torch.bool).scatter(1, mask.context, True)
    now, later = slice(None, -grid.places), slice(grid.places, None)
    guess = model.loss.modules_by_name["ld"].head(whole[:, now])
    both = seen[:, now] & seen[:, later]
    return (guess - (target[:, later] - target[:, now])).abs()[both].mean()


def _gather(tokens: Tensor, index: Tensor) -> Tensor:
    return tokens.gather(1, index[..., None].expand(-1, -1, tokens.shape[-1]))


def _distance(mask: MaskSet, grid: Grid) -> Tensor:
    """(B, K)"""
    place = grid.coordinates().float()
    return torch.cdist(place[mask.context], place[mask.target]).amin(-1)
