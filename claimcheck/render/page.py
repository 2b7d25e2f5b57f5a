"""How do the rows of a report become text through a template, with every field escaped?

Escaping is not the templates' choice: whatever an expression prints goes through the format's
escape, once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def environment(escape: Callable[[str], str], **delimiters: str) -> Environment:
    """A Jinja environment in which `escape` sees each printed value, and no value twice."""

    def escaped(value: Any) -> Markup:
        return value if isinstance(value, Markup) else Markup(escape(str(value)))

    return Environment(
        loader=PackageLoader("claimcheck.render", "templates"),
        autoescape=True,
        finalize=escaped,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        **delimiters,  # type: ignore[arg-type]
    )


def fill(page: Environment, template: str, view: DataclassInstance, **functions: Any) -> str:
    """The template with the view's fields as its variables."""
    shown = {f.name: getattr(view, f.name) for f in fields(view)}
    return page.get_template(template).render(**shown, **functions)


def source(page: Environment, file: str) -> str:
    """A file beside the templates, as it is."""
    assert page.loader is not None
    return page.loader.get_source(page, file)[0]


def literal(address: str) -> Markup:
    """A web address as `places.address` let it through: of characters that no format escapes."""
    return Markup(address)
