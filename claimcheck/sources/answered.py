"""What does a JSON answer hold, where it holds what its documentation says?

Whatever it holds instead is taken for nothing, so that one odd record does not cost the others.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from claimcheck.errors import ParseError
from claimcheck.sources import content

MOST_CITED = 10**9
MOST_ITEMS = 1000
"""Authors, places, … of one record that are looked at."""


def as_object(data: bytes, whose: str) -> dict[str, Any]:
    """The JSON object that an index answered. Raises ParseError for anything else."""
    try:
        values = json.loads(data)
    except (ValueError, RecursionError) as error:
        what = content.DESCRIPTION[content.kind(data)]
        reason = "broken JSON" if data.lstrip()[:1] in (b"{", b"[") else what
        raise ParseError(f"{whose} answered {reason}", remedy="try again later") from error
    if not isinstance(values, dict):
        raise ParseError(f"{whose} answered JSON of another kind", remedy="try again later")
    return values


def at(values: object, *path: str | int) -> Any:
    """What lies at the path of keys and positions; None where it leads nowhere."""
    for step in path:
        if (
            isinstance(step, int)
            and isinstance(values, list)
            and -len(values) <= step < len(values)
        ):
            values = values[step]
        elif isinstance(step, str) and isinstance(values, dict):
            values = values.get(step)
        else:
            return None
    return values


def items(values: object, *path: str | int) -> Iterator[Any]:
    """The first members of the list at the path; none where there is no list."""
    found = at(values, *path)
    yield from found[:MOST_ITEMS] if isinstance(found, list) else ()


def text(values: object, *path: str | int) -> str:
    found = at(values, *path)
    return found if isinstance(found, str) else ""


def count(values: object, *path: str | int) -> int | None:
    """A number of things; None where it is none, or makes no sense."""
    found = at(values, *path)
    if isinstance(found, bool) or not isinstance(found, int):
        return None
    return found if 0 <= found < MOST_CITED else None
