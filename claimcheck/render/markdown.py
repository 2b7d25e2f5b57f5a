"""How does a report read as Markdown, wherever Markdown is shown?"""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment
from markupsafe import Markup

from claimcheck.record import Report
from claimcheck.render.figures import flat
from claimcheck.render.page import environment, fill, literal
from claimcheck.render.plain import line
from claimcheck.render.view import view

_SIGNS = re.compile(r"([\\`*_\[\]{}|~$#!])")
_BLANKS = re.compile(r"\n{3,}")


def render(report: Report) -> str:
    """The report as Markdown: a summary table, then a section for each claim."""
    return tidy(
        fill(page(), "report.md.jinja", view(report), flat=flat, address=literal, code=code)
    )


def tidy(text: str) -> str:
    """One empty line where a template left several."""
    return _BLANKS.sub("\n\n", text).strip() + "\n"


def escape(text: str) -> str:
    """One line of text that Markdown and the HTML made from it show as it is, also in a table."""
    plain = line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SIGNS.sub(r"\\\1", plain).replace("@", "&#64;")


def code(text: str) -> Markup:
    """One line for a fenced block, where Markdown reads no signs."""
    return Markup(line(text))


@cache
def page() -> Environment:
    return environment(escape)
