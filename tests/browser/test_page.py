"""Is the page well made: quiet, closed off, readable for everybody, at every width?"""

from __future__ import annotations

from typing import Any

import pytest
from attacks import ATTACKS, poison

from claimcheck.record import Report
from claimcheck.render import RENDERERS

pytestmark = pytest.mark.browser
WIDTHS = (1200, 768, 360)
SCHEMES = ("light", "dark")
NAMES = ("small", "two of the twelve", "list")
"""The whole report of the twelve holds nothing of another kind than two of them."""
WATCHED = ["location", "name", "pwned", "xss"]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_wrong(
    open_page: Any, pages: dict[str, str], name: str, width: int, scheme: str
) -> None:
    assert violations(open_page(pages[name], width=width, scheme=scheme).page) == []


@pytest.mark.parametrize(("width", "scheme"), [(1200, "light"), (360, "dark")])
def test_axe_finds_nothing_wrong_with_what_is_folded(
    open_page: Any, pages: dict[str, str], width: int, scheme: str
) -> None:
    page = open_page(pages["two of the twelve"], width=width, scheme=scheme).page
    page.eval_on_selector_all("details", "all => all.forEach(d => { d.open = true })")
    assert violations(page) == []


def violations(page: Any) -> list[tuple[str, list[Any]]]:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="needs axe-playwright-python"
    )
    found = axe.Axe().run(page).response["violations"]
    return [(v["id"], [n["target"] for n in v["nodes"][:3]]) for v in found]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_the_page_is_quiet_asks_for_nothing_and_never_scrolls_sideways(
    open_page: Any, pages: dict[str, str], name: str, width: int
) -> None:
    opened = open_page(pages[name], width=width)
    opened.page.wait_for_load_state("networkidle")
    assert opened.said == []
    assert [u for u in opened.asked if not u.startswith(("file:", "data:"))] == []
    assert len([u for u in opened.asked if u.startswith("file:")]) == 1
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


def test_nothing_of_a_page_is_wider_than_a_phone_with_everything_unfolded(
    open_page: Any, pages: dict[str, str]
) -> None:
    page = open_page(pages["twelve"], width=360).page
    page.eval_on_selector_all("details", "all => all.forEach(d => { d.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_policy_lets_no_other_script_run(open_page: Any, pages: dict[str, str]) -> None:
    smuggled = pages["small"].replace("</body>", "<script>window.pwned = 1</script></body>")
    opened = open_page(smuggled)
    assert opened.page.evaluate("window.pwned") is None
    assert any("Content Security Policy" in line for line in opened.said)


EVERY = "".join(ATTACKS)
BROWSED = [*[a for a in ATTACKS if "<" in a or "script" in a or "'" in a], EVERY]


@pytest.mark.parametrize("attack", BROWSED)
def test_an_attack_in_every_field_runs_nothing_and_leaves_the_page_working(
    open_page: Any, small: Report, attack: str
) -> None:
    hostile = attack.replace("alert(1)", "window.pwned=1,alert(1)")
    opened = open_page(RENDERERS["html"](poison(small, hostile)))
    page = opened.page
    page.eval_on_selector_all("details", "all => all.forEach(d => { d.open = true })")
    for option in page.eval_on_selector_all("select option", "o => o.map(x => x.value)")[:40]:
        page.evaluate("v => { location.hash = '#?caution=' + encodeURIComponent(v) }", option)
    page.evaluate("location.hash = '#claims'")
    page.fill("input[name=q]", "results-1")
    page.mouse.move(300, 300)
    assert page.evaluate("window.pwned") is None
    assert opened.said == []
    assert [u for u in opened.asked if not u.startswith(("file:", "data:"))] == []
    assert len(opened.rows()) >= 1
    assert page.locator("section.claim").count() == len(small.claims)


def test_on_paper_words_are_unfolded_figures_are_not_and_the_controls_are_gone(
    open_page: Any, pages: dict[str, str]
) -> None:
    page = open_page(pages["small"]).page
    words, figures = "header details dl", "details.bulk .facts"
    assert not seen(page, words)
    page.emulate_media(media="print")
    assert (seen(page, words), seen(page, figures)) == (True, False)
    assert not page.is_visible("#controls")
    assert not page.is_visible("nav")
    assert page.locator("section.claim").first.is_visible()
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(255, 255, 255)"


def seen(page: Any, selector: str) -> bool:
    return bool(page.evaluate("s => document.querySelector(s).checkVisibility()", selector))
