"""A synthesis in, which work holds each claim, what that work's tables say, and whose flag is right
out."""

import json
from pathlib import Path

import pytest
from given_works import ATLAS, BARE, GRID, LATTICE, MARKDOWN, PAGES, PRISM, PROSE, TABS, Verify
from literature_server import Literature
from loopback import MISSING, Answer, Loopback

from claimcheck import pipeline
from claimcheck.answers import told
from claimcheck.literature import Work
from claimcheck.pipeline import Request
from claimcheck.record import Finding, Given, Report
from claimcheck.render import RENDERERS

Found = tuple[str, str, str]
L, P, A = (f"arxiv:{name}" for name in (LATTICE, PRISM, ATLAS))


def given(report: Report) -> Given:
    assert report.given is not None
    return report.given


def rows(report: Report) -> list[Found]:
    return [(r.held, r.work, r.outcome) for r in given(report).rows]


def finding(report: Report, check: str) -> Finding:
    (only,) = [f for f in report.findings if f.check == check]
    return only


def test_a_table_with_sources_is_held_against_each_of_them(verify: Verify) -> None:
    report = verify(MARKDOWN)
    assert rows(report) == [
        ("exact", L, "supported"),
        ("fuzzy", L, "contradicted"),  # 3.7 where 1.7 is printed
        ("exact", P, "supported"),
        ("uncited", "", "undecided"),
    ]
    assert [r.agrees for r in given(report).rows] == [True, False, False, None]
    assert given(report).unused == (A,)
    places = [(c.where.source.rpartition("/")[2], c.where.section) for c in report.claims]
    assert places == [
        (f"{LATTICE}v1", "Results"),  # in the work itself, where its sentence was found
        (f"{LATTICE}v1", "Results"),
        (PRISM, "Results"),
        ("synthesis.md", "Claims"),
    ]
    assert given(report).uncited == ("Quasar reaches an accuracy of 91.5% on Moons.",)
    says = finding(report, "synthesis-flags").says
    assert "It verified 2 of 4; we find 2 supported, 1 contradicted, 1 undecided." in says
    assert "1 that it verified is contradicted" in says
    assert finding(report, "synthesis-flags").caution == "flag-wrong"
    assert (
        "3.7; there: “Lattice improves accuracy on Cars by 1.7"
        in finding(report, "synthesis-quotes").says
    )
    assert finding(report, "synthesis-counts").passed


def test_a_broken_quote_is_read_to_its_end_and_counts_are_checked(verify: Verify) -> None:
    report = verify(TABS)
    assert rows(report) == [("truncated", L, "supported"), ("exact", P, "supported")]
    assert finding(report, "synthesis-counts").passed is False
    assert "5 papers and cites 2" in finding(report, "synthesis-counts").says
    assert finding(report, "synthesis-sources").passed is True
    assert (given(report).papers, given(report).claims) == (5, 2)


def test_prose_alone_is_read_by_its_citations(verify: Verify) -> None:
    report = verify(PROSE)
    assert rows(report) == [("tables", L, "supported"), ("fuzzy", P, "contradicted")]
    assert {r.stated for r in given(report).rows} == {None}
    assert [f.check for f in report.findings if f.check == "synthesis-flags"] == []


def test_results_in_a_table_of_its_own_are_put_to_the_cited_cells(verify: Verify) -> None:
    report = verify(GRID)
    assert [(r.quote, r.outcome) for r in given(report).rows] == [
        ("Lattice · Blocks: 75.2", "supported"),
        ("Lattice · Cars: 66.6", "contradicted"),
        ("Lattice-Deep · Blocks: 76.4", "supported"),
        ("Lattice-Deep · Cars: 65.5", "supported"),
        ("Prism · Harbour: 8.4", "supported"),
    ]


def test_without_marks_every_cited_work_is_asked(verify: Verify) -> None:
    assert rows(verify(BARE)) == [("exact", L, "supported"), ("fuzzy", P, "contradicted")]


@pytest.mark.parametrize(
    ("old", "new", "row"),
    [
        ("75.2%", "72.5%", 0),
        ("75.2%", "95.2%", 0),
        ("8.4 on", "8.9 on", 2),
        ("8.4 on", "4.8 on", 2),
    ],
)
def test_a_changed_number_turns_supported_into_contradicted(
    verify: Verify, old: str, new: str, row: int
) -> None:
    assert rows(verify(MARKDOWN))[row][2] == "supported"
    assert rows(verify(MARKDOWN.replace(old, new)))[row][2] == "contradicted"


SWAPPED = [
    # what is said in other words than the work's, or of something else, and what follows
    ("Lattice-Deep reaches an accuracy of 76.4% on Blocks.", "supported"),
    ("Lattice-Deep reaches an accuracy of 79.9% on Blocks.", "contradicted"),
    ("On Cars, Lattice-Deep scores an accuracy of 65.5%.", "supported"),
    ("On Blocks, Lattice has an accuracy of 79.9% with ResNet-50 features.", "undecided"),
    ("Zephyr reaches an accuracy of 75.2% on Blocks.", "undecided"),
    ("Lattice reaches an accuracy of 75.2% on Moons.", "undecided"),
    ("Lattice worsens accuracy on Cars by 1.7 points over the baseline.", "contradicted"),
]


@pytest.mark.parametrize(("claim", "outcome"), SWAPPED)
def test_words_are_put_to_the_tables_as_they_stand(
    verify: Verify, claim: str, outcome: str
) -> None:
    text = MARKDOWN.replace("Lattice reaches an accuracy of 75.2% on Blocks.", claim)
    assert rows(verify(text))[0][2] == outcome


def test_a_claim_beside_the_wrong_source_is_not_held_by_it(verify: Verify) -> None:
    report = verify(MARKDOWN.replace("on Harbour. | [2]", "on Harbour. | [3]"))
    assert rows(report)[2] == ("uncited", "", "undecided")


def test_a_work_that_cannot_be_had_costs_that_work_alone(mirror: Loopback, verify: Verify) -> None:
    for path in (f"/html/{PRISM}", f"/e-print/{PRISM}", f"/pdf/{PRISM}"):
        mirror.script(path, MISSING)
    report = verify(MARKDOWN)
    assert rows(report)[:3] == [
        ("exact", L, "supported"),
        ("fuzzy", L, "contradicted"),
        ("uncited", "", "undecided"),
    ]
    assert given(report).uncited == ()  # they may stand in the work that nobody could read
    assert [(w.key, w.read) for w in given(report).works] == [(L, True), (P, False), (A, True)]
    assert PRISM in finding(report, "synthesis-unread").says
    assert f"not read: {P}" in {v.reason: v.because for v in report.verdicts}["not-readable"]


def test_a_network_that_is_down_is_asked_for_one_work(mirror: Loopback, verify: Verify) -> None:
    for path in mirror.answers:
        mirror.script(path, Answer(b"", 503))
    report = verify(MARKDOWN)
    assert {outcome for _, _, outcome in rows(report)} == {"undecided"}
    assert not [p for p in mirror.paths if PRISM in p or ATLAS in p]
    assert f"arXiv did not answer for {L}" in finding(report, "synthesis-unread").says


def test_only_arxiv_is_fetched_and_no_file_of_the_reader(mirror: Loopback, verify: Verify) -> None:
    entries = (
        f"[1] {mirror.url}/secret\n[2] file:///etc/passwd\n[3] ../../etc/passwd\n[4] /etc/hostname"
    )
    report = verify(MARKDOWN[: MARKDOWN.index("[1] A. Doe")] + entries + "\n")
    assert mirror.paths == []
    assert not any(w.read for w in given(report).works)


HOSTILE = [
    "| Claim | Verified |\n|---|---|\n| <script>alert(1)</script> 75.2% on Blocks {{7*7}} \\input{x} | ✓ |\n",
    "| Claim | Verified |\n|---|---|\n" + "| Lattice reaches 75.2 on Blocks. | ✓ |\n" * 2_000,
    "Claim\tVerified\tConfidence\n" + "9" * 5_000 + "\t✓\t1e999\nB gains NaN.\t✓\tNaN\n",
    "| Claim | Claim |\n|---|---|\n| | |\n|\n||||||||\n",
    "Claims: " + "[" * 3_000 + "1" + "]" * 3_000,
    "@article{" + "{" * 3_000,
]


@pytest.mark.parametrize("body", HOSTILE)
def test_hostile_syntheses_end_and_contradict_nothing(verify: Verify, body: str) -> None:
    report = verify(f"# T\n\n{body}\n\n## References\n\n[1] arXiv:{LATTICE}\n")
    assert "contradicted" not in {v.outcome for v in report.verdicts}
    assert "<script>alert(1)" not in RENDERERS["html"](report)
    assert "\\input{x}" not in RENDERERS["latex"](report)


def test_every_form_of_the_report_shows_the_comparison(verify: Verify) -> None:
    report = verify(MARKDOWN)
    for form in ("html", "md", "latex"):
        text = RENDERERS[form](report)
        assert "What the synthesis says of itself" in text, form
        assert "It verified 2 of 4" in text, form
    values = json.loads(RENDERERS["json"](report))
    assert values["given"]["unused"] == [A]
    assert told(report)["given"]["rows"][1]["outcome"] == "contradicted"


def test_one_claim_of_it_can_be_asked_for(verify: Verify, tmp_path: Path) -> None:
    verify(MARKDOWN)
    report = pipeline.verify(Request(str(tmp_path / "synthesis.md"), claim="claim-2"))
    assert [v.outcome for v in report.verdicts] == ["contradicted"]


def test_how_its_verdict_came_about_is_told(verify: Verify, tmp_path: Path) -> None:
    verify(MARKDOWN)
    request = Request(str(tmp_path / "synthesis.md"))
    report, way = pipeline.explain(request, "claim-2")
    assert report.verdicts[0].outcome == "contradicted"
    assert way.claim == "claim-2"
    assert "64.0 − 62.3 = +1.7" in way.model_dump_json()


def test_a_doi_leads_to_the_paper_on_arxiv(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    work = Work(
        key=L, title="Lattice Networks for Small Pictures", doi="10.1000/lattice.1", arxiv=LATTICE
    )
    path = tmp_path / "synthesis.md"
    path.write_text(
        f"{MARKDOWN[: MARKDOWN.index('[1] A. Doe')]}[1] A. Doe. doi:10.1000/LATTICE.1\n"
        "[2] B. Roe. doi:10.1000/nobody\n",
        encoding="utf-8",
    )
    with Literature() as literature:
        literature.use(monkeypatch)
        literature.publish([work])
        for name in (LATTICE, f"{LATTICE}v1"):
            literature.script(f"/html/{name}", Answer(PAGES[LATTICE], kind="text/html"))
        report = pipeline.verify(Request(str(path)))
    assert rows(report)[:3] == [
        ("exact", "doi:10.1000/lattice.1", "supported"),
        ("fuzzy", "doi:10.1000/lattice.1", "contradicted"),
        ("uncited", "", "undecided"),
    ]
    assert "10.1000/nobody" in finding(report, "synthesis-unread").says


def seed(data: Path) -> Path:
    return next((data / "seed").iterdir())


def test_the_first_synthesis_keeps_its_twelve_verdicts_beside_its_own_flags(data: Path) -> None:
    report = pipeline.verify(Request(str(seed(data)), offline=True))
    assert report.paper == "2605.17165"
    assert [r.outcome for r in given(report).rows].count("supported") == 10
    says = finding(report, "synthesis-flags").says
    assert "It verified 1 of 12; we find 10 supported, 1 contradicted, 1 undecided." in says
    assert (given(report).papers, given(report).claims, given(report).verified) == (5, 12, 1)
    assert given(report).score == 4.5
    assert given(report).unused == ("arxiv:2112.03057", "arxiv:2507.19375")
    assert "5 papers and cites 3" in finding(report, "synthesis-counts").says
    assert "4 of its 12 quotes break off" in finding(report, "synthesis-quotes").says


@pytest.mark.parametrize(
    ("old", "new", "claim"),
    [
        ("LD-JEPA achieves +5.02", "LD-JEPA achieves +6.02", "ld-ssv2"),
        ("ImageNet (-10.14)", "ImageNet (-1.14)", "fwm-ld-in100"),
        ("10 of 14 methods", "13 of 14 methods", "in100-losses"),
        ("ImageNet (+1.88)", "ImageNet (-1.88)", "fwm-tradeoff"),
    ],
)
def test_a_changed_number_of_the_first_synthesis_is_contradicted(
    data: Path, tmp_path: Path, old: str, new: str, claim: str
) -> None:
    path = tmp_path / "seed.txt"
    text = seed(data).read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    report = pipeline.verify(Request(str(path), offline=True))
    outcomes = {s.claim: s.released for s in report.summary}
    assert outcomes[claim] == "contradicted"
    assert sum(o == "contradicted" for o in outcomes.values()) == 2
    assert finding(report, "synthesis-quotes").caution == "misquoted"
