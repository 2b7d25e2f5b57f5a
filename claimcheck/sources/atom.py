"""What does arXiv's index say of a paper: title, authors, date, newest version?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from claimcheck.errors import ParseError
from claimcheck.sources.reference import arxiv_id, split_version

_ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass(frozen=True)
class Entry:
    """One paper in the index."""

    id: str
    """arXiv id with the version that the entry describes."""
    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    """ISO date of the first version."""


def entries(feed: bytes) -> tuple[Entry, ...]:
    """The papers of an Atom feed, error entries left out. Raises ParseError for anything else."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(feed, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ParseError(
            f"arXiv's index answered no XML: {error}", remedy="try again later"
        ) from error
    if root.tag != f"{_ATOM}feed":
        raise ParseError("arXiv's index answered no Atom feed", remedy="try again later")
    found = (_entry(element) for element in root.iterfind(f"{_ATOM}entry"))
    return tuple(entry for entry in found if entry)


def entry_of(feed: bytes, identifier: str) -> Entry | None:
    """The entry of this paper, in the version that `identifier` names if it names one."""
    for entry in entries(feed):
        if identifier in (entry.id, split_version(entry.id)[0]):
            return entry
    return None


def _entry(element: etree._Element) -> Entry | None:
    identifier = arxiv_id(_text(element, "id"))
    title = _text(element, "title")
    if not identifier or not title:
        return None
    authors = (_text(author, "name") for author in element.iterfind(f"{_ATOM}author"))
    date = re.match(r"\d{4}-\d\d-\d\d", _text(element, "published"))
    return Entry(
        id=identifier,
        title=title,
        authors=tuple(name for name in authors if name),
        published=date.group() if date else "",
    )


def _text(element: etree._Element, name: str) -> str:
    return " ".join((element.findtext(f"{_ATOM}{name}") or "").split())
