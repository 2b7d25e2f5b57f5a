"""What stops a fetch from arXiv, and how is it asked without being hurried?"""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from loopback import MISSING, Answer, Loopback, feed
from mirrored import HTML, ID, TEX, V2

from claimcheck.errors import (
    Offline,
    SourceError,
    Unreachable,
    UnsafeInput,
)
from claimcheck.sources import arxiv, fetch
from claimcheck.store import Cache

Tar = Callable[..., bytes]


BREAKS = [
    Answer(status=503),
    Answer(status=429, headers={"Retry-After": "0"}),
    Answer(HTML[:20], announce=len(HTML)),
    Answer(status=403),
]


@pytest.mark.parametrize("answer", BREAKS)
def test_a_server_that_fails_is_named_with_the_ways_around_it(
    full: Loopback, answer: Answer
) -> None:
    full.script(f"/html/{V2}", answer)
    with pytest.raises(Unreachable, match="arXiv cannot be reached") as caught:
        fetch(V2)
    assert f"{full.url}/html/{V2}" in str(caught.value)
    for way in ("by hand", "CLAIMCHECK_ARXIV_URL", "--offline"):
        assert way in caught.value.remedy
    assert Cache().get(f"{full.url}/html/{V2}") is None
    assert not list(Cache().folder.rglob("*.json"))


def test_a_download_that_is_killed_leaves_nothing(full: Loopback) -> None:
    class Killed(BaseException):
        pass

    class Dying(httpx.SyncByteStream):
        def __iter__(self):  # type: ignore[no-untyped-def]
            yield HTML[:20]
            raise Killed

    transport = httpx.MockTransport(lambda request: httpx.Response(200, stream=Dying()))
    with pytest.raises(Killed):
        fetch(V2, transport=transport)
    assert not [p for p in Cache().folder.rglob("*") if p.is_file()]
    assert fetch(V2).files == {f"{V2}.html": HTML}


def test_passing_faults_are_overcome(full: Loopback) -> None:
    full.script(
        f"/html/{V2}",
        Answer(status=429, headers={"Retry-After": "0"}),
        Answer(HTML[:20], announce=len(HTML)),
        Answer(HTML),
    )
    said: list[str] = []
    assert fetch(V2, progress=said.append).files == {f"{V2}.html": HTML}
    assert sum("trying again" in line for line in said) == 2
    assert any(f"/html/{V2}" in line for line in said)


def test_a_redirect_to_another_place_is_followed(full: Loopback) -> None:
    full.script(f"/html/{V2}", Answer(status=301, headers={"Location": "/moved"}))
    full.script("/moved", HTML)
    assert fetch(V2).files == {f"{V2}.html": HTML}


def test_a_hostile_eprint_stops_the_fetch(full: Loopback, tar: Tar) -> None:
    full.script(f"/html/{V2}", MISSING)
    full.script(f"/e-print/{V2}", tar({"../../main.tex": TEX}))
    with pytest.raises(UnsafeInput, match="leads out"):
        fetch(V2)
    assert Cache().get(f"{full.url}/e-print/{V2}") is None


def test_a_body_without_end_stops_the_fetch(
    full: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arxiv, "MANNERS", replace(arxiv.MANNERS, limit=50))
    full.script(f"/html/{V2}", Answer(HTML, announce=-1))
    with pytest.raises(UnsafeInput, match="larger than"):
        fetch(V2)


def test_a_damaged_cache_is_mended(full: Loopback) -> None:
    first = fetch(V2)
    for blob in (Cache().folder / "blobs").rglob("*"):
        if blob.is_file():
            blob.write_bytes(b"rot")
    with pytest.raises(Offline):
        fetch(V2, offline=True)
    for key in (Cache().folder / "keys").iterdir():
        key.unlink()
    for blob in (Cache().folder / "blobs").rglob("*"):
        if blob.is_file():
            blob.unlink()
    assert fetch(V2) == first


def test_two_threads_at_once_bring_the_same(full: Loopback) -> None:
    full.script(f"/html/{V2}", Answer(HTML, delay=0.1))
    brought = []
    threads = [threading.Thread(target=lambda: brought.append(fetch(ID))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(brought) == 4
    assert all(document == brought[0] for document in brought)
    assert fetch(ID, offline=True) == brought[0]


def test_the_cache_that_is_passed_is_the_one_that_is_used(full: Loopback, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "other")
    fetch(V2, cache=cache)
    assert cache.get(f"{full.url}/html/{V2}") == HTML
    assert not Cache().folder.exists()


def test_a_set_interval_is_kept_between_requests(
    full: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMCHECK_ARXIV_INTERVAL", "0.2")
    full.script(f"/html/{V2}", MISSING)
    fetch(ID)
    moments = [moment for moment, _ in full.asked]
    assert len(moments) == 3
    assert moments[-1] - moments[0] > 0.3


INTERVALS = [
    ("https://arxiv.org", None, 3.0),
    ("https://arxiv.org", "0.1", 3.0),
    ("https://arxiv.org", "10", 10.0),
    ("https://export.arxiv.org", "0", 3.0),
    ("HTTP://ArXiv.org/", "0", 3.0),
    ("https://mirror.example.org", None, 3.0),
    ("https://mirror.example.org", "0.5", 0.5),
    ("https://arxiv.org.example.org", "0.5", 0.5),
    ("http://127.0.0.1:8000", None, 0.0),
    ("http://localhost:8000", "0.5", 0.5),
]


@pytest.mark.parametrize(("base", "asked", "expected"), INTERVALS)
def test_arxiv_itself_is_never_hurried(
    monkeypatch: pytest.MonkeyPatch, base: str, asked: str | None, expected: float
) -> None:
    if asked is None:
        monkeypatch.delenv("CLAIMCHECK_ARXIV_INTERVAL", raising=False)
    else:
        monkeypatch.setenv("CLAIMCHECK_ARXIV_INTERVAL", asked)
    assert arxiv.manners_for(base).interval == expected


SETTINGS = [
    ("CLAIMCHECK_ARXIV_INTERVAL", "fast"),
    ("CLAIMCHECK_ARXIV_INTERVAL", "-1"),
    ("CLAIMCHECK_ARXIV_INTERVAL", "nan"),
    ("CLAIMCHECK_ARXIV_URL", "ftp://example.org"),
    ("CLAIMCHECK_ARXIV_URL", "mirror"),
]


@pytest.mark.parametrize(("name", "value"), SETTINGS)
def test_a_senseless_setting_is_an_error(
    mirror: Loopback, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SourceError) as caught:
        fetch(V2)
    assert caught.value.remedy


@pytest.mark.parametrize("base", [None, "https://arxiv.org", "https://arxiv.org/"])
def test_without_a_mirror_arxiv_and_its_index_are_asked(
    monkeypatch: pytest.MonkeyPatch, base: str | None
) -> None:
    if base:
        monkeypatch.setenv("CLAIMCHECK_ARXIV_URL", base)
    monkeypatch.setattr(arxiv, "MANNERS", replace(arxiv.MANNERS, interval=0.0))
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        index = request.url.path == "/api/query"
        return httpx.Response(200, content=feed(V2) if index else HTML)

    assert fetch(ID, transport=httpx.MockTransport(answer)).id == V2
    assert asked == [
        f"https://export.arxiv.org/api/query?id_list={ID}",
        f"https://arxiv.org/html/{V2}",
    ]


def test_a_real_paper_comes_in_all_its_forms(full: Loopback, data: Path) -> None:
    folder = data / "papers" / "derma-jepa"
    files = {"e-print": "arxiv.tar.gz", "html": "derma-jepa.html", "pdf": "derma-jepa.pdf"}
    for form, name in files.items():
        full.script(f"/{form}/{V2}", (folder / name).read_bytes())
    html, latex, pdf = (fetch(V2, format=format) for format in ("html", "latex", "pdf"))
    assert fetch(ID) == html
    assert html.files == {f"{V2}.html": (folder / files["html"]).read_bytes()}
    assert pdf.files == {f"{V2}.pdf": (folder / files["pdf"]).read_bytes()}
    assert b"\\documentclass" in latex.files["main.tex"]
    assert {name for name in latex.files if name.startswith("tables/")} == {
        f"tables/{path.name}" for path in (folder / "latex" / "tables").iterdir()
    }
