"""Which words of a question are sent, and can any of them be an operator?"""

import re

import pytest
from hypothesis import given, settings, strategies as st

from claimcheck.errors import SourceError
from claimcheck.sources.query import MOST, phrase, query_of, words, years_of

QUESTIONS = [
    ("How does the sieve influence the sorting of pebbles?", "sieve sorting pebbles"),
    ("Does Video-JEPA beat MAE on UCF-101?", "video-jepa beat mae ucf-101"),
    ('What is known of "latent dynamics" in V-JEPA 2?', '"latent dynamics" v-jepa'),
    ("“Grokking” and weight decay", "grokking weight decay"),
    ("pebbles AND NOT (sieve OR tray)", "pebbles sieve tray"),
    ('title:"x" OR all:pebbles', "title pebbles"),
    ("pebbles pebbles PEBBLES", "pebbles"),
    ("Adam's optimizer isn't Lion’s", "adam optimizer isnt lion"),
    ("out‑of‑domain robustness", "out-of-domain robustness"),
    ("ﬁne-tuning", "fine-tuning"),
    ("ロボットの学習", "ロボットの学習"),
    ("what is it", "what is it"),
    ("state space models", "state space models"),
]


@pytest.mark.parametrize(("question", "expected"), QUESTIONS)
def test_words_of_asking_go_and_phrases_and_compounds_stay(question: str, expected: str) -> None:
    assert query_of(question).text == expected


@pytest.mark.parametrize("question", ["", "  ", "?!", "\u202e\u0000", '""'])
def test_a_question_without_words_is_refused(question: str) -> None:
    with pytest.raises(SourceError, match="no word") as caught:
        query_of(question)
    assert caught.value.remedy


def test_of_many_words_the_weightiest_are_sent_in_the_questions_order() -> None:
    plain = " ".join(f"word{chr(97 + i)}" for i in range(MOST))
    query = query_of(f'{plain} Video-JEPA "latent dynamics"')
    assert len(query.terms) == MOST
    assert query.weighty[:2] == ("latent dynamics", "video-jepa")
    assert query.terms[-2:] == ("video-jepa", "latent dynamics")


@settings(deadline=None)
@given(st.text(max_size=300))
def test_no_question_becomes_syntax(question: str) -> None:
    try:
        query = query_of(question)
    except SourceError:
        return
    for term in query.terms:
        assert words(term)
        assert re.fullmatch(r'"[^\W_]+(?: [^\W_]+)+"|[^\W_]+', phrase(term))
        assert term.upper() != term or term.lower() == term  # never AND, OR, NOT


YEARS = [
    ("2023", (2023, 2023)),
    ("2020-2024", (2020, 2024)),
    (" 2020 – 2024 ", (2020, 2024)),
    ("2020-", (2020, None)),
    ("-2024", (None, 2024)),
]


@pytest.mark.parametrize(("text", "expected"), YEARS)
def test_years_are_read(text: str, expected: tuple[int | None, int | None]) -> None:
    assert years_of(text) == expected


@pytest.mark.parametrize("text", ["", "-", "20", "20202024", "2020--2024", "then", "２０２０"])
def test_other_years_are_refused(text: str) -> None:
    with pytest.raises(SourceError, match="no years") as caught:
        years_of(text)
    assert "2020-2024" in caught.value.remedy


def test_years_that_run_backwards_are_refused() -> None:
    with pytest.raises(SourceError, match="backwards"):
        query_of("pebbles", (2024, 2020))
