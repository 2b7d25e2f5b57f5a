"""What do the objectives read? One step's tokens, student's and target's, by mask set and pair.

Objectives see nothing of the model. A *pair* is a place whose tokens at one time step and at the
next are both context of the same mask set and sample: the temporal objectives reduce over pairs
alone, each pair and channel weighing the same, then over the mask sets that have any."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import torch
from torch import Tensor

from repro.grid import Grid, Tiles, rows
from repro.masks import MaskSet

Part = Literal["all", "appearance", "motion"]
Split = Literal["depth", "within"]


@dataclass(frozen=True)
class Channels:
    """Which channels of a token are appearance and which motion."""

    levels: int
    width: int
    ratio: float = 0.5
    """Share of appearance."""
    split: Split = "depth"
    """`depth`: appearance is the first channels of all, so the shallower levels, as the study does;
    `within`: the first channels of each level."""

    @property
    def total(self) -> int:
        return self.levels * self.width

    def size(self, part: Part) -> int:
        """How many channels `part` has."""
        if part == "all":
            return self.total
        whole = self.total if self.split == "depth" else self.width
        appearance = max(1, int(whole * self.ratio))
        one = appearance if part == "appearance" else whole - appearance
        return one * self.total // whole

    def take(self, tokens: Tensor, part: Part) -> Tensor:
        """`part` of `tokens` (..., total): (..., size of part)."""
        if part == "all":
            return tokens
        groups = 1 if self.split == "depth" else self.levels
        apart = tokens.reshape(*tokens.shape[:-1], groups, -1)
        cut = self.size("appearance") // groups
        chosen = apart[..., :cut] if part == "appearance" else apart[..., cut:]
        return chosen.flatten(-2)


@dataclass(frozen=True)
class Pairs:
    """Tokens and their successors at the same place: P pairs of one mask set, batch pooled."""

    now: Tensor
    """(P, D), student."""
    later: Tensor
    """(P, D), student, one time step on."""
    target_now: Tensor
    """(P, D)"""
    target_later: Tensor
    """(P, D)"""
    rows: Tensor
    """(P,): row of `now` among all B * N tokens of the batch."""
    places: int
    """Rows from a token to its successor."""

    @cached_property
    def target_step(self) -> Tensor:
        """(P, D): how the target changes."""
        return self.target_later - self.target_now


@dataclass(frozen=True)
class View:
    """One mask set: what the student saw of it and what the predictor made of that."""

    masks: MaskSet
    student: Tensor
    """(B, K, D), the encoder's context tokens."""
    predicted: Tensor
    """(B, M, D), the predictor at the targets."""
    recalled: Tensor
    """(B, K, D), the predictor at the context."""
    whole: Tensor
    """(B, N, D), the target tokens of the whole clip."""
    grid: Grid

    @cached_property
    def errors(self) -> Tensor:
        """(B, M): absolute prediction error of each target token, mean over channels."""
        return (self.predicted - self.target_at(self.masks.target)).abs().mean(-1)

    @cached_property
    def pairs(self) -> Pairs | None:
        """The valid pairs; None where there are none."""
        following = self._following
        sample, slot = (following >= 0).nonzero(as_tuple=True)
        if not len(sample):
            return None
        place = self.masks.context[sample, slot] + sample * self.grid.tokens
        context = self.masks.context.shape[1]
        student, whole = self.student.flatten(0, 1), self.whole.flatten(0, 1)
        return Pairs(
            now=student.index_select(0, sample * context + slot),
            later=student.index_select(0, sample * context + following[sample, slot]),
            target_now=whole.index_select(0, place),
            target_later=whole.index_select(0, place + self.grid.places),
            rows=place,
            places=self.grid.places,
        )

    @cached_property
    def slots(self) -> Tensor:
        """(B, N): where in the context list each token stands; -1 for one that is not context."""
        context = self.masks.context
        free = context.new_full((context.shape[0], self.grid.tokens), -1)
        order = torch.arange(context.shape[1], device=context.device).expand_as(context)
        return free.scatter_(1, context, order)

    @property
    def _following(self) -> Tensor:
        """(B, K): where in the context list each token's successor stands, or -1."""
        gone = self.slots.new_full((len(self.slots), self.grid.places), -1)
        return torch.cat((self.slots[:, self.grid.places :], gone), 1).gather(1, self.masks.context)

    def target_at(self, index: Tensor) -> Tensor:
        """(B, K, D): target tokens at `index` (B, K)."""
        return rows(self.whole, index)


@dataclass(frozen=True)
class Latents:
    """One step's tokens."""

    target: Tensor
    """(B, N, D), normalised; carries a gradient only where the arm's targets do."""
    views: tuple[View, ...]
    tiles: Tiles
    """The clips' pixels."""

    @property
    def grid(self) -> Grid:
        return self.tiles.grid

    def course(self, tokens: Tensor) -> Tensor:
        """(B, T, places, C): `tokens` (B, N, C) of whole clips over time."""
        return tokens.view(len(tokens), self.grid.times, self.grid.places, -1)

    def over_pairs(self, term: Callable[[Pairs], Tensor]) -> Tensor:
        """Mean of `term` over the mask sets with pairs; 0 where none has any."""
        return self.mean([term(view.pairs) for view in self.views if view.pairs is not None])

    def mean(self, values: list[Tensor]) -> Tensor:
        """Mean of a term's values over mask sets; 0, without gradient, where there are none."""
        return torch.stack(values).mean() if values else self.target.new_zeros(())
