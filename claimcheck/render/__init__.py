"""How does a report become a file?"""

from collections.abc import Callable

from claimcheck.late import Late
from claimcheck.record import Report

RENDERERS: dict[str, Callable[[Report], str]] = {
    "html": Late("claimcheck.render.html", "render"),
    "latex": Late("claimcheck.render.latex", "render"),
    "json": Late("claimcheck.render.machine", "render"),
    "md": Late("claimcheck.render.markdown", "render"),
    "csv": Late("claimcheck.render.frame", "render"),
    "claimreview": Late("claimcheck.render.claimreview", "render"),
    "ro-crate": Late("claimcheck.render.rocrate", "render"),
    "sarif": Late("claimcheck.render.sarif", "render"),
    "github": Late("claimcheck.render.annotations", "render"),
    "badge": Late("claimcheck.render.badge", "render"),
}
BRIEFS: dict[str, Callable[[Report], str]] = {
    "html": Late("claimcheck.render.brief", "as_html"),
    "latex": Late("claimcheck.render.brief", "as_latex"),
    "md": Late("claimcheck.render.brief", "as_markdown"),
}
"""One page of it, for a review."""
