"""Where do results come from? One function a witness: its source in, measurements out."""

from collections.abc import Callable
from typing import Any

from claimcheck.record import Measurement
from claimcheck.witnesses import paper, released

WITNESSES: dict[str, Callable[[Any], tuple[Measurement, ...]]] = {
    "paper": paper.measure,
    "released": released.measure,
}
