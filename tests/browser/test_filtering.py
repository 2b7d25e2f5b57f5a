"""Does the page filter, sort, link and speak as a reader needs it, in a real browser?"""

from __future__ import annotations

from typing import Any

import pytest

from claimcheck.record import Report

pytestmark = pytest.mark.browser


def count(page: Any) -> str:
    return str(page.text_content("#shown"))


def test_words_of_a_claim_find_it(open_page: Any, pages: dict[str, str]) -> None:
    opened = open_page(pages["twelve"])
    assert len(opened.rows()) == 12
    opened.page.fill("input[name=q]", "SSV2 -10.14")
    assert opened.rows() == []
    assert count(opened.page) == "No claim fits the filter"
    opened.page.fill("input[name=q]", "without -10.14")
    assert opened.rows() == ["fwm-ld-in100"]
    assert count(opened.page) == "1 of 12 claims shown"
    assert opened.page.get_attribute("#shown", "aria-live") == "polite"
    opened.page.press("input[name=q]", "Escape")
    assert len(opened.rows()) == 12
    assert opened.said == []


def outcomes(report: Report, witness: str, outcome: str) -> list[str]:
    return [s.claim for s in report.summary if getattr(s, witness) == outcome]


@pytest.mark.parametrize(
    ("witness", "outcome"),
    [("released", "contradicted"), ("released", "supported"), ("rerun", "undecided")],
)
def test_an_outcome_of_a_witness_is_a_filter(
    open_page: Any, pages: dict[str, str], twelve: Report, witness: str, outcome: str
) -> None:
    opened = open_page(pages["twelve"])
    opened.page.select_option("select[name=outcome]", f"{witness}:{outcome}")
    wanted = outcomes(twelve, witness, outcome)
    assert opened.rows() == wanted
    assert 0 < len(wanted) < 12
    hidden = opened.page.eval_on_selector_all(
        "section.claim", "s => s.filter(x => x.checkVisibility()).map(x => x.id)"
    )
    assert hidden == [f"claim-{name}" for name in wanted]


def test_kind_and_caution_narrow_it_and_all_can_be_shown_again(
    open_page: Any, pages: dict[str, str], twelve: Report
) -> None:
    opened = open_page(pages["twelve"])
    opened.page.select_option("select[name=kind]", "a difference")
    opened.page.select_option("select[name=caution]", "inert-term")
    wanted = [
        s.claim for s in twelve.summary if s.kind == "difference" and "inert-term" in s.cautions
    ]
    assert opened.rows() == wanted
    opened.page.click("button[name=reset]")
    opened.page.wait_for_function("document.getElementById('shown').textContent.startsWith('12')")
    assert len(opened.rows()) == 12


def test_only_outcomes_that_there_are_can_be_chosen(open_page: Any, pages: dict[str, str]) -> None:
    page = open_page(pages["twelve"]).page
    values = page.eval_on_selector_all(
        "select[name=outcome] option:not([hidden])", "o => o.map(x => x.value)"
    )
    assert "released:contradicted" in values
    assert "released:no-effect" not in values
    assert not [v for v in values if v.startswith("paper:")]


def test_a_count_on_top_is_a_button_that_filters(open_page: Any, pages: dict[str, str]) -> None:
    opened = open_page(pages["twelve"])
    opened.page.click(".tile.contradicted button")
    assert opened.rows() == ["kinematic-tradeoff"]
    assert opened.page.get_attribute(".tile.contradicted button", "aria-pressed") == "true"
    opened.page.click(".tile.contradicted button")
    assert len(opened.rows()) == 12


SORTED = [
    ("claim", lambda s: s.claim.lower()),
    ("cautions", lambda s: len(s.cautions)),
    ("rerun", lambda s: ["contradicted", "no-effect", "undecided", "supported"].index(s.rerun)),
]


@pytest.mark.parametrize(("column", "key"), SORTED, ids=[name for name, _ in SORTED])
def test_each_column_sorts_up_down_and_back(
    open_page: Any, pages: dict[str, str], twelve: Report, column: str, key: Any
) -> None:
    opened = open_page(pages["twelve"])
    before = opened.rows()
    button = opened.page.locator(f"th[data-sort={column}] button")
    button.focus()
    opened.page.keyboard.press("Enter")
    assert [key(s) for s in by_id(twelve, opened.rows())] == sorted(map(key, twelve.summary))
    assert opened.page.get_attribute(f"th[data-sort={column}]", "aria-sort") == "ascending"
    opened.page.keyboard.press("Enter")
    assert [key(s) for s in by_id(twelve, opened.rows())] == sorted(
        map(key, twelve.summary), reverse=True
    )
    assert opened.page.get_attribute(f"th[data-sort={column}]", "aria-sort") == "descending"
    opened.page.keyboard.press("Enter")
    assert opened.rows() == before


def by_id(report: Report, ids: list[str]) -> list[Any]:
    found = {s.claim: s for s in report.summary}
    return [found[i] for i in ids]


def test_claimed_numbers_sort_by_size_with_their_sign(
    open_page: Any, pages: dict[str, str]
) -> None:
    opened = open_page(pages["twelve"])
    opened.page.click("th[data-sort=claimed] button")
    rows = opened.rows()
    assert rows[0] == "fwm-ld-in100"
    assert rows.index("mg-ucf") < rows.index("fwm-tradeoff") < rows.index("ld-ssv2")
    assert rows[-1] == "temporal-appearance"


def test_a_view_is_shared_by_its_address(open_page: Any, pages: dict[str, str]) -> None:
    opened = open_page(pages["twelve"])
    opened.page.fill("input[name=q]", "diving-48")
    opened.page.select_option("select[name=outcome]", "not-reproduced")
    opened.page.click("th[data-sort=claim] button")
    opened.page.click("th[data-sort=claim] button")
    address = "#" + opened.page.url.partition("#")[2]
    again = open_page(pages["twelve"], at=address)
    assert again.rows() == opened.rows()
    assert 0 < len(again.rows()) < 12
    assert again.page.input_value("input[name=q]") == "diving-48"
    assert again.page.get_attribute("th[data-sort=claim]", "aria-sort") == "descending"
    assert again.said == []


@pytest.mark.parametrize(
    "at", ["#?outcome=nonsense&kind=%00&sort=constructor&down", "#?%E0%A4%A", "#%E0%A4%A", "#?q=%"]
)
def test_an_address_that_means_nothing_shows_everything(
    open_page: Any, pages: dict[str, str], at: str
) -> None:
    opened = open_page(pages["twelve"], at=at)
    assert opened.said == []
    assert len(opened.rows()) in (0, 12)
    assert len(opened.rows()) == 12 or opened.page.input_value("input[name=q]")


def test_a_claim_has_an_address_of_its_own(open_page: Any, pages: dict[str, str]) -> None:
    opened = open_page(pages["twelve"], at="#claim-fwm-tradeoff")
    top = opened.page.locator("#claim-fwm-tradeoff").bounding_box()["y"]
    assert -5 < top < 300
    link = opened.page.locator("#claim-ld-ssv2 a.link")
    assert link.get_attribute("href") == "#claim-ld-ssv2"
    assert "ld-ssv2" in link.get_attribute("aria-label")
    link.click()
    assert opened.page.url.endswith("#claim-ld-ssv2")


def test_a_link_to_a_claim_that_the_filter_hides_shows_it(
    open_page: Any, pages: dict[str, str]
) -> None:
    opened = open_page(pages["twelve"])
    opened.page.fill("input[name=q]", "fwm-tradeoff")
    assert not opened.page.is_visible("#claim-ld-ssv2")
    opened.page.evaluate("location.hash = '#claim-ld-ssv2'")
    opened.page.wait_for_selector("#claim-ld-ssv2", state="visible")


def test_a_link_to_a_folded_result_opens_it(open_page: Any, pages: dict[str, str]) -> None:
    opened = open_page(pages["twelve"])
    opened.page.eval_on_selector_all("details", "all => all.forEach(d => { d.open = false })")
    opened.page.evaluate("location.hash = '#result-0'")
    opened.page.wait_for_selector("#result-0", state="visible")


def test_the_keyboard_alone_reaches_search_filters_and_claims(
    open_page: Any, pages: dict[str, str]
) -> None:
    opened = open_page(pages["small"])
    reached = []
    for _ in range(60):
        opened.page.keyboard.press("Tab")
        reached.append(
            opened.page.evaluate(
                "(e => e.name || e.closest('th')?.dataset?.sort || e.getAttribute('href') || e.localName)"
                "(document.activeElement)"
            )
        )
    assert reached[0] == "#claims"
    for stop in ("q", "outcome", "claim", "rerun", "#claim-results-1"):
        assert stop in reached


def test_without_a_script_everything_is_there(open_page: Any, pages: dict[str, str]) -> None:
    opened = open_page(pages["twelve"], script=False)
    assert not opened.page.is_visible("#controls")
    assert opened.page.locator("table.claims tbody tr").count() == 12
    assert opened.page.locator("section.claim").count() == 12
