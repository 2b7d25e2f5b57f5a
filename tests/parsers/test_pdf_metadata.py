"""File in, title and authors out; whatever cannot be read is as if it were not there."""

import io

import pytest
from pypdf import PdfWriter

from claimcheck.parsers.pdf_metadata import Metadata, metadata


def written(password: str = "", **fields: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({f"/{name}": value for name, value in fields.items()})
    if password:
        writer.encrypt(password)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


CASES = [
    (written(Title="A  Study", Author="Ada Lovelace and Emmy Noether", CreationDate="D:20240102030405Z"),
     Metadata("A Study", ("Ada Lovelace", "Emmy Noether"), "2024-01-02")),
    (written(Title="main.tex"), Metadata()),
    (written(Title="Étude – 研究", CreationDate="D:2024"), Metadata("Étude – 研究")),
    (written(Title="A Day That Was Not", CreationDate="D:20240230"), Metadata("A Day That Was Not")),
    (written(Author="A; B, C & D"), Metadata("", ("A", "B", "C", "D"), "")),
    (written(), Metadata()),
    (written(password="secret", Title="Hidden"), Metadata()),
    (b"", Metadata()),
    (b"%PDF-1.7 junk", Metadata()),
    (written(Title="Cut")[:200], Metadata()),
]  # fmt: skip


@pytest.mark.parametrize(("data", "expected"), CASES)
def test_a_file_says_what_it_is(data: bytes, expected: Metadata) -> None:
    assert metadata(data) == expected


def test_an_xmp_packet_names_each_author() -> None:
    packet = b"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">From the Packet</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>Lovelace, Ada</rdf:li><rdf:li>Noether, Emmy</rdf:li></rdf:Seq></dc:creator>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.xmp_metadata = packet
    buffer = io.BytesIO()
    writer.write(buffer)
    found = metadata(buffer.getvalue())
    assert (found.title, found.authors) == ("From the Packet", ("Lovelace, Ada", "Noether, Emmy"))
