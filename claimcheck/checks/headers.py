"""Which metrics does a clause name just as a table's header prints them, known words or not?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from claimcheck import lexicon
from claimcheck.checks.frames import Frame, Pick

_LONG = 5
"""Letters from which on a header may be written in another case."""


def spelled(clause: str, headers: Iterable[str]) -> tuple[str, ...]:
    """The headers that stand in the clause; not those inside a longer one that does."""
    found = [(m.start(), m.end(), h) for h in headers if (m := _find(lexicon.bare(h), clause))]
    return tuple(
        h
        for start, end, h in found
        if not any(a <= start and end <= b and b - a > end - start for a, b, _ in found)
    )


def _find(name: str, clause: str) -> re.Match[str] | None:
    if len(name) < 2 or not re.search(r"[^\W\d]", name):
        return None
    flags = re.IGNORECASE if len(name) >= _LONG else 0
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", clause, flags)


def metrics(frame: Frame, names: Iterable[str]) -> tuple[Pick, ...]:
    """Those of the names that this table has; none where only other tables have them."""
    own = tuple(n for n in names if n in frame.results)
    return tuple(Pick("metric", (n,), whole=len(own) == 1) for n in own)
