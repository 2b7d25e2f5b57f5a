"""What is a document, as it was brought and as it was read?

The same shape whatever it was written in. Reading needs these records alone, and not those of
claims and verdicts.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from claimcheck.described import Described

Format = Literal["html", "latex", "pdf", "synthesis"]
BlockKind = Literal["title", "abstract", "heading", "paragraph", "item", "caption", "note"]


class Record(Described, BaseModel):
    """Frozen; an unknown field is an error; a docstring below a field is its description in the
    JSON Schema."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Place(Record):
    """Where something stands, so that a reader finds it again."""

    source: str = ""
    """File, URL or identifier."""
    section: str = ""
    """Headings from the outermost in, joined by ` / `."""
    line: int | None = None
    """Line of the source file, from 1."""
    page: int | None = None
    """Page of the PDF, from 1."""
    start: int | None = None
    """First character, counted in `Paper.text`."""
    end: int | None = None
    """One past the last character, counted in `Paper.text`."""
    table: str = ""
    """Id of the table."""
    row: int | None = None
    """Row of the table's grid, from 0, header rows included."""
    column: int | None = None
    """Column of the table's grid, from 0, header columns included."""
    path: str = ""
    """Path inside a JSON file, keys joined by dots, or the row of a CSV file."""


class Sentence(Record):
    text: str
    where: Place


class Block(Record):
    """A run of prose: a title, a heading, a paragraph, a list item, a caption or a note."""

    kind: BlockKind
    text: str
    where: Place
    """`where.start` and `where.end` are the block's place in `Paper.text`."""
    sentences: tuple[Sentence, ...] = ()


class Cell(Record):
    row: int
    column: int
    text: str
    """As printed, markup removed."""
    rowspan: int = Field(default=1, ge=1)
    colspan: int = Field(default=1, ge=1)
    bold: bool = False


class Table(Record):
    """A grid of cells. Rows and columns count from 0, headers included."""

    id: str
    """Unique in the paper: the label where there is one, else `table-1`, `table-2`, …"""
    label: str = ""
    """The author's `\\label`, where the source keeps it."""
    caption: str = ""
    cells: tuple[Cell, ...] = ()
    """One cell a span, at the span's upper left corner."""
    header_rows: int = 0
    header_columns: int = 0
    notes: tuple[str, ...] = ()
    """Notes under the table."""
    doubts: tuple[str, ...] = ()
    """Choices made while reading it that a reader may want to check."""
    where: Place = Place()

    @property
    def grid(self) -> tuple[tuple[str, ...], ...]:
        """Text by row and column, (rows, columns); a spanning cell's text stands in each position
        that it spans."""
        rows = max((c.row + c.rowspan for c in self.cells), default=0)
        columns = max((c.column + c.colspan for c in self.cells), default=0)
        grid = [[""] * columns for _ in range(rows)]
        for cell in self.cells:
            for r in range(cell.row, cell.row + cell.rowspan):
                for c in range(cell.column, cell.column + cell.colspan):
                    grid[r][c] = cell.text
        return tuple(map(tuple, grid))

    @property
    def printed(self) -> tuple[tuple[str, ...], ...]:
        """The same grid with each text once, as printed: at the upper left of what it spans."""
        grid = [[""] * len(row) for row in self.grid]
        for cell in self.cells:
            grid[cell.row][cell.column] = cell.text
        return tuple(map(tuple, grid))


class Reference(Record):
    """One entry of a bibliography."""

    key: str = ""
    text: str
    arxiv: str = ""
    """arXiv id with its version where one is named."""
    url: str = ""


class StatedClaim(Record):
    """A row of the claims table of a machine-written synthesis: its quote and what the synthesis
    says of it."""

    quote: str = ""
    verified: bool | None = None
    confidence: Decimal | None = None
    truncated: bool = False
    """Whether the quote breaks off in the middle of a sentence."""


class Document(Record):
    """What a source brought: the files of one document, and how to read them."""

    source: str
    """The reference as it resolves: a path, a URL, or `-`."""
    format: Format
    files: dict[str, bytes]
    """Path inside the document to its bytes; one entry for HTML, PDF and synthesis."""
    id: str = ""
    """arXiv id with version where it is known, else the name of the file or folder."""
    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    """ISO date, from the index's metadata."""


class Paper(Record):
    """A document read: the same shape from HTML, LaTeX, PDF and synthesis."""

    id: str
    source: str
    format: Format
    digest: str
    """sha256 of the bytes that were read."""
    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    references: tuple[Reference, ...] = ()
    stated: tuple[StatedClaim, ...] = ()
    """Claims that a synthesis lists, with its own flags."""
    warnings: tuple[str, ...] = ()
    """What could not be read, in words for the reader."""

    @property
    def text(self) -> str:
        """All blocks, a blank line between them; sentence offsets count in it."""
        return "\n\n".join(b.text for b in self.blocks)
