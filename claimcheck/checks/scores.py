"""Which numbers of the reruns does a plan read?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from claimcheck.plan import Ask, Reading
from claimcheck.record import Measurement

Scores = Mapping[tuple[str, str], Mapping[int, Measurement]]
"""By arm and benchmark: the deciding measurement of each seed."""


def scores(measurements: Iterable[Measurement], ask: Ask, reading: Reading | None = None) -> Scores:
    """The measurements that `reading` reads (those of the plan that decide, without one), by arm
    and benchmark, then by seed. Chance and majority belong to every reading."""
    found: dict[tuple[str, str], dict[int, Measurement]] = {}
    for m in measurements:
        by = reading or ask.by_benchmark.get(m.benchmark, ask.decides)
        if m.witness == "rerun" and m.seed is not None and _is_read(m, ask, by):
            found.setdefault((m.method, m.benchmark), {})[m.seed] = m
    return found


def _is_read(m: Measurement, ask: Ask, reading: Reading) -> bool:
    asked = {"regime": ask.regime, "shift": "", "split": ""}
    if m.method not in ("chance", "majority"):
        asked |= {"track": reading.track, "probe": reading.probe}
        asked |= {} if m.method == "untrained" else {"targets": reading.targets}
    clips = m.factors.get("clips", "")
    wanted = reading.clips or ask.clips.get(m.benchmark, clips)
    if clips != wanted or (ask.benchmarks and clips not in ask.benchmarks):
        return False
    return all(m.factors.get(key, "") == value for key, value in asked.items())
