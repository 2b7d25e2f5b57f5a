"""Do the results that a synthesis lists in tables of its own stand in the works that it cites?

A row or column that is marked with a citation is put to that work's cells of the same name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcheck.citations import putting, statements
from claimcheck.citations.marks import Bibliography
from claimcheck.citations.putting import Answer
from claimcheck.citations.statements import Listed
from claimcheck.given.asked import Asked
from claimcheck.given.cited import Cited
from claimcheck.given.holding import Holding
from claimcheck.record import Claim, Measurement, Paper, Select, StatedClaim, Table, Value

MOST = 500
"""Cells of one synthesis that are looked at."""


def listed(synthesis: Paper, cited: Sequence[Cited]) -> list[Holding]:
    """Each marked result, and the work that it is said to be of."""
    results = tuple(t for t in synthesis.tables if not _is_of_claims(t))
    rows = statements.listed(
        synthesis.model_copy(update={"tables": results}), Bibliography(synthesis.references)
    )
    return [_holding(row, number, cited) for number, row in enumerate(_first(rows), 1)]


def _first(rows: Iterator[Listed]) -> Iterator[Listed]:
    yield from (row for row, _ in zip(rows, range(MOST), strict=False))


def _is_of_claims(table: Table) -> bool:
    return any("claim" in cell.text.lower() for cell in table.cells if cell.row == 0)


def _holding(row: Listed, number: int, cited: Sequence[Cited]) -> Holding:
    among = [c for c in cited if set(row.entries) & set(c.places)]
    asked = Asked(
        f"table-{number}", StatedClaim(quote=row.quote), row.quote, row.where, row.entries,
        prose=True,
    )  # fmt: skip
    work = among[0] if len(among) == 1 else None
    if work is None or work.readable is None:
        claim = _claim(asked, row, row.result)
        return Holding(asked, claims=(claim,), open=tuple(c.key for c in among if not c.paper))
    answer, cell = putting.tabled(row, work.readable), putting.cell(row.result, work.readable)
    claim = _claim(asked, row, cell or row.result)
    if answer.reason == "no-cell":
        return Holding(asked, claims=(claim,))
    return Holding(asked, "tables", work, (claim,), doubts=_doubt(claim, answer))


def _doubt(claim: Claim, answer: Answer) -> tuple[tuple[str, str], ...]:
    return ((claim.id, answer.reason),) if answer.outcome == "undecided" else ()


def _claim(asked: Asked, row: Listed, cell: Measurement) -> Claim:
    """That the cell has the value which the row gives it."""
    result = row.result
    factors = {k: v for k, v in cell.factors.items() if k not in ("name", "caption")}
    chosen = Select(
        method=(cell.method,),
        benchmark=(cell.benchmark,) if cell.benchmark else (),
        metric=(cell.metric,) if cell.metric else (),
        factors=factors,
    )
    return Claim(
        id=asked.id, quote=row.quote, where=row.where, numbers=(result.value.printed,),
        method=result.method, benchmark=result.benchmark, metric=result.metric,
        predicate=Value(select=chosen, claimed=result.value),
    )  # fmt: skip
