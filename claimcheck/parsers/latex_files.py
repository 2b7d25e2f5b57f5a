"""Which files make up a LaTeX paper, and what do they say without comments, inputs put in?"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from claimcheck.errors import ParseError, UnsafeInput
from claimcheck.parsers.latex_source import Builder, Source

MAX_INPUTS = 2_000
MAX_CHARACTERS = 5_000_000
MAX_MARKUP = 200_000
"""Backslashes, braces and the like; the longest papers have about a fifth of these."""

_CLASS = re.compile(r"^[^%\n]*\\document(?:class|style)\b", re.MULTILINE)
_BODY = re.compile(r"^[^%\n]*\\begin\s*\{document\}", re.MULTILINE)
_INPUT = re.compile(
    r"\\(?:input|include|subfile|subfileinclude)(?![A-Za-z])\s*(?:\{(?P<braced>[^{}#\\]*)\}|(?P<bare>[^\s{}\\#%]+))"
    r"|\\(?:sub)?import\*?\s*\{(?P<folder>[^{}#\\]*)\}\s*\{(?P<file>[^{}#\\]*)\}"
    r"|\\InputIfFileExists\s*\{(?P<maybe>[^{}#\\]*)\}"
)
_VERBATIM = re.compile(
    r"\\begin\s*\{(comment|verbatim\*?|Verbatim|BVerbatim|lstlisting|minted|filecontents\*?)\}"
)
_VERB = re.compile(
    r"\\(?:verb\*?|lstinline(?:\[[^\]]*\])?|mintinline(?:\[[^\]]*\])?\{\w+\})"
    r"(?:([^a-zA-Z*\s{\[])(.{0,400}?)\1|\{([^{}]{0,400})\})"
)
_COMMENT = re.compile(r"\\(?:url|path|nolinkurl|href)\s*\{[^{}]{0,2000}\}|\\.|%")
_SPECIAL = re.compile(r"[\\{}$&#%_^~]")
_TEXT_SUFFIXES = (".tex", ".ltx", ".latex")


def decode(data: bytes) -> str:
    """UTF-8, else latin-1; line ends as `\\n`."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def main_file(files: Mapping[str, bytes]) -> str:
    """The file that the paper is typeset from. Raises ParseError where none is TeX."""
    texts = _texts(files)
    if not texts:
        raise ParseError(
            "no LaTeX file among " + (", ".join(sorted(files)[:5]) or "no files at all"),
            remedy="name the .tex file, or the folder or archive that holds it",
        )
    mains = _mains(texts)
    mains = mains or [name for name, text in texts.items() if _BODY.search(text)]
    return min(mains or texts, key=lambda name: _rank(name, texts, files))


def others(files: Mapping[str, bytes], main: str, source: Source) -> list[str]:
    """A warning of other papers among the files, neither the main one nor inputs of it."""
    used = {name for name, _ in source.lines}
    unread = [name for name in _mains(_texts(files)) if name != main and name not in used]
    if not unread:
        return []
    more = f" and {len(unread) - 5} more" if len(unread) > 5 else ""
    return [f"{main} was read; a document of its own and not read: {', '.join(unread[:5])}{more}"]


def flatten(files: Mapping[str, bytes], main: str) -> tuple[Source, list[str]]:
    """The main file with its inputs in their places, comments gone; and what could not be found.

    Raises UnsafeInput where files put each other in without end, or there is too much of it all.
    """
    reader = _Inputs(files, posixpath.dirname(main))
    reader.read(main, ())
    source = reader.builder.done()
    if sum(map(source.text.count, "\\{}$&~")) > MAX_MARKUP:
        raise UnsafeInput(
            f"{main} holds more than {MAX_MARKUP:,} signs of markup", remedy="try the paper's PDF"
        )
    return source, reader.warnings


def _texts(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: decode(data) for name, data in files.items() if _is_tex(name, data)}


def _mains(texts: Mapping[str, str]) -> list[str]:
    return [name for name, text in texts.items() if _CLASS.search(text) and _BODY.search(text)]


def _is_tex(name: str, data: bytes) -> bool:
    if name.lower().endswith(_TEXT_SUFFIXES):
        return True
    return len(name.rsplit("/", 1)[-1].split(".")) == 1 and b"\\begin{document}" in data


def _rank(name: str, texts: Mapping[str, str], files: Mapping[str, bytes]) -> tuple[int, ...]:
    """Nearest the root first, then one with a bibliography, then the one with most behind it."""
    stem = posixpath.splitext(name)[0]
    inputs = [_resolve(files, m, posixpath.dirname(name), "") for m in _INPUT.finditer(texts[name])]
    reach = len(texts[name]) + sum(len(texts.get(found or "", "")) for found in inputs)
    return name.count("/"), stem + ".bbl" not in files, -reach


@dataclass
class _Inputs:
    files: Mapping[str, bytes]
    root: str
    builder: Builder = field(default_factory=Builder)
    warnings: list[str] = field(default_factory=list)
    count: int = 0

    def read(self, name: str, chain: tuple[str, ...]) -> None:
        if name in chain:
            raise UnsafeInput(
                "the LaTeX files input each other in a circle: " + " → ".join((*chain, name)),
                remedy="remove one of the inputs",
            )
        self.count += 1
        if self.count > MAX_INPUTS or self.builder.length > MAX_CHARACTERS or len(chain) > 50:
            raise UnsafeInput(
                f"the LaTeX source grows past {MAX_CHARACTERS:,} characters or {MAX_INPUTS:,} "
                f"inputs at {name}",
                remedy="name the main file, or parse its parts one by one",
            )
        for line, text in _lines(decode(self.files[name]), is_main=not chain):
            self._line(name, line, text, chain)

    def _line(self, name: str, line: int, text: str, chain: tuple[str, ...]) -> None:
        at = 0
        if "\\in" in text or "\\sub" in text or "\\im" in text or "\\In" in text:
            for match in _INPUT.finditer(text):
                self.builder.add(text[at : match.start()], name, line)
                self._input(name, line, match, chain)
                at = match.end()
        if not at or text[at:].strip() or not self.builder.at_line_start:
            self.builder.add(text[at:], name, line)

    def _input(self, name: str, line: int, match: re.Match[str], chain: tuple[str, ...]) -> None:
        found = _resolve(self.files, match, self.root, posixpath.dirname(name))
        if found is not None:
            self.read(found, (*chain, name))
        elif match["maybe"] is None and not _asked(match).startswith("glyphtounicode"):
            self.warnings.append(f"{name}:{line} inputs {_asked(match)!r}, which is not there")


def _asked(match: re.Match[str]) -> str:
    if match["file"] is not None:
        return posixpath.join(match["folder"].strip(), match["file"].strip())
    return next((match[k].strip() for k in ("braced", "bare", "maybe") if match[k]), "").strip('"')


def _resolve(
    files: Mapping[str, bytes], match: re.Match[str], root: str, folder: str
) -> str | None:
    asked = _asked(match)
    for base in dict.fromkeys((root, folder, "")):
        path = posixpath.normpath(posixpath.join(base, asked))
        for name in (path + ".tex", path):
            if asked and name in files:
                return name
    return None


def _lines(text: str, *, is_main: bool) -> Iterator[tuple[int, str]]:
    """Numbered lines with their line ends; comments, listings and what no reader sees left out."""
    lines = text.removesuffix("\n").split("\n")
    skip_to = _preamble_end(lines) if not is_main else 0
    joins = False
    at = skip_to
    last_ends: dict[str, int] = {}
    while at < len(lines):
        line, commented = _uncommented(lines[at])
        if joins and not commented:
            line = line.lstrip(" \t") or "\n"
        stop = "\\endinput" in line or (not is_main and "\\end{document}" in line)
        if listing := _VERBATIM.search(line):
            end = _listing_end(lines, at, listing, last_ends)
            if end is not None:
                yield at + 1, line[: listing.start()]
                lines[end] = lines[end].rpartition(f"\\end{{{listing[1]}}}")[2]
                at, joins = end + (not lines[end].strip()), False
                continue
        number, at = at + 1, at + 1
        joins = commented
        if stop:
            yield number, line.partition("\\endinput")[0].partition("\\end{document}")[0] + "\n"
            return
        yield number, line if commented else line + "\n"


def _preamble_end(lines: list[str]) -> int:
    """Subfiles bring a preamble of their own, which is not typeset."""
    if not any(_CLASS.match(line) for line in lines[:200]):
        return 0
    return next((n + 1 for n, line in enumerate(lines) if _BODY.match(line)), 0)


def _listing_end(
    lines: list[str], at: int, listing: re.Match[str], last_ends: dict[str, int]
) -> int | None:
    """The line on which the listing ends; None where it never does."""
    closing = f"\\end{{{listing[1]}}}"
    if closing not in last_ends:
        last_ends[closing] = max((n for n, line in enumerate(lines) if closing in line), default=-1)
    if last_ends[closing] < at:
        return None
    return next(n for n in range(at, len(lines)) if closing in lines[n])


def _uncommented(line: str) -> tuple[str, bool]:
    """The line without its comment, and whether it had one."""
    if "\\verb" in line or "inline" in line:
        line = _VERB.sub(_as_text, line)
    if "%" not in line:
        return line, False
    for match in _COMMENT.finditer(line):
        if match.group() == "%":
            return line[: match.start()], True
    return line, False


def _as_text(match: re.Match[str]) -> str:
    inner = match[2] if match[2] is not None else match[3] or ""
    return "\\texttt{" + _SPECIAL.sub(_escaped, inner) + "}"


def _escaped(match: re.Match[str]) -> str:
    names = {"\\": "\\textbackslash{}", "^": "\\textasciicircum{}", "~": "\\textasciitilde{}"}
    return names.get(match.group(), "\\" + match.group())
