"""Does a cited work's own table say what is said of it?

A statement is bound to cells like any claim. Beyond that, a disagreement counts only where the
sentence names the row, the column and the metric, knows no setting that the table does not, and
the cited work prints the number nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claimcheck import lexicon
from claimcheck.checks.names import Siblings, same, tokens
from claimcheck.checks.readings import Reading
from claimcheck.checks.verdict import put
from claimcheck.citations.statements import Listed, Statement
from claimcheck.citations.works import Readable, bare, heads
from claimcheck.extract import prose
from claimcheck.number import Interval
from claimcheck.record import Claim, Evidence, Measurement, Outcome, Reported, Select

_SETTING = re.compile(
    r"\b(?:linear(?:ly)?[- ]prob\w*|probing|probed|fine-?tun\w*|frozen|zero-shot|few-shot|one-shot"
    r"|from scratch|pre-?train\w*|ensembl\w*|distill\w*|quanti[sz]\w*|prun\w*|reproduc\w*"
    r"|re-?implement\w*|subset|held-out|validation|test-time|augment\w*|resolution|epochs?|shots?"
    r"|crops?|low-data|unseen|larger|smaller)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![\w.])(?=[\w/+-]*[A-Z])(?=[\w/+-]*(?:\d|[A-Z]\w*[A-Z]))[\w/+-]{2,}|\b\d+-?[a-z]+\b")  # fmt: skip  # noqa: E501
_UNIT = re.compile(r"\d[\d.,]*-?(?:pp|pts?|points?|x|k|th|st|nd|rd|percent)", re.IGNORECASE)
_ROLES = re.compile(r"\b(?:ours?|we|proposed)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    """What the cited work says of a statement."""

    outcome: Outcome
    reason: str
    because: str
    evidence: tuple[Evidence, ...] = ()
    claim: Claim | None = None


def claims(statements: Sequence[str], work: Readable) -> dict[int, list[Claim]]:
    """What each sentence claims, read above the work's own tables."""
    made: dict[int, list[Claim]] = {}
    for claim in prose.claims(work.asked(statements)):
        if digits(claim) and claim.where.line is not None:
            made.setdefault(claim.where.line, []).append(claim)
    return made


def spoken(statement: Statement, claim: Claim, work: Readable, elsewhere: frozenset[str]) -> Answer:
    """A claim of a sentence, put to the cited work; `elsewhere` are the numbers that the citing
    paper's own tables print."""
    verdict, reading = put(claim, "paper", work.measurements)
    outcome, reason, because = verdict.outcome, verdict.reason, verdict.because
    if outcome == "supported" and reading and not is_named(reading, statement.plain, work, "row"):
        outcome, reason = "undecided", "not-named"
    if outcome == "contradicted":
        doubt = doubted(claim, reading, statement.plain, work) or _whose(
            statement, claim, elsewhere
        )
        outcome, reason = ("undecided", doubt) if doubt else (outcome, reason)
    return Answer(outcome, reason, because, verdict.evidence, claim)


def doubted(
    claim: Claim, reading: Reading | None, text: str, work: Readable, *, repeated: bool = False
) -> str:
    """Why a disagreement is not certain enough to be called one; empty where it is. Where a
    sentence of the work is `repeated`, its numbers stand there and nowhere else."""
    if reading is None or not is_named(reading, text, work, "all"):
        return "not-named"
    if not repeated and digits(claim) & work.printed:
        return "elsewhere"
    return "different-protocol" if _strange(text, claim, reading, work) else ""


def _whose(statement: Statement, claim: Claim, elsewhere: frozenset[str]) -> str:
    if statement.own or (not statement.reports and digits(claim) & elsewhere):
        return "maybe-rerun"
    return ""


def digits(claim: Claim) -> frozenset[str]:
    """Its numbers without sign and unit."""
    every = (n for printed in claim.numbers for n in re.findall(r"\d[\d.,]*\d|\d", printed))
    return frozenset(map(bare, every))


def _selects(reading: Reading) -> list[Select]:
    named = ("select", "subject", "reference")
    every = (getattr(p, name, None) for p in reading.predicates for name in named)
    return [chosen for chosen in every if isinstance(chosen, Select)]


def is_named(reading: Reading, text: str, work: Readable, what: str) -> bool:
    """Whether the text names each row (`row`), and benchmark and metric where there are several
    (`all`), that the reading takes."""
    for chosen in _selects(reading):
        own = _table(chosen, work)
        roles = _ROLES.search(text) and any(_ROLES.search(m) for m in chosen.method)
        if not roles and not _says(chosen.method, (m.method for m in own), text):
            return False
        if what == "row":
            continue
        if not _says(chosen.benchmark, (m.benchmark for m in own), text):
            return False
        if not _metric_said(chosen.metric, own, text):
            return False
        if len({(m.where.row, m.where.column) for m in own if _fits(m, chosen)}) > 1:
            return False
    return True


def _table(chosen: Select, work: Readable) -> list[Measurement]:
    table = chosen.factors.get("table")
    return [m for m in work.measurements if table in (None, m.factors.get("table"))]


def _fits(m: Measurement, chosen: Select) -> bool:
    named = ((m.method, chosen.method), (m.benchmark, chosen.benchmark), (m.metric, chosen.metric))
    return all(not wanted or value in wanted for value, wanted in named) and all(
        m.factors.get(k) == v for k, v in chosen.factors.items()
    )


def _says(chosen: Sequence[str], among: Iterable[str], text: str) -> bool:
    """Whether a text names all of `chosen`; where there is but one to choose, it need not."""
    every = tuple(dict.fromkeys(filter(None, among)))
    if len(every) < 2:
        return True
    return bool(chosen) and set(chosen) <= set(Siblings.of(every).said(text).values)


def _metric_said(chosen: Sequence[str], own: Sequence[Measurement], text: str) -> bool:
    every = tuple(dict.fromkeys(m.metric for m in own))
    if len(every) < 2:
        return True
    kind = lexicon.metric(text)
    alike = [v for v in every if kind and lexicon.metric(v) == kind]
    said = Siblings.of(every).said(text).values
    return set(chosen) <= set(said) or (len(chosen) == 1 and alike == list(chosen))


def _strange(text: str, claim: Claim, reading: Reading, work: Readable) -> list[str]:
    """Names and settings in the sentence that the table does not know."""
    ids = {s.factors.get("table", "") for s in _selects(reading)}
    tables = [t for name, t in work.by_id.items() if name in ids or not ids - {""}]
    known = " ".join(x for t in tables for x in (t.caption, *t.notes, *(c.text for c in heads(t))))
    heard = set(tokens(known)) | set(tokens(work.title))
    clause = claim.context[0] if claim.context else text
    said = [*_NAME.findall(clause), *(m.group() for m in _SETTING.finditer(clause))]
    return [
        word for word in said
        if not _UNIT.fullmatch(word) and not lexicon.metric(word) and not set(tokens(word)) <= heard
        and not any(same(word, t) for t in known.split())
    ]  # fmt: skip


def tabled(row: Listed, work: Readable) -> Answer:
    """A marked result of a table, put to the cited work's cells of the same name."""
    found = [m for m in work.measurements if _is_same(row.result, m, work)]
    if not found:
        return Answer("undecided", "no-cell", "the cited work's tables have no such cell")
    agreeing = [m for m in found if meets(row.result.value, m.value)]
    if agreeing:
        says = f"it prints {agreeing[0].value.printed}, as is said of it"
        return Answer("supported", "agrees", says, evidence(work, agreeing[:1]))
    shown = ", ".join(dict.fromkeys(m.value.printed for m in found[:4]))
    says = f"{row.result.value.printed} here; the cited work prints {shown}"
    if len({m.value.printed for m in found}) > 1:
        return Answer("undecided", "ambiguous", says, evidence(work, found[:4]))
    if not row.copied:
        return Answer("undecided", "maybe-rerun", says, evidence(work, found[:1]))
    if not _is_sure(row.result, found[0], work):
        return Answer("undecided", "not-named", says, evidence(work, found[:1]))
    if _settings(row.result) or _settings(found[0]):
        return Answer("undecided", "different-protocol", says, evidence(work, found[:1]))
    if bare(row.result.value.printed) in work.printed:
        return Answer("undecided", "elsewhere", says, evidence(work, found[:1]))
    return Answer("contradicted", "disagrees", says, evidence(work, found[:1]))


def cell(said: Measurement, work: Readable) -> Measurement | None:
    """The cell that a marked result is of: one that agrees, else the first of its name."""
    found = [m for m in work.measurements if _is_same(said, m, work)]
    return next((m for m in found if meets(said.value, m.value)), next(iter(found), None))


def _is_same(said: Measurement, m: Measurement, work: Readable) -> bool:
    return _is_method(said.method, m.method, work) and _is_place(said, m) and _is_metric(said, m)


def _is_method(said: str, own: str, work: Readable) -> bool:
    if same(said, own):
        return True
    rows = Siblings.of(dict.fromkeys(m.method for m in work.measurements if m.method))
    if rows.said(said).values == (own,) and set(tokens(said)) <= set(tokens(own)) | {"our", "ours"}:
        return True
    return lexicon.is_ours(own) and set(tokens(said)) <= set(tokens(work.title))


def _is_place(said: Measurement, m: Measurement) -> bool:
    if not said.benchmark or not m.benchmark:
        about = f"{m.factors.get('caption', '')} {said.factors.get('caption', '')}"
        named = said.benchmark or m.benchmark
        return not named or set(tokens(named)) <= set(tokens(about))
    return same(said.benchmark, m.benchmark) or set(tokens(said.benchmark)) == set(
        tokens(m.benchmark)
    )


def _is_metric(said: Measurement, m: Measurement) -> bool:
    if same(said.metric, m.metric):
        return True
    kind, own = lexicon.metric(said.metric), lexicon.metric(m.metric)
    return kind is None or own is None or _plainly(said.metric) == _plainly(m.metric)


def _plainly(metric: str) -> frozenset[str]:
    short = {"top": "", "1": "", "acc": "accuracy", "test": ""}
    return frozenset(filter(None, (short.get(t, t) for t in tokens(metric)))) or frozenset(
        {"accuracy"}
    )


def _is_sure(said: Measurement, m: Measurement, work: Readable) -> bool:
    """Whether both name benchmark and metric alike; no metric need be named where the cited table
    has but one."""
    if not (said.benchmark and m.benchmark):
        return False
    if not said.metric:
        own = (o for o in work.measurements if o.where.table == m.where.table)
        return len({o.metric for o in own}) == 1
    return bool(m.metric) and _plainly(said.metric) == _plainly(m.metric)


def _settings(m: Measurement) -> dict[str, str]:
    return {k: v for k, v in m.factors.items() if k not in ("table", "name", "caption")}


def meets(said: Reported, own: Reported) -> bool:
    """Whether two printed numbers may be one, a share being printed in percent or as a fraction."""
    a, b = Interval(said.low, said.high), Interval(own.low, own.high)
    return any(a.meets(b.shift(power)) for power in (0, 2, -2) if _may(said, own, power))


def _may(said: Reported, own: Reported, power: int) -> bool:
    """A shift by two digits only between a fraction and what may be a percentage."""
    small, large = (own, said) if power > 0 else (said, own)
    return power == 0 or (0 < abs(small.value) <= 1 < abs(large.value) <= 100)


def evidence(work: Readable, cells: Sequence[Measurement]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            source=m.where.source or work.source,
            where=", ".join(
                filter(None, (m.method, m.benchmark, m.metric, f"table {m.where.table}"))
            ),
            value=m.value.printed,
        )
        for m in cells
    )
