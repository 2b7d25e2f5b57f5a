"""How is a report printed: a LaTeX article that pdflatex compiles whatever the fields hold?

What lies beside it: the figures as the pages of one PDF, and the claim table by itself, for a paper
or a review to `\\input`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from claimcheck.record import Report
from claimcheck.render.drawing import Drawing
from claimcheck.render.figures import flat
from claimcheck.render.letters import LETTERS, accented
from claimcheck.render.page import environment, fill, literal
from claimcheck.render.pages import pages
from claimcheck.render.plain import line
from claimcheck.render.printed import gathered, laid
from claimcheck.render.rows import View
from claimcheck.render.view import view

FIGURES, TABLE = "figures.pdf", "claims-table.tex"
RUN = 12
"""A word longer than this may break behind its signs, and within it after a few letters: as many as
the narrowest column of a table holds."""
_MARKED = re.compile(r"(.)([\u0300-\u036f])", re.DOTALL)
_SPACES = re.compile(r"( )")
_WORD = re.compile(r"[A-Z]?[a-z]{1,20}[.,;:)]?")
"""Which TeX hyphenates by itself."""
_PIECE = re.compile(
    r"(?:\d{1,6}|[A-Z]{1,5}(?![a-z])|(?:[^\W\d_][\u0300-\u036f]*){1,8})[\W_]?|.", re.DOTALL
)


def render(report: Report) -> str:
    """The report as one LaTeX file, ASCII throughout."""
    return filled("report.tex.jinja", view(report))


def beside(report: Report) -> dict[str, str | bytes]:
    """By name, the files that belong beside report.tex."""
    shown = view(report)
    drawn = pages(figures(shown))
    return {TABLE: filled("table.tex.jinja", shown)} | ({FIGURES: drawn} if drawn else {})


def figures(shown: View) -> tuple[Drawing, ...]:
    """Every figure of a report, in the order of the pages of `FIGURES`."""
    return (*(f for claim in shown.claims for f in claim.figures), *shown.curves)


def filled(template: str, shown: View, **more: Any) -> str:
    """A LaTeX template with the view's fields."""
    numbers = {drawing.name: number for number, drawing in enumerate(figures(shown), 1)}
    return fill(
        page(), template, shown, flat=flat, address=literal, columns=columns, numbers=numbers,
        gathered=gathered, laid=laid, bookmark=_bookmark, columns_of=Markup,
        beside=Markup(FIGURES), **more,
    )  # fmt: skip


def escape(text: str) -> str:
    """Text that LaTeX prints as it is, on one line: no command, no comment, no new paragraph."""
    plain = unicodedata.normalize("NFC", line(text))
    return "".join(_breakable(word) for word in _SPACES.split(plain))


def _breakable(word: str) -> str:
    if len(word) <= RUN or _WORD.fullmatch(word):
        return _spelled(word)
    return r"\allowbreak{}".join(map(_spelled, _PIECE.findall(word)))


def _spelled(text: str) -> str:
    """Each character as a command or itself; a letter takes the combining mark behind it along."""
    if text.isascii():
        return text.translate(LETTERS)
    parts = _MARKED.split(text)
    pairs = zip(parts[1::3], parts[2::3], parts[3::3], strict=True)
    return parts[0].translate(LETTERS) + "".join(
        accented(a, b) + c.translate(LETTERS) for a, b, c in pairs
    )


def columns(*shares: int) -> Markup:
    """Columns that fill the line, as wide as their shares of it; text in them breaks."""
    free = rf"(\linewidth-{2 * len(shares)}\tabcolsep)"
    widths = (rf"\dimexpr{free}*{share}/{sum(shares)}\relax" for share in shares)
    return Markup("".join(rf">{{\raggedright\arraybackslash}}p{{{width}}}" for width in widths))


def _bookmark(anchor: str) -> Markup:
    """An anchor, which is of letters that no format escapes, as the name of a bookmark."""
    return Markup(anchor.replace("_", "-"))


@cache
def page() -> Environment:
    """Where LaTeX templates are read, in which braces and percent signs are LaTeX's own."""
    return environment(
        escape,
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
    )
