"""How do bytes come over the network whole, at a bounded cost, and without being a nuisance?"""

from __future__ import annotations

import ipaddress
import math
import random
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from claimcheck import __version__
from claimcheck.errors import NotFound, SourceError, Unreachable, UnsafeInput
from claimcheck.sources.pace import wait_turn

USER_AGENT = f"claimcheck/{__version__} (reads papers one at a time; httpx/{httpx.__version__})"
REDIRECTS = 5
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
_ABSENT = frozenset({404, 410})


@dataclass(frozen=True)
class Manners:
    """How often, how long and how much; times in seconds."""

    interval: float = 3.0
    """Between two requests, over all processes that share the pace file."""
    attempts: int = 4
    backoff: float = 1.0
    """Before the second attempt; twice as much before each further one, give or take half."""
    longest: float = 60.0
    """The longest single wait, whatever `Retry-After` asks for."""
    hopeless: float = math.inf
    """A `Retry-After` beyond this ends the download at once."""
    patience: float = 300.0
    """All attempts of one download together."""
    timeout: float = 30.0
    """To connect, and between two pieces of an answer."""
    limit: int = 100 * 2**20
    """Bytes of one download."""


class Passing(Unreachable):
    """A failure that another attempt may mend."""

    def __init__(self, message: str, *, after: float = 0.0) -> None:
        super().__init__(message, remedy="try again later")
        self.after = after
        """Seconds that the server asked to wait."""


class Courier:
    """Downloads, one URL at a time. A context manager; a transport passed in stays open."""

    def __init__(
        self,
        pace: Path,
        *,
        manners: Manners,
        transport: httpx.BaseTransport | None = None,
        proxies: bool = True,
        headers: Mapping[str, str] | None = None,
        asked_of_us: Callable[[Mapping[str, str]], float] = lambda headers: 0.0,
        may_lead_to: Callable[[str], bool] = lambda url: True,
        say: Callable[[str], None] = lambda message: None,
    ) -> None:
        """`headers` go to the server that a URL names, never to where it redirects. `asked_of_us`
        reads the interval in seconds from an answer's headers; a shorter one than ours is not
        taken. No redirect is followed to an address that `may_lead_to` refuses."""
        self._pace, self._manners, self._say = pace, manners, say
        self._transport, self._proxies = transport, proxies
        self._headers, self._asked_of_us = dict(headers or {}), asked_of_us
        self._may_lead_to = may_lead_to
        self._interval = manners.interval
        self._opened: httpx.Client | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._opened and self._transport is None:
            self._opened.close()

    def get(self, url: str) -> bytes:
        """The whole body at `url`.

        Raises NotFound on 404, UnsafeInput beyond the size limit, and Unreachable where all
        attempts failed.
        """
        ends = time.monotonic() + self._manners.patience
        attempt = 0
        while True:
            attempt += 1
            try:
                return self._follow(url, ends)
            except Passing as fault:
                if fault.after > self._manners.hopeless:
                    asked = f"{fault}, and asks to wait {fault.after:.0f} s"
                    raise Unreachable(asked, remedy=fault.remedy) from fault
                wait = self._wait(attempt, fault.after)
                if attempt >= self._manners.attempts or time.monotonic() + wait > ends:
                    raise Unreachable(str(fault), remedy=fault.remedy) from fault
                self._say(f"{fault}; trying again in {wait:.0f} s")
                time.sleep(wait)

    def _wait(self, attempt: int, asked: float) -> float:
        own = self._manners.backoff * 2.0 ** (attempt - 1) * random.uniform(0.5, 1.5)
        return min(max(own, asked), self._manners.longest)

    @property
    def _client(self) -> httpx.Client:
        """Opened when first needed: it takes longer than a look into the cache."""
        self._opened = self._opened or httpx.Client(
            transport=self._transport,
            verify=_certificates(),
            timeout=self._manners.timeout,
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"},
            follow_redirects=False,
            trust_env=self._proxies,
        )
        return self._opened

    def _follow(self, url: str, ends: float) -> bytes:
        at, client = _address(url), self._client
        home = _server(at)
        for _ in range(REDIRECTS + 1):
            wait_turn(self._pace, self._interval)
            own = self._headers if _server(at) == home else {}
            try:
                with client.stream("GET", at, headers=own) as response:
                    self._heed(response)
                    if not response.has_redirect_location:
                        _judge(response)
                        return self._body(response, ends)
                    at = self._led(_address(response.headers["location"], origin=at), url)
            except (httpx.TransportError, httpx.DecodingError) as error:
                raise Passing(f"{at}: {_reason(error)}") from error
            except httpx.InvalidURL as error:
                raise Unreachable(f"{at} redirects to no URL", remedy="try again later") from error
        raise Unreachable(f"{url} redirects more than {REDIRECTS} times", remedy="try again later")

    def _led(self, to: httpx.URL, url: str) -> httpx.URL:
        if not self._may_lead_to(str(to)):
            raise Unreachable(
                f"{url} leads to {to}, which is no server of the open web",
                remedy="download the file by hand and pass it",
            )
        return to

    def _heed(self, response: httpx.Response) -> None:
        asked = self._asked_of_us(response.headers)
        self._interval = max(self._manners.interval, min(asked, self._manners.longest))

    def _body(self, response: httpx.Response, ends: float) -> bytes:
        announced = _length(response)
        limit = self._manners.limit
        if announced is not None and announced > limit:
            raise _too_large(response.url, limit)
        body = bytearray()
        for piece in response.iter_bytes():
            body += piece
            if len(body) > limit:
                raise _too_large(response.url, limit)
            if time.monotonic() > ends:
                raise Passing(
                    f"{response.url}: too slow, {len(body)} bytes in all the time allowed"
                )
        got = response.num_bytes_downloaded or len(body)  # 0 where the transport held it already
        if announced is not None and got < announced:
            raise Passing(f"{response.url}: the answer broke off after {got} of {announced} bytes")
        return bytes(body)


@cache
def _certificates() -> ssl.SSLContext:
    """Read once a process, for it takes longer than a small download."""
    return httpx.create_ssl_context()


def is_loopback(url: str) -> bool:
    """Whether the server is this machine."""
    host = _address(url).host
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


def _address(url: str, *, origin: httpx.URL | None = None) -> httpx.URL:
    """A URL that may be asked: http or https, with a host."""
    try:
        address = origin.join(url) if origin else httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as error:
        raise SourceError(
            f"{url[:200]!r} is no URL: {error}", remedy="check the address"
        ) from error
    if address.scheme not in ("http", "https") or not address.host:
        whence = f"{origin} redirects to " if origin else ""
        raise SourceError(
            f"{whence}{url[:200]!r}: only http and https addresses are fetched",
            remedy="check the address; download the file by hand and pass it",
        )
    return address


def _server(address: httpx.URL) -> tuple[str, str, int | None]:
    return address.scheme, address.host, address.port


def _judge(response: httpx.Response) -> None:
    """Returns where the answer is 200; raises what any other status means."""
    status = response.status_code
    said = f"{response.url} answered {status} {response.reason_phrase}".rstrip()
    if status == httpx.codes.OK:
        return
    if status in _ABSENT:
        raise NotFound(said, remedy="check the identifier")
    if status in _PASSING:
        raise Passing(said, after=_retry_after(response))
    raise Unreachable(said, remedy="download the file by hand and pass it")


def _retry_after(response: httpx.Response) -> float:
    """Seconds, from either form of the header; 0 where it is absent or makes no sense."""
    asked = response.headers.get("retry-after", "").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked[:9])
    with suppress(ValueError, TypeError, OverflowError):
        when = parsedate_to_datetime(asked)
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        return max((when - datetime.now(UTC)).total_seconds(), 0.0)
    return 0.0


def _length(response: httpx.Response) -> int | None:
    """Bytes on the wire that the server announced."""
    announced = response.headers.get("content-length", "")
    return (
        int(announced)
        if announced.isascii() and announced.isdigit() and len(announced) < 19
        else None
    )


def _reason(error: httpx.HTTPError) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "no answer in time"
    return str(error) or type(error).__name__


def _too_large(url: httpx.URL, limit: int) -> UnsafeInput:
    return UnsafeInput(
        f"{url} is larger than {limit // 2**20} MB",
        remedy="download it by hand and pass the part that holds the paper",
    )
