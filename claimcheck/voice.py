"""What is said where? Data on standard output, talk on standard error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from claimcheck.errors import ClaimcheckError, Interrupted


@dataclass
class Voice:
    """How much is said on standard error."""

    quiet: bool = False
    verbose: bool = False


VOICE = Voice()
FAILED, INTERRUPTED = 2, 130
"""Exit codes."""
PIPE_WIDTH = 160
"""Columns of what is printed into a pipe or a file."""


def as_json(kind: str, values: dict[str, Any]) -> None:
    print(
        json.dumps(
            {"schema": f"claimcheck.{kind}/1"} | values, ensure_ascii=False, indent=1, default=str
        )
    )


def line(line: str) -> None:
    if line:
        print(line)


def show(renderable: Any) -> None:
    if sys.stdout is None:  # started with it closed: as with `print`, nothing is said
        return
    from rich.console import Console

    known = sys.stdout.isatty() or "COLUMNS" in os.environ
    Console(highlight=False, width=None if known else PIPE_WIDTH).print(renderable)


def say(message: str) -> None:
    if not VOICE.quiet:
        print(message, file=sys.stderr)


def silent(message: str) -> None:
    """Progress that nobody watches."""


def progress() -> Callable[[str], None]:
    """What hears of each step: a person at a terminal who did not ask for quiet, or `-v`."""
    return say if VOICE.verbose or (sys.stderr.isatty() and not VOICE.quiet) else silent


def complain(error: ClaimcheckError) -> int:
    """Says what went wrong and what to do; the exit code that goes with it."""
    if isinstance(error, Interrupted):
        print(f"{error}: {error.remedy}", file=sys.stderr)
        return INTERRUPTED
    print(f"error: {error}", file=sys.stderr)
    if error.remedy:
        print(f"  try: {error.remedy}", file=sys.stderr)
    return FAILED
