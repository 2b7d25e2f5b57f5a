"""How does a reference become bytes?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO, get_args

from claimcheck.document import Document, Format
from claimcheck.errors import SourceError
from claimcheck.late import Late
from claimcheck.sources.reference import Order, arxiv_id, source_of
from claimcheck.store import Cache

if TYPE_CHECKING:
    import httpx

__all__ = ["SOURCES", "Order", "arxiv_id", "fetch"]

SOURCES: dict[str, Callable[[Order], Document]] = {
    "arxiv": Late("claimcheck.sources.arxiv", "bring"),
    "file": Late("claimcheck.sources.file", "bring"),
    "web": Late("claimcheck.sources.web", "bring"),
}


def fetch(
    reference: str,
    *,
    format: str | None = None,
    offline: bool = False,
    refresh: bool = False,
    transport: httpx.BaseTransport | None = None,
    stdin: BinaryIO | None = None,
    cache: Cache | None = None,
    progress: Callable[[str], None] | None = None,
) -> Document:
    """The files of the document that `reference` names: an arXiv id or URL, another web
    address, a local path, or `-`.

    `format` (html, latex, pdf, synthesis) asks for one form of a paper on arXiv, and says what a
    file is. `offline` takes from the cache alone; `refresh` asks arXiv again. Raises SourceError
    and its kinds where nothing can be brought, UnsafeInput and ParseError where what was brought is
    hostile or broken.
    """
    known = {name: name for name in get_args(Format)}
    if format is not None and format not in known:
        raise SourceError(f"{format!r} is no format", remedy=f"use one of {', '.join(known)}")
    order = Order(
        reference=reference,
        format=known[format] if format else None,
        offline=offline,
        refresh=refresh,
        transport=transport,
        stdin=stdin,
        cache=cache,
        progress=progress,
    )
    return SOURCES[source_of(reference)](order)
