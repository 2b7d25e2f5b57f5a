"""Do local files, folders and standard input become documents, and junk a clear error?"""

import gzip
import io
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from claimcheck.errors import NotFound, ParseError, SourceError, UnsafeInput
from claimcheck.sources import fetch, file

TEX = b"\\documentclass{article}\\begin{document}The mean is 5.\\end{document}"
HTML = b"<!DOCTYPE html><html><body>The mean is 5.</body></html>"
PDF = b"%PDF-1.5\n\x00\x01"
REPORT = b"# A report\n\nThe mean is 5."
Tar = Callable[..., bytes]

FILES = [
    ("paper.html", HTML, None, "html", "paper"),
    ("paper.HTM", HTML, None, "html", "paper"),
    ("paper.htm", b"The mean is 5.", None, "html", "paper"),
    ("paper.tex", TEX, None, "latex", "paper"),
    ("2401.01234v2.pdf", PDF, None, "pdf", "2401.01234v2"),
    ("report.txt", REPORT, None, "synthesis", "report"),
    ("report.md", b"<h1>A report</h1>\n\nThe mean is 5.", None, "synthesis", "report"),
    ("report.txt", HTML, "html", "html", "report"),
    ("results.txt", b"5 & 6 \\\\", "latex", "latex", "results"),
    ("2401.01234v2", PDF, None, "pdf", "2401.01234v2"),
    ("2401.01234v2", HTML, None, "html", "2401.01234v2"),
    ("2401.01234v2", TEX, None, "latex", "2401.01234v2"),
    ("answer", REPORT, None, "synthesis", "answer"),
    ("misnamed.html", PDF, None, "pdf", "misnamed"),
]


@pytest.mark.parametrize(("name", "data", "asked", "format", "identifier"), FILES)
def test_a_file_is_read_for_what_it_is(
    tmp_path: Path, name: str, data: bytes, asked: str | None, format: str, identifier: str
) -> None:
    (tmp_path / name).write_bytes(data)
    document = fetch(str(tmp_path / name), format=asked)
    assert document.format == format
    assert document.files == {name: data}
    assert document.id == identifier
    assert document.source == str(tmp_path / name)


ARCHIVES = ["paper.tar.gz", "paper.tgz", "paper.gz", "paper", "paper.tar"]


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_eprint_is_unpacked_whatever_its_name(tmp_path: Path, tar: Tar, name: str) -> None:
    files = {"main.tex": TEX, "tables/a.tex": b"5", "plot.png": b"\x89PNG"}
    (tmp_path / name).write_bytes(tar(files, zipped=not name.endswith(".tar")))
    document = fetch(str(tmp_path / name))
    assert (document.format, document.id) == ("latex", "paper")
    assert document.files == {"main.tex": TEX, "tables/a.tex": b"5"}


SINGLES = [(TEX, "latex", "paper.tex"), (PDF, "pdf", "paper.pdf")]


@pytest.mark.parametrize(("data", "format", "name"), SINGLES)
def test_a_gzipped_file_is_what_is_in_it(
    tmp_path: Path, data: bytes, format: str, name: str
) -> None:
    (tmp_path / "paper.gz").write_bytes(gzip.compress(data))
    document = fetch(str(tmp_path / "paper.gz"))
    assert (document.format, document.files) == (format, {name: data})


JUNK = [
    ("paper.tex", b"", None, "is empty"),
    ("paper.html", b" \n\n", None, "is empty"),
    ("paper.pdf", HTML, None, "is not a PDF but HTML"),
    ("paper.pdf", b"words", None, "is not a PDF but plain text"),
    ("paper.tar.gz", HTML, None, "is not an archive but HTML"),
    ("paper.tar.gz", TEX, None, "is not an archive but LaTeX"),
    ("paper.tex", HTML, None, "is not LaTeX but HTML"),
    ("paper.tex", bytes(range(256)), None, "binary data"),
    ("report.txt", b"\x89PNG\r\n\x1a\n\0\0", None, "binary data"),
    ("paper.zip", b"PK\x03\x04", None, "archive of another kind"),
    ("paper.html", HTML, "pdf", "is not a PDF but HTML"),
    ("paper.html", HTML, "latex", "is not LaTeX but HTML"),
    ("paper.pdf", PDF, "html", "is not html but a PDF"),
    ("paper.gz", gzip.compress(TEX), "pdf", "is not pdf but LaTeX"),
    ("paper.gz", gzip.compress(TEX)[:-9], None, "is damaged"),
]


@pytest.mark.parametrize(("name", "data", "asked", "message"), JUNK)
def test_junk_is_called_by_its_name(
    tmp_path: Path, name: str, data: bytes, asked: str | None, message: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ParseError, match=message) as caught:
        fetch(str(tmp_path / name), format=asked)
    assert caught.value.remedy


def test_a_hostile_archive_is_refused(tmp_path: Path, tar: Tar) -> None:
    (tmp_path / "paper.tar.gz").write_bytes(tar({"../main.tex": TEX}))
    with pytest.raises(UnsafeInput, match="leads out"):
        fetch(str(tmp_path / "paper.tar.gz"))


def test_a_file_beyond_the_limit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "LIMIT", 20)
    (tmp_path / "paper.tex").write_bytes(TEX)
    with pytest.raises(UnsafeInput, match="larger than"):
        fetch(str(tmp_path / "paper.tex"))
    with pytest.raises(UnsafeInput, match="standard input is larger"):
        fetch("-", stdin=io.BytesIO(TEX))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root reads everything")
def test_what_may_not_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "paper.tex").write_bytes(TEX)
    (tmp_path / "paper.tex").chmod(0)
    with pytest.raises(SourceError, match="cannot read"):
        fetch(str(tmp_path / "paper.tex"))


def test_what_cannot_be_read_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "paper.tex").write_bytes(TEX)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(SourceError, match=r"cannot read .*paper\.tex: Permission denied") as caught:
        fetch(str(tmp_path / "paper.tex"))
    assert "permissions" in caught.value.remedy


STDIN = [
    (HTML, None, "html"),
    (TEX, None, "latex"),
    (PDF, None, "pdf"),
    (gzip.compress(TEX), None, "latex"),
    (REPORT, None, "synthesis"),
    (b"The mean is 5.", "html", "html"),
    (HTML, "synthesis", "synthesis"),
]


@pytest.mark.parametrize(("data", "asked", "format"), STDIN)
def test_standard_input_is_sniffed_unless_it_is_said(
    data: bytes, asked: str | None, format: str
) -> None:
    document = fetch("-", stdin=io.BytesIO(data), format=asked)
    assert (document.format, document.source, document.id) == (format, "-", "stdin")
    assert len(document.files) == 1


def test_empty_standard_input_is_an_error() -> None:
    with pytest.raises(ParseError, match="stdin is empty"):
        fetch("-", stdin=io.BytesIO())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A LaTeX folder with much in it that does not belong to the paper."""
    paper = tmp_path / "paper-1.0"
    for name, data in {
        "main.tex": TEX,
        "sections/results.tex": b"5",
        "main.bbl": b"\\bibitem{a}",
        "plot.png": b"\x89PNG",
        "old.tar.gz": b"\x1f\x8b",
        ".git/config.tex": b"secret",
        ".hidden.tex": b"secret",
    }.items():
        (paper / name).parent.mkdir(parents=True, exist_ok=True)
        (paper / name).write_bytes(data)
    return paper


def test_a_folder_gives_what_belongs_to_the_paper(folder: Path) -> None:
    document = fetch(str(folder))
    assert (document.format, document.id) == ("latex", "paper-1.0")
    assert document.source == str(folder)
    assert document.files == {
        "main.tex": TEX,
        "main.bbl": b"\\bibitem{a}",
        "sections/results.tex": b"5",
    }


def test_the_working_folder_has_a_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder / "sections")
    assert fetch("..").id == "paper-1.0"
    assert set(fetch("..").files) == {"main.tex", "main.bbl", "sections/results.tex"}
    assert fetch(".", format="latex").id == "sections"


def test_links_are_followed_only_inside(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.tex").write_bytes(b"secret")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "more.tex").write_bytes(b"secret")
    (folder / "out.tex").symlink_to(tmp_path / "secret.tex")
    (folder / "away").symlink_to(tmp_path / "elsewhere")
    (folder / "round").symlink_to(folder)
    (folder / "circle.tex").symlink_to(folder / "circle.tex")
    (folder / "nowhere.tex").symlink_to(folder / "gone")
    (folder / "inside.tex").symlink_to(folder / "sections" / "results.tex")
    files = fetch(str(folder)).files
    assert set(files) == {"main.tex", "main.bbl", "sections/results.tex", "inside.tex"}


def test_a_file_too_large_for_a_folder_is_left_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "LIMITS", replace(file.LIMITS, file=15))
    (folder / "short.tex").write_bytes(b"\\section{A}")
    assert set(fetch(str(folder)).files) == {"main.bbl", "sections/results.tex", "short.tex"}


BOUNDS = [
    ("LIMITS", replace(file.LIMITS, members=2), "more than 2 files"),
    ("LIMITS", replace(file.LIMITS, total=50), "more than 0 MB"),
    ("ENTRIES", 3, "more than 3 files"),
]


@pytest.mark.parametrize(("name", "bound", "message"), BOUNDS)
def test_a_folder_has_bounds(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, bound: object, message: str
) -> None:
    monkeypatch.setattr(file, name, bound)
    with pytest.raises(UnsafeInput, match=message):
        fetch(str(folder))


INSTEAD = [("paper.html", "paper.html"), ("paper.pdf", "paper.pdf"), ("a.png", "the .tex files")]


@pytest.mark.parametrize(("name", "remedy"), INSTEAD)
def test_a_folder_without_latex_says_what_may_have_been_meant(
    tmp_path: Path, name: str, remedy: str
) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / name).write_bytes(b"x")
    with pytest.raises(NotFound, match="holds no LaTeX file") as caught:
        fetch(str(tmp_path / "sub"))
    assert remedy in caught.value.remedy


@pytest.mark.parametrize("format", ["html", "pdf", "synthesis"])
def test_a_folder_is_latex_or_nothing(folder: Path, format: str) -> None:
    with pytest.raises(SourceError, match="a folder is read as LaTeX"):
        fetch(str(folder), format=format)


INPUTS = [
    (rb"\input{sections/results}", {"sections/results.tex"}),
    (rb"\input{sections/results.tex}", {"sections/results.tex"}),
    (rb"\include{./sections/results}", {"sections/results.tex"}),
    (rb"\input sections/results", {"sections/results.tex"}),
    (rb"\import{sections/}{results}", {"sections/results.tex"}),
    (rb"\usepackage[a,b]{amsmath, own}", {"own.sty"}),
    (rb"\bibliography{refs,more}", {"refs.bib"}),
    (rb"\input{chain}", {"chain.tex", "sections/results.tex"}),
    (rb"\input{circle}", {"circle.tex"}),
    (rb"% \input{sections/results}", set()),
    (rb"5\,\% \input{sections/results}", {"sections/results.tex"}),
    (rb"\input{../secret}", set()),
    (rb"\input{/etc/hostname}", set()),
    (rb"\input{sections}", set()),
    (rb"\input{gone}", set()),
    (rb"\input{}", set()),
    (rb"\input", set()),
]


@pytest.mark.parametrize(("command", "expected"), INPUTS)
def test_a_latex_file_brings_what_it_inputs(
    tmp_path: Path, command: bytes, expected: set[str]
) -> None:
    paper = tmp_path / "paper"
    for name, data in {
        "sections/results.tex": b"5",
        "own.sty": b"\\newcommand{\\mean}{5}",
        "refs.bib": b"@article{a}",
        "chain.tex": b"\\input{sections/results}",
        "circle.tex": b"\\input{circle}\\input{main}",
        "other.tex": TEX,
        "../secret.tex": b"secret",
    }.items():
        (paper / name).parent.mkdir(parents=True, exist_ok=True)
        (paper / name).write_bytes(data)
    main = b"\\documentclass{article}\n\\begin{document}\n" + command + b"\n\\end{document}"
    (paper / "main.tex").write_bytes(main)
    files = fetch(str(paper / "main.tex")).files
    assert next(iter(files)) == "main.tex"
    assert set(files) == {"main.tex"} | expected


def test_a_latex_file_brings_its_compiled_bibliography(folder: Path) -> None:
    assert set(fetch(str(folder / "main.tex")).files) == {"main.tex", "main.bbl"}


PAPERS = ["adaptive_dual_scale_denoising", "cotformer", "derma-jepa"]


@pytest.mark.parametrize("name", PAPERS)
def test_real_papers_are_read_in_every_form(data: Path, name: str) -> None:
    paper = data / "papers" / name
    assert fetch(str(paper / f"{name}.html")).format == "html"
    assert fetch(str(paper / f"{name}.pdf")).format == "pdf"
    latex = fetch(str(paper / "latex"))
    assert (latex.format, latex.id) == ("latex", "latex")
    roots = [path for path, text in latex.files.items() if b"\\begin{document}" in text]
    single = fetch(str(paper / "latex" / roots[0]))
    assert next(iter(single.files)) == roots[0]
    assert set(single.files) <= set(latex.files)


def test_a_real_synthesis_is_one(data: Path) -> None:
    for path in (data / "seed").glob("*.txt"):
        assert fetch(str(path)).format == "synthesis"
        assert fetch("-", stdin=io.BytesIO(path.read_bytes())).format == "synthesis"
