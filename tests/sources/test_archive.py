"""Can a hostile e-print climb, link, or inflate without end?"""

import gzip
import io
import tarfile
import time
import tracemalloc
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from claimcheck.errors import ParseError, UnsafeInput
from claimcheck.sources.archive import LIMITS, eprint, is_kept

Tar = Callable[..., bytes]
TEX = b"\\documentclass{article}\\begin{document}The mean is 5.\\end{document}"
SMALL = replace(LIMITS, members=5, file=3000, total=30_000, headers=4096)


def special(kind: bytes, *, name: str = "x.tex", to: str = "") -> bytes:
    """A tar with one member of another kind than a file."""
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, to
    return info.tobuf() + bytes(1024)


def zeros(megabytes: int) -> bytes:
    """Gzip that inflates to so many megabytes of zeros: a thousandth of that."""
    return gzip.compress(bytes(2**20)) * megabytes


def long_header(kind: bytes, size: int) -> bytes:
    """A tar whose first header announces `size` bytes of extended header."""
    info = tarfile.TarInfo("header")
    info.type, info.size = kind, size
    return info.tobuf()


def test_relevant_files_are_kept_and_others_skipped(tar: Tar) -> None:
    files = {
        "./main.tex": TEX,
        "sections/results.tex": b"5",
        "main.bbl": b"\\bibitem{a}",
        "results/run.JSON": b"{}",
        "00README": b"plain",
        "figures/plot.png": b"\x89PNG",
        "figures/plot.pdf": b"%PDF-",
        "code.zip": b"PK",
        "._main.tex": b"resource fork",
        "__MACOSX/main.tex": b"resource fork",
        ".git/config.txt": b"secret",
    }
    expected = {"main.tex", "sections/results.tex", "main.bbl", "results/run.JSON", "00README"}
    format, kept = eprint(tar(files), "paper")
    assert format == "latex"
    assert set(kept) == expected
    assert kept["main.tex"] == TEX
    assert eprint(tar(files, zipped=False), "paper") == (format, kept)


SINGLES = [
    (TEX, "latex", "2401.01234v2.tex"),
    (b"\\magnification=1200\nPlain TeX.\\bye", "latex", "2401.01234v2.tex"),
    (b"%PDF-1.5 ...", "pdf", "2401.01234v2.pdf"),
    (b"<!DOCTYPE html><html><p>5</p></html>", "html", "2401.01234v2.html"),
]


@pytest.mark.parametrize(("data", "format", "name"), SINGLES)
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_single_file_is_known_by_its_bytes(
    pack: Callable[[bytes], bytes], data: bytes, format: str, name: str
) -> None:
    assert eprint(pack(data), "2401.01234v2") == (format, {name: data})


NO_PAPER = [
    (gzip.compress(b"%auto-ignore\nThis paper has been withdrawn."), "plain text"),
    (gzip.compress(b"%!PS-Adobe-2.0"), "binary data"),
    (gzip.compress(gzip.compress(TEX)), "a gzip file"),
    (gzip.compress(b"PK\x03\x04"), "another kind"),
    (gzip.compress(b""), "empty"),
    (b"", "empty"),
]


@pytest.mark.parametrize(("data", "what"), NO_PAPER)
def test_what_holds_no_paper_is_called_by_its_name(data: bytes, what: str) -> None:
    with pytest.raises(ParseError, match=what):
        eprint(data, "paper")


def test_an_archive_without_latex_is_refused(tar: Tar) -> None:
    with pytest.raises(ParseError, match="holds no LaTeX"):
        eprint(tar({"paper.pdf": b"%PDF-", "readme.txt": b"see the PDF"}), "paper")


CLIMBING = [
    "../x.tex",
    "a/../../x.tex",
    "/etc/x.tex",
    "\\x.tex",
    "..\\x.tex",
    "C:\\x.tex",
    "a/..",
    "figures/../../plot.png",
]


@pytest.mark.parametrize("name", CLIMBING)
def test_a_member_cannot_climb_out(tar: Tar, name: str) -> None:
    with pytest.raises(UnsafeInput, match="leads out"):
        eprint(tar({"main.tex": TEX, name: b"x"}), "paper")


SPECIAL = [
    (tarfile.SYMTYPE, "is a link"),
    (tarfile.LNKTYPE, "is a link"),
    (tarfile.CHRTYPE, "no plain file"),
    (tarfile.BLKTYPE, "no plain file"),
    (tarfile.FIFOTYPE, "no plain file"),
]


@pytest.mark.parametrize(("kind", "message"), SPECIAL)
def test_links_and_devices_are_refused(kind: bytes, message: str) -> None:
    with pytest.raises(UnsafeInput, match=message):
        eprint(special(kind, to="/etc/passwd"), "paper")


def test_ten_thousand_members_are_too_many() -> None:
    many = tarfile.TarInfo("main.tex").tobuf() * 10_000
    with pytest.raises(UnsafeInput, match="more than 2000 members"):
        eprint(gzip.compress(many), "paper")


def test_a_few_members_are_not_too_many(tar: Tar) -> None:
    _, files = eprint(tar({f"{i}.tex": TEX for i in range(5)}), "paper", limits=SMALL)
    assert len(files) == 5
    with pytest.raises(UnsafeInput, match="members"):
        eprint(tar({f"{i}.tex": TEX for i in range(6)}), "paper", limits=SMALL)


SIZES = [
    ({"main.tex": TEX + bytes(2900)}, None),
    ({"main.tex": TEX + bytes(3000)}, "'main.tex' inflates"),
    ({"main.tex": TEX, "plot.png": bytes(10_000)}, None),
    ({"main.tex": TEX, "plot.png": bytes(50_000)}, "paper inflates"),
]


@pytest.mark.parametrize(("files", "message"), SIZES)
def test_sizes_are_bounded_by_file_and_in_all(
    tar: Tar, files: dict[str, bytes], message: str | None
) -> None:
    if message is None:
        assert "main.tex" in eprint(tar(files), "paper", limits=SMALL)[1]
        return
    with pytest.raises(UnsafeInput, match=message):
        eprint(tar(files), "paper", limits=SMALL)


def bomb_member(name: str, megabytes: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size = megabytes * 2**20
    return gzip.compress(tarfile.TarInfo("first.tex").tobuf() + info.tobuf()) + zeros(megabytes)


BOMBS = {
    "one file": gzip.compress(TEX) + zeros(2000),
    "a kept member": bomb_member("main.tex", 2000),
    "a skipped member": bomb_member("plot.png", 2000),
    "many kept members": bomb_member("main.tex", 40) * 50,
    "an endless name": gzip.compress(long_header(tarfile.GNUTYPE_LONGNAME, 2**31)) + zeros(2000),
    "an endless header": gzip.compress(long_header(tarfile.XHDTYPE, 2**31)) + zeros(2000),
}


@pytest.mark.parametrize("data", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_stopped_while_it_inflates(data: bytes) -> None:
    tracemalloc.start()
    begun = time.perf_counter()
    try:
        with pytest.raises(UnsafeInput):
            eprint(data, "paper")
        assert tracemalloc.get_traced_memory()[1] < 260 * 2**20
        assert time.perf_counter() - begun < 10
    finally:
        tracemalloc.stop()


def broken() -> dict[str, bytes]:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name in ("a.tex", "b.tex"):
            info = tarfile.TarInfo(name)
            info.size = 2000
            archive.addfile(info, io.BytesIO(TEX.ljust(2000)))
    plain = buffer.getvalue()
    zipped = gzip.compress(plain)
    return {
        "gzip cut in the data": zipped[: len(zipped) // 2],
        "gzip cut in the checksum": zipped[:-4],
        "gzip with a wrong checksum": zipped[:-8] + b"\0\0\0\0" + zipped[-4:],
        "gzip with a damaged middle": zipped[:60] + b"\xff" * 20 + zipped[80:],
        "gzip of nothing but its head": zipped[:5],
        "tar cut in a file": plain[:1500],
        "tar cut in a header": plain[: 2560 + 300],
        "tar with a damaged second header": plain[:2560] + b"?" + plain[2561:],
        "tar whose second header is noise": plain[:2560] + b"\xff" * 512 + plain[3072:],
        "one file, cut": gzip.compress(TEX)[:-9],
    }


@pytest.mark.parametrize("case", broken())
def test_a_damaged_archive_says_so(case: str) -> None:
    with pytest.raises(ParseError, match="paper is damaged") as caught:
        eprint(broken()[case], "paper")
    assert "get the file again" in caught.value.remedy


@pytest.mark.parametrize("zipped", [True, False])
def test_no_damage_raises_anything_but_our_errors(tar: Tar, zipped: bool) -> None:
    sound = tar({"main.tex": TEX, "a/b.tex": b"x" * 700, "plot.png": bytes(600)}, zipped=zipped)
    random = Random(5)
    for _ in range(120):
        data = bytearray(sound)
        for _ in range(random.choice([1, 1, 3, 20])):
            data[random.randrange(len(data))] = random.randrange(256)
        with suppress(ParseError, UnsafeInput):
            eprint(bytes(data), "paper", limits=SMALL)


def test_a_chain_of_headers_does_not_exhaust_the_stack() -> None:
    header = long_header(tarfile.GNUTYPE_LONGNAME, 1) + b"x".ljust(512, b"\0")
    with pytest.raises((ParseError, UnsafeInput)):
        eprint(gzip.compress(header * 50_000), "paper")


def test_names_in_other_encodings_become_text() -> None:
    buffer = io.BytesIO()
    with tarfile.open(
        fileobj=buffer, mode="w", format=tarfile.GNU_FORMAT, encoding="latin-1"
    ) as archive:
        info = tarfile.TarInfo("größe.tex")
        info.size = len(TEX)
        archive.addfile(info, io.BytesIO(TEX))
    _, files = eprint(buffer.getvalue(), "paper")
    assert list(files) == ["größe.tex"]


KEPT = [("a/b.TEX", True), ("x.png", False), ("Makefile", True), ("a/.hidden/x.tex", False)]


@pytest.mark.parametrize(("path", "expected"), KEPT)
def test_a_file_is_kept_by_its_suffix(path: str, expected: bool) -> None:
    assert is_kept(path) is expected


def test_a_real_eprint_comes_out_whole(data: Path) -> None:
    packed = (data / "papers/derma-jepa/arxiv.tar.gz").read_bytes()
    format, files = eprint(packed, "paper")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        expected = {m.name: m.size for m in archive if m.isfile() and is_kept(m.name)}
    assert format == "latex"
    assert {name: len(content) for name, content in files.items()} == expected
    assert not any(name.endswith(".pdf") for name in files)
    assert b"\\documentclass" in files["main.tex"]
