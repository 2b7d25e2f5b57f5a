"""What happens in one step of pretraining, from clips and masks to a loss?

    model = pretraining(arm, shape, seed=seed)
    optimiser = AdamW(model.trained().values(), ...)
    for step in range(steps):
        masks = draw(arm.masks, shape.grid, len(clip), generator, motion=motion_map(clip, grid))
        terms = model(clip, masks, step_fraction=step / steps, generator=generator)
        terms.total.backward(); optimiser.step(); optimiser.zero_grad()
        model.follow(steps)

Everything that differs between arms is in the arm; this module names no objective."""

from __future__ import annotations

import copy
from collections.abc import Sequence

import torch
from torch import Generator, Tensor, nn

from repro.arms import Arm
from repro.grid import Tiles
from repro.latents import Channels, Latents, View
from repro.losses import Loss, Terms
from repro.masks import MaskSet
from repro.model import Encoder, Predictor, Shape
from repro.target import NORMALISATIONS, follow, momentum


class Pretraining(nn.Module):
    """Encoder, target encoder, predictor and loss of an arm."""

    def __init__(self, arm: Arm, shape: Shape) -> None:
        super().__init__()
        self.arm = arm
        self.shape = shape
        self.encoder = Encoder(shape)
        self.target = copy.deepcopy(self.encoder).requires_grad_(False)
        self.predictor = Predictor(shape)
        channels = Channels(shape.levels, shape.width, arm.appearance, arm.split)
        self.loss = Loss(arm.objectives, channels)

    def forward(
        self,
        clip: Tensor,
        masks: Sequence[MaskSet],
        *,
        step_fraction: float,
        generator: Generator,
    ) -> Terms:
        """The loss of `clip` (B, 3, F, H, W) under `masks`."""
        latents = self.latents(clip, masks)
        terms: Terms = self.loss(latents, step_fraction=step_fraction, generator=generator)
        return terms

    def latents(self, clip: Tensor, masks: Sequence[MaskSet]) -> Latents:
        """What the objectives read."""
        cut = self.encoder.tiles(clip)
        target = self.targets(cut)
        students = self.encoder(cut, [m.context for m in masks])
        filled = self.predictor(students, masks, cut.grid)
        views = tuple(
            View(m, student, predicted, recalled, target, cut.grid)
            for m, student, (predicted, recalled) in zip(masks, students, filled, strict=True)
        )
        return Latents(target=target, views=views, tiles=cut)

    def targets(self, cut: Tiles) -> Tensor:
        """(B, N, D): normalised tokens of the whole clip, with a gradient only where the arm reads
        them from the encoder itself."""
        target = self.arm.target
        reads = self.target if target.source == "ema" else self.encoder
        with torch.set_grad_enabled(torch.is_grad_enabled() and target.source == "online"):
            (tokens,) = reads(cut)
            return NORMALISATIONS[target.normalisation](tokens, self.shape.levels)

    def follow(self, steps: int) -> None:
        """After each of `steps` optimiser steps: moves the target encoder, where the arm has it
        follow."""
        if self.arm.target.source == "ema":
            follow(self.target, self.encoder, momentum(self.arm.target.horizon, steps))

    def trained(self) -> dict[str, nn.Parameter]:
        """What the optimiser is given, by name: everything but the target encoder."""
        return {name: p for name, p in self.named_parameters() if p.requires_grad}

    def probed(self) -> Encoder:
        """The encoder that probes read."""
        return self.target if self.arm.probe.encoder == "target" else self.encoder


def pretraining(arm: Arm, shape: Shape, *, seed: int) -> Pretraining:
    """A fresh model on the CPU. Encoder and predictor start the same for all arms of one seed; the
    global random state is left as it was."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return Pretraining(arm, shape)
