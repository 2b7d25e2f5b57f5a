"""Does TeX make of a report what it should, whatever the fields hold? Real compilations."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from test_attacks import ATTACKS, poison

from claimcheck import typeset
from claimcheck.errors import StoreError
from claimcheck.record import Report
from claimcheck.render import BRIEFS, RENDERERS
from claimcheck.render.latex import TABLE, beside

WIDE = 5.0
"""Points by which a line may stand out unseen."""
AWKWARD = (
    r" 50 % of a_b, #1, x^2, ~, \, { }, $x$ & \input{x} “über” naïve α ≤ β − 1 中文 "
    + "w" * 90 + " " + "long/path/" * 12 + "WWWW" * 12 + " " + "0123456789" * 6
)  # fmt: skip


def compiled(
    folder: Path,
    main: str,
    files: dict[str, str | bytes],
    *,
    passes: int = 1,
    named: str = "pdflatex",
) -> str:
    """The log of a compilation, which must end well."""
    engine = shutil.which(named)
    if engine is None:
        pytest.skip(f"needs {named} (TeX Live with latex-recommended, lmodern and xetex)")
    for name, content in files.items():
        (folder / name).write_bytes(
            content.encode("ascii") if isinstance(content, str) else content
        )
    command = [engine, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", main]
    for _ in range(passes):
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, errors="replace", check=False,
            env=os.environ | {"max_print_line": "1000"},
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-1500:]
    return (folder / main).with_suffix(".log").read_text(encoding="utf-8", errors="replace")


def complaints(log: str) -> list[str]:
    """Warnings, and lines that stand out by more than `WIDE`."""
    boxes = re.findall(r"^(Overfull \\[hv]box \(([\d.]+)pt.*)$", log, re.MULTILINE)
    warnings = r"^(?:.*Warning:|Missing character|pdfTeX warning).*$"
    told = re.findall(warnings, log, re.MULTILINE)
    return [
        *(line for line, size in boxes if float(size) > WIDE),
        *(line for line in told if "rerunfilecheck" not in line and "Rerun" not in line),
    ]


def text_of(pdf: Path) -> tuple[int, str]:
    read = PdfReader(io.BytesIO(pdf.read_bytes()))
    return len(read.pages), "\n".join(page.extract_text() for page in read.pages)


def whole(report: Report) -> dict[str, str | bytes]:
    return {"report.tex": RENDERERS["latex"](report), **beside(report)}


@pytest.mark.latex
@pytest.mark.parametrize("engine", ["pdflatex", "xelatex"])  # tectonic's is XeTeX
def test_the_report_compiles_with_its_figures_and_without_a_warning(
    engine: str, tmp_path: Path, report: Report
) -> None:
    log = compiled(tmp_path, "report.tex", whole(report), passes=3, named=engine)
    assert complaints(log) == []
    _, text = text_of(tmp_path / "report.pdf")
    for shown in ("mixed − plain on Near", "Figure 4", "Runs at smoke", "The GRIM test", "[4]"):
        assert shown in text
    assert "??" not in text


@pytest.mark.latex
def test_every_letter_accent_and_sign_is_printed(tmp_path: Path, report: Report) -> None:
    planes = [*range(0x20, 0x3000), *range(0xFB00, 0xFB50), *range(0x1D400, 0x1D800)]
    letters = [" ".join(map(chr, planes[i : i + 64])) for i in range(0, len(planes), 64)]
    accents = " ".join(letter + chr(mark) for letter in "aiXz" for mark in range(0x300, 0x370))
    every = report.model_copy(update={"warnings": (*letters, accents), "title": accents})
    compiled(tmp_path, "report.tex", {"report.tex": RENDERERS["latex"](every)})


@pytest.mark.latex
def test_awkward_text_in_every_field_breaks_no_line(tmp_path: Path, report: Report) -> None:
    bad = poison(report, AWKWARD)
    log = compiled(tmp_path, "report.tex", whole(bad), passes=2)
    assert complaints(log) == []


@pytest.mark.latex
def test_attacks_in_every_field_are_printed_and_do_nothing(tmp_path: Path, report: Report) -> None:
    bad = poison(report, " ".join(ATTACKS))
    log = compiled(tmp_path, "report.tex", whole(bad))
    assert "/etc/passwd" not in re.findall(r"\((/[^\s()]*)", log)
    assert not (tmp_path / "x").exists()
    text = text_of(tmp_path / "report.pdf")[1].replace("\n", "").replace(" ", "")
    assert r"\input{/etc/passwd}\immediate\write18{touchx}\end{document}" in text
    assert "root:x:0:" not in text
    log = compiled(tmp_path, "brief.tex", {"brief.tex": BRIEFS["latex"](bad)})
    assert not (tmp_path / "x").exists()


@pytest.mark.latex
def test_the_brief_is_one_page_however_much_there_is_to_say(tmp_path: Path, report: Report) -> None:
    claims, verdicts = report.claims, report.verdicts
    codes = tuple(f"{c}{i}" for i in range(40) for c in ("seed-noise", "W" * 30))
    many: dict[str, Any] = {
        "claims": tuple(claims[1].model_copy(update={"id": f"c{i}"}) for i in range(80)),
        "verdicts": tuple(verdicts[2].model_copy(update={"claim": f"c{i}", "cautions": codes}) for i in range(80)),
        "summary": (),
    }  # fmt: skip
    for i, full in enumerate(
        (report.model_copy(update=many), poison(report.model_copy(update=many), AWKWARD))
    ):
        log = compiled(tmp_path, f"brief{i}.tex", {f"brief{i}.tex": BRIEFS["latex"](full)})
        pages, text = text_of(tmp_path / f"brief{i}.pdf")
        assert pages == 1
        assert "more, which the report has" in text
        assert complaints(log) == []


@pytest.mark.latex
def test_the_table_stands_in_another_paper_with_only_the_packages_that_it_names(
    tmp_path: Path, report: Report
) -> None:
    table = str(beside(poison(report, AWKWARD))[TABLE])
    named = re.findall(r"\\usepackage(?:\[\w+\])?\{\w+\}", table.split(r"\begingroup")[0])
    paper = "\n".join(
        [r"\documentclass[twocolumn]{article}", *named, r"\begin{document}", r"\input{claims-table}",
         r"\clearpage\onecolumn\begin{table}\input{claims-table}\end{table}", r"\end{document}"]
    )  # fmt: skip
    compiled(tmp_path, "paper.tex", {"paper.tex": paper, TABLE: table})
    assert "c02" in text_of(tmp_path / "paper.pdf")[1]


@pytest.mark.latex
def test_the_program_s_own_engine_makes_the_file_and_runs_no_program(
    tmp_path: Path, report: Report
) -> None:
    if typeset.engine() is None:
        pytest.skip("needs a TeX engine: tectonic, latexmk or pdflatex")
    made = typeset.compile_pdf(RENDERERS["latex"](report), tmp_path / "report.pdf", beside(report))
    assert "Figure 4" in text_of(made)[1]
    shell = rf"\documentclass{{article}}\begin{{document}}x\immediate\write18{{touch {tmp_path}/x}}\end{{document}}"
    typeset.compile_pdf(shell, tmp_path / "shell.pdf")
    assert not (tmp_path / "x").exists()
    with pytest.raises(StoreError, match="Undefined control sequence"):
        typeset.compile_pdf(
            r"\documentclass{article}\begin{document}\nosuch\end{document}", tmp_path / "no.pdf"
        )


def test_without_an_engine_the_remedy_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StoreError, match=r"no TeX engine for brief\.pdf") as told:
        typeset.compile_pdf("", tmp_path / "brief.pdf")
    assert "install tectonic or TeX Live" in told.value.remedy
