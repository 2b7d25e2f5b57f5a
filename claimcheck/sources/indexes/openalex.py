"""What does OpenAlex know? Answers are JSON, abstracts inverted: each word with its positions.

https://developers.openalex.org: paging by cursor, a hundred records at most, a hundred requests a
second. Without a key a day's allowance is small (about a hundred searches); a key is free. Single
works by DOI cost nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import quote

from claimcheck import store
from claimcheck.errors import NotFound, ParseError
from claimcheck.literature import Hit, Via, Work
from claimcheck.sources import markup
from claimcheck.sources.answered import as_object, at, count, items, text
from claimcheck.sources.desk import Desk, Index
from claimcheck.sources.query import Query, phrase

PAGE = 100
LONGEST_ABSTRACT = 3000
"""Words; a position beyond makes no sense."""
_SELECT = (
    "id,doi,display_name,publication_date,publication_year,type,is_retracted,is_paratext,"
    "authorships,primary_location,best_oa_location,locations,primary_topic,cited_by_count,"
    "abstract_inverted_index"
)


def pages(desk: Desk, query: Query, most: int) -> Iterator[tuple[Work, ...]]:
    """Works by relevance; any term in title or abstract will do, more are better."""
    asked = " OR ".join(phrase(term) for term in query.terms)
    filters = [f"title_and_abstract.search:{asked}"]
    first, last = query.years
    filters += [f"from_publication_date:{first:04}-01-01"] if first is not None else []
    filters += [f"to_publication_date:{last:04}-12-31"] if last is not None else []
    parameters: dict[str, str | int] = {
        "filter": ",".join(filters),
        "select": _SELECT,
        "per_page": min(PAGE, most),
    }
    cursor, given = "*", 0
    while cursor and given < most:
        page, following = desk.ask("/works", _page, parameters | {"cursor": cursor})
        page = page[: most - given]
        yield tuple(_work(item, rank=given + at) for at, item in enumerate(page, 1))
        given += len(page)
        cursor = following if page and following != cursor else ""


def work(desk: Desk, arxiv: str, doi: str) -> Work:
    wanted = doi or f"10.48550/arxiv.{arxiv}"
    return desk.ask(
        f"/works/doi:{quote(wanted, safe='/')}", lambda data: _only(data), {"select": _SELECT}
    )


def references(desk: Desk, work: Work, most: int) -> tuple[Work, ...]:
    return _linked(desk, f"cited_by:{_id(desk, work)}", "references", most)


def citations(desk: Desk, work: Work, most: int) -> tuple[Work, ...]:
    return _linked(desk, f"cites:{_id(desk, work)}", "citations", most)


def _linked(desk: Desk, asked: str, via: Via, most: int) -> tuple[Work, ...]:
    """The most cited works on one side of a link."""
    page, _ = desk.ask(
        "/works",
        _page,
        {
            "filter": asked,
            "select": _SELECT,
            "per_page": min(PAGE, most),
            "sort": "cited_by_count:desc",
        },
    )
    return tuple(_work(item, via=via) for item in page[:most])


def _id(desk: Desk, work: Work) -> str:
    """OpenAlex's own name for a work. Raises NotFound where it has none."""
    known = next((hit.id for hit in work.hits if hit.index == "openalex"), "")
    if not known and (work.doi or work.arxiv):
        known = next(h.id for h in desk.index.work(desk, work.arxiv, work.doi).hits)
    if not known:
        raise NotFound("OpenAlex does not know it", remedy="ask another index")
    return known


def _page(data: bytes) -> tuple[list[dict[str, Any]], str]:
    """The records of a page, and the next one's cursor."""
    answer = as_object(data, "OpenAlex")
    if not isinstance(answer.get("results"), list):
        said = markup.plain(answer.get("message"), 200) or "no list of works"
        raise ParseError(f"OpenAlex answered {said}", remedy="try again later")
    return [
        item for item in answer["results"] if isinstance(item, dict) and _identifier(item)
    ], text(answer, "meta", "next_cursor")


def _only(data: bytes) -> Work:
    answer = as_object(data, "OpenAlex")
    if not _identifier(answer):
        raise ParseError("OpenAlex answered no work", remedy="try again later")
    return _work(answer, via="given")


def _identifier(item: dict[str, Any]) -> str:
    name = text(item, "id").rpartition("/")[2]
    return name if name[:1] == "W" and name[1:].isascii() and name[1:].isdigit() else ""


def _work(item: dict[str, Any], *, rank: int = 0, via: Via = "query") -> Work:
    doi = markup.doi(at(item, "doi"))
    places = [at(item, "primary_location"), *items(item, "locations")]
    arxiv = markup.arxiv(doi, *(text(place, "landing_page_url") for place in places))
    identifier = _identifier(item)
    topic = ("domain", "field", "subfield")
    fields = (markup.plain(at(item, "primary_topic", t, "display_name"), 80) for t in topic)
    return Work(
        key=f"arxiv:{arxiv}" if arxiv else f"doi:{doi}" if doi else f"openalex:{identifier}",
        title=markup.title(at(item, "display_name") or at(item, "title")),
        abstract=_abstract(at(item, "abstract_inverted_index")),
        authors=markup.names(at(a, "author", "display_name") for a in items(item, "authorships")),
        published=markup.date(at(item, "publication_date"))
        or markup.date(str(at(item, "publication_year"))),
        venue=markup.plain(at(item, "primary_location", "source", "display_name"), markup.NAME),
        doi=doi,
        arxiv=arxiv,
        url=markup.address(at(item, "primary_location", "landing_page_url"))
        or (f"https://doi.org/{doi}" if doi else f"https://openalex.org/{identifier}"),
        pdf=markup.address(at(item, "best_oa_location", "pdf_url")),
        kind="paratext" if at(item, "is_paratext") is True else markup.plain(item.get("type"), 40),
        fields=tuple(dict.fromkeys(filter(None, fields))),
        cited_by=count(item, "cited_by_count"),
        withdrawn=at(item, "is_retracted") is True,
        hits=(Hit(index="openalex", rank=rank, id=identifier, via=via),),
    )


def _abstract(inverted: object) -> str:
    """Words in the order of their positions."""
    if not isinstance(inverted, dict):
        return ""
    placed = (
        (position, word)
        for word, positions in inverted.items()
        if isinstance(positions, list)
        for position in positions
        if type(position) is int and 0 <= position < LONGEST_ABSTRACT
    )
    words = sorted(islice(placed, LONGEST_ABSTRACT))
    return markup.abstract(" ".join(word for _, word in words))


def _private() -> dict[str, str]:
    known = {"mailto": store.setting("mailto"), "api_key": store.setting("openalex_key")}
    return {name: value for name, value in known.items() if value}


INDEX = Index(
    name="openalex",
    title="OpenAlex",
    home="https://api.openalex.org",
    interval=0.1,
    pages=pages,
    work=work,
    references=references,
    citations=citations,
    private=_private,
    when_down="leave it out with --sources, try again tomorrow where the day's allowance is used "
    "up, or set CLAIMCHECK_OPENALEX_KEY (free at openalex.org/settings/api)",
)
