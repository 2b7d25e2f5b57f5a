"""Which statistics stand in rows and columns, so that a table shows them better than a list?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from claimcheck.render.figures import Node

MOST_COLUMNS = 14


@dataclass(frozen=True)
class Sheet:
    """A small table of figures; (rows, columns)."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """The first text of a row is its name; a figure that is absent is empty."""


def sheets(tree: Iterable[Node]) -> tuple[tuple[Sheet, ...], tuple[Node, ...]]:
    """The groups that share their names as sheets, and what is left as it was."""
    nodes = tuple(tree)
    whole = _sheet("", nodes)
    if whole:
        return (whole,), ()
    made, left = [], []
    for node in nodes:
        own = _sheet(node.name, node.below)
        if own:
            made.append(own)
        else:
            left.append(node)
    return tuple(made), tuple(left)


def differences(statistics: Mapping[str, Any]) -> tuple[Sheet, ...]:
    """The settings in which the two sides of a comparison are unlike, a line each."""
    rows = [
        (str(name), str(key).replace("_", " "), str(pair[0]), str(pair[1]))
        for name, settings in statistics.items()
        if isinstance(settings, Mapping)
        for key, pair in settings.items()
        if isinstance(pair, list | tuple) and len(pair) == 2
    ]
    columns = ("result", "setting", "here", "compared with")
    return (Sheet("What else differs", columns, tuple(rows)),) if rows else ()


def _sheet(title: str, nodes: tuple[Node, ...]) -> Sheet | None:
    if not nodes or not all(node.below for node in nodes):
        return None
    lines = {node.name: _leaves(node.below) for node in nodes}
    columns = tuple(dict.fromkeys(name for line in lines.values() for name in line))
    shared = all(2 * len(line) >= len(columns) for line in lines.values())
    deep = any(part.below for node in nodes for leaf in node.below for part in leaf.below)
    if deep or not shared or not 1 < len(columns) <= MOST_COLUMNS or len(lines) < len(nodes):
        return None
    rows = tuple(
        (name, *(line.get(column, "") for column in columns)) for name, line in lines.items()
    )
    return Sheet(title, ("", *columns), rows)


def _leaves(nodes: Iterable[Node]) -> dict[str, str]:
    """Name and text; a group's are named by both names."""
    made: dict[str, str] = {}
    for node in nodes:
        if node.below:
            made |= {f"{node.name} {leaf.name}": leaf.text for leaf in node.below}
        else:
            made[node.name] = node.text
    return made
