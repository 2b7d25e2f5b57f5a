"""Who does a clause speak of: which subject, compared with what, by which metric, on which benchmark?

Names are cut out as the text says them; nothing is looked up in tables and nothing is guessed. What a clause does not
say stays empty, so that binding may look for it in the surroundings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from claimcheck import lexicon
from claimcheck.extract import words
from claimcheck.extract.clauses import NOUN_LIKE, VERBS
from claimcheck.extract.mentions import BLOT
from claimcheck.record import Select

Names = tuple[str, ...]

METRIC = re.compile(
    "|".join(f"(?:{p.pattern.replace('.*', '')})" for p, _ in lexicon.METRICS), re.IGNORECASE
)
_NO_METRIC = re.compile(
    r"^(?:gains?|ranges?|top|pass|is|em|rank|sensitivity|steps?|cost|returns?|coverage|utility|agreement|success|distance|deviation|similarity"
    r"|ms|s|times?|two times|many times|three times|sometimes|at times|(?:\w+ )?epochs?|rounds|updates|parameters?|range|ci|rating|energy|disk|.*\bstep|.+ parameters?|"
    r"(?:these|those|several|some|all|few|other|five|n|the same|real|run|first|second|at the same|over|most|each|this|that|same|one|long|in|of|the|a|by|per) times?)$",
    re.IGNORECASE,
)
_EFFORT = re.compile(
    r"(?:(?:number|amount) of )?(?:\w+ )?\b(?:time|steps|iterations|epochs|updates|samples|episodes)\b(?: (?:it takes|required|needed|taken|necessary))?"
    r" (?:to|until|before) (?:reach(?:ing)?|achiev(?:e|ing)|attain(?:ing)?|hit|converge|generali[sz]e|obtain)\b(?:[^,;.()№]|\.(?=\d)){0,45}?"
    r"(?:accuracy|convergence|loss|performance|success|reward|generali[sz]ation|(?=\s(?:by|from|and|with)\b|[,;.()№]|$))",
    re.IGNORECASE,
)
_UNIT_METRIC = re.compile(
    rf"{BLOT}+\s*(?:k\s)?(?:(?:fewer|more|less|the|smaller|larger)\s)?(?:(?:training|gradient|optimi[sz]ation|environment|sampling|average|decoding|inference|wall-?clock)\s)?"
    r"(steps|iterations|epochs|seconds|secs?|s|ms|hours|minutes|parameters|params|FLOPs|GFLOPs|GB|MB|dB|PPL|nats|bits|updates|episodes|tokens/s|fps)\b",
)
GENERIC = re.compile(
    r"(?:(?:final|overall|model|sample|image|generation|downstream|zero-shot|convergence|learning|training|inference|computational|predictive|quantitative|initial"
    r"|OOD|generali[sz]ation|grokking|generation|sampling)\s){0,2}(?:performance|quality|fidelity|speed|convergence|efficiency|cost|complexity|overhead|robustness"
    r"|stability|generali[sz]ation|extrapolation|transfer|diversity|coverage|matching|metrics?|grokking|capacity|usage|entropy|usage|resources|variability"
    r"|transferability|calibration|faithfulness|consistency)\b",
    re.IGNORECASE,
)
_STOP_LEFT = frozenset(
    "the a an of in on for our its their his and or with to by at from as than that which is are was were be this these those it both all any each every some no "
    "reach reaches reached reaching achieve achieves achieved achieving attain attains obtain obtains obtained maintain maintained maintaining maintains retain "
    "higher lower highest lowest best better worse worst greater largest smallest more most less least good strong perfect near-perfect high low improved "
    "improves improve improving improvement reduce reduces reduced reducing increase increases increased increasing decrease decreases decreased lowers raises "
    "raised boosts lifts lifted has have had show shows showed showing yields yield gives only just about around approximately over under into across using "
    "when while whereas but where per via between among against within we they demonstrate demonstrates exhibits exhibit slight slightly significant "
    "significantly substantial consistent consistently faster slower longer shorter fewer terms respect measured not additional competitive comparable "
    "similar superior same other measure report reports reported also achieves lowering raising boosting still further balances sustained hits hit drops "
    "while' dataset datasets task tasks benchmark benchmarks split method approach maintaining gap gain gains points point percent required requires "
    "drop rise roughly nearly almost upper resulting observed overall incur incurs exhibits enhance enhances enhancing affects how whose what if so much "
    "predict predicts pulls holds vs versus survives".split()
)
BENCHMARK_NOUN = (
    r"(?:data ?sets?|benchmarks?|tasks?|corpus|corpora|domains?|languages?|environments?|suites?|games?|splits?|test[- ]?sets?|subsets?|leaderboards?|operations?"
    r"|scenarios?|categor(?:y|ies)|famil(?:y|ies)|shapes?|scenes?)"
)
_BENCHMARK = re.compile(
    rf"\b(?P<prep>on|for|in|across|over|under)\s+(?P<name>(?:(?!(?:across|in|on|for|over|to|of|with|by|under|from|that|is|are|was|were|than|as|at|lets?|{BLOT}+)\s)[^\s,;:()№]+\s+){{0,6}}?{BENCHMARK_NOUN}\b)(?!\s+(?:accuracy|loss|performance|error))"
)
_NAMED_ON = re.compile(
    r"\b(?P<prep>on)\s+(?:the\s+)?(?P<name>[A-Z0-9][\w.\-+@/²]*(?:[ -](?:[A-Z0-9][\w.\-+@/]*|v\d))*(?:(?:,\s|\sand\s|,\sand\s)[A-Z][\w.\-+@/]*(?:[ -][A-Z0-9][\w.\-+]*)*)*)"
)
_SHORT_FOR = re.compile(
    r"^\W*(?P<prep>[Ff]or|[Oo]n|[Ii]n)\s+(?P<name>(?-i:(?![^,]*[A-Z]))(?!(?:the|our|all|this|these|example|instance|each|both|training|validation|test|average|contrast|addition,|total"
    r"|summary|particular|general|fact|terms|comparison|some|which|more|conclusion|it|each|every|long\w*|short\w*|further|inference)\b)[\w\-]+(?:(?:,\s|\sand\s|,\sand\s)[\w\-]+)*)(?=[,.;)]|\s*$|\s(?:and|but|while)\s)"
)
_NOT_BENCHMARK = re.compile(
    r"\b(?:performance|average|method|model|approach|baseline|training set|order|training data|full|contrast|terms|variants?|strateg|configuration|learning rate"
    r"|future|our (?:setting|set-up)|other (?:work|papers))\b|^(?:the )?(?:training|validation|training and validation) (?:data ?)?sets?$",
    re.IGNORECASE,
)
_STOP = (
    rf"(?=[,;:№\[\]]|\.(?:\s|$)|\s(?:on|in|for|across|by|while|whereas|at|when|but|which|that|is|are|was|were|has|have|had|to|under|from|after|over|during|as|because|since|"
    rf"if|within|throughout|despite|achiev\w+|reach\w+|respectively|alone\b(?= on)|indicating|suggesting|showing|highlighting|demonstrating|in terms|with (?:an?|only|similar|comparable|the same|fewer|less|more|gains?|improvements?|{BLOT})|where|"
    rf"and (?:is|are|has|achiev\w+|show\w*|reduc\w+|improv\w+|also|it|the (?:gap|difference)|a |an )|both in|even|by)\b|\s[—–]|$)"
)
_NP = rf"(?P<np>(?:[^,;:№\[\].()]|\.(?=\w)|\((?:[^()№]*)\)){{2,110}}?){_STOP}"
_LIST = (
    r"(?P<np>(?:(?:[\w\-+./@*’']+ ?){1,5},\s){1,6}(?:and|or)\s(?:[\w\-+./@*’']+ ?){1,5})" + _STOP
)
_CONNECTOR = (
    r"(?:compared (?:to|with|against)|comparing (?:to|with)|relative to|versus|\bvs\.?|as opposed to|in comparison (?:to|with)|in contrast to"
    r"|with respect to)\s+"
)
_THAN = r"\bthan\s+(?:that of |those of |for |with |in |on |when using |it is for |using )?"
_OVER = rf"\b{words.CHANGE_NOUN}\b(?:[^,;:№]{{0,60}}?)\b(?:over|upon|against|from)\s+"
_OVER_NUMBER = rf"{BLOT}+(?:\s+[\w-]+){{0,4}}?\s+(?:above|below|over)\s+"
_AHEAD = r"\b(?:ahead of|behind|above|below)\s+"
_POSSESSIVE = re.compile(
    rf"(?P<np>(?:the |our )?[\w\-+./]+(?: [\w\-+./]+){{0,3}})(?:['’]s?)\s+(?:(?:[\w\-]+\s){{0,3}})?(?={BLOT})"
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
    )
    for body in (_LIST, _NP)
)
_METRIC_OF = re.compile(
    rf"\b(?:outperform|surpass|exceed|beat)\w*\s+(?P<np>[^,;:№]{{2,60}}?)\s+(?:in terms of|in|by|on|at)\b"
)
_PREFACE = re.compile(
    r"^\W*(?:showing|demonstrating|indicating|suggesting|confirming|revealing|implying) (?:that )?(?=the\b|our\b|its\b)|^.*?\b(?:show|demonstrat|find|found|observ|see|saw|claim|argu|emphasi|indicat|reveal|suggest|confirm|report|not|conclud|highlight|verif|evidenc|impl)\w*\s+(?:here\s+)?that\s+",
    re.IGNORECASE,
)
_ADVERBIAL = re.compile(
    r"^\W*(?:in|on|for|with|at|from|under|across|by|as|to|compared|relative|when|after|while|although|though|whereas|but|and|however|notably|interestingly|overall"
    r"|moreover|furthermore|additionally|specifically|importantly|similarly|surprisingly|crucially|finally|unlike|despite|among|here|thus|because|since|so|through|using"
    r"|remarkably|first|second|third|meanwhile|conversely|yet|also|then|where|which|indeed|together|between|without|within|given|even|once|only|again|likewise|consequently|therefore|hence|accordingly|instead|nevertheless|still|throughout|during|over|\w+ly)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^\W*(?:and|but|while|whereas|although|though|however|yet|even though|where|because|since|so|that|if|when|as|with|then|also|thus|hence|nor)\s+",
    re.IGNORECASE,
)
_ADVERB = re.compile(
    r"(?:\s*\b(?:also|then|further|still|even|only|thus|not|thereby|alone|itself|generally|both|often|all|either|now|already|\w+ly))+\s*$",
    re.IGNORECASE,
)
_VERB = re.compile(rf"\b{VERBS}\b")
_PRONOUN = re.compile(
    r"^(?:training|inference|\w+ of \w+ methods|it|this|that|which|they|these|those|there|he|she|who|what|results?|our results|the results|these results|this result|we (?=$)|the (?:gains?|improvements?|gap|difference)s?"
    r"|experiments?|our experiments|one|both|all|our findings|findings|the (?:table|figure))$",
    re.IGNORECASE,
)
_NOT_NAME = re.compile(
    r"^(?:the |an? |our |these |this )?(?:(?:[\w-]+ ){0,3}(?:improvements?|gains?|reductions?|trade-?offs?(?: between)?|increases?|decreases?|drops?)$|results?|table|figure|fig\.|trade-?off|magnitude|experiments|evidence|analysis|comparison|observation|findings?|runs?(?! \d)|numbers?|it|time|"
    r"different|several|various|others?|each other|random initiali[sz]ation|that|those|before|expected|ever|one|this|average|them|its$|itself|a single|prior reports)\b",
    re.IGNORECASE,
)
_OBSERVED = re.compile(r"^(?:we|one|the authors?|authors|the figure|the table)$", re.IGNORECASE)
_OURS_VERB = re.compile(
    r"achiev|reach|outperform|surpass|improv|obtain|attain|reduc|match|exceed|beat"
)


@dataclass(frozen=True)
class Frame:
    """The names of a clause, as it says them."""

    subject: Names = ()
    reference: Names = ()
    benchmark: Names = ()
    metric: Names = ()

    @property
    def subject_select(self) -> Select:
        return Select(method=self.subject, benchmark=self.benchmark, metric=self.metric)

    @property
    def reference_select(self) -> Select:
        return Select(method=self.reference, benchmark=self.benchmark, metric=self.metric)

    def inherit(self, before: Frame | None) -> Frame:
        """With the subject of the clause that this one hangs on, and its reference."""
        if before is None:
            return self
        kept = tuple(n for n in before.reference if n not in self.subject)
        return replace(
            self, subject=self.subject or before.subject, reference=self.reference or kept
        )


@lru_cache(maxsize=8192)
def reference(clause: str) -> Names:
    """What the clause compares with: the object of `compared to`, `than`, `over`, `outperforms`, …"""
    for pattern in _REFERENCE:
        for m in pattern.finditer(clause):
            found = tuple(n for n in split(_owner(m["np"])) if _is_reference(n))
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


def _is_reference(name: str) -> bool:
    if (
        _NOT_NAME.match(name)
        or _NO_NOUN.match(name)
        or BLOT in name
        or not re.search(r"[A-Za-z]{2}", name)
    ):
        return False
    plain = re.sub(r"^(?:the|its|our|their)\s", "", name)
    return not (METRIC.fullmatch(plain) or _NOT_RIVAL.search(plain))


_PERFORMANCE_OF = re.compile(
    r"^(?:the |that |those )?(?:(?:[\w-]+ ){0,2}(?:performance|accuracy|quality|score|results?|error|loss|speed)(?: levels?)? )?of ",
    re.IGNORECASE,
)
_NO_NOUN = re.compile(
    r"^(?:at|as|in|and|or|were|was|is|are|to|of|for|with|on|by|what|when|where|how|if|that|than|from|after|before|up|out|makes?|does|did|being|any|only)\b"
    r"|^(?:the|our|its|their)$|^\w+ed$|^(?:the |our )?only\b",
    re.IGNORECASE,
)
_NOT_RIVAL = re.compile(
    rf"\b{BENCHMARK_NOUN}$|\b(?:seeds?|steps|epochs|time|chance of|noise|trade-?offs?)$"
)


def subject(clause: str) -> Names:
    """Who does what the clause says: what stands before its verb, prefaces and adverbials left out."""
    rest = clause[m.end() :] if (m := _PREFACE.match(clause)) and BLOT not in m.group() else clause
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


_LEADING = re.compile(
    r"^(?:leading|including|resulting|indicating|suggesting|showing|using|during|training|testing|existing|varying)\b",
    re.I,
)
_GERUND = re.compile(r"^[A-Z][a-z]+ing\b")
_ONLY = re.compile(r"^only\s+", re.IGNORECASE)
_OBJECTIVE = re.compile(
    r"^(?:the |our )?(?:proposed |[\w-]+ )+(?:loss|losses|objective|reward)$|^[A-Z]?[a-z]+ing ",
    re.IGNORECASE,
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


_MEASURE_OF = re.compile(r"^(?P<what>[^,]{3,60}?) (?:of|for) (?P<owner>(?:the |our )?[^,]{2,60})$")
_METRIC_HEAD = re.compile(rf"(?:{METRIC.pattern}|{GENERIC.pattern})$", re.IGNORECASE)
_METRIC_ON = re.compile(
    rf"^(?:the |our )?(?:[\w-]+ ){{0,3}}(?:{METRIC.pattern}|{GENERIC.pattern}) (?:on|in|at|under|across|over|for|with|against|between) ",
    re.IGNORECASE,
)


def is_subject(name: str) -> bool:
    if _PRONOUN.match(name) or _NOT_NAME.match(name) or BLOT in name or len(name.split()) > 16:
        return False
    if re.match(r"^[A-Za-z][a-z]+ing (?!to\b|in\b|of\b|that\b)", name) and not _LEADING.match(name):
        return True
    if re.match(
        r"^[a-z]+ing (?:to|in|of|that)$|^(?:leading|including|resulting|indicating|suggesting|showing)\b",
        name,
    ) or _METRIC_ON.match(name):
        return False
    return bool(re.search(r"[A-Za-z]{2}", name)) and not _is_metric_phrase(name)


def _is_metric_phrase(name: str) -> bool:
    """`the final validation loss` and `training times` name a metric, not a method."""
    last = name.split("(")[0].strip()
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


def split(phrase: str) -> Names:
    """The names of an enumeration: `A, B and C` are three; articles stay."""
    plain = re.sub(
        r"^(?:both|either|neither|all of|that of|those of)\s+", "", phrase.strip(" ,.;:")
    )
    parts = re.split(
        r",\s+(?:and|or|nor)\s+|,\s+|\s+(?:and|or|nor|as well as)\s+(?![^()]*\))", plain
    )
    return tuple(re.sub(r"['’]s?$", "", p.strip(" ,.;:")) for p in parts if p and p.strip(" ,.;:"))


@lru_cache(maxsize=8192)
def metrics(clause: str) -> tuple[tuple[int, int, str], ...]:
    """Start, end and words of every metric that the clause names, modifiers included."""
    found = [(m.start(), m.end(), m.group().strip()) for m in _EFFORT.finditer(clause)]
    for m in METRIC.finditer(clause):
        start = _widen(clause, m.start())
        phrase = clause[start : m.end()].strip()
        spread = (kind := lexicon.metric(m.group())) is not None and kind.group == "spread"
        if _NO_METRIC.match(phrase) or spread or clause[m.start() - 1 : m.start()] == "-":
            continue
        if any(a <= m.start() < b for a, b, _ in found) or _SCORES.match(clause, m.start()):
            continue
        while found and found[-1][0] >= start and found[-1][1] > start:
            found.pop()
        found.append((start, m.end(), clause[start : m.end()].strip(" ,.;:()")))
    found += [
        (m.start(1), m.end(1), m[1])
        for m in _UNIT_METRIC.finditer(clause)
        if not any(a <= m.start(1) < b for a, b, _ in found)
    ]
    return tuple(sorted(found))


_SCORES = re.compile(rf"(?:scores?|returns?|ranks?)\s+(?:only\s|about\s|just\s)?{BLOT}")


def _widen(clause: str, start: int) -> int:
    """To the left over up to four words that qualify the metric (`final test accuracy`)."""
    for _ in range(4):
        m = re.search(r"([A-Za-z][\w\-@./]*|\d+%)\s$", clause[:start])
        if (
            not m
            or len(m[1]) == 1
            or m[1].lower() in _STOP_LEFT
            or _VERB.fullmatch(m[1])
            or m[1].lower().endswith("ly")
        ):
            break
        start = m.start(1)
    return start


@lru_cache(maxsize=8192)
def metric(clause: str, at: int | None = None) -> Names:
    """The metric nearest to the position `at`, or the first one; a generic word (`performance`) where there is none."""
    named = metrics(clause)
    if not named:
        generic = [m.group().strip() for m in GENERIC.finditer(clause)]
        return tuple(dict.fromkeys(generic[:1] if at is not None else generic[:3]))
    if at is not None and (unit := _UNIT_METRIC.match(clause, at)):
        return (_timed(named, unit[1]),)
    if at is None:
        return tuple(dict.fromkeys(n for _, _, n in named))[:3]
    return (min(named, key=lambda n: _distance(clause, n, at))[2],)


def _timed(named: tuple[tuple[int, int, str], ...], unit: str) -> str:
    """`training times` for a number of seconds, `PSNR` for one of dB, where the clause names them."""
    own = lexicon.metric(unit)
    others = [n for _, _, n in named if n != unit]
    if own is None:
        return others[0] if others else unit
    same = [n for n in others if (kind := lexicon.metric(n)) and kind.group == own.group]
    return same[0] if same else unit


def _distance(clause: str, named: tuple[int, int, str], at: int) -> int:
    """Characters between a metric and a number; another number or a comma between them counts as far."""
    start, end, _ = named
    between = clause[end:at] if end <= at else clause[at:start].lstrip(BLOT)
    far = 60 * len(re.findall(rf"{BLOT}+", between)) + 25 * between.count(",")
    return len(between) + far + (3 if start > at else 0)


@lru_cache(maxsize=8192)
def benchmarks(clause: str, at: int | None = None) -> Names:
    """The data sets or tasks that the clause names; those nearest to `at` where it names several apart."""
    hits: list[tuple[int, str]] = []
    for pattern in (_BENCHMARK, _NAMED_ON, _SHORT_FOR):
        for m in pattern.finditer(clause):
            name = m["name"].strip(" ,.;")
            if (
                not _NOT_BENCHMARK.search(name)
                and not METRIC.fullmatch(name)
                and not _overlaps(hits, m)
            ):
                hits.append((m.start("name"), name))
    if not hits:
        return ()
    if at is not None:
        hits = [min(hits, key=lambda h: abs(h[0] - at))]
    return tuple(dict.fromkeys(n for _, name in sorted(hits) for n in _named_benchmarks(name)))


def _overlaps(hits: list[tuple[int, str]], m: re.Match[str]) -> bool:
    return any(a < m.end("name") and m.start("name") < a + len(n) for a, n in hits)


def _named_benchmarks(name: str) -> Names:
    return tuple(n for n in split(name) if not _GENERIC_BENCHMARK.fullmatch(n))


_GENERIC_BENCHMARK = re.compile(
    rf"(?:(?:the|all|every|each|both|any|various|multiple|different|several|other|these|those|this|its|our|a|an|range of|wide|broad|diverse|four|three|two|five|six|seven|eight|nine|ten|\d+|\d?[23]D"
    rf"|fundamental|low-dimensional|high-dimensional|algorithmic|learning|downstream|standard|common|challenging|complex|simple|real-world|unseen|evaluated|considered|tested|evaluation|benchmark|remaining|main|individual"
    rf"|(?:[\w-]+ )?families of|same|target|given|certain|some|many|most|new|single|modern|popular|public|synthetic|test)\s)*{BENCHMARK_NOUN}|average|addition to|particular|general",
    re.IGNORECASE,
)
