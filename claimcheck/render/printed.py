"""How do evidence and tables fit on a printed page?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from claimcheck.render.grids import Square, TableRows
from claimcheck.render.rows import Proof

LONG = 26
"""Letters in a cell from which on its column breaks lines."""
TALL = 30
"""Rows from which on a table may break over pages."""


def gathered(proofs: Iterable[Proof]) -> list[Proof]:
    """Figures of one quantity on one line: the seeds of an arm, each in a file of its own."""
    by_place: dict[tuple[str, str], list[Proof]] = {}
    for proof in proofs:
        folder = proof.source.split("/")[0]
        by_place.setdefault((proof.where, folder), []).append(proof)
    return [own[0] if len(own) == 1 else _joined(own) for own in by_place.values()]


def _joined(own: Sequence[Proof]) -> Proof:
    return Proof(
        source=together([p.source for p in own]),
        where=own[0].where,
        value=", ".join(p.value for p in own),
    )


def together(names: Sequence[str]) -> str:
    """`cpu/ld/seed-{0, 1, 2}/result.json`"""
    each = list(dict.fromkeys(names))
    if len(each) == 1:
        return each[0]
    start = _shared(each)
    rest = [name[len(start) :] for name in each]
    end = _shared([name[::-1] for name in rest])[::-1]
    middle = [name[: len(name) - len(end)] for name in rest]
    return f"{start}{{{', '.join(middle)}}}{end}"


def _shared(names: Sequence[str]) -> str:
    """The letters with which all of them begin."""
    same = takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))
    return "".join(letters[0] for letters in same)


@dataclass(frozen=True)
class Laid:
    """A table as it is set: its columns, and by row the squares with something in them."""

    spec: str
    """Of `tabular`: of letters, numbers and braces alone."""
    rows: tuple[tuple[Square, ...], ...]
    heads: int
    """Rows above the line."""
    breaks: bool
    """Whether it is too tall to be kept together."""


def laid(table: TableRows) -> Laid:
    """The table with columns as wide as what stands in them; long texts break."""
    widths = [0] * table.columns
    for row in table.rows:
        for i, square in enumerate(row):
            if square.colspan == 1 and not square.covered:
                widths[i] = max(widths[i], len(square.text))
    spec = "".join("p{3.6cm}" if width > LONG else "l" for width in widths)
    rows = tuple(tuple(s for s in row if not s.covered) for row in table.rows)
    heads = 0
    for row in table.rows[:-1]:
        if not all(square.header for square in row):
            break
        heads += 1
    return Laid(spec, rows, heads, len(rows) > TALL)
