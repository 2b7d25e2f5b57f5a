"""What do these bytes hold?"""

import gzip
import time
from collections.abc import Callable

import pytest

from claimcheck.sources import content

CASES = [
    (b"", "empty"),
    (b" \n\t\n", "empty"),
    (b"%PDF-1.7\n\x00\x01", "pdf"),
    (b"\xef\xbb\xbfjunk before\n%PDF-1.4\n", "pdf"),
    (gzip.compress(b"anything"), "gzip"),
    (b"PK\x03\x04\x14\x00", "archive"),
    (b"\xfd7zXZ\x00\x00", "archive"),
    (b"BZh91AY&SY", "archive"),
    (b"<!DOCTYPE html><html lang='en'>", "html"),
    (b"\xef\xbb\xbf\n <!doctype HTML>", "html"),
    (b"<?xml version='1.0'?>\n<!-- a --> <!-- b -->\n<html>", "html"),
    (b"<article class='x'><p>5 %</p></article>", "html"),
    ("<html><p>5</p>".encode("utf-16"), "html"),
    (b"\\documentclass{article}\n\\begin{document}", "latex"),
    (b"% a comment\n\n\\documentstyle[12pt]{article}", "latex"),
    (b"\\section{Results} We reach 5.", "latex"),
    (b"Text first.\n\\begin{tabular}{lr} a & 5 \\\\", "latex"),
    (b"% \\documentclass{article}\nplain words", "text"),
    (b"# A report\n\nIt reaches $5$ points, a < b.", "text"),
    ("Ein größerer Wert: 5".encode("latin-1"), "text"),
    (b"<5 points is not much", "text"),
    (b"%!PS-Adobe-2.0\n%%Creator: dvips", "binary"),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
    (bytes(range(1, 256)) * 4, "binary"),
]


@pytest.mark.parametrize(("data", "expected"), CASES)
def test_bytes_are_known_by_their_signature(data: bytes, expected: str) -> None:
    assert content.kind(data) == expected


def test_a_tar_is_known_by_its_checksum(tar: Callable[..., bytes]) -> None:
    data = tar({"main.tex": b"x"}, zipped=False)
    assert content.kind(data) == "tar"
    assert not content.is_tar(b"M" + data[1:])


HOSTILE = [b"<!--" * 20000, b"<!---->" * 10000 + b"<", b"\\begin{" * 10000, b"<?xml " * 10000]


@pytest.mark.parametrize("data", HOSTILE)
def test_no_input_makes_the_look_slow(data: bytes) -> None:
    begun = time.perf_counter()
    content.kind(data)
    assert time.perf_counter() - begun < 2
