"""Do tokens move to the next target as positions and momenta under a learned energy?"""

from __future__ import annotations

import torch
from torch import Generator, Tensor, nn

from repro.latents import Channels, Latents, Pairs
from repro.objectives.head import head


class Hamiltonian(nn.Module):
    """One symplectic Euler step, appearance channels q and motion channels p, against the target.

    q' = q + dt dE/dp(q, p), p' = p - dt dE/dq(q', p); mean |q' - h^q_t+1| + mean |p' - h^p_t+1|.
    Second derivatives reach the energy and the encoder.
    """

    def __init__(self, channels: Channels, *, step: float = 0.1, hidden: int = 256) -> None:
        super().__init__()
        self.channels, self.step = channels, step
        self.energy = head(channels.total, hidden, hidden, 1)

    def forward(self, latents: Latents, generator: Generator) -> Tensor:
        return latents.over_pairs(self._term)

    def _term(self, pairs: Pairs) -> Tensor:
        q = self.channels.take(pairs.now, "appearance")  # (P, D / 2)
        p = self.channels.take(pairs.now, "motion")
        q_next = q + self.step * self._slope(q, p, by="p")
        p_next = p - self.step * self._slope(q_next, p, by="q")
        q_target = self.channels.take(pairs.target_later, "appearance")
        p_target = self.channels.take(pairs.target_later, "motion")
        return (q_next - q_target).abs().mean() + (p_next - p_target).abs().mean()

    def _slope(self, q: Tensor, p: Tensor, *, by: str) -> Tensor:
        """(P, D / 2): derivative of the summed energy, itself differentiable in training."""
        keep = torch.is_grad_enabled()
        with torch.enable_grad():
            held = {
                name: x if x.requires_grad else x.detach().requires_grad_()
                for name, x in (("q", q), ("p", p))
            }
            energy = self.energy(torch.cat(tuple(held.values()), -1)).sum()
            (slope,) = torch.autograd.grad(energy, held[by], create_graph=keep)
        return slope
