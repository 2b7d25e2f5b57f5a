"""How is a synthesis printed: a LaTeX article that pdflatex compiles whatever the fields hold?"""

from __future__ import annotations

from collections.abc import Mapping

from claimcheck.literature import Synthesis
from claimcheck.render.latex import columns, page
from claimcheck.render.page import fill, literal
from claimcheck.render.syntheses.view import view


def render(made: Synthesis, pages: Mapping[str, str]) -> str:
    """The synthesis as one LaTeX file, ASCII throughout."""
    shown = view(made, pages)
    return fill(page(), "synthesis.tex.jinja", shown, address=literal, columns=columns)
