"""Does the target encoder follow as slowly as it should, and are its tokens normalised?"""

import pytest

torch = pytest.importorskip("torch")

from repro.target import NORMALISATIONS, follow, momentum  # noqa: E402

# horizon as a share of the run, steps, momentum
MOMENTA = [
    (2 / 45, 30_000, 0.99925),
    (2 / 45, 3_000, 0.9925),
    (2 / 45, 10, 0.0),
    (0.1, 1_000, 0.99),
]


@pytest.mark.parametrize(("horizon", "steps", "expected"), MOMENTA)
def test_momentum_follows_the_run_length(horizon: float, steps: int, expected: float) -> None:
    assert momentum(horizon, steps) == pytest.approx(expected)


def test_target_moves_a_share_of_the_way() -> None:
    target, online = torch.nn.Linear(3, 2), torch.nn.Linear(3, 2)
    expected = [
        0.9 * t + 0.1 * o for t, o in zip(target.parameters(), online.parameters(), strict=True)
    ]
    follow(target, online, 0.9)
    for found, value in zip(target.parameters(), expected, strict=True):
        assert torch.allclose(found, value)


def test_layer_normalisation_is_by_token_and_level() -> None:
    tokens = torch.randn(2, 5, 4 * 8) * torch.tensor([1.0, 10.0, 0.1, 3.0]).repeat_interleave(8) + 2
    levels = NORMALISATIONS["layer"](tokens, 4).view(2, 5, 4, 8)
    assert levels.mean(-1).abs().max() < 1e-5
    assert torch.allclose(levels.var(-1, correction=0), torch.ones(2, 5, 4), atol=1e-2)


def test_batch_normalisation_is_by_channel() -> None:
    tokens = torch.randn(2, 50, 8) * torch.arange(1, 9) + 2
    found = NORMALISATIONS["batch"](tokens, 4).flatten(0, 1)
    assert found.mean(0).abs().max() < 1e-5
    assert torch.allclose(found.var(0, correction=0), torch.ones(8), atol=1e-3)
