"""What does the source say once the authors' own macros are expanded?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from claimcheck.errors import UnsafeInput
from claimcheck.parsers.latex_source import Builder, Source
from claimcheck.parsers.texsymbols import OPERATORS

MAX_EXPANSIONS = 30_000
MAX_CHARACTERS = 3_000_000
MAX_DEPTH = 40

PROTECTED = OPERATORS | frozenset({
    "begin", "end", "section", "subsection", "subsubsection", "paragraph", "subparagraph", "part",
    "chapter", "item", "par", "caption", "captionof", "label", "ref", "eqref", "cref", "Cref",
    "autoref", "pageref", "cite", "citep", "citet", "footnote", "footnotetext", "thanks", "title",
    "author", "abstract", "maketitle", "appendix", "document", "input", "include", "multirow",
    "multicolumn", "makecell", "shortstack", "tabularnewline", "toprule", "midrule", "bottomrule",
    "cmidrule", "cline", "hline", "specialrule", "addlinespace", "textbf", "textit", "texttt",
    "textsc", "textsf", "textrm", "emph", "text", "mathbf", "mathrm", "boldsymbol", "bm",
    "bfseries", "bf", "textsuperscript", "textsubscript", "textcolor", "color", "cellcolor",
    "rowcolor", "url", "href", "path", "num", "SI", "qty", "frac", "sqrt", "left", "right",
    "bibitem", "newblock", "and",
})  # fmt: skip
"""Commands that the parser reads by itself: an author's own version of them changes only looks."""

_STANDARD = frozenset({
    "abstract", "table", "table*", "figure", "figure*", "tabular", "tabular*", "tabularx",
    "longtable", "document", "itemize", "enumerate", "description", "equation", "align",
})  # fmt: skip

_COMMAND = re.compile(r"\\(?:([A-Za-z@]+)|.)", re.DOTALL)
_NEW = frozenset(
    ["newcommand", "renewcommand", "providecommand", "DeclareRobustCommand", "newrobustcmd"]
)
_XPARSE = re.compile(r"(?:New|Renew|Provide|Declare)(?:Expandable)?DocumentCommand")
_DEF = frozenset(["def", "gdef", "edef", "xdef"])
_NAME = re.compile(r"\*?\s*(?:\{\s*\\([A-Za-z@]+|.)\s*\}|\\([A-Za-z@]+|.))")
_COUNT = re.compile(r"\s*\[\s*(\d)\s*\]")
_PARAMETERS = re.compile(r"((?:#\d)*)\s*(?=\{)")
_TARGET = re.compile(r"\s*=?\s*\\([A-Za-z@]+)")
_SLOT = re.compile(r"#(\d)")
_SPECIFIER = re.compile(r"O\s*\{([^{}]*)\}|([mo])")
_ENDS_IN_WORD = re.compile(r"\\[A-Za-z@]+$")
_BLANK = re.compile(r"[ \t]*(?:\n[ \t]*(?!\s*\n))?")


@dataclass(frozen=True)
class _Macro:
    body: str
    arguments: int = 0
    default: str | None = None
    """What stands for the first argument where `[…]` is missing; None: it is not optional."""
    closing: str = ""
    """For an environment, what stands at its end."""


@dataclass
class Macros:
    """The macros seen so far, in reading order."""

    known: dict[str, _Macro] = field(default_factory=dict)
    environments: dict[str, _Macro] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    expansions: int = 0
    characters: int = 0

    def learn(self, style: str) -> None:
        """Takes the plain definitions of a style file, without its internals."""
        source = Source(style)
        for match in _COMMAND.finditer(style):
            self._define(source, match[1] or "", match.end(), internals=False)

    def expand(self, source: Source, depth: int = 0) -> Source:
        """Raises UnsafeInput where expansion has no end."""
        builder = Builder()
        done = at = 0
        while match := _COMMAND.search(source.text, at):
            at = match.end()
            if not match[1]:
                continue
            found = self._define(source, match[1], at)
            expansion = "" if found else None
            if not found:
                expansion, found = self._called(source, match[1], at)
            if expansion is None or found is None:
                continue
            builder.copy(source, done, match.start())
            if expansion:
                inner = self._inner(expansion, match[1], depth)
                builder.insert(inner, source, match.start())
            done = at = found
        builder.copy(source, done, len(source.text))
        return builder.done()

    def _inner(self, expansion: str, name: str, depth: int) -> str:
        self.expansions += 1
        self.characters += len(expansion)
        if self.expansions > MAX_EXPANSIONS or self.characters > MAX_CHARACTERS:
            raise UnsafeInput(
                f"the macros expand without end, last \\{name}",
                remedy="parse the paper's HTML or PDF instead",
            )
        if "\\" not in expansion:
            return expansion
        if depth >= MAX_DEPTH:
            warning = f"\\{name} calls itself without end and is left out"
            self.warnings += [warning] * (warning not in self.warnings)
            return ""
        return self.expand(Source(expansion), depth + 1).text

    def _called(self, source: Source, name: str, at: int) -> tuple[str | None, int | None]:
        """The expansion of a call, not yet expanded itself, and the place behind it."""
        if name in ("begin", "end"):
            return self._environment(source, name, at)
        macro = self.known.get(name)
        if macro is None:
            return None, None
        values, after = _values(source, macro, at)
        if not macro.arguments:
            after = _blank(source.text, at)
        return _filled(macro.body, values), after

    def _environment(self, source: Source, name: str, at: int) -> tuple[str | None, int | None]:
        group = source.group(at)
        macro = self.environments.get(source.text[slice(*group)].strip()) if group else None
        if group is None or macro is None:
            return None, None
        if name == "end":
            return macro.closing or "{}", group[1] + 1
        values, after = _values(source, macro, group[1] + 1)
        return _filled(macro.body, values) or "{}", after

    def _define(self, source: Source, name: str, at: int, *, internals: bool = True) -> int | None:
        """The place behind a definition; None where `name` defines nothing."""
        if name in _NEW or name in _DEF or name == "let" or name.startswith("DeclareMathOperator"):
            return self._define_command(source, name, at, internals)
        if name in ("newenvironment", "renewenvironment"):
            return self._define_environment(source, at)
        if _XPARSE.fullmatch(name):
            return self._define_xparse(source, at)
        return None

    def _define_command(self, source: Source, name: str, at: int, internals: bool) -> int | None:
        match = _NAME.match(source.text, _blank(source.text, at))
        if match is None:
            return None
        defined, at = match[1] or match[2], match.end()
        if name == "let":
            return self._let(source, defined, at)
        macro = None
        if name in _DEF:
            parameters = _PARAMETERS.match(source.text, at)
            if parameters:
                macro, at = _Macro("", parameters[1].count("#")), parameters.end()
        else:
            macro, at = _signature(source, at)
        if macro is None or (group := source.group(at)) is None:
            return None
        body = source.text[slice(*group)].strip("\n")
        if name.startswith("DeclareMathOperator"):
            body = f"\\operatorname{{{body}}}"
        if internals or "@" not in defined + body:
            self._keep(defined, _Macro(body, macro.arguments, macro.default), name)
        return group[1] + 1

    def _keep(self, name: str, macro: _Macro, how: str) -> None:
        if name in PROTECTED or (how == "providecommand" and name in self.known):
            return
        self.known[name] = macro

    def _let(self, source: Source, name: str, at: int) -> int | None:
        target = _TARGET.match(source.text, at)
        if target is None:
            return None
        if name not in PROTECTED and target[1] != name:
            self.known[name] = self.known.get(target[1], _Macro(f"\\{target[1]} "))
        return target.end()

    def _define_environment(self, source: Source, at: int) -> int | None:
        name = source.group(_blank(source.text, at))
        if name is None:
            return None
        macro, at = _signature(source, name[1] + 1)
        begin = source.group(at)
        end = source.group(begin[1] + 1) if begin else None
        if begin is None or end is None:
            return None
        body, closing = source.text[slice(*begin)], source.text[slice(*end)]
        defined = source.text[slice(*name)].strip()
        if defined not in _STANDARD:
            self.environments[defined] = _Macro(body, macro.arguments, macro.default, closing)
        return end[1] + 1

    def _define_xparse(self, source: Source, at: int) -> int | None:
        match = _NAME.match(source.text, _blank(source.text, at))
        specification = source.group(match.end()) if match else None
        group = source.group(specification[1] + 1) if specification else None
        if match is None or specification is None or group is None:
            return None
        kinds = list(_SPECIFIER.finditer(source.text[slice(*specification)]))
        optional = bool(kinds) and kinds[0][2] != "m"
        default = (kinds[0][1] or "") if optional else None
        body = source.text[slice(*group)]
        self._keep(match[1] or match[2], _Macro(body, len(kinds), default), "")
        return group[1] + 1


def _blank(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _signature(source: Source, at: int) -> tuple[_Macro, int]:
    """`[2][default]` of a definition."""
    count = _COUNT.match(source.text, at)
    if count is None:
        return _Macro(""), at
    at = count.end()
    after = source.optional(at)
    default = source.text[source.blank(at) + 1 : after - 1] if after > at else None
    return _Macro("", int(count[1]), default), after


def _values(source: Source, macro: _Macro, at: int) -> tuple[list[str], int]:
    """The arguments of a call, and the place behind them."""
    values: list[str] = []
    if macro.default is not None:
        after = source.optional(at)
        given = source.text[source.blank(at) + 1 : after - 1] if after > at else macro.default
        values.append(given)
        at = after
    while len(values) < macro.arguments:
        value, at = _value(source, at)
        values.append(value)
    return values, at


def _value(source: Source, at: int) -> tuple[str, int]:
    group = source.group(at)
    if group is not None:
        return source.text[slice(*group)], group[1] + 1
    at = source.blank(at)
    match = _COMMAND.match(source.text, at)
    end = match.end() if match else at + 1
    if source.text[at:end] in ("}", "\n", ""):
        return "", at
    return source.text[at:end], end


def _filled(body: str, values: list[str]) -> str:
    """The body with its arguments in; a command word at its end stays apart from what follows."""
    if values:
        body = _SLOT.sub(
            lambda m: values[int(m[1]) - 1] if 0 < int(m[1]) <= len(values) else "", body
        )
    return body + " " if _ENDS_IN_WORD.search(body) else body
