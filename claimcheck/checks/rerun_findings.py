"""What must a reader of a rerun know besides its answer?

How the answer changes with the probe and with the targets' normalisation, where the controls stand,
which loss terms did nothing, which probed weights never moved, how far features collapsed, and how
small the rerun was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import mean
from typing import Any

from claimcheck.checks.paired_seeds import pairs_needed
from claimcheck.checks.pairing import listed
from claimcheck.checks.rerun import Answer, Reply, reply
from claimcheck.checks.scores import Scores, scores
from claimcheck.number import fixed
from claimcheck.plan import Ask
from claimcheck.record import Claim, Finding, Measurement, RunRecord

RUN_CAUTIONS = {
    "inert-term": "a loss term without any gradient in",
    "untrained-encoder": "the published readout probes weights that were never trained in",
    "collapse": "features collapsed in",
}


def findings(
    claim: Claim,
    ask: Ask,
    decided: Reply,
    measurements: Sequence[Measurement],
    runs: Sequence[RunRecord],
    margin: float,
) -> tuple[Finding, ...]:
    """All that applies, the most telling first."""
    found = scores(measurements, ask)
    made = (
        _paired(decided.answers, margin),
        _other_readings(claim, ask, decided, measurements, margin),
        _controls(ask, decided, found),
        *_ran(runs, ask),
        _health(runs, ask),
        _scale(runs),
    )
    return tuple(f for f in made if f is not None)


def _paired(answers: Sequence[Answer], margin: float) -> Finding | None:
    """How small a difference these seeds could have shown, and how many more it takes."""
    tested = [a for a in answers if a.test is not None]
    if not answers:
        return None
    if not tested:
        says = "one seed an arm: a difference without an interval decides no direction"
        return Finding(check="paired-seeds", says=says, caution="single-seed")
    limits = {a.contrast.name: a.statistics["detectable_80"] for a in tested}
    least, most = min(limits.values()), max(limits.values())
    seeds = sorted({a.test.n for a in tested if a.test})
    says = (
        f"{len(tested)} contrast{'s' * (len(tested) > 1)} over {_span(seeds)} paired seeds could "
        f"show differences from {_span([least, most])} points with 80 % power; two one-sided tests "
        f"ask whether one lies within ±{margin:g}"
    )
    open_ = [a for a in tested if a.outcome == "undecided"]
    if open_:
        says += f". Not resolved: {listed(_needs(a) for a in open_)}"
    return Finding(
        check="paired-seeds",
        says=says,
        passed=not open_,
        caution="low-power" if open_ else "",
    )


def _span(values: Sequence[float]) -> str:
    ends = dict.fromkeys(f"{v:g}" for v in (min(values), max(values)))
    return " to ".join(ends)


def _needs(answer: Answer) -> str:
    test = answer.test
    if test is None or not test.sd or not test.mean:
        return answer.contrast.name
    seeds = pairs_needed(max(abs(test.mean), test.sd / 10), test.sd)
    return f"{answer.contrast.name} ({seeds} seeds would show a difference as large as this one)"


def _other_readings(
    claim: Claim, ask: Ask, decided: Reply, measurements: Sequence[Measurement], margin: float
) -> Finding | None:
    """The same contrasts by other probes and with other targets."""
    said: list[str] = []
    statistics: dict[str, Any] = {}
    turned = False
    main = {a.contrast: a for a in decided.answers}
    for reading in ask.beside:
        other = reply(claim, ask, scores(measurements, ask, reading), margin)
        tested = [a for a in other.answers if a.test is not None]
        if not tested:
            continue
        turns = [a for a in tested if _opposes(a, main.get(a.contrast))]
        turned = turned or bool(turns)
        said.append(f"{reading.name}: {other.judgement.outcome} ({listed(map(_short, tested), 3)})")
        statistics[reading.name] = {
            "outcome": other.judgement.outcome,
            **{a.contrast.name: a.statistics for a in tested},
        }
    if not said:
        return None
    return Finding(
        check="other-readings",
        says="; ".join(said),
        passed=not turned,
        statistics=statistics,
        caution="readout-sensitive" if turned else "",
    )


def _opposes(answer: Answer, main: Answer | None) -> bool:
    """Whether one says clearly what the other clearly denies, or shows to be nothing."""
    if main is None or "undecided" in (answer.outcome, main.outcome):
        return False
    return answer.outcome != main.outcome


def _short(answer: Answer) -> str:
    test = answer.test
    if test is None:
        return answer.contrast.name
    return (
        f"{answer.contrast.name} {fixed(test.mean, 2, signed=True)} "
        f"[{fixed(test.low, 1, signed=True)}, {fixed(test.high, 1, signed=True)}]"
    )


def _controls(ask: Ask, decided: Reply, found: Scores) -> Finding | None:
    """Means of arms and controls on each benchmark; a caution where an arm that counts does not
    beat the untrained encoder."""
    shown = [*ask.arms, *ask.controls, "untrained", "majority", "chance"]
    rows: dict[str, dict[str, float]] = {}
    for benchmark in decided.benchmarks:
        for arm in dict.fromkeys(shown):
            if seeds := found.get((arm, benchmark)):
                rows.setdefault(benchmark, {})[arm] = round(_mean(seeds), 2)
    below = [
        f"{arm} on {benchmark}"
        for benchmark, row in rows.items()
        for arm in ask.arms
        if arm in row and "untrained" in row and row[arm] <= row["untrained"]
    ]
    if not any("untrained" in row for row in rows.values()):
        return None
    says = "; ".join(f"{b}: {_row(row, ask)}" for b, row in rows.items())
    says += f". No better than an untrained encoder: {listed(below)}" if below else ""
    return Finding(
        check="controls",
        says=says,
        passed=not below,
        statistics=rows,
        caution="no-better-than-untrained" if below else "",
    )


def _row(row: Mapping[str, float], ask: Ask) -> str:
    """The controls' means, and the arms' where they are few."""
    arms = [a for a in ask.arms if a in row]
    named = arms if len(arms) <= 6 else []
    rest = [a for a in row if a not in arms]
    return ", ".join(f"{a} {fixed(row[a], 2)}" for a in (*named, *rest))


def _mean(seeds: Mapping[int, Measurement]) -> float:
    return mean(float(m.value.value) for m in seeds.values())


def _ran(runs: Sequence[RunRecord], ask: Ask) -> Iterable[Finding]:
    """What was seen while the arms ran."""
    for code, words in RUN_CAUTIONS.items():
        hit = {r.arm for r in runs if code in r.cautions and r.arm in ask.arms}
        if hit:
            terms = {r.arm: _inert(r) for r in runs if r.arm in hit and _inert(r)}
            named = [
                f"{a} ({', '.join(terms[a])})" if code == "inert-term" and a in terms else a
                for a in sorted(hit)
            ]
            statistics = {"runs": sum(code in r.cautions and r.arm in hit for r in runs)}
            yield Finding(
                check=code,
                says=f"{words} {listed(named)}",
                passed=False,
                statistics=statistics,
                caution=code,
            )


def _inert(run: RunRecord) -> list[str]:
    return [name for name, share in run.terms.items() if share.get("gradient_share") == 0]


def _health(runs: Sequence[RunRecord], ask: Ask) -> Finding | None:
    """Effective rank of the encoder's features at the end of training, by arm."""
    ranks: dict[str, list[float]] = {}
    spreads: dict[str, list[float]] = {}
    for run in runs:
        moments = run.config.get("moments") or []
        if moments and run.arm in ask.arms:
            ranks.setdefault(run.arm, []).append(float(moments[-1]["effective_rank"]))
            spreads.setdefault(run.arm, []).append(float(moments[-1]["feature_sd"]))
    if not ranks:
        return None
    width = next((r.config["scale"]["shape"]["width"] for r in runs if _has_width(r)), None)
    order = sorted(ranks, key=lambda a: -mean(ranks[a]))
    said = listed((f"{a} {mean(ranks[a]):.1f}" for a in order), 16)
    return Finding(
        check="collapse-watch",
        says=f"effective rank of the trained encoder's features at the end"
        f"{f', of {width}' if width else ''}: {said}",
        statistics={
            a: {"effective_rank": round(mean(ranks[a]), 2), "sd": round(mean(spreads[a]), 4)}
            for a in order
        },
    )


def _has_width(run: RunRecord) -> bool:
    return "width" in run.config.get("scale", {}).get("shape", {})


def _scale(runs: Sequence[RunRecord]) -> Finding | None:
    """How small the rerun was; nothing at the study's own scale."""
    small = sorted({r.scale for r in runs if r.scale != "paper"})
    if not small:
        return None
    about = next((str(r.config.get("scale", {}).get("about", "")) for r in runs), "")
    return Finding(
        check="scale",
        says=f"{len(runs)} runs at scale {', '.join(small)}{f' ({about})' if about else ''}: "
        "they speak of the direction, not of the size",
        statistics={"runs": len(runs)},
        caution="small-scale",
    )
