"""How do the docstrings below a record's fields become the descriptions of its JSON Schema?

pydantic can do it by itself (`use_attribute_docstrings`), but then reads the source of every record
whenever the program starts; only `claimcheck schema` needs it.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler


class Described:
    """For a model whose JSON Schema repeats what stands below its fields."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: GetJsonSchemaHandler) -> Any:
        schema = handler(core)
        fields = handler.resolve_ref_schema(schema).get("properties", {})
        for name, text in docstrings(cls).items():
            if name in fields:
                fields[name].setdefault("description", text)
        return schema


def docstrings(model: type) -> dict[str, str]:
    """The text below each field, those that it inherits included."""
    told: dict[str, str] = {}
    for kind in reversed(model.__mro__):
        if issubclass(kind, Described) and kind is not Described:
            told |= _own(kind)
    return told


def _own(model: type) -> dict[str, str]:
    tree = ast.parse(textwrap.dedent(inspect.getsource(model))).body[0]
    assert isinstance(tree, ast.ClassDef)
    told = {}
    for field, text in pairwise(tree.body):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(text, ast.Expr)
            and isinstance(text.value, ast.Constant)
            and isinstance(text.value.value, str)
        ):
            told[field.target.id] = inspect.cleandoc(text.value.value)
    return told
