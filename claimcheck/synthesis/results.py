"""What was found, sub-question by sub-question, and where do papers agree?"""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.literature import Citation, Quantity, Section, Statement
from claimcheck.synthesis.evidence import Evidence
from claimcheck.synthesis.points import Point
from claimcheck.synthesis.sentences import counted, left_open, told
from claimcheck.synthesis.topics import Topic
from claimcheck.synthesis.words import (
    count,
    labels,
    measured,
    number,
    quote,
    sentence,
    series,
    verb,
)

TOLD: dict[str, int] = {"supported": 6, "contradicted": 6, "not-reproduced": 6, "undecided": 2}
"""Points of a sub-question that are told one by one."""
_COMPARED = 6
"""Quantities of several papers that are told one by one; all stand in the table."""


def results(known: Evidence) -> tuple[Section, ...]:
    """An overview, a section for each sub-question, and what several papers report."""
    made = [Section(id="results", title="Results", paragraphs=_overview(known))]
    for topic in known.topics:
        made.append(Section(id=_id(made), title=topic.title, paragraphs=_paragraphs(topic)))
    if known.rest:
        made.append(_rest(known.rest, made))
    if across := _across(known):
        title = "Do papers report the same?"
        made.append(Section(id=_id(made), title=title, paragraphs=(across,)))
    if told := _cited(known):
        title = "Do papers quote each other rightly?"
        made.append(Section(id=_id(made), title=title, paragraphs=(told,)))
    return tuple(made)


def _rest(points: Sequence[Point], made: Sequence[Section]) -> Section:
    """What belongs to no sub-question; in a sentence where none of it could be decided."""
    if all(p.standing == "undecided" for p in points):
        paragraphs: tuple[tuple[Statement, ...], ...] = ((left_open(points),),)
        return Section(id=_id(made), title="What is left open?", paragraphs=paragraphs)
    other = Topic("What else bears on it?", "something else", tuple(points))
    return Section(id=_id(made), title=other.title, paragraphs=_paragraphs(other))


def _id(made: Sequence[Section]) -> str:
    return f"results-{len(made)}"


def _overview(known: Evidence) -> tuple[tuple[Statement, ...], ...]:
    if not known.bearing:
        return ()
    whole = counted(known.bearing, "that bear on the question")
    topics = [t.about for t in known.topics]
    if not topics:
        return ((whole,),)
    order = Statement(
        text=sentence(f"they are grouped by what they speak of: {series(topics)}"),
        claims=tuple(dict.fromkeys(r for t in known.topics for p in t.points for r in p.refs)),
        works=tuple(dict.fromkeys(p.work.key for t in known.topics for p in t.points)),
    )
    return ((whole, order),)


def _paragraphs(topic: Topic) -> tuple[tuple[Statement, ...], ...]:
    """How they stand together; what holds; what does not; what is open."""
    first = counted(topic.points, f"about {topic.about}")
    held = _tell(topic.points, "supported")
    failed = (
        *_tell(topic.points, "contradicted", turn=len(held)),
        *_tell(topic.points, "not-reproduced"),
    )
    still = _of(topic.points, "undecided")
    opened = _tell(topic.points, "undecided")
    more = still[TOLD["undecided"] :]
    rest = (*opened, left_open(more)) if more else opened
    return tuple(p for p in ((first, *held), failed, rest) if p)


def _of(points: Sequence[Point], standing: str) -> list[Point]:
    return [p for p in points if p.standing == standing]


def _tell(points: Sequence[Point], standing: str, turn: int = 0) -> tuple[Statement, ...]:
    """The first of the points of one standing, one by one, and how many more there are."""
    own = _of(points, standing)
    shown, more = own[: TOLD[standing]], own[TOLD[standing] :]
    before = [None, *shown]
    made = [
        told(p, turn + i, again=bool(last and last.work.key == p.work.key))
        for i, (last, p) in enumerate(zip(before, shown, strict=False))
    ]
    if more and standing != "undecided":
        made.append(_more(more, standing))
    return tuple(made)


def _more(points: Sequence[Point], standing: str) -> Statement:
    named = {"supported": "borne out", "contradicted": "contradicted"}
    words = named.get(standing, "not reproduced")
    verb = "is" if len(points) == 1 else "are"
    text = f"{count(len(points), 'further statement')} {verb} {words}"
    return Statement(
        text=sentence(text),
        claims=tuple(dict.fromkeys(r for p in points for r in p.refs)),
        works=tuple(dict.fromkeys(p.work.key for p in points)),
    )


def _across(known: Evidence) -> tuple[Statement, ...]:
    """Quantities that several papers report, where a claim rests on one of the figures."""
    names = labels([p.work for p in known.read])
    bearing = {r for p in known.bearing for r in p.refs}
    resting = [q for q in known.dossier.quantities if bearing & set(_refs([q]))]
    made = [_compared(q, names) for q in resting[:_COMPARED]]
    more = resting[_COMPARED:]
    if more:
        text = f"{count(len(more), 'further quantity', 'further quantities')} of several papers"
        made.append(
            Statement(
                text=sentence(f"{text} {'stands' if len(more) == 1 else 'stand'} in the table"),
                claims=_refs(more),
                works=tuple(dict.fromkeys(e.paper for q in more for e in q.entries)),
            )
        )
    return tuple(made)


def _compared(q: Quantity, names: dict[str, str]) -> Statement:
    papers = tuple(dict.fromkeys(e.paper for e in q.entries))
    who = series([names[p] for p in papers])
    method = "the baseline" if q.method.lower() == "baseline" else q.method
    what = f"{measured(q.metric)} of {method}{f' on {q.benchmark}' if q.benchmark else ''}"
    verb = {
        "agree": "agree on",
        "disagree": "disagree on",
        "incomparable": "cannot be compared on",
    }[q.standing]
    return Statement(
        text=sentence(f"{who} {verb} {what}: {q.says}"), claims=_refs([q]), works=papers
    )


def _refs(quantities: Sequence[Quantity]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(r for q in quantities for e in q.entries for r in e.claims))


def _cited(known: Evidence) -> tuple[Statement, ...]:
    """What papers say of each other, where the sentence is a claim of theirs."""
    names = labels([p.work for p in known.dossier.papers])
    claimed = [c for c in known.dossier.citations if c.claim]
    made = [_quoted(c, names) for c in claimed if c.outcome != "undecided"]
    unchecked = [c for c in claimed if c.outcome == "undecided"]
    if unchecked:
        text = f"{number(len(unchecked))} more could not be checked against the cited paper"
        made.append(
            Statement(
                text=sentence(text),
                claims=tuple(dict.fromkeys(c.claim for c in unchecked)),
                works=tuple(dict.fromkeys(c.paper for c in unchecked)),
            )
        )
    return tuple(made)


def _quoted(c: Citation, names: dict[str, str]) -> Statement:
    who, of = names.get(c.paper, c.paper), names.get(c.cited, c.cited)
    verdict = "bear it out" if c.outcome == "supported" else "contradict it"
    says = f"that paper's own tables {verdict}"
    why = f" ({c.because})" if c.because else ""
    named = tuple(k for k in dict.fromkeys((c.paper, c.cited)) if k in names)
    return Statement(
        text=sentence(
            f"{who} {verb(who, 'writes', 'write')} of {of} {quote(c.quote)}, and {says}{why}"
        ),
        claims=(c.claim,),
        works=named,
    )
