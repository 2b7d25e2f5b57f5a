"""Do bytes come whole, bounded and politely?"""

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import httpx
import pytest
from loopback import Answer, Loopback

from claimcheck import __version__
from claimcheck.errors import NotFound, SourceError, Unreachable, UnsafeInput
from claimcheck.sources.download import Courier, Manners, is_loopback

QUICK = Manners(interval=0, attempts=3, backoff=0.01, longest=0.2, patience=5, timeout=0.2)


@pytest.fixture
def get(server: Loopback, tmp_path: Path) -> Callable[..., bytes]:
    """Asks the server for a path, with changed manners where a test names some."""

    def ask(path: str, **changed: float) -> bytes:
        manners = replace(QUICK, **changed)  # type: ignore[arg-type]
        with Courier(tmp_path / "pace", manners=manners, proxies=False) as courier:
            return courier.get(server.url + path)

    return ask


Get = Callable[..., bytes]


def test_a_body_comes_whole_and_we_say_who_asks(server: Loopback, get: Get) -> None:
    server.script("/x", b"5" * 300_000)
    assert get("/x") == b"5" * 300_000
    assert server.agents[0].startswith(f"claimcheck/{__version__} ")


PASSING = [
    Answer(status=429),
    Answer(status=503, headers={"Retry-After": "0"}),
    Answer(status=500),
    Answer(b"half", announce=400),
    Answer(b"late", delay=0.3),
    Answer(b"no gzip", headers={"Content-Encoding": "gzip"}),
]


@pytest.mark.parametrize("answer", PASSING)
def test_a_passing_fault_is_asked_again(server: Loopback, get: Get, answer: Answer) -> None:
    server.script("/x", answer, b"whole")
    assert get("/x") == b"whole"
    assert len(server.paths) == 2


FAULTS = [
    (Answer(status=503), "503"),
    (Answer(status=429), "429"),
    (Answer(b"half", announce=400), r"400|incomplete|without sending"),
    (Answer(b"late", delay=0.3), "no answer in time"),
]


@pytest.mark.parametrize(("answer", "said"), FAULTS)
def test_a_fault_that_stays_is_unreachable(
    server: Loopback, get: Get, answer: Answer, said: str
) -> None:
    server.script("/x", answer)
    with pytest.raises(Unreachable, match=said) as caught:
        get("/x")
    assert type(caught.value) is Unreachable
    assert caught.value.remedy
    assert len(server.paths) == 3


FINAL = [
    (Answer(status=404), NotFound, "404"),
    (Answer(status=410), NotFound, "410"),
    (Answer(status=403), Unreachable, "403"),
    (Answer(status=204), Unreachable, "204"),
    (Answer(status=206, body=b"part"), Unreachable, "206"),
]


@pytest.mark.parametrize(("answer", "error", "said"), FINAL)
def test_a_final_answer_is_asked_once(
    server: Loopback, get: Get, answer: Answer, error: type[SourceError], said: str
) -> None:
    server.script("/x", answer)
    with pytest.raises(error, match=said):
        get("/x")
    assert len(server.paths) == 1


def test_nobody_there_is_unreachable(tmp_path: Path) -> None:
    with Loopback() as gone:
        url = gone.url
    with (
        Courier(tmp_path / "pace", manners=QUICK, proxies=False) as courier,
        pytest.raises(Unreachable, match="refused"),
    ):
        courier.get(url)


def future() -> str:
    return format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)


RETRY_AFTER = [
    ("1", 0.2, 0.2, 0.9),
    ("99999999999999999999", 0.2, 0.2, 3.0),
    (future(), 0.2, 0.2, 3.0),
    ("0", 4.0, 0.0, 3.0),
    ("-5", 4.0, 0.0, 3.0),
    ("Thu, 01 Jan 1970 00:00:00 GMT", 4.0, 0.0, 3.0),
    ("soon", 4.0, 0.0, 3.0),
    ("", 4.0, 0.0, 3.0),
]


@pytest.mark.parametrize(("asked", "cap", "least", "most"), RETRY_AFTER)
def test_retry_after_is_heeded_up_to_a_cap(
    server: Loopback, get: Get, asked: str, cap: float, least: float, most: float
) -> None:
    server.script("/x", Answer(status=429, headers={"Retry-After": asked}), b"whole")
    assert get("/x", longest=cap) == b"whole"
    (first, _), (second, _) = server.asked
    assert least <= second - first < most


def test_waits_grow(server: Loopback, get: Get) -> None:
    server.script("/x", Answer(status=503))
    with pytest.raises(Unreachable):
        get("/x", attempts=4, backoff=0.05, longest=5.0)
    moments = [moment for moment, _ in server.asked]
    gaps = [b - a for a, b in pairwise(moments)]
    assert all(gap >= 0.025 * 2**i for i, gap in enumerate(gaps))
    assert sum(gaps) >= 0.025 * 7


def test_all_attempts_together_are_bounded(server: Loopback, get: Get) -> None:
    server.script("/x", Answer(status=503, headers={"Retry-After": "9"}))
    begun = time.monotonic()
    with pytest.raises(Unreachable):
        get("/x", longest=9.0, patience=0.5, attempts=9)
    assert time.monotonic() - begun < 5


def test_a_server_that_drips_is_left(server: Loopback, get: Get) -> None:
    server.script("/x", Answer(b"x" * 1000, drip=0.05))
    begun = time.monotonic()
    with pytest.raises(Unreachable, match="too slow"):
        get("/x", patience=0.3)
    assert time.monotonic() - begun < 2


LARGE = [
    Answer(b"x" * 5000),
    Answer(b"x", announce=10**12),
    Answer(b"x" * 5000, announce=-1),
    Answer(gzip.compress(bytes(10**6)), headers={"Content-Encoding": "gzip"}),
]


@pytest.mark.parametrize("answer", LARGE)
def test_a_download_beyond_the_limit_is_refused(server: Loopback, get: Get, answer: Answer) -> None:
    server.script("/x", answer)
    with pytest.raises(UnsafeInput, match="larger than"):
        get("/x", limit=4000)
    assert len(server.paths) == 1


def test_a_compressed_answer_is_counted_as_it_was_sent(server: Loopback, get: Get) -> None:
    packed = gzip.compress(b"text" * 1000)
    server.script("/x", Answer(packed, headers={"Content-Encoding": "gzip"}))
    assert get("/x") == b"text" * 1000


def test_an_eprint_sent_as_x_gzip_stays_packed(server: Loopback, get: Get) -> None:
    packed = gzip.compress(b"text")
    server.script("/x", Answer(packed, headers={"Content-Encoding": "x-gzip"}))
    assert get("/x") == packed


def test_redirects_are_followed(server: Loopback, get: Get) -> None:
    server.script("/a", Answer(status=301, headers={"Location": "/b"}))
    server.script("/b", Answer(status=302, headers={"Location": f"{server.url}/c"}))
    server.script("/c", b"there")
    assert get("/a") == b"there"


REDIRECTS = [
    ("/x", Unreachable, "redirects more than 5 times"),
    ("file:///etc/passwd", SourceError, "only http and https"),
    ("ftp://example.org/x", SourceError, "only http and https"),
    ("mailto:a@example.org", SourceError, "only http and https|no URL"),
    ("javascript:alert(1)", Unreachable, "redirects to no URL"),
    ("http://[::1", Unreachable, "Invalid URL"),
]


@pytest.mark.parametrize(("to", "error", "said"), REDIRECTS)
def test_a_redirect_that_leads_nowhere_good_is_not_followed(
    server: Loopback, get: Get, to: str, error: type[SourceError], said: str
) -> None:
    server.script("/x", Answer(status=302, headers={"Location": to}))
    with pytest.raises(error, match=said):
        get("/x")


def test_requests_keep_their_interval_over_threads(server: Loopback, get: Get) -> None:
    server.script("/x", b"whole")
    threads = [threading.Thread(target=get, args=("/x",), kwargs={"interval": 0.2}) for _ in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    moments = sorted(moment for moment, _ in server.asked)
    assert len(moments) == 3
    assert moments[-1] - moments[0] > 0.3


def test_the_injected_transport_is_asked_and_stays_open(tmp_path: Path) -> None:
    class Transport(httpx.MockTransport):
        closed = False

        def close(self) -> None:
            self.closed = True

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=str(request.url).encode())

    transport = Transport(answer)
    with Courier(tmp_path / "pace", manners=QUICK, transport=transport) as courier:
        assert courier.get("https://example.org/x") == b"https://example.org/x"
    assert not transport.closed


def test_a_short_body_is_noticed_whatever_the_transport(tmp_path: Path) -> None:
    class Half(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            yield b"half"

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"Content-Length": "8"}, stream=Half())

    with (
        Courier(tmp_path / "pace", manners=QUICK, transport=httpx.MockTransport(answer)) as courier,
        pytest.raises(Unreachable, match="broke off after 4 of 8 bytes"),
    ):
        courier.get("https://example.org/x")


HOSTS = [
    ("http://127.0.0.1:8000", True),
    ("http://127.9.9.9", True),
    ("http://[::1]:80", True),
    ("http://localhost:1/x", True),
    ("https://arxiv.org", False),
    ("http://localhost.example.org", False),
    ("http://10.0.0.1", False),
]


@pytest.mark.parametrize(("url", "expected"), HOSTS)
def test_this_machine_is_known(url: str, expected: bool) -> None:
    assert is_loopback(url) is expected
