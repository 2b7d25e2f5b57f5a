"""How does a synthesis become a file?"""

from collections.abc import Callable, Mapping

from claimcheck.literature import Synthesis
from claimcheck.render.syntheses import bibtex, csl, html, latex, machine, markdown

Renderer = Callable[[Synthesis, Mapping[str, str]], str]
"""The second argument says where each paper's own page lies, by `Work.key`."""

RENDERERS: dict[str, Renderer] = {
    "html": html.render,
    "latex": latex.render,
    "md": markdown.render,
    "json": machine.render,
    "bibtex": bibtex.render,
    "csl": csl.render,
}
FILES = {
    "html": "index.html",
    "latex": "report.tex",
    "md": "report.md",
    "json": "synthesis.json",
    "bibtex": "references.bib",
    "csl": "references.json",
}
