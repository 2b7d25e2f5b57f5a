"""Does every term of the loss do something, and do the features stay alive?

An inert term has a value and no gradient; a collapsed encoder gives every token nearly the same
features. Both are looked at a few times during training, and reported."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from claimcheck.record import Record
from repro.health import health
from repro.losses import Terms
from repro.pretraining import Pretraining

INERT = 1e-8
"""Share of the gradient below which a term with a coefficient counts as inert."""


class Moment(Record):
    """What was seen at one step."""

    step: int
    loss: float
    terms: dict[str, float]
    """By objective: its unscaled value."""
    loss_share: dict[str, float]
    """By objective: weight times value, as a share of the sum of their sizes."""
    gradient_share: dict[str, float]
    """By objective: norm of its weighted gradient on the encoder, as a share of the norms' sum."""
    feature_sd: float
    """Mean over channels of the standard deviation over tokens, of the encoder's last level."""
    effective_rank: float
    """exp of the entropy of the normalised singular values of centred features (Roy and Vetterli,
    2007); at most the width."""


def watch(model: Pretraining, clip: Tensor, terms: Terms, step: int) -> Moment:
    """Looks at a step's terms before they are propagated; leaves the graph and the gradients as
    they are."""
    sizes = {name: abs(terms.weights[name] * value.item()) for name, value in terms.values.items()}
    norms = {name: _norm(model, terms, name) for name in terms.values}
    with torch.no_grad():
        seen = health(model.encoder.features(clip))
    return Moment(
        step=step,
        loss=terms.total.item(),
        terms={name: value.item() for name, value in terms.values.items()},
        loss_share=_shares(sizes),
        gradient_share=_shares(norms),
        feature_sd=seen.sd,
        effective_rank=seen.rank,
    )


def inert(moments: list[Moment], weighted: set[str]) -> list[str]:
    """The objectives with a coefficient whose gradient never reached the encoder."""
    return sorted(
        name
        for name in weighted
        if moments and all(m.gradient_share.get(name, 0.0) < INERT for m in moments)
    )


def _norm(model: Pretraining, terms: Terms, name: str) -> float:
    term = terms.weights[name] * terms.values[name]
    if not term.requires_grad or not terms.weights[name]:
        return 0.0
    parameters = [p for p in model.encoder.parameters() if p.requires_grad]
    found = torch.autograd.grad(term, parameters, retain_graph=True, allow_unused=True)
    squares = [float(g.square().sum()) for g in found if g is not None]
    return math.sqrt(sum(squares))


def _shares(sizes: dict[str, float]) -> dict[str, float]:
    whole = sum(sizes.values())
    return {name: size / whole if whole else 0.0 for name, size in sizes.items()}
