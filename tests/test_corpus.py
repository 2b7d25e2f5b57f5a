"""Are many papers verified side by side, each with its answer or its error?"""

import json
from pathlib import Path

import pytest

from claimcheck import cli, corpus

PAGE = """<html><head><title>{name}</title></head><body><h1>{name}</h1>
<h2>Results</h2>
<p>On Blocks, ours improves accuracy by {gain} points over the baseline.</p>
<table><caption>Table 1: Accuracy (%) on Blocks and Cars.</caption>
<tr><th>Method</th><th>Blocks</th><th>Cars</th></tr>
<tr><td>Baseline</td><td>71.0</td><td>62.3</td></tr>
<tr><td>Ours</td><td>75.2</td><td>64.0</td></tr></table>
</body></html>"""


def written(folder: Path, **gains: str) -> list[str]:
    for name, gain in gains.items():
        (folder / f"{name}.html").write_text(PAGE.format(name=name, gain=gain), encoding="utf-8")
    return [str(folder / f"{name}.html") for name in gains]


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_answers_come_in_order_and_a_bad_paper_is_its_error(tmp_path: Path, jobs: int) -> None:
    good, bad, other = written(tmp_path, right="4.2", absent="0", wrong="9.9")
    Path(bad).unlink()
    told: list[int] = []
    results = list(
        corpus.verify_all([good, bad, other], {}, jobs=jobs, done=lambda: told.append(1))
    )
    assert [r.reference for r in results] == [good, bad, other]
    outcomes = [r.report.verdicts[0].outcome if r.report else None for r in results]
    assert outcomes == ["supported", None, "contradicted"]
    assert results[1].error is not None
    assert results[1].error.remedy
    assert len(told) == 3


def go(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["claimcheck", "verify", "-j", "1", *arguments])
    with pytest.raises(SystemExit) as left:
        cli.main()
    return int(left.value.code or 0)


def test_the_command_line_tells_all_and_fails_where_one_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    good, wrong = written(tmp_path, right="4.2", wrong="9.9")
    assert go(monkeypatch, good, wrong, "--json") == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["schema"] == "claimcheck.verdicts/1"
    assert [p["summary"][0]["paper"] for p in answer["papers"]] == ["supported", "contradicted"]
    assert go(monkeypatch, good, wrong, "--exit-zero") == 0
    assert capsys.readouterr().out.count("right.html") == 1
    assert go(monkeypatch, "missing.html", good, "--json") == 2
    told = capsys.readouterr()
    assert "missing.html" in told.err
    answer = json.loads(told.out)
    assert (len(answer["papers"]), answer["errors"][0]["source"]) == (1, "missing.html")


@pytest.mark.parametrize("option", [["--claim", "a"], ["--explain", "a"], ["--claims", "a.yaml"]])
def test_what_belongs_to_one_paper_is_refused_for_several(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], option: list[str]
) -> None:
    assert go(monkeypatch, "a.html", "b.html", *option) == 2
    assert "belongs to one paper" in capsys.readouterr().err
