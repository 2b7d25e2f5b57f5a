"""Which runs has repro made? Their records, read from a folder of runs."""

from __future__ import annotations

from pathlib import Path

from claimcheck import store
from claimcheck.errors import StoreError, WitnessError
from claimcheck.record import RunRecord

RESULT = "result.json"


def records(folder: Path) -> tuple[RunRecord, ...]:
    """Every finished run below `folder`, by its path; none where there is no such folder.

    Raises WitnessError for a file that is no record of a run.
    """
    return tuple(_record(path) for path in sorted(folder.rglob(RESULT)))


def _record(path: Path) -> RunRecord:
    try:
        return store.load(path, RunRecord)
    except StoreError as error:
        raise WitnessError(
            f"not the record of a run: {error}", remedy="delete it and run the claim again"
        ) from error
