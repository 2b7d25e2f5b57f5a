"""Tables of every shape become the measurements that a reader sees in them."""

from pathlib import Path

import pytest
import yaml

from claimcheck.record import Cell, Paper, Table
from claimcheck.witnesses.dimensions import layout
from claimcheck.witnesses.paper import caption_metric, measure


def table(text: str, caption: str = "", *, header_rows: int = 1, id: str = "tab:t") -> Table:
    """A table from lines of cells parted by |; `<` takes the cell to its left into one span."""
    cells: list[Cell] = []
    for r, line in enumerate(text.strip().splitlines()):
        for c, cell in enumerate(t.strip() for t in line.strip().split("|")):
            if cell == "<":
                last = cells[-1]
                cells[-1] = last.model_copy(update={"colspan": last.colspan + 1})
            else:
                cells.append(Cell(row=r, column=c, text=cell))
    return Table(id=id, caption=caption, cells=tuple(cells), header_rows=header_rows)


def paper(*tables: Table) -> Paper:
    return Paper(id="p", source="p.html", format="html", digest="", tables=tables)


def rows(*tables: Table) -> list[tuple[str, str, str, str]]:
    found = measure(paper(*tables))
    return [(m.method, m.benchmark, m.metric, m.value.printed) for m in found]


SHAPES = {
    "methods by datasets, the metric in the caption": (
        table(
            """
            Method | CIFAR-10 | ImageNet | Avg.
            ResNet | 93.1 | 75.2 | 84.2
            Ours | 94.5 | 76.0 | 85.3
            """,
            "Top-1 accuracy (%) on two datasets.",
        ),
        {
            ("ResNet", "CIFAR-10", "Top-1 accuracy", "93.1"),
            ("Ours", "Avg.", "Top-1 accuracy", "85.3"),
        },
    ),
    "methods by metrics": (
        table(
            """
            Model | BLEU ↑ | Latency (ms) ↓
            Base | 27.3 | 12.5
            Large | 28.4 | 30.1
            """
        ),
        {("Base", "", "BLEU", "27.3"), ("Large", "", "Latency", "30.1")},
    ),
    "datasets in rows, methods in columns": (
        table(
            """
            Dataset | Baseline | Ours
            Cora | 0.812 | 0.830
            Pubmed | 0.790 | 0.801
            """,
            "Test accuracy of node classification.",
        ),
        {
            ("Baseline", "Cora", "Test accuracy", "0.812"),
            ("Ours", "Pubmed", "Test accuracy", "0.801"),
        },
    ),
    "metrics above methods": (
        table(
            """
            Task | Accuracy | < | Loss | <
             | Baseline | Ours | Baseline | Ours
            Sorting | 0.91 | 0.95 | 0.31 | 0.22
            """,
            header_rows=2,
        ),
        {("Ours", "Sorting", "Accuracy", "0.95"), ("Baseline", "Sorting", "Loss", "0.31")},
    ),
    "datasets above metrics": (
        table(
            """
            Method | Cora | < | Pubmed | <
             | F1 | AUC | F1 | AUC
            GCN | 81.2 | 90.1 | 79.0 | 88.0
            GAT | 82.0 | 91.0 | 79.5 | 88.4
            """,
            header_rows=2,
        ),
        {("GCN", "Cora", "F1", "81.2"), ("GAT", "Pubmed", "AUC", "88.4")},
    ),
    "metrics in rows": (
        table(
            """
            Metric | GCN | GAT
            Accuracy | 81.2 | 82.0
            F1 | 79.9 | 80.3
            """
        ),
        {("GCN", "", "Accuracy", "81.2"), ("GAT", "", "F1", "80.3")},
    ),
    "a group's name above blank cells": (
        table(
            """
            Model | Dataset | FID
            DDPM | Cats | 12.1
             | Dogs | 14.5
            Ours | Cats | 10.0
             | Dogs | 11.2
            """
        ),
        {("DDPM", "Dogs", "FID", "14.5"), ("Ours", "Cats", "FID", "10.0")},
    ),
    "headings between rows": (
        table(
            """
            Method | Accuracy
            CIFAR-10 | <
            ResNet | 93.1
            Ours | 94.5
            SVHN | <
            ResNet | 96.0
            Ours | 97.1
            """
        ),
        {("ResNet", "CIFAR-10", "Accuracy", "93.1"), ("Ours", "SVHN", "Accuracy", "97.1")},
    ),
    "an ablation": (
        table(
            """
            Variant | Accuracy | Time (s)
            Full model | 91.2 | 10.5
            w/o attention | 88.0 | 8.1
            """
        ),
        {("w/o attention", "", "Accuracy", "88.0"), ("Full model", "", "Time", "10.5")},
    ),
    "columns that describe rows": (
        table(
            """
            Run | Backbone | Seeds | Test AUROC | Δ
            E1 | ViT-B | 5 | 0.912 | +0.012
            E2 | ViT-L | 5 | 0.931 | +0.031
            """
        ),
        {("E1", "", "Test AUROC", "0.912"), ("E2", "", "Δ", "+0.031")},
    ),
    "splits above metrics": (
        table(
            """
            Model | Train | < | Test | <
             | Acc | Loss | Acc | Loss
            A | 0.99 | 0.01 | 0.91 | 0.40
            """,
            header_rows=2,
        ),
        {("A", "", "Train / Acc", "0.99"), ("A", "", "Test / Loss", "0.40")},
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_method_benchmark_and_metric(shape: str) -> None:
    given, expected = SHAPES[shape]
    assert expected <= set(rows(given))


NO_RESULTS = [
    table("Parameter | Value\nLearning rate | 0.001\nBatch | 64", "Hyperparameters."),
    table("Symbol | Meaning\nx | input\ny | output"),
    table("Name | Hub path\nA | org/a\nB | org/b"),
]


@pytest.mark.parametrize("given", NO_RESULTS)
def test_set_up_tables_give_nothing(given: Table) -> None:
    assert rows(given) == []


CELLS = [
    ("0.6312 ± 0.1523", "0.6312", "0.1523", ""),
    ("27.55 (0.02)", "27.55", "0.02", ""),
    ("84.1*", "84.1", None, ""),
    ("1,024.5", "1024.5", None, ""),
    ("−0.02", "-0.02", None, ""),
    ("73.2%", "73.2", None, "%"),
]


@pytest.mark.parametrize(("cell", "value", "sd", "unit"), CELLS)
def test_cells_keep_their_spread_and_unit(cell: str, value: str, sd: str | None, unit: str) -> None:
    given = table(f"Method | Score (SEM)\nA | {cell}\nB | 1.5")
    number = measure(paper(given))[0].value
    assert str(number.value) == value
    assert (str(number.sd.value) if number.sd else None) == sd
    assert number.unit == unit


@pytest.mark.parametrize("cell", ["–", "N/A", "", "OOM", "ViT-B/16", "0.6–1.6", "[0.2, 0.3]"])
def test_cells_without_one_number_are_left_out(cell: str) -> None:
    given = table(f"Method | Accuracy | F1\nA | {cell} | 0.5\nB | 0.7 | 0.6")
    assert len(measure(paper(given))) == 3


def test_a_header_in_percent_is_the_unit_of_its_cells() -> None:
    (found,) = measure(paper(table("Method | Accuracy (%) ↑\nA | 73.2")))
    assert (found.metric, found.value.unit, found.better) == ("Accuracy", "%", "higher")


BETTER = [
    ("Accuracy", "higher"),
    ("Perplexity", "lower"),
    ("Steps to 99% accuracy", "lower"),
    ("Score ↓", "lower"),
    ("Std", None),
]


@pytest.mark.parametrize(("header", "better"), BETTER)
def test_each_metric_knows_which_way_it_improves(header: str, better: str | None) -> None:
    found = measure(paper(table(f"Method | {header} | F1\nA | 0.5 | 0.5\nB | 0.7 | 0.6")))
    assert found[0].better == better


ADDED = [
    (["23.19", "23.83", "+0.64"], ["PPL", "PPL", "Δ PPL"]),
    (["+0.40", "+0.23", "-0.10"], ["PPL", "PPL", "PPL"]),
    (["-0.40", "0.23", "0.10"], ["PPL", "PPL", "PPL"]),
]


@pytest.mark.parametrize(("cells", "metrics"), ADDED)
def test_a_plus_sign_among_values_marks_a_change_of_them(
    cells: list[str], metrics: list[str]
) -> None:
    rows = "\n".join(f"{name} | {cell} | 1" for name, cell in zip("ABC", cells, strict=True))
    found = measure(paper(table(f"Model | PPL | Size\n{rows}")))
    assert [m.metric for m in found if "PPL" in m.metric] == metrics


def test_crossed_levels_stay_factors_and_described_rows_keep_their_names() -> None:
    crossed = table(
        """
        Model | Layers | Perplexity
        A | 12 | 27.5
        A | 24 | 25.2
        B | 12 | 28.1
        B | 24 | 26.0
        """
    )
    assert {m.factors["Layers"] for m in measure(paper(crossed))} == {"12", "24"}
    described = table("Run | Backbone | AUROC\nE1 | CLIP | 0.28\nE2 | DINO | 0.25")
    assert [m.factors["name"] for m in measure(paper(described))] == ["CLIP", "DINO"]


def test_a_caption_tells_the_benchmark_that_another_table_names() -> None:
    first = table("Task | Baseline | Ours\nSorting | 0.5 | 0.6\nParsing | 0.7 | 0.8", "Accuracy.")
    second = table("Method | Accuracy\nFull | 0.6\nHalf | 0.5", "For the parsing task.", id="b")
    assert {m.benchmark for m in measure(paper(first, second)) if m.where.table == "b"} == {
        "Parsing"
    }


CAPTIONS = [
    ("Top-1 accuracy (%) on ImageNet.", "Top-1 accuracy"),
    ("Steps to 99% validation accuracy for different operations.", "Steps to 99% validation accuracy"),
    ("Perplexity comparison. Lower is better.", "Perplexity"),
    ("Comparison with the state of the art on COCO.", ""),
    ("Results (1,000 pairs per split).", ""),
]  # fmt: skip


@pytest.mark.parametrize(("caption", "metric"), CAPTIONS)
def test_a_caption_may_name_the_metric(caption: str, metric: str) -> None:
    assert caption_metric(caption) == metric


def test_every_measurement_says_where_it_stands() -> None:
    found = measure(paper(table("Method | Acc\nA | 0.5\nB | 0.6")))
    assert [(m.where.table, m.where.row, m.where.column) for m in found] == [
        ("tab:t", 1, 1),
        ("tab:t", 2, 1),
    ]
    assert all(m.factors["table"] == "tab:t" and m.where.source == "p.html" for m in found)


def test_a_table_of_one_row_or_column_is_no_table_of_results() -> None:
    assert layout(table("A | B")) is None
    assert layout(table("A\nB")) is None


def test_real_tables_give_every_printed_result(data: Path) -> None:
    """The hand-made grids list each number; those in columns of results must all be measured."""
    for given in yaml.safe_load((data / "gold" / "tables.yaml").read_text()):
        if not given.get("result_table") or "values" not in given:
            continue
        lines = "\n".join(" | ".join(map(str, row)) for row in given["grid_filled"])
        made = table(lines, given["caption"], header_rows=given["header_rows"])
        found = {(m.where.row, m.where.column) for m in measure(paper(made))}
        better = given.get("better", {})
        expected = {
            (v["row"], v["col"])
            for v in given["values"]
            if v["col_header"].split(" / ")[0] in better and "value" in v
        }
        assert expected <= found, given["id"]
