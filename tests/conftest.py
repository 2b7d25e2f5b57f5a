"""Where do the tests find real papers? Those that need the data set skip, saying so, where it is absent."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

DATA = Path(os.environ.get("CLAIMCHECK_TEST_DATA", Path(__file__).parents[2] / "shared"))

# How long a generated case takes says more of the machine than of the program.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real papers, gold tables and released results."""
    if not (DATA / "papers").is_dir():
        pytest.skip(
            f"needs the test data (papers, gold, released): none at {DATA}; set CLAIMCHECK_TEST_DATA"
        )
    return DATA


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the user's cache or settings."""
    monkeypatch.setenv("CLAIMCHECK_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("CLAIMCHECK_ARXIV_URL", raising=False)
