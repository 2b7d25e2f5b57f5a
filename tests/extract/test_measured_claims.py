"""Sentence in, claims out: what a sentence says with its numbers, and of whom."""

from typing import Any

import pytest

from claimcheck.extract import mentions, parts, predicates
from claimcheck.extract.drafts import Draft

OURS = ("our model",)
BASE = ("the baseline",)

CASES: list[tuple[str, list[dict[str, Any]]]] = [
    (
        "BERT achieves 84.3 and 88.1 F1 on SQuAD and TriviaQA, respectively.",
        [
            {"kind": "value", "numbers": ("84.3",), "subject": ("BERT",), "benchmark": ("SQuAD",)},
            {"kind": "value", "numbers": ("88.1",), "metric": ("F1",), "benchmark": ("TriviaQA",)},
        ],
    ),
    (
        "LD-JEPA improves top-1 accuracy on SSv2 by 5.02 points over the baseline, but loses 1.7 "
        "points on Diving-48.",
        [
            {
                "kind": "difference",
                "numbers": ("5.02 points",),
                "direction": "better",
                "subject": ("LD-JEPA",),
                "reference": BASE,
                "benchmark": ("SSv2",),
                "metric": ("top-1 accuracy",),
            },
            {
                "kind": "difference",
                "numbers": ("1.7 points",),
                "direction": "worse",
                "subject": ("LD-JEPA",),
                "reference": BASE,
                "benchmark": ("Diving-48",),
            },
        ],
    ),
    (
        "Our model reduces the time to achieve 99% validation accuracy by up to 60%.",
        [
            {
                "kind": "relative_change",
                "numbers": ("60%",),
                "direction": "lower",
                "scope": "max",
                "metric": ("the time to achieve 99% validation accuracy",),
            }
        ],
    ),
    (
        "Moons: 3.3% improvement (from 0.090 to 0.093)",
        [
            {
                "kind": "relative_change",
                "numbers": ("3.3%", "0.090", "0.093"),
                "direction": "better",
                "benchmark": ("Moons",),
                "before": "0.090",
                "after": "0.093",
            }
        ],
    ),
    (
        "It needs 1923 steps, compared to 4200 steps in the baseline—a 54% reduction.",
        [
            {
                "kind": "comparison",
                "numbers": ("1923", "4200"),
                "direction": "lower",
                "reference": BASE,
                "metric": ("steps",),
            },
            {"kind": "relative_change", "numbers": ("54%",), "before": "4200", "after": "1923"},
        ],
    ),
    (
        "Our model needs 1073 steps, a 54.6% improvement over the baseline's 2363 steps.",
        [
            {"kind": "value", "numbers": ("1073",)},
            {
                "kind": "relative_change",
                "numbers": ("54.6%", "2363"),
                "reference": BASE,
                "before": "2363",
                "after": "1073",
            },
        ],
    ),
    (
        "The final loss decreased from 6.80 in the baseline to 0.01 with our model.",
        [
            {
                "kind": "comparison",
                "numbers": ("6.80", "0.01"),
                "direction": "lower",
                "subject": OURS,
                "reference": BASE,
                "metric": ("final loss",),
                "values": ("0.01", "6.80"),
            }
        ],
    ),
    (
        "Accuracy rises from 93.1% (ResNet-18) to 95.4% (ours).",
        [{"kind": "comparison", "subject": ("ours",), "reference": ("ResNet-18",)}],
    ),
    (
        "FooBench accuracy: 71.4 (ours) vs. 69.8 (baseline).",
        [{"kind": "comparison", "metric": ("FooBench accuracy",), "reference": ("baseline",)}],
    ),
    (
        "Reductions of up to 36.8% for the line dataset and 22.5% for the moons dataset compared "
        "to the baseline.",
        [
            {"numbers": ("36.8%",), "scope": "max", "reference": BASE, "direction": "lower"},
            {"numbers": ("22.5%",), "scope": "max", "benchmark": ("the moons dataset",)},
        ],
    ),
    (
        "Our model surpasses BERT by 1.9 points and GPT-2 by 0.4 points.",
        [
            {"kind": "difference", "reference": ("BERT",), "direction": "better"},
            {"kind": "difference", "reference": ("GPT-2",), "subject": ("Our model",)},
        ],
    ),
    (
        "Net loses 2.5 points of Recall@10 against BERT.",
        [{"kind": "difference", "direction": "worse", "reference": ("BERT",)}],
    ),
    (
        "FlashNet is 1.7× faster than the baseline while using 40% less memory.",
        [
            {"kind": "ratio", "numbers": ("1.7×",), "direction": "better", "metric": ("speed",)},
            {
                "kind": "relative_change",
                "direction": "lower",
                "subject": ("FlashNet",),
                "metric": ("memory",),
            },
        ],
    ),
    (
        "Latency is reduced by a factor of 2.4 relative to the dense model.",
        [{"kind": "ratio", "direction": "lower", "reference": ("the dense model",)}],
    ),
    ("Our model halves the error.", [{"kind": "ratio", "direction": None, "numbers": ("halves",)}]),
    ("It was trained three times with one seed.", []),
    (
        "Gains range from 1.2 to 4.8 points.",
        [{"kind": "range", "low": "1.2", "high": "4.8"}],
    ),
    (
        "Kinematic variants lose 2.5 to 2.9 points on D-48.",
        [{"kind": "range", "low": "-2.9", "high": "-2.5", "subject": ("Kinematic variants",)}],
    ),
    (
        "Test AUROC stays in [0.248, 0.270].",
        [{"kind": "range", "numbers": ("0.248", "0.270"), "metric": ("Test AUROC",)}],
    ),
    (
        "Ten of fourteen methods lose more than 5 points on IN-100.",
        [{"kind": "count", "k": 10, "of": 14, "direction": "worse", "benchmark": ("IN-100",)}],
    ),
    (
        "The student outperforms the teacher on 5/8 tasks.",
        [{"kind": "count", "k": 5, "of": 8, "reference": ("the teacher",)}],
    ),
    (
        "Our model obtains 78.4 ± 0.3, outperforming the strongest baseline (76.9 ± 0.5) by 1.5 "
        "points.",
        [
            {"kind": "mean_sd", "numbers": ("78.4", "0.3"), "subject": ("Our model",)},
            {"kind": "mean_sd", "subject": ("the strongest baseline",)},
            {"kind": "difference", "direction": "better", "reference": ("the strongest baseline",)},
        ],
    ),
    (
        "The gradient (web 0.286 < medical 0.329 < skin 0.944) holds.",
        [{"kind": "comparison", "subject": ("web",), "reference": ("medical",), "also": 1}],
    ),
    (
        "The +0.66 AUROC swing from EXP-6 (CLIP) to EXP-7 is large.",
        [{"kind": "difference", "subject": ("EXP-7",), "reference": ("EXP-6 (CLIP)",)}],
    ),
    (
        "The improvement is significant (p < 0.01).",
        [{"kind": "significance", "numbers": ("0.01",)}],
    ),
    (
        "None of the baselines exceeds 60% accuracy.",
        [{"kind": "value", "scope": "max", "subject": ("the baselines",), "flags": ("at_most",)}],
    ),
    (
        "The pruned model retains 98.7% of the original accuracy.",
        [{"kind": "ratio", "claimed": "0.987"}],
    ),
    (
        "Our model reaches perfect accuracy (1.0) for both training and validation sets.",
        [
            {"kind": "value", "metric": ("training accuracy",)},
            {"kind": "value", "metric": ("validation accuracy",)},
        ],
    ),
    (
        "The baseline failed to reach it within the 7500 training steps.",
        [{"kind": "value", "scope": "each", "subject": ("the baseline",), "flags": ("at_least",)}],
    ),
    (
        "The strongest baseline (pixel L2 = 0.580) is weak.",
        [{"kind": "value", "subject": ("pixel L2",), "numbers": ("0.580",)}],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_numbers_become_predicates(text: str, expected: list[dict[str, Any]]) -> None:
    reading = mentions.read(text)
    found = predicates.numeric(reading, parts.read(reading))
    shown = [_shown(draft) for draft in found]
    assert len(shown) == len(expected), shown
    for draft, wanted in zip(shown, expected, strict=True):
        assert {key: draft[key] for key in wanted} == wanted


def _shown(draft: Draft) -> dict[str, Any]:
    p: Any = draft.predicate
    shown: dict[str, Any] = {
        "kind": p.kind,
        "numbers": draft.numbers,
        "flags": draft.flags,
        "also": len(draft.also),
        "subject": tuple(s if s != "The baseline" else "the baseline" for s in draft.frame.subject),
        "reference": draft.frame.reference,
        "benchmark": draft.frame.benchmark,
        "metric": draft.frame.metric,
        "values": tuple(v.printed for v in getattr(p, "values", ())),
    }
    for key in ("direction", "scope", "k", "of"):
        shown[key] = getattr(p, key, None)
    for key in ("before", "after"):
        number = getattr(p, key, None)
        shown[key] = number.printed if number else None
    for key in ("low", "high", "claimed"):
        number = getattr(p, key, None)
        shown[key] = str(number.value) if number else None
    return shown
