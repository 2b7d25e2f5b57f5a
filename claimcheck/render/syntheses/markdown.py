"""How does a synthesis read as Markdown, wherever Markdown is shown?"""

from __future__ import annotations

from collections.abc import Mapping

from claimcheck.literature import Synthesis
from claimcheck.render.markdown import page, tidy
from claimcheck.render.page import fill, literal
from claimcheck.render.syntheses.view import view


def render(made: Synthesis, pages: Mapping[str, str]) -> str:
    """The synthesis as Markdown, in the order of the page."""
    return tidy(fill(page(), "synthesis.md.jinja", view(made, pages), address=literal))
