"""A real browser, closed off from the network, and pages of real reports; skips where there is none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from claimcheck.pipeline import Request, verify
from claimcheck.record import Report
from claimcheck.render import RENDERERS
from claimcheck.render.listing import Entry, listing

FIXTURES = Path(__file__).parents[1] / "fixtures"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium: what `CLAIMCHECK_BROWSER` names, or what is on the path."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="needs playwright: pip install 'claimcheck-ml[browser]'"
    )
    named = os.environ.get("CLAIMCHECK_BROWSER")
    path = named or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("needs a browser: none of " + ", ".join(NAMES) + " is on the path")
    with playwright.sync_playwright() as session:
        chromium = session.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@dataclass
class Opened:
    """A page, and all that it said, asked for or ran since it was opened."""

    page: Any
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def watch(self, page: Any) -> None:
        page.on("console", lambda m: self.said.append(f"{m.type}: {m.text}"))
        page.on("pageerror", lambda e: self.said.append(f"error: {e}"))
        page.on("dialog", self._dialog)
        page.on("request", lambda r: self.asked.append(r.url))
        page.on("popup", lambda p: self.said.append("popup"))

    def _dialog(self, dialog: Any) -> None:
        self.said.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def rows(self) -> list[str]:
        """Ids of the claims that the table shows, in its order."""
        return list(
            self.page.eval_on_selector_all(
                "table.claims tbody tr",
                "rows => rows.filter(r => r.checkVisibility())"
                ".map(r => r.querySelector('th a').textContent)",
            )
        )


Open = Callable[..., Opened]


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[Open]:
    contexts = []

    def open_(
        html: str, *, at: str = "", width: int = 1200, scheme: str = "light", script: bool = True
    ) -> Opened:
        file = tmp_path / f"page-{len(contexts)}.html"
        file.write_text(html, encoding="utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=script,
        )
        contexts.append(context)
        opened = Opened(context.new_page())
        opened.watch(opened.page)
        opened.page.goto(f"{file.as_uri()}{at}")
        return opened

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def small() -> Report:
    """A small paper with its tables and released results."""
    return verify(Request(str(FIXTURES / "paper.html"), released=FIXTURES / "results"))


@pytest.fixture(scope="session")
def twelve() -> Report:
    """The twelve shipped claims with released results and our runs."""
    request = Request("2605.17165", offline=True, runs=(), published_runs=True)
    return verify(request)


def first(report: Report, count: int) -> Report:
    """The first claims of a report with all that is said of them."""
    kept = {c.id for c in report.claims[:count]}
    update = {
        "claims": report.claims[:count],
        "verdicts": tuple(v for v in report.verdicts if v.claim in kept),
        "summary": tuple(s for s in report.summary if s.claim in kept),
        "measurements": report.measurements[:10],
        "runs": report.runs[:10],
    }
    return report.model_copy(update=update)


@pytest.fixture(scope="session")
def pages(small: Report, twelve: Report) -> dict[str, str]:
    entries = [Entry(small, "./small/index.html"), Entry(twelve, "./twelve/index.html")]
    return {
        "small": RENDERERS["html"](small),
        "twelve": RENDERERS["html"](twelve),
        "two of the twelve": RENDERERS["html"](first(twelve, 2)),
        "list": listing(entries),
    }
