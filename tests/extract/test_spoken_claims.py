"""Sentence in, claims out: what a sentence says in words alone."""

from typing import Any

import pytest

from claimcheck.extract import mentions, parts, predicates, verbal

CASES: list[tuple[str, list[dict[str, Any]]]] = [
    (
        "Our adaptive approach (Runs 2 and 5) generally outperforms the baseline and fixed models.",
        [
            {
                "kind": "comparison",
                "direction": "better",
                "subject": ("Our adaptive approach (Runs 2 and 5)",),
                "reference": ("the baseline", "fixed models"),
            }
        ],
    ),
    (
        "Single-scale grid: Improves upon the baseline but falls short of the full approach.",
        [
            {"direction": "better", "subject": ("Single-scale grid",)},
            {
                "direction": "worse",
                "subject": ("Single-scale grid",),
                "reference": ("the full approach",),
            },
        ],
    ),
    (
        "It achieves the lowest loss but shows higher KL divergence compared to the L1 version.",
        [
            {"kind": "superlative", "order": "lowest", "metric": ("loss",), "reference": ()},
            {
                "kind": "comparison",
                "direction": "higher",
                "metric": ("KL divergence",),
                "reference": ("the L1 version",),
            },
        ],
    ),
    (
        "Our 7B model matches the performance of the 13B baseline.",
        [{"direction": "close", "strict": False, "reference": ("the 13B baseline",)}],
    ),
    (
        "Removing the gate leads to slower convergence.",
        [{"direction": "worse", "subject": ("Removing the gate",)}],
    ),
    (
        "Increasing depth did not improve extrapolation.",
        [{"direction": "worse", "strict": False, "turned": True}],
    ),
    (
        "Our model cuts memory while maintaining or improving accuracy.",
        [
            {"direction": "lower", "metric": ("memory",)},
            {"direction": "better", "strict": False, "metric": ("accuracy",)},
        ],
    ),
    (
        "Fixed weighting shows mixed results compared to the baseline.",
        [{"direction": "better", "scope": "any", "also": 1, "reference": ("the baseline",)}],
    ),
    (
        "The most substantial improvement was observed in the dino dataset.",
        [{"kind": "superlative", "by": "difference", "benchmark": ("the dino dataset",)}],
    ),
    (
        "The strongest result came from the reserved-layer model.",
        [{"kind": "superlative", "subject": ("the reserved-layer model",)}],
    ),
    (
        "For subtraction and division, negation was most effective.",
        [
            {"kind": "superlative", "benchmark": ("subtraction",)},
            {"kind": "superlative", "benchmark": ("division",)},
        ],
    ),
    (
        "Test AUROC is below random on strong_held_out.",
        [{"direction": "lower", "reference": ("random",), "metric": ("Test AUROC",)}],
    ),
    ("Our model significantly improves sample quality.", [{"kind": "significance"}]),
    (
        "Our model significantly outperforms the baseline.",
        [{"kind": "comparison", "direction": "better"}],
    ),
    (
        "Inference times remain comparable across all models.",
        [{"kind": "trend", "direction": "close", "metric": ("Inference times",)}],
    ),
    ("Accuracy improves steadily with model size.", [{"kind": "trend", "along": "model size"}]),
    (
        "Net improves mAP over BERT on both corpora.",
        [{"kind": "comparison", "reference": ("BERT",), "metric": ("mAP",)}],
    ),
    (
        "Net leads BERT on both corpora.",
        [{"kind": "comparison", "direction": "better", "reference": ("BERT",)}],
    ),
    ("Net improves accuracy over the course of training.", [{"reference": ()}]),
    (
        "The full model has the lowest KL divergence.",
        [{"kind": "superlative", "by": "value", "metric": ("KL divergence",)}],
    ),
    ("Our approach achieved perfect accuracy.", [{"kind": "value", "metric": ("accuracy",)}]),
    ("Future work could further improve accuracy.", []),
    ("Our goal is to improve accuracy.", []),
    ("To the best of our knowledge, this is new.", []),
    ("It is compared with state-of-the-art methods.", []),
    ("The trade-off between quality and cost matters.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_words_become_predicates(text: str, expected: list[dict[str, Any]]) -> None:
    reading = mentions.read(text)
    read = parts.read(reading)
    found = verbal.verbal(read, tuple(predicates.numeric(reading, read)))
    assert len(found) == len(expected), [(d.predicate.kind, d.frame) for d in found]
    for draft, wanted in zip(found, expected, strict=True):
        predicate: Any = draft.predicate
        shown = {
            "subject": draft.frame.subject,
            "reference": draft.frame.reference,
            "benchmark": draft.frame.benchmark,
            "metric": draft.frame.metric,
            "also": len(draft.also),
            "turned": draft.turned,
        }
        for key, value in wanted.items():
            assert shown.get(key, getattr(predicate, key, None)) == value, key


def test_a_number_that_says_it_already_leaves_no_second_claim() -> None:
    text = "Our model outperforms the baseline by 2.3 points."
    reading = mentions.read(text)
    read = parts.read(reading)
    assert verbal.verbal(read, tuple(predicates.numeric(reading, read))) == []
