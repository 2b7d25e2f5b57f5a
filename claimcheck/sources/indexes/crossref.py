"""What does Crossref know: what publishers registered? Answers are JSON, abstracts JATS.

https://www.crossref.org/documentation/retrieve-metadata/rest-api: each answer says in
`X-Rate-Limit-Limit` and `-Interval` how often one may ask; who names a mail address (`mailto`) is
served from the polite pool. Paging by cursor. It does not say who cites a work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
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
_SELECT = (
    "DOI,title,abstract,author,issued,published,container-title,type,URL,link,"
    "is-referenced-by-count,update-to,updated-by,relation,subject"
)
_RETRACTED = re.compile(r"\W*(?:retracted|withdrawn)(?: article)?\s*[:.\])]", re.IGNORECASE)
_NOTICES = frozenset({"retraction", "withdrawal", "removal", "expression_of_concern"})


def pages(desk: Desk, query: Query, most: int) -> Iterator[tuple[Work, ...]]:
    """Works by Crossref's own score over titles, authors, journals and years."""
    parameters: dict[str, str | int] = {
        "query.bibliographic": " ".join(w for term in query.terms for w in words(term)),
        "select": _SELECT,
        "rows": min(PAGE, most),
    }
    first, last = query.years
    dates = [f"from-pub-date:{first}"] if first is not None else []
    dates += [f"until-pub-date:{last}"] if last is not None else []
    if dates:
        parameters["filter"] = ",".join(dates)
    cursor, given = "*", 0
    while cursor and given < most:
        page, following = desk.ask("/works", _page, parameters | {"cursor": cursor})
        page = page[: most - given]
        yield tuple(_work(item, rank=given + at) for at, item in enumerate(page, 1))
        given += len(page)
        # the last page has a cursor, too
        cursor = following if len(page) == parameters["rows"] else ""


def work(desk: Desk, arxiv: str, doi: str) -> Work:
    """The work of a DOI; arXiv's are registered elsewhere."""
    if not doi or markup.arxiv(doi):
        raise NotFound(f"Crossref does not register {doi or arxiv}", remedy="ask another index")
    return desk.ask(f"/works/{quote(doi, safe='')}", _only)


def _page(data: bytes) -> tuple[list[dict[str, Any]], str]:
    """The records of a page, and the next one's cursor."""
    answer = as_object(data, "Crossref")
    found = at(answer, "message", "items")
    if not isinstance(found, list):
        said = markup.plain(at(answer, "message", 0, "message"), 200) or "no list of works"
        raise ParseError(f"Crossref answered {said}", remedy="try again later")
    return [item for item in found if isinstance(item, dict) and markup.doi(item.get("DOI"))], text(
        answer, "message", "next-cursor"
    )


def _only(data: bytes) -> Work:
    found = at(as_object(data, "Crossref"), "message")
    if not isinstance(found, dict) or not markup.doi(found.get("DOI")):
        raise ParseError("Crossref answered no work", remedy="try again later")
    return _work(found, via="given")


def _work(item: dict[str, Any], *, rank: int = 0, via: Via = "query") -> Work:
    doi, title = markup.doi(at(item, "DOI")), markup.title(at(item, "title", 0))
    preprints = (text(p, "id") for p in items(item, "relation", "has-preprint"))
    arxiv = markup.arxiv(doi, *preprints)
    updates = {text(update, "type") for update in items(item, "update-to")}
    updated = {text(update, "type") for update in items(item, "updated-by")}
    return Work(
        key=f"arxiv:{arxiv}" if arxiv else f"doi:{doi}",
        title=title,
        abstract=markup.abstract(at(item, "abstract")),
        authors=markup.names(_name(author) for author in items(item, "author")),
        published=_date(item),
        venue=markup.plain(at(item, "container-title", 0), markup.NAME),
        doi=doi,
        arxiv=arxiv,
        url=markup.address(at(item, "URL")) or f"https://doi.org/{doi}",
        pdf=_pdf(item),
        kind="notice" if updates & _NOTICES else markup.plain(at(item, "type"), 40),
        fields=tuple(filter(None, (markup.plain(s, 80) for s in items(item, "subject")))),
        cited_by=count(item, "is-referenced-by-count"),
        withdrawn=bool(_RETRACTED.match(title) or updated & {"retraction", "withdrawal"}),
        hits=(Hit(index="crossref", rank=rank, id=doi, via=via),),
    )


def _name(author: object) -> str:
    return f"{text(author, 'given')} {text(author, 'family')}".strip() or text(author, "name")


def _date(item: dict[str, Any]) -> str:
    for kind in ("published", "issued"):
        parts = [p for p in items(item, kind, "date-parts", 0) if type(p) is int and 0 < p < 10_000]
        if parts:
            year, *rest = parts[:3]
            if made := markup.date("-".join([f"{year:04}", *(f"{part:02}" for part in rest)])):
                return made
    return ""


def _pdf(item: dict[str, Any]) -> str:
    """A PDF's address that the publisher registered; whether it is free, it does not say."""
    kinds = ((text(link, "content-type"), at(link, "URL")) for link in items(item, "link"))
    return next((markup.address(url) for kind, url in kinds if kind == "application/pdf"), "")


def asked_of_us(headers: Mapping[str, str]) -> float:
    """Seconds between two requests: `X-Rate-Limit-Interval: 1s` over `X-Rate-Limit-Limit: 50`."""
    with suppress(ValueError, ZeroDivisionError, OverflowError):
        seconds = float(headers.get("x-rate-limit-interval", "").removesuffix("s"))
        asked = seconds / float(headers.get("x-rate-limit-limit", ""))
        return asked if 0 <= asked < 3600 else 0.0
    return 0.0


def _private() -> dict[str, str]:
    known = store.setting("mailto")
    return {"mailto": known} if known else {}


INDEX = Index(
    name="crossref",
    title="Crossref",
    home="https://api.crossref.org",
    interval=0.2,
    pages=pages,
    work=work,
    private=_private,
    asked_of_us=asked_of_us,
    when_down="leave it out with --sources, set CLAIMCHECK_MAILTO to your mail address for "
    "better service, or try again later",
)
