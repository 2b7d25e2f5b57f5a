"""In which order do works answer a question?

Reciprocal-rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009): a work's score is the sum of
1 / (60 + rank) over the lists that have it. The lists are each index's own answer, BM25 over title
and abstract, and `links`: how many of the best works cite it or are cited by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from claimcheck.lexicon import STOP_WORDS
from claimcheck.literature import Ranked, Work
from claimcheck.search.merging import fold
from claimcheck.sources.query import Query

K = 60
"""The constant of the fusion, as its authors set it."""
FEWEST_LINKS = 2
"""A work that a single one of the best is linked with is no more likely to be good."""
_DIGITS = 6


def rank(works: Sequence[Work], query: Query, links: Mapping[str, int]) -> tuple[Ranked, ...]:
    """The works, best first; of equals the one whose key comes first. `links` counts by key."""
    lists = _own_lists(works) | {
        "bm25": _places(_bm25(works, query)),
        "links": _places({k: float(n) for k, n in links.items() if n >= FEWEST_LINKS}),
    }
    ranked = [_ranked(work, lists) for work in works]
    return tuple(sorted(ranked, key=lambda r: (-r.score, r.work.key)))


def matched(work: Work, query: Query) -> int:
    """How many of the question's words stand in title and abstract, plural or not."""
    return len(asked(query) & set(tokens(f"{work.title} {work.abstract}")))


@cache
def asked(query: Query) -> frozenset[str]:
    """The question's words as `tokens` gives them; words such as `of` only where there is no
    other."""
    found = tokens(" ".join(query.terms))
    return frozenset(t for t in found if t not in STOP_WORDS) or frozenset(found)


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[str, ...]:
    """Folded words, compounds taken apart, without the plural's s."""
    return tuple(_singular(word) for word in fold(text).split())


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if plural else word


def _own_lists(works: Sequence[Work]) -> dict[str, dict[str, int]]:
    """The best rank that each index gave to each work."""
    lists: dict[str, dict[str, int]] = {}
    for work in works:
        for hit in work.hits:
            if hit.rank:
                places = lists.setdefault(hit.index, {})
                places[work.key] = min(hit.rank, places.get(work.key, hit.rank))
    return lists


def _bm25(works: Sequence[Work], query: Query) -> dict[str, float]:
    """Scores above zero, by key."""
    corpus = [list(tokens(f"{work.title} {work.abstract}")) for work in works]
    wanted = sorted(asked(query) & {token for text in corpus for token in text})
    if not wanted:
        return {}
    import bm25s

    retriever = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
    retriever.index(corpus, show_progress=False)
    scores = retriever.get_scores(wanted)
    rounded = (round(float(score), _DIGITS) for score in scores)
    return {w.key: score for w, score in zip(works, rounded, strict=True) if score > 0}


def _places(scores: Mapping[str, float]) -> dict[str, int]:
    """Positions from 1; works of one score all get the last of their places, so that a crowd of
    equals wins nothing."""
    values = sorted(scores.values(), reverse=True)
    last = {value: place for place, value in enumerate(values, 1)}
    return {key: last[value] for key, value in scores.items()}


def _ranked(work: Work, lists: Mapping[str, Mapping[str, int]]) -> Ranked:
    ranks = {name: places[work.key] for name, places in lists.items() if work.key in places}
    score = round(sum(1 / (K + place) for place in ranks.values()), 2 * _DIGITS)
    return Ranked(work=work, score=score, ranks=ranks)
