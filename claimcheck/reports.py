"""Which finished reports lie on disk, and which of them holds a claim?"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from claimcheck import claimset, store
from claimcheck.errors import ClaimsError, StoreError
from claimcheck.record import Report

FILE = "report.json"
SCHEMA = "claimcheck.report/1"


def read(path: Path, *, fields: Collection[str] = ()) -> Report:
    """The report that `report --format json` wrote; with `fields`, these alone, since the rest may
    be large. Raises StoreError for any other file."""
    values = _values(path)
    if values.pop("schema", "") != SCHEMA:
        raise StoreError(
            f"{path} is no report of claimcheck",
            remedy="`claimcheck report ID --format json` writes one",
        )
    try:
        return Report.model_validate(
            {k: v for k, v in values.items() if k in fields} if fields else values
        )
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise StoreError(
            f"{path}: {where}: {first['msg']}", remedy="write it anew with `claimcheck report`"
        ) from error


def of(paper: str, folder: Path) -> Path | None:
    """The report on a paper, by its id, below `folder`."""
    named = (folder / claimset.slug(name) / FILE for name in (paper, claimset.bare(paper)))
    return next((path for path in named if path.is_file()), None)


def holding(claim: str, folder: Path) -> Path | None:
    """The one report below `folder` with a claim of this id.

    Raises ClaimsError where several papers have one; a file that is no report is passed over."""
    found = [path for path in sorted(folder.glob(f"*/{FILE}")) if claim in _claims(path)]
    if len(found) > 1:
        names = ", ".join(path.parent.name for path in found)
        raise ClaimsError(
            f"several papers have a claim {claim}: {names}", remedy="name one with --paper"
        )
    return found[0] if found else None


def _claims(path: Path) -> Iterator[str]:
    try:
        claims = _values(path).get("claims")
    except StoreError:
        return
    for claim in claims if isinstance(claims, list) else ():
        if isinstance(claim, dict):
            yield str(claim.get("id"))


def _values(path: Path) -> dict[str, Any]:
    values = store.read_json(path)
    return values if isinstance(values, dict) else {}
