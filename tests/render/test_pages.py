"""Are the figures of a report the pages of one PDF?"""

import io

import pytest
from pypdf import PdfReader

from claimcheck.render.drawing import Drawing, Mark, Stroke, Words
from claimcheck.render.pages import pages


def sheet(*words: str, height: float = 60) -> Drawing:
    return Drawing(
        name="a", title="t", says="s", height=height,
        strokes=(Stroke(((0, 0), (10, 10)), dashed=True),), marks=(Mark(5, 5, "circle", "paper"),),
        words=tuple(Words(170, 12 * (i + 1), text, "center") for i, text in enumerate(words)),
    )  # fmt: skip


def test_a_page_a_figure_as_large_as_it_is() -> None:
    read = PdfReader(io.BytesIO(pages([sheet("one"), sheet("two", height=90)])))
    sizes = [tuple(map(float, page.mediabox[2:])) for page in read.pages]
    assert sizes == [(340.0, 60.0), (340.0, 90.0)]
    assert [page.extract_text().strip() for page in read.pages] == ["one", "two"]


def test_the_same_figures_are_the_same_file() -> None:
    made = pages([sheet("one")])
    assert made == pages([sheet("one")])
    assert b"CreationDate" not in made


def test_no_figure_no_file() -> None:
    assert pages([]) == b""


@pytest.mark.parametrize(
    "text", ["−5.02 ± “é” → ≤ α", "中文", "a\u0301 \u05d0 \u0627", "\x1b[31m\n", "$x_1$ \\input{x}"]
)
def test_any_text_is_drawn_without_a_warning(text: str) -> None:
    read = PdfReader(io.BytesIO(pages([sheet(text)])))
    assert len(read.pages) == 1


def test_fonts_are_embedded() -> None:
    read = PdfReader(io.BytesIO(pages([sheet("one")])))
    fonts = read.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    (font,) = (f.get_object() for f in fonts.values())
    (inner,) = font.get("/DescendantFonts", [font])
    assert "/FontFile2" in inner.get_object()["/FontDescriptor"].get_object()
