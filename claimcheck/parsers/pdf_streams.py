"""Would the streams of a PDF inflate beyond all measure?

pdfium inflates a stream whole before it reads it, up to a gigabyte. So every stream that is long
enough to be a bomb (deflate shrinks at most 1032 times) is inflated here first, piece by piece, and
nothing of it is kept. Streams are known by their first bytes, since a dictionary can lie; chains of
filters are followed as long as they are deflate, hexadecimal or base 85.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator
from itertools import chain

from claimcheck.errors import UnsafeInput

MOST_BYTES = 200_000_000
MOST_CONTENT = 32_000_000
MOST_IMAGE = 256_000_000
MOST_TOGETHER = 1_000_000_000
RATIO = 1032
CHUNK = 1 << 20
DEEPEST = 4
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_HEXADECIMAL = re.compile(rb"[0-9A-Fa-f\s]+>?\s*\Z")
_BASE_85 = re.compile(rb"[!-uz\s]+~>\s*\Z")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


def check(data: bytes) -> None:
    """Refuses a file that is, or whose streams inflate to, more than any paper needs.

    Raises UnsafeInput.
    """
    if len(data) > MOST_BYTES:
        raise _too_large(f"it has {len(data)} bytes; at most {MOST_BYTES} are read")
    together = 0
    for head, body in _streams(data):
        if len(body) * RATIO > MOST_CONTENT or _compressed_twice(body):
            together += _inflated(body, image=b"/Image" in head)
        if together > MOST_TOGETHER:
            raise _too_large(f"its streams inflate to more than {MOST_TOGETHER} bytes")


def _too_large(reason: str) -> UnsafeInput:
    return UnsafeInput(
        f"the PDF is not safe to read: {reason}", remedy="use the paper's HTML or LaTeX instead"
    )


def _streams(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The dictionary before each stream, and the stream."""
    for match in _STREAM.finditer(data):
        end = data.find(b"endstream", match.end())
        start = max(match.start() - 4000, 0)
        head = data[max(data.rfind(b" obj", start, match.start()), start) : match.start()]
        named = _ESCAPED.sub(lambda m: bytes([int(m[1], 16)]), head)
        yield named, data[match.end() : end if end >= 0 else len(data)]


def _compressed_twice(body: bytes) -> bool:
    """Whether a short stream may hold a long one."""
    first = next(_pieces(iter([body])), b"") if _is_deflate(body) else _readable(body)
    return first is not None and _is_deflate(first)


def _is_deflate(start: bytes) -> bool:
    return len(start) > 1 and start[0] & 0x0F == 8 and (start[0] << 8 | start[1]) % 31 == 0


def _readable(body: bytes) -> bytes | None:
    """What a stream written in letters stands for; None where it is none, or is broken."""
    try:
        if _HEXADECIMAL.match(body):
            digits = b"".join(body.rstrip().rstrip(b">").split())
            return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
        if _BASE_85.match(body):
            return base64.a85decode(body.rstrip()[:-2])
    except ValueError:
        return None
    return None


def _inflated(body: bytes, *, image: bool) -> int:
    """Bytes that a stream inflates to; pictures may be large, what reads like content may not."""
    pieces: Iterator[bytes] = iter([body])
    for _ in range(DEEPEST):
        first = next(pieces, b"")
        if _is_deflate(first):
            pieces = _pieces(chain([first], pieces))
        elif (decoded := _readable(first)) is not None and first is body:
            pieces = iter([decoded])
        else:
            pieces = chain([first], pieces)
            break
    limit = MOST_CONTENT
    size = 0
    for i, piece in enumerate(pieces):
        if not i and image and not _is_text(piece[:4096]):
            limit = MOST_IMAGE
        size += len(piece)
        if size > max(limit, len(body)):
            raise _too_large(f"one of its streams inflates to more than {limit} bytes")
    return size


def _pieces(source: Iterator[bytes]) -> Iterator[bytes]:
    """The inflated bytes in pieces of a megabyte, as far as they are sound."""
    inflate = zlib.decompressobj()
    try:
        for given in source:
            rest = given
            while rest and not inflate.eof:
                if piece := inflate.decompress(rest, CHUNK):
                    yield piece
                rest = inflate.unconsumed_tail
    except zlib.error:
        return


def _is_text(sample: bytes) -> bool:
    printable = sum(b in b"\t\n\r" or 32 <= b < 127 for b in sample)
    return printable > 0.9 * len(sample)
