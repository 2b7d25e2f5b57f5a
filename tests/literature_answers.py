"""In which shape does each literature index answer? Written from their public documentation."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from loopback import Answer

from claimcheck.literature import Work


def as_json(values: Any, *, status: int = 200, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(json.dumps(values).encode(), status, "application/json", named)


# --- arXiv: https://info.arxiv.org/help/api/user-manual.html


def atom(works: Sequence[Work], *, total: int | None = None, start: int = 0) -> Answer:
    entries = "".join(map(atom_entry, works))
    body = f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title type="html">ArXiv Query: search_query=…</title>
  <id>http://arxiv.org/api/cHxbiOdZaP56ODnBPIenZhzg5f8</id>
  <opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">{
        len(works) if total is None else total
    }</opensearch:totalResults>
  <opensearch:startIndex xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">{
        start
    }</opensearch:startIndex>
{entries}</feed>"""
    return Answer(body.encode(), kind="application/atom+xml; charset=utf-8")


def atom_entry(work: Work) -> str:
    comment = "This paper has been withdrawn by the author" if work.withdrawn else "9 pages"
    extra = f"<arxiv:comment>{comment}</arxiv:comment>"
    if work.doi and not work.doi.startswith("10.48550/"):
        extra += f"<arxiv:doi>{escape(work.doi)}</arxiv:doi>"
    if work.venue:
        extra += f"<arxiv:journal_ref>{escape(work.venue)}</arxiv:journal_ref>"
    return f"""<entry xmlns:arxiv="http://arxiv.org/schemas/atom">
  <id>http://arxiv.org/abs/{work.arxiv}v1</id>
  <updated>{work.published or "2024-01-01"}T18:00:00Z</updated>
  <published>{work.published or "2024-01-01"}T17:59:59Z</published>
  <title>{escape(work.title)}</title>
  <summary>  {escape(work.abstract)}
</summary>
  {"".join(f"<author><name>{escape(name)}</name></author>" for name in work.authors)}
  {extra}
  <link href="http://arxiv.org/abs/{work.arxiv}v1" rel="alternate" type="text/html"/>
  <link title="pdf" href="http://arxiv.org/pdf/{work.arxiv}v1" rel="related"/>
  <arxiv:primary_category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/>
  <category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/>
</entry>
"""


def atom_error(said: str) -> Answer:
    body = f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><entry>
  <id>http://arxiv.org/api/errors#incorrect_query</id><title>Error</title>
  <summary>{escape(said)}</summary></entry></feed>"""
    return Answer(body.encode(), kind="application/atom+xml; charset=utf-8")


# --- OpenAlex: https://developers.openalex.org/api-reference/works


def openalex_id(work: Work) -> str:
    return f"W{zlib.crc32(work.key.encode()) + 10**9}"


def openalex(works: Iterable[Work], *, total: int = 0, following: str | None = None) -> Answer:
    results = [openalex_work(work) for work in works]
    meta = {"count": total or len(results), "per_page": 100, "page": None, "next_cursor": following}
    return as_json({"meta": meta, "results": results, "group_by": []})


def openalex_work(work: Work) -> dict[str, Any]:
    inverted: dict[str, list[int]] = {}
    for position, word in enumerate(work.abstract.split()):
        inverted.setdefault(word, []).append(position)
    doi = work.doi or (f"10.48550/arxiv.{work.arxiv}" if work.arxiv else "")
    place = {
        "landing_page_url": f"https://doi.org/{doi}" if doi else None,
        "pdf_url": work.pdf or None,
        "source": {"display_name": work.venue or "arXiv (Cornell University)"},
    }
    at_arxiv = {"landing_page_url": f"http://arxiv.org/abs/{work.arxiv}", "pdf_url": None}
    return {
        "id": f"https://openalex.org/{openalex_id(work)}",
        "doi": f"https://doi.org/{doi}" if doi else None,
        "display_name": work.title or None,
        "publication_year": work.year,
        "publication_date": work.published or None,
        "type": work.kind or "article",
        "is_retracted": work.withdrawn,
        "is_paratext": work.kind == "paratext",
        "authorships": [
            {"author_position": "middle", "author": {"id": None, "display_name": name}}
            for name in work.authors
        ],
        "primary_location": place,
        "best_oa_location": place if work.pdf else None,
        "locations": [place, *([at_arxiv] if work.arxiv else [])],
        "primary_topic": {
            "display_name": "Advanced Neural Network Applications",
            "subfield": {"display_name": "Artificial Intelligence"},
            "field": {"display_name": (work.fields or ("Computer Science",))[0]},
            "domain": {"display_name": "Physical Sciences"},
        },
        "cited_by_count": work.cited_by or 0,
        "abstract_inverted_index": inverted or None,
    }


# --- Crossref: https://www.crossref.org/documentation/retrieve-metadata/rest-api


def crossref(works: Iterable[Work], *, total: int = 0, following: str = "") -> Answer:
    items = [crossref_work(work) for work in works]
    message = {"total-results": total or len(items), "items-per-page": 100, "items": items}
    if following:
        message["next-cursor"] = following
    values = {"status": "ok", "message-type": "work-list", "message-version": "1.0.0"}
    limits = {"X_Rate_Limit_Limit": "50", "X_Rate_Limit_Interval": "1s"}
    return as_json(values | {"message": message}, **limits)


def crossref_work(work: Work) -> dict[str, Any]:
    item: dict[str, Any] = {
        "DOI": work.doi.upper(),
        "URL": f"https://doi.org/{work.doi}",
        "title": [work.title] if work.title else [],
        "type": work.kind or "journal-article",
        "container-title": [work.venue] if work.venue else [],
        "is-referenced-by-count": work.cited_by or 0,
        "issued": {"date-parts": [[int(p) for p in work.published.split("-") if p] or [None]]},
        "author": [
            {"given": name.rpartition(" ")[0], "family": name.rpartition(" ")[2], "affiliation": []}
            for name in work.authors
        ],
    }
    if work.abstract:
        item["abstract"] = (
            f"<jats:title>Abstract</jats:title><jats:p>{escape(work.abstract)}</jats:p>"
        )
    if work.arxiv:
        preprint = {
            "id-type": "doi",
            "id": f"10.48550/arXiv.{work.arxiv}",
            "asserted-by": "subject",
        }
        item["relation"] = {"has-preprint": [preprint]}
    if work.withdrawn:
        item["updated-by"] = [{"type": "retraction", "DOI": f"{work.doi}.r", "label": "Retraction"}]
    return item


# --- Semantic Scholar: https://api.semanticscholar.org/api-docs/graph


def semanticscholar_id(work: Work) -> str:
    return hashlib.sha1(work.key.encode()).hexdigest()


def semanticscholar(
    works: Iterable[Work], *, total: int = 0, offset: int = 0, following: int | None = None
) -> Answer:
    data = [semanticscholar_work(work) for work in works]
    values: dict[str, Any] = {"total": total or len(data), "offset": offset, "data": data}
    return as_json(values if following is None else values | {"next": following})


def semanticscholar_links(key: str, works: Iterable[Work]) -> Answer:
    """`key` is `citedPaper` or `citingPaper`."""
    return as_json({"offset": 0, "data": [{key: semanticscholar_work(work)} for work in works]})


def semanticscholar_work(work: Work) -> dict[str, Any]:
    outside: dict[str, Any] = {"CorpusId": zlib.crc32(work.key.encode())}
    if work.arxiv:
        outside["ArXiv"] = work.arxiv
    if work.doi or work.arxiv:
        outside["DOI"] = work.doi or f"10.48550/arXiv.{work.arxiv}"
    return {
        "paperId": semanticscholar_id(work),
        "externalIds": outside,
        "url": f"https://www.semanticscholar.org/paper/{semanticscholar_id(work)}",
        "title": work.title or None,
        "abstract": work.abstract or None,
        "venue": work.venue or "arXiv.org",
        "year": work.year,
        "publicationDate": work.published if len(work.published) == 10 else None,
        "citationCount": work.cited_by or 0,
        "openAccessPdf": {"url": work.pdf, "status": "GREEN"} if work.pdf else None,
        "fieldsOfStudy": list(work.fields) or ["Computer Science"],
        "publicationTypes": ["JournalArticle"],
        "authors": [{"authorId": str(i), "name": name} for i, name in enumerate(work.authors)],
    }
