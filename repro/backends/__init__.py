"""Where are many runs made: on the cores of this machine, or on a cluster?

A backend takes cells, and gives what came of each as it ends, a record or an error of ours. `jobs`
are the runs at a time; 0 makes them as many as there is room for. It tells the listener how far
each run is, and it stops what is going on when it is closed."""

from collections.abc import Callable, Iterator, Sequence

from repro.backends import cluster, local
from repro.backends.local import Came
from repro.cells import Cell
from repro.listener import Listener
from repro.run import Setting

Backend = Callable[[Sequence[Cell], Setting, int, Listener], Iterator[tuple[Cell, Came]]]

BACKENDS: dict[str, Backend] = {"local": local.at_once, "ray": cluster.at_once}
