"""What does a search engine or a fact-check index read?

A JSON-LD graph of schema.org `ClaimReview`s, one for each claim that was decided: a claim that no
witness decides has no review."""

from __future__ import annotations

from datetime import date
from typing import Any

from claimcheck.record import Claim, Report
from claimcheck.render.machine import text
from claimcheck.render.places import address, anchor
from claimcheck.render.plain import line
from claimcheck.render.standing import WORDS, Standing, standings
from claimcheck.render.told import told

BEST, WORST = 5, 1
RATINGS: dict[Standing, int] = {"contradicted": 1, "not-reproduced": 3, "supported": 5}


def render(report: Report) -> str:
    return text(reviews(report))


def reviews(report: Report) -> dict[str, Any]:
    """The graph; ratings go from 1 (contradicted) to 5 (supported), with the word beside them."""
    claims, lines = {c.id: c for c in report.claims}, told(report)
    graph = [
        _review(report, claims[name], found, lines[name])
        for name, found in standings(report).items()
        if found in RATINGS and name in claims
    ]
    return {"@context": "https://schema.org", "@graph": graph}


def _review(report: Report, claim: Claim, found: Standing, said: str) -> dict[str, Any]:
    return {
        "@type": "ClaimReview",
        "@id": f"#{anchor('claim', claim.id)}",
        "url": f"index.html#{anchor('claim', claim.id)}",
        "claimReviewed": line(claim.quote),
        **({"datePublished": report.created[:10]} if report.created else {}),
        "author": {"@type": "Organization", "name": report.tool or "claimcheck"},
        "itemReviewed": {
            "@type": "Claim",
            "text": line(claim.quote),
            "appearance": article(report),
        },
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": RATINGS[found],
            "bestRating": BEST,
            "worstRating": WORST,
            "alternateName": WORDS[found],
        },
        "reviewBody": said,
    }


def article(report: Report) -> dict[str, Any]:
    """The paper, with what is known of it."""
    known = address(report.paper) or address(report.source)
    named: dict[str, Any] = {
        "@type": "ScholarlyArticle",
        "headline": line(report.title) or report.paper,
        "author": [{"@type": "Person", "name": line(name)} for name in report.authors],
        "datePublished": _day(report.published),
        "url": known,
    }
    return {name: value for name, value in named.items() if value}


def _day(text: str) -> str:
    """The date that the text begins with; empty where it is none."""
    try:
        return date.fromisoformat(text[:10]).isoformat() if text[10:11] in ("", "T", " ") else ""
    except ValueError:
        return ""
