"""Are the tables and the prose of real papers read as people read them by hand?"""

import re
import time
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from claimcheck import store
from claimcheck.parsers import html
from claimcheck.record import Document, Paper

PAPERS = (
    "adaptive_dual_scale_denoising",
    "cotformer",
    "data_augmentation_grokking",
    "derma-jepa",
    "grid_based_noise_adaptation",
    "layerwise_lr_grokking",
)


def paper_of(data: Path, name: str) -> Paper:
    file = data / "papers" / name / f"{name}.html"
    return html.parse(
        Document(source=file.name, format="html", files={file.name: file.read_bytes()})
    )


def folded(text: str) -> str:
    """Without blanks and citations, which the two annotators wrote in their own way."""
    text = unicodedata.normalize("NFKC", text).replace("’", "'")
    return re.sub(r"\s+", "", re.sub(r"\[(?:\d+|[a-z]+)\]", "[]", text))


def gold_of(data: Path, name: str) -> list[dict[str, Any]]:
    tables: list[dict[str, Any]] = store.read_yaml(data / "gold" / "tables.yaml")
    return [table for table in tables if table["paper"] == name]


@pytest.mark.parametrize("name", PAPERS)
def test_real_papers_give_the_tables_that_were_read_by_hand(data: Path, name: str) -> None:
    paper = paper_of(data, name)
    for gold in gold_of(data, name):
        found = [t for t in paper.tables if [list(row) for row in t.grid] == gold["grid_filled"]]
        assert len(found) == 1, gold["id"]
        header_rows = gold["header_rows"]
        expected = (
            header_rows if isinstance(header_rows, int) else len(header_rows),
            gold.get("header_cols", gold.get("row_header_cols")),
        )
        assert (found[0].header_rows, found[0].header_columns) == expected, gold["id"]
        if "citations and URL dropped" not in gold["caption"]:
            assert folded(found[0].caption) == folded(gold["caption"])
        bold = [(b["row"], b["col"]) if isinstance(b, dict) else tuple(b) for b in gold["bold"]]
        assert {(c.row, c.column) for c in found[0].cells if c.bold} == set(bold), gold["id"]


@pytest.mark.parametrize("name", PAPERS)
def test_real_papers_give_as_many_tables_as_they_show_and_no_more(data: Path, name: str) -> None:
    page = etree.fromstring(
        (data / "papers" / name / f"{name}.html").read_bytes(), etree.HTMLParser(encoding="utf-8")
    )
    shown = page.xpath("count(//figure[contains(@class, 'ltx_table')])")
    paper = paper_of(data, name)
    assert len(paper.tables) == shown
    assert not [table.doubts for table in paper.tables if table.doubts]


DROPPED = "//math | //cite | //*[contains(@class, 'ltx_note') or contains(@class, 'ltx_tag')]"


@pytest.mark.parametrize("name", PAPERS)
def test_no_word_of_a_real_papers_paragraphs_is_lost_or_glued(data: Path, name: str) -> None:
    page = etree.fromstring(
        (data / "papers" / name / f"{name}.html").read_bytes(), etree.HTMLParser(encoding="utf-8")
    )
    for element in page.xpath(DROPPED):
        kept = element.tail
        element.clear()
        element.text, element.tail = " ", kept
    paragraphs = page.xpath("//section//p[@class='ltx_p'][not(ancestor::td or ancestor::th)]")
    shown = Counter(
        re.findall(r"[^\W\d_]{2,}", " ".join("".join(p.itertext()) for p in paragraphs))
    )
    read = Counter(re.findall(r"[^\W\d_]{2,}", paper_of(data, name).text))
    options = {"heading", "bibnumbered", "title", "References"}
    assert {word for word in shown - read if word not in options} == set()
    assert sum(shown.values()) > 900


def test_a_long_paper_is_read_in_a_moment(data: Path) -> None:
    times = []
    for _ in range(3):
        began = time.process_time()
        paper_of(data, "derma-jepa")
        times.append(time.process_time() - began)
    assert min(times) < 0.5
