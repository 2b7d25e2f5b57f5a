"""Is the shipped table of released results just what its script makes of the files?"""

import subprocess
import sys
from pathlib import Path

from claimcheck import claimset


def test_the_script_writes_the_shipped_table(data: Path) -> None:
    folder = claimset.shipped_folder() / "2605.17165"
    results = data / "released" / "2605.17165" / "results"
    made = subprocess.run(
        [sys.executable, folder / "make_released.py", results],
        capture_output=True,
        text=True,
        check=True,
    )
    assert made.stdout == (folder / "released.csv").read_text(encoding="utf-8")
    assert made.stdout.count("\n") == 89
