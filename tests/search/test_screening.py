"""Is every work that is left out left out for a reason that is told with its figures?"""

import pytest
from works import work

from claimcheck.literature import Hit, Ranked, Work
from claimcheck.search.screening import Wanted, reason_against, screen
from claimcheck.sources.query import query_of

QUERY = query_of("tilted sieves for pebbles", (2020, 2024))
WANTED = Wanted(QUERY, 2, ("Computer Science", "stat"))


def one(**fields: object) -> Work:
    given = {"title": "The tilted sieve", "hits": (Hit(index="arxiv", rank=1, id="x"),)}
    return work(1, **given | {"fields": ("Computer Science",)} | fields)  # type: ignore[arg-type]


def linked(**fields: object) -> Work:
    return one(hits=(Hit(index="openalex", id="W1", via="references"),), **fields)


CASES: list[tuple[Work, str | None, str]] = [
    (one(), None, ""),
    (one(title="", abstract=""), "no-title", "no index"),
    (one(title="?", abstract=""), "no-title", "no index"),
    (one(withdrawn=True), "withdrawn", "withdrawn or retracted"),
    (one(kind="dataset", arxiv=""), "kind", "a data set (dataset)"),
    (one(kind="peer-review", arxiv=""), "kind", "a review of a paper (peer-review)"),
    (one(kind="paratext", arxiv=""), "kind", "paratext"),
    (one(kind="notice", arxiv=""), "kind", "notice of retraction"),
    (one(kind="Dataset"), None, ""),
    (one(kind="JournalArticle", arxiv=""), None, ""),
    (one(published="2019-12-31"), "year", "of 2019; from 2020 to 2024 is asked for"),
    (one(published="2025"), "year", "of 2025"),
    (one(published=""), "year", "no index has its year"),
    (one(published="2020"), None, ""),
    (one(fields=("Physics", "math.ST")), "field", "Physics, math.ST; Computer Science, stat is asked for"),
    (one(fields=("stat.ML",)), None, ""),
    (one(fields=("statistics",)), "field", "statistics"),
    (one(fields=()), None, ""),
    (one(title="On cooking", abstract="Soups."), "off-topic", "0 of the question's 3 words in title and abstract"),
    (one(title="On cooking", abstract=""), "off-topic", "no index has an abstract"),
    (one(title="On sieves", abstract=""), None, ""),
    (linked(title="On sieves", abstract="Soups."), "off-topic", "1 of the question's 3 words"),
    (linked(title="On sieves", abstract="For pebbles."), None, ""),
]  # fmt: skip


@pytest.mark.parametrize(("given", "reason", "says"), CASES)
def test_a_work_is_left_out_for_the_first_reason_against_it(
    given: Work, reason: str | None, says: str
) -> None:
    against = reason_against(given, WANTED)
    assert (against and against[0]) == reason
    assert says in (against[1] if against else "")


def test_no_filters_let_every_year_and_field_pass() -> None:
    open_ = Wanted(query_of("sieve"), 2)
    assert reason_against(one(published="", fields=("Cooking",)), open_) is None


def test_beyond_the_limit_the_scores_are_told() -> None:
    works = [one(key=f"arxiv:{n}") for n in range(4)]
    works[1] = one(key="arxiv:1", withdrawn=True)
    ranked = [
        Ranked(work=w, score=score) for w, score in zip(works, (0.4, 0.3, 0.2, 0.1), strict=True)
    ]
    kept, left = screen(ranked, WANTED)
    assert [r.work.key for r in kept] == ["arxiv:0", "arxiv:2"]
    assert [(e.work, e.reason, e.stage) for e in left] == [
        ("arxiv:1", "withdrawn", "screening"),
        ("arxiv:3", "beyond-limit", "screening"),
    ]
    assert left[1].says == "score 0.1000; 2 works are kept, the last has 0.2000"
