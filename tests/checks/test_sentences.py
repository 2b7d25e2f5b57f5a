"""From a sentence and a table to a verdict: invented papers of one paragraph."""

import pytest

from claimcheck.checks.verdict import put, put_reading
from claimcheck.extract import extract
from claimcheck.parsers.sentences import blocks
from claimcheck.record import BlockKind, Cell, Paper, Place, Table
from claimcheck.witnesses.paper import measure


def table(name: str, caption: str, *rows: str, columns: int = 1) -> Table:
    cells = tuple(
        Cell(row=r, column=c, text=text.strip())
        for r, row in enumerate(rows)
        for c, text in enumerate(row.split("|"))
    )
    return Table(id=name, caption=caption, header_rows=1, header_columns=columns, cells=cells)


TASKS = table(
    "tasks",
    "Results on three tasks.",
    "Model | Task | Steps to 95% Acc | Val Acc | Train Time (s)",
    "Baseline | Copy | 4200.0 | 0.99 | 30.1",
    "Baseline | Sort | 7000.0* | 0.35 | 31.0",
    "Baseline | Flip | 2000.0 | 0.97 | 33.1",
    "Gated | Copy | 2100.0 | 0.99 | 60.1",
    "Gated | Sort | 5000.0 | 0.99 | 61.0",
    "Gated | Flip | 1500.0 | 0.98 | 63.1",
    "Gated Deep | Copy | 2000.0 | 0.99 | 70.1",
    "Gated Deep | Sort | 4500.0 | 0.99 | 71.0",
    "Gated Deep | Flip | 1400.0 | 0.96 | 73.1",
    columns=2,
)
SIZES = table(
    "sizes",
    "Accuracy by size.",
    "Method | Accuracy | Loss",
    "Small | 71.25 | 0.52",
    "Medium | 73.14 | 0.43",
    "Large | 78.91 | 0.41",
    "Huge | 80.02 | 0.39",
)
SHAPES = table(
    "shapes",
    "KL divergence by data set.",
    "Method | Circle | Dino | Line",
    "Baseline | 0.354 | 0.989 | 0.161",
    "Fixed | 0.369 | 0.820 | 0.165",
    "Adaptive | 0.347 | 0.871 | 0.155",
    "Improved Net | 0.345 | 0.862 | 0.153",
)
MIXES = table(
    "mixes",
    "Accuracy on two sets.",
    "Method | Indoor | Outdoor",
    "ERM | 71.25 | 60.5",
    "Mixup | 73.14 | 60.4",
    "Ours | 78.91 | 64.4",
)
DEPTHS = table(
    "depths",
    "Perplexity.",
    "Model | Perplexity",
    "Base 12 | 28.52",
    "Base 24 | 26.54",
    "Looped 12x2 | 27.10",
)

REPEATED = table(
    "repeated",
    "Reproduction of validation perplexity.",
    "Model | Theirs | Ours | Δ",
    "Base 12 | 28.39 | 28.52 | +0.13",
    "Base 24 | 25.93 | 26.54 | +0.61",
    "Looped 12x2 | 27.55 | 27.10 | -0.45",
)

CASES = [
    ("Our study consists of three runs: the baseline and two others.", TASKS, ["supported"]),
    ("Our study consists of four runs: the baseline and three others.", TASKS, ["undecided"]),
    ("The models are compared on three tasks in total.", TASKS, ["supported"]),
    (
        "On Sort, the baseline did not reach 95% validation accuracy within the 7000 training"
        " steps.",
        TASKS,
        ["supported"],
    ),
    (
        "The better results come at the cost of increased computational complexity.",
        TASKS,
        ["supported"],
    ),
    (
        "Gated converges faster than the baseline. Gated Deep further improves convergence speed.",
        TASKS,
        ["supported", "supported"],
    ),
    (
        "Gated reaches 0.98 validation accuracy on Flip. Gated Deep further improves validation"
        " accuracy on Flip.",
        TASKS,
        ["supported", "undecided"],
    ),
    (
        "With frozen weights and under both optimisers, accuracy ranges from 71.25 to 80.02.",
        SIZES,
        ["supported"],
    ),
    ("Medium and Large range from 71.25 to 80.02 accuracy.", SIZES, ["contradicted"]),
    ("The gradient (web 71.25 < mixed 73.14 < expert 80.02) survives.", SIZES, ["supported"]),
    ("The gradient (web 71.25 < mixed 74.14 < expert 80.02) survives.", SIZES, ["undecided"]),
    (
        "Accuracy rises from 73.14 with sparse inputs to 80.02 with dense inputs.",
        SIZES,
        ["supported"],
    ),
    (
        "Accuracy rises from 73.14 with sparse inputs to 81.02 with dense inputs.",
        SIZES,
        ["undecided"],
    ),
    ("Small reaches 71.25 in our tests.", SIZES, ["supported"]),
    ("The most substantial improvement is on the dino dataset.", SHAPES, ["supported"]),
    ("The most substantial improvement is on the circle dataset.", SHAPES, ["undecided"]),
    ("Our method improves accuracy on all datasets.", MIXES, ["supported"]),
    ("Mixup improves accuracy on all datasets.", MIXES, ["undecided"]),
    ("Base 24 reaches a perplexity of 26.54.", DEPTHS, ["supported"]),
    ("Base 24 reaches a lower perplexity than Base 12.", DEPTHS, ["supported"]),
    ("Base 12 reaches a lower perplexity than Base 24.", DEPTHS, ["contradicted"]),
    (
        "Our reproduction of Base 12 reaches a perplexity of 28.52, compared to the reported"
        " 28.39.",
        REPEATED,
        ["supported"],
    ),
    ("Our perplexity for Base 24 is higher than the original.", REPEATED, ["supported"]),
    ("Our perplexity for Base 24 is lower than the original.", REPEATED, ["contradicted"]),
    ("Our perplexity is higher than the original.", REPEATED, ["undecided"]),
]


@pytest.mark.parametrize(("text", "shown", "expected"), CASES)
def test_a_sentence_and_a_table_give_a_verdict(
    text: str, shown: Table, expected: list[str]
) -> None:
    kind: BlockKind = "paragraph"
    paper = Paper(
        id="p",
        source="p",
        format="html",
        digest="",
        blocks=blocks([(kind, text, Place(section="Results"))]),
        tables=(shown,),
    )
    own = measure(paper)
    assert [put(c, "paper", own)[0].outcome for c in extract(paper)] == expected


def test_results_that_nothing_ties_to_a_row_contradict_nothing() -> None:
    text = "Base 24 reaches a lower perplexity than Base 12."
    where = Place(section="Results")
    paper = Paper(
        id="p",
        source="p",
        format="html",
        digest="",
        blocks=blocks([("paragraph", text, where)]),
        tables=(DEPTHS,),
    )
    own = measure(paper)
    (claim,) = extract(paper)
    verdict, reading = put(claim, "paper", own)
    assert verdict.outcome == "supported" and reading is not None
    first, second = (m.value for m in own[:2])
    swapped = [
        m.model_copy(update={"value": value})
        for m, value in zip(own[:2], (second, first), strict=True)
    ]
    doubtful = {(m.where.table, m.where.row, m.where.column) for m in swapped[:1]}
    assert put_reading(claim, "released", [swapped], reading).outcome == "contradicted"
    told = put_reading(claim, "released", [swapped], reading, doubtful=doubtful)
    assert (told.outcome, told.reason) == ("undecided", "several-runs")
    assert put_reading(claim, "released", [own], reading, doubtful=doubtful).outcome == "supported"
