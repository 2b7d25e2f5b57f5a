"""With what does a clause compare: the object of `compared to`, `than`, `over`, `outperforms`?"""

from __future__ import annotations

import re
from functools import lru_cache

from claimcheck.extract import words
from claimcheck.extract.measures import BENCHMARK_NOUN, METRIC
from claimcheck.extract.mentions import BLOT
from claimcheck.extract.names import Names, is_name, split

_STOP = (
    r"(?=[,;:№\[\]]|\s?\((?=[^()]*№)|\.(?:\s|$)|\s(?:on|in|for|across|by"
    r"|while|whereas|at|when|but|which|that"
    r"|is|are|was|were|has|have|had|to|under|from|after|over|during|as|because|since|"
    r"if|within|throughout|despite|achiev\w+|reach\w+|respectively|alone\b(?= on)|indicating"
    r"|suggesting|showing|highlighting|demonstrating|in terms|with (?:an?|only|similar"
    rf"|comparable|the same|fewer|less|more|gains?|improvements?|{BLOT})|where|"
    r"and (?:is|are|has|achiev\w+|show\w*|reduc\w+|improv\w+|also|it|the (?:gap|difference)|a "
    r"|an )|both in|even|by)\b|\s[—–]|$)"
)
_NP = rf"(?P<np>(?:[^,;:№\[\].()]|\.(?=\w)|\((?:[^()№]*)\)){{2,110}}?){_STOP}"
_LIST = (
    r"(?P<np>(?:(?:[\w\-+./@*’']+ ?){1,5},\s){1,6}(?:and|or)\s(?:[\w\-+./@*’']+ ?){1,5})" + _STOP
)
_CONNECTOR = (
    r"(?:compared (?:to|with|against)|comparing (?:to|with)|relative to|versus|\bvs\.?"
    r"|as opposed to|in comparison (?:to|with)|in contrast to"
    r"|with respect to)\s+"
)
_THAN = (
    r"\bthan\s+(?!doubl|tripl|quadrupl|halv|half\b|twice\b)"
    r"(?:that of |those of |for |with |in |on |when using |it is for |using )?"
)
_OVER = rf"\b{words.CHANGE_NOUN}\b(?:[^,;:№]{{0,60}}?)\b(?:over|upon|against|from)\s+"
_OVER_NUMBER = rf"{BLOT}+(?:\s+[\w@-]+){{0,4}}?\s+(?:above|below|over|against)\s+"
_VERB_OVER = (
    rf"\b(?:{words.CHANGE_VERB})\s+(?:[\w@/.-]+\s){{1,4}}?(?:over|against)\s+"
    r"(?!(?:the\s)?(?:course|whole|entire|full\s(?:training|run)|first|last|next|range|time)\b)"
)
_OF_METRIC = (
    rf"\b(?:{words.CHANGE_VERB}|halv(?:e|es|ed)|doubl(?:e|es|ed))\s+(?:the |its )?"
    r"(?:[\w@.-]+ ){1,4}?(?:of|over)\s+(?=[^,;:№]{2,60}?(?:,? (?:from|by|to)\b))"
)
_TIMES = rf"{BLOT}+\s+(?:that|those|the (?:[\w-]+ ){{1,3}}?)\s?of\s+"
_MULTIPLIED = r"\b(?:halv|doubl|tripl)(?:e|es|ed|ing)\s+the (?:[\w@.-]+ ){1,3}?of\s+"
_AHEAD = r"\b(?:ahead of|behind|above|below)\s+"
_SECOND = r"\bsecond only to\s+"
_POSSESSIVE = re.compile(
    r"(?P<np>(?:the |our )?[\w\-+./]+(?: [\w\-+./]+){0,3})(?:['’]s?)\s+(?:"
    rf"(?:[\w\-]+\s){{0,3}})?(?={BLOT})"
)
_REFERENCE = tuple(
    re.compile(start + body, re.IGNORECASE if "A-Z" not in body else 0)
    for start in (
        _CONNECTOR,
        rf"\b{words.BEATS}\s+",
        _THAN,
        _OVER,
        rf"\b{words.EQUALS}\s+",
        _OVER_NUMBER,
        _AHEAD,
        _OF_METRIC,
        _VERB_OVER,
        _SECOND,
        _TIMES,
        _MULTIPLIED,
    )
    for body in (_LIST, _NP)
)
NOT_NAME = re.compile(
    r"^(?:the |an? |our |these |this )?(?:(?:largest|smallest|greatest|biggest|highest|lowest|best"
    r"|worst|main|most \w+)\s(?:[\w-]+\s){0,3}(?:improvements?|gains?|reductions?|increases?"
    r"|decreases?|drops?|gaps?|differences?)\b|(?:[\w-]+ ){0,3}(?:improvements?|gains?|reductions?"
    r"|trade-?offs?(?: between)?|increases?|decreases?|drops?)$|results?|table|figure|fig\."
    r"|trade-?off|magnitude|experiments|evidence|analysis|comparison|observation|findings?"
    r"|runs?(?! \d)|numbers?|it|time|"
    r"different|several|various|others?|each other|random initiali[sz]ation|that|those|before"
    r"|expected|ever|one|this|average|them|its$|itself|a single|prior reports)\b",
    re.IGNORECASE,
)
_PERFORMANCE_OF = re.compile(
    r"^(?:the |that |those )?(?:(?:[\w-]+ ){0,2}(?:performance|accuracy|quality|score|results?"
    r"|error|loss|speed)(?: levels?)? )?of ",
    re.IGNORECASE,
)
_NO_NOUN = re.compile(
    r"^(?:at|as|in|and|or|were|was|is|are|to|of|for|with|on|by|what|when|where|how|if|that"
    r"|than|from|after|before|up|out|makes?|does|did|being|any|only)\b"
    r"|^(?:the|our|its|their)$|^\w+ed$|^(?:the |our )?only\b",
    re.IGNORECASE,
)
_NOT_RIVAL = re.compile(
    rf"\b{BENCHMARK_NOUN}$|\b(?:seeds?|steps|epochs|time|chance of|noise|trade-?offs?)$"
)


@lru_cache(maxsize=8192)
def reference(clause: str) -> Names:
    """The names that the clause compares with; none where it names none."""
    for pattern in _REFERENCE:
        for hit in pattern.finditer(clause):
            found = tuple(n for n in split(_owner(hit["np"])) if _is_reference(n))
            if found:
                return found
    if ("’" in clause or "'" in clause) and (m := _POSSESSIVE.search(clause)):
        return (
            split(m["np"])
            if re.search(r"compar|than|over|versus|vs|against|close to", clause[: m.start()])
            else ()
        )
    return ()


def _owner(phrase: str) -> str:
    """`the performance of X` and `that of X` are X's."""
    m = _PERFORMANCE_OF.match(phrase)
    return phrase[m.end() :] if m else phrase


_EVERY_OTHER = re.compile(
    r"^(?:any|all|every|each)\s(?:of )?(?:the )?(?:other|others|competing|remaining|existing|prior"
    r"|baselines?|methods|models)\b",
    re.IGNORECASE,
)


def _is_reference(name: str) -> bool:
    if _EVERY_OTHER.match(name):
        return True
    if NOT_NAME.match(name) or _NO_NOUN.match(name) or BLOT in name or not is_name(name):
        return False
    plain = re.sub(r"^(?:the|its|our|their)\s", "", name)
    return not (METRIC.fullmatch(plain) or _NOT_RIVAL.search(plain))
