"""How does a question become a ranked list of works: ask, merge, rank, follow citations, screen?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck import store
from claimcheck.errors import SourceError
from claimcheck.literature import Exclusion, Failure, Flow, Ranked, Search, Work
from claimcheck.search import asking
from claimcheck.search.asking import How, Told
from claimcheck.search.merging import Merged, merge
from claimcheck.search.ranking import rank
from claimcheck.search.screening import Wanted, reason_against, reasons, screen
from claimcheck.sources.desk import Index
from claimcheck.sources.query import query_of

if TYPE_CHECKING:
    import httpx

LIMIT = 20
"""Works that are kept."""
DEPTH = 50
"""Works that each index is asked for, at least; at most DEEPEST."""
DEEPEST = 200
SEEDS = 5
"""The best works, whose citations are followed."""
LINKED = 50
"""Works each way for each of them and each index."""


@dataclass(frozen=True)
class Found:
    """A record of one index, and the keys of the seeds whose citations led to it."""

    record: Work
    seeds: frozenset[str] = frozenset()


def search(
    question: str,
    *,
    limit: int = LIMIT,
    years: tuple[int | None, int | None] | None = None,
    fields: Sequence[str] = (),
    indexes: Sequence[str] | None = None,
    snowball: bool = True,
    offline: bool = False,
    refresh: bool = False,
    transport: httpx.BaseTransport | None = None,
    cache: store.Cache | None = None,
    progress: Callable[[str], None] | None = None,
    talk: Callable[[str], None] = lambda message: None,
) -> Search:
    """Works on the question, best first, and what became of all that was found.

    `limit`: works that are kept, from 1. `years`: first and last year, both included. `fields`:
    fields of study or arXiv categories (`Computer Science`, `cs.LG`). `indexes`: names in INDEXES;
    default all. `snowball` follows citations one step both ways from the best works. `offline`
    takes answers from the cache alone, `refresh` asks again. `talk` hears what fails.

    An index that fails costs that index. Raises Unreachable or Offline where all of them do, and
    SourceError for a question without words, an unknown index or a senseless limit.
    """
    if limit < 1:
        raise SourceError(f"{limit} works cannot be kept", remedy="keep one at least (--limit)")
    wanted = Wanted(query_of(question, years or (None, None)), limit, tuple(fields))
    chosen = asking.chosen(indexes)
    how = How(offline, refresh, transport, cache, progress or (lambda message: None))
    told = asking.answers(chosen, wanted.query, min(max(DEPTH, 2 * limit), DEEPEST), how)
    asking.refuse_silence(told)
    failures = list(asking.failures(told))
    linked: dict[str, Told] = {}
    if snowball:
        seeds = _seeds(_found(told), wanted)
        well = [index for index in chosen if not told[index.name].fault]
        linked = asking.links(well, seeds, LINKED, how)
        failures += asking.failures(linked, what="following citations")
    for failure in failures:
        talk(f"{failure.says}; the search goes on without it (to mend it: {failure.remedy})")
    return _search(question, wanted, _found(told, linked), chosen, failures, snowball=snowball)


def _found(*told: Mapping[str, Told]) -> list[Found]:
    """The records of all indexes; one that came by several ways is one, and says which."""
    found: dict[tuple[str, str], Found] = {}
    for said in (one for each in told for one in each.values()):
        for at, work in enumerate(said.works):
            hit = work.hits[0]
            name = (hit.index, hit.id or f"nameless {len(found)}")
            seeds = frozenset({said.seeds[at]} if said.seeds else ())
            known = found.get(name, Found(work))
            hits = tuple(dict.fromkeys((*known.record.hits, hit)))
            found[name] = Found(known.record.model_copy(update={"hits": hits}), known.seeds | seeds)
    return list(found.values())


def _seeds(found: Sequence[Found], wanted: Wanted) -> list[Work]:
    """The best works so far that pass the screening."""
    ranked, _, _ = _ranked(found, wanted)
    passing = [r.work for r in ranked if reason_against(r.work, wanted) is None]
    return passing[: min(SEEDS, wanted.limit)]


def _ranked(
    found: Sequence[Found], wanted: Wanted
) -> tuple[tuple[Ranked, ...], tuple[Merged, ...], tuple[Exclusion, ...]]:
    merged, duplicates = merge([each.record for each in found])
    links = {one.work.key: _links(one, found) for one in merged}
    return rank([one.work for one in merged], wanted.query, links), merged, duplicates


def _links(one: Merged, found: Sequence[Found]) -> int:
    """How many of the seeds are linked with the work."""
    return len(frozenset().union(*(found[i].seeds for i in one.members)))


def _search(
    question: str,
    wanted: Wanted,
    found: Sequence[Found],
    chosen: Sequence[Index],
    failures: Sequence[Failure],
    *,
    snowball: bool,
) -> Search:
    ranked, merged, duplicates = _ranked(found, wanted)
    kept, left = screen(ranked, wanted)
    counts = Counter(each.record.hits[0].index for each in found)
    return Search(
        question=question,
        query=wanted.query.text,
        created=store.now(),
        indexes=tuple(index.name for index in chosen),
        filters=_filters(wanted, snowball),
        failures=tuple(failures),
        ranked=kept,
        exclusions=(*duplicates, *left),
        flow=Flow(
            found={index.name: counts[index.name] for index in chosen},
            duplicates=len(duplicates),
            screened=len(merged),
            excluded=dict(reasons(left)),
        ),
    )


def _filters(wanted: Wanted, snowball: bool) -> dict[str, str]:
    first, last = wanted.query.years
    span = f"{'' if first is None else first}–{'' if last is None else last}"
    filters = {
        "years": span if span != "–" else "",
        "fields": ", ".join(wanted.fields),
        "limit": str(wanted.limit),
        "citations": f"one step both ways from the best works, {SEEDS} at most" if snowball else "",
    }
    return {name: value for name, value in filters.items() if value}
