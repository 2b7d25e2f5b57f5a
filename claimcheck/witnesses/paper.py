"""Which results do the paper's own tables hold?

Every number in the body of a result table becomes a measurement. The level that tells its rows
apart is the method; levels that only describe a row go to the factor `name`, levels that cross
others keep a factor of their own, and `table` names the table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claimcheck import lexicon, number
from claimcheck.record import Better, Measurement, Paper, Place, Reported, Table
from claimcheck.witnesses.dimensions import Layout, Level, is_empty, layout
from claimcheck.witnesses.items import counted

_SPREAD = re.compile(
    r"±|\bs\.?e\.?m\b|\bstd\b|\bs\.?d\.?\b|standard (?:error|deviation)|deviation|\bCI",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*[(\[]([^)\]]*)[)\]]\s*$")
_METHOD = re.compile(r"\b(?:methods?|approach(?:es)?|algorithms?|systems?)\b", re.IGNORECASE)
_MARKS = "*†‡⋆§¶↑↓ "
_CUT = re.compile(
    r"\s+(?:for|on|of|across|in|under|with|by|at|over|between|when|using|from|against|as|vs\.?|and)\s+|[.,;:(]\s*"
)
_FILLER = re.compile(
    r"\b(?:the|a|an|our|results?|comparisons?|summary|mean|average|main|table|we|report(?:ed)?|performance|overall"
    r"|single-seed|different|all|values?|terms)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Naming:
    """Which levels of a table give a cell its names."""

    method: tuple[Level, ...]
    benchmark: tuple[Level, ...]
    metric: tuple[Level, ...]
    aside: tuple[Level, ...]
    """Described by the method, so no name of their own."""
    factors: tuple[Level, ...]
    caption_metric: str = ""


def measure(paper: Paper) -> tuple[Measurement, ...]:
    """The body cells of all result tables, in reading order."""
    found = [m for table in paper.tables for m in _changes([*_table(table, paper.source)])]
    known = sorted(
        {m.benchmark for m in found if m.benchmark and not lexicon.is_average(m.benchmark)}
    )
    captions = {table.id: table.caption for table in paper.tables}
    told = {name: _told(caption, known) for name, caption in captions.items()}
    bare = {m.where.table for m in found} - {m.where.table for m in found if m.benchmark}
    placed = [
        _placed(m, told[m.where.table], captions[m.where.table]) if m.where.table in bare else m
        for m in found
    ]
    return counted(placed, captions)


def _changes(rows: Sequence[Measurement]) -> Iterable[Measurement]:
    """`+0.64` among values without a sign is a change of them, and no value to compare with one."""
    among = Counter(m.metric for m in rows)
    added = Counter(m.metric for m in rows if _is_added(m))
    for m in rows:
        odd = _is_added(m) and 2 * added[m.metric] < among[m.metric]
        yield m.model_copy(update={"metric": f"Δ {m.metric}", "better": None}) if odd else m


def _is_added(m: Measurement) -> bool:
    return m.value.printed.startswith("+")


def _placed(m: Measurement, benchmark: str, caption: str) -> Measurement:
    """A cell of a table that names no benchmark: what the caption says stands in for it."""
    factors = m.factors if benchmark or not caption else {**m.factors, "caption": caption[:300]}
    return m.model_copy(update={"benchmark": benchmark, "factors": factors})


def _told(caption: str, known: Sequence[str]) -> str:
    """The one benchmark of the other tables that the caption names."""
    said = [
        n for n in known if len(n) > 3 and re.search(rf"\b{re.escape(n)}\b", caption, re.IGNORECASE)
    ]
    return said[0] if len(said) == 1 else ""


def _table(table: Table, source: str) -> Iterable[Measurement]:
    shape = layout(table)
    if shape is None:
        return
    names = _naming(shape, table.caption)
    for r in shape.rows:
        for c in shape.columns:
            header = " ".join(
                level.names.get(c, "") for level in shape.levels if level.axis == "column"
            )
            value = _value(
                shape.grid[r][c],
                f"{header} {table.caption}",
                percent="%)" in header or "(%" in header,
            )
            if value is not None:
                place = Place(source=source, table=table.id, row=r, column=c, page=table.where.page)
                yield _measurement(names, (r, c), value, place)


def _measurement(
    names: Naming, cell: tuple[int, int], value: Reported, place: Place
) -> Measurement:
    r, c = cell

    def text(levels: Iterable[Level]) -> str:
        said = (level.names.get(r if level.axis == "row" else c, "") for level in levels)
        return " / ".join(dict.fromkeys(filter(None, said)))

    change = next((v for level in (*names.method, *names.factors, *names.benchmark)
                   if lexicon.is_change(v := text([level]))), "")  # fmt: skip
    printed = text(names.metric) or names.caption_metric
    benchmark = text(names.benchmark)
    if not text(names.metric) and _is_cost(benchmark):
        printed, benchmark = benchmark, ""
    factors = {"table": place.table}
    factors |= {
        _key(level, names.factors): text([level]) for level in names.factors if text([level])
    }
    if aside := text(names.aside):
        factors["name"] = aside
    return Measurement(
        witness="paper",
        method=_plain(text(names.method)),
        benchmark=_plain(benchmark),
        metric=_plain(lexicon.bare(f"{change} {printed}" if change else printed)),
        value=value,
        factors=factors,
        better=None if change or lexicon.is_change(printed) else _better(printed, names),
        where=place,
    )


def _is_cost(header: str) -> bool:
    """Whether a column among benchmarks counts a cost: `Memory (GB)`, `Throughput (tok/s)`."""
    kind = lexicon.metric(header)
    return kind is not None and kind.group in ("cost", "time")


def _better(printed: str, names: Naming) -> Better | None:
    return lexicon.better(printed) or (
        lexicon.better(names.caption_metric) if not printed else None
    )


def _key(level: Level, among: Sequence[Level]) -> str:
    return level.label or f"level {among.index(level) + 1}"


def _plain(name: str) -> str:
    return " ".join(name.strip(_MARKS).split())


def _naming(shape: Layout, caption: str) -> Naming:
    metric = _sorted(shape.role("split")) + _sorted(shape.role("metric"))
    has_metric = bool(shape.role("metric"))
    methods = shape.role("method")
    benchmarks = shape.role("benchmark")
    rest = shape.role("attribute")
    method, others = _primary(methods, benchmarks)
    aside = tuple(level for level in (*others, *rest) if _describes(level, method, shape))
    crossed = tuple(
        level for level in (*others, *rest) if level not in aside and len(level.values) > 1
    )
    sections = tuple(level for level in crossed if level.axis == "row" and not level.label)
    if sections and not benchmarks:
        benchmarks = sections
        crossed = tuple(level for level in crossed if level not in sections)
    told = "" if has_metric else _corner_metric(shape) or caption_metric(caption)
    return Naming(method, benchmarks, metric, aside, crossed, told)


def _sorted(levels: Sequence[Level]) -> tuple[Level, ...]:
    return tuple(sorted(levels, key=lambda level: level.axis))


def _primary(
    methods: Sequence[Level], benchmarks: Sequence[Level]
) -> tuple[tuple[Level, ...], tuple[Level, ...]]:
    """The level whose names tell rows apart is the method; with none, the first one."""
    if not methods:
        return (), ()
    rows = [level for level in methods if level.axis == "row"]
    by = [level for level in benchmarks if level.axis == "row"]
    for level in rows:
        keys = [(level.names[r], *(b.names[r] for b in by)) for r in level.names]
        if len(set(keys)) == len(keys):
            return (level,), tuple(other for other in methods if other is not level)
    first = max(rows, key=lambda level: _telling(level, rows)) if rows else methods[0]
    return (first,), tuple(other for other in methods if other is not first)


def _telling(level: Level, among: Sequence[Level]) -> tuple[bool, int, int]:
    """A level called `Method` first, then the one with most names, then the one nearest to the
    results."""
    return bool(_METHOD.search(level.label)), len(level.values), among.index(level)


def _describes(level: Level, method: Sequence[Level], shape: Layout) -> bool:
    """Whether the method's name alone decides the name on this level."""
    if level.axis == "column" or not method or method[0].axis != "row":
        return False
    pairs = {(method[0].names[r], level.names[r]) for r in shape.rows}
    return len(pairs) == len({name for name, _ in pairs})


def _corner_metric(shape: Layout) -> str:
    labels = [level.label for level in shape.levels if lexicon.arrow(level.label)]
    return next((label for label in labels if lexicon.metric(label)), "")


def caption_metric(caption: str) -> str:
    """The metric that a caption names: `Top-1 accuracy (%) on …` gives `Top-1 accuracy`."""
    for sentence in re.split(r"(?<=[.])\s+", caption):
        for piece in _CUT.split(sentence):
            words = " ".join(_FILLER.sub(" ", piece).split())
            kind = lexicon.metric(words)
            if kind and kind.group != "spread" and len(words.split()) <= 6:
                return lexicon.bare(words)
    return ""


def _value(text: str, about: str, *, percent: bool) -> Reported | None:
    """The number of a cell; what stands in brackets is its spread where the header says so."""
    plain = text.strip().strip(_MARKS)
    if is_empty(plain):
        return None
    bracket = _BRACKET.search(plain)
    value = _parse(plain) or (_parse(plain[: bracket.start()]) if bracket else None)
    if value is None:
        return None
    if (
        bracket
        and value.sd is None
        and _SPREAD.search(about)
        and (sd := _parse(bracket[1].strip("± ")))
    ):
        value = value.model_copy(update={"sd": sd, "printed": plain})
    return value.model_copy(update={"unit": "%"}) if percent and not value.unit else value


def _parse(text: str) -> Reported | None:
    try:
        return number.parse(text.strip(_MARKS))
    except ValueError:
        return None
