"""Which numbers of a sentence are results, which names, settings, counts, parts of a metric's name?

Numbers that are results are blotted out in `Reading.masked`, one `№` for each of their
characters, so that patterns over the sentence see where a result stands and are not misled by its
digits; all others stay as they are printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from claimcheck import number
from claimcheck.record import Reported

Role = Literal["result", "name", "metric", "setting", "count"]
BLOT = "№"

_LABEL = re.compile(
    r"(?:\b(?:Runs?|Tables?|Tab\.|Figures?|Figs?\.|Sections?|Secs?\.|Eqs?\.|Equations?"
    r"|Appendix|Appendices|Algorithms?|Stages?"
    r"|Phases?|Steps?|Layers?|Levels?|Versions?|Exp\.?|Experiments?|EXP|Seeds?|Folds?|Blocks?"
    r"|Models?|Configs?|Theorem|Lemma"
    r"|Chapter|Questions?|RQ|Claims?|Tasks?|Epochs?|Lines?|Rows?|Columns?|Parts?|Types?|Class"
    r"(?:es)?|Stud(?:y|ies)|Groups?|Settings?"
    r"|Definition|Proposition|Corollary|Remark|Case|Example|Panel|Variants?|Reviewer|Footnote"
    r"|Listing|Scenario)"
    r"|\b(?:runs?|tables?|figures?|seeds?|variants?|experiments?|epoch|layer|rows?|columns?"
    r"|sections?|appendix|stage|phase)"
    r"|§|#)[\s~\-–:]*(?:\(?\d+[a-z]?\)?\s*(?:,|and|&|or|to|–|-|through|,\s*and)\s*)*\(?$"
)
_CITED = re.compile(
    r"\[\s*\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\s*\]|\([^()]*(?:19|20)\d\d[a-z]?\)"
    r"|\bet al\.?,?\s*\(?\d{4}"
)
_YEAR = re.compile(
    r"(?:\b(?:in|since|until|of|by|and|from|early|late|circa|©)\s+|\b[A-Z]{3,}[\s’']+|,\s*)$"
)
_SIZE = re.compile(r"^\s?(?:[×x]\s?\d|→\s?\d+\b(?![.]\d))")
_SIZE_BEFORE = re.compile(r"(?:\d\s?[×x]|(?<![.\d^\-−])\d+\s?→)\s?$")
_GLUED_UNIT = re.compile(r"^(?:s|ms|h|dB|GB|MB|min|pp|pts?|px|mAP|°)\b")
_SETTING_AFTER = re.compile(
    r"^[\s-]*(?:probability|dropout|mask(?:ing)?\b|sparsity|noise|confidence|CIs?\b|bootstrap"
    r"|train(?:ing)?[\s/]|of (?:the |all |our |its )?"
    r"(?:\w+ )?(?:data|labels?|samples?|tokens?|parameters|dataset|images|weights|layers"
    r"|budget)\b|labell?ed|labels?\b|(?:(?!(?:on|in|for|to|at|with|and|or)\s)\w+[\s-])?(?:layers?|heads?"
    r"|dimensions?|dims?|GPUs?|TPUs?|CPUs?|channels?|units|neurons|blocks|classes|samples?"
    r"|examples?|images?|videos?|clips?|tokens?"
    r"|words?|sentences?|documents?|participants?|annotators?|queries|questions|prompts?"
    r"|pixels?|frames?|bits?|workers|nodes|edges"
    r"|warm-?up\b|shots?|points? (?:in|of) (?:the )?data|grids?|experts?)\b(?!\s(?:faster"
    r"|slower|fewer|more|less|per\b)|\s?/\s?s))",
    re.IGNORECASE,
)
_SETTING_BEFORE = re.compile(
    r"(?:\bnumber of [\w-]+(?: [\w-]+)? (?:is |was )?(?:from |to |of |= ?)(?:\d+ to )?|\b"
    r"(?:batch(?:[- ]size)?|learning[- ]rates?|weight[- ]decay|dropout|temperature|momentum"
    r"|dimension(?:ality)?|hidden size|size|length|level|strength|width|depth"
    r"|rank|threshold|probability|coefficient|resolution|patch size|window|stride|kernel size"
    r"|context length|sequence length"
    r"|vocabulary|budget|capacity|warm-?up|decay|scheduler?|buffer|(?:mask|drop|sampling|keep"
    r"|split|mixing)[- ](?:ratio|rate)|horizon"
    r"|(?:top|first|last)[- ]k|lr|lambda|alpha|beta|gamma|epsilon|sigma|tau|eta|clip(?:ping)?)"
    r"(?: (?:of|is|was|to|at|from|set to|equal to|fixed (?:to|at)|:)|\s?[=:≈]|s? (?:of"
    r"|to))?\s*(?:\d[\d.,e\-–]*\s*(?:,|and|or|to|–)\s*)?"
    r"|(?<![\w-])(?!p\b)(?:[α-ωΑ-Ω]\d?|[a-zA-Z])(?:[_^]\{?\w{1,6}\}?)?\s?[=∈≤≥]\s?\{?)$",
    re.IGNORECASE,
)
_TRAINED = re.compile(
    r"\b(?:train(?:ed|ing)?|run|ran|pre-?train(?:ed|ing)?|fine-?tun(?:ed|e|ing)|evaluat\w+"
    r"|warm(?:ed)?[- ]?up|decay\w*|every|budget|total|optimi[sz]ed"
    r"|updates?)\b[^,;]{0,40}\b(?:for|over|every|after|of|with|at|to)\s+(?:a (?:total"
    r"|maximum) of )?$|\b(?:every|per|at|over|after)\s+$",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"^[\s-]*(?:\w+ )?(?:epochs?|steps?|iterations?|iters?|updates?|episodes?|rounds?)\b", re.I
)
_SCALE_NAME = re.compile(r"^\d+(?:\.\d+)?[MBT]$")
_REACHED = re.compile(
    r"\b(?:to|until|before|of|reach\w*|achiev\w*|attain\w*|hit(?:s|ting)?|exceed\w*|surpass\w*"
    r"|cross\w*|beyond)\s+(?:reach |achieve |attain |hit |exceed "
    r"|surpass |cross )?(?:at least |the |a )?$",
    re.IGNORECASE,
)
_SCORE_AFTER = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?(?:(?:validation|test|training|train|val|top-\d|final|mean"
    r"|target)\s+){0,2}(?:accurac|success|recall|precision|AU|F1|m?AP\b"
    r"|performance|generali[sz]ation|convergence|threshold)",
    re.IGNORECASE,
)
_EFFORT = re.compile(
    r"\b(?:time|steps|iterations|epochs|updates|samples|episodes|rounds)\b[^.;]*$|^[^.;]*?\b"
    r"(?:in|within|after|at|takes?|took|requires?d?|needs?)"
    r"[^.;]{0,30}?\d[\d.,k]*\s*(?:training |gradient )?(?:steps|epochs|iterations|updates"
    r"|seconds|hours|samples)\b",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"(?<!ranging )(?<!ranges )(?<!ranged )(?<!range )(?<!varying )(?<!varies )\bfrom\s+$"
    r"|\bby\s+(?:only\s+|just\s+|about\s+)?$"
)
UNREACHED = re.compile(
    r"(?:\bnot|n['’]t|\bfail\w*|\bnever|\bunable|\bcannot)\b[^.;]{0,70}\bwithin\s+(?:the\s+)?"
    r"(?:first\s+)?$",
    re.IGNORECASE,
)
_VERBAL = re.compile(r"(?:doubl|tripl|quadrupl|halv)(?:e|es|ed|ing)\b", re.IGNORECASE)
_GOAL = re.compile(
    r"\b(?:steps|time|iterations|epochs|samples|episodes)\b[^;]{0,40}\bto (?:reach|achieve"
    r"|attain|hit)\b\s+(?:[^;,\d]{0,40}\bof\s+)?$",
    re.IGNORECASE,
)
_ENUMERATOR = re.compile(r"^\s*\(?$")


@dataclass(frozen=True)
class Number:
    """A number of the sentence, `text[start:end]`; with `high`, both ends of a range."""

    start: int
    end: int
    reported: Reported
    role: Role
    high: Reported | None = None
    word: bool = False

    @property
    def printed(self) -> tuple[str, ...]:
        """Each number in it as it stands in the text."""
        own = self.reported
        if own.sd is not None:
            first = own.printed.split("±")[0].strip().rstrip("(").strip()
            return (first, own.sd.printed)
        return (own.printed,) if self.high is None else (own.printed, self.high.printed)


@dataclass(frozen=True)
class Reading:
    """A sentence with its numbers told apart."""

    text: str
    masked: str
    numbers: tuple[Number, ...]

    def results(self, start: int, end: int) -> tuple[Number, ...]:
        """The results inside `text[start:end]`."""
        return tuple(
            n for n in self.numbers if n.role == "result" and start <= n.start and n.end <= end
        )


_NEVER = re.compile(r"(?!)")


def read(
    text: str, *, headers: frozenset[str] = frozenset(), names: re.Pattern[str] = _NEVER
) -> Reading:
    """The numbers of `text` by role; `headers` are the numbers that the paper's table headers and
    captions print, `names` the names there: the digits of `Base 24` are no result.
    """
    cited = [
        m.span() for m in _CITED.finditer(text) if "." not in re.sub(r"et al\.", "", m.group())
    ]
    cited += [m.span() for m in names.finditer(text) if not text[m.start()].isdigit()]
    digits: list[Number] = []
    for found in number.find(text):
        if digits and found.start < digits[-1].end:
            continue
        digits += [
            Number(m.start, m.end, m.number, _role(text, m, cited, headers), m.high)
            for m in _apart(text, found)
        ]
    taken = [(n.start, n.end) for n in digits]
    words = [
        Number(m.start, m.end, m.number, "result" if m.number.unit == "x" else "count", word=True)
        for m in number.find_words(text)
        if not any(a < m.end and m.start < b for a, b in taken) and _counts(text, m)
    ]
    numbers = tuple(sorted([*digits, *words], key=lambda n: n.start))
    masked = text
    for n in numbers:
        if n.role == "result" and not _VERBAL.match(n.reported.printed):
            masked = masked[: n.start] + BLOT * (n.end - n.start) + masked[n.end :]
    return Reading(text, masked, numbers)


def _apart(text: str, m: number.Mention) -> tuple[number.Mention, ...]:
    """`from 84.2 to 86.5` and `by +0.04 to 0.33` are two numbers; `between`, `ranging from` make a
    range.
    """
    joint = re.search(r"\s(?:to|→)\s", text[m.start : m.end])
    if m.high is None or joint is None or not _STEP.search(text[: m.start]):
        return (m,)
    first, second = m.start + joint.start(), m.start + joint.end()
    low = m.number.model_copy(update={"printed": text[m.start : first]})
    tail = number.find(text[second : second + 60])[0]
    last = number.Mention(second, second + tail.end, tail.number, tail.high)
    return number.Mention(m.start, first, low), last


def _counts(text: str, mention: number.Mention) -> bool:
    """Whether a number word counts or multiplies: neither `no one` nor `half-range` nor `double
    descent`.
    """
    word, after, before = (
        text[mention.start : mention.end].lower(),
        text[mention.end :],
        text[: mention.start],
    )
    if word in {"one", "zero"}:
        return bool(re.match(r"\s+(?:order|of (?:the|our)\b)", after)) and word == "one"
    if mention.number.unit != "x":
        return True
    if word == "half":
        return bool(re.match(r"\s+(?:the|of|as|that)\b", after)) or before.endswith("by ")
    return not after.startswith("-") and not re.search(r"\b(?:the|a|an)\s+$", before, re.IGNORECASE)


def _role(
    text: str, m: number.Mention, cited: list[tuple[int, int]], headers: frozenset[str]
) -> Role:
    before, after, printed = text[: m.start], text[m.end :], text[m.start : m.end]
    if _is_name(before, after, printed, m) or any(a <= m.start < b for a, b in cited):
        return "name"
    if _SCORE_AFTER.match(after) and _REACHED.search(before):
        effort = _EFFORT.search(before) or _EFFORT.search(after)
        if effort or printed.strip("~ ") in headers:
            return "metric"
    if _GOAL.search(before):
        return "metric"
    whole = m.number.decimals <= 0 and m.number.unit == ""
    if UNREACHED.search(before):
        return "result"
    if _SETTING_BEFORE.search(before) or _SETTING_AFTER.match(after):
        return "setting"
    if _is_condition(before, after, printed, headers):
        return "name"
    if whole and _DURATION.match(after) and _TRAINED.search(before):
        return "setting"
    if whole and m.high is None and not m.number.signed and _counted(after):
        return "count"
    return "result"


def _is_name(before: str, after: str, printed: str, m: number.Mention) -> bool:
    """Digits of a name: `Run 3`, `CIFAR-10`, `3D`, `7B`, `24×5`, `[12]`, `2022`, an enumerator."""
    plain = m.number.unit == "" and not m.number.signed and m.high is None
    if before.endswith(("'", "’")) or (m.high and m.number.decimals <= 0 and _LABEL.search(before)):
        return True
    if re.search(r"10\s?\^\s?\{?[-−]?$|[A-Za-z~]\($|[A-Za-z]\([^()]{0,20}\d,\s*$", before):
        return True
    if re.search(r"(?:§|\b(?:Section|Sec\.|Appendix|Table|Figure|Fig\.|Eq\.))[\s~]*$", before):
        return True
    if re.match(r"[+–]\s\d", printed) or (
        re.match(r"[\-−]\s\d", printed) and re.search(r"[\d)%]\s?$", before)
    ):
        return True
    if plain and _LABEL.search(before) and m.number.decimals <= 0:
        return True
    if before[-1:] in set("-/@_~–#&") and before[-2:-1].isalnum() and not printed.startswith("~"):
        return not before.endswith("--")
    if re.match(r"-[A-Za-z]", after) and m.number.unit == "":
        return True
    if after[:1] and (after[0].isalpha() or after[0] in "_^/") and not _GLUED_UNIT.match(after):
        return m.number.unit == ""
    if _SIZE.match(after) or _SIZE_BEFORE.search(before) or _SCALE_NAME.match(printed):
        return True
    if plain and _ENUMERATOR.match(before) and re.match(r"[.)]\s", after):
        return True
    year = plain and re.fullmatch(r"(?:19|20)\d\d", printed)
    return bool(year and (_YEAR.search(before) and not _DURATION.match(after)))


def _is_condition(before: str, after: str, printed: str, headers: frozenset[str]) -> bool:
    """`the combined strategy (15%)` where a header reads `Combined (15%)`: the number tells rows
    apart.
    """
    if printed not in headers or not before.endswith("("):
        return False
    return after.startswith(")")


_COUNTED = re.compile(
    r"^\s+(?:(?!of\b|out\b|times\b|points?\b)[a-z][\w-]*\s+){0,2}(?:runs?|experiments?|seeds?"
    r"|datasets?|tasks?|benchmarks?|methods?|models?|baselines?|variants?"
    r"|configurations?|settings|backbones?|languages?|domains?|environments?|games|folds?"
    r"|trials|repetitions|repeats|categories|families|metrics|splits"
    r"|modules?|components?|objectives?|losses|stages|teachers|agents|architectures|types"
    r"|groups|levels|hops?|loops|authors|workshops|papers|studies)\b",
    re.IGNORECASE,
)


def _counted(after: str) -> bool:
    return bool(_COUNTED.match(after))
