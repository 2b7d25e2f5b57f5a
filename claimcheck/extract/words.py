"""Which words state a change, an extreme, a comparison, an equality, a hedge?

What a word means for a result is the lexicon's matter; here stands what it does in a sentence.
"""

from __future__ import annotations

import re

from claimcheck import lexicon
from claimcheck.record import Direction


def _all(*words: str) -> str:
    return "(?:" + "|".join(words) + ")"


CHANGE_NOUN = _all(
    r"reductions?", r"improvements?", r"increases?", r"decreases?", r"gains?", r"drops?", r"declines?", r"speed-?\s?ups?", r"boosts?",
    r"degradations?", r"deteriorations?", r"rises?", r"savings?", r"overhead", r"advantage", r"lead", r"margins?", r"jumps?", r"lifts?",
    r"swings?", r"gaps?", r"acceleration", r"change", r"differences?", r"loss in", r"losses in", r"uplift", r"edge", r"deficit", r"divergence",
    r"slow-?downs?", r"penalty", r"inflation", r"delta", r"separation",
)  # fmt: skip
COMPARATIVE = _all(
    r"faster", r"slower", r"longer", r"shorter", r"fewer", r"less", r"more", r"higher", r"lower", r"better", r"worse", r"smaller", r"larger",
    r"cheaper", r"greater", r"stronger", r"weaker", r"quicker", r"bigger", r"closer", r"superior", r"inferior", r"poorer",
)  # fmt: skip
CHANGE_VERB = _all(
    r"improv(?:e|es|ed|ing)", r"reduc(?:e|es|ed|ing)", r"increas(?:e|es|ed|ing)", r"decreas(?:e|es|ed|ing)", r"lower(?:s|ed|ing)",
    r"rais(?:e|es|ed|ing)", r"boost(?:s|ed|ing)?", r"drop(?:s|ped|ping)?", r"fall(?:s|en|ing)?", r"fell", r"rise(?:s|n)?", r"rising", r"rose",
    r"degrad(?:e|es|ed|ing)", r"enhanc(?:e|es|ed|ing)", r"outperform(?:s|ed|ing)?", r"surpass(?:es|ed|ing)?", r"exceed(?:s|ed|ing)?",
    r"beat(?:s|ing)?", r"accelerat(?:e|es|ed|ing)", r"cut(?:s|ting)?", r"sav(?:e|es|ed|ing)", r"declin(?:e|es|ed|ing)", r"shorten(?:s|ed|ing)?",
    r"worsen(?:s|ed|ing)?", r"underperform(?:s|ed|ing)?", r"trail(?:s|ed|ing)?", r"lag(?:s|ged|ging)?", r"lift(?:s|ed|ing)?", r"gain(?:s|ed|ing)?",
    r"los(?:e|es|t|ing)", r"shr(?:ink|inks|ank|inking)", r"grow(?:s|n|ing)?", r"grew", r"climb(?:s|ed|ing)?", r"jump(?:s|ed|ing)?",
    r"speed(?:s|ing)? up", r"sped up", r"hurt(?:s|ing)?", r"narrow(?:s|ed|ing)?", r"widen(?:s|ed|ing)?", r"chang(?:e|es|ed|ing)", r"go(?:es)?",
    r"went", r"mov(?:e|es|ed|ing)", r"separat(?:e|es|ed|ing)", r"slow(?:s|ed|ing)?(?: down)?", r"diminish(?:es|ed|ing)?", r"deteriorat(?:e|es|ed|ing)",
    r"strengthen(?:s|ed)?", r"benefit(?:s|ed)?(?= from)", r"help(?:s|ed)", r"harm(?:s|ed)", r"weaken(?:s|ed)?", r"minimi[sz](?:e|es|ed|ing)", r"win(?:s|ning)?", r"lead(?:s|ing)?",
)  # fmt: skip
BEATS = _all(
    r"outperform(?:s|ed|ing)?", r"surpass(?:es|ed|ing)?", r"exceed(?:s|ed|ing)?", r"beat(?:s|ing)?", r"underperform(?:s|ed|ing)?",
    r"improv(?:e|es|ed|ing) (?:up)?on", r"improv(?:e|es|ed|ing) over", r"lag(?:s|ged|ging)? behind", r"lag(?:s|ged|ging)?",
    r"trail(?:s|ed|ing)? behind", r"trail(?:s|ed|ing)?", r"fall(?:s|ing)? (?:short of|behind|below)", r"fell (?:short of|behind|below)",
    r"outpac(?:e|es|ed|ing)", r"dominat(?:e|es|ed|ing)", r"(?:is|are|was|were|proves?|proved) (?:\w+ly )?(?:superior|inferior) to",
    r"compar(?:e|es|ed|ing) (?:un)?favou?rably (?:to|with|against)",
)  # fmt: skip
EQUALS = _all(
    r"match(?:es|ed)(?!\s+(?:on|by|to|for|were|are|was|is|with)\b)", r"(?<=, )matching", r"match (?=the\b|our\b|its\b|or\b|[A-Z])", r"(?:reproduc|replicat)es", r"on (?:a )?par with",
    r"comparabl[ey](?: \w+)? (?:to|with)", r"similar(?:ly)?(?: \w+)? to", r"(?:very |relatively )?close to", r"equal(?:s|led)?(?: to)?",
    r"identical(?: \w+)? to", r"indistinguishable from", r"performs? similarly to", r"competitive with", r"equivalent to", r"near-identical to",
    r"within (?:the )?(?:noise|error|statistical (?:bounds|error|noise)) of", r"the same as", r"as (?:good|well|accurate|fast|strong) as",
    r"approach(?:es|ed|ing)",
)  # fmt: skip
SUPERLATIVE = _all(
    r"best(?:[- ]performing)?", r"worst", r"highest", r"lowest", r"largest", r"smallest", r"greatest", r"fastest", r"slowest", r"strongest",
    r"weakest", r"steepest", r"shortest", r"longest", r"biggest", r"poorest", r"closest", r"cheapest", r"state[- ]of[- ]the[- ]art",
    r"most (?!of\b|relevant|prominent|closely|representative|promising|salient|natural|general|interesting|frequent|popular|recent\b|common\w*\b|existing\b|prior\b|likely\b|important\w*\b|notabl[ye]\b|cases\b|previous\b|widely\b|other\b|models\b|methods\b)\w+",
    r"(?<!at )least (?!squares?\b|one\b|two\b|three\b)\w+",
    r"(?:(?<=the )|(?<=\bis )|(?<=\bthe sole )|(?<=\bour ))only (?:\w+[\w-]* ){0,3}(?:that|to|whose|with|which|above|below|result|configuration|method|model|one|variant)",
    r"top[- ]performing",
)  # fmt: skip
BOUND_MAX = _all(
    r"up to",
    r"as (?:much|high|large|many|great) as",
    r"at (?:the )?most",
    r"a maximum(?: \w+)? of",
    r"no more than",
    r"at best",
    r"max(?:imum|imal)?(?:ly)?",
)
BOUND_MIN = _all(r"at least", r"as (?:little|low|few) as", r"no less than", r"a minimum of")
ABOVE = _all(
    r"over",
    r"above",
    r"more than",
    r"greater than",
    r"higher than",
    r"exceed(?:s|ed|ing)?",
    r"beyond",
    r"surpass(?:es|ed|ing)?",
    r"upwards of",
)
BELOW = _all(r"under", r"below", r"less than", r"fewer than", r"lower than", r"smaller than")
FILLER = _all(
    r"approximately", r"about", r"roughly", r"around", r"nearly", r"almost", r"only", r"just", r"some", r"exactly", r"merely", r"an average(?: \w+)? of",
    r"an additional", r"an absolute", r"a relative", r"a further", r"an impressive", r"a (?:mere|modest|large|significant|substantial|remarkable|factor of)",
    r"factors? of", r"on average", r"relative", r"absolute", r"a margin of", r"the", r"another", r"even", r"a", r"an", r"well",
)  # fmt: skip

HEDGE = re.compile(
    r"\b(?:may|might|could|would|possibly|perhaps|presumably|suggest\w*|potential(?:ly)?|likely|appears?|seems?|hypothesi\w+|expected to)\b", re.I
)  # fmt: skip
ALL = re.compile(
    r"\b(?:all|every|each|both|consistent(?:ly)?|across the board|uniformly|always|without exception|any|throughout|universally|(?:none|no) of)\b", re.I
)  # fmt: skip
ALL_SCOPE = re.compile(
    r"\b(?:all|every|each|both|consistent(?:ly)?|uniformly|always|without exception|throughout)\b|\bacross (?!multiple\b|some\b|several\b|a\b)", re.I
)  # fmt: skip
SOME = re.compile(
    r"\b(?:some|several|multiple|most (?=of\b|cases|tasks|datasets|benchmarks|methods|models|settings)|many|often|generally|typically|usually|mixed|particularly|in part|partly|tends?|various|mostly)\b",
    re.I,
)
AVERAGE_OVER = re.compile(
    r"\b(?:on average|averaged?|mean|overall)\b[^,;]{0,30}\b(?:across|over)\b[^,;]{0,30}\b(?:tasks?|datasets?|benchmarks?|domains?|languages?|environments?|games"
    r"|categories|all)\b|\b(?:across|over)\b[^,;]{0,30}\b(?:tasks?|datasets?|benchmarks?|domains?|languages?|environments?|games)\b[^,;]{0,25}\bon average\b"
    r"|\b(?:average|mean) (?:\w+ ){0,2}(?:improvement|gain|increase|reduction|drop|decrease|score|accuracy)s?\b", re.I,
)  # fmt: skip
AVERAGE = re.compile(r"\b(?:on average|averag\w+|mean)\b", re.I)
NEGATED = re.compile(
    r"(?:\bnot\b|\w(?:n['’]t)\b|\bfail(?:s|ed)? to|never|no (?=(?:significant |clear |measurable |noticeable )?(?:improvement|gain|benefit|difference|change|advantage))"
    r"|cannot|neither|without (?=(?:any |a )?(?:loss|drop|degradation|sacrific)))", re.I,
)  # fmt: skip
SIGNIFICANT = re.compile(r"\b(?:statistically )?significan(?:t(?:ly)?|ce)\b", re.I)
FIGURE = re.compile(
    r"\b(?:visual\w*|qualitativ\w*|sharp(?:er|ness)?|curves?|plots?|histograms?|illustrat\w+|depict\w*|samples look)\b|\b(?:Figs?\.|Figures?)\s*\(?\d",
    re.I,
)

_EXTRA: dict[str, Direction] = {
    "overhead": "higher", "lead": "better", "margin": "better", "margins": "better", "lift": "higher", "lifts": "higher", "lifted": "higher",
    "edge": "better", "deficit": "worse", "penalty": "worse", "bigger": "higher", "poorer": "worse", "poorest": "worse", "biggest": "higher",
    "fell": "lower", "fallen": "lower", "rising": "higher", "falling": "lower", "shrank": "lower", "narrowed": "lower", "narrows": "lower",
    "uplift": "higher", "acceleration": "better", "savings": "lower", "loss in": "lower", "slowdown": "worse", "slow-down": "worse",
    "superior": "better", "inferior": "worse", "steepest": "higher", "leads": "better", "wins": "better", "win": "better",
    "dominates": "better", "dominate": "better", "dominated": "better", "outpaces": "better", "outpaced": "better", "strengthens": "better",
    "weakens": "worse", "diminishes": "lower", "diminished": "lower", "loses": "worse", "lost": "worse", "lose": "worse", "widens": "higher",
    "widened": "higher", "inflation": "higher", "slowed": "worse", "slows": "worse", "benefits": "better", "benefit": "better", "benefited": "better", "helps": "better", "helped": "better", "help": "better",
    "hurts": "worse", "harms": "worse", "short of": "worse", "behind": "worse", "sped up": "better", "cheaper": "lower", "cheapest": "lower",
    "smaller": "lower", "shorter": "lower", "longer": "higher", "favorably": "better", "favourably": "better",
    "unfavorably": "worse", "unfavourably": "worse",
}  # fmt: skip


def direction(phrase: str) -> Direction | None:
    """The direction that the words of `phrase` state, the first of them where they disagree."""
    low = phrase.lower()
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
        "higher": "lower", "lower": "higher", "better": "worse", "worse": "better", "same": "same", "close": "close",
    }  # fmt: skip
    return pairs[stated]


def flags(clause: str, sentence: str, kind: str) -> tuple[str, ...]:
    """Scope words and hedges of a clause, in alphabetical order; `figure` and `caption` from around it."""
    tests = (
        ("all", bool(ALL_SCOPE.search(clause))), ("average", bool(AVERAGE.search(clause))), ("caption", kind == "caption"),
        ("figure", bool(FIGURE.search(sentence))), ("hedged", bool(HEDGE.search(clause))), ("negated", bool(NEGATED.search(clause))),
        ("significant", bool(SIGNIFICANT.search(clause))), ("some", bool(SOME.search(clause))),
    )  # fmt: skip
    return tuple(name for name, holds in tests if holds)
