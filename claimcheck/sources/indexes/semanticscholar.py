"""What does Semantic Scholar know? Answers are JSON.

https://api.semanticscholar.org/api-docs: one request a second with a key, without one as much as
is left; paging by offset, a thousand works at most. A hyphen in a query finds nothing, and all
words must match, so that fewer are sent where many find nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from claimcheck import store
from claimcheck.errors import NotFound, ParseError
from claimcheck.literature import Hit, Via, Work
from claimcheck.sources import markup
from claimcheck.sources.answered import as_object, at, count, items, text
from claimcheck.sources.desk import Desk, Index
from claimcheck.sources.query import Query, words

PAGE = 100
MOST = 1000
_FEWER = (8, 5, 3)
"""Terms that are sent, the weightiest of the question, until some find works."""
_FIELDS = (
    "externalIds,title,abstract,year,publicationDate,venue,authors,citationCount,openAccessPdf,"
    "fieldsOfStudy,publicationTypes,url"
)


def pages(desk: Desk, query: Query, most: int) -> Iterator[tuple[Work, ...]]:
    """Works by relevance."""
    tried: set[str] = set()
    for terms in _FEWER:
        asked = " ".join(w for term in _leading(query, terms) for w in words(term))
        if asked in tried:
            continue
        tried.add(asked)
        found = False
        for page in _pages(desk, asked, query.years, min(most, MOST)):
            found = found or bool(page)
            yield page
        if found:
            return


def work(desk: Desk, arxiv: str, doi: str) -> Work:
    return desk.ask(f"/paper/{_path(arxiv, doi)}", _only, {"fields": _FIELDS})


def references(desk: Desk, work: Work, most: int) -> tuple[Work, ...]:
    return _linked(desk, work, "references", "citedPaper", most)


def citations(desk: Desk, work: Work, most: int) -> tuple[Work, ...]:
    return _linked(desk, work, "citations", "citingPaper", most)


def _leading(query: Query, terms: int) -> list[str]:
    """The weightiest terms, in the question's order."""
    kept = query.weighty[:terms]
    return [term for term in query.terms if term in kept]


def _pages(
    desk: Desk, asked: str, years: tuple[int | None, int | None], most: int
) -> Iterator[tuple[Work, ...]]:
    first, last = years
    parameters: dict[str, str | int] = {"query": asked, "fields": _FIELDS}
    if first is not None or last is not None:
        parameters["year"] = f"{'' if first is None else first}-{'' if last is None else last}"
    offset, given = 0, 0
    while given < most:
        page, following = desk.ask(
            "/paper/search",
            _page,
            parameters | {"offset": offset, "limit": min(PAGE, most - given)},
        )
        page = page[: most - given]
        yield tuple(_work(item, rank=given + at) for at, item in enumerate(page, 1))
        given += len(page)
        if not page or following is None or following <= offset:
            return
        offset = following


def _linked(desk: Desk, work: Work, via: Via, key: str, most: int) -> tuple[Work, ...]:
    known = next((hit.id for hit in work.hits if hit.index == "semanticscholar"), "")
    path = quote(known, safe="") if known else _path(work.arxiv, work.doi)
    page, _ = desk.ask(
        f"/paper/{path}/{via}", _page, {"fields": _FIELDS, "offset": 0, "limit": min(most, MOST)}
    )
    linked = (at(item, key) for item in page)
    return tuple(
        _work(item, via=via) for item in linked if isinstance(item, dict) and _is_named(item)
    )[:most]


def _path(arxiv: str, doi: str) -> str:
    if arxiv:
        return f"ARXIV:{quote(arxiv, safe='/')}"
    if doi:
        return f"DOI:{quote(doi, safe='/')}"
    raise NotFound("Semantic Scholar is asked by arXiv id or DOI", remedy="ask another index")


def _page(data: bytes) -> tuple[list[dict[str, Any]], int | None]:
    """The records of a page, and where the next one begins; None where there is none."""
    answer = as_object(data, "Semantic Scholar")
    found = answer.get("data")
    if found is None and (count(answer, "total") == 0 or "data" in answer):
        return [], None  # nothing matches, or a publisher keeps its list back
    if not isinstance(found, list):
        said = markup.plain(answer.get("error") or answer.get("message"), 200)
        raise ParseError(
            f"Semantic Scholar answered {said or 'no list of works'}", remedy="try again later"
        )
    linked = ("citedPaper", "citingPaper")
    kept = [
        item
        for item in found
        if isinstance(item, dict) and (_is_named(item) or any(name in item for name in linked))
    ]
    return kept, count(answer, "next")


def _is_named(item: dict[str, Any]) -> bool:
    return bool(text(item, "paperId") or markup.title(item.get("title")))


def _only(data: bytes) -> Work:
    answer = as_object(data, "Semantic Scholar")
    if not text(answer, "paperId"):
        raise ParseError("Semantic Scholar answered no work", remedy="try again later")
    return _work(answer, via="given")


def _work(item: dict[str, Any], *, rank: int = 0, via: Via = "query") -> Work:
    doi = markup.doi(at(item, "externalIds", "DOI"))
    arxiv = markup.arxiv(text(item, "externalIds", "ArXiv"), doi)
    identifier = markup.plain(at(item, "paperId"), 80)
    title = markup.title(at(item, "title"))
    named = f"semanticscholar:{identifier}" if identifier else f"title:{title.lower()}"
    kinds = (markup.plain(kind, 40) for kind in items(item, "publicationTypes"))
    return Work(
        key=f"arxiv:{arxiv}" if arxiv else f"doi:{doi}" if doi else named,
        title=title,
        abstract=markup.abstract(at(item, "abstract")),
        authors=markup.names(at(author, "name") for author in items(item, "authors")),
        published=markup.date(at(item, "publicationDate")) or markup.date(str(at(item, "year"))),
        venue=markup.plain(at(item, "venue"), markup.NAME),
        doi=doi,
        arxiv=arxiv,
        url=markup.address(at(item, "url")) or (f"https://doi.org/{doi}" if doi else ""),
        pdf=markup.address(at(item, "openAccessPdf", "url")),
        kind=next(filter(None, kinds), ""),
        fields=tuple(
            dict.fromkeys(filter(None, (markup.plain(f, 80) for f in items(item, "fieldsOfStudy"))))
        ),
        cited_by=count(item, "citationCount"),
        withdrawn=title.lower().startswith(("retracted:", "withdrawn:")),
        hits=(Hit(index="semanticscholar", rank=rank, id=identifier, via=via),),
    )


def _headers() -> dict[str, str]:
    known = store.setting("semanticscholar_key")
    return {"x-api-key": known} if known else {}


INDEX = Index(
    name="semanticscholar",
    title="Semantic Scholar",
    home="https://api.semanticscholar.org/graph/v1",
    interval=1.0,
    pages=pages,
    work=work,
    references=references,
    citations=citations,
    headers=_headers,
    when_down="leave it out with --sources, try again later, or set CLAIMCHECK_SEMANTICSCHOLAR_KEY",
)
