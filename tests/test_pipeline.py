"""From an arXiv id to verdicts, over real HTTP on this machine, with all that can go wrong on the way."""

import io
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from loopback import MISSING, Answer, Loopback, feed

from claimcheck import claimset, pipeline, reading
from claimcheck.errors import ClaimsError, Offline, Unreachable
from claimcheck.pipeline import Request
from claimcheck.record import Paper
from claimcheck.sources import arxiv

PAGE = b"""<!DOCTYPE html><html><head><title>A Small Study</title></head><body>
<article class="ltx_document"><h1 class="ltx_title ltx_title_document">A Small Study</h1>
<section class="ltx_section" id="S1"><h2 class="ltx_title ltx_title_section">Results</h2>
<div class="ltx_para"><p class="ltx_p">On Blocks, ours reaches an accuracy of 75.2%, compared to 71.0%
for the baseline. Ours improves accuracy on Blocks by 9.9 points over the baseline.</p></div>
<figure class="ltx_table" id="S1.T1"><figcaption class="ltx_caption">Table 1: Accuracy (%).</figcaption>
<table class="ltx_tabular"><tr class="ltx_tr"><th class="ltx_td ltx_th">Method</th><th class="ltx_td ltx_th">Blocks</th>
<th class="ltx_td ltx_th">Cars</th></tr>
<tr class="ltx_tr"><th class="ltx_td ltx_th">Baseline</th><td class="ltx_td">71.0</td><td class="ltx_td">62.3</td></tr>
<tr class="ltx_tr"><th class="ltx_td ltx_th">Ours</th><td class="ltx_td">75.2</td><td class="ltx_td">64.0</td></tr></table>
</figure></section></article></body></html>"""
TEX = rb"""\documentclass{article}\title{A Small Study}\begin{document}\maketitle\section{Results}
Ours improves accuracy on Blocks by 9.9 points over the baseline.
\begin{table}\caption{Accuracy (\%).}\label{tab:main}\begin{tabular}{lcc}\toprule
Method & Blocks & Cars \\ \midrule Baseline & 71.0 & 62.3 \\ Ours & 75.2 & 64.0 \\ \bottomrule
\end{tabular}\end{table}\end{document}"""
SYNTHESIS = b"""# A Synthesis

## Claims

Claim\tVerified\tConfidence
Ours improves accuracy on Blocks by 9.9 points over the baseline.\tyes\t0.9

## References

- http://arxiv.org/abs/2401.00001v1
- http://arxiv.org/abs/2401.00002v1
"""


@pytest.fixture
def mirror(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    manners = replace(arxiv.MANNERS, backoff=0.01, timeout=0.5)
    monkeypatch.setattr(arxiv, "MANNERS", manners)
    with Loopback() as server:
        monkeypatch.setenv("CLAIMCHECK_ARXIV_URL", server.url)
        server.script("/api/query?id_list=2401.00001", feed("2401.00001v1"))
        server.script("/api/query", feed("2401.00001v1"))
        yield server


def eprint() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        member = tarfile.TarInfo("main.tex")
        member.size = len(TEX)
        archive.addfile(member, io.BytesIO(TEX))
    return buffer.getvalue()


def outcome(reference: str, number: str = "9.9") -> str | None:
    report = pipeline.verify(Request(reference))
    return next(s.paper for s in report.summary if any(number in n for n in s.numbers))


def test_html_comes_first_and_its_wrong_number_is_found(mirror: Loopback) -> None:
    mirror.script("/html/2401.00001v1", Answer(PAGE, kind="text/html"))
    assert outcome("arXiv:2401.00001v1") == "contradicted"
    assert not [p for p in mirror.paths if "e-print" in p or "pdf" in p]


def test_without_html_the_eprint_gives_the_same_verdict(mirror: Loopback) -> None:
    mirror.script("/html/2401.00001v1", MISSING)
    mirror.script("/e-print/2401.00001v1", Answer(eprint(), kind="application/gzip"))
    assert outcome("2401.00001v1") == "contradicted"


def test_a_busy_server_is_asked_again(mirror: Loopback) -> None:
    slow_down = Answer(b"", 429, headers={"Retry-After": "0"})
    cut = Answer(PAGE[:200], announce=len(PAGE))
    mirror.script(
        "/html/2401.00001v1", slow_down, Answer(b"", 503), cut, Answer(PAGE, kind="text/html")
    )
    assert outcome("2401.00001v1") == "contradicted"


def test_what_was_fetched_once_needs_no_network(mirror: Loopback) -> None:
    mirror.script("/html/2401.00001v1", Answer(PAGE, kind="text/html"))
    reading.read(Request("2401.00001v1"))
    asked = len(mirror.paths)
    assert reading.read(Request("2401.00001v1", offline=True)).title == "A Small Study"
    assert len(mirror.paths) == asked


def test_a_server_that_never_answers_is_an_error_with_a_remedy(mirror: Loopback) -> None:
    for path in ("/html/2401.00001v1", "/e-print/2401.00001v1", "/pdf/2401.00001v1", "/api/query"):
        mirror.script(path, Answer(b"", 503))
    with pytest.raises(Unreachable) as error:
        pipeline.verify(Request("2401.00001v1"))
    assert "file" in error.value.remedy or "CLAIMCHECK_ARXIV_URL" in error.value.remedy


def test_a_paper_with_shipped_claims_goes_on_without_it_and_says_so(mirror: Loopback) -> None:
    mirror.script("/api/query", Answer(b"", 503))
    mirror.script("/html/2605.17165", Answer(b"", 503))
    told: list[str] = []
    report = pipeline.verify(Request("2605.17165", talk=told.append))
    assert report.origin == "shipped"
    assert any("ship with claimcheck" in message for message in told)
    assert [w.witness for w in report.witnesses] == ["released"]


def test_an_unknown_paper_offline_is_an_error() -> None:
    with pytest.raises(Offline):
        pipeline.verify(Request("2401.00009", offline=True))


def test_a_synthesis_brings_what_it_cites_and_names_what_it_cannot(
    mirror: Loopback, tmp_path: Path
) -> None:
    mirror.script("/html/2401.00001v1", Answer(PAGE, kind="text/html"))
    (tmp_path / "s.md").write_bytes(SYNTHESIS)
    brought = list(reading.fetch_all(Request(str(tmp_path / "s.md"))))
    papers = [p for p in brought if isinstance(p, Paper)]
    assert [(p.format, p.title) for p in papers] == [
        ("synthesis", "A Synthesis"),
        ("html", "A Small Study"),
    ]
    assert len(brought) == 3


def test_claims_kept_by_the_reader_are_used_instead_of_a_new_extraction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "study.html").write_bytes(PAGE)
    claims, path = pipeline.extract_claims(Request("study.html"), None, keep=True)
    assert path is not None
    one = claims.set.model_copy(update={"claims": claims.set.claims[:1]})
    claimset.write(path, one)
    report = pipeline.verify(Request("study.html"))
    assert (report.origin, len(report.claims)) == ("file", 1)


def test_claims_kept_of_another_paper_with_the_same_file_name_are_not_put_to_this_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "study.html").write_bytes(PAGE)
    _, path = pipeline.extract_claims(Request("study.html"), None, keep=True)
    assert path is not None
    kept = path.read_bytes()
    retitled = PAGE.replace(b"A Small Study", b"Another Study")
    other = retitled.replace(b"ours reaches", b"we reach").replace(b"Ours improves", b"It lifts")
    (tmp_path / "draft").mkdir()
    (tmp_path / "draft" / "study.html").write_bytes(retitled)
    assert pipeline.verify(Request("draft/study.html")).origin == "file"
    (tmp_path / "draft" / "study.html").write_bytes(other)
    with pytest.raises(ClaimsError, match="claims of another paper, “A Small Study”"):
        pipeline.verify(Request("draft/study.html"))
    with pytest.raises(ClaimsError, match="not of “Another Study”"):
        pipeline.extract_claims(Request("draft/study.html"), None, keep=True)
    assert path.read_bytes() == kept
    assert pipeline.verify(Request("draft/study.html", claims=path)).claims


def test_a_real_eprint_is_read_and_verified_over_the_wire(mirror: Loopback, data: Path) -> None:
    folder = data / "papers" / "derma-jepa"
    mirror.script("/html/2401.00001v1", MISSING)
    mirror.script("/e-print/2401.00001v1", Answer((folder / "arxiv.tar.gz").read_bytes()))
    report = pipeline.verify(Request("2401.00001v1", released=folder))
    assert report.format == "latex"
    assert len(report.tables) >= 3
    assert sum(s.paper == "supported" for s in report.summary) >= 5
    assert not [s.claim for s in report.summary if s.paper == "contradicted"]


def test_a_wrong_percentage_and_a_false_improvement_are_found_in_real_papers(data: Path) -> None:
    cases = [
        ("layerwise_lr_grokking", "60%", "56.3"),
        ("adaptive_dual_scale_denoising", "3.3%", "better"),
    ]
    for name, number, because in cases:
        folder = data / "papers" / name
        report = pipeline.verify(Request(str(folder / f"{name}.html"), released=folder))
        found = [v for v in report.verdicts if v.witness == "paper" and v.outcome == "contradicted"]
        numbers = {c.id: " ".join(c.numbers) for c in report.claims}
        assert any(number in numbers[v.claim] and because in v.because for v in found), name
