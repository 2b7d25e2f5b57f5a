"""Which TeX engine is on this machine, and what does it make of a report?"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from claimcheck import store
from claimcheck.errors import StoreError

ENGINES = {
    "tectonic": ["tectonic", "--untrusted", "--chatter", "minimal"],
    "latexmk": [
        "latexmk",
        "-pdf",
        "-interaction=nonstopmode",
        "-halt-on-error",
        "-no-shell-escape",
    ],
    "pdflatex": ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape"],
}
SECONDS = 120
PASSES = 3
"""After which longtable knows its widths, and a citation its number."""


def engine() -> str | None:
    """The first engine found on the PATH; None where there is none."""
    return next((name for name in ENGINES if shutil.which(name)), None)


def compile_pdf(
    tex: str, target: Path, beside: Mapping[str, str | bytes] = MappingProxyType({})
) -> Path:
    """Typesets `tex` into `target`, with the files, by name, that it may find beside itself.

    Raises StoreError where there is no engine, or with its complaint.
    """
    name = engine()
    if name is None:
        raise StoreError(
            f"no TeX engine for {target.name}",
            remedy="install tectonic or TeX Live, or leave pdf out of --format",
        )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "report.tex"
        for file, content in {**beside, source.name: tex}.items():
            written = content.encode() if isinstance(content, str) else content
            (Path(folder) / file).write_bytes(written)
        for _ in range(PASSES if name == "pdflatex" else 1):
            _run([*ENGINES[name], source.name], Path(folder))
        store.write(target, source.with_suffix(".pdf").read_bytes())
    return target


def _run(command: list[str], folder: Path) -> None:
    guarded = os.environ | {"openin_any": "p", "openout_any": "p", "TEXMFOUTPUT": str(folder)}
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=guarded,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise StoreError(f"{command[0]} did not finish in {SECONDS} s") from error
    if done.returncode:
        complaint = [
            line for line in done.stdout.splitlines() if line.startswith("!")
        ] or done.stderr.splitlines()
        raise StoreError(
            f"{command[0]} failed: {' '.join(complaint[:2])}",
            remedy="the format latex writes the file to look at",
        )
