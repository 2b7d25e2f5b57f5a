"""Which runs decide a claim, and how are they read?

`claims/<id>/plan.yaml` holds a plan: for each claim the arms that are trained, the controls beside
them, the clips that they are asked about, and the one reading of them that decides. Further
readings are shown beside it and decide nothing."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from claimcheck.record import SCHEMA_VERSION, Predicate, Record

SCALES = ("smoke", "cpu", "gpu", "paper")
"""From the smallest to the study's own."""
MARGIN = 2.0


class Reading(Record):
    """One way to read runs: which weights, by which probe, trained with which targets."""

    track: Literal["as-published", "repaired"] = "as-published"
    probe: str = "as-published"
    """In the track `repaired`: `attentive`, `ordered` or `pooled`."""
    targets: Literal["layer", "batch"] = "layer"
    """How targets are normalised; `layer` is the study's way."""
    clips: str = ""
    """The data set, where several play one benchmark's part; empty: the one that decides."""

    @property
    def name(self) -> str:
        parts = [self.track if self.probe == self.track else f"{self.track} {self.probe}"]
        parts += [f"{self.targets} targets"] if self.targets != "layer" else []
        return ", ".join(parts + ([self.clips] if self.clips else []))


class Extra(Record):
    """Runs beside the scale's own, such as an untrained encoder of the study's size."""

    arm: str
    scale: str
    """Its name among repro's scales."""
    seeds: int = Field(gt=0)
    benchmarks: tuple[str, ...]
    scales: tuple[str, ...] = ("cpu", "gpu", "paper")
    """Those of a rerun at which it is made."""


class Ask(Record):
    """What is run for one claim, and what decides it."""

    arms: tuple[str, ...] = ()
    """Trained; the claim ranges over these alone."""
    others: tuple[str, ...] = ()
    """Arms that a part of the claim ranges over besides, such as the rest of a table. They are not
    run for this claim; where they have been run, that part is asked, too."""
    controls: tuple[str, ...] = ()
    """Shown beside the arms; a claim never ranges over them unless `implies` names them."""
    regime: Literal["mixed", "ucf101"] = "mixed"
    benchmarks: tuple[str, ...] = ()
    """Names of data sets."""
    clips: dict[str, str] = Field(default_factory=dict)
    """Where several data sets play one benchmark's part: the one that decides."""
    seeds: int = Field(default=3, gt=0)
    """At the scale `cpu` and above."""
    decides: Reading = Reading(track="repaired", probe="pooled")
    by_benchmark: dict[str, Reading] = Field(default_factory=dict)
    """Where another reading decides on a benchmark."""
    beside: tuple[Reading, ...] = (
        Reading(),
        Reading(track="repaired", probe="attentive"),
        Reading(track="repaired", probe="ordered"),
    )
    targets: tuple[Literal["layer", "batch"], ...] = ("layer",)
    """Target normalisations that the arms are run with."""
    implies: tuple[Predicate, ...] = ()
    """What must hold besides, if the claim is to mean what it says."""
    extra: tuple[Extra, ...] = ()
    builds: bool = False
    """The model is built and counted; nothing is trained."""


class Plan(Record):
    """The rerun of one paper's claims."""

    schema_version: int = SCHEMA_VERSION
    paper: str
    margin: float = Field(default=MARGIN, gt=0)
    """Percentage points; a difference shown to be smaller counts as no effect."""
    claims: dict[str, Ask]
