"""How is an e-print unpacked so that a hostile one can neither climb, link, nor inflate forever?

Everything happens in memory, streaming: nothing is written, and what is not kept is never held.
arXiv serves an e-print as a gzipped tar, as one gzipped file, or as a plain PDF, and says which
only by the bytes.
"""

from __future__ import annotations

import gzip
import io
import sys
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from claimcheck.document import Format
from claimcheck.errors import ParseError, UnsafeInput
from claimcheck.sources import content

LATEX = frozenset({".tex", ".ltx", ".latex"})
MACROS = frozenset({".bbl", ".bib", ".sty", ".cls", ".clo", ".def", ".cfg", ".tikz", ".inc"})
TEXT = frozenset({".txt", ".md", ".csv", ".tsv", ".tab", ".dat", ".json", ".yaml", ".yml"})
KEPT = LATEX | MACROS | TEXT | {".html", ".htm"}
"""Suffixes of files that may hold text, numbers or definitions; others are skipped unread."""
_CHUNK = 65536
_BROKEN = (tarfile.TarError, EOFError, OSError, zlib.error, ValueError, RecursionError)


@dataclass(frozen=True)
class Limits:
    members: int = 2000
    file: int = 50 * 2**20
    """Bytes of one file, inflated."""
    total: int = 200 * 2**20
    """Bytes of everything, inflated."""
    headers: int = 2**18
    """Bytes of headers before one member."""


LIMITS = Limits()


def eprint(data: bytes, name: str, *, limits: Limits = LIMITS) -> tuple[Format, dict[str, bytes]]:
    """The format and the files of an e-print: tar or one file, gzipped or not; LaTeX, PDF or HTML.

    `name` stands for it in messages and names a single file. Raises UnsafeInput beyond the limits,
    ParseError where it is broken or holds no paper.
    """
    kind = content.kind(data)
    if kind != "gzip":
        stream: BinaryIO = io.BytesIO(data)
        return _files(stream, name, limits) if kind == "tar" else _single(data, name)
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as inflating:
        stream = cast(BinaryIO, inflating)
        if content.is_tar(_first_block(stream, name)):
            return _files(stream, name, limits)
        return _single(_inflate(stream, name, limits), name)


def is_kept(path: str) -> bool:
    """Whether a file of this path may matter to a reader of the paper; hidden files do not."""
    pure = PurePosixPath(path)
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in pure.parts)
    return not hidden and (not pure.suffix or pure.suffix.lower() in KEPT)


def holds_latex(files: dict[str, bytes]) -> bool:
    """Whether one of the files is LaTeX, by its suffix or by what stands in it."""
    return any(
        PurePosixPath(path).suffix.lower() in LATEX or content.kind(data) == "latex"
        for path, data in files.items()
    )


def _files(stream: BinaryIO, name: str, limits: Limits) -> tuple[Format, dict[str, bytes]]:
    try:
        files = dict(_members(_Meter(stream, name, limits), name, limits))
    except _BROKEN as error:
        raise _broken(name, error) from error
    if not holds_latex(files):
        raise ParseError(
            f"{name} holds no LaTeX file",
            remedy="pass the paper's PDF or HTML instead, or the archive of its LaTeX source",
        )
    return "latex", files


def _members(meter: _Meter, name: str, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every kept member; a broken header, which tarfile ignores, is an error."""
    tar = tarfile.open(  # noqa: SIM115 - it owns nothing that needs closing
        fileobj=meter, mode="r:", encoding="utf-8", errors="surrogateescape"
    )
    count = 0
    while info := tar.next():
        count += 1
        if count > limits.members:
            raise UnsafeInput(
                f"{name} holds more than {limits.members} members",
                remedy="pass a folder with the LaTeX files alone, or the PDF",
            )
        path = _safe(info, name)
        if info.isreg() and is_kept(path):
            yield path, _read(meter, info, name, limits)
        meter.headroom = limits.headers
    if meter.last.strip(b"\0"):
        raise tarfile.ReadError("a header is damaged")
    meter.headroom = sys.maxsize
    while meter.read(_CHUNK):  # to the end, where gzip keeps its checksum
        pass


def _safe(info: tarfile.TarInfo, name: str) -> str:
    """The member's path. Raises UnsafeInput where it leads out, or is no plain file or folder."""
    raw = info.name.encode("utf-8", "surrogateescape")
    path = _as_text(raw)
    parts = path.replace("\\", "/").split("/")
    remedy = (
        "do not unpack this file by hand; get the source again from where the paper is published"
    )
    if path.startswith(("/", "\\")) or path[1:2] == ":" or ".." in parts:
        raise UnsafeInput(
            f"{name}: the member {path[:200]!r} leads out of the archive", remedy=remedy
        )
    if info.issym() or info.islnk():
        raise UnsafeInput(f"{name}: the member {path[:200]!r} is a link", remedy=remedy)
    if not (info.isreg() or info.isdir()) or info.issparse():
        raise UnsafeInput(f"{name}: the member {path[:200]!r} is no plain file", remedy=remedy)
    return str(PurePosixPath(path))


def _as_text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _read(meter: _Meter, info: tarfile.TarInfo, name: str, limits: Limits) -> bytes:
    if info.size > limits.file:
        raise _too_large(f"{name}: the member {info.name[:200]!r}", limits.file)
    meter.headroom = info.size
    data = meter.read(info.size)
    if len(data) < info.size:
        raise tarfile.ReadError("it breaks off")
    return data


class _Meter(io.RawIOBase):
    """A stream for tarfile that only runs forward and raises UnsafeInput beyond its limits.

    tarfile reads a header of whatever size the header says; `headroom` is what it may read before
    the next member.
    """

    def __init__(self, stream: BinaryIO, name: str, limits: Limits) -> None:
        self._stream, self._name, self._limits = stream, name, limits
        self.headroom = limits.headers
        self.last = b""

    def read(self, size: int = -1) -> bytes:
        if size < 0 or size > self.headroom:
            raise UnsafeInput(
                f"{self._name}: a header that never ends", remedy="get the source again"
            )
        self.headroom -= size
        self.last = self._stream.read(size)
        self._stay_below(self.tell())
        return self.last

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence != io.SEEK_SET or offset < self.tell():
            raise tarfile.ReadError("a member that begins before the one in front of it")
        self._stay_below(offset)
        return self._stream.seek(offset)

    def tell(self) -> int:
        return self._stream.tell()

    def _stay_below(self, position: int) -> None:
        if position > self._limits.total:
            raise _too_large(self._name, self._limits.total)


def _first_block(stream: BinaryIO, name: str) -> bytes:
    try:
        block = stream.read(512)
        stream.seek(0)
    except _BROKEN as error:
        raise _broken(name, error) from error
    return block


def _inflate(stream: BinaryIO, name: str, limits: Limits) -> bytes:
    pieces = bytearray()
    try:
        while piece := stream.read(_CHUNK):
            pieces += piece
            if len(pieces) > limits.file:
                raise _too_large(name, limits.file)
    except _BROKEN as error:
        raise _broken(name, error) from error
    return bytes(pieces)


def _single(data: bytes, name: str) -> tuple[Format, dict[str, bytes]]:
    kind = content.kind(data)
    if kind == "pdf":
        return "pdf", {f"{name}.pdf": data}
    if kind == "html":
        return "html", {f"{name}.html": data}
    if kind == "latex" or (kind == "text" and b"\\" in data):
        return "latex", {f"{name}.tex": data}
    raise ParseError(
        f"{name} is neither LaTeX nor PDF but {content.DESCRIPTION[kind]}",
        remedy="pass the paper's HTML, PDF or LaTeX source",
    )


def _too_large(name: str, limit: int) -> UnsafeInput:
    return UnsafeInput(
        f"{name} inflates to more than {limit // 2**20} MB",
        remedy="pass the PDF, or a folder with the LaTeX files alone",
    )


def _broken(name: str, error: BaseException) -> ParseError:
    senseless = isinstance(error, (ValueError, RecursionError))
    reason = "a header makes no sense" if senseless else str(error) or "it breaks off"
    return ParseError(
        f"{name} is damaged: {reason}",
        remedy="get the file again: the copy is incomplete or no archive",
    )
