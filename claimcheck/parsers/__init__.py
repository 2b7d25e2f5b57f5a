"""How does a document become a Paper? One format a file; all give the same record."""

from collections.abc import Callable

from claimcheck.document import Document, Format, Paper
from claimcheck.late import Late

PARSERS: dict[Format, Callable[[Document], Paper]] = {
    "html": Late("claimcheck.parsers.html", "parse"),
    "latex": Late("claimcheck.parsers.latex", "parse"),
    "pdf": Late("claimcheck.parsers.pdf", "parse"),
    "synthesis": Late("claimcheck.parsers.synthesis", "parse"),
}
