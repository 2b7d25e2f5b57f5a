"""Which results does a tree of values hold, and under which names?

A record is an object with numbers in it; its path is its name, and the texts beside the numbers describe it. `means`,
`stderrs` and lists over seeds are folded into one leaf a metric; settings become its protocol.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, localcontext
from statistics import stdev
from typing import Literal

from claimcheck.witnesses.decode import MAX_DEPTH, Figure, Tree, figure

Kind = Literal["run", "benchmark", "seed", ""]
Statistic = Literal["value", "mean", "sd", "stderr", "seeds"]

MAX_SEEDS = 10
"""A longer list, unless its key says that it runs over seeds, is taken for a history."""

METHOD = "arm method model_name method_name name approach algorithm variant model experiment".split()
IDENTIFIER = frozenset({"run", "run_name", "exp_name", "run_id", "regime", "split"})
BENCHMARK = "benchmark dataset dataset_name eval_dataset task task_name benchmark_name env environment domain".split()
SEED = frozenset({"seed", "random_seed", "rng_seed"})
SIZE = frozenset(
    "n val_samples test_samples eval_samples num_examples n_examples num_samples n_samples test_size val_size n_test"
    " num_test n_eval n_val num_eval test_examples eval_examples num_val support total".split()
)
SEED_COUNT = frozenset("n_seeds num_seeds seeds n_runs num_runs n_trials num_trials repeats".split())
CONTAINERS: Mapping[str, Kind] = {
    **dict.fromkeys("runs models methods ablations experiments arms variants baselines configs systems".split(), "run"),
    **dict.fromkeys("datasets tasks benchmarks domains envs environments languages".split(), "benchmark"),
    **dict.fromkeys("seeds trials repeats replicates per_seed by_seed".split(), "seed"),
}  # fmt: skip
WRAPPERS = frozenset(
    "results result metrics metric eval evaluation scores final summary final_info final_results aggregate aggregated"
    " performance values stats statistics".split()
)
STATISTICS: Mapping[str, Statistic] = {
    **dict.fromkeys("mean means avg average averages".split(), "mean"),
    **dict.fromkeys("sd std stds stdev stddev std_dev stdevs deviation".split(), "sd"),
    **dict.fromkeys("stderr stderrs sem se std_err standard_error".split(), "stderr"),
    **dict.fromkeys("final_info_dict raw raw_values per_seed by_seed seed_values all_seeds seeds values".split(), "seeds"),
}  # fmt: skip
SETTINGS = frozenset(
    "params config hyperparameters hyperparams hparams args settings setup metadata meta options cfg training_config"
    " train_config versions hardware system".split()
)
IGNORED = frozenset({"tolerance", "tolerances", "thresholds", "schema", "license"})
_SETTING = re.compile(
    r"(?:(?:train|training|probe|eval|num|n|max|min|total|global|base|init|initial|peak|number_of)_)*"
    r"(?:lr|learning_rate|weight_decay|wd|epochs?|steps?|iters?|iterations?|batch_?size|bs|warmup\w*|momentum|dropout"
    r"|layers?|hidden\w*|dims?|embed\w*|width|heads?|vocab\w*|seq(?:uence)?_?len\w*|context\w*|workers|n?gpus?|batch(?:es)?"
    r"|patience|temperature|beta_?\d?|gamma|alpha|lambda|eps(?:ilon)?|accum\w*|clip\w*|repeats?|version|schema_version"
    r"|year|resolution|image_size|frames|folds?|k|world_size|port|index|id|timestamp|checkpoint|ckpt)"
)
_TRAINING_SIZE = re.compile(r"\w*train\w*_(?:samples|examples|size)|(?:n|num)_(?:train|\w+)")
_INTERVAL = re.compile(r"(?:^|_)(?:ci\d*|confidence\w*|interval|bounds|range|iqr)(?:_|$)")
_HISTORY = re.compile(
    r"histor\w*|curves?|per_(?:epoch|batch|step|iter)\w*|trajector\w*|logs?|losses|epochs|steps|timestamps|train_info"
)
_SUFFIX = re.compile(r"(.+?)_(?:seed_)?(mean|avg|std|sd|stdev|stddev|stderr|sem)")
_PREFIX = re.compile(r"(mean|avg|std|sd|stdev|stddev|stderr|sem)_(.+)")
_PRIVATE = re.compile(r"[\w.+-]*/[^\s]*|\d{4}-\d\d-\d\d.*|[0-9a-f]{12,}|.*\.(?:pt|pth|tar|ya?ml|json|ckpt)")


@dataclass(frozen=True)
class Leaf:
    """One result as its file prints it."""

    metric: str
    printed: str
    path: str
    names: tuple[tuple[Kind, str], ...] = ()
    """The keys that name its record, outermost first, and what sort of name each is where its container says so."""
    sd: str = ""
    seeds: tuple[str, ...] = ()
    """The single values behind it, by seed."""
    method: str = ""
    benchmark: str = ""
    n: int | None = None
    seed: int | None = None
    factors: Mapping[str, str] = field(default_factory=dict)
    protocol: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Scope:
    """What the objects around a record say of it."""

    names: tuple[tuple[Kind, str], ...] = ()
    method: str = ""
    benchmark: str = ""
    n: int | None = None
    seed: int | None = None
    factors: Mapping[str, str] = field(default_factory=dict)
    protocol: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """A number or a list of them inside a record, before its statistics are folded."""

    metric: str
    statistic: Statistic
    values: tuple[str, ...]
    path: str


def leaves(tree: Tree, *, path: str = "", scope: Scope | None = None, depth: int = 0) -> Iterator[Leaf]:
    """Every result of `tree`; histories, settings, NaN, null and truth values are no results."""
    around = scope or Scope()
    if depth > MAX_DEPTH:
        return
    if isinstance(tree, list):
        yield from _listed(tree, path, around, depth)
    if not isinstance(tree, dict):
        return
    inside = _described(tree, around)
    yield from _folded(list(_entries(tree, path, "value", "")), inside)
    for key, child, at, name in _children(tree, path):
        kind = CONTAINERS.get(_plain(key))
        if kind and isinstance(child, dict) and not _is_record(child):
            for each, grandchild in child.items():
                named = replace(inside, names=(*inside.names, *name, (kind, each)))
                yield from leaves(grandchild, path=_join(at, each), scope=named, depth=depth + 2)
            continue
        own = () if kind or isinstance(child, list) else (("", key),)
        named = replace(inside, names=(*inside.names, *name, *own))
        yield from leaves(child, path=at, scope=named, depth=depth + 1)


def is_history(tree: Tree) -> bool:
    """Whether a list of objects is a log over steps or epochs: a curve, not a table of results."""
    if not isinstance(tree, list) or len(tree) < 3 or not all(isinstance(row, dict) for row in tree):
        return False
    clocks = ("step", "epoch", "iter", "iteration", "global_step", "batch")
    for clock in clocks:
        ticks = [row.get(clock) for row in tree]
        if len(set(map(str, ticks))) == len(tree) and all(isinstance(t, Figure) for t in ticks):
            return not any(key in row for row in tree for key in (*METHOD, *BENCHMARK))
    return False


def left_out(tree: Tree, depth: int = 0) -> int:
    """How many histories `leaves` passes over."""
    if depth > MAX_DEPTH:
        return 0
    if isinstance(tree, dict):
        return sum(
            1 if _is_curve(_plain(k), v) else left_out(v, depth + 1) for k, v in tree.items() if not k.startswith("_")
        )
    if isinstance(tree, list) and tree and not isinstance(tree[0], Figure):
        return 1 if is_history(tree) else sum(left_out(v, depth + 1) for v in tree)
    return 0


def mean(values: tuple[str, ...]) -> str:
    """The mean of printed numbers, two digits finer than they are."""
    numbers = [Decimal(v) for v in values]
    finest = max(-int(n.as_tuple().exponent) for n in numbers)
    with localcontext(prec=60):
        digits = Decimal(1).scaleb(-min(max(finest, 0) + 2, 20))
        return f"{(sum(numbers) / len(numbers)).quantize(digits):f}"


def spread(values: tuple[str, ...]) -> str:
    """The sample standard deviation of printed numbers, to six significant digits; empty for fewer than two."""
    return f"{Decimal(f'{stdev(map(float, values)):.6g}'):f}" if len(values) > 1 else ""


def is_plausible(number: str) -> bool:
    """Whether a number has a size and length that a result can have."""
    power = re.search(r"[eE]([+-]?\d+)", number)
    return len(number) <= 60 and (power is None or -60 <= int(power[1]) <= 20)


def _listed(items: list[Tree], path: str, scope: Scope, depth: int) -> Iterator[Leaf]:
    if is_history(items):
        return
    for index, item in enumerate(items):
        if isinstance(item, dict):
            told = _described(item, scope)
            anonymous = (told.method, told.benchmark, told.seed) == (scope.method, scope.benchmark, scope.seed)
            named = replace(scope, names=(*scope.names, ("", str(index)))) if anonymous else scope
            yield from leaves(item, path=f"{path}[{index}]", scope=named, depth=depth + 1)


def _children(tree: dict[str, Tree], path: str) -> Iterator[tuple[str, Tree, str, tuple[tuple[Kind, str], ...]]]:
    """Objects and lists of objects that hold records of their own, through wrappers: (key, child, path, names)."""
    for key, child in tree.items():
        plain = _plain(key)
        if key.startswith("_") or plain in SETTINGS | IGNORED or not isinstance(child, dict | list):
            continue
        if isinstance(child, dict) and ((plain in STATISTICS and _is_flat(child)) or _is_statistics(child)):
            continue
        if isinstance(child, dict) and plain in WRAPPERS:
            yield from _children(child, _join(path, key))
        elif isinstance(child, dict) and plain in ("train", "val", "test", "validation", "dev") and _is_flat(child):
            continue
        elif isinstance(child, dict) or any(isinstance(item, dict) for item in child):
            yield key, child, _join(path, key), ()


def _entries(tree: dict[str, Tree], path: str, statistic: Statistic, prefix: str) -> Iterator[Entry]:
    for key, child in tree.items():
        plain, at = _plain(key), _join(path, key)
        if key.startswith("_") or plain in SETTINGS | IGNORED:
            continue
        if isinstance(child, dict):
            yield from _nested(plain, child, at, statistic, prefix)
        elif isinstance(child, list):
            yield from _series(prefix + plain, child, at, statistic)
        elif (number := _figure(child)) and not _is_setting(plain, number):
            yield Entry(prefix + key, statistic, (number,), at)


def _nested(plain: str, child: dict[str, Tree], at: str, statistic: Statistic, prefix: str) -> Iterator[Entry]:
    if _is_statistics(child):
        for key, value in child.items():
            yield from _statistic(prefix + plain, key, value, _join(at, key))
    elif plain in STATISTICS and _is_flat(child):
        yield from _entries(child, at, STATISTICS[plain], prefix)
    elif plain in WRAPPERS:
        yield from _entries(child, at, statistic, prefix)
    elif plain in ("train", "val", "test", "validation", "dev") and _is_flat(child):
        yield from _entries(child, at, statistic, f"{prefix}{plain}_")


def _statistic(metric: str, key: str, value: Tree, at: str) -> Iterator[Entry]:
    kind = STATISTICS.get(_plain(key), "value")
    if isinstance(value, list):
        yield from _series(metric, value, at, "seeds" if kind == "seeds" else "value")
    elif (number := _figure(value)) and _plain(key) not in SEED_COUNT | SIZE:
        own = kind == "value" and _plain(key) not in ("value", "score")
        yield Entry(f"{metric}_{key}" if own else metric, kind, (number,), at)


def _series(metric: str, items: list[Tree], at: str, statistic: Statistic) -> Iterator[Entry]:
    numbers = tuple(n for item in items[:1000] if isinstance(item, Figure) and (n := _figure(item)))
    if not numbers or len(numbers) != len(items) or _is_curve(metric, items, seeds=statistic == "seeds"):
        return
    if _INTERVAL.search(metric):
        if len(numbers) == 2:
            for end, number in zip(("low", "high"), enumerate(numbers), strict=True):
                yield Entry(f"{metric}_{end}", "value", (number[1],), f"{at}[{number[0]}]")
        return
    yield Entry(metric, "seeds", numbers, at)


def _folded(entries: list[Entry], scope: Scope) -> Iterator[Leaf]:
    """One leaf a metric: its mean (or single value), with spread and seeds attached."""
    stems = {e.metric for e in entries}
    groups: dict[str, dict[Statistic, Entry]] = {}
    for entry in entries:
        stem, statistic = _split(entry, stems)
        groups.setdefault(stem, {}).setdefault(statistic, entry)
    for stem, group in groups.items():
        main = group.get("mean") or group.get("value") or group.get("seeds")
        if main is None:
            alone = next(iter(group.values()))
            yield _leaf(alone.metric, alone, {}, scope)
        else:
            yield _leaf(stem, main, group, scope)


def _split(entry: Entry, stems: set[str]) -> tuple[str, Statistic]:
    """`acc_mean` is the mean of `acc` if something else tells of `acc` too, or if its wrapper says mean already."""
    plain = entry.metric
    suffix, prefix = _SUFFIX.fullmatch(plain), _PREFIX.fullmatch(plain)
    stem, word = (suffix[1], suffix[2]) if suffix else (prefix[2], prefix[1]) if prefix else ("", "")
    if not stem:
        return plain, entry.statistic
    kind = STATISTICS[word]
    partners = [s for s in stems - {plain} if s == stem or _partner(s, stem)]
    if entry.statistic == kind or (suffix and "_seed_" in plain) or partners:
        return stem, kind
    return plain, entry.statistic


def _partner(other: str, stem: str) -> bool:
    suffix, prefix = _SUFFIX.fullmatch(other), _PREFIX.fullmatch(other)
    return bool((suffix and suffix[1] == stem) or (prefix and prefix[2] == stem))


def _leaf(metric: str, main: Entry, group: dict[Statistic, Entry], scope: Scope) -> Leaf:
    seeds = group["seeds"].values if "seeds" in group else ()
    listed = main.statistic == "seeds" and len(main.values) > 1
    sd = group["sd"].values[0] if "sd" in group else spread(seeds)
    protocol = dict(scope.protocol)
    if seeds:
        protocol["seeds"] = str(len(seeds))
    if "stderr" in group:
        protocol["stderr"] = group["stderr"].values[0]
    return Leaf(
        metric=metric, printed=mean(main.values) if listed else main.values[0], path=main.path, names=scope.names,
        sd=sd, seeds=seeds if len(seeds) > 1 else (), method=scope.method, benchmark=scope.benchmark, n=scope.n,
        seed=scope.seed, factors=scope.factors, protocol=protocol,
    )  # fmt: skip


def _described(tree: dict[str, Tree], scope: Scope) -> Scope:
    """The scope with what this object says of itself: names, sizes, seeds and settings."""
    texts, numbers = _texts(tree), _settings(tree)
    method = next((k for k in METHOD if k in texts), "")
    benchmark = next((k for k in BENCHMARK if k in texts), "")
    others = [k for k in texts if k in IDENTIFIER or (k in METHOD and k != method)]
    spare = {("name" if k == "method" else k): texts[k] for k in others}
    told = {k: v for k, v in texts.items() if k not in {*METHOD, *IDENTIFIER, benchmark} and not _PRIVATE.fullmatch(v)}
    size = next((numbers.pop(k) for k in list(numbers) if k in SIZE), None)
    seed = next((numbers.pop(k) for k in list(numbers) if k in SEED), None)
    count = next((numbers.pop(k) for k in list(numbers) if k in SEED_COUNT), None)
    seeds = {"seeds": count} if count else {}
    return replace(
        scope,
        method=texts.get(method, scope.method),
        benchmark=texts.get(benchmark, scope.benchmark),
        n=_whole(size) if size else scope.n,
        seed=_whole(seed) if seed else scope.seed,
        factors={**scope.factors, **spare},
        protocol={**scope.protocol, **told, **numbers, **seeds},
    )


def _texts(tree: dict[str, Tree]) -> dict[str, str]:
    found = {}
    for key, value in tree.items():
        if isinstance(value, str) and not isinstance(value, Figure) and not key.startswith("_"):
            if 0 < len(value.strip()) <= 80 and not figure(value):
                found[_plain(key)] = value.strip()
        elif isinstance(value, dict) and _plain(key) in WRAPPERS:
            found.update(_texts(value))
    return found


def _settings(tree: dict[str, Tree]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in tree.items():
        plain = _plain(key)
        if isinstance(value, dict) and plain in SETTINGS:
            found.update({_plain(k): str(v) for k, v in value.items() if _is_short(v)})
        elif isinstance(value, dict) and plain in WRAPPERS:
            found.update(_settings(value))
        elif isinstance(value, Figure) and _is_setting(plain, value):
            found[plain] = str(value)
    return found


def _is_short(value: Tree) -> bool:
    return isinstance(value, str) and len(value) <= 80 and not _PRIVATE.fullmatch(value)


def _is_setting(plain: str, value: str) -> bool:
    if plain in SEED | SIZE | SEED_COUNT or _SETTING.fullmatch(plain):
        return True
    return bool(_TRAINING_SIZE.fullmatch(plain)) and value.isdigit()


def _is_statistics(tree: dict[str, Tree]) -> bool:
    """`{"mean": 0.9, "std": 0.1, "n": 3}`: a metric written as an object."""
    known = set(STATISTICS) | SEED_COUNT | SIZE | {"value", "score", "min", "max", "median", "ci", "ci_low", "ci_high"}
    keys = {_plain(k) for k in tree}
    return bool(keys & ({*STATISTICS, "value", "score"})) and keys <= known and _is_flat(tree)


def _is_flat(tree: dict[str, Tree]) -> bool:
    return not any(isinstance(v, dict) for v in tree.values())


def _is_record(tree: dict[str, Tree]) -> bool:
    return any(isinstance(v, Figure) for v in tree.values())


def _is_curve(plain: str, value: Tree, *, seeds: bool = False) -> bool:
    if not isinstance(value, list) or not value or isinstance(value[0], dict | list):
        return isinstance(value, list) and is_history(value)
    if _HISTORY.search(plain) and not seeds:
        return True
    return len(value) > (100 if seeds else MAX_SEEDS)


def _figure(value: Tree) -> str:
    """A number, or a text that is unmistakably one: with a point, a per cent sign or a spread."""
    if isinstance(value, Figure):
        return str(value) if is_plausible(value) else ""
    if isinstance(value, str) and any(mark in value for mark in ".%±") and (number := figure(value)):
        return str(number)
    return ""


def _whole(text: str) -> int | None:
    return int(text) if text.isdigit() and len(text) < 16 else None


def _plain(key: str) -> str:
    return re.sub(r"[\s\-]+", "_", key.strip().lower())


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
