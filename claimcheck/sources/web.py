"""How does the paper at a web address become a document, where it is on no arXiv?

A PDF, an HTML page or a LaTeX archive, as its bytes say. A page that only talks about a paper is
read like one, and has no tables."""

from __future__ import annotations

import ipaddress
import re
from contextlib import suppress
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from claimcheck import store
from claimcheck.document import Document
from claimcheck.errors import NotFound, Offline, Unreachable
from claimcheck.sources.download import Courier, Manners, is_loopback
from claimcheck.sources.file import understand
from claimcheck.sources.reference import Order, stem

INTERVAL = 1.0
"""Seconds between two requests, whatever the servers."""
LONGEST = 100
"""Letters of a document's name."""
BY_HAND = "check the address, or download the paper by hand and pass the file"


def bring(order: Order) -> Document:
    """The document at an http or https address. Raises NotFound, Unreachable, Offline, ParseError
    or UnsafeInput."""
    url = order.reference.strip()
    name = _name(url)
    cache = order.cache or store.Cache()
    again = order.refresh and not order.offline
    held = None if again else cache.get(url)
    if held is None and order.offline:
        raise Offline(f"{url} is not in the cache", remedy="run once without --offline")
    data = _fetched(url, order, cache) if held is None else held
    format, files = understand(data, name, order.format)
    if held is None:
        cache.put(url, data)
    return Document(source=url, format=format, files=files, id=stem(name))


def is_public(url: str) -> bool:
    """Whether the address names a server of the open web by name, over https; one that a third
    party gave us may name no other."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    with suppress(ValueError):
        ipaddress.ip_address(host)
        return False
    local = host.endswith((".localhost", ".local", ".internal", ".home.arpa"))
    return parts.scheme == "https" and "." in host.strip(".") and not local


def _fetched(url: str, order: Order, cache: store.Cache) -> bytes:
    local = is_loopback(url)
    order.say(f"asking {url}")
    courier = Courier(
        cache.folder / "web.pace",
        manners=Manners(interval=0.0 if local else INTERVAL, attempts=3, patience=120.0),
        transport=order.transport,
        proxies=not local,
        may_lead_to=is_public if is_public(url) else lambda address: True,
        say=order.say,
    )
    try:
        with courier:
            return courier.get(url)
    except NotFound as error:
        raise NotFound(str(error), remedy=BY_HAND) from error
    except Unreachable as error:
        raise Unreachable(str(error), remedy=BY_HAND) from error


def _name(url: str) -> str:
    """What the file would be called: `pdf-id-x.pdf` for `…/pdf?id=x`."""
    parts = urlsplit(url)
    steps = [step for step in unquote(parts.path).split("/") if step.strip(".")]
    last = steps[-1] if steps else parts.hostname or "page"
    if PurePosixPath(last).suffix:
        return last
    words = [last, *re.findall(r"[A-Za-z0-9]+", unquote(parts.query))]
    named = "-".join(words)[:LONGEST]
    return f"{named}.pdf" if "pdf" in map(str.lower, steps) else named
