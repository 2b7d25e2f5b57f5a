"""Which numbers of a sentence are results, and which are names, settings, counts, thresholds?"""

import pytest

from claimcheck.extract import mentions

CASES = [
    ("Run 3 reaches 84.2% on CIFAR-10.", ["84.2%"]),
    ("ResNet-50 with 7B parameters gains 2.1 points.", ["2.1 points"]),
    ("As Table 4 and Section 5.2 show, F1 is 0.91.", ["0.91"]),
    ("We use λ = 0.5 and β1 = 0.9.", []),
    ("trained for 100 epochs with a batch size of 256", []),
    ("a learning rate of 0.001 and dropout 0.1", []),
    ("the 24-layer model scores 71.3", ["71.3"]),
    ("the 24×5 model scores 71.3", ["71.3"]),
    ("Vaswani et al. (2017) report 28.4 BLEU", ["28.4"]),
    ("reaches 81.2 ± 0.4 over 5 seeds", ["81.2", "0.4"]),
    ("reduces the time to achieve 99% validation accuracy by 60%", ["60%"]),
    ("reached 99% validation accuracy in 2063.3 steps", ["2063.3"]),
    ("requires fewer steps to reach a return of 3000", []),
    ("scale s ~ Uniform(0.6, 1.4)", []),
    ("10% of the training data suffices", []),
    ("increasing the number of experts from 8 to 16", []),
    ("1,000 stable + 1,000 changing pairs", ["1,000"]),
    ("accuracy rises from 84.2 to 86.5", ["84.2", "86.5"]),
    ("lifts it by +0.04 to 0.329 ± 0.012", ["+0.04", "0.329", "0.012"]),
    ("failed to reach it within the 7500 training steps", ["7500"]),
    ("training times doubled", ["doubled"]),
    ("the throughput of Net is 2,320 tokens/s", ["2,320"]),
    ("a half-range around no one value", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_only_results_count(text: str, expected: list[str]) -> None:
    reading = mentions.read(text)
    found = [p for n in reading.numbers if n.role == "result" for p in n.printed]
    assert found == expected


def test_a_number_in_brackets_that_a_header_prints_names_a_row() -> None:
    text = "the combined strategy (15%) performed best"
    assert not mentions.read(text, headers=frozenset({"15%"})).results(0, len(text))
    assert mentions.read(text).results(0, len(text))


def test_blotting_out_keeps_every_other_character_in_its_place() -> None:
    text = "Ours reaches 84.2% (Run 3)."
    masked = mentions.read(text).masked
    assert len(masked) == len(text)
    assert masked == "Ours reaches №№№№№ (Run 3)."
