"""Does a PDF become the paper that it prints, and is a hostile one turned away?"""

from __future__ import annotations

import base64
import io
import zlib
from pathlib import Path

import pypdf
import pytest
import yaml
from handmade_pdf import assembled, matrix_text, paragraph, pdf, rule, stream, table, text

from claimcheck.errors import ClaimcheckError, ParseError, UnsafeInput
from claimcheck.parsers import pdf as parser, pdf_streams
from claimcheck.record import Document, Paper


def read(data: bytes) -> Paper:
    return parser.parse(
        Document(source="paper.pdf", format="pdf", files={"paper.pdf": data}, id="paper")
    )


def blocks(data: bytes) -> list[tuple[str, str]]:
    return [(b.kind, b.text) for b in read(data).blocks]


BODY = [
    "We train a model for many hours and measure how well it gener-",
    "alizes to new data. It reaches 71.2 % on the first benchmark and",
    "is better than before.",
]
BODY_TEXT = (
    "We train a model for many hours and measure how well it generalizes to new data. It reaches "
    "71.2 % on the first benchmark and is better than before."
)
ROWS = [["Model", "Top-1", "Top-5"], ["A", "71.2", "90.1"], ["B", "72.9", "91.4"]]


def test_title_sections_paragraphs_and_references() -> None:
    first = (
        text(150, 740, "A Study of Things", size=18, font="F2")
        + text(200, 715, "Ann Author")
        + text(280, 690, "Abstract", font="F2", size=11)
        + paragraph(BODY, y=670)
        + text(72, 600, "1 Introduction", font="F2", size=13)
        + paragraph(BODY, y=580)
        + text(72, 530, "1.1 Details", font="F2", size=11)
        + paragraph(BODY, y=510)
        + text(72, 440, "References", font="F2", size=13)
        + paragraph(["[1] A. Author. A title. arXiv:2401.00001, 2024.", "[2] B. Author. Other."], y=420)
    )  # fmt: skip
    paper = read(pdf(first))
    assert paper.title == "A Study of Things"
    assert [(b.kind, b.text, b.where.section) for b in paper.blocks if b.kind != "note"] == [
        ("title", "A Study of Things", ""),
        ("heading", "Abstract", "Abstract"),
        ("abstract", BODY_TEXT, "Abstract"),
        ("heading", "1 Introduction", "1 Introduction"),
        ("paragraph", BODY_TEXT, "1 Introduction"),
        ("heading", "1.1 Details", "1 Introduction / 1.1 Details"),
        ("paragraph", BODY_TEXT, "1 Introduction / 1.1 Details"),
        ("heading", "References", "References"),
    ]
    assert [(r.key, r.arxiv) for r in paper.references] == [("1", "2401.00001"), ("2", "")]


def test_offsets_count_in_the_text_of_the_paper() -> None:
    paper = read(pdf(paragraph(BODY), paragraph(BODY)))
    for block in paper.blocks:
        assert paper.text[block.where.start : block.where.end] == block.text
        for sentence in block.sentences:
            assert paper.text[sentence.where.start : sentence.where.end] == sentence.text
    assert [b.where.page for b in paper.blocks] == [1, 2]


def test_a_table_with_its_caption_is_no_prose() -> None:
    caption = text(100, 730, "Table 1: Accuracy in percent.")
    paper = read(pdf(caption + table(ROWS) + paragraph(BODY, y=600)))
    (found,) = paper.tables
    assert [list(row) for row in found.grid] == ROWS
    assert (found.id, found.caption, found.where.page) == ("table-1", "Accuracy in percent.", 1)
    assert [(b.kind, b.text) for b in paper.blocks] == [
        ("paragraph", BODY_TEXT),
        ("caption", "Table 1: Accuracy in percent."),
    ]


def test_tables_of_all_pages_have_their_own_ids() -> None:
    tables = read(pdf(table(ROWS), table(ROWS) + table(ROWS, y=400))).tables
    assert [(t.id, t.where.page) for t in tables] == [
        ("table-1", 1),
        ("table-2", 2),
        ("table-3", 2),
    ]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = ["Left one is here to be read first and", "left two goes on with it and so does"] * 4
    right = ["right one, which stands beside all of", "right two, both in the other column."] * 4
    page = paragraph(left, x=60) + paragraph(right, x=330)
    (block,) = read(pdf(page)).blocks
    assert block.text == " ".join([*left, *right])


def test_a_paragraph_goes_on_over_the_page() -> None:
    first = paragraph(["It reaches a good result on the first of"], y=100)
    second = paragraph(["the two benchmarks that we have."], y=740)
    (block,) = read(pdf(first, second)).blocks
    assert block.text == "It reaches a good result on the first of the two benchmarks that we have."


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        text(200, 770, "Published somewhere in 2024") + paragraph(BODY) + text(300, 30, str(n))
        for n in (1, 2, 3)
    ]
    assert {t for _, t in blocks(pdf(*pages))} == {BODY_TEXT}


def test_line_numbers_of_a_manuscript_are_left_out() -> None:
    lines = ["Many words stand on every line of this page and"] * 12
    numbers = "".join(text(40, 700 - 12 * i, f"{i:03d}", size=7) for i in range(12))
    assert blocks(pdf(paragraph(lines) + numbers)) == [("paragraph", " ".join(lines))]


ITEMS = [
    (["• first thing.", "• second thing."], ["• first thing.", "• second thing."]),
    (["1. first thing.", "2. second thing."], ["1. first thing.", "2. second thing."]),
    (["(a) first thing.", "(b) second thing."], ["(a) first thing.", "(b) second thing."]),
]


@pytest.mark.parametrize(("lines", "expected"), ITEMS)
def test_list_items_are_items(lines: list[str], expected: list[str]) -> None:
    page = paragraph(BODY) + paragraph(lines, x=82, y=660)
    assert [t for k, t in blocks(pdf(page)) if k == "item"] == expected


def test_a_footnote_is_a_note() -> None:
    foot = text(72, 60, "1", size=5) + text(75, 57, "Our code is public.", size=7)
    assert ("note", "^1Our code is public.") in blocks(pdf(paragraph(BODY) + foot))


def test_text_in_a_picture_is_left_out() -> None:
    form = ("0 0 200 100", text(10, 50, "axis label 0.5"))
    assert blocks(pdf(paragraph(BODY) + "q 1 0 0 1 100 400 cm /X0 Do Q\n", forms=[form])) == [
        ("paragraph", BODY_TEXT)
    ]


def test_metadata_names_what_the_page_does_not() -> None:
    info = "/Title (A Title) /Author (Ann Author, Bob Other and Carl Third)"
    paper = read(pdf(paragraph(BODY), info=info))
    assert (paper.title, paper.authors) == ("A Title", ("Ann Author", "Bob Other", "Carl Third"))


def test_a_scanned_pdf_says_that_it_has_no_characters() -> None:
    paper = read(pdf("0 0 612 792 re f\n", rule(0, 100, 50)))
    assert (paper.blocks, paper.tables) == ((), ())
    assert "scanned" in paper.warnings[0]


def test_a_page_without_characters_is_named() -> None:
    assert "page 2" in read(pdf(paragraph(BODY), "")).warnings[0]


def test_only_the_first_pages_of_a_long_document_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "MOST_PAGES", 3)
    paper = read(pdf(*[paragraph(BODY)] * 5))
    assert paper.warnings == ("only the first 3 of 5 pages were read",)
    assert len(paper.blocks) == 3


def encrypted(user: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(paragraph(BODY))))
    writer.encrypt(user_password=user, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_that_anyone_may_open_is_opened() -> None:
    assert blocks(encrypted("")) == [("paragraph", BODY_TEXT)]


def test_a_pdf_with_a_password_says_so() -> None:
    with pytest.raises(ParseError, match="encrypted") as caught:
        read(encrypted("secret"))
    assert "password" in caught.value.remedy


WHOLE = pdf(paragraph(BODY))
NO_PAGES = assembled(
    [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 0 /Kids [] >>"]
)
LOOP = assembled(
    [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [2 0 R] /Parent 2 0 R >>",
    ]
)
SELF = assembled(
    [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /XObject << /X 5 0 R >> >> >>",
        stream(b"/X Do"),
        stream(
            b"/X Do",
            head="/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
            "/Resources << /XObject << /X 5 0 R >> >>",
        ),
    ]
)
REFUSED = [
    ("empty", b""),
    ("a web page", b"<!doctype html><html><body>Not found</body></html>"),
    ("only the first line", b"%PDF-1.7\n"),
    ("noise", b"%PDF-1.7\n" + bytes(range(256)) * 40),
    ("no pages", NO_PAGES),
]


@pytest.mark.parametrize(("name", "data"), REFUSED, ids=[r[0] for r in REFUSED])
def test_what_is_no_pdf_is_refused_with_a_remedy(name: str, data: bytes) -> None:
    with pytest.raises(ParseError) as caught:
        read(data)
    assert caught.value.remedy


@pytest.mark.parametrize(
    "data", [LOOP, SELF], ids=["a page tree in a ring", "a form within itself"]
)
def test_a_loop_ends(data: bytes) -> None:
    try:
        assert read(data).warnings
    except ClaimcheckError as error:
        assert error.remedy


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_truncated_pdf_gives_a_paper_or_a_clear_error(share: float) -> None:
    try:
        paper = read(WHOLE[: int(share * len(WHOLE))])
    except ClaimcheckError as error:
        assert error.remedy
    else:
        assert paper.format == "pdf"


def with_content(content: bytes, filters: str) -> bytes:
    head = f"<< /Length {len(content)} /Filter {filters} >>".encode()
    return assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>",
            head + b"\nstream\n" + content + b"\nendstream",
        ]
    )


ZEROS = zlib.compress(b"0 0 m 9 9 l S\n" * 3_000_000, 9)
BOMBS = [
    ("one filter", with_content(ZEROS, "/FlateDecode")),
    ("said to be a picture", with_content(ZEROS, "/FlateDecode /Subtype /Image")),
    ("an escaped name", with_content(ZEROS, "/Flate#44ecode")),
    ("a filter named elsewhere", with_content(ZEROS, "9 0 R")),
    ("in hexadecimal", with_content(ZEROS.hex().encode() + b">", "[/AHx /Fl]")),
    ("in base 85", with_content(base64.a85encode(ZEROS) + b"~>", "[/A85 /Fl]")),
    ("short and compressed twice", with_content(zlib.compress(ZEROS, 9), "[/Fl /Fl]")),
]


@pytest.mark.parametrize(("name", "data"), BOMBS, ids=[b[0] for b in BOMBS])
def test_a_stream_that_inflates_without_end_is_refused(name: str, data: bytes) -> None:
    assert len(data) < 300_000
    with pytest.raises(UnsafeInput):
        read(data)


def test_a_large_picture_is_no_bomb() -> None:
    pixels = zlib.compress(bytes(40_000_000), 9)
    pdf_streams.check(with_content(pixels, "/FlateDecode /Subtype /Image"))


def test_more_characters_than_a_page_can_hold_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimcheck.parsers.pdf_characters.MOST_CHARACTERS", 20)
    paper = read(pdf(paragraph(BODY)))
    assert "only the first 20" in paper.warnings[0]


def test_a_sideways_page_holds_the_same_table() -> None:
    turned = "".join(
        matrix_text(f"0 1 -1 0 {200 + 14 * i} {100 + 80 * j}", cell)
        for i, row in enumerate([*ROWS, ["C", "70.0", "88.8"]])
        for j, cell in enumerate(row)
    )
    (found,) = read(pdf(turned)).tables
    assert found.grid[1] == ("A", "71.2", "90.1")


PAPERS = [
    "adaptive_dual_scale_denoising", "cotformer", "data_augmentation_grokking", "derma-jepa",
    "grid_based_noise_adaptation", "layerwise_lr_grokking",
]  # fmt: skip


def plain(cell: str | None) -> str:
    """The cell without what a page cannot tell apart: spaces, the writing of scripts, kinds of star."""
    kept = "".join(ch for ch in cell or "" if ch not in " ^_{}")
    return kept.replace("⋆", "*").replace("∗", "*").replace("’", "'")


@pytest.mark.parametrize("name", PAPERS)
def test_the_numbers_of_real_papers_come_back_cell_for_cell(data: Path, name: str) -> None:
    paper = read((data / "papers" / name / f"{name}.pdf").read_bytes())
    gold = yaml.safe_load((data / "gold" / "tables.yaml").read_text(encoding="utf-8"))
    for wanted in (t for t in gold if t["paper"] == name):
        rows = [[plain(c) for c in row] for row in wanted["grid_filled"]]
        body = [row for row in rows if any(ch.isdigit() for cell in row[1:] for ch in cell)]
        found = [[[plain(c) for c in row] for row in t.grid] for t in paper.tables]
        assert any(all(row in grid for row in body) for grid in found), wanted["id"]
