"""What does arXiv's index say?"""

import pytest
from loopback import feed

from claimcheck.errors import ParseError
from claimcheck.sources.atom import Entry, entries, entry_of

EXPECTED = Entry(
    id="2401.01234v2",
    title="A Small Study",
    authors=("Ada Lovelace", "Emmy Noether"),
    published="2024-01-02",
)
ASKED = [
    ("2401.01234", EXPECTED),
    ("2401.01234v2", EXPECTED),
    ("2401.01234v1", None),
    ("2401.0123", None),
    ("2401.99999", None),
]


@pytest.mark.parametrize(("identifier", "expected"), ASKED)
def test_an_entry_is_found_by_id_and_version(identifier: str, expected: Entry | None) -> None:
    assert entry_of(feed("2401.01234v2"), identifier) == expected


NO_ENTRY = [
    b"<feed xmlns='http://www.w3.org/2005/Atom'></feed>",
    b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>Error</title>"
    b"<id>http://arxiv.org/api/errors#incorrect_id_format</id></entry></feed>",
    b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>2401.01234v1</id></entry></feed>",
]


@pytest.mark.parametrize("answer", NO_ENTRY)
def test_an_index_without_the_paper_has_no_entries(answer: bytes) -> None:
    assert entries(answer) == ()


NO_FEED = [b"", b"no XML", b"<html><p>Rate exceeded.</p></html>", b"<feed", b"\xff\xfe\x00"]


@pytest.mark.parametrize("answer", NO_FEED)
def test_what_is_no_feed_is_an_error(answer: bytes) -> None:
    with pytest.raises(ParseError):
        entries(answer)


def test_entities_are_never_followed(tmp_path: pytest.TempPathFactory) -> None:
    hostile = b"""<!DOCTYPE feed [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY b "bbbb">]>
<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/2401.01234v1</id>
<title>Title &a;&b; end</title></entry></feed>"""
    assert entries(hostile)[0].title.startswith("Title")
    assert "bbbb" not in entries(hostile)[0].title
