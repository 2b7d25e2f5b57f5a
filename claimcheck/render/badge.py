"""How many of a paper's claims add up, as a small picture for a README?

An SVG of two fields, drawn here, with a title for those who do not see it; it asks nobody for
anything."""

from __future__ import annotations

from collections import Counter

from markupsafe import escape

from claimcheck.record import Report
from claimcheck.render.standing import Standing, headline, standings

LABEL = "claimcheck"
COLOURS: dict[Standing, str] = {
    "contradicted": "#b3261e",
    "not-reproduced": "#8a5a00",
    "supported": "#1b6e3c",
}
UNDECIDED = "#5a6270"
LETTER, MARGIN, HEIGHT = 6.6, 7, 20
"""Width of a letter at 11 px in the fonts that are asked for, space beside a text, height: px."""


def render(report: Report) -> str:
    """An SVG badge; its colour is that of the worst standing, and its text says it too."""
    found = Counter(standings(report).values())
    text = _text(found)
    colour = next((c for name, c in COLOURS.items() if found[name]), UNDECIDED)
    left, right = (round(LETTER * len(t) + 2 * MARGIN) for t in (LABEL, text))
    title = escape(f"{LABEL}: {headline(report)}")
    return f"""<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="{HEIGHT}" \
role="img" aria-label="{title}">
<title>{title}</title>
<rect width="{left}" height="{HEIGHT}" fill="#33373d"/>
<rect x="{left}" width="{right}" height="{HEIGHT}" fill="{colour}"/>
<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">
<text x="{left / 2:g}" y="14">{LABEL}</text>
<text x="{left + right / 2:g}" y="14">{escape(text)}</text>
</g>
</svg>
"""


def _text(found: Counter[Standing]) -> str:
    """`9 of 12 add up`, or that there is nothing to count."""
    whole = sum(found.values())
    return f"{found['supported']} of {whole} add up" if whole else "no claims"
