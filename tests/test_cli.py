"""Does the command line keep its contract: data on stdout, talk on stderr, exit codes, JSON?"""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claimcheck import __version__, cli

Run = Callable[..., tuple[int, str, str]]
PAGE = """<html><head><title>A Paper</title></head><body><h1>A Paper</h1>
<h2>Results</h2>
<p>Ours reaches an accuracy of 75.2% on Blocks, compared to 71.0% for the baseline.</p>
<p>On Blocks, ours improves accuracy by 9.9 points over the baseline.</p>
<table><caption>Table 1: Accuracy (%) on Blocks and Cars.</caption>
<tr><th>Method</th><th>Blocks</th><th>Cars</th></tr>
<tr><td>Baseline</td><td>71.0</td><td>62.3</td></tr>
<tr><td>Ours</td><td>75.2</td><td>64.0</td></tr></table>
</body></html>"""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)

    def go(*arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["claimcheck", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        try:
            cli.main()
            code = 0
        except SystemExit as leave:
            code = int(leave.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return go


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def data(out: str, kind: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(out)
    assert answer["schema"] == f"claimcheck.{kind}/1"
    return answer


def test_verify_gives_the_contract_and_exits_with_1_where_something_is_contradicted(
    run: Run,
) -> None:
    code, out, err = run("verify", "2605.17165", "--offline", "--json")
    answer = data(out, "verdicts")
    assert code == 1
    assert {
        "claim",
        "quote",
        "witness",
        "check",
        "outcome",
        "reason",
        "because",
        "evidence",
        "statistics",
    } <= set(answer["verdicts"][0])
    assert {"source", "where", "value"} == set(answer["verdicts"][0]["evidence"][0])
    assert {"claim", "quote", "kind", "numbers", "paper", "released", "rerun", "cautions"} == set(
        answer["summary"][0]
    )
    assert answer["origin"] == "shipped"
    assert "ship with claimcheck" in err


def test_exit_zero_turns_the_code_off(run: Run) -> None:
    assert run("verify", "2605.17165", "--offline", "--json", "--exit-zero")[0] == 0


def test_one_claim_is_explained_and_an_unknown_one_is_an_error(run: Run) -> None:
    code, out, _ = run("verify", "2605.17165", "--offline", "--claim", "embedding-768")
    assert code == 0
    assert "768" in out
    code, out, _ = run("verify", "2605.17165", "--offline", "--claim", "ld-ssv2")
    assert code == 1  # by the rerun
    assert "13.41" in out
    code, out, err = run("verify", "2605.17165", "--offline", "--claim", "nothing")
    assert (code, out) == (2, "")
    assert "ld-ssv2" in err


def test_a_paper_that_cannot_be_had_and_ships_no_claims_ends_with_2_and_a_remedy(run: Run) -> None:
    for command in ("verify", "extract", "run", "fetch", "tables"):
        code, out, err = run(command, "2601.99999", "--offline")
        assert (code, out) == (2, ""), command
        assert "try:" in err


def test_extract_of_a_shipped_paper_goes_on_without_the_network(run: Run) -> None:
    code, out, err = run("extract", "2605.17165", "--offline", "--json")
    answer = data(out, "claims")
    assert (code, answer["origin"], len(answer["claims"])) == (0, "shipped", 12)
    assert "going on with the claims" in err


def test_tables_come_as_grids(run: Run, page: Path) -> None:
    code, out, _ = run("tables", str(page), "--json")
    (table,) = data(out, "tables")["tables"]
    assert code == 0
    assert table["grid"] == [
        ["Method", "Blocks", "Cars"],
        ["Baseline", "71.0", "62.3"],
        ["Ours", "75.2", "64.0"],
    ]
    assert (table["header_rows"], table["header_columns"]) == (1, 1)
    code, out, _ = run("tables", str(page))
    assert "75.2" in out


def test_a_page_is_extracted_and_verified(run: Run, page: Path) -> None:
    _, out, _ = run("verify", str(page), "--json")
    outcomes = {tuple(s["numbers"]): s["paper"] for s in data(out, "verdicts")["summary"]}
    assert "supported" in outcomes.values()
    assert next(v for k, v in outcomes.items() if any("9.9" in n for n in k)) == "contradicted"


def test_standard_input_is_a_source(run: Run, page: Path) -> None:
    code, out, _ = run("tables", "-", "--format", "html", "--json", stdin=page.read_bytes())
    assert code == 0
    assert data(out, "tables")["tables"][0]["grid"][2][1] == "75.2"


def test_extracted_claims_are_kept_and_reviewed_ones_stay(
    run: Run, page: Path, tmp_path: Path
) -> None:
    run("extract", str(page))
    kept = tmp_path / "claims" / "page" / "claims.yaml"
    text = kept.read_text(encoding="utf-8")
    first = text.split("- id: ")[1].split("\n")[0]
    kept.write_text(
        text.replace(f"- id: {first}\n", f"- id: {first}\n  reviewed: true\n  note: mine\n", 1),
        encoding="utf-8",
    )
    run("extract", str(page))
    assert "note: mine" in kept.read_text(encoding="utf-8")


def test_claims_are_printed_where_the_output_is_a_dash(
    run: Run, page: Path, tmp_path: Path
) -> None:
    code, out, _ = run("extract", str(page), "--output", "-")
    assert code == 0
    assert out.startswith("schema_version: 1\npaper: page\n")
    assert not (tmp_path / "claims").exists()


def test_run_writes_the_report_and_names_its_files(run: Run, tmp_path: Path) -> None:
    code, out, _ = run(
        "run", "2605.17165", "--skip", "reproduce",
        "--offline", "--exit-zero", "--format", "html,latex,json,md",
    )  # fmt: skip
    assert code == 0
    for name in ("index.html", "report.tex", "report.json", "report.md"):
        assert (tmp_path / "reports" / "2605.17165" / name).stat().st_size > 2000
        assert name in out.replace("\n", "")


def test_an_unknown_format_is_named(run: Run) -> None:
    code, _, err = run("report", "2605.17165", "--offline", "--format", "docx")
    assert code == 2
    assert "docx" in err


def test_the_schema_of_every_record_is_printed(run: Run) -> None:
    code, out, _ = run("schema")
    assert code == 0
    assert {"Paper", "Claim", "Verdict", "Report", "RunRecord", "Search", "Synthesis"} <= set(
        data(out, "schema")["records"]
    )


def test_a_wrong_option_is_explained(run: Run) -> None:
    code, _, err = run("verify", "2605.17165", "--nonsense")
    assert code == 2
    assert "--nonsense" in err


def test_quiet_says_nothing(run: Run) -> None:
    code, _, err = run("-q", "verify", "2605.17165", "--offline", "--json", "--exit-zero")
    assert (code, err) == (0, "")


def test_help_loads_neither_torch_nor_the_pipeline() -> None:
    code = "import sys; sys.argv=['claimcheck', '--help']\nfrom claimcheck.cli import main\ntry: main()\nexcept SystemExit: pass\nassert not {'torch', 'pandas', 'scipy', 'lxml', 'pydantic', 'rich', 'yaml', 'claimcheck.pipeline'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_explain_tells_how_a_verdict_came_about(run: Run, page: Path) -> None:
    code, out, _ = run("verify", str(page), "--explain", "results-2", "--json")
    told = json.loads(out)
    assert code == 1
    assert told["schema"] == "claimcheck.explanation/1"
    assert (told["kind"], told["direction"], told["baseline"]) == (
        "difference",
        "better",
        "the baseline",
    )
    assert [(n["printed"], n["low"], n["high"]) for n in told["numbers"]] == [
        ("9.9 points", "9.85", "9.95")
    ]
    (paper,) = told["witnesses"]
    meant = {(m["part"], *m["names"]) for m in paper["meanings"]}
    assert {("subject", "Ours"), ("baseline", "Baseline"), ("benchmark", "Blocks")} <= meant
    (chosen,) = [c for c in paper["considered"] if c["chosen"]]
    assert (
        chosen["because"]
        == paper["because"]
        == "Blocks: 75.2 − 71.0 = +4.2; claimed 9.9 points better"
    )
    assert [(s["role"], s["cells"][0]["value"]) for s in chosen["sides"]] == [
        ("subject", "75.2"),
        ("reference", "71.0"),
    ]
    assert chosen["intervals"] == ["75.2 − 71.0 = +4.2: between 4.10 and 4.30"]
    assert "disagree" in paper["rule"]


def test_explain_speaks_to_a_person_too(run: Run, page: Path) -> None:
    code, out, _ = run("verify", str(page), "--explain", "results-1")
    assert code == 0
    assert "rule: one reading that agrees supports" in out
    assert "subject: 75.2 (Ours on Blocks" in out


def test_explain_refuses_an_unknown_claim(run: Run, page: Path) -> None:
    code, _, err = run("verify", str(page), "--explain", "nothing")
    assert code == 2
    assert "nothing" in err


def test_a_spanning_cell_stands_in_each_place_or_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "spans.html"
    path.write_text(
        PAGE.replace(
            "<tr><th>Method", '<tr><th></th><th colspan="2">Top 1</th></tr><tr><th>Method'
        ),
        encoding="utf-8",
    )
    heads = [
        data(run("tables", str(path), "--json", *more)[1], "tables")["tables"][0]["grid"][0]
        for more in ([], ["--filled"], ["--once"])
    ]
    assert heads == [["", "Top 1", "Top 1"], ["", "Top 1", "Top 1"], ["", "Top 1", ""]]


def test_verify_prints_for_code_hosts_and_editors(run: Run, page: Path) -> None:
    code, out, _ = run("verify", str(page), "--format", "github")
    assert code == 1
    assert [text.split(" ")[0] for text in out.splitlines()] == ["::error"]
    code, out, _ = run("verify", str(page), "--format", "sarif", "--exit-zero")
    assert code == 0
    assert {r["kind"] for r in json.loads(out)["runs"][0]["results"]} == {"pass", "fail"}
    code, out, _ = run("verify", str(page), str(page), "--format", "github")
    assert (code, out.count("::error")) == (1, 2)
    code, out, err = run("verify", str(page), str(page), "--format", "sarif")
    assert (code, out) == (2, "")
    assert "sarif belongs to one paper" in err


def test_the_version_is_printed_without_a_command(run: Run) -> None:
    assert run("--version") == (0, f"claimcheck {__version__}\n", "")


def test_a_closed_standard_input_is_an_error_with_a_remedy(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(io, "TextIOWrapper", lambda _: None)
    code, _, err = run("verify", "-")
    assert (code, err) == (
        2,
        "error: standard input is closed\n  try: pipe a paper in, or name a file\n",
    )


def test_a_closed_standard_output_changes_no_exit_code(
    run: Run, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert run("verify", str(page))[0] == 1
    assert run("tables", str(page))[0] == 0


@pytest.mark.parametrize("command", [["schema"], ["tables", "PAGE"]])
def test_a_reader_that_leaves_changes_no_exit_code_and_a_full_disk_is_an_error(
    command: list[str], page: Path
) -> None:
    asked = [
        sys.executable,
        "-m",
        "claimcheck",
        *(str(page) if c == "PAGE" else c for c in command),
    ]
    near, far = os.pipe()
    os.close(near)
    left = subprocess.run(asked, stdout=far, stderr=subprocess.PIPE, text=True)
    os.close(far)
    assert (left.returncode, left.stderr.count("Error")) == (0, 0)
    if not Path("/dev/full").exists():
        return
    with Path("/dev/full").open("w") as disk:
        full = subprocess.run(asked, stdout=disk, stderr=subprocess.PIPE, text=True)
    assert full.returncode == 2
    assert "error: standard output cannot be written: No space left on device" in full.stderr


@pytest.mark.parametrize(("tables", "said"), [(0, "0 tables"), (1, "1 table"), (2, "2 tables")])
def test_tables_are_counted_in_plain_words(
    run: Run, tmp_path: Path, tables: int, said: str
) -> None:
    start, end = PAGE.index("<table>"), PAGE.index("</table>") + len("</table>")
    path = tmp_path / "page.html"
    path.write_text(PAGE[:start] + PAGE[start:end] * tables + PAGE[end:], encoding="utf-8")
    assert run("tables", str(path))[2] == f"{said} in {path}\n"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (["verify", "page.html"], 1),
        (["run", "page.html", "--skip", "reproduce", "--format", "md"], 1),
        (["report", "page.html", "--format", "md"], 0),
        (["show", "results-2", "page.html"], 0),
    ],
    ids=lambda part: part[0] if isinstance(part, list) else "",
)
def test_the_exit_code_tells_of_a_contradiction_where_the_command_judges(
    run: Run, page: Path, command: list[str], code: int
) -> None:
    assert run(*command)[0] == code
