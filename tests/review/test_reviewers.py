"""Does each reviewer's score move the way that its rubric says?"""

from decimal import Decimal

import pytest
from dossiers import (
    CAUTIONS,
    CONTRADICTED,
    LINES,
    MANY,
    OPEN,
    SUPPORTED,
    Line,
    dossier,
    paper,
    score,
    unread,
)
from hypothesis import given, strategies as st

from claimcheck.literature import (
    Citation,
    Dossier,
    Entry,
    Failure,
    Given,
    Quantity,
    Ranked,
    Search,
    Work,
)
from claimcheck.number import parse
from claimcheck.record import Finding, Outcome, StatedClaim
from claimcheck.review import REVIEWERS
from claimcheck.review.coverage import terms
from claimcheck.review.facts import claims
from claimcheck.review.uncertainty import own_brier

SUBJECT_TO_RESULTS = ["evidence-strength", "numerical-consistency", "reproducibility"]


def changed(line: Line, **to: object) -> Line:
    return line._replace(**to)  # type: ignore[arg-type]


@given(MANY, LINES, st.sampled_from(["paper", "released"]))
def test_a_contradiction_in_the_place_of_support_never_raises_a_score(
    others: list[Line], line: Line, witness: str
) -> None:
    before = dossier(*others, changed(line, **{witness: "supported"}))
    after = dossier(*others, changed(line, **{witness: "contradicted"}))
    for name in SUBJECT_TO_RESULTS:
        was, now = (REVIEWERS[name](d).score for d in (before, after))
        if was is not None and now is not None:
            assert now <= was, name


@given(MANY)
def test_one_more_claim_that_agrees_never_lowers_and_one_that_does_not_never_raises(
    others: list[Line],
) -> None:
    before = REVIEWERS["numerical-consistency"](dossier(*others)).score
    more = score("numerical-consistency", dossier(*others, SUPPORTED))
    less = score("numerical-consistency", dossier(*others, CONTRADICTED))
    assert before is None or less <= before <= more
    assert less <= more


@given(MANY)
def test_support_for_an_open_claim_never_lowers_the_evidence(others: list[Line]) -> None:
    before = score("evidence-strength", dossier(*others, OPEN))
    assert score("evidence-strength", dossier(*others, SUPPORTED)) >= before
    both = Line("supported", "supported")
    assert score("evidence-strength", dossier(*others, both)) >= score(
        "evidence-strength", dossier(*others, SUPPORTED)
    )


@given(MANY, LINES, st.sampled_from(CAUTIONS))
def test_a_caution_never_raises_evidence_or_validity(
    others: list[Line], line: Line, caution: str
) -> None:
    without = changed(line, cautions=tuple(c for c in line.cautions if c != caution))
    with_it = changed(line, cautions=(*without.cautions, caution))
    for name in ("evidence-strength", "benchmark-validity"):
        before = REVIEWERS[name](dossier(*others, without)).score
        after = REVIEWERS[name](dossier(*others, with_it)).score
        assert before is None or after is None or after <= before


@given(MANY, st.sampled_from(["contradicted", "no-effect"]))
def test_a_rerun_that_fails_counts_less_than_none_and_that_less_than_one_that_agrees(
    others: list[Line], failed: Outcome
) -> None:
    rerun: list[Outcome | None] = [failed, None, "supported"]
    given = [dossier(*others, Line("supported", "supported", outcome)) for outcome in rerun]
    for name in ("evidence-strength", "reproducibility"):
        low, middle, high = (score(name, d) for d in given)
        assert low <= middle <= high
    consistency = {score("numerical-consistency", d) for d in given}
    assert len(consistency) == 1  # what was published is as it is


def test_a_rerun_at_a_smaller_scale_counts_less() -> None:
    full = Line(released="supported", rerun="supported")
    small = changed(full, cautions=("small-scale",))
    assert score("reproducibility", dossier(small)) < score("reproducibility", dossier(full))


def test_checks_of_whole_tables_and_papers_that_disagree_count_as_inconsistent() -> None:
    base = dossier(*[SUPPORTED] * 5)
    (one,) = base.papers
    assert one.report is not None
    bad = Finding(check="wrong-run", says="row 1 holds another run", passed=False)
    report = one.report.model_copy(update={"findings": (bad, bad)})
    worse = base.model_copy(update={"papers": (one.model_copy(update={"report": report}),)})
    found = REVIEWERS["numerical-consistency"](worse)
    assert found.score is not None and found.score < score("numerical-consistency", base)
    assert any("row 1 holds another run" in r.says for r in found.reasons)


def quantity(standing: str) -> Quantity:
    entries = tuple(
        Entry(paper=p, value=parse(v), claims=(f"{p}#c-1",))
        for p, v in (("a", "71.2"), ("b", "70.9"))
    )
    return Quantity(
        method="Sieve", benchmark="Pebbles", metric="accuracy", entries=entries,
        standing=standing, says="71.2 against 70.9",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("reviewer", "order"),
    [
        ("numerical-consistency", ("disagree", "incomparable", "agree")),
        ("benchmark-validity", ("incomparable", "agree")),
    ],
)
def test_one_quantity_in_two_papers_is_compared(reviewer: str, order: tuple[str, ...]) -> None:
    papers = (paper("a", SUPPORTED, SUPPORTED), paper("b", SUPPORTED))
    scores = [
        score(reviewer, Dossier(question="?", papers=papers, quantities=(quantity(standing),)))
        for standing in order
    ]
    assert scores == sorted(scores) and len(set(scores)) == len(scores)


def test_a_statement_on_a_cited_work_that_it_does_not_bear_out_lowers_grounding() -> None:
    def said(*outcomes: Outcome) -> float:
        told = tuple(
            Citation(paper="a", claim="a#c-1", quote="X has 71.2.", cited="b", outcome=o)
            for o in outcomes
        )
        papers = (paper("a", SUPPORTED, SUPPORTED), paper("b", SUPPORTED))
        return score("citation-grounding", Dossier(question="?", papers=papers, citations=told))

    assert said("contradicted", "supported") < said("supported", "supported")
    assert said("undecided") == said()


@given(MANY)
def test_a_cited_work_that_nothing_rests_on_never_raises_grounding(lines: list[Line]) -> None:
    given = Given(source="s.txt")
    papers = (paper("a", *lines, SUPPORTED),)
    before = Dossier(question="?", papers=papers, given=given)
    after = before.model_copy(update={"papers": (*papers, unread("b"))})
    assert score("citation-grounding", after) <= score("citation-grounding", before)


def test_a_claim_that_no_cited_work_holds_is_not_grounded() -> None:
    base = dossier(SUPPORTED, SUPPORTED)
    lost = Given(source="s.txt", uncited=("arxiv:2605.00001#c-1", "A quote of no record."))
    found = REVIEWERS["citation-grounding"](base.model_copy(update={"given": lost}))
    assert "lead to figures of a work that was read: 1 of 3 claims" in found.reasons[0].says
    assert found.reasons[0].claims == ("arxiv:2605.00001#c-2",)


QUESTIONS = [
    ("How does the choice of a sieve influence accuracy?", ["sieve", "accuracy"]),
    ("Do Video-JEPA models (e.g., on UCF-101) drift?", ["video-jepa", "ucf-101", "drift"]),
    ("", []),
    ("What is it?", []),
    ("Ist das Sieb größer?", ["ist", "das", "sieb", "größer"]),
]


@pytest.mark.parametrize(("question", "words"), QUESTIONS)
def test_the_words_that_say_what_a_question_is_about(question: str, words: list[str]) -> None:
    assert terms(question) == words


COVERED = [
    ("Do sieves sort pebbles?", "Sieve-2 sorts Pebbles best.", 0),
    ("Does the video-jepa sieve sort?", "VideoJEPA: the sieve sorts.", 0),
    ("Does the sieve resist rust?", "The sieve is best.", 2),
]


@pytest.mark.parametrize(("question", "quote", "lacking"), COVERED)
def test_words_of_the_question_are_looked_for_in_decided_claims(
    question: str, quote: str, lacking: int
) -> None:
    found = REVIEWERS["coverage"](dossier(Line("supported", quote=quote), question=question))
    whole = len(terms(question))
    assert f"{whole - lacking} of {whole}" in found.reasons[0].says
    open_ = dossier(Line("undecided", quote=quote), question=question)
    assert score("coverage", open_) < (found.score or 0)


def test_a_paper_that_was_not_read_and_an_index_that_was_silent_lower_coverage() -> None:
    base = dossier(SUPPORTED)
    lost = base.model_copy(update={"papers": (*base.papers, unread("b"))})
    assert score("coverage", lost) < score("coverage", base)
    asked = Search(question="?", query="?", indexes=("arxiv", "openalex"))
    failed = asked.model_copy(update={"failures": (Failure(index="arxiv", says="503"),)})
    before, after = (
        score("coverage", base.model_copy(update={"search": s})) for s in (asked, failed)
    )
    assert after < before


@pytest.mark.parametrize(
    ("confidence", "verified", "line", "brier"),
    [
        ("0.23", True, SUPPORTED, 0.5929),
        ("0.9", None, CONTRADICTED, 0.81),
        (None, True, CONTRADICTED, 1.0),
        (None, False, CONTRADICTED, 0.0),
        ("7", None, SUPPORTED, 0.0),
    ],
)
def test_a_synthesis_own_confidence_is_held_against_what_was_found(
    confidence: str | None, verified: bool | None, line: Line, brier: float
) -> None:
    stated = StatedClaim(confidence=Decimal(confidence) if confidence else None, verified=verified)
    given = dossier(line._replace(stated=stated))
    found = own_brier(claims(given))
    assert found is not None and found[0] == pytest.approx(brier)
    assert any(found[1] == r.says for r in REVIEWERS["uncertainty-disclosure"](given).reasons)


def test_without_own_confidence_none_is_judged() -> None:
    assert own_brier(claims(dossier(SUPPORTED))) is None
    unsure = StatedClaim(confidence=Decimal("0.1"))
    assert own_brier(claims(dossier(OPEN._replace(stated=unsure)))) is None


def work(key: str, published: str, abstract: str) -> Ranked:
    return Ranked(work=Work(key=key, title="T", abstract=abstract, published=published), score=1.0)


def searched(*found: Ranked) -> Dossier:
    search = Search(question="?", query="?", ranked=found)
    return dossier(*[Line("supported", method="Sieve")] * 4).model_copy(update={"search": search})


def test_a_method_that_an_earlier_work_names_is_not_new() -> None:
    others = [work(f"w{i}", "2020-01", "Trays and stones.") for i in range(9)]
    new = searched(*others)
    old = searched(work("w", "2021-07-01", "We use a Sieve."), *others)
    later = searched(work("w", "2026-06", "We use a Sieve."), *others)
    assert score("novelty", old) == 0.0
    assert score("novelty", new) > 4
    assert score("novelty", later) == score("novelty", new)
    assert "w" in REVIEWERS["novelty"](old).reasons[1].says


def test_the_more_earlier_works_are_compared_with_the_more_novelty_counts() -> None:
    scores = [
        score("novelty", searched(*(work(f"w{i}", "2020", "Trays.") for i in range(n))))
        for n in (1, 3, 30)
    ]
    assert scores == sorted(set(scores))


@pytest.mark.parametrize(
    "method",
    [
        "",
        "ours",
        "The proposed method",
        "The baseline (Run 0)",
        "a sieve that was shaken twice and then dried",
    ],
)
def test_a_claim_that_names_no_method_says_nothing_of_novelty(method: str) -> None:
    search = searched(work("w", "2020", "Trays.")).search
    given = dossier(Line("supported", method=method)).model_copy(update={"search": search})
    assert REVIEWERS["novelty"](given).score is None
