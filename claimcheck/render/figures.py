"""How are statistics of any shape written so that a person reads them?

A p value keeps one or two digits, an interval is written from-to, a printed number (a string) stays
as it is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from claimcheck.number import MINUS
from claimcheck.render import glossary

DEPTH = 6
LENGTH = 200
_P = re.compile(r"(?:^|[_\s-])p(?:$|[_\s-])|p[_-]?values?$|^holm", re.IGNORECASE)
_INTERVAL = re.compile(
    r"(?:^|[_\s-])(?:ci\d*|interval|bounds|range|wilson)(?:$|[_\s-])", re.IGNORECASE
)
_ENDS = (("low", "high"), ("lower", "upper"))


@dataclass(frozen=True)
class Node:
    """A statistic: a name with a text, or a name with statistics below it."""

    name: str
    text: str = ""
    below: tuple[Node, ...] = ()


def nodes(statistics: Mapping[str, Any], depth: int = DEPTH, above: str = "") -> tuple[Node, ...]:
    """One node a key, nested as the statistics are; below `depth` the rest stands on one line."""
    shown = list(statistics.items())[:LENGTH]
    made = [_node(str(key), value, depth, above) for key, value in shown]
    return (*made, *_rest(len(statistics)))


def flat(tree: Iterable[Node], above: str = "") -> list[tuple[str, str]]:
    """(name, text) of every statistic, leaves of a group on one line; names joined by ` / `."""
    found: list[tuple[str, str]] = []
    for node in tree:
        name = f"{above} / {node.name}" if above else node.name
        leaves = [f"{leaf.name}: {leaf.text}" for leaf in node.below if not leaf.below]
        if text := node.text or "; ".join(leaves):
            found.append((name, text))
        found += flat((group for group in node.below if group.below), name)
    return found


def number(value: float | Decimal, name: str = "") -> str:
    """A number for reading: four digits, a p value fewer, a true minus sign."""
    if not math.isfinite(value):
        return {"inf": "∞", "-inf": f"{MINUS}∞"}.get(str(float(value)), "not a number")
    if _P.search(name) and 0 <= value <= 1:
        return p_value(float(value))
    if isinstance(value, int | Decimal):
        return str(value).replace("-", MINUS)
    if value == int(value) and abs(value) < 1e15:
        return str(int(value)).replace("-", MINUS)
    return f"{value:.4g}".replace("e-0", "e-").replace("-", MINUS, int(value < 0))


def p_value(p: float) -> str:
    """`0.73`, `0.016`, `0.0004`, `4e-11`; `≈ 0` where it was rounded away."""
    if p == 0:
        return "≈ 0"
    return f"{p:.2g}" if p >= 0.001 else f"{p:.1g}".replace("e-0", "e-")


def _node(key: str, value: Any, depth: int, above: str) -> Node:
    """A known key in words, any other as it is; what lies below a p value's key are p values."""
    name, sort = glossary.STATISTICS.get(key, key), above if _P.search(above) else key
    if isinstance(value, Mapping) and value and depth and not _ends(value):
        return Node(name, below=nodes(value, depth - 1, sort))
    if _is_list(value) and depth and any(isinstance(v, Mapping) or _is_list(v) for v in value):
        items = [_node(str(i), v, depth - 1, sort) for i, v in enumerate(value[:LENGTH], 1)]
        return Node(name, below=(*items, *_rest(len(value))))
    return Node(name, text=_text(value, sort))


def _text(value: Any, name: str) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float | Decimal):
        return number(value, name)
    if isinstance(value, Mapping):
        ends = _ends(value)
        pairs = [f"{k}: {_text(v, str(k))}" for k, v in list(value.items())[:LENGTH]]
        return " to ".join(_text(e, name) for e in ends) if ends else ", ".join(pairs) or "none"
    if _is_list(value):
        two = len(value) == 2 and _INTERVAL.search(name)
        return (" to " if two else ", ").join(_text(v, name) for v in value[:LENGTH]) or "none"
    return str(value)


def _ends(value: Mapping[Any, Any]) -> list[Any]:
    """The two ends of an interval written as a mapping, lower end first."""
    for low, high in _ENDS:
        if set(value) == {low, high}:
            return [value[low], value[high]]
    return []


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple)


def _rest(length: int) -> tuple[Node, ...]:
    return (Node("…", f"{length - LENGTH} more in the JSON report"),) if length > LENGTH else ()
