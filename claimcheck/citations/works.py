"""Which work is an entry of a bibliography, and is it one of those that can be read?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from claimcheck.parsers.sentences import blocks
from claimcheck.record import BlockKind, Cell, Measurement, Paper, Place, Reference, Report, Table
from claimcheck.sources.reference import arxiv_id, split_version
from claimcheck.witnesses import paper as paper_witness

DOI = re.compile(r"\b(10\.\d{4,9}/[^\s\"<>{}|\\^`]+[^\s\"<>{}|\\^`.,;:)\]])", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_YEAR = re.compile(r"\(?\b(?:19|20)\d\d[a-z]?\b\)?")
_QUOTED = re.compile(r"[“\"]([^”\"]{8,300}?)[,.]?[”\"]")
SHORTEST_TITLE = 3
"""Words below which a title alone identifies no work."""


@dataclass(frozen=True)
class Readable:
    """A work that was read: its tables, what they print, and its words."""

    key: str
    title: str
    tables: tuple[Table, ...]
    measurements: tuple[Measurement, ...]
    text: str = ""
    source: str = ""

    @classmethod
    def of(cls, key: str, read: Paper | Report) -> Readable:
        if isinstance(read, Report):
            own = tuple(m for m in read.measurements if m.witness == "paper")
            return cls(key, read.title, read.tables, own, source=read.source)
        found = paper_witness.measure(read)
        return cls(key, read.title, read.tables, found, read.text, read.source)

    @cached_property
    def printed(self) -> frozenset[str]:
        """Every number that it prints anywhere, without sign and unit."""
        cells = (cell.text for table in self.tables for cell in table.cells)
        captions = (table.caption for table in self.tables)
        every = (*cells, *captions, self.text)
        return frozenset(bare(n) for text in every for n in _NUMBER.findall(text))

    @cached_property
    def by_id(self) -> dict[str, Table]:
        return {table.id: table for table in self.tables}

    def asked(self, sentences: Sequence[str]) -> Paper:
        """A paper that says nothing but these sentences, above these tables; the number of a
        sentence is its line."""
        pieces: list[tuple[BlockKind, str, Place]] = [
            ("paragraph", text, Place(source=self.source, section="Results", line=i))
            for i, text in enumerate(sentences)
        ]
        return Paper(
            id=self.key, source=self.source, format="html", digest="", title=self.title,
            blocks=blocks(pieces), tables=self.tables,
        )  # fmt: skip


def bare(printed: str) -> str:
    """The digits of a number: `71.20` stays, `+1,000` is `1000`."""
    return printed.replace(",", "").lstrip("+-−–")


def key(reference: Reference) -> str:
    """`arxiv:2605.17165`, else `doi:10.…` in lower case, else `title:…` as far as it is known."""
    if identifier := arxiv(reference):
        return f"arxiv:{identifier}"
    if found := doi(reference):
        return f"doi:{found}"
    return f"title:{' '.join(words(title(reference))[:16])}"


def arxiv(reference: Reference) -> str:
    """Its arXiv id without version; empty where it names none."""
    for text in (reference.arxiv, reference.url, doi(reference)):
        if identifier := arxiv_id(text):
            return split_version(identifier)[0]
    return ""


def doi(reference: Reference) -> str:
    """Its DOI in lower case, without the resolver's address."""
    found = DOI.search(reference.url) or DOI.search(reference.text)
    return found[1].lower() if found else ""


def title(reference: Reference) -> str:
    """What is likely its title: what stands in quotes, else the longest sentence of the entry."""
    plain = re.sub(r"https?://\S+", " ", reference.text)
    if quoted := _QUOTED.search(plain):
        return quoted[1]
    after = _YEAR.split(plain, maxsplit=1)
    parts = [p for text in after for p in re.split(r"(?<=[a-z)\d])[.?!]\s+", text)]
    rest = parts[1:] if len(parts) > 1 else parts
    return max((p.strip(" .,()") for p in rest), key=lambda p: len(words(p)), default="")


def words(text: str) -> list[str]:
    """Its words in lower case, without accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.findall(r"[a-z0-9]+", plain.lower())


def resolve(reference: Reference, shelf: Sequence[Readable]) -> Readable | None:
    """The work on the shelf that the entry names: by arXiv id, by DOI, else by its title."""
    for known in (arxiv(reference), doi(reference)):
        if found := next((r for r in shelf if known and known in _names(r.key)), None):
            return found
    said = f" {' '.join(words(reference.text))} "
    named = [
        r for r in shelf
        if len(w := words(r.title)) >= SHORTEST_TITLE and f" {' '.join(w)} " in said
    ]  # fmt: skip
    return named[0] if len(named) == 1 and not _denied(reference, named[0]) else None


def _denied(reference: Reference, found: Readable) -> bool:
    """Whether both have an arXiv id, and not the same one."""
    own = arxiv_id(found.key.removeprefix("arxiv:"))
    known = arxiv(reference)
    return bool(own and known and split_version(own)[0] != known)


def _names(key: str) -> frozenset[str]:
    """What a key of the shelf identifies: an arXiv id in any of its forms, or a DOI."""
    plain = key.removeprefix("doi:").removeprefix("arxiv:")
    identifier = arxiv_id(plain)
    return frozenset({plain.lower(), *((split_version(identifier)[0],) if identifier else ())})


def shelved(cited: Mapping[str, Paper | Report]) -> tuple[Readable, ...]:
    """The works that can be read; an arXiv id as key becomes `arxiv:…`."""
    made = []
    for name, read in cited.items():
        identifier = arxiv_id(name.removeprefix("arxiv:"))
        made.append(
            Readable.of(f"arxiv:{split_version(identifier)[0]}" if identifier else name, read)
        )
    return tuple(made)


def heads(table: Table) -> tuple[Cell, ...]:
    """The cells that name rows and columns."""
    return tuple(
        c for c in table.cells if c.row < table.header_rows or c.column < table.header_columns
    )
