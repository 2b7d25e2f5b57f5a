"""Which predicates does a clause state in words: better than, the best, as good as, rising with, significant?"""

from __future__ import annotations

import re
from dataclasses import replace

from claimcheck.extract import measures, names, subjects, words
from claimcheck.extract.drafts import Draft
from claimcheck.extract.mentions import Number
from claimcheck.extract.names import Frame
from claimcheck.extract.parts import Part
from claimcheck.record import (
    Comparison,
    Direction,
    Predicate,
    Scope,
    Select,
    Significance,
    Superlative,
    Trend,
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
_NOT_EXTREME = re.compile(
    r"\b(?:best of our|best practices?|best known|best balance|best[- ]of|best viewed|best fit"
    r"|best checkpoint|best (?:validation )?epoch|best understood|most importantly|at best"
    r"|best case|largest scale"
    r"|worst[- ]case|largest eigen\w*|closest to ours|most of|state-of-the-art (?:methods?"
    r"|models?|approaches|baselines?|results? (?:from|of|by)|techniques?|systems?|algorithms?"
    r"|work)|optimal (?:transport|control|policy|solution|learning rates?|balance|grid))\b",
    re.IGNORECASE,
)
_EXTREME = re.compile(rf"\b(?P<word>{words.SUPERLATIVE})(?=\W|$)", re.IGNORECASE)
_LOWEST = re.compile(r"lowest|smallest|weakest|least|shortest|cheapest|poorest|worst|slowest", re.I)
_BEATS = re.compile(rf"\b(?P<cue>{words.BEATS})\b", re.IGNORECASE)
_EQUALS = re.compile(rf"\b(?P<cue>{words.EQUALS})\b", re.IGNORECASE)
_THAN = re.compile(
    rf"\b(?P<cue>{words.COMPARATIVE})\b(?=[^;]{{0,110}}?\b(?:than|compared (?:to|with)"
    r"|relative to|versus|vs)\b)",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    r"\b(?:(?:improved|increased|reduced|decreased|enhanced|degraded|lower|higher|better"
    r"|faster|slower|worse|superior|longer|shorter|greater|lesser)\s+(?:[\w-]+\s){0,3}?"
    r"(?:performance|quality|speed|convergence|accuracy|loss|error|cost|complexity|time|times"
    r"|generali[sz]ation|efficiency|robustness|stability|matching|fidelity|divergence))\b",
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
    r"|insensitive|seed-stable|reproducible|saturated)\b",
    re.IGNORECASE,
)
_ALONG = re.compile(
    rf"\b(?P<verb>{words.CHANGE_VERB}|scal(?:e|es|ed)|correlat(?:e|es|ed)|saturat(?:e|es|ed)"
    r"|plateau(?:s|ed)?|var(?:y|ies|ied))\b[^,;№]{0,50}?\b(?:with|as|monotonically|linearly"
    r"|steadily|logarithmically)\s+"
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
_VERSUS = re.compile(r"\b(?:but|not|does|did|do)\b.*\b(?:not transfer|not generali[sz]e)\b", re.I)
_LOSSLESS = re.compile(
    r"\bwithout (?:any |a )?(?:loss|drop|degradation|sacrific\w+|compromising|hurting)\b", re.I
)
_OWN_METHOD = re.compile(r"\b(?:our|ours|we|proposed|full model|final model)\b", re.IGNORECASE)
_QUALITY = re.compile(
    r"\b(?:performance|quality|accuracy|results?|fidelity|generali[sz]ation)\b", re.I
)


_BARE_VERB = re.compile(r"^\W*(?:and|or)\s+(?:\w+ly\s+)?(?!(?:\w+(?:s|ed)\b))[a-z]+\b")
_GERUND_ONLY = re.compile(r"^\W*[A-Z][a-z]+ing\b")
_SOURCE = re.compile(
    r"\b(?:c[ao]mes?|obtained|achieved|attained|observed|seen|found|provided|given|produced"
    r"|delivered)\s+(?:from|by|with|in|for|on|using|when using)\s+(?P<np>[^,;:№()]{2,70}?)"
    r"(?=\s(?:at|with|which|while|and|under)\b|[,;:(№]|\.?\s*$)",
    re.IGNORECASE,
)


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
    """One extreme and one comparison at most; a number of the clause that says the same comes first."""
    made: list[Draft] = []
    if "count" in sized:
        return []
    if (extreme := _superlative(part)) is not None:
        made.append(extreme)
    if sized & {"relative_change", "difference", "ratio", "comparison", "count"}:
        return made
    if made and not _BEATS.search(part.text):
        return made
    for read in (_compared, _against_chance, _mixed, _along, _steady, _changed):
        if (draft := read(part)) is not None:
            return [*made, draft]
    return made


def _superlative(part: Part) -> Draft | None:
    m = next(
        (m for m in _EXTREME.finditer(part.text) if not _NOT_EXTREME.match(part.text, m.start())),
        None,
    )
    if m is None or re.search(
        r"\bone of (?:the|our)\s+$|\bour\s+$|\bsecond[- ]$|\b(?:over|than|above|below|to|versus"
        r"|vs\.?|against|match\w*|outperform\w*)\s+(?:the|its)\s+$",
        part.text[: m.start()],
    ):
        return None
    frame = part.frame
    after = part.text[m.end() :]
    gain = re.match(rf"[^,;№]{{0,25}}?\b(?:{words.CHANGE_NOUN})\b", after, re.IGNORECASE)
    near = part.text[m.start() : m.end() + 70]
    ahead = measures.metrics(part.text[m.end() :])
    metric = (ahead[0][2],) if ahead and ahead[0][0] < 60 else measures.metric(near) or frame.metric
    if not (frame.subject or frame.benchmark or metric) or not _says_something(part, metric):
        return None
    number = _beside(part, m.end())
    frame = _extreme_of(part, replace(frame, metric=metric))
    subject = frame.subject_select
    if gain and frame.benchmark and not frame.subject:
        subject = Select(benchmark=frame.benchmark, metric=metric)
    predicate = Superlative(
        subject=subject,
        among=Select(metric=metric, benchmark=() if gain else frame.benchmark),
        order=_order(m["word"]),
        reference=Select(method=frame.reference) if gain and frame.reference else None,
        by="difference" if gain else "value",
    )
    return Draft(predicate, number.printed if number else (), part.start, part.end, frame)


def _extreme_of(part: Part, frame: Frame) -> Frame:
    """`the best result came from X`, `the largest gain was observed on Y`: X is the subject, Y the benchmark."""
    m = _SOURCE.search(part.text)
    if m is None or frame.benchmark:
        return frame
    named = names.split(m["np"])
    if re.search(rf"\b{measures.BENCHMARK_NOUN}$", m["np"]) or re.search(
        r"\b(?:on|in|for)\s+$", part.text[: m.start("np")]
    ):
        return replace(frame, benchmark=named)
    return replace(frame, subject=named)


def _says_something(part: Part, metric: names.Names) -> bool:
    """A metric, a verb or a subject of its own: `the best model` alone is a description."""
    return bool(metric) or (subjects.main_verb(part.text) is not None and bool(part.own.subject))


def _order(word: str) -> str:
    low = word.lower()
    if low in {"highest", "largest", "greatest", "longest", "biggest", "steepest"}:
        return "highest"
    if low in {"lowest", "smallest", "shortest"}:
        return "lowest"
    return "worst" if re.search(r"worst|weakest|poorest|slowest|least", low) else "best"


def _beside(part: Part, end: int) -> Number | None:
    """The number that the extreme has: `the lowest loss (0.5473)`, `the best F1 of 84.2`."""
    for n in part.numbers:
        between = part.text[end : part.at(n)] if part.at(n) >= end else "x" * 99
        if len(between) <= 60 and "№" not in between and "," not in between:
            return n
    return None


def _compared(part: Part) -> Draft | None:
    """`outperforms Y`, `matches Y`, `lower loss than Y`."""
    m = _BEATS.search(part.text)
    if m is not None and part.frame.reference and part.frame.subject:
        behind = re.search(r"short|behind|below|lag|trail|infer|unfav|under", m["cue"], re.I)
        return _comparison(part, "worse" if behind else words.direction(m["cue"]) or "better")
    if (m := _THAN.search(part.text)) and (part.own.reference or part.frame.metric):
        return _comparison(part, _of_metric(part, m["cue"]))
    if (
        (m := _EQUALS.search(part.text))
        and part.own.reference
        and (part.frame.subject or part.frame.metric)
    ):
        return _comparison(part, "close")
    return None


def _of_metric(part: Part, cue: str) -> Direction:
    return words.direction(cue) or "better"


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
    """`improves accuracy`, `shows improvements in quality`, `the loss decreased`; `significant` alone is no direction."""
    m = _BE_OBSERVED.search(part.text) or _LEADS.search(part.text) or _changing_verb(part)
    if m is None:
        return None
    way = words.direction(m["cue"])
    metric = _affected(part, m) or tuple(g.group() for g in [_QUALITY.search(part.text)] if g)
    said = (
        bool(measures.metrics(part.text))
        or bool(words.ALL_SCOPE.search(part.text))
        or bool(part.own.benchmark)
    )
    known = part.frame.subject or part.frame.reference or said
    helps = part.frame.subject and re.match(r"(?:benefit|help|hurt|harm)", m["cue"], re.I)
    if helps and way is not None:
        return _comparison(part, way, frame=replace(part.frame, metric=metric))
    if way is None or not known or not (metric or part.frame.reference or said):
        return None
    if re.match(r"[^№]{0,12}\b(?:this|that|it)\s+to\b", part.text[m.end("cue") :]):
        return None
    frame = replace(part.frame, metric=metric)
    loose = (
        words.SIGNIFICANT.search(part.text)
        and not part.own.reference
        and not _ALL.search(part.text)
    )
    if loose and re.search(
        rf"\bsignifican\w+\s+(?:[\w-]+\s){{0,2}}?(?:{words.CHANGE_NOUN}|{words.CHANGE_VERB})",
        part.text,
        re.I,
    ):
        predicate = Significance(subject=frame.subject_select, reference=frame.reference_select)
        return Draft(predicate, (), part.start, part.end, frame)
    return _comparison(part, way, frame=frame)


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
        gerund = m["cue"].lower().endswith("ing") and len(before.split()) <= 4
        if _BEATS.match(m["cue"]) and not part.frame.reference:
            continue
        if (first or gerund) and not re.search(r"\b(?:the|of|an?|for|this)\s+$", before):
            return m
    return None


def _comparison(
    part: Part, way: Direction, *, frame: Frame | None = None, scope: Scope = "each"
) -> Draft:
    """With negation "does not improve" is "no better", and "maintains or improves" allows equality."""
    named = frame or part.frame
    strict = not re.search(
        r"\b(?:maintain\w*|preserv\w*|match\w*|retain\w*|equal\w*)\b[^,;]{0,20}\bor\b"
        r"|\bat least as\b|\bor (?:match|equal|maintain)",
        part.text,
        re.I,
    )
    if (
        words.NEGATED.search(part.text)
        and not _LOSSLESS.search(part.text)
        and way not in ("close", "same")
    ):
        way, strict = words.opposite(way), False
    if way == "close":
        strict = False
    if words.AVERAGE_OVER.search(part.text):
        scope = "mean"
    predicate: Predicate = Comparison(
        subject=named.subject_select,
        reference=named.reference_select,
        direction=way,
        scope=scope,
        strict=strict,
    )
    return Draft(predicate, (), part.start, part.end, named)
