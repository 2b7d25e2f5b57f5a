"""Does one page lead to all reports of a folder?"""

from __future__ import annotations

import json
from pathlib import Path

import lxml.html
import pytest
from attacks import ATTACKS, HARMLESS, poison

from claimcheck.listing import refresh
from claimcheck.pipeline import Request, verify
from claimcheck.publishing import write_report
from claimcheck.record import Report, Summary
from claimcheck.render import RENDERERS
from claimcheck.render.listing import Entry, listing

FIXTURES = Path(__file__).parent / "fixtures"


def report(name: str, title: str, outcomes: str = "") -> Report:
    """A claim for each letter: s supported, c contradicted, u undecided, r not reproduced."""
    said = {"s": "supported", "c": "contradicted", "u": "undecided", "r": "supported"}
    summary = tuple(
        Summary(
            claim=f"c{i}", quote="q", kind="value", paper=said[letter],
            rerun="contradicted" if letter == "r" else None,
        )
        for i, letter in enumerate(outcomes)
    )  # fmt: skip
    return Report(paper=name, title=title, created="2026-01-02T03:04:05+00:00", summary=summary)


def put(folder: Path, own: Report, *, page: bool = True) -> None:
    folder.mkdir(parents=True)
    (folder / "report.json").write_text(RENDERERS["json"](own), encoding="utf-8")
    if page:
        (folder / "index.html").write_text("", encoding="utf-8")


def read(folder: Path, told: list[str] | None = None) -> lxml.html.HtmlElement:
    path = refresh(folder, talk=(told if told is not None else []).append)
    return lxml.html.fromstring(path.read_text(encoding="utf-8"))


def test_each_paper_has_a_line_with_its_counts_and_a_link(tmp_path: Path) -> None:
    put(tmp_path / "b", report("b", "On Boats", "ssc"))
    put(tmp_path / "a", report("a", "About Cars", "uur"), page=False)
    page = read(tmp_path)
    lines = page.xpath("//tbody/tr")
    assert [line.xpath("string(th/a)") for line in lines] == ["About Cars", "On Boats"]
    assert page.xpath("//tbody/tr/th/a/@href") == ["./a/report.json", "./b/index.html"]
    shown = [[td.text_content().strip() for td in line.xpath("td")] for line in lines]
    assert shown == [
        ["3", "–", "–", "1", "2", "2026-01-02"],
        ["3", "2", "1", "–", "–", "2026-01-02"],
    ]
    tiles = [t.text_content() for t in page.xpath("//li[contains(@class, 'tile')]")]
    assert tiles == [
        "6 claims",
        "2 add up",
        "1 does not add up",
        "1 fails the rerun",
        "2 are undecided",
    ]


def test_an_empty_folder_is_told_to_be_empty(tmp_path: Path) -> None:
    assert "No report lies here." in read(tmp_path).text_content()


NO_REPORTS = [
    "",
    "{",
    "[]",
    "{}",
    '{"schema": "claimcheck.claims/1"}',
    '{"schema": "claimcheck.report/1"}',
    "[" * 100_000,
]


@pytest.mark.parametrize("content", NO_REPORTS)
def test_a_file_that_is_no_report_is_left_out_and_told(content: str, tmp_path: Path) -> None:
    put(tmp_path / "good", report("good", "Good", "s"))
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "report.json").write_text(content, encoding="utf-8")
    told: list[str] = []
    assert len(read(tmp_path, told).xpath("//tbody/tr")) == 1
    assert "bad/report.json is left out" in told[0]


def test_writing_a_report_brings_the_list_up_to_date(tmp_path: Path) -> None:
    put(tmp_path / "old", report("old", "Old", "s"))
    request = Request(str(FIXTURES / "paper.html"))
    files = write_report(request, ["html", "json"], tmp_path)[1]
    assert files[-1] == tmp_path / "index.html"
    page = lxml.html.fromstring(files[-1].read_text(encoding="utf-8"))
    assert page.xpath("//tbody/tr/th/a/text()") == ["A Paper", "Old"]
    before = files[-1].stat().st_mtime_ns
    assert write_report(request, ["json"], tmp_path)[1] == [tmp_path / "paper" / "report.json"]
    assert files[-1].stat().st_mtime_ns == before


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_in_a_title_or_a_folders_name_changes_nothing(attack: str) -> None:
    def shape(added: str) -> list[str]:
        page = listing([Entry(poison(report("x", "Title", "sc"), added), "./x/index.html")])
        return [str(e.tag) for e in lxml.html.fromstring(page).iter()]

    assert shape(attack) == shape(HARMLESS)
    assert "script" not in shape(attack)


@pytest.mark.parametrize("name", ["javascript:alert(1)", 'a"b', "ä ö", "#x", "%2e"])
def test_a_folder_of_any_name_is_linked_to(name: str, tmp_path: Path) -> None:
    put(tmp_path / name, report("x", "X", "s"))
    [href] = read(tmp_path).xpath("//tbody//a/@href")
    assert href.startswith("./")
    assert (
        href[2:]
        .removesuffix("/index.html")
        .replace("%", "")
        .replace("_", "")
        .replace("-", "")
        .replace(".", "")
        .isalnum()
    )


def test_the_list_reads_no_more_of_a_report_than_it_shows(tmp_path: Path) -> None:
    put(tmp_path / "a", verify(Request(str(FIXTURES / "paper.html"))))
    file = tmp_path / "a" / "report.json"
    values = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(values | {"measurements": "of a later version"}), encoding="utf-8")
    assert len(read(tmp_path).xpath("//tbody/tr")) == 1
