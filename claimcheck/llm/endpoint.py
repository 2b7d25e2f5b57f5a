"""How does a question reach an OpenAI-compatible endpoint, and its answer come back bounded?

The key comes from the environment, goes into one header, and is never part of a message: what a
server says is not repeated, since it may repeat the key.
"""

from __future__ import annotations

import ipaddress
import json
import os
import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import httpx

from claimcheck.errors import ModelError
from claimcheck.sources.download import USER_AGENT

KEY, USUAL_KEY = "CLAIMCHECK_LLM_KEY", "OPENAI_API_KEY"
WITHOUT = "or leave --llm out: nothing needs it"
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529})
_KEPT = frozenset({307, 308})
"""Redirects by which a POST stays a POST."""
_REDIRECTS = 3


@dataclass(frozen=True)
class Manners:
    """How often, how long and how much; times in seconds."""

    attempts: int = 3
    backoff: float = 2.0
    """Before the second attempt; twice as much before each further one, give or take half."""
    longest: float = 30.0
    """The longest single wait, whatever `Retry-After` asks for."""
    patience: float = 300.0
    """All attempts of one question together."""
    timeout: float = 120.0
    """To connect, and between two pieces of an answer."""
    limit: int = 2**20
    """Bytes of one answer."""


MANNERS = Manners()


class Silence(Exception):
    """No answer came, though the endpoint was asked again: it is busy, broken or slow."""


class BadAnswer(Exception):
    """An answer came that is none: too large, or not what the protocol says."""


class _Passing(Exception):
    """A failure that another attempt may mend."""

    def __init__(self, message: str, *, after: float = 0.0) -> None:
        super().__init__(message)
        self.after = after


@dataclass(frozen=True)
class Endpoint:
    """A model behind an address such as `http://localhost:11434/v1`."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    manners: Manners = MANNERS
    transport: httpx.BaseTransport | None = field(default=None, repr=False)

    @classmethod
    def of(cls, url: str, model: str, *, offline: bool = False) -> Endpoint:
        """The endpoint with the key of the environment. Raises ModelError where it cannot be."""
        address = _address(url)
        if not model.strip() or not model.isprintable() or len(model) > 200:
            raise ModelError(
                "--llm needs the name of a model", remedy=f"add --model NAME, {WITHOUT}"
            )
        if offline and not _is_here(address):
            raise ModelError(
                f"--offline, and {shown(address)} is not on this machine",
                remedy=f"name an endpoint on this machine, {WITHOUT}",
            )
        return cls(url, model.strip(), _key(address), MANNERS)

    def ask(
        self, rules: str, question: str, *, say: Callable[[str], None] = lambda message: None
    ) -> str:
        """The text of the model's answer. Raises ModelError where the endpoint refuses, Silence
        where no answer comes, BadAnswer where it is none."""
        ends = time.monotonic() + self.manners.patience
        asked: dict[str, Any] = {
            "model": self.model,
            "messages": [
                {"role": "system", "content": rules},
                {"role": "user", "content": question.encode("utf-8", "replace").decode()},
            ],
            "temperature": 0,
            "stream": False,
        }
        attempt = 0
        with self._client() as client:
            while True:
                attempt += 1
                try:
                    return _content(self._post(client, asked, ends))
                except _Passing as fault:
                    wait = self._wait(attempt, fault.after)
                    if attempt >= self.manners.attempts or time.monotonic() + wait > ends:
                        raise Silence(str(fault)) from None
                    say(f"{fault}; asking again in {wait:.0f} s")
                    time.sleep(wait)

    def _wait(self, attempt: int, after: float) -> float:
        own = self.manners.backoff * 2.0 ** (attempt - 1) * random.uniform(0.5, 1.5)
        return min(max(own, after), self.manners.longest)

    def _client(self) -> httpx.Client:
        headers = {"User-Agent": USER_AGENT, "Accept": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        return httpx.Client(
            transport=self.transport,
            timeout=self.manners.timeout,
            headers=headers,
            follow_redirects=False,
            trust_env=not _is_here(_address(self.url)),
        )

    def _post(self, client: httpx.Client, asked: dict[str, Any], ends: float) -> bytes:
        at = _completions(_address(self.url))
        for _ in range(_REDIRECTS + 1):
            try:
                with client.stream("POST", at, json=asked) as response:
                    if response.status_code in _KEPT and response.has_redirect_location:
                        at = _moved(at, response.headers["location"])
                        continue
                    if response.status_code == HTTPStatus.BAD_REQUEST and "temperature" in asked:
                        del asked["temperature"]  # some models know no other than their own
                        continue
                    _judge(at, response)
                    return self._body(at, response, ends)
            except httpx.TimeoutException as error:
                raise _Passing(f"{shown(at)}: no answer in time") from error
            except httpx.ConnectError as error:
                raise ModelError(
                    f"{shown(at)} cannot be reached",
                    remedy=f"start the server, or check the address given with --llm, {WITHOUT}",
                ) from error
            except (httpx.TransportError, httpx.DecodingError) as error:
                raise _Passing(f"{shown(at)}: the answer broke off") from error
        raise _refused(at, f"redirects more than {_REDIRECTS} times")

    def _body(self, at: httpx.URL, response: httpx.Response, ends: float) -> bytes:
        body = bytearray()
        for piece in response.iter_bytes():
            body += piece
            if len(body) > self.manners.limit:
                raise BadAnswer("an answer of more bytes than are read")
            if time.monotonic() > ends:
                raise _Passing(f"{shown(at)}: too slow")
        return bytes(body)


def shown(url: httpx.URL) -> str:
    """An address without what may be secret in it."""
    port = f":{url.port}" if url.port else ""
    return f"{url.scheme}://{url.host}{port}{url.path}"


def _address(url: str) -> httpx.URL:
    remedy = f"give the base address, such as http://localhost:11434/v1, {WITHOUT}"
    try:
        address = httpx.URL(url.strip())
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise ModelError("the address given with --llm is no URL", remedy=remedy) from error
    if address.scheme not in ("http", "https") or not address.host:
        raise ModelError("the address given with --llm is no http or https URL", remedy=remedy)
    if address.userinfo:
        raise ModelError(
            "the address given with --llm holds a name or a password",
            remedy=f"put the key into the environment as {KEY}",
        )
    return address


def _completions(base: httpx.URL) -> httpx.URL:
    path = base.path.rstrip("/").removesuffix("/chat/completions")
    return base.copy_with(path=f"{path}/chat/completions")


def _moved(at: httpx.URL, location: str) -> httpx.URL:
    """Where the same server wants to be asked; the key and the paper go to no other."""
    try:
        to = at.join(location)
    except (httpx.InvalidURL, ValueError) as error:
        raise _refused(at, "redirects to no URL") from error
    if (to.scheme, to.host, to.port, to.userinfo) != (at.scheme, at.host, at.port, b""):
        raise _refused(at, "redirects to another server")
    return to


def _is_here(address: httpx.URL) -> bool:
    with suppress(ValueError):
        return ipaddress.ip_address(address.host).is_loopback
    return address.host == "localhost"


def _key(address: httpx.URL) -> str:
    """The key for this endpoint, else the usual one, which does not go over an open line."""
    own = os.environ.get(KEY)
    open_line = address.scheme == "http" and not _is_here(address)
    key = (own if own is not None else "" if open_line else os.environ.get(USUAL_KEY, "")).strip()
    if not key.isascii() or not key.isprintable() or " " in key:
        name = KEY if own is not None else USUAL_KEY
        raise ModelError(f"{name} holds characters that no key has", remedy=f"set {name} again")
    return key


def _judge(at: httpx.URL, response: httpx.Response) -> None:
    """Returns where the answer is 200; raises what any other status means."""
    status = response.status_code
    if status == HTTPStatus.OK:
        return
    if status in _PASSING:
        after = response.headers.get("retry-after", "").strip()
        seconds = float(after[:9]) if after.isascii() and after.isdigit() else 0.0
        raise _Passing(f"{shown(at)} answered {status}", after=seconds)
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        raise ModelError(
            f"{shown(at)} answered {status}: it does not take the key, or wants one",
            remedy=f"set {KEY}, {WITHOUT}",
        )
    raise _refused(at, f"answered {status}")


def _refused(at: httpx.URL, what: str) -> ModelError:
    return ModelError(
        f"{shown(at)} {what}",
        remedy=f"check the address given with --llm and the name given with --model, {WITHOUT}",
    )


def _content(body: bytes) -> str:
    """What the model says, out of the protocol's envelope."""
    try:
        content = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise BadAnswer("an answer that is not of the protocol") from None
    if not isinstance(content, str):
        raise BadAnswer("an answer without text")
    return content
