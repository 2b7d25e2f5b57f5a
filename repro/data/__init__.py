"""Which data sets are there?

One file a data set, or a family of them; one line here for each."""

from repro.data.clips import Clips, DataSet, Request
from repro.data.directions import Directions
from repro.data.mixture import REGIMES, Mixture, mixture
from repro.data.synthetic import Synthetic
from repro.data.tasks import TASKS

DATASETS: dict[str, DataSet] = {
    **{name: Synthetic(name) for name in TASKS},
    "directions-200": Directions(exact=True),
    "directions": Directions(exact=False),
}

__all__ = ["DATASETS", "REGIMES", "Clips", "DataSet", "Mixture", "Request", "mixture"]
