"""What can be read off frozen features?

Linear and attentive probes in two tracks. `as-published` reads each benchmark as the study did:
one mean vector a clip where SSv2 stood, all tokens for Diving-48, an unnormalised linear layer for
ImageNet-100, and so on (whose weights made the features is the caller's matter). `repaired` reads
every benchmark alike, from standardised features: all tokens by the attentive probe, and by ridge
regression the mean of each time step, which keeps order, and the mean of all, which does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from claimcheck.errors import ReproError
from claimcheck.record import Record
from repro.readers import READERS, Descent, scores, trained
from repro.ridge import ridge

Track = Literal["as-published", "repaired"]
TRACKS: tuple[Track, ...] = ("as-published", "repaired")
Readout = Literal["tokens", "times", "mean"]
NUMBERS_AT_ONCE = 2**25
"""Feature values that are scored in one go."""
LEAST_SD = 1e-6
"""Channels that vary less are taken for constant."""


class Protocol(Record):
    """How features are read."""

    kind: Literal["attentive", "linear", "ridge"]
    readout: Readout = "tokens"
    """All tokens, the mean of each time step side by side, or the mean of all."""
    standardise: bool = False
    """Each channel to mean 0 and standard deviation 1 over the training clips."""
    rate: float = 1e-3
    batch: int = 16
    epochs: int = 100
    decay: float = 0.01
    """AdamW's weight decay."""


PUBLISHED: dict[str, Protocol] = {
    "SSv2": Protocol(kind="attentive", readout="mean"),
    "Diving-48": Protocol(kind="attentive"),
    "ImageNet-100": Protocol(kind="linear", readout="mean", epochs=50),
    "UCF-101": Protocol(kind="attentive", rate=3e-4),
    "Synthetic Motion": Protocol(kind="attentive", rate=3e-4, batch=32),
}
"""By the benchmark's role."""
EPOCHS_BY_ARM = ("SSv2", "Diving-48")
"""Roles on which three methods of the study had 50 epochs, the others 100."""
REPAIRED: dict[str, Protocol] = {
    "attentive": Protocol(kind="attentive", standardise=True, batch=64, epochs=40),
    "ordered": Protocol(kind="ridge", readout="times", standardise=True),
    "pooled": Protocol(kind="ridge", readout="mean", standardise=True),
}
"""The same for every benchmark."""


def protocols(track: Track, role: str, *, epochs: int = 100) -> dict[str, Protocol]:
    """The probes of a benchmark, by name; `epochs` are those that the study gave the arm.

    Raises ReproError where the study had no such benchmark.
    """
    if track == "repaired":
        return dict(REPAIRED)
    if role not in PUBLISHED:
        raise ReproError(
            f"the study has no benchmark {role!r}", remedy=f"choose one of {', '.join(PUBLISHED)}"
        )
    own = {"epochs": epochs} if role in EPOCHS_BY_ARM else {}
    return {"as-published": PUBLISHED[role].model_copy(update=own)}


@dataclass(frozen=True)
class Features:
    """Frozen features of a set of clips."""

    values: Tensor
    """(N, T·H·W, D), time slowest, or (N, D) where they are pooled already."""
    labels: Tensor
    """(N,) integers."""
    times: int = 1
    """T, the number of time steps."""

    def read(self, readout: Readout) -> Tensor:
        """(N, L, D): L is T·H·W for tokens, 1 otherwise (then D is T times wider for times)."""
        values = self.values.float()
        tokens = values[:, None] if values.ndim == 2 else values
        if readout == "tokens":
            return tokens
        if readout == "mean":
            return tokens.mean(1, keepdim=True)
        if tokens.shape[1] % self.times:
            raise ReproError(
                f"{tokens.shape[1]} tokens do not make {self.times} time steps",
                remedy="say how many time steps the features have",
            )
        steps = tokens.reshape(len(tokens), self.times, -1, tokens.shape[-1])  # (N, T, H·W, D)
        return steps.mean(2).flatten(1)[:, None]


@dataclass(frozen=True)
class Result:
    """What a probe read."""

    accuracies: tuple[float, ...]
    """Top-1 on the test clips, in [0, 1], one for each probe seed."""
    correct: NDArray[np.bool_]
    """(seeds, N) whether each test clip was right."""
    chance: float
    """One over the number of classes."""
    majority: float
    """Top-1 of always naming the class that training shows most."""

    @property
    def accuracy(self) -> float:
        """Mean over probe seeds."""
        return sum(self.accuracies) / len(self.accuracies)

    @property
    def n(self) -> int:
        """Test clips."""
        return len(self.correct[0])


def probe(
    train: Features, test: Features, protocol: Protocol, *, classes: int, seeds: Sequence[int]
) -> Result:
    """Fits a probe on `train` for each seed (ridge has no use for seeds: once) and asks `test`.

    Raises ReproError where features are not finite, sets do not fit together or a label is none of
    `classes`.
    """
    return probe_each(train, {"test": test}, protocol, classes=classes, seeds=seeds)["test"]


def probe_each(
    train: Features,
    tests: Mapping[str, Features],
    protocol: Protocol,
    *,
    classes: int,
    seeds: Sequence[int],
) -> dict[str, Result]:
    """The same for several sets of test clips, such as shifted ones, by one fit."""
    ask = fit(train, protocol, classes=classes, seeds=seeds)
    return {name: ask(test) for name, test in tests.items()}


def fit(
    train: Features, protocol: Protocol, *, classes: int, seeds: Sequence[int]
) -> Callable[[Features], Result]:
    """Fits once; what it returns asks the fitted probe about a set of test clips.

    Raises ReproError as `probe` does, about test clips when they are asked about.
    """
    if not seeds:
        raise ReproError("no probe seed", remedy="give one or more")
    _check(train, classes)
    own = train.read(protocol.readout)
    shift, scale = _scales(own) if protocol.standardise else (0.0, 1.0)
    answer = _fitted(protocol, (own - shift) * scale, train.labels, classes, seeds)

    def ask(test: Features) -> Result:
        _check(test, classes)
        _check_shapes(train, test)
        scores = answer((test.read(protocol.readout) - shift) * scale)
        return _result(scores, train, test, classes)

    return ask


def _result(scores: Tensor, train: Features, test: Features, classes: int) -> Result:
    """From scores (S, N, classes)."""
    correct = (scores.argmax(-1) == test.labels).cpu().numpy()
    return Result(
        accuracies=tuple(float(row.mean()) for row in correct),
        correct=correct,
        chance=1 / classes,
        majority=majority(train.labels, test.labels),
    )


def majority(train: Tensor, test: Tensor) -> float:
    """Top-1 of always naming the most frequent label of `train` (the first of several)."""
    return float((test == torch.bincount(train).argmax()).float().mean())


def _scales(train: Tensor) -> tuple[Tensor, Tensor]:
    """(D,) what to subtract and what to multiply by, so that each channel of `train` (N, L, D) has
    mean 0 and standard deviation 1; channels that do not vary become 0."""
    flat = train.flatten(0, 1)
    sd = flat.std(0, correction=0)
    alive = sd > LEAST_SD * flat.abs().amax(0)
    return flat.mean(0), torch.where(alive, 1 / sd, 0)


def _fitted(
    protocol: Protocol, tokens: Tensor, labels: Tensor, classes: int, seeds: Sequence[int]
) -> Callable[[Tensor], Tensor]:
    """From tokens (M, L, D) to scores (S, M, classes)."""
    if protocol.kind == "ridge":
        line = ridge(tokens.flatten(1), labels, classes=classes)
        return lambda asked: line(asked.flatten(1))[None]
    reader = READERS[protocol.kind]
    descent = Descent(protocol.rate, protocol.batch, protocol.epochs, protocol.decay)
    weights = trained(reader, tokens, labels, classes, descent, seeds)
    return lambda asked: scores(reader, weights, asked, numbers=NUMBERS_AT_ONCE)


def _check(part: Features, classes: int) -> None:
    if len(part.values) != len(part.labels) or not len(part.labels):
        raise ReproError("not one label a clip", remedy="give as many labels as clips")
    if not bool(part.values.isfinite().all()):
        raise ReproError("features are not finite", remedy="look into the run: it diverged")
    if int(part.labels.min()) < 0 or int(part.labels.max()) >= classes:
        raise ReproError(f"a label is none of {classes}", remedy="count the classes again")


def _check_shapes(train: Features, test: Features) -> None:
    if train.values.shape[1:] != test.values.shape[1:] or train.times != test.times:
        raise ReproError(
            f"training features {tuple(train.values.shape)} and test features"
            f" {tuple(test.values.shape)} are of different shapes",
            remedy="make both with the same encoder and the same clips' size",
        )
