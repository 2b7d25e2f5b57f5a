"""Does a synthesis say what its records hold, and each sentence whence?"""

from collections.abc import Iterable
from pathlib import Path

import pytest
from pebbles import FIRST, QUESTION, page, read

from claimcheck.literature import Dossier, Statement, Synthesis
from claimcheck.review import review
from claimcheck.synthesis import align, compose
from claimcheck.synthesis.names import initials, phrases, stem
from claimcheck.synthesis.relevance import scores
from claimcheck.synthesis.words import measured, sentence

OTHER = (
    "SieveNet reaches an accuracy of 58.1% on River, compared to 55.0% for the baseline.",
    "SieveNet reaches an accuracy of 99.0% on Gravel.",
)
OTHER_ROWS = (("Baseline", "55.0", "41.0"), ("SieveNet", "58.1", "41.9"))


def made(folder: Path, sentences: tuple[str, ...] = FIRST, question: str = QUESTION) -> Synthesis:
    papers = (
        read(folder, 1, "Sieves", page("Sieves", sentences)),
        read(folder, 2, "Tilting", page("Tilting", OTHER, OTHER_ROWS, ("Method", "River", "Sand"))),
    )
    dossier = Dossier(question=question, papers=papers, quantities=align(papers))
    return compose(dossier, review(dossier))


def told(synthesis: Synthesis, section: str = "") -> list[Statement]:
    return [
        s
        for part in synthesis.sections
        if part.id.startswith(section)
        for paragraph in part.paragraphs
        for s in paragraph
    ]


def words(statements: Iterable[Statement]) -> str:
    return " ".join(s.text for s in statements)


def test_the_sections_are_those_of_a_paper(tmp_path: Path) -> None:
    ids = [s.id for s in made(tmp_path).sections]
    assert ids[:4] == ["abstract", "introduction", "methodology", "results"]
    assert ids[-1] == "limitations"
    assert len(ids) > 5


def test_each_sentence_of_the_results_leads_to_claims_and_decided_ones_to_cells(
    tmp_path: Path,
) -> None:
    synthesis = made(tmp_path)
    evidence = {
        f"{p.work.key}#{v.claim}": (v.outcome, v.evidence)
        for p in synthesis.dossier.papers
        if p.report
        for v in p.report.verdicts
    }
    results = told(synthesis, "results")
    assert len(results) > 5
    for statement in results:
        assert statement.claims, statement.text
        for claim in statement.claims:
            outcome, cells = evidence[claim]
            assert outcome == "undecided" or cells, statement.text


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        (FIRST[0], "of 75.2 against 71.0 for the baseline, a change of +4.2"),
        (FIRST[1], "contradict"),
        (OTHER[1], "undecided"),
    ],
)
def test_what_holds_what_does_not_and_what_is_open_is_told_as_such(
    tmp_path: Path, sentence: str, says: str
) -> None:
    synthesis = made(tmp_path)
    refs = {
        f"{p.work.key}#{c.id}"
        for p in synthesis.dossier.papers
        if p.report
        for c in p.report.claims
        if c.quote == sentence
    }
    assert refs
    alone = [s for s in told(synthesis, "results-") if s.claims and set(s.claims) <= refs]
    assert says in words(alone)


def test_a_change_of_one_number_changes_the_sentence_the_counts_and_the_score(
    tmp_path: Path,
) -> None:
    before = made(tmp_path)
    after = made(tmp_path, (FIRST[0], FIRST[1], FIRST[2].replace("2.0", "2.9")))
    assert before.standings["supported"] - after.standings["supported"] == 1
    assert after.standings["contradicted"] - before.standings["contradicted"] == 1
    new = set(words(told(after, "results")).split(". ")) - set(
        words(told(before, "results")).split(". ")
    )
    assert any("2.9" in s and "contradict" in s for s in new)
    assert (before.review.mean or 0) > (after.review.mean or 0)


def test_the_answer_counts_comparisons_and_names_what_it_rests_on(tmp_path: Path) -> None:
    answer = made(tmp_path).answer
    assert answer[0].text.startswith(
        "Accuracy is better than the baseline's: in 4 of 4 comparisons"
    )
    said = words(answer)
    for opening in (
        "How far it holds: ",
        "Best supported: ",
        "Not to be relied on: ",
        "How sure: ",
    ):
        assert opening in said
    assert all(s.claims for s in answer[:3])


def test_a_part_of_the_question_that_no_claim_speaks_of_is_named(tmp_path: Path) -> None:
    question = "How does SieveNet influence accuracy, on Blocks and on Moonrocks?"
    synthesis = made(tmp_path, question=question)
    assert "“Moonrocks”" in synthesis.answer[-1].text
    assert "“Moonrocks”" in words(told(synthesis, "limitations"))
    assert "“Blocks”" not in words(told(synthesis, "limitations"))


def test_a_paper_on_something_else_has_no_part_in_the_answer(tmp_path: Path) -> None:
    other = (
        "Stirring lifts the score of soups to 75.0, compared to 71.0 for the baseline.",
        "Soups taste of tin.",
    )
    soup = page("Soups", other, (("Baseline", "71.0"), ("Stirring", "75.0")), ("Cook", "Soup"))
    sieves = "Sorting pebbles with SieveNet"
    papers = (read(tmp_path, 1, sieves, page(sieves)), read(tmp_path, 2, "Soups", soup))
    dossier = Dossier(question=QUESTION, papers=papers)
    synthesis = compose(dossier, review(dossier))
    assert {w for s in synthesis.answer if s.claims for w in s.works} == {papers[0].work.key}
    assert len(synthesis.references) == 2


def test_a_question_that_no_paper_speaks_of_has_no_answer(tmp_path: Path) -> None:
    synthesis = made(tmp_path, question="Do quasars sing?")
    assert "no answer" in words(synthesis.answer)
    assert synthesis.standings == {}


def test_without_a_paper_there_is_no_answer_and_no_error() -> None:
    dossier = Dossier(question="Why?")
    synthesis = compose(dossier, review(dossier))
    assert synthesis.answer[0].text.startswith("There is no answer")
    assert synthesis.references == ()


def test_references_are_numbered_by_their_first_mention(tmp_path: Path) -> None:
    synthesis = made(tmp_path)
    first = next(w for s in synthesis.answer for w in s.works)
    assert synthesis.references[0].key == first
    assert len(synthesis.references) == 2


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("How does weight decay influence accuracy?", ["weight decay", "accuracy"]),
        (
            "Does Video-JEPA help on shifts (e.g., AVA) compared to UCF-101?",
            ["Video-JEPA", "shifts", "AVA", "UCF-101"],
        ),
        ("Is it worse on Moments in Time?", ["worse", "Moments in Time"]),
        ("Why?", []),
    ],
)
def test_a_question_falls_into_its_phrases(question: str, parts: list[str]) -> None:
    assert phrases(question) == parts


@pytest.mark.parametrize(
    ("one", "other"), [("augmented", "augmentations"), ("sieves", "sieve"), ("acc", "accuracy")]
)
def test_words_of_one_stem_are_alike(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("Steps to 99% Val Acc", "steps to 99% validation accuracy"),
        ("KL Divergence ↓", "KL divergence"),
        ("Top-1 Accuracy (%)", "top-1 accuracy"),
        ("mAP", "mAP"),
    ],
)
def test_a_metric_becomes_a_phrase(printed: str, told: str) -> None:
    assert measured(printed) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [("arXiv was asked", "arXiv was asked."), ("on Blocks", "On Blocks."), ("why?", "Why?")],
)
def test_a_sentence_begins_with_a_capital_and_ends(text: str, told: str) -> None:
    assert sentence(text) == told


def test_a_name_has_initials_by_which_papers_may_call_it() -> None:
    assert initials("Something-Something V2") == "ssv2"
    assert initials("Blocks") == ""


def test_a_text_with_rarer_words_of_the_question_bears_more_on_it() -> None:
    texts = ["a sieve of tin", "a tilted sieve", "a sieve", "nothing"]
    found = scores("tilted sieve", texts)
    assert found[1] == max(found)
    assert found[3] == 0
