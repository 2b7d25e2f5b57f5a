"""Which work does an arXiv id or a DOI name?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from claimcheck import store
from claimcheck.errors import ClaimcheckError, NotFound, Offline, SourceError, Unreachable
from claimcheck.literature import Work
from claimcheck.search.asking import How
from claimcheck.search.merging import merge
from claimcheck.sources import markup
from claimcheck.sources.desk import FAULTS
from claimcheck.sources.indexes import INDEXES

if TYPE_CHECKING:
    import httpx

OF_ARXIV = ("arxiv", "semanticscholar", "openalex")
OF_OTHERS = ("crossref", "openalex", "semanticscholar")
"""Who is asked, in order, until one knows the work."""


def work_of(
    reference: str,
    *,
    offline: bool = False,
    refresh: bool = False,
    transport: httpx.BaseTransport | None = None,
    cache: store.Cache | None = None,
    progress: Callable[[str], None] | None = None,
) -> Work:
    """The work that an arXiv id or a DOI names, in any of their forms, from the first index that
    knows it.

    Raises SourceError where it is neither, NotFound where no index knows it, Unreachable or Offline
    where those that may know it do not answer.
    """
    doi = markup.doi(reference)
    arxiv = markup.arxiv(reference, doi)
    if not arxiv and not doi:
        raise SourceError(
            f"{reference[:200]!r} is neither an arXiv id nor a DOI",
            remedy="pass an id such as 2401.01234 or a DOI such as 10.1234/abc",
        )
    how = How(offline, refresh, transport, cache, progress or (lambda message: None))
    faults: list[ClaimcheckError] = []
    for name in OF_ARXIV if arxiv else OF_OTHERS:
        index = INDEXES[name]
        try:
            with how.desk(index) as desk:
                found = index.work(desk, arxiv, "" if arxiv else doi)
        except FAULTS as error:
            faults.append(error)
            continue
        return _given(found)
    raise _verdict(reference, faults)


def _given(found: Work) -> Work:
    """The work as a search would give it, but named by somebody."""
    (one,), _ = merge([found])
    hits = tuple(hit.model_copy(update={"via": "given", "rank": 0}) for hit in one.work.hits)
    return one.work.model_copy(update={"hits": hits})


def _verdict(reference: str, faults: list[ClaimcheckError]) -> SourceError:
    if any(isinstance(fault, Offline) for fault in faults):
        return Offline(
            f"the cache does not hold what the indexes say of {reference}",
            remedy="run once without --offline",
        )
    silent = [fault for fault in faults if not isinstance(fault, NotFound)]
    if silent:
        return Unreachable(
            f"{reference} could not be looked up: {silent[0]}", remedy=silent[0].remedy
        )
    return NotFound(f"no literature index knows {reference}", remedy="check the id or the DOI")
