"""How does a local file, a LaTeX folder or standard input become a document?"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from claimcheck.document import Document, Format
from claimcheck.errors import NotFound, ParseError, SourceError, UnsafeInput
from claimcheck.late import pattern
from claimcheck.sources import archive, content
from claimcheck.sources.archive import LIMITS
from claimcheck.sources.content import DESCRIPTION
from claimcheck.sources.reference import STDIN, Order, path, stem

LIMIT = 100 * 2**20
"""Bytes of one file."""
ENTRIES = 20_000
"""Files and folders looked at below a folder, whatever they are."""
TEXTS: dict[str, Format] = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".tex": "latex", ".ltx": "latex",
    ".txt": "synthesis", ".md": "synthesis", ".markdown": "synthesis",
}  # fmt: skip
"""What a text is, by its suffix; other texts are judged by what stands in them."""
PROMISES = {".pdf": "pdf", ".gz": "gzip", ".tgz": "gzip", ".tar": "tar"}
"""What the bytes must be for a suffix to be true."""
_COMMENT = re.compile(rb"(?<!\\)%[^\n]*")
_INPUT = pattern(
    rb"\\(?:input|include|subfile|bibliography|addbibresource|usepackage|RequirePackage|documentclass|import|subimport"
    rb"|pgfplotstableread|csvreader|csvautotabular)\s*(?:\[[^\]]{0,2000}\]\s*)?((?:\{[^{}\n]*\}\s*)+|[^\s{}\\\[\]]+)"
)
_TRIED = ("", ".tex", ".sty", ".cls", ".bib")


def bring(order: Order) -> Document:
    """The document at a local path or on standard input.

    Raises NotFound, SourceError, ParseError or UnsafeInput.
    """
    if order.reference == STDIN:
        format, files = understand(_from_stdin(order.stdin), "stdin", order.format)
        return Document(source=STDIN, format=format, files=files, id="stdin")
    place = path(order.reference)
    name = place.name or place.resolve().name or "folder"
    if os.path.isdir(place):  # which is no error where the folder above may not be entered
        name = place.resolve().name or name
        files = _folder(place, order)
        return Document(source=str(place), format="latex", files=files, id=name)
    data = _from_file(place)
    format, files = understand(data, name, order.format)
    if format == "latex" and content.kind(data) in ("latex", "text"):
        files = _with_inputs(place, data)
    return Document(source=str(place), format=format, files=files, id=stem(name))


def understand(data: bytes, name: str, asked: Format | None) -> tuple[Format, dict[str, bytes]]:
    """The format of the bytes, by signature, then as asked, then by suffix; and their files."""
    kind, suffix = content.kind(data), PurePosixPath(name.lower()).suffix
    if kind == "empty":
        raise ParseError(f"{name} is empty", remedy="pass a file with a paper in it")
    if kind in ("gzip", "tar"):
        format, files = archive.eprint(data, stem(name))
        _agree(name, asked, format, DESCRIPTION[format] if format in ("pdf", "html") else "LaTeX")
        return format, files
    if kind == "pdf":
        _agree(name, asked, "pdf", DESCRIPTION[kind])
        return "pdf", {name: data}
    if kind in ("archive", "binary"):
        raise ParseError(
            f"{name} cannot be read: it is {DESCRIPTION[kind]}",
            remedy="unpack it and pass the LaTeX folder, or pass the paper's PDF, HTML or .tar.gz",
        )
    if asked == "pdf" or (asked is None and suffix in PROMISES):
        promised = "a PDF" if "pdf" in (asked, PROMISES.get(suffix)) else "an archive"
        raise ParseError(
            f"{name} is not {promised} but {DESCRIPTION[kind]}",
            remedy="get the file again, or say with --format what it is",
        )
    by_content: Format = kind if kind in ("html", "latex") else "synthesis"
    format = asked or TEXTS.get(suffix, by_content)
    if kind == "html" and format == "latex":
        raise ParseError(f"{name} is not LaTeX but HTML", remedy="use --format html")
    return format, {name: data}


def _agree(name: str, asked: Format | None, format: Format, description: str) -> None:
    if asked not in (None, format):
        raise ParseError(
            f"{name} is not {asked} but {description}",
            remedy=f"use --format {format}, or leave --format out",
        )


def _from_file(place: Path) -> bytes:
    try:
        with place.open("rb") as file:
            return _bounded(file, str(place))
    except OSError as error:
        raise SourceError(
            f"cannot read {place}: {error.strerror or error}",
            remedy="check the file and its permissions",
        ) from error


def _from_stdin(stdin: BinaryIO | None) -> bytes:
    try:
        return _bounded(stdin or sys.stdin.buffer, "standard input")
    except OSError as error:
        raise SourceError(
            f"cannot read standard input: {error.strerror or error}",
            remedy="pass the file by its name",
        ) from error


def _bounded(file: BinaryIO, name: str) -> bytes:
    data = file.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise UnsafeInput(
            f"{name} is larger than {LIMIT // 2**20} MB",
            remedy="pass the part that holds the paper",
        )
    return data


def _folder(folder: Path, order: Order) -> dict[str, bytes]:
    """Every file below the folder that may matter, by its path. Raises NotFound without LaTeX."""
    if order.format not in (None, "latex"):
        raise SourceError(
            f"{folder} is a folder, and a folder is read as LaTeX",
            remedy="pass the file, not the folder",
        )
    files: dict[str, bytes] = {}
    total = 0
    for relative in tuple(_below(folder)):  # counted before the first is read
        data = _from_file(folder / relative)
        total += len(data)
        files[relative] = data
        if len(files) > LIMITS.members or total > LIMITS.total:
            raise UnsafeInput(
                f"{folder} holds more than {LIMITS.members} files of a paper's kinds, "
                f"or more than {LIMITS.total // 2**20} MB of them",
                remedy="pass the folder of the paper's LaTeX alone",
            )
    if not archive.holds_latex(files):
        raise NotFound(f"{folder} holds no LaTeX file", remedy=_instead(folder))
    return files


def _below(folder: Path) -> Iterator[str]:
    """Paths of the files to read: none hidden, too large, or outside by way of a link."""
    root = folder.resolve()
    seen = 0
    for parent, folders, names in os.walk(folder, onerror=_unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        seen += len(folders) + len(names)
        if seen > ENTRIES:
            raise UnsafeInput(
                f"{folder} holds more than {ENTRIES} files",
                remedy="pass the folder of the paper's LaTeX alone",
            )
        for name in sorted(names):
            place = Path(parent) / name
            relative = place.relative_to(folder).as_posix()
            if archive.is_kept(relative) and _is_inside(place, root):
                yield relative


def _is_inside(place: Path, root: Path) -> bool:
    """Whether it is a file of readable size whose links, if any, stay inside the folder."""
    try:
        real = place.resolve()
        return real.is_relative_to(root) and real.is_file() and real.stat().st_size <= LIMITS.file
    except (OSError, RuntimeError, ValueError):  # a link in a circle, an impossible name
        return False


def _unreadable(error: OSError) -> None:
    raise SourceError(
        f"cannot read {error.filename}: {error.strerror or error}", remedy="check its permissions"
    ) from error


def _instead(folder: Path) -> str:
    """The file in the folder that was meant, perhaps."""
    for name in ("*.html", "*.pdf", "*.tar.gz", "*.txt", "*.md"):
        if found := sorted(folder.glob(name)):
            return f"did you mean {found[0]}?"
    return "pass the folder that holds the .tex files"


def _with_inputs(main: Path, data: bytes) -> dict[str, bytes]:
    """A LaTeX file, first, and what it inputs from its own folder, and so on, with a bound."""
    root = main.parent.resolve()
    files = {main.name: data}
    waiting = [f"{main.stem}.bbl", *_inputs(data)]
    while waiting:
        name = waiting.pop()
        place = main.parent / name
        if name in files or not _is_inside(place, root):
            continue
        files[name] = _from_file(place)
        if len(files) > LIMITS.members or sum(map(len, files.values())) > LIMITS.total:
            raise UnsafeInput(f"{main} inputs too much", remedy="pass the paper's HTML or PDF")
        waiting += _inputs(files[name])
    return files


def _inputs(data: bytes) -> list[str]:
    """Names under which a LaTeX file may mean others, from the main file's folder."""
    found = []
    for match in _INPUT.finditer(_COMMENT.sub(b"", data)):
        arguments = match[1].decode("utf-8", "replace").replace("}", "{").split("{")
        folders = [argument.strip() for argument in arguments if argument.strip()]
        *above, names = folders or [""]
        paths = [PurePosixPath(*above, name.strip()) for name in names.split(",") if name.strip()]
        found += [f"{each}{suffix}" for each in paths for suffix in _TRIED]
    return found
