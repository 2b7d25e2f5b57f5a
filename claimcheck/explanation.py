"""What is a verdict's way from the sentence to the outcome, step by step, as records?"""

from __future__ import annotations

from claimcheck.record import Evidence, Outcome, Record, Reported, Witness


class Meaning(Record):
    """What a part of the claim may stand for in one table."""

    table: str
    part: str
    """`subject`, `baseline`, `benchmark`, `metric`, or a further axis of the table."""
    names: tuple[str, ...]
    """Rows, columns or blocks of the table, taken together."""
    said: str
    """How far from the number the words stand that name them."""
    only: bool
    """Whether the words leave no other meaning on this axis."""


class Side(Record):
    """One selection of cells that a reading computes with."""

    role: str
    """`select`, `subject`, `reference` or `among`."""
    cells: tuple[Evidence, ...] = ()
    more: int = 0
    """Cells beyond those listed."""


class Considered(Record):
    """One reading of the claim, what it computes, and why it was or was not taken."""

    sides: tuple[Side, ...]
    said: str
    """The weakest of its picks."""
    complete: bool
    """Whether the words leave no other reading of this sort, so that it may contradict."""
    outcome: Outcome
    because: str
    """The arithmetic."""
    intervals: tuple[str, ...] = ()
    """What the printed digits allow of each number in it."""
    chosen: bool
    why: str


class Trace(Record):
    """One witness: what was considered, and the rule that gave the outcome."""

    witness: Witness
    meanings: tuple[Meaning, ...] = ()
    considered: tuple[Considered, ...] = ()
    more: int = 0
    """Readings beyond those listed."""
    rule: str
    outcome: Outcome
    reason: str
    because: str


class Explanation(Record):
    """A claim as it was read, and each witness's way to its verdict."""

    claim: str
    quote: str
    kind: str
    numbers: tuple[Reported, ...] = ()
    """As printed, each with the interval that rounds to it."""
    subject: str = ""
    baseline: str = ""
    benchmark: str = ""
    metric: str = ""
    scope: str = ""
    direction: str = ""
    hedges: tuple[str, ...] = ()
    """Hedges and scope words: `hedged`, `all`, `figure`, …"""
    witnesses: tuple[Trace, ...] = ()
