"""Small witnesses for the tests: one line a result."""

from claimcheck.number import parse
from claimcheck.record import Better, Measurement, Place, Select


def measured(
    method: str,
    benchmark: str,
    value: str,
    *,
    metric: str = "accuracy (%)",
    n: int | None = None,
    seed: int | None = None,
    better: Better | None = "higher",
    protocol: dict[str, str] | None = None,
    **factors: str,
) -> Measurement:
    return Measurement(
        witness="released",
        method=method,
        benchmark=benchmark,
        metric=metric,
        value=parse(value),
        n=n,
        seed=seed,
        factors=factors,
        protocol=protocol or {},
        better=better,
        where=Place(source=f"{method}.json", path=benchmark),
    )


def of(
    *method: str, benchmark: tuple[str, ...] = (), metric: tuple[str, ...] = (), **factors: str
) -> Select:
    return Select(method=method, benchmark=benchmark, metric=metric, factors=factors)
