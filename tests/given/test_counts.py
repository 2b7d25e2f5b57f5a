"""What a synthesis counts of itself, held against its own lists."""

import pytest

from claimcheck.given.counts import check_counts, counts
from claimcheck.parsers.synthesis import parse
from claimcheck.record import Document, Paper

LISTS = """
## Claims

Claim\tVerified\tConfidence
A gains 5 points on B.\t✓\t0.2
C gains 6 points on D.\t×\t0.1

## References

- http://arxiv.org/abs/2401.00001v1
- http://arxiv.org/abs/2401.00002v1
- http://arxiv.org/abs/2401.00002v1
"""


def read(text: str) -> Paper:
    data = f"# T\n\n## Results\n\n{text}\n{LISTS}".encode()
    return parse(Document(source="s.md", format="synthesis", files={"s.md": data}, id="s"))


SAID = [
    ("2 papers retrieved. 2 claims extracted; 1 independently verified.", (2,), (2,), (1,), True),
    ("This report synthesises findings from two peer-reviewed papers.", (2,), (), (), True),
    ("The search yielded 5 papers.", (5,), (), (), False),
    ("The search yielded 2 papers. Later, 3 papers were included.", (2, 3), (), (), False),
    ("12 claims were extracted from source literature; 1 was independently verified against them.",
     (), (12,), (1,), False),
    ("Claims extracted: 2. Verified: 2.", (), (2,), (2,), False),
    ("Of the 2 claims 2 were verified.", (), (2,), (2,), False),
    ("The model saw 5 papers a day.", (), (), (), None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "papers", "claims", "verified", "passed"), SAID)
def test_its_counts_are_held_against_its_lists(
    text: str, papers: tuple[int, ...], claims: tuple[int, ...], verified: tuple[int, ...],
    passed: bool | None,
) -> None:  # fmt: skip
    told = counts(read(text))
    assert (told.papers, told.claims, told.verified) == (papers, claims, verified)
    finding = check_counts(read(text))
    assert (finding.passed if finding else None) is passed


SCORES = [
    ("Quality review score: 4.5/10.", (4.5,), True),
    ("A review produced a quality score of 4.5/10. Quality review score: 6/10.", (4.5, 6.0), False),
    ("It was rated 7 out of 10.", (7.0,), True),
    ("It scores 4.5 on X/10.", (), None),
]


@pytest.mark.parametrize(("text", "scores", "passed"), SCORES)
def test_its_score_is_one_number_everywhere(
    text: str, scores: tuple[float, ...], passed: bool | None
) -> None:
    assert counts(read(text)).scores == scores
    finding = check_counts(read(text))
    assert (finding.passed if finding else None) is passed
