"""How are the references read by Zotero, Pandoc and other citation managers? As CSL-JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from claimcheck.literature import Synthesis, Work
from claimcheck.render.machine import spelled
from claimcheck.render.plain import line
from claimcheck.render.syntheses.bibtex import keys
from claimcheck.render.syntheses.view import link


def render(made: Synthesis, pages: Mapping[str, str]) -> str:
    """A list of items, under the keys that the BibTeX has."""
    named = keys(made.references)
    items = [_item(named[work.key], work) for work in made.references]
    return spelled(json.dumps(items, ensure_ascii=False, indent=1)) + "\n"


def _item(name: str, work: Work) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": name,
        "type": "article-journal" if work.venue else "article",
        "title": line(work.title),
        "author": [_author(a) for a in work.authors],
        "container-title": line(work.venue),
        "DOI": work.doi,
        "number": f"arXiv:{work.arxiv}" if work.arxiv else "",
        "URL": link(work),
    }
    parts = [int(p) for p in work.published.split("-") if p.isdigit()][:3]
    if parts:
        item["issued"] = {"date-parts": [parts]}
    return {k: v for k, v in item.items() if v}


def _author(name: str) -> dict[str, str]:
    plain = line(name)
    if "," in plain:
        family, _, given = plain.partition(",")
        return {"family": family.strip(), "given": given.strip()}
    given, _, family = plain.rpartition(" ")
    return {"family": family, "given": given} if given else {"literal": plain}
