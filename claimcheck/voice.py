"""What is said where? Data on standard output, talk on standard error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from claimcheck.errors import ClaimcheckError, Interrupted, StoreError


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
    named = {"schema": f"claimcheck.{kind}/1"} | values
    line(json.dumps(named, ensure_ascii=False, indent=1, default=str))


def line(line: str) -> None:
    if line:
        with _heard():
            print(line)


@contextmanager
def _heard() -> Iterator[None]:
    """A reader that has left, such as `head`, changes no answer. Raises StoreError where what was
    said cannot be written, for an exit code of 1 would mean a verdict."""
    try:
        yield
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the rest is said to nobody
        if isinstance(error, BrokenPipeError):
            return
        raise StoreError(
            f"standard output cannot be written: {error.strerror}", remedy="free some space"
        ) from error


def show(renderable: Any) -> None:
    if sys.stdout is None:  # started with it closed: as with `print`, nothing is said
        return
    from rich.console import Console

    known = sys.stdout.isatty() or "COLUMNS" in os.environ
    console = Console(highlight=False, width=None if known else PIPE_WIDTH)
    with _heard():
        with console.capture() as captured:  # rich would leave with 1 where a reader has left
            console.print(renderable)
        print(captured.get(), end="")


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
