from __future__ import annotations

import pytest

from claimcheck.record import Evidence, Place, Report
from claimcheck.render.places import Finder, Spot, address, anchor, path, words

WORDS = [
    (Place(), ""),
    (Place(source="a.tex", section="Results / Main", line=12), "Results / Main, line 12, a.tex"),
    (Place(source="a.pdf", page=3), "page 3, a.pdf"),
    (Place(table="tab:x", row=0, column=2), "table tab:x, row 1, column 3"),
    (Place(source="r.json", path="eval.top1"), "r.json#eval.top1"),
]


@pytest.mark.parametrize(("place", "text"), WORDS)
def test_a_place_is_written_so_that_a_person_finds_it(place: Place, text: str) -> None:
    assert words(place) == text


ADDRESSES = [
    ("2605.17165", "https://arxiv.org/abs/2605.17165"),
    ("arXiv:2605.17165v2", "https://arxiv.org/abs/2605.17165v2"),
    ("https://example.com/a/b-c_d.pdf", "https://example.com/a/b-c_d.pdf"),
    ("javascript:alert(1)", ""),
    ("https://example.com/\n", ""),
    ('https://example.com/"x', ""),
    ("https://user@example.com/", ""),
    ("data:text/html,x", ""),
    ("file:///etc/passwd", ""),
    ("paper.pdf", ""),
]


@pytest.mark.parametrize(("text", "href"), ADDRESSES)
def test_only_plain_web_addresses_become_links(text: str, href: str) -> None:
    assert address(text) == href


def test_a_plain_id_is_its_own_anchor_and_others_stay_apart() -> None:
    assert anchor("claim", "c01") == "claim-c01"
    odd = [anchor("claim", name) for name in ('a"b', "a b", "a/b", "", " ", "ä")]
    assert len(set(odd)) == len(odd)
    assert all(name.replace("-", "").isalnum() and name.isascii() for name in odd)


SPOTS: list[tuple[str, str, str, Spot | None]] = [
    ("paper.html", "mixed on Near, table tab:main, row 4, column 2", "63.70", ("tab:main", 3, 1)),
    ("paper.html", "other words, table tab:main, row 4, column 3", "39.00", ("tab:main", 3, 2)),
    ("paper.html", "table tab:main, row 4, column 2", "61.20", None),
    ("paper.html", "table tab:main, row 40, column 2", "63.70", None),
    ("paper.html", "table tab:mainly, row 4, column 2", "63.70", None),
    ("paper.html", "table tab:main", "63.70", None),
    ("paper.html", "table tab:main, row 4, column 2", "3.70", None),
    ("paper.html", "", "", None),
]


@pytest.mark.parametrize(("source", "where", "value", "spot"), SPOTS)
def test_evidence_marks_a_cell_only_where_the_cell_has_the_value(
    source: str, where: str, value: str, spot: Spot | None, report: Report
) -> None:
    finder = Finder.of(report.measurements, report.tables)
    assert finder.spot(Evidence(source=source, where=where, value=value), "paper") == spot


RESULTS = [
    ("results/near.json", "plain on Near, accuracy, plain.accuracy", "61.20", 2),
    ("results/near.json", "mixed on Near, accuracy, mixed.accuracy", "63.7", 3),
    ("results/near.json", "mixed on Near, accuracy, mixed.accuracy", "63.8", None),
    ("results/far.json", "mixed on Near, accuracy, mixed.accuracy", "63.7", None),
    ("results/near.json", "Mixed on Near, table tab:main, row 4, column 2", "63.7", 3),
]


@pytest.mark.parametrize(("source", "where", "value", "index"), RESULTS)
def test_evidence_leads_to_the_one_result_at_its_place(
    source: str, where: str, value: str, index: int | None, report: Report
) -> None:
    finder = Finder.of(report.measurements, report.tables)
    given = Evidence(source=source, where=where, value=value)
    assert finder.measurement(given, "released") == index


def test_a_released_figure_marks_no_cell_of_the_paper(report: Report) -> None:
    where = "mixed on Near, table tab:main, row 4, column 2"
    given = Evidence(source="results/near.json", where=where, value="63.70")
    assert Finder.of(report.measurements, report.tables).spot(given, "released") is None


def test_of_two_results_that_fit_equally_neither_is_chosen(report: Report) -> None:
    twice = (*report.measurements, report.measurements[2])
    finder = Finder.of(twice, report.tables)
    given = Evidence(
        source="results/near.json", where="plain on Near, plain.accuracy", value="61.20"
    )
    assert finder.measurement(given, "released") is None


@pytest.mark.parametrize(
    ("source", "inside", "expected"),
    [
        ("sub/p.tex", "p.tex", "sub/p.tex"),
        ("sub", "parts/a.tex", "sub/parts/a.tex"),
        ("sub/", "a.tex", "sub/a.tex"),
        ("p.tex", "p.tex", "p.tex"),
        ("sub/p.tex", "parts/a.tex", "sub/parts/a.tex"),
        ("p.tex", "parts/a.tex", "parts/a.tex"),
        ("sub/apex.tex", "x.tex", "sub/x.tex"),
        (".", "parts/a.tex", "parts/a.tex"),
        ("sub/p.tex", "../a.tex", "a.tex"),
        ("paper.tar.gz", "main.tex", "main.tex"),
        ("https://arxiv.org/abs/1234.56789", "main.tex", "main.tex"),
        ("sub", "a synthesis of last year", "a synthesis of last year"),
    ],
)
def test_a_file_is_named_from_where_the_paper_was_read(
    source: str, inside: str, expected: str
) -> None:
    assert path(source, Place(source=inside)) == expected
