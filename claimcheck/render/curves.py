"""Did the reruns learn, and did their features stay alive?

For all runs of one scale a figure of the loss and one of the effective rank: a small panel an arm,
in it a line a seed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from claimcheck.record import RunRecord
from claimcheck.render.drawing import WIDTH, Drawing, Stroke, Words, fitted
from claimcheck.render.places import anchor
from claimcheck.render.scale import Scale, written

ACROSS = 4
"""Panels in a row."""
MOST = 40
"""Panels of one figure."""
WIDE, HIGH, HEAD, EDGE = 76.0, 34.0, 22.0, 4.0
COLLAPSED = 2.0
"""Effective rank below which features count as collapsed, as `repro` has it."""
Curve = Sequence[tuple[int, float]]


@dataclass(frozen=True)
class Kind:
    """One of the things that are watched."""

    key: str
    title: str
    says: str
    common: bool
    """Whether all panels have one scale, from zero."""
    limit: float | None = None


KINDS = (
    Kind(
        "loss", "learning curves",
        "Loss over the steps of training, a panel an arm, a line a seed, each panel on a scale of "
        "its own; first and last value, mean over seeds", common=False,
    ),
    Kind(
        "effective_rank", "collapse watch",
        "Effective rank of the features over the steps of training, a panel an arm, a line a seed; "
        f"below {COLLAPSED:g} (dashed) they count as collapsed; first and last value, mean over "
        "seeds", common=True, limit=COLLAPSED,
    ),
)  # fmt: skip


def curves(runs: Iterable[RunRecord]) -> Iterator[Drawing]:
    """The figures of all runs that kept their curves, scale by scale."""
    for scale, arms in _by_scale(runs).items():
        for kind in KINDS:
            panels = {arm: kept for arm, own in arms.items() if (kept := _kept(kind, own))}
            names = list(panels)
            for first in range(0, len(names), MOST):
                part = {name: panels[name] for name in names[first : first + MOST]}
                yield _figure(kind, scale, part, first // MOST)


def _kept(kind: Kind, own: Iterable[RunRecord]) -> list[Curve]:
    """The curves of an arm's runs; one point makes no curve."""
    curves = (run.curves.get(kind.key, ()) for run in own)
    return [curve for curve in curves if len(curve) > 1]


def _by_scale(runs: Iterable[RunRecord]) -> Mapping[str, Mapping[str, list[RunRecord]]]:
    """By scale and regime, then by arm, as the folders of the runs have it."""
    found: dict[str, dict[str, list[RunRecord]]] = defaultdict(lambda: defaultdict(list))
    for run in runs:
        folder, _, arm = run.id.removesuffix(f"/seed-{run.seed}").rpartition("/")
        found[folder or run.scale][arm or run.arm].append(run)
    return found


def _figure(kind: Kind, scale: str, panels: Mapping[str, Sequence[Curve]], part: int) -> Drawing:
    ends = [v for own in panels.values() for curve in own for _, v in curve]
    steps = [s for own in panels.values() for curve in own for s, _ in curve]
    strokes: list[Stroke] = []
    words: list[Words] = []
    gap = (WIDTH - 2 * EDGE - ACROSS * WIDE) / (ACROSS - 1)
    for i, (arm, own) in enumerate(panels.items()):
        left = EDGE + i % ACROSS * (WIDE + gap)
        top = EDGE + i // ACROSS * (HEAD + HIGH + 6) + HEAD
        x = Scale(0, max(1, *steps), left, left + WIDE)
        y = Scale.over(
            (*ends, 0) if kind.common else (v for c in own for _, v in c), top + HIGH, top
        )
        strokes += _panel(kind, own, x, y)
        words.append(Words(left, top - 12, fitted(arm, WIDE, 8.0), size=8.0, bold=True))
        words.append(Words(left, top - 3, _course(own), size=8.0))
    below = EDGE + -(-len(panels) // ACROSS) * (HEAD + HIGH + 6) + 8
    last = f"steps 0 to {max(steps)}"
    if kind.common:
        last += f"; height 0 to {written(round(max(ends), 1))}"
    words.append(Words(EDGE, below, last, size=8.0))
    suffix = f" ({part + 1})" if part else ""
    told = "; ".join(f"{arm}: {_course(own)}, seeds {len(own)}" for arm, own in panels.items())
    return Drawing(
        name=anchor(kind.key.replace("_", "-"), f"{scale}{suffix}"),
        title=f"Runs at {scale}: {kind.title}{suffix}",
        says=f"{kind.says}. {told}.",
        height=below + EDGE,
        strokes=tuple(strokes),
        words=tuple(words),
    )


def _panel(kind: Kind, own: Sequence[Curve], x: Scale, y: Scale) -> Iterator[Stroke]:
    yield Stroke(((x.start, y.start), (x.end, y.start)), "faint")
    yield Stroke(((x.start, y.start), (x.start, y.end)), "faint")
    if kind.limit is not None:
        at = y.at(kind.limit)
        yield Stroke(((x.start, at), (x.end, at)), "released", 0.8, dashed=True)
    for curve in own:
        points = tuple((round(x.at(s), 1), round(y.at(v), 1)) for s, v in curve)
        yield Stroke(points, "rerun", 0.9)


def _course(own: Sequence[Curve]) -> str:
    """`1.02 → 0.71`, means over the seeds."""
    first, last = (sum(c[i][1] for c in own) / len(own) for i in (0, -1))
    return f"{first:.3g} → {last:.3g}"
