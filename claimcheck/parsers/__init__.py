"""How does a document become a Paper? One format a file; all give the same record."""

from collections.abc import Callable

from claimcheck.parsers import html, latex, pdf, synthesis
from claimcheck.record import Document, Format, Paper

PARSERS: dict[Format, Callable[[Document], Paper]] = {
    "html": html.parse,
    "latex": latex.parse,
    "pdf": pdf.parse,
    "synthesis": synthesis.parse,
}
