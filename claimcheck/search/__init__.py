"""Which published works speak to a research question?"""

from __future__ import annotations

from claimcheck.search.lookup import work_of
from claimcheck.search.survey import search

__all__ = ["search", "work_of"]
