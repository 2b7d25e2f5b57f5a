"""What does arXiv's own index know? Answers are Atom feeds.

https://info.arxiv.org/help/api/user-manual.html: three seconds between two requests, paging by
`start` and `max_results`. It knows no citations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from lxml import etree

from claimcheck.errors import NotFound, ParseError
from claimcheck.literature import Hit, Work
from claimcheck.sources import markup
from claimcheck.sources.arxiv import OF_ARXIV
from claimcheck.sources.desk import Desk, Index
from claimcheck.sources.query import Query, phrase

HOME = "https://export.arxiv.org"
PAGE = 100
PATH = "/api/query"
_ATOM = "{http://www.w3.org/2005/Atom}"
_OWN = "{http://arxiv.org/schemas/atom}"
_TOTAL = "{http://a9.com/-/spec/opensearch/1.1/}totalResults"
_NOTICE = (
    r"\b(?:this|the) (?:paper|article|submission|work|manuscript|preprint|version|note)"
    r" (?:has been|was|is(?: being)?) (?:temporarily )?(?:withdrawn|retracted)(?! from (?!arxiv))"
)
_NOTICED = re.compile(_NOTICE, re.IGNORECASE)
_COMMENTED = re.compile(
    rf"{_NOTICE}|^\W*(?:paper |article )?(?:withdrawn|retracted)\b(?! from (?!arxiv))",
    re.IGNORECASE,
)
_HEAD = 200
"""Characters of an abstract in which a notice of withdrawal stands."""
_ARCHIVES = {
    "astro-ph": "Physics",
    "cond-mat": "Physics",
    "cs": "Computer Science",
    "econ": "Economics",
    "eess": "Engineering",
    "gr-qc": "Physics",
    "math": "Mathematics",
    "nlin": "Physics",
    "physics": "Physics",
    "q-bio": "Biology",
    "q-fin": "Economics",
    "quant-ph": "Physics",
    "stat": "Statistics",
}


def pages(desk: Desk, query: Query, most: int) -> Iterator[tuple[Work, ...]]:
    """Works by relevance; any term will do, more are better."""
    asked = " OR ".join(f"all:{phrase(term)}" for term in query.terms)
    if when := _submitted(query.years):
        asked = f"({asked}) AND {when}"
    for start in range(0, most, PAGE):
        found, total = desk.ask(
            PATH,
            partial(_page, start=start),
            {
                "search_query": asked,
                "start": start,
                "max_results": min(PAGE, most - start),
                "sortBy": "relevance",
                "sortOrder": "descending",
            },
        )
        yield tuple(_ranked(work, start + at) for at, work in enumerate(found, 1))
        if not found or start + len(found) >= total:
            return


def work(desk: Desk, arxiv: str, doi: str) -> Work:
    """The work of an arXiv id; DOIs of others are not looked up here."""
    if not arxiv:
        raise NotFound(f"arXiv is not asked for {doi}", remedy="ask another index")
    return desk.ask(f"{PATH}?id_list={arxiv}", lambda data: _only(data, arxiv))


def _only(data: bytes, identifier: str) -> Work:
    for found in _entries(_feed(data)):
        if found.arxiv == identifier:
            return found
    raise NotFound(f"arXiv knows no {identifier}", remedy="check the identifier")


def _page(data: bytes, start: int) -> tuple[list[Work], int]:
    """A page's works, and how many there are in all."""
    feed = _feed(data)
    found, printed = _entries(feed), (feed.findtext(_TOTAL) or "").strip()
    total = int(printed) if printed.isascii() and printed.isdigit() and len(printed) < 10 else 0
    if not found and total > start:
        raise ParseError("arXiv answered an empty page", remedy="try again later")
    return found, total


def _feed(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ParseError("arXiv answered no XML", remedy="try again later") from error
    if root.tag != f"{_ATOM}feed":
        raise ParseError("arXiv answered no Atom feed", remedy="try again later")
    for entry in root.iterfind(f"{_ATOM}entry"):
        if "/api/errors" in (entry.findtext(f"{_ATOM}id") or ""):
            said = markup.plain(entry.findtext(f"{_ATOM}summary"), 200)
            raise ParseError(f"arXiv refuses the query: {said}", remedy="ask in other words")
    return root


def _entries(feed: etree._Element) -> list[Work]:
    made = (_work(entry) for entry in feed.iterfind(f"{_ATOM}entry"))
    return [work for work in made if work]


def _work(entry: etree._Element) -> Work | None:
    identifier = markup.arxiv((entry.findtext(f"{_ATOM}id") or "").strip())
    if not identifier:
        return None
    said = markup.abstract(_text(entry, f"{_ATOM}summary"))
    comment = markup.plain(_text(entry, f"{_OWN}comment"), markup.ABSTRACT)
    archives = [c.get("term", "") for c in entry.iterfind(f"{_ATOM}category")]
    return Work(
        key=f"arxiv:{identifier}",
        title=markup.title(_text(entry, f"{_ATOM}title")),
        abstract=said,
        authors=markup.names(_text(a, f"{_ATOM}name") for a in entry.iterfind(f"{_ATOM}author")),
        published=markup.date(_text(entry, f"{_ATOM}published")),
        venue=markup.plain(_text(entry, f"{_OWN}journal_ref"), markup.NAME),
        doi=markup.doi(_text(entry, f"{_OWN}doi")),
        arxiv=identifier,
        url=f"https://arxiv.org/abs/{identifier}",
        pdf=f"https://arxiv.org/pdf/{identifier}",
        kind="preprint",
        fields=_fields(archives),
        withdrawn=bool(_COMMENTED.search(comment) or _NOTICED.search(said[:_HEAD])),
        hits=(Hit(index="arxiv", id=identifier),),
    )


def _fields(categories: list[str]) -> tuple[str, ...]:
    """Names of the fields, then arXiv's categories."""
    plain = [markup.plain(c, 40) for c in categories]
    named = [_ARCHIVES[c.split(".")[0]] for c in plain if c.split(".")[0] in _ARCHIVES]
    return tuple(dict.fromkeys([*named, *filter(None, plain)]))


def _text(element: etree._Element, name: str) -> str:
    """Text of a child, markup inside included."""
    child = element.find(name)
    return "" if child is None else "".join(str(piece) for piece in child.itertext())


def _ranked(work: Work, rank: int) -> Work:
    return work.model_copy(
        update={"hits": tuple(h.model_copy(update={"rank": rank}) for h in work.hits)}
    )


def _submitted(years: tuple[int | None, int | None]) -> str:
    first, last = years
    if first is None and last is None:
        return ""
    return f"submittedDate:[{first or 1991}01010000 TO {last or 2100}12312359]"


INDEX = Index(
    name="arxiv",
    title="arXiv",
    home=HOME,
    moved=lambda base: HOME if OF_ARXIV.match(base) else base,
    interval=3.0,
    pages=pages,
    work=work,
)
