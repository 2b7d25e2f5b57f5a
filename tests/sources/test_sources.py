"""Is every source in the registry, and does `fetch` refuse what it cannot mean?"""

import importlib
from pathlib import Path

import pytest

from claimcheck import sources
from claimcheck.errors import ClaimcheckError, SourceError
from claimcheck.sources import SOURCES, fetch


def test_every_file_that_brings_documents_is_in_the_registry() -> None:
    names = {path.stem for path in Path(sources.__file__).parent.glob("*.py")} - {"__init__"}
    modules = {name: importlib.import_module(f"claimcheck.sources.{name}") for name in names}
    bringing = {name: module.bring for name, module in modules.items() if hasattr(module, "bring")}
    assert bringing == {name: late.load() for name, late in SOURCES.items()}


def test_an_unknown_format_is_refused_before_anything_is_asked() -> None:
    with pytest.raises(SourceError, match="'docx' is no format") as caught:
        fetch("2401.01234", format="docx")
    assert "html, latex, pdf, synthesis" in caught.value.remedy


NONSENSE = ["", "no such thing", "missing/paper.tex", "ftp://example.org/x", "2401.0123"]


@pytest.mark.parametrize("reference", NONSENSE)
def test_every_refusal_has_a_remedy(reference: str) -> None:
    with pytest.raises(ClaimcheckError) as caught:
        fetch(reference)
    assert str(caught.value)
    assert caught.value.remedy
