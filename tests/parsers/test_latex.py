"""Is a paper read from its LaTeX as a reader of the typeset page sees it?"""

import hashlib
import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from claimcheck.errors import ParseError, UnsafeInput
from claimcheck.parsers import latex
from claimcheck.record import Document, Paper


def document(text: str | bytes, **files: str) -> Document:
    main = text if isinstance(text, bytes) else text.encode()
    others = {f"{name}.tex": content.encode() for name, content in files.items()}
    return Document(source="paper", format="latex", files={"main.tex": main, **others})


def read(body: str, *, preamble: str = "", **files: str) -> Paper:
    text = f"\\documentclass{{article}}\n{preamble}\\begin{{document}}\n{body}\n\\end{{document}}\n"
    return latex.parse(document(text, **files))


def folder(path: Path) -> Document:
    files = {str(p.relative_to(path)): p.read_bytes() for p in path.rglob("*") if p.is_file()}
    return Document(source=str(path), format="latex", files=files, id=path.parent.name)


PROSE = [
    ("From 5\\% to 10\\,015 and 3\\,px.", "From 5% to 10015 and 3 px."),
    ("Na\\\"{\\i}ve caf\\'e, \\'{E}t\\^e, \\c{c}, \\v{S}.", "Naïve café, Étê, ç, Š."),
    ("``Quoted'' 0.2--0.3---so Fig.~2.", "“Quoted” 0.2–0.3—so Fig. 2."),
    ("\\emph{One} \\textbf{two} {\\bf three} \\texttt{a\\_b}.", "One two three a_b."),
    ("Gain of $+0.36$ ($p<0.05$), \\(x=1\\).", "Gain of +0.36 (p < 0.05), x = 1."),
    ("About $\\sim$$4\\times$ faster.", "About ~4× faster."),
    ("As \\citet{lee} and others \\citep[see][p.~3]{a, b} say.", "As lee and others [a, b] say."),
    ("See \\url{http://x.y/a%20b_c} or \\href{http://q}{here}.", "See http://x.y/a%20b_c or here."),
    ("\\num{1.5e-3} in \\SI{20}{\\percent} of \\SIrange{1}{3}{\\giga\\byte}.", "1.5×10^-3 in 20% of 1–3 GB."),
    ("\\qty{5.0}{\\milli\\second}, \\ang{15}, \\num{1.2+-0.3}.", "5.0 ms, 15°, 1.2 ± 0.3."),
    ("A\\footnote{Not 9.9 here.} sentence.", "A sentence."),
    ("A\\vspace{2pt} \\label{x}sentence \\textcolor{red}{in} \\unknown[a]{colour}.", "A sentence in colour."),
    ("Code \\verb|a%b_{c}| stays.", "Code a%b_{c} stays."),
    ("The 1\\textsuperscript{st} of H\\textsubscript{2}O.", "The 1st of H_2O."),
    ("Two \\\\[2pt] lines\\newline of text.", "Two lines of text."),
    ("\\setlength\\tabcolsep{4pt}Shown text.", "Shown text."),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), PROSE)
def test_markup_becomes_text(body: str, expected: str) -> None:
    assert read(body).blocks[0].text == expected


COMMENTS = [
    ("Reduced by 12.8% on dino, a lot.\n\nNext.", ["Reduced by 12.8", "Next."]),
    ("Glued to 16.8% of all\n  3. Item.", ["Glued to 16.83. Item."]),
    ("Kept 5\\% here. % gone 7\nMore.", ["Kept 5% here. More."]),
    ("Broken \\\\% gone\nline.", ["Broken line."]),
    ("One\n% a comment is no paragraph's end\ntwo.", ["One two."]),
    ("Seen \\iffalse not \\else but \\fi that.", ["Seen but that."]),
    ("Seen\n\\begin{comment}\nnot 3\n\\end{comment}\nthat.", ["Seen that."]),
    ("\\newif\\ifdraft Old \\ifdraft draft\\else final\\fi text.", ["Old final text."]),
    ("\\newif\\ifdraft\\drafttrue Old \\ifdraft draft\\else final\\fi text.", ["Old draft text."]),
    ("Text.\n\\begin{verbatim}\nx = 3 % 4 {\n\\end{verbatim}\nMore.", ["Text. More."]),
    ("Real end.\n\\end{document}\nBehind it.", ["Real end."]),
    ("Stop.\n\\endinput\nBehind it.", ["Stop."]),
]


@pytest.mark.parametrize(("body", "expected"), COMMENTS)
def test_what_is_not_typeset_is_not_read(body: str, expected: list[str]) -> None:
    assert [block.text for block in read(body).blocks] == expected


MACROS = [
    ("\\newcommand{\\ours}{\\textsc{Ours}\\xspace}", "\\ours wins; \\ours.", "Ours wins; Ours."),
    ("\\newcommand\\acc[2][top-1]{#2\\% #1}", "\\acc{84.1}, \\acc[top-5]{97.0}.", "84.1% top-1, 97.0% top-5."),
    ("\\def\\gain#1{+#1}", "A \\gain{0.4} gain.", "A +0.4 gain."),
    ("\\DeclareMathOperator{\\kl}{KL}", "The $\\kl(p)$ term.", "The KL(p) term."),
    ("\\newcommand{\\a}{b\\c}\\newcommand{\\c}{d}", "An \\a\\ inner.", "An bd inner."),
    ("\\let\\strong\\textbf", "A \\strong{bold} word.", "A bold word."),
    ("\\NewDocumentCommand{\\pair}{O{x} m}{#1 and #2}", "\\pair{y}, \\pair[a]{b}.", "x and y, a and b."),
    ("\\newenvironment{note}{Note:}{End.}", "\\begin{note} text. \\end{note}", "Note: text. End."),
    ("\\providecommand{\\x}{one}\\renewcommand*{\\x}{two}", "Is \\x{}.", "Is two."),
    ("\\renewcommand{\\emph}[1]{}", "Is \\emph{kept}.", "Is kept."),
]  # fmt: skip


@pytest.mark.parametrize(("preamble", "body", "expected"), MACROS)
def test_the_authors_macros_are_expanded(preamble: str, body: str, expected: str) -> None:
    assert read(body, preamble=preamble).blocks[0].text == expected


def test_a_macro_from_the_authors_style_file_is_known() -> None:
    text = (
        "\\documentclass{article}\\usepackage{ours}\\begin{document}We run \\method.\\end{document}"
    )
    files = {"main.tex": text.encode(), "ours.sty": b"\\newcommand{\\method}{LeNet}\\def\\x@y{no}"}
    paper = latex.parse(Document(source="p", format="latex", files=files))
    assert paper.blocks[0].text == "We run LeNet."


BODY = r"""\title{A Title:\\ Part Two}\author{Ann Lee \and Bo Ek\thanks{MIT}}\maketitle
\begin{abstract}
We reach 84.1\%.
\end{abstract}
\section{Results}\label{sec:r}
First sentence. Second
sentence\footnote{A note.} ends.

\subsection{On CIFAR}
\begin{itemize}
\item One thing.
\item[Gain] another thing.
\end{itemize}
\begin{equation} x = 1 \end{equation}
See Table~\ref{tab:t}, \cref{tab:t}, \S\ref{sec:r} and \ref{nowhere}.
\begin{figure}\includegraphics[width=1cm]{x.png}\caption{A figure.}\end{figure}
\begin{table}\label{tab:t}\caption{A table.}\begin{tabular}{lc}A&B\\x&1.5\end{tabular}
\footnotesize Notes stand under the table.\end{table}
"""


def test_blocks_come_in_reading_order_with_their_sections_and_lines() -> None:
    blocks = read(BODY).blocks
    assert [(b.kind, b.text, b.where.section, b.where.line) for b in blocks] == [
        ("title", "A Title: Part Two", "", 3),
        ("abstract", "We reach 84.1%.", "Abstract", 5),
        ("heading", "Results", "Results", 7),
        ("paragraph", "First sentence. Second sentence ends.", "Results", 8),
        ("note", "A note.", "Results", 9),
        ("heading", "On CIFAR", "Results / On CIFAR", 11),
        ("item", "One thing.", "Results / On CIFAR", 13),
        ("item", "Gain another thing.", "Results / On CIFAR", 14),
        ("paragraph", "See Table 1, Table 1, §1 and nowhere.", "Results / On CIFAR", 17),
        ("caption", "A figure.", "Results / On CIFAR", 18),
        ("caption", "A table.", "Results / On CIFAR", 19),
        ("note", "Notes stand under the table.", "Results / On CIFAR", 20),
    ]


def test_title_authors_and_sentence_places_are_known() -> None:
    paper = read(BODY)
    assert (paper.title, paper.authors) == ("A Title: Part Two", ("Ann Lee", "Bo Ek"))
    sentences = [s for block in paper.blocks for s in block.sentences]
    assert all(paper.text[s.where.start : s.where.end] == s.text for s in sentences)
    lines = {s.text: s.where.line for s in sentences}
    assert (lines["First sentence."], lines["Second sentence ends."]) == (8, 8)


def test_a_sentence_has_the_file_and_line_where_it_begins() -> None:
    paper = read("Main text.\n\\input{part}\nMain again.", part="% about\nPart one.\nPart\ntwo.\n")
    places = [(s.where.source, s.where.line) for s in paper.blocks[0].sentences]
    assert places == [("main.tex", 3), ("part.tex", 2), ("part.tex", 3), ("main.tex", 5)]


def test_the_digest_is_that_of_a_single_file() -> None:
    text = b"\\begin{document}Some text.\\end{document}"
    assert latex.parse(document(text)).digest == hashlib.sha256(text).hexdigest()


MAINS = [
    ({"a.tex": "\\documentclass{x}\\begin{document}Main text.\\input{b}\\end{document}", "b.tex": "Part."}, "Main"),
    ({"old/a.tex": "\\documentclass{x}\\begin{document}Old text, long, long, long.\\end{document}",
      "z.tex": "\\documentclass{x}\\begin{document}Main text.\\end{document}"}, "Main"),
    ({"a.tex": "\\documentclass{x}\\begin{document}Supplement, much longer than the other one.\\end{document}",
      "z.tex": "\\documentclass{x}\\begin{document}Main text.\\end{document}", "z.bbl": ""}, "Main"),
    ({"a.tex": "% \\begin{document}\nNot it.", "z.tex": "\\begin{document}Main text.\\end{document}"}, "Main"),
    ({"a.tex": "Main text of a fragment."}, "Main"),
    ({"paper": "\\documentclass{x}\\begin{document}Main text.\\end{document}"}, "Main"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "start"), MAINS)
def test_the_main_file_is_found(files: dict[str, str], start: str) -> None:
    encoded = {name: text.encode() for name, text in files.items()}
    paper = latex.parse(Document(source="p", format="latex", files=encoded))
    assert paper.blocks[0].text.startswith(start)


def test_latin_1_is_read_where_utf_8_fails() -> None:
    paper = latex.parse(document("\\begin{document}Café au lait.\\end{document}".encode("latin-1")))
    assert paper.blocks[0].text == "Café au lait."


def test_a_missing_input_is_a_warning_and_reading_goes_on() -> None:
    paper = read("Before.\n\\input{gone}\nAfter.")
    assert paper.warnings == ("main.tex:4 inputs 'gone', which is not there",)
    assert paper.blocks[0].text == "Before. After."


REFERENCES = [
    ("\\begin{thebibliography}{9}\\bibitem[Lee(2020)]{lee} A. Lee. \\newblock \\emph{Nets}. "
     "arXiv:2001.01234v2. \\url{https://x.org/a}.\\end{thebibliography}", {}, ("lee", "2001.01234v2", "https://x.org/a")),
    ("Text.", {"main.bbl": "\\bibitem{ek} B. Ek. CoRR abs/1706.03762."}, ("ek", "1706.03762", "")),
    ("Text.", {"r.bib": "@article{ho, title={A {N}et}, author = \"Ho, J.\", eprint={2006.11239}, year=2020}"},
     ("ho", "2006.11239", "")),
]  # fmt: skip


@pytest.mark.parametrize(("body", "files", "expected"), REFERENCES)
def test_references_are_read(body: str, files: dict[str, str], expected: tuple[str, ...]) -> None:
    text = f"\\begin{{document}}Some text. {body}\\end{{document}}"
    encoded = {"main.tex": text.encode(), **{k: v.encode() for k, v in files.items()}}
    (found,) = latex.parse(Document(source="p", format="latex", files=encoded)).references
    assert (found.key, found.arxiv, found.url) == expected


GARBAGE = [
    b"", b"\0\x1f\x7f" * 1000, bytes(range(256)) * 100, b"\\begin{document}\\end{document}",
    b"\\begin{document}\\begin{table}\\begin{tabular}{",
]  # fmt: skip


@pytest.mark.parametrize("data", GARBAGE, ids=["empty", "bytes", "binary", "no text", "cut off"])
def test_no_text_is_an_error_with_a_remedy(data: bytes) -> None:
    with pytest.raises(ParseError) as raised:
        latex.parse(document(data))
    assert raised.value.remedy


def test_no_latex_file_is_an_error() -> None:
    with pytest.raises(ParseError, match="no LaTeX file"):
        latex.parse(Document(source="p", format="latex", files={"a.png": b"x"}))


def test_inputs_in_a_circle_are_named() -> None:
    with pytest.raises(UnsafeInput, match=re.escape("main.tex → a.tex → b.tex → a.tex")):
        read("\\input{a}", a="\\input{b}", b="\\input{a}")


def test_inputs_that_double_are_stopped() -> None:
    files = {f"f{n}": f"\\input{{f{n + 1}}}\n\\input{{f{n + 1}}}\n" for n in range(30)}
    with pytest.raises(UnsafeInput, match="grows past"):
        read("\\input{f0}", **files, f30="x")


BOMBS = [
    "\\newcommand{\\x}[1]{#1#1#1#1#1#1#1#1#1#1}" + "\\x{" * 9 + "y" + "}" * 9,
    "".join(f"\\def\\m{a}{{\\m{b}\\m{b}}}" for a, b in pairwise("abcdefghijklmnopqrstu")) + "\\ma",
    "\\def\\x{y\\x\\x}\\x",
]  # fmt: skip


@pytest.mark.parametrize("body", BOMBS, ids=["arguments", "doubling", "recursion"])
def test_macros_without_end_are_stopped(body: str) -> None:
    with pytest.raises(UnsafeInput, match="expand without end"):
        read(body)


def test_a_macro_that_calls_itself_is_left_out_with_a_warning() -> None:
    paper = read("\\def\\x{\\x}Some text \\x here.")
    assert paper.blocks[0].text == "Some text here."
    assert paper.warnings == ("\\x calls itself without end and is left out",)


SIZE = 200_000
HOSTILE = {
    "braces": "{" * SIZE, "commands": "\\a" * (SIZE // 2), "open tables": "\\begin{table}" * (SIZE // 13),
    "closed tables": "\\end{table}" * (SIZE // 11), "options": "\\foo[" * (SIZE // 5),
    "formulas": "\\[" * (SIZE // 2), "dollars": "$" * SIZE, "blank lines": "\n" * SIZE,
    "nested tables": "\\begin{tabular}{c}" * 2000 + "\\end{tabular}" * 2000,
    "nested notes": "\\footnote{a " * 2000 + "}" * 2000, "cells": "\\begin{tabular}{c}" + "1&" * (SIZE // 2),
    "nested abstracts": "\\begin{abstract}" * 2000 + "\\end{abstract}" * 2000,
    "tables in one float": "\\begin{table}" + "\\begin{tabular}{cc}a&b\\\\1&2\\end{tabular}" * 4000 + "\\end{table}",
    "conditionals": "\\iffalse " * (SIZE // 9), "verb": "\\verb|" * (SIZE // 6), "accents": "\\'{" * (SIZE // 3),
    "one line": "word 1.2 " * (SIZE // 9),
}  # fmt: skip


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_hostile_input_ends_soon_in_a_paper_or_a_clear_error(body: str) -> None:
    began = time.process_time()
    try:
        read(f"Some text.\n\n{body}")
    except UnsafeInput as error:
        assert error.remedy
    assert time.process_time() - began < 5


def test_unbalanced_braces_lose_no_text() -> None:
    assert read("{Open \\textbf{bold text. And} more}} text.").blocks[0].text == (
        "Open bold text. And more text."
    )


GOLD_PAPERS = [
    "adaptive_dual_scale_denoising", "cotformer", "data_augmentation_grokking", "derma-jepa",
    "grid_based_noise_adaptation", "layerwise_lr_grokking",
]  # fmt: skip


def gold_tables(data: Path, paper: str) -> list[dict[str, object]]:
    text = (data / "gold" / "tables.yaml").read_text(encoding="utf-8")
    return [t for t in yaml.load(text, Loader=yaml.CSafeLoader) if t["paper"] == paper]


def spelt(caption: str) -> str:
    return re.sub(r"\s*=\s*|\[[\w\s,]*\]", "=", caption).replace("’", "'")


@pytest.mark.parametrize("paper", GOLD_PAPERS)
def test_every_table_read_by_hand_is_read_the_same(data: Path, paper: str) -> None:
    tables = {t.label: t for t in latex.parse(folder(data / "papers" / paper / "latex")).tables}
    gold = gold_tables(data, paper)
    assert gold
    for one in gold:
        found = tables[str(one["label"])]
        assert found.id == one["label"]
        assert [list(row) for row in found.grid] == one["grid_filled"]
        rows = one["header_rows"]
        assert found.header_rows == (len(rows) if isinstance(rows, list) else rows)
        assert found.header_columns == one.get("header_cols", one.get("row_header_cols"))
        if "dropped" not in str(one["caption"]):
            assert spelt(found.caption) == spelt(str(one["caption"]))


@pytest.mark.parametrize("paper", GOLD_PAPERS)
def test_bold_cells_are_those_read_by_hand(data: Path, paper: str) -> None:
    tables = {t.label: t for t in latex.parse(folder(data / "papers" / paper / "latex")).tables}
    for one in gold_tables(data, paper):
        marked = one["bold"]
        assert isinstance(marked, list)
        expected = [tuple(b) if isinstance(b, list) else (b["row"], b["col"]) for b in marked]
        cells = tables[str(one["label"])].cells
        assert [(c.row, c.column) for c in cells if c.bold] == expected
