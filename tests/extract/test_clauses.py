"""Where does one assertion end and the next begin?"""

import pytest

from claimcheck.extract import clauses, mentions

CASES = [
    (
        "It reaches 1.0, reaching 99% validation accuracy in 2063 steps, compared to 4720 steps.",
        [
            "It reaches №№№",
            "reaching 99% validation accuracy in №№№№ steps, compared to №№№№ steps.",
        ],
    ),
    (
        "It needs 1923 steps—a 54% reduction.",
        ["It needs №№№№ steps", "a №№№ reduction."],
    ),
    (
        "It gains 36.8% for the line dataset and 22.5% for the moons dataset.",
        ["It gains №№№№№ for the line dataset", "and №№№№№ for the moons dataset."],
    ),
    ("It gains 2.8 and 3.3 points on A and B, respectively.", None),
    ("It lies between 0.2 and 0.3.", None),
    ("A scores 86.4, whereas B scores 68.9.", ["A scores №№№№", "whereas B scores №№№№."]),
    ("Ours (71.2, while small) wins.", None),
    ("Compared with PPO, SAC reaches 35%.", ["Compared with PPO, SAC reaches №№№."]),
    ("While A drops by 3%, B gains 2%.", ["While A drops by №№", "B gains №№."]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_sentence_is_cut_where_a_new_assertion_begins(
    text: str, expected: list[str] | None
) -> None:
    masked = mentions.read(text).masked
    found = [masked[c.start : c.end] for c in clauses.cut(masked)]
    assert found == (expected or [masked])


LABELS = [
    ("Moons: 3.3% improvement", "Moons"),
    ("2. Multi-scale grid (ours): achieves the lowest loss", "Multi-scale grid (ours)"),
    ("We find the following: accuracy rises", ""),
    ("Accuracy rises.", ""),
]


@pytest.mark.parametrize(("text", "label"), LABELS)
def test_what_stands_before_a_colon_is_a_label_unless_it_has_a_verb(text: str, label: str) -> None:
    assert clauses.cut(mentions.read(text).masked)[0].label == label
