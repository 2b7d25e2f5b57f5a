"""Is every part of an open set in its folder's dict?"""

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from claimcheck import checks, parsers, witnesses
from claimcheck.checks.predicates import PREDICATES


def functions(package: Any, wanted: Callable[[str], bool]) -> set[Any]:
    """Public functions of the package's own modules whose names are wanted."""
    modules = (
        importlib.import_module(f"{package.__name__}.{found.name}")
        for found in pkgutil.iter_modules(package.__path__)
    )
    return {
        value
        for module in modules
        for name, value in vars(module).items()
        if wanted(name) and getattr(value, "__module__", "") == module.__name__
    }


REGISTRIES: list[tuple[Any, Callable[[str], bool], Iterable[Any]]] = [
    (parsers, lambda name: name == "parse", [p.load() for p in parsers.PARSERS.values()]),
    (witnesses, lambda name: name == "measure", witnesses.WITNESSES.values()),
    (
        checks,
        lambda name: name.startswith("check_"),
        [*checks.CHECKS.values(), *checks.WITNESS_CHECKS.values()],
    ),
    (
        checks,
        lambda name: name.startswith("judge_") and name != "judge_all",
        PREDICATES.values(),
    ),
]


@pytest.mark.parametrize(
    ("package", "wanted", "registered"),
    REGISTRIES,
    ids=["parsers", "witnesses", "checks", "predicates"],
)
def test_every_part_is_registered(
    package: Any, wanted: Callable[[str], bool], registered: Iterable[Any]
) -> None:
    assert functions(package, wanted) == set(registered)
