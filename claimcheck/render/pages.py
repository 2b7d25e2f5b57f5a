"""How do the figures of a report reach its LaTeX: as the pages of one PDF?"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from claimcheck.render import pen
from claimcheck.render.drawing import Drawing, Words
from claimcheck.render.plain import line

MISSING = "□"
"""Stands for a letter that the font has not."""


def pages(drawings: Sequence[Drawing]) -> bytes:
    """A PDF with a page a figure, in their order; without a date, so that the same figures make the
    same file. Empty where there is none."""
    if not drawings:
        return b""
    with pen.settings():
        from matplotlib.backends.backend_pdf import PdfFile, RendererPdf

        sheet = io.BytesIO()
        file = PdfFile(sheet, metadata={"CreationDate": None, "Creator": None, "Producer": None})
        for drawing in drawings:
            wide, high = drawing.width / 72, drawing.height / 72
            file.newPage(wide, high)
            renderer = RendererPdf(file, 72, high, wide)
            pen.draw(drawing, renderer)
            for words in drawing.words:
                _write(words, drawing.height, renderer)
            renderer.finalize()
        file.finalize()
        file.close()
        return sheet.getvalue()


def _write(words: Words, height: float, renderer: Any) -> None:
    font = pen.font(words.size, words.bold)
    text = _printable(line(words.text), words.bold)
    x = words.x
    if words.align != "left":
        width, _, _ = renderer.get_text_width_height_descent(text, font, False)
        x -= width / 2 if words.align == "center" else width
    renderer.draw_text(renderer.new_gc(), x, height - words.y, text, font, 0)


@lru_cache(maxsize=10_000)
def _printable(text: str, bold: bool) -> str:
    """The text in letters that the font has."""
    from matplotlib.font_manager import get_font

    letters = get_font(pen.font(9.0, bold).get_file())
    return "".join(c if letters.get_char_index(ord(c)) else MISSING for c in text)
