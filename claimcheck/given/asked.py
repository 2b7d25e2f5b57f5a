"""Which claims does a synthesis make: in its claims table, and in sentences that cite?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimcheck.citations import statements
from claimcheck.citations.marks import Bibliography, plain
from claimcheck.extract import prose
from claimcheck.given import quotes
from claimcheck.record import Paper, Place, StatedClaim, Table

MOST = 500
"""Claims of one synthesis that are looked at."""
_SOURCE = re.compile(r"\b(?:sources?|cit\w*|ref\w*|papers?|works?|from)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Asked:
    """A claim of a synthesis: its words, and the entries that it names as its source."""

    id: str
    stated: StatedClaim
    plain: str
    """The quote without citations."""
    where: Place
    entries: tuple[int, ...] = ()
    """Places in the list of references; none where it names none."""
    prose: bool = False

    @property
    def quote(self) -> str:
        return self.stated.quote


def asked(synthesis: Paper) -> tuple[Asked, ...]:
    """The rows of the claims table, then the sentences with numbers that cite."""
    bibliography = Bibliography(synthesis.references)
    listed = list(_listed(synthesis, bibliography))
    known = {quotes.tokens(a.plain) for a in listed}
    said = [a for a in _said(synthesis, bibliography) if quotes.tokens(a.plain) not in known]
    every = (*listed, *said) or tuple(_claimed(synthesis))
    return every[:MOST]


def _listed(synthesis: Paper, bibliography: Bibliography) -> Iterator[Asked]:
    places = {b.text: b.where for b in synthesis.blocks if b.kind == "item"}
    sources = _sources(synthesis, bibliography)
    for number, stated in enumerate(synthesis.stated, 1):
        marks = bibliography.marks(stated.quote)
        entries = tuple(dict.fromkeys(i for m in marks for i in m.entries))
        yield Asked(
            f"claim-{number}",
            stated,
            plain(stated.quote, marks),
            places.get(stated.quote, Place(source=synthesis.source)),
            entries or sources.get(stated.quote, ()),
        )


def _sources(synthesis: Paper, bibliography: Bibliography) -> dict[str, tuple[int, ...]]:
    """By quote: the entries in a column of the claims table that is headed as their source."""
    found: dict[str, tuple[int, ...]] = {}
    for table in synthesis.tables:
        columns = _columns(table)
        if columns is None:
            continue
        claim, source = columns
        for row in table.grid[1:]:
            cell = row[source].strip()
            marks = bibliography.marks(cell) or bibliography.marks(f"[{cell.strip('[]() ')}]")
            found[row[claim]] = tuple(dict.fromkeys(i for m in marks for i in m.entries))
    return found


def _columns(table: Table) -> tuple[int, int] | None:
    """Where a claims table has its quotes, and where it names their source."""
    header = [cell.lower() for cell in table.grid[0]] if table.grid else []
    claim = next((i for i, cell in enumerate(header) if "claim" in cell), None)
    source = next((i for i, cell in enumerate(header) if i != claim and _SOURCE.search(cell)), None)
    return None if claim is None or source is None else (claim, source)


def _claimed(synthesis: Paper) -> Iterator[Asked]:
    """Where nothing is listed and nothing cites: the sentences that claim something in numbers."""
    found = {c.quote: c.where for c in prose.claims(synthesis) if c.numbers}
    for number, (quote, where) in enumerate(found.items(), 1):
        yield Asked(f"prose-{number}", StatedClaim(quote=quote), quote, where, prose=True)


def _said(synthesis: Paper, bibliography: Bibliography) -> Iterator[Asked]:
    quoted = {stated.quote for stated in synthesis.stated}
    number = 0
    for one in statements.spoken(synthesis, bibliography):
        if one.quote in quoted or not (one.is_result or re.search(r"\d", one.plain)):
            continue
        number += 1
        yield Asked(
            f"prose-{number}", StatedClaim(quote=one.quote), one.plain, one.where, one.entries,
            prose=True,
        )  # fmt: skip
