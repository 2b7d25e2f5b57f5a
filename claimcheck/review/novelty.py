"""Is it new, beside the earlier works that were found?

The share of claims about a named method whose name no earlier work uses: not in the title or the
abstract of any work of the search, nor in a claim of a paper that was read; and whose quantity no
earlier paper reports. Less the uncertainty of few claims, and of few works to compare with: with m
earlier works it is multiplied by m / (m + 3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from claimcheck.literature import Dossier, Score, Work
from claimcheck.review.facts import Said, claims, few, many, reason
from claimcheck.review.rubric import Rubric, cautious

ENOUGH = 3
"""Earlier works by which the share is halved."""

LONGEST = 5
"""Words of a name; more of them are a description, which no other work has word for word."""

RUBRIC = Rubric(
    id="novelty",
    title="Novelty",
    question="Is it new, beside the earlier works that were found?",
    counts="Share of claims about a named method that no earlier work of the search names and no "
    "earlier paper reports, times m / (m + 3) for m earlier works.",
    limit="Names are compared, not ideas: an old idea under a new name passes, and only works "
    "that the search found or the document cites are compared with.",
    levels={
        0: "Every named method stands in earlier works.",
        3: "Few methods are new, or there is next to nothing to compare with.",
        5: "Half of them are new beside several earlier works.",
        7: "Most are new beside some ten earlier works.",
        10: "All of many claims are about methods that none of many earlier works names.",
    },
)
_WORD = re.compile(r"[^\W_]+")
_GENERIC = frozenset({
    "a", "all", "approach", "approaches", "arm", "average", "baseline", "baselines", "best",
    "both", "combination", "configuration", "first", "full", "last", "main", "method",
    "methods", "model", "models", "my", "network", "new", "one", "original", "our", "ours",
    "proposed", "regular", "results", "run", "second", "several", "simple", "single",
    "standard", "study", "system", "the", "their", "theirs", "this", "variant", "variants",
    "we", "with", "without", "work",
})  # fmt: skip
"""Words that name no method by themselves."""


def assess(dossier: Dossier) -> Score:
    known = _works(dossier)
    said = [(s, name) for s in claims(dossier) if (name := _name(s)) and s.paper.work.published]
    old: dict[str, list[str]] = {}
    compared: set[str] = set()
    for one, name in said:
        earlier = [w for w in known if _is_earlier(w, one.paper.work)]
        compared |= {w.key for w in earlier}
        old[one.name] = [w.key for w in earlier if name <= known[w]]
        old[one.name] += _reported(dossier, one)
    if not said or not compared:
        return RUBRIC.nothing(
            "No earlier work with a date and a text was found to compare with."
            if said
            else "No claim names a method and has a date."
        )
    fresh = [s for s, _ in said if not old[s.name]]
    stale = [s for s, _ in said if old[s.name]]
    works = len(compared)
    share = cautious(len(fresh), len(said)) * works / (works + ENOUGH)
    where = few(dict.fromkeys(k for s in stale for k in old[s.name]))
    reasons = [
        reason(
            f"about a method that none of {many(works, 'earlier work')} names: {len(fresh)} of "
            f"{many(len(said), 'claim')}",
            fresh,
        ),
        reason(f"earlier works name the others: {where}" if stale else "", stale),
    ]
    return RUBRIC.score(share, reasons, _to_raise(works, len(stale)))


def _works(dossier: Dossier) -> dict[Work, frozenset[str]]:
    """Works with a date, and the words of what is known of their text."""
    works: dict[str, Work] = {}
    texts: dict[str, list[str]] = {}
    found = [r.work for r in dossier.search.ranked] if dossier.search else []
    for work in (*found, *(p.work for p in dossier.papers)):
        if work.published:
            works.setdefault(work.key, work)
            texts.setdefault(work.key, []).extend((work.title, work.abstract))
    for paper in dossier.papers:
        if paper.work.key in texts and paper.report:
            texts[paper.work.key] += [c.quote for c in paper.report.claims]
    return {works[k]: frozenset(_words(" ".join(t))) for k, t in texts.items() if any(t)}


def _name(said: Said) -> frozenset[str]:
    """The words that name the claim's method; empty where it is called "ours", described at
    length, or not named at all."""
    words = {w for w in _words(said.claim.method) if len(w) > 1 and not w.isdigit()}
    return frozenset(words - _GENERIC) if len(words) <= LONGEST else frozenset()


def _words(text: str) -> Iterable[str]:
    return _WORD.findall(text.lower())


def _is_earlier(work: Work, than: Work) -> bool:
    """By as much of the two dates as both have."""
    shared = min(len(work.published), len(than.published))
    return work.key != than.key and work.published[:shared] < than.published[:shared]


def _reported(dossier: Dossier, said: Said) -> list[str]:
    """Earlier papers that report the same quantity."""
    dates = {p.work.key: p.work for p in dossier.papers}
    return [
        e.paper
        for q in dossier.quantities
        if any(said.name in e.claims for e in q.entries)
        for e in q.entries
        if e.paper in dates and _is_earlier(dates[e.paper], said.paper.work)
    ]


def _to_raise(works: int, stale: int) -> str:
    if works < 10:
        return f"a search that finds more than {many(works, 'earlier work')} to compare with"
    if stale:
        return f"say what {many(stale, 'claim')} add to the earlier works that name their method"
    return "nothing that this rubric sees"
