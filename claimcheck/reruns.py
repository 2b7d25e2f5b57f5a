"""Which finished runs speak of a claim, and what do they say?

Runs lie where `reproduce` made them, and beside the claims where somebody has published theirs. A
claim is put to the runs of one folder and one scale: the largest at which every arm that its plan
names has been run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimcheck.plan import SCALES, Ask, Plan
from claimcheck.record import Claim, Measurement, RunRecord, Verdict, WitnessRecord
from claimcheck.witnesses import rerun as rerun_witness

UNTRAINED = "untrained"
BUILT = "build"
"""The regime of a model that was built and never run."""
WATCHED = ("loss", "effective_rank", "feature_sd")


@dataclass(frozen=True)
class Source:
    """The finished runs of one folder."""

    folder: Path
    runs: tuple[RunRecord, ...]


@dataclass(frozen=True)
class Reruns:
    """The witness `rerun` of one paper's claims."""

    plan: Plan | None = None
    sources: tuple[Source, ...] = ()
    scale: str | None = None
    """None: the largest at which a claim's arms have been run."""

    def verdict(self, claim: Claim, released: Sequence[Measurement] = ()) -> Verdict | None:
        """What the runs say of a claim; None where no run speaks of it."""
        runs = self.runs(claim)
        if self.plan is None or not runs:
            return None
        from claimcheck.checks.replication import put_rerun  # scipy is slow to import

        ask = self.plan.claims[claim.id]
        return put_rerun(claim, ask, runs, margin=self.plan.margin, released=released)

    def runs(self, claim: Claim) -> tuple[RunRecord, ...]:
        """The runs that a claim is put to."""
        ask = self.plan.claims.get(claim.id) if self.plan else None
        return _speaking(ask, self.sources, self.scale) if ask else ()

    def used(self, claims: Iterable[Claim]) -> tuple[RunRecord, ...]:
        """The runs of all these claims, each once."""
        return tuple({r.id: r for c in claims for r in self.runs(c)}.values())

    def record(self, used: Sequence[RunRecord]) -> tuple[WitnessRecord, ...]:
        """What the witness was made of; nothing where no run speaks."""
        if not used:
            return ()
        ids = {r.id for r in used}
        folders = [str(s.folder) for s in self.sources if any(r.id in ids for r in s.runs)]
        made = WitnessRecord(
            witness="rerun",
            source=", ".join(folders),
            measurements=sum(len(r.measurements) for r in used),
            note=f"{len(used)} runs at scale {', '.join(sorted({r.scale for r in used}))}",
        )
        return (made,)


def gather(plan: Plan, folders: Iterable[Path], scale: str | None = None) -> Reruns:
    """The runs of these folders, the first one's first. Raises WitnessError for a file that is no
    record of a run."""
    sources = (Source(folder, rerun_witness.records(folder)) for folder in folders)
    return Reruns(plan, tuple(s for s in sources if s.runs), scale)


def shown(run: RunRecord) -> RunRecord:
    """The run as a report keeps it: without its results and settings, which stand elsewhere, and
    with its curves, which older records hold as the moments that were looked at closely."""
    moments = run.config.get("moments") or ()
    told = {name: tuple((m["step"], float(f"{m[name]:.5g}")) for m in moments) for name in WATCHED}
    curves = {name: points for name, points in told.items() if points} | run.curves
    return run.model_copy(update={"measurements": (), "config": {}, "curves": curves})


def _speaking(ask: Ask, sources: Sequence[Source], scale: str | None) -> tuple[RunRecord, ...]:
    """The runs of the largest scale, and of the first folder, that has every arm; where none has,
    whichever has most of them."""
    best: tuple[RunRecord, ...] = ()
    most = 0
    for size in [scale] if scale else reversed(SCALES):
        for source in sources:
            runs = _of(ask, source.runs, size)
            arms = {r.arm for r in runs if r.scale == size} & set(ask.arms)
            if runs and len(arms) == len(ask.arms):
                return runs
            if len(arms) > most:
                best, most = runs, len(arms)
    return best


def _of(ask: Ask, runs: Sequence[RunRecord], scale: str) -> tuple[RunRecord, ...]:
    if ask.builds:
        return tuple(r for r in runs if _regime(r) == BUILT)
    wanted = {*ask.arms, *ask.others, *ask.controls, UNTRAINED}
    extra = {(e.arm, e.scale) for e in ask.extra if scale in e.scales}
    return tuple(
        r
        for r in runs
        if (r.scale == scale and r.arm in wanted and _regime(r) == ask.regime)
        or (r.arm, r.scale) in extra
    )


def _regime(run: RunRecord) -> str:
    return str(run.config.get("cell", {}).get("regime", ""))
