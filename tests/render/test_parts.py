"""Do the rendered parts look as they did when somebody last looked at them?

`CLAIMCHECK_SNAPSHOTS=write pytest tests/render/test_parts.py` writes them anew, to be looked at
and committed.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from claimcheck.record import Report
from claimcheck.render import BRIEFS
from claimcheck.render.latex import TABLE, beside, figures
from claimcheck.render.svg import inline
from claimcheck.render.view import view

FOLDER = Path(__file__).parent / "snapshots"


def forest(report: Report) -> str:
    """A figure, an element a line."""
    return str(inline(figures(view(report))[1])).replace("><", ">\n<") + "\n"


PARTS: dict[str, Callable[[Report], str]] = {
    "brief.md": BRIEFS["md"],
    "brief.tex": BRIEFS["latex"],
    TABLE: lambda report: str(beside(report)[TABLE]),
    "forest.svg": forest,
}


@pytest.mark.parametrize("name", PARTS)
def test_a_part_is_as_it_was(name: str, report: Report) -> None:
    made = PARTS[name](report)
    if os.environ.get("CLAIMCHECK_SNAPSHOTS") == "write":
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / name).write_text(made, encoding="utf-8")
    assert made == (FOLDER / name).read_text(encoding="utf-8")


def test_every_snapshot_is_of_a_part() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(PARTS)
