"""Does a report cite what it rests on, and nothing that it does not use?"""

from __future__ import annotations

import re

from claimcheck.checks import CHECKS as PAPER_CHECKS
from claimcheck.record import Finding, Report
from claimcheck.render import RENDERERS
from claimcheck.render.literature import CHECKS, METHODS, works


def keys(report: Report) -> list[str]:
    return [work.key for work in works(report)]


def with_checks(report: Report, *checks: str, says: str = "") -> Report:
    findings = tuple(Finding(check=c, says=says) for c in checks)
    return report.model_copy(update={"findings": findings, "runs": ()})


def test_the_paper_the_results_and_the_program_come_first(report: Report) -> None:
    assert keys(report) == ["paper", "releaseda", "claimcheck", "grim", "roy"]
    paper, released, tool, *_ = works(report)
    assert paper.text == "A. Author, B. Writer. On Mixing. 1234.56789v1, 2026-01-01."
    assert paper.href == "https://arxiv.org/abs/1234.56789v1"
    assert "my results" in released.text
    assert tool.text.startswith("claimcheck 0.1.0")


def test_a_method_is_cited_where_its_check_was_made(report: Report) -> None:
    assert "grim" not in keys(with_checks(report, "seeds"))
    assert {"wilson", "newcombe"} <= set(keys(with_checks(report, "sampling-error")))
    assert "fisher" not in keys(with_checks(report, "sampling-error"))
    assert "fisher" in keys(
        with_checks(report, "sampling-error", says="p 0.1, Fisher's exact test")
    )
    assert {"student", "holm"} <= set(keys(with_checks(report, "paired-seeds")))


def test_every_method_is_cited_by_some_check_and_every_key_is_one_work() -> None:
    named = {key for cited in CHECKS.values() for key in cited}
    assert named | {"fisher"} == {work.key for work in METHODS}
    assert len({work.key for work in METHODS}) == len(METHODS)
    assert len(PAPER_CHECKS) > 3


def test_each_citation_of_the_latex_has_its_entry_and_each_entry_is_cited(report: Report) -> None:
    tex = RENDERERS["latex"](report)
    cited = re.findall(r"\\cite\{(\w+)\}", tex)
    assert cited == re.findall(r"\\bibitem\{(\w+)\}", tex)
    assert len(cited) == 5
