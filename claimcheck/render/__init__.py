"""How does a report become a file?"""

from collections.abc import Callable

from claimcheck.record import Report
from claimcheck.render import (
    annotations,
    badge,
    brief,
    claimreview,
    frame,
    html,
    latex,
    machine,
    markdown,
    rocrate,
    sarif,
)

RENDERERS: dict[str, Callable[[Report], str]] = {
    "html": html.render,
    "latex": latex.render,
    "json": machine.render,
    "md": markdown.render,
    "csv": frame.render,
    "claimreview": claimreview.render,
    "ro-crate": rocrate.render,
    "sarif": sarif.render,
    "github": annotations.render,
    "badge": badge.render,
}
BRIEFS: dict[str, Callable[[Report], str]] = {
    "html": brief.as_html,
    "latex": brief.as_latex,
    "md": brief.as_markdown,
}
"""One page of it, for a review."""
