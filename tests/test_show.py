"""Where does `show` find a claim: in a report that is named, in a finished one, in a plan?"""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from claimcheck import cli, reports
from claimcheck.errors import StoreError

Show = Callable[..., tuple[int, str, str]]
PAGE = Path(__file__).parent / "fixtures" / "paper.html"


@pytest.fixture
def show(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Show:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLAIMCHECK_OFFLINE", "1")
    shutil.copy(PAGE, tmp_path)

    def go(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["claimcheck", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
        try:
            cli.main()
            code = 0
        except SystemExit as leave:
            code = int(leave.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return go


@pytest.fixture
def written(show: Show, tmp_path: Path) -> Path:
    """`reports/paper/report.json`, as `report` writes it."""
    assert show("report", "paper.html", "--format", "json")[0] == 0
    return tmp_path / "reports" / "paper" / "report.json"


def test_a_claim_of_a_paper_is_verified_and_shown(show: Show) -> None:
    code, out, _ = show("show", "results-2", "paper.html")
    assert code == 0
    for said in ("Contradicted", "64.0 − 62.3 = +1.7", "[64.0]", "claimed: 2.7 points"):
        assert said in " ".join(out.split())


def test_a_finished_report_is_read_and_the_paper_is_not(show: Show, written: Path) -> None:
    Path("paper.html").unlink()
    for named in ([], ["--paper", "paper"], [str(written)]):
        code, out, err = show("show", "results-2", *named)
        assert code == 0
        assert "64.0 − 62.3 = +1.7" in out
        assert "report.json" in err


def test_the_data_name_the_claim_and_its_schema(show: Show, written: Path) -> None:
    values = json.loads(show("show", "results-1", "--json")[1])
    assert values["schema"] == "claimcheck.claim/1"
    assert values["claim"]["id"] == "results-1"
    assert values["standing"] == "supported"


def test_a_claim_that_a_plan_names_needs_no_paper(show: Show) -> None:
    code, out, _ = show("show", "embedding-768")
    assert code == 0
    assert "768" in out


def test_a_claim_of_two_papers_needs_the_papers_name(show: Show, written: Path) -> None:
    shutil.copytree(written.parent, written.parent.parent / "other")
    code, _, err = show("show", "results-1")
    assert code == 2
    assert "other, paper" in err and "--paper" in err


FAILURES = [
    (["results-1", "paper.html", "--paper", "x"], "two papers"),
    (["nothing"], "no report and no plan has a claim nothing"),
    (["nothing", "paper.html"], "no claim has the id 'nothing'"),
    (["results-1", "absent.json"], "cannot read absent.json"),
    (["results-1", "bad.json"], "is not JSON"),
    (["results-1", "other.json"], "is no report of claimcheck"),
    (["results-1", "old.json"], "bad: "),
]


@pytest.mark.parametrize(("arguments", "said"), FAILURES)
def test_what_cannot_be_shown_is_said_with_a_remedy(
    arguments: list[str], said: str, show: Show, tmp_path: Path
) -> None:
    (tmp_path / "bad.json").write_text("{")
    (tmp_path / "other.json").write_text('["claims"]')
    (tmp_path / "old.json").write_text('{"schema": "claimcheck.report/1", "paper": "x", "bad": 1}')
    code, out, err = show("show", *arguments)
    assert code == 2
    assert not out
    assert said in err


def test_files_that_are_no_reports_are_passed_over(tmp_path: Path) -> None:
    for name, text in {"a": "{", "b": "[]", "c": '{"claims": [3, {"id": "x"}]}'}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "report.json").write_text(text)
    found = reports.holding("x", tmp_path)
    assert found == tmp_path / "c" / "report.json"
    with pytest.raises(StoreError, match="no report of claimcheck"):
        reports.read(found)
