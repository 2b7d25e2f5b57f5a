"""What is left of titles, names, dates and addresses once markup and mischief are gone?"""

import time
import unicodedata

import pytest
from hypothesis import given, settings, strategies as st

from claimcheck.sources import markup

TITLES = [
    ("Sorting <i>pebbles</i>", "Sorting pebbles"),
    ("H<sub>2</sub>O &amp; sieves", "H2O & sieves"),
    ("Sorting &amp;lt;i&amp;gt;pebbles&amp;lt;/i&amp;gt;", "Sorting pebbles"),
    ('<span class="x" id=y>Trays</span><br/>and sieves', "Trays and sieves"),
    ("<mml:math><mml:mi>α</mml:mi></mml:math>-sieves", "α-sieves"),
    ("<jats:inline-formula><jats:tex-math>\\alpha</jats:tex-math>α</jats:inline-formula>", "α"),
    ("p < 0.05 and q > 3", "p < 0.05 and q > 3"),
    ("x &lt; y", "x < y"),
    ("a <b and c> d", "a <b and c> d"),
    ("<script>alert(1)</script>Sieves", "Sieves"),
    ("<ScRiPt src=x>alert(1)</sCrIpT >Sieves", "Sieves"),
    ("<!-- hidden -->Sieves", "Sieves"),
    ("Sie\u202eves\u200b \u0000\x1b[31mred\ufeff", "Sieves [31mred"),
    ("two\n  lines\t\u2028here", "two lines here"),
    ("half \ud800 a pair", "half a pair"),
    ("e\u0301tude", "étude"),
    ("x" * 1000, "x" * 499 + "…"),
    (None, ""),
    (["a title"], ""),
    ({"a": 1}, ""),
    (3.5, ""),
]


@pytest.mark.parametrize(("given_", "expected"), TITLES)
def test_a_title_loses_markup_and_what_nobody_sees(given_: object, expected: str) -> None:
    assert markup.title(given_) == expected


def test_an_abstract_loses_its_heading() -> None:
    jats = "<jats:title>Abstract</jats:title><jats:p>We sort.</jats:p><jats:p>Pebbles.</jats:p>"
    assert markup.abstract(jats) == "We sort. Pebbles."
    assert markup.abstract("<jats:sec><jats:title>Methods</jats:title>We sift.</jats:sec>") == (
        "Methods We sift."
    )


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec=None), max_size=200))
def test_any_text_becomes_one_visible_line(text: str) -> None:
    cleaned = markup.title(text)
    cleaned.encode("utf-8")
    assert cleaned == " ".join(cleaned.split())
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in cleaned)


HEAVY = [
    "<" * 10**6,
    "<a " * 300_000,
    "<script>" * 10**5,
    "&amp;" * 10**6,
    "<!--" * 10**6,
    '<a b="' * 10**5,
]


@pytest.mark.parametrize("text", HEAVY, ids=range(len(HEAVY)))
def test_heavy_text_costs_little(text: str) -> None:
    begun = time.process_time()
    assert len(markup.abstract(text)) <= markup.ABSTRACT
    assert time.process_time() - begun < 2


DATES = [
    ("2024-05-18", "2024-05-18"),
    ("2024-05-18T10:00:00Z", "2024-05-18"),
    ("2024-05", "2024-05"),
    ("2024", "2024"),
    ("2024-13-01", "2024"),
    ("2024-05-32", "2024-05"),
    ("9999-01-01", ""),
    ("0000", ""),
    ("-2024", ""),
    ("20245", ""),
    ("２０２４", ""),
    (2024, ""),
    (None, ""),
]


@pytest.mark.parametrize(("given_", "expected"), DATES)
def test_a_date_is_kept_as_far_as_it_makes_sense(given_: object, expected: str) -> None:
    assert markup.date(given_) == expected


DOIS = [
    ("10.1234/AbC", "10.1234/abc"),
    ("https://doi.org/10.1234/abc", "10.1234/abc"),
    ("http://dx.doi.org/10.1234/abc", "10.1234/abc"),
    ("doi: 10.1234/a(b)c", "10.1234/a(b)c"),
    ("10.1/abc", ""),
    ("10.1234/a b", ""),
    ("10.1234/<script>", ""),
    ("11.1234/abc", ""),
    ("10.1234/" + "x" * 500, ""),
    (None, ""),
]


@pytest.mark.parametrize(("given_", "expected"), DOIS)
def test_a_doi_is_known_in_its_forms(given_: object, expected: str) -> None:
    assert markup.doi(given_) == expected


ADDRESSES = [
    ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
    ("javascript:alert(1)", ""),
    ('https://example.org/"><script>', ""),
    ("https://example.org/a b", ""),
    ("//example.org", ""),
    ("data:text/html,x", ""),
    (["https://example.org"], ""),
]


@pytest.mark.parametrize(("given_", "expected"), ADDRESSES)
def test_only_web_addresses_are_kept(given_: object, expected: str) -> None:
    assert markup.address(given_) == expected


def test_names_come_once_and_in_order() -> None:
    assert markup.names(["Ada Lovelace", None, "<b>Emmy</b> Noether", "Ada Lovelace", ""]) == (
        "Ada Lovelace",
        "Emmy Noether",
    )
    assert len(markup.names(f"Author {n}" for n in range(10_000))) == markup.AUTHORS
