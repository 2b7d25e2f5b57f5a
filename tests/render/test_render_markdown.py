from __future__ import annotations

import lxml.html
import pytest
from markdown_it import MarkdownIt

from claimcheck.record import Report
from claimcheck.render import RENDERERS
from claimcheck.render.markdown import escape

ESCAPES = [
    ("a | b", r"a \| b"),
    ("a\nb", "a b"),
    ("<b>", "&lt;b&gt;"),
    ("*x* _y_", r"\*x\* \_y\_"),
    ("`code`", r"\`code\`"),
    ("[x](y)", r"\[x\](y)"),
    ("63.70 − 61.20 = +2.50", "63.70 − 61.20 = +2.50"),
]


@pytest.mark.parametrize(("text", "shown"), ESCAPES)
def test_signs_that_markdown_obeys_are_escaped(text: str, shown: str) -> None:
    assert escape(text) == shown


def test_the_summary_table_has_a_row_a_claim_and_each_claim_a_section(report: Report) -> None:
    html = MarkdownIt("commonmark").enable("table").render(RENDERERS["md"](report))
    page = lxml.html.fromstring(f"<div>{html}</div>")
    rows = [[c.text_content() for c in r] for r in page.xpath("//table[1]/tbody/tr")][:2]
    assert [r[0] for r in rows] == ["c01", "c02"]
    assert rows[0][3:] == ["✓ supported", "? undecided", "–", "seed-noise"]
    assert page.xpath("//h2[starts-with(., 'Claim ')]/text()") == ["Claim c01", "Claim c02"]
    assert page.xpath("//td/strong/text()") == ["61.20", "63.70"]
