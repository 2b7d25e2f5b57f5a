"""From a reference to a Paper: what `fetch` and `tables` need, and every other command first.

reference → sources → Document → parsers → Paper. Nothing here loads what checks a claim."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, BinaryIO

from claimcheck.document import Paper
from claimcheck.errors import ParseError, SourceError, UnsafeInput
from claimcheck.parsers import PARSERS
from claimcheck.sources import fetch

if TYPE_CHECKING:
    import httpx

Failure = SourceError | ParseError | UnsafeInput
FAILURES = (SourceError, ParseError, UnsafeInput)
"""What may be wrong with one paper among several."""


@dataclass(frozen=True)
class Request:
    """Which document is wanted, and how to read it."""

    reference: str
    format: str | None = None
    offline: bool = False
    refresh: bool = False
    stdin: BinaryIO | None = None
    transport: httpx.BaseTransport | None = None
    talk: Callable[[str], None] = field(default=lambda message: None)
    """Where notices go that the reader must not miss."""
    progress: Callable[[str], None] = field(default=lambda message: None)
    """Where it is told what is being fetched."""


def read(request: Request) -> Paper:
    """The document behind the reference, parsed. Raises SourceError, ParseError or UnsafeInput."""
    document = fetch(
        request.reference,
        format=request.format,
        offline=request.offline,
        refresh=request.refresh,
        stdin=request.stdin,
        transport=request.transport,
        progress=request.progress,
    )
    return PARSERS[document.format](document)


def fetch_all(request: Request) -> Iterable[Paper | Failure]:
    """The document, and where it is a synthesis all that it cites; what cannot be had is yielded as
    its error."""
    try:
        paper = read(request)
    except FAILURES as error:
        yield error
        return
    yield paper
    if paper.format != "synthesis":
        return
    for cited in dict.fromkeys(r.arxiv for r in paper.references if r.arxiv):
        try:
            yield read(replace(request, reference=cited, format=None, stdin=None))
        except FAILURES as error:
            yield error
