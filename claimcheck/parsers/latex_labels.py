"""Which number does TeX print for a label?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from claimcheck.parsers.latex_commands import FLOATS
from claimcheck.parsers.latex_source import Source

_TOKEN = re.compile(
    r"\\(?:(?P<section>section|subsection|subsubsection)(?P<star>\*)?(?![A-Za-z])"
    r"|(?P<edge>begin|end)\s*\{(?P<name>[^{}\n]{0,40})\}"
    r"|label\s*\{(?P<label>[^{}]{0,200})\}|(?P<appendix>appendix)(?![A-Za-z])"
    r"|caption(?:of\s*\{(?P<of>\w+)\})?(?P<bare>\*)?(?![A-Za-z])|\\)"
)
_LEVELS = ("section", "subsection", "subsubsection")
_EQUATIONS = frozenset({
    "equation", "align", "gather", "eqnarray", "multline", "alignat", "flalign", "subequations",
})  # fmt: skip
"""All but the first end the counting of equations: their lines may each have a number."""


@dataclass
class _Counter:
    numbers: dict[str, tuple[str, str]] = field(default_factory=dict)
    levels: list[int] = field(default_factory=lambda: [0, 0, 0])
    counts: dict[str, int] = field(default_factory=dict)
    appendix: bool = False
    counts_equations: bool = True
    section: tuple[str, str] | None = None
    current: tuple[str, str] | None = None
    floats: list[str] = field(default_factory=list)
    early: list[str] = field(default_factory=list)
    """Labels of the open float that stand before its caption."""


def numbers(source: Source, start: int, end: int) -> dict[str, tuple[str, str]]:
    """Kind and number of each label: `("Table", "1")`; labels of other kinds are left out."""
    state = _Counter()
    for match in _TOKEN.finditer(source.text, start, end):
        if match["section"] and not match["star"]:
            _section(state, _LEVELS.index(match["section"]))
        elif match["edge"]:
            _edge(state, match["edge"], match["name"].strip())
        elif match["label"] is not None:
            _label(state, match["label"].strip())
        elif match["appendix"]:
            state.appendix, state.levels = True, [0, 0, 0]
        elif match.group().startswith("\\caption") and not match["bare"]:
            _caption(state, match["of"])
    return state.numbers


def _section(state: _Counter, level: int) -> None:
    state.levels[level] += 1
    state.levels[level + 1 :] = [0] * (2 - level)
    first = chr(64 + min(state.levels[0], 26)) if state.appendix else str(state.levels[0])
    number = ".".join([first, *map(str, state.levels[1 : level + 1])])
    state.section = state.current = ("Appendix" if state.appendix else "Section", number)


def _edge(state: _Counter, edge: str, name: str) -> None:
    kind = FLOATS.get(name)
    if edge == "begin" and kind:
        state.floats.append(kind)
        state.early = []
    elif edge == "end" and kind and state.floats:
        state.floats.pop()
        state.current = state.current if state.floats else state.section
    elif edge == "end" and name in _EQUATIONS:
        state.current = state.section
    elif edge == "begin" and name in _EQUATIONS - {"equation"}:
        state.counts_equations, state.current = False, None
    elif edge == "begin" and name == "equation":
        number = _count(state, "equation")
        state.current = ("Equation", number) if state.counts_equations else None


def _caption(state: _Counter, of: str | None) -> None:
    kind = of or (state.floats[0] if state.floats else "")
    if kind not in ("table", "figure") or len(state.floats) > 1:
        return
    state.current = (kind.capitalize(), _count(state, kind))
    for label in state.early:
        state.numbers[label] = state.current
    state.early = []


def _label(state: _Counter, label: str) -> None:
    if state.floats and (state.current is None or state.current[0] not in ("Table", "Figure")):
        state.early.append(label)
    elif state.current:
        state.numbers[label] = state.current


def _count(state: _Counter, kind: str) -> str:
    state.counts[kind] = state.counts.get(kind, 0) + 1
    return str(state.counts[kind])
