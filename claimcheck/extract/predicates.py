"""Which predicates does a sentence state with its numbers?

Each number serves once: as part of a chain, of a mean with its spread, of a change, of a pair, of a range, of a count;
what is left over is a stated value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from claimcheck import lexicon, number
from claimcheck.extract import changes, measures, mentions, names, pairs, subjects, words
from claimcheck.extract.changes import Change
from claimcheck.extract.drafts import Draft
from claimcheck.extract.mentions import BLOT, Number, Reading
from claimcheck.extract.names import Frame
from claimcheck.extract.parts import Part
from claimcheck.record import (
    Constant,
    Count,
    Difference,
    MeanSd,
    Range,
    Ratio,
    RelativeChange,
    Reported,
    Significance,
    Value,
)

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
_NUMERAL = "|".join([r"\d{1,3}", *list(number.WORDS)[1:]])
_OF = re.compile(
    rf"\b(?P<k>{_NUMERAL}|most|all but one|the majority)(?:\s+(?:out\s+)?of\s+(?:the\s+|all\s+"
    rf"|our\s+)?(?P<n>{_NUMERAL})|(?<=\d)/(?P<m>\d{{1,3}}))\s+(?P<noun>"
    r"(?:[a-z][\w-]*\s+){0,3}?(?:\w*(?:s|us)))\b",
    re.IGNORECASE,
)
_COUNTABLE = re.compile(
    rf"\b(?:{measures.BENCHMARK_NOUN}|methods?|models?|runs?|variants?|metrics?|configurations?"
    r"|seeds?|cases|objectives?|baselines?|settings|comparisons|pairs|experiments|languages)$",
    re.IGNORECASE,
)
_P_VALUE = re.compile(
    r"\bp(?:[- ]values?)?\s*(?:[<≤>]\s*|(?:=|of|is|below|under)\s*(?=0?\.\d))[\d.]", re.IGNORECASE
)


@dataclass(frozen=True)
class Earlier:
    """What the clause before leaves to be measured: a pair (before, after) with its names, its last plain number."""

    pair: tuple[Number, Number] | None = None
    frame: Frame | None = None
    last: Number | None = None


def numeric(reading: Reading, parts: tuple[Part, ...]) -> list[Draft]:
    """The claims that a sentence makes with its numbers, in their order."""
    sizes = changes.find(parts)
    drafts: list[Draft] = []
    earlier = Earlier()
    for part in parts:
        made, earlier = _clause(part, sizes, earlier)
        drafts.extend(made)
    return drafts


def _clause(
    part: Part, sizes: dict[Number, Change], earlier: Earlier
) -> tuple[list[Draft], Earlier]:
    """The claims of one clause, and what it leaves to the next."""
    used: set[Number] = set()
    drafts: list[Draft] = []
    if (test := _p_value(part)) is not None:
        return [test], Earlier()
    for numbers, draft in pairs.chains(part):
        used.update(numbers)
        drafts.append(draft)
    drafts += _spreads(part, used) + _counts(part, sizes, used)
    for n in part.numbers:
        if n in sizes and n not in used:
            drafts.append(_sized(part, n, sizes, earlier, used))
            used.add(n)
    paired, left = _paired(part, used, earlier)
    rest = tuple(n for n in part.numbers if n not in used)
    drafts += paired + [_value(part, n, rest) for n in rest]
    last = next((n for n in reversed(rest) if n.high is None), None)
    return drafts, replace(left, last=last) if rest or left.pair else replace(earlier, last=None)


def _paired(part: Part, used: set[Number], earlier: Earlier) -> tuple[list[Draft], Earlier]:
    """Numbers that stand against each other; marks them as used."""
    drafts: list[Draft] = []
    left = Earlier()

    def free() -> tuple[Number, ...]:
        return tuple(n for n in part.numbers if n not in used)

    for before, after in pairs.steps(part, free()):
        drafts.append(pairs.changed(part, before, after))
        used.update((before, after))
        left = Earlier((before, after), drafts[-1].frame)
    for own, other, draft in pairs.opposed(part, free()):
        drafts.append(draft)
        used.update((own, other))
        left = Earlier((other, own), draft.frame)
    for numbers, draft in pairs.ranges(part, free()):
        drafts.append(draft)
        used.update(numbers)
    if (gain := pairs.improved(part, earlier.last, free())) is not None:
        used.add(free()[0])
        drafts.append(gain[1])
    return drafts, left


def _spreads(part: Part, used: set[Number]) -> list[Draft]:
    found = []
    for n in part.numbers:
        if n.reported.sd is not None and n not in used and not n.reported.signed:
            frame = replace(part.around(n), reference=part.own.reference)
            predicate = MeanSd(select=frame.subject_select, claimed=n.reported)
            found.append(Draft(predicate, n.printed, part.start, part.end, frame))
            used.add(n)
    return found


def _counts(part: Part, sizes: dict[Number, Change], used: set[Number]) -> list[Draft]:
    """`better on 7 of the 9 tasks`, `ten of fourteen methods lose more than 5 points`."""
    found = []
    for m in _OF.finditer(part.plain):
        if not _COUNTABLE.search(m["noun"]) or not (m["n"] or m["m"]) or not _tells(part):
            continue
        inside = [
            n for n in part.numbers if part.start + m.start() <= n.start < part.start + m.end()
        ]
        used.update(inside)
        limit = next(
            (n for n in part.numbers if n in sizes and n not in used and n.start > part.start), None
        )
        if limit is not None:
            used.add(limit)
        found.append(_count(part, m, limit, sizes))
    return found


def _tells(part: Part) -> bool:
    """Whether the clause says what is counted: it compares, ranks or measures."""
    said = words.direction(part.text)
    return said is not None or bool(
        re.search(rf"\b{words.SUPERLATIVE}|\b{words.EQUALS}", part.text)
    )


def _count(
    part: Part, m: re.Match[str], limit: Number | None, sizes: dict[Number, Change]
) -> Draft:
    frame = part.frame
    if any(m.group() in s or s in m.group() for s in frame.subject):
        frame = replace(frame, subject=())
    stated = sizes[limit].direction if limit else words.direction(part.text)
    of = _integer(m["n"] or m["m"])
    k = of - 1 if of and m["k"].lower() == "all but one" else _integer(m["k"])
    predicate = Count(
        select=frame.subject_select,
        reference=frame.reference_select if frame.reference else None,
        direction=stated or "better",
        threshold=limit.reported if limit else None,
        k=k,
        of=of,
    )
    numbers = tuple(w for w in (m["k"], m["n"] or m["m"]) if w) + (limit.printed if limit else ())
    return Draft(predicate, numbers, part.start, part.end, frame)


def _integer(text: str) -> int | None:
    return int(text) if text.isdigit() else number.WORDS.get(text.lower())


def _sized(
    part: Part, n: Number, sizes: dict[Number, Change], earlier: Earlier, used: set[Number]
) -> Draft:
    """A relative change, a difference or a ratio, with the operands that the sentence prints."""
    change = sizes[n]
    if n.high is not None and change.kind == "difference":
        return _difference_range(part, n, change)
    alike = tuple(x for x in part.numbers if x in sizes and sizes[x].kind == change.kind)
    frame = _between(part, n, _frame(part, n, alike))
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
    flags += ("maybe_points",) if share else ()
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
        low, high = _negative(high), _negative(low)
    predicate = Range(
        select=frame.subject_select, reference=frame.reference_select, low=low, high=high
    )
    return Draft(predicate, n.printed, part.start, part.end, frame)


def _negative(n: Reported) -> Reported:
    return n.model_copy(update={"value": -n.value, "low": -n.high, "high": -n.low})


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
    first, second = names.split(m["a"]), names.split(m["b"])
    if m["between"]:
        return replace(frame, subject=first, reference=second)
    return replace(frame, subject=second, reference=first)


def _value(part: Part, n: Number, rest: tuple[Number, ...]) -> Draft:
    frame = replace(_frame(part, n, rest), reference=part.own.reference)
    bound = changes.bound(part, n)
    scope = changes.scope(part, n)
    if mentions.UNREACHED.search(part.before(n)):
        bound = "at_least"
    if bound == "at_least" and scope == "each":
        scope = "min"
    predicate = Value(select=frame.subject_select, claimed=n.reported, scope=scope)
    return Draft(predicate, n.printed, part.start, part.end, frame, tuple(f for f in (bound,) if f))


def _frame(part: Part, n: Number, siblings: tuple[Number, ...]) -> Frame:
    """Names of one number; with "respectively" the n-th number goes with the n-th name."""
    frame = part.around(n)
    if "respectively" not in part.text or n not in siblings or len(siblings) < 2:
        return _owned(part, n, frame)
    index, count = siblings.index(n), len(siblings)
    benchmark, metric = measures.benchmarks(part.text), measures.metric(part.text)
    named = {
        "benchmark": benchmark,
        "subject": part.frame.subject,
        "reference": part.frame.reference,
        "metric": metric,
    }
    for field, listed in named.items():
        if len(listed) == count:
            whole = replace(frame, benchmark=benchmark if field != "benchmark" else frame.benchmark)
            return replace(whole, **{field: (listed[index],)})
    return frame


_OWNER = re.compile(
    r"^[^,;:№()]{0,30}?\s(?:for|with|by)\s+(?P<np>(?:our|the|ours)\b[^,;:№()]{2,50}?)(?=\s"
    r"(?:on|in|at|and|to|across|compared|relative)\b|[,;:)]|\.(?:\s|$)|\s*$)"
)


_OWNER_BEFORE = re.compile(
    r"(?:[(;]\s*|,\s+|^\W*(?:e\.g\.,?\s)?)(?P<np>[A-Za-z][^(),;:№=]{1,50}?)\s*(?:=|≈|:|\bat"
    r"|\bis|\bwith)\s*$"
)


def _owned(part: Part, n: Number, frame: Frame) -> Frame:
    """`(7.9% for our full model)`, `(pixel L2 = 0.580)`: the name beside a number is its owner."""
    m = _OWNER.match(part.after(n))
    if m is None and "(" in part.before(n) + part.text[:1]:
        m = _OWNER_BEFORE.search(part.before(n))
    m = m or (_OWNER_BEFORE.search(part.before(n)) if not part.own.subject else None)
    if (
        m is None
        or re.search(rf"\b{measures.BENCHMARK_NOUN}\b", m["np"])
        or measures.metrics(m["np"])
    ):
        return frame
    owner = tuple(o for o in names.split(m["np"]) if subjects.is_subject(o))
    if not owner:
        return frame
    return replace(
        frame, subject=owner, reference=tuple(r for r in frame.reference if r not in owner)
    )


def _p_value(part: Part) -> Draft | None:
    """`(p < 0.01)`: significance with a printed test."""
    if not _P_VALUE.search(part.plain):
        return None
    at = next(
        (n for n in part.numbers if re.search(r"\bp\b[^№]{0,16}$", part.before(n), re.I)), None
    )
    p: Reported | None = at.reported if at else None
    frame = part.frame
    predicate = Significance(subject=frame.subject_select, reference=frame.reference_select, p=p)
    return Draft(predicate, at.printed if at else (), part.start, part.end, frame)


def needs_evidence(draft: Draft) -> bool:
    """Whether a draft is a bare number, which is a claim only where something says that it is a result."""
    return isinstance(draft.predicate, Value | MeanSd) or (draft.predicate.kind == "range")


_COUNTED = re.compile(
    r"^[\s-](?:[\w-]+\s){0,2}?(?P<noun>runs?|experiments?|seeds?|backbones?|configurations?"
    r"|datasets?|benchmarks?|tasks?|models?|methods?|variants?|baselines?|settings|languages?"
    r"|trials)\b"
)


def counted(reading: Reading) -> list[Draft]:
    """`a nine-experiment ablation`, `five seeds per configuration`: how much was compared."""
    found = []
    for n in reading.numbers:
        m = _COUNTED.match(reading.text[n.end :]) if n.word and n.reported.unit == "" else None
        if m is not None:
            predicate = Constant(name=m["noun"], claimed=n.reported)
            end = n.end + m.end()
            found.append(Draft(predicate, (n.reported.printed,), n.start, end, Frame()))
    return found
