"""Does timm load, beside whichever torch is installed?"""

import importlib
import sys
from types import ModuleType

import pytest

torch = pytest.importorskip("torch")

from repro import timm_loader  # noqa: E402


def test_timm_is_there_after_the_loader() -> None:
    assert {"timm", "torchvision"} <= set(sys.modules)
    assert timm_loader.Block(8, 2)(torch.zeros(1, 3, 8)).shape == (1, 3, 8)


def test_declared_operators_have_a_schema_and_no_implementation() -> None:
    if not timm_loader.load_torchvision():
        pytest.skip("torchvision loads by itself here")
    for name in timm_loader.SCHEMAS:
        with pytest.raises(NotImplementedError):
            getattr(torch.ops.torchvision, name)(torch.zeros(1, 4), torch.zeros(1), 0.5)


def test_nothing_is_declared_where_torchvision_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timm_loader, "_declared", [])
    monkeypatch.setattr(importlib, "import_module", ModuleType)
    assert timm_loader.load_torchvision() is False


def test_schemas_are_declared_after_a_missing_operator(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def stops_once(name: str) -> ModuleType:
        tried.append(name)
        if len(tried) == 1:
            raise RuntimeError("operator torchvision::nms does not exist")
        return ModuleType(name)

    monkeypatch.setattr(importlib, "import_module", stops_once)
    monkeypatch.setattr(timm_loader, "_forget", lambda package: None)
    monkeypatch.setattr(timm_loader, "_declared", [])
    assert timm_loader.load_torchvision() is True
    assert len(tried) == 2


@pytest.mark.parametrize("error", [RuntimeError("out of memory"), ImportError("no such file")])
def test_other_errors_are_not_hidden(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def stops(name: str) -> ModuleType:
        raise error

    monkeypatch.setattr(importlib, "import_module", stops)
    with pytest.raises(type(error), match=str(error)):
        timm_loader.load_torchvision()
