"""When does a caption tell how many test items stand behind a percentage?"""

import pytest
from test_paper import paper, table

from claimcheck.checks.grim import check_grim
from claimcheck.witnesses.items import items
from claimcheck.witnesses.paper import measure

CAPTIONS = [
    ("Accuracy (%) on 40 test clips.", 40),
    ("Accuracy on n = 1,000 held-out test images.", 1000),
    ("Accuracy on 200 evaluation prompts; 200 test prompts in all.", 200),
    ("Accuracy after training on 160 clips.", None),
    ("Accuracy on 40 test clips, mean over 5 seeds.", None),
    ("Average accuracy on 40 test clips.", None),
    ("Accuracy on 40 test clips and 60 validation clips.", None),
    ("Accuracy ± standard error on 40 test clips.", None),
    ("Accuracy on 3.40 test clips.", None),
]
BODY = """
    Method | Accuracy (%) | Loss
    Baseline | 67.5 | 67.4
    Ours | 67.4 | 60.1
"""


@pytest.mark.parametrize(("caption", "n"), CAPTIONS)
def test_a_caption_tells_of_items(caption: str, n: int | None) -> None:
    assert items(caption) == n


def test_a_share_that_no_count_of_items_gives_is_found() -> None:
    found = measure(paper(table(BODY, "Results on 40 test clips.")))
    assert {m.value.printed: m.n for m in found if m.metric == "Accuracy"} == {
        "67.5": 40,
        "67.4": 40,
    }
    assert {m.n for m in found if m.metric == "Loss"} == {None}
    finding = check_grim(found)
    assert finding is not None
    assert finding.passed is False
    assert (finding.statistics["tested"], finding.statistics["impossible"]) == (2, 1)
    assert finding.caution == "impossible-value"


def test_several_benchmarks_have_that_many_items_only_where_each_is_said_to() -> None:
    body = "Method | Near | Far\n Baseline | 67.4% | 60.0%\n Ours | 70.0% | 61.3%"
    for caption, n in (
        ("Accuracy on 40 test clips.", None),
        ("Accuracy on 40 test clips of each task.", 40),
    ):
        assert {m.n for m in measure(paper(table(body, caption)))} == {n}
