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
from claimcheck.parsers import synthesis_references as cited
from claimcheck.parsers.grid import Item, build
from claimcheck.parsers.sentences import blocks
from claimcheck.store import digest

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_NUMBERED = re.compile(r"^(?:\d+(?:\.\d+)*\.?|[IVX]+\.|[A-Z]\.)\s+")
_ITEM = re.compile(r"^\s*(?:[-*+•]|\d+[.)]|\[\d+\])\s+")
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_REFERENCES = re.compile(
    rf"^\s*\*{{0,2}}(?:\d+\.?\s+)?({cited.HEADING.pattern})\*{{0,2}}:?\*{{0,2}}\s*$", re.IGNORECASE
)
"""The heading of the list of references, where a plain text sets it as a line of its own."""
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
    text, records = cited.records(_decode(data, document.source))
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
        references=(*records, *_references(pieces, bool(records))),
        stated=(
            *(claim for _, grid in rows for claim in _stated(grid)),
            *(claim for piece in pieces for claim in _itemised(piece)),
        ),
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
        if now == "heading":
            match = _HEADING.match(line)
            level = len(match[1]) if match else 2
            name = _NUMBERED.sub("", match[2] if match else line.strip(" *:"))
            seen_title = seen_title or match is None
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
    if not line.strip() or _FENCE.match(line):
        return ""
    if _HEADING.match(line) or _REFERENCES.match(line):
        return "heading"
    if line.count("\t") >= 2 or line.strip().startswith("|"):
        return "table"
    return "item" if _ITEM.match(line) else "paragraph"


def _prose(piece: _Piece, source: str) -> list[tuple[BlockKind, str, Place]]:
    """The block of a piece; of a claims table each quote is one, so that it can be read like a
    sentence."""
    at = Place(source=source, section=piece.section, line=piece.line)
    if cited.is_heading(piece.section):
        return []
    if piece.kind == "table":
        return [("item", claim.quote, at) for claim in _stated(_rows(piece))]
    if claims := _itemised(piece):
        return [("item", claim.quote, at) for claim in claims]
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
        _claim(cell(row, "claim"), _flag(cell(row, "verif")), _confidence(cell(row, "confid")))
        for row in grid[1:]
        if cell(row, "claim")
    ]


def _claim(quote: str, verified: bool | None, confidence: Decimal | None) -> StatedClaim:
    broken = not re.search(r"[.!?\"”)\]…]$", quote) or quote.endswith(("…", "..."))
    return StatedClaim(quote=quote, verified=verified, confidence=confidence, truncated=broken)


_BOXES = {"[x]": True, "[ ]": False}
"""Of a list of tasks: done, and not."""
_LISTED = re.compile(r"\bclaims?\b", re.IGNORECASE)
_MARKED = re.compile(r"^\W{0,3}?(?P<flag>\[[xX ]\]|[✓✔✅☑×✗✘❌])\W{0,3}\s+")
_REMARK = re.compile(
    r"\s*[(\[–—-]\s*(?P<says>[^()\[\]]{0,80}?(?:verified|supported|confidence|✓|×)[^()\[\]]{0,80})[)\]]?\.?$",
    re.IGNORECASE,
)


def _itemised(piece: _Piece) -> list[StatedClaim]:
    """The claim of a list's item under a heading that speaks of claims: its flag stands before or
    behind it, its confidence behind."""
    if piece.kind != "item" or not _LISTED.search(piece.section.split(" / ")[-1]):
        return []
    text = " ".join(_ITEM.sub("", line).strip() for line in piece.lines)
    mark, remark = _MARKED.match(text), _REMARK.search(text)
    quote = text[mark.end() if mark else 0 : remark.start() if remark else len(text)]
    says = remark["says"].lower() if remark else ""
    flag = _BOXES.get(mark["flag"].lower(), _flag(mark["flag"])) if mark else None
    if flag is None and re.search(r"verified|supported|[✓×]", says):
        flag = not re.search(r"\b(?:un|not )(?:verified|supported)|×", says)
    number = re.search(r"\d+(?:\.\d+)?%?", says)
    return [_claim(quote.strip(), flag, _confidence(number[0]) if number else None)]


def _flag(cell: str) -> bool | None:
    plain = cell.strip().lower()
    return True if plain in _YES else False if plain in _NO else None


def _confidence(cell: str) -> Decimal | None:
    try:
        value = Decimal(cell.strip().rstrip("%"))
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    return value / 100 if cell.strip().endswith("%") else value


def _references(pieces: Sequence[_Piece], known: bool) -> tuple[Reference, ...]:
    """Entries of the list of references; without one, every link of the text."""
    lines = [
        (line, piece.line + i)
        for piece in pieces
        if cited.is_heading(piece.section) and piece.kind != "heading"
        for i, line in enumerate(piece.lines)
    ]
    if lines or known:
        return cited.listed(lines)
    return cited.links([line for piece in pieces for line in piece.lines])
