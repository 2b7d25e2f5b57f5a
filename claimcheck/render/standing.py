"""What do the witnesses together say of a claim, in one word?"""

from __future__ import annotations

from collections import Counter
from typing import Literal

from claimcheck.record import Report, Summary
from claimcheck.render.view import summaries

Standing = Literal["contradicted", "not-reproduced", "supported", "undecided"]

WORDS: dict[Standing, str] = {
    "contradicted": "Contradicted by the results behind it",
    "not-reproduced": "Supported by the results behind it, not reproduced by a rerun",
    "supported": "Supported",
    "undecided": "Undecided",
}
COUNTED: dict[Standing, tuple[str, str]] = {
    "supported": ("adds up", "add up"),
    "contradicted": ("does not", "do not"),
    "not-reproduced": ("fails the rerun", "fail the rerun"),
    "undecided": ("is undecided", "are undecided"),
}


def standing(summary: Summary) -> Standing:
    """The published numbers come first: a rerun, smaller as it is, never turns what they say, but a
    claim that it goes against is not called supported."""
    published = {summary.paper, summary.released}
    if "contradicted" in published:
        return "contradicted"
    if summary.rerun == "contradicted":
        return "not-reproduced"
    return "supported" if "supported" in published | {summary.rerun} else "undecided"


def standings(report: Report) -> dict[str, Standing]:
    """By claim, in the report's order."""
    return {name: standing(summary) for name, summary in summaries(report).items()}


def headline(report: Report) -> str:
    """`12 claims · 9 add up · 1 does not · 2 fail the rerun`."""
    found = Counter(standings(report).values())
    whole = sum(found.values())
    parts = [
        f"{found[name]} {words[found[name] != 1]}" for name, words in COUNTED.items() if found[name]
    ]
    return " · ".join((f"{whole} claim{'s' * (whole != 1)}", *parts))
