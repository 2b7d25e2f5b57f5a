"""What do the tests of a synthesis share? Four indexes with papers behind them, and a command line."""

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from literature_server import Literature

from claimcheck import cli

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def literature(monkeypatch: pytest.MonkeyPatch) -> Iterator[Literature]:
    """All four, empty at first."""
    with Literature() as running:
        running.use(monkeypatch)
        yield running


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """`claimcheck synthesize` in this process: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)

    def go(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["claimcheck", "synthesize", *arguments, "-j", "1"])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
        try:
            cli.main()
            code = 0
        except SystemExit as leave:
            code = int(leave.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return go
