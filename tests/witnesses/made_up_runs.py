"""Made-up runs, the tables that print them, and which run each row is."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.number import parse
from claimcheck.record import Finding, Measurement, Place
from claimcheck.witnesses.align import Alignment

Runs = dict[str, dict[str, dict[str, str]]]
"""run → benchmark → metric → value"""

RUNS: Runs = {
    "run_0": {
        "mnist": {"final_acc": "0.9112", "train_time": "36.61"},
        "svhn": {"final_acc": "0.8223", "train_time": "37.42"},
    },
    "run_1": {
        "mnist": {"final_acc": "0.9334", "train_time": "73.07"},
        "svhn": {"final_acc": "0.8445", "train_time": "74.28"},
    },
    "run_2": {
        "mnist": {"final_acc": "0.9556", "train_time": "89.83"},
        "svhn": {"final_acc": "0.8667", "train_time": "81.64"},
    },
    "run_3": {
        "mnist": {"final_acc": "0.9778", "train_time": "76.73"},
        "svhn": {"final_acc": "0.8889", "train_time": "82.37"},
    },
}


def released(runs: Runs, *, seed: dict[str, int] | None = None) -> list[Measurement]:
    return [
        Measurement(
            witness="released",
            method=run,
            benchmark=benchmark,
            metric=metric,
            value=parse(value),
            seed=(seed or {}).get(run),
            n=100,
            factors={"run": run},
            where=Place(source=f"{run}/info.json", path=f"{benchmark}.{metric}"),
        )
        for run, tasks in runs.items()
        for benchmark, metrics in tasks.items()
        for metric, value in metrics.items()
    ]


def table(
    rows: Sequence[tuple[str, str, str]], *, metrics: Sequence[str], name: str = "t"
) -> list[Measurement]:
    """Cells of (method, benchmark, values by metric, parted by spaces)."""
    return [
        Measurement(
            witness="paper",
            method=method,
            benchmark=benchmark,
            metric=metric,
            value=parse(value),
            factors={"table": name},
            where=Place(table=name, row=r, column=c),
        )
        for r, (method, benchmark, values) in enumerate(rows, 1)
        for c, (metric, value) in enumerate(zip(metrics, values.split(), strict=True), 1)
    ]


METRICS = ("Final Acc", "Training Time (s)")


def found(alignment: Alignment, check: str) -> list[Finding]:
    return [f for f in alignment.findings if f.check == check]


def runs_of(alignment: Alignment, name: str = "t") -> dict[str, str]:
    (count,) = [f for f in found(alignment, "released-cells") if f.statistics["table"] == name]
    return dict(count.statistics["runs"])


ROWS: list[tuple[str, list[tuple[str, str, str]], str, dict[str, str]]] = [
    (
        "by value",
        [("A", "MNIST", "0.933 73.1"), ("A", "SVHN", "0.845 74.3")],
        "",
        {"A": "run_1"},
    ),
    (
        "half of the cells are enough",
        [("A", "MNIST", "0.933 99.9"), ("A", "SVHN", "0.845 99.9")],
        "",
        {"A": "run_1"},
    ),
    (
        "one cell is not enough",
        [("A", "MNIST", "0.933 99.9"), ("A", "SVHN", "0.111 99.9")],
        "",
        {"A": ""},
    ),
    (
        "one cell is not enough, be it half of the row",
        [("A", "MNIST", "0.933 99.9")],
        "",
        {"A": ""},
    ),
    (
        "a number in the name wins over the values",
        [("A (Run 2)", "MNIST", "0.933 73.1"), ("A (Run 2)", "SVHN", "0.845 74.3")],
        "",
        {"A (Run 2)": "run_2"},
    ),
    (
        "a phrase of the text names the run",
        [("Sharp Net", "MNIST", "0.111 11.1"), ("Flat Net", "MNIST", "0.222 22.2")],
        "We train the net with a sharp mask (Run 3). The flat net (Run 1) is faster.",
        {"Sharp Net": "run_3", "Flat Net": "run_1"},
    ),
    (
        "ours is what the text calls so most often",
        [("Baseline", "MNIST", "0.911 36.6"), ("Ours", "MNIST", "0.111 11.1")],
        "Our first try (Run 1) failed. Compare the baseline (Run 0) with our model (Run 3). In all,"
        " our full method (Run 3) wins.",
        {"Baseline": "run_0", "Ours": "run_3"},
    ),
    (
        "a baseline is the run numbered 0",
        [("Baseline CNN", "MNIST", "0.111 11.1"), ("Baseline CNN", "SVHN", "0.111 11.1")],
        "",
        {"Baseline CNN": "run_0"},
    ),
    (
        "a baseline whose values are another run's is that run",
        [("Vanilla", "MNIST", "0.978 76.7"), ("Vanilla", "SVHN", "0.889 82.4")],
        "",
        {"Vanilla": "run_3"},
    ),
]
