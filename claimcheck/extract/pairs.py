"""Which numbers of a clause stand against each other: from a to b, a compared to b, a < b, between
a and b?
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from claimcheck.extract import measures, names, references, words
from claimcheck.extract.drafts import Draft
from claimcheck.extract.mentions import Number
from claimcheck.extract.names import Frame
from claimcheck.extract.parts import Part
from claimcheck.record import Comparison, Direction, Predicate, Range, Reported, Select

_FROM = re.compile(
    r"(?<!ranging )(?<!ranges )(?<!ranged )(?<!range )\bfrom\b[^,;:№]{0,40}$", re.IGNORECASE
)
_TO = re.compile(r"^[^;№]{0,90}?(?:\bto\b|→|->)[^,;:№]{0,40}$", re.IGNORECASE)
_ARROW = re.compile(r"^\s*(?:→|->|⟶)\s*$")
_AGAINST = re.compile(
    r"^(?P<own>[^;№]{0,90}?)\b(?P<link>compared (?:to|with|against)|versus|vs\.?|against|than"
    r"|over|relative to|as opposed to|in contrast to"
    r"|(?P<earlier>up from|down from)|sits? (?:above|below)|above|below|close to)"
    r"(?P<other>[^;№]{0,90})$",
    re.IGNORECASE,
)
_SIDE = re.compile(
    r"^\W*(?:(?!in\b|for\b|by\b|with\b|of\b|from\b|using\b)[\w%/-]+\s){0,4}?(?:in|for|by|with"
    r"|of|from|using|when using|achieved by|obtained by)\s+(?P<np>[^,;:№]{2,60}?)(?=\s(?:to|on"
    r"|in|for|at|after|across|compared|while|and)\b|[,;:)]|\.(?:\s|$)|\s*$)",
    re.IGNORECASE,
)
_BENCHMARK = re.compile(rf"\b{measures.BENCHMARK_NOUN}\b$|^(?:average|total|all)\b", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\b(?:between|rang\w+(?: from| between)?|var\w+ (?:from|between)|lies? between"
    r"|from)\s+[^№,;]{0,20}$",
    re.IGNORECASE,
)
_JOIN = re.compile(r"^[^;№,]{0,40}?\s(?:and|to)\s[^;№,]{0,30}$")
_BRACKET = re.compile(r"[\[(]\s*$")
_ATTAINED = re.compile(r"\b(?:rang\w+|from|spans?|spanning|var(?:y|ies|ied|ying))\b[^№]*$", re.I)


def steps(part: Part, free: tuple[Number, ...]) -> list[tuple[Number, Number]]:
    """The pairs (before, after) of `from a … to b` and `a → b`."""
    found = []
    for a, b in itertools.pairwise(free):
        between = part.text[a.end - part.start : part.at(b)]
        started = _FROM.search(part.before(a)) and _TO.match(between)
        if a.high is None and b.high is None and (started or _ARROW.match(between)):
            found.append((a, b))
    return found


def changed(part: Part, before: Number, after: Number) -> Draft:
    """`the loss fell from 6.8 in the baseline to 0.01 with our method`."""
    between = part.text[before.end - part.start : part.at(after)]
    own = _bracket(part.after(after)) or _side(part.after(after))
    other = _bracket(between) or _side(re.sub(r"\s*\bto\b[^№]*$", "", between))
    frame = _names(part, after, own or part.frame.subject, other or part.frame.reference)
    cue = _last_cue(part.before(before))
    return _comparison(part, frame, after, before, words.direction(cue) if cue else None)


def opposed(part: Part, free: tuple[Number, ...]) -> list[tuple[Number, Number, Draft]]:
    """`74.1 compared to 71.2 for the baseline`: the subject's number, the reference's, and their
    comparison.
    """
    found = []
    for a, b in itertools.pairwise(free):
        m = _AGAINST.match(part.text[a.end - part.start : part.at(b)])
        if m is None or a.high or b.high or a.reported.unit != b.reported.unit:
            continue
        own_bracket, other_bracket = _bracket(m["own"]), _bracket(part.after(b))
        other = (
            other_bracket
            or tuple(references.reference(m["link"] + m["other"] + ","))
            or _owner(m["other"])
        )
        reference = other or _side(part.after(b)) or part.own.reference or part.frame.reference
        subject = own_bracket or part.frame.subject or _side(m["own"])
        cue = _last_cue(part.before(b))
        frame = _names(part, a, subject, tuple(r for r in reference if r not in subject))
        way: Direction | None = words.direction(cue) if cue else None
        if m["link"].lower() == "close to" or _EVEN.search(part.text):
            way = "close"
        found.append((a, b, _comparison(part, frame, a, b, way)))
    return found


_IMPROVED = re.compile(
    rf"\b(?P<cue>{words.CHANGE_NOUN}|up|down|{words.COMPARATIVE})\s+(?:over|from|compared (?:to"
    r"|with)|relative to|than|on)\s+(?P<np>[^№;]{0,60}?)(?:['’]s?)?\s*(?:of\s|at\s|\()?$",
    re.IGNORECASE,
)


def improved(
    part: Part, last: Number | None, free: tuple[Number, ...]
) -> tuple[Number, Draft] | None:
    """`0.9995, an improvement over the baseline's 0.0359`: two clauses, one comparison."""
    if last is None or not free or part.link not in ("relative", "participle", "colon", "with"):
        return None
    m = _IMPROVED.search(part.before(free[0]))
    if m is None or last.reported.unit != free[0].reported.unit or last.high or free[0].high:
        return None
    reference = tuple(n for n in names.split(m["np"]) if names.is_name(n))
    frame = _names(part, free[0], part.frame.subject, reference or part.frame.reference)
    return last, _comparison(part, frame, last, free[0], words.direction(m["cue"]))


_EVEN = re.compile(
    r"\b(?:comparabl[ey]|similar(?:ly)?|on par|close|equal(?:ly)?|match(?:es|ed)?|identical"
    r"(?:ly)?)\b",
    re.IGNORECASE,
)


def _bracket(text: str) -> names.Names:
    """`71.4 (ours)`: the owner in brackets behind a number."""
    m = re.match(
        r"\s?(?:[A-Za-z%/]+\s)?\((?:for |with )?(?P<np>(?:the |our )?[A-Za-z][\w\-+. ]{1,30})\)",
        text,
    )
    return (m["np"],) if m else ()


def ranges(part: Part, free: tuple[Number, ...]) -> list[tuple[tuple[Number, ...], Draft]]:
    """`0.25–0.29`, `[0.248, 0.270]`, `between a and b`, `ranging from a to b`."""
    found: list[tuple[tuple[Number, ...], Draft]] = []
    for n in free:
        if n.high is not None:
            found.append(((n,), _range(part, n, n.reported, n.high)))
    for a, b in itertools.pairwise(free):
        between = part.text[a.end - part.start : part.at(b)]
        spans = _BETWEEN.search(part.before(a)) and _JOIN.match(between)
        bracket = _BRACKET.search(part.before(a)) and re.fullmatch(r"\s*,\s*", between)
        bracket = bracket and re.match(r"\s*[\])]", part.after(b))
        if not a.high and not b.high and (spans or bracket) and a.reported.value < b.reported.value:
            found.append(((a, b), _range(part, a, a.reported, b.reported, b.printed)))
    return found


def chains(part: Part) -> list[tuple[tuple[Number, ...], Draft]]:
    """`web 0.286 < medical 0.329 < dermoscopy 0.944`: one claim, every link of it a comparison."""
    if not re.search(r"№\s*[<>]", part.text):
        return []
    links: list[tuple[Number, Number, Direction]] = []
    for a, b in zip(part.numbers, part.numbers[1:], strict=False):
        m = re.match(r"^\s*([<>])[^№;,]{0,50}$", part.text[a.end - part.start : part.at(b)])
        if m:
            links.append((a, b, "lower" if m[1] == "<" else "higher"))
    if not links:
        return []
    predicates = [_link(part, a, b, way) for a, b, way in links]
    numbers = tuple(dict.fromkeys(n for a, b, _ in links for n in (a, b)))
    frame = replace(
        part.frame, subject=predicates[0].subject.method, reference=predicates[0].reference.method
    )
    rest: tuple[Predicate, ...] = tuple(predicates[1:])
    draft = Draft(predicates[0], _printed(numbers), part.start, part.end, frame, also=rest)
    return [(numbers, draft)]


def _link(part: Part, a: Number, b: Number, way: Direction) -> Comparison:
    left, right = (names.split(_before(part, n)) for n in (a, b))
    metric = part.frame.metric
    return Comparison(
        subject=Select(method=left, benchmark=part.frame.benchmark, metric=metric),
        reference=Select(method=right, benchmark=part.frame.benchmark, metric=metric),
        direction=way,
        values=(a.reported, b.reported),
    )


def _before(part: Part, n: Number) -> str:
    m = re.search(r"[(<>,;:]?\s*([\w\-+ ./]{1,40}?)\s*[=:]?\s*$", part.before(n))
    return re.sub(r"^.*[<>(]", "", m[1]).strip() if m else ""


def negative(n: Reported) -> Reported:
    """The same number below zero: a loss of 2.5 is a difference of −2.5."""
    return n.model_copy(update={"value": -n.value, "low": -n.high, "high": -n.low})


_MEASURES_CHANGE = re.compile(
    r"\b(?P<cue>gain|los|drop|improv|rais|reduc|increas|decreas|lower|fall|fell|ris|rose|degrad)"
    r"[a-z]*\s+(?:by\s+)?(?:between\s+)?$",
    re.IGNORECASE,
)
_GAINS = re.compile(
    r"\b(?:gains?|improvements?|advantages?|margins?)(?:\s+of\s+(?P<own>[^№,;]{2,40}?))?\s+"
    r"(?:over|relative to|compared (?:to|with)|against)\s+(?P<np>[^№,;]{2,40}?)\s+"
    r"(?:rang\w+|span\w*|var\w+|lies?|(?:is|are) between)\b[^№]*$",
    re.IGNORECASE,
)
_FALLS = ("los", "drop", "reduc", "decreas", "lower", "fall", "fell", "degrad")


def _range(
    part: Part, n: Number, low: Reported, high: Reported, more: tuple[str, ...] = ()
) -> Draft:
    frame = part.around(n)
    if (change := _MEASURES_CHANGE.search(part.before(n))) is not None:
        if change["cue"].lower() in _FALLS and not low.signed:
            low, high = negative(high), negative(low)
        predicate = Range(
            select=frame.subject_select, reference=frame.reference_select, low=low, high=high
        )
        return Draft(predicate, (*n.printed, *more), part.start, part.end, frame)
    attained = bool(_ATTAINED.search(part.before(n)))
    if (gains := _GAINS.search(part.before(n))) is not None:
        own = names.split(gains["own"]) if gains["own"] else ()
        frame = replace(frame, subject=own, reference=names.split(gains["np"]))
        predicate = Range(
            select=frame.subject_select, reference=frame.reference_select, low=low, high=high
        )
        return Draft(predicate, (*n.printed, *more), part.start, part.end, frame)
    predicate = Range(select=frame.subject_select, low=low, high=high, attained=attained)
    return Draft(predicate, (*n.printed, *more), part.start, part.end, frame)


def _comparison(
    part: Part, frame: Frame, own: Number, other: Number, direction: Direction | None
) -> Draft:
    """Where no word says which way, the two numbers do."""
    rises = own.reported.value > other.reported.value
    plain: Direction = "higher" if rises else "lower"
    if own.reported.value == other.reported.value:
        plain = "same"
    predicate = Comparison(
        subject=frame.subject_select,
        reference=frame.reference_select,
        direction=direction or plain,
        values=(own.reported, other.reported),
        strict=direction != "close",
    )
    first, second = sorted((own, other), key=lambda n: n.start)
    return Draft(predicate, _printed((first, second)), part.start, part.end, frame)


def _names(part: Part, n: Number, subject: names.Names, reference: names.Names) -> Frame:
    return replace(
        part.around(n), subject=subject, reference=tuple(r for r in reference if r not in subject)
    )


def _side(text: str) -> names.Names:
    """The owner behind a number: `4200 steps in the baseline`; empty where that is a benchmark."""
    m = _SIDE.match(text)
    if m is None or references.NOT_NAME.match(m["np"]):
        return ()
    if _BENCHMARK.search(m["np"]) or measures.METRIC.fullmatch(m["np"]):
        return ()
    return tuple(n for n in names.split(m["np"]) if names.is_name(n))


def _owner(text: str) -> names.Names:
    """`the baseline's`, `for BERT`, `the student mean (`: what stands right before the
    other number.
    """
    m = re.match(
        r"\s*(?:that of |for |with |in |by |the case of )?((?:the |our )?[\w\-+./]+"
        r"(?: [\w\-+./]+){0,4}?)(?:['’]s?|\s\(|\sat|\s\w+ of|\s=|$)",
        text.strip() + " ",
    )
    name = m[1].strip() if m else ""
    if not names.is_name(name) or re.fullmatch(
        r"(?:only|just|about|the|an?|around|nearly|random|chance)", name
    ):
        return ()
    return (name,)


_BARE_MORE = re.compile(r"\b(?:more|less|better) than(?= (?:\w+ ){0,2}(?:halv|doubl|tripl))", re.I)


def _last_cue(text: str) -> str:
    text = _BARE_MORE.sub(" ", text)
    found = re.findall(
        rf"\b({words.COMPARATIVE}|{words.CHANGE_VERB}|{words.CHANGE_NOUN}|above|below)\b",
        text,
        re.IGNORECASE,
    )
    return next((cue for cue in reversed(found) if words.direction(cue)), "")


def _printed(numbers: tuple[Number, ...]) -> tuple[str, ...]:
    return tuple(p for n in numbers for p in n.printed)
