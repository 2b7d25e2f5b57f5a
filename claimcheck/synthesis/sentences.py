"""Which sentence tells a point, so that it says what its records hold and nothing else?

A contradicted statement is told as contradicted, an open one as open. The templates take turns, so
that a page does not read like a list; what they say is the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from claimcheck import lexicon
from claimcheck.literature import Statement
from claimcheck.record import Measurement, Witness
from claimcheck.render import glossary
from claimcheck.render.standing import Standing
from claimcheck.synthesis.points import Part, Point
from claimcheck.synthesis.words import (
    arithmetic,
    article,
    bare,
    change,
    count,
    measured,
    number,
    quote,
    sentence,
    series,
    verb,
)

BACKED: dict[Witness, str] = {
    "paper": "the paper's own tables",
    "released": "the results that the authors released",
    "rerun": "our reruns",
}
THE_PAPER = "the paper"
WHOLE = 6
"""Items of the arithmetic that contradicts a statement: the one that does it is among them."""
_CITED = re.compile(r"(?:\s*\[[^\]]{1,40}\])+$")
"""A citation behind a method's name in a table."""
_LETTERS = re.compile(r"[^\W\d_]{3}")
PAIRED = frozenset({"relative_change", "difference", "comparison", "ratio"})
THOUGH = {
    "seed-noise": "two seeds of one method lie as far apart",
    "single-seed": "it rests on one run of at least one arm",
    "unequal-protocol": "the compared runs differ in more than what is claimed",
    "unequal-seed": "the compared runs had different seeds",
    "not-distinguishable": "the choice of test items alone could make such a difference",
    "reference-sensitive": "against another row that could be the baseline the answer changes",
    "multiplicity": "it does not survive a correction for the number of comparisons",
    "low-power": "so few test items or seeds show little",
    "impossible-value": "a figure is impossible at the stated size of the test set",
    "incomplete": "some of the results that it ranges over are absent",
    "association": "the two benchmarks do not move as it suggests",
    "mixed-runs": "a row of the table holds figures of several runs",
    "wrong-run": "the figure belongs to another run",
    "cell-mismatch": "the table and the released file disagree",
    "impossible-spread": "the printed ± is none of the released runs' spreads",
    "printed-twice": "the paper prints the quantity twice, with different figures",
    "inert-term": "a term of the loss trained nothing",
    "untrained-encoder": "what was probed had never been trained",
    "collapse": "the features had collapsed",
    "no-better-than-untrained": "an untrained encoder does as well",
    "untrained-reaches-it": "an untrained encoder reaches about the same figures",
    "readout-sensitive": "another probe gives another answer",
    "model-proposed": "a language model proposed how to read it",
    "small-scale": "the rerun was smaller than the original",
}
"""Cautions as the end of a sentence."""
OPEN = {
    "no-cell": "no result was found for it",
    "no-witness": "there are no results to ask",
    "no-reference": "no result was found for what is compared with",
    "ambiguous": "the words leave open which results are meant",
    "several-runs": "several runs could be meant, and they answer differently",
    "metric-unknown": "the metric is not among the results",
    "no-table": "the paper has no table of results",
    "figure": "only a figure shows it",
    "no-test": "no test or interval is given",
    "no-spread": "no spread is given",
    "derived": "changes are ranked, and the tables hold values",
    "direction-unknown": "it is not known which way the metric improves",
    "chance": "too many results would fit",
    "no-series": "there are too few results in a row",
    "no-tolerance": "how close is close is not said",
}
"""Reasons why a statement is open, as the end of a sentence."""


def told(point: Point, turn: int = 0, *, again: bool = False) -> Statement:
    """One point in one sentence; `turn` chooses among templates that say the same, and `again` says
    that the sentence before speaks of the same paper."""
    lead, who = point.lead, THE_PAPER if again else point.who
    if not _LETTERS.search(point.quote):
        text = _marked(point, who)
    elif point.standing == "undecided":
        text = _undecided(point, who, turn)
    elif point.standing == "contradicted":
        text = _contradicted(point, lead, who, turn)
    elif point.standing == "not-reproduced":
        text = _not_reproduced(point, lead, who)
    else:
        text = _direct(lead, who, turn) or _quoted(point, lead, who, turn)
        text += _though(lead)
    return Statement(text=sentence(text), claims=point.refs, works=(point.work.key,))


def _said(point: Point) -> str:
    return quote(bare(point.quote))


def _marked(point: Point, who: str) -> str:
    """What is told of a mark in a table, which has no words of its own."""
    lead = point.lead
    marked = next((m for m in lead.cells if m.value.printed == point.quote.strip()), None)
    best = f"{marked.method} as best in {measured(marked.metric)}" if marked else "a figure as best"
    table = "its table" if who == THE_PAPER else f"the table of {who}"
    ends = {
        "supported": f", and so it is{_because(lead)}{_though(lead)}",
        "contradicted": f", which it is not: the table contradicts it{_because(lead)}",
    }
    open_ = f", which is undecided, since {why_open(point)}"
    return f"{table} marks {best} ({quote(point.quote)}){ends.get(point.standing, open_)}"


def _quoted(point: Point, lead: Part, who: str, turn: int) -> str:
    said, why = _said(point), _because(lead)
    backed = BACKED[lead.verdict.witness] if lead.verdict else "the results"
    return (
        f"{who} {verb(who, 'reports', 'report')} {said}, and {backed} bear it out{why}",
        f"{said}{_from(who)} is borne out by {backed}{why}",
        f"{backed} bear out what {who} {verb(who, 'writes', 'write')}, {said}{why}",
    )[turn % 3]


def _contradicted(point: Point, lead: Part, who: str, turn: int) -> str:
    own = [p for p in point.parts if p.standing == point.standing and p.verdict]
    reasons = dict.fromkeys(
        arithmetic(p.verdict.because, shown=WHOLE) for p in own[:2] if p.verdict
    )
    why = f" ({'; '.join(reasons)})" if any(reasons) else ""
    said = _said(point)
    backed = BACKED[lead.verdict.witness] if lead.verdict else "the results"
    return (
        f"{who} {verb(who, 'writes', 'write')} {said}, which {backed} contradict{why}",
        f"{said}{_from(who)} is contradicted by {backed}{why}",
        f"{who} also {verb(who, 'states', 'state')} {said}; {backed} contradict it{why}",
    )[turn % 3]


def _not_reproduced(point: Point, lead: Part, who: str) -> str:
    found = f" ({arithmetic(lead.rerun, parts=1 + len(lead.claim.also))})" if lead.rerun else ""
    against = f"a rerun, smaller than the original, contradicts it{found}"
    return f"the published results bear out {_said(point)}{_from(who)}, but {against}"


def _undecided(point: Point, who: str, turn: int) -> str:
    said, reason = _said(point), why_open(point)
    return (
        f"whether {said}{_from(who)} holds is undecided: {reason}",
        f"{who} also {verb(who, 'writes', 'write')} {said}, which is undecided, since {reason}",
    )[turn % 2]


def why_open(point: Point) -> str:
    """Why a point is open, as the end of a sentence."""
    verdict = point.lead.verdict
    code = verdict.reason if verdict else "no-witness"
    return OPEN.get(code, glossary.reason(code).rstrip(".").lower() if code else "nothing tells")


def _because(part: Part) -> str:
    because = part.verdict.because if part.verdict else ""
    return f" ({arithmetic(because, parts=1 + len(part.claim.also))})" if because else ""


def _though(part: Part) -> str:
    known = [THOUGH[c] for c in part.cautions if c in THOUGH][:2]
    return f"; caution: {series(known)}" if known else ""


def _direct(part: Part, who: str, turn: int) -> str:
    """The figures themselves, where the verdict rests on one or on two that are compared."""
    cells, kind = part.cells, part.claim.kind
    if kind == "value" and len(cells) == 1 and cells[0].method:
        (m,) = cells
        return f"{_name(m, who)} {_has(m)}{_on(m)}{_from(who)}"
    moved = change(part.verdict.because) if part.verdict else ""
    if kind not in PAIRED or len(cells) != 2 or not moved or part.claim.also:
        return ""
    subject, reference = cells
    if not _comparable(subject, reference):
        return ""
    printed = (subject.value.printed, reference.value.printed)
    told = {*printed, moved, moved.replace("−", "-"), moved.replace(" ", "")}
    numbers = [f"“{n}”" for n in part.claim.numbers if n not in told]
    stated = series(numbers) if kind != "comparison" else ""
    named = THE_PAPER if lexicon.is_ours(subject.method) else who
    source = _from(named, f"stated as {stated}" if stated else "")
    a, b, on, metric = _name(subject, who), _name(reference, who), _on(subject), subject.metric
    v, w = printed
    return (
        f"{on.strip()}{', ' if on else ''}{a} {_has(subject)} against {w} for {b}, a change of "
        f"{moved}{source}",
        f"with {a}, {measured(metric)}{on} {_goes(subject, reference)} from {b}'s {w} to {v}, "
        f"{moved}{source}",
    )[turn % 2]


def _from(who: str, stated: str = "") -> str:
    """Whose figures they are, in brackets; nothing where the sentence before says it."""
    named = [p for p in ("" if who == THE_PAPER else who, stated) if p]
    return f" ({', '.join(named)})" if named else ""


def _comparable(a: Measurement, b: Measurement) -> bool:
    named = bool(a.method and b.method and a.metric) and a.method != b.method
    return named and (a.benchmark, a.metric) == (b.benchmark, b.metric)


def _goes(subject: Measurement, reference: Measurement) -> str:
    many = subject.metric.split(" ")[0].endswith("s")
    if subject.value.value == reference.value.value:
        return "stay" if many else "stays"
    verb = "fall" if subject.value.value < reference.value.value else "rise"
    return verb if many else f"{verb}s"


def _has(m: Measurement) -> str:
    """`takes 1443 steps to …`, `reaches an accuracy of …`, `has a loss of …`."""
    metric, kind = measured(m.metric), lexicon.metric(m.metric)
    if kind and kind.group == "steps" and metric.startswith(("steps", "epochs", "iterations")):
        return f"takes {m.value.printed} {metric}"
    verb = "reaches" if kind and kind.better == "higher" else "has"
    return f"{verb} {article(metric)} of {m.value.printed}"


def _on(m: Measurement) -> str:
    return f" on {m.benchmark}" if m.benchmark else ""


def _name(m: Measurement, who: str) -> str:
    if lexicon.is_ours(m.method):
        return "the paper's own method" if who == THE_PAPER else f"the method of {who}"
    name = _CITED.sub("", m.method)
    return "the baseline" if name.lower() == "baseline" else name


def counted(points: Sequence[Point], about: str) -> Statement:
    """How the points stand together: `Of nine statements in two papers about accuracy, …`."""
    found = Counter(p.standing for p in points)
    papers = dict.fromkeys(p.work.key for p in points)
    words = ("borne out", "contradicted", "borne out but not reproduced", "undecided")
    kept = [(n, word) for n, word in zip(_counts(found), words, strict=True) if n]
    about = about.replace("that bear ", "that bears ") if len(points) == 1 else about
    several = f"of {count(len(points), 'statement')} in {count(len(papers), 'paper')} {about}, "
    shares = series([f"{number(n)} {'is' if n == 1 else 'are'} {word}" for n, word in kept])
    one = f"the one statement {about} is {kept[0][1]}"
    every = f"all {several.removeprefix('of ').rstrip(', ')} are {kept[0][1]}"
    text = one if len(points) == 1 else every if len(kept) == 1 else several + shares
    return Statement(
        text=sentence(text),
        claims=tuple(dict.fromkeys(r for p in points for r in p.refs)),
        works=tuple(papers),
    )


def _counts(found: Counter[Standing]) -> tuple[int, ...]:
    return tuple(found[s] for s in ("supported", "contradicted", "not-reproduced", "undecided"))


def left_open(points: Sequence[Point]) -> Statement:
    """The points that are open and not told one by one, with the reasons."""
    reasons = Counter(why_open(p) for p in points)
    most = reasons.most_common(3)
    why = series([f"{reason} ({n})" for reason, n in most]) if len(most) > 1 else most[0][0]
    more = count(len(points), "further statement stays", "further statements stay")
    return Statement(
        text=sentence(f"{more} undecided: {why}"),
        claims=tuple(dict.fromkeys(r for p in points for r in p.refs)),
        works=tuple(dict.fromkeys(p.work.key for p in points)),
    )
