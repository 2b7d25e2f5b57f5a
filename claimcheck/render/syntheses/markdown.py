"""How does a synthesis read as Markdown, wherever Markdown is shown?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from jinja2 import Environment

from claimcheck.literature import Synthesis
from claimcheck.render.markdown import escape
from claimcheck.render.page import environment, fill, literal
from claimcheck.render.syntheses.view import view

_BLANKS = re.compile(r"\n{3,}")


def render(made: Synthesis, pages: Mapping[str, str]) -> str:
    """The synthesis as Markdown, in the order of the page."""
    text = fill(_page(), "synthesis.md.jinja", view(made, pages), address=literal)
    return _BLANKS.sub("\n\n", text).strip() + "\n"


@cache
def _page() -> Environment:
    return environment(escape)
