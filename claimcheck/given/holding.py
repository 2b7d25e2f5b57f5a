"""Which cited work holds a claim of a synthesis, and what does the claim say there?

First the claims at hand of a work that is cited; then the text of each, where the quote may stand;
then their tables, which may decide it. A disagreement found by tables alone counts only under the
same rules as a citation's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from claimcheck.checks.verdict import put
from claimcheck.citations import putting
from claimcheck.citations.works import Readable
from claimcheck.extract import prose
from claimcheck.given import quotes
from claimcheck.given.asked import Asked
from claimcheck.given.cited import Cited
from claimcheck.given.quotes import Match
from claimcheck.record import Claim, Held

SILENT = "no cited work that could be read says so, and none of their tables decides it"


@dataclass(frozen=True)
class Holding:
    """A claim of a synthesis, the work that holds it, and what was made of it."""

    asked: Asked
    held: Held = "uncited"
    work: Cited | None = None
    claims: tuple[Claim, ...] = ()
    prints: str = ""
    """The work's own sentence, where its words are not the quote's."""
    other: tuple[str, ...] = ()
    """Numbers of the quote that this sentence does not print."""
    doubts: tuple[tuple[str, str], ...] = ()
    """By claim: why a disagreement does not count."""
    open: tuple[str, ...] = ()
    """Works that could hold it and could not be read."""


def hold(asked: Asked, cited: Sequence[Cited]) -> Holding:
    """The work that holds a claim; where it names its source, of those works alone."""
    named = [c for c in cited if set(asked.entries) & set(c.places)]
    among = named or ([] if asked.entries else list(cited))
    found = _known(asked, among) or _quoted(asked, among) or _tabled(asked, among, bool(named))
    if found is not None:
        return found
    unread = tuple(c.key for c in among if not c.is_at_hand)
    return Holding(asked, claims=_named(asked, _alone(asked)), open=unread)


def _known(asked: Asked, among: Sequence[Cited]) -> Holding | None:
    """A claim at hand with the words of the quote, under its own name."""
    for work in among:
        for claim in work.known.claims if work.known else ():
            if quotes.same(asked.quote, claim.quote):
                held: Held = "truncated" if asked.stated.truncated else "exact"
                return Holding(asked, held, work, (_stated(claim, asked),))
    for work in among:
        for claim in work.known.claims if work.known else ():
            if read := quotes.renumbered(claim, asked.quote):
                other = set(quotes.tokens(asked.quote)) - set(quotes.tokens(claim.quote))
                return Holding(
                    asked, "fuzzy", work, (_stated(read, asked),), claim.quote,
                    quotes.numbers(sorted(other)),
                )  # fmt: skip
    return None


def _stated(claim: Claim, asked: Asked) -> Claim:
    return claim.model_copy(update={"stated": None if asked.prose else asked.stated})


def _quoted(asked: Asked, among: Sequence[Cited]) -> Holding | None:
    """The work whose text has the quote; the claim stands at its place there."""
    found: list[tuple[Match, Cited]] = []
    for work in among:
        stated = asked.stated.model_copy(update={"quote": asked.plain})
        if match := quotes.find(stated, work.text):
            found.append((match, work))
    if not found:
        return None
    match, work = max(found, key=lambda pair: pair[0].score)
    own = () if match.held == "fuzzy" else _own(work, match, len(asked.plain), match.held)
    claims = own or _read(asked, work)
    where = match.sentence.where
    placed = [c if own else c.model_copy(update={"where": where}) for c in claims]
    named = _named(asked, placed)
    return Holding(
        asked,
        match.held,
        work,
        named,
        "" if match.held == "exact" else match.sentence.text,
        match.other,
        _doubts(asked, work, named, match),
    )


def _doubts(
    asked: Asked, work: Cited, claims: Sequence[Claim], match: Match
) -> tuple[tuple[str, str], ...]:
    """Why verdicts on a quote that is not the work's sentence do not count. Of one with the same
    words and other numbers none supports: what agrees is not what was changed."""
    if not match.same_words:
        return _weighed(asked, work, claims, repeated=not match.other)[1]
    return tuple((c.id, "misquoted") for c in claims) if match.other else ()


def _own(work: Cited, match: Match, length: int, held: Held) -> tuple[Claim, ...]:
    """What the work itself claims in the sentence, as far as a broken quote goes."""
    sentence = match.sentence
    return tuple(
        c
        for c in work.claims
        if c.quote == sentence.text
        and _begins(c) >= _start(sentence.where.start)
        and _begins(c) < _start(sentence.where.end)
        and (held == "exact" or _begins(c) < _start(sentence.where.start) + length)
    )


def _begins(claim: Claim) -> int:
    return _start(claim.where.start)


def _start(place: int | None) -> int:
    return -1 if place is None else place


def _read(asked: Asked, work: Cited) -> tuple[Claim, ...]:
    """What the quote claims, read above the work's tables."""
    return _made(asked, work.readable) if work.readable else ()


def _alone(asked: Asked) -> tuple[Claim, ...]:
    """What the quote claims, with no table to read it by."""
    return _made(asked, Readable("", "", (), ()))


def _made(asked: Asked, work: Readable) -> tuple[Claim, ...]:
    """The claims of the quote above a work's tables, at their place in the synthesis."""
    made = prose.claims(work.asked([asked.plain]))
    return tuple(c.model_copy(update={"where": asked.where}) for c in made)


def _tabled(asked: Asked, among: Sequence[Cited], named: bool) -> Holding | None:
    """The work whose tables decide the claim: one that agrees, else the only one that disagrees,
    where the claim names it or no other cited work is unread."""
    answers = [found for work in among if (found := _answer(asked, work, named))]
    agreeing = [found for found, agrees in answers if agrees]
    if agreeing:
        return agreeing[0]
    all_read = all(work.paper is not None for work in among)
    against = [found for found, _ in answers]
    return against[0] if len(against) == 1 and (named or all_read) else None


def _answer(asked: Asked, work: Cited, named: bool) -> tuple[Holding, bool] | None:
    """What a work's tables say of the claim, and whether they agree; None where they do not say.
    A work that is not named as the source agrees only by a number, with every name said."""
    claims = _named(asked, _read(asked, work))
    outcomes, doubts = _weighed(asked, work, claims, found=not named)
    if not outcomes:
        return None
    return Holding(asked, "tables", work, claims, doubts=doubts), "contradicted" not in outcomes


def _weighed(
    asked: Asked,
    work: Cited,
    claims: Sequence[Claim],
    *,
    repeated: bool = False,
    found: bool = False,
) -> tuple[list[str], tuple[tuple[str, str], ...]]:
    """What a work's tables say of each claim for certain, and why they do not of others."""
    outcomes: list[str] = []
    doubts: list[tuple[str, str]] = []
    for claim in claims if work.readable else ():
        assert work.readable is not None
        verdict, reading = put(claim, "paper", work.readable.measurements)
        doubt = ""
        if verdict.outcome == "contradicted":
            doubt = putting.doubted(claim, reading, asked.plain, work.readable, repeated=repeated)
        elif verdict.outcome == "supported":
            what: Literal["row", "all"] = "all" if found else "row"
            said = reading and putting.is_named(reading, asked.plain, work.readable, what)
            telling = not found or any(len(n) > 1 for n in putting.digits(claim))
            doubt = "" if said and telling else "not-named"
        doubts += [(claim.id, doubt)] if doubt else []
        outcomes += [] if doubt or verdict.outcome == "undecided" else [verdict.outcome]
    return outcomes, tuple(doubts)


def _named(asked: Asked, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims under the row's name, with the words of the synthesis and what it says of them."""
    stated = None if asked.prose else asked.stated
    names = (
        [asked.id] if len(claims) == 1 else [f"{asked.id}.{i}" for i in range(1, len(claims) + 1)]
    )
    return tuple(
        claim.model_copy(update={"id": name, "quote": asked.plain, "stated": stated})
        for name, claim in zip(names, claims, strict=True)
    )
