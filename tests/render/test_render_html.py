from __future__ import annotations

import base64
import hashlib
import itertools
import re
from importlib.resources import files

import lxml.html
import pytest

from claimcheck.record import Passage, Report
from claimcheck.render import RENDERERS

CSS = files("claimcheck.render").joinpath("templates/report.css").read_text(encoding="utf-8")
PAIRS = [
    ("text", "ground"), ("text", "panel"), ("muted", "ground"), ("muted", "panel"), ("link", "ground"),
    ("link", "panel"), ("supported", "supported-ground"), ("contradicted", "contradicted-ground"),
    ("undecided", "undecided-ground"), ("undecided", "ground"), ("undecided", "panel"), ("marked", "marked-ground"),
]  # fmt: skip


def page(report: Report) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(RENDERERS["html"](report))


def schemes() -> list[dict[str, str]]:
    """The colours of each `:root` block: light, dark and print."""
    blocks = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for block in blocks]


def luminance(colour: str) -> float:
    shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("scheme", [0, 1, 2], ids=["light", "dark", "print"])
def test_text_stands_out_from_its_ground_as_wcag_asks(scheme: int, pair: tuple[str, str]) -> None:
    colours = schemes()[scheme]
    lighter, darker = sorted((luminance(colours[name]) for name in pair), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_every_link_within_the_page_leads_somewhere_and_no_id_stands_twice(report: Report) -> None:
    ids = page(report).xpath("//@id")
    targets = [href[1:] for href in page(report).xpath("//a/@href") if href.startswith("#")]
    assert len(ids) == len(set(ids))
    assert set(targets) <= set(ids)


def test_each_row_links_to_the_section_of_its_claim(report: Report) -> None:
    links = page(report).xpath("//table[@class='claims']/tbody/tr/th/a/@href")
    assert links == ["#claim-c01", "#claim-c02"]
    assert page(report).xpath("//section[@id='claim-c01']//blockquote/text()") == [
        "Mixing gains +2.50 points on Near."
    ]


def test_a_dash_with_a_title_stands_where_there_is_no_witness(report: Report) -> None:
    last = page(report).xpath("//table[@class='claims']/tbody/tr[1]/td[4]/span")[0]
    assert (last.text, last.get("title")) == ("–", "no such witness")


def test_outcomes_are_told_by_a_sign_and_a_word(report: Report) -> None:
    marks = page(report).xpath("//table[@class='claims']//span[contains(@class, 'mark ')]/text()")
    assert {m for m in marks if m != "–"} == {"✓ supported", "✗ contradicted", "? undecided"}


def test_deciding_cells_are_marked_and_linked_to_their_claim(report: Report) -> None:
    cells = page(report).xpath("//section[@aria-labelledby='tables']//td[mark]")
    assert [c.xpath("string(mark)") for c in cells] == ["61.20", "63.70"]
    assert [c.xpath("string(a/@href)") for c in cells] == ["#claim-c01", "#claim-c01"]


def test_spans_of_a_table_are_kept(report: Report) -> None:
    table = page(report).xpath("//section[@aria-labelledby='tables']//table")[0]
    assert [len(row) for row in table.xpath(".//tr")] == [2, 2, 3, 3]
    assert table.xpath(".//th/@rowspan | .//th/@colspan") == ["2", "2"]


def test_the_page_forbids_itself_every_request_and_every_script_but_its_own(report: Report) -> None:
    policy = page(report).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    [script] = page(report).xpath("//script[not(@type='application/ld+json')]")
    digest = base64.b64encode(hashlib.sha256(script.text.encode()).digest()).decode()
    assert (rules["default-src"], rules["script-src"]) == ("'none'", f"'sha256-{digest}'")
    assert not script.attrib
    assert not page(report).xpath("//iframe | //img | //object | //embed")
    assert "@import" not in CSS
    assert "url(" not in CSS


def test_headings_go_down_one_level_at_a_time(report: Report) -> None:
    levels = [int(h.tag[1]) for h in page(report).xpath("//h1 | //h2 | //h3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))


def test_a_claim_stands_between_its_neighbours(report: Report) -> None:
    around = Passage(
        before="Before it.", sentence="Mixing gains +2.50 points on Near.", after="After."
    )
    shown = page(report.model_copy(update={"passages": {"c01": around}}))
    [quote] = shown.xpath("//section[@id='claim-c01']/blockquote")
    assert quote.text_content() == "Before it. Mixing gains +2.50 points on Near. After."
    assert quote.xpath("string(mark)") == around.sentence


def test_a_row_shows_what_was_claimed_and_what_each_witness_found(report: Report) -> None:
    row = page(report).xpath("//table[@class='claims']/tbody/tr[1]")[0]
    assert row.xpath("td[@data-name='claimed']/text()") == ["+2.50"]
    assert row.xpath("td[@data-name='paper']/ul/li/text()") == ["+2.50"]
    assert not row.xpath("td[@data-name='released']/ul")


def test_the_counts_stand_on_top_and_name_their_standing(report: Report) -> None:
    tiles = page(report).xpath("//li[contains(@class, 'tile')]")
    assert [t.text_content() for t in tiles] == ["2 claims", "1 adds up", "1 does not add up"]
    assert [t.get("data-standing") for t in tiles] == [None, "supported", "contradicted"]


def test_without_a_script_there_are_no_controls_and_every_claim_is_there(report: Report) -> None:
    shown = page(report)
    assert shown.xpath("//form[@id='controls']/@hidden") == [""]
    assert not shown.xpath("//button[not(ancestor::form)]")
    assert not shown.xpath("//tr[@hidden] | //section[@hidden]")
