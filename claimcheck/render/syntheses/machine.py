"""What does a program read: the whole synthesis as JSON, its reports and reviews included."""

from __future__ import annotations

from collections.abc import Mapping

from claimcheck.literature import Synthesis
from claimcheck.render.machine import text
from claimcheck.store import to_json

SCHEMA = "claimcheck.synthesis/1"


def render(made: Synthesis, pages: Mapping[str, str]) -> str:
    """The synthesis' fields behind `"schema"`, and where each paper's own page lies."""
    return text({"schema": SCHEMA, **to_json(made), "pages": dict(pages)})
