"""Which files does a report consist of?"""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck import typeset
from claimcheck.errors import ClaimsError
from claimcheck.pipeline import Request
from claimcheck.publishing import write_report

PAPER = str(Path(__file__).parent / "fixtures" / "paper.html")
FORMATS: list[tuple[list[str] | None, bool, list[str]]] = [
    (None, False, ["index.html", "report.tex", "report.json", "claims-table.tex", "figures.pdf"]),
    (["latex"], False, ["report.tex", "claims-table.tex", "figures.pdf"]),
    (["json", "md"], False, ["report.json", "report.md"]),
    (
        ["csv", "ro-crate"],
        False,
        ["measurements.csv", "claims.yaml", "ro-crate-metadata.json"],
    ),
    (None, True, ["brief.html", "brief.tex", "brief.md"]),
    (["md"], True, ["brief.md"]),
]


@pytest.mark.parametrize(("formats", "brief", "expected"), FORMATS)
def test_a_report_is_these_files(
    formats: list[str] | None,
    brief: bool,
    expected: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(typeset, "engine", lambda: None)
    _, files = write_report(Request(PAPER), formats, tmp_path, brief=brief)
    folder = tmp_path / "paper"
    listed = [tmp_path / "index.html"] if "index.html" in expected else []
    assert files == [*(folder / name for name in expected), *listed]
    assert sorted(p.name for p in folder.iterdir()) == sorted(expected)


def test_a_brief_has_no_machine_format(tmp_path: Path) -> None:
    with pytest.raises(ClaimsError, match="no such format of --brief: json") as told:
        write_report(Request(PAPER), ["json"], tmp_path, brief=True)
    assert told.value.remedy == "choose of html, latex, md, pdf"


def test_the_pdf_is_made_from_the_same_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, object] = {}

    def compiled(tex: str, target: Path, beside: dict[str, object]) -> Path:
        seen.update(tex=tex, beside=set(beside))
        return target

    monkeypatch.setattr(typeset, "compile_pdf", compiled)
    _, files = write_report(Request(PAPER), ["pdf", "latex"], tmp_path)
    assert files[-1].name == "report.pdf"
    assert seen["beside"] == {"figures.pdf", "claims-table.tex"}
    assert seen["tex"] == (tmp_path / "paper" / "report.tex").read_text(encoding="ascii")
