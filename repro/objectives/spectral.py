"""Does a token's course over time have its target's spectrum?"""

from __future__ import annotations

import torch
from torch import Generator, Tensor, nn

from repro.latents import Channels, Latents, View

FEWEST_STEPS = 4


class Spectral(nn.Module):
    """Mean modulus of the difference of spectra over time, higher frequencies weighing more.

    Reads the places that are context at all time steps; nothing below four time steps.
    """

    def __init__(self, channels: Channels, *, lowest_weight: float = 0.1) -> None:
        super().__init__()
        self.lowest_weight = lowest_weight

    def forward(self, latents: Latents, generator: Generator) -> Tensor:
        if latents.grid.times < FEWEST_STEPS:
            return latents.mean([])
        courses = [_difference(view) for view in latents.views]
        return latents.mean([self._term(course) for course in courses if len(course)])

    def _term(self, course: Tensor) -> Tensor:
        spectrum = torch.fft.rfft(course, dim=1).abs()  # (L, T // 2 + 1, D)
        weights = torch.linspace(self.lowest_weight, 1, spectrum.shape[1], device=course.device)
        weighted: Tensor = spectrum * weights[:, None]
        return weighted.mean()


def _difference(view: View) -> Tensor:
    """(L, T, D): student minus target over time, at the L places always in context."""
    slots = view.slots.view(-1, view.grid.times, view.grid.places)  # (B, T, places)
    sample, place = (slots >= 0).all(1).nonzero(as_tuple=True)
    rows = slots[sample, :, place] + sample[:, None] * view.student.shape[1]  # (L, T)
    whole = view.whole.view(*slots.shape, -1)  # (B, T, places, D)
    student = view.student.flatten(0, 1)[rows].float()
    return student - whole[sample, :, place]
