"""What does each clause of a sentence say of whom, once it has inherited what grammar hands down?

A clause without a subject has that of the clause it hangs on ("…, representing a 13 %
reduction"), and such a dependent clause also speaks of the same metric and benchmark. Nothing is
handed down across "while" and "whereas".
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace

from claimcheck import lexicon
from claimcheck.extract import clauses, measures, names, references, subjects, words
from claimcheck.extract.clauses import Link
from claimcheck.extract.mentions import BLOT, Number, Reading
from claimcheck.extract.names import Frame

_GENERIC_LABEL = re.compile(
    r"\b(?:results?|findings?|contributions?|observations?|takeaways?|summary|note"
    r"|conclusions?|limitations?|follows|example|insights?|remarks?|analysis|comparison"
    r"|question|answer|abstract|caption|motivation|hypothes[ie]s|discussion|details|setup"
    r"|improvements)\b",
    re.IGNORECASE,
)
_METHOD_LABEL = re.compile(
    r"\b(?:runs?|exp|w/o|without|with|variant|ablation|method|model|approach|strateg(?:y|ies)"
    r"|augmentation|regulari[sz]ation|grid|network|ours|our)\b|\+",
    re.IGNORECASE,
)
_NUMBER_FIRST = re.compile(
    rf"^\W*(?:and |or |then )?(?:an? |the |only |just |by |up to |to |about )*{BLOT}"
)
_BY_WHOM = re.compile(
    r"\b(?:obtained|achieved|attained|reached|given|produced|delivered) by (?P<np>[^,;:№()]{2,60}?)"
    r"(?=\s(?:on|in|at|with|for|which|while|and|under)\b|[,;:(№]|\.?\s*$)"
)
_DANGLING = re.compile(
    r"\W*(?:with|despite|although|though|while|using|at)\s(?!the\b)", re.IGNORECASE
)
_TO_DO = (
    (
        re.compile(
            r"^\W*training (?:is|was|takes)\b|\b(?:longer|shorter|faster|slower|quicker|less time"
            r"|more time) to train\b|\btrain\w* (?:\w+ )?(?:faster|slower)\b|\b(?:faster|slower"
            r"|longer) (?:in )?training\b",
            re.I,
        ),
        "training time",
    ),
    (
        re.compile(
            r"^\W*inference (?:is|was|takes)\b|\b(?:faster|slower|longer|shorter) "
            r"(?:at |in |during )?"
            r"(?:inference|to infer)\b|\binference is (?:\w+ )?(?:faster|slower)\b",
            re.I,
        ),
        "inference time",
    ),
    (
        re.compile(
            r"\b(?:longer|shorter|faster|slower|quicker) (?:to )?converge\w*\b"
            r"|\bconverg\w+ (?:\w+ )?"
            r"(?:faster|slower)\b",
            re.I,
        ),
        "convergence",
    ),
    (re.compile(r"\b(?:faster|slower|quicker|speed-?\s?ups?|accelerat\w+)\b", re.I), "speed"),
)


_SPLIT = re.compile(
    r"^[%\s)]*(?:for|on|in)\s+(?:the\s+)?(training|train|validation|test|dev)(?:\s"
    r"(?:data ?)?set)?\b(?!\s+and)",
    re.IGNORECASE,
)


def _with_split(metric: names.Names, after: str) -> names.Names:
    """`accuracy (1.0 for training)` is training accuracy."""
    m = _SPLIT.match(after)
    if m is None or len(metric) != 1 or lexicon.splits(metric[0]):
        return metric
    return (f"{m[1].lower()} {metric[0]}",)


@dataclass(frozen=True)
class Part:
    """A clause: its words with results blotted out, as printed, and its names."""

    text: str
    plain: str
    start: int
    link: Link
    label: str
    numbers: tuple[Number, ...]
    frame: Frame
    """Names of the clause as a whole, inherited ones included."""
    own: Frame
    """Names that stand in the clause itself."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def at(self, n: Number) -> int:
        """Where a number begins, counted in the clause."""
        return n.start - self.start

    def before(self, n: Number) -> str:
        return self.text[: self.at(n)]

    def after(self, n: Number) -> str:
        return self.text[n.end - self.start :]

    def around(self, n: Number) -> Frame:
        """The names that go with one number of the clause: its nearest metric and benchmark."""
        metric = measures.metric(self.text, self.at(n)) if measures.metrics(self.text) else ()
        benchmark = measures.benchmarks(self.text, self.at(n)) if len(self.numbers) > 1 else ()
        metric = _with_split(metric or self.frame.metric, self.after(n))
        return replace(
            self.frame,
            metric=metric or self.frame.metric,
            benchmark=benchmark or self.frame.benchmark,
        )


_IT = re.compile(
    r"(?:^\W*|,\s|\b(?:where|and|but|while|whereas|as|that)\s)(?:it|they|this (?:variant|model"
    r"|method|approach|configuration|system|baseline))\s(?!is (?:clear|worth|important|notable))",
    re.IGNORECASE,
)


def read(reading: Reading, before: names.Names = ()) -> tuple[Part, ...]:
    """The clauses of a sentence with their names; `before` is whom the sentence before spoke of,
    for an "it"."""
    made: list[Part] = []
    for clause in clauses.cut(reading.masked):
        text = reading.masked[clause.start : clause.end]
        own = _own(text, clause.label)
        if clause.link == "participle" and subjects.main_verb(text) is None:
            own = replace(own, subject=())
        if not own.subject and _IT.search(text):
            own = replace(own, subject=before)
        frame = _handed_down(own, made, clause.link, text)
        made.append(
            Part(
                text,
                reading.text[clause.start : clause.end],
                clause.start,
                clause.link,
                clause.label,
                reading.results(clause.start, clause.end),
                frame,
                own,
            )
        )
    return _shared_reference(made)


def _own(text: str, label: str) -> Frame:
    frame = Frame(
        subjects.subject(text),
        references.reference(text),
        measures.benchmarks(text),
        measures.metric(text),
    )
    if not measures.metrics(text):
        frame = replace(frame, metric=_implied_metric(text) or frame.metric)
    if not frame.subject and (by := _BY_WHOM.search(text)):
        frame = replace(frame, subject=names.split(by["np"]))
    frame = replace(frame, subject=tuple(s for s in frame.subject if s not in frame.reference))
    return _labelled(frame, text, label)


def _implied_metric(text: str) -> names.Names:
    return next(((metric,) for pattern, metric in _TO_DO if pattern.search(text)), ())


def _labelled(frame: Frame, text: str, label: str) -> Frame:
    """A label is the subject where a verb follows it or its words say so, else a metric or a
    benchmark.
    """
    bare = re.sub(r"\s*\([^)]*\)", "", label).strip()
    if not bare or _GENERIC_LABEL.search(bare):
        return frame
    verb = subjects.main_verb(text.strip())
    acts = (verb is not None and verb.start() == 0) or bool(
        re.match(r"\s*[A-Z]?[a-z]+s\b", text) and not verb
    )
    if acts or _METHOD_LABEL.search(label) or lexicon.is_baseline(label) or lexicon.is_ours(label):
        return frame if frame.subject and not acts else replace(frame, subject=(label,))
    if measures.METRIC.search(bare):
        return frame if measures.metrics(text) else replace(frame, metric=(bare,))
    if not _NUMBER_FIRST.match(text) or len(bare.split()) > 4:
        return frame
    return replace(frame, benchmark=frame.benchmark or names.split(bare))


def _handed_down(own: Frame, made: list[Part], link: Link, text: str) -> Frame:
    if not made or link == "main":
        return own
    last = made[-1].frame
    bare = re.sub(r"^\W*(?:and|but|while|although|yet|then|only)\s+", "", text).strip()
    acts = subjects.main_verb(bare)
    hangs = link in ("participle", "with", "relative", "colon")
    hangs = hangs or bool(_NUMBER_FIRST.match(text) or _GERUND.match(text) or _BY.match(text))
    subjectless = hangs or (acts is not None and not own.subject and acts.start() < 12)
    subject = own.subject or (last.subject if subjectless else ())
    if not hangs:
        same = subjectless and BLOT in text and not own.reference
        return replace(own, subject=subject, reference=last.reference if same else own.reference)
    named = own.metric if measures.metrics(text) or _implied_metric(text) else ()
    kept = tuple(n for n in last.reference if n not in subject)
    reference = own.reference or _beaten(text, made[-1]) or kept
    return Frame(
        subject, reference, own.benchmark or last.benchmark, named or last.metric or own.metric
    )


_GERUND = re.compile(r"^\W*(?:while|whilst|yet|but|and)\s+(?:\w+ly\s+)?(?:only\s+)?[a-z]+ing\b")
_BY = re.compile(rf"^\W*and\s+(?P<np>[^,;:№]{{2,50}}?)\s+by\s+(?:[a-z]+\s+){{0,3}}{BLOT}")
_BEATS = re.compile(rf"\b{words.BEATS}\b[^,;№]*\bby\b", re.IGNORECASE)


def _beaten(text: str, before: Part) -> names.Names:
    """`surpassing A by 1.9 points and B by 0.4 points`: B is a reference too."""
    m = _BY.match(text)
    return names.split(m["np"]) if m and _BEATS.search(before.text) else ()


def _alike(here: Part, after: Part) -> bool:
    """Whether the last number of one clause and the first of the next are of one kind."""
    if not here.numbers or not after.numbers:
        return False
    last, first = here.numbers[-1].reported, after.numbers[0].reported
    return last.unit == first.unit and last.signed == first.signed and last.sd is None


def _shared_reference(made: list[Part]) -> tuple[Part, ...]:
    """`36.8% for A and 22.5% for B compared to C`: the reference at the end is that of both."""
    out = list(made)
    for i in range(len(out) - 2, -1, -1):
        here, after = out[i], out[i + 1]
        joined = (
            _alike(here, after)
            and after.link == "and"
            and _NUMBER_FIRST.match(after.text)
            and here.numbers
        )
        if joined and not here.frame.reference and after.own.reference:
            kept = tuple(n for n in after.own.reference if n not in here.frame.subject)
            out[i] = replace(here, frame=replace(here.frame, reference=kept))
    for i, (here, after) in enumerate(itertools.pairwise(out)):
        if not here.frame.subject and after.own.subject and _DANGLING.match(here.text):
            out[i] = replace(here, frame=replace(here.frame, subject=after.own.subject))
    return tuple(out)
