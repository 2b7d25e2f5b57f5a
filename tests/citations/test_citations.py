"""A sentence or a row on a cited work in, what that work's own tables say of it out."""

from pathlib import Path

import pytest
from citing_pairs import CITED, ENTRIES, LATTICE, Rows, paper, table

from claimcheck import reading
from claimcheck.citations import citations
from claimcheck.record import Reference

A, B, C = "arxiv:2401.00001", "arxiv:2402.00002", "doi:10.1000/abc.7"


def told(text: str, references: tuple[Reference, ...] = ENTRIES) -> list[tuple[str, str, str]]:
    found = citations(paper("2405.00005", text, references=references), None, CITED)
    return [(c.cited, c.outcome, c.reason) for c in found]


AGREES = [
    "Lattice [1] reports 75.2 on Blocks.",
    "Lattice (Doe and Roe, 2024) achieves 75.2% accuracy on Blocks.",
    "Doe & Roe (2024) report that Lattice reaches an accuracy of 64.0% on Cars.",
    "Lattice [1] improves over the baseline by 4.2 points on Blocks.",
    "On Birds, Lattice-Deep [1] reaches 59.3, as arXiv:2401.00001v2 reports.",
]
DISAGREES = [
    "Lattice [1] reports 73.9 on Blocks.",
    "Lattice (Doe and Roe, 2024) achieves 73.9% accuracy on Blocks.",
    "Doe and Roe (2024) report that Lattice reaches an accuracy of 69.0% on Cars.",
    "Lattice [1] improves over the baseline by 7.7 points on Blocks.",
]
OPEN = [
    # a setting that the cited table does not know
    ("With linear probing, Lattice [1] reports 73.9 on Blocks.", "different-protocol"),
    ("Lattice [1] with ViT-L/16 reports 73.9 on Blocks.", "different-protocol"),
    # whose number it is
    ("We rerun Lattice [1] and get 73.9 on Blocks.", "maybe-rerun"),
    ("Under our settings, Lattice [1] reports 73.9 on Blocks.", "maybe-rerun"),
    # the number stands elsewhere in the cited work
    ("Lattice [1] reports 76.4 on Blocks.", "elsewhere"),
    # nobody is named
    ("Prior work [1, 2] reports 75.2 on Blocks.", "not-named"),
    ("Lattice [1] and Prism [2] report 73.2 and 72.7 on Blocks.", "several-cited"),
    # the wrong work is cited
    ("Lattice [2] reports 75.2 on Blocks.", "other-work"),
    ("Lattice [2] reports 73.3 on Blocks.", "no-cell"),
    # nobody has it
    ("Lattice [3] reports 75.2 on Blocks.", "not-readable"),
]
NOTHING = [
    "Lattice [1] was trained for 300 epochs with batch size 64.",
    "Lattice reports 75.2 on Blocks.",
    "The interval is [0, 1], and the mean 75.2 on Blocks.",
    "Lattice [7] reports 75.2 on Blocks.",
    "Pictures are small [1].",
    "We look at four methods: Lattice, Lattice-Deep, Prism and a baseline [1].",
]


@pytest.mark.parametrize("text", AGREES)
def test_what_the_cited_work_prints_is_supported(text: str) -> None:
    assert told(text) == [(A, "supported", "agrees")]


@pytest.mark.parametrize("text", DISAGREES)
def test_another_number_for_the_same_cell_is_contradicted(text: str) -> None:
    assert told(text) == [(A, "contradicted", "disagrees")]


@pytest.mark.parametrize(("text", "reason"), OPEN)
def test_what_cannot_be_held_against_one_cell_stays_open(text: str, reason: str) -> None:
    found = told(text)
    assert {outcome for _, outcome, _ in found} == {"undecided"}
    assert reason in [why for _, _, why in found]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_result_of_a_cited_work_is_left_alone(text: str) -> None:
    assert told(text) == []


def test_each_of_two_works_answers_for_its_own_mark() -> None:
    found = told(
        "Lattice [1] reports 75.2 on Blocks, whereas Prism [2] reports a Blocks F1 of 70.1."
    )
    assert (A, "supported", "agrees") in found
    assert (B, "contradicted", "disagrees") in found
    assert len(found) == 2


def test_the_evidence_leads_to_a_place_in_both_works() -> None:
    (one,) = citations(
        paper("2405.00005", DISAGREES[0], references=ENTRIES), None, {"2401.00001": LATTICE}
    )
    assert (one.paper, one.cited) == ("arxiv:2405.00005", A)
    said, cell = one.evidence
    assert (said.source, said.value) == ("2405.00005.tex", "73.9")
    assert (cell.source, cell.value) == ("2401.00001v2.tex", "75.2")
    assert "75.2; claimed 73.9" in one.because


ROWS: Rows = [
    ["Method", "Blocks", "Cars"],
    ["Lattice [1]", "75.2", "66.6"],
    ["Prism [2]", "74.7", "60.0"],
    ["Noether [3]", "70.0", "61.0"],
    ["Ours", "80.0", "70.0"],
]


def rows(caption: str, grid: Rows = ROWS) -> list[tuple[str, str, str]]:
    citing = paper("c", tables=(table(grid, caption),), references=ENTRIES)
    found = citations(citing, None, {A: LATTICE})
    return [(c.quote, c.outcome, c.reason) for c in found]


def test_rows_that_are_said_to_be_copied_must_be_the_cited_cells() -> None:
    assert rows("Top-1 accuracy (%), as reported in the original papers.") == [
        ("Lattice · Blocks · Top-1 accuracy: 75.2", "supported", "agrees"),
        ("Lattice · Cars · Top-1 accuracy: 66.6", "contradicted", "disagrees"),
        ("Prism · Blocks · Top-1 accuracy: 74.7", "undecided", "not-readable"),
        ("Prism · Cars · Top-1 accuracy: 60.0", "undecided", "not-readable"),
        ("Noether · Blocks · Top-1 accuracy: 70.0", "undecided", "not-readable"),
        ("Noether · Cars · Top-1 accuracy: 61.0", "undecided", "not-readable"),
    ]


def test_a_row_may_be_a_rerun_by_the_citing_paper() -> None:
    assert rows("Top-1 accuracy (%).")[1] == (
        "Lattice · Cars · Top-1 accuracy: 66.6", "undecided", "maybe-rerun",
    )  # fmt: skip


def test_a_mark_in_a_column_of_its_own_is_read_too() -> None:
    grid = [["Method", "Ref.", "Blocks", "Cars"], ["Lattice", "[1]", "75.2", "64.0"],
            ["Ours", "", "80.0", "70.0"]]  # fmt: skip
    assert [outcome for _, outcome, _ in rows("Top-1 accuracy (%).", grid)] == ["supported"] * 2


RESOLVED = [
    (Reference(key="9", text="Doe. Things. 2024.", url="https://doi.org/10.48550/arXiv.2401.00001"), A),
    (Reference(key="9", text="Doe. Things. 2024. arXiv:2401.00001", arxiv="2401.00001"), A),
    (Reference(key="9", text="Doe, “Lattice networks for small pictures,” Proc. X, 2024."), A),
    (Reference(key="9", text="Doe. Lattice networks for small pictures. 2024.", arxiv="2401.09999"),
     "arxiv:2401.09999"),
    (Reference(key="9", text="Doe. Lattice networks. 2024."), "title:lattice networks"),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "key"), RESOLVED)
def test_an_entry_is_resolved_by_id_or_doi_else_by_its_title(entry: Reference, key: str) -> None:
    ((cited, outcome, _),) = told("Lattice [9] reports 75.2 on Blocks.", (entry,))
    assert cited == key
    assert outcome == ("supported" if key == A else "undecided")


@pytest.mark.parametrize("printed", ["73.2", "71.2", "95.2", "57.2"])
def test_a_changed_number_is_no_longer_supported(printed: str) -> None:
    for text in AGREES[:2]:
        assert told(text.replace("75.2", printed)) == [(A, "contradicted", "disagrees")]


HOSTILE = [
    "[" * 1000 + "1" + "]" * 1000 + " reports 75.2 on Blocks.",
    "Lattice [1–999999999] reports 75.2 on Blocks.",
    "Lattice [" + "1, " * 400 + "1] reports 75.2 on Blocks.",
    "arXiv:" * 200 + " reports 75.2",
    "Lattice ((((((Doe, 2024)))))) <script>alert(1)</script> 75.2 on Blocks [1].",
    "\\cite{" * 200 + " 75.2 [1]",
    "A" * 1400 + " [1] 75.2",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_sentences_end_and_contradict_nothing(text: str) -> None:
    assert "contradicted" not in [outcome for _, outcome, _ in told(text)]


TEX = rb"""\documentclass{article}\title{Citing}\begin{document}\maketitle\section{Results}
Lattice \cite{doe24} reports 73.9 on Blocks. \citet{doe24} report that Lattice reaches an accuracy of 64.0\% on Cars.
\begin{thebibliography}{9}\bibitem{doe24} A. Doe. Lattice Networks for Small Pictures. 2024. arXiv:2401.00001
\end{thebibliography}\end{document}"""
HTML = b"""<html><body><article class="ltx_document"><h1 class="ltx_title">Citing</h1>
<section class="ltx_section"><h2 class="ltx_title">Results</h2><p class="ltx_p">Lattice
<cite class="ltx_cite">[<a class="ltx_ref" href="#bib.bib1">1</a>]</cite> reports 73.9 on Blocks. Lattice
<cite class="ltx_cite">(Doe, <a class="ltx_ref" href="#bib.bib1">2024</a>)</cite> reaches an accuracy of 64.0% on Cars.
</p></section><section class="ltx_bibliography"><ul><li class="ltx_bibitem" id="bib.bib1">
<span class="ltx_tag ltx_tag_bibitem">[1]</span><span class="ltx_bibblock">A. Doe (2024). Lattice Networks for Small
Pictures. arXiv:2401.00001.</span></li></ul></section></article></body></html>"""


@pytest.mark.parametrize(("name", "data"), [("c.tex", TEX), ("c.html", HTML)])
def test_marks_survive_the_parsers(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    citing = reading.read(reading.Request(str(tmp_path / name)))
    assert [c.outcome for c in citations(citing, None, CITED)] == ["contradicted", "supported"]


def test_real_papers_cite_without_an_alarm(data: Path) -> None:
    """What real papers say of works that cannot be read here is open, all of it."""
    for folder in sorted((data / "papers").iterdir()):
        read = reading.read(reading.Request(str(folder / f"{folder.name}.html")))
        assert {c.outcome for c in citations(read, None, {A: LATTICE})} <= {"undecided"}
