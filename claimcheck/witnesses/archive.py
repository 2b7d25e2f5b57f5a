"""Which runs did the authors release, and what is the value of each on a benchmark and metric?

Measurements of one run are gathered under its names. Where a run was repeated with several seeds,
their mean is a run and each seed is one too; where a run has several benchmarks, their mean can be
asked for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from claimcheck.number import exact
from claimcheck.record import Measurement, Place
from claimcheck.witnesses.leaves import mean, spread

MEAN = "mean over benchmarks"

_SEED = re.compile(r"[_\-/ .]?seed[_\-= ]?\d{1,6}(?=$|[_\-/ .])", re.IGNORECASE)
_QUOTED = re.compile(
    r"(?:^|[._\-])(?:paper|theirs?|reported|published|literature|prior_work)(?=[._\-\[].)"
)
"""Keys under which a release repeats numbers of somebody else, to compare with."""
_NO_RUN = frozenset(("part", "seed", "run_id", "run_name", "exp_name"))
"""Factors that do not tell runs apart: `run` does, which stands for the last three."""


@dataclass(frozen=True)
class Run:
    """A released run: its names and its values by (benchmark, metric)."""

    label: str
    base: str
    """The label that the seeds of one run share."""
    names: tuple[str, ...]
    values: Mapping[tuple[str, str], Measurement]
    means: Mapping[str, Measurement] = field(default_factory=dict)
    """By metric: the mean and sample sd over the run's benchmarks, where it has several."""
    protocol: Mapping[str, str] = field(default_factory=dict)
    seed: int | None = None
    """Set where this is one seed of a run that has several."""

    @property
    def number(self) -> int | None:
        """The `3` of `run_3`, `exp-3` or a folder called `3`."""
        match = re.fullmatch(
            r"(?:.*/)?(?:run|exp|experiment|trial)?[_\- ]?(\d{1,4})", self.label, re.IGNORECASE
        )
        return int(match[1]) if match else None

    def value(self, benchmark: str, metric: str) -> Measurement | None:
        """The run's result; for `MEAN` that over its benchmarks."""
        return self.means.get(metric) if benchmark == MEAN else self.values.get((benchmark, metric))


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
    released = [m for m in released if not _QUOTED.search(m.where.path.lower())]
    aliases: dict[str, list[str]] = {}
    for m in released:
        if part := m.factors.get("part", ""):
            aliases.setdefault(m.benchmark, []).append(part)
    groups = _grouped(released, [_folder, _arm, _identity, _part])
    return Archive(
        runs=tuple(_unique([run for group in groups for run in _runs(group)])),
        benchmarks=tuple(dict.fromkeys(m.benchmark for m in released)),
        metrics=tuple(dict.fromkeys(m.metric for m in released)),
        aliases={name: tuple(dict.fromkeys(parts)) for name, parts in aliases.items()},
    )


def _grouped(
    ms: Sequence[Measurement], keys: Sequence[Callable[[Measurement], Hashable]]
) -> list[list[Measurement]]:
    """Measurements of one run each; a finer key is used only where a run would say a thing twice.

    A folder is a run even where the names inside it differ, for those are sometimes wrong.
    """
    key, *finer = keys
    groups: dict[Hashable, list[Measurement]] = {}
    for m in ms:
        groups.setdefault(key(m), []).append(m)
    split: list[list[Measurement]] = []
    for group in groups.values():
        said = Counter((m.benchmark, m.metric, m.seed, m.factors.get("run")) for m in group)
        twice = finer and max(said.values()) > 1
        split += _grouped(group, finer) if twice else [group]
    return split


def _folder(m: Measurement) -> Hashable:
    run = m.factors.get("run", "")
    return _seedless(run) if run else _arm(m)


def _arm(m: Measurement) -> Hashable:
    return (_seedless(m.method), *_factors(m, _NO_RUN | {"name"}))


def _identity(m: Measurement) -> Hashable:
    return (_seedless(m.method), *_factors(m, _NO_RUN))


def _part(m: Measurement) -> Hashable:
    return (_seedless(m.method), *_factors(m, frozenset()))


def _factors(m: Measurement, leave: frozenset[str]) -> tuple[str, ...]:
    return tuple(f"{k}={_seedless(v)}" for k, v in sorted(m.factors.items()) if k not in leave)


def _seedless(name: str) -> str:
    return _SEED.sub("", name) or name


def _runs(group: Sequence[Measurement]) -> list[Run]:
    """The run of a group; with several seeds their mean, and each of them too."""
    cells: dict[tuple[str, str], list[Measurement]] = {}
    for m in group:
        cells.setdefault((m.benchmark, m.metric), []).append(m)
    names = _names(group)
    label = _seedless(group[0].factors.get("run") or names[0])
    protocol = _shared([m.protocol for m in group])
    pooled = _run(label, names, {k: _over_seeds(ms) for k, ms in cells.items()}, protocol)
    if max(map(len, cells.values())) < 2:
        return [pooled]
    return [
        pooled,
        *(_single(pooled, seed, group) for seed in dict.fromkeys(m.seed for m in group)),
    ]


def _single(pooled: Run, seed: int | None, group: Sequence[Measurement]) -> Run:
    own = {(m.benchmark, m.metric): m for m in reversed(group) if m.seed == seed}
    told = "no seed" if seed is None else f"seed {seed}"
    run = _run(pooled.label, pooled.names, own, pooled.protocol)
    return replace(run, label=f"{pooled.label} ({told})", seed=seed)


def _run(
    label: str,
    names: tuple[str, ...],
    values: Mapping[tuple[str, str], Measurement],
    protocol: Mapping[str, str],
) -> Run:
    metrics = dict.fromkeys(metric for _, metric in values)
    means = {
        k: m
        for k in metrics
        if (m := _mean_over([v for (_, named), v in values.items() if named == k]))
    }
    return Run(label, label, names, values, means, protocol)


def _unique(runs: Sequence[Run]) -> list[Run]:
    """Runs of one folder under the names that tell them apart."""
    times = Counter(run.label for run in runs)
    seen: Counter[str] = Counter()
    kept: list[Run] = []
    for run in runs:
        label, base = run.label, run.base
        if times[label] > 1 and run.names[0] != base:
            label, base = f"{run.names[0]} in {label}", f"{run.names[0]} in {base}"
        seen[label] += 1
        again = f" #{seen[label]}" if seen[label] > 1 else ""
        kept.append(replace(run, label=label + again, base=base + again))
    return kept


def _names(group: Sequence[Measurement]) -> tuple[str, ...]:
    found = [_seedless(m.method) for m in group]
    found += [
        _seedless(m.factors[k])
        for m in group
        for k in ("name", "run", "run_name", "run_id")
        if k in m.factors
    ]
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


def _pooled(
    ms: Sequence[Measurement], text: tuple[str, ...], path: str, told: Mapping[str, str]
) -> Measurement:
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
