from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from claimcheck.record import Report
from claimcheck.render import RENDERERS
from claimcheck.render.latex import escape

ESCAPES = [
    ("50 % & more", r"50 \% \& more"),
    ("a_b", r"a\_b"),
    ("30.78 − 24.86", r"30.78 \ensuremath{-} 24.86"),
    ("1.2 ± 0.3", r"1.2 \ensuremath{\pm} 0.3"),
    ("α ≤ β", r"\ensuremath{\alpha} \ensuremath{\leq} \ensuremath{\beta}"),
    ("naïve Łukasz", r"na\"{i}ve \L{}ukasz"),
    ("e\u0301", r"\'{e}"),
    ("x\u0302", r"\^{x}"),
    ("10²", r"10\textsuperscript{2}"),
    ("𝑥 ﬁt", "x fit"),
    ("中", r"\texttt{{[}U+4E2D{]}}"),
    ("--flag", r"{-}{-}flag"),
    ("[1]", "{[}1{]}"),
    ("\\", r"\textbackslash{}"),
    ("a\n\nb", "a b"),
    (
        "result/of/a/run.json",
        r"result/\allowbreak{}of/\allowbreak{}a/\allowbreak{}run.\allowbreak{}json",
    ),
]


@pytest.mark.parametrize(("text", "tex"), ESCAPES)
def test_text_is_printed_as_it_is(text: str, tex: str) -> None:
    assert escape(text) == tex


def test_long_words_may_break() -> None:
    assert max(map(len, escape("a" * 200).split(r"\allowbreak{}"))) <= 13


@pytest.mark.latex
def test_pdflatex_compiles_every_letter_accent_and_sign(tmp_path: Path, report: Report) -> None:
    planes = [*range(0x20, 0x3000), *range(0xFB00, 0xFB50), *range(0x1D400, 0x1D800)]
    letters = [" ".join(map(chr, planes[i : i + 64])) for i in range(0, len(planes), 64)]
    accents = " ".join(letter + chr(mark) for letter in "aiXz" for mark in range(0x300, 0x370))
    compiled(
        tmp_path, report.model_copy(update={"warnings": (*letters, accents), "title": accents})
    )


@pytest.mark.latex
def test_pdflatex_compiles_the_report(tmp_path: Path, report: Report) -> None:
    compiled(tmp_path, report)


def compiled(folder: Path, report: Report) -> None:
    engine = shutil.which("pdflatex")
    if engine is None:
        pytest.skip("needs pdflatex (TeX Live with latex-recommended and latex-extra)")
    (folder / "report.tex").write_text(RENDERERS["latex"](report), encoding="ascii")
    command = [
        engine,
        "-interaction=nonstopmode",
        "-halt-on-error",
        "-no-shell-escape",
        "report.tex",
    ]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, errors="replace", check=False
    )
    assert done.returncode == 0, done.stdout[-1500:]
    assert (folder / "report.pdf").read_bytes().startswith(b"%PDF")
