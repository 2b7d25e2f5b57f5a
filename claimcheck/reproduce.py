"""Does it happen again? Makes the runs that a claim's plan names, and puts the claim to them.

This is the one bridge to `repro`, which is imported only when runs are made: nothing else of
claimcheck ever loads torch."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck import claimset
from claimcheck.errors import ClaimsError, ReproError
from claimcheck.pipeline import Request, verify
from claimcheck.plan import SCALES, Ask, Plan
from claimcheck.record import Report
from claimcheck.sources.reference import arxiv_id

if TYPE_CHECKING:
    from repro.cells import Cell

FEWER_SEEDS = {"smoke": 2}
"""Seeds at scales that only show whether everything works; further target normalisations are left
out there."""
SIDE_SEEDS = 3
"""At most, of controls and of further target normalisations."""
NEEDS = ("torch", "timm")


@dataclass(frozen=True)
class Job:
    """What is to be run, and where."""

    claim: str | None = None
    """None: every claim of the paper."""
    paper: str | None = None
    """None: the paper whose claims hold that id."""
    scale: str = "cpu"
    seeds: int | None = None
    """None: as many as the plan says."""
    arms: tuple[str, ...] = ()
    """Of the others that a part of the claim ranges over, besides the plan's; `all` are all."""
    runs: Path = Path("runs")
    backend: str = "local"
    """`local`, or `ray`: the cluster that RAY_ADDRESS names."""
    jobs: int = 0
    """Runs at a time; 0: as many as there is room for."""
    device: str = "cpu"
    quiet: bool = False
    talk: Callable[[str], None] = field(default=lambda message: None)


@dataclass(frozen=True)
class Planned:
    """The claims of one paper that are to be run, and their runs."""

    paper: str
    plan: Plan
    claims: tuple[str, ...]
    cells: tuple[Cell, ...]
    builds: bool
    """Whether a model is built and counted besides."""


def planned(job: Job) -> Planned:
    """The runs of a job, each once. Raises ClaimsError for a claim that nobody has planned,
    ReproError where what runs need is not installed."""
    needed()
    if job.scale not in SCALES:
        raise ReproError(f"no scale is called {job.scale}", remedy=f"known: {', '.join(SCALES)}")
    plan = _plan(job)
    names = [job.claim] if job.claim else list(plan.claims)
    unplanned = [name for name in names if name not in plan.claims]
    if unplanned:
        raise ClaimsError(
            f"no plan says which runs decide {unplanned[0]}",
            remedy=f"planned: {', '.join(plan.claims)}",
        )
    asks = [plan.claims[name] for name in names]
    cells = _merged(cell for ask in asks for cell in _cells(ask, job))
    return Planned(plan.paper, plan, tuple(names), cells, any(ask.builds for ask in asks))


def planned_paper(reference: str) -> str | None:
    """The id of the paper that a reference names, where it has a plan."""
    name = arxiv_id(reference)
    return name if name and claimset.folder(name, "plan.yaml") else None


def make(job: Job) -> Planned:
    """Makes every run that is not there yet."""
    from repro.build import build
    from repro.display import Display
    from repro.sweep import sweep

    todo = planned(job)
    if todo.cells:
        heard = Display(quiet=job.quiet)
        sweep(
            todo.cells, job.runs, backend=job.backend, jobs=job.jobs, device=job.device,
            listener=heard,
        )  # fmt: skip
    if todo.builds:
        build(job.runs)
    return todo


def reproduce(job: Job, *, offline: bool = False) -> Report:
    """What the witness `rerun` says of a job's claims, by these runs alone, once they are made."""
    todo = make(job)
    request = Request(
        todo.paper,
        claim=job.claim,
        offline=offline,
        talk=job.talk,
        runs=(job.runs,),
        scale=job.scale,
        witnesses=("rerun",),
    )
    return verify(request)


def rerun(
    reference: str, scale: str, runs: Path, *, quiet: bool, talk: Callable[[str], None]
) -> None:
    """Makes the runs of a paper that has a plan; says so where nothing can be run."""
    paper = planned_paper(reference)
    if paper is None:
        talk(f"no rerun: no plan says which runs decide the claims of {reference}")
        return
    try:
        needed()
    except ReproError as error:
        talk(f"no rerun: {error}; {error.remedy}")
        return
    make(Job(paper=paper, scale=scale, runs=runs, quiet=quiet, talk=talk))


def needed() -> None:
    """Raises ReproError where torch or timm is not installed."""
    missing = [name for name in NEEDS if find_spec(name) is None]
    if missing:
        raise ReproError(
            f"{' and '.join(missing)} not installed: a rerun needs "
            f"{'it' if len(missing) == 1 else 'them'}",
            remedy="pip install 'claimcheck-ml[repro]', or `make repro` in a checkout",
        )


def _plan(job: Job) -> Plan:
    """The plan of the paper, or the one that has the claim."""
    if job.paper:
        folder = claimset.folder(job.paper, "plan.yaml")
        if folder is None:
            raise ClaimsError(
                f"no plan says which runs decide the claims of {job.paper}",
                remedy=f"write claims/{job.paper}/plan.yaml; the one of 2605.17165 shows how",
            )
        return claimset.plan(folder)
    plans = [claimset.plan(folder) for folder in claimset.planned()]
    for plan in plans:
        if job.claim in plan.claims:
            return plan
    known = ", ".join(name for plan in plans for name in plan.claims)
    raise ClaimsError(f"no plan reruns a claim called {job.claim}", remedy=f"planned: {known}")


def _cells(ask: Ask, job: Job) -> Iterable[Cell]:
    """The runs of one claim. An untrained encoder is among them always."""
    from repro.cells import cell
    from repro.scales import scale

    more = [a for name in job.arms for a in (ask.others if name == "all" else (name,))]
    if unknown := [name for name in more if name not in ask.others]:
        raise ClaimsError(
            f"the claim does not range over {', '.join(unknown)}",
            remedy=f"all, or of {', '.join(ask.others) or 'none'}; `repro sweep` runs any arm",
        )
    count = job.seeds or FEWER_SEEDS.get(job.scale, ask.seeds)
    first, *rest = ask.targets
    main = [(name, first, count) for name in (*ask.arms, *more)]
    further = rest if job.scale not in FEWER_SEEDS else []
    side = [(name, targets, min(count, SIDE_SEEDS)) for targets in further for name in ask.arms]
    side += [(name, first, min(count, SIDE_SEEDS)) for name in ask.controls]
    if ask.arms:
        main.append(("untrained", first, count))
    for name, targets, seeds in dict.fromkeys((*main, *side)):
        for seed in range(seeds):
            yield cell(
                arm=name, seed=seed, scale=scale(job.scale).name, regime=ask.regime,
                normalisation=targets, benchmarks=ask.benchmarks,
            )  # fmt: skip
    for extra in ask.extra:
        for seed in range(extra.seeds if job.scale in extra.scales else 0):
            yield cell(
                arm=extra.arm, seed=seed, scale=extra.scale, regime=ask.regime,
                benchmarks=extra.benchmarks,
            )  # fmt: skip


def _merged(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Runs that several claims ask for once, with all that they are asked."""
    found: dict[str, Cell] = {}
    for one in cells:
        before = found.get(one.name)
        asked = dict.fromkeys((*(before.benchmarks if before else ()), *one.benchmarks))
        found[one.name] = one.model_copy(update={"benchmarks": tuple(asked)})
    return tuple(sorted(found.values(), key=lambda c: c.seed))
