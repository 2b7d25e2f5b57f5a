"""How is an arm trained, so that a killed run goes on to the very same result?

All randomness of a step comes from the run's seed and the step's number: which clips, which crops,
which masks. It is the same for every arm of a seed, which pairs the arms, and it needs no state in
the checkpoint. The loop names no objective."""

from __future__ import annotations

import io
import pickle
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Generator, Tensor

from claimcheck import store
from claimcheck.errors import ReproError
from repro.arms import DESCRIPTIVE, Arm
from repro.data import Mixture
from repro.masks import MaskSet, draw, motion_map
from repro.pretraining import Pretraining, pretraining
from repro.scales import Scale, Training
from repro.watch import Moment, watch

MEAN = (0.485, 0.456, 0.406)
SPREAD = (0.229, 0.224, 0.225)
"""ImageNet's, by which the study normalises clips."""
CROP_AREA = (0.3, 1.0)
CROP_ASPECT = (0.75, 1.35)
CHECKPOINT = "checkpoint.pt"
SECONDS_BETWEEN_CHECKPOINTS = 20.0
DRAWS = {"clips": 1, "crops": 2, "masks": 3, "terms": 4}
"""What is drawn in a step; each has a generator of its own."""


@dataclass
class Progress:
    """How far a run is: all that a checkpoint holds besides the tensors."""

    step: int = 0
    losses: list[float] = field(default_factory=list)
    """The total at each step."""
    moments: list[Moment] = field(default_factory=list)
    seconds: float = 0.0
    """Of training, over all the runs that it took."""


@dataclass(frozen=True)
class Trained:
    model: Pretraining
    progress: Progress


def train(
    arm: Arm,
    scale: Scale,
    mixture: Mixture,
    *,
    seed: int,
    folder: Path | None = None,
    device: str = "cpu",
    tell: Callable[[int, int, float], None] = lambda step, steps, loss: None,
    seconds_between_checkpoints: float | None = None,
) -> Trained:
    """Trains `arm` for the scale's steps times its own share; goes on from `folder`'s checkpoint.

    `tell` hears (step, steps, loss) after every step. Raises ReproError where the loss is no number
    or the checkpoint is of another run.
    """
    plan = scale.training
    steps = round(plan.steps * arm.steps)
    pause = seconds_between_checkpoints
    pause = SECONDS_BETWEEN_CHECKPOINTS if pause is None else pause
    model = pretraining(arm, scale.shape, seed=seed).to(device)
    optimiser = optimiser_of(model, plan)
    own = arm.model_dump_json(exclude=set(DESCRIPTIVE))
    identity = f"{own}|{scale.model_dump_json(exclude={'about'})}|{seed}"
    progress = _resumed(folder, identity, model, optimiser, device) or Progress()
    started = saved = time.monotonic()
    for step in range(progress.step, steps):
        rate = learning_rate(plan, step, steps)
        for group in optimiser.param_groups:
            group["lr"] = rate
        clip, masks = _shown(model, mixture, plan, seed=seed, step=step, device=device)
        with torch.autocast(device, dtype=torch.bfloat16, enabled=device != "cpu"):
            chance = _generator(seed, step, "terms")
            terms = model(clip, masks, step_fraction=step / steps, generator=chance)
        if step in watched(plan, steps):
            progress.moments.append(watch(model, clip, terms, step))
        terms.total.backward()
        optimiser.step()
        optimiser.zero_grad()
        model.follow(steps)
        loss = terms.total.item()
        if not np.isfinite(loss):
            raise ReproError(
                f"{arm.name}, seed {seed}: the loss is {loss} at step {step}",
                remedy="lower training.learning_rate",
            )
        progress.losses.append(loss)
        progress.step = step + 1
        tell(step + 1, steps, loss)
        if folder and time.monotonic() - saved > pause:
            saved = time.monotonic()
            progress.seconds += saved - started
            started = saved
            _save(folder, identity, model, optimiser, progress)
    progress.seconds += time.monotonic() - started
    if folder:
        _save(folder, identity, model, optimiser, progress)
    return Trained(model, progress)


def optimiser_of(model: Pretraining, plan: Training) -> torch.optim.AdamW:
    """AdamW; weight decay on tensors of two or more dimensions that are no biases."""
    named = model.trained()
    decayed = [p for name, p in named.items() if p.ndim >= 2 and not name.endswith("bias")]
    rest = [p for name, p in named.items() if p.ndim < 2 or name.endswith("bias")]
    groups = [
        {"params": decayed, "weight_decay": plan.weight_decay},
        {"params": rest, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=plan.learning_rate, betas=plan.betas, fused=True)


def learning_rate(plan: Training, step: int, steps: int) -> float:
    """From a sixth of the rate straight up to it over the warm-up, then constant."""
    warm = max(1, round(plan.warmup * steps))
    share = min(1.0, step / warm)
    return plan.learning_rate * (1 / 6 + share * 5 / 6)


def watched(plan: Training, steps: int) -> frozenset[int]:
    """The steps that are looked at closely: evenly spread, the first and the last among them."""
    return frozenset(
        np.linspace(0, steps - 1, min(plan.watched, steps)).round().astype(int).tolist()
    )


def drawn(seed: int, step: int, what: str) -> int:
    """A seed for one of a step's draws, the same for every arm."""
    return int(
        np.random.SeedSequence([seed, step, DRAWS[what]]).generate_state(1, np.uint64)[0] >> 1
    )


def prepared(frames: np.ndarray[Any, np.dtype[np.uint8]], device: str = "cpu") -> Tensor:
    """(B, 3, T, H, W) normalised clips from uint8 (B, 1 or 3, T, H, W)."""
    clip = torch.from_numpy(frames.astype(np.float32)).to(device) / 255
    centre = torch.tensor(MEAN, device=device).view(1, 3, 1, 1, 1)
    return (clip - centre) / torch.tensor(SPREAD, device=device).view(1, 3, 1, 1, 1)


def augmented(clip: Tensor, generator: Generator) -> Tensor:
    """One random resized crop and perhaps a flip for each clip of (B, C, T, H, W), all its frames
    alike."""
    count, channels, frames, height, width = clip.shape
    area, aspect, left, top, flip = torch.rand(5, count, generator=generator)
    scale = CROP_AREA[0] + area * (CROP_AREA[1] - CROP_AREA[0])
    ratio = torch.exp(np.log(CROP_ASPECT[0]) + aspect * np.log(CROP_ASPECT[1] / CROP_ASPECT[0]))
    wide, high = (scale * ratio).sqrt().clamp(max=1), (scale / ratio).sqrt().clamp(max=1)
    theta = torch.zeros(count, 2, 3)
    theta[:, 0, 0] = wide * torch.where(flip < 0.5, -1.0, 1.0)
    theta[:, 1, 1] = high
    theta[:, 0, 2] = (2 * left - 1) * (1 - wide)
    theta[:, 1, 2] = (2 * top - 1) * (1 - high)
    flat = clip.reshape(count, channels * frames, height, width)
    where = torch.nn.functional.affine_grid(
        theta.to(clip.device), list(flat.shape), align_corners=False
    )
    cut = torch.nn.functional.grid_sample(
        flat, where, padding_mode="reflection", align_corners=False
    )
    return cut.view_as(clip)


def _shown(
    model: Pretraining, mixture: Mixture, plan: Training, *, seed: int, step: int, device: str
) -> tuple[Tensor, tuple[MaskSet, ...]]:
    """The clips (B, 3, T, H, W) and the masks of a step."""
    batch = mixture.batch(plan.batch, np.random.default_rng(drawn(seed, step, "clips")))
    clip = prepared(batch.frames, device)
    if plan.augment:
        clip = augmented(clip, _generator(seed, step, "crops"))
    recipe, grid = model.arm.masks, model.shape.grid
    motion = motion_map(clip.cpu(), grid) if recipe.motion is not None else None
    chance = _generator(seed, step, "masks")
    masks = draw(recipe, grid, len(clip), chance, motion=motion)
    return clip, tuple(MaskSet(m.context.to(device), m.target.to(device)) for m in masks)


def _generator(seed: int, step: int, what: str) -> Generator:
    return torch.Generator().manual_seed(drawn(seed, step, what))


def _save(
    folder: Path,
    identity: str,
    model: Pretraining,
    optimiser: torch.optim.Optimizer,
    progress: Progress,
) -> None:
    held = io.BytesIO()
    state = {
        "identity": identity,
        "model": model.state_dict(),
        "optimiser": optimiser.state_dict(),
        "progress": dict(_plain(progress)),
    }
    torch.save(state, held)
    store.write(folder / CHECKPOINT, held.getvalue())


def _plain(progress: Progress) -> Iterator[tuple[str, Any]]:
    """The progress without classes of ours, so that a checkpoint loads with `weights_only`."""
    yield "step", progress.step
    yield "losses", progress.losses
    yield "moments", [m.model_dump() for m in progress.moments]
    yield "seconds", progress.seconds


def _resumed(
    folder: Path | None,
    identity: str,
    model: Pretraining,
    optimiser: torch.optim.Optimizer,
    device: str,
) -> Progress | None:
    path = folder / CHECKPOINT if folder else None
    if path is None or not path.is_file():
        return None
    try:
        if not zipfile.is_zipfile(path):  # what torch writes; other bytes break its reader anyhow
            raise OSError("it is not a checkpoint")
        state = torch.load(path, map_location=device, weights_only=True)
    except (RuntimeError, OSError, pickle.UnpicklingError) as error:
        raise ReproError(f"{path} is broken: {error}", remedy="delete it to start again") from error
    if state["identity"] != identity:
        raise ReproError(
            f"{path} belongs to a run with other settings",
            remedy="name another folder, or delete it",
        )
    model.load_state_dict(state["model"])
    optimiser.load_state_dict(state["optimiser"])
    kept = state["progress"]
    moments = [Moment.model_validate(m) for m in kept["moments"]]
    return Progress(kept["step"], kept["losses"], moments, kept["seconds"])
