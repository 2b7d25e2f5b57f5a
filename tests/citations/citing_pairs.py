"""Invented works: one that cites, and those that it cites."""

from claimcheck.parsers.grid import Item, build
from claimcheck.parsers.sentences import blocks
from claimcheck.record import Format, Paper, Place, Reference, Table

Rows = list[list[str]]


def table(rows: Rows, caption: str = "Top-1 accuracy (%).", name: str = "table-1") -> Table:
    return Table(
        id=name,
        caption=caption,
        cells=build([[Item(text) for text in row] for row in rows]),
        header_rows=1,
        header_columns=1,
        where=Place(source=name, section="Results"),
    )


def paper(
    name: str,
    *sentences: str,
    tables: tuple[Table, ...] = (),
    references: tuple[Reference, ...] = (),
    title: str = "",
    format: Format = "latex",
) -> Paper:
    """Each sentence is a paragraph of the results."""
    pieces = [
        ("paragraph", text, Place(source=f"{name}.tex", section="Results")) for text in sentences
    ]
    return Paper(
        id=name, source=f"{name}.tex", format=format, digest="", title=title,
        blocks=blocks(pieces),  # type: ignore[arg-type]
        tables=tables, references=references,
    )  # fmt: skip


GRID = table(
    [
        ["Method", "Blocks", "Cars", "Birds"],
        ["Baseline", "71.0", "62.3", "55.1"],
        ["Lattice", "75.2", "64.0", "58.9"],
        ["Lattice-Deep", "76.4", "65.5", "59.3"],
    ]
)
LATTICE = paper(
    "2401.00001v2",
    "Lattice reaches 75.2 on Blocks.",
    tables=(GRID,),
    title="Lattice Networks for Small Pictures",
)
PRISM = paper(
    "2402.00002",
    tables=(
        table(
            [
                ["Method", "Backbone", "Blocks accuracy", "Blocks F1"],
                ["Vanilla", "R18", "70.4", "69.9"],
                ["Prism", "R18", "74.7", "73.8"],
            ],
            "Results of one backbone.",
        ),
    ),
    title="Prism Pretraining Made Simple",
)
CITED = {"arxiv:2401.00001": LATTICE, "2402.00002": PRISM}
ENTRIES = (
    Reference(
        key="1", text="A. Doe and B. Roe. Lattice Networks for Small Pictures. 2024.",
        arxiv="2401.00001v1",
    ),
    Reference(key="2", text="Curie, Marie. Prism pretraining made simple. Proc. of Things, 2025."),
    Reference(key="3", text="E. Noether. A work that nobody has. 2023. doi:10.1000/ABC.7"),
)  # fmt: skip
