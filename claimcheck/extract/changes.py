"""By how much does a clause say that something changed: percent, points, or times?"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from typing import Literal

from claimcheck.extract import words
from claimcheck.extract.mentions import BLOT, Number
from claimcheck.extract.parts import Part
from claimcheck.record import Direction, Scope

Kind = Literal["relative_change", "difference", "ratio"]

_SMALL = (
    r"(?!of\b|in\b|on\b|for\b|to\b|and\b|or\b|with\b|the\b|a\b|an\b|is\b|are\b|compared\b"
    r"|over\b|than\b|from\b|by\b|at\b|while\b|vs\b|as\b)[A-Za-z][\w.\-/]*"
)
_MODIFIERS = rf"(?:{_SMALL}\s+){{0,4}}?"
_LEAD_IN = (
    rf"(?:(?:{words.FILLER}|{words.BOUND_MAX}|{words.BOUND_MIN}|{words.ABOVE}|{words.BELOW}"
    r"|[~≈∼(])\s*)*"
)
_NOUN_AFTER = re.compile(
    rf"^[\s-]*(?:\([^()]*\)\s*)?{_MODIFIERS}(?P<cue>{words.CHANGE_NOUN})\b(?!\s+(?:from"
    rf"|to) {BLOT}+ accuracy)",
    re.IGNORECASE,
)
_COMPARATIVE_AFTER = re.compile(
    rf"^\s*(?:relatively |relative |points? |[A-Z][\w-]*\s)?(?P<cue>{words.COMPARATIVE})\b",
    re.IGNORECASE,
)
_UNIT_COMPARATIVE = re.compile(
    rf"^\s*(?:[A-Za-z][\w-]*\s){{1,2}}(?P<cue>{words.COMPARATIVE}|above|below|ahead|behind)\b"
    rf"(?!\s+(?:than\s+)?{BLOT})"
)
_ABOVE_AFTER = re.compile(
    r"^\s*(?:absolute |accuracy |in absolute terms )?(?P<cue>above|below|ahead of|behind"
    rf"|over)\s+(?!{BLOT})",
    re.IGNORECASE,
)
_VERB_BY = re.compile(
    rf"\b(?P<cue>{words.CHANGE_VERB})\b(?:[^;:№]|:(?=\S)){{0,110}}?\b(?:by|with)\s+{_LEAD_IN}$",
    re.IGNORECASE,
)
_COMPARATIVE_BY = re.compile(
    rf"\b(?P<cue>{words.COMPARATIVE}|above|below|ahead|behind)\b[^;:№]{{0,80}}?\bby\s+{_LEAD_IN}$",
    re.IGNORECASE,
)
_NOUN_OF = re.compile(
    rf"\b(?P<cue>{words.CHANGE_NOUN})\b(?:(?:\s+(?:in|on|for|from|over|to|between|with"
    r"|\([^()]*\))\s?[^;:№]{1,70}?)?"
    rf"\s*\b(?:of|is|was|by|as|reach\w*|averag\w*|amount\w*|exceed\w*)|\s*[:=]|)\s*{_LEAD_IN}$",
    re.IGNORECASE,
)
_NOUN_BRACKET = re.compile(
    rf"\b(?P<cue>{words.CHANGE_NOUN})\b[^;:№]{{0,40}}\(\s*{_LEAD_IN}$", re.IGNORECASE
)
_VERB_BRACKET = re.compile(
    rf"\b(?P<cue>{words.CHANGE_VERB}|{words.COMPARATIVE})\b[^;:№]{{0,90}}\(\s*"
    rf"(?:by\s+)?{_LEAD_IN}$",
    re.IGNORECASE,
)
_DIRECT = re.compile(
    r"\b(?P<cue>gain(?:s|ed|ing)?|los(?:es|e|t|ing)|drop(?:s|ped|ping)?|sav(?:es|e|ed|ing)"
    r"|fall(?:s|ing)?|fell|rises?|rose|adds?|climb(?:s|ed)|jump(?:s|ed)|lead(?:s|ing)|trail"
    r"(?:s|ed|ing)?|lag(?:s|ged|ging)?|decreas(?:es|ed)|increas(?:es|ed)|declin(?:es|ed)"
    rf"|improv(?:es|ed)|cut(?:s)?|shed(?:s)?)\s+{_LEAD_IN}$",
    re.IGNORECASE,
)
_FACTOR = re.compile(
    r"\b(?:by (?:a )?factors? of|speed-?\s?ups? of|ratio(?: of)?|up to|by|factor)\s*(?:about "
    r"|nearly |roughly |over |more than |almost |~)*$",
    re.I,
)
_TIMES_AFTER = re.compile(
    rf"^[\s-]*(?:{_MODIFIERS}(?P<cue>{words.COMPARATIVE}|{words.CHANGE_NOUN}|ratio)\b|"
    r"(?P<as>as (?P<much>\w+)(?: \w+){0,2} as|as (?:much|many|fast|long|slow)\b)|"
    r"(?P<the>the (?:cost|number|time|parameters|memory|speed|compute|size|rate)|th(?:at|ose) of\b"
    r"|the (?:[\w-]+ ){1,3}of\b))",
    re.IGNORECASE,
)
_MULTIPLE_VERB = re.compile(r"^(?:doubl|tripl|quadrupl|halv)", re.IGNORECASE)
_BACK_TO = re.compile(rf"(?<!up )(?<!due )\bto\s+{_LEAD_IN}$", re.IGNORECASE)
_JOINED = re.compile(rf"^\W*(?:and |or |then )?(?:by |of |an? |{words.FILLER} )*$", re.IGNORECASE)


_BEAT_TOO = re.compile(r"^\W*and\s+(?:the\s+|our\s+)?[\w\-+./]+(?:\s[\w\-+./]+){0,4}\s+by\s+$")
_FACTOR_OF = re.compile(rf"\bfactors? of\s+(?:{words.FILLER}\s+)*$", re.IGNORECASE)
_SHARE_OF = re.compile(
    r"^\s*of (?:the |its |that of |our )?(?P<of>original|baseline|full|dense|teacher|unpruned"
    r"|oracle|upper)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Change:
    """That a number is the size of a change: its kind, direction and scope."""

    kind: Kind
    direction: Direction | None
    scope: Scope
    cue: str


def find(parts: tuple[Part, ...]) -> dict[Number, Change]:
    """The numbers of a sentence that are sizes of changes; one joined to another by "and" is of
    its kind.
    """
    found: dict[Number, Change] = {}
    last: tuple[Part, Number] | None = None
    for part in parts:
        for n in part.numbers:
            change = _change(part, n) or _joined(part, n, last, found)
            if change is not None and not change.cue and last and last[1] in found:
                change = replace(change, direction=found[last[1]].direction)
            if change is not None:
                found[n] = change
            last = (part, n)
    return _backwards(parts, found)


def _joined(
    part: Part, n: Number, last: tuple[Part, Number] | None, found: dict[Number, Change]
) -> Change | None:
    """`up to 76% for addition, 72% for subtraction`, `2.8 and 3.3 points`."""
    if (
        last is None
        or last[1] not in found
        or last[1].reported.unit != n.reported.unit
        or n.high is not None
    ):
        return None
    where, before = last
    if where is part:
        between = part.text[before.end - part.start : part.at(n)]
        joined = re.fullmatch(
            r"(?:\s(?:for|on|in|from|with)\s[^;:№()]{1,50})?\W*(?:,|and|or|,\s*and)\s*(?:an? )?",
            between,
        )
        return found[before] if joined else None
    tail = where.after(before)
    if part.link == "and" and _BEAT_TOO.match(part.before(n)) and n.reported.unit:
        return found[before]
    if part.link != "and" or not _JOINED.match(part.before(n)) or re.search(r"\bto\b", tail):
        return None
    return found[before]


_STATED = re.compile(r"\b(?:of|at|is|was|reach\w*|achiev\w*|obtain\w*|attain\w*)\s*$", re.I)


def _backwards(parts: tuple[Part, ...], found: dict[Number, Change]) -> dict[Number, Change]:
    """`by 2.8 and 3.3 points`: the first number has the unit and the kind of the second."""
    for part in parts:
        for a, b in zip(part.numbers, part.numbers[1:], strict=False):
            between = part.text[a.end - part.start : part.at(b)]
            alike = a.reported.signed == b.reported.signed and a.reported.unit in (
                "",
                b.reported.unit,
            )
            stated = _STATED.search(part.before(a))
            if (
                alike
                and not stated
                and b in found
                and re.fullmatch(r"\s*(?:,|and|or|/|,\s*and)\s*", between)
            ):
                known = found.get(a, found[b])
                kind = found[b].kind if b.reported.unit else known.kind
                direction = known.direction or found[b].direction
                found[a] = Change(kind, direction, known.scope, known.cue)
                found[b] = Change(kind, direction, found[b].scope, known.cue)
    return found


def _change(part: Part, n: Number) -> Change | None:
    if n.reported.sd is not None and not n.reported.signed:
        return None
    if n.reported.unit == "x":
        return _times(part, n)
    cue = _cue(part, n)
    if n.reported.unit == "" and _FACTOR_OF.search(part.before(n)):
        return Change("ratio", _direction(cue), scope(part, n), cue)
    if n.reported.unit == "%" and _SHARE_OF.match(part.after(n)):
        return Change("ratio", None, scope(part, n), "of")
    if n.reported.signed and n.reported.unit != "%" and _bracketed(part, n):
        return Change("difference", None, scope(part, n), "")
    if n.reported.unit == "pp" or (n.reported.printed.startswith("+") and n.reported.unit != "%"):
        return Change("difference", _direction(cue), scope(part, n), cue)
    if not cue or (_BACK_TO.search(part.before(n)) and not _NOUN_AFTER.match(part.after(n))):
        return None
    kind: Kind = "relative_change" if n.reported.unit == "%" else "difference"
    if kind == "difference" and n.reported.decimals <= 0 and not _plausible(part, n, cue):
        return None
    return Change(kind, _direction(cue), scope(part, n), cue)


def _bracketed(part: Part, n: Number) -> bool:
    """`(−2.3)` behind a verb of change."""
    before = part.before(n)
    closes = re.match(r"\s*(?:[A-Za-z]{1,10}\s*)?[)]", part.after(n))
    return bool(before.endswith("(") and closes and re.search(rf"\b{words.CHANGE_VERB}\b", before))


def _plausible(part: Part, n: Number, cue: str) -> bool:
    """Whole numbers without a unit are sizes of changes only after `by`."""
    return bool(re.search(rf"\bby\s+{_LEAD_IN}$", part.before(n), re.IGNORECASE)) or (
        cue.lower() not in {"more", "less"}
        and bool(re.match(r"\s*(?:fewer|steps|seconds|epochs|iterations)\b", part.after(n)))
    )


def _cue(part: Part, n: Number) -> str:
    """The word that makes the number the size of a change; empty where none does."""
    before, after = _outside(part.before(n)), part.after(n)
    ahead = (p.match(after) for p in (_NOUN_AFTER, _COMPARATIVE_AFTER))
    behind = (_last(p, before) for p in (_VERB_BY, _COMPARATIVE_BY))
    for m in itertools.chain(ahead, behind, (_ABOVE_AFTER.match(after),)):
        if m is not None and not _misled(m, before, percent=n.reported.unit == "%"):
            return m["cue"]
    if n.reported.unit != "%" and (m := _UNIT_COMPARATIVE.match(after)):
        return m["cue"]
    if m := _last(_NOUN_OF, before) or _last(_NOUN_BRACKET, before):
        return m["cue"]
    if m := _last(_VERB_BRACKET, part.before(n)):
        sized = n.reported.signed or n.reported.unit == "pp"
        percent = n.reported.unit == "%" and _change_bracket(after)
        return m["cue"] if sized or percent else ""
    if (n.reported.unit or n.reported.decimals > 0) and (m := _last(_DIRECT, before)):
        return m["cue"]
    delta = n.reported.signed and n.reported.unit != "%" and _DELTA.search(before)
    return "gap" if delta else ""


def _outside(text: str) -> str:
    """The text with closed brackets blanked: `the baseline (76.9)` is `the baseline       `."""
    return re.sub(r"\([^()]*\)", lambda m: " " * len(m.group()), text)


_DELTA = re.compile(r"(?:Δ|∆|delta)\s*=?\s*$", re.IGNORECASE)


def _change_bracket(after: str) -> bool:
    """`(12% relative)` is a change; `(85.1%)` behind a metric is a value."""
    return bool(re.match(r"\s*(?:relative|absolute|reduction|fewer|more|less)", after))


def _misled(m: re.Match[str], before: str, *, percent: bool) -> bool:
    """`84.1% over the whole set`, `more details`: a cue that belongs to something else."""
    cue = m["cue"].lower()
    if cue == "over" and percent:
        return True
    if cue in {"above", "below"} and re.search(r"\b(?:at|of|=)\s*$", before):
        return True
    return cue == "more" and bool(re.match(r"\s*more (?:details|than)\b", m.string))


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The match that begins last, so that the nearest cue word wins."""
    found = None
    start = 0
    while (m := pattern.search(text, start)) is not None:
        found, start = m, m.start("cue") + 1
    return found


def _times(part: Part, n: Number) -> Change | None:
    """`2× faster`, `doubled`, `a speed-up of 3.1×`; `repeated three times` is no change."""
    before, after = part.before(n), part.after(n)
    if n.word and _MULTIPLE_VERB.match(n.reported.printed):
        direction: Direction | None = None if n.reported.value < 1 else "higher"
        return Change("ratio", direction, scope(part, n), n.reported.printed)
    if m := _TIMES_AFTER.match(after):
        cue = m["cue"] or m["much"] or ""
        return Change(
            "ratio", _direction(cue) or ("higher" if not cue else None), scope(part, n), cue
        )
    for pattern in (_VERB_BY, _NOUN_OF, _NOUN_BRACKET, _COMPARATIVE_BY):
        if m := _last(pattern, before):
            direction = None if n.reported.value < 1 else _direction(m["cue"])
            return Change("ratio", direction, scope(part, n), m["cue"])
    return (
        Change("ratio", None, scope(part, n), "") if _FACTOR.search(before) and not n.word else None
    )


def _direction(cue: str) -> Direction | None:
    if cue.lower() in {"above", "ahead", "ahead of", "over"}:
        return "higher"
    return "lower" if cue.lower() in {"below", "behind"} else words.direction(cue) if cue else None


def scope(part: Part, n: Number) -> Scope:
    """`max` after "up to", `min` after "at least", `mean` for an average over benchmarks, else
    `each`.
    """
    before = part.before(n)
    if re.search(rf"\b{words.BOUND_MAX}\s+(?:{words.FILLER}\s+)*$", before, re.IGNORECASE):
        return "max"
    if re.search(rf"\b{words.BOUND_MIN}\s+(?:{words.FILLER}\s+)*$", before, re.IGNORECASE):
        return "min"
    return "mean" if words.AVERAGE_OVER.search(part.text) else "each"


def bound(part: Part, n: Number) -> str:
    """`at_least` for "over 90%", "at least 90%"; `at_most` for "below"; empty where the number
    itself is stated.
    """
    before = part.before(n)
    if re.search(
        rf"\b(?:{words.ABOVE}|{words.BOUND_MIN})\s+(?:{words.FILLER}\s+)*$", before, re.IGNORECASE
    ):
        return "at_least"
    if re.search(
        rf"\b(?:{words.BELOW}|no more than|at most)\s+(?:{words.FILLER}\s+)*$",
        before,
        re.IGNORECASE,
    ):
        return "at_most"
    return ""
