"""By which metric and on which benchmark does a clause, or one number of it, speak?"""

from __future__ import annotations

import re
from functools import lru_cache

from claimcheck import lexicon
from claimcheck.extract.clauses import VERBS
from claimcheck.extract.mentions import BLOT
from claimcheck.extract.names import Names, split

_VERB = re.compile(rf"\b{VERBS}\b")

METRIC = re.compile(
    "|".join(f"(?:{p.pattern.replace('.*', '')})" for p, _ in lexicon.METRICS), re.IGNORECASE
)
_IN_NAME = re.compile(
    r"-(?:tiny|mini|small|base|medium|large|huge|x+l|lite|plus|net|former|\d+[bm])\b", re.IGNORECASE
)
_NO_METRIC = re.compile(
    r"^(?:gains?|ranges?|second|top|pass|is|em|rank|sensitivity|steps?|cost|returns?|coverage|utility"
    r"|agreement|success|distance|deviation|similarity"
    r"|ms|s|times?|two times|many times|three times|sometimes|at times|(?:\w+ )?epochs?|rounds"
    r"|updates|parameters?|range|ci|rating|energy|disk|.*\bstep|.+ parameters?|"
    r"(?:these|those|several|some|all|few|other|five|n|the same|real|run|first|second"
    r"|at the same|over|most|each|this|that|same|one|long|in|of|the|a|by|per) times?)$",
    re.IGNORECASE,
)
_EFFORT = re.compile(
    r"(?:(?:number|amount) of )?(?:\w+ )?\b(?:time|steps|iterations|epochs|updates|samples"
    r"|episodes)\b(?: (?:it takes|required|needed|taken|necessary))?"
    r" (?:to|until|before) (?:reach(?:ing)?|achiev(?:e|ing)|attain(?:ing)?|hit|converge"
    r"|generali[sz]e|obtain)\b(?:[^,;.()№]|\.(?=\d)){0,45}?"
    r"(?:accuracy|convergence|loss|performance|success|reward|generali[sz]ation|(?=\s(?:by"
    r"|from|and|with)\b|[,;.()№]|$))",
    re.IGNORECASE,
)
_UNIT_METRIC = re.compile(
    rf"{BLOT}+\s*(?:k\s)?(?:(?:fewer|more|less|the|smaller|larger)\s)?(?:(?:training|gradient"
    r"|optimi[sz]ation|environment|sampling|average|decoding|inference|wall-?clock)\s)?"
    r"(steps|iterations|epochs|seconds|secs?|s|ms|hours|minutes|parameters|params|FLOPs|GFLOPs"
    r"|GB|MB|dB|PPL|nats|bits|updates|episodes|tokens/s|fps)\b",
)
GENERIC = re.compile(
    r"(?:(?:final|overall|model|sample|image|generation|downstream|zero-shot|convergence"
    r"|learning|training|inference|computational|predictive|quantitative|initial"
    r"|OOD|generali[sz]ation|generation|sampling)\s){0,2}(?:performance|quality"
    r"|fidelity|speed|convergence|efficiency|cost|complexity|overhead|robustness"
    r"|stability|generali[sz]ation|extrapolation|transfer|diversity|coverage|matching|metrics?"
    r"|capacity|usage|entropy|resources|variability"
    r"|transferability|calibration|faithfulness|consistency)\b",
    re.IGNORECASE,
)
_NO_MODIFIERS = (
    "the a an of in on for our its their his and or with to by at from as than that which is "
    "are was were be this these those it both all any each every some no "
    "reach reaches reached reaching achieve achieves achieved achieving attain attains "
    "obtain obtains obtained maintain maintained maintaining maintains retain "
    "higher lower highest lowest best better worse worst greater largest smallest more most "
    "less least good strong perfect near-perfect high low improved "
    "improves improve improving improvement reduce reduces reduced reducing increase "
    "increases increased increasing decrease decreases decreased lowers raises "
    "raised boosts lifts lifted has have had show shows showed showing yields yield gives "
    "only just about around approximately over under into across using "
    "when while whereas but where per via between among against within we they demonstrate "
    "demonstrates exhibits exhibit slight slightly significant "
    "significantly substantial consistent consistently faster slower longer shorter fewer "
    "terms respect measured not additional competitive comparable "
    "similar superior same other measure report reports reported also achieves lowering "
    "raising boosting still further balances sustained hits hit drops "
    "while' dataset datasets task tasks benchmark benchmarks split method approach "
    "maintaining gap gain gains points point percent required requires "
    "drop rise roughly nearly almost upper resulting observed overall incur incurs exhibits "
    "enhance enhances enhancing affects how whose what if so much "
    "predict predicts pulls holds vs versus survives"
)
_STOP_LEFT = frozenset(_NO_MODIFIERS.split())
BENCHMARK_NOUN = (
    r"(?:data ?sets?|benchmarks?|tasks?|corpus|corpora|domains?|languages?|environments?"
    r"|suites?|games?|splits?|test[- ]?sets?|subsets?|leaderboards?|operations?"
    r"|scenarios?|categor(?:y|ies)|famil(?:y|ies)|shapes?|scenes?)"
)
_BENCHMARK = re.compile(
    r"\b(?P<prep>[Oo]n|[Ff]or|[Ii]n|[Aa]cross|over|under)\s+(?P<name>(?:(?!(?:across|in|on|for|over|to|of"
    r"|with|by|under|from|that|is|are|was|were|than|as|at|lets?"
    rf"|{BLOT}+)\s)[^\s,;:()№]+\s+){{0,6}}?{BENCHMARK_NOUN}\b)(?!\s+(?:accuracy|loss"
    r"|performance|error))"
)
_PROPER = r"[A-Z0-9][\w.\-+@/²]*(?:[ -](?:[A-Z0-9][\w.\-+@/]*|v\d))*"
_NAMED_ON = re.compile(
    rf"\b(?P<prep>on)\s+(?:the\s+)?(?P<name>{_PROPER}(?:(?:,\s|\sand\s|,\sand\s){_PROPER})*)"
)
_OPENED_BY = re.compile(
    rf"^\W*(?P<prep>On|In|For)\s+(?:the\s+)?(?P<name>{_PROPER}"
    rf"(?:\sand\s{_PROPER}|(?:,\s{_PROPER})+,?\sand\s{_PROPER})?)(?=,)"
)
"""`On A and B, X and Y …`: what stands behind the comma is the subject."""
_SHORT_FOR = re.compile(
    r"^\W*(?:(?:while|and|but|whereas)\s)?(?P<prep>[Ff]or|[Oo]n|[Ii]n)\s+"
    r"(?P<name>(?-i:(?![^,]*[A-Z]))(?!(?:the|our|all|this"
    r"|these|example|instance|each|both|training|validation|test|average|contrast|addition,"
    r"|total"
    r"|summary|particular|general|fact|terms|comparison|some|which|more|conclusion|it|each"
    r"|every|long\w*|short\w*|further|inference)\b)[\w\-]+(?:(?:,\s|\sand\s"
    r"|,\sand\s)[\w\-]+)*)(?=[,.;)]|\s*$|\s(?:and|but|while)\s)"
)
_NOT_BENCHMARK = re.compile(
    r"\b(?:performance|average|method|model|approach|baseline|training set|order|training data"
    r"|full|contrast|terms|variants?|strateg|configuration|learning rate"
    r"|future|our (?:setting|set-up)|other (?:work|papers))\b|^(?:the )?(?:training|validation"
    r"|training and validation) (?:data ?)?sets?$",
    re.IGNORECASE,
)
_GENERIC_BENCHMARK = re.compile(
    r"(?:(?:the|all|every|each|both|any|various|multiple|different|several|other|these|those"
    r"|this|its|our|a|an|range of|wide|broad|diverse|four|three|two|five|six|seven|eight|nine"
    r"|ten|\d+(?:/\d+)?|\d?[23]D"
    r"|fundamental|low-dimensional|high-dimensional|algorithmic|learning|downstream|standard"
    r"|common|challenging|complex|simple|real-world|unseen|evaluated|considered|tested"
    r"|evaluation|benchmark|remaining|main|individual"
    r"|(?:[\w-]+ )?families of|same|target|given|certain|some|many|most|new|single|modern"
    rf"|popular|public|synthetic|test)\s)*{BENCHMARK_NOUN}|average|addition to|particular"
    r"|general",
    re.IGNORECASE,
)
_SCORES = re.compile(rf"(?:scores?|returns?|ranks?)\s+(?:only\s|about\s|just\s)?{BLOT}")


@lru_cache(maxsize=8192)
def metrics(clause: str) -> tuple[tuple[int, int, str], ...]:
    """Start, end and words of every metric that the clause names, modifiers included."""
    found = [(m.start(), m.end(), m.group().strip()) for m in _EFFORT.finditer(clause)]
    for m in METRIC.finditer(clause):
        start = _widen(clause, m.start())
        phrase = clause[start : m.end()].strip()
        spread = (kind := lexicon.metric(m.group())) is not None and kind.group == "spread"
        if _IN_NAME.match(clause, m.end()):
            continue
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
    """The metric nearest to the position `at`, or the first one; a generic word (`performance`)
    where there is none.
    """
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
    """`training times` for a number of seconds, `PSNR` for dB, where the clause names them."""
    own = lexicon.metric(unit)
    others = [n for _, _, n in named if n != unit]
    if own is None:
        return others[0] if others else unit
    same = [n for n in others if (kind := lexicon.metric(n)) and kind.group == own.group]
    return same[0] if same else unit


def _distance(clause: str, named: tuple[int, int, str], at: int) -> int:
    """Characters between a metric and a number; another number or a comma between them counts as
    far.
    """
    start, end, _ = named
    between = clause[end:at] if end <= at else clause[at:start].lstrip(BLOT)
    far = 60 * len(re.findall(rf"{BLOT}+", between)) + 25 * between.count(",")
    return len(between) + far + (3 if start > at else 0)


@lru_cache(maxsize=8192)
def benchmarks(clause: str, at: int | None = None) -> Names:
    """The data sets or tasks that the clause names; those nearest to `at` where it names several
    apart.
    """
    hits: list[tuple[int, str]] = []
    for pattern in (_BENCHMARK, _OPENED_BY, _NAMED_ON, _SHORT_FOR):
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
