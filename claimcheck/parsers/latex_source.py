"""What does the TeX text say, and in which file and line does each place of it stand?"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property

_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_ENVIRONMENT = re.compile(r"\\\\|\\(begin|end)\s*\{([^{}\n]{0,60})\}")
_WORD = re.compile(r"\\[A-Za-z@]+")
_NOT_BLANK = re.compile(r"(?:[ \t]*\n)?[ \t]*")
_DOLLAR = re.compile(r"\\.|\$|\n[ \t]*\n", re.DOTALL)

MAX_FORMULA = 20_000
"""Characters after which a formula counts as never closed."""
MAX_OPTIONS = 500
"""Characters of an optional argument."""


@dataclass(frozen=True)
class Environment:
    """`text[start:end]` stands between `\\begin{name}` and its `\\end`, which ends at `after`."""

    name: str
    begin: int
    start: int
    end: int
    after: int


@dataclass(frozen=True)
class Source:
    """Text put together from files, with an anchor wherever a new line of a file begins."""

    text: str
    starts: tuple[int, ...] = ()
    """Offset of each anchor, rising."""
    lines: tuple[tuple[str, int], ...] = ()
    """File and line at each anchor."""
    _without: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Stretches known to hold no sign that closes a formula, so that none is searched twice."""

    def place(self, offset: int) -> tuple[str, int]:
        """File and line of a place in `text`."""
        if not self.starts:
            return "", 1
        return self.lines[max(bisect_right(self.starts, offset) - 1, 0)]

    @cached_property
    def pairs(self) -> dict[int, int]:
        """Offset of each opening brace to that of its closing one; unbalanced ones are left out."""
        pairs: dict[int, int] = {}
        opened: list[int] = []
        for match in _BRACE.finditer(self.text):
            if match.group() == "{":
                opened.append(match.start())
            elif match.group() == "}" and opened:
                pairs[opened.pop()] = match.start()
        return pairs

    @cached_property
    def environments(self) -> dict[int, Environment]:
        """Each environment by the offset of its `\\begin`; those never closed are left out."""
        found: dict[int, Environment] = {}
        opened: list[tuple[str, int, int]] = []
        waiting: dict[str, int] = {}
        for match in _ENVIRONMENT.finditer(self.text):
            kind, name = match.group(1), (match.group(2) or "").strip()
            if kind == "begin":
                opened.append((name, match.start(), match.end()))
                waiting[name] = waiting.get(name, 0) + 1
            elif kind == "end" and waiting.get(name):
                begin = self._close(opened, waiting, name)
                found[begin[1]] = Environment(name, begin[1], begin[2], match.start(), match.end())
        return found

    @cached_property
    def _begins(self) -> list[int]:
        return sorted(self.environments)

    def within(self, start: int, end: int) -> list[Environment]:
        """The environments that begin between two places, in reading order."""
        first, last = bisect_left(self._begins, start), bisect_left(self._begins, end)
        return [self.environments[begin] for begin in self._begins[first:last]]

    @staticmethod
    def _close(
        opened: list[tuple[str, int, int]], waiting: dict[str, int], name: str
    ) -> tuple[str, int, int]:
        while True:
            begin = opened.pop()
            waiting[begin[0]] -= 1
            if begin[0] == name:
                return begin

    def blank(self, at: int) -> int:
        """The first place from `at` on that is no blank, a paragraph's end not crossed."""
        match = _NOT_BLANK.match(self.text, at)
        return match.end() if match else at

    def group(self, at: int) -> tuple[int, int] | None:
        """Inside of the `{…}` that follows, blanks passed over; None where none does."""
        at = self.blank(at)
        closing = self.pairs.get(at)
        return None if closing is None else (at + 1, closing)

    def optional(self, at: int) -> int:
        """The place behind a `[…]` that follows, or `at` itself."""
        opening = self.blank(at)
        if not self.text.startswith("[", opening):
            return at
        closing = self.text.find("]", opening, opening + MAX_OPTIONS)
        brace = self.text.find("{", opening, closing) if closing >= 0 else -1
        while brace >= 0 and (behind := self.pairs.get(brace, brace)) < opening + MAX_OPTIONS:
            closing = max(closing, self.text.find("]", behind, opening + MAX_OPTIONS))
            brace = self.text.find("{", behind + 1, closing)
        return closing + 1 if closing >= 0 else at

    def formula_end(self, at: int, end: int, closing: str) -> int | None:
        """Where the formula that is open at `at` closes; None where it does not."""
        if closing == "$":
            for match in _DOLLAR.finditer(self.text, at, min(end, at + MAX_FORMULA)):
                if match.group()[0] != "\\":
                    return match.start() if match.group() == "$" else None
            return None
        empty = self._without.get(closing, (at, at))
        start = max(at, empty[1]) if at >= empty[0] else at
        found = self.text.find(closing, start, max(min(end, at + MAX_FORMULA), start))
        if found < 0:
            self._without[closing] = (at, max(start, min(end, at + MAX_FORMULA) - len(closing)))
        return found if found >= 0 else None

    def skip(self, at: int, groups: int) -> int:
        """The place behind `groups` arguments, with the optional ones between them."""
        for _ in range(groups):
            at = self.optional(self.optional(at))
            group = self.group(at)
            word = _WORD.match(self.text, self.blank(at)) if group is None else None
            if group is None and word is None:
                return at
            at = group[1] + 1 if group else word.end() if word else at
        return at


@dataclass
class Builder:
    """Puts a Source together, piece by piece."""

    parts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    lines: list[tuple[str, int]] = field(default_factory=list)
    length: int = 0

    def add(self, text: str, file: str, line: int) -> None:
        """A piece of one line of a file."""
        if text:
            self._anchor(file, line)
            self._text(text)

    def insert(self, text: str, origin: Source, at: int) -> None:
        """A macro's expansion, which counts as standing where it was called."""
        if text:
            self._anchor(*origin.place(at))
            self._text(text)

    def copy(self, origin: Source, start: int, end: int) -> None:
        """A stretch of another source as it is."""
        if start >= end:
            return
        self._anchor(*origin.place(start))
        shift = self.length - start
        first = bisect_right(origin.starts, start)
        last = bisect_right(origin.starts, end - 1)
        self.starts.extend(anchor + shift for anchor in origin.starts[first:last])
        self.lines.extend(origin.lines[first:last])
        self._text(origin.text[start:end])

    def done(self) -> Source:
        return Source("".join(self.parts), tuple(self.starts), tuple(self.lines))

    @property
    def at_line_start(self) -> bool:
        """Whether a line has just ended, so that one more line end would end the paragraph."""
        return bool(self.parts) and self.parts[-1].endswith("\n")

    def _anchor(self, file: str, line: int) -> None:
        self.starts.append(self.length)
        self.lines.append((file, line))

    def _text(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)
