"""Which released run does a row of the paper's table come from?

A name decides: a run's number, an identifier, the run's own name, settings, or a phrase such as
"the full model (Run 5)" in the text. Else the values do, if half of the row and at least two cells
are those of one run only. Else the row's run is unknown, and all that can be said is which runs it
may be. The order of rows says nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from claimcheck import lexicon
from claimcheck.record import Measurement
from claimcheck.witnesses.agreement import compare, digits
from claimcheck.witnesses.archive import Archive, Run
from claimcheck.witnesses.columns import CONTEXT, Target
from claimcheck.witnesses.likeness import identifiers, likeness, same, squeezed, tokens

Basis = Literal[
    "number", "text", "identifier", "name", "settings", "baseline", "values", "unknown", "none"
]
NAMED: tuple[Basis, ...] = ("number", "text", "identifier", "name", "settings")

_RUN_NUMBER = re.compile(r"\bruns?[ _\-#]*(\d{1,4})\b", re.IGNORECASE)
_SEED = re.compile(r"\bseed[ _\-=]?(\d{1,6})\b", re.IGNORECASE)
_ALIAS = re.compile(r"([^.;:,()\n]{3,160})\(\s*runs?\s+(\d{1,4})\s*\)", re.IGNORECASE)
_BEFORE = re.compile(
    r"\b(?:and|vs|versus|to|against|than|between|comparing|or|of)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Row:
    """The cells of a table that carry the same method and factors, whichever way the table runs."""

    table: str
    method: str
    factors: tuple[tuple[str, str], ...]
    targets: tuple[Target, ...]

    @property
    def label(self) -> str:
        """The method with its other names in brackets; a description of the method is left out."""
        others = ", ".join(v for k, v in self.factors if k != "name")
        return f"{self.method} ({others})" if others and self.method else self.method or others


@dataclass(frozen=True)
class Assignment:
    """A row's run, or the runs that it may be."""

    row: Row
    basis: Basis
    run: Run | None = None
    candidates: tuple[Run, ...] = ()


@dataclass(frozen=True)
class Alias:
    """A phrase of the text that names a run: `our full method (Run 3)`."""

    phrase: str
    number: int


def rows(targets: Sequence[Target]) -> tuple[Row, ...]:
    groups: dict[tuple[str, str, tuple[tuple[str, str], ...]], list[Target]] = {}
    for t in targets:
        factors = tuple(sorted((k, v) for k, v in t.cell.factors.items() if k not in CONTEXT))
        groups.setdefault((t.cell.where.table, t.cell.method, factors), []).append(t)
    return tuple(Row(*key, tuple(found)) for key, found in groups.items())


def aliases(text: str) -> tuple[Alias, ...]:
    """Every "<phrase> (Run k)" of the text, the phrase cut to what stands nearest."""
    return tuple(
        Alias(" ".join(_BEFORE.split(match[1])[-1].split()[-10:]), int(match[2]))
        for match in _ALIAS.finditer(text)
    )


def assign(table: Sequence[Row], archive: Archive, said: Sequence[Alias]) -> tuple[Assignment, ...]:
    """The run of each row of one table."""
    first = [_by_name(row, table, archive, said) for row in table]
    first = [a if a.basis != "none" else _by_values(a, archive) for a in first]
    first = _without_doubles(first)
    taken = {a.run.base for a in first if a.run}
    return tuple(_unknown(a.row, archive, taken) if a.basis == "none" else a for a in first)


def hits(row: Row, run: Run) -> int:
    """How many cells of the row are this run's values."""
    return sum(
        compare(t.cell.value, m.value, t.power) == "agrees"
        for t in row.targets
        if (m := run.value(t.benchmark, t.metric))
    )


def found(row: Row, run: Run) -> list[tuple[Target, Measurement]]:
    """The cells of the row for which the run has a value."""
    return [(t, m) for t in row.targets if (m := run.value(t.benchmark, t.metric))]


def _by_name(row: Row, table: Sequence[Row], archive: Archive, said: Sequence[Alias]) -> Assignment:
    number = _RUN_NUMBER.search(" ".join([row.method, *(v for _, v in row.factors)]))
    if number and (runs := _numbered(archive, int(number[1]))):
        return _settled(row, "number", runs)
    if (told := _told(row, table, said)) is not None and (runs := _numbered(archive, told)):
        return _settled(row, "text", runs)
    if own := identifiers(row.method):
        known = {i for run in archive.runs for name in run.names for i in identifiers(name)}
        if runs := [r for r in archive.runs if any(own & identifiers(n) for n in r.names)]:
            return _settled(row, "identifier", runs)
        if {re.sub(r"\d.*", "", i) for i in own} & {re.sub(r"\d.*", "", i) for i in known}:
            return Assignment(row, "identifier")
    if runs := _alike(row, archive):
        return _settled(row, "name", runs)
    if runs := _by_settings(row, archive):
        return _settled(row, "settings", runs)
    if lexicon.is_baseline(row.method):
        return _baseline(row, archive)
    return Assignment(row, "none")


def _numbered(archive: Archive, number: int) -> list[Run]:
    return [run for run in archive.runs if run.number == number]


def _told(row: Row, table: Sequence[Row], said: Sequence[Alias]) -> int | None:
    """The run that most phrases of the text give the row; None without one or with a tie."""
    votes = Counter(alias.number for alias in said if _speaks_of(alias.phrase, row, table))
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _speaks_of(phrase: str, row: Row, table: Sequence[Row]) -> bool:
    """Whether all words of the row's name are in the phrase, and no other row has more of them
    there."""
    words = tokens(phrase)
    if _is_ours(row.method):
        return bool(
            lexicon.is_ours(phrase) or lexicon.FULL.search(phrase)
        ) and not lexicon.is_baseline(phrase)
    if not _within(row, words) or (lexicon.is_ours(phrase) and lexicon.is_baseline(row.method)):
        return False
    return all(
        len(tokens(other.method)) <= len(tokens(row.method))
        for other in table
        if _within(other, words)
    )


def _within(row: Row, words: Sequence[str]) -> bool:
    own = tokens(row.method)
    return bool(own) and all(any(same(w, o) for w in words) for o in own)


@lru_cache(maxsize=4096)
def _is_ours(name: str) -> bool:
    return lexicon.is_ours(name) or bool(lexicon.FULL.search(name))


def _alike(row: Row, archive: Archive) -> list[Run]:
    """Runs that bear the row's name; where several do, those that share most of its other names
    too."""
    if not tokens(row.method) and not squeezed(row.method):
        return []
    scored = [(max(likeness(row.method, n) for n in run.names), run) for run in archive.runs]
    best = max((s for s, _ in scored), default=0.0)
    if best < 0.8:
        return []
    runs = [run for s, run in scored if s == best]
    if len(runs) == 1 or not row.factors:
        return runs
    closer = [
        (max(likeness(row.label, f"{row.method} {n}") for n in run.names), run) for run in runs
    ]
    top = max(s for s, _ in closer)
    return [run for s, run in closer if s == top]


def _by_settings(row: Row, archive: Archive) -> list[Run]:
    """Runs whose recorded settings are the row's numeric factors, two of them at least."""
    numeric = [(k, v) for k, v in row.factors if re.fullmatch(r"\d+(?:\.\d+)?", v)]
    if len(numeric) < 2:
        return []
    return [run for run in archive.runs if all(_has_setting(run, k, v) for k, v in numeric)]


def _has_setting(run: Run, key: str, value: str) -> bool:
    names = squeezed(key)
    return any(squeezed(k) and squeezed(k) in names and v == value for k, v in run.protocol.items())


def _baseline(row: Row, archive: Archive) -> Assignment:
    """A run named baseline, else the one numbered 0, unless the values say another."""
    runs = [
        r for r in archive.runs if any(lexicon.is_baseline(n.replace("_", " ")) for n in r.names)
    ]
    runs = runs or _numbered(archive, 0)
    if not runs:
        return Assignment(row, "none")
    told = _by_values(Assignment(row, "none"), archive)
    if told.run and told.run not in runs and hits(row, told.run) > max(hits(row, r) for r in runs):
        return told
    return _settled(row, "baseline", runs)


def _settled(row: Row, basis: Basis, runs: Sequence[Run]) -> Assignment:
    """One run, where there is one or all give the same; else the one with clearly most of the
    values."""
    seed = _SEED.search(row.label)
    named = [r for r in runs if seed and r.seed == int(seed[1])]
    having = [r for r in named or runs if found(row, r)]
    if not having:
        return Assignment(row, basis)
    distinct = _distinct(row, having)
    if len(distinct) == 1:
        return Assignment(row, basis, distinct[0])
    counted = sorted(((hits(row, r), -i) for i, r in enumerate(distinct)), reverse=True)
    if counted[0][0] > counted[1][0]:
        return Assignment(row, basis, distinct[-counted[0][1]])
    return Assignment(row, basis, None, tuple(distinct))


def _distinct(row: Row, runs: Sequence[Run]) -> list[Run]:
    """Runs that differ in what they say of the row's cells; the first of those that do not."""
    kept: dict[tuple[object, ...], Run] = {}
    for run in runs:
        values = (run.value(t.benchmark, t.metric) for t in row.targets)
        kept.setdefault(tuple(m.value.value if m else None for m in values), run)
    return list(kept.values())


def _by_values(open_row: Assignment, archive: Archive) -> Assignment:
    row = open_row.row
    runs = _distinct(row, [r for r in archive.runs if found(row, r)])
    counted = [(hits(row, r), r) for r in runs]
    most = max((h for h, _ in counted), default=0)
    telling = any(digits(t.cell.value) > 2 for t in row.targets)
    if most < 2 or most * 2 < len(row.targets) or not telling:
        return open_row
    best = tuple(r for h, r in counted if h == most)
    return Assignment(
        row, "values", best[0] if len(best) == 1 else None, best if len(best) > 1 else ()
    )


def _without_doubles(found_so_far: Sequence[Assignment]) -> list[Assignment]:
    """Two rows that claim one run by their values alone: the one with more hits keeps it."""
    kept: list[Assignment] = []
    for a in found_so_far:
        rivals = [b for b in found_so_far if b is not a and b.run is not None and b.run is a.run]
        loses = (
            a.basis == "values"
            and a.run
            and any(
                hits(b.row, a.run) >= hits(a.row, a.run) and (b.basis == "values" or _mostly(b, a))
                for b in rivals
            )
        )
        kept.append(Assignment(a.row, "none") if loses else a)
    return kept


def _mostly(named: Assignment, other: Assignment) -> bool:
    """Whether the named row holds the run's values at least as well as the other one."""
    run = named.run
    if run is None:
        return False
    return hits(named.row, run) * len(other.row.targets) >= hits(other.row, run) * len(
        named.row.targets
    )


def _unknown(row: Row, archive: Archive, taken: set[str]) -> Assignment:
    """Every run that the row may be: free, no baseline (unless the row is one), with values for its
    cells."""
    base = lexicon.is_baseline(row.method)
    free = [
        r
        for r in archive.runs
        if r.base not in taken
        and r.seed is None
        and found(row, r)
        and (base or (r.number != 0 and not lexicon.is_baseline(r.label.replace("_", " "))))
    ]
    return Assignment(row, "unknown", None, tuple(_distinct(row, free)))
