"""How was a claim's sentence read, and what did a synthesis say of it, in words?"""

from __future__ import annotations

from typing import Any

from claimcheck.record import Claim, Record, Reported, Select
from claimcheck.render import glossary
from claimcheck.render.rows import Fact


def reading(claim: Claim) -> tuple[Fact, ...]:
    named = [
        ("method", claim.method),
        ("baseline", claim.baseline),
        ("benchmark", claim.benchmark),
        ("metric", claim.metric),
        ("association", " and ".join(claim.association)),
        ("other rows for the reference", "; ".join(map(_value, claim.alternatives))),
        ("words noticed", ", ".join(claim.flags)),
        ("note", claim.note),
        ("proposed by the language model", claim.proposed_by),
        ("checked by a person", "yes" if claim.reviewed else "no"),
    ]
    read = [("read as", _predicate(p)) for p in (claim.predicate, *claim.also)]
    return tuple(Fact(name, text) for name, text in (*read, *named) if text)


def _predicate(predicate: Record) -> str:
    """`a difference (subject: method ld, benchmark SSv2; claimed: +5.02)`: all that is set."""
    fields = {
        n: getattr(predicate, n) for n, f in type(predicate).model_fields.items() if n != "kind"
    }
    defaults = {n: f.get_default() for n, f in type(predicate).model_fields.items()}
    pairs = [f"{n}: {_value(v)}" for n, v in fields.items() if v != defaults[n]]
    return f"{glossary.kind(getattr(predicate, 'kind', ''))} ({'; '.join(pairs)})"


def _value(value: Any) -> str:
    if isinstance(value, Reported):
        return value.printed
    if isinstance(value, Select):
        lists = [("method", value.method), ("benchmark", value.benchmark), ("metric", value.metric)]
        named = [f"{n} {' or '.join(v)}" for n, v in lists if v]
        return ", ".join((*named, *(f"{k} {v}" for k, v in value.factors.items()))) or "all"
    if isinstance(value, tuple):
        return ", ".join(map(_value, value))
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def stated(claim: Claim) -> tuple[Fact, ...]:
    said = claim.stated
    if said is None:
        return ()
    flag = {True: "✓ verified", False: "× not verified", None: "no flag"}[said.verified]
    broken = "breaks off in the middle of the sentence" if said.truncated else ""
    confidence = str(said.confidence) if said.confidence is not None else "none given"
    named = [
        ("its quote", said.quote),
        ("that quote", broken),
        ("its flag", flag),
        ("its confidence", confidence),
    ]
    return tuple(Fact(name, text) for name, text in named if text)
