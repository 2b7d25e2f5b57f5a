"""Do the objectives hold to their definitions where the golden file does not reach?"""

import math
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

import repro.objectives  # noqa: E402
from repro.grid import Grid, Tiles  # noqa: E402
from repro.latents import Channels, Latents, View  # noqa: E402
from repro.masks import MaskSet  # noqa: E402
from repro.objectives import OBJECTIVES  # noqa: E402
from repro.objectives.context import distance  # noqa: E402
from repro.objectives.hard import hard_weights  # noqa: E402
from repro.objectives.sigreg import epps_pulley  # noqa: E402

CHANNELS = Channels(levels=2, width=4)
GRID = Grid(5, 2, 2)


def chance(seed: int = 0):
    return torch.Generator().manual_seed(seed)


def step(context: list[int], target: list[int], grid: Grid = GRID) -> Latents:
    """One sample, one mask set, random tokens of eight channels."""
    noise = chance()
    whole = torch.randn(1, grid.tokens, 8, generator=noise)
    student = torch.randn(1, len(context), 8, generator=noise).requires_grad_()
    predicted = torch.randn(1, len(target), 8, generator=noise)
    masks = MaskSet(torch.tensor([context]), torch.tensor([target]))
    view = View(masks, student, predicted, student, whole, grid)
    return Latents(whole, (view,), Tiles(torch.randn(1, grid.tokens, 24, generator=noise), grid))


def test_every_file_of_the_folder_is_registered() -> None:
    files = {p.stem for p in Path(repro.objectives.__file__).parent.glob("*.py")}
    modules = {entry.__module__.rpartition(".")[2] for entry in OBJECTIVES.values()}
    assert files - {"__init__", "head"} == modules


@pytest.mark.parametrize("name", OBJECTIVES)
def test_objectives_are_finite_numbers(name: str) -> None:
    value = OBJECTIVES[name](CHANNELS)(step([*range(15), 16], [15, 17]), chance())
    assert value.shape == () and value.isfinite()


PAIRLESS = ["ld", "fwm_static", "delta", "ltc", "ac", "hamiltonian", "velgate", "spectral"]


@pytest.mark.parametrize("name", PAIRLESS)
def test_temporal_objectives_are_zero_without_pairs(name: str) -> None:
    value = OBJECTIVES[name](CHANNELS)(step([0, 5, 10], [1, 2]), chance())
    assert value.item() == 0


def test_spectral_needs_four_time_steps() -> None:
    short = step([0, 1, 2], [3], Grid(3, 1, 1))
    long = step([0, 1, 2, 3], [3], Grid(4, 1, 1))
    spectral = OBJECTIVES["spectral"](CHANNELS)
    assert spectral(short, chance()).item() == 0 < spectral(long, chance()).item()


def test_spectral_does_not_see_when_and_weighs_fast_change_more() -> None:
    """Moving the difference round in time leaves its spectrum; a constant one counts a tenth."""
    latents = step([0, 1, 2, 3], [3], Grid(4, 1, 1))
    view = latents.views[0]
    values = []
    for course in (
        [1.0, 1.0, 1.0, 1.0],
        [1.0, -1.0, 1.0, -1.0],
        [4.0, 0.0, 0.0, 0.0],
        [0.0, 0.0, 4.0, 0.0],
    ):
        student = view.whole + torch.tensor(course)[None, :, None]
        moved = View(view.masks, student, view.predicted, student, view.whole, view.grid)
        latents_moved = Latents(view.whole, (moved,), latents.tiles)
        values.append(OBJECTIVES["spectral"](CHANNELS)(latents_moved, chance()).item())
    constant, alternating, early, late = values
    assert constant == pytest.approx(4 * 0.1 / 3, abs=1e-5)
    assert alternating == pytest.approx(4 * 1.0 / 3, abs=1e-5)
    assert early == pytest.approx(late, abs=1e-5)


def test_hard_weights_have_mean_one_and_no_gradient() -> None:
    errors = torch.rand(3, 7, requires_grad=True)
    weights = hard_weights(errors, 0.5)
    assert torch.allclose(weights.mean(1), torch.ones(3))
    assert (weights.argmax(1) == errors.argmax(1)).all()
    assert not weights.requires_grad


def test_distance_is_that_to_the_nearest_target() -> None:
    masks = MaskSet(torch.tensor([[0, 4, 9]]), torch.tensor([[5, 8]]))
    # on a grid of 2 x 1 x 5: (0,0,0), (0,0,4), (1,0,4) to (1,0,0), (1,0,3)
    assert distance(masks, Grid(2, 1, 5))[0].tolist() == pytest.approx([1, math.sqrt(2), 1])


def test_epps_pulley_is_the_integral_of_its_definition() -> None:
    samples = torch.randn(50, 3, generator=chance()) * 1.5 + 0.3
    t = torch.linspace(-3, 3, 33, dtype=torch.float64)[:, None, None]
    phi = torch.exp(1j * t * samples.double()).mean(1)
    gap = (phi - torch.exp(-(t[:, 0] ** 2) / 2)).abs() ** 2 * torch.exp(-(t[:, 0] ** 2) / 2)
    expected = 50 * torch.trapezoid(gap, t[:, 0, 0], dim=0).mean()
    assert epps_pulley(samples, 17).item() == pytest.approx(expected.item(), rel=1e-4)


def test_epps_pulley_has_the_gradient_of_its_values() -> None:
    samples = torch.randn(6, 3, generator=chance(), dtype=torch.float64).requires_grad_()
    assert torch.autograd.gradcheck(lambda x: epps_pulley(x, 17), samples)


def test_epps_pulley_is_about_one_for_normal_samples_and_grows_with_others() -> None:
    normal = torch.randn(400, 2000, generator=chance())
    mean = math.sqrt(2 * math.pi) * math.erf(3 / math.sqrt(2)) - math.sqrt(2 * math.pi / 3)
    assert epps_pulley(normal, 17).item() == pytest.approx(mean, abs=0.08)
    narrow = [epps_pulley(0.1 * normal[:n], 17).item() for n in (100, 400)]
    assert narrow[1] == pytest.approx(4 * narrow[0], rel=0.05)
    assert narrow[0] > 10


def test_sigreg_draws_its_directions_from_the_generator() -> None:
    latents = step(list(range(10)), [15])
    sigreg = OBJECTIVES["sigreg"](CHANNELS, directions=5)
    one, same, other = (sigreg(latents, chance(seed)).item() for seed in (1, 1, 2))
    assert one == same != other


def test_hamiltonian_has_the_same_value_without_gradients() -> None:
    latents = step(list(range(10)), [15])
    objective = OBJECTIVES["hamiltonian"](CHANNELS)
    with torch.no_grad():
        still = objective(latents, chance())
    assert not still.requires_grad
    fresh = step(list(range(10)), [15])
    assert objective(fresh, chance()).item() == pytest.approx(still.item(), abs=1e-6)


def test_acceleration_falls_back_to_speed_below_three_steps() -> None:
    latents = step([0, 1], [2], Grid(2, 1, 2))
    forms = [
        OBJECTIVES["kinematic"](CHANNELS, form=f)(latents, chance()) for f in ("l1", "acceleration")
    ]
    assert torch.equal(*forms)


def test_even_motion_has_no_acceleration() -> None:
    latents = step([0, 1], [2])
    even = torch.arange(5.0).repeat_interleave(4)[None, :, None].expand(1, 20, 8)
    moved = Latents(even, latents.views, latents.tiles)
    kinematic = OBJECTIVES["kinematic"]
    assert kinematic(CHANNELS, form="l1")(moved, chance()).item() == 1
    assert kinematic(CHANNELS, form="acceleration")(moved, chance()).item() == 0
