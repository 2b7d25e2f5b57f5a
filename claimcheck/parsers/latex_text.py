"""What does a stretch of LaTeX read as, as plain text on one line?

The text comes in pieces that know where in the source they stand, so that a sentence can be
traced to its line and a cell's bold digits to the number they belong to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from claimcheck.parsers import mathtext, siunitx
from claimcheck.parsers.latex_commands import (
    ADDRESSES,
    ARGUMENTS,
    BOLD,
    BOLD_FROM_HERE,
    CITATIONS,
    DISPLAYS,
    FOOTNOTES,
    HIDDEN,
    MEDIUM_FROM_HERE,
    NAMED_CITATIONS,
    NAMED_REFERENCES,
    RAISED,
    REFERENCES,
    TABULARS,
)
from claimcheck.parsers.latex_source import Source
from claimcheck.parsers.texsymbols import ACCENTS, symbol

MAX_DEPTH = 20
"""Arguments inside arguments; what lies deeper is left out."""

_TOKEN = re.compile(r"\\(?:([A-Za-z@]+)\*?|(.)|$)|(\$\$?|[{}~&])|[^\\${}~&\n]+\n?|\n", re.DOTALL)
_SPACES = frozenset({" ", "\n", "\t", ";", ":", ">", "quad", "qquad", "enspace", "enskip", "space"})
_SPACES |= {"newline", "linebreak", "tabularnewline", "hfill", "hskip", "par", "and", "And", "AND"}
_AFTER_BREAK = re.compile(r"\*?(?:[ \t]*\[[-+\d. ]{0,20}[A-Za-z\\][^\]\n]{0,40}\])?")
_TRIM = re.compile(r"\([^()\n]{0,20}\)")
_BOLD_MATH = re.compile(r"\s*\{?\\(?:mathbf|boldsymbol|bm|textbf|pmb|mathbfit|bf|bfseries)\b")
_NO_XSPACE = frozenset(".,;:!?)]/'~-}\"")
_CHECKS = {"51": "✓", "52": "✓", "53": "✗", "54": "✗", "55": "✗", "56": "✗"}
_WORDY = re.compile(r"\w")


class Piece(NamedTuple):
    """A run of text, where in the source it stands, and whether it is printed bold."""

    text: str
    at: int
    bold: bool = False


@dataclass
class Text:
    """What a stretch of source reads as."""

    pieces: list[Piece] = field(default_factory=list)
    notes: list[tuple[int, int]] = field(default_factory=list)
    """Where the insides of its footnotes stand."""

    @cached_property
    def plain(self) -> str:
        return mathtext.tidy("".join(piece.text for piece in self.pieces))

    @property
    def bold(self) -> bool:
        """Whether the first word or number is bold: what stands behind `±` often is not."""
        return next((piece.bold for piece in self.pieces if _WORDY.search(piece.text)), False)

    def origins(self, places: Sequence[int]) -> list[int]:
        """Where in the source the characters at `places` of `plain`, rising, stand."""
        plain, found = self.plain, list[int]()
        pieces, at = iter(self.pieces), 0
        seen = wanted = done = 0
        for place in places:
            wanted += _visible(plain[done:place])
            done = place
            while seen <= wanted and (piece := next(pieces, None)):
                seen += _visible(mathtext.tidy(piece.text))
                at = piece.at
            found.append(at)
        return found


@dataclass(frozen=True)
class Reader:
    """Reads stretches of one source; `numbers` says what `\\ref` and `\\cref` print for a label."""

    source: Source
    numbers: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def plain(self, start: int, end: int) -> str:
        return self.text(start, end).plain

    def text(self, start: int, end: int) -> Text:
        return _Run(self, end).read(start)


def _visible(text: str) -> int:
    """How many characters are no blanks, which is all that tidying leaves as it was."""
    return len(text) - sum(map(str.isspace, text))


class _Run:
    """One pass over one stretch."""

    def __init__(self, reader: Reader, end: int, depth: int = 0) -> None:
        self.reader, self.source = reader, reader.source
        self.end, self.depth = end, depth
        self.result = Text()
        self.bold = False
        self.groups: list[bool] = []
        """The weight to return to at each closing brace."""
        self.bold_next: set[int] = set()
        """Opening braces of groups that are bold."""

    def read(self, at: int) -> Text:
        while at < self.end and (match := _TOKEN.match(self.source.text, at, self.end)):
            if match[1]:
                at = self.command(match[1], match.end(), match.start())
            elif match[2]:
                at = self.sign(match[2], match.end(), match.start())
            elif match[3]:
                at = self.special(match[3], match.end(), match.start())
            else:
                self.put(mathtext.ligatures(match.group()), at)
                at = match.end()
            at = max(at, match.end())
        return self.result

    def put(self, text: str, at: int, *, bold: bool | None = None) -> None:
        if text:
            self.result.pieces.append(Piece(text, at, self.bold if bold is None else bold))

    def special(self, sign: str, after: int, at: int) -> int:
        if sign == "{":
            self.groups.append(self.bold)
            self.bold = self.bold or at in self.bold_next
        elif sign == "}":
            self.bold = self.groups.pop() if self.groups else False
        elif sign[0] == "$":
            return self.formula(after, sign, at)
        else:
            self.put(" ", at)
        return after

    def formula(self, at: int, closing: str, opened: int) -> int:
        end = self.source.formula_end(at, self.end, closing)
        if end is None:
            return at
        self.math(at, end, opened)
        return end + len(closing)

    def math(self, start: int, end: int, at: int) -> None:
        tex = self.source.text[start:end]
        bold = self.bold or _BOLD_MATH.match(tex) is not None
        self.put(mathtext.math(tex), at, bold=bold)

    def sign(self, name: str, after: int, at: int) -> int:
        """A command of one sign: `\\%`, `\\,`, `\\'e`, `\\\\`, `\\(`."""
        if name == "\\":
            self.put(" ", at)
            match = _AFTER_BREAK.match(self.source.text, after, self.end)
            return match.end() if match else after
        if name in "([":
            return self.formula(after, "\\)" if name == "(" else "\\]", at)
        if name in ACCENTS:
            return self.accent(name, after, at)
        if name in _SPACES:
            self.put(" ", at)
        elif name == ",":
            self.put(mathtext.THIN, at)
        else:
            self.put(symbol(name) or "", at)
        return after

    def command(self, name: str, after: int, at: int) -> int:
        handler = _HANDLERS.get(name)
        if handler:
            return handler(self, name, after, at)
        if len(name) == 1 and name in ACCENTS:
            return self.accent(name, after, at)
        if name in HIDDEN:
            return self.hidden(after, HIDDEN[name])
        return self.other(name, after, at)

    def other(self, name: str, after: int, at: int) -> int:
        """A symbol, or an unknown command: it goes, its arguments stay."""
        printed = siunitx.UNITS.get(name, symbol(name))
        if name in siunitx.COMMANDS:
            groups, after = self.groups_after(after, siunitx.COMMANDS[name])
            self.put(siunitx.printed(name, [self.inner(*group) for group in groups]), at)
            return after
        if name in _SPACES:
            self.put(" ", at)
        elif printed is not None:
            self.put(printed, at)
        else:
            return self.options(after)
        return self.source.blank(after)

    def hidden(self, after: int, groups: int) -> int:
        if not groups:
            return self.source.blank(self.source.optional(self.source.optional(after)))
        behind = self.source.skip(after, groups)
        return self.options(behind) if self.source.text.startswith("[", behind) else behind

    def options(self, after: int) -> int:
        """Behind the blanks and, where a group follows, the options of an unknown command."""
        behind = self.source.optional(self.source.optional(after))
        if behind > after and self.source.text.startswith("{", behind):
            return behind
        return min(self.source.blank(after), self.end)

    def accent(self, name: str, after: int, at: int) -> int:
        group = self.source.group(after)
        if group is None:
            start = self.source.blank(after)
            match = _TOKEN.match(self.source.text, start, min(start + 20, self.end))
            group = (start, match.end() if match and match[1] else start + 1)
        inner = self.inner(*group) if group[1] - group[0] < 20 else ""
        self.put(mathtext.accented(name, inner) or "", at)
        return group[1] + (self.source.text[group[1] : group[1] + 1] == "}")

    def inner(self, start: int, end: int) -> str:
        """An argument by itself."""
        if self.depth >= MAX_DEPTH:
            return ""
        return _Run(self.reader, end, self.depth + 1).read(start).plain

    def groups_after(self, at: int, count: int) -> tuple[list[tuple[int, int]], int]:
        """The insides of the arguments that follow, options passed over, and the place behind."""
        found: list[tuple[int, int]] = []
        while len(found) < count:
            at = self.source.optional(self.source.optional(at))
            group = self.source.group(at)
            if group is None:
                break
            found.append(group)
            at = group[1] + 1
        return found, at

    def raised(self, name: str, after: int, at: int) -> int:
        groups, behind = self.groups_after(after, 1)
        if groups:
            self.put(mathtext.superscript(self.inner(*groups[0])), at)
        return behind

    def lowered(self, name: str, after: int, at: int) -> int:
        groups, behind = self.groups_after(after, 1)
        inner = self.inner(*groups[0]) if groups else ""
        self.put(f" {inner}" if inner[:1] in tuple("±+-") else f"_{inner}" if inner else "", at)
        return behind

    def citation(self, name: str, after: int, at: int) -> int:
        groups, behind = self.groups_after(after, 1)
        if not groups:
            return after
        keys = ", ".join(key.strip() for key in self.source.text[slice(*groups[0])].split(","))
        self.put(keys if name in NAMED_CITATIONS else f"[{keys}]", at)
        return behind

    def reference(self, name: str, after: int, at: int) -> int:
        groups, behind = self.groups_after(after, 1)
        if not groups:
            return after
        labels = [key.strip() for key in self.source.text[slice(*groups[0])].split(",")]
        shown = [self.reader.numbers.get(label, ("", label)) for label in labels]
        named = name in NAMED_REFERENCES
        words = [f"{kind} {number}" if named and kind else number for kind, number in shown]
        text = " and ".join(words)
        self.put(f"({text})" if name == "eqref" else text, at)
        return behind

    def address(self, name: str, after: int, at: int) -> int:
        groups, behind = self.groups_after(after, 1)
        if groups:
            self.put(re.sub(r"\\([%#&_~])", r"\1", self.source.text[slice(*groups[0])]), at)
        return behind

    def footnote(self, name: str, after: int, at: int) -> int:
        groups, behind = self.groups_after(after, 1)
        self.result.notes.extend(groups)
        return behind

    def bold_group(self, name: str, after: int, at: int) -> int:
        self.bold_next.add(self.source.blank(after))
        return after

    def weight(self, name: str, after: int, at: int) -> int:
        self.bold = name in BOLD_FROM_HERE
        return self.source.blank(after)

    def ensured_math(self, name: str, after: int, at: int) -> int:
        groups, behind = self.groups_after(after, 1)
        if groups:
            self.math(*groups[0], at)
        return behind

    def environment(self, name: str, after: int, at: int) -> int:
        """Inside a cell or sentence: the lines of a nested table, or a formula."""
        found = self.source.environments.get(at)
        group = self.source.group(after)
        if group is None:
            return after
        self.put(" ", at)
        if found and found.name in DISPLAYS and found.after <= self.end:
            self.math(found.start, found.end, at)
            return found.after
        inner = self.source.text[slice(*group)].strip()
        arguments = TABULARS.get(inner, ARGUMENTS.get(inner, 0))
        return self.source.skip(self.source.optional(group[1] + 1), arguments)

    def environment_end(self, name: str, after: int, at: int) -> int:
        self.put(" ", at)
        return self.source.skip(after, 1)

    def check(self, name: str, after: int, at: int) -> int:
        groups, behind = self.groups_after(after, 1)
        inner = self.source.text[slice(*groups[0])] if groups else ""
        self.put(_CHECKS.get(inner.strip(), ""), at)
        return behind

    def spanning(self, name: str, after: int, at: int) -> int:
        """`\\multirow[pos]{rows}[struts]{width}[shift]{text}`: the width may be a bare `*`."""
        behind = self.source.skip(after, 1)
        behind = self.source.blank(self.source.optional(behind))
        if self.source.text[behind : behind + 1] in ("*", "="):
            return self.source.optional(behind + 1)
        return self.source.optional(self.source.skip(behind, 1))

    def crossed(self, name: str, after: int, at: int) -> int:
        """`\\diagbox{rows}{columns}`."""
        groups, behind = self.groups_after(after, 3 if name == "diagbox*" else 2)
        self.put(" / ".join(self.inner(*group) for group in groups), at)
        return behind

    def rule(self, name: str, after: int, at: int) -> int:
        """`\\cmidrule[width](trim){columns}`."""
        behind = self.source.optional(after)
        match = _TRIM.match(self.source.text, behind)
        return self.source.skip(match.end() if match else behind, 1)

    def gap(self, name: str, after: int, at: int) -> int:
        self.put(" ", at)
        return self.source.skip(after, 1)

    def xspace(self, name: str, after: int, at: int) -> int:
        after = self.source.blank(after)
        following = self.source.text[after : min(after + 1, self.end)]
        self.put("" if following in _NO_XSPACE else " ", at)
        return after


_Handler = Callable[[_Run, str, int, int], int]
_HANDLERS: dict[str, _Handler] = {
    **dict.fromkeys(RAISED, _Run.raised),
    **dict.fromkeys(("textsubscript", "subs"), _Run.lowered),
    **dict.fromkeys(CITATIONS | NAMED_CITATIONS, _Run.citation),
    **dict.fromkeys(REFERENCES | NAMED_REFERENCES, _Run.reference),
    **dict.fromkeys(ADDRESSES, _Run.address),
    **dict.fromkeys(FOOTNOTES, _Run.footnote),
    **dict.fromkeys(BOLD, _Run.bold_group),
    **dict.fromkeys(BOLD_FROM_HERE | MEDIUM_FROM_HERE, _Run.weight),
    "ensuremath": _Run.ensured_math,
    "begin": _Run.environment,
    "end": _Run.environment_end,
    "ding": _Run.check,
    "multirow": _Run.spanning,
    "diagbox": _Run.crossed,
    "backslashbox": _Run.crossed,
    "slashbox": _Run.crossed,
    "xspace": _Run.xspace,
    "cmidrule": _Run.rule,
    "hspace": _Run.gap,
}
