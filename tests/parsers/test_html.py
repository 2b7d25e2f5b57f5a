"""Does an HTML page, made by LaTeXML or not, give its tables cell for cell and its prose whole?"""

import re
import time
from pathlib import Path

import pytest

from claimcheck import store
from claimcheck.errors import ClaimcheckError, ParseError, UnsafeInput
from claimcheck.parsers import html
from claimcheck.record import Document, Paper, Table

FIXTURES = Path(__file__).parents[1] / "fixtures" / "html"


def parse(page: bytes | str, *, name: str = "page.html") -> Paper:
    content = page.encode() if isinstance(page, str) else page
    return html.parse(Document(source=name, format="html", files={name: content}))


def fixture(name: str) -> Paper:
    return parse((FIXTURES / f"{name}.html").read_bytes(), name=f"{name}.html")


def rows(table: Table) -> list[str]:
    return [" | ".join(row) for row in table.grid]


def blocks(paper: Paper) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in paper.blocks]


TABLES = [
    ("inline_tabular", 0, (2, 1), [
        "Method | Accuracy | Accuracy", " | Clean | Noisy", "Plain | 90.1 | 71.0", "Ours | 91.5 | 74.2",
    ]),
    ("transformed", 0, (1, 1), ["Method | Clean | Noisy", "Plain | 90.1 | 71.0", "Ours | 91.5 | 74.2"]),
    ("transformed", 1, (1, 1), ["Model | Loss", "A | 0.12", "B | 0.10"]),
    ("cell_lines", 0, (1, 1), ["Method | Top-1 (%) | Time (s)", "Plain model | 90.1 | 1.0", "Ours | 91.5 | 2.0"]),
    ("spans", 0, (3, 2), [
        "Data | Method | Accuracy | Accuracy | Accuracy",
        "Data | Method | Small | Small | Large",
        "Data | Method | 1-shot | 5-shot | 5-shot",
        "A | Plain | 10.0 | 20.0 | 30.0",
        "A | Ours | 11.0 | 21.0 | 31.0",
        "B | Plain | 12.0 | 22.0 | 32.0",
        "B | Ours | 13.0 | 23.0 | 33.0",
        "C | Ours | 14.0 | 24.0 | ",
    ]),
    ("spacers", 0, (2, 1), [
        " | Base | Ours | Ours", "Task | Acc | Acc | F1", "Vision | Vision | Vision | Vision",
        "One | 0.50 | 0.60 | 0.61", "Two | 0.51 | 0.62 | 0.63",
        "Language | Language | Language | Language", "One | 0.40 | 0.41 | 0.42",
    ]),
    ("formulas", 0, (1, 1), [
        "Method | Acc ↑ | Gain (%) | Count", "Plain | 90.1 ± 0.3 | -1.0 | 12,345",
        "Ours† | 91.5 | +2.0* | 7 000", "Other‡ | 8.40 ± 0.20 | 3.5 ± 0.1 | 10^-4",
    ]),
    ("unknown_macro", 0, (1, 1), ["Method | Acc", "Plain | 90.1", "Ours | 91.5"]),
    ("notes", 0, (1, 1), ["Method | Acc", "Plain | 90.1", "Ours | 91.5"]),
    ("threepart", 0, (1, 1), ["Method | Acc^a", "Plain | 90.1", "Ours | 91.5"]),
    ("several", 2, (1, 1), ["Method | Acc", "A | 5.0", "B | 6.0"]),
    ("layout", 1, (1, 1), ["Method | F1", "A | 3.0", "B | 4.0"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "which", "shape", "expected"), TABLES, ids=[f"{c[0]}-{c[1]}" for c in TABLES]
)
def test_tables_are_read_cell_for_cell(
    name: str, which: int, shape: tuple[int, int], expected: list[str]
) -> None:
    table = fixture(name).tables[which]
    assert rows(table) == expected
    assert (table.header_rows, table.header_columns) == shape


CAPTIONS = [
    ("inline_tabular", {"S1.T1": "Set in inline mode."}),
    ("transformed", {"S1.T1": "Scaled to the page.", "S1.T2": "On its side."}),
    ("subtables", {"S1.T0.st1": "Both. On vision.", "S1.T0.st2": "Both. On language."}),
    ("layout", {"S1.T1": "Side by side.", "S1.T1-2": "Side by side."}),
    ("formulas", {"S1.T1": "Formulas in cells, n = 5."}),
    ("several", {
        "S1.T1": "One caption for two.", "S1.T1-2": "One caption for two.", "S1.T3": "Left.",
        "S1.T3-2": "Right.", "S1.F1": "A table in a figure.", "table-6": "",
    }),
]  # fmt: skip


@pytest.mark.parametrize(("name", "expected"), CAPTIONS, ids=[c[0] for c in CAPTIONS])
def test_each_table_has_its_id_and_caption_without_the_tag(
    name: str, expected: dict[str, str]
) -> None:
    assert {table.id: table.caption for table in fixture(name).tables} == expected


def test_bold_is_that_of_the_first_number() -> None:
    table = fixture("formulas").tables[0]
    assert {cell.text for cell in table.cells if cell.bold} == {"91.5", "3.5 ± 0.1"}


def test_notes_under_a_table_and_footnotes_in_it_belong_to_it() -> None:
    assert fixture("notes").tables[0].notes == (
        "Values are means over three seeds.",
        "In one cell.",
    )
    assert fixture("threepart").tables[0].notes == ("Mean over three seeds.",)


def test_prose_comes_in_reading_order_by_kind() -> None:
    assert blocks(fixture("notes")) == [
        ("title", "Footnotes and lists"),
        ("abstract", "We gain 2.0 points."),
        ("heading", "Results"),
        ("paragraph", "Ours gains 2.0 points over the baseline (Section 1, [1])."),
        ("note", "Over three seeds, at 5.0 steps."),
        ("item", "First item."),
        ("item", "Inner item."),
        ("item", "Second item."),
        ("item", "Speed is twice as high."),
        ("paragraph", "where x is a number."),
        ("heading", "Run-in."),
        ("paragraph", "The rest."),
        ("note", "In one cell."),
        ("note", "Values are means over three seeds."),
        ("caption", "Notes below."),
    ]


def test_places_name_section_line_and_table() -> None:
    paper = fixture("notes")
    rest = next(block for block in paper.blocks if block.text == "The rest.")
    caption = next(block for block in paper.blocks if block.kind == "caption")
    assert rest.where.section == "Results / Run-in"
    assert (caption.where.table, paper.tables[0].where.table) == ("S1.T1", "S1.T1")
    lines = (FIXTURES / "notes.html").read_text().splitlines()
    assert "The rest." in lines[(rest.where.line or 0) - 1]
    assert [paper.text[b.where.start : b.where.end] for b in paper.blocks] == [
        b.text for b in paper.blocks
    ]


def test_front_and_back_matter_are_fields_of_their_own() -> None:
    paper = fixture("notes")
    assert paper.title == "Footnotes and lists"
    assert paper.authors == ("Ann Author", "Bob Builder")
    assert [(r.key, r.arxiv) for r in paper.references] == [("bib.bib1", "2301.01234v2")]
    assert not re.search("University|Generated|Equal work", paper.text)
    assert paper.digest == store.digest((FIXTURES / "notes.html").read_bytes())


def test_the_metadata_of_the_document_come_first() -> None:
    page = (FIXTURES / "notes.html").read_bytes()
    document = Document(
        source="x", format="html", files={"x": page}, id="1", title="T", authors=("A",)
    )
    paper = html.parse(document)
    assert (paper.id, paper.title, paper.authors) == ("1", "T", ("A",))


def test_unknown_macros_are_named_and_their_arguments_kept() -> None:
    paper = fixture("unknown_macro")
    assert ("paragraph", "The model gains 2.0 points.") in blocks(paper)
    assert "\\mystery" in paper.warnings[0]
    assert paper.tables[0].doubts


SENTENCES = [
    ("formulas", "We reach 1.2 ± 0.3, not -0.5, on 1,024 items, at 15° and η_e = η_l."),
    ("several", "The end of two lines is here."),
]


@pytest.mark.parametrize(("name", "expected"), SENTENCES, ids=[c[0] for c in SENTENCES])
def test_formulas_and_small_grids_stay_in_their_sentence(name: str, expected: str) -> None:
    assert ("paragraph", expected) in blocks(fixture(name))


SNIPPETS = [
    ("a formula's annotation is not read again",
     '<math alttext="x=1"><semantics><mi>x</mi><annotation encoding="application/x-tex">x=1</annotation></semantics></math>!', "x = 1!"),
    ("TeX folded with a comment sign", '<math alttext="1.0%\n2"></math> is it', "1.02 is it"),
    ("TeX in an annotation only",
     '<math><mn>5</mn><annotation encoding="application/x-tex">5\\%</annotation></math> of it', "5% of it"),
    ("MathML without TeX", "<math><mn>5</mn><mo>+</mo><mn>6</mn></math> of it", "5+6 of it"),
    ("a raised power", "at 10<sup>-4</sup> only", "at 10^-4 only"),
    ("a raised mark", "at 0.5<sup>*</sup> only", "at 0.5* only"),
    ("words next to elements are not glued", "one <b>two</b>, <i>th</i>ree<br>four", "one two, three four"),
    ("comments and scripts are no text", "one<!-- 5.0 --><script>6.0</script> two", "one two"),
    ("what is hidden is no text", 'one<span style="display: none">5.0</span> two', "one two"),
    ("buttons are no text", "one<button>Report issue</button> two", "one two"),
    ("an unknown entity stays as it is", "one &klingon; two", "one &klingon; two"),
    ("a minus sign", "at −0.5 only", "at -0.5 only"),
    ("null bytes", "o\0ne two", "one two"),
]  # fmt: skip


@pytest.mark.parametrize(("says", "given", "expected"), SNIPPETS, ids=[c[0] for c in SNIPPETS])
def test_a_paragraph_reads_as_the_page_shows_it(says: str, given: str, expected: str) -> None:
    assert blocks(parse(f"<html><body><p>{given}</p></body></html>")) == [("paragraph", expected)]


PLAIN = """
<html><head><title>Site</title></head><body>
<nav><a href="/">Home page</a></nav>
<h1>A plain paper</h1><p>Ann Author, Some University</p>
<h2>Abstract</h2><p>We gain 2.0 points.</p>
<h2>1. Results</h2><h3>1.1 Main</h3><p>See the table.</p>
<table><caption>Table 1: Plain results.</caption>
<thead><tr><th>Method<th>Acc</thead>
<tr><td rowspan=2>A<td><b>0.5</b></tr><tr><td>0.6</tr><tr><td>B<td>0.7</tr></table>
<p>Table 2. Written above.</p>
<table><tr><td>x<td>y</tr><tr><td>a<td>0.1</tr></table>
<table><tr><td>Only a menu</td></tr></table>
<ul><li>An item.</li></ul>
<h2>References</h2><p>J. Doe. arXiv:2301.01234</p>
<footer>Imprint text</footer></body></html>
"""


def test_a_page_that_latexml_did_not_make_is_read_too() -> None:
    paper = parse(PLAIN)
    assert [rows(table) for table in paper.tables] == [
        ["Method | Acc", "A | 0.5", "A | 0.6", "B | 0.7"],
        ["x | y", "a | 0.1"],
    ]
    assert [(t.id, t.caption, t.where.section) for t in paper.tables] == [
        ("table-1", "Plain results.", "Results / Main"),
        ("table-2", "Written above.", "Results / Main"),
    ]
    assert blocks(paper)[:6] == [
        ("title", "A plain paper"),
        ("abstract", "We gain 2.0 points."),
        ("heading", "Results"),
        ("heading", "Main"),
        ("paragraph", "See the table."),
        ("caption", "Plain results."),
    ]
    assert ("item", "An item.") in blocks(paper)
    assert [r.arxiv for r in paper.references] == ["2301.01234"]
    assert not re.search("Home page|University|doe", paper.text)


def test_the_frame_of_arxivs_page_is_not_the_paper() -> None:
    page = (FIXTURES / "notes.html").read_text()
    bare = parse(page)
    framed = page.replace(
        '<div class="ltx_page_content">',
        '<nav class="ltx_TOC">1 Results</nav><div class="ltx_page_content">'
        '<div id="target-section" class="section"><a id="license-tr">License: CC BY 4.0</a>'
        '<div id="watermark-tr">arXiv:2301.00001v1 [cs.LG] 1 Jan 2023</div></div>',
    )
    button = '</p><button class="sr-only button" style="display: none;">Report issue</button>'
    assert blocks(parse(framed.replace("</p>", button))) == blocks(bare)


ENCODINGS = [
    ("utf-8", "utf-8", ""),
    ("utf-8 with a mark", "utf-8-sig", ""),
    ("utf-16", "utf-16", ""),
    ("declared", "iso-8859-15", '<meta charset="iso-8859-15">'),
    ("wrongly declared", "utf-8", '<meta charset="latin-1">'),
    ("declared as what does not exist", "cp1252", '<meta charset="klingon">'),
    ("undeclared", "cp1252", ""),
]


@pytest.mark.parametrize(("says", "codec", "meta"), ENCODINGS, ids=[c[0] for c in ENCODINGS])
def test_characters_survive_any_encoding(says: str, codec: str, meta: str) -> None:
    page = f"<html><head>{meta}</head><body><p>Café ± 5.0</p></body></html>"
    assert blocks(parse(page.encode(codec))) == [("paragraph", "Café ± 5.0")]


ENTITIES = b"<!DOCTYPE html [<!ENTITY a SYSTEM 'file:///etc/hostname'><!ENTITY b '&a;&a;'>]>"


def test_declared_entities_are_neither_read_nor_expanded() -> None:
    paper = parse(ENTITIES + b"<html><body><p>one &a; &b; two</p></body></html>")
    assert blocks(paper) == [("paragraph", "one &a; &b; two")]


BODY = b"<html><body>"
HOSTILE: list[tuple[str, bytes, type[ClaimcheckError] | None]] = [
    ("nothing", b"", ParseError),
    ("a PDF", b"%PDF-1.5\n" + bytes(range(256)) * 99, ParseError),
    ("no markup", b"only words", ParseError),
    ("no text", BODY + b"<div></div>", ParseError),
    ("elements nested without end", BODY + b"<div>" * 100_000 + b"text", UnsafeInput),
    ("tables nested without end", BODY + b"<table><tr><td>x<td>y<tr><td>" * 9_000, UnsafeInput),
    ("more bytes than a paper has", BODY + b"x" * (html.MAX_BYTES + 1), UnsafeInput),
    ("more elements than a paper has", BODY + b"<p>ab" * (html.MAX_ELEMENTS + 1), UnsafeInput),
    ("one text without end", BODY + b"<p>" + b"word " * 3_000_000, UnsafeInput),
    ("spans without end", BODY + b"<table>" + b"<tr><td colspan=999999999 rowspan=9>1.0<td>2.0" * 900, None),
    ("braces without end", BODY + b'<p>text <math alttext="' + b"{" * 200_000 + b'"></math>', None),
]  # fmt: skip


@pytest.mark.parametrize(("says", "page", "error"), HOSTILE, ids=[c[0] for c in HOSTILE])
def test_hostile_pages_end_soon_and_in_order(
    says: str, page: bytes, error: type[ClaimcheckError] | None
) -> None:
    began = time.process_time()
    if error is None:
        assert parse(page)
    else:
        with pytest.raises(error) as caught:
            parse(page)
        assert caught.value.remedy
    assert time.process_time() - began < 5


def test_a_document_without_files_is_an_error() -> None:
    with pytest.raises(ParseError):
        html.parse(Document(source="x", format="html", files={}))
