"""Is a review the same for the same dossier, within its scale, and each reason led back to claims?"""

import importlib
import pkgutil

import pytest
from dossiers import CONTRADICTED, MANY, OPEN, SUPPORTED, Line, dossier, paper, score, unread
from hypothesis import given, strategies as st

from claimcheck import review as package
from claimcheck.literature import Dossier, Given, Reason, Score
from claimcheck.record import StatedClaim
from claimcheck.review import REVIEWERS, RUBRICS, headline, review, told
from claimcheck.review.facts import claims
from claimcheck.review.rubric import cautious

SHARED = {"facts", "rubric"}
"""Modules that are no reviewer."""
EMPTY = Dossier(question="")


def test_every_file_is_a_reviewer_with_its_rubric() -> None:
    files = {m.name for m in pkgutil.iter_modules(package.__path__)} - SHARED
    modules = [importlib.import_module(f"claimcheck.review.{name}") for name in files]
    assert {m.assess for m in modules} == set(REVIEWERS.values())
    assert {m.RUBRIC.id: m.RUBRIC for m in modules} == RUBRICS
    assert RUBRICS.keys() == REVIEWERS.keys()
    assert all((m.__doc__ or "").partition("\n")[0] == m.RUBRIC.question for m in modules)


@pytest.mark.parametrize("name", RUBRICS)
def test_a_rubric_says_what_it_counts_what_it_cannot_see_and_what_a_score_stands_for(
    name: str,
) -> None:
    rubric = RUBRICS[name]
    assert rubric.counts and rubric.limit
    assert list(rubric.levels) == sorted(rubric.levels)
    assert {0, 5, 10} < set(rubric.levels) <= set(range(11))


@pytest.mark.parametrize("name", REVIEWERS)
def test_where_nothing_can_be_judged_there_is_no_score_and_a_reason(name: str) -> None:
    found = REVIEWERS[name](EMPTY)
    assert found.score is None
    assert found.reasons[0].says


def test_nothing_to_judge_gives_no_mean() -> None:
    found = review(EMPTY)
    assert (found.mean, found.sd, found.weakest) == (None, None, "")
    assert headline(found) == "no reviewer could judge anything"


@given(MANY, MANY)
def test_scores_are_in_the_scale_and_reasons_cite_claims_that_exist(
    first: list[Line], second: list[Line]
) -> None:
    given = Dossier(question="Which sieve?", papers=(paper("a", *first), paper("b", *second)))
    names = {p.name(c.id) for p in given.papers if p.report for c in p.report.claims}
    found = review(given)
    assert found == review(given)
    for one in found.scores:
        assert one.score is None or 0 <= one.score < 10
        assert one.reasons and all(r.says for r in one.reasons)
        assert {c for r in one.reasons for c in r.claims} <= names
        assert one.reviewer in REVIEWERS and one.title == RUBRICS[one.reviewer].title
    assert told(found)


@given(st.permutations([SUPPORTED, CONTRADICTED, OPEN, Line(released="supported")]))
def test_the_order_of_claims_does_not_matter(lines: list[Line]) -> None:
    scores = {s.reviewer: s.score for s in review(dossier(*lines)).scores}
    expected = review(dossier(SUPPORTED, CONTRADICTED, OPEN, Line(released="supported")))
    assert scores == {s.reviewer: s.score for s in expected.scores}


def test_the_mean_its_spread_and_the_weakest_are_of_the_rubrics_scores() -> None:
    found = review(dossier(*[SUPPORTED] * 9))
    values = [s.score for s in found.scores if s.score is not None]
    middle = sum(values) / len(values)
    assert found.mean == pytest.approx(middle, abs=0.05)
    spread = (sum((v - middle) ** 2 for v in values) / (len(values) - 1)) ** 0.5
    assert found.sd == pytest.approx(spread, abs=0.05)
    assert score(found.weakest, dossier(*[SUPPORTED] * 9)) == min(values)
    assert f"weakest: {RUBRICS[found.weakest].title}" in headline(found)


@pytest.mark.parametrize("value", [0.0, 10.0])
def test_a_models_score_stands_beside_the_others_and_counts_in_nothing(value: float) -> None:
    extra = Score(
        reviewer="novelty",
        title="Novelty",
        score=value,
        reasons=(Reason(says="So it seems."),),
        proposed_by="pebble-7",
    )
    without, found = review(dossier(SUPPORTED)), review(dossier(SUPPORTED), [extra])
    assert found.scores == (*without.scores, extra)
    assert (found.mean, found.sd, found.weakest) == (without.mean, without.sd, without.weakest)
    assert headline(found) == headline(without)
    assert "Novelty (proposed by pebble-7)" in told(found)


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [(1, 1, 0.5), (12, 12, 0.923), (100, 100, 0.99), (0, 7, 0.0), (1, 2, 0.211)],
)
def test_few_things_prove_little(part: float, whole: float, share: float) -> None:
    assert cautious(part, whole) == pytest.approx(share, abs=0.001)


@given(st.integers(1, 200), st.data())
def test_a_cautious_share_rises_with_what_holds_and_falls_with_what_does_not(
    whole: int, data: st.DataObject
) -> None:
    part = data.draw(st.floats(0, whole - 1))
    before = cautious(part, whole)
    assert 0 <= before <= part / whole + 1e-9
    assert cautious(part + 1, whole) >= before - 1e-9
    assert cautious(part + 1, whole + 1) >= before - 1e-9
    assert cautious(part, whole + 1) <= before + 1e-9


def test_a_given_synthesis_is_reviewed_by_what_it_says_of_itself_too() -> None:
    lines = [SUPPORTED] * 6
    alone = dossier(*lines)
    given = Dossier(
        question=alone.question,
        papers=(*alone.papers, unread("arxiv:2112.00002")),
        given=Given(source="s.txt", papers=5, claims=6, unused=("arxiv:2112.00002",)),
    )
    grounding = REVIEWERS["citation-grounding"](given)
    assert grounding.score is not None
    assert grounding.score < score("citation-grounding", alone)
    says = " ".join(r.says for r in grounding.reasons)
    assert "none rests on arxiv:2112.00002" in says
    assert "not named though counted: 3" in says
    assert score("coverage", given) < score("coverage", alone)


def test_of_a_given_synthesis_the_claims_that_it_states_are_judged() -> None:
    stated = SUPPORTED._replace(stated=StatedClaim(verified=True))
    papers = (paper("a", stated, CONTRADICTED), paper("b", CONTRADICTED))
    found = Dossier(question="?", papers=papers)
    given = found.model_copy(update={"given": Given(source="s.txt")})
    assert [s.name for s in claims(found)] == ["a#c-1", "a#c-2", "b#c-1"]
    assert [s.name for s in claims(given)] == ["a#c-1"]
    assert score("numerical-consistency", given) > score("numerical-consistency", found)
