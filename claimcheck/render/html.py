"""How does a report look in a browser: one file, no request to the network, no script?"""

from __future__ import annotations

from functools import cache

from jinja2 import Environment
from markupsafe import escape as _escape

from claimcheck.record import Report
from claimcheck.render.page import environment, fill
from claimcheck.render.plain import visible
from claimcheck.render.view import view


def render(report: Report) -> str:
    """The report as one self-contained HTML page."""
    return fill(_page(), "report.html.jinja", view(report))


def escape(text: str) -> str:
    """Text that HTML shows as it is, in an element or a quoted attribute."""
    return str(_escape(visible(text)))


@cache
def _page() -> Environment:
    return environment(escape)
