"""How does a report become a file?"""

from collections.abc import Callable

from claimcheck.record import Report
from claimcheck.render import frame, html, latex, machine, markdown

RENDERERS: dict[str, Callable[[Report], str]] = {
    "html": html.render,
    "latex": latex.render,
    "json": machine.render,
    "md": markdown.render,
    "csv": frame.render,
}
