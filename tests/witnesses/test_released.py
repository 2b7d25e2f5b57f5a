"""Released result files in many shapes: what is read, under which names, and what is refused."""

from __future__ import annotations

import contextlib
import json
import random
import time
from pathlib import Path

import pytest

from claimcheck.errors import WitnessError
from claimcheck.record import Measurement
from claimcheck.witnesses import released

Row = tuple[str, str, str, str]
"""method, benchmark, metric, value as printed"""


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def brief(found: tuple[Measurement, ...]) -> list[Row]:
    return [(m.method, m.benchmark, m.metric, m.value.printed) for m in found]


SHAPES: list[tuple[str, dict[str, str], list[Row]]] = [
    (
        "a run folder with means of several tasks",
        {"run_1/final_info.json": '{"add": {"means": {"val_acc_mean": 0.50}}}'},
        [("run_1", "add", "val_acc", "0.50")],
    ),
    (
        "runs in the order of their numbers",
        {f"run_{k}/r.json": f'{{"acc": {k}.5}}' for k in (10, 2)},
        [("run_2", "", "acc", "2.5"), ("run_10", "", "acc", "10.5")],
    ),
    (
        "a number with a description",
        {"x/eval.json": '{"name": "A", "dataset": "D", "top1_accuracy_percent": 18.20, "lr": 0.1}'},
        [("A", "D", "top1_accuracy", "18.20")],
    ),
    (
        "one file, methods with benchmarks",
        {"all.json": '{"A": {"mnist": {"acc": 0.9}}, "B": {"mnist": {"acc": 0.8}}}'},
        [("A", "mnist", "acc", "0.9"), ("B", "mnist", "acc", "0.8")],
    ),
    (
        "containers that say what their keys are",
        {"all.json": '{"datasets": {"mnist": {"models": {"A": {"acc": 0.9}}}}}'},
        [("A", "mnist", "acc", "0.9")],
    ),
    (
        "a list of records with their names",
        {"all.json": '{"runs": [{"name": "A", "eval": {"ppl": 3.50}}, {"name": "B", "ppl": 4.0}]}'},
        [("A", "", "ppl", "3.50"), ("B", "", "ppl", "4.0")],
    ),
    (
        "a wrapper and splits",
        {"r/m.json": '{"results": {"test": {"acc": 0.7}, "train": {"acc": 0.9}}}'},
        [("r", "", "test_acc", "0.7"), ("r", "", "train_acc", "0.9")],
    ),
    (
        "a metric written as an object",
        {"r/m.json": '{"acc": {"mean": 0.7, "std": 0.1, "n_seeds": 3}}'},
        [("r", "", "acc", "0.7")],
    ),
    (
        "an interval has two ends",
        {"r/m.json": '{"acc": 0.7, "acc_ci95": [0.6, 0.8]}'},
        [
            ("r", "", "acc", "0.7"),
            ("r", "", "acc_ci95_low", "0.6"),
            ("r", "", "acc_ci95_high", "0.8"),
        ],
    ),
    (
        "settings, counts, texts, null, NaN and truth values are no results",
        {
            "r/m.json": '{"acc": 0.7, "epochs": 50, "batch_size": 8, "n_layers": 4, "ok": true,'
            ' "loss": NaN, "gap": null, "best": Infinity, "when": "2024-01-01", "params": {"lr": 1}}'
        },
        [("r", "", "acc", "0.7")],
    ),
    (
        "a history is no result",
        {"r/m.json": json.dumps({"acc": 0.7, "loss_history": [3, 2, 1], "x": list(range(99))})},
        [("r", "", "acc", "0.7")],
    ),
    (
        "JSON lines with one record a line",
        {"r/m.jsonl": '{"dataset": "A", "acc": 0.7}\n\n{"dataset": "B", "acc": 0.8}\n'},
        [("r", "A", "acc", "0.7"), ("r", "B", "acc", "0.8")],
    ),
    (
        "YAML keeps its digits, and an alias is not followed",
        {"r/results.yaml": "mnist: &a\n  acc: 0.70\n  note: '0.99'\ncopy: *a\n"},
        [("r", "mnist", "acc", "0.70"), ("r", "mnist", "note", "0.99")],
    ),
    (
        "a tidy table",
        {"r.csv": "method,dataset,metric,value,sd,lr\nA,D,acc,8.40,0.2,1e-3\nB,D,acc,,,\n"},
        [("A", "D", "acc", "8.40")],
    ),
    (
        "a wide table with a spread",
        {"r.csv": "Model,acc (%),F1 ± sd,epochs\nA,71.0,0.5 ± 0.1,9\nB,72.5,0.6 ± 0.1,9\n"},
        [
            ("A", "", "acc", "71.0"),
            ("A", "", "F1 ± sd", "0.5 ± 0.1"),
            ("B", "", "acc", "72.5"),
            ("B", "", "F1 ± sd", "0.6 ± 0.1"),
        ],
    ),
    (
        "a table whose first column has a name of its own",
        {"r.tsv": "Backbone\tdataset\tacc\nViT\tD\t71.0\n"},
        [("ViT", "D", "acc", "71.0")],
    ),
    (
        "a file name that says the benchmark",
        {"A/eval_mnist_results.json": '{"acc": 0.7}', "A/eval_svhn_results.json": '{"acc": 0.6}'},
        [("A", "mnist", "acc", "0.7"), ("A", "svhn", "acc", "0.6")],
    ),
    (
        "configurations and hidden folders are passed over",
        {
            "r/m.json": '{"acc": 0.7}',
            "r/config.json": '{"margin": 0.5}',
            ".git/x.json": '{"acc": 1}',
            "configs/a.json": '{"acc": 1}',
            "r/model.yaml": "acc: 1.5",
        },
        [("r", "", "acc", "0.7")],
    ),
]


@pytest.mark.parametrize(("files", "expected"), [s[1:] for s in SHAPES], ids=[s[0] for s in SHAPES])
def test_a_release_is_read_under_its_own_names(
    tmp_path: Path, files: dict[str, str], expected: list[Row]
) -> None:
    assert brief(released.measure(write(tmp_path, files))) == expected


def test_a_record_keeps_size_seed_settings_unit_and_place(tmp_path: Path) -> None:
    text = (
        '{"name": "A", "dataset": "D", "task": "linear probe", "val_samples": 5000, "seed": 42,'
        ' "top1_accuracy_percent": 24.86, "params": {"epochs": 50}, "checkpoint": "/a/b.pth"}'
    )
    (one,) = released.measure(write(tmp_path, {"train_a/eval.json": text}))
    assert (one.value.unit, one.n, one.seed, one.better) == ("%", 5000, 42, "higher")
    assert one.protocol == {"task": "linear probe", "epochs": "50"}
    assert one.factors == {"run": "train_a"}
    assert (one.where.source, one.where.path) == ("train_a/eval.json", "top1_accuracy_percent")


def test_a_tidy_row_says_its_file_arm_and_protocol(tmp_path: Path) -> None:
    text = "method,arm,regime,benchmark,metric,value,n,seed,probe_epochs,file\n"
    text += "Full,full,mixed,D,top-1 accuracy (%),18.20,1970,7,100,train/x.json\n"
    (one,) = released.measure(write(tmp_path, {"released.csv": text}) / "released.csv")
    assert (one.method, one.n, one.seed) == ("full", 1970, 7)
    assert one.factors == {"name": "Full", "regime": "mixed"}
    assert one.protocol == {"probe_epochs": "100"}
    assert (one.where.source, one.where.path) == ("train/x.json", "row 1")
    assert (one.value.printed, one.value.unit) == ("18.20", "%")


SUMMARY = {
    "add": {
        "means": {"acc_mean": 0.6, "loss_mean": 1.0},
        "stderrs": {"acc_stderr": 0.03, "loss_stderr": 0.1},
        "final_info_dict": {"acc": [0.5, 0.6, 0.7], "loss": [1.0, 1.0, 1.0]},
    }
}
SEEDS = {f"run_1/final_info_add_{k}.json": f'{{"acc": 0.{5 + k}, "loss": 1.0}}' for k in range(3)}


def test_single_seeds_stand_apart_from_their_mean_and_count_once(tmp_path: Path) -> None:
    files = {"run_1/final_info.json": json.dumps(SUMMARY), **SEEDS}
    found = released.read(write(tmp_path, files))
    assert brief(found.measurements) == [
        ("run_1", "add", "acc", "0.6"),
        ("run_1", "add", "loss", "1.0"),
    ]
    mean = found.measurements[0]
    assert mean.value.sd is not None and mean.value.sd.printed == "0.1"
    assert (mean.protocol["seeds"], mean.protocol["stderr"]) == ("3", "0.03")
    singles = [(m.metric, m.seed, m.value.printed) for m in found.seeds]
    assert sorted(singles) == sorted(
        [("acc", k, f"0.{5 + k}") for k in range(3)] + [("loss", k, "1.0") for k in range(3)]
    )


def test_seeds_without_a_summary_are_the_results(tmp_path: Path) -> None:
    found = released.read(write(tmp_path, SEEDS))
    assert [(m.benchmark, m.metric, m.seed) for m in found.measurements] == [
        ("add", metric, seed) for seed in range(3) for metric in ("acc", "loss")
    ]
    assert not found.seeds


def test_a_list_over_seeds_becomes_mean_and_sample_sd(tmp_path: Path) -> None:
    (one,) = released.measure(write(tmp_path, {"r/m.json": '{"acc": [0.5, 0.6, 0.7]}'}))
    assert one.value.sd is not None
    assert (one.value.printed, one.value.sd.printed) == ("0.600", "0.1")


@pytest.mark.parametrize(
    "name", ["base_seed42/m.json", "base/seed_42/m.json", "base/m_seed42.json"]
)
def test_a_seed_is_read_from_a_path(tmp_path: Path, name: str) -> None:
    files = {name: '{"acc": 0.5}', "other/x.json": '{"acc": 0.4}'}
    found = released.measure(write(tmp_path, files))
    assert [m.seed for m in found if m.method.startswith("base")] == [42]


HOSTILE = {
    "deep list": ("a.json", "[" * 100_000),
    "deep object": ("a.json", '{"a":' * 100_000),
    "deep YAML": ("results.yaml", "[" * 100_000),
    "broken": ("a.json", '{"acc": 0.'),
    "no UTF-8": ("a.json", '{"acc": "\udcff"}'),
    "no table": ("a.csv", 'method,value,metric\n"' + "x" * 200_000),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_file_that_cannot_be_read_is_named_and_the_others_are_read(
    tmp_path: Path, case: str
) -> None:
    name, text = HOSTILE[case]
    (tmp_path / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    start = time.monotonic()
    with pytest.raises(WitnessError, match=name) as error:
        released.measure(tmp_path)
    assert error.value.remedy and time.monotonic() - start < 5
    write(tmp_path, {"good/m.json": '{"acc": 0.5}'})
    found = released.read(tmp_path)
    assert len(found.measurements) == 1
    assert [w.split(":")[0] for w in found.warnings] == [name]


def test_numbers_of_no_size_that_a_result_has_are_passed_over(tmp_path: Path) -> None:
    text = f'{{"a": 1e999999, "b": 1e400, "c": {"9" * 5000}, "d": 1e-5, "e": 2.5E+3}}'
    assert [m.metric for m in released.measure(write(tmp_path, {"r/m.json": text}))] == ["d", "e"]


def test_aliases_of_a_hostile_yaml_multiply_nothing(tmp_path: Path) -> None:
    lines = ["a0: &a0 [1.5, 2.5]"] + [
        f"a{k}: &a{k} [{', '.join([f'*a{k - 1}'] * 9)}]" for k in range(1, 30)
    ]
    found = released.measure(write(tmp_path, {"r/results.yaml": "\n".join(lines)}))
    assert [m.metric for m in found] == ["a0"]


def test_a_file_over_the_limit_is_left_out_with_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claimcheck.witnesses.files.MAX_BYTES", 100)
    write(tmp_path, {"big.json": '{"acc": 0.5}' + " " * 200, "small.json": '{"acc": 0.6}'})
    found = released.read(tmp_path)
    assert [m.value.printed for m in found.measurements] == ["0.6"]
    assert found.warnings[0].startswith("big.json")


def test_links_are_not_followed(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"m.json": '{"acc": 0.9}'})
    inside = write(tmp_path / "inside", {"r/m.json": '{"acc": 0.5}'})
    (inside / "link").symlink_to(outside)
    (inside / "r/linked.json").symlink_to(outside / "m.json")
    (inside / "loop").symlink_to(inside)
    assert [m.value.printed for m in released.measure(inside)] == ["0.5"]


@pytest.mark.parametrize("files", [{}, {"a.txt": "acc 0.5"}, {"a.json": '{"note": "none"}'}])
def test_no_result_is_an_error_with_a_remedy(tmp_path: Path, files: dict[str, str]) -> None:
    with pytest.raises(WitnessError) as error:
        released.measure(write(tmp_path, files))
    assert error.value.remedy
    with pytest.raises(WitnessError):
        released.measure(tmp_path / "nowhere")


def test_the_digest_follows_the_bytes(tmp_path: Path) -> None:
    one = released.read(write(tmp_path, {"r/m.json": '{"acc": 0.5}'})).digest
    assert one == released.read(tmp_path).digest
    assert one != released.read(write(tmp_path, {"r/m.json": '{"acc": 0.6}'})).digest


def test_a_file_under_the_name_of_another_folder_is_said(tmp_path: Path) -> None:
    names = {"a/1": "A", "a/2": "A", "a/3": "B", "b/1": "B", "b/2": "B"}
    files = {
        f"{k}.json": f'{{"name": "{v}", "dataset": "D{k[-1]}", "acc": 0.5}}'
        for k, v in names.items()
    }
    (warning,) = released.read(write(tmp_path, files)).warnings
    assert warning.startswith("a/3.json calls itself B") and warning.endswith("says A")


WORDS = [
    "name",
    "dataset",
    "model",
    "results",
    "means",
    "std",
    "stderrs",
    "runs",
    "seeds",
    "params",
]
WORDS += ["n", "seed", "acc", "acc_mean", "x", "1"]
SCALARS = (1, 0.5, -3e-7, 1e300, 10**40, True, None, "A", "0.5", "5%", float("nan"), "")


def tree(dice: random.Random, depth: int = 0) -> object:
    kind = dice.random()
    if depth > 4 or kind < 0.3:
        return dice.choice(SCALARS)
    if kind < 0.5:
        return [tree(dice, depth + 1) for _ in range(dice.randrange(5))]
    return {dice.choice(WORDS): tree(dice, depth + 1) for _ in range(dice.randrange(6))}


def test_a_tree_of_any_shape_is_read_or_refused(tmp_path: Path) -> None:
    read = 0
    for case in range(60):
        dice = random.Random(case)
        text = json.dumps({"acc": tree(dice), "runs": tree(dice), "x": tree(dice)})
        folder = write(tmp_path / str(case), {"run_1/r.json": text, "run_2/results.yaml": text})
        with contextlib.suppress(WitnessError):
            read += len(released.measure(folder))
    assert read > 60


REAL = [
    ("released/2605.17165/results", 88),
    ("papers/layerwise_lr_grokking", 100),
    ("papers/adaptive_dual_scale_denoising", 96),
    ("papers/grid_based_noise_adaptation", 128),
    ("papers/data_augmentation_grokking", 137),
    ("papers/derma-jepa", 58),
    ("papers/cotformer/released", 541),
]


@pytest.mark.parametrize(("folder", "count"), REAL)
def test_real_releases_are_read_whole(data: Path, folder: str, count: int) -> None:
    found = released.read(data / folder)
    assert len(found.measurements) == count
    places = {(m.where.source, m.where.path) for m in found.measurements}
    assert len(places) == count
    for m in found.measurements:
        assert m.metric and m.method and m.where.source
