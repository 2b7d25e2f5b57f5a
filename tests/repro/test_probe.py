"""Do probes read what is there, and do they read it as the study did?"""

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from torch import Tensor, nn  # noqa: E402

from claimcheck.errors import ReproError  # noqa: E402
from repro import readers  # noqa: E402
from repro.attention import HEADS, Weights  # noqa: E402
from repro.attentive import attend  # noqa: E402
from repro.health import health  # noqa: E402
from repro.probe import (  # noqa: E402
    PUBLISHED,
    REPAIRED,
    Features,
    Protocol,
    probe,
    probe_each,
    protocols,
)
from repro.readers import READERS, Descent, Reader, trained  # noqa: E402
from repro.ridge import ridge  # noqa: E402

torch.set_num_threads(1)
FEW = Protocol(kind="attentive", batch=16, epochs=12, rate=3e-3)
KINDS = [FEW, FEW.model_copy(update={"kind": "linear"}), Protocol(kind="ridge", readout="mean")]


def normal(*shape: int, seed: int = 0) -> Tensor:
    values: Tensor = torch.randn(*shape, generator=torch.Generator().manual_seed(seed))
    return values


def separable(n: int, seed: int, *, classes: int = 3, width: int = 16) -> Features:
    """Clips (n, 2·3, width) whose tokens lie around a centre of their class."""
    labels = torch.arange(n) % classes
    centres = 2 * normal(classes, width, seed=99)
    return Features(centres[labels][:, None] + normal(n, 6, width, seed=seed), labels, times=2)


def bare(n: int, seed: int) -> Features:
    return Features(normal(n, 6, 16, seed=seed), torch.arange(n) % 3, times=2)


@pytest.mark.parametrize("protocol", KINDS)
def test_a_probe_reads_classes_that_are_there_and_none_that_are_not(protocol: Protocol) -> None:
    there = probe(separable(120, 1), separable(300, 2), protocol, classes=3, seeds=[0, 1])
    absent = probe(bare(120, 1), bare(300, 2), protocol, classes=3, seeds=[0, 1])
    assert there.accuracy > 0.9
    assert 0.2 < absent.accuracy < 0.47
    assert (there.chance, there.n) == (1 / 3, 300)
    assert there.majority == pytest.approx(1 / 3)


@pytest.mark.parametrize("protocol", KINDS)
def test_accuracy_is_the_mean_over_seeds_of_the_clips_that_were_right(protocol: Protocol) -> None:
    result = probe(bare(60, 1), bare(90, 2), protocol, classes=3, seeds=[4, 5, 6])
    assert result.correct.shape == (1 if protocol.kind == "ridge" else 3, 90)
    assert result.accuracies == pytest.approx(result.correct.mean(1))
    assert result.accuracy == pytest.approx(result.correct.mean())


@pytest.mark.parametrize("protocol", KINDS[:2])
def test_seeds_trained_together_come_out_as_if_alone(protocol: Protocol) -> None:
    train, test = bare(60, 1), bare(200, 2)
    together = probe(train, test, protocol, classes=3, seeds=[0, 1, 2])
    alone = [probe(train, test, protocol, classes=3, seeds=[s]).correct[0] for s in (0, 1, 2)]
    assert (together.correct == np.stack(alone)).mean() > 0.99
    assert (together.correct[0] != together.correct[1]).any()


@pytest.mark.parametrize("protocol", KINDS)
def test_the_same_seed_gives_the_same_answers(protocol: Protocol) -> None:
    one, two = (probe(bare(60, 1), bare(90, 2), protocol, classes=3, seeds=[7]) for _ in range(2))
    assert (one.correct == two.correct).all()


def test_probing_leaves_features_and_the_global_generator_alone() -> None:
    train, state = bare(60, 1), torch.random.get_rng_state()
    before = train.values.clone()
    probe(train, bare(90, 2), FEW, classes=3, seeds=[0])
    assert (train.values == before).all()
    assert (torch.random.get_rng_state() == state).all()


class Published(nn.Module):
    """The study's attentive probe, written as it was, every row computed."""

    def __init__(self, own: Weights) -> None:
        super().__init__()
        width, classes = len(own["cls"]), len(own["bias"])
        self.cls = nn.Parameter(own["cls"].clone())
        self.attention = nn.MultiheadAttention(width, HEADS, batch_first=True)
        zero = torch.zeros(width)  # the keys' bias, which the softmax cancels
        self.norm, self.last = nn.LayerNorm(width), nn.Linear(width, classes)
        self.attention.load_state_dict(
            {
                "in_proj_weight": torch.cat((own["query"], own["key"], own["value"])),
                "in_proj_bias": torch.cat((own["query_bias"], zero, own["value_bias"])),
                "out_proj.weight": own["out"], "out_proj.bias": own["out_bias"],
            }
        )  # fmt: skip
        self.norm.load_state_dict({"weight": own["norm"], "bias": own["norm_bias"]})
        self.last.load_state_dict({"weight": own["weight"], "bias": own["bias"]})

    def forward(self, tokens: Tensor) -> Tensor:
        row = torch.cat((self.cls.expand(len(tokens), 1, -1), tokens), 1)
        mixed, _ = self.attention(row, row, row)
        scores: Tensor = self.last(self.norm(row + mixed)[:, 0])
        return scores


@pytest.mark.parametrize("length", [1, 7])
def test_the_cheap_attentive_probe_is_the_study_s_function(length: int) -> None:
    fresh = READERS["attentive"].start(32, 5, torch.Generator().manual_seed(0))
    moved = {k: w + 0.3 * normal(*w.shape, seed=i) for i, (k, w) in enumerate(fresh.items())}
    tokens = normal(4, length, 32)
    for own in (fresh, moved):
        cheap = attend({k: w[None] for k, w in own.items()}, tokens[None])[0]
        assert torch.allclose(cheap, Published(own)(tokens), atol=1e-5)


def textbook(
    reader: Reader, tokens: Tensor, labels: Tensor, classes: int, descent: Descent, seed: int
) -> nn.Module:
    """One probe trained by PyTorch's own layers, gradients and AdamW."""
    draws = torch.Generator().manual_seed(seed)
    own = reader.start(tokens.shape[-1], classes, draws)
    model: nn.Module = Published(own) if "cls" in own else Averaged(own)
    adam = torch.optim.AdamW(model.parameters(), lr=descent.rate, weight_decay=descent.decay)
    for _ in range(descent.epochs):
        for part in torch.randperm(len(tokens), generator=draws).split(descent.batch):
            loss = nn.functional.cross_entropy(model(tokens[part]), labels[part])
            adam.zero_grad()
            torch.autograd.backward(loss)
            adam.step()
    return model


class Averaged(nn.Linear):
    """The study's linear probe."""

    def __init__(self, own: Weights) -> None:
        super().__init__(own["weight"].shape[1], len(own["bias"]))
        self.load_state_dict(own)

    def forward(self, tokens: Tensor) -> Tensor:
        return super().forward(tokens.mean(1))


# probe, tokens a clip, feature values in a pass
TRAINED = [
    ("attentive", 1, 2**19),
    ("attentive", 6, 2**19),
    ("attentive", 6, 2**10),
    ("linear", 6, 2**19),
]


@pytest.mark.parametrize(("kind", "length", "numbers"), TRAINED)
def test_a_probe_is_trained_as_pytorch_would_train_it(
    kind: str, length: int, numbers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "NUMBERS_IN_A_PASS", numbers)
    tokens, labels = normal(42, length, 16), torch.arange(42) % 3
    descent, reader = Descent(rate=1e-3, batch=16, epochs=3, decay=0.01), READERS[kind]
    weights = trained(reader, tokens, labels, 3, descent, [5, 6])
    asked = normal(30, length, 16, seed=1)
    found = readers.scores(reader, weights, asked, numbers=1000)
    for row, seed in zip(found, (5, 6), strict=True):
        expected = textbook(reader, tokens, labels, 3, descent, seed)(asked)
        assert torch.allclose(row, expected, atol=1e-4)


def test_an_attentive_probe_starts_as_pytorch_starts_its_parts() -> None:
    own = READERS["attentive"].start(64, 900, torch.Generator().manual_seed(0))
    with torch.random.fork_rng():
        torch.manual_seed(1)
        attention, last = nn.MultiheadAttention(64, HEADS), nn.Linear(64, 900)
    known = {
        **dict(zip(("query", "key", "value"), attention.in_proj_weight.chunk(3), strict=True)),
        "query_bias": attention.in_proj_bias[:64], "value_bias": attention.in_proj_bias[128:],
        "out": attention.out_proj.weight, "out_bias": attention.out_proj.bias,
        "weight": last.weight, "bias": last.bias,
    }  # fmt: skip
    for name, weight in known.items():
        assert own[name].shape == weight.shape, name
        assert float(own[name].abs().max()) == pytest.approx(
            float(weight.detach().abs().max()), rel=0.1
        ), name
        assert float(own[name].std()) == pytest.approx(float(weight.detach().std()), rel=0.1), name
    assert float(own["cls"].std()) == pytest.approx(0.02, rel=0.3)


def test_the_order_of_tokens_does_not_matter_to_the_attentive_probe() -> None:
    own = {k: w[None] for k, w in READERS["attentive"].start(16, 3, torch.Generator()).items()}
    tokens = normal(1, 5, 6, 16)
    assert torch.allclose(attend(own, tokens), attend(own, tokens.flip(2)), atol=1e-6)


def test_ridge_is_the_textbook_s_with_the_penalty_of_least_leave_one_out_error() -> None:
    x, test, labels = normal(40, 6), normal(9, 6, seed=1), torch.arange(40) % 4
    scores = ridge(x, labels, classes=4)(test)
    y = 2.0 * nn.functional.one_hot(labels, 4).double() - 1

    def fit(rows: Tensor, aims: Tensor, asked: Tensor, penalty: float) -> Tensor:
        mean, level = rows.double().mean(0), aims.mean(0)
        own = rows.double() - mean
        weights = torch.linalg.solve(
            own.T @ own + penalty * torch.eye(6, dtype=torch.double), own.T @ (aims - level)
        )
        scores: Tensor = (asked.double() - mean) @ weights + level
        return scores

    def left_out(penalty: float) -> float:
        keep = ~torch.eye(40, dtype=torch.bool)
        missed = [fit(x[k], y[k], x[i : i + 1], penalty)[0] - y[i] for i, k in enumerate(keep)]
        return float(torch.stack(missed).square().mean())

    penalties = [40 * 10.0**k for k in range(-4, 5)]
    found = [p for p in penalties if torch.allclose(scores, fit(x, y, test, p), atol=1e-8)]
    assert len(found) == 1
    best = min(map(left_out, penalties))
    assert left_out(found[0]) == pytest.approx(best, rel=0.02)


def test_ridge_takes_more_channels_than_clips() -> None:
    train, test = separable(30, 1, width=64), separable(90, 2, width=64)
    wide = REPAIRED["ordered"]
    assert probe(train, test, wide, classes=3, seeds=[0]).accuracy > 0.9


def test_pooling_loses_order_and_the_mean_of_each_time_step_keeps_it() -> None:
    def swapped(n: int, seed: int) -> Features:
        labels = torch.arange(n) % 2
        sign = (2 * labels - 1)[:, None].float()
        step = torch.stack((sign, -sign), 1).expand(-1, 2, 8)  # (n, 2 time steps, 8)
        tokens = step.repeat_interleave(3, 1) + 0.5 * normal(n, 6, 8, seed=seed)
        return Features(tokens, labels, times=2)

    train, test = swapped(100, 1), swapped(200, 2)
    asked = {k: probe(train, test, p, classes=2, seeds=[0]).accuracy for k, p in REPAIRED.items()}
    assert asked["ordered"] > 0.95
    assert 0.4 < asked["pooled"] < 0.6


def test_readouts_have_the_shapes_they_say() -> None:
    tokens = torch.arange(2 * 12 * 3).reshape(2, 12, 3).float()
    own = Features(tokens, torch.tensor([0, 1]), times=4)
    assert own.read("tokens").shape == (2, 12, 3)
    assert (own.read("mean")[:, 0] == tokens.mean(1)).all()
    assert own.read("times").shape == (2, 1, 12)
    assert (own.read("times")[:, 0, 3:6] == tokens[:, 3:6].mean(1)).all()
    assert Features(tokens.half(), own.labels, times=4).read("mean").dtype == torch.float32
    pooled = Features(tokens.mean(1), own.labels)
    assert (pooled.read("tokens")[:, 0] == own.read("mean")[:, 0]).all()


def test_a_channel_that_never_varies_in_training_is_not_read() -> None:
    train, test, moved = separable(90, 1), separable(200, 2), separable(200, 2)
    train.values[..., 2] = test.values[..., 2] = 7.0
    moved.values[..., 2] = 1e6
    for protocol in REPAIRED.values():
        short = protocol.model_copy(update={"epochs": 3})
        sets = {"as it was": test, "moved": moved}
        asked = probe_each(train, sets, short, classes=3, seeds=[0])
        assert (asked["as it was"].correct == asked["moved"].correct).all()


@pytest.mark.parametrize("protocol", KINDS)
def test_several_test_sets_are_asked_by_the_fit_that_each_alone_would_get(
    protocol: Protocol,
) -> None:
    train, sets = separable(60, 1), {"plain": bare(50, 2), "shifted": separable(70, 3)}
    together = probe_each(train, sets, protocol, classes=3, seeds=[0, 1])
    for name, test in sets.items():
        alone = probe(train, test, protocol, classes=3, seeds=[0, 1])
        assert (together[name].correct == alone.correct).all()


def test_scale_moves_the_published_linear_probe_and_not_the_repaired_ones() -> None:
    train, test = separable(90, 1), separable(200, 2)
    small = [Features(f.values * 1e-3, f.labels, f.times) for f in (train, test)]
    linear = PUBLISHED["ImageNet-100"].model_copy(update={"epochs": 20})
    short = REPAIRED["attentive"].model_copy(update={"epochs": 3})
    assert probe(train, test, linear, classes=3, seeds=[0]).accuracy > 0.8
    moved, kept = (
        [
            probe(sets[0], sets[1], p, classes=3, seeds=[0]).correct
            for sets in ((train, test), small)
        ]
        for p in (linear, short)
    )
    assert (moved[0] != moved[1]).any()
    assert (kept[0] == kept[1]).mean() > 0.99


def test_the_published_track_reads_each_benchmark_in_its_own_way_and_the_repaired_all_alike() -> (
    None
):
    assert protocols("as-published", "SSv2")["as-published"].readout == "mean"
    assert protocols("as-published", "Diving-48")["as-published"].readout == "tokens"
    assert protocols("as-published", "ImageNet-100")["as-published"].kind == "linear"
    assert protocols("repaired", "SSv2") == protocols("repaired", "Diving-48")
    assert all(p.standardise for p in REPAIRED.values())
    assert not any(p.standardise for p in PUBLISHED.values())
    with pytest.raises(ReproError, match="no benchmark 'Kinetics'"):
        protocols("as-published", "Kinetics")


def test_every_data_set_has_a_published_probe() -> None:
    from repro.data import DATASETS

    assert {data.role for data in DATASETS.values()} == set(PUBLISHED)


def test_the_majority_row_names_the_class_that_training_shows_most() -> None:
    labels, other = torch.tensor([2, 2, 1, 0]), torch.tensor([2, 1, 1, 1])
    result = probe(
        Features(normal(4, 8), labels),
        Features(normal(4, 8), other),
        KINDS[2],
        classes=4,
        seeds=[0],
    )
    assert (result.majority, result.chance) == (0.25, 0.25)


BROKEN = [
    (Features(normal(4, 8), torch.arange(4)), Features(normal(4, 9), torch.arange(4)), "different shapes"),
    (Features(normal(4, 8), torch.arange(3)), Features(normal(4, 8), torch.arange(4)), "one label a clip"),
    (Features(normal(4, 8) / 0, torch.arange(4)), Features(normal(4, 8), torch.arange(4)), "not finite"),
    (Features(normal(4, 8), torch.arange(4) + 1), Features(normal(4, 8), torch.arange(4)), "none of 4"),
    (Features(normal(4, 12), torch.arange(4)), Features(normal(4, 12), torch.arange(4)), "12 channels"),
]  # fmt: skip


@pytest.mark.parametrize(("train", "test", "message"), BROKEN)
def test_features_that_cannot_be_read_are_refused(
    train: Features, test: Features, message: str
) -> None:
    with pytest.raises(ReproError, match=message) as error:
        probe(train, test, FEW, classes=4, seeds=[0])
    assert error.value.remedy


def test_tokens_that_make_no_time_steps_are_refused() -> None:
    with pytest.raises(ReproError, match="7 tokens do not make 2 time steps"):
        Features(normal(3, 7, 8), torch.arange(3), times=2).read("times")


def test_no_probe_seed_is_refused() -> None:
    with pytest.raises(ReproError, match="no probe seed"):
        probe(bare(6, 1), bare(6, 2), FEW, classes=3, seeds=[])


RANKS = [(1, 1.0), (4, 4.0), (16, 16.0)]


@pytest.mark.parametrize(("directions", "expected"), RANKS)
def test_effective_rank_counts_directions_of_equal_strength(
    directions: int, expected: float
) -> None:
    basis, _ = torch.linalg.qr(normal(200, 17).sub(normal(200, 17).mean(0)))
    rows = (basis - basis.mean(0))[:, :directions]
    rows, _ = torch.linalg.qr(rows)
    features = torch.zeros(200, 16)
    features[:, :directions] = rows
    assert health(features + 3).rank == pytest.approx(expected, rel=1e-3)


def test_health_is_that_of_the_singular_values_and_ignores_scale_and_turning() -> None:
    features = normal(50, 4, 12) * torch.arange(1, 13)
    flat = features.flatten(0, 1).double()
    share = torch.linalg.svdvals(flat - flat.mean(0))
    share = share / share.sum()
    own = health(features)
    assert own.rank == pytest.approx(float((-(share * share.log()).sum()).exp()), rel=1e-6)
    assert own.sd == pytest.approx(float(flat.std(0, correction=0).mean()), rel=1e-6)
    turn, _ = torch.linalg.qr(normal(12, 12, seed=3))
    assert health(7 * features @ turn).rank == pytest.approx(own.rank, rel=1e-4)
    assert own.width == 12


def test_constant_features_have_neither_spread_nor_rank() -> None:
    own = health(torch.full((30, 5, 8), 0.3))
    assert (own.sd, own.rank) == (0, 0)
