"""How long does a step of pretraining take on one thread, and what do an arm's terms add to it?

    python benchmarks/step.py [ARM…] [--patch 16] [--repeat 15] [--plain]

Seconds of masks, forward, backward, optimiser and EMA on random clips, for an encoder 192 wide and
12 deep, a predictor 96 by 4, 8 frames of 64 px, batches of 8: median, least, and the median over
steps of what an arm takes more than the first one named. Arms have the same masks and take turns,
so that a busy machine troubles all alike; compare within one run.

`--plain` puts those of the arms `baseline` and `ld` that are named beside the same step
written the straightforward way (`plain.py`, our own restatement of the study's step), from the same
weights and masks."""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

import plain
import torch

from repro.arms import arm
from repro.masks import draw, motion_map
from repro.model import Shape
from repro.pretraining import Pretraining, pretraining
from repro.target import momentum

BATCH = 8
STEPS = 30_000
PLAIN = "plain "


def stepper(name: str, shape: Shape) -> Callable[[int], float]:
    """What does one training step of the arm and gives its loss; the plain step of an arm whose
    name begins with `plain `."""
    model: Pretraining = pretraining(arm(name.removeprefix(PLAIN)), shape, seed=0)
    is_plain = name.startswith(PLAIN)
    optimiser = torch.optim.AdamW(
        model.trained().values(), lr=6e-4, fused=None if is_plain else True
    )
    generator = torch.Generator().manual_seed(0)  # of masks, the same for all arms
    chance = torch.Generator().manual_seed(0)
    clip = torch.randn(
        BATCH, 3, shape.frames, shape.resolution, shape.resolution, generator=generator
    )

    def step(number: int) -> float:
        heat = motion_map(clip, shape.grid) if model.arm.masks.motion else None
        masks = draw(model.arm.masks, shape.grid, BATCH, generator, motion=heat)
        if is_plain:
            total = plain.loss(model, clip, masks, number / STEPS)
            total.backward()
        else:
            terms = model(clip, masks, step_fraction=number / STEPS, generator=chance)
            total = terms.total
            total.backward()
        optimiser.step()
        optimiser.zero_grad()
        if is_plain:
            plain.follow(model.target, model.encoder, momentum(model.arm.target.horizon, STEPS))
        else:
            model.follow(STEPS)
        return total.item()

    return step


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("arms", nargs="*", default=["baseline", "ld", "fwm_hw_ld_intended"])
    options.add_argument("--patch", type=int, default=16)
    options.add_argument("--repeat", type=int, default=15)
    options.add_argument("--plain", action="store_true", help="of arms baseline and ld alone")
    given = options.parse_args()
    torch.set_num_threads(1)
    shape = Shape(
        frames=8,
        resolution=64,
        patch=given.patch,
        width=192,
        heads=3,
        predictor_width=96,
        predictor_depth=4,
        predictor_heads=3,
    )
    beside = [name for name in plain.ARMS if given.plain and name in given.arms]
    names = [*given.arms, *(PLAIN + name for name in beside)]
    steps = {name: stepper(name, shape) for name in names}
    seconds: dict[str, list[float]] = {name: [] for name in steps}
    for number in range(given.repeat + 2):  # two to warm up
        for name, step in steps.items():
            start = time.process_time()
            step(number)
            seconds[name].append(time.process_time() - start)
    for name, taken in seconds.items():
        more = _ratio(taken, seconds[given.arms[0]]) - 1
        middle, least = statistics.median(taken[2:]), min(taken[2:])
        print(f"{name:24} {middle:7.3f} s CPU, least {least:7.3f}   {100 * more:+6.1f} %")
    for name in beside:
        times = _ratio(seconds[PLAIN + name], seconds[name])
        least = min(seconds[PLAIN + name][2:]) / min(seconds[name][2:])
        print(f"{PLAIN}{name} takes {times:.2f} times as long as {name}, by the least {least:.2f}")


def _ratio(taken: list[float], first: list[float]) -> float:
    """Median over steps."""
    return statistics.median(s / f for s, f in zip(taken[2:], first[2:], strict=True))


if __name__ == "__main__":
    main()
