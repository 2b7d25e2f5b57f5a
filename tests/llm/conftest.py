"""What do the tests of the language model share? An endpoint on this machine, a paper, a command line."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from chat import KEY, PAGE, Model, Run, bindings, claims

from claimcheck import cli
from claimcheck.llm import endpoint


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[Model]:
    monkeypatch.setenv(endpoint.KEY, KEY)
    for name in ("CLAIMCHECK_LLM", "CLAIMCHECK_MODEL", endpoint.USUAL_KEY):
        monkeypatch.delenv(name, raising=False)
    hasty = endpoint.Manners(backoff=0.01, longest=0.02, patience=10, timeout=0.5)
    monkeypatch.setattr(endpoint, "MANNERS", hasty)
    with Model() as running:
        running.says(claims(), bindings())
        yield running


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "pebbles.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """The command line; the model of the test is asked where its server is given."""
    monkeypatch.chdir(tmp_path)

    def go(*arguments: str, ask: Model | None = None) -> tuple[int, str, str]:
        asked = ["--llm", f"{ask.url}/v1", "--model", "pebble-7"] if ask else []
        monkeypatch.setattr(sys, "argv", ["claimcheck", *arguments, *asked])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
        try:
            cli.main()
            code = 0
        except SystemExit as leave:
            code = int(leave.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return go
