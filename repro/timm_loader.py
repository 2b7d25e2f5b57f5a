"""How does timm load where torchvision's compiled part cannot?

timm imports torchvision, of which it uses pure Python alone. Beside a torch without CUDA the
torchvision wheel's compiled part does not load; `import torchvision` then stops, because it
describes operators (`nms`, `qnms`) that nobody has declared. Declaring their schemas, without any
implementation, is enough. Where torchvision loads by itself, nothing is done.

Everything of timm that `repro` uses is imported from here, so that no import comes too early."""

from __future__ import annotations

import importlib
import sys

import torch

SCHEMAS = {
    name: f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor"
    for name in ("nms", "qnms")
}
_declared: list[torch.library.Library] = []


def load_torchvision() -> bool:
    """Imports torchvision; returns whether schemas had to be declared for it.

    Raises what the import raises for any other reason than an operator that does not exist.
    """
    try:
        importlib.import_module("torchvision")
    except RuntimeError as error:
        if "operator torchvision::" not in str(error):
            raise
        _forget("torchvision")
        _declare()
        importlib.import_module("torchvision")
    return bool(_declared)


def _declare() -> None:
    """The library object undoes its declarations when it dies, so it is kept."""
    library = torch.library.Library("torchvision", "FRAGMENT")  # type: ignore[no-untyped-call]
    for name, schema in SCHEMAS.items():
        if not hasattr(torch.ops.torchvision, name):
            library.define(schema)  # type: ignore[no-untyped-call]
    _declared.append(library)


def _forget(package: str) -> None:
    """A failed import leaves its submodules behind, which a second import would not run again."""
    for name in [n for n in sys.modules if n == package or n.startswith(f"{package}.")]:
        del sys.modules[name]


load_torchvision()

from timm.layers.attention import Attention  # noqa: E402
from timm.layers.weight_init import trunc_normal_  # noqa: E402
from timm.models.vision_transformer import Block  # noqa: E402

__all__ = ["Attention", "Block", "load_torchvision", "trunc_normal_"]
