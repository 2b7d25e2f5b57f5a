"""Does a paper on arXiv become bytes, by whatever way is open?"""

import gzip
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from loopback import MISSING, Answer, Loopback, feed
from mirrored import HTML, ID, INDEX, PDF, TEX, V2

from claimcheck.errors import (
    NotFound,
    Offline,
    ParseError,
    SourceError,
)
from claimcheck.sources import fetch
from claimcheck.store import Cache

Tar = Callable[..., bytes]


def test_without_a_version_the_newest_comes_and_is_named(full: Loopback) -> None:
    document = fetch(ID)
    assert document.format == "html"
    assert document.files == {f"{V2}.html": HTML}
    assert document.id == V2
    assert document.source == f"{full.url}/html/{V2}"
    assert document.title == "A Small Study"
    assert document.authors == ("Ada Lovelace", "Emmy Noether")
    assert document.published == "2024-01-02"
    assert full.paths == [INDEX, f"/html/{V2}"]


def test_a_version_that_is_named_is_asked_for_everywhere(full: Loopback) -> None:
    for path in list(full.answers):
        if "v2" in path:
            full.answers[path.replace("v2", "v1")] = full.answers[path]
    full.script("/html/2401.01234v1", MISSING)
    full.script("/api/query?id_list=2401.01234v1", feed("2401.01234v1", title="An Older Title"))
    document = fetch("arXiv:2401.01234v1")
    assert (document.id, document.format) == ("2401.01234v1", "latex")
    assert document.title == "An Older Title"
    assert full.paths == [
        "/html/2401.01234v1",
        "/e-print/2401.01234v1",
        "/api/query?id_list=2401.01234v1",
    ]


FORMS = [
    (None, (), "html", {f"{V2}.html": HTML}),
    (None, ("html",), "latex", {"main.tex": TEX}),
    (None, ("html", "e-print"), "pdf", {f"{V2}.pdf": PDF}),
    ("html", (), "html", {f"{V2}.html": HTML}),
    ("latex", (), "latex", {"main.tex": TEX}),
    ("pdf", (), "pdf", {f"{V2}.pdf": PDF}),
]


@pytest.mark.parametrize(("format", "missing", "expected", "files"), FORMS)
def test_html_comes_before_the_eprint_and_the_eprint_before_the_pdf(
    full: Loopback,
    format: str | None,
    missing: tuple[str, ...],
    expected: str,
    files: dict[str, bytes],
) -> None:
    for form in missing:
        full.script(f"/{form}/{V2}", MISSING)
    document = fetch(V2, format=format)
    assert document.format == expected
    assert document.files == files
    assert (Cache().get(f"{full.url}/html/{V2}") == HTML) is (expected == "html")


EPRINTS = [
    (gzip.compress(TEX), "latex", {f"{V2}.tex": TEX}),
    (TEX, "latex", {f"{V2}.tex": TEX}),
    (PDF, "pdf", {f"{V2}.pdf": PDF}),
    (gzip.compress(PDF), "pdf", {f"{V2}.pdf": PDF}),
]


@pytest.mark.parametrize(("eprint", "format", "files"), EPRINTS)
def test_an_eprint_is_what_its_bytes_say(
    full: Loopback, eprint: bytes, format: str, files: dict[str, bytes]
) -> None:
    full.script(f"/html/{V2}", MISSING)
    full.script(f"/e-print/{V2}", Answer(eprint, kind="text/html"))
    document = fetch(V2)
    assert (document.format, document.files) == (format, files)
    assert document.source == f"{full.url}/e-print/{V2}"


UNREADABLE = [
    Answer(b"<html>Please prove that you are a person</html>", kind="application/gzip"),
    Answer(gzip.compress(b"%auto-ignore\nwithdrawn")),
    Answer(gzip.compress(TEX)[:-8], announce=-1),
    Answer(b""),
]


@pytest.mark.parametrize("answer", UNREADABLE)
def test_what_is_no_eprint_is_passed_over_and_never_cached(full: Loopback, answer: Answer) -> None:
    full.script(f"/html/{V2}", MISSING)
    full.script(f"/e-print/{V2}", answer)
    assert fetch(V2).format == "pdf"
    assert Cache().get(f"{full.url}/e-print/{V2}") is None
    with pytest.raises(ParseError):
        fetch(V2, format="latex")


NO_HTML = [
    Answer(PDF, kind="text/html"),
    Answer(b"", kind="text/html"),
    Answer(b"<html><p>No HTML is there for this paper.</p></html>", kind="text/html"),
    Answer(b"<html><meta name='citation_arxiv_id'><table></table></html>", kind="text/html"),
    Answer(HTML + b"<p>Conversion to HTML had a Fatal error and exited abruptly.</p>"),
]


@pytest.mark.parametrize("answer", NO_HTML)
def test_html_that_is_none_or_breaks_off_gives_way_to_the_eprint(
    full: Loopback, answer: Answer
) -> None:
    full.script(f"/html/{V2}", answer)
    assert fetch(V2).format == "latex"
    assert Cache().get(f"{full.url}/html/{V2}") is None


def test_asking_for_one_form_asks_for_no_other(full: Loopback) -> None:
    full.script(f"/html/{V2}", MISSING)
    with pytest.raises(NotFound, match=f"arXiv has no html of {V2}") as caught:
        fetch(V2, format="html")
    assert "--format" in caught.value.remedy
    assert full.paths == [f"/html/{V2}"]


def test_latex_of_a_paper_sent_as_pdf_is_not_found(full: Loopback) -> None:
    full.script(f"/e-print/{V2}", PDF)
    with pytest.raises(NotFound, match="its authors sent pdf") as caught:
        fetch(V2, format="latex")
    assert "--format pdf" in caught.value.remedy


def test_an_unknown_paper_is_not_found(mirror: Loopback) -> None:
    with pytest.raises(NotFound, match=f"arXiv has no paper {ID}$") as caught:
        fetch(ID)
    assert "check the id" in caught.value.remedy
    assert mirror.paths == [INDEX, f"/html/{ID}", f"/e-print/{ID}", f"/pdf/{ID}"]


def test_no_form_can_be_a_synthesis(full: Loopback) -> None:
    with pytest.raises(SourceError, match="no synthesis"):
        fetch(ID, format="synthesis")
    assert full.paths == []


def test_old_ids_keep_their_slash_in_the_address_alone(full: Loopback) -> None:
    full.script("/html/cs/0112017v1", Answer(HTML))
    full.script("/api/query?id_list=cs/0112017v1", feed("cs/0112017v1"))
    document = fetch("https://arxiv.org/abs/cs.LG/0112017v1")
    assert document.id == "cs/0112017v1"
    assert list(document.files) == ["cs_0112017v1.html"]
    assert document.title == "A Small Study"


NO_METADATA = [
    MISSING,
    Answer(status=500),
    Answer(b"Rate exceeded."),
    Answer(b"<html></html>"),
    Answer(feed("2401.99999v1")),
]


@pytest.mark.parametrize("answer", NO_METADATA)
def test_missing_metadata_is_no_failure(full: Loopback, answer: Answer) -> None:
    full.script(INDEX, answer)
    document = fetch(ID)
    assert (document.id, document.title, document.authors) == (ID, "", ())
    assert document.source == f"{full.url}/html/{ID}"
    assert Cache().get(f"{full.url}{INDEX}") is None


def test_without_metadata_the_page_may_print_its_version(full: Loopback) -> None:
    full.script(INDEX, MISSING)
    page = HTML.replace(
        b"The mean", b"<div id='watermark-tr'>arXiv:2401.01234v3 [cs.LG] 4 Mar 2024</div>The mean"
    )
    full.script(f"/html/{ID}", page)
    assert fetch(ID).id == "2401.01234v3"
    full.script(f"/html/{V2}", page)
    assert fetch(V2).id == V2


def test_a_mirror_without_versions_serves_all_the_same(full: Loopback) -> None:
    for form in ("html", "e-print", "pdf"):
        full.script(f"/{form}/{V2}", MISSING)
    document = fetch(ID)
    assert document.source == f"{full.url}/html/{ID}"
    assert (document.id, document.title) == (V2, "A Small Study")


@pytest.mark.parametrize("reference", [ID, V2])
@pytest.mark.parametrize("missing", [(), ("html",), ("html", "e-print")])
def test_what_is_cached_is_not_asked_again(
    full: Loopback, reference: str, missing: tuple[str, ...]
) -> None:
    for form in missing:
        full.script(f"/{form}/{V2}", MISSING)
    first = fetch(reference)
    full.asked.clear()
    assert fetch(reference) == first
    assert fetch(reference, offline=True) == first
    assert full.paths == []


def test_a_version_found_by_its_bare_id_is_cached_under_its_own_name(full: Loopback) -> None:
    first = fetch(ID)
    full.asked.clear()
    assert fetch(V2) == first
    assert full.paths == []


def test_a_404_is_believed_for_a_day(full: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    full.script(f"/html/{V2}", MISSING, Answer(HTML))
    assert fetch(V2).format == "latex"
    assert fetch(V2).format == "latex"
    later = (datetime.now(UTC) - timedelta(days=1, minutes=1)).isoformat()
    Cache().put(f"absent {full.url}/html/{V2}", later.encode())
    assert fetch(V2).format == "html"


def test_refresh_asks_again_for_what_may_have_changed(full: Loopback) -> None:
    fetch(ID)
    full.asked.clear()
    full.script(INDEX, feed("2401.01234v3"))
    full.script("/html/2401.01234v3", HTML + b"<!-- new -->")
    assert fetch(ID).id == V2
    assert full.paths == []
    document = fetch(ID, refresh=True)
    assert document.id == "2401.01234v3"
    assert document.files == {"2401.01234v3.html": HTML + b"<!-- new -->"}
    assert full.paths == [INDEX, "/html/2401.01234v3"]


def test_refresh_of_a_version_asks_for_what_was_missing_and_not_for_what_is_there(
    full: Loopback,
) -> None:
    fetch(V2)
    full.asked.clear()
    fetch(V2, refresh=True)
    assert full.paths == []
    full.script("/html/2401.01234v1", MISSING, Answer(HTML))
    full.script("/pdf/2401.01234v1", PDF)
    assert fetch("2401.01234v1").format == "pdf"
    assert fetch("2401.01234v1", refresh=True).format == "html"


@pytest.mark.parametrize("reference", [ID, V2])
@pytest.mark.parametrize("refresh", [False, True])
def test_offline_asks_nobody_and_says_what_to_do(
    full: Loopback, reference: str, refresh: bool
) -> None:
    with pytest.raises(Offline, match=f"no paper of {reference}") as caught:
        fetch(reference, offline=True, refresh=refresh)
    assert "without --offline" in caught.value.remedy
    assert full.paths == []
    fetch(reference, format="pdf")
    full.asked.clear()
    assert fetch(reference, offline=True, refresh=refresh).format == "pdf"
    with pytest.raises(Offline, match="no html of"):
        fetch(reference, format="html", offline=True)
    assert full.paths == []
