"""Is a true claim called wrong once it is made wrong, and never before?"""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from invented import SOURCES, Said, judged, outcomes, parsed, place, said, verify
from mutants import in_predicates, in_words

from claimcheck import claimset
from claimcheck.checks.verdict import put
from claimcheck.witnesses import released
from claimcheck.witnesses.paper import measure

SHIPPED = Path(__file__).parents[1] / "claims" / "2605.17165"
SORTS = ("number", "swap", "direction", "count")
WANTED = 0.9
"""Share of the decided mutants that must be called contradicted."""
Mutant = tuple[str, str, Said]


@pytest.mark.parametrize("source", SOURCES, ids=lambda p: p.stem)
def test_an_unchanged_true_claim_is_never_contradicted(source: Path) -> None:
    for one in said(source):
        if one.wanted == "supported":
            assert "contradicted" not in outcomes(one, verify(source)), one.quote


def test_mutants_of_supported_sentences_are_contradicted() -> None:
    told = [found for source in SOURCES for found in _mutated(source)]
    _assert_caught(told, at_least=60)


def test_mutants_of_the_shipped_claims_are_contradicted() -> None:
    known = claimset.read(SHIPPED / "claims.yaml")
    results = released.read(SHIPPED / "released.csv").measurements
    told = [
        (sort, changed.id, put(changed, "released", results, names=known.names)[0].outcome)
        for claim in known.claims
        if put(claim, "released", results, names=known.names)[0].outcome == "supported"
        for sort, changed in in_predicates(claim)
    ]
    _assert_caught(told, at_least=15)


def _assert_caught(told: list[tuple[str, str, str]], *, at_least: int) -> None:
    sorts = {sort: Counter(o for s, _, o in told if s == sort) for sort in SORTS}
    decided = [one for one in told if one[2] in ("supported", "contradicted")]
    passed = [one for one in decided if one[2] == "supported"]
    assert len(decided) >= at_least, sorts
    assert len(passed) <= (1 - WANTED) * len(decided), (passed, sorts)


def _mutated(source: Path) -> list[tuple[str, str, str]]:
    """(sort, words, outcome) of every mutant of a paper; those of several sentences are put to the
    tool in one document."""
    told = []
    for batch in _batches(source):
        text = source.read_text(encoding="utf-8")
        for _, changed, one in batch:
            m = place(one.quote, text)
            text = text[: m.start()] + changed + text[m.end() :]
        found = judged(parsed(source, text))
        for sort, changed, one in batch:
            quote = re.sub(r"\\[a-z]+", " ", changed)
            now = outcomes(one._replace(quote=quote), found) or {"missed"}
            told.append((sort, changed, "supported" if "supported" in now else now.pop()))
    return told


def _batches(source: Path) -> list[list[Mutant]]:
    """Mutants by documents: each sentence of a document holds one at most."""
    batches: list[tuple[set[int], list[Mutant]]] = []
    text = source.read_text(encoding="utf-8")
    for one in said(source):
        if "supported" not in outcomes(one, verify(source)):
            continue
        m = place(one.quote, text)
        sentence = text.rfind(". ", 0, m.start())
        for mutant in in_words(one, m.group(), _methods(source)):
            room = next((b for b in batches if sentence not in b[0]), None)
            if room is None:
                batches.append(room := (set(), []))
            room[0].add(sentence)
            room[1].append(mutant)
    return [batch for _, batch in batches]


@cache
def _methods(source: Path) -> tuple[str, ...]:
    """The rows of the paper's tables, as a sentence may write them."""
    paper = parsed(source, source.read_text(encoding="utf-8"))
    plain = {re.sub(r"^[+]\s*|\s*\(.*", "", m.method) for m in measure(paper)}
    return tuple(sorted(filter(None, plain)))
