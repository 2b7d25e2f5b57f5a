"""Which words state a change, an extreme, a comparison, an equality, a hedge?

What a word means for a result is the lexicon's matter; here stands what it does in a sentence.
"""

from __future__ import annotations

import re

from claimcheck import lexicon
from claimcheck.record import Direction


def _all(patterns: str) -> str:
    """Any of the patterns, which blanks part; `_` stands for a blank inside one."""
    return "(?:" + "|".join(p.replace("_", " ") for p in patterns.split()) + ")"


CHANGE_NOUN = _all(
    r"reductions? improvements? increases? decreases? gains? drops? declines? speed-?\s?ups?"
    r" boosts? degradations? deteriorations? rises? savings? overhead advantage lead"
    r"(?!_to) margins?"
    r" jumps? lifts? swings? gaps? acceleration change differences? loss_in losses_in uplift edge"
    r" deficit (?<!KL_)(?<!JS_)(?<!Leibler_)(?<!Shannon_)divergence slow-?downs? penalty"
    r" inflation delta separation"
)
COMPARATIVE = _all(
    r"faster slower longer shorter fewer less more higher lower better worse smaller larger"
    r" cheaper greater stronger weaker quicker bigger closer superior inferior poorer"
)
CHANGE_VERB = _all(
    r"improv(?:e|es|ed|ing) reduc(?:e|es|ed|ing) increas(?:e|es|ed|ing) decreas(?:e|es|ed|ing)"
    r" lower(?:s|ed|ing) rais(?:e|es|ed|ing) boost(?:s|ed|ing)? drop(?:s|ped|ping)?"
    r" fall(?:s|en|ing)? fell rise(?:s|n)? rising rose degrad(?:e|es|ed|ing)"
    r" enhanc(?:e|es|ed|ing) outperform(?:s|ed|ing)? surpass(?:es|ed|ing)? exceed(?:s|ed|ing)?"
    r" beat(?:s|ing)? accelerat(?:e|es|ed|ing) cut(?:s|ting)? sav(?:e|es|ed|ing)"
    r" declin(?:e|es|ed|ing) shorten(?:s|ed|ing)? worsen(?:s|ed|ing)? underperform(?:s|ed|ing)?"
    r" trail(?:s|ed|ing)? lag(?:s|ged|ging)? lift(?:s|ed|ing)? gain(?:s|ed|ing)?"
    r" los(?:e|es|t|ing) shr(?:ink|inks|ank|inking) grow(?:s|n|ing)? grew climb(?:s|ed|ing)?"
    r" jump(?:s|ed|ing)? speed(?:s|ing)?_up sped_up hurt(?:s|ing)? narrow(?:s|ed|ing)?"
    r" widen(?:s|ed|ing)? chang(?:e|es|ed|ing) go(?:es)? went mov(?:e|es|ed|ing)"
    r" separat(?:e|es|ed|ing) slow(?:s|ed|ing)?(?:_down)? diminish(?:es|ed|ing)?"
    r" deteriorat(?:e|es|ed|ing) strengthen(?:s|ed)? benefit(?:s|ed)?(?=_from) help(?:s|ed)"
    r" harm(?:s|ed) weaken(?:s|ed)? minimi[sz](?:e|es|ed|ing) win(?:s|ning)? lead(?:s|ing)?"
)
BEATS = _all(
    r"outperform(?:s|ed|ing)? surpass(?:es|ed|ing)? exceed(?:s|ed|ing)? beat(?:s|ing)?"
    r" underperform(?:s|ed|ing)? improv(?:e|es|ed|ing)_(?:up)?on improv(?:e|es|ed|ing)_over"
    r" lag(?:s|ged|ging)?_behind lag(?:s|ged|ging)? trail(?:s|ed|ing)?_behind trail(?:s|ed|ing)?"
    r" fall(?:s|ing)?_(?:short_of|behind|below) fell_(?:short_of|behind|below)"
    r" leads(?!_(?:to|in|by|the_(?:way|field|table))\b)"
    r" outpac(?:e|es|ed|ing) dominat(?:e|es|ed|ing)"
    r" (?:is|are|was|were|proves?|proved)_(?:\w+ly_)?(?:superior|inferior)_to"
    r" second_only_to compar(?:e|es|ed|ing)_(?:un)?favou?rably_(?:to|with|against)"
)
EQUALS = _all(
    r"match(?:es|ed)(?!\s+(?:on|by|to|for|were|are|was|is|with)\b) (?<=,_)matching"
    r" match_(?=the\b|our\b|its\b|or\b|[A-Z]) (?:reproduc|replicat)es on_(?:a_)?par_with"
    r" comparabl[ey](?:_\w+)?_(?:to|with) similar(?:ly)?(?:_\w+)?_to"
    r" (?:very_|relatively_)?close_to equal(?:s|led)?(?:_to)? identical(?:_\w+)?_to"
    r" indistinguishable_from performs?_similarly_to competitive_with equivalent_to"
    r" near-identical_to within_(?:the_)?(?:noise|error|statistical_(?:bounds|error|noise))_of"
    r" the_same_as as_(?:good|well|accurate|fast|strong)_as"
)
SUPERLATIVE = _all(
    r"best(?:[-_]performing)? worst highest lowest largest smallest greatest fastest slowest"
    r" strongest weakest steepest shortest longest biggest poorest closest cheapest"
    r" state[-_]of[-_]the[-_]art"
    r" most_(?!of\b|relevant|prominent|closely|representative|promising|salient|natural|general"
    r"|interesting|frequent|popular|recent\b|common\w*\b|existing\b|prior\b|likely\b"
    r"|important\w*\b|notabl[ye]\b|cases\b|previous\b|widely\b|other\b|models\b|methods\b)\w+"
    r" (?<!at_)least_(?!squares?\b|one\b|two\b|three\b)\w+"
    r" (?:(?<=the_)|(?<=\bis_)|(?<=\bthe_sole_)|(?<=\bour_))only_(?:\w+[\w-]*_){0,3}"
    r"(?:that|to|whose|with|which|above|below|result|configuration|method|model|one|variant)"
    r" top[-_]performing"
)
BOUND_MAX = _all(
    r"up_to as_(?:much|high|large|many|great)_as at_(?:the_)?most a_maximum(?:_\w+)?_of"
    r" no_more_than at_best max(?:imum|imal)?(?:ly)?"
)
BOUND_MIN = _all(r"at_least as_(?:little|low|few)_as no_less_than a_minimum_of")
ABOVE = _all(
    r"over above more_than greater_than higher_than exceed(?:s|ed|ing)? beyond"
    r" surpass(?:es|ed|ing)? upwards_of"
)
BELOW = _all(r"under below less_than fewer_than lower_than smaller_than")
FILLER = _all(
    r"approximately about roughly around nearly almost only just some exactly merely"
    r" an_average(?:_\w+)?_of an_additional an_absolute a_relative a_further an_impressive"
    r" a_(?:mere|modest|large|significant|substantial|remarkable|factor_of) factors?_of"
    r" on_average relative absolute a_margin_of the another even a an well"
)

HEDGE = re.compile(
    r"\b(?:may|might|could|would|possibly|perhaps|presumably|suggest\w*|potential(?:ly)?"
    r"|likely|appears?|seems?|hypothesi\w+|expected to)\b",
    re.I,
)
ALL_SCOPE = re.compile(
    r"\b(?:all|every|each|both|consistent(?:ly)?|uniformly|always|without exception"
    r"|throughout)\b|\bacross (?!multiple\b|some\b|several\b|a\b)",
    re.I,
)
SOME = re.compile(
    r"\b(?:some|several|multiple|most (?=of\b|cases|tasks|datasets|benchmarks|methods|models"
    r"|settings)|many|often|generally|typically|usually|mixed|particularly|in part|partly"
    r"|tends?|various|mostly)\b",
    re.I,
)
AVERAGE_OVER = re.compile(
    r"\bon average\b[^;]{0,90}\b(?:across|over)\b[^,;]{0,30}\b(?:tasks?"
    r"|datasets?|benchmarks?|domains?"
    r"|languages?|environments?|games)\b|\b(?:averaged?|mean"
    r"|overall)\b[^,;]{0,30}\b(?:across|over)\b[^,;]{0,30}\b"
    r"(?:tasks?|datasets?|benchmarks?|domains?|languages?|environments?|games"
    r"|categories|all)\b|\b(?:across|over)\b[^,;]{0,30}\b(?:tasks?|datasets?|benchmarks?"
    r"|domains?|languages?|environments?|games)\b[^,;]{0,25}\bon average\b"
    r"|\b(?:average|mean) (?:\w+ ){0,2}(?:improvement|gain|increase|reduction|drop|decrease"
    r"|score|accuracy)s?\b",
    re.I,
)
AVERAGE = re.compile(r"\b(?:on average|averag\w+|mean)\b", re.I)
NEGATED = re.compile(
    r"(?:\bnot\b|\w(?:n['’]t)\b|\bfail(?:s|ed)? to|never|no (?=(?:significant |clear "
    r"|measurable |noticeable )?(?:improvement|gain|benefit|difference|change|advantage))"
    r"|cannot|neither|without (?=(?:any |a )?(?:loss|drop|degradation|sacrific)))",
    re.I,
)
SIGNIFICANT = re.compile(r"\b(?:statistically )?significan(?:t(?:ly)?|ce)\b", re.I)
FIGURE = re.compile(
    r"\b(?:visual\w*|qualitativ\w*|sharp(?:er|ness)?|curves?|plots?|histograms?|illustrat\w+"
    r"|depict\w*|samples look)\b|\b(?:Figs?\.|Figures?)\s*\(?\d",
    re.I,
)

_IN_PROSE: dict[Direction, str] = {
    "higher": (
        "overhead lift lifts lifted bigger biggest rising uplift steepest widens widened"
        " inflation longer"
    ),
    "better": (
        "lead margin margins edge acceleration superior leads wins win dominates dominate"
        " dominated outpaces outpaced strengthens benefits benefit benefited helps helped help"
        " sped_up favorably favourably"
    ),
    "worse": (
        "deficit penalty poorer poorest slowdown slow-down inferior weakens loses lost lose"
        " slowed slows hurts harms short_of behind unfavorably unfavourably"
    ),
    "lower": (
        "fell fallen falling shrank narrowed narrows savings loss_in diminishes diminished"
        " cheaper cheapest smaller shorter"
    ),
}
_EXTRA = {word.replace("_", " "): way for way, words in _IN_PROSE.items() for word in words.split()}
"""Words that state a direction in prose only; the lexicon holds those of headers too."""


_DEGREES = dict.fromkeys(
    [
        "accurate",
        "effective",
        "efficient",
        "robust",
        "stable",
        "reliable",
        "competitive",
        "powerful",
        "beneficial",
        "helpful",
        "precise",
        "successful",
        "performant",
    ],
    "better",
) | dict.fromkeys(["harmful", "detrimental", "damaging", "costly", "expensive"], "worse")
_DEGREE = re.compile(rf"\b(more|less) ({'|'.join(_DEGREES)})\b")
"""`more` before an adjective says nothing of a number's size; the adjective does."""


def direction(phrase: str) -> Direction | None:
    """The direction that the words of `phrase` state, the first of them where they disagree."""
    low = phrase.lower()
    if m := _DEGREE.search(low):
        turned = _DEGREES[m[2]] == "better"
        return "better" if turned == (m[1] == "more") else "worse"
    for word in sorted(_EXTRA, key=len, reverse=True):
        if re.search(rf"\b{word}\b", low):
            return _EXTRA[word]
    stated = lexicon.directions(low)
    if len(stated) == 1:
        return next(iter(stated))
    for word in re.findall(r"[a-z][\w-]*", low):
        if len(one := lexicon.directions(word)) == 1:
            return next(iter(one))
    return None


def opposite(stated: Direction) -> Direction:
    pairs: dict[Direction, Direction] = {
        "higher": "lower",
        "lower": "higher",
        "better": "worse",
        "worse": "better",
        "same": "same",
        "close": "close",
    }
    return pairs[stated]


def flags(clause: str, sentence: str, kind: str) -> tuple[str, ...]:
    """Scope words and hedges of a clause, in alphabetical order; `figure` and `caption` from
    around it.
    """
    tests = (
        ("all", bool(ALL_SCOPE.search(clause))),
        ("average", bool(AVERAGE.search(clause))),
        ("caption", kind == "caption"),
        ("figure", bool(FIGURE.search(sentence))),
        ("hedged", bool(HEDGE.search(clause))),
        ("negated", bool(NEGATED.search(clause))),
        ("significant", bool(SIGNIFICANT.search(clause))),
        ("some", bool(SOME.search(clause))),
    )
    return tuple(name for name, holds in tests if holds)
