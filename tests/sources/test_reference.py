"""What does a reference mean?"""

from pathlib import Path

import pytest

from claimcheck.errors import NotFound, SourceError
from claimcheck.sources.reference import arxiv_id, exists, source_of, split_version, stem

IDS = [
    ("2401.01234", "2401.01234"),
    ("2401.01234v2", "2401.01234v2"),
    (" 2401.01234V12 ", "2401.01234v12"),
    ("0704.0001", "0704.0001"),
    ("1412.9999v1", "1412.9999v1"),
    ("arXiv:2401.01234v2", "2401.01234v2"),
    ("ARXIV: 2401.01234", "2401.01234"),
    ("arXiv:2401.01234v2 [cs.LG] 4 Mar 2024", "2401.01234v2"),
    ("cs/0112017", "cs/0112017"),
    ("cs/0112017v1", "cs/0112017v1"),
    ("arXiv:hep-th/9901001v3", "hep-th/9901001v3"),
    ("math.GT/0309136", "math/0309136"),
    ("cond-mat.mes-hall/0309136v2", "cond-mat/0309136v2"),
    ("https://arxiv.org/abs/2401.01234", "2401.01234"),
    ("<http://arxiv.org/abs/2401.01234v1>", "2401.01234v1"),
    ("arxiv.org/abs/2401.01234v1", "2401.01234v1"),
    ("https://www.arxiv.org/html/2401.01234v2/", "2401.01234v2"),
    ("https://arxiv.org/html/2401.01234v2#S3.T1", "2401.01234v2"),
    ("https://arxiv.org/pdf/2401.01234v2.pdf", "2401.01234v2"),
    ("https://arxiv.org/pdf/2401.01234?download=1", "2401.01234"),
    ("http://export.arxiv.org/e-print/2401.01234", "2401.01234"),
    ("https://arxiv.org/src/2401.01234v3", "2401.01234v3"),
    ("https://arxiv.org/abs/hep-th/9901001", "hep-th/9901001"),
    ("https://arxiv.org/abs/hep-th%2F9901001", "hep-th/9901001"),
    ("https://doi.org/10.48550/arXiv.2401.01234", "2401.01234"),
    ("10.48550/arXiv.2401.01234", "2401.01234"),
    ("", None),
    ("-", None),
    ("2401.1234", None),
    ("2401.012345", None),
    ("1412.12345", None),
    ("1501.1234", None),
    ("2413.01234", None),
    ("2400.01234", None),
    ("0612.0001", None),
    ("2401.01234v0", None),
    ("2401.01234v", None),
    ("2401.01234.pdf", None),
    ("x2401.01234", None),
    ("runs/0112017", None),
    ("cs/011201", None),
    ("cs/0113017", None),
    ("https://example.org/abs/2401.01234", None),
    ("https://arxiv.org.example.org/abs/2401.01234", None),
    ("https://notarxiv.org/abs/2401.01234", None),
    ("https://arxiv.org/list/cs.LG/recent", None),
    ("see arXiv:2401.01234", None),
    ("2401.01234\n2401.01235", None),
    ("２４０１.01234", None),
]
VERSIONS = [
    ("2401.01234", ("2401.01234", None)),
    ("2401.01234v12", ("2401.01234", 12)),
    ("solv-int/9901001", ("solv-int/9901001", None)),
    ("solv-int/9901001v3", ("solv-int/9901001", 3)),
]
STEMS = [
    ("paper.html", "paper"),
    ("paper.tar.gz", "paper"),
    ("Paper.TGZ", "Paper"),
    ("2401.01234v2", "2401.01234v2"),
    ("2401.01234v2.pdf", "2401.01234v2"),
    (".tex", ".tex"),
]
REFUSED = [
    ("", SourceError, "no reference", "arXiv id"),
    ("   ", SourceError, "no reference", "arXiv id"),
    ("nothing", SourceError, "neither a file that exists nor an arXiv id", "arXiv id"),
    ("2401.1234", SourceError, "5 digits after the point, this one has 4", "arXiv id"),
    ("1312.12345", SourceError, "4 digits after the point, this one has 5", "arXiv id"),
    ("arXiv:2413.01234", SourceError, "2413 is no year and month", "arXiv id"),
    ("2401.01234v0", SourceError, "v0 is no version", "arXiv id"),
    ("ftp://example.org/paper.pdf", SourceError, "no address of a paper", "download the paper"),
    ("https://arxiv.org/list/cs.LG/recent", SourceError, "no address of a paper", "arXiv id"),
    ("missing.tex", NotFound, "no such file: missing.tex", "check the path"),
    ("./missing", NotFound, "no such file", "check the path"),
    ("some/where/paper", NotFound, "no such file", "check the path"),
    ("2401.01234v1.pdf", NotFound, "no such file", "2401.01234v1 alone fetches it"),
    ("x" * 5000, SourceError, "neither a file", "arXiv id"),
    ("a\0b.tex", NotFound, "no such file", "check the path"),
    ("~nobody-of-this-name/paper.tex", NotFound, "no such file", "check the path"),
]


@pytest.mark.parametrize(("text", "expected"), IDS)
def test_an_arxiv_id_is_known_in_every_form_and_nothing_else_is(
    text: str, expected: str | None
) -> None:
    assert arxiv_id(text) == expected


@pytest.mark.parametrize(("identifier", "expected"), VERSIONS)
def test_the_version_comes_apart_from_the_id(
    identifier: str, expected: tuple[str, int | None]
) -> None:
    assert split_version(identifier) == expected


@pytest.mark.parametrize(("name", "expected"), STEMS)
def test_a_stem_loses_only_known_suffixes(name: str, expected: str) -> None:
    assert stem(name) == expected


@pytest.mark.parametrize(("reference", "error", "message", "remedy"), REFUSED)
def test_what_means_nothing_is_refused_with_a_remedy(
    reference: str, error: type[SourceError], message: str, remedy: str
) -> None:
    with pytest.raises(error) as caught:
        source_of(reference)
    assert type(caught.value) is error
    assert message in str(caught.value)
    assert remedy in caught.value.remedy
    assert len(str(caught.value)) < 300


def test_a_near_miss_in_the_same_folder_is_suggested(tmp_path: Path) -> None:
    (tmp_path / "results.tex").touch()
    with pytest.raises(NotFound) as caught:
        source_of(str(tmp_path / "result.tex"))
    assert str(tmp_path / "results.tex") in caught.value.remedy


def test_a_local_path_wins_over_an_arxiv_id(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert source_of("2401.01234") == "arxiv"
    Path("2401.01234").mkdir()
    assert source_of("2401.01234") == "file"
    assert source_of("arXiv:2401.01234") == "arxiv"
    assert source_of("-") == "file"


def test_a_path_that_the_system_cannot_have_does_not_exist() -> None:
    assert not exists(Path("x" * 5000))
