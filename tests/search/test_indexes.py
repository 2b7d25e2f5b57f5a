"""Is each literature index asked in its own syntax, and is what it answers read for what it is?"""

import importlib
import pkgutil
from dataclasses import replace

import literature_answers as said
import pytest
from index_questions import ALL, LINKING, asked, found
from literature_server import Literature
from loopback import Answer
from works import PEBBLES, work

from claimcheck.errors import (
    NotFound,
)
from claimcheck.sources import desk, indexes
from claimcheck.sources.desk import Desk, Index
from claimcheck.sources.indexes import INDEXES, crossref
from claimcheck.sources.query import query_of


def test_every_file_of_the_folder_is_in_the_registry() -> None:
    names = [found.name for found in pkgutil.iter_modules(indexes.__path__)]
    modules = {
        name: importlib.import_module(f"claimcheck.sources.indexes.{name}") for name in names
    }
    assert {name: module.INDEX for name, module in modules.items()} == INDEXES
    assert all(index.name == name for name, index in INDEXES.items())


def test_each_is_asked_no_more_often_than_it_asks_for() -> None:
    least = {"arxiv": 3.0, "openalex": 0.1, "crossref": 0.02, "semanticscholar": 1.0}
    assert {
        name: INDEXES[name].interval >= seconds for name, seconds in least.items()
    } == dict.fromkeys(least, True)
    assert all(index.home.startswith("https://") for index in INDEXES.values())


ADDRESSES = [
    ("arxiv", "", "https://export.arxiv.org"),
    ("arxiv", "https://arxiv.org", "https://export.arxiv.org"),
    ("arxiv", "https://arxiv.example.org/", "https://arxiv.example.org"),
    ("openalex", "", "https://api.openalex.org"),
    ("openalex", "http://127.0.0.1:9/x/", "http://127.0.0.1:9/x"),
]


@pytest.mark.parametrize(("name", "setting", "base"), ADDRESSES)
def test_addresses_can_be_set(
    monkeypatch: pytest.MonkeyPatch, name: str, setting: str, base: str
) -> None:
    monkeypatch.setenv(f"CLAIMCHECK_{name.upper()}_URL", setting)
    with Desk(INDEXES[name]) as open_desk:
        assert open_desk.base == base


SYNTAX = [
    ("arxiv", "search_query", '(all:"tilted sieves" OR all:"video jepa" OR all:pebbles) AND submittedDate:[202001010000 TO 202412312359]'),
    ("openalex", "filter", 'title_and_abstract.search:"tilted sieves" OR "video jepa" OR pebbles,from_publication_date:2020-01-01,to_publication_date:2024-12-31'),
    ("crossref", "query.bibliographic", "tilted sieves video jepa pebbles"),
    ("crossref", "filter", "from-pub-date:2020,until-pub-date:2024"),
    ("semanticscholar", "query", "tilted sieves video jepa pebbles"),
    ("semanticscholar", "year", "2020-2024"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "parameter", "expected"), SYNTAX)
def test_the_query_is_put_in_each_ones_syntax(
    literature: Literature, name: str, parameter: str, expected: str
) -> None:
    literature.publish(PEBBLES)
    found(INDEXES[name])
    assert asked(literature, name)[0][parameter] == expected


OPEN_YEARS = [
    ("arxiv", (2020, None), "search_query", "202001010000 TO 2100"),
    ("openalex", (None, 2024), "filter", "to_publication_date:2024"),
    ("crossref", (2020, None), "filter", "from-pub-date:2020"),
    ("semanticscholar", (None, 2024), "year", "-2024"),
]


@pytest.mark.parametrize(("name", "years", "parameter", "expected"), OPEN_YEARS)
def test_years_may_be_open_on_one_side(
    literature: Literature,
    name: str,
    years: tuple[int | None, int | None],
    parameter: str,
    expected: str,
) -> None:
    found(INDEXES[name], query=query_of("pebbles", years))
    assert expected in asked(literature, name)[0][parameter]


@ALL
def test_a_work_comes_with_all_that_the_index_has(literature: Literature, index: Index) -> None:
    whole = work(1, "The tilted sieve of pebbles", pdf="https://example.org/a.pdf", cited_by=7)
    literature.publish([whole])
    (one,) = found(index)
    same = ("key", "title", "abstract", "authors", "published", "doi", "arxiv", "venue")
    assert {n: getattr(one, n) for n in same} == {n: getattr(whole, n) for n in same}
    assert one.cited_by == (None if index.name == "arxiv" else 7)
    assert [(h.index, h.rank, h.via) for h in one.hits] == [(index.name, 1, "query")]
    assert one.url.startswith("https://")
    assert not one.withdrawn
    if index.name in ("openalex", "semanticscholar"):
        assert one.pdf == "https://example.org/a.pdf"
    if index.name != "crossref":
        assert "Computer Science" in one.fields


@ALL
def test_a_withdrawn_work_is_known_as_such(literature: Literature, index: Index) -> None:
    if index.name == "semanticscholar":  # which only a title can tell
        literature.publish([work(1, "RETRACTED: The tilted sieve")])
    else:
        literature.publish([work(1, "The tilted sieve", withdrawn=True)])
    (one,) = found(index)
    assert one.withdrawn


NOTICES = [
    ("This paper has been withdrawn by the author", "", True),
    ("Withdrawn due to an error in Lemma 2", "", True),
    ("paper withdrawn", "", True),
    ("", "This paper has been withdrawn because of a sign error.", True),
    ("9 pages", "Withdrawn papers are still cited: we count how often.", False),
    ("9 pages", "We ask who cites what was retracted by the authors.", False),
    ("This paper was withdrawn from ICLR 2024", "", False),
    ("withdrawn from a workshop", "", False),
    ("This submission was withdrawn from arXiv", "", True),
]


@pytest.mark.parametrize(("comment", "abstract", "expected"), NOTICES)
def test_a_notice_of_withdrawal_is_told_from_talk_of_withdrawal(
    literature: Literature, comment: str, abstract: str, expected: bool
) -> None:
    feed = said.atom([work(1, "The tilted sieve", abstract=abstract)]).body
    literature.down("arxiv", Answer(feed.replace(b"9 pages", comment.encode())))
    assert found(INDEXES["arxiv"])[0].withdrawn is expected


@ALL
def test_pages_are_turned_until_enough_is_there(literature: Literature, index: Index) -> None:
    literature.publish([work(n) for n in range(1, 251)])
    for most, requests in ((40, 1), (100, 1), (150, 2), (1000, 3)):
        literature.asked.clear()
        works = found(index, most, refresh=True)
        assert len(works) == min(most, 250)
        assert [w.hits[0].rank for w in works] == list(range(1, len(works) + 1))
        assert len({w.key for w in works}) == len(works)
        assert len(literature.asked_of(index.name)) == requests


@ALL
def test_nothing_found_is_an_answer(literature: Literature, index: Index) -> None:
    assert found(index) == []
    literature.asked.clear()
    assert found(index) == []
    assert literature.asked_of(index.name) == []  # the cache has it


@pytest.mark.parametrize("index", LINKING, ids=[i.name for i in LINKING])
def test_citations_are_followed_both_ways(literature: Literature, index: Index) -> None:
    a, b, c, d, _ = PEBBLES
    literature.publish(PEBBLES, cites={a.key: [b.key, c.key], d.key: [a.key]})
    assert index.references and index.citations
    with Desk(index) as open_desk:
        cited = index.references(open_desk, a, 10)
        citing = index.citations(open_desk, a, 10)
    assert {w.key: w.hits[0].via for w in cited} == {b.key: "references", c.key: "references"}
    assert {w.key: w.hits[0].via for w in citing} == {d.key: "citations"}
    assert all(h.rank == 0 for w in (*cited, *citing) for h in w.hits)


@pytest.mark.parametrize("index", LINKING, ids=[i.name for i in LINKING])
def test_citations_of_a_work_that_it_does_not_know_are_not_found(
    literature: Literature, index: Index
) -> None:
    literature.publish(PEBBLES)
    assert index.references
    for unknown in (work(99), work(99, key="title:x", doi="", arxiv="")):
        with Desk(index) as open_desk, pytest.raises(NotFound):
            index.references(open_desk, unknown, 10)


def test_a_list_that_a_publisher_keeps_back_is_empty(literature: Literature) -> None:
    literature.down("semanticscholar", said.as_json({"offset": 0, "data": None}))
    index = INDEXES["semanticscholar"]
    assert index.references
    with Desk(index) as open_desk:
        assert index.references(open_desk, work(1), 10) == ()


def test_semantic_scholar_is_asked_for_fewer_words_where_many_find_nothing(
    literature: Literature,
) -> None:
    nothing = said.as_json({"total": 0, "offset": 0})
    literature.down("semanticscholar", nothing, nothing, said.semanticscholar([work(1)]))
    query = query_of(
        "tilted sieves, trays and Video-JEPA for pebbles, stones, sand and gravel in rivers"
    )
    assert len(found(INDEXES["semanticscholar"], query=query)) == 1
    lengths = [len(a["query"].split()) for a in asked(literature, "semanticscholar")]
    assert lengths == sorted(lengths, reverse=True)
    assert len(set(lengths)) == 3
    assert all("jepa" in a["query"] for a in asked(literature, "semanticscholar"))


LIMITS = [
    ({"x-rate-limit-limit": "50", "x-rate-limit-interval": "1s"}, 0.02),
    ({"x-rate-limit-limit": "3000", "x-rate-limit-interval": "60s"}, 0.02),
    ({"x-rate-limit-limit": "1", "x-rate-limit-interval": "1s"}, 1.0),
    ({"x-rate-limit-limit": "0", "x-rate-limit-interval": "1s"}, 0.0),
    ({"x-rate-limit-limit": "nan", "x-rate-limit-interval": "1s"}, 0.0),
    ({"x-rate-limit-limit": "-1", "x-rate-limit-interval": "1s"}, 0.0),
    ({"x-rate-limit-limit": "many"}, 0.0),
    ({}, 0.0),
]


@pytest.mark.parametrize(("headers", "expected"), LIMITS)
def test_crossrefs_limits_are_read_from_its_headers(
    headers: dict[str, str], expected: float
) -> None:
    assert crossref.asked_of_us(headers) == pytest.approx(expected)


def test_crossrefs_limits_are_kept(literature: Literature, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "PATIENCE", replace(desk.PATIENCE, longest=0.6))
    limits = {"X-Rate-Limit-Limit": "2", "X-Rate-Limit-Interval": "1s"}
    pages = [said.crossref(PEBBLES * 20, following=f"c{n}") for n in range(3)]
    literature.down("crossref", *(replace(page, headers=limits) for page in pages))
    found(INDEXES["crossref"], 300)
    times = [at for at, _ in literature.asked]
    assert len(times) == 3
    assert times[2] - times[1] > 0.3  # the first answer is what names the limit


def test_an_index_waits_as_long_as_it_is_asked_to(
    literature: Literature, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "PATIENCE", replace(desk.PATIENCE, longest=0.4))
    literature.publish(PEBBLES)
    literature.down("openalex", Answer(status=429, headers={"Retry-After": "1"}), None)
    assert len(found(INDEXES["openalex"], query=query_of("pebbles"))) == 5
    (first, _), (second, _) = literature.asked
    assert second - first > 0.35
