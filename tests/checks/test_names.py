"""A phrase names the sibling that a reader would point at, and no other."""

import subprocess
import sys

import pytest

from claimcheck.checks.names import Siblings, aliases, alike, same, tokens

GRIDS = Siblings.of(["Baseline DDPM", "Single-scale Grid", "Multi-scale Grid", "Multi-scale + L1 Reg"])  # fmt: skip
TASKS = Siblings.of(["Mod Division", "Mod Subtraction", "Mod Addition", "Permutation"])
MIXES = Siblings.of(["Baseline", "Reversal", "Negation", "Combined (15%)", "Combined (30%)"])
SIZES = Siblings.of(["Base 1×1", "Base 6×1", "CoTFormer 1×4", "BUT 1×6", "CoTFormer 1×6"])
PARTS = Siblings.of(["Full model", "w/o attention", "w/o EMA", "- memory"])
RUNS = Siblings.of(
    ["EXP-1", "EXP-2", "EXP-3"],
    {"EXP-1": ("DINOv2", "linear"), "EXP-2": ("DINOv2", "MLP"), "EXP-3": ("DermLIP", "linear")},
)
METRICS = Siblings.of(["Final Val Acc", "Steps to 99% Val Acc", "Final Val Loss"])

SINGLE = [
    (GRIDS, "the multi-scale grid approach", ("Multi-scale Grid",)),
    (GRIDS, "the multi-scale approach with L1 regularization", ("Multi-scale + L1 Reg",)),
    (GRIDS, "the L1-regularized version", ("Multi-scale + L1 Reg",)),
    (GRIDS, "multi-scale grid without L1 regularization", ("Multi-scale Grid",)),
    (GRIDS, "a straight line", ()),
    (TASKS, "modular addition and division", ("Mod Division", "Mod Addition")),
    (TASKS, "permutations", ("Permutation",)),
    (TASKS, "the model", ()),
    (MIXES, "the combined strategy (15%)", ("Combined (15%)",)),
    (MIXES, "combined augmentation at 30% probability", ("Combined (30%)",)),
    (SIZES, "the 1x6 CoTFormer", ("CoTFormer 1×6",)),
    (SIZES, "BUT", ("BUT 1×6",)),
    (SIZES, "but not this one", ()),
    (PARTS, "removing attention", ("w/o attention",)),
    (PARTS, "without EMA", ("w/o EMA",)),
    (PARTS, "attention", ()),
    (PARTS, "the full model", ("Full model",)),
    (RUNS, "EXP-2", ("EXP-2",)),
    (RUNS, "frozen DermLIP", ("EXP-3",)),
    (RUNS, "an accuracy of 0.003", ()),
]


@pytest.mark.parametrize(("siblings", "phrase", "expected"), SINGLE)
def test_a_phrase_names_its_sibling(
    siblings: Siblings, phrase: str, expected: tuple[str, ...]
) -> None:
    assert siblings.said(phrase).values == expected


GROUPS = [
    (TASKS, "modular arithmetic tasks", ("Mod Division", "Mod Subtraction", "Mod Addition")),
    (GRIDS, "all grid models", ("Single-scale Grid", "Multi-scale Grid")),
    (RUNS, "the DINOv2 runs", ("EXP-1", "EXP-2")),
    (RUNS, "linear", ("EXP-1", "EXP-3")),
]


@pytest.mark.parametrize(("siblings", "phrase", "expected"), GROUPS)
def test_a_word_that_some_siblings_share_names_their_group(
    siblings: Siblings, phrase: str, expected: tuple[str, ...]
) -> None:
    found = siblings.said(phrase)
    assert found.values == ()
    assert expected in found.groups


def test_one_occurrence_of_a_word_names_one_sibling() -> None:
    both = GRIDS.said("multi-scale grids with L1 regularization against the plain multi-scale grid")
    assert both.values == ("Multi-scale Grid", "Multi-scale + L1 Reg")


CLOSEST = [
    ("validation accuracy", "Final Val Acc"),
    ("final validation loss", "Final Val Loss"),
    ("steps", "Steps to 99% Val Acc"),
]


@pytest.mark.parametrize(("text", "expected"), CLOSEST)
def test_short_texts_find_long_headers(text: str, expected: str) -> None:
    assert expected in METRICS.closest(text)


ALIKE = [
    ("val", "validation", True),
    ("acc", "accuracy", True),
    ("mod", "modular", True),
    ("mod", "model", False),
    ("base", "baseline", False),
    ("weighting", "weighted", True),
    ("distillation", "distilled", True),
    ("15", "150", False),
    ("re", "reward", False),
]


@pytest.mark.parametrize(("a", "b", "expected"), ALIKE)
def test_short_forms_and_stems_are_one_word(a: str, b: str, expected: bool) -> None:
    assert alike(a, b) is expected
    assert alike(b, a) is expected


TOKENS = [
    ("EXP-003", ("exp", "003")),
    ("a loss of 0.003", ("loss", "0.003")),
    ("CIFAR10", ("cifar", "10")),
    ("24×5 layers", ("24", "5", "layer")),
    ("Val Acc", ("validation", "accuracy")),
]


@pytest.mark.parametrize(("text", "expected"), TOKENS)
def test_words_and_numbers_are_parted(text: str, expected: tuple[str, ...]) -> None:
    assert tokens(text) == expected


def test_spellings_differ_in_case_and_punctuation_alone() -> None:
    assert same("LD-JEPA", "ld jepa")
    assert not same("A + B", "A B")


def test_a_label_in_brackets_is_another_name() -> None:
    found = aliases("We compare the uniform rate (Run 0) with layer-wise rates (Run 3).")
    assert found["Run 0"][0].endswith("uniform rate")
    assert found["Run 3"][0].endswith("layer-wise rates")


def test_hash_order_changes_nothing() -> None:
    program = (
        "from claimcheck.checks.names import Siblings;"
        "s = Siblings.of(['A grid one', 'B grid two', 'C net one', 'D net two']);"
        "print(s.said('grid one and net two with grid'), s.closest('one grid net'))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1
