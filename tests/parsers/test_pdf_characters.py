"""Are characters, words and rules read from where a PDF puts them?"""

from __future__ import annotations

import pypdfium2
import pytest
from handmade_pdf import matrix_text, pdf, rule, text, upright

from claimcheck.parsers import pdf_characters, pdf_words
from claimcheck.parsers.pdf_characters import Content
from claimcheck.parsers.pdf_geometry import lines


def read(data: bytes) -> Content:
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    try:
        return pdf_characters.read(page)
    finally:
        page.close()
        document.close()


def page_lines(data: bytes) -> list[str]:
    upright_words, _ = pdf_words.words(read(data).characters)
    return [line.text for line in lines(upright_words)]


LINES = [
    ("words on one line", text(72, 700, "two words"), ["two words"]),
    ("a superscript", text(72, 700, "x") + text(77.5, 704, "2", size=7), ["x^2"]),
    ("a long subscript", text(72, 700, "x") + text(77.5, 698, "ij", size=7), ["x_{ij}"]),
    (
        "a spread above the line is no power",
        text(72, 700, "98.87") + text(97.5, 704, "±0.10", size=7),
        ["98.87 ± 0.10"],
    ),
    (
        "a word that an index parts is whole again",
        text(72, 700, "f(x") + text(84, 698, "1", size=7) + text(88.5, 700, ")+y"),
        ["f(x_1)+y"],
    ),
    ("a ring above the line", text(72, 700, "15") + text(83.5, 704, "°", size=7), ["15°"]),
    ("a mark above the line", text(72, 700, "0.91") + text(92, 704, "†", size=7), ["0.91†"]),
    ("an en dash before a digit is a minus", text(72, 700, "–4.6"), ["-4.6"]),
    ("an en dash between digits stays", text(72, 700, "25–55"), ["25–55"]),
    ("two numbers of an interval", text(72, 700, "0.894,") + text(101, 700, "0.911"), ["0.894, 0.911"]),
    ("small capitals", text(72, 700, "C") + text(79.4, 700, "LOAK", size=8), ["CLOAK"]),
    ("tight plus-minus", text(72, 700, "1.2±0.3"), ["1.2 ± 0.3"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "expected"), LINES, ids=[c[0] for c in LINES])
def test_a_line_is_read_as_it_is_meant(name: str, content: str, expected: list[str]) -> None:
    assert page_lines(pdf(content)) == expected


UNICODE = [
    ("letters outside the basic plane", "<41> <D835DF03>", "A", ["θ"]),
    ("a ligature is never parted", "<41> <006600660069>", "eAcient", ["efficient"]),
    ("a minus sign", "<41> <2212>", "A4.6", ["-4.6"]),
    ("an increment is a delta", "<41> <2206>", "A", ["Δ"]),
    ("a soft hyphen", "<41> <00AD>", "selfAmade", ["self-made"]),
]


@pytest.mark.parametrize(
    ("name", "unicode", "words", "expected"), UNICODE, ids=[c[0] for c in UNICODE]
)
def test_a_glyph_is_read_by_its_unicode(
    name: str, unicode: str, words: str, expected: list[str]
) -> None:  # fmt: skip
    assert page_lines(pdf(text(72, 700, words, font="F3"), unicode=unicode)) == expected


def test_the_size_of_scaled_text_is_the_printed_one() -> None:
    content = read(pdf(matrix_text("0.5 0 0 0.5 72 700", "small", size=20)))
    assert {round(c.size, 3) for c in content.characters} == {10.0}


def test_a_watermark_is_left_out() -> None:
    leaning = matrix_text("0.7071 0.7071 -0.7071 0.7071 200 300", "PREPRINT", size=60)
    assert page_lines(pdf(text(72, 700, "1.0 2.0") + leaning)) == ["1.0 2.0"]


SIDEWAYS = [
    ("upwards", "0 1 -1 0 300 100"),
    ("downwards", "0 -1 1 0 300 700"),
    ("upside down", "-1 0 0 -1 500 400"),
]


@pytest.mark.parametrize(("name", "matrix"), SIDEWAYS)
def test_a_sideways_page_reads_as_an_upright_one(name: str, matrix: str) -> None:
    assert page_lines(pdf(matrix_text(matrix, "Model 0.91 0.93"))) == ["Model 0.91 0.93"]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_rotation_of_the_page_changes_nothing(rotate: int) -> None:
    content = read(pdf(text(72, 700, "steady"), rotate=rotate))
    first = content.characters[0]
    assert (first.x0, first.y, content.width) == pytest.approx((72, 92, 612))


def test_a_shifted_page_box_changes_nothing() -> None:
    content = read(pdf(text(172, 800, "steady"), box="100 100 712 892"))
    assert (content.characters[0].x0, content.characters[0].y) == pytest.approx((72, 92))


def test_one_sideways_label_beside_upright_text_is_kept_apart() -> None:
    beside = matrix_text("0 1 -1 0 60 600", "Group A")
    content = read(pdf(text(72, 700, "some upright text beside it") + beside))
    _, turned = pdf_words.words(content.characters)
    assert [w.text for w in turned] == ["Group A"]


RULES = [
    ("a stroke across", rule(100, 300, 500), 1, 0),
    ("a stroke down", upright(100, 300, 500), 0, 1),
    ("a thin filled box", "100 500 200 0.4 re f\n", 1, 0),
    ("a coloured cell is no rule", "100 500 200 14 re f\n", 0, 0),
    ("a frame is four rules", "100 500 200 40 re S\n", 2, 2),
    ("a polygon of segments", "100 500 m 300 500 l 300 400 l S\n", 1, 1),
]


@pytest.mark.parametrize(("name", "content", "across", "down"), RULES, ids=[c[0] for c in RULES])
def test_strokes_are_rules(name: str, content: str, across: int, down: int) -> None:
    found = read(pdf(content))
    assert (len(found.across), len(found.down)) == (across, down)


def test_a_rule_under_a_scaled_matrix_lies_where_it_is_drawn() -> None:
    found = read(pdf("q 2 0 0 2 10 20 cm 50 200 m 100 200 l S Q\n"))
    assert found.across[0].x0 == pytest.approx(110, abs=1.5)
    assert found.across[0].y == pytest.approx(792 - 420, abs=1.5)


def test_bold_is_known_by_the_font() -> None:
    found = read(pdf(text(72, 700, "a", font="F1") + text(90, 700, "b", font="F2")))
    assert [c.bold for c in found.characters] == [False, True]


@pytest.mark.parametrize("box", ["0 0 0 0", "0 0 1e9 1e9", "-1e7 -1e7 1e7 1e7", "5 5 6 6"])
def test_an_absurd_page_box_is_replaced_by_the_text_s_own(box: str) -> None:
    content = read(pdf(text(72, 700, "still here"), box=box))
    assert "".join(c.text for c in content.characters).replace(" ", "") == "stillhere"
    assert 0 < content.width < 20_000
