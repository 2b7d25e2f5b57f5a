"""What does a report show, and in which order?

One pure function turns a `Report` into rows of plain text; every format shows these rows, so that
no template computes anything and no two formats can disagree.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from claimcheck.record import (
    Claim,
    Evidence,
    Finding,
    Measurement,
    Outcome,
    Report,
    RunRecord,
    Summary,
    Verdict,
    Witness,
)
from claimcheck.render import given, glossary, heading, tellings
from claimcheck.render.curves import curves
from claimcheck.render.figures import nodes
from claimcheck.render.forest import forest
from claimcheck.render.found import found
from claimcheck.render.grids import Layout
from claimcheck.render.literature import works
from claimcheck.render.places import Finder, Spot, address, anchor, words
from claimcheck.render.provenance import provenance
from claimcheck.render.reading import reading, stated
from claimcheck.render.rows import (
    Caution,
    ClaimView,
    Fact,
    FindingView,
    Line,
    Mark,
    Proof,
    Row,
    RunsView,
    Tile,
    VerdictView,
    View,
    WitnessView,
)
from claimcheck.render.sheets import differences, sheets
from claimcheck.render.standing import (
    COUNTED,
    WITNESSES,
    alone,
    headline,
    standing,
    standings,
    summaries,
    tally,
)


def view(report: Report) -> View:
    """Everything that a rendered report shows, as text that still has to be escaped."""
    scene = _Scene.of(report)
    claims = tuple(_claim(c, scene) for c in report.claims)
    rows = tuple(_row(s, scene) for s in scene.summary.values())
    own = given.own(report)
    return View(
        title=report.title or report.paper,
        created=report.created,
        notice=heading.notice(report),
        headline=headline(report),
        tiles=_tiles(report),
        tally=tally(report),
        facts=heading.facts(report),
        rows=rows,
        legend=glossary.LEGEND,
        claims=claims,
        synthesis=Layout.of(given.table(report.given)).whole({}) if report.given else None,
        synthesis_findings=tuple(_finding(f, scene, "paper") for f in own),
        findings=tuple(_finding(f, scene, "paper") for f in report.findings if f not in own),
        cautions=_cautions(_codes(report)),
        witnesses=_witnesses(report),
        tables=tuple(t.whole(scene.marked) for t in scene.tables.values()),
        runs=tuple(_runs(report.runs)),
        warnings=report.warnings,
        commands=heading.commands(report),
        curves=tuple(curves(report.runs)),
        works=works(report),
    )


@dataclass(frozen=True)
class _Scene:
    """What the claims' sections look up."""

    summary: dict[str, Summary]
    verdicts: dict[str, list[Verdict]]
    held: frozenset[Witness]
    """Witnesses that there are."""
    finder: Finder
    tables: dict[str, Layout]
    marked: dict[Spot, list[str]]
    """Claims that a cell of a table decides."""
    report: Report
    runs: dict[str, RunRecord]

    @classmethod
    def of(cls, report: Report) -> _Scene:
        finder = Finder.of(report.measurements, report.tables)
        verdicts: dict[str, list[Verdict]] = defaultdict(list)
        marked: dict[Spot, list[str]] = defaultdict(list)
        for verdict in report.verdicts:
            verdicts[verdict.claim].append(verdict)
            for spot in _spots(verdict, finder):
                if verdict.claim not in marked[spot]:
                    marked[spot].append(verdict.claim)
        tables = {t.id: Layout.of(t) for t in report.tables}
        held = {w.witness for w in report.witnesses} | {v.witness for v in report.verdicts}
        held |= {m.witness for m in report.measurements}
        runs = {r.id: r for r in report.runs}
        return cls(
            summaries(report), verdicts, frozenset(held), finder, tables, marked, report, runs
        )


def _spots(verdict: Verdict, finder: Finder) -> list[Spot]:
    found = (finder.spot(e, verdict.witness) for e in verdict.evidence)
    return list(dict.fromkeys(s for s in found if s is not None))


def _tiles(report: Report) -> tuple[Tile, ...]:
    counts = Counter(standings(report).values())
    return tuple(Tile(c, counts[c], alone(c, counts[c])) for c in COUNTED if counts[c])


def _row(summary: Summary, scene: _Scene) -> Row:
    said = {v.witness: found(v) for v in scene.verdicts.get(summary.claim, ())}
    marks = (_mark(w, getattr(summary, w), scene.held) for w in WITNESSES)
    return Row(
        id=summary.claim,
        anchor=anchor("claim", summary.claim),
        quote=summary.quote,
        kind=glossary.kind(summary.kind),
        numbers=", ".join(summary.numbers),
        marks=tuple(replace(m, found=said.get(m.witness, ())) for m in marks),
        cautions=_cautions(summary.cautions),
        standing=standing(summary),
    )


def _mark(witness: Witness, outcome: Outcome | None, held: frozenset[Witness]) -> Mark:
    """The outcome with its symbol and word; a dash where the witness says nothing."""
    if outcome is None and witness in held:
        return Mark(witness, None, "–", "no verdict", "this witness was not asked")
    if outcome is None:
        return Mark(witness, None, "–", glossary.ABSENT[witness], "no such witness")
    return Mark(witness, outcome, glossary.SYMBOLS[outcome], outcome, glossary.WITNESSES[witness])


def _claim(claim: Claim, scene: _Scene) -> ClaimView:
    verdicts = sorted(scene.verdicts.get(claim.id, ()), key=lambda v: WITNESSES.index(v.witness))
    heard = {v.witness for v in verdicts}
    return ClaimView(
        row=_row(scene.summary[claim.id], scene),
        passage=scene.report.passages.get(claim.id),
        place=words(claim.where),
        facts=reading(claim),
        stated=stated(claim),
        verdicts=tuple(_verdict(v, scene) for v in verdicts),
        absent=tuple(_mark(w, None, scene.held) for w in WITNESSES if w not in heard),
        figures=tuple(filter(None, (forest(claim, verdicts),))),
    )


def _verdict(verdict: Verdict, scene: _Scene) -> VerdictView:
    by_table: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for table, row, column in _spots(verdict, scene.finder):
        by_table[table].add((row, column))
    own = nodes(_own_statistics(verdict))
    in_sheets, left = sheets(own)
    return VerdictView(
        mark=_mark(verdict.witness, verdict.outcome, scene.held),
        check=glossary.kind(verdict.check),
        reason=glossary.reason(verdict.reason),
        because=verdict.because,
        proofs=_proofs(verdict.evidence, scene, verdict.witness),
        statistics=own,
        findings=tuple(_finding(f, scene, verdict.witness) for f in verdict.findings),
        cautions=_cautions(verdict.cautions),
        candidates=verdict.candidates,
        tables=tuple(t.excerpt(by_table[k]) for k, t in scene.tables.items() if k in by_table),
        steps=tellings.steps(verdict.because),
        told=tellings.contrasts(verdict),
        sheets=in_sheets,
        left=left,
        provenance=provenance(verdict, scene.runs, scene.report.witnesses),
    )


def _own_statistics(verdict: Verdict) -> dict[str, Any]:
    """The verdict's statistics without those that stand beside its findings."""
    told: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    for finding in verdict.findings:
        told[finding.check] += list(finding.statistics.items())
    return {
        check: value
        for check, value in verdict.statistics.items()
        if not (
            check in told
            and isinstance(value, dict)
            and all(i in told[check] for i in value.items())
        )
    }


def _proofs(evidence: Iterable[Evidence], scene: _Scene, witness: Witness) -> tuple[Proof, ...]:
    made = []
    for item in evidence:
        spot = scene.finder.spot(item, witness)
        index = scene.finder.measurement(item, witness)
        link = _cell(spot) if spot else anchor("result", str(index)) if index is not None else ""
        made.append(Proof(item.source, item.where, item.value, link))
    return tuple(made)


def _cell(spot: Spot) -> str:
    return f"{anchor('table', spot[0])}-{spot[1]}-{spot[2]}"


def _finding(finding: Finding, scene: _Scene, witness: Witness) -> FindingView:
    unlike = differences(finding.statistics) if finding.check == "protocol" else ()
    own = nodes(finding.statistics)
    in_sheets, left = ((), ()) if unlike else sheets(own)
    return FindingView(
        check=finding.check,
        says=finding.says,
        mark={True: "✓ passed", False: "✗ not passed", None: "– does not decide"}[finding.passed],
        statistics=own,
        caution=next(iter(_cautions([finding.caution])), None),
        proofs=_proofs(finding.evidence, scene, witness),
        told=tellings.told(finding),
        sheets=in_sheets,
        left=left,
        differences=unlike,
    )


def _cautions(codes: Iterable[str]) -> tuple[Caution, ...]:
    return tuple(
        Caution(c, anchor("caution", c), glossary.caution(c)) for c in dict.fromkeys(codes) if c
    )


def _codes(report: Report) -> list[str]:
    """Every caution that is shown anywhere in the report."""
    shown = [c for s in report.summary for c in s.cautions] + [
        c for v in report.verdicts for c in v.cautions
    ]
    found = [f.caution for v in report.verdicts for f in v.findings] + [
        f.caution for f in report.findings
    ]
    return sorted(dict.fromkeys(shown + found + [c for r in report.runs for c in r.cautions]))


def _witnesses(report: Report) -> tuple[WitnessView, ...]:
    lines: dict[Witness, list[Line]] = defaultdict(list)
    for index, measurement in enumerate(report.measurements):
        lines[measurement.witness].append(_line(index, measurement))
    made = []
    for witness in WITNESSES:
        facts = tuple(
            _source(w.source, w.digest, w.note) for w in report.witnesses if w.witness == witness
        )
        if facts or lines[witness]:
            made.append(
                WitnessView(witness, glossary.WITNESSES[witness], facts, tuple(lines[witness]))
            )
    return tuple(made)


def _source(source: str, digest: str, note: str) -> Fact:
    text = ", ".join(filter(None, (source, f"sha256 {digest}" if digest else "", note)))
    return Fact("source", text, address(source))


def _line(index: int, m: Measurement) -> Line:
    settings = {**m.factors, **m.protocol}
    sd = f" ± {m.value.sd.printed}" if m.value.sd and "±" not in m.value.printed else ""
    return Line(
        anchor=anchor("result", str(index)),
        method=m.method,
        benchmark=m.benchmark,
        metric=m.metric,
        value=m.value.printed + sd,
        n="" if m.n is None else str(m.n),
        seed="" if m.seed is None else str(m.seed),
        settings="; ".join(f"{k} = {v}" for k, v in settings.items()),
        where=words(m.where),
    )


def _runs(runs: Iterable[RunRecord]) -> Iterable[RunsView]:
    """The runs of an arm at one scale on one line: their folder is the same up to the seed."""
    grouped: dict[str, list[RunRecord]] = defaultdict(list)
    for run in runs:
        grouped[run.id.removesuffix(f"/seed-{run.seed}")].append(run)
    for name, own in grouped.items():
        seconds = [
            sum(r.seconds.values()) if "all" not in r.seconds else r.seconds["all"] for r in own
        ]
        hardware = {"; ".join(f"{k} {v}" for k, v in r.hardware.items()): None for r in own}
        yield RunsView(
            name=name,
            seeds=", ".join(str(r.seed) for r in own),
            seconds=f"{sum(seconds) / len(seconds):.0f}",
            commit=", ".join(dict.fromkeys(r.git for r in own if r.git)),
            hardware=" / ".join(hardware),
            terms=_shares(own),
            cautions=", ".join(dict.fromkeys(c for r in own for c in r.cautions)),
        )


def _shares(runs: Sequence[RunRecord]) -> str:
    """`prediction 71 %, ld 29 %`: shares of the gradient, mean over runs."""
    shares: dict[str, list[float]] = defaultdict(list)
    for run in runs:
        for term, share in run.terms.items():
            shares[term].append(share.get("gradient_share", 0.0))
    return ", ".join(f"{t} {100 * sum(v) / len(v):.2g} %" for t, v in shares.items())
