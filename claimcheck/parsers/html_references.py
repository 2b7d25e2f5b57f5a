"""Which works does an HTML page cite, and under which arXiv ids and addresses?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.document import Reference
from claimcheck.parsers.html_text import Element, classes, text

_NEW = r"\d{4}\.\d{4,5}(?:v\d+)?"
_OLD = r"[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?"
_ARXIV = re.compile(
    rf"(?:arxiv(?:\.org/(?:abs|pdf|html)/|\s*[:.]?\s*(?:preprint\s+|abs/)?(?:arxiv:\s*)?)"
    rf"|External Links:\s*(?:Document,\s*)?)({_NEW}|{_OLD})",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;)\]]")


def references(root: Element, others: Sequence[str] = ()) -> tuple[Reference, ...]:
    """The bibliography; `others` are entries that the page does not mark as such."""
    items = [e for e in root.iter("li", "div", "p") if "ltx_bibitem" in classes(e)]
    marked = [_reference(item) for item in items]
    return tuple(marked or [_named(entry, "") for entry in others])


def _reference(item: Element) -> Reference:
    cited = [e for e in item.iter("span") if "ltx_bib_cited" in classes(e)]
    links = [a.get("href") or "" for a in item.iter("a") if _outside(a, cited)]
    return _named(text(item, skip=cited), item.get("id") or "", links)


def _outside(link: Element, cited: Sequence[Element]) -> bool:
    return not any(ancestor in cited for ancestor in link.iterancestors("span"))


def _named(entry: str, key: str, links: Sequence[str] = ()) -> Reference:
    written = [*links, entry]
    ids = (match[1] for where in written if (match := _ARXIV.search(where)))
    urls = (match.group() for where in written if (match := _URL.search(where)))
    return Reference(key=key, text=entry, arxiv=next(ids, ""), url=next(urls, ""))
