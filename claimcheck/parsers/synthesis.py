"""What does a machine-written synthesis claim, how sure is it, and what does it cite?

Markdown or plain text with headings, a claims table (tabs or pipes; columns named claim, verified,
confidence) and a list of references. A quote that the generator cut off in the middle is marked as
truncated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from claimcheck.document import BlockKind, Document, Paper, Place, Reference, StatedClaim, Table
from claimcheck.errors import ParseError
from claimcheck.parsers.grid import Item, build
from claimcheck.parsers.sentences import blocks
from claimcheck.store import digest

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_NUMBERED = re.compile(r"^(?:\d+(?:\.\d+)*\.?|[IVX]+\.|[A-Z]\.)\s+")
_ITEM = re.compile(r"^\s*(?:[-*+•]|\d+[.)]|\[\d+\])\s+")
_URL = re.compile(r"https?://[^\s<>)\]]+")
_ARXIV = re.compile(
    r"(?:arxiv\.org/(?:abs|pdf|html)/|arXiv:\s?)(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?)",
    re.IGNORECASE,
)
_YES = frozenset({"✓", "✔", "✅", "☑", "yes", "true", "verified", "supported", "y"})
_NO = frozenset(
    {"×", "✗", "✘", "❌", "x", "no", "false", "unverified", "not verified", "unsupported", "n"}
)
MOST_CHARACTERS = 10_000_000


@dataclass(frozen=True)
class _Piece:
    """Consecutive lines of one sort, with the line where they begin."""

    kind: BlockKind | str
    lines: tuple[str, ...]
    line: int
    section: str


def parse(document: Document) -> Paper:
    """A synthesis as a Paper whose `stated` holds its claims table. Raises ParseError where it is
    no text."""
    data = next(iter(document.files.values()), b"")
    text = _decode(data, document.source)
    pieces = list(_pieces(text))
    rows = [(p, _rows(p)) for p in pieces if p.kind == "table"]
    title = next((p.lines[0] for p in pieces if p.kind == "title"), document.title)
    return Paper(
        id=document.id,
        source=document.source,
        format="synthesis",
        digest=digest(data),
        title=title,
        blocks=blocks([b for p in pieces for b in _prose(p, document.source)]),
        tables=tuple(_table(i, p, grid, document.source) for i, (p, grid) in enumerate(rows, 1)),
        references=_references(pieces),
        stated=tuple(claim for _, grid in rows for claim in _stated(grid)),
    )


def _decode(data: bytes, source: str) -> str:
    if b"\0" in data[:4096]:
        raise ParseError(
            f"{source} is not text", remedy="name its format with --format html, latex or pdf"
        )
    if len(data) > MOST_CHARACTERS:
        raise ParseError(f"{source} is larger than a synthesis can be ({len(data):,} bytes)")
    text = data.decode("utf-8", errors="replace").lstrip("\ufeff")
    if not text.strip():
        raise ParseError(f"{source} is empty")
    return text


def _pieces(text: str) -> Iterator[_Piece]:
    """Headings, tables, list items and paragraphs in order, each with its section path."""
    path: list[tuple[int, str]] = []
    held: list[str] = []
    kind, begin, seen_title = "", 0, False

    def flush() -> Iterator[_Piece]:
        if held:
            yield _Piece(kind, tuple(held), begin, " / ".join(name for _, name in path))
            held.clear()

    for number, line in enumerate([*text.splitlines(), ""], 1):
        now = _sort(line)
        if now != kind or now in ("heading", "item", ""):
            yield from flush()
        if now == "heading" and (match := _HEADING.match(line)):
            level, name = len(match[1]), _NUMBERED.sub("", match[2])
            path = [p for p in path if p[0] < level] + ([(level, name)] if seen_title else [])
            yield _Piece(
                "heading" if seen_title else "title",
                (name,),
                number,
                " / ".join(n for _, n in path),
            )
            seen_title, kind = True, ""
        elif now:
            if not held:
                kind, begin = now, number
            held.append(line)
        else:
            kind = ""
    yield from flush()


def _sort(line: str) -> str:
    if not line.strip():
        return ""
    if _HEADING.match(line):
        return "heading"
    if line.count("\t") >= 2 or line.strip().startswith("|"):
        return "table"
    return "item" if _ITEM.match(line) else "paragraph"


def _prose(piece: _Piece, source: str) -> list[tuple[BlockKind, str, Place]]:
    """The block of a piece; of a claims table each quote is one, so that it can be read like a
    sentence."""
    at = Place(source=source, section=piece.section, line=piece.line)
    if piece.section.lower().startswith("references"):
        return []
    if piece.kind == "table":
        return [("item", claim.quote, at) for claim in _stated(_rows(piece))]
    text = " ".join(_ITEM.sub("", line).strip() for line in piece.lines)
    kind: BlockKind = (
        "abstract"
        if piece.section.lower() == "abstract" and piece.kind != "heading"
        else "paragraph"
    )
    named: dict[str, BlockKind] = {"title": "title", "heading": "heading", "item": "item"}
    return [(named.get(piece.kind, kind), text, at)]


def _rows(piece: _Piece) -> list[list[str]]:
    rows = []
    for line in piece.lines:
        cells = (
            line.strip().strip("|").split("|") if line.strip().startswith("|") else line.split("\t")
        )
        if not all(re.fullmatch(r"\s*:?-+:?\s*", c) for c in cells):
            rows.append([c.strip() for c in cells])
    return rows


def _table(number: int, piece: _Piece, grid: Sequence[Sequence[str]], source: str) -> Table:
    return Table(
        id=f"table-{number}",
        caption=piece.section,
        cells=build([[Item(text) for text in row] for row in grid]),
        header_rows=1,
        header_columns=1,
        where=Place(source=source, section=piece.section, line=piece.line),
    )


def _stated(grid: Sequence[Sequence[str]]) -> list[StatedClaim]:
    """The claims of a table whose header names a claim column; none for any other table."""
    if not grid:
        return []
    header = [cell.lower() for cell in grid[0]]
    at = {
        name: next((i for i, cell in enumerate(header) if name in cell), None)
        for name in ("claim", "verif", "confid")
    }
    if at["claim"] is None:
        return []

    def cell(row: Sequence[str], name: str) -> str:
        index = at[name]
        return row[index] if index is not None and index < len(row) else ""

    return [
        StatedClaim(
            quote=cell(row, "claim"),
            verified=_flag(cell(row, "verif")),
            confidence=_confidence(cell(row, "confid")),
            truncated=not re.search(r"[.!?\"”)…]$", cell(row, "claim"))
            or cell(row, "claim").endswith("…"),
        )
        for row in grid[1:]
        if cell(row, "claim")
    ]


def _flag(cell: str) -> bool | None:
    plain = cell.strip().lower()
    return True if plain in _YES else False if plain in _NO else None


def _confidence(cell: str) -> Decimal | None:
    try:
        value = Decimal(cell.strip().rstrip("%"))
    except InvalidOperation:
        return None
    return value / 100 if cell.strip().endswith("%") else value


def _references(pieces: Sequence[_Piece]) -> tuple[Reference, ...]:
    """Entries of the reference section; without one, every link of the text."""
    listed = [
        p
        for p in pieces
        if p.section.lower().startswith(("references", "bibliography")) and p.kind != "heading"
    ]
    entries = [" ".join(p.lines) for p in listed] or [
        m for p in pieces for m in _URL.findall(" ".join(p.lines))
    ]
    found = {}
    for entry in entries:
        text = _ITEM.sub("", entry).strip("<> ")
        url, arxiv = _URL.search(entry), _ARXIV.search(entry)
        found[text] = Reference(
            text=text, arxiv=arxiv[1] if arxiv else "", url=url[0] if url else ""
        )
    return tuple(found.values())
