"""Which results does a tree of values hold, and under which names?

A record is an object with numbers in it; its path is its name, and the texts beside the numbers
describe it. `means`, `stderrs` and lists over seeds are folded into one leaf a metric; settings
become its protocol.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, localcontext
from statistics import stdev

from claimcheck.witnesses import keys
from claimcheck.witnesses.decode import MAX_DEPTH, Figure, Tree, figure
from claimcheck.witnesses.keys import (
    BENCHMARK,
    CONTAINERS,
    IDENTIFIER,
    IGNORED,
    METHOD,
    PARTS_OF_STATISTICS,
    SEED,
    SEED_COUNT,
    SETTINGS,
    SIZE,
    SPLITS,
    STATISTICS,
    WRAPPERS,
    Kind,
    Statistic,
)

MAX_SEEDS = 10
"""A longer list, unless its key says that it runs over seeds, is taken for a history."""
MAX_LISTED_SEEDS = 100
Names = tuple[tuple[Kind, str], ...]


@dataclass(frozen=True)
class Scope:
    """What the objects around a record say of it."""

    names: Names = ()
    """The keys that name it, outermost first, and what sort of name each is, where that is said."""
    method: str = ""
    benchmark: str = ""
    n: int | None = None
    seed: int | None = None
    factors: Mapping[str, str] = field(default_factory=dict)
    protocol: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Leaf:
    """One result as its file prints it."""

    metric: str
    printed: str
    path: str
    scope: Scope
    sd: str = ""
    seeds: tuple[str, ...] = ()
    """The single values behind it, by seed."""


@dataclass(frozen=True)
class Entry:
    """A number or a list of them inside a record, before its statistics are folded."""

    metric: str
    statistic: Statistic
    values: tuple[str, ...]
    path: str


def leaves(
    tree: Tree, *, path: str = "", scope: Scope | None = None, depth: int = 0
) -> Iterator[Leaf]:
    """Every result of `tree`; logs, settings, NaN, null and truth values are no results."""
    around = scope or Scope()
    if depth > MAX_DEPTH:
        return
    if isinstance(tree, list):
        yield from _listed(tree, path, around, depth)
    if not isinstance(tree, dict):
        return
    inside = _described(tree, around)
    yield from _folded(list(_entries(tree, path, "value", "")), inside)
    for key, child, at in _children(tree, path):
        kind = CONTAINERS.get(keys.plain(key))
        if kind and isinstance(child, dict) and not _is_record(child):
            for name, record in child.items():
                named = replace(inside, names=(*inside.names, (kind, name)))
                yield from leaves(record, path=_join(at, name), scope=named, depth=depth + 2)
            continue
        own: Names = () if kind or isinstance(child, list) else (("", key),)
        named = replace(inside, names=(*inside.names, *own))
        yield from leaves(child, path=at, scope=named, depth=depth + 1)


def is_log(tree: Tree) -> bool:
    """Whether a list of objects runs over steps or epochs: a curve, not a table of results."""
    if not isinstance(tree, list) or len(tree) < 3 or not all(isinstance(r, dict) for r in tree):
        return False
    if any(key in row for row in tree for key in (*METHOD, *BENCHMARK)):
        return False
    for clock in ("step", "epoch", "iter", "iteration", "global_step", "batch"):
        ticks = [row.get(clock) for row in tree]
        if len(set(map(str, ticks))) == len(tree) and all(isinstance(t, Figure) for t in ticks):
            return True
    return False


def logs(tree: Tree, depth: int = 0) -> int:
    """How many histories `leaves` passes over."""
    if depth > MAX_DEPTH:
        return 0
    if isinstance(tree, dict):
        told = [(keys.plain(k), v) for k, v in tree.items() if not k.startswith("_")]
        return sum(
            1 if _is_curve(k, v, STATISTICS.get(k, "value")) else logs(v, depth + 1)
            for k, v in told
        )
    if isinstance(tree, list) and tree and not isinstance(tree[0], Figure):
        return 1 if is_log(tree) else sum(logs(v, depth + 1) for v in tree)
    return 0


def mean(values: tuple[str, ...]) -> str:
    """The mean of printed numbers, two digits finer than they are."""
    numbers = [Decimal(v) for v in values]
    finest = max(-int(n.as_tuple().exponent) for n in numbers)
    with localcontext(prec=60):
        digits = Decimal(1).scaleb(-min(max(finest, 0) + 2, 20))
        return f"{(sum(numbers, Decimal(0)) / len(numbers)).quantize(digits):f}"


def spread(values: tuple[str, ...]) -> str:
    """The sample sd of printed numbers, to six significant digits; empty for fewer than two."""
    return f"{Decimal(f'{stdev(map(float, values)):.6g}'):f}" if len(values) > 1 else ""


def is_plausible(number: str) -> bool:
    """Whether a number has a size and length that a result can have."""
    power = re.search(r"[eE]([+-]?\d+)", number)
    return len(number) <= 60 and (power is None or -60 <= int(power[1]) <= 20)


def _listed(items: list[Tree], path: str, scope: Scope, depth: int) -> Iterator[Leaf]:
    if is_log(items):
        return
    for index, item in enumerate(items):
        if isinstance(item, dict):
            told = _described(item, scope)
            same = (told.method, told.benchmark, told.seed, told.factors) == (
                scope.method, scope.benchmark, scope.seed, scope.factors,
            )  # fmt: skip
            named = replace(scope, names=(*scope.names, ("item", str(index)))) if same else scope
            yield from leaves(item, path=f"{path}[{index}]", scope=named, depth=depth + 1)


def _children(tree: dict[str, Tree], path: str) -> Iterator[tuple[str, Tree, str]]:
    """Objects and lists that hold records of their own, through wrappers: (key, child, path)."""
    for key, child in tree.items():
        word, at = keys.plain(key), _join(path, key)
        if key.startswith("_") or word in SETTINGS | IGNORED:
            continue
        if isinstance(child, list) and any(isinstance(item, dict) for item in child):
            yield key, child, at
        elif isinstance(child, dict) and not _is_own(word, child):
            if word in WRAPPERS:
                yield from _children(child, at)
            else:
                yield key, child, at


def _is_own(word: str, child: dict[str, Tree]) -> bool:
    """Whether the numbers of an object belong to the record around it."""
    return _is_statistics(child) or (word in {*STATISTICS, *SPLITS} and _is_flat(child))


def _entries(tree: dict[str, Tree], path: str, told: Statistic, prefix: str) -> Iterator[Entry]:
    for key, child in tree.items():
        word, at = keys.plain(key), _join(path, key)
        if key.startswith("_") or word in SETTINGS | IGNORED:
            continue
        if isinstance(child, dict):
            yield from _nested(word, child, at, told, prefix)
        elif isinstance(child, list):
            yield from _series(prefix + key, child, at, told)
        elif (number := _figure(child)) and not keys.is_setting(word, number):
            yield Entry(prefix + key, told, (number,), at)


def _nested(
    word: str, child: dict[str, Tree], at: str, told: Statistic, prefix: str
) -> Iterator[Entry]:
    if _is_statistics(child):
        for key, value in child.items():
            yield from _statistic(prefix + word, key, value, _join(at, key))
    elif word in STATISTICS and _is_flat(child):
        yield from _entries(child, at, STATISTICS[word], prefix)
    elif word in WRAPPERS:
        yield from _entries(child, at, told, prefix)
    elif word in SPLITS and _is_flat(child):
        yield from _entries(child, at, told, f"{prefix}{word}_")


def _statistic(metric: str, key: str, value: Tree, at: str) -> Iterator[Entry]:
    """A part of a metric that is written as an object: `{"mean": 0.9, "std": 0.1}`."""
    word = keys.plain(key)
    kind = STATISTICS.get(word, "value")
    if isinstance(value, list):
        yield from _series(metric, value, at, kind)
    elif (number := _figure(value)) and word not in SEED_COUNT | SIZE:
        own = kind == "value" and word not in ("value", "score")
        yield Entry(f"{metric}_{word}" if own else metric, kind, (number,), at)


def _series(metric: str, items: list[Tree], at: str, told: Statistic) -> Iterator[Entry]:
    """A list of numbers: the ends of an interval, or the values of several seeds."""
    if not items or not isinstance(items[0], Figure) or _is_curve(keys.plain(metric), items, told):
        return
    numbers = tuple(n for item in items if isinstance(item, Figure) and (n := _figure(item)))
    if len(numbers) != len(items):
        return
    if not keys.is_interval(keys.plain(metric)):
        yield Entry(metric, "seeds", numbers, at)
    elif len(numbers) == 2:
        yield Entry(f"{metric}_low", "value", numbers[:1], f"{at}[0]")
        yield Entry(f"{metric}_high", "value", numbers[1:], f"{at}[1]")


def _folded(entries: list[Entry], scope: Scope) -> Iterator[Leaf]:
    """One leaf a metric: its mean (or single value), with spread and seeds attached."""
    named = {e.metric for e in entries}
    groups: dict[str, dict[Statistic, Entry]] = {}
    for entry in entries:
        stem, statistic = _split(entry, named)
        groups.setdefault(stem, {}).setdefault(statistic, entry)
    for stem, group in groups.items():
        main = group.get("mean") or group.get("value") or group.get("seeds")
        if main is not None:
            yield _leaf(stem, main, group, scope)
        for alone in group.values() if main is None else ():
            yield _leaf(alone.metric, alone, {}, scope)


def _split(entry: Entry, named: set[str]) -> tuple[str, Statistic]:
    """`acc_mean` is the mean of `acc` if something else tells of `acc` too, or its wrapper does."""
    parts = keys.statistic(entry.metric)
    if parts is None:
        return entry.metric, entry.statistic
    stem, kind = parts
    others = named - {entry.metric}
    partners = stem in others or any((o := keys.statistic(n)) and o[0] == stem for n in others)
    if entry.statistic == kind or keys.is_over_seeds(entry.metric) or partners:
        return stem, kind
    return entry.metric, entry.statistic


def _leaf(metric: str, main: Entry, group: dict[Statistic, Entry], scope: Scope) -> Leaf:
    seeds = group["seeds"].values if "seeds" in group else ()
    protocol = dict(scope.protocol)
    if seeds:
        protocol["seeds"] = str(len(seeds))
    if "stderr" in group:
        protocol["stderr"] = group["stderr"].values[0]
    return Leaf(
        metric=metric,
        printed=mean(main.values) if len(main.values) > 1 else main.values[0],
        path=main.path,
        scope=replace(scope, protocol=protocol),
        sd=group["sd"].values[0] if "sd" in group else spread(seeds),
        seeds=seeds if len(seeds) > 1 else (),
    )


def _described(tree: dict[str, Tree], scope: Scope) -> Scope:
    """The scope with what this object says of itself: names, sizes, seeds and settings."""
    texts, numbers = _texts(tree), _settings(tree)
    method = next((k for k in METHOD if k in texts), "")
    benchmark = next((k for k in BENCHMARK if k in texts), "")
    spare = [k for k in texts if k in IDENTIFIER or (k in METHOD and k != method)]
    names = {*METHOD, *IDENTIFIER, benchmark}
    told = {k: v for k, v in texts.items() if k not in names and not keys.is_private(v)}
    size = next((numbers.pop(k) for k in list(numbers) if k in SIZE), "")
    seed = next((numbers.pop(k) for k in list(numbers) if k in SEED), "")
    count = next((numbers.pop(k) for k in list(numbers) if k in SEED_COUNT), "")
    return replace(
        scope,
        method=texts.get(method, scope.method),
        benchmark=texts.get(benchmark, scope.benchmark),
        n=_whole(size) if size else scope.n,
        seed=_whole(seed) if seed else scope.seed,
        factors={**scope.factors, **{("name" if k == "method" else k): texts[k] for k in spare}},
        protocol={**scope.protocol, **told, **numbers, **({"seeds": count} if count else {})},
    )


def _texts(tree: dict[str, Tree]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, dict) and keys.plain(key) in WRAPPERS:
            found.update(_texts(value))
        elif _is_short(value) and not key.startswith("_") and not figure(value):
            found[keys.plain(key)] = value.strip()
    return found


def _settings(tree: dict[str, Tree]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in tree.items():
        word = keys.plain(key)
        if isinstance(value, dict) and word in SETTINGS:
            short = {keys.plain(k): str(v) for k, v in value.items() if _is_short(v)}
            found.update({k: v for k, v in short.items() if not keys.is_private(v)})
        elif isinstance(value, dict) and word in WRAPPERS:
            found.update(_settings(value))
        elif isinstance(value, Figure) and keys.is_setting(word, value):
            found[word] = str(value)
    return found


def _is_short(value: Tree) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= 80


def _is_statistics(tree: dict[str, Tree]) -> bool:
    """`{"mean": 0.9, "std": 0.1, "n": 3}`: a metric written as an object."""
    words = {keys.plain(k) for k in tree}
    named = bool(words & {*STATISTICS, "value", "score"})
    return named and words <= PARTS_OF_STATISTICS and _is_flat(tree)


def _is_flat(tree: dict[str, Tree]) -> bool:
    return not any(isinstance(v, dict) for v in tree.values())


def _is_record(tree: dict[str, Tree]) -> bool:
    return any(isinstance(v, Figure) for v in tree.values())


def _is_curve(word: str, value: Tree, told: Statistic) -> bool:
    """Whether a list runs over steps, epochs or batches instead of seeds."""
    if not isinstance(value, list) or not value or isinstance(value[0], dict | list):
        return is_log(value)
    if told == "seeds":
        return len(value) > MAX_LISTED_SEEDS
    return keys.is_history(word) or len(value) > MAX_SEEDS


def _figure(value: Tree) -> str:
    """A number, or a text that is clearly one: with a point, a per cent sign or a spread."""
    if isinstance(value, Figure):
        return str(value) if is_plausible(value) else ""
    if isinstance(value, str) and any(m in value for m in ".%±") and (number := figure(value)):
        return str(number)
    return ""


def _whole(text: str) -> int | None:
    return int(text) if text.isdigit() and len(text) < 16 else None


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
