"""Does reading one format leave the libraries of the others, and all that checks claims, unloaded?"""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from handmade_pdf import pdf, table

from claimcheck.late import pattern

PAGE = b"<html><body><h1>A Study</h1><table><tr><td>Method</td><td>Score</td></tr><tr><td>Ours</td><td>75.2</td></tr></table></body></html>"
PRINTED = pdf(table([["Method", "Score"], ["Ours", "75.2"], ["Theirs", "71.0"]]))
VERIFYING = {"httpx", "scipy", "pandas", "jinja2", "claimcheck.extract", "claimcheck.pipeline"}
VERIFYING |= {"claimcheck.record", "claimcheck.lexicon", "claimcheck.number"}
KEEPING = {"yaml", "platformdirs", "tomllib"}
"""What the cache, settings and claims files need."""


def loaded(*arguments: str) -> set[str]:
    """The modules that a command has loaded when it is done."""
    code = (
        "import sys\nfrom claimcheck.cli import main\n"
        f"sys.argv = {['claimcheck', *arguments]!r}\n"
        "try: main()\nexcept SystemExit as leave: assert not leave.code\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "75.2" in run.stdout
    return set(run.stderr.split())


@pytest.mark.parametrize(
    ("name", "content", "needed", "unneeded"),
    [
        ("paper.html", PAGE, "claimcheck.parsers.html", {"pypdfium2", "claimcheck.parsers.pdf"}),
        (
            "paper.pdf",
            PRINTED,
            "claimcheck.parsers.pdf",
            {"lxml", "pypdf", "rich", "numpy", "PIL", "claimcheck.parsers.html"},
        ),
    ],
    ids=["html", "pdf"],
)
def test_tables_loads_only_what_reads_its_format(
    tmp_path: Path, name: str, content: bytes, needed: str, unneeded: set[str]
) -> None:
    (tmp_path / name).write_bytes(content)
    modules = loaded("tables", str(tmp_path / name), "--json")
    assert needed in modules
    assert not modules & (VERIFYING | KEEPING | unneeded)


def test_a_late_pattern_is_compiled_when_it_is_used_and_answers_as_one() -> None:
    broken = pattern("(")
    with pytest.raises(re.error, match="unterminated"):
        broken.search("x")
    word = pattern(r"(?P<letters>[a-z]+)", re.IGNORECASE)
    found = word.search("1 Two")
    assert found is not None and found["letters"] == "Two"
    assert word.sub("-", "a1B") == re.sub(word.pattern, "-", "a1B", flags=re.IGNORECASE)
