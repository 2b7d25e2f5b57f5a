"""What do the tests of the indexes share? The works that an index has, and what it was asked."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from literature_server import PREFIXES, Literature

from claimcheck.literature import Work
from claimcheck.sources.desk import Desk, Index
from claimcheck.sources.indexes import INDEXES
from claimcheck.sources.query import Query, query_of

QUERY = query_of('How do "tilted sieves" influence Video-JEPA pebbles?', (2020, 2024))
LINKING = [index for index in INDEXES.values() if index.references]
ALL = pytest.mark.parametrize("index", INDEXES.values(), ids=INDEXES)


def found(index: Index, most: int = 50, query: Query = QUERY, **how: Any) -> list[Work]:
    with Desk(index, **how) as open_desk:
        return [w for page in index.pages(open_desk, query, most) for w in page]


def asked(literature: Literature, index: str) -> list[dict[str, str]]:
    """Parameters of the requests that an index got."""
    parts = [urlsplit(p) for p in literature.paths if p.startswith(PREFIXES[index])]
    return [{n: v[0] for n, v in parse_qs(part.query).items()} for part in parts]
