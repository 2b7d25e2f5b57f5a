"""Do the figures of the reruns show every run's course?"""

from __future__ import annotations

from claimcheck.record import RunRecord
from claimcheck.render.curves import curves


def run(arm: str, seed: int, *ranks: float, scale: str = "cpu/mixed") -> RunRecord:
    points = tuple((10 * i, rank) for i, rank in enumerate(ranks))
    return RunRecord(
        id=f"{scale}/{arm}/seed-{seed}", arm=arm, seed=seed, scale="cpu",
        curves={"effective_rank": points, "loss": points} if points else {},
    )  # fmt: skip


def test_a_panel_an_arm_and_a_line_a_seed() -> None:
    loss, rank = curves([run("ld", 0, 9, 8), run("ld", 1, 7, 6), run("fwm", 0, 5, 1.5)])
    assert loss.title == "Runs at cpu/mixed: learning curves"
    assert rank.title == "Runs at cpu/mixed: collapse watch"
    assert sum(s.ink == "rerun" for s in rank.strokes) == 3
    assert [w.text for w in rank.words if w.bold] == ["ld", "fwm"]
    assert "ld: 8 → 7, seeds 2; fwm: 5 → 1.5, seeds 1" in rank.says


def test_what_collapses_ends_below_the_dashed_line() -> None:
    _, rank = curves([run("dead", 0, 9, 1.1), run("well", 0, 9, 8)])
    (limit, _) = [s.points[0][1] for s in rank.strokes if s.dashed]
    dead, well = (s.points[-1][1] for s in rank.strokes if s.ink == "rerun")
    assert dead > limit > well


def test_each_scale_has_figures_of_its_own_and_runs_without_curves_none() -> None:
    runs = [
        run("ld", 0, 2, 1),
        run("ld", 0, 2, 1, scale="smoke/mixed"),
        run("encoder", 0, scale="vit-b/build"),
    ]
    names = [figure.name for figure in curves(runs)]
    assert len(names) == len(set(names)) == 4
    assert list(curves([run("untrained", 0)])) == []


def test_no_arm_is_lost_where_there_are_very_many() -> None:
    figures = list(curves([run(f"arm{i}", 0, 2, 1) for i in range(90)]))
    shown = [w.text for figure in figures for w in figure.words if w.bold]
    assert sorted(shown) == sorted(2 * [f"arm{i}" for i in range(90)])
