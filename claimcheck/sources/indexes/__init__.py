"""Which literature indexes are there to ask?"""

from __future__ import annotations

from claimcheck.sources.desk import Index
from claimcheck.sources.indexes import arxiv, crossref, openalex, semanticscholar

__all__ = ["INDEXES"]

INDEXES: dict[str, Index] = {
    "arxiv": arxiv.INDEX,
    "openalex": openalex.INDEX,
    "crossref": crossref.INDEX,
    "semanticscholar": semanticscholar.INDEX,
}
