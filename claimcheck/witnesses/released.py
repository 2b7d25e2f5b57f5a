"""What do the result files that the authors released say?

A tidy or wide CSV, one JSON file, or a folder of runs becomes measurements. Folder names say which
run a number is of, keys say the benchmark and the metric, and each value keeps the digits of its
file.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from claimcheck import lexicon
from claimcheck.errors import WitnessError
from claimcheck.number import exact, parse
from claimcheck.record import Measurement, Place, Reported, Unit
from claimcheck.witnesses.decode import Figure, Tree
from claimcheck.witnesses.files import File, load
from claimcheck.witnesses.keys import BENCHMARK, IDENTIFIER, METHOD, SEED, SIZE
from claimcheck.witnesses.leaves import Leaf, is_log, is_plausible, leaves, logs
from claimcheck.witnesses.zeros import restore_zeros

MAX_RESULTS = 20_000

_GENERIC = re.compile(
    r"results?|metrics?|evals?|evaluations?|scores?|final|info|summary|summaries|outputs?|log|all"
    r"|json|numbers|report"
)
_CHECKPOINT = re.compile(
    r"(?:ckpt|checkpoint|step|epoch|iter|best|last|latest|model)[_-]?\d*|table\d+.*|fig\d+.*"
)
_SEED_NAME = re.compile(r"(?:^|[_\-/ .])seed[_\-= ]?(\d{1,6})(?=$|[_\-/ .])", re.IGNORECASE)
_LAST_NUMBER = re.compile(r"(.+)_(\d{1,3})")
_PERCENT = re.compile(
    r"[_\s]*(?:\(%\)|\[%\]|%|percentage|percent|pct)[_\s]*$|^(?:percent|pct)_", re.IGNORECASE
)
_SHARE = re.compile(
    r"(?:^|_)(?:b?acc|accuracy|top_?[1-9]\d?|err|error|error_rate|em|exact_match|pass|success)"
    r"(?:_|$)"
)


@dataclass(frozen=True)
class Released:
    """The results of one release."""

    measurements: tuple[Measurement, ...]
    """One a run, benchmark and metric: the mean where a file holds one, else the single value."""
    seeds: tuple[Measurement, ...] = ()
    """The single values behind those means; kept apart, so that nothing counts twice."""
    warnings: tuple[str, ...] = ()
    """Files that could not be read, and what was left out."""
    digest: str = ""
    """sha256 over the files read."""


def measure(path: Path) -> tuple[Measurement, ...]:
    """The results of a CSV, JSON or YAML file, or of a folder of them. Raises WitnessError with the
    remedy."""
    return read(path).measurements


def read(path: Path) -> Released:
    """The results with what lies behind them; raises WitnessError where there are none."""
    if not os.path.exists(path):
        raise WitnessError(
            f"no released results at {path}",
            remedy="name a result file or a folder of runs that may be read",
        )
    warnings: list[str] = []
    files, check = load(path, warnings)
    informative = len({f.stem for f in files}) > 1
    folders = _by_folder(files)
    found: list[Measurement] = []
    singles: list[Measurement] = []
    for file in files:
        rows, behind = _measured(file, folders[file.folder], informative=informative)
        found += rows
        singles += behind
        if len(found) > MAX_RESULTS:
            del found[MAX_RESULTS:]
            warnings.append(
                f"more than {MAX_RESULTS:,} results: those from some place in {file.name} on were"
                " left out; name the folder or file that matters"
            )
            break
    if not found:
        raise WitnessError(
            _nothing(path, files, warnings),
            remedy="name a CSV, JSON or YAML file with numeric results",
        )
    if curves := sum(logs(f.tree) for f in files):
        warnings.append(
            f"{curves} histories over steps or batches were left out:"
            " the last value of a curve need not be the result"
        )
    warnings += _misnamed(found)
    means = restore_zeros(_by_run(found))
    return Released(means, _distinct(_by_run(singles)), tuple(warnings), check)


def _misnamed(found: Sequence[Measurement]) -> list[str]:
    """Files that call themselves what another folder is called, against the rest of their own."""
    names: dict[str, Counter[str]] = {}
    for m in found:
        if run := m.factors.get("run", ""):
            names.setdefault(run, Counter())[m.method] += 1
    usual = {run: told.most_common(1)[0][0] for run, told in names.items()}
    odd = {
        f"{m.where.source} calls itself {m.method}, which is another folder's name;"
        f" the rest of its folder says {usual[run]}": None
        for m in found
        if (run := m.factors.get("run", "")) and usual[run] != m.method in usual.values()
    }
    return list(odd)


def _nothing(path: Path, files: Sequence[File], warnings: Sequence[str]) -> str:
    if warnings and not files:
        return f"no result file of {path} can be read: {warnings[0]}"
    return f"no numeric result in {path}"


def _measured(
    file: File, beside: _Beside, *, informative: bool
) -> tuple[list[Measurement], list[Measurement]]:
    """The measurements of a file, and the single seeds behind them."""
    tree = file.tree
    if isinstance(tree, list) and is_log(tree):
        return [], []
    if _is_tidy(tree):
        numbered = enumerate(islice(tree, MAX_RESULTS + 1), 1)
        return [m for line, row in numbered for m in _tidy(row, line, file)], []
    if isinstance(tree, list) and file.name.lower().endswith(("csv", "tsv")):
        tree = _with_method(tree)
    extra, seed, is_single = _stem_names(file, beside) if informative else ("", None, False)
    found: list[Measurement] = []
    behind: list[Measurement] = []
    for leaf in islice(leaves(tree), MAX_RESULTS + 1):
        own = leaf if seed is None else replace(leaf, scope=replace(leaf.scope, seed=seed))
        rows = _named(own, file, extra)
        (behind if is_single else found).extend(rows[:1])
        behind += rows[1:]
    return found, behind


def _is_tidy(tree: Tree) -> bool:
    """Rows with a column `value`: one result a row."""
    if not isinstance(tree, list) or not tree or not isinstance(tree[0], dict):
        return False
    keys = {k.lower() for row in tree[:50] if isinstance(row, dict) for k in row}
    return "value" in keys and bool(keys & {"metric", *BENCHMARK, *METHOD})


def _tidy(row: Mapping[str, Tree], line: int, file: File) -> Iterator[Measurement]:
    cells = {
        k.lower(): str(v).strip() for k, v in row.items() if isinstance(v, str) and str(v).strip()
    }
    metric = cells.pop("metric", "")
    value = _reported(
        cells.pop("value", ""), metric, sd=cells.pop("sd", "") or cells.pop("std", "")
    )
    if value is None:
        return
    method = next((k for k in METHOD if k in cells), "")
    benchmark = next((k for k in BENCHMARK if k in cells), "")
    size, seed = _pop_whole(cells, SIZE), _pop_whole(cells, SEED)
    place = Place(source=cells.pop("file", file.name), path=cells.pop("path", f"row {line}"))
    names = {k: v for k, v in cells.items() if k in IDENTIFIER or (k in METHOD and k != method)}
    told = {k: v for k, v in cells.items() if k not in names and k not in (method, benchmark)}
    yield Measurement(
        witness="released",
        method=cells.get(method, ""),
        benchmark=cells.get(benchmark, ""),
        metric=metric,
        value=value,
        n=size,
        seed=seed,
        factors={("name" if k == "method" else k): v for k, v in names.items()},
        protocol=told,
        better=lexicon.better(_words(metric)),
        where=place,
    )


def _pop_whole(cells: dict[str, str], names: Iterable[str]) -> int | None:
    found = next((k for k in cells if k in names), None)
    text = cells.pop(found) if found else ""
    return int(text) if text.isdigit() and len(text) < 16 else None


def _with_method(rows: list[dict[str, Tree]]) -> list[dict[str, Tree]]:
    """A wide table whose first column holds names under a header of its own: those names are the
    methods."""
    lowered = [
        {k.lower() if k.lower() in {*METHOD, *BENCHMARK} else k: v for k, v in row.items()}
        for row in rows
    ]
    if not rows or any(k in METHOD for k in lowered[0]):
        return lowered
    first = next(iter(lowered[0]))
    if first in BENCHMARK or any(isinstance(row.get(first), Figure) for row in lowered):
        return lowered
    return [
        {"method": row.get(first), **{k: v for k, v in row.items() if k != first}}
        for row in lowered
    ]


@dataclass(frozen=True)
class _Beside:
    """The files of one folder."""

    stems: Mapping[str, int]
    """Each with its place in the order of files."""
    series: Set[str]
    """The `x` of files `x_0`, `x_1`, … side by side."""


def _by_folder(files: Sequence[File]) -> dict[str, _Beside]:
    folders: dict[str, list[str]] = {}
    for file in files:
        folders.setdefault(file.folder, []).append(file.stem)
    return {
        name: _Beside({s: n for n, s in reversed(tuple(enumerate(stems)))}, _series(stems))
        for name, stems in folders.items()
    }


def _series(stems: Iterable[str]) -> Set[str]:
    numbers: dict[str, list[int]] = {}
    for match in filter(None, map(_LAST_NUMBER.fullmatch, stems)):
        numbers.setdefault(match[1], []).append(int(match[2]))
    return {
        stem
        for stem, found in numbers.items()
        if len(found) > 1 and sorted(found) in ([*range(len(found))], [*range(1, len(found) + 1)])
    }


def _stem_names(file: File, beside: _Beside) -> tuple[str, int | None, bool]:
    """What a file's name adds to its folder's: a name, a seed, and whether it lies behind a summary
    beside it."""
    starts = (file.stem[: m.start()] for m in re.finditer("_", file.stem))
    base = min((s for s in starts if s in beside.stems), key=beside.stems.__getitem__, default="")
    last = _LAST_NUMBER.fullmatch(file.stem)
    seed = None
    rest = file.stem
    if named := _SEED_NAME.search(file.stem):
        seed, rest = int(named[1]), file.stem[: named.start()] + file.stem[named.end() :]
    elif last and (base or last[1] in beside.series):
        seed, rest = int(last[2]), last[1]
    rest = rest.removeprefix(base)
    words = [w for w in re.split(r"[_\-. ]+", rest) if w and not _GENERIC.fullmatch(w.lower())]
    return "_".join(words), seed, bool(base and seed is not None)


def _named(leaf: Leaf, file: File, extra: str) -> list[Measurement]:
    """The leaf as a measurement, and after it the single seeds that it is the mean of."""
    value = _reported(leaf.printed, leaf.metric, sd=leaf.sd)
    if value is None:
        return []
    run, benchmark, factors = _places(leaf, file, extra)
    metric = _PERCENT.sub("", leaf.metric)
    seed = leaf.scope.seed if leaf.scope.seed is not None else _seed_of(leaf, file)
    row = file.name.lower().endswith(("csv", "tsv"))
    whole = Measurement(
        witness="released",
        method=leaf.scope.method or run,
        benchmark=benchmark,
        metric=metric,
        value=value,
        n=leaf.scope.n
        if _SHARE.search(metric.lower().replace(" ", "_").replace("-", "_"))
        else None,
        seed=seed,
        factors=factors,
        protocol=dict(leaf.scope.protocol),
        better=lexicon.better(_words(metric)),
        where=Place(source=file.name, path=_row_path(leaf.path) if row else leaf.path),
    )
    singles = [_reported(s, leaf.metric) for s in leaf.seeds]
    at = whole.where.path
    return [whole] + [
        whole.model_copy(
            update={
                "value": v,
                "seed": i,
                "where": Place(source=file.name, path=f"{at} (seed {i})"),
            }
        )
        for i, v in enumerate(singles)
        if v is not None
    ]


def _places(leaf: Leaf, file: File, extra: str) -> tuple[str, str, dict[str, str]]:
    """(run, benchmark, factors) from folder, file name and keys."""
    kinds: dict[str, list[str]] = {"run": [], "benchmark": [], "": []}
    for kind, name in leaf.scope.names:
        kinds.setdefault(kind, []).append(name)
    factors = dict(leaf.scope.factors)
    checkpoint = _CHECKPOINT.fullmatch(extra.lower())
    if checkpoint and extra:
        factors["checkpoint"] = extra
    free = ([extra] if extra and not checkpoint else []) + kinds[""]
    keyed = bool(kinds[""])
    run = factors.get("run") or factors.get("run_name") or factors.get("run_id", "")
    run = "/".join(kinds["run"]) or run or file.folder
    benchmark = leaf.scope.benchmark or "/".join(kinds["benchmark"])
    if not run and free and (keyed or not leaf.scope.method):
        run = free.pop(0)
    if not benchmark and free:
        benchmark = free.pop()
    if rest := [*free, *kinds.get("item", [])]:
        factors["part"] = "/".join(rest)
    if kinds["run"] and file.folder:
        factors["folder"] = file.folder
    if run:
        factors["run"] = run
    return run, benchmark, factors


def _seed_of(leaf: Leaf, file: File) -> int | None:
    named = next(
        (name for kind, name in leaf.scope.names if kind == "seed" and name.isdigit()), None
    )
    match = _SEED_NAME.search(file.folder) or next(
        (m for _, n in leaf.scope.names if (m := _SEED_NAME.search(n))), None
    )
    text = named or (match[1] if match else "")
    return int(text) if text and len(text) < 10 else None


def _row_path(path: str) -> str:
    row, _, column = path.partition(".")
    return f"row {int(row.strip('[]')) + 1}.{column}" if row.strip("[]").isdigit() else path


def _reported(printed: str, metric: str, *, sd: str = "") -> Reported | None:
    """The number in its file's digits; None where it is none, or of no size that a result has."""
    if not printed or not is_plausible(printed):
        return None
    try:
        value = parse(printed)
        unit: Unit = "%" if _PERCENT.search(metric) else value.unit
        spread = exact(sd) if sd and is_plausible(sd) else value.sd
    except ValueError:
        return None
    return value.model_copy(update={"unit": unit, "sd": spread})


def _words(metric: str) -> str:
    return re.sub(r"[_\s]+", " ", metric)


def _by_run(found: Sequence[Measurement]) -> tuple[Measurement, ...]:
    """A file that lists runs under a topic: the key that is elsewhere a run is no benchmark, the
    topic is a part."""
    runs = {m.factors["run"] for m in found if "run" in m.factors and not m.benchmark}
    return tuple(
        m.model_copy(
            update={
                "method": m.benchmark if m.method == m.factors["run"] else m.method,
                "benchmark": "",
                "factors": {**m.factors, "run": m.benchmark, "part": m.factors["run"]},
            }
        )
        if m.benchmark in runs and "run" in m.factors
        else m
        for m in found
    )


def _distinct(singles: Sequence[Measurement]) -> tuple[Measurement, ...]:
    """Each seed once: the same run may give it as a file of its own and in a list of the
    summary."""
    kept: dict[tuple[object, ...], Measurement] = {}
    for m in singles:
        kept.setdefault((m.method, m.benchmark, m.metric, m.seed, *sorted(m.factors.items())), m)
    return tuple(kept.values())
