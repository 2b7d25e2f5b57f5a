"""Made-up tables, and claims about them by their words."""

from collections.abc import Sequence
from typing import Any

from claimcheck.number import parse
from claimcheck.record import (
    Better,
    Claim,
    Comparison,
    Measurement,
    Predicate,
    RelativeChange,
    Reported,
    Select,
)

LOWER = {"Steps to 99% Acc", "Val Loss", "FID", "Time"}


def results(
    table: str, metric: str | Sequence[str], columns: Sequence[str], *rows: str
) -> tuple[Measurement, ...]:
    """Measurements from lines `method: 1.0 2.0 …`, one number a benchmark, or a metric."""
    made: list[Measurement] = []
    for row in rows:
        method, _, numbers = row.partition(": ")
        for column, printed in zip(columns, numbers.split(), strict=True):
            own = metric if isinstance(metric, str) else column
            better: Better = "lower" if own in LOWER else "higher"
            made.append(
                Measurement(
                    witness="paper",
                    method=method,
                    benchmark=column if isinstance(metric, str) else "",
                    metric=own,
                    value=parse(printed.replace("±", " ± ")),
                    factors={"table": table},
                    better=better,
                )
            )
    return tuple(made)


STEPS = results(
    "steps",
    "Steps to 99% Acc",
    ("Addition", "Subtraction", "Division"),
    "Baseline: 2400 4700 4200",
    "Ours: 1080 2060 1925",
)
FIDS = results(
    "fid",
    "FID",
    ("Cats", "Dogs", "Moons"),
    "Baseline: 35.4 98.9 0.090",
    "Fixed: 36.9 82.0 0.100",
    "Adaptive Network: 34.5 86.2 0.093",
)
RUNS = results(
    "runs", ("metrics",), ("Val Loss",), "Baseline: 0.538", "Run 1: 0.551", "Run 2: 0.502"
)
LESS = results(
    "less", ("metrics",), ("Accuracy",), "Base: 70.1", "Net: 84.5", "Net w/o gating: 80.2"
)
HEADS = tuple(
    Measurement(
        witness="paper",
        method=method,
        metric="Accuracy",
        value=parse(value),
        factors={"table": "heads", "Head": head},
        better="higher",
    )
    for method, head, value in (
        ("Conv", "mean", "61.0"),
        ("Conv", "strip", "64.7"),
        ("Vision", "mean", "66.3"),
        ("Vision", "strip", "69.8"),
    )
)
ABLATION = results(
    "ablation",
    ("metrics",),
    ("Accuracy", "Time"),
    "Full model: 91.2 10.5",
    "w/o attention: 88.0 8.1",
    "w/o memory: 90.1 9.7",
)
NODES = results(
    "nodes",
    "Accuracy",
    ("Cora", "Pubmed", "Citeseer"),
    "GCN: 81.5 79.0 70.3",
    "GAT: 83.0 79.0 72.5",
)
SPREAD = results(
    "spread", ("metrics",), ("Accuracy", "Val Loss"), "Alpha: 91.25±0.31 0.412±0.020", "Beta: 90.10±0.25 0.398±0.015"
)  # fmt: skip


def said(
    predicate: Predicate, clause: str, *context: str, flags: tuple[str, ...] = (), **words: str
) -> Claim:
    numbers = [
        n.printed
        for n in (
            getattr(predicate, k, None) for k in ("claimed", "before", "after", "low", "high")
        )
        if isinstance(n, Reported)
    ]
    numbers += [v.printed for v in getattr(predicate, "values", ())]
    texts = (clause, *(context or (clause,)))
    return Claim(
        id="c", quote=clause, predicate=predicate, context=texts, flags=flags, numbers=tuple(numbers), **words
    )  # fmt: skip


def names(method: str = "", benchmark: str = "", metric: str = "") -> Select:
    parts = {"method": method, "benchmark": benchmark, "metric": metric}
    return Select(**{k: (v,) for k, v in parts.items() if v})


def change(
    subject: Select, reference: Select, claimed: str, direction: str = "better", **more: Any
) -> RelativeChange:
    return RelativeChange(
        subject=subject, reference=reference, claimed=parse(claimed), direction=direction, **more
    )


def compare(
    subject: Select, reference: Select, direction: str, *values: str, **more: Any
) -> Comparison:
    return Comparison(
        subject=subject,
        reference=reference,
        direction=direction,
        values=tuple(map(parse, values)),
        **more,
    )
