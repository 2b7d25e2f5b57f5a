"""Which predicates does a sentence state with its numbers?

Each number serves once: as part of a chain, of a mean with its spread, of a change, of a pair, of
a range, of a count; what is left over is a stated value.
"""

from __future__ import annotations

import re
from dataclasses import replace

from claimcheck import number
from claimcheck.extract import (
    changes,
    measures,
    mentions,
    owners,
    pairs,
    sizes,
    superlatives,
    words,
)
from claimcheck.extract.changes import Change
from claimcheck.extract.drafts import Draft
from claimcheck.extract.mentions import Number, Reading
from claimcheck.extract.names import Frame
from claimcheck.extract.parts import Part
from claimcheck.record import (
    Constant,
    Count,
    Direction,
    MeanSd,
    Reported,
    Significance,
    Value,
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


def numeric(reading: Reading, parts: tuple[Part, ...]) -> list[Draft]:
    """The claims that a sentence makes with its numbers, in their order."""
    measured = changes.find(parts)
    drafts: list[Draft] = []
    earlier = sizes.Earlier()
    for part in parts:
        made, earlier = _clause(part, measured, earlier)
        drafts.extend(made)
    return drafts


def _clause(
    part: Part, measured: dict[Number, Change], earlier: sizes.Earlier
) -> tuple[list[Draft], sizes.Earlier]:
    """The claims of one clause, and what it leaves to the next."""
    used: set[Number] = set()
    drafts: list[Draft] = []
    if (test := _p_value(part)) is not None:
        return [test], sizes.Earlier()
    for numbers, draft in pairs.chains(part):
        used.update(numbers)
        drafts.append(draft)
    drafts += _spreads(part, used) + _counts(part, measured, used)
    for n in part.numbers:
        if n in measured and n not in used:
            drafts.append(sizes.sized(part, n, measured, earlier, used))
            used.add(n)
    paired, left = _paired(part, used, earlier)
    rest = tuple(n for n in part.numbers if n not in used)
    drafts += paired + [value for n in rest for value in _values(part, n, rest)]
    last = next((n for n in reversed(rest) if n.high is None), None)
    return drafts, replace(left, last=last) if rest or left.pair else replace(earlier, last=None)


def _paired(
    part: Part, used: set[Number], earlier: sizes.Earlier
) -> tuple[list[Draft], sizes.Earlier]:
    """Numbers that stand against each other; marks them as used."""
    drafts: list[Draft] = []
    left = sizes.Earlier()

    def free() -> tuple[Number, ...]:
        return tuple(n for n in part.numbers if n not in used)

    for before, after in pairs.steps(part, free()):
        drafts.append(pairs.changed(part, before, after))
        used.update((before, after))
        left = sizes.Earlier((before, after), drafts[-1].frame)
    for own, other, draft in pairs.opposed(part, free()):
        drafts.append(draft)
        used.update((own, other))
        left = sizes.Earlier((other, own), draft.frame)
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
            frame = replace(owners.frame(part, n, (n,)), reference=())
            predicate = MeanSd(select=frame.subject_select, claimed=n.reported)
            found.append(Draft(predicate, n.printed, part.start, part.end, frame))
            used.add(n)
    return found


def _counts(part: Part, measured: dict[Number, Change], used: set[Number]) -> list[Draft]:
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
            (n for n in part.numbers if n in measured and n not in used and n.start > part.start),
            None,
        )
        if limit is not None:
            used.add(limit)
        found.append(_count(part, m, limit, measured))
    return found


def _tells(part: Part) -> bool:
    """Whether the clause says what is counted: it compares, ranks or measures."""
    said = words.direction(part.text)
    return said is not None or bool(
        re.search(rf"\b{words.SUPERLATIVE}|\b{words.EQUALS}", part.text)
    )


def _count(
    part: Part, m: re.Match[str], limit: Number | None, measured: dict[Number, Change]
) -> Draft:
    frame = part.frame
    if any(m.group() in s or s in m.group() for s in frame.subject):
        frame = replace(frame, subject=())
    stated = measured[limit].direction if limit else words.direction(part.text)
    extreme = superlatives.order(part)
    if extreme and not limit and not frame.reference:
        stated = _BEYOND_ALL[extreme]
        frame = replace(frame, reference=("all other methods",))
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


_BEYOND_ALL: dict[str, Direction] = {
    "best": "better",
    "worst": "worse",
    "highest": "higher",
    "lowest": "lower",
}
"""What the first of all is against each of the others."""


def _integer(text: str) -> int | None:
    return int(text) if text.isdigit() else number.WORDS.get(text.lower())


_NONE = re.compile(r"^(?:none of|neither of|no)\s+", re.IGNORECASE)
_BOTH_SPLITS = re.compile(
    r"[%)\s]*(?:for|on|in) (?:both )?(?:the )?(?P<a>training|train) and "
    r"(?:the )?(?P<b>validation|test|dev)\b"
)


def _values(part: Part, n: Number, rest: tuple[Number, ...]) -> list[Draft]:
    """One claim, or two for `(1.0) for both training and validation sets`."""
    draft = _value(part, n, rest)
    m = _BOTH_SPLITS.match(part.after(n))
    if m is None or not isinstance(draft.predicate, Value) or len(draft.frame.metric) != 1:
        return [draft]
    return [_on_split(draft, draft.predicate, m[group]) for group in ("a", "b")]


def _on_split(draft: Draft, value: Value, split: str) -> Draft:
    frame = replace(draft.frame, metric=(f"{split} {draft.frame.metric[0]}",))
    predicate = value.model_copy(update={"select": frame.subject_select})
    return replace(draft, frame=frame, predicate=predicate)


def _value(part: Part, n: Number, rest: tuple[Number, ...]) -> Draft:
    frame = replace(owners.frame(part, n, rest), reference=())
    bound = changes.bound(part, n)
    scope = changes.scope(part, n)
    unreached = bool(mentions.UNREACHED.search(part.before(n)))
    bound = "at_least" if unreached else bound
    if bound == "at_least" and scope == "each" and not unreached:
        scope = "min"
    if (denied := tuple(_NONE.sub("", s) for s in frame.subject)) != frame.subject and bound:
        frame = replace(frame, subject=denied)
        bound, scope = ("at_most", "max") if bound == "at_least" else ("at_least", "min")
    predicate = Value(select=frame.subject_select, claimed=n.reported, scope=scope)
    return Draft(predicate, n.printed, part.start, part.end, frame, tuple(f for f in (bound,) if f))


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
    """Whether a draft is a bare number, which is a claim only where something says that it is a
    result.
    """
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
