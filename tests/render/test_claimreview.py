"""What do programs that know nothing of claimcheck read of a report?"""

from __future__ import annotations

import json
import re
from typing import Any, get_args

import lxml.etree
import lxml.html
import pytest

from claimcheck.record import Outcome, Report, Summary
from claimcheck.render import RENDERERS
from claimcheck.render.standing import Standing, headline, standing

STANDINGS: list[tuple[tuple[Outcome | None, Outcome | None, Outcome | None], Standing]] = [
    (("supported", None, None), "supported"),
    (("undecided", "supported", None), "supported"),
    ((None, None, "supported"), "supported"),
    (("supported", "contradicted", "supported"), "contradicted"),
    (("contradicted", "supported", None), "contradicted"),
    (("supported", None, "contradicted"), "not-reproduced"),
    ((None, None, "contradicted"), "not-reproduced"),
    (("supported", None, "no-effect"), "supported"),
    (("undecided", None, "no-effect"), "undecided"),
    ((None, None, None), "undecided"),
]


@pytest.mark.parametrize(("said", "expected"), STANDINGS)
def test_the_witnesses_together_give_one_word(
    said: tuple[Outcome | None, Outcome | None, Outcome | None], expected: Standing
) -> None:
    paper, released, rerun = said
    summary = Summary(
        claim="c", quote="", kind="difference", paper=paper, released=released, rerun=rerun
    )
    assert standing(summary) == expected


def test_the_headline_counts_each_claim_once(report: Report) -> None:
    assert headline(report) == "2 claims · 1 adds up · 1 does not"


def loaded(name: str, report: Report) -> Any:
    return json.loads(RENDERERS[name](report))


def test_a_decided_claim_has_a_review_and_an_undecided_one_has_none(report: Report) -> None:
    first, second = loaded("claimreview", report)["@graph"]
    assert first["reviewRating"]["ratingValue"] == 5
    assert second["reviewRating"]["ratingValue"] == 1
    assert first["claimReviewed"] == "Mixing gains +2.50 points on Near."
    assert first["itemReviewed"]["appearance"]["url"] == "https://arxiv.org/abs/1234.56789v1"
    assert "63.70 − 61.20 = +2.50" in first["reviewBody"]
    bare = report.model_copy(update={"summary": (), "verdicts": ()})
    assert loaded("claimreview", bare)["@graph"] == []


def test_a_page_carries_the_same_reviews_as_data(report: Report) -> None:
    page = lxml.html.fromstring(RENDERERS["html"](report))
    (data,) = page.xpath("//script[@type='application/ld+json']")
    assert data.get("type") == "application/ld+json"
    assert json.loads(data.text) == loaded("claimreview", report)


def test_each_review_leads_to_its_claim_on_the_page(report: Report) -> None:
    page = lxml.html.fromstring(RENDERERS["html"](report))
    for review in loaded("claimreview", report)["@graph"]:
        assert page.xpath(f"//*[@id='{review['@id'][1:]}']")


def test_sarif_names_a_level_a_kind_and_a_line_for_each_claim(report: Report) -> None:
    (run,) = loaded("sarif", report)["runs"]
    first, second = run["results"]
    assert (first["kind"], first["level"]) == ("pass", "none")
    assert (second["kind"], second["level"]) == ("fail", "error")
    place = first["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "paper.html"}, "region": {"startLine": 12}}
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert {r["ruleId"] for r in run["results"]} <= rules
    assert set(get_args(Standing)) <= rules


def test_a_code_host_is_told_of_what_fails_alone(report: Report) -> None:
    (line,) = RENDERERS["github"](report).splitlines()
    assert line.startswith("::error title=c02%3A Contradicted by the results behind it::")
    assert "39.0 − 40.1 = −1.1; claimed −9.99" in line


def test_a_file_name_cannot_end_an_annotation(report: Report) -> None:
    first, second = report.claims
    odd = second.model_copy(
        update={"where": first.where.model_copy(update={"source": "a,b:c%d\n::error::x"})}
    )
    text = RENDERERS["github"](report.model_copy(update={"claims": (first, odd)}))
    assert text.count("\n") == 1
    assert text.startswith("::error file=a%2Cb%3Ac%25d %3A%3Aerror%3A%3Ax,line=12,title=")


def test_the_badge_says_in_words_what_its_colour_says(report: Report) -> None:
    tree = lxml.etree.fromstring(RENDERERS["badge"](report).encode())
    texts = tree.xpath("//*[local-name()='text']/text()")
    assert texts == ["claimcheck", "1 of 2 add up"]
    assert tree.xpath("string(//*[local-name()='title'])").endswith("1 adds up · 1 does not")
    assert not re.search(r"href|url\(", RENDERERS["badge"](report))
