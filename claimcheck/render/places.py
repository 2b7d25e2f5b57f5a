"""Where does a figure stand: in words, and as the cell or row of this report that shows it?"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from claimcheck.record import Evidence, Measurement, Place, Table, Witness

Spot = tuple[str, int, int]
"""Table id, row, column."""

POSITIONS = 100_000
_POSITION = re.compile(r"\brow (\d{1,9}), column (\d{1,9})\b")
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9./_-]*)?")
_FILE = re.compile(r"\.(?:tex|x?html?|pdf|md|txt)$", re.IGNORECASE)
_ARCHIVE = re.compile(r"\.(?:tar|gz|tgz|zip|bz2|xz)$", re.IGNORECASE)
_ARXIV = re.compile(r"\d{4}\.\d{4,5}(?:v\d+)?")


def anchor(kind: str, name: str) -> str:
    """A fragment for links, one for each name, of letters that need no escape: `claim-c01`."""
    if _PLAIN.fullmatch(name):
        return f"{kind}-{name}"
    kept = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")[:40]
    return f"{kind}-{kept}-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}"


def address(text: str) -> str:
    """The web address that `text` is, or that belongs to an arXiv id; empty where it is neither."""
    bare = text.removeprefix("arXiv:").removeprefix("arxiv:")
    if _ARXIV.fullmatch(bare):
        return f"https://arxiv.org/abs/{bare}"
    return text if _ADDRESS.fullmatch(text) else ""


def is_file(text: str) -> bool:
    """Whether the text names a file of a sort that claims stand in."""
    return _FILE.search(text) is not None


def path(source: str, place: Place) -> str:
    """The file of a place as programs find it from where the paper was read: a file of a LaTeX
    folder lies below the folder that was named, one that a main file includes lies beside that. A
    member of an archive keeps its own name."""
    inside = place.source
    if address(source) or not _FILE.search(inside) or _ARCHIVE.search(source):
        return inside
    if f"/{source}".endswith(f"/{inside}"):
        return source
    folder = source.rpartition("/")[0] if _FILE.search(source) else source
    return posixpath.normpath(posixpath.join(folder, inside))


def words(place: Place) -> str:
    """`Results, line 12, table tab:main, row 4, column 5, main.tex`; rows and columns from 1."""
    parts = [
        place.section,
        f"page {place.page}" if place.page is not None else "",
        f"line {place.line}" if place.line is not None else "",
        f"table {place.table}" if place.table else "",
        _position(place),
        "#".join(filter(None, (place.source, place.path))),
    ]
    return ", ".join(filter(None, parts))


def _position(place: Place) -> str:
    named = (("row", place.row), ("column", place.column))
    return ", ".join(f"{name} {at + 1}" for name, at in named if at is not None)


def sized(table: Table) -> bool:
    """Whether the table's spans stay within what can be shown."""
    rows = max((c.row + c.rowspan for c in table.cells), default=0)
    columns = max((c.column + c.colspan for c in table.cells), default=0)
    return (
        rows * columns <= POSITIONS
        and sum(c.rowspan * c.colspan for c in table.cells) <= 4 * POSITIONS
    )


@dataclass(frozen=True)
class Finder:
    """Leads from evidence to the measurement and the cell of a table that show the same figure."""

    measurements: tuple[Measurement, ...]
    grids: dict[str, tuple[tuple[str, ...], ...]]
    values: dict[tuple[Witness, str], list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, measurements: Iterable[Measurement], tables: Iterable[Table]) -> Finder:
        finder = cls(tuple(measurements), {t.id: t.grid for t in tables if sized(t)})
        for index, measurement in enumerate(finder.measurements):
            finder.values[measurement.witness, measurement.value.printed].append(index)
        return finder

    def measurement(self, evidence: Evidence, witness: Witness) -> int | None:
        """Index of the one measurement with this value at this place; None for none or several.

        Where a released result was laid beside a cell of the paper, its evidence names the cell and
        the file; the file and the value then have to do."""
        same = self.values.get((witness, evidence.value), ())
        found = [i for i in same if _stands(self.measurements[i].where, evidence)]
        if not found and witness != "paper":
            found = [i for i in same if self.measurements[i].where.source == evidence.source]
        if len(found) > 1:
            found = [i for i in found if _told(self.measurements[i], evidence.where)]
        return found[0] if len(found) == 1 else None

    def spot(self, evidence: Evidence, witness: Witness) -> Spot | None:
        """The cell of the paper that the evidence names, where that cell's text has the value."""
        if witness != "paper":
            return None
        index = self.measurement(evidence, witness)
        place = self.measurements[index].where if index is not None else None
        if place and place.table and place.row is not None and place.column is not None:
            return self._checked((place.table, place.row, place.column), evidence.value)
        return self._checked(self._read(evidence.where), evidence.value)

    def _read(self, text: str) -> Spot | None:
        """Table, row and column from words such as `table tab:main, row 4, column 5` (from 1)."""
        position = _POSITION.search(text)
        tables = [t for t in self.grids if t and _mentions(text, t)] if position else []
        if not position or not tables:
            return None
        return max(tables, key=len), int(position[1]) - 1, int(position[2]) - 1

    def _checked(self, spot: Spot | None, value: str) -> Spot | None:
        if spot is None:
            return None
        grid = self.grids.get(spot[0], ())
        inside = 0 <= spot[1] < len(grid) and 0 <= spot[2] < len(grid[spot[1]])
        return spot if inside and _holds(grid[spot[1]][spot[2]], value) else None


def _stands(place: Place, evidence: Evidence) -> bool:
    """Whether the evidence names all that the place has of file, path, table and position."""
    parts = [p for p in (place.path, place.table, _position(place)) if p]
    return place.source == evidence.source and all(_mentions(evidence.where, p) for p in parts)


def _told(measurement: Measurement, text: str) -> bool:
    return measurement.method in text and measurement.benchmark in text


def _mentions(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _holds(cell: str, value: str) -> bool:
    """Whether the cell's text has the value as a number of its own, whatever the sign for minus."""
    cell, value = (re.sub(r"[−–]", "-", t).strip() for t in (cell, value))
    return bool(value) and re.search(rf"(?<![\d.]){re.escape(value)}(?!\d|\.\d)", cell) is not None
