"""What is a claim before it has a place in the paper?"""

from __future__ import annotations

from dataclasses import dataclass

from claimcheck.extract.names import Frame
from claimcheck.record import Predicate


@dataclass(frozen=True)
class Draft:
    """A predicate with the clause `sentence[start:end]` that states it, the numbers it rests on
    and its names.
    """

    predicate: Predicate
    numbers: tuple[str, ...]
    start: int
    end: int
    frame: Frame
    flags: tuple[str, ...] = ()
    also: tuple[Predicate, ...] = ()
    turned: bool = False
    """Whether the predicate has taken a "not" of the clause in."""
