"""Which runs did the authors release, and what is the value of each on a benchmark and metric?

Measurements of one run are gathered under its names. Where a run was repeated with several seeds, their mean is a run
and each seed is one too; where a run has several benchmarks, their mean can be asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from statistics import stdev
from typing import Literal

from claimcheck import lexicon
from claimcheck.number import exact, rescale
from claimcheck.record import Measurement, Place, Reported
from claimcheck.witnesses.leaves import mean, spread

Outcome = Literal["agrees", "last_digit", "disagrees"]
MEAN = "mean over benchmarks"

_SEED = re.compile(r"[_\-/ .]?seed[_\-= ]?\d{1,6}(?=$|[_\-/ .])", re.IGNORECASE)
_STATISTIC = frozenset("mean deviation average sem standard error median score value".split())
_IDENTIFIER = re.compile(r"(?<![a-z0-9])([a-z]{2,})[-_ ]?0*(\d+[a-z]?)(?![a-z0-9])")


@dataclass(frozen=True)
class Run:
    """A released run: its names and its values by (benchmark, metric)."""

    label: str
    names: tuple[str, ...]
    values: Mapping[tuple[str, str], Measurement]
    protocol: Mapping[str, str] = field(default_factory=dict)

    @property
    def number(self) -> int | None:
        """The `3` of `run_3`, `exp-3` or a folder called `3`."""
        last = self.label.rsplit("/", 1)[-1]
        match = re.fullmatch(r"(?:run|exp|experiment|trial)?[_\- ]?(\d{1,4})", last, re.IGNORECASE)
        return int(match[1]) if match else None

    def value(self, benchmark: str, metric: str) -> Measurement | None:
        """The run's result; for `MEAN` the mean and sample sd over its benchmarks."""
        if benchmark != MEAN:
            return self.values.get((benchmark, metric))
        return _mean_over([m for (_, named), m in self.values.items() if named == metric])


@dataclass(frozen=True)
class Archive:
    """All released runs, with the benchmarks and metrics that occur in them."""

    runs: tuple[Run, ...]
    benchmarks: tuple[str, ...]
    metrics: tuple[str, ...]
    aliases: Mapping[str, tuple[str, ...]]
    """Other names of a benchmark, from file names."""


def gather(released: Sequence[Measurement]) -> Archive:
    """The runs behind a list of measurements, in the order in which they come."""
    groups: dict[tuple[str, ...], list[Measurement]] = {}
    for m in released:
        groups.setdefault(_identity(m), []).append(m)
    runs = [run for group in groups.values() for run in _runs(group)]
    aliases: dict[str, list[str]] = {}
    for m in released:
        if part := m.factors.get("part", ""):
            aliases.setdefault(m.benchmark, []).append(part)
    return Archive(
        runs=tuple(runs),
        benchmarks=tuple(dict.fromkeys(m.benchmark for m in released)),
        metrics=tuple(dict.fromkeys(m.metric for m in released)),
        aliases={name: tuple(dict.fromkeys(parts)) for name, parts in aliases.items()},
    )


def _identity(m: Measurement) -> tuple[str, ...]:
    """What tells one run from another: all its names but benchmark, metric and seed."""
    factors = {k: _seedless(v) for k, v in m.factors.items() if k not in ("part", "seed")}
    return (_seedless(m.method), *(f"{k}={v}" for k, v in sorted(factors.items())))


def _seedless(name: str) -> str:
    return _SEED.sub("", name) or name


def _runs(group: Sequence[Measurement]) -> list[Run]:
    cells: dict[tuple[str, str], list[Measurement]] = {}
    for m in group:
        cells.setdefault((m.benchmark, m.metric), []).append(m)
    names = _names(group)
    label = _seedless(group[0].factors.get("run") or names[0])
    protocol = _shared([m.protocol for m in group])
    seeds = sorted({m.seed for m in group if m.seed is not None})
    if len(seeds) < 2:
        return [Run(label, names, {k: ms[0] for k, ms in cells.items()}, protocol)]
    pooled = {k: _over_seeds(ms) for k, ms in cells.items()}
    single = [
        Run(f"{label} (seed {seed})", names, {k: m for k, ms in cells.items() for m in ms if m.seed == seed}, protocol)
        for seed in seeds
    ]
    return [Run(label, names, pooled, protocol), *single]


def _names(group: Sequence[Measurement]) -> tuple[str, ...]:
    found = [_seedless(m.method) for m in group]
    found += [_seedless(m.factors[k]) for m in group for k in ("name", "run", "run_name", "run_id") if k in m.factors]
    last = [name.rsplit("/", 1)[-1] for name in found]
    return tuple(name for name in dict.fromkeys([*found, *last]) if name) or ("",)


def _shared(protocols: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The settings on which all measurements of a run agree."""
    rows = list(protocols)
    return {k: v for k, v in rows[0].items() if all(row.get(k) == v for row in rows)}


def _over_seeds(ms: Sequence[Measurement]) -> Measurement:
    if len(ms) == 1:
        return ms[0]
    text = tuple(str(m.value.value) for m in ms)
    path = f"mean over {len(ms)} seeds of {ms[0].where.path}"
    return _pooled(ms, text, path, {"seeds": str(len(ms))})


def _mean_over(ms: Sequence[Measurement]) -> Measurement | None:
    if len(ms) < 2:
        return None
    text = tuple(str(m.value.value) for m in ms)
    names = ", ".join(m.benchmark for m in ms)
    path = f"mean over {names} of {ms[0].where.path.replace(ms[0].benchmark, '*')}"
    return _pooled(ms, text, path, {"benchmarks": str(len(ms))})


def _pooled(ms: Sequence[Measurement], text: tuple[str, ...], path: str, told: Mapping[str, str]) -> Measurement:
    value = exact(mean(text), unit=ms[0].value.unit)
    sd = spread(text)
    return ms[0].model_copy(
        update={
            "value": value.model_copy(update={"sd": exact(sd) if sd else None}),
            "seed": None,
            "protocol": {**_shared([m.protocol for m in ms]), **told},
            "where": Place(source=ms[0].where.source, path=path),
        }
    )


class Values:
    """Every released value of a metric, to ask quickly whether a printed number can be one of them."""

    def __init__(self, numbers: Iterable[Decimal]) -> None:
        self.numbers = sorted(set(numbers))

    def hold(self, cell: Reported, power: int) -> bool:
        """Whether some value times 10**power rounds to the cell."""
        low, high = cell.low.scaleb(-power), cell.high.scaleb(-power)
        at = bisect_left(self.numbers, low)
        return at < len(self.numbers) and self.numbers[at] <= high


def compare(cell: Reported, raw: Reported, power: int) -> Outcome:
    """Whether a released value, times 10**power, rounds to the printed one; `last_digit` to within 1.5 of its units."""
    distance = abs(cell.value - raw.value.scaleb(power))
    unit = Decimal(1).scaleb(-cell.decimals)
    if distance * 2 <= unit:
        return "agrees"
    coarse = raw.low.scaleb(power) <= cell.value <= raw.high.scaleb(power) and raw.decimals >= 1
    return "last_digit" if distance * 2 <= unit * 3 or coarse else "disagrees"


def spreads(cell: Reported, released: Measurement, power: int) -> bool | None:
    """Whether the printed spread is the sample sd, the population sd or the standard error; None where none is known."""
    if cell.sd is None or released.value.sd is None:
        return None
    n = int(released.protocol.get("seeds") or released.protocol.get("benchmarks") or 0)
    sd = released.value.sd.value
    options = [sd]
    if n > 1:
        options += [sd * (Decimal(n - 1) / n).sqrt(), sd / Decimal(n).sqrt()]
    if stderr := released.protocol.get("stderr"):
        options.append(exact(stderr).value)
    return any(compare(cell.sd, exact(f"{o:f}"), power) == "agrees" for o in options)


def scaled(released: Measurement, cell: Reported, power: int) -> Reported:
    """The released value in the unit of the printed cell."""
    return rescale(released.value, power, unit=cell.unit)


def digits(number: Reported) -> int:
    """Significant digits as printed."""
    plain = re.sub(r"\D", "", number.printed.split("±")[0]).lstrip("0")
    return len(plain)


@cache
def tokens(text: str) -> tuple[str, ...]:
    """The words of a name: lower case, synonyms folded, single letters and statistics dropped."""
    plain = re.sub(r"[Δ∆]", " delta ", text).lower()
    words = re.findall(r"[^\W\d_]+|\d+(?:\.\d+)?", plain)
    folded = (lexicon.SYNONYMS.get(w, lexicon.SYNONYMS.get(_singular(w), _singular(w))) for w in words)
    kept = [w for w in folded if w not in lexicon.STOP_WORDS and w not in _STATISTIC and (len(w) > 1 or w.isdigit())]
    return tuple(dict.fromkeys(kept))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@cache
def likeness(a: str, b: str) -> float:
    """How much of two names is the same word, from 0 to 1; an acronym counts as its words."""
    if squeezed(a) == squeezed(b) or _initials(a) == squeezed(b) or _initials(b) == squeezed(a):
        return 1.0 if squeezed(a) and squeezed(b) else 0.0
    left, right = tokens(a), tokens(b)
    if not left or not right:
        return 0.0
    shared = sum(any(same(x, y) for y in right) for x in left) + sum(any(same(x, y) for x in left) for y in right)
    return round(shared / (len(left) + len(right)), 6)


def same(a: str, b: str) -> bool:
    """Equal, or one the beginning of the other with at least three letters."""
    return a == b or (min(len(a), len(b)) > 2 and (a.startswith(b) or b.startswith(a)))


def squeezed(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", text.lower())


def _initials(text: str) -> str:
    """`Something-Something V2` is `ssv2`."""
    words = re.findall(r"[a-z]+\d*|\d+", text.lower())
    if len(words) < 3:
        return ""
    return "".join(w if any(c.isdigit() for c in w) else w[0] for w in words)


@cache
def identifiers(text: str) -> frozenset[str]:
    """Names such as `EXP-006a` or `exp006a`, without separators and leading zeros."""
    return frozenset(f"{word}{number}" for word, number in _IDENTIFIER.findall(text.lower().replace("_", " ")))


def deviation(values: Sequence[float]) -> float:
    return stdev(values) if len(values) > 1 else 0.0
