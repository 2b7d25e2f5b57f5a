"""Does a question become a ranked list of works, whatever an index does, and do the counts add up?"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import literature_answers as said
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from literature_server import PREFIXES, Literature, real_works
from loopback import Answer
from works import PEBBLES, QUESTION, work

from claimcheck.errors import Offline, SourceError, StoreError, Unreachable
from claimcheck.literature import Hit, Search, Work
from claimcheck.reading import Request, read
from claimcheck.search import search, survey
from claimcheck.search.asking import Told
from claimcheck.sources.indexes import INDEXES
from claimcheck.sources.query import Query

A, B, C, D, E = PEBBLES
FAULTS = {
    "503": Answer(status=503),
    "429": Answer(status=429, headers={"Retry-After": "0"}),
    "malformed": Answer(b'{"results": [{]', kind="application/json"),
    "html": Answer(b"<!doctype html><title>Sign in</title>", kind="text/html"),
    "broken off": Answer(b"{", announce=900),
    "10 MB": Answer(b"x" * (10 * 2**20)),
}


def keys(found: Search) -> list[str]:
    return [ranked.work.key for ranked in found.ranked]


def timeless(found: Search) -> dict[str, Any]:
    return found.model_dump(exclude={"created"})


def add_up(found: Search) -> None:
    """The identity of the flow: what was found is kept, or an exclusion says why not."""
    flow = found.flow
    assert sum(flow.found.values()) - flow.duplicates == flow.screened
    assert flow.screened - sum(flow.excluded.values()) == len(found.ranked)
    reasons = Counter(e.reason for e in found.exclusions)
    assert reasons["duplicate"] == flow.duplicates
    assert {r: n for r, n in reasons.items() if r != "duplicate"} == flow.excluded
    assert all(e.says and e.work for e in found.exclusions)
    assert set(flow.found) == set(found.indexes)


def test_a_question_finds_works_once_each_and_the_counts_add_up(literature: Literature) -> None:
    literature.publish(PEBBLES)
    found = search(QUESTION, snowball=False)
    assert keys(found) == [w.key for w in PEBBLES]
    assert found.flow.found == dict.fromkeys(INDEXES, 5)
    assert (found.flow.duplicates, found.flow.screened) == (15, 5)
    assert found.ranked[0].ranks == {**dict.fromkeys(INDEXES, 1), "bm25": 5}
    assert (found.query, found.failures) == ("sieve sorting pebbles", ())
    add_up(found)


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("down", INDEXES)
def test_one_index_down_costs_that_index(literature: Literature, down: str, fault: Answer) -> None:
    literature.publish(PEBBLES)
    literature.down(down, fault)
    heard: list[str] = []
    found = search(QUESTION, snowball=False, talk=heard.append)
    assert keys(found) == [w.key for w in PEBBLES]
    assert [f.index for f in found.failures] == [down]
    assert INDEXES[down].title in found.failures[0].says
    assert found.failures[0].remedy
    assert len(heard) == 1
    assert found.flow.found[down] == 0
    add_up(found)


def test_all_indexes_down_is_an_error_that_names_them(literature: Literature) -> None:
    for name, fault in zip(INDEXES, FAULTS.values(), strict=False):
        literature.down(name, fault)
    with pytest.raises(Unreachable, match="no literature index answered") as caught:
        search(QUESTION)
    assert all(index.title in str(caught.value) for index in INDEXES.values())
    assert "--offline" in caught.value.remedy


def test_what_an_index_gave_before_it_failed_counts(literature: Literature) -> None:
    literature.publish([work(n) for n in range(1, 151)])
    literature.down("openalex", None, Answer(status=503))
    found = search(QUESTION, limit=75, indexes=["openalex"], snowball=False)
    assert found.flow.found == {"openalex": 100}
    assert found.failures[0].says.startswith("after 100 works: OpenAlex cannot be reached")
    add_up(found)


def test_nothing_found_is_no_error(literature: Literature) -> None:
    found = search(QUESTION)
    assert found.ranked == ()
    add_up(found)


def test_duplicates_across_indexes_and_a_withdrawn_paper(literature: Literature) -> None:
    withdrawn = work(6, "Sorting pebbles with a withdrawn sieve", withdrawn=True)
    literature.publish([*PEBBLES, withdrawn])
    only_title = A.model_copy(update={"arxiv": "", "doi": "", "key": "title:x"})
    literature.known["semanticscholar"] = [only_title]
    found = search(QUESTION, snowball=False)
    assert keys(found) == [w.key for w in PEBBLES]
    assert found.flow.excluded == {"withdrawn": 1}
    assert {h.index for h in found.ranked[0].work.hits} == set(INDEXES)
    by_title = [e for e in found.exclusions if "same title" in e.says]
    assert [e.work for e in by_title] == [A.key]
    add_up(found)


def test_citations_bring_works_that_no_query_found(literature: Literature) -> None:
    cited = work(7, "On trays", abstract="They hold pebbles before the sieve.")
    citing = work(8, "On rivers", abstract="Where pebbles wait for sieves.")
    strange = work(9, "On soup", abstract="Nothing of the kind.")
    literature.publish([*PEBBLES, cited, citing, strange])
    literature.cites = {A.key: [cited.key, strange.key], citing.key: [A.key, B.key]}
    for index in PREFIXES:
        literature.known[index] = [
            *PEBBLES,
            *([cited, citing, strange] if index in ("openalex", "semanticscholar") else []),
        ]
    question = "How does sorting pebbles by size influence the sieve?"
    without = search(question, snowball=False, indexes=["arxiv", "crossref"])
    assert cited.key not in keys(without)
    found = search(question)
    by_key = {r.work.key: r for r in found.ranked}
    assert {h.via for h in by_key[citing.key].work.hits} >= {"citations"}
    assert {h.via for h in by_key[cited.key].work.hits} >= {"references"}
    assert by_key[citing.key].ranks["links"] == 1
    assert "links" not in by_key[cited.key].ranks
    assert [e.work for e in found.exclusions if e.reason == "off-topic"] == [strange.key]
    assert keys(found)[0] == A.key
    add_up(found)


def test_an_index_that_fails_while_citations_are_followed_is_a_failure(
    literature: Literature,
) -> None:
    literature.publish(PEBBLES, cites={A.key: [B.key]})
    literature.down("openalex", None, Answer(status=503))
    found = search(QUESTION)
    assert [f.index for f in found.failures] == ["openalex"]
    assert found.failures[0].says.startswith("following citations: OpenAlex")
    add_up(found)


def test_an_index_that_is_down_is_not_asked_for_citations(literature: Literature) -> None:
    literature.publish(PEBBLES)
    literature.down("semanticscholar", Answer(status=403))
    search(QUESTION)
    assert len(literature.asked_of("semanticscholar")) == 1


FILTERS = [
    ({"limit": 2}, ["arxiv:2401.00001", "arxiv:2401.00002"], {"beyond-limit": 3}),
    ({"fields": ("physics",)}, [], {"field": 5}),
    ({"fields": ("cs.LG",)}, [w.key for w in PEBBLES], {}),
    ({"years": (2025, None)}, [], {}),
]


@pytest.mark.parametrize(("given_", "expected", "excluded"), FILTERS)
def test_filters_leave_works_out(
    literature: Literature, given_: dict[str, Any], expected: list[str], excluded: dict[str, int]
) -> None:
    literature.publish(PEBBLES)
    found = search(QUESTION, snowball=False, **given_)
    assert keys(found) == expected
    assert found.flow.excluded == excluded
    add_up(found)


def test_an_index_that_ignores_the_years_is_screened(literature: Literature) -> None:
    literature.publish([work(1, published="1999"), work(2)])
    literature.down("openalex", said.openalex([work(1, published="1999"), work(2)]))
    found = search(QUESTION, years=(2020, 2025), indexes=["openalex"], snowball=False)
    assert keys(found) == ["arxiv:2401.00002"]
    assert found.flow.excluded == {"year": 1}
    assert found.filters["years"] == "2020–2025"


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("", {}, "no word"),
    (QUESTION, {"indexes": ["scholar"]}, "'scholar'"),
    (QUESTION, {"indexes": []}, "no index"),
    (QUESTION, {"limit": 0}, "0 works"),
    (QUESTION, {"years": (2024, 2020)}, "backwards"),
    (QUESTION, {"years": (-5, None)}, "-5 is no year"),
]


@pytest.mark.parametrize(("question", "given_", "message"), REFUSED)
def test_senseless_orders_are_refused_before_anybody_is_asked(
    literature: Literature, question: str, given_: dict[str, Any], message: str
) -> None:
    with pytest.raises(SourceError, match=message) as caught:
        search(question, **given_)
    assert caught.value.remedy
    assert literature.paths == []


def test_indexes_are_asked_at_the_same_time(literature: Literature) -> None:
    literature.publish(PEBBLES)
    slow = {n: Answer(a.body, kind=a.kind, delay=0.5) for n, a in answers_of(literature).items()}
    for name, answer in slow.items():
        literature.down(name, answer)
    assert len(search(QUESTION, snowball=False).ranked) == 5
    moments = [at for at, _ in literature.asked]
    assert max(moments) - min(moments) < 1.4  # one after the other it would be 1.5


def answers_of(literature: Literature) -> dict[str, Answer]:
    return {
        "arxiv": said.atom(PEBBLES),
        "openalex": said.openalex(PEBBLES),
        "crossref": said.crossref(PEBBLES),
        "semanticscholar": said.semanticscholar(PEBBLES),
    }


def test_the_second_time_nobody_is_asked_and_offline_gives_the_same(literature: Literature) -> None:
    literature.publish(PEBBLES, cites={A.key: [B.key, C.key], D.key: [A.key]})
    first = search(QUESTION)
    literature.asked.clear()
    assert timeless(search(QUESTION)) == timeless(first)
    assert timeless(search(QUESTION, offline=True)) == timeless(first)
    assert literature.paths == []
    search(QUESTION, refresh=True)
    assert len(literature.paths) > 4


def test_offline_without_a_cache_says_what_to_do(literature: Literature) -> None:
    with pytest.raises(Offline) as caught:
        search(QUESTION, offline=True)
    assert "once without --offline" in caught.value.remedy
    assert literature.paths == []


def test_offline_uses_what_there_is(literature: Literature) -> None:
    literature.publish(PEBBLES)
    search(QUESTION, indexes=["arxiv"], snowball=False)
    found = search(QUESTION, offline=True)
    assert keys(found) == [w.key for w in PEBBLES]
    assert {f.index for f in found.failures} == {"openalex", "crossref", "semanticscholar"}


def test_a_killed_search_goes_on_from_its_answers(literature: Literature, tmp_path: Path) -> None:
    literature.publish(PEBBLES, cites={A.key: [B.key, C.key]})
    literature.down("semanticscholar", Answer(b"{}", delay=60))
    code = "from claimcheck.search import search; import sys; search(sys.argv[1])"
    root = Path(__file__).parents[2]
    environment = os.environ | {"PYTHONPATH": str(root)}
    killed = subprocess.Popen([sys.executable, "-c", code, QUESTION], env=environment)
    try:
        wait_for(lambda: all(literature.asked_of(name) for name in PREFIXES))
        kept = Path(os.environ["CLAIMCHECK_CACHE"]) / "keys"
        wait_for(lambda: kept.is_dir() and len(list(kept.glob("*.json"))) == 3)
    finally:
        killed.send_signal(signal.SIGKILL)
        killed.wait()
    literature.faults.clear()
    literature.asked.clear()
    found = search(QUESTION, snowball=False)
    assert keys(found) == [w.key for w in PEBBLES]
    assert [p for p in literature.paths if not p.startswith(PREFIXES["semanticscholar"])] == []


def wait_for(condition: Any) -> None:
    ends = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.02)


def test_an_unwritable_cache_is_an_error_of_its_own(
    literature: Literature, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    literature.publish(PEBBLES)
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("CLAIMCHECK_CACHE", str(tmp_path / "file" / "cache"))
    with pytest.raises(StoreError):
        search(QUESTION)


def test_a_search_leaves_no_thread_behind(literature: Literature) -> None:
    literature.publish(PEBBLES)
    literature.down("crossref", Answer(status=403))
    own = threading.active_count()
    search(QUESTION)
    wait_for(lambda: threading.active_count() <= own + 4)  # the server's own


HOSTILE = work(
    1,
    "<script>alert(1)</script>Sorting \u202epebbles\x1b]8;;x\x07 <img src=x onerror=alert(1)>",
    abstract="The {{sieve}} \\input{/etc/passwd} <b>sorts</b> \x00",
    authors=("</td><b>Ada</b>", "\u2066Emmy"),
    venue="=cmd|'/c calc'!A1",
)


def test_hostile_words_come_through_as_words(literature: Literature) -> None:
    literature.publish([HOSTILE])
    literature.known["arxiv"] = []  # whose XML could not hold them
    found = search(QUESTION)
    (one,) = found.ranked
    text = found.model_dump_json()
    assert not {"\x1b", "\x07", "\u202e", "\u2066", "\x00"} & set(json.loads(text).__repr__())
    assert "<" not in one.work.title + one.work.abstract + "".join(one.work.authors)
    assert "alert(1)" not in one.work.title


@st.composite
def told(draw: st.DrawFn) -> dict[str, list[Work]]:
    """What four indexes may say, with much in common."""
    title = st.sampled_from(["Sorting pebbles", "A sieve for pebbles of every size", "On soup", ""])
    return {
        index: [
            work(
                1,
                draw(title),
                key=f"k{index}{n}",
                hits=(Hit(index=index, rank=n + 1, id=str(draw(st.integers(1, 9)))),),
                arxiv=draw(st.sampled_from(["", "2401.00001", "2401.00002", "2401.00003"])),
                doi=draw(st.sampled_from(["", "10.1234/a", "10.1234/b"])),
                published=draw(st.sampled_from(["", "2024", "1999"])),
                kind=draw(st.sampled_from(["", "dataset", "article"])),
                withdrawn=draw(st.booleans()) and draw(st.booleans()),
            )
            for n in range(draw(st.integers(0, 6)))
        ]
        for index in INDEXES
    }


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(told(), st.integers(1, 5), st.sampled_from([None, (2020, None)]))
def test_the_counts_add_up_for_whatever_is_found(
    monkeypatch: pytest.MonkeyPatch, said_: dict[str, list[Work]], limit: int, years: Any
) -> None:
    with monkeypatch.context() as patched:

        def answers(indexes: Any, query: Query, most: int, how: Any) -> dict[str, Told]:
            return {index.name: Told(tuple(said_[index.name])) for index in indexes}

        def links(indexes: Any, seeds: list[Work], most: int, how: Any) -> dict[str, Told]:
            pairs = [(w, s.key) for s in seeds for w in said_["openalex"]]
            return {"openalex": Told(tuple(w for w, _ in pairs), tuple(s for _, s in pairs))}

        patched.setattr(survey.asking, "answers", answers)
        patched.setattr(survey.asking, "links", links)
        found = search(QUESTION, limit=limit, years=years)
        add_up(found)
        assert timeless(search(QUESTION, limit=limit, years=years)) == timeless(found)
        assert len(found.ranked) <= limit
        assert [r.score for r in found.ranked] == sorted(
            (r.score for r in found.ranked), reverse=True
        )


def test_real_papers_are_found_and_read_from_the_same_server(
    literature: Literature, data: Path
) -> None:
    papers = real_works(data)
    literature.publish([w for w, _ in papers])
    for own, folder in papers:
        literature.hold(own.arxiv, folder)
    found = search(
        "How do adaptive noise and dual scales improve low-dimensional diffusion models?"
    )
    best = [r.work for r in found.ranked[:2]]
    assert all("iffusion" in w.title for w in best)
    paper = read(Request(best[0].arxiv))
    assert paper.id == f"{best[0].arxiv}v1"
    assert paper.tables
