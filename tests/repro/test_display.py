"""Is a sweep's progress told rightly, and to whom?"""

import pytest

torch = pytest.importorskip("torch")

from claimcheck.errors import ReproError  # noqa: E402
from claimcheck.record import RunRecord  # noqa: E402
from repro.cells import Cell, cell  # noqa: E402
from repro.display import Display, Work  # noqa: E402

CELLS = [cell(arm=a, seed=0, scale="smoke") for a in ("ld", "hw", "untrained")]
LD, HW, UNTRAINED = CELLS


def record(one: Cell, *, train: float = 30, probe: float = 10) -> RunRecord:
    seconds = {"train": train, "probe": probe, "all": train + probe}
    return RunRecord(id=one.name, arm=one.arm, seed=0, scale="smoke", seconds=seconds)


def test_work_counts_runs_and_steps_and_an_untrained_encoder_has_none() -> None:
    work = Work(CELLS)
    assert (work.runs, work.steps) == ("0/3", "0/120 steps")
    work.move(LD, "train", 0.5)
    work.move(HW, "probe", 0.0)
    assert work.steps == "90/120 steps"
    work.end(LD, record(LD))
    work.fail(HW)
    assert (work.runs, work.steps) == ("2/3", "120/120 steps")


def test_the_time_left_is_that_of_work_not_done_at_the_pace_so_far() -> None:
    work = Work(CELLS)
    assert work.left(10) is None
    work.move(LD, "train", 1.0)
    work.end(LD, record(LD))  # training is three quarters of a run: the three are 2.25 runs
    assert work.share == pytest.approx(1 / 2.25)
    assert work.left(40) == pytest.approx(40 * 1.25)


def test_runs_that_were_finished_before_do_not_count_as_pace() -> None:
    work = Work(CELLS)
    work.end(LD, record(LD))
    assert work.left(1) is None
    work.move(HW, "train", 1.0)
    work.end(HW, record(HW))
    assert work.left(40) == pytest.approx(40 * 0.25)


@pytest.mark.parametrize("quiet", [False, True])
def test_a_run_that_ends_has_a_line_on_standard_error_unless_quiet_is_asked_for(
    quiet: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    with Display(quiet=quiet) as display:
        display.begin(CELLS)
        display.move(LD, "train", 1, 2)
        display.end(LD, record(LD).model_copy(update={"cautions": ("collapse",)}))
        display.end(HW, record(HW))
        display.fail(UNTRAINED, ReproError("it broke"))
    said = capsys.readouterr()
    assert said.out == ""
    expected = [
        "1/3 smoke/mixed/ld/seed-0 40 s (collapse)",
        "2/3 smoke/mixed/hw/seed-0 finished before",
        "3/3 smoke/mixed/untrained/seed-0 failed: it broke",
    ]
    assert said.err.splitlines() == ([] if quiet else expected)
