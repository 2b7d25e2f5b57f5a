"""Do the best works come first, always in the same order?"""

from itertools import permutations

import pytest
from works import work

from claimcheck.literature import Hit, Work
from claimcheck.search.ranking import asked, matched, rank, tokens
from claimcheck.sources.query import query_of

QUERY = query_of("How does the tilted sieve influence Video-JEPA pebbles?")


def hit(**ranks: int) -> tuple[Hit, ...]:
    return tuple(Hit(index=index, rank=rank, id="x") for index, rank in ranks.items())


def plain(number: int, text: str = "Nothing of the kind", **ranks: int) -> Work:
    return work(number, text, abstract="", hits=hit(**ranks))


def order(works: list[Work], links: dict[str, int] | None = None) -> list[str]:
    return [r.work.arxiv[-1] for r in rank(works, QUERY, links or {})]


def test_the_score_is_the_sum_over_the_lists() -> None:
    (one,) = rank([plain(1, arxiv=3, crossref=7)], QUERY, {})
    assert one.ranks == {"arxiv": 3, "crossref": 7}
    assert one.score == pytest.approx(1 / 63 + 1 / 67)


ORDERS: list[tuple[str, list[Work], dict[str, int], str]] = [
    ("two lists beat one", [plain(1, arxiv=1), plain(2, arxiv=2, openalex=2)], {}, "21"),
    ("a better rank wins", [plain(1, arxiv=9), plain(2, arxiv=1)], {}, "21"),
    ("words win where ranks do not", [plain(1, arxiv=1), plain(2, "The tilted sieve", openalex=1)], {}, "21"),
    ("more words win", [plain(1, "A sieve for this and that"), plain(2, "Tilted sieve for pebbles")], {}, "21"),
    ("the rare word wins", [plain(1, "pebbles here"), plain(2, "jepa here"), plain(3, "pebbles there"), plain(4, "pebbles")], {}, "2413"),
    ("equals go by key", [plain(2), plain(3), plain(1)], {}, "123"),
    ("links count from two", [plain(1), plain(2), plain(3)], {"arxiv:2401.00003": 2, "arxiv:2401.00002": 1}, "312"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("works", "links", "expected"), [o[1:] for o in ORDERS], ids=[o[0] for o in ORDERS]
)
def test_better_works_come_first_in_whatever_order_they_came(
    works: list[Work], links: dict[str, int], expected: str
) -> None:
    for shuffled in list(permutations(works))[:24]:
        assert "".join(order(list(shuffled), links)) == expected


def test_a_crowd_of_equals_wins_nothing() -> None:
    works = [plain(n, "The sieve") for n in range(1, 6)]
    assert {r.ranks["bm25"] for r in rank(works, QUERY, {})} == {5}


def test_words_are_matched_folded_and_without_the_plurals_s() -> None:
    assert tokens("Video-JEPA: studies of Sieves, lens & classes, étude") == (
        "video", "jepa", "study", "of", "sieve", "len", "classe", "etude",
    )  # fmt: skip
    assert asked(QUERY) == {"tilted", "sieve", "video", "jepa", "pebble"}
    assert matched(plain(1, "SIEVES for a pebble"), QUERY) == 2


@pytest.mark.parametrize("works", [[], [plain(1, "")], [plain(1, "?"), plain(2, "…")]])
def test_works_without_words_have_no_place_by_words(works: list[Work]) -> None:
    assert all("bm25" not in r.ranks for r in rank(works, QUERY, {}))
