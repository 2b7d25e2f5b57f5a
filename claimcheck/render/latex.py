"""How is a report printed: a LaTeX article that pdflatex compiles whatever the fields hold?"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from jinja2 import Environment
from markupsafe import Markup

from claimcheck.record import Report
from claimcheck.render.figures import flat
from claimcheck.render.letters import LETTERS, accented
from claimcheck.render.page import environment, fill, literal
from claimcheck.render.plain import line
from claimcheck.render.view import view

RUN = 12
"""A word longer than this may break behind its signs, and within it after as many letters."""
_MARKED = re.compile(r"(.)([\u0300-\u036f])", re.DOTALL)
_SPACES = re.compile(r"( )")
_PIECE = re.compile(rf"(?:[^\W_][\u0300-\u036f]*){{1,{RUN}}}[\W_]?|.", re.DOTALL)


def render(report: Report) -> str:
    """The report as one LaTeX file, ASCII throughout."""
    return fill(
        _page(), "report.tex.jinja", view(report), flat=flat, address=literal, columns=columns
    )


def escape(text: str) -> str:
    """Text that LaTeX prints as it is, on one line: no command, no comment, no new paragraph."""
    plain = unicodedata.normalize("NFC", line(text))
    return "".join(_breakable(word) for word in _SPACES.split(plain))


def _breakable(word: str) -> str:
    if len(word) <= RUN:
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


@cache
def _page() -> Environment:
    return environment(
        escape,
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
    )
