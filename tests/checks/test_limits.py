"""What keeps a claim from a wrong verdict: a part of the rows, both directions, two tables, costs."""

import pytest
from test_sentences import table

from claimcheck.checks.verdict import put
from claimcheck.extract import extract
from claimcheck.parsers.sentences import blocks
from claimcheck.record import Paper, Place, Table
from claimcheck.witnesses.paper import measure

BITS = table(
    "bits",
    "Accuracy (%), memory and throughput.",
    "Method | MMLU | Math | Code | Memory (GB) | Throughput (tok/s)",
    "Full | 62.5 | 54.1 | 30.5 | 26.0 | 41",
    "Round-4bit | 60.8 | 49.7 | 27.4 | 8.1 | 88",
    "Fine-4bit | 62.0 | 53.3 | 30.1 | 7.9 | 104",
    "Fine-3bit | 60.2 | 48.8 | 26.8 | 6.2 | 118",
)
LANGUAGES = table(
    "languages",
    "BLEU on the test sets.",
    "Model | de | fr | sw",
    "Base | 28.4 | 36.2 | 14.3",
    "Back | 29.9 | 37.0 | 18.1",
    "Skein | 31.2 | 38.3 | 17.6",
)
RETURNS = table(
    "returns",
    "Final return.",
    "Environment | PPO | SAC | Halyard",
    "Hopper | 2410 | 3105 | 3342",
    "Walker | 3320 | 4512 | 4875",
    "Ant | 2890 | 5012 | 4955",
)
STEPS = table(
    "steps",
    "Environment steps (in millions) to a return of 2000; lower is better.",
    "Environment | PPO | SAC | Halyard",
    "Hopper | 2.4 | 0.9 | 0.6",
    "Walker | 2.9 | 1.2 | 0.8",
    "Ant | 3.0 | 1.6 | 1.2",
)
READERS = table(
    "readers",
    "Results of readers.",
    "Method | EM | F1",
    "FiD-small | 44.7 | 52.3",
    "Tidepool | 46.9 | 54.1",
)
BOTH = (RETURNS, STEPS)
CASES = [
    ("Among the 4-bit methods, Fine-4bit is best on MMLU.", (BITS,), "undecided"),
    ("Fine-4bit achieves the best accuracy on MMLU.", (BITS,), "contradicted"),
    ("The two best models on Math are Full and Fine-4bit.", (BITS,), "undecided"),
    ("Fine-4bit increases throughput by 2.5× over Full.", (BITS,), "supported"),
    ("Fine-4bit reduces memory by 3.3× compared to Full.", (BITS,), "supported"),
    ("Fine-3bit reduces memory by 3.3× compared to Full.", (BITS,), "contradicted"),
    ("Skein is better than Back on de and fr but worse on sw.", (LANGUAGES,), "undecided"),
    ("Skein is better than Back on de.", (LANGUAGES,), "supported"),
    ("Gains over Base range from 2.1 BLEU on fr to 3.3 BLEU on sw.", (LANGUAGES,), "supported"),
    ("On Ant, Halyard outperforms SAC.", BOTH, "undecided"),
    ("On Ant, Halyard outperforms SAC.", (RETURNS,), "contradicted"),
    ("On Hopper, Halyard outperforms SAC.", BOTH, "supported"),
    ("Halyard achieves the highest return on two of three environments.", BOTH, "supported"),
    ("Halyard achieves the highest return on all environments.", BOTH, "contradicted"),
    ("Tidepool outperforms FiD-small by 2.2 EM points.", (READERS,), "supported"),
    ("Tidepool trails FiD-small by 2.2 EM points.", (READERS,), "contradicted"),
    ("Tidepool obtains a lower mXY than FiD-small.", (READERS,), "undecided"),
]


@pytest.mark.parametrize(("text", "tables", "expected"), CASES)
def test_a_sentence_gets_no_verdict_that_its_words_do_not_bear(
    text: str, tables: tuple[Table, ...], expected: str
) -> None:
    found = _outcomes(text, tables)
    assert found and set(found) == {expected}


def _outcomes(text: str, tables: tuple[Table, ...]) -> list[str]:
    paper = Paper(
        id="p",
        source="p",
        format="html",
        digest="",
        blocks=blocks([("paragraph", text, Place(section="Results"))]),
        tables=tables,
    )
    own = measure(paper)
    return [put(c, "paper", own)[0].outcome for c in extract(paper)]
