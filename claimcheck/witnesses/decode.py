"""How does a result file become plain values, with every number still in the digits it was printed
in?

JSON, JSON lines, YAML, CSV and TSV become dicts and lists of `Figure` (a number as printed), `str`
and None. Nothing is executed, aliases are not followed, and what nests too deep is refused, so that
no file can cost more than its size.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any, TypeAlias

import yaml

Tree: TypeAlias = Any
"""A dict of Tree, a list of Tree, a Figure, a str or None."""

MAX_DEPTH = 60
_FIGURE = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?")
_QUOTED_FIGURE = re.compile(rf"{_FIGURE.pattern}\s?(?:%|(?:±|\+/-)\s?{_FIGURE.pattern}\s?%?)?")


class Figure(str):
    """A number, in the characters of its file: `18.20` stays `18.20`."""

    __slots__ = ()


def decode(data: bytes, suffix: str) -> Tree:
    """The values of a file; `suffix` is `.json`, `.jsonl`, `.yaml`, `.yml`, `.csv` or `.tsv`.

    JSON lines and CSV become a list of dicts. Raises ValueError with the reason where the bytes are
    something else.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 at byte {error.start}") from error
    if suffix in (".csv", ".tsv"):
        return _table(text, "\t" if suffix == ".tsv" else "")
    if suffix in (".yaml", ".yml"):
        return _yaml(text)
    if suffix == ".jsonl":
        return [_json(line, at) for at, line in enumerate(text.splitlines(), 1) if line.strip()]
    return _json(text)


def figure(text: str) -> Figure | None:
    """The number that a piece of text is, `24.9 %` and `24.9 ± 0.3` included; None where it is
    anything else."""
    stripped = text.strip()
    return Figure(stripped) if _QUOTED_FIGURE.fullmatch(stripped) else None


def _json(text: str, line: int = 0) -> Tree:
    try:
        return json.loads(text, parse_float=Figure, parse_int=Figure, parse_constant=lambda _: None)
    except json.JSONDecodeError as error:
        raise ValueError(f"no JSON at line {line or error.lineno}: {error.msg}") from error
    except RecursionError as error:
        raise ValueError("nests too deep") from error


def _number(text: str) -> Figure | None:
    return Figure(text) if _FIGURE.fullmatch(text) else None


def _yaml(text: str) -> Tree:
    """Built from parse events: composing a hostile document overflows the stack, and aliases
    multiply without end."""
    stack: list[list[Tree]] = [[]]
    mappings: list[bool] = [False]
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)):
            if isinstance(event, yaml.CollectionStartEvent):
                stack.append([])
                mappings.append(isinstance(event, yaml.MappingStartEvent))
            elif isinstance(event, yaml.CollectionEndEvent):
                done, mapping = stack.pop(), mappings.pop()
                stack[-1].append(_mapping(done) if mapping else done)
            elif isinstance(event, yaml.ScalarEvent):
                stack[-1].append(_scalar(event))
            elif isinstance(event, yaml.AliasEvent):
                stack[-1].append(None)
            if len(stack) > MAX_DEPTH:
                raise ValueError("nests too deep")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise ValueError(f"no YAML{f' at line {mark.line + 1}' if mark else ''}") from error
    return stack[0][0] if len(stack[0]) == 1 else stack[0]


def _mapping(items: list[Tree]) -> dict[str, Tree]:
    return {k: v for k, v in zip(items[::2], items[1::2], strict=False) if isinstance(k, str)}


def _scalar(event: yaml.ScalarEvent) -> Tree:
    if event.style in ("'", '"'):
        return event.value
    if event.value.lower() in ("", "~", "null", "true", "false", ".nan", ".inf", "-.inf"):
        return None
    return _number(event.value) or event.value


def _table(text: str, delimiter: str) -> list[dict[str, Tree]]:
    head = text.split("\n", 1)[0]
    rows = csv.reader(
        io.StringIO(text),
        delimiter=delimiter or max(",;\t", key=lambda d: (head.count(d), d == ",")),
    )
    try:
        header = [name.strip() for name in next(rows, [])]
        return [
            {k: figure(v) or v.strip() or None for k, v in zip(header, row, strict=False) if k}
            for row in rows
            if any(cell.strip() for cell in row)
        ]
    except csv.Error as error:
        raise ValueError(f"no table at line {rows.line_num}: {error}") from error
