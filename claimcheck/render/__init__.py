"""How does a report become a file?"""

from collections.abc import Callable

from claimcheck.record import Report
from claimcheck.render import (
    annotations,
    badge,
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
