"""What do the released runs say for each cell of the paper's tables?

The released value of a cell carries the cell's names, so that a predicate bound to the table can be
judged on the runs. Where the run of a row is unknown, every injective choice is a world of its own:
only what holds in all of them holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from claimcheck.record import Finding, Measurement, Place
from claimcheck.witnesses.agreement import Outcome, compare, scaled
from claimcheck.witnesses.archive import Archive, Run, gather
from claimcheck.witnesses.columns import Target, targets
from claimcheck.witnesses.discrepancies import discrepancies
from claimcheck.witnesses.rows import Assignment, aliases, assign, rows

MAX_WORLDS = 120
"""With more choices than this nothing is said of the rows that they concern."""


@dataclass(frozen=True)
class Match:
    """A printed cell beside its released value."""

    cell: Measurement
    released: Measurement | None
    """In the unit of the cell, under the cell's names; None where no run is known, or it lacks the
    value."""
    outcome: Outcome | None
    run: str = ""


@dataclass(frozen=True)
class Alignment:
    """The paper's tables, told by the released runs."""

    relabelled: tuple[Measurement, ...] = ()
    """For each cell whose run is known: the released value under the paper's names. Other cells are
    left out."""
    worlds: tuple[tuple[Measurement, ...], ...] = ()
    """`relabelled` and one choice of runs for the rows whose run is unknown; empty where there is
    no choice to make.

    Tables that share no such row are not multiplied out: each choice of each table stands in some
    world.
    """
    doubtful: frozenset[tuple[str, int | None, int | None]] = frozenset()
    """Table, row and column of cells whose run nothing tells, in a paper that says of other rows
    which run they are: theirs may not have been released at all."""
    findings: tuple[Finding, ...] = ()
    matches: tuple[Match, ...] = ()
    """Every cell of the paper, in its order."""


def align(
    paper: Sequence[Measurement], released: Sequence[Measurement], *, text: str = ""
) -> Alignment:
    """Lays the released runs under the paper's tables.

    `text` is the paper's text, searched for phrases such as "our full model (Run 3)".
    """
    if not paper or not released:
        return Alignment()
    archive, said = gather(released), aliases(text)
    assigned = {
        name: assign(rows(targets(cells, archive)), archive, said)
        for name, cells in _by_table(paper).items()
    }
    found = [m for table in assigned.values() for a in table for m in _matches(a, a.run)]
    known = {id(m.cell): m for m in found}
    matches = tuple(known.get(id(c), Match(c, None, None)) for c in paper)
    relabelled = tuple(m.released for m in matches if m.released)
    return Alignment(
        relabelled=relabelled,
        worlds=tuple((*relabelled, *world) for world in _worlds(assigned)),
        doubtful=_doubtful(assigned),
        findings=tuple(_findings(assigned, archive, matches)),
        matches=matches,
    )


def _doubtful(
    assigned: Mapping[str, Sequence[Assignment]],
) -> frozenset[tuple[str, int | None, int | None]]:
    every = [a for table in assigned.values() for a in table]
    if not any(a.basis in ("text", "number") for a in every):
        return frozenset()
    cells = (t.cell.where for a in every if a.basis == "unknown" for t in a.row.targets)
    return frozenset((at.table, at.row, at.column) for at in cells)


def _findings(
    assigned: Mapping[str, Sequence[Assignment]], archive: Archive, matches: Sequence[Match]
) -> Iterator[Finding]:
    for table, its_rows in assigned.items():
        cells = [
            (m.cell, m.released, m.outcome, m.run) for m in matches if _table_of(m.cell) == table
        ]
        yield from discrepancies(table, its_rows, archive, cells)


def _table_of(cell: Measurement) -> str:
    return cell.where.table or cell.factors.get("table", "")


def _by_table(paper: Sequence[Measurement]) -> dict[str, list[Measurement]]:
    tables: dict[str, list[Measurement]] = {}
    for cell in paper:
        tables.setdefault(_table_of(cell), []).append(cell)
    return tables


def _matches(assignment: Assignment, run: Run | None) -> Iterator[Match]:
    """The row's cells beside the values of a run."""
    if run is None:
        return
    for t in assignment.row.targets:
        if (raw := run.value(t.benchmark, t.metric)) is not None:
            yield Match(
                t.cell, _relabelled(t, raw), compare(t.cell.value, raw.value, t.power), run.label
            )


def _relabelled(target: Target, raw: Measurement) -> Measurement:
    """The released value under the cell's names, its file and path beside the cell's place."""
    cell = target.cell
    at = cell.where
    return cell.model_copy(
        update={
            "witness": "released",
            "value": scaled(raw, cell.value, target.power),
            "n": raw.n,
            "seed": raw.seed,
            "protocol": raw.protocol,
            "where": Place(
                source=raw.where.source,
                path=raw.where.path,
                table=at.table,
                row=at.row,
                column=at.column,
            ),
        }
    )


def _worlds(assigned: Mapping[str, Sequence[Assignment]]) -> list[tuple[Measurement, ...]]:
    """One list of released cells for each choice of runs; a row's name stands for one run in all
    tables that share it."""
    open_rows = [a for rows_ in assigned.values() for a in rows_ if a.candidates]
    choices = [c for group in _groups(open_rows) if (c := _choices(group, assigned))]
    if not choices:
        return []
    longest = max(map(len, choices))
    return [tuple(m for c in choices for m in c[i % len(c)]) for i in range(longest)]


def _groups(open_rows: Sequence[Assignment]) -> list[list[Assignment]]:
    """Rows that must be chosen together: of one table, or of one name."""
    groups: list[list[Assignment]] = []
    for a in open_rows:
        near = [
            g
            for g in groups
            if any(b.row.table == a.row.table or b.row.label == a.row.label for b in g)
        ]
        rest = [g for g in groups if not any(g is n for n in near)]
        groups = [*rest, [b for g in near for b in g] + [a]]
    return groups


def _choices(
    group: Sequence[Assignment], assigned: Mapping[str, Sequence[Assignment]]
) -> list[tuple[Measurement, ...]]:
    """The released cells of each injective choice; none where there are too many to try."""
    labels = list(dict.fromkeys(a.row.label for a in group))
    options = {label: _common([a for a in group if a.row.label == label]) for label in labels}
    cells: dict[tuple[str, str], tuple[Measurement, ...]] = {
        (label, run.label): tuple(
            m.released
            for a in group
            if a.row.label == label
            for m in _matches(a, run)
            if m.released
        )
        for label in labels
        for run in options[label]
    }
    found: list[tuple[Measurement, ...]] = []
    for picks in _injective([options[label] for label in labels]):
        found.append(
            tuple(
                m for label, run in zip(labels, picks, strict=True) for m in cells[label, run.label]
            )
        )
        if len(found) > MAX_WORLDS:
            return []
    return found


def _common(same_name: Sequence[Assignment]) -> list[Run]:
    """Runs that every table with this row allows."""
    first, *others = same_name
    return [
        r
        for r in first.candidates
        if all(any(r is o for o in other.candidates) for other in others)
    ]


def _injective(options: Sequence[Sequence[Run]]) -> Iterator[tuple[Run, ...]]:
    """Choices of one run a row, no run twice; bounded, so that a wide table cannot run for ever."""
    size = 1
    for runs in options:
        size *= max(len(runs), 1)
    if size > 50 * MAX_WORLDS:
        yield from ((),) * 0
        return
    for picks in product(*options):
        if len({id(r) for r in picks}) == len(picks):
            yield picks
