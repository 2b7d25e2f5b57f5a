"""A report with everything that a report can hold, made by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from claimcheck.record import (
    Cell,
    Claim,
    Computed,
    Difference,
    Evidence,
    Finding,
    Measurement,
    Place,
    Report,
    Reported,
    RunRecord,
    Select,
    StatedClaim,
    Summary,
    Table,
    Verdict,
    WitnessRecord,
)

GRID = [
    ["Method", "Accuracy", "Accuracy"],
    ["Method", "Near", "Far"],
    ["plain", "61.20", "40.10"],
    ["mixed", "63.70", "39.00"],
]


def reported(printed: str) -> Reported:
    value = Decimal(printed.replace("−", "-"))
    return Reported(printed=printed, value=value, low=value, high=value, decimals=2)


def result_table() -> Table:
    spans = {(0, 0): {"rowspan": 2}, (0, 1): {"colspan": 2}}
    covered = {(1, 0), (0, 2)}
    cells = [
        Cell(row=r, column=c, text=text, **spans.get((r, c), {}))
        for r, row in enumerate(GRID)
        for c, text in enumerate(row)
        if (r, c) not in covered
    ]
    return Table(
        id="tab:main",
        label="tab:main",
        caption="Accuracy in percent",
        cells=tuple(cells),
        header_rows=2,
        header_columns=1,
        notes=("One seed each.",),
        doubts=("the header has no rule",),
        where=Place(source="paper.html", page=4),
    )


def in_table(method: str, row: int) -> Measurement:
    return Measurement(
        witness="paper",
        method=method,
        benchmark="Near",
        metric="accuracy",
        value=reported(GRID[row][1]),
        where=Place(source="paper.html", table="tab:main", row=row, column=1),
    )


def in_file(method: str, value: str, seed: int) -> Measurement:
    return Measurement(
        witness="released",
        method=method,
        benchmark="Near",
        metric="accuracy",
        value=reported(value),
        n=1000,
        seed=seed,
        factors={"regime": "short"},
        protocol={"probe.epochs": "50"},
        better="higher",
        where=Place(source="results/near.json", path=f"{method}.accuracy"),
    )


def claims() -> tuple[Claim, ...]:
    predicate = Difference(
        subject=Select(method=("mixed",), benchmark=("Near",)),
        reference=Select(method=("plain",)),
        claimed=reported("2.50"),
    )
    stated = StatedClaim(
        quote="Mixing gains +2.50 po", verified=False, confidence=Decimal("0.07"), truncated=True
    )
    first = Claim(
        id="c01",
        quote="Mixing gains +2.50 points on Near.",
        numbers=("+2.50",),
        method="mixed",
        baseline="plain",
        benchmark="Near",
        metric="accuracy",
        predicate=predicate,
        stated=stated,
        flags=("hedged",),
        note="read twice",
        where=Place(source="paper.html", section="Results / Main", line=12, page=4),
    )
    return first, Claim(
        id="c02", quote="It loses 9.99 points on Far.", numbers=("9.99",), predicate=predicate
    )


def gap(value: str, claimed: tuple[str, str], **more: Any) -> Computed:
    number = Decimal(value)
    return Computed(
        of="difference",
        method="mixed",
        reference="plain",
        benchmark="Near",
        metric="accuracy",
        value=number,
        low=number - Decimal("0.01"),
        high=number + Decimal("0.01"),
        claimed=(Decimal(claimed[0]), Decimal(claimed[1])),
        said=value,
        **more,
    )


def verdicts() -> tuple[Verdict, ...]:
    at = "{} on Near, accuracy, table tab:main, row {}, column 2"
    seed = Finding(
        check="seeds",
        says="the gap between two seeds of plain is 2.10",
        passed=None,
        caution="seed-noise",
        statistics={"gap": 2.1, "t": {"t": 2.48, "p": 0.24}},
        evidence=(
            Evidence(
                source="results/near.json",
                where="plain on Near, accuracy, plain.accuracy",
                value="61.20",
            ),
        ),
    )
    paper = Verdict(
        claim="c01",
        quote="Mixing gains +2.50 points on Near.",
        witness="paper",
        check="difference",
        outcome="supported",
        reason="agrees",
        because="63.70 − 61.20 = +2.50; claimed +2.50",
        evidence=(
            Evidence(source="paper.html", where=at.format("mixed", 4), value="63.70"),
            Evidence(source="paper.html", where=at.format("plain", 3), value="61.20"),
        ),
        statistics={"z": {"z": 6.6, "p_value": 4.1e-11, "interval": [-2.0, 1.4]}},
        cautions=("seed-noise", "brand-new"),
        findings=(seed,),
        computed=(gap("2.50", claimed=("2.495", "2.505"), interval_95=(1.1, 3.9)),),
    )
    released = Verdict(
        claim="c01",
        quote="",
        witness="released",
        check="difference",
        outcome="undecided",
        reason="ambiguous",
        because="several rows fit",
        candidates=("plain, seed 1", "plain, seed 2"),
        evidence=(
            Evidence(
                source="results/near.json",
                where="mixed on Near, accuracy, mixed.accuracy",
                value="63.7",
            ),
        ),
    )
    second = Verdict(
        claim="c02",
        quote="",
        witness="released",
        check="difference",
        outcome="contradicted",
        reason="disagrees",
        because="39.0 − 40.1 = −1.1; claimed −9.99",
        computed=(gap("-1.1", claimed=("-9.995", "-9.985"), seeds={1: -2.0, 2: -0.2}),),
    )
    return paper, released, second


@pytest.fixture
def report() -> Report:
    return Report(
        tool="claimcheck 0.1.0",
        created="2026-01-02T03:04:05+00:00",
        paper="1234.56789v1",
        title="On Mixing",
        authors=("A. Author", "B. Writer"),
        published="2026-01-01",
        source="https://arxiv.org/abs/1234.56789v1",
        format="html",
        digest="ab" * 32,
        claims=claims(),
        verdicts=verdicts(),
        summary=(
            Summary(
                claim="c01",
                quote="Mixing gains +2.50 points on Near.",
                kind="difference",
                numbers=("+2.50",),
                paper="supported",
                released="undecided",
                cautions=("seed-noise",),
            ),
            Summary(
                claim="c02",
                quote="It loses 9.99 points on Far.",
                kind="difference",
                released="contradicted",
            ),
        ),
        witnesses=(
            WitnessRecord(
                witness="paper", source="https://arxiv.org/abs/1234.56789v1", measurements=2
            ),
            WitnessRecord(
                witness="released", source="my results", digest="cd" * 32, note="two files"
            ),
        ),
        findings=(
            Finding(check="grim", says="all 2 values are possible at n = 1000", passed=True),
        ),
        tables=(result_table(),),
        measurements=(
            in_table("plain", 2),
            in_table("mixed", 3),
            in_file("plain", "61.20", 1),
            in_file("mixed", "63.7", 1),
        ),
        runs=(
            RunRecord(
                id="run-1",
                arm="mixed",
                seed=3,
                scale="smoke",
                seconds={"train": 12.4},
                hardware={"cpu": "two cores"},
                started="2026-01-02",
                git="abc123",
                cautions=("small-scale",),
                curves={
                    "loss": ((0, 1.5), (10, 0.5), (20, 0.25)),
                    "effective_rank": ((0, 8.0), (20, 5.0)),
                },
            ),
        ),
        warnings=("two figures were not read",),
    )
