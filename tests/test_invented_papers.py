"""Are the claims of papers in many table shapes and wordings found and judged right?

Each paper of `papers/` is invented. Beside it stand its claims: `verdict` is what the tool says
today, `wanted` what is true where that is another. A verdict that was right once stays; a claim of
which the tool can say nothing may be decided later, but never wrongly."""

from pathlib import Path

import pytest
from invented import FOLDER, SOURCES, Said, is_same, outcomes, place, said, traps, verify, words

CLAIMS = [(source, one) for source in SOURCES for one in said(source)]
DECIDED = 0.83
"""Share of the claims that get a verdict."""
CAUGHT = 0.76
"""Share of the wrong claims that are called so."""
DECIDABLE = ("supported", "contradicted")
each_paper = pytest.mark.parametrize("source", SOURCES, ids=lambda p: p.stem)


@pytest.mark.parametrize(
    ("source", "one"), CLAIMS, ids=[f"{p.stem}: {one.quote}" for p, one in CLAIMS]
)
def test_each_claim_has_its_verdict(source: Path, one: Said) -> None:
    found = outcomes(one, verify(source))
    decided = found & set(DECIDABLE)
    assert decided <= {one.wanted}
    if one.verdict in DECIDABLE:
        assert decided == {one.verdict}
    elif one.verdict == "undecided":
        assert found


@each_paper
def test_nothing_true_is_called_contradicted(source: Path) -> None:
    wrong = [one for one in said(source) if one.wanted == "contradicted"]
    for claim, verdict in verify(source):
        if verdict.outcome == "contradicted":
            assert any(is_same(one, claim) for one in wrong), (claim.quote, verdict.because)


@each_paper
def test_what_is_no_claim_is_not_reported(source: Path) -> None:
    for text in traps(source):
        assert not [c for c, _ in verify(source) if words(text) in words(c.quote)], text


@each_paper
def test_every_quote_stands_in_its_paper(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    for quote in (*(one.quote for one in said(source)), *traps(source)):
        assert place(quote, text)


def test_most_claims_are_decided() -> None:
    decided = [one for source, one in CLAIMS if outcomes(one, verify(source)) & set(DECIDABLE)]
    assert len(decided) / len(CLAIMS) >= DECIDED


def test_a_third_of_the_claims_is_wrong_and_most_of_those_are_caught() -> None:
    wrong = [(source, one) for source, one in CLAIMS if one.wanted == "contradicted"]
    caught = [one for source, one in wrong if "contradicted" in outcomes(one, verify(source))]
    assert 0.3 <= len(wrong) / len(CLAIMS) <= 0.45
    assert len(caught) / len(wrong) >= CAUGHT


def test_every_paper_has_its_claims_and_texts_that_are_none() -> None:
    assert {p.stem for p in FOLDER.glob("*.yaml")} == {p.stem for p in SOURCES}
    for source in SOURCES:
        assert len(said(source)) > 5
        assert traps(source)
