"""How does an arXiv id become bytes: by its HTML, else its e-print, else its PDF?"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Self, TypeVar

from claimcheck import store
from claimcheck.document import Document, Format
from claimcheck.errors import NotFound, Offline, ParseError, SourceError, Unreachable, UnsafeInput
from claimcheck.sources import archive, content
from claimcheck.sources.atom import Entry, entry_of
from claimcheck.sources.download import Courier, Manners, is_loopback
from claimcheck.sources.reference import Order, arxiv_id, split_version

T = TypeVar("T")
Files = tuple[Format, dict[str, bytes]]

ARXIV = "https://arxiv.org"
INDEX = "https://export.arxiv.org/api/query"
FORMS: dict[Format, str] = {"html": "html", "latex": "e-print", "pdf": "pdf"}
"""What arXiv keeps of a paper, best first, and the path it lies at."""
MANNERS = Manners()
"""arXiv's terms of use ask for three seconds between two requests."""
BY_HAND = (
    "download the paper's HTML, PDF or e-print by hand and pass the file; "
    "point CLAIMCHECK_ARXIV_URL at a mirror; or use --offline if it was fetched before"
)
_ABSENT_FOR = timedelta(days=1)
"""How long an answer of 404 is believed: HTML may appear days after the paper."""
_DAMAGED = b"Conversion to HTML had a Fatal error"
"""What stands in an HTML that LaTeXML did not finish."""
_NOTICE = 10_000
"""Bytes below which a page without a table or LaTeXML's marks is a notice to people, no paper."""
OF_ARXIV = re.compile(r"https?://([\w-]+\.)*arxiv\.org(?![\w.-])", re.IGNORECASE)


def bring(order: Order) -> Document:
    """The paper on arXiv. Raises NotFound, Unreachable, Offline, ParseError or UnsafeInput."""
    wanted = arxiv_id(order.reference)
    if wanted is None:
        raise SourceError(
            f"{order.reference} is no arXiv id", remedy="pass an id such as 2401.01234"
        )
    if order.format == "synthesis":
        raise SourceError(f"arXiv holds no synthesis of {wanted}", remedy=f"use {', '.join(FORMS)}")
    with Library(order) as library:
        try:
            return _document(library, wanted, order)
        except Unreachable as error:
            raise Unreachable(f"arXiv cannot be reached: {error}", remedy=BY_HAND) from error


class Library:
    """arXiv, or a mirror of it, behind the cache. A context manager."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._cache = order.cache or store.Cache()
        self._base = (store.setting("arxiv_url") or ARXIV).rstrip("/")
        self._index = INDEX if OF_ARXIV.match(self._base) else f"{self._base}/api/query"
        manners = manners_for(self._base)
        hasty = replace(manners, attempts=min(2, manners.attempts), timeout=10.0, patience=30.0)
        self._papers, self._entries = self._courier(manners), self._courier(hasty)
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self._stack.enter_context(self._papers)
        self._stack.enter_context(self._entries)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def url(self, identifier: str, form: Format) -> str:
        return f"{self._base}/{FORMS[form]}/{identifier}"

    def paper(self, identifier: str, form: Format) -> Files:
        """One form of the paper. Raises NotFound, or ParseError where it is another thing."""

        def read(data: bytes) -> Files:
            return _read(data, form, identifier)

        return self._ask(self._papers, self.url(identifier, form), read)

    def entry(self, identifier: str) -> Entry | None:
        """What the index says of the paper; None where it says nothing or does not answer."""

        def read(data: bytes) -> tuple[Entry, bytes]:
            if entry := entry_of(data, identifier):
                return entry, data
            raise NotFound(f"arXiv's index has no {identifier}", remedy="check the id")

        try:
            entry, feed = self._ask(self._entries, self._entry_url(identifier), read)
        except (SourceError, ParseError, UnsafeInput) as error:
            self._order.say(f"no metadata: {error}")
            return None
        if entry.id != identifier and self._cache.get(self._entry_url(entry.id)) is None:
            self._cache.put(self._entry_url(entry.id), feed)
        return entry

    def _ask(self, courier: Courier, url: str, read: Callable[[bytes], T]) -> T:
        """What `read` makes of the bytes at `url`, from the cache where they may come from there.

        Only what could be read is stored.
        """
        order = self._order
        again = order.refresh and not order.offline and _version(order.reference) is None
        if not again and (held := self._cache.get(url)) is not None:
            return read(held)
        if order.offline:
            raise Offline(f"{url} is not in the cache", remedy="run once without --offline")
        if not order.refresh and self._was_absent(url):
            raise NotFound(f"{url} answered 404 within the last day", remedy="--refresh asks again")
        order.say(f"asking {url}")
        try:
            data = courier.get(url)
        except NotFound:
            self._cache.put(f"absent {url}", store.now().encode())
            raise
        made = read(data)
        self._cache.put(url, data)
        return made

    def _was_absent(self, url: str) -> bool:
        noted = self._cache.get(f"absent {url}")
        if noted is None:
            return False
        age = datetime.now(UTC) - datetime.fromisoformat(noted.decode())
        return timedelta(0) <= age < _ABSENT_FOR

    def _entry_url(self, identifier: str) -> str:
        return f"{self._index}?id_list={identifier}"

    def _courier(self, manners: Manners) -> Courier:
        return Courier(
            self._cache.folder / "arxiv.pace",
            manners=manners,
            transport=self._order.transport,
            proxies=not is_loopback(self._base),
            say=self._order.say,
        )


def _document(library: Library, wanted: str, order: Order) -> Document:
    """The first form that is there.

    Without a version the index is asked for the newest one, so that what is cached and what is
    named never part; where a mirror keeps no versions, the paper is asked for as it was named.
    """
    entry = library.entry(wanted) if _version(wanted) is None else None
    names = [entry.id, wanted] if entry and entry.id != wanted else [wanted]
    misses: list[SourceError | ParseError] = []
    for name, form in itertools.product(names, [order.format] if order.format else FORMS):
        try:
            format, files = library.paper(name, form)
        except (NotFound, Offline, ParseError) as miss:
            misses.append(miss)
            order.say(str(miss))
            continue
        if order.format and format != order.format:
            raise NotFound(
                f"arXiv holds no {order.format} of {name}: its authors sent {format}",
                remedy=f"use --format {format}, or leave --format out",
            )
        entry = entry or library.entry(wanted)
        return _record(library.url(name, form), name, format, files, entry)
    raise _verdict(misses, wanted, order)


def _record(
    url: str, name: str, format: Format, files: dict[str, bytes], entry: Entry | None
) -> Document:
    known = _printed_version(name, files) if format == "html" and _version(name) is None else None
    resolved = known or (entry.id if entry and _version(name) is None else name)
    if entry is None:
        return Document(source=url, format=format, files=files, id=resolved)
    return Document(
        source=url,
        format=format,
        files=files,
        id=resolved,
        title=entry.title,
        authors=entry.authors,
        published=entry.published,
    )


def _printed_version(name: str, files: dict[str, bytes]) -> str | None:
    """The id as arXiv prints it in the margin: `arXiv:2401.01234v2 [cs.LG] 1 Feb 2024`."""
    pattern = rf"arXiv:({re.escape(name)}v[1-9]\d*)\s*\[[a-z]".encode()
    found = (re.search(pattern, data) for data in files.values())
    return next((match[1].decode() for match in found if match), None)


def _read(data: bytes, form: Format, identifier: str) -> Files:
    name = identifier.replace("/", "_")
    kind = content.kind(data)
    if form == "latex" and kind != "html":  # a page in place of the e-print is a notice to people
        return archive.eprint(data, name)
    if kind != form:
        raise ParseError(
            f"arXiv's {form} of {identifier} is none, but {content.DESCRIPTION[kind]}",
            remedy="try again later, or ask for another --format",
        )
    if form == "html" and _is_notice(data):
        raise ParseError(
            f"arXiv's page in place of the HTML of {identifier} is no paper",
            remedy="try again later, or use --format latex",
        )
    if form == "html" and _DAMAGED in data:
        raise ParseError(
            f"arXiv's HTML of {identifier} breaks off: its conversion failed",
            remedy="use --format latex",
        )
    return form, {f"{name}.{form}": data}


def _is_notice(page: bytes) -> bool:
    """Whether it is the paper's abstract page, or one that says why there is nothing else."""
    if b"ltx_" in page:
        return False
    return b"citation_arxiv_id" in page or (len(page) < _NOTICE and b"<table" not in page)


def _verdict(
    misses: list[SourceError | ParseError], wanted: str, order: Order
) -> SourceError | ParseError:
    """What to say when no form could be had."""
    what = order.format or "paper"
    if any(isinstance(miss, Offline) for miss in misses):
        return Offline(
            f"the cache holds no {what} of {wanted}, and the network is switched off",
            remedy="run once without --offline, or download the paper and pass the file",
        )
    broken = [miss for miss in misses if isinstance(miss, ParseError)]
    if broken:
        return broken[0]
    return NotFound(
        f"arXiv has no {what} {'of ' if order.format else ''}{wanted}",
        remedy="leave --format out" if order.format else "check the id and its version",
    )


def manners_for(base: str) -> Manners:
    """MANNERS, the interval as `arxiv_interval` sets it, though never shorter for arXiv itself.

    A mirror on this machine need not be spared.
    """
    polite = MANNERS.interval
    asked = store.setting("arxiv_interval")
    if asked is None:
        return replace(MANNERS, interval=0.0 if is_loopback(base) else polite)
    try:
        interval = float(asked)
    except ValueError:
        interval = math.nan
    if not 0 <= interval <= 3600:
        raise SourceError(
            f"arxiv_interval is {asked!r}",
            remedy="set CLAIMCHECK_ARXIV_INTERVAL to seconds, such as 3",
        )
    shortest = polite if OF_ARXIV.match(base) else 0.0
    return replace(MANNERS, interval=max(interval, shortest))


def _version(reference: str) -> int | None:
    identifier = arxiv_id(reference)
    return split_version(identifier)[1] if identifier else None
