"""Which sentences of a paper make claims, and with what around them?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from claimcheck import lexicon
from claimcheck.extract import measures, mentions, names, parts, predicates, sections, verbal, words
from claimcheck.extract.drafts import Draft
from claimcheck.extract.parts import Part
from claimcheck.record import Block, Claim, Comparison, Paper, Sentence

_DIGITS = re.compile(r"[+\-−~≈]?\d[\d.,]*(?:\s?%)?")
_PLAN = re.compile(
    r"^\W*(?:(?:in|to|for|as|by|first|second|third|then|next|finally|here|instead|specifically"
    r"|additionally|furthermore|moreover|building|following|based)\b[^,]{0,100},\s+)?"
    r"(?:we|this (?:paper|work|section|study|report|appendix)|our (?:paper|work|study"
    r"|contributions?)|the (?:paper|section|remainder|rest)|the authors?)\s+(?:also |further "
    r"|then |first |now |therefore |only |do not |will |can |jointly |systematically "
    r"|empirically )*"
    r"(?:propos|introduc|present|develop|evaluat|investigat|stud(?:y|ies)|conduct|design"
    r"|explor|describ|discuss|consider|defin|adopt|us(?:e|ed)\b|utili[sz]|employ|train|follow"
    r"|implement|measur|review|analy[sz]|examin"
    r"|address|aim|focus|assess|test|set\b|fix|tun(?:e|ed)|appl(?:y|ied)|select|choos|chose"
    r"|plan|releas|hypothesi|believ|argu|includ|assum|formulat|extend|build|built|refer"
    r"|organi[sz]|vary|varied|sweep|swept|sampl|initiali[sz]|collect|split"
    r"|normali[sz]|optimi[sz]|run\b|ran\b|repeat|average\b|averaged|perform (?:an?|exp|all"
    r"|five|three|ten|\d)|compute|calculate|report (?:results|the (?:mean|average)|mean|all)"
    r"|compare\b|attribut|leave|hope|expect|ask|seek|motivat|recall|denot|let)",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"^\W*(?:\([a-z]\)\s*)?(?:(?:as (?:shown|seen|illustrated) in )?(?:figure|fig\.|figs\."
    r"|table|tab\.|tables|figures|section|appendix|algorithm|equation)s?\s*[~\d(][^,]{0,20})"
    r"\s*(?:also )?(?:shows?|illustrat\w+|present\w*|summari[sz]\w+|depict\w*|compar\w+"
    r"|list\w*|report\w*|display\w*|provid\w*|visuali[sz]\w+|plots?|showcas\w+|describ\w+"
    r"|contain\w*|gives?|detail\w*|highlight\w*)\b(?!\s+that\b)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\bet al\b|\b(?:prior|previous|recent|existing|earlier|other|their|concurrent|many|most) "
    r"(?:works?|stud(?:y|ies)|methods|approaches|research\w*|efforts|literature|authors)\b|\b"
    r"(?:they|authors|he|she) (?:show|propose|demonstrat|report|argue|claim|justify)",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"\b(?:is|are|was|were) (?:defined|denoted|given|computed|calculated|set|initiali[sz]ed"
    r"|sampled|chosen|trained|measured|evaluated|normali[sz]ed|generated|optimi[sz]ed|fixed"
    r"|updated|implemented|split|divided|composed|conducted|performed|repeated|averaged over"
    r"|constructed)\b",
    re.IGNORECASE,
)
_ASSERTS = re.compile(
    r"\b(?:achiev|reach|obtain|attain|outperform|surpass|improv|reduc|increas|decreas|drop"
    r"|degrad|scor|yield|observ|result|perform|struggl|converg|remain|exceed|match|lift"
    r"|maintain|record|range|lies|lands?|sits?|stays?|falls?|fell|rises?|rose|gives?|gave|lead"
    r"|led|show|demonstrat"
    r"|requir|needs?\b|process(?:es|ed)\b|took|takes?|hold|separat|cluster|gets?|got|beat|find|found|report|higher|lower"
    r"|better|worse|best|worst|compar|only|baseline|our|versus|vs|still|fail|cap)",
    re.IGNORECASE,
)
_RESULTS_SAY = re.compile(
    r"\b(?:we (?:show|demonstrat|find|found|observ|achiev|see|report|reduc|improv|obtain"
    r"|outperform|reach)\w*|(?:our|the|these|empirical|experimental|extensive|through) "
    r"(?:\w+ )?(?:results?|experiments?|findings?|evaluation|approach|method|model|framework"
    r"|evidence)|our|ours|results? (?:show|demonstrat|indicat))\b",
    re.IGNORECASE,
)
_BASELINE_SAY = re.compile(r"\bbaselines?\b", re.IGNORECASE)
_MATHS = re.compile(
    r"[∑∏∫∂∇∈∀∃≜⟨⟩‖∥]|\\(?:frac|sum|mathcal|theta|mathbb)|[a-zA-Z]_\{|\b(?:min|max|arg\s?max"
    r"|log|exp)\s?[({_]"
)


_TRIGGER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twice|half|doubl"
    r"|tripl|halv|improv|outperform|surpass|exceed|beat|better|best|worse|worst|high|low|fast"
    r"|slow"
    r"|strong|weak|more|less|fewer|larg|small|great|long|short|most|least|only|reduc|increas"
    r"|decreas|drop|degrad|gain|boost|enhanc|accelerat|match|on par|comparable|similar|equal"
    r"|compar"
    r"|below|above|superior|inferior|mixed|stable|constant|robust|consistent|significan|helps?"
    r"|hurts?|benefit|advantage|lag|trail|state|close|perfect|reproduc|replicat|fall|fell|rise"
    r"|rose|steep)",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:could|would|might|should|predicted to|expected to|hope to)\b", re.IGNORECASE
)
_FLATTENED = 60
"""A "sentence" with more numbers than this is a table that lost its grid."""
_CONSISTS = re.compile(
    r"\b(?:consists?|comprises?|consisted|comprised|in total|totall?ing)\b", re.IGNORECASE
)
_REPORTED = re.compile(
    r"\b(?:achieved|showed|outperformed|improved|reduced|increased|struggled|reached|matched"
    r"|yielded|resulted|led|degraded|observed|performed)\b"
)


@dataclass(frozen=True)
class Passage:
    """A sentence where it stands: its section's kind and the texts around it, nearest first."""

    sentence: Sentence
    block: Block
    kind: sections.Kind
    around: tuple[str, ...]


@dataclass(frozen=True)
class Printed:
    """The numbers that the paper's tables print: in headers and captions, and in bodies."""

    headers: frozenset[str]
    cells: frozenset[str]
    names: re.Pattern[str]
    """The words of headers: rows and columns that a sentence may name."""


def claims(paper: Paper) -> tuple[Claim, ...]:
    """The claims of the paper's prose and captions, in reading order, each once."""
    printed = in_tables(paper)
    found: list[Claim] = []
    named: Counter[str] = Counter()
    block: Block | None = None
    spoken: names.Names = ()
    earlier: names.Names = ()
    for passage in passages(paper):
        if passage.block is not block:
            listed = block is not None and block.kind == passage.block.kind == "item"
            earlier = spoken if listed else ()
            block, spoken = passage.block, ()
        made, spoken = drafts(passage, printed, spoken, earlier)
        for draft in made:
            slug = _slug(passage)
            named[slug] += 1
            found.append(claim(passage, draft, f"{slug}-{named[slug]}"))
    return tuple(found)


def passages(paper: Paper) -> Iterator[Passage]:
    """Every sentence that may make a claim, with what stands around it."""
    lead: tuple[str, ...] = ()
    for block in paper.blocks:
        kind = sections.kind(block)
        if block.kind == "heading":
            lead = ()
            continue
        texts = [s.text for s in block.sentences]
        outside = lead if block.kind == "item" else ()
        headings = tuple(reversed([h for h in block.where.section.split(" / ") if h]))
        for i, sentence in enumerate(block.sentences):
            around = (sentence.text, *reversed(texts[max(0, i - 3) : i]), *outside, *headings)
            if kind != "skip":
                yield Passage(sentence, block, kind, around)
        if block.kind == "paragraph":
            lead = tuple(reversed(texts)) if block.text.rstrip().endswith(":") else ()


def drafts(
    passage: Passage, printed: Printed, before: names.Names = (), earlier: names.Names = ()
) -> tuple[list[Draft], names.Names]:
    """The claims of one sentence that stand the test of where it stands, and whom it speaks of;
    `before` is whom the sentence before spoke of, `earlier` whom the list's item before did."""
    text = passage.sentence.text
    if len(text) > 1500 or not _TRIGGER.search(text) or len(_MATHS.findall(text)) > 2:
        return [], ()
    reading = mentions.read(text, headers=printed.headers, names=printed.names)
    if len(reading.numbers) > _FLATTENED:
        return [], ()
    read = parts.read(reading, before)
    unnamed = tuple(name for name in before if name not in text)
    stated = _stated(passage, printed, reading, read)
    made = [_furthered(_referred(d, unnamed, read), before or earlier, text) for d in stated]
    return made, read[0].frame.subject if read else ()


def _referred(draft: Draft, before: names.Names, read: tuple[Part, ...]) -> Draft:
    """A subject that only an "it" names is marked as such."""
    own = any(p.own.subject and p.own.subject != before for p in read)
    if not before or own or draft.frame.subject != before:
        return draft
    return replace(draft, flags=(*draft.flags, "pronoun"))


_FURTHER = re.compile(
    r"\b(?:further|additionally|even further)\s+(?:improv|enhanc|reduc|boost|increas|decreas|lower"
    r"|rais|accelerat|strengthen|shorten)\w*|\b(?:improv|reduc|boost|increas|lower)\w* "
    r"(?:it|them|this|results|performance)? ?(?:even )?further\b",
    re.IGNORECASE,
)


def _furthered(draft: Draft, before: names.Names, text: str) -> Draft:
    """`B further improves it`: against what the sentence before spoke of."""
    predicate, frame = draft.predicate, draft.frame
    if not before or frame.reference or not frame.subject or frame.subject == before:
        return draft
    if not isinstance(predicate, Comparison) or not _FURTHER.search(text[draft.start : draft.end]):
        return draft
    named = replace(frame, reference=before)
    stated = predicate.model_copy(update={"reference": named.reference_select})
    return replace(draft, predicate=stated, frame=named, flags=(*draft.flags, "further"))


def _stated(
    passage: Passage, printed: Printed, reading: mentions.Reading, read: tuple[Part, ...]
) -> list[Draft]:
    text = passage.sentence.text
    numeric = [
        d for d in predicates.numeric(reading, read) if _is_claimed(d, passage, printed, read)
    ]
    if passage.block.kind == "title":
        return numeric or predicates.counted(reading)
    spoken = [d for d in verbal.verbal(read, tuple(numeric)) if _is_said(d, passage, read)]
    made = sorted([*numeric, *spoken], key=lambda d: d.start)
    if made or passage.kind == "setup" or _PLAN.match(text) or _SHOWN.match(text):
        return made
    sums_up = passage.block.kind in ("abstract", "caption") or _CONSISTS.search(text)
    return predicates.counted(reading) if sums_up else []


def _is_claimed(draft: Draft, passage: Passage, printed: Printed, read: tuple[Part, ...]) -> bool:
    """Whether a number is a result: because a table prints it, or because the words around it say
    so.
    """
    text = passage.sentence.text
    clause = text[draft.start : draft.end]
    known = any(_plain(n) in printed.cells for n in draft.numbers if len(_plain(n)) > 2)
    if _OTHERS.search(text) and not known and not lexicon.is_ours(text):
        return False
    if _FUTURE.search(clause) and not known:
        return False
    exact = any("." in n or "%" in n for n in draft.numbers)
    metric = bool(measures.metrics(text))
    if predicates.needs_evidence(draft):
        named = bool(printed.names.search(text))
        return _value_stands(
            draft, passage, known=known, exact=exact, metric=metric or (named and exact)
        )
    if draft.predicate.kind in ("constant", "count"):
        return passage.kind != "setup" or known
    if passage.kind == "setup":
        return known or (
            exact and metric and bool(_ASSERTS.search(clause)) and not _PLAN.match(text)
        )
    return (
        not _PLAN.match(text) or known or draft.predicate.kind in ("relative_change", "difference")
    )


_EQUALS = re.compile(r"\b(?:is|was|are|were|equals|of|an?|with|obtains?)\s+[~≈]?\d|^[=(]\s*$")


def _value_stands(
    draft: Draft, passage: Passage, *, known: bool, exact: bool, metric: bool
) -> bool:
    text = passage.sentence.text
    clause = text[draft.start : draft.end]
    asserted = (
        bool(_ASSERTS.search(clause) or _EQUALS.search(clause)) or passage.block.kind == "caption"
    )
    if re.search(r"\b(?:hours?|minutes|days|weeks)\b", clause) and re.search(
        r"\b(?:[GTC]PUs?|A100s?|V100s?|H100s?|machines?|nodes?)\b", clause
    ):
        return False
    if _PLAN.match(text) or _DEFINES.search(clause):
        return known and exact and asserted
    if passage.kind == "setup":
        return (
            exact
            and metric
            and asserted
            and (known or bool(_BASELINE_SAY.search(text) or lexicon.is_ours(text)))
        )
    own_metric = bool(measures.metrics(clause)) or (
        (exact or any(lexicon.metric(m) for m in draft.frame.metric)) and bool(draft.frame.metric)
    )
    if exact:
        return (
            known
            or (own_metric and (asserted or "=" in clause or "(" in clause))
            or (metric and asserted)
        )
    return own_metric and asserted and (known or passage.block.kind != "caption")


def _is_said(draft: Draft, passage: Passage, read: tuple[Part, ...]) -> bool:
    """Whether words alone are a claim of this paper's results here, and no plan, set-up or report
    of others.
    """
    text = passage.sentence.text
    part = next(p for p in read if p.start == draft.start)
    main = part is read[0]
    if _OTHERS.search(text) or (_SHOWN.match(text) and main) or (_PLAN.match(text) and main):
        return False
    if re.search(
        r"\[\s*\d+\s*\]|\[[^\]]*(?:19|20)\d\d[^\]]*\]|\(\s*[A-Z][a-z]+[^()]*\d{4}\s*\)", text
    ) and not lexicon.is_ours(text):
        return False
    if _DEFINES.search(part.text):
        return False
    ours = bool(lexicon.is_ours(text) or _RESULTS_SAY.search(text))
    if passage.kind == "setup":
        return ours and bool(_REPORTED.search(part.text))
    if passage.kind in ("introduction", "abstract"):
        return ours or bool(draft.frame.reference and _BASELINE_SAY.search(text))
    return True


def claim(passage: Passage, draft: Draft, name: str) -> Claim:
    """The record of a draft, with its place and what stands around it."""
    sentence, frame = passage.sentence, draft.frame
    clause = sentence.text[draft.start : draft.end].strip(" ,;")
    start = sentence.where.start
    where = sentence.where
    if start is not None:
        where = where.model_copy(update={"start": start + draft.start, "end": start + draft.end})
    flags = words.flags(clause, sentence.text, passage.block.kind)
    if draft.turned:
        flags = tuple(f for f in flags if f != "negated")
    more = ("approximately",) if any(_approximate(n) for n in draft.numbers) else ()
    return Claim(
        id=name,
        quote=sentence.text,
        where=where,
        numbers=tuple(dict.fromkeys(draft.numbers)),
        method=", ".join(frame.subject),
        baseline=", ".join(frame.reference),
        benchmark=", ".join(frame.benchmark),
        metric=", ".join(frame.metric),
        predicate=draft.predicate,
        also=draft.also,
        context=tuple(dict.fromkeys((clause, *passage.around))),
        flags=tuple(sorted({*flags, *draft.flags, *more})),
    )


def _approximate(printed: str) -> bool:
    return bool(
        re.match(
            r"\s*(?:[~≈∼]|about|approximately|around|roughly|nearly|almost)", printed, re.IGNORECASE
        )
    )


def _slug(passage: Passage) -> str:
    block = passage.block
    if block.kind in ("title", "abstract"):
        return str(block.kind)
    path = [h for h in block.where.section.split(" / ") if h]
    name = re.sub(r"^[\dA-Z]?[\d.]*\s+", "", path[-1]) if path else "text"
    slug = "-".join(re.findall(r"[a-z0-9]+", name.lower())[:4]) or "text"
    return f"{slug}-caption" if block.kind == "caption" else slug


def in_tables(paper: Paper) -> Printed:
    """The numbers and names of the paper's tables."""
    headers: set[str] = set()
    cells: set[str] = set()
    named: set[str] = set()
    for table in paper.tables:
        headers.update(_plain(m) for m in _DIGITS.findall(table.caption))
        for cell in table.cells:
            head = cell.row < table.header_rows or cell.column < table.header_columns
            (headers if head else cells).update(_plain(m) for m in _DIGITS.findall(cell.text))
            if head and len(name := lexicon.bare(_REMARK.sub("", cell.text))) > 1:
                named.add(name)
    return Printed(frozenset(headers), frozenset(cells | _bare(cells)), _any_of(named))


_REMARK = re.compile(r"\s*[(\[][^)\]]*[)\]]")


def _bare(cells: set[str]) -> set[str]:
    whole = {c.removesuffix(".0") for c in cells}
    return {c.rstrip("%") for c in cells} | {f"{c}%" for c in cells} | whole


def _any_of(names: set[str]) -> re.Pattern[str]:
    """A pattern of whole names, in their own case; one that never matches where there is none."""
    listed = [re.escape(n) for n in sorted(names, key=len, reverse=True) if re.search("[A-Z]", n)]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(listed) or '(?!)'})(?![\w])")


def _plain(printed: str) -> str:
    """A number as it may stand in a cell: no sign, no blank, no words; the percent sign stays."""
    m = re.search(r"\d[\d.,]*\d|\d", printed)
    if m is None:
        return ""
    percent = "%" if re.match(r"\s?\\?%", printed[m.end() :]) else ""
    return m.group() + percent
