"""Do editors and code hosts get the very file and line at which a claim fails?"""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from claimcheck.pipeline import Request, verify
from claimcheck.record import Evidence, Finding, Report
from claimcheck.render import RENDERERS

MAIN = r"""\documentclass{article}
\begin{document}
\title{A Paper}
\section{Start}
No claim stands here.
\input{%s}
\end{document}
"""
RESULTS = r"""\section{Results}
% Ours improves accuracy on Cars by 9.9 points over the baseline.
Ours reaches an accuracy of 75.2\% on Blocks, compared to 71.0\% for the baseline.

Some words stand between.
Ours improves accuracy on Cars by 2.7 points
over the baseline.

\begin{table}\caption{Accuracy (\%) on Blocks and Cars.}
\begin{tabular}{lrr}
Method & Blocks & Cars \\ \hline
Baseline & 71.0 & 62.3 \\
Ours & 75.2 & 64.0 \\
\end{tabular}\end{table}
"""
CLAIM = "Ours improves accuracy on Cars by 2.7 points"
NAMED = ["paper", "paper/", "paper/main.tex", "./paper/main.tex"]
INSIDE = [".", "main.tex"]
PARTS = ["parts/results", "results", "two words/res-ults"]


@pytest.fixture(params=PARTS)
def part(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A paper of two files in the folder `paper`; which file the claim stands in."""
    name: str = request.param
    folder = tmp_path / "paper"
    (folder / name).parent.mkdir(parents=True)
    (folder / "main.tex").write_text(MAIN % name, encoding="utf-8")
    (folder / f"{name}.tex").write_text(RESULTS, encoding="utf-8")
    return name


def stands(file: str, number: int) -> bool:
    return Path(file).read_text(encoding="utf-8").splitlines()[number - 1].startswith(CLAIM)


def told(report: Report) -> list[tuple[str, int]]:
    """File and line of what fails, as a code host and as an editor read it."""
    found = []
    for command in RENDERERS["github"](report).splitlines():
        properties = re.match(r"::error ([^:]*)::", command)
        assert properties
        pairs = dict(p.split("=", 1) for p in properties[1].split(","))
        found.append((unescaped(pairs["file"]), int(pairs["line"])))
    (run,) = json.loads(RENDERERS["sarif"](report))["runs"]
    for result in run["results"]:
        if result["level"] == "error":
            place = result["locations"][0]["physicalLocation"]
            uri = unquote(place["artifactLocation"]["uri"])
            found.append((uri, place["region"]["startLine"]))
    return found


def unescaped(text: str) -> str:
    """A property of a workflow command, as a runner reads it."""
    for code, sign in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, sign)
    return text


@pytest.mark.parametrize("source", NAMED)
def test_the_line_is_found_from_where_the_paper_was_named(
    source: str, part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    places = told(verify(Request(source)))
    assert len(places) == 2
    assert all(stands(*place) for place in places)


@pytest.mark.parametrize("source", INSIDE)
def test_the_line_is_found_from_inside_the_papers_folder(
    source: str, part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path / "paper")
    places = told(verify(Request(source)))
    assert len(places) == 2
    assert all(stands(*place) for place in places)


def test_an_absolute_path_becomes_an_address(part: str, tmp_path: Path) -> None:
    report = verify(Request(str(tmp_path / "paper" / "main.tex")))
    (run,) = json.loads(RENDERERS["sarif"](report))["runs"]
    (failed,) = (r for r in run["results"] if r["level"] == "error")
    place = failed["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"].startswith("file:///")
    file = unquote(place["artifactLocation"]["uri"].removeprefix("file://"))
    assert stands(file, place["region"]["startLine"])


MESSAGES = [
    "100 % of it\n::error::x",
    "a%0Ab%25c",
    "::set-output name=x::y",
    "::add-mask::secret",
    "##[error]x",
    "a\r\nb, c: d=e",
    "ends in a percent sign %",
]


@pytest.mark.parametrize("message", MESSAGES)
def test_a_message_comes_back_whole_and_is_no_command(message: str) -> None:
    finding = Finding(
        check="grim",
        says=message,
        passed=False,
        evidence=(Evidence(source="a/b.tex", where="table 1", value="1"),),
    )
    report = Report(paper="x", source="a/b.tex", findings=(finding,))
    (command,) = RENDERERS["github"](report).splitlines()
    start = "::warning file=a/b.tex,title=grim::"
    assert command.startswith(start)
    assert unescaped(command.removeprefix(start)) == " ".join(message.split())


def test_a_finding_names_its_file_and_its_rule() -> None:
    evidence = Evidence(source="b.tex", where="table tab:a, row 2", value="1")
    finding = Finding(check="grim", says="no", passed=False, evidence=(evidence,))
    report = Report(paper="x", source="a", findings=(finding,))
    (run,) = json.loads(RENDERERS["sarif"](report))["runs"]
    (result,) = run["results"]
    (place,) = result["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "a/b.tex"
    assert place["logicalLocations"] == [{"fullyQualifiedName": "table tab:a, row 2"}]
    assert "grim" in {rule["id"] for rule in run["tool"]["driver"]["rules"]}
