"""Does a reworded sentence pass only where it says the same?"""

import pytest

from claimcheck.synthesis.rewording import fault

BEFORE = (
    "On Blocks, Tilted sieve reaches an accuracy of 75.2 against 71.0 for the baseline, a change "
    "of +4.2 (Lovelace et al. (2021))."
)
WRONG = (
    "Lovelace et al. (2021) write “all sieves improve”, which the paper's own tables contradict "
    "(Cars: 64.0 − 62.3 = +1.7; two more)."
)
HELD = [
    (BEFORE, BEFORE),
    (BEFORE, "On Blocks, the Tilted sieve reaches an accuracy of 75.2 against 71.0 for the baseline, which is a change of +4.2 (Lovelace et al. (2021))."),
    (WRONG, "Lovelace et al. (2021) wrote “all sieves improve”, and that the paper's own tables contradict (Cars: 64.0 − 62.3 = +1.7; two more)."),
]  # fmt: skip
FAILED = [
    (BEFORE, BEFORE.replace("75.2", "75.3"), "figure"),
    (BEFORE, BEFORE.replace("+4.2", "−4.2"), "figure"),
    (BEFORE, BEFORE.replace(", a change of +4.2", ""), "figure"),
    (BEFORE, BEFORE.replace("Blocks", "Cars"), "figure"),
    (BEFORE, "On Blocks, the baseline reaches an accuracy of 75.2 against 71.0 for Tilted sieve, a change of +4.2 (Lovelace et al. (2021)).", "order"),
    (BEFORE, BEFORE.replace("reaches", "does not reach"), "verdict"),
    (BEFORE, BEFORE.replace("a change", "a spectacular change"), "words"),
    (BEFORE, BEFORE.replace("Lovelace", "Hopper"), "figure"),
    (BEFORE, BEFORE[:-1] + ", which proves the theory.", "words"),
    (BEFORE, BEFORE[:-1] + " <script>alert(1)</script>.", "plain"),
    (BEFORE, BEFORE[:-1] + " https://evil.example.", "plain"),
    (BEFORE, BEFORE.replace("On Blocks", "On\nBlocks"), "plain"),
    (BEFORE, BEFORE.rstrip("."), "whole"),
    (BEFORE, "", "plain"),
    (BEFORE, BEFORE + " It is so that it is so." * 20, "longer"),
    (WRONG, WRONG.replace("contradict", "bear out"), "verdict"),
    (WRONG, WRONG.replace("“all sieves improve”", "“all sieves fail”"), "quote"),
    (WRONG, WRONG.replace("two more", "three more"), "figure"),
    (WRONG, WRONG.replace("“all sieves improve”", "that all sieves improve"), "quote"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), HELD)
def test_a_sentence_that_says_the_same_holds(before: str, after: str) -> None:
    assert fault(before, after) == ""


@pytest.mark.parametrize(("before", "after", "why"), FAILED)
def test_a_sentence_that_says_more_less_or_other_fails(before: str, after: str, why: str) -> None:
    assert why in fault(before, after)
