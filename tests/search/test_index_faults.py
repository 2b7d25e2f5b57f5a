"""Does an index that fails, lies or floods cost itself alone, and does no key get out?"""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import literature_answers as said
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from index_questions import ALL, found
from literature_server import Literature
from loopback import Answer
from works import PEBBLES, work

from claimcheck.errors import (
    ClaimcheckError,
    NotFound,
    Offline,
    ParseError,
    Unreachable,
    UnsafeInput,
)
from claimcheck.literature import Work
from claimcheck.sources import desk
from claimcheck.sources.desk import Index
from claimcheck.sources.indexes import INDEXES
from claimcheck.sources.query import query_of

FAULTS: list[tuple[str, Answer, type[ClaimcheckError], str]] = [
    ("503", Answer(status=503), Unreachable, "cannot be reached: .* answered 503"),
    ("429", Answer(status=429, headers={"Retry-After": "0"}), Unreachable, "429"),
    ("tomorrow", Answer(status=429, headers={"Retry-After": "80000"}), Unreachable, "asks to wait 80000 s"),
    ("403", Answer(status=403), Unreachable, "403"),
    ("404", Answer(status=404), NotFound, "does not know it"),
    ("400", Answer(b"{}", status=400), Unreachable, "400"),
    ("html", Answer(b"<!doctype html><p>Maintenance</p>", kind="text/html"), ParseError, "answered"),
    ("html as json", Answer(b"<html>Sign in</html>", kind="application/json"), ParseError, "answered"),
    ("empty", Answer(b""), ParseError, "answered"),
    ("half", Answer(b'{"results": [{"id"', kind="application/json"), ParseError, "answered"),
    ("half a feed", Answer(b"<?xml version='1.0'?><feed><entry>"), ParseError, "answered"),
    ("another feed", Answer(b"<rss><channel/></rss>"), ParseError, "answered"),
    ("a list", Answer(b"[1, 2]", kind="application/json"), ParseError, "answered"),
    ("null", Answer(b"null", kind="application/json"), ParseError, "answered"),
    ("another object", Answer(b'{"hello": 1}', kind="application/json"), ParseError, "answered"),
    ("nested", Answer(b"[" * 200_000), ParseError, "answered"),
    ("huge number", Answer(b'{"results": ' + b"9" * 10_000 + b"}"), ParseError, "answered"),
    ("binary", Answer(bytes(range(256))), ParseError, "answered"),
    ("broken off", Answer(b'{"results"', announce=5000), Unreachable, "cannot be reached"),
    ("10 MB", Answer(b" " * (10 * 2**20) + b"{}"), UnsafeInput, "more than 8 MB"),
]  # fmt: skip


@ALL
@pytest.mark.parametrize(
    ("answer", "error", "message"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS]
)
def test_a_fault_is_named_with_the_index_and_a_remedy_and_not_kept(
    literature: Literature, index: Index, answer: Answer, error: type[ClaimcheckError], message: str
) -> None:
    literature.publish([work(1, "The tilted sieve")])
    literature.down(index.name, answer)
    with pytest.raises(error, match=message) as caught:
        found(index)
    assert index.title in str(caught.value)
    assert caught.value.remedy
    assert "?" not in str(caught.value)
    literature.down(index.name, None)
    assert len(found(index)) == 1


@ALL
def test_a_slow_index_is_left(
    literature: Literature, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "PATIENCE", replace(desk.PATIENCE, timeout=0.1, attempts=2))
    literature.down(index.name, Answer(b"{}", delay=0.5))
    with pytest.raises(Unreachable, match="no answer in time"):
        found(index)


def test_a_bomb_of_entities_stays_small(literature: Literature) -> None:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a0 "x">{levels}]><feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/2401.00001v1</id><title>&a9;</title></entry></feed>'
    literature.down("arxiv", Answer(bomb.encode()))
    begun = time.process_time()
    with suppress(ParseError):
        assert all(len(w.title) < 1000 for w in found(INDEXES["arxiv"]))
    assert time.process_time() - begun < 2


def test_a_file_is_not_read_through_an_entity(literature: Literature) -> None:
    body = '<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY f SYSTEM "file:///etc/passwd">]><feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/2401.00001v1</id><title>x&f;</title></entry></feed>'
    literature.down("arxiv", Answer(body.encode()))
    assert "root" not in found(INDEXES["arxiv"])[0].title


def test_arxivs_own_words_about_an_error_are_passed_on(literature: Literature) -> None:
    literature.down("arxiv", said.atom_error("incorrect id format for <b>x</b>"))
    with pytest.raises(ParseError, match="refuses the query: incorrect id format for x"):
        found(INDEXES["arxiv"])


def test_an_empty_page_where_works_were_promised_is_no_answer(literature: Literature) -> None:
    literature.down("arxiv", said.atom([], total=17))
    with pytest.raises(ParseError, match="empty page"):
        found(INDEXES["arxiv"])


ODD: list[dict[str, Any]] = [
    {},
    {"id": 7, "doi": [], "title": {}, "display_name": 3, "authorships": {}, "locations": "x"},
    {"id": "https://openalex.org/W1", "abstract_inverted_index": {"x": [10**12, -5, "a", None, True], "y": 3}},
    {"id": "https://openalex.org/W2", "publication_year": 99999, "publication_date": "9999-99-99", "cited_by_count": -1},
    {"DOI": "10.1234/odd", "title": ["\u202eevil\u0000"], "issued": {"date-parts": [[None]]}, "author": [None, 3, {}], "URL": "javascript:alert(1)"},
    {"DOI": "10.1234/odd2", "title": None, "issued": {"date-parts": [[99999, 77, 88]]}, "link": [3], "relation": [], "update-to": {}},
    {"DOI": "10.1234/odd3", "title": [["x"]], "issued": "2024", "is-referenced-by-count": 1e300},
    {"paperId": None, "title": None},
    {"paperId": "a\ud800\x1b[31m", "title": "half \ud800", "externalIds": {"ArXiv": 5, "DOI": None}, "authors": None, "year": True},
    {"paperId": "b" * 10_000, "title": "y" * 10_000, "externalIds": [], "openAccessPdf": "x", "fieldsOfStudy": [None, {}]},
]  # fmt: skip


@pytest.mark.parametrize("name", ["openalex", "crossref", "semanticscholar"])
def test_odd_records_cost_at_most_themselves(literature: Literature, name: str) -> None:
    good = {
        "openalex": said.openalex_work,
        "crossref": said.crossref_work,
        "semanticscholar": said.semanticscholar_work,
    }[name](work(1))
    page = [None, 3, "x", [], *ODD, good]
    bodies = {
        "openalex": {"meta": {"next_cursor": None}, "results": page},
        "crossref": {"message": {"items": page}},
        "semanticscholar": {"total": 9, "data": page},
    }
    literature.down(name, said.as_json(bodies[name]))
    works = found(INDEXES[name])
    assert works[-1].key == "arxiv:2401.00001"
    for one in works:
        text = one.model_dump_json()  # which a lone half of a pair would break
        assert not {"\u202e", "\x1b", "\ud800"} & set(json.loads(text).__repr__())
        assert one.url.startswith("https://") or not one.url
        assert one.year is None or 1600 <= one.year <= 2100


KEYS: list[tuple[str, dict[str, str], Callable[[Literature], bool]]] = [
    ("openalex", {"OPENALEX_KEY": "s3cret&x", "MAILTO": "a@example.org"}, lambda s: "api_key=s3cret%26x" in s.paths[0] and "mailto=a%40example.org" in s.paths[0]),
    ("crossref", {"MAILTO": "a@example.org"}, lambda s: "mailto=a%40example.org" in s.paths[0]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "settings", "sent"), KEYS)
def test_a_key_is_sent_and_neither_shown_nor_part_of_the_cache(
    literature: Literature, monkeypatch: pytest.MonkeyPatch, name: str,
    settings: dict[str, str], sent: Callable[[Literature], bool],
) -> None:  # fmt: skip
    literature.publish(PEBBLES)
    for setting, value in settings.items():
        monkeypatch.setenv(f"CLAIMCHECK_{setting}", value)
    heard: list[str] = []
    query = query_of("pebbles")
    assert len(found(INDEXES[name], query=query, progress=heard.append)) == 5
    assert sent(literature)
    for setting in settings:
        monkeypatch.delenv(f"CLAIMCHECK_{setting}")
    assert len(found(INDEXES[name], query=query, offline=True)) == 5
    for setting, value in settings.items():
        monkeypatch.setenv(f"CLAIMCHECK_{setting}", value)
    literature.down(name, Answer(status=503))
    with pytest.raises(Unreachable) as caught:
        found(INDEXES[name], query=query, refresh=True, progress=heard.append)
    for told in (*heard, str(caught.value), caught.value.remedy):
        assert "s3cret" not in told
        assert "example.org" not in told


def test_semantic_scholars_key_goes_in_a_header_and_not_elsewhere(
    literature: Literature, monkeypatch: pytest.MonkeyPatch
) -> None:
    literature.publish(PEBBLES)
    monkeypatch.setenv("CLAIMCHECK_SEMANTICSCHOLAR_KEY", "s3cret")
    with Literature() as elsewhere:
        elsewhere.publish(PEBBLES)
        literature.down(
            "semanticscholar",
            Answer(
                status=302,
                headers={
                    "Location": f"{elsewhere.url}/graph/v1/paper/search?query=pebbles&offset=0&limit=50"
                },
            ),
        )
        assert len(found(INDEXES["semanticscholar"])) == 5
        assert literature.headers[-1].get("x-api-key") == "s3cret"
        assert "x-api-key" not in elsewhere.headers[-1]


def test_offline_says_that_the_cache_holds_nothing(literature: Literature) -> None:
    for index in INDEXES.values():
        with pytest.raises(Offline, match=index.title):
            found(index, offline=True)
    assert literature.paths == []


def test_who_is_told_to_come_tomorrow_does_not_come_again_today(literature: Literature) -> None:
    literature.down("openalex", Answer(status=429, headers={"Retry-After": "80000"}))
    with pytest.raises(Unreachable) as caught:
        found(INDEXES["openalex"])
    assert len(literature.paths) == 1
    assert "CLAIMCHECK_OPENALEX_KEY" in caught.value.remedy


HEAVY = [
    ("openalex", {"results": [{"id": "https://openalex.org/W1", "display_name": "x", "abstract_inverted_index": {"w": [0] * 2_000_000}}]}),
    ("openalex", {"results": [{"id": "https://openalex.org/W1", "display_name": "x" * 5_000_000, "locations": [{"landing_page_url": "y"}] * 50_000}]}),
    ("crossref", {"message": {"items": [{"DOI": "10.1234/x", "abstract": "<a " * 2_000_000, "author": [{"family": "z"}] * 100_000}]}}),
    ("semanticscholar", {"data": [{"paperId": "x", "title": "<" * 7_000_000, "authors": [{"name": "z"}] * 50_000}]}),
    ("semanticscholar", {"data": [{"paperId": "x", "title": "y"}] * 200_000}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "values"), HEAVY, ids=range(len(HEAVY)))
def test_a_heavy_answer_costs_little(literature: Literature, name: str, values: object) -> None:
    literature.down(name, said.as_json(values))
    begun = time.process_time()
    works = found(INDEXES[name])
    assert 1 <= len(works) <= 50
    assert len(works[0].model_dump_json()) < 60_000
    assert time.process_time() - begun < 6


class Recorded:
    """A desk at which every question has the same answer."""

    def __init__(self, index: Index, values: object) -> None:
        self.index, self._data = index, json.dumps(values).encode()

    def ask(self, path: str, read: Callable[[bytes], Any], parameters: object = None) -> Any:
        return read(self._data)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
SHAPES: dict[str, tuple[Callable[[Work], dict[str, Any]], Callable[[list[Any]], Any]]] = {
    "openalex": (said.openalex_work, lambda items: {"results": items}),
    "crossref": (said.crossref_work, lambda items: {"message": {"items": items}}),
    "semanticscholar": (said.semanticscholar_work, lambda items: {"data": items}),
}


@st.composite
def distorted(draw: st.DrawFn, good: dict[str, Any]) -> dict[str, Any]:
    """A record some of whose fields hold something else, at any depth."""
    return {
        name: draw(ANYTHING)
        if draw(st.integers(0, 3)) == 0
        else draw(distorted(value))
        if isinstance(value, dict)
        else value
        for name, value in good.items()
    }


@pytest.mark.parametrize("name", SHAPES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_stands_in_a_record_it_becomes_a_work_or_nothing(
    name: str, data: st.DataObject
) -> None:
    one, page = SHAPES[name]
    items = [data.draw(distorted(one(work(1)))), data.draw(ANYTHING)]
    index = INDEXES[name]
    try:
        given_ = next(index.pages(Recorded(index, page(items)), query_of("pebbles"), 2))  # type: ignore[arg-type]
    except ParseError:
        return
    for made in given_:
        assert Work.model_validate_json(made.model_dump_json()) == made
