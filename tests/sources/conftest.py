"""What do the sources' tests share? A server on this machine, little patience, small e-prints."""

import gzip
import io
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from loopback import Answer, Loopback, feed
from mirrored import HTML, ID, PDF, TEX, V2

from claimcheck.sources import arxiv

Tar = Callable[..., bytes]


@pytest.fixture
def server() -> Iterator[Loopback]:
    with Loopback() as running:
        yield running


@pytest.fixture
def mirror(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> Loopback:
    """A mirror of arXiv, empty at first, that is asked again without much delay."""
    monkeypatch.setenv("CLAIMCHECK_ARXIV_URL", server.url)
    monkeypatch.delenv("CLAIMCHECK_ARXIV_INTERVAL", raising=False)
    monkeypatch.setattr(arxiv, "MANNERS", replace(arxiv.MANNERS, backoff=0.01, timeout=2.0))
    return server


@pytest.fixture(scope="session")
def tar() -> Tar:
    """Makes a tar of the files named, gzipped unless it is told otherwise."""

    def make(files: dict[str, bytes], *, zipped: bool = True) -> bytes:
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode="w") as archive:
            for name, data in files.items():
                info = tarfile.TarInfo(name)
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))
        return gzip.compress(buffer.getvalue()) if zipped else buffer.getvalue()

    return make


@pytest.fixture
def full(mirror: Loopback, tar: Tar) -> Loopback:
    """A mirror that holds every form of one paper in version 2."""
    for path in (ID, V2):
        mirror.script(f"/html/{path}", Answer(HTML, kind="text/html"))
        mirror.script(f"/e-print/{path}", tar({"main.tex": TEX, "plot.png": b"\x89PNG"}))
        mirror.script(f"/pdf/{path}", Answer(PDF, kind="application/pdf"))
        mirror.script(f"/api/query?id_list={path}", Answer(feed(V2), kind="application/atom+xml"))
    return mirror
