"""Which parts of the source does a conditional such as `\\iffalse … \\fi` switch off?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimcheck.parsers.latex_source import Builder, Source

_TOKEN = re.compile(
    r"\\(?:(?P<new>newif\s*\\if)(?P<switch>[A-Za-z@]+)|(?P<word>if[A-Za-z@]*|else|fi)(?![A-Za-z@])"
    r"|(?P<set>[A-Za-z@]+?)(?P<value>true|false)(?![A-Za-z@])|\\)"
)
_OPAQUE = frozenset({
    "if", "ifx", "ifnum", "ifdim", "ifodd", "ifcase", "ifcat", "ifdefined", "ifcsname", "ifvmode",
    "ifhmode", "ifmmode", "ifpdf", "ifxetex", "ifluatex",
})  # fmt: skip
"""Conditionals whose answer only TeX knows: both branches stay."""


@dataclass
class _Conditional:
    start: int
    """Where `\\if…` begins."""
    inside: int
    """Where the first branch begins."""
    value: bool | None
    """None where only TeX knows."""
    otherwise: re.Match[str] | None = None


def resolve(source: Source) -> Source:
    """The source without the branches that are switched off."""
    if "\\fi" not in source.text:
        return source
    builder, at = Builder(), 0
    for start, end in _merged(sorted(_dead(source.text))):
        builder.copy(source, at, start)
        at = max(at, end)
    builder.copy(source, at, len(source.text))
    return builder.done()


def _dead(text: str) -> list[tuple[int, int]]:
    """Stretches to leave out: dead branches, and the conditionals' own words."""
    switches = {"false": False, "true": True}
    opened: list[_Conditional] = []
    dead: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(text):
        word = match["word"]
        if match["new"]:
            switches[match["switch"]] = False
        elif match["set"] and match["set"] in switches:
            switches[match["set"]] = match["value"] == "true"
            dead.append(match.span())
        elif word == "else" and opened and opened[-1].otherwise is None:
            opened[-1].otherwise = match
        elif word == "fi" and opened:
            dead.extend(_branches(opened.pop(), match))
        elif word and (word in _OPAQUE or word[2:] in switches):
            opened.append(_Conditional(match.start(), match.end(), switches.get(word[2:])))
    return dead


def _branches(condition: _Conditional, closing: re.Match[str]) -> list[tuple[int, int]]:
    if condition.value is None:
        return []
    middle = condition.otherwise
    if condition.value:
        return [
            (condition.start, condition.inside),
            (middle.start() if middle else closing.start(), closing.end()),
        ]
    return [(condition.start, middle.end() if middle else closing.end()), closing.span()]


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
