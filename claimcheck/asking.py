"""How does what was said on the command line become a request?"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar, cast

from claimcheck.errors import SourceError
from claimcheck.voice import progress, say

if TYPE_CHECKING:
    from claimcheck.pipeline import Request

Asked = TypeVar("Asked")


def verifying(
    reference: str, *, llm: str | None = None, model: str | None = None, **options: Any
) -> Request:
    """The request to verify a document, with the language model that may be asked besides."""
    from claimcheck.pipeline import Request

    if llm:
        from claimcheck.llm import Adviser, Endpoint

        options["adviser"] = Adviser(Endpoint.of(llm, model or "", offline=options["offline"]))
    return asked(Request, reference, **options)


def asked(kind: Callable[..., Asked], reference: str, **options: Any) -> Asked:
    """The request for a document, of the kind that the command puts."""
    stdin = _stdin() if reference == "-" else None
    return kind(reference, stdin=stdin, talk=say, progress=progress(), **options)


def _stdin() -> BinaryIO:
    if sys.stdin is None:  # started with it closed
        raise SourceError("standard input is closed", remedy="pipe a paper in, or name a file")
    return cast(BinaryIO, sys.stdin.buffer)
