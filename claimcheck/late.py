"""How does a part of an open set stay unloaded until something asks for it?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from typing import Any, AnyStr, Generic, cast


@dataclass(frozen=True)
class Late:
    """A function of another module, which is imported when it is first called.

    A PDF needs no HTML library, a local file no network client: an entry of a registry that is
    wrapped so costs nothing to those who do not use it.
    """

    module: str
    name: str

    def load(self) -> Any:
        """The function itself."""
        return getattr(import_module(self.module), self.name)

    def __call__(self, *given: Any) -> Any:
        return self.load()(*given)


def pattern(expression: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A regular expression that is compiled when it is first used.

    For large ones that most runs never ask: compiling takes longer than loading a module.
    """
    return cast("re.Pattern[AnyStr]", _Pattern(expression, flags))


class _Pattern(Generic[AnyStr]):
    def __init__(self, expression: AnyStr, flags: int) -> None:
        self.expression: AnyStr = expression
        self.given = flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self.expression, self.given), name)
        setattr(self, name, found)
        return found
