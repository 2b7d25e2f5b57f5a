"""What could a claim's words stand for in one table: which metrics, which benchmarks, which rows?

A frame is one table's measurements with the names on each of its axes. A pick is one thing that
words may mean there, with the distance of the words from the number: the further, the weaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from claimcheck import lexicon
from claimcheck.checks.names import Siblings, crossed, tokens
from claimcheck.record import Measurement

SAID, NEAR, FAR, GUESSED, OPEN = range(5)
"""In the clause; in the sentence; in earlier text; by convention (ours, baseline); not at all."""

HIDDEN = frozenset({"table", "name", "caption", "run", "arm"})
"""Factors that are no axis of a table."""
_ALL = re.compile(
    r"\b(?:all|every|each|any|both|across|various|several|multiple|different|range of|two|three"
    r"|four|five|six)\b",
    re.IGNORECASE,
)
_EVERY_METRIC = re.compile(r"\b(?:all|every|each|both) (?:\w+ )?metrics?\b", re.IGNORECASE)
_MEAN = re.compile(r"\b(?:average[ds]?|avg|mean|overall)\b", re.IGNORECASE)
_PLURAL_OURS = re.compile(
    r"\b(?:our|proposed)\b.*\b(?:models|methods|variants|approaches|strategies|configurations)\b",
    re.IGNORECASE,
)
_OURS = frozenset(tokens("ours our proposed"))


@dataclass(frozen=True)
class Pick:
    """What words may mean on one axis: these values together, named at this distance."""

    axis: str
    values: tuple[str, ...]
    level: int = SAID
    whole: bool = True
    """Whether the words leave no other meaning on this axis."""


@dataclass(frozen=True)
class Frame:
    """One table: its measurements and the names on its axes."""

    table: str
    measurements: tuple[Measurement, ...]
    spellings: Mapping[str, Sequence[str]]

    @cached_property
    def method(self) -> Siblings:
        named: dict[str, list[str]] = {}
        for m in self.measurements:
            parts = [p.strip() for p in m.factors.get("name", "").split(" / ") if p.strip()]
            run = [m.factors[k] for k in ("run", "arm") if m.factors.get(k)]
            named.setdefault(m.method, [*self.spellings.get(m.method, ()), *parts, *run])
        return _siblings(tuple((k, tuple(dict.fromkeys(v))) for k, v in named.items() if k))

    @cached_property
    def benchmark(self) -> Siblings:
        return self._axis(m.benchmark for m in self.measurements)

    @cached_property
    def metric(self) -> Siblings:
        return self._axis(m.metric for m in self.measurements)

    @cached_property
    def factors(self) -> dict[str, Siblings]:
        keys = sorted({k for m in self.measurements for k in m.factors} - HIDDEN)
        axes = {k: self._axis(m.factors.get(k, "") for m in self.measurements) for k in keys}
        return {k: axis for k, axis in axes.items() if len(axis.values) > 1}

    @cached_property
    def caption(self) -> str:
        return next((m.factors["caption"] for m in self.measurements if "caption" in m.factors), "")

    @cached_property
    def better(self) -> dict[str, str | None]:
        return {m.metric: m.better for m in self.measurements}

    @cached_property
    def results(self) -> tuple[str, ...]:
        """Metrics that are results: no difference columns, no spreads."""
        kept = [v for v in self.metric.values if not lexicon.is_change(v) and not _is_spread(v)]
        return tuple(kept) or self.metric.values

    @cached_property
    def averages(self) -> tuple[str, ...]:
        return tuple(v for v in self.benchmark.values if lexicon.is_average(v))

    @cached_property
    def singles(self) -> tuple[str, ...]:
        return tuple(v for v in self.benchmark.values if not lexicon.is_average(v))

    @cached_property
    def baselines(self) -> tuple[str, ...]:
        return self._spelled(lexicon.BASELINE)

    @cached_property
    def ours(self) -> tuple[str, ...]:
        return self._spelled(lexicon.OURS) or self._spelled(lexicon.FULL)

    def axis(self, name: str) -> tuple[str, ...]:
        """The names on one axis; averages stand aside."""
        if name in self.factors:
            return self.factors[name].values
        return {"method": self.method.values, "benchmark": self.singles}.get(name, self.results)

    def _spelled(self, words: re.Pattern[str]) -> tuple[str, ...]:
        every = self.method.spellings
        own = tuple(v for v, _ in every if words.search(v))
        return own or tuple(v for v, more in every if any(words.search(s) for s in more))

    def _axis(self, values: Iterable[str]) -> Siblings:
        named = dict.fromkeys(v for v in values if v)
        return _siblings(tuple((v, (v, *self.spellings.get(v, ()))) for v in named))


@lru_cache(maxsize=512)
def _siblings(spellings: tuple[tuple[str, tuple[str, ...]], ...]) -> Siblings:
    return Siblings(tuple((v, tuple(dict.fromkeys((v, *every)))) for v, every in spellings))


def _is_spread(metric: str) -> bool:
    kind = lexicon.metric(metric)
    return kind is not None and kind.group == "spread"


def frames(
    measurements: Sequence[Measurement], spellings: Mapping[str, Sequence[str]]
) -> tuple[Frame, ...]:
    """The tables of a witness, in order; released results of one source are one table."""
    groups: dict[str, list[Measurement]] = {}
    for m in measurements:
        groups.setdefault(m.factors.get("table", ""), []).append(m)
    return tuple(Frame(table, tuple(rows), spellings) for table, rows in groups.items())


def metrics(frame: Frame, phrase: str, texts: Sequence[str]) -> tuple[Pick, ...]:
    """What the metric may be: by its phrase, else by the nearest text that names one."""
    if phrase:
        found = _metric(frame, phrase, SAID)
        every = _EVERY_METRIC.search(texts[0]) if texts else None
        return tuple(replace(p, whole=True) for p in found) if every else found
    for level, text in enumerate(texts):
        if lexicon.metric(text) is None and not lexicon.groups(text):
            continue
        near = SAID if len(frame.results) == 1 else min(level, FAR)
        if found := _metric(frame, text, near, loose=True):
            return found
    if len(frame.results) == 1:
        return (Pick("metric", frame.results, SAID),)
    if not frame.results:
        return (Pick("metric", (), GUESSED, whole=False),)
    return tuple(Pick("metric", (v,), OPEN, whole=False) for v in frame.results)


def _metric(frame: Frame, text: str, level: int, *, loose: bool = False) -> tuple[Pick, ...]:
    if named := frame.metric.named(text):
        return (Pick("metric", named[:1], level),)
    if not loose and (short := _abbreviated(frame, text)):
        return (Pick("metric", short, level),)
    kind = lexicon.metric(text)
    if kind is not None:
        group = _of_group(frame, kind.group, kind.share, text)
        close = [v for v in frame.metric.closest(text) if v in group and _fits_split(v, text)]
        if not close and not loose and kind.share and len(group) == 1 and kind.group == "quality":
            close = [v for v in group if _fits_split(v, text)]
        if close:
            return tuple(Pick("metric", (v,), level, whole=len(close) == 1) for v in close)
    for wanted in lexicon.groups(text):
        of = [v for v in frame.results if (k := lexicon.metric(v)) and k.group == wanted]
        fit = tuple(v for v in of if _fits_split(v, text))
        if fit:
            return (Pick("metric", fit, level, whole=len(fit) == 1),)
    within = tuple(v for v in frame.results if re.search(r"\d", text) and _is_part(text, v))
    if within:
        return tuple(Pick("metric", (v,), max(level, NEAR), whole=False) for v in within)
    unknown = tuple(v for v in frame.metric.closest(text) if lexicon.metric(v) is None)
    if unknown and not loose:
        return tuple(Pick("metric", (v,), level, whole=len(unknown) == 1) for v in unknown)
    if not frame.metric.values and kind is not None:
        return (Pick("metric", (), max(level, GUESSED), whole=False),)
    return ()


def _abbreviated(frame: Frame, text: str) -> tuple[str, ...]:
    """The one metric whose letters open the words of a phrase: `word error rate`, `WER`."""
    opening = "".join(w[0] for w in re.findall(r"[a-z]+", text.lower()))
    short = {v: re.sub(r"[^A-Za-z]", "", lexicon.bare(v)) for v in frame.results}
    capitals = {v: s for v, s in short.items() if len(s) > 1 and s.isupper()}
    found = tuple(v for v, s in capitals.items() if s.lower() in opening)
    return found if len(found) == 1 else ()


def _is_part(text: str, metric: str) -> bool:
    """Whether every word of a phrase is in a metric's name: `99% accuracy`, `Steps to 99% Acc`."""
    return bool(tokens(text)) and set(tokens(text)) <= set(tokens(metric))


def _of_group(frame: Frame, group: str, share: bool, text: str) -> list[str]:
    """Metrics of the same kind; a time to reach something may be printed in steps."""
    of = {v: k for v in frame.metric.values if (k := lexicon.metric(v))}
    same = [
        v for v, k in of.items() if k.group == group and (k.share == share or group != "quality")
    ]
    if not same and group == "time" and not re.search(r"inference|sampling", text, re.IGNORECASE):
        same = [v for v, k in of.items() if k.group == "steps"]
    return same or ([v for v, k in of.items() if k.group == group] if group == "quality" else [])


def _fits_split(metric: str, text: str) -> bool:
    own, asked = lexicon.splits(metric), lexicon.splits(text)
    return not own or not asked or bool(set(own) & set(asked))


def benchmarks(
    frame: Frame, phrase: str, texts: Sequence[str], *, every: bool, elsewhere: Siblings
) -> tuple[Pick, ...]:
    """What the benchmark may be; nothing where the words name one that this table does not have."""
    if not frame.benchmark.values:
        return _unlisted(frame, phrase, texts[:1], every=every, elsewhere=elsewhere)
    clause = texts[0] if texts else ""
    if frame.averages and _MEAN.search(clause) and not frame.benchmark.said(clause).values:
        return (Pick("benchmark", frame.averages[:1], SAID),)
    if phrase:
        return _nearer(frame, _benchmark(frame, phrase, SAID), texts[:1])
    if every and not frame.benchmark.said(clause).every:
        return (_all(frame, SAID),)
    for level, text in enumerate(texts):
        said = frame.benchmark.said(text)
        if said.every:
            return _benchmark(frame, text, min(level, FAR))
        if level < FAR and _strays(text, frame, elsewhere):
            return ()
    if len(frame.singles) == 1:
        return (Pick("benchmark", frame.singles, SAID),)
    alone = tuple(Pick("benchmark", (v,), OPEN, whole=False) for v in frame.benchmark.values)
    return (_all(frame, GUESSED), *alone)


def _benchmark(frame: Frame, text: str, level: int) -> tuple[Pick, ...]:
    said = frame.benchmark.said(text)
    if said.every:
        also = crossed(text, own := said.values or said.every, frame.singles)
        return (
            Pick("benchmark", own, level, whole=not also),
            *(Pick("benchmark", (v,), level, whole=False) for v in also),
        )
    if frame.averages and _MEAN.search(text):
        return (Pick("benchmark", frame.averages[:1], level),)
    if _ALL.search(text) or lexicon.BENCHMARK_HEADER.fullmatch(text.strip()):
        return (_all(frame, level),)
    if len(frame.singles) == 1 and frame.caption:
        return (Pick("benchmark", frame.singles, FAR, whole=False),)
    return ()


def levels(frame: Frame, axis: str, texts: Sequence[str]) -> tuple[Pick, ...]:
    """What a further axis, such as the backbone, may be: as the nearest text says, else open."""
    for level, text in enumerate(texts[:FAR]):
        if len(said := told(frame, axis, text)) == 1:
            return (Pick(axis, said, level),)
    values = frame.factors[axis].values
    open_ = tuple(Pick(axis, (v,), OPEN, whole=False) for v in values)
    return (Pick(axis, values, SAID, whole=False), *open_)


def told(frame: Frame, axis: str, text: str) -> tuple[str, ...]:
    """The names of an axis that a text says; a bare number only beside the axis's label."""
    said = frame.factors[axis].said(text).values
    label = "|".join(re.escape(t) for t in tokens(axis) if not t.isdigit())
    return tuple(
        v
        for v in said
        if re.search(r"[^\W\d]", v)
        or (label and re.search(rf"(?i)(?:{label})\w*\W{{0,3}}{re.escape(v)}(?![\w.])", text))
        or (label and re.search(rf"(?i)(?<![\w.]){re.escape(v)}[\s-]*(?:{label})", text))
    )


def whole(frame: Frame) -> Pick:
    """Every benchmark of the table, as an "up to" speaks of them."""
    return Pick("benchmark", frame.singles)


def _nearer(frame: Frame, found: tuple[Pick, ...], clause: Sequence[str]) -> tuple[Pick, ...]:
    """A benchmark that the clause itself names wins over one that it was handed."""
    heard = frame.benchmark.said(clause[0]).values if clause else ()
    if not found or not heard or set(heard) & {v for p in found for v in p.values}:
        return found
    return (Pick("benchmark", heard, SAID, whole=False),)


def _all(frame: Frame, level: int) -> Pick:
    return Pick("benchmark", frame.singles, level, whole=level == SAID)


def _unlisted(
    frame: Frame, phrase: str, texts: Sequence[str], *, every: bool, elsewhere: Siblings
) -> tuple[Pick, ...]:
    """The benchmark of a table that prints none: whatever its caption does not deny."""
    if not phrase:
        named = any(_strays(text, frame, elsewhere) for text in texts)
        return () if named else (Pick("benchmark", (), NEAR if every else SAID, whole=not every),)
    if _ALL.search(phrase) or lexicon.splits(phrase):
        return (Pick("benchmark", (), NEAR, whole=False),)
    heard = set(tokens(phrase)) - set(tokens("dataset task benchmark data split set"))
    if heard and heard <= set(tokens(frame.caption)):
        return (Pick("benchmark", (), SAID),)
    return ()


def _strays(text: str, frame: Frame, elsewhere: Siblings) -> bool:
    """Whether the text names a benchmark that only another table has."""
    own = {*frame.benchmark.values, *(v for axis in frame.factors.values() for v in axis.values)}
    other = elsewhere.said(text).values
    return bool(set(other) - own) and not (
        set(tokens(" ".join(other))) <= set(tokens(frame.caption))
    )


def entity(frame: Frame, phrase: str, level: int = SAID) -> Pick | None:
    """The rows, columns or levels that a phrase names; methods before anything else."""
    axes = {
        "method": frame.method,
        **frame.factors,
        "benchmark": frame.benchmark,
        "metric": frame.metric,
    }
    for axis, siblings in axes.items():
        said = siblings.said(phrase)
        if axis == "metric" and lexicon.metric(phrase) is None:
            continue
        if said.every:
            return Pick(axis, said.values or said.groups[0], level, whole=bool(said.values))
        if axis == "method" and (usual := by_role(frame, phrase, level)):
            return usual
    return None


def by_role(frame: Frame, phrase: str, level: int = SAID) -> Pick | None:
    """Rows named by what they are: our models, the baseline."""
    if _PLURAL_OURS.search(phrase) and frame.baselines:
        rest = tuple(v for v in frame.method.values if v not in frame.baselines)
        return Pick("method", rest, level) if rest else None
    if lexicon.is_ours(phrase) or re.search(r"\bour\b", phrase, re.IGNORECASE):
        return ours(frame, level)
    if lexicon.is_baseline(phrase) and frame.baselines:
        return Pick("method", frame.baselines, level, whole=len(frame.baselines) == 1)
    return None


def ours(frame: Frame, level: int = SAID) -> Pick | None:
    """Our own row: by name; else the other of two; else, weakly, the last, below a baseline."""
    values = frame.method.values
    if len(frame.ours) == 1:
        return Pick("method", frame.ours, level)
    rest = [v for v in values if v not in frame.baselines]
    if frame.baselines and len(rest) == 1:
        return Pick("method", tuple(rest), level)
    if frame.baselines and len(rest) > 1 and values[0] in frame.baselines:
        return Pick("method", (values[-1],), max(level, GUESSED), whole=False)
    return None


def others(frame: Frame, subject: Sequence[str]) -> tuple[str, ...]:
    """Every row but the subject's own and its variants."""
    own = [set(tokens(v)) - _OURS for v in subject]
    return tuple(
        v
        for v in frame.method.values
        if v not in subject and not any(o and o <= set(tokens(v)) for o in own)
    )
