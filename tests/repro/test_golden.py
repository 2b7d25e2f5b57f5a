"""Do the objectives give what the study's released training step gave?"""

from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")

from golden import CHANNELS, arrays, fill, latents, values  # noqa: E402

from repro.objectives import OBJECTIVES  # noqa: E402

TOLERANCE = 3e-5

# recorded term, objective, options, head in the golden file, whether targets carry a gradient
CASES = [
    ("pred", "prediction", {}, None, False),
    ("context_distance_weighted", "context", {}, None, False),
    ("context_plain", "context", {"weighted": False}, None, False),
    ("hw_T1", "hw", {"temperature": 1.0}, None, False),
    ("hw_T0.1", "hw", {"temperature": 0.1}, None, False),
    ("ld", "ld", {"hidden": 6}, "ld_full", False),
    ("delta", "delta", {}, None, False),
    ("spectral", "spectral", {}, None, False),
    ("ltc_m0.5", "ltc", {"margin": 0.5}, None, False),
    ("ac", "ac", {"hidden": 6}, "ac_full", False),
    ("fwm_static", "fwm_static", {}, None, False),
    ("fwm_orth", "fwm_orth", {}, None, False),
    ("velgate_p0.5", "velgate", {"quantile": 0.5}, None, False),
    ("hamiltonian_dt0.1", "hamiltonian", {"step": 0.1}, "ham", False),
    ("kin_l1_with_ema_target", "kinematic", {}, None, False),
    ("kin_l1", "kinematic", {}, None, True),
    ("kin_huber", "kinematic", {"form": "huber"}, None, True),
    ("kin_accel", "kinematic", {"form": "acceleration"}, None, True),
    (
        "kin_accel_split0.5",
        "kinematic",
        {"form": "acceleration", "reads": "appearance"},
        None,
        True,
    ),
    ("ld_on_zdyn", "ld", {"hidden": 6, "reads": "motion"}, "ld_half", False),
    ("fac_on_zdyn", "ac", {"hidden": 6, "reads": "motion"}, "ac_half", False),
    ("ld_with_hw_value", "ld", {"hidden": 6, "hard": "released"}, "ld_full", False),
    (
        "fwm_hw_ld_ld_value",
        "ld",
        {"hidden": 6, "hard": "released", "reads": "motion"},
        "ld_half",
        False,
    ),
]

WITHOUT_GRADIENT = {
    "pred",
    "context_distance_weighted",
    "context_plain",
    "ld_on_zdyn",
    "fac_on_zdyn",
    "ld_with_hw_value",
    "fwm_hw_ld_ld_value",
}
"""Terms of which the value alone was recorded; for the first two see the baseline's own test."""


def evaluate(data: Path, objective: str, options: dict[str, Any], head: str | None, online: bool):
    """The term, and the scalar that multiplies the student tokens."""
    given = arrays(data)
    module = OBJECTIVES[objective](CHANNELS, **options)
    if head is not None:
        fill(getattr(module, "energy" if head == "ham" else "head"), given, head)
    scale = torch.ones((), requires_grad=True)
    step = latents(given, student=scale, target=scale if online else torch.ones(()))
    return module(step, torch.Generator()), scale


@pytest.mark.parametrize(("term", "objective", "options", "head", "online"), CASES)
def test_value_is_the_recorded_one(
    data: Path, term: str, objective: str, options: dict[str, Any], head: str | None, online: bool
) -> None:
    value, _ = evaluate(data, objective, options, head, online)
    assert value.item() == pytest.approx(values(data)[term], abs=TOLERANCE)


@pytest.mark.parametrize(
    ("term", "objective", "options", "head", "online"),
    [case for case in CASES if case[0] not in WITHOUT_GRADIENT],
)
def test_gradient_of_the_student_is_the_recorded_one(
    data: Path, term: str, objective: str, options: dict[str, Any], head: str | None, online: bool
) -> None:
    recorded = values(data)
    value, scale = evaluate(data, objective, options, head, online)
    if recorded[f"{term}__dstudent"] is None:
        assert not reaches(value, scale)
        return
    (slope,) = torch.autograd.grad(value, scale)
    assert slope.item() == pytest.approx(recorded[f"{term}__dstudent"], abs=TOLERANCE)


def reaches(value: Any, scale: Any) -> bool:
    """Whether `value` has a gradient path to `scale`."""
    if not value.requires_grad:
        return False
    return torch.autograd.grad(value, scale, allow_unused=True)[0] is not None


def test_every_recorded_term_is_tried(data: Path) -> None:
    terms = {case[0] for case in CASES}
    assert {name for name in values(data) if name != "_note" and "__" not in name} == terms
    slopes = {f"{name}__dstudent" for name in (terms - WITHOUT_GRADIENT) | {"baseline"}}
    assert {name for name in values(data) if "__" in name} == slopes


@pytest.mark.parametrize("objective", ["prediction", "context"])
def test_the_baseline_reaches_students_through_the_predictor_alone(
    data: Path, objective: str
) -> None:
    assert values(data)["baseline__dstudent"] is None
    assert not reaches(*evaluate(data, objective, {}, None, False))


def test_latent_dynamics_under_hard_weighting_learns_only_as_intended(data: Path) -> None:
    options = {"hidden": 6, "reads": "all"}
    released, scale = evaluate(data, "ld", {**options, "hard": "released"}, "ld_full", False)
    intended, other = evaluate(data, "ld", {**options, "hard": "intended"}, "ld_full", False)
    assert released.item() == pytest.approx(intended.item())
    assert not reaches(released, scale)
    assert reaches(intended, other)
