"""Which predicates does a clause state in words: better than, the best, as good as, rising with,
significant?
"""

from __future__ import annotations

import re
from dataclasses import replace

from claimcheck import number
from claimcheck.extract import measures, names, subjects, superlatives, words
from claimcheck.extract.drafts import Draft
from claimcheck.extract.names import Frame
from claimcheck.extract.parts import Part
from claimcheck.record import (
    Comparison,
    Direction,
    Predicate,
    Scope,
    Significance,
    Trend,
    Value,
)

_UNREAL = re.compile(
    r"\b(?:could|would|should|might|may|will|shall|aims?|aimed|aiming|hopes?|plans?|future"
    r"|expect\w*|potential(?:ly)?|designed to|intended to|in order to|motivat\w*"
    r"|remains? to be"
    r"|remain(?:s)? an open|hypothesi\w+|promis\w+|seeks?|allows?|enabl\w+|goal|objective is"
    r"|to (?:further )?(?:improve|enhance|reduce|increase|accelerate|boost|avoid|address"
    r"|verify|test"
    r"|maximi[sz]e|minimi[sz]e|ensure|assess|evaluate|understand)|whether|crucial|essential"
    r"|important to|ability to|capab\w+|challeng\w+|opportunit\w+|if)\b|\?\s*$",
    re.IGNORECASE,
)
_BEATS = re.compile(rf"\b(?P<cue>{words.BEATS})\b", re.IGNORECASE)
_EQUALS = re.compile(rf"\b(?P<cue>{words.EQUALS})\b", re.IGNORECASE)
_THAN = re.compile(
    rf"\b(?P<cue>{words.COMPARATIVE})\b(?!\s+than\s+(?:\w+\s)?№)"
    r"(?=[^;]{0,110}?\b(?:than|compared (?:to|with)"
    r"|relative to|versus|vs)\b)",
    re.IGNORECASE,
)
_CHANCE = re.compile(
    r"\b(?P<cue>below|above|under|over|worse than|better than|at|near|close to)[- ](?:the )?"
    r"(?P<chance>random|chance)(?:[- ](?:level|line|chance|guess\w*|baseline))?\b",
    re.IGNORECASE,
)
_MIXED = re.compile(
    r"\b(?:mixed|inconsistent|uneven) (?:results?|performance|effects?|outcomes?|picture)\b",
    re.I,
)
_STEADY = re.compile(
    r"\b(?:remain(?:s|ed)?|stay(?:s|ed)?|(?:is|are|was|were)|keeps?|holds?|perform(?:s"
    r"|ed)?)\s+(?:\w+ly\s)?(?P<cue>comparable|similar(?:ly)?|stable|constant|unchanged|flat"
    r"|the same|consistent|competitive|robust|steady"
    r"|insensitive|\w+-stable|reproducible|saturated)\b",
    re.IGNORECASE,
)
_ALONG = re.compile(
    rf"\b(?P<verb>{words.CHANGE_VERB}|scal(?:e|es|ed)|correlat(?:e|es|ed)|saturat(?:e|es|ed)"
    r"|plateau(?:s|ed)?|var(?:y|ies|ied))\b[^,;№]{0,50}?\b(?:(?:monotonically|linearly|steadily"
    r"|logarithmically)\s+)?(?:with|as)\s+"
    r"(?P<along>(?:the |more |larger |increasing |longer |deeper |additional )?[^,;.№]{3,50})",
    re.IGNORECASE,
)
_FACTOR = re.compile(
    r"\b(?:size|number|depth|length|scale|amount|dimension|width|steps|budget|epochs|capacity"
    r"|data|compute|layers|temperature|rate|ratio|parameters|more|larger|longer|increases?"
    r"|grows?|training|time|complexity|difficulty|noise)\b",
    re.I,
)
_RISES = re.compile(rf"\b(?P<cue>{words.CHANGE_VERB})\b", re.IGNORECASE)
_LEADS = re.compile(
    r"\b(?:show(?:s|ed|ing)?|demonstrat(?:e|es|ed|ing)|achiev(?:e|es|ed|ing)|yield(?:s|ed"
    r"|ing)?|observ(?:e|es|ed)|see|provid(?:e|es|ed|ing)|produc(?:e|es|ed|ing)|exhibit(?:s|ed"
    r"|ing)?|bring(?:s)?|offer(?:s|ed|ing)?|deliver(?:s|ed|ing)?"
    r"|(?:lead(?:s|ing)?|led) to|result(?:s|ed|ing)? in|giv(?:e|es|ing)|caus(?:e|es|ed|ing)"
    r"|incur(?:s|red)?|with|find|found|report(?:ed|s)?|comes? at the cost of|at the (?:cost"
    r"|expense) of|despite|resulting|obtain(?:s|ed)?|maintain(?:s|ed|ing)?"
    r"|translat(?:es|ed) (?:in)?to|including|reveal(?:s|ed)?)\s+(?P<obj>[^;№]{0,60}?\b"
    rf"(?:{words.COMPARATIVE}\s(?:[\w-]+\s){{0,2}}?(?={words.CHANGE_NOUN}\b))?"
    rf"(?P<cue>{words.CHANGE_NOUN}|{words.COMPARATIVE}|improved|increased|reduced|decreased"
    r"|enhanced|degraded))\b",
    re.IGNORECASE,
)
_BE_OBSERVED = re.compile(
    rf"\b(?P<cue>{words.CHANGE_NOUN})\b[^;№]{{0,50}}\b(?:(?:was|were|is|are) (?:also )?"
    r"(?:observed|seen|found|evident|noticeable|visible|consistent|obtained|achieved|modest"
    r"|small|large|substantial|marginal|clear|negligible|minimal)|var(?:ied|ies))\b",
    re.IGNORECASE,
)
_LOSSLESS = re.compile(
    r"\bwithout (?:any |a )?(?:loss|drop|degradation|sacrific\w+|compromising|hurting)\b", re.I
)
_QUALITY = re.compile(
    r"\b(?:performance|quality|accuracy|results?|fidelity|generali[sz]ation)\b", re.I
)


_BARE_VERB = re.compile(r"^\W*(?:and|or)\s+(?:\w+ly\s+)?(?!(?:\w+(?:s|ed)\b))[a-z]+\b")
_GERUND_ONLY = re.compile(r"^\W*[A-Z][a-z]+ing\b")


def verbal(parts: tuple[Part, ...], stated: tuple[Draft, ...]) -> list[Draft]:
    """What clauses say in words, where their numbers have not said it already."""
    found: list[Draft] = []
    unreal = False
    for part in parts:
        unreal = bool(_UNREAL.search(part.text)) or (
            unreal and part.link == "and" and bool(_BARE_VERB.match(part.text))
        )
        if unreal or (
            part.link == "main"
            and _GERUND_ONLY.match(part.text)
            and not part.label
            and subjects.main_verb(part.text) is None
        ):
            continue
        sized = {_said(d.predicate) for d in stated if d.start == part.start}
        found += _clause(part, sized)
    return found


def _said(predicate: Predicate) -> str:
    """Its kind; a range of differences counts as a difference."""
    differs = predicate.kind == "range" and predicate.reference is not None
    return "difference" if differs else predicate.kind


def _clause(part: Part, sized: set[str]) -> list[Draft]:
    """One extreme and one comparison at most; a number of the clause that says the same comes
    first.
    """
    made: list[Draft] = []
    if "count" in sized:
        return []
    made += superlatives.superlative(part)
    if sized & {"relative_change", "difference", "ratio", "comparison", "count"}:
        return made
    if made and not _BEATS.search(part.text):
        return made
    for read in (_perfect, _compared, _against_chance, _mixed, _along, _steady, _changed):
        if (draft := read(part)) is not None:
            return [*made, draft]
    return made


_PERFECT = re.compile(
    r"(?<!near-)(?<!near )(?<!nearly )(?<!almost )\bperfect (?:\w+ )?"
    r"(?:accuracy|scores?|recall|precision|success|generali[sz]ation)\b",
    re.IGNORECASE,
)


def _perfect(part: Part) -> Draft | None:
    """`achieved perfect accuracy`, where no number says it."""
    if not _PERFECT.search(part.text) or part.numbers:
        return None
    whole = number.exact(100, unit="%").model_copy(update={"printed": "perfect"})
    predicate = Value(select=part.frame.subject_select, claimed=whole)
    return Draft(predicate, (), part.start, part.end, part.frame)


def _compared(part: Part) -> Draft | None:
    """`outperforms Y`, `matches Y`, `lower loss than Y`."""
    m = _BEATS.search(part.text)
    if m is not None and part.frame.reference and part.frame.subject:
        behind = re.search(r"short|second|behind|below|lag|trail|infer|unfav|under", m["cue"], re.I)
        return _comparison(part, "worse" if behind else words.direction(m["cue"]) or "better")
    if (m := _THAN.search(part.text)) and (part.own.reference or part.frame.metric):
        return _comparison(part, _of_cue(part, m), frame=_by_acronym(part, m))
    if (
        (m := _EQUALS.search(part.text))
        and part.own.reference
        and (part.frame.subject or part.frame.metric)
    ):
        return _comparison(part, "close")
    return None


def _by_acronym(part: Part, m: re.Match[str]) -> Frame:
    """`a lower mCE than Y`: letters between the comparative and `than` are the metric."""
    short = re.match(r"\s+(?P<np>[a-z]?[A-Z]{2,}[\w@-]*)\s+than\b", part.text[m.end("cue") :])
    return replace(part.frame, metric=(short["np"],)) if short else part.frame


def _of_cue(part: Part, m: re.Match[str]) -> Direction:
    """`more` is read with the adjective behind it."""
    adjective = re.match(r"\s+[a-z]+", part.text[m.end("cue") :])
    return words.direction(m["cue"] + (adjective.group() if adjective else "")) or "better"


def _against_chance(part: Part) -> Draft | None:
    m = _CHANCE.search(part.text)
    if m is None or m["cue"].lower() in {"at", "near", "close to", "over", "under"}:
        return None
    way: Direction = "lower" if m["cue"].lower() in {"below", "worse than"} else "higher"
    frame = replace(part.frame, reference=(m["chance"],))
    return _comparison(part, way, frame=frame)


def _mixed(part: Part) -> Draft | None:
    """Mixed results: better somewhere and worse somewhere."""
    if not _MIXED.search(part.text):
        return None
    draft = _comparison(part, "better", scope="any")
    other = draft.predicate.model_copy(update={"direction": "worse"})
    return replace(draft, also=(other,))


def _along(part: Part) -> Draft | None:
    m = _ALONG.search(part.text)
    if m is None or not _FACTOR.search(m["along"]) or not part.frame.metric:
        return None
    predicate = Trend(
        select=part.frame.subject_select,
        along=m["along"].strip(),
        direction=words.direction(m["verb"]),
    )
    return Draft(predicate, (), part.start, part.end, part.frame)


def _steady(part: Part) -> Draft | None:
    m = _STEADY.search(part.text)
    if m is None or not (part.frame.metric or part.frame.subject):
        return None
    if re.match(
        r"(?:robust|consistent|competitive) (?!across|over|between)", part.text[m.start("cue") :]
    ):
        return None
    predicate = Trend(select=part.frame.subject_select, direction="close")
    return Draft(predicate, (), part.start, part.end, part.frame)


def _changed(part: Part) -> Draft | None:
    """`improves accuracy`, `shows improvements in quality`, `the loss decreased`."""
    m = _led(part) or _changing_verb(part)
    way = words.direction(m["cue"]) if m else None
    if m is None or way is None or _POINTS_BACK.match(part.text[m.end("cue") :]):
        return None
    metric = _affected(part, m) or tuple(g.group() for g in [_QUALITY.search(part.text)] if g)
    frame = replace(part.frame, metric=metric)
    if part.frame.subject and _HELPS.match(m["cue"]):
        return _comparison(part, way, frame=frame)
    everywhere = words.ALL_SCOPE.search(part.text) is not None
    said = bool(measures.metrics(part.text)) or everywhere or bool(part.own.benchmark)
    said = said or bool(_AT_COST.search(part.text) and metric)
    if not (part.frame.reference or said or (part.frame.subject and metric)):
        return None
    if _is_vague(part):
        predicate = Significance(subject=frame.subject_select, reference=frame.reference_select)
        return Draft(predicate, (), part.start, part.end, frame)
    return _comparison(part, way, frame=frame)


def _led(part: Part) -> re.Match[str] | None:
    """`leads to lower loss`, behind a preface such as "we observe that"."""
    begin = subjects.body(part.text)
    return _BE_OBSERVED.search(part.text, begin) or _LEADS.search(part.text, begin)


def _is_vague(part: Part) -> bool:
    """`significant improvements` without a reference and a scope says no direction to check."""
    if part.own.reference or _ALL.search(part.text):
        return False
    return bool(_SIGNIFICANTLY.search(part.text))


_POINTS_BACK = re.compile(r"[^№]{0,12}\b(?:this|that|it)\s+to\b")
_AT_COST = re.compile(r"\bat the (?:cost|expense) of\b", re.IGNORECASE)
_HELPS = re.compile(r"(?:benefit|help|hurt|harm)", re.IGNORECASE)
_SIGNIFICANTLY = re.compile(
    rf"\bsignifican\w+\s+(?:[\w-]+\s){{0,2}}?(?:{words.CHANGE_NOUN}|{words.CHANGE_VERB})",
    re.IGNORECASE,
)
_ALL = re.compile(r"\b(?:all|every|each|consistently)\b", re.IGNORECASE)


def _affected(part: Part, m: re.Match[str]) -> names.Names:
    """The metrics behind the word of change ("improvements in A and B"), else those before it."""
    end = m.end("cue")
    behind, before = (
        measures.metric(re.sub(r"№+\s*\w+", " ", part.text[end:])),
        measures.metric(part.text[: m.start("cue")]),
    )
    return behind or before or part.frame.metric


def _changing_verb(part: Part) -> re.Match[str] | None:
    """A change verb that is the clause's verb: `reduces memory`, `maintaining or improving it`."""
    offset = subjects.body(part.text)
    own = subjects.main_verb(part.text[offset:])
    for m in _RISES.finditer(part.text, offset):
        before = part.text[offset : m.start()]
        behind = part.text[offset + own.end() : m.start()] if own else ""
        first = own is not None and own.start() + offset <= m.start() and len(behind.split()) <= 3
        gerund = own is None and m["cue"].lower().endswith("ing") and len(before.split()) <= 4
        if _BEATS.match(m["cue"]) and not part.frame.reference:
            continue
        if (first or gerund) and not re.search(r"\b(?:the|of|an?|for|this)\s+$", before):
            return m
    return None


_OR_EQUAL = re.compile(
    r"\b(?:maintain\w*|preserv\w*|match\w*|retain\w*|equal\w*)\b[^,;]{0,20}\bor\b"
    r"|\bat least as\b|\bor (?:match|equal|maintain)",
    re.IGNORECASE,
)


def _comparison(
    part: Part, way: Direction, *, frame: Frame | None = None, scope: Scope = "each"
) -> Draft:
    """ "Does not improve" is "no better", and "maintains or improves" allows equality."""
    named = frame or part.frame
    strict = not _OR_EQUAL.search(part.text) and way != "close"
    turned = bool(words.NEGATED.search(part.text)) and not _LOSSLESS.search(part.text)
    if turned:
        way, strict = ("worse", True) if way == "close" else (words.opposite(way), False)
    predicate = Comparison(
        subject=named.subject_select,
        reference=named.reference_select,
        direction=way,
        scope="mean" if words.AVERAGE_OVER.search(part.text) else scope,
        strict=strict,
    )
    return Draft(predicate, (), part.start, part.end, named, turned=turned)
