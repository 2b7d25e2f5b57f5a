"""Does the tool really say what the README shows?"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHOWN = [
    (command, output)
    for block in re.findall(
        r"^```\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S | re.M
    )
    for command, output in re.findall(r"^\$ (.+?)\n(.*?)(?=^\$ |\Z)", block, re.S | re.M)
]


def shown(text: str) -> list[str]:
    lines = [line.rstrip() for line in text.strip().splitlines()]
    return [line for line in lines if line]


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command for command, _ in SHOWN])
def test_the_readme_shows_what_the_command_prints(
    command: str, output: str, tmp_path: Path
) -> None:
    fixtures = ROOT / "tests" / "fixtures"
    shutil.copy(fixtures / "paper.html", tmp_path)
    shutil.copytree(fixtures / "results", tmp_path / "results")
    environment = os.environ | {
        "COLUMNS": "104",
        "CLAIMCHECK_OFFLINE": "1",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-m", "claimcheck", *shlex.split(command)[1:]],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    printed = shown(done.stdout)
    missing = [line for line in shown(output) if line != "…" and line not in printed]
    assert not missing
    if "…" not in shown(output):
        assert shown(output) == printed


def test_there_is_something_to_compare() -> None:
    assert len(SHOWN) >= 4
