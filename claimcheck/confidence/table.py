"""What was counted on labelled claims, and how well does it forecast?"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from pydantic import Field

from claimcheck.confidence.classes import CLASSES, Class
from claimcheck.record import Record

FILE = "counts.json"


class Counted(Record):
    """Labelled claims of one class."""

    true: int = Field(default=0, ge=0)
    """Those that are true of all published results."""
    n: int = Field(default=0, ge=0)
    undecidable: int = Field(default=0, ge=0)
    """Further ones of which the person who labelled them could not tell; they count nowhere."""


class Bin(Record):
    """Forecasts that lie close together, and what came of them."""

    low: float
    high: float
    n: int
    mean: float
    """Mean forecast."""
    true: int


class Measured(Record):
    """Forecasts of each paper's claims from the counts of the other papers."""

    papers: int
    n: int
    brier: float
    """Mean squared difference between forecast and truth; 0 is best."""
    base_brier: float
    """The same, where each claim gets the share of true claims in the other papers."""
    better: int = 0
    """Papers whose own Brier score is below that of the base rate."""
    ece: float
    """Expected calibration error: mean distance of forecast and frequency over the bins."""
    bins: tuple[Bin, ...] = ()


class Calibration(Record):
    """Counts, made by `benchmarks/calibration.py`."""

    about: str = ""
    base: Counted
    """All labelled claims that were found."""
    classes: dict[Class, Counted]
    measured: dict[str, Measured] = Field(default={})
    """By what was asked: `published` (tables, and released results where there are any), `tables`
    (the released results, by which the truth is still judged, were not shown)."""

    def of(self, standing: str) -> Counted:
        """All classes of a standing together."""
        own = [self.classes.get(c, Counted()) for c, (s, _) in CLASSES.items() if s == standing]
        return Counted(true=sum(c.true for c in own), n=sum(c.n for c in own))


@cache
def calibration() -> Calibration:
    """The counts that ship with claimcheck."""
    text = files("claimcheck.confidence").joinpath(FILE).read_text(encoding="utf-8")
    return Calibration.model_validate(json.loads(text))
