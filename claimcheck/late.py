"""How does a part of an open set stay unloaded until something asks for it?"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any


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
