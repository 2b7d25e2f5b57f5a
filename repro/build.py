"""How large is the study's encoder? It is built and counted; nothing is trained."""

from __future__ import annotations

import platform
import time
from importlib.metadata import version
from pathlib import Path

import torch

from claimcheck import __version__, store
from claimcheck.number import exact
from claimcheck.record import Measurement, Place, RunRecord
from repro.cells import RESULTS
from repro.model import Encoder, Predictor, Shape

FOLDER = "vit-b/build/encoder"
RESULT = RESULTS["test"]


def build(folder: Path) -> RunRecord:
    """Builds encoder and predictor at the study's size and sends one small clip through; the record
    is written to `folder` and returned."""
    began, clock = store.now(), time.monotonic()
    measurements = tuple(
        Measurement(
            witness="rerun",
            method="encoder",
            metric=name,
            value=exact(str(count)),
            where=Place(source=f"{FOLDER}/{RESULT}", path=name),
        )
        for name, count in counted(Shape()).items()
    )
    record = RunRecord(
        id=FOLDER,
        arm="encoder",
        seed=0,
        scale="paper",
        config={
            "cell": {"regime": "build"},
            "scale": {"name": "paper", "shape": Shape().model_dump(mode="json")},
        },
        packages={"torch": version("torch"), "timm": version("timm"), "claimcheck": __version__},
        hardware={"machine": platform.machine()},
        started=began,
        seconds={"all": round(time.monotonic() - clock, 2)},
        measurements=measurements,
    )
    store.write(folder / FOLDER / RESULT, record.model_dump_json(exclude_defaults=True))
    return record


@torch.no_grad()
def counted(shape: Shape) -> dict[str, int]:
    """What a claim about the set-up may name. Widths are read off the tensors that come out for a
    clip of one tubelet and four patches; tokens a clip follow from the shape."""
    encoder, predictor = Encoder(shape).eval(), Predictor(shape)
    side = 2 * shape.patch
    clip = torch.zeros(1, 3, shape.tubelet, side, side)
    (training,) = encoder(encoder.tiles(clip))
    probed = encoder.features(clip)
    return {
        "the width of the encoder's embedding": probed.shape[-1],
        "the width of a training token, all levels": training.shape[-1],
        "tokens a clip": shape.grid.tokens,
        "numbers a clip, all tokens": shape.grid.tokens * probed.shape[-1],
        "numbers a clip, mean over tokens": probed.mean(1).shape[-1],
        "parameters of the encoder": sum(p.numel() for p in encoder.parameters()),
        "parameters of the predictor": sum(p.numel() for p in predictor.parameters()),
    }
