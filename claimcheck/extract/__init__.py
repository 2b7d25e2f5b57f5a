"""Which checkable claims does a paper make: in its prose, in its captions, and by the marks in its
tables?
"""

from __future__ import annotations

from claimcheck.extract import prose, tables
from claimcheck.record import Claim, Paper


def extract(paper: Paper) -> tuple[Claim, ...]:
    """Every claim of `paper`: its prose in reading order, then what its tables mark as best."""
    marked = [claim for table in paper.tables for claim in tables.claims(table)]
    return (*prose.claims(paper), *marked)
