"""Is each way to write a table in LaTeX read as the grid that it prints?"""

import pytest

from claimcheck.parsers import latex
from claimcheck.record import Document, Table


def tables(body: str) -> tuple[Table, ...]:
    text = f"\\begin{{document}}\n{body}\n\\end{{document}}"
    return latex.parse(Document(source="p", format="latex", files={"m.tex": text.encode()})).tables


def table(rows: str, *, columns: str = "lcc", name: str = "tabular") -> Table:
    (found,) = tables(
        f"\\begin{{table}}\\begin{{{name}}}{{{columns}}}{rows}\\end{{{name}}}\\end{{table}}"
    )
    return found


HEAD = "M & x & y \\\\ \\midrule "
GRIDS = [
    (HEAD + "a & 1.0 & 2.0", ["M|x|y", "a|1.0|2.0"]),
    (HEAD + "a & 1.0 & 2.0 \\\\ \\bottomrule", ["M|x|y", "a|1.0|2.0"]),
    ("\\toprule[1.5pt] M&x&y\\\\*[2pt]\\specialrule{.1em}{.05em}{.05em} a&1.0&2.0\\tabularnewline\\Xhline{1pt}",
     ["M|x|y", "a|1.0|2.0"]),
    ("& \\multicolumn{2}{c|}{G} \\\\ \\cmidrule(lr){2-3}\\cline{2-3} M & x & y \\\\\\hline a & 1.0 & 2.0",
     ["|G|G", "M|x|y", "a|1.0|2.0"]),
    (HEAD + "\\multirow{2}{*}{a} & 1.0 & 2.0 \\\\ & 3.0 & 4.0", ["M|x|y", "a|1.0|2.0", "a|3.0|4.0"]),
    (HEAD + "\\multirow[t]{2}[1]{2cm}[3pt]{a} & 1.0 & 2.0 \\\\ & 3.0 & 4.0", ["M|x|y", "a|1.0|2.0", "a|3.0|4.0"]),
    (HEAD + "\\multirow{2}{=}{a} & 1.0 & 2.0 \\\\ & 3.0 & 4.0", ["M|x|y", "a|1.0|2.0", "a|3.0|4.0"]),
    (HEAD + " & 1.0 & 2.0 \\\\ & 3.0 & 4.0 \\\\ \\multirow{-2}{*}{a} & 5.0 & 6.0 \\\\",
     ["M|x|y", "|1.0|2.0", "a|3.0|4.0", "a|5.0|6.0"]),
    ("\\multirow{2}{*}{M} & \\multicolumn{2}{c}{\\multirow{2}{*}{G}} \\\\ & & \\\\ \\hline a & 1.0 & 2.0",
     ["M|G|G", "a|1.0|2.0"]),
    (HEAD + "\\makecell{a\\\\b} & \\shortstack[c]{1.0\\\\(0.1)} & \\begin{tabular}{@{}c@{}}2.0\\\\(0.2)\\end{tabular}",
     ["M|x|y", "a b|1.0 (0.1)|2.0 (0.2)"]),
    (HEAD + "A \\& B & \\rotatebox{90}{1.0} & \\raisebox{1ex}[0pt]{2.0}", ["M|x|y", "A & B|1.0|2.0"]),
    (HEAD + "\\rowcolor{gray!20} a & \\cellcolor[HTML]{FFAA00}1.0 & \\textcolor{red}{2.0}", ["M|x|y", "a|1.0|2.0"]),
    (HEAD + "{a & b} & $1.0_{\\pm 0.1}$ & 2.0{\\tiny$\\pm$0.2}", ["M|x|y", "a b|1.0 ± 0.1|2.0 ± 0.2"]),
    (HEAD + "a & \\phantom{0}1.0 & 10{,}015$^{\\dagger}$ % gone\n", ["M|x|y", "a|1.0|10,015†"]),
    (HEAD + "a & 1.2 +- 0.3 & \\num{1e-3} \\\\ b\\tnote{1} & \\checkmark & \\ding{55}",
     ["M|x|y", "a|1.2 ± 0.3|1×10^-3", "b^1|✓|✗"]),
    (HEAD + "a & 1.0 & 2.0 \\\\ \\hline (b) & [0.1, 0.2] & 3.0 \\\\[-.2em] [c] & 4.0 & 5.0",
     ["M|x|y", "a|1.0|2.0", "(b)|[0.1, 0.2]|3.0", "[c]|4.0|5.0"]),
    ("\\diagbox{M}{D} & x & y \\\\ \\hline a & 1.0 & 2.0 \\\\", ["M / D|x|y", "a|1.0|2.0"]),
    (HEAD + "\\multicolumn{3}{l}{\\textit{Part}} \\\\ a & 1.0 & 2.0 \\\\", ["M|x|y", "Part|Part|Part", "a|1.0|2.0"]),
    (HEAD + "a & 1.0 \\\\ b & 3.0 & 4.0", ["M|x|y", "a|1.0|", "b|3.0|4.0"]),
    (HEAD + "a & \\multirow{9}{*}{1.0} & 2.0 \\\\ b & & 4.0", ["M|x|y", "a|1.0|2.0", "b|1.0|4.0"]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), GRIDS)
def test_rows_and_cells_are_those_that_are_printed(rows: str, expected: list[str]) -> None:
    assert ["|".join(row) for row in table(rows).grid] == expected


BEGINS = [
    ("tabular", "l*{2}{c}"), ("tabular*", "\\textwidth}{@{\\extracolsep{\\fill}}lcc"), ("tabulary", "5cm}{LCC"),
    ("tabularx", "\\linewidth}{l>{\\centering}X|X"), ("array", "lcc"), ("tabular", "lS[table-format=1.2]p{0.3\\linewidth}"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "columns"), BEGINS)
def test_the_columns_of_every_kind_are_passed_over(name: str, columns: str) -> None:
    found = table(HEAD + "a & 1.0 & 2.0", name=name, columns=columns)
    assert found.grid == (("M", "x", "y"), ("a", "1.0", "2.0"))


INNER = "\\begin{tabular}{ll}A&B\\\\x&1.5\\end{tabular}"
FLOATS = [
    ("\\begin{table*}[t]\\caption{C}\\label{tab:a}%s\\end{table*}", [("tab:a", "tab:a", "C")]),
    ("\\begin{wraptable}{r}{5cm}%s\\caption[short]{C.}\\end{wraptable}", [("table-1", "", "C.")]),
    ("\\begin{sidewaystable}\\resizebox{\\textwidth}{!}{%%\n%s}\\caption*{C}\\end{sidewaystable}", [("table-1", "", "C")]),
    ("\\begin{table}\\begin{adjustbox}{width=1cm}\\begin{threeparttable}%s\\end{threeparttable}\\end{adjustbox}"
     "\\caption{C}\\end{table}", [("table-1", "", "C")]),
    ("\\begin{figure}\\captionof{table}{C}%s\\end{figure}", [("table-1", "", "C")]),
    ("\\begin{center}%s\\end{center}", [("table-1", "", "")]),
    ("\\begin{table}\\caption{C}\\label{t}%s %s\\end{table}", [("t", "t", "C"), ("t-2", "t", "C")]),
    ("\\begin{table}\\begin{minipage}{3cm}%s\\caption{C}\\label{a}\\end{minipage}"
     "\\begin{minipage}{3cm}%s\\caption{D}\\label{b}\\end{minipage}\\end{table}", [("a", "a", "C"), ("b", "b", "D")]),
    ("\\begin{table}\\begin{subtable}{3cm}%s\\caption{c}\\label{a}\\end{subtable}"
     "\\begin{subtable}{3cm}%s\\caption{d}\\end{subtable}\\caption{M.}\\label{m}\\end{table}",
     [("a", "a", "M. c"), ("m", "m", "M. d")]),
    ("\\begin{table}\\begin{tabular}{cc}%s&%s\\end{tabular}\\caption{C}\\end{table}",
     [("table-1", "", "C"), ("table-2", "", "C")]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), FLOATS)
def test_tables_have_their_captions_labels_and_ids(
    body: str, expected: list[tuple[str, ...]]
) -> None:
    found = tables(body % ((INNER,) * len(expected)))
    assert [(t.id, t.label, t.caption) for t in found] == expected
    assert all(t.grid == (("A", "B"), ("x", "1.5")) for t in found)


def test_a_long_table_repeats_no_header() -> None:
    (found,) = tables(
        "\\begin{longtable}{ll}\\caption{Long}\\label{tab:l}\\\\ A&B\\\\\\midrule\\endfirsthead "
        "A&B\\\\\\midrule\\endhead \\multicolumn{2}{r}{continued}\\\\\\endfoot\\bottomrule\\endlastfoot "
        "x&1.0\\\\ y&2.0\\\\\\end{longtable}"
    )
    assert (found.label, found.caption, found.header_rows) == ("tab:l", "Long", 1)
    assert found.grid == (("A", "B"), ("x", "1.0"), ("y", "2.0"))


BOLD = [
    ("\\textbf{1.0} & 2.0", [True, False]),
    ("\\textbf{1.0} $\\pm$ 0.1 & 1.0 $\\pm$ \\textbf{0.1}", [True, False]),
    ("$\\mathbf{1.0 \\pm 0.1}$ & $1.0 \\pm \\mathbf{0.1}$", [True, False]),
    ("\\bfseries 1.0 & 2.0", [True, False]),
    ("{\\bf 1.0} & {\\bf }2.0", [True, False]),
    ("\\textbf{\\underline{1.0}}$^*$ & \\underline{2.0}", [True, False]),
    ("\\cellcolor{red}\\textbf{1.0} & 1.0\\textbf{*}", [True, False]),
]


@pytest.mark.parametrize(("cells", "expected"), BOLD)
def test_a_cell_is_bold_where_its_number_is(cells: str, expected: list[bool]) -> None:
    found = table(HEAD + "a & " + cells)
    assert [c.bold for c in found.cells if c.row == 1 and c.column] == expected


def test_notes_under_a_table_and_in_its_cells_are_kept() -> None:
    (found,) = tables(
        "\\begin{table}\\begin{tabular}{ll}A&B\\\\x\\footnote{Of the cell.}&1.5\\end{tabular}"
        "\\begin{tablenotes}\\item[a] Trained for twice as long.\\end{tablenotes}\\end{table}"
    )
    assert found.notes == ("Trained for twice as long.", "Of the cell.")
    assert found.grid[1] == ("x", "1.5")


def test_a_tabular_that_only_places_pictures_is_no_table() -> None:
    body = "Some text. \\begin{figure}\\begin{tabular}{cc}\\includegraphics{a}&\\includegraphics{b}\\\\"
    assert tables(body + "(a)&(b)\\end{tabular}\\caption{C}\\end{figure}") == ()


def test_the_place_of_a_table_is_its_file_line_and_section() -> None:
    (found,) = tables("\\section{Results}\n\\begin{table}\n" + INNER + "\\end{table}")
    assert (found.where.source, found.where.line, found.where.section) == ("m.tex", 4, "Results")


def test_a_short_row_is_a_doubt() -> None:
    assert table(HEAD + "a & 1.0 \\\\ b & 3.0 & 4.0").doubts == ("rows shorter than the widest: 2",)
