"""Which records of several literature indexes are one and the same work?

Those that share an arXiv id or a DOI are; those that share a title are where nothing speaks against
it: another arXiv id, other authors, years far apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from claimcheck.literature import Exclusion, Work
from claimcheck.sources.indexes import INDEXES

T = TypeVar("T")

YEARS_APART, YEARS_APART_UNSIGNED = 3, 1
"""Years between two records of a title, from preprint to journal; and where a record names no
author."""
SHORT = 20
"""Letters and digits; a shorter title ("Introduction") says nothing without authors."""
ARXIV_DOI = "10.48550/"
_WORD = re.compile(r"[^\W_]+")
_TITLES = ("arxiv", "openalex", "semanticscholar", "crossref")
_PUBLISHED = ("crossref", "openalex", "semanticscholar", "arxiv")


@dataclass(frozen=True)
class Merged:
    """A work and the records that it was made of, by their position."""

    work: Work
    members: tuple[int, ...]


def merge(records: Sequence[Work]) -> tuple[tuple[Merged, ...], tuple[Exclusion, ...]]:
    """The works behind records of one index each, in the order of their first record, and a
    `duplicate` for every record beyond the first of a work."""
    groups = _by_title(records, _by_id(records))
    works = _with_own_keys([_made([records[i] for i in group]) for group in groups])
    found = tuple(Merged(w, tuple(g)) for w, g in zip(works, groups, strict=True))
    return found, tuple(
        _duplicate(one.work, records, one.members[:nth], i)
        for one in found
        for nth, i in enumerate(one.members)
        if nth
    )


def fold(text: str) -> str:
    """A title or name for comparison: letters and digits alone, no accents, lower case."""
    plain = text.lower() if text.isascii() else _without_accents(text)
    return " ".join(_WORD.findall(plain))


def _without_accents(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in apart if unicodedata.category(c) != "Mn")


def _by_id(records: Sequence[Work]) -> list[list[int]]:
    """Records that share an identifier, also by way of others."""
    parent = list(range(len(records)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    seen: dict[tuple[str, str], int] = {}
    for i, record in enumerate(records):
        for name in _ids(record):
            first = seen.setdefault(name, i)
            a, b = sorted((root(first), root(i)))
            parent[b] = a
    return _grouped(range(len(records)), root)


def _grouped(items: Iterable[int], name: Callable[[int], object]) -> list[list[int]]:
    groups: dict[object, list[int]] = {}
    for item in items:
        groups.setdefault(name(item), []).append(item)
    return list(groups.values())


def _ids(record: Work) -> list[tuple[str, str]]:
    names = [("arxiv", record.arxiv)] if record.arxiv else []
    if record.doi and not record.doi.startswith(ARXIV_DOI):
        names.append(("doi", record.doi))
    return names + [(hit.index, hit.id) for hit in record.hits if hit.id]


def _by_title(records: Sequence[Work], groups: list[list[int]]) -> list[list[int]]:
    """Groups that share a title and that nothing tells apart, joined."""
    joined: dict[str, list[list[int]]] = {}
    for group in groups:
        title = next((t for i in group if (t := fold(records[i].title))), "")
        alike = joined.setdefault(title, [])
        near = [g for g in alike if title and _agree(title, records, g, group)]
        if near:
            near[0].extend(group)
        else:
            alike.append(list(group))
    return sorted(sorted(group) for alike in joined.values() for group in alike)


def _agree(title: str, records: Sequence[Work], a: list[int], b: list[int]) -> bool:
    """Whether nothing speaks against two groups of one title being one work."""
    ids = [{records[i].arxiv for i in group} - {""} for group in (a, b)]
    if all(ids) and not ids[0] & ids[1]:
        return False
    names = [{n for i in group for n in _surnames(records[i])} for group in (a, b)]
    years = [{y for i in group if (y := records[i].year)} for group in (a, b)]
    signed = all(names)
    if signed and not names[0] & names[1]:
        return False
    if not signed and len(title) < SHORT:
        return False
    if not all(years):
        return signed or len(title) >= SHORT
    apart = min(abs(x - y) for x in years[0] for y in years[1])
    return apart <= (YEARS_APART if signed else YEARS_APART_UNSIGNED)


def _surnames(work: Work) -> set[str]:
    """Folded; of `Lovelace, Ada` what stands before the comma, else the last word."""
    named = (n.partition(",")[0] if "," in n else n.rpartition(" ")[2] for n in work.authors)
    return {folded for name in named if (folded := fold(name))}


def _made(records: Sequence[Work]) -> Work:
    """One work of its records, each field the best that one of them has."""
    arxiv = _first(records, _TITLES, lambda w: w.arxiv)
    dois = [w.doi for w in _ordered(records, _PUBLISHED) if w.doi]
    doi = next((d for d in dois if not d.startswith(ARXIV_DOI)), next(iter(dois), ""))
    title = min((w.title for w in _ordered(records, _TITLES)), key=_flaws)
    venues = [w.venue for w in _ordered(records, _PUBLISHED) if w.venue]
    cited = [w.cited_by for w in records if w.cited_by is not None]
    pdf = f"https://arxiv.org/pdf/{arxiv}" if arxiv else ""
    return Work(
        key=_key(arxiv, doi, title, records),
        title=title,
        abstract=max((w.abstract for w in _ordered(records, _TITLES)), key=len),
        authors=max((w.authors for w in _ordered(records, _TITLES)), key=_fullness),
        published=_published(records),
        venue=next((v for v in venues if not _is_archive(v)), next(iter(venues), "")),
        doi=doi,
        arxiv=arxiv,
        url=_url(arxiv, doi) or _first(records, _PUBLISHED, lambda w: w.url),
        pdf=pdf or _first(records, ("openalex", "semanticscholar", "crossref"), lambda w: w.pdf),
        kind=_first(records, ("openalex", "crossref", "semanticscholar"), lambda w: w.kind),
        fields=tuple(dict.fromkeys(f for w in _ordered(records, _TITLES) for f in w.fields)),
        cited_by=max(cited) if cited else None,
        withdrawn=any(w.withdrawn for w in records),
        hits=tuple(dict.fromkeys(h for w in records for h in w.hits)),
    )


def _url(arxiv: str, doi: str) -> str:
    if arxiv:
        return f"https://arxiv.org/abs/{arxiv}"
    return f"https://doi.org/{doi}" if doi else ""


def _ordered(records: Sequence[Work], names: Sequence[str]) -> list[Work]:
    """The records, those of the named indexes first and in that order."""
    places = {name: place for place, name in enumerate(names)}
    return sorted(records, key=lambda w: places.get(w.hits[0].index if w.hits else "", len(names)))


def _first(records: Sequence[Work], names: Sequence[str], value: Callable[[Work], str]) -> str:
    return next((v for w in _ordered(records, names) if (v := value(w))), "")


def _flaws(title: str) -> tuple[bool, bool, bool]:
    """Missing, in capitals, or with the source's mathematics."""
    return not title, title.isupper(), "$" in title or "\\" in title


def _fullness(authors: tuple[str, ...]) -> tuple[int, int]:
    return len(authors), sum(map(len, authors))


def _is_archive(venue: str) -> bool:
    return fold(venue).startswith(("arxiv", "corr", "biorxiv", "medrxiv", "zenodo"))


def _published(records: Sequence[Work]) -> str:
    """arXiv's date, for it is the first version's; else the year that most records have, as exactly
    as one of them knows it."""
    if own := next((w.published for w in records if w.hits and w.hits[0].index == "arxiv"), ""):
        return own
    years = Counter(w.published[:4] for w in records if w.published)
    if not years:
        return ""
    year = min(years, key=lambda y: (-years[y], y))
    dates = [w.published for w in records if w.published.startswith(year)]
    return min(dates, key=lambda date: (-len(date), date))


def _key(arxiv: str, doi: str, title: str, records: Sequence[Work]) -> str:
    if arxiv:
        return f"arxiv:{arxiv}"
    if doi:
        return f"doi:{doi}"
    hits = [hit for work in records for hit in work.hits]
    if not fold(title):
        return f"{hits[0].index}:{hits[0].id}" if hits else "title:"
    first = next((w.authors[0] for w in records if w.authors), "")
    year = _published(records)[:4]
    said = (fold(title), fold(first.rpartition(" ")[2]), year)
    return "title:" + ":".join(part.replace(" ", "-")[:120] for part in said if part)


def _with_own_keys(works: list[Work]) -> list[Work]:
    """A key that a second work has gets a number."""
    seen: Counter[str] = Counter()
    own = []
    for work in works:
        seen[work.key] += 1
        nth = seen[work.key]
        own.append(work if nth == 1 else work.model_copy(update={"key": f"{work.key}:{nth}"}))
    return own


def _duplicate(
    work: Work, records: Sequence[Work], before: tuple[int, ...], record: int
) -> Exclusion:
    own = records[record]
    hit = own.hits[0] if own.hits else None
    title = INDEXES[hit.index].title if hit and hit.index in INDEXES else "an index"
    shared = {name for i in before for name in _ids(records[i])}
    return Exclusion(
        work=work.key,
        title=own.title,
        stage="merging",
        reason="duplicate",
        says=f"{title}'s record {hit.id if hit else ''}: {_basis(own, shared)}",
    )


def _basis(own: Work, shared: set[tuple[str, str]]) -> str:
    """What an earlier record of the work has in common with this one."""
    if own.arxiv and ("arxiv", own.arxiv) in shared:
        return f"same arXiv id {own.arxiv}"
    if own.doi and ("doi", own.doi) in shared:
        return f"same DOI {own.doi}"
    if any((hit.index, hit.id) in shared for hit in own.hits):
        return "the same record once more"
    return "same title, and nothing in authors, year or ids against it"
