"""Do runs come out the same wherever they are made, and does a lost one cost itself alone?"""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from claimcheck.errors import ClaimcheckError, ReproError  # noqa: E402
from claimcheck.record import RunRecord  # noqa: E402
from repro.backends import BACKENDS, cluster  # noqa: E402
from repro.cells import Cell, cell  # noqa: E402
from repro.listener import Listener  # noqa: E402
from repro.run import Setting, finished  # noqa: E402
from repro.sweep import sweep  # noqa: E402

SMALL = (
    "shape.resolution=16", "shape.patch=4", "shape.width=16", "shape.predictor_width=8",
    "training.batch=4", "training.clips=16", "training.steps=4",
    "probe.train=32", "probe.test=32", "probe.seeds=1",
)  # fmt: skip


class Heard(Listener):
    def __init__(self) -> None:
        self.moved: list[tuple[str, str]] = []

    def move(self, cell: Cell, stage: str, done: int, whole: int) -> None:
        self.moved.append((cell.name, stage))


def small(*arms: str, seed: int = 0) -> list[Cell]:
    fields = {"seed": seed, "scale": "smoke", "changes": SMALL, "benchmarks": ("temporal",)}
    return [cell(arm=arm, **fields) for arm in arms]


@pytest.fixture(scope="module")
def ray() -> Iterator[object]:
    """Ray on this machine, started once for all tests here."""
    ray = pytest.importorskip("ray", reason="Ray is not installed")
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    yield ray
    ray.shutdown()


def test_every_file_of_the_folder_is_a_backend() -> None:
    files = {p.stem for p in Path(cluster.__file__).parent.glob("*.py")} - {"__init__"}
    assert {f.__module__.rsplit(".", 1)[1] for f in BACKENDS.values()} == files


def test_an_unknown_backend_names_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(ReproError, match="slurm") as caught:
        sweep(small("baseline"), tmp_path, backend="slurm")
    assert "local, ray" in caught.value.remedy


def test_where_ray_is_missing_the_remedy_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    with pytest.raises(ReproError, match="not installed") as caught:
        sweep(small("baseline"), tmp_path, backend="ray")
    assert "claimcheck-ml[cluster]" in caught.value.remedy


def test_a_cluster_that_does_not_answer_is_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("ray", reason="Ray is not installed")
    with socket.socket() as taken:  # bound and not listening: nobody else can answer there
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setenv("RAY_ADDRESS", f"127.0.0.1:{taken.getsockname()[1]}")
        with pytest.raises(ReproError, match="cannot be joined") as caught:
            sweep(small("baseline"), tmp_path, backend="ray")
    assert "RAY_ADDRESS" in caught.value.remedy


@pytest.mark.filterwarnings("default")
def test_ray_makes_the_very_runs_that_this_machine_makes(ray: object, tmp_path: Path) -> None:
    cells, heard = small("baseline", "ld"), Heard()
    far = sweep(cells, tmp_path / "far", backend="ray", jobs=2, listener=heard)
    near = sweep(cells, tmp_path / "near", jobs=1)
    assert [r.measurements for r in far] == [r.measurements for r in near]
    assert [r.terms for r in far] == [r.terms for r in near]
    assert {name for name, _ in heard.moved} == {c.name for c in cells}


@pytest.mark.filterwarnings("default")
def test_an_error_of_one_run_leaves_the_others_alone(ray: object, tmp_path: Path) -> None:
    broken = small("baseline")[0].model_copy(update={"changes": ("shape.width=15",)})
    given = [broken, *small("ld")]
    came = dict(BACKENDS["ray"](given, Setting(tmp_path), 0, Listener()))
    assert isinstance(came[given[0]], ClaimcheckError)
    assert isinstance(came[given[1]], RunRecord)


@pytest.mark.filterwarnings("default")
def test_a_record_that_comes_from_afar_is_written_here(ray: object, tmp_path: Path) -> None:
    one = small("baseline", seed=1)[0]
    record = dict(BACKENDS["ray"]([one], Setting(tmp_path / "far"), 0, Listener()))[one]

    class Answers:
        exceptions = None

        def get(self, task: object) -> object:
            return record

    assert finished(one, tmp_path / "here") is None
    cluster._came(Answers(), None, one, Setting(tmp_path / "here"))
    assert finished(one, tmp_path / "here") == record
