"""What do the search's tests share? Four indexes on this machine, and works that they know."""

from collections.abc import Callable, Iterator

import pytest
from literature_server import Literature

from claimcheck.literature import Work

Make = Callable[..., Work]


@pytest.fixture
def literature(monkeypatch: pytest.MonkeyPatch) -> Iterator[Literature]:
    """All four, empty at first."""
    with Literature() as running:
        running.use(monkeypatch)
        yield running
