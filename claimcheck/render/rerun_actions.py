"""How is a rerun told to an archive: with which program, from what, to what, and when?

Entities of an RO-Crate: a `CreateAction` for each run, and what it refers to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from claimcheck.record import RunRecord
from claimcheck.render.places import anchor
from claimcheck.render.plain import line

Entity = dict[str, Any]
PROGRAM = "repro"
COMPLETED = "http://schema.org/CompletedActionStatus"


def actions(runs: Iterable[RunRecord], records: Mapping[str, str]) -> list[Entity]:
    """Programs, settings and machines, each once, and an action for each run. `records` names the
    file of a run's record, by the run's id; a run without one has no `result`."""
    beside: dict[str, Entity] = {}
    acts = []
    for run in runs:
        needed = [_package(*item) for item in sorted(run.packages.items())]
        program = _program(run, needed)
        settings = [_setting(*pair) for pair in _settings(run)]
        machine = _machine(run)
        beside |= {e["@id"]: e for e in (*needed, program, *settings, *machine)}
        acts.append(_action(run, program, settings, machine, records.get(run.id, "")))
    return [*beside.values(), *acts]


def one_or_all(values: list[Any]) -> Any:
    """A single value by itself, as RO-Crate recommends; else the list."""
    return values[0] if len(values) == 1 else values


def _action(
    run: RunRecord, program: Entity, settings: list[Entity], machine: list[Entity], record: str
) -> Entity:
    action: Entity = {
        "@id": f"#{anchor('run', run.id)}",
        "@type": "CreateAction",
        "name": line(f"{run.arm}, seed {run.seed}, scale {run.scale}"),
        "description": line(f"Trained and probed the arm {run.arm}. {_cautions(run)}"),
        "instrument": _ref(program),
        "object": [_ref(e) for e in settings],
        "actionStatus": COMPLETED,
    }
    action |= {"result": {"@id": record}} if record else {}
    action |= {"environment": one_or_all([_ref(e) for e in machine])} if machine else {}
    return action | _times(run)


def _cautions(run: RunRecord) -> str:
    return f"Cautions: {', '.join(run.cautions)}." if run.cautions else ""


def _times(run: RunRecord) -> Entity:
    """Start and end, as days where the zone is not known; a start that is no moment is left out."""
    try:
        start = datetime.fromisoformat(run.started)
        seconds = run.seconds.get("all", sum(run.seconds.values()))
        end = start + timedelta(seconds=round(seconds))
    except (ValueError, OverflowError):
        return {}
    moments = (start, end) if start.tzinfo else (start.date(), end.date())
    return {"startTime": moments[0].isoformat(), "endTime": moments[1].isoformat()}


def _program(run: RunRecord, needed: list[Entity]) -> Entity:
    """`repro` at the commit, with the packages that it ran with."""
    told = "\n".join((run.git, *(e["@id"] for e in needed)))
    version = line(run.git) or "unknown"
    program: Entity = {
        "@id": f"#{PROGRAM}-{hashlib.sha256(told.encode('utf-8', 'replace')).hexdigest()[:12]}",
        "@type": "SoftwareApplication",
        "name": PROGRAM,
        "softwareVersion": version,
    }
    return program | (
        {"softwareRequirements": one_or_all([_ref(e) for e in needed])} if needed else {}
    )


def _package(name: str, version: str) -> Entity:
    return {
        "@id": f"#{anchor('package', f'{name}-{version}')}",
        "@type": "SoftwareApplication",
        "name": line(name),
        "softwareVersion": line(version) or "unknown",
    }


def _settings(run: RunRecord) -> list[tuple[str, str]]:
    return [("arm", run.arm), ("seed", str(run.seed)), ("scale", run.scale)]


def _setting(name: str, value: str) -> Entity:
    return _property(f"#{anchor(name, value)}", name, value)


def _machine(run: RunRecord) -> list[Entity]:
    return [
        _property(f"#{anchor('machine', f'{name}-{value}')}", name, value)
        for name, value in sorted(run.hardware.items())
    ]


def _property(id: str, name: str, value: str) -> Entity:
    return {"@id": id, "@type": "PropertyValue", "name": line(name), "value": line(value)}


def _ref(entity: Entity) -> Entity:
    return {"@id": entity["@id"]}
