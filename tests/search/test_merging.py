"""Are records of one work joined, and records of different works kept apart?"""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from works import work

from claimcheck.literature import Hit, Work
from claimcheck.search.merging import fold, merge


def record(index: str, **fields: object) -> Work:
    """What one index has of a work."""
    identifier = str(fields.pop("id", f"{index}-{fields.get('title', 1)}-{len(fields)}"))
    return work(1, hits=(Hit(index=index, rank=1, id=identifier),), **fields)


def bare(index: str, **fields: object) -> Work:
    """A record with no identifier but the index's own."""
    return record(index, **{"arxiv": "", "doi": ""} | fields)


LONG = "The tilted sieve sorts pebbles at once"
PAIRS = [
    ("same arXiv id", record("arxiv", doi=""), record("openalex", title="Another"), "arXiv id 2401.00001"),
    ("same DOI", record("crossref", arxiv=""), record("openalex", title="Another", arxiv=""), "DOI 10.1234/pebble.1"),
    ("same title", bare("crossref", title=LONG), bare("openalex", title="The Tilted Sieve Sorts Pebbles – at once!"), "same title"),
    ("accents", bare("crossref", title="Étude d'un tamis incliné"), bare("openalex", title="Etude d’un tamis incline"), "same title"),
    ("preprint and journal", bare("arxiv", title=LONG, arxiv="2401.7"), bare("crossref", title=LONG, doi="10.1234/j", published="2026-11"), "same title"),
    ("two DOIs of one title", bare("crossref", title=LONG, doi="10.1234/j"), bare("openalex", title=LONG, doi="10.5678/c"), "same title"),
    ("family name first", bare("crossref", title=LONG, authors=("Lovelace, Ada",)), bare("openalex", title=LONG, authors=("A. Lovelace",)), "same title"),
    ("no authors, a long title", bare("crossref", title=LONG, authors=()), bare("openalex", title=LONG), "same title"),
    ("no year", bare("crossref", title=LONG, published=""), bare("openalex", title=LONG), "same title"),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "basis"), [p[1:] for p in PAIRS], ids=[p[0] for p in PAIRS])
def test_records_of_one_work_become_one(a: Work, b: Work, basis: str) -> None:
    for records in ([a, b], [b, a]):
        (one,), (duplicate,) = merge(records)
        assert one.members == (0, 1)
        assert set(one.work.hits) == {*a.hits, *b.hits}
        assert (duplicate.stage, duplicate.reason) == ("merging", "duplicate")
        assert duplicate.work == one.work.key
        assert basis in duplicate.says


APART = [
    ("other titles", bare("crossref", title=LONG), bare("openalex", title=f"{LONG} again")),
    ("two arXiv ids", record("arxiv", title=LONG), record("openalex", title=LONG, arxiv="2402.00002", doi="")),
    ("other authors", bare("crossref", title=LONG), bare("openalex", title=LONG, authors=("Carl Gauss",))),
    ("years apart", bare("crossref", title=LONG), bare("openalex", title=LONG, published="2010")),
    ("a year too far without authors", bare("crossref", title=LONG, authors=()), bare("openalex", title=LONG, published="2021")),
    ("a short title without authors", bare("crossref", title="Introduction", authors=()), bare("openalex", title="Introduction")),
    ("no titles", bare("crossref", title=""), bare("openalex", title="")),
    ("titles of signs", bare("crossref", title="?!"), bare("openalex", title="…")),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b"), [p[1:] for p in APART], ids=[p[0] for p in APART])
def test_records_of_different_works_stay_apart(a: Work, b: Work) -> None:
    a = a.model_copy(update={"hits": (Hit(index="crossref", id="a"),)})
    found, duplicates = merge([a, b])
    assert len(found) == 2
    assert duplicates == ()
    assert len({one.work.key for one in found}) == 2


def test_a_chain_of_identifiers_joins_all() -> None:
    a = record("arxiv", doi="", title="One")
    b = record("crossref", arxiv="", title="Two")
    c = record("openalex", title="Three")
    (one,), duplicates = merge([a, b, c])
    assert one.members == (0, 1, 2)
    assert len(duplicates) == 2


def test_each_field_is_the_best_that_an_index_has() -> None:
    records = [
        record("crossref", arxiv="", title="THE TILTED SIEVE", abstract="", published="2025-03", venue="Pebbles", kind="journal-article", authors=("A. Lovelace",), cited_by=3, doi="10.1234/pebble.1"),
        record("arxiv", title="The $\\alpha$ Sieve", doi="", published="2024-01-02", venue="", kind="preprint", fields=("Computer Science", "cs.LG"), cited_by=None),
        record("openalex", title="The Tilted Sieve", abstract="We sort pebbles by size with sieve number 1, and more besides.", venue="arXiv (Cornell University)", doi="10.48550/arxiv.2401.00001", kind="article", fields=("Computer Science",), cited_by=9, withdrawn=True, pdf="https://example.org/x.pdf"),
        record("semanticscholar", title="The tilted sieve", doi="10.1234/pebble.1", published="2024"),
    ]  # fmt: skip
    (one,), _ = merge(records)
    best = one.work
    assert best.key == "arxiv:2401.00001"
    assert best.title == "The Tilted Sieve"
    assert best.abstract == "We sort pebbles by size with sieve number 1, and more besides."
    assert best.authors == ("Ada Lovelace", "Emmy Noether1")
    assert best.published == "2024-01-02"
    assert best.venue == "Pebbles"
    assert best.doi == "10.1234/pebble.1"
    assert best.kind == "article"
    assert best.fields == ("Computer Science", "cs.LG")
    assert best.cited_by == 9
    assert best.withdrawn
    assert best.url == "https://arxiv.org/abs/2401.00001"
    assert best.pdf == "https://arxiv.org/pdf/2401.00001"


KEYS = [
    (record("arxiv", doi=""), "arxiv:2401.00001"),
    (record("crossref", arxiv=""), "doi:10.1234/pebble.1"),
    (bare("openalex", title="The Tilted Sieve"), "title:the-tilted-sieve:lovelace:2024"),
    (bare("openalex", title="", id="W7"), "openalex:W7"),
]


@pytest.mark.parametrize(("own", "key"), KEYS)
def test_a_work_is_named_by_its_best_identifier(own: Work, key: str) -> None:
    assert merge([own])[0][0].work.key == key


def test_two_works_never_have_one_key() -> None:
    same = [
        bare("crossref", title="Editorial", authors=(), published="", id=f"{n}") for n in range(3)
    ]
    keys = [one.work.key for one in merge(same)[0]]
    assert keys == ["title:editorial", "title:editorial:2", "title:editorial:3"]


titles = st.sampled_from(
    [LONG, LONG.upper(), "Editorial", "", "The other sieve, quite another", "?"]
)
works = st.builds(
    lambda index, n, title, arxiv, doi, year, authors: work(
        1,
        title,
        hits=(Hit(index=index, rank=n, id=f"{n}"),),
        arxiv=arxiv,
        doi=doi,
        published=year,
        authors=authors,
    ),
    st.sampled_from(["arxiv", "openalex", "crossref", "semanticscholar"]),
    st.integers(1, 6),
    titles,
    st.sampled_from(["", "2401.00001", "2401.00002"]),
    st.sampled_from(["", "10.1234/a", "10.1234/b", "10.48550/arxiv.2401.00001"]),
    st.sampled_from(["", "2024", "2019-05", "2023-01-02"]),
    st.sampled_from([(), ("Ada Lovelace",), ("Emmy Noether", "Ada Lovelace"), ("Carl Gauss",)]),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(works, max_size=12))
def test_every_record_is_in_one_work_and_every_merge_is_told(records: list[Work]) -> None:
    found, duplicates = merge(records)
    members = [i for one in found for i in one.members]
    assert sorted(members) == list(range(len(records)))
    assert len(records) - len(duplicates) == len(found)
    keys = Counter(one.work.key for one in found)
    assert not keys or max(keys.values()) == 1
    assert {d.work for d in duplicates} == {o.work.key for o in found if len(o.members) > 1}
    assert merge(records) == (found, duplicates)
    for ids in ("arxiv", "doi"):
        seen = [
            {getattr(records[i], ids) for i in one.members if not records[i].doi.startswith("10.48550/") or ids == "arxiv"} - {""}
            for one in found
        ]  # fmt: skip
        assert sum(map(len, seen)) == len(set().union(*seen))  # an identifier names one work


def test_folding_keeps_letters_of_all_scripts() -> None:
    assert fold("Étude: Straße – ロボット, x²") == "etude strasse ロホット x2"
