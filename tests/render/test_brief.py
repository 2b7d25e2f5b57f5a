"""Does one page say what does not hold, why, and what to beware of?"""

from __future__ import annotations

import re

import lxml.html
import pytest
from test_attacks import ATTACKS, HARMLESS, poison

from claimcheck.record import Report, Verdict
from claimcheck.render import BRIEFS
from claimcheck.render.brief import LINES, Brief, brief, cut

CUTS = [
    ("short", 10, "short"),
    ("one two three", 9, "one two…"),
    ("unbreakable", 6, "unbre…"),
    ("a\n\nb", 10, "a b"),
    ("", 5, ""),
]
REASONS = [
    ("63.70 − 61.20 = +2.50; claimed +9.99", "63.70 − 61.20 = +2.50; claimed +9.99"),
    ("a − b = −6.5 (3 seeds) [contradicted]; a − c = +1 [undecided]", "a − b = −6.5 (3 seeds)"),
    ("one = +1; claimed +1 · two = −3; claimed +3 [contradicted]", "claimed +3"),
    ("x: +1.6; y: −2.4 lies outside 2 to 3; claimed 2 to 3, 1 of 2 inside [contradicted] · z", "y: −2.4 lies outside 2 to 3; claimed 2 to 3, 1 of 2 inside"),
    ("", "The results disagree with the claim."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "most", "expected"), CUTS)
def test_a_long_text_is_cut_behind_a_word(text: str, most: int, expected: str) -> None:
    assert cut(text, most) == expected


@pytest.mark.parametrize(("because", "why"), REASONS)
def test_the_reason_is_what_goes_against_the_claim(because: str, why: str, report: Report) -> None:
    against = report.verdicts[2].model_copy(update={"because": because})
    page = brief(report.model_copy(update={"verdicts": (against,)}))
    assert [entry.why for entry in page.fails] == [(("released", why),)]


def test_the_page_has_the_headline_the_failures_and_the_cautions(report: Report) -> None:
    page = brief(report)
    assert page.headline.startswith("2 claims")
    assert [(e.id, e.standing) for e in page.fails] == [
        ("c02", "Contradicted by the results behind it")
    ]
    assert [(c.code, c.claims) for c in page.cautions] == [("seed-noise", 1)]
    assert dict(page.asked)["released"] == "my results, two files"


def many(report: Report, count: int) -> Report:
    ids = [f"c{i:03d}" for i in range(count)]
    claims = tuple(report.claims[1].model_copy(update={"id": i}) for i in ids)
    verdicts: tuple[Verdict, ...] = tuple(
        report.verdicts[2].model_copy(update={"claim": i}) for i in ids
    )
    return report.model_copy(update={"claims": claims, "verdicts": verdicts, "summary": ()})


def test_what_has_no_room_is_counted(report: Report) -> None:
    page = brief(many(report, 300))
    assert 10 < len(page.fails) < LINES
    assert len(page.fails) + page.more == 300


@pytest.mark.parametrize("name", BRIEFS)
def test_every_format_shows_the_same_page(name: str, report: Report) -> None:
    page: Brief = brief(many(report, 300))
    shown = BRIEFS[name](many(report, 300))
    for text in (page.fails[-1].id, f"And {page.more} more", "my results", "To check again"):
        assert text in shown
    assert "no claim was contradicted" not in shown.lower()
    fine = report.model_copy(update={"summary": report.summary[:1], "claims": report.claims[:1]})
    assert "No claim was contradicted" in BRIEFS[name](fine)


def test_the_html_page_stands_alone(report: Report) -> None:
    page = lxml.html.fromstring(BRIEFS["html"](report))
    assert page.xpath("string(//h1)") == "On Mixing"
    assert not page.xpath("//script | //img | //iframe | //*[@src]")
    assert page.xpath("//link/@href") == ["data:,"]


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_changes_the_page(attack: str, report: Report) -> None:
    bad, harmless = poison(report, attack), poison(report, HARMLESS)
    shapes = [
        [str(e.tag) for e in lxml.html.fromstring(BRIEFS["html"](r)).iter()]
        for r in (bad, harmless)
    ]
    assert shapes[0] == shapes[1]
    assert BRIEFS["latex"](bad).isascii()
    assert BRIEFS["latex"](bad).count(r"\end{document}") == 1
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", BRIEFS["md"](bad))
