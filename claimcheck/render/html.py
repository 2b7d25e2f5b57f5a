"""How does a report look in a browser: one file, no request to the network, one script of our own?

The script filters and sorts; the page's policy names it by its checksum, so that nothing else runs,
whatever a paper holds. Without it everything is there.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache

from jinja2 import Environment
from markupsafe import Markup, escape as _escape

from claimcheck.record import Report
from claimcheck.render import claimreview, svg
from claimcheck.render.glossary import SYMBOLS
from claimcheck.render.page import environment, fill, source
from claimcheck.render.plain import visible
from claimcheck.render.view import view

READING = ("read from", "quotes from", "format", "sha256 of what was read", "checked by")
"""Facts that a reader unfolds."""


def render(report: Report) -> str:
    """The report as one self-contained HTML page."""
    script = source(page(), "report.js")
    shown = view(report)
    told = [f for f in shown.facts if f.name != "title" and f.text not in shown.notice]
    return fill(
        page(),
        "report.html.jinja",
        shown,
        plain=[f for f in told if f.name not in READING],
        read=[f for f in told if f.name in READING],
        linked=_inert(claimreview.render(report)),
        outcomes=tuple(SYMBOLS),
        script=Markup(script),
        checksum=Markup(checksum(script)),
        drawn=svg.inline,
    )


def escape(text: str) -> str:
    """Text that HTML shows as it is, in an element or a quoted attribute."""
    return str(_escape(visible(text)))


def checksum(script: str) -> str:
    """By which a content security policy allows this script and no other: `sha256-…`."""
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


@cache
def page() -> Environment:
    return environment(escape)


def _inert(json: str) -> Markup:
    """JSON for a data block, in which no sign of HTML is left."""
    for sign in "<>&":
        json = json.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(json.strip())
