"""arXiv on this machine, with the works that the syntheses cite."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from given_works import PAGES, Verify
from loopback import Answer, Loopback, feed

from claimcheck import pipeline
from claimcheck.pipeline import Request
from claimcheck.record import Report
from claimcheck.sources import arxiv


@pytest.fixture
def mirror(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    monkeypatch.setattr(arxiv, "MANNERS", replace(arxiv.MANNERS, backoff=0.01, timeout=0.5))
    with Loopback() as server:
        monkeypatch.setenv("CLAIMCHECK_ARXIV_URL", server.url)
        server.script("/api/query", feed("2401.00001v1"))
        for name, page in PAGES.items():
            for version in ("", "v1"):
                server.script(f"/html/{name}{version}", Answer(page, kind="text/html"))
        yield server


@pytest.fixture
def verify(mirror: Loopback, tmp_path: Path) -> Verify:
    """The report on a synthesis of this text."""

    def of(text: str) -> Report:
        path = tmp_path / "synthesis.md"
        path.write_text(text, encoding="utf-8")
        return pipeline.verify(Request(str(path)))

    return of
