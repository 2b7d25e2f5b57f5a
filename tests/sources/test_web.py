"""Does a paper at any web address come as what its bytes say it is, once?"""

from pathlib import Path

import httpx
import pytest
from loopback import Answer, Loopback

from claimcheck.errors import ClaimcheckError, NotFound, Offline, ParseError, Unreachable
from claimcheck.sources import fetch
from claimcheck.sources.web import is_public
from claimcheck.store import Cache

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PAGE = b"<!doctype html><html><body><h1>A Paper</h1><p>Text.</p></body></html>"
FORMS = [
    ("/papers/a-paper.pdf", PDF, "pdf", "a-paper"),
    ("/pdf?id=rJx_3", PDF, "pdf", "pdf-id-rJx-3"),
    ("/papers/html/a", PAGE, "html", "a"),
    ("/", PAGE, "html", "127.0.0.1"),
]
REFUSED = [
    ("/gone.pdf", Answer(status=404), NotFound),
    ("/busy.pdf", Answer(status=403), Unreachable),
    ("/login.pdf", Answer(PAGE), ParseError),
    ("/empty.pdf", Answer(b""), ParseError),
    ("/pack.zip", Answer(b"PK\x03\x04rest"), ParseError),
]
ADDRESSES = [
    ("https://openreview.net/pdf?id=x", True),
    ("http://openreview.net/pdf?id=x", False),
    ("https://127.0.0.1/x.pdf", False),
    ("https://[::1]/x.pdf", False),
    ("https://169.254.169.254/latest", False),
    ("https://localhost/x.pdf", False),
    ("https://printer.local/x.pdf", False),
    ("https://intranet/x.pdf", False),
    ("file:///etc/passwd", False),
    ("", False),
]


@pytest.mark.parametrize(("path", "body", "format", "name"), FORMS)
def test_a_paper_is_what_its_bytes_say(
    path: str, body: bytes, format: str, name: str, tmp_path: Path
) -> None:
    with Loopback() as server:
        server.answers[path] = [Answer(body)]
        document = fetch(server.url + path, cache=Cache(tmp_path))
    assert (document.format, document.id) == (format, name)
    assert document.source == server.url + path
    assert list(document.files.values()) == [body]


@pytest.mark.parametrize(("path", "answer", "error"), REFUSED)
def test_what_is_no_paper_is_told_with_a_remedy_and_not_kept(
    path: str, answer: Answer, error: type[ClaimcheckError], tmp_path: Path
) -> None:
    with Loopback() as server:
        server.answers[path] = [answer]
        with pytest.raises(error) as caught:
            fetch(server.url + path, cache=Cache(tmp_path))
        assert caught.value.remedy
        with pytest.raises(Offline):
            fetch(server.url + path, cache=Cache(tmp_path), offline=True)


def test_a_paper_is_asked_for_once_and_again_where_that_is_wanted(tmp_path: Path) -> None:
    with Loopback() as server:
        server.answers["/a.pdf"] = [Answer(PDF)]
        for how in ({}, {}, {"offline": True}, {"refresh": True}):
            fetch(f"{server.url}/a.pdf", cache=Cache(tmp_path), **how)
        assert server.paths == ["/a.pdf", "/a.pdf"]


@pytest.mark.parametrize(("address", "public"), ADDRESSES)
def test_an_address_from_an_index_leads_to_the_open_web_alone(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize("to", ["http://127.0.0.1/a.pdf", "https://10.0.0.1/a.pdf"])
def test_the_open_web_leads_to_no_inner_server(to: str, tmp_path: Path) -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(302, headers={"location": to})

    with pytest.raises(Unreachable, match="leads to"):
        fetch(
            "https://example.org/a.pdf",
            cache=Cache(tmp_path),
            transport=httpx.MockTransport(answer),
        )
    assert asked == ["https://example.org/a.pdf"]
