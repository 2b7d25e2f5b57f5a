"""What is a rubric, and how does a share of things become a score?"""

from __future__ import annotations

from collections.abc import Iterable
from math import sqrt

from pydantic import Field

from claimcheck.literature import Reason, Score
from claimcheck.record import Record


class Rubric(Record):
    """A published way to score: what is asked, what is counted, what that cannot see."""

    id: str
    title: str
    question: str
    counts: str
    """The formula, in words."""
    limit: str
    """What it does not measure."""
    levels: dict[int, str]
    """What a score stands for, from 0 to 10."""

    def score(
        self, share: float | None, reasons: Iterable[Reason] = (), to_raise: str = ""
    ) -> Score:
        """Ten times the share, to one decimal; `share` from 0 to 1, None where nothing can be
        judged."""
        return Score(
            reviewer=self.id,
            title=self.title,
            score=None if share is None else round(10 * share, 1),
            reasons=tuple(r for r in reasons if r.says),
            to_raise=to_raise,
            counts=self.counts,
            limit=self.limit,
        )

    def nothing(self, why: str) -> Score:
        """No score, and why."""
        return self.score(None, [Reason(says=why)])


class Part(Record):
    """One share that a score is made of."""

    whole: float = Field(ge=0)
    held: float = Field(ge=0)

    @property
    def share(self) -> float | None:
        return cautious(self.held, self.whole) if self.whole else None


def cautious(part: float, whole: float) -> float:
    """The share, less what its number makes uncertain: the lower end of Wilson's interval of one
    standard error. All of 1 is 0.50, all of 12 is 0.92, all of 100 is 0.99; none of any is 0."""
    p = min(part / whole, 1.0)
    spread = sqrt(p * (1 - p) / whole + 1 / (4 * whole * whole))
    return max(0.0, (p + 1 / (2 * whole) - spread) / (1 + 1 / whole))


def mean(shares: Iterable[float | None]) -> float | None:
    """Of those that there are."""
    known = [s for s in shares if s is not None]
    return sum(known) / len(known) if known else None
