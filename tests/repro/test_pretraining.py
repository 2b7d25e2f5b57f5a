"""Does every arm train what it should, and nothing else, the same way each time?"""

import pytest

torch = pytest.importorskip("torch")

from repro.arms import Arm, arm, load  # noqa: E402
from repro.losses import Terms  # noqa: E402
from repro.masks import draw, motion_map  # noqa: E402
from repro.model import Shape  # noqa: E402
from repro.pretraining import Pretraining, pretraining  # noqa: E402

SHAPE = Shape(
    frames=10,
    resolution=24,
    patch=4,
    width=16,
    depth=4,
    heads=2,
    predictor_width=12,
    predictor_depth=1,
    predictor_heads=2,
)
NAMES = tuple(load())
LATE = 0.75
"""Share of training at which every schedule gives more than nothing."""


def clip() -> torch.Tensor:
    return torch.randn(2, 3, 10, 24, 24, generator=torch.Generator().manual_seed(5))


def evaluate(model: Pretraining, *, seed: int = 0) -> Terms:
    chance = torch.Generator().manual_seed(seed)
    heat = motion_map(clip(), SHAPE.grid)
    masks = draw(model.arm.masks, SHAPE.grid, 2, chance, motion=heat)
    return model(clip(), masks, step_fraction=LATE, generator=chance)


def trained(name: str, *, seed: int) -> tuple[Pretraining, float]:
    """The model after one step, and that step's loss."""
    model = pretraining(arm(name), SHAPE, seed=seed)
    optimiser = torch.optim.AdamW(model.trained().values(), lr=1e-3)
    terms = evaluate(model, seed=seed)
    terms.total.backward()
    optimiser.step()
    model.follow(steps=100)
    return model, terms.total.item()


def unreached(one: Arm) -> tuple[str, ...]:
    """Beginnings of the names of trained parameters that no gradient reaches: heads of terms
    without gradient, and the constant of an energy of which only the slope counts."""
    heads = [f"{n}." for n, o in one.objectives.items() if o.options.get("hard") == "released"]
    constants = ["hamiltonian.energy.4.bias"]
    return tuple(f"loss.modules_by_name.{name}" for name in heads + constants)


@pytest.mark.parametrize("name", NAMES)
def test_gradient_of_the_weighted_sum_reaches_all_that_is_trained_and_never_the_target(
    name: str,
) -> None:
    model = pretraining(arm(name), SHAPE, seed=0)
    terms = evaluate(model)
    terms.total.backward()
    assert terms.total.isfinite()
    assert set(terms.values) == set(arm(name).objectives)
    weighted = [terms.weights[n] * value.item() for n, value in terms.values.items()]
    assert terms.total.item() == pytest.approx(sum(weighted), rel=1e-5)
    assert all(weight > 0 for weight in terms.weights.values())
    unmoved = ("target.", *unreached(arm(name)))
    for parameter_name, parameter in model.named_parameters():
        if parameter_name.startswith(unmoved):
            assert parameter.grad is None, parameter_name
        else:
            assert parameter.grad is not None and parameter.grad.isfinite().all(), parameter_name
            assert parameter.grad.any(), parameter_name


@pytest.mark.parametrize("name", NAMES)
def test_a_step_comes_out_the_same_to_the_bit_and_ema_alone_moves_the_target(name: str) -> None:
    fresh = pretraining(arm(name), SHAPE, seed=3)
    (one, loss), (same, again) = (trained(name, seed=3) for _ in range(2))
    assert loss == again
    state = same.state_dict()
    assert all(torch.equal(value, state[key]) for key, value in one.state_dict().items())
    pairs = zip(fresh.target.parameters(), one.target.parameters(), strict=True)
    still = [torch.equal(old, new) for old, new in pairs]
    assert (not any(still)) if arm(name).target.source == "ema" else all(still)


@pytest.mark.parametrize("name", NAMES)
def test_all_arms_of_a_seed_start_alike(name: str) -> None:
    one, other = pretraining(arm(name), SHAPE, seed=7), pretraining(arm("baseline"), SHAPE, seed=7)
    mine = one.state_dict()
    assert all(torch.equal(mine[key], value) for key, value in other.state_dict().items())


def test_seeds_start_apart_and_the_global_random_state_stays() -> None:
    before = torch.get_rng_state()
    one, other = (pretraining(arm("baseline"), SHAPE, seed=seed) for seed in (1, 2))
    assert torch.equal(before, torch.get_rng_state())
    assert not torch.equal(one.encoder.embed.weight, other.encoder.embed.weight)


# arm, whether its targets carry a gradient
GRADIENT = [("baseline", False), ("kinematic", True), ("no_ema", True), ("no_ema_detached", False)]


@pytest.mark.parametrize(("name", "expected"), GRADIENT)
def test_targets_carry_a_gradient_only_with_ema_off(name: str, expected: bool) -> None:
    model = pretraining(arm(name), SHAPE, seed=0)
    masks = draw(model.arm.masks, SHAPE.grid, 2, torch.Generator().manual_seed(0))
    assert model.latents(clip(), masks).target.requires_grad is expected


def test_latent_dynamics_under_hard_weighting_as_released_changes_nothing() -> None:
    """The encoder after a step is that of the arm without latent dynamics, to the bit."""
    with_ld, without = trained("fwm_hw_ld", seed=1)[0], trained("fwm_hw", seed=1)[0]
    intended = trained("fwm_hw_ld_intended", seed=1)[0]
    weights = [list(model.encoder.parameters()) for model in (with_ld, without, intended)]
    assert all(torch.equal(a, b) for a, b in zip(weights[0], weights[1], strict=True))
    assert not all(torch.equal(a, b) for a, b in zip(weights[0], weights[2], strict=True))


def test_the_kinematic_term_has_no_gradient_with_ema_on() -> None:
    with_ema = arm("kinematic").model_copy(update={"target": arm("baseline").target})
    terms = evaluate(pretraining(with_ema, SHAPE, seed=0))
    assert not terms.values["kinematic"].requires_grad


def test_probes_read_the_encoder_that_the_arm_names() -> None:
    as_released = pretraining(arm("kinematic"), SHAPE, seed=0)
    repaired = pretraining(arm("kinematic_online"), SHAPE, seed=0)
    assert as_released.probed() is as_released.target
    assert repaired.probed() is repaired.encoder


def test_the_pooled_batch_statistic_is_of_the_targets_alone() -> None:
    model = pretraining(arm("baseline_batch"), SHAPE, seed=0)
    target = model.targets(model.encoder.tiles(clip())).flatten(0, 1)
    assert target.mean(0).abs().max() < 1e-4
    assert target.shape == (2 * SHAPE.grid.tokens, SHAPE.output)
