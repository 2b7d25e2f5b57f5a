"""Which change does a number measure: of whom, against whom, and from which two numbers?"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from claimcheck import lexicon, number
from claimcheck.extract import changes, owners, pairs
from claimcheck.extract.changes import Change
from claimcheck.extract.drafts import Draft
from claimcheck.extract.mentions import BLOT, Number
from claimcheck.extract.names import Frame, split
from claimcheck.extract.parts import Part
from claimcheck.record import Difference, Range, Ratio, RelativeChange

_RELATIVELY = re.compile(r"\brelative(?:ly)?\b(?! to\b)", re.IGNORECASE)
_OPERANDS = re.compile(
    rf"^[^;№]{{0,70}}?\(?\s*(?P<from>from\s+)?[^;№()]{{0,30}}?(?P<a>{BLOT}+)"
    r"(?P<between>[^;№]{0,40}?(?:\bto\b|→|->|\bvs\.?|\bversus\b|compared (?:to|with)"
    rf"|against)[^;№]{{0,30}}?)(?P<b>{BLOT}+)",
    re.IGNORECASE,
)


_BASE = re.compile(
    r"^[^;№]{0,40}?\b(?:over|compared (?:to|with)|relative to|from|than|against"
    rf"|vs\.?)\b[^;№]{{0,50}}?(?P<b>{BLOT}+)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Earlier:
    """What the clause before leaves to be measured: a pair (before, after) with its names, its
    last plain number.
    """

    pair: tuple[Number, Number] | None = None
    frame: Frame | None = None
    last: Number | None = None


def sized(
    part: Part, n: Number, sizes: dict[Number, Change], earlier: Earlier, used: set[Number]
) -> Draft:
    """A relative change, a difference or a ratio, with the operands that the sentence prints."""
    change = sizes[n]
    if n.high is not None and change.kind == "difference":
        return _difference_range(part, n, change)
    alike = tuple(x for x in part.numbers if x in sizes and sizes[x].kind == change.kind)
    frame = _between(part, n, owners.frame(part, n, alike))
    before, after, inside = _operands(part, n, earlier)
    if earlier.frame and earlier.pair == (before, after) and not inside and not part.own.metric:
        frame = replace(frame, metric=earlier.frame.metric)
    flags = tuple(f for f in (changes.bound(part, n),) if f)
    stated = {
        "subject": frame.subject_select,
        "reference": frame.reference_select,
        "claimed": n.reported,
        "direction": change.direction,
        "scope": change.scope,
    }
    if change.kind != "relative_change":
        kind = Ratio if change.kind == "ratio" else Difference
        if n.reported.unit == "%":
            stated["claimed"] = number.rescale(n.reported, -2, unit="x")
        predicate = kind.model_validate(stated)
        return Draft(predicate, n.printed, part.start, part.end, frame, flags)
    used.update(inside)
    share = any((m := lexicon.metric(x)) is not None and m.share for x in frame.metric)
    operands = {
        "before": before.reported if before else None,
        "after": after.reported if after else None,
    }
    printed = (*n.printed, *(p for x in inside for p in x.printed))
    flags += ("maybe_points",) if share and not _RELATIVELY.search(part.text) else ()
    whole = RelativeChange.model_validate({**stated, **operands})
    return Draft(whole, printed, part.start, part.end, frame, flags)


def _difference_range(part: Part, n: Number, change: Change) -> Draft:
    """`gains of 1.2 to 4.8 points`: every difference to the reference lies between the two."""
    frame = part.around(n)
    low, high = n.reported, n.high or n.reported
    rising = (
        any(lexicon.better(m) == "lower" for m in frame.metric)
        if change.direction in ("better", "worse")
        else False
    )
    if not low.signed and (change.direction in ("lower", "worse")) != rising:
        low, high = pairs.negative(high), pairs.negative(low)
    predicate = Range(
        select=frame.subject_select, reference=frame.reference_select, low=low, high=high
    )
    return Draft(predicate, n.printed, part.start, part.end, frame)


def _operands(
    part: Part, n: Number, earlier: Earlier
) -> tuple[Number | None, Number | None, tuple[Number, ...]]:
    """Before, after, and those of them that stand in this clause."""
    at = {x.start: x for x in part.numbers}
    if m := _OPERANDS.match(part.after(n)):
        a, b = at.get(n.end + m.start("a")), at.get(n.end + m.start("b"))
        bracketed = "(" in m.group()
        if a and b and a.reported.unit == b.reported.unit and (bracketed or a.reported.unit != "%"):
            forward = bool(m["from"] or re.search(r"\bto\b|→|->", m["between"]))
            return (a, b, (a, b)) if forward else (b, a, (a, b))
    ahead = tuple(
        x for x in part.numbers if x.end <= n.start and x.reported.unit != n.reported.unit
    )
    if steps := pairs.steps(part, ahead):
        return (*steps[-1], steps[-1])
    m = _BASE.match(part.after(n))
    base = at.get(n.end + m.start("b")) if m else None
    if base and base.reported.unit != n.reported.unit:
        last = earlier.last
        after = last if last and last.reported.unit == base.reported.unit else None
        return base, after, (base,)
    if earlier.pair and part.link != "contrast":
        return (*earlier.pair, ())
    return None, None, ()


_POLES = re.compile(
    r"\b(?:gap|difference|swing|change|separation|jump|distance)\b[^№;]{0,40}?\b(?:"
    r"(?P<between>between)|from)\s+"
    r"(?P<a>[^№;,]{2,60}?)\s+(?:and|to)\s+(?P<b>[^№;,]{2,60}?)(?=\s(?:is|was|of|on|in|at"
    r"|by|reaches)\b|[,;:)(№]|\.?$)",
    re.IGNORECASE,
)


def _between(part: Part, n: Number, frame: Frame) -> Frame:
    """`the gap between A and B`, `the swing from B to A`: A is the subject, B the reference."""
    m = _POLES.search(part.text)
    if m is None:
        return frame
    first, second = split(m["a"]), split(m["b"])
    if m["between"]:
        return replace(frame, subject=first, reference=second)
    return replace(frame, subject=second, reference=first)
