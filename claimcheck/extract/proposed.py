"""Is a claim that a language model proposes one that the paper makes?

The model says which words of the paper are a claim, of which kind, with which numbers. Nothing of
it is taken on trust: its quote has to stand in the text, and its predicate is what the rules of
this folder read in that sentence, once its numbers are taken for results.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from claimcheck import number
from claimcheck.extract import mentions, parts, predicates, prose, verbal
from claimcheck.extract.drafts import Draft
from claimcheck.extract.mentions import BLOT, Number, Reading
from claimcheck.extract.prose import Passage
from claimcheck.record import Claim, Paper, Predicate, Select

Span = tuple[int, int]
LONGEST = 1500
"""Characters of a quote: longer than any sentence that is read."""
_DIGITS = re.compile(r"\d[\d.,]*\d|\d")
_MISTAKEN = frozenset({"setting", "count"})
"""Roles of numbers that may be results after all; those in names never are."""


@dataclass(frozen=True)
class Proposal:
    """A claim as a model reads it, in words of the paper."""

    quote: str
    kind: str
    numbers: tuple[str, ...] = ()
    method: str = ""
    baseline: str = ""
    benchmark: str = ""
    metric: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.method, self.baseline, self.benchmark, self.metric)))


@dataclass(frozen=True)
class Text:
    """The sentences of a paper that may make claims."""

    passages: tuple[Passage, ...]
    headers: frozenset[str]
    """Numbers that table headers and captions print."""

    @classmethod
    def of(cls, paper: Paper) -> Text:
        return cls(tuple(prose.passages(paper)), prose.in_tables(paper).headers)

    def confirm(
        self, proposal: Proposal, known: Sequence[Claim], *, name: str, model: str
    ) -> Claim | str:
        """The claim, by the rules' own reading; else in words why the proposal does not hold."""
        found = list(self._places(proposal.quote))
        if not found:
            return "a quote that is not in one sentence of the text"
        if reason := _unsaid(proposal, found[0][0].sentence.text):
            return reason
        for passage, span in found:
            drafts = list(self._drafts(proposal, passage, span))
            fresh = [d for d in drafts if not _is_known(d, passage, known)]
            if fresh:
                made = prose.claim(passage, _named(fresh[0], proposal), name)
                return made.model_copy(update={"proposed_by": model})
            if drafts:
                return "a claim that is known"
        return "a claim that the rules do not read in its sentence"

    def _places(self, quote: str) -> Iterator[tuple[Passage, Span]]:
        """Where a quote stands word for word, white space aside."""
        words = quote.split()
        if not words or len(quote) > LONGEST:
            return
        pattern = re.compile(r"\s+".join(map(re.escape, words)))
        for passage in self.passages:
            text = passage.sentence.text
            if len(text) <= LONGEST and (m := pattern.search(text)) and _is_whole(text, m.span()):
                yield passage, m.span()

    def _drafts(self, proposal: Proposal, passage: Passage, span: Span) -> Iterator[Draft]:
        """What the rules read in the sentence that is of the proposal's kind, with its numbers."""
        wanted = {_key(n) for n in proposal.numbers}
        text = passage.sentence.text
        reading = _taken(mentions.read(text, headers=self.headers), wanted, span)
        read = parts.read(reading)
        numeric = predicates.numeric(reading, read)
        for draft in (*numeric, *verbal.verbal(read, tuple(numeric))):
            alike = draft.predicate.kind == proposal.kind
            beside = draft.start < span[1] and span[0] < draft.end
            if _is_swapped(draft, proposal):
                continue
            if alike and beside and {_key(n) for n in draft.numbers} == wanted:
                yield draft


def _is_whole(text: str, span: Span) -> bool:
    """Whether a quote cuts through no word and no number."""
    start, end = span
    before, after = text[:start], text[end:]
    cut = (before[-1:].isalnum() and text[start].isalnum()) or (
        after[:1].isalnum() and text[end - 1].isalnum()
    )
    inside = re.search(r"\d[.,]$", before) and text[start].isdigit()
    return not cut and not inside and not (text[end - 1].isdigit() and re.match(r"[.,]\d", after))


def _unsaid(proposal: Proposal, sentence: str) -> str:
    """What of a proposal neither its quote nor the sentence says; empty where all is said."""
    printed = {_key(n) for n in _DIGITS.findall(proposal.quote)}
    printed |= {_key(m.number.printed) for m in number.find_words(proposal.quote)}
    if any(_key(n) not in printed for n in proposal.numbers):
        return "a number that is not in its quote"
    said = _folded(sentence)
    if any(_folded(name) not in said for name in proposal.names):
        return "a name that is not in its sentence"
    return ""


def _taken(reading: Reading, wanted: Iterable[str], span: Span) -> Reading:
    """The reading with the proposed numbers as results, where they were taken for settings."""
    numbers: list[Number] = []
    masked = reading.masked
    for n in reading.numbers:
        inside = span[0] <= n.start and n.end <= span[1]
        if inside and n.role in _MISTAKEN and {_key(p) for p in n.printed} & set(wanted):
            masked = masked[: n.start] + BLOT * (n.end - n.start) + masked[n.end :]
            n = replace(n, role="result")
        numbers.append(n)
    return Reading(reading.text, masked, tuple(numbers))


def _is_known(draft: Draft, passage: Passage, known: Sequence[Claim]) -> bool:
    """Whether a claim stands there already: in the same clause, with one of its numbers or none."""
    start = passage.sentence.where.start
    own = {_key(n) for n in draft.numbers}
    for claim in known:
        theirs = {_key(n) for n in claim.numbers}
        if claim.quote != passage.sentence.text or (own and theirs and not own & theirs):
            continue
        at, to = claim.where.start, claim.where.end
        if None in (start, at, to):
            return True
        if (at or 0) < (start or 0) + draft.end and (start or 0) + draft.start < (to or 0):
            return True
    return False


def _named(draft: Draft, proposal: Proposal) -> Draft:
    """The draft with the names that the proposal gives, all of them words of the sentence."""
    own = draft.frame
    elsewhere = {_folded(name) for name in (proposal.benchmark, proposal.metric) if name}
    subject = tuple(s for s in own.subject if _folded(s) not in elsewhere)
    frame = replace(
        own,
        subject=_one(proposal.method) or subject,
        reference=_one(proposal.baseline) or own.reference,
        benchmark=_one(proposal.benchmark) or own.benchmark,
        metric=_one(proposal.metric) or own.metric,
    )
    update: dict[str, Select] = {}
    for field in ("select", "subject", "reference"):
        chosen = getattr(draft.predicate, field, None)
        if not isinstance(chosen, Select):
            continue
        method = proposal.baseline if field == "reference" else proposal.method
        given = {"method": method, "benchmark": proposal.benchmark, "metric": proposal.metric}
        named = {axis: _one(name) for axis, name in given.items() if name}
        kept = tuple(s for s in chosen.method if _folded(s) not in elsewhere)
        update[field] = chosen.model_copy(update={"method": kept} | named)
    predicate: Predicate = draft.predicate.model_copy(update=update)
    return replace(draft, frame=frame, predicate=predicate)


def _is_swapped(draft: Draft, proposal: Proposal) -> bool:
    """Whether the two sides of a comparison stand the other way round than the rules read them."""
    own, other = (_folded(" ".join(side)) for side in (draft.frame.subject, draft.frame.reference))
    method, baseline = _folded(proposal.method), _folded(proposal.baseline)
    return bool((method and other and method in other) or (baseline and own and baseline in own))


def _one(name: str) -> tuple[str, ...]:
    return (name,) if name else ()


def _key(printed: str) -> str:
    """A number by its digits, a number word by its letters."""
    digits = _DIGITS.search(printed)
    return digits.group() if digits else " ".join(printed.casefold().split())


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
