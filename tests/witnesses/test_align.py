"""A made-up table beside made-up runs: which run is each row, and what does it say?"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from made_up_runs import METRICS, ROWS, RUNS, Runs, found, released, runs_of, table

from claimcheck.record import Cell, Measurement, Paper, Place, Table
from claimcheck.witnesses.align import MAX_WORLDS, Alignment, align
from claimcheck.witnesses.paper import measure as paper_measure
from claimcheck.witnesses.released import measure
from claimcheck.witnesses.rows import aliases


@pytest.mark.parametrize(
    ("rows", "text", "expected"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS]
)
def test_a_row_finds_its_run(
    rows: list[tuple[str, str, str]], text: str, expected: dict[str, str]
) -> None:
    assert runs_of(align(table(rows, metrics=METRICS), released(RUNS), text=text)) == expected


def test_a_released_cell_carries_the_papers_names_and_the_files_place() -> None:
    cells = table([("A", "MNIST", "0.933 73.1"), ("A", "SVHN", "0.845 74.3")], metrics=METRICS)
    first = align(cells, released(RUNS)).relabelled[0]
    assert (first.witness, first.method, first.benchmark, first.metric) == (
        "released", "A", "MNIST", "Final Acc",
    )  # fmt: skip
    assert (str(first.value.value), first.n, first.factors) == ("0.9334", 100, {"table": "t"})
    assert (first.where.source, first.where.path) == ("run_1/info.json", "mnist.final_acc")
    assert (first.where.table, first.where.row, first.where.column) == ("t", 1, 1)


def test_a_transposed_table_is_aligned_by_its_columns() -> None:
    rows = [("Old", "MNIST", "0.933"), ("New", "MNIST", "0.978")]
    rows += [("Old", "SVHN", "0.845"), ("New", "SVHN", "0.889")]
    found_runs = runs_of(align(table(rows, metrics=["Final Acc"]), released(RUNS)))
    assert found_runs == {"Old": "run_1", "New": "run_3"}


def test_identifiers_match_identifiers_and_never_values() -> None:
    runs: Runs = {"exp004_linear": RUNS["run_1"], "exp006a_mlp": RUNS["run_2"]}
    rows = [
        ("EXP-001", "MNIST", "0.933 73.1"),
        ("EXP-001", "SVHN", "0.845 74.3"),
        ("EXP-006a", "MNIST", "0.956 89.8"),
    ]
    alignment = align(table(rows, metrics=METRICS), released(runs))
    assert runs_of(alignment) == {"EXP-001": "", "EXP-006a": "exp006a_mlp"}
    assert not alignment.worlds


UNITS = [("93.3 73.1", "84.5 74.3", "%"), ("0.933 73.1", "0.845 74.3", "")]


@pytest.mark.parametrize(("mnist", "svhn", "unit"), UNITS)
def test_a_fraction_in_the_files_becomes_per_cent_where_the_table_prints_it(
    mnist: str, svhn: str, unit: str
) -> None:
    cells = table([("A", "MNIST", mnist), ("A", "SVHN", svhn)], metrics=METRICS)
    cells = [
        c.model_copy(update={"value": c.value.model_copy(update={"unit": unit})})
        if c.metric == "Final Acc"
        else c
        for c in cells
    ]
    alignment = align(cells, released(RUNS))
    assert [m.outcome for m in alignment.matches] == ["agrees"] * 4
    assert alignment.relabelled[0].value.unit == unit
    assert str(alignment.relabelled[0].value.value) == ("93.34" if unit else "0.9334")


def test_a_column_of_per_cents_is_compared_in_per_cent_even_where_nothing_agrees() -> None:
    (match,) = align(
        table([("A (Run 1)", "MNIST", "55.5")], metrics=["Acc"]), released(RUNS)
    ).matches
    assert match.outcome == "disagrees" and match.released is not None
    assert str(match.released.value.value) == "93.34"


def test_a_cell_in_another_unit_than_its_column_is_said() -> None:
    rows = [("A (Run 1)", "MNIST", "93.3"), ("A (Run 1)", "SVHN", "84.5")]
    rows += [("B (Run 2)", "MNIST", "95.6"), ("B (Run 2)", "SVHN", "0.867")]
    alignment = align(table(rows, metrics=["Final Acc"]), released(RUNS))
    (unit,) = found(alignment, "released-units")
    assert unit.statistics["cells"] == 1 and unit.evidence[0].source == "run_2/info.json"


def test_the_last_digit_is_told_from_a_disagreement() -> None:
    rows = [("A (Run 1)", "MNIST", "0.9335 73.07"), ("A (Run 1)", "SVHN", "0.9445 74.28")]
    (count,) = align(table(rows, metrics=METRICS), released(RUNS)).findings
    assert [count.statistics[k] for k in ("agrees", "last_digit", "disagrees", "no_run")] == [
        2,
        1,
        1,
        0,
    ]
    assert (count.passed, count.caution) == (False, "cell-mismatch")
    assert count.evidence[-1].where == "svhn.final_acc"


def test_a_name_that_says_one_run_over_the_values_of_another_is_a_wrong_run() -> None:
    rows = [("A (Run 3)", "MNIST", "0.956 89.83"), ("A (Run 3)", "SVHN", "0.867 81.64")]
    alignment = align(table(rows, metrics=METRICS), released(RUNS))
    (wrong,) = found(alignment, "wrong-run")
    assert (wrong.statistics["named"], wrong.statistics["holds"]) == ("run_3", "run_2")
    assert (wrong.statistics["agree_held"], wrong.statistics["agree_named"]) == (4, 0)
    assert wrong.caution == "wrong-run" and "run_2" in wrong.says and "run_3" in wrong.says
    assert {e.source for e in wrong.evidence} == {"run_2/info.json", "run_3/info.json"}
    assert str(alignment.relabelled[0].value.value) == "0.9778"


def test_a_row_of_two_runs_is_mixed() -> None:
    rows = [("A", "MNIST", "0.933 73.07"), ("A", "SVHN", "0.845 74.28")]
    more = [("A", "KMNIST", "0.777 22.22")]
    runs = {
        k: {**v, "kmnist": {"final_acc": f"0.{k[-1]}1", "train_time": "5"}} for k, v in RUNS.items()
    }
    runs["run_2"]["kmnist"] = {"final_acc": "0.777", "train_time": "22.22"}
    (mixed,) = found(align(table(rows + more, metrics=METRICS), released(runs)), "mixed-runs")
    assert (mixed.statistics["run"], mixed.statistics["other"]) == ("run_1", "run_2")
    assert (mixed.statistics["agree"], mixed.statistics["agree_other"]) == (4, 2)


def test_a_true_table_has_no_other_finding() -> None:
    rows = [("A (Run 1)", "MNIST", "0.933 73.07"), ("B (Run 2)", "SVHN", "0.867 81.64")]
    (count,) = align(table(rows, metrics=METRICS), released(RUNS)).findings
    assert count.passed is True and not count.caution


def test_a_table_without_benchmarks_shows_the_mean_over_them() -> None:
    rows = [("A (Run 1)", "", "0.889±0.063 73.68"), ("B (Run 2)", "", "0.911±0.063 85.74")]
    alignment = align(table(rows, metrics=METRICS), released(RUNS))
    assert [m.outcome for m in alignment.matches] == ["agrees"] * 4
    assert alignment.relabelled[0].where.path.startswith("mean over mnist, svhn")
    assert alignment.findings[0].statistics["spreads_agree"] == 2


def test_a_spread_that_the_runs_cannot_give_is_a_finding_of_its_own() -> None:
    rows = [("A (Run 1)", "", "0.889±0.031 73.68"), ("B (Run 2)", "", "0.911±0.044 85.74")]
    alignment = align(table(rows, metrics=METRICS), released(RUNS))
    (strange,) = found(alignment, "released-spreads")  # 0.044 is the standard error of the second
    assert (strange.statistics["impossible"], strange.statistics["spreads"]) == (1, 2)
    assert strange.evidence[0].value.startswith("sd 0.06286; printed 0.889±0.031")


def test_a_table_without_benchmarks_that_holds_one_of_them_is_of_that_one() -> None:
    rows = [("A", "", "0.844 74.28"), ("B", "", "0.889 82.37")]
    alignment = align(table(rows, metrics=METRICS), released(RUNS))
    assert runs_of(alignment) == {"A": "run_1", "B": "run_3"}


def test_several_seeds_are_pooled_and_a_single_one_can_still_be_found() -> None:
    runs: Runs = {
        f"{arm}_seed{k}": {"mnist": {"acc": f"0.{base + 10 * k}1", "time": f"{base + k}.51"}}
        for arm, base in (("wide", 50), ("deep", 60))
        for k in range(3)
    }
    seeds = {run: int(run[-1]) for run in runs}
    pooled = table([("wide", "MNIST", "0.61 51.51")], metrics=("Acc", "Time"))
    single = table([("deep", "MNIST", "0.8010 62.51")], metrics=("Acc", "Time"))
    for cells, run in ((pooled, "wide"), (single, "deep")):
        alignment = align(cells, released(runs, seed=seeds))
        assert runs_of(alignment)[cells[0].method].startswith(run)
    first = align(pooled, released(runs, seed=seeds)).relabelled[0]
    assert first.where.path.startswith("mean over 3 seeds") and first.seed is None
    assert first.value.sd is not None and str(first.value.sd.value) == "0.1"


def test_settings_recorded_with_a_run_find_a_row_that_only_prints_them() -> None:
    runs: Runs = {f"net_{k}": {"": {"val_ppl": f"2{k}.513"}} for k in range(3)}
    files = [
        m.model_copy(update={"protocol": {"n_layer": "12", "n_repeat": str(m.method[-1])}})
        for m in released(runs)
    ]
    cells = [
        c.model_copy(
            update={"factors": {"table": "t", "Layers (n_layer)": "12", "n_repeat": repeat}}
        )
        for repeat in ("1", "2")
        for c in table([("Net", "", f"2{repeat}.51")], metrics=["Perplexity"])
    ]
    assert list(runs_of(align(cells, files)).values()) == ["net_1", "net_2"]


UNKNOWN = [("Thin", "MNIST", "0.111 11.11"), ("Thick", "MNIST", "0.222 22.22")]


def test_unknown_rows_give_a_world_for_each_injective_choice() -> None:
    alignment = align(table(UNKNOWN, metrics=METRICS), released(RUNS))
    assert not alignment.relabelled
    worlds = {
        tuple(str(m.value.value) for m in world if m.metric == "Final Acc")
        for world in alignment.worlds
    }
    free = [RUNS[f"run_{k}"]["mnist"]["final_acc"] for k in (1, 2, 3)]
    assert worlds == set(itertools.permutations(free, 2))
    assert len(alignment.worlds) == 6


def test_a_known_run_is_in_every_world_and_no_choice() -> None:
    rows = [("Sure (Run 2)", "MNIST", "0.956 89.83"), *UNKNOWN]
    alignment = align(table(rows, metrics=METRICS), released(RUNS))
    assert len(alignment.worlds) == 2
    for world in alignment.worlds:
        assert world[: len(alignment.relabelled)] == alignment.relabelled
        assert len({m.where.source for m in world}) == 3


def test_cells_of_rows_whose_run_is_not_told_are_doubtful_where_others_are_told() -> None:
    rows = [("Sure (Run 2)", "MNIST", "0.956 89.83"), *UNKNOWN]
    cells = table(rows, metrics=METRICS)
    doubtful = align(cells, released(RUNS)).doubtful
    assert {c.method for c in cells if _at(c) in doubtful} == {"Thin", "Thick"}
    assert not align(table(UNKNOWN, metrics=METRICS), released(RUNS)).doubtful


def _at(cell: Measurement) -> tuple[str, int | None, int | None]:
    return cell.where.table, cell.where.row, cell.where.column


def test_a_row_keeps_its_run_across_tables() -> None:
    cells = table(UNKNOWN, metrics=METRICS, name="one") + table(
        UNKNOWN, metrics=METRICS, name="two"
    )
    for world in align(cells, released(RUNS)).worlds:
        used = {(m.method, m.where.source) for m in world}
        assert len(used) == 2


def test_too_many_choices_say_nothing() -> None:
    runs: Runs = {f"run_{k}": {"mnist": {"final_acc": f"0.{k}17"}} for k in range(1, 9)}
    rows = [(f"Variant {c}", "MNIST", "0.999") for c in ("red", "blue", "green", "black")]
    alignment = align(table(rows, metrics=["Final Acc"]), released(runs))
    assert MAX_WORLDS < 8 * 7 * 6 * 5 and not alignment.worlds and not alignment.relabelled


SPLITS = [("Train Acc", "0.9333"), ("Val Acc", "0.8444"), ("Test Acc", None), ("Δ Val Acc", None)]


@pytest.mark.parametrize(("header", "value"), SPLITS)
def test_splits_and_changes_never_mix(header: str, value: str | None) -> None:
    runs: Runs = {"alpha": {"": {"train_acc": "0.9333", "val_acc": "0.8444"}}}
    alignment = align(table([("alpha", "", "0.844")], metrics=[header]), released(runs))
    assert [str(m.value.value) for m in alignment.relabelled] == ([value] if value else [])


@pytest.mark.parametrize("header", ["Theirs", "Reported Acc", "Paper Acc"])
def test_numbers_quoted_from_others_have_no_run(header: str) -> None:
    runs: Runs = {"alpha": {"": {"acc": "0.8444"}}}
    assert not align(table([("alpha", "", "0.844")], metrics=[header]), released(runs)).relabelled


def test_numbers_that_the_release_quotes_from_others_are_no_run() -> None:
    own, quoted = released({"alpha": {"": {"acc": "0.8444"}}, "beta": {"": {"acc": "0.9"}}})
    quoted = quoted.model_copy(
        update={"where": Place(source="r.json", path="paper_table.beta.acc")}
    )
    cells = table([("alpha", "", "0.844"), ("beta", "", "0.9")], metrics=["Acc"])
    assert runs_of(align(cells, [own, quoted])) == {"alpha": "alpha", "beta": ""}


NAMES = [
    ("Something-Something V2", "SSv2"),
    ("x_minus_y", "Mod Subtraction"),
    ("diving48", "Diving-48"),
    ("kl_task", "KL task"),
]


@pytest.mark.parametrize(("key", "printed"), NAMES)
def test_benchmarks_are_known_by_words_acronyms_and_synonyms(key: str, printed: str) -> None:
    runs: Runs = {"alpha": {key: {"acc": "0.8444"}, "other": {"acc": "0.7"}}}
    alignment = align(table([("alpha", printed, "0.844")], metrics=["Acc"]), released(runs))
    assert [m.outcome for m in alignment.matches] == ["agrees"]


def test_values_alone_pair_benchmarks_that_share_no_word() -> None:
    rows = [("run_1", "Digits", "0.933 73.07"), ("run_1", "Houses", "0.845 74.28")]
    alignment = align(table(rows, metrics=METRICS), released(RUNS))
    assert [m.outcome for m in alignment.matches] == ["agrees"] * 4


ALIASES = [
    ("the baseline (Run 0) and our model (Run 3)", [("the baseline", 0), ("our model", 3)]),
    ("five runs: Plain (Run 0), Fixed mask (Run 1).", [("Plain", 0), ("Fixed mask", 1)]),
    ("both (Runs 2 and 5) are good (see Run 4)", []),
]


@pytest.mark.parametrize(("text", "expected"), ALIASES)
def test_phrases_before_a_run_number_are_its_names(
    text: str, expected: list[tuple[str, int]]
) -> None:
    assert [(a.phrase, a.number) for a in aliases(text)] == expected


def test_nothing_to_align_is_no_error() -> None:
    assert align([], released(RUNS)) == Alignment()
    assert align(table(UNKNOWN, metrics=METRICS), []) == Alignment()


PROGRAM = """
import test_align as t
a = t.align(t.table(t.UNKNOWN, metrics=t.METRICS), t.released(t.RUNS))
print([[(m.where.source, str(m.value.value)) for m in w] for w in a.worlds], a.findings)
"""


def test_the_order_of_sets_changes_nothing() -> None:
    told = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "7")
    }
    assert len(told) == 1 and "run_3" in told.pop()


def test_real_tables_agree_with_the_cells_compared_by_hand(data: Path) -> None:
    judged = 0
    for name in ("layerwise_lr_grokking", "adaptive_dual_scale_denoising", "derma-jepa"):
        tables, by_hand = _gold(data, name)
        text = " ".join(f.read_text() for f in sorted((data / "papers" / name).rglob("*.tex")))
        paper = Paper(id=name, source=name, format="latex", digest="", tables=tuple(tables))
        alignment = align(paper_measure(paper), measure(data / "papers" / name), text=text)
        for match in alignment.matches:
            at = match.cell.where
            if (
                match.outcome is None
                or (wanted := by_hand.get((at.table, at.row, at.column))) is None
            ):
                continue
            assert match.outcome == wanted[0], match
            assert match.released is not None
            assert match.released.where.source.split("/")[0] in wanted[1], match
            judged += 1
    assert judged >= 100


def _gold(
    data: Path, paper: str
) -> tuple[list[Table], dict[tuple[str, int | None, int | None], tuple[str, str]]]:
    """The tables of a paper, and for each cell compared by hand its outcome and source."""
    tables: list[Table] = []
    by_hand: dict[tuple[str, int | None, int | None], tuple[str, str]] = {}
    for grid in yaml.load((data / "gold/tables.yaml").read_text(), Loader=yaml.CSafeLoader):
        if grid["paper"] != paper:
            continue
        cells = [
            Cell(row=r, column=c, text=text or "")
            for r, row in enumerate(grid["grid_filled"])
            for c, text in enumerate(row)
        ]
        tables.append(
            Table(
                id=grid["label"],
                caption=grid["caption"],
                cells=tuple(cells),
                header_rows=grid["header_rows"],
                header_columns=grid["header_cols"],
            )
        )
        for cell in grid.get("artifact_cells") or []:
            if cell.get("part", "mean") == "mean" and cell["source"]:
                key = (grid["label"], cell["row"], cell["col"])
                by_hand[key] = (cell["match"], cell["source"])
    return tables, by_hand
