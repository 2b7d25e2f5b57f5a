"""Is what machines and terminals get still what it was, letter for letter?

A change that is meant is written down with `pytest tests/render/test_snapshots.py
--snapshot-update`, and read in the diff."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console, RenderableType
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from claimcheck import __version__
from claimcheck.publishing import FILES
from claimcheck.record import Report
from claimcheck.render import RENDERERS, closeup, terminal

MACHINE = ["claimreview", "ro-crate", "sarif", "github", "badge", "csv", "md"]
WIDTHS = [60, 120]


def text(suffix: str) -> type[SingleFileSnapshotExtension]:
    """A snapshot that is a text file with this ending."""

    class Text(SingleFileSnapshotExtension):
        _write_mode = WriteMode.TEXT
        file_extension = suffix

    return Text


@pytest.mark.parametrize("name", MACHINE)
def test_a_format_for_machines(name: str, report: Report, snapshot: SnapshotAssertion) -> None:
    made = RENDERERS[name](report).replace(__version__, "VERSION")
    suffix = Path(FILES[name]).suffix.removeprefix(".")
    assert made == snapshot(extension_class=text(suffix))


def shown(view: RenderableType, width: int) -> str:
    screen = Console(file=(out := io.StringIO()), width=width, color_system=None)
    screen.print(view)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


@pytest.mark.parametrize("width", WIDTHS)
def test_a_claim_on_a_terminal(width: int, report: Report, snapshot: SnapshotAssertion) -> None:
    view = closeup.explain(report, "c01", "plain")
    assert shown(view, width) == snapshot(extension_class=text("txt"))


@pytest.mark.parametrize("width", WIDTHS)
def test_the_summary_on_a_terminal(width: int, report: Report, snapshot: SnapshotAssertion) -> None:
    assert shown(terminal.summary(report), width) == snapshot(extension_class=text("txt"))
