"""Which terms can a loss be made of?

An objective is a module made from the channels' layout and its own options; it holds its heads.
Called with one step's `Latents` and a generator it gives one number, unscaled, that reaches the
weights by its gradient. What it is multiplied by, and when, stands in the arm (`repro.losses`). To
add one: a file here, a line below, a line in `arms.yaml`."""

from __future__ import annotations

from torch import nn

from repro.objectives.ac import ColourChange
from repro.objectives.context import Context
from repro.objectives.delta import Delta
from repro.objectives.fwm_orth import Orthogonal
from repro.objectives.fwm_static import StaticAppearance
from repro.objectives.hamiltonian import Hamiltonian
from repro.objectives.hard import HardRegions
from repro.objectives.kinematic import Kinematic
from repro.objectives.ld import LatentDynamics
from repro.objectives.ltc import TemporalContrast
from repro.objectives.prediction import Prediction
from repro.objectives.sigreg import SIGReg
from repro.objectives.spectral import Spectral
from repro.objectives.velgate import VelocityGate

OBJECTIVES: dict[str, type[nn.Module]] = {
    "prediction": Prediction,
    "context": Context,
    "ld": LatentDynamics,
    "fwm_static": StaticAppearance,
    "fwm_orth": Orthogonal,
    "hw": HardRegions,
    "delta": Delta,
    "spectral": Spectral,
    "ltc": TemporalContrast,
    "ac": ColourChange,
    "sigreg": SIGReg,
    "hamiltonian": Hamiltonian,
    "velgate": VelocityGate,
    "kinematic": Kinematic,
}
