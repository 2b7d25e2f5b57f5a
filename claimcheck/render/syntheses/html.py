"""How does a synthesis look in a browser, as one file that asks no network and runs nothing?"""

from __future__ import annotations

from collections.abc import Mapping

from claimcheck.literature import Synthesis
from claimcheck.render.html import page
from claimcheck.render.page import fill
from claimcheck.render.syntheses.view import view


def render(made: Synthesis, pages: Mapping[str, str]) -> str:
    """The synthesis as one self-contained HTML page."""
    return fill(page(), "synthesis.html.jinja", view(made, pages))
