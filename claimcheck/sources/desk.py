"""How is one literature index asked: at its pace, through the cache, without giving keys away?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar
from urllib.parse import urlencode

from claimcheck import store
from claimcheck.errors import NotFound, Offline, ParseError, SourceError, Unreachable, UnsafeInput
from claimcheck.literature import Work
from claimcheck.sources.download import Courier, Manners, is_loopback
from claimcheck.sources.query import Query

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")
FAULTS = (SourceError, ParseError, UnsafeInput)
"""What may go wrong with one index."""
PATIENCE = Manners(
    attempts=4,
    backoff=1.0,
    longest=20.0,
    hopeless=60.0,
    patience=60.0,
    timeout=20.0,
    limit=8 * 2**20,
)
"""The interval is each index's own. A page of 100 records takes under 1 MB."""


@dataclass(frozen=True)
class Index:
    """A literature index: where it lies, how often it may be asked, and how."""

    name: str
    title: str
    home: str
    interval: float
    """Seconds between two requests, as its documentation asks."""
    pages: Callable[[Desk, Query, int], Iterator[tuple[Work, ...]]]
    """Answers to a query, best first, until so many works were given."""
    work: Callable[[Desk, str, str], Work]
    """One work by arXiv id or DOI, one of them empty. Raises NotFound."""
    references: Callable[[Desk, Work, int], tuple[Work, ...]] | None = None
    """So many of the works that a work cites. Raises NotFound where it does not know the work."""
    citations: Callable[[Desk, Work, int], tuple[Work, ...]] | None = None
    """So many of the works that cite it."""
    moved: Callable[[str], str] = field(default=lambda base: base)
    """Where it lies if the setting `<name>_url` names this address."""
    headers: Callable[[], Mapping[str, str]] = field(default=dict)
    """What is sent along to it alone, keys among them."""
    private: Callable[[], Mapping[str, str]] = field(default=dict)
    """Parameters that are part of no cache key and no message: keys, mail addresses."""
    asked_of_us: Callable[[Mapping[str, str]], float] = field(default=lambda headers: 0.0)
    """The interval that an answer's headers ask for, in seconds."""
    when_down: str = "leave it out with --sources, or try again later"
    """What to do where it does not answer."""


class Desk:
    """An index behind the cache. A context manager."""

    def __init__(
        self,
        index: Index,
        *,
        cache: store.Cache | None = None,
        transport: httpx.BaseTransport | None = None,
        offline: bool = False,
        refresh: bool = False,
        progress: Callable[[str], None] = lambda message: None,
    ) -> None:
        self.index, self._offline, self._refresh = index, offline, refresh
        self._cache = cache or store.Cache()
        self._private = dict(index.private())
        self._progress = progress
        named = store.setting(f"{index.name}_url")
        self.base = (index.moved(named) if named else index.home).rstrip("/")
        local = is_loopback(self.base)
        self._courier = Courier(
            self._cache.folder / f"{index.name}.pace",
            manners=replace(PATIENCE, interval=0.0 if local else index.interval),
            transport=transport,
            proxies=not local,
            headers=index.headers(),
            asked_of_us=index.asked_of_us,
            say=self._say,
        )

    def __enter__(self) -> Self:
        self._courier.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._courier.__exit__(kind, error, trace)

    def ask(
        self,
        path: str,
        read: Callable[[bytes], T],
        parameters: Mapping[str, str | int] | None = None,
    ) -> T:
        """What `read` makes of the answer to `path` below the index's address, from the cache where
        it holds one. Only what could be read is kept.

        Raises Offline, NotFound, Unreachable, ParseError or UnsafeInput.
        """
        url = f"{self.base}{path}"
        key = f"{url}?{urlencode(parameters)}" if parameters else url
        again = self._refresh and not self._offline
        if not again and (held := self._cache.get(key)) is not None:
            return read(held)
        if self._offline:
            raise Offline(
                f"the cache holds no answer of {self.index.title}",
                remedy="run once without --offline",
            )
        self._say(f"asking {self.index.title}")
        with self._explained():
            data = self._courier.get(self._with_private(key))
        made = read(data)
        self._cache.put(key, data)
        return made

    def _with_private(self, url: str) -> str:
        if not self._private:
            return url
        return f"{url}{'&' if '?' in url else '?'}{urlencode(self._private)}"

    def _say(self, message: str) -> None:
        self._progress(_discreet(message))

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Errors that name the index and say what to do about it."""
        try:
            yield
        except NotFound:
            raise NotFound(
                f"{self.index.title} does not know it", remedy="check the identifier"
            ) from None
        except UnsafeInput:
            raise UnsafeInput(
                f"{self.index.title} answered more than {PATIENCE.limit // 2**20} MB",
                remedy=self.index.when_down,
            ) from None
        except SourceError as error:
            raise Unreachable(
                f"{self.index.title} cannot be reached: {_discreet(str(error))}",
                remedy=self.index.when_down,
            ) from None


def _discreet(message: str) -> str:
    """Without the parameters of addresses, which are long, and may hold a key."""
    return re.sub(r"\?[^\s'\"]+", "", message)
