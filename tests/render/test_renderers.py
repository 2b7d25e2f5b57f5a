from __future__ import annotations

import time
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import pytest

import claimcheck.render
from claimcheck.publishing import FILES
from claimcheck.record import Report
from claimcheck.render import RENDERERS

TEX = {r"\allowbreak{}": "", r"\ensuremath{-}": "−", r"\_": "_", r"\#": "#"}
"""What a PDF shows for commands that LaTeX and Markdown are given."""


def test_every_file_that_renders_is_registered() -> None:
    folder = Path(claimcheck.render.__file__).parent
    modules = (import_module(f"claimcheck.render.{p.stem}") for p in folder.glob("[a-z]*.py"))
    assert {m.render for m in modules if hasattr(m, "render")} == {
        r.load() for r in RENDERERS.values()
    }
    documents = {"html", "latex", "json", "md"}
    assert set(RENDERERS) == documents | {
        "csv",
        "claimreview",
        "ro-crate",
        "sarif",
        "github",
        "badge",
    }
    assert set(FILES) == set(RENDERERS)


DOCUMENTS = ["html", "latex", "json", "md"]
"""The formats that show all that a report holds."""


@pytest.mark.parametrize(
    "name", ["report.html.jinja", "report.css", "report.tex.jinja", "report.md.jinja"]
)
def test_the_templates_are_part_of_the_package(name: str) -> None:
    assert files("claimcheck.render").joinpath("templates", name).is_file()


@pytest.mark.parametrize("name", RENDERERS)
def test_the_same_report_gives_the_same_file(name: str, report: Report) -> None:
    assert RENDERERS[name](report) == RENDERERS[name](report.model_copy(deep=True))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_an_empty_report_renders(name: str) -> None:
    assert RENDERERS[name](Report(paper="x"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_figure_and_each_place_is_in_every_format(name: str, report: Report) -> None:
    plain = RENDERERS[name](report)
    for command, sign in TEX.items():
        plain = plain.replace(command, sign)
    for shown in (
        "63.70",
        "61.20",
        "results/near.json",
        "mixed.accuracy",
        "tab:main",
        "my results",
    ):
        assert shown in plain
    assert "63.70 − 61.20 = +2.50; claimed +2.50" in plain


@pytest.fixture
def large(report: Report) -> Report:
    """Five hundred claims, each with a verdict."""
    ids = [f"c{i}" for i in range(500)]
    claims = tuple(report.claims[0].model_copy(update={"id": i}) for i in ids)
    verdicts = tuple(report.verdicts[0].model_copy(update={"claim": i}) for i in ids)
    return report.model_copy(update={"claims": claims, "verdicts": verdicts, "summary": ()})


@pytest.mark.parametrize("name", DOCUMENTS)
def test_five_hundred_claims_are_all_rendered(name: str, large: Report) -> None:
    assert RENDERERS[name](large).count("brand") >= 500


@pytest.mark.parametrize(
    ("name", "each"),
    [("sarif", '"claim": '), ("claimreview", '"ClaimReview"'), ("ro-crate", '"Claim"')],
)
def test_five_hundred_claims_are_all_told_to_machines(name: str, each: str, large: Report) -> None:
    assert RENDERERS[name](large).count(each) == 500


@pytest.mark.parametrize("name", RENDERERS)
def test_five_hundred_claims_take_less_than_three_seconds(name: str, large: Report) -> None:
    RENDERERS[name](Report(paper="x"))  # loads what it needs
    start = time.process_time()
    RENDERERS[name](large)
    assert time.process_time() - start < 3
