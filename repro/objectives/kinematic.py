"""Do targets change slowly, or evenly, from one time step to the next?"""

from __future__ import annotations

from typing import Literal

from torch import Generator, Tensor, nn
from torch.nn.functional import huber_loss

from repro.latents import Channels, Latents, Part

HUBER_DELTA = 0.1


class Kinematic(nn.Module):
    """Mean |first difference| over time (`l1`), its Huber loss, or |second difference|.

    Reads the target tokens of the whole clip: with an EMA target it has no gradient.
    `acceleration` falls back to `l1` below three time steps.
    """

    def __init__(
        self,
        channels: Channels,
        *,
        form: Literal["l1", "huber", "acceleration"] = "l1",
        reads: Part = "all",
    ) -> None:
        super().__init__()
        self.channels, self.form, self.reads = channels, form, reads

    def forward(self, latents: Latents, generator: Generator) -> Tensor:
        course = latents.course(self.channels.take(latents.target, self.reads))
        order = 2 if self.form == "acceleration" and latents.grid.times > 2 else 1
        change = course.diff(n=order, dim=1)  # (B, T - order, places, D)
        if self.form == "huber":
            return huber_loss(change, change.new_zeros(()).expand_as(change), delta=HUBER_DELTA)
        return change.abs().mean()
