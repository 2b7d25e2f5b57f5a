"""Where does one assertion of a sentence end and the next begin?

A number belongs to its clause, not to its sentence: in "perfect accuracy (1.0), reaching it in
2063 steps" the steps have nothing to do with 1.0. Cuts are made outside brackets only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from claimcheck.extract.mentions import BLOT

Link = Literal["main", "participle", "with", "and", "contrast", "colon", "relative"]

VERBS = (
    r"(?:achiev(?:e|es|ed)|reach(?:es|ed)?|attain(?:s|ed)?|obtain(?:s|ed)?|outperform(?:s|ed)?"
    r"|surpass(?:es|ed)?|exceed(?:s|ed)?|beat(?:s)?"
    r"|match(?:es|ed)|improv(?:e|es|ed)|enhanc(?:e|es|ed)|boost(?:s|ed)?|increas(?:e|es|ed)"
    r"|reduc(?:e|es|ed)|decreas(?:e|es|ed)|lower(?:s|ed)"
    r"|rais(?:e|es|ed)|drop(?:s|ped)?|fall(?:s)?|fell|rise(?:s)?|rose|degrad(?:e|es|ed)|yield"
    r"(?:s|ed)?|provid(?:e|es|ed)|show(?:s|ed)?"
    r"|demonstrat(?:e|es|ed)|exhibit(?:s|ed)?|produc(?:e|es|ed)|give(?:s)?|gave|deliver(?:s"
    r"|ed)?|perform(?:s|ed)?|require(?:s|d)?|take(?:s)?|took"
    r"|need(?:s|ed)?|lead(?:s)? to|led to|result(?:s|ed) in|remain(?:s|ed)?|stay(?:s|ed)?"
    r"|maintain(?:s|ed)?|retain(?:s|ed)?|lag(?:s|ged)?"
    r"|trail(?:s|ed)?|scor(?:es|ed)|record(?:s|ed)|converge(?:s|d)?|accelerat(?:e|es|ed)|doubl"
    r"(?:e|es|ed)|tripl(?:e|es|ed)|halv(?:e|es|ed)|lift(?:s|ed)?|sit(?:s)?|land(?:s|ed)?"
    r"|fail(?:s|ed)?|struggl(?:e|es|ed)|benefit(?:s|ed)?|suffer(?:s|ed)?|los(?:e|es|t)|win"
    r"(?:s)?|won|gain(?:s|ed)?|cost(?:s)?|rang(?:e|es|ed)"
    r"|var(?:y|ies|ied)|differ(?:s|ed)?|separat(?:e|es|ed)|contribut(?:e|es|ed)|help(?:s|ed)?"
    r"|hurt(?:s)?|incur(?:s|red)?|dominat(?:e|es|ed)"
    r"|balanc(?:e|es|ed)|hold(?:s)?|generaliz(?:e|es|ed)|transfer(?:s|red)?|underperform(?:s"
    r"|ed)?|worsen(?:s|ed)?|grow(?:s)?|grew|climb(?:s|ed)?"
    r"|jump(?:s|ed)?|sav(?:e|es|ed)|cut(?:s)?|speed(?:s)? up|shorten(?:s|ed)?|narrow(?:s|ed)?"
    r"|widen(?:s|ed)?|approach(?:es|ed)|compar(?:es|ed) favou?rably"
    r"|stand(?:s)?|come(?:s)?|came|see(?:s)?|saw|observe(?:s|d)?|find(?:s)?|found|report(?:s"
    r"|ed)?|report|rank(?:s|ed)|plateau(?:s|ed)?|collapse(?:s|d)?"
    r"|uses|consumes?|consumed|runs|processes|decodes|is|are|was|were|has|have|had|can|does|do|did|reproduces?|executes?|attains?|leads?|led"
    r"|shrinks?|shrank|falls?|tends?|saturates?d?|degenerates?)"
)
_NOUNS = (
    "increase increases decrease decreases gain gains drop drops rise boost match lift cost "
    "costs range benefit double lead results need "
    "fall cut score scores approach approaches speed find report reports lower transfer "
    "balance stand show record records leads run win"
)
NOUN_LIKE = frozenset(_NOUNS.split())
_CONTRAST = (
    r"while|whereas|but|although|though|even though|yet|however|despite|in contrast|except"
    r"|because|since|so that"
)
_PARTICIPLE = (
    r"(?!during|including|excluding|using|regarding|concerning|following|depending|being"
    r"|training|testing|learning|varying|ranging)[a-z]+ing"
)
_SEPARATOR = re.compile(
    rf"(?P<colon>;\s|:\s|\s?(?:—|---)\s?|\s–\s)"
    rf"|,?\s(?P<contrast>(?:{_CONTRAST})\s)"
    r"|,\s(?P<participle>(?:(?:thereby|thus|hence|further|significantly|consistently"
    rf"|substantially|clearly)\s)*{_PARTICIPLE}\s)"
    rf"|(?:,\s(?P<with>with(?=\s[^,;]{{0,60}}(?:{BLOT}|ing\b|improv|gain|reduc|increas|drop"
    r"|accura))\s)"
    r"|\s(?P<gains>with(?=\s(?:an?\s|only\s)?(?:[\w-]+\s){0,3}?(?:improvements?|gains?"
    r"|reductions?|increases?|drops?|decreases?|boosts?)\b)\s))"
    rf"|,\s(?P<relative>(?:which|where|who|followed by|up from|down from|an?|the)\s)"
    rf"|,?\s(?P<and>and\s)|(?P<comma>,\s)"
)
_OPENER = re.compile(
    r"^\W*(?:while|although|though|whereas|despite|even though|when|if|after|unlike|because"
    r"|since|given|once|as)\b",
    re.IGNORECASE,
)
_VERB_FIRST = re.compile(
    r"^(?:(?:also|significantly|consistently|slightly|further|then|even|thus|thereby"
    r"|substantially|still|only|often|finally|generally|clearly|"
    rf"effectively|dramatically|greatly|does not|did not)\s+)*{VERBS}\b"
)
_VERB = re.compile(rf"\b{VERBS}\b")


@dataclass(frozen=True)
class Clause:
    """`sentence[start:end]`; `label` is what stands before a colon and names what the clause
    speaks of.
    """

    start: int
    end: int
    link: Link
    label: str = ""


def cut(masked: str) -> tuple[Clause, ...]:
    """The clauses of a sentence whose results are blotted out (`mentions.read(...).masked`)."""
    body, label = _label(masked)
    edges: list[tuple[int, int, Link]] = []
    depth = _depths(masked)
    for m in _SEPARATOR.finditer(masked, body):
        link = _link(masked, m, edges[-1][1] if edges else body)
        if depth[m.start()] == 0 and link is not None:
            edges.append((m.start(), _resume(m), link))
    found: list[Clause] = []
    start, link = body, "main"
    for stop, resume, following in [*edges, (len(masked), len(masked), "main")]:
        if masked[start:stop].strip(" ,.;:"):
            found.append(Clause(start, stop, link, label))
        start, link = resume, following
    return tuple(found)


def _resume(m: re.Match[str]) -> int:
    """A clause keeps the word that opens it, but not the mark before it."""
    if m["colon"] or m["comma"]:
        return m.end()
    return m.start(m.lastgroup or 0)


def _link(masked: str, m: re.Match[str], since: int) -> Link | None:
    """Which kind of cut a separator makes; None where both sides are one clause."""
    left, right = masked[since : m.start()], masked[m.end() :]
    if m["colon"]:
        return "colon"
    if m["contrast"]:
        return (
            "contrast"
            if _VERB.search(right) or BLOT in right or re.match(r"\w+ing\b", right)
            else None
        )
    if m["participle"]:
        return "participle"
    if m["with"] or m["gains"]:
        return "with"
    if m["relative"]:
        return "relative" if BLOT in left or _VERB.search(left) else None
    if re.match(
        r"(?:as )?compared |relative to|versus|vs\b|against|than|over |up from|down from", right
    ):
        return None
    if m["and"]:
        return "and" if _both_assert(left, right) else None
    if _OPENER.match(left) and _VERB.search(left):
        return "contrast"
    return "and" if _both_numbered(left, right) else None


def _both_assert(left: str, right: str) -> bool:
    return (
        bool(_VERB_FIRST.match(right) and _VERB.search(left))
        or _both_numbered(left, right)
        or (_own_sentence(left) and _own_sentence(right))
    )


def _own_sentence(part: str) -> bool:
    """Whether a part has its own subject and verb: `our method converges`."""
    verb = _VERB.search(part.split(",")[0])
    return bool(verb and re.match(r"\W*(?:the|our|this|that|these|it|they|its|we)\b", part, re.I))


def _both_numbered(left: str, right: str) -> bool:
    """Two results, each with words of its own: `36.8% for lines and 22.5% for moons`."""
    if "respectively" in right or BLOT not in left:
        return False
    ahead = re.split(r",\s|;\s|\sand\s", right)[0]
    if BLOT not in ahead or re.search(r"\bbetween\b[^,]*$", left):
        return False
    own_left = re.search(rf"{BLOT}+\W*(?:for|on|in|with|of)?\s*[A-Za-z]", left)
    return bool(own_left or re.search(rf"[A-Za-z]{{2,}}\W+{BLOT}", ahead))


def _label(masked: str) -> tuple[int, str]:
    """Where the sentence proper begins, and the run-in label before it (`Moons: 3.3%
    improvement`).
    """
    start = re.match(r"\s*(?:(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|[•–\-*])\s+)?", masked)
    begin = start.end() if start else 0
    m = re.match(r"([^.;:№]{2,90}?)(?::\s|\s?—\s?(?=№))", masked[begin:])
    if not m or _VERB.search(re.sub(r"\([^)]*\)", "", m[1])) or len(m[1].split()) > 10:
        return begin, ""
    return begin + m.end(), m[1].strip()


def _depths(text: str) -> list[int]:
    depth, out = 0, []
    for c in text:
        depth = max(0, depth - (c in ")]"))
        out.append(depth)
        depth += c in "(["
    return out
