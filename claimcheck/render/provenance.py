"""Which runs and files does a verdict rest on: how many, of which code, on which machine, when?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from claimcheck.record import RunRecord, Verdict, WitnessRecord
from claimcheck.render.rows import Fact

DIGITS = 12
"""Of a checksum or a commit, enough to tell it from others; the whole one stands elsewhere."""


def provenance(
    verdict: Verdict, runs: Mapping[str, RunRecord], witnesses: Iterable[WitnessRecord]
) -> tuple[Fact, ...]:
    """Facts in plain words; none where neither a run nor a witness's source is known."""
    cited = [*verdict.evidence, *(e for f in verdict.findings for e in f.evidence)]
    files = dict.fromkeys(e.source for e in cited)
    used = [runs[name] for name in map(_run, files) if name in runs]
    if used:
        return _of_runs(used)
    named = [w for w in witnesses if w.witness == verdict.witness]
    count = f"{len(files)} file{'s' * (len(files) != 1)} of " if len(files) > 1 else ""
    return tuple(Fact("rests on", f"{count if i == 0 else ''}{_source(w)}")
                 for i, w in enumerate(named) if files)  # fmt: skip


def _run(source: str) -> str:
    return source.rpartition("/")[0]


def _source(witness: WitnessRecord) -> str:
    digest = f" (sha256 {witness.digest[:DIGITS]}…)" if witness.digest else ""
    return f"{witness.source}{digest}"


def _of_runs(runs: Sequence[RunRecord]) -> tuple[Fact, ...]:
    seconds = [r.seconds.get("all", sum(r.seconds.values())) for r in runs]
    days = sorted({r.started[:10] for r in runs if r.started})
    named = [
        ("rests on", _arms(runs)),
        ("code", ", ".join(dict.fromkeys(r.git[:DIGITS] for r in runs if r.git))),
        ("packages", " / ".join(dict.fromkeys(_pairs(r.packages) for r in runs))),
        ("machine", " / ".join(dict.fromkeys(_pairs(r.hardware) for r in runs))),
        ("made", " to ".join(dict.fromkeys((days[0], days[-1]))) if days else ""),
        ("time", f"{sum(seconds) / len(seconds):.0f} s a run" if any(seconds) else ""),
    ]
    return tuple(Fact(name, text) for name, text in named if text)


def _arms(runs: Sequence[RunRecord]) -> str:
    """`6 runs at scale cpu: ld (seeds 0, 1, 2), baseline (seeds 0, 1, 2)`."""
    seeds: dict[str, list[int]] = defaultdict(list)
    for run in runs:
        seeds[run.arm].append(run.seed)
    scales = ", ".join(dict.fromkeys(r.scale for r in runs))
    arms = ", ".join(f"{arm} ({_seeds(own)})" for arm, own in seeds.items())
    return f"{len(runs)} run{'s' * (len(runs) != 1)} at scale {scales}: {arms}"


def _seeds(seeds: list[int]) -> str:
    own = sorted(set(seeds))
    return f"seed{'s' * (len(own) != 1)} {', '.join(map(str, own))}"


def _pairs(values: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {value}" for name, value in values.items())
