"""Which runs has repro made? Their records, read from a folder of runs."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from claimcheck.errors import WitnessError
from claimcheck.record import RunRecord

RESULT = "result.json"
MOST_BYTES = 4_000_000


def records(folder: Path) -> tuple[RunRecord, ...]:
    """Every finished run below `folder`, by its path; none where there is no such folder.

    Raises WitnessError for a file that is no record of a run.
    """
    return tuple(_record(path) for path in sorted(folder.rglob(RESULT)))


def _record(path: Path) -> RunRecord:
    remedy = "delete it and run the claim again"
    try:
        if path.stat().st_size > MOST_BYTES:
            raise WitnessError(f"{path} is too large to be the record of a run", remedy=remedy)
        return RunRecord.model_validate_json(path.read_bytes())
    except OSError as error:
        raise WitnessError(f"cannot read {path}: {error.strerror or error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise WitnessError(
            f"{path} is not the record of a run: {where}: {first['msg']}", remedy=remedy
        ) from error
