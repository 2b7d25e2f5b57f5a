"""Who does what a clause says: what stands before its verb, prefaces and adverbials left out?"""

from __future__ import annotations

import re

from claimcheck.extract.clauses import NOUN_LIKE, VERBS
from claimcheck.extract.measures import GENERIC, METRIC
from claimcheck.extract.mentions import BLOT
from claimcheck.extract.names import Names, is_name, split
from claimcheck.extract.references import NOT_NAME

_PREFACE = re.compile(
    r"^\W*(?:showing|demonstrating|indicating|suggesting|confirming|revealing|implying) "
    r"(?:that )?(?=the\b|our\b|its\b)|^.*?\b(?:show|demonstrat|find|found|observ|see|saw|claim"
    r"|argu|emphasi|indicat|reveal|suggest|confirm|report|not|conclud|highlight|verif|evidenc"
    r"|impl)\w*\s+(?:here\s+)?that\s+",
    re.IGNORECASE,
)
_ADVERBIAL = re.compile(
    r"^\W*(?:in|on|for|with|at|from|under|across|by|as|to|compared|relative|when|after|while"
    r"|although|though|whereas|but|and|however|notably|interestingly|overall"
    r"|moreover|furthermore|additionally|specifically|importantly|similarly|surprisingly"
    r"|crucially|finally|unlike|despite|among|here|thus|because|since|so|through|using"
    r"|remarkably|first|second|third|meanwhile|conversely|yet|also|then|where|which|indeed"
    r"|together|between|without|within|given|even|once|only|again|likewise|consequently"
    r"|therefore|hence|accordingly|instead|nevertheless|still|throughout|during|over|\w+ly)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^\W*(?:and|but|while|whereas|although|though|however|yet|even though|where|because|since"
    r"|so|that|if|when|as|with|then|also|thus|hence|nor)\s+",
    re.IGNORECASE,
)
_ADVERB = re.compile(
    r"(?:\s*\b(?:(?:more|less|better) than|almost|also|then|further|still|even|only|thus"
    r"|not|thereby|alone|itself|generally"
    r"|both|often|all|either|now|already|\w+ly))+\s*$",
    re.IGNORECASE,
)
_VERB = re.compile(rf"\b{VERBS}\b")
_PRONOUN = re.compile(
    r"^(?:training|inference|\w+ of \w+ methods|it|this|that|which|they|these|those|there|he"
    r"|she|who|what|results?|our results|the results|these results|this result|we (?=$)|the "
    r"(?:gains?|improvements?|gap|difference)s?"
    r"|experiments?|our experiments|one|both|all|our findings|findings|the (?:table|figure))$",
    re.IGNORECASE,
)
_OBSERVED = re.compile(r"^(?:we|one|the authors?|authors|the figure|the table)$", re.IGNORECASE)
_OURS_VERB = re.compile(
    r"achiev|reach|outperform|surpass|improv|obtain|attain|reduc|match|exceed|beat"
)
_LEADING = re.compile(
    r"^(?:leading|including|resulting|indicating|suggesting|showing|using|during|training"
    r"|testing|existing|varying)\b",
    re.I,
)
_GERUND = re.compile(r"^[A-Z][a-z]+ing\b")
_ONLY = re.compile(r"^only\s+", re.IGNORECASE)
_OBJECTIVE = re.compile(
    r"^(?:the |our )?(?:proposed |[\w-]+ )+(?:loss|losses|objective|reward)$",
    re.IGNORECASE,
)
_MEASURE_OF = re.compile(r"^(?P<what>[^,]{3,60}?) (?:of|for) (?P<owner>(?:the |our )?[^,]{2,60})$")
_METRIC_HEAD = re.compile(rf"(?:{METRIC.pattern}|{GENERIC.pattern})$", re.IGNORECASE)
_METRIC_ON = re.compile(
    rf"^(?:the |our )?(?:[\w-]+ ){{0,3}}(?:{METRIC.pattern}|{GENERIC.pattern}) (?:on|in|at"
    r"|under|across|over|for|with|against|between) ",
    re.IGNORECASE,
)


def subject(clause: str) -> Names:
    """Who does what the clause says: what stands before its verb, prefaces and adverbials left
    out.
    """
    rest = clause[body(clause) :]
    verb = main_verb(rest)
    if verb is None:
        return ()
    head = _head(rest[: verb.start()])
    if _OBSERVED.match(head):
        return ("we",) if head.lower() == "we" and _OURS_VERB.match(verb.group()) else ()
    if m := _MEASURE_OF.match(head):
        head = m["owner"] if _METRIC_HEAD.search(m["what"]) else head
    others = bool(METRIC.search(rest, verb.end()))
    return tuple(
        _ONLY.sub("", n) for n in split(head) if is_subject(n) or (others and _OBJECTIVE.search(n))
    )


def _head(before: str) -> str:
    """The noun phrase that ends before the verb, without what is set before or into it."""
    head = before
    if not re.match(
        r"^\W*as(?: can be)? (?:shown|seen|illustrated|expected|reported)\b", head, re.IGNORECASE
    ):
        head = _OPENING.sub("", head)
    head = _ADVERB.sub("", head).strip(" ")
    outside = re.sub(r"\([^()]*\)", lambda m: " " * len(m.group()), head)
    if head.endswith(","):
        head = head[: outside.index(",")]
    elif "," in outside and (_ADVERBIAL.match(before) or _GERUND.match(head)):
        head = head[outside.rindex(",") + 1 :]
    head = _ADVERB.sub("", _OPENING.sub("", head.strip(" ,"))).strip(" ,")
    return re.sub(rf"\s*\([^()]*{BLOT}[^()]*\)", "", head)


def is_subject(name: str) -> bool:
    if _PRONOUN.match(name) or NOT_NAME.match(name) or BLOT in name or len(name.split()) > 16:
        return False
    if re.match(r"^[A-Za-z][a-z]+ing (?!to\b|in\b|of\b|that\b)", name) and not _LEADING.match(name):
        return True
    if re.match(
        r"^[a-z]+ing (?:to|in|of|that)$|^(?:leading|including|resulting|indicating|suggesting"
        r"|showing)\b",
        name,
    ) or _METRIC_ON.match(name):
        return False
    return is_name(name) and not _is_metric_phrase(name)


_AMOUNT = re.compile(
    r"\s(?:consumption|usage|footprint|requirements?|values?|levels?"
    r"|numbers?|curves?)$"
)


def _is_metric_phrase(name: str) -> bool:
    """`the final validation loss` and `training times` name a metric, not a method."""
    last = _AMOUNT.sub("", name.split("(")[0].strip())
    tail = " ".join(last.split()[-2:])
    named = [m for m in METRIC.finditer(last) if m.end() == len(last)] or (
        GENERIC.search(tail) and GENERIC.search(last)
    )
    return bool(named)


def body(clause: str) -> int:
    """Where a clause begins that "our results show that" introduces; 0 without such a preface."""
    m = _PREFACE.match(clause)
    return m.end() if m and BLOT not in m.group() else 0


def main_verb(clause: str) -> re.Match[str] | None:
    """The first word that is a verb here and no noun (`the increase in …`), outside brackets."""
    for m in _VERB.finditer(clause):
        before = clause[: m.start()]
        if (
            before.count("(") > before.count(")")
            or clause[m.end() : m.end() + 1] == "-"
            or before.endswith("-")
        ):
            continue
        if re.search(
            r"\b(?:the|an?|our|its|their|of|with|both|between|more|most|as)\s+$",
            before,
            re.IGNORECASE,
        ) and m.group().endswith("ed"):
            continue
        if m.group() in NOUN_LIKE and _noun_here(before, clause[m.end() :]):
            continue
        return m
    return None


def _noun_here(before: str, after: str) -> bool:
    last = re.findall(r"[\w-]+", before)[-1:]
    if not last or last[0] in ("but", "and", "yet"):
        return not re.match(rf"\s+(?:{BLOT}|up to|by|about|only|the|an?|on|\d)", after)
    if re.fullmatch(
        r"(?:the|a|an|this|that|of|no|any|its|our|their|in|\w+(?:ant|ent|ive|ble|ical|ful|ous))",
        last[0].lower(),
    ):
        return last[0].lower() not in {"that", "this"} or not after.strip().startswith(
            ("the", BLOT)
        )
    return bool(re.match(r"\s+(?:in|of)\b", after)) and last[0].lower() not in {"models", "methods"}
