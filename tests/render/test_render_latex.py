from __future__ import annotations

import re

import pytest

from claimcheck.record import Report
from claimcheck.render import RENDERERS
from claimcheck.render.latex import FIGURES, TABLE, beside, escape

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
    ("中", r"\texttt{{[}U+4E2D{]}}\allowbreak{}"),
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


def test_long_numbers_may_break() -> None:
    assert escape("0.5423326044070875").split(r"\allowbreak{}") == [
        "0.",
        "542332",
        "604407",
        "0875",
    ]


def test_long_words_may_break() -> None:
    assert max(map(len, escape("a" * 200).split(r"\allowbreak{}"))) <= 13


def test_the_figures_and_the_table_lie_beside_the_report(report: Report) -> None:
    files = beside(report)
    assert set(files) == {FIGURES, TABLE}
    assert bytes(files[FIGURES]).startswith(b"%PDF") if isinstance(files[FIGURES], bytes) else False
    none = report.model_copy(update={"verdicts": (), "runs": ()})
    assert set(beside(none)) == {TABLE}


def test_each_figure_is_a_page_of_its_own_in_the_order_of_the_report(report: Report) -> None:
    tex = RENDERERS["latex"](report)
    assert re.findall(r"\\shown\{(\d+)\}", tex) == ["1", "2", "3", "4"]
    assert tex.index(r"\shown{1}") < tex.index("c02") or r"\shown{2}" in tex
    assert tex.index(r"\shown{2}") < tex.index("Runs made") < tex.index(r"\shown{3}")


def test_the_table_names_the_packages_that_it_needs(report: Report) -> None:
    table = str(beside(report)[TABLE])
    used = {"booktabs": r"\toprule", "array": r"\arraybackslash", "amssymb": r"\checkmark"}
    for package, command in used.items():
        assert command in table
        assert f"{{{package}}}" in table.split(r"\begingroup")[0]
