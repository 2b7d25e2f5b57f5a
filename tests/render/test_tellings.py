from __future__ import annotations

from typing import Any

import pytest

from claimcheck.record import Evidence, Finding, RunRecord, Verdict, WitnessRecord
from claimcheck.render.figures import nodes
from claimcheck.render.provenance import provenance
from claimcheck.render.sheets import differences, sheets
from claimcheck.render.tellings import TELLERS, contrasts, parts, steps, told

TOLD: list[tuple[str, dict[str, Any], str]] = [
    (
        "sampling-error",
        {"ld/SSv2": {"difference": 0.3, "interval_95": [-1.4449, 2.055], "p": 0.7322, "n": [1970, 1970], "detectable_80": 2.49}},
        "ld on SSv2: +0.30. With other test items (1,970) it could as well be −1.44 to +2.06 (95 % interval): "
        "not to be told from chance (p 0.73). A difference of 2.49 or more would be seen four times in five.",
    ),
    (
        "sampling-error",
        {"ld/SSv2": {"difference": 5.0, "interval_95": [4.0, 6.0], "p": 1e-9, "n": [100, 200]}},
        "ld on SSv2: +5.00. With other test items (100 and 200) it could as well be +4.00 to +6.00 (95 % interval): "
        "more than chance gives (p below 0.001).",
    ),
    (
        "seed-noise",
        {"ld/SSv2": {"seeds": 2, "gap": 1.77, "sd": 1.25, "ratio": 2.836, "t": 3.852, "p": 0.1617}},
        "ld on SSv2: the 2 runs of the reference that differ in the seed alone lie 1.77 apart, and the claimed difference "
        "is 2.8 times that: the seed alone may explain it (t 3.85, p 0.16).",
    ),
    ("seeds", {"single_seed": ["ld"]}, "ld was run with a single seed: how far another seed would move the number, nobody knows."),
    (
        "multiplicity",
        {"family": 18, "survive": 9, "holm_p": {"a on X": 0.0099, "b on X": 0.0997}},
        "18 comparisons share this reference; if none were real, about 0.9 would still fall below p = 0.05 by chance. Corrected for that (Holm), 9 do. | "
        "Of this claim's, these stand after the correction: a on X (p 0.0099). | "
        "After the correction these are not below p = 0.05: b on X.",
    ),
    (
        "association",
        {"n": 14, "pearson": 0.52, "p": 0.0568, "spearman": 0.39, "lose_both": 4},
        "Over 14 methods the gains on the two benchmarks move together, which may be chance (correlation +0.52, p 0.057; by rank +0.39). 4 of them lose on both.",
    ),
    (
        "reference-sensitivity",
        {"baseline seed 239": {"outcome": "contradicted", "ld on SSv2": [5.02, 6.79]}},
        "Against baseline seed 239 as the baseline ld on SSv2 would be +6.79 instead of +5.02; the claim would be contradicted.",
    ),
    (
        "grim",
        {"tested": 88, "impossible": 1, "pass_rate_by_n": {"40": 0.004, "24777": 1.0}},
        "Of 88 printed percentages 87 are possible: some whole number of right answers gives them at the size of the test set. | "
        "A made-up percentage would pass with a chance of 0.4 % at n = 40. | At n = 24,777 every percentage passes, so it says nothing there.",
    ),
    ("protocol", {"ld on X": {"probe_epochs": ["50", "100"]}}, "The two sides differ in more than what the claim names: probe epochs."),
    (
        "collapse-watch",
        {"ld": {"effective_rank": 24.17, "sd": 0.1}},
        "Directions that the features use at the end (effective rank): ld 24.17. Near 1 they have collapsed.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("check", "statistics", "sentences"), TOLD)
def test_a_check_is_told_to_a_reader_who_does_not_know_the_test(
    check: str, statistics: dict[str, Any], sentences: str
) -> None:
    said = told(Finding(check=check, says="in its own words", statistics=statistics))
    assert said == tuple(sentences.split(" | "))


def test_each_teller_is_put_to_a_case() -> None:
    assert {check for check, _, _ in TOLD} == set(TELLERS)


ODD: list[dict[str, Any]] = [
    {}, {"x": None}, {"a/b": {"difference": None, "interval_95": [1, 2], "p": 1, "n": [1, 2]}},
    {"holm_p": [1]}, {"family": "many", "survive": 2}, {"a": {"effective_rank": "high"}},
    {"single_seed": "ld"}, {"pass_rate_by_n": {"40": None}}, {"a": {"p": [1, 2, 3]}},
]  # fmt: skip


@pytest.mark.parametrize("check", TELLERS)
@pytest.mark.parametrize("statistics", ODD)
def test_statistics_of_another_shape_break_nothing_and_something_is_said(
    check: str, statistics: dict[str, Any]
) -> None:
    assert all(told(Finding(check=check, says="own words", statistics=statistics)))


def test_without_known_statistics_a_finding_keeps_its_own_words() -> None:
    assert {told(Finding(check=check, says="own words")) for check in TELLERS} == {("own words",)}


def test_long_words_of_a_finding_stand_part_by_part() -> None:
    says = "first part (a; b) with some words; second part [c; d] · " + "third " * 40
    assert told(Finding(check="new", says=says)) == (
        "first part (a; b) with some words", "second part [c; d]", ("third " * 40),
    )  # fmt: skip
    assert told(Finding(check="new", says="a; b")) == ("a; b",)


def test_brackets_that_never_open_or_close_lose_nothing() -> None:
    assert parts("a) b; c (d; e") == ("a) b", "c (d; e")


STEPS = [
    ("A: 1 − 2 = −1; claimed −1", ("A: 1 − 2 = −1; claimed −1",)),
    ("A: 1; B: 2; better in 2 of 2 · A: 1; claimed 1", ("B: 2", "better in 2 of 2", "A: 1; claimed 1")),
    ("", ()),
]  # fmt: skip


@pytest.mark.parametrize(("because", "lines"), STEPS)
def test_arithmetic_stands_a_step_a_line_and_once(because: str, lines: tuple[str, ...]) -> None:
    assert steps(because) == lines


def test_contrasts_of_a_rerun_say_what_was_seen_and_what_could_have_been() -> None:
    item = {
        "outcome": "no-effect", "n_pairs": 3, "mean_difference": -0.03, "interval_95": [-1.0, 0.9], "p": 0.9,
        "holm_p": 0.95, "detectable_80": 1.5, "equivalence": {"margin": 2.0, "p": 0.01},
    }  # fmt: skip
    verdict = Verdict(
        claim="c", quote="q", witness="rerun", check="x", outcome="no-effect",
        statistics={"contrasts": {"a − b on X": item, "odd": 3}},
    )  # fmt: skip
    assert contrasts(verdict) == (
        "a − b on X: −0.03 on average over 3 seeds, each run beside the other side's of the same seed"
        " (95 % interval −1.00 to +0.90; p 0.9, p 0.95 among all of the claim's)."
        " A difference of 1.5 or more would be seen four times in five."
        " It is shown to lie within ±2 (p 0.01).",
    )


def test_groups_that_share_their_names_stand_in_rows_and_columns() -> None:
    given = {
        "contrasts": {
            "a on X": {"p": 0.5, "n_pairs": 3, "equivalence": {"margin": 2.0, "p": 0.1}},
            "a on Y": {"p": 0.25, "n_pairs": 3},
        },
        "margin": 2.0,
    }
    [sheet], left = sheets(nodes(given))
    assert sheet.title == "contrasts"
    assert sheet.columns == ("", "p", "n_pairs", "equivalence margin", "equivalence p")
    assert sheet.rows == (("a on X", "0.5", "3", "2", "0.1"), ("a on Y", "0.25", "3", "", ""))
    assert [n.name for n in left] == ["margin"]


def test_groups_of_other_names_stay_a_list() -> None:
    unlike = nodes({"a": {"x": 1, "y": 2}, "b": {"u": 1, "v": 2, "w": 3}})
    assert sheets(unlike) == ((), unlike)


def test_unequal_settings_stand_a_line_each() -> None:
    [sheet] = differences({"ld on X": {"probe_epochs": ["50", "100"]}, "odd": 3})
    assert sheet.rows == (("ld on X", "probe epochs", "50", "100"),)
    assert differences({"odd": 3}) == ()


def run(arm: str, seed: int) -> RunRecord:
    return RunRecord(
        id=f"cpu/{arm}/seed-{seed}", arm=arm, seed=seed, scale="cpu", git="f773879f55770000",
        packages={"torch": "2.13.0"}, hardware={"cores": "2"}, started=f"2026-11-2{seed}T15:44:26", seconds={"all": 100.0 + seed},
    )  # fmt: skip


def resting(*sources: str) -> Verdict:
    evidence = tuple(Evidence(source=s, where="x", value="1") for s in sources)
    return Verdict(
        claim="c", quote="q", witness="rerun", check="x", outcome="supported", evidence=evidence
    )


def test_a_rerun_names_its_runs_code_machine_and_day() -> None:
    runs = {r.id: r for r in (run("ld", 1), run("ld", 2), run("base", 1))}
    verdict = resting(*(f"{name}/result.json" for name in runs), "elsewhere.json")
    assert {f.name: f.text for f in provenance(verdict, runs, ())} == {
        "rests on": "3 runs at scale cpu: ld (seeds 1, 2), base (seed 1)",
        "code": "f773879f5577",
        "packages": "torch 2.13.0",
        "machine": "cores 2",
        "made": "2026-11-21 to 2026-11-22",
        "time": "101 s a run",
    }


def test_other_witnesses_name_their_source() -> None:
    witness = WitnessRecord(witness="rerun", source="my results", digest="ab" * 32)
    facts = provenance(resting("a.json", "b.json"), {}, [witness])
    assert [f.text for f in facts] == ["2 files of my results (sha256 abababababab…)"]
    assert provenance(resting(), {}, [witness]) == ()
