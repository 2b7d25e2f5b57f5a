"""How is a synthesis printed: a LaTeX article that pdflatex compiles whatever the fields hold?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from jinja2 import Environment

from claimcheck.literature import Synthesis
from claimcheck.render.latex import columns, escape
from claimcheck.render.page import environment, fill, literal
from claimcheck.render.syntheses.view import view


def render(made: Synthesis, pages: Mapping[str, str]) -> str:
    """The synthesis as one LaTeX file, ASCII throughout."""
    shown = view(made, pages)
    return fill(_page(), "synthesis.tex.jinja", shown, address=literal, columns=columns)


@cache
def _page() -> Environment:
    return environment(
        escape,
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
    )
