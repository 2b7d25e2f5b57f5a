"""Of whom does a clause speak, in its own words?

Names are cut out as the text says them; nothing is looked up in tables and nothing is guessed.
What a clause does not say stays empty, so that binding may look for it in the surroundings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimcheck.record import Select

Names = tuple[str, ...]


@dataclass(frozen=True)
class Frame:
    """The names of a clause, as it says them."""

    subject: Names = ()
    reference: Names = ()
    benchmark: Names = ()
    metric: Names = ()

    @property
    def subject_select(self) -> Select:
        return Select(method=self.subject, benchmark=self.benchmark, metric=self.metric)

    @property
    def reference_select(self) -> Select:
        return Select(method=self.reference, benchmark=self.benchmark, metric=self.metric)


_ONE_DEED = re.compile(
    r"(?:remov|dropp|disabl|ablat|omitt|exclud|combin|add|us)ing\s|(?:without|w/o)\s", re.IGNORECASE
)
"""`Removing A and B` is one variant, not two."""


def is_name(text: str) -> bool:
    """Whether a text has the letters of a name: two in a row, or a capital beside a digit."""
    return bool(re.search(r"[A-Za-z]{2}|[A-Z]\d|\d[A-Z]", text))


def split(phrase: str) -> Names:
    """The names of an enumeration: `A, B and C` are three; articles stay."""
    plain = re.sub(
        r"^(?:both|either|neither|all of|that of|those of)\s+", "", phrase.strip(" ,.;:")
    )
    if _ONE_DEED.match(plain):
        return (plain,)
    parts = re.split(
        r",\s+(?:and|or|nor)\s+|,\s+|\s+(?:and|or|nor|as well as)\s+(?![^()]*\))", plain
    )
    return tuple(re.sub(r"['’]s?$", "", p.strip(" ,.;:")) for p in parts if p and p.strip(" ,.;:"))
