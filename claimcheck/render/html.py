"""How does a report look in a browser: one file, no request to the network, nothing that runs?"""

from __future__ import annotations

from functools import cache

from jinja2 import Environment
from markupsafe import Markup
from markupsafe import escape as _escape

from claimcheck.record import Report
from claimcheck.render import claimreview, svg
from claimcheck.render.page import environment, fill
from claimcheck.render.plain import visible
from claimcheck.render.view import view


def render(report: Report) -> str:
    """The report as one self-contained HTML page."""
    return fill(
        _page(),
        "report.html.jinja",
        view(report),
        linked=_inert(claimreview.render(report)),
        drawn=svg.inline,
    )


def escape(text: str) -> str:
    """Text that HTML shows as it is, in an element or a quoted attribute."""
    return str(_escape(visible(text)))


def _inert(json: str) -> Markup:
    """JSON for a data block, in which no sign of HTML is left."""
    for sign in "<>&":
        json = json.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(json.strip())


@cache
def _page() -> Environment:
    return environment(escape)
