"""Where do the claims of a paper lie, and how are they written down?

`claims/<id>/claims.yaml` in the working directory, else the ones that ship with claimcheck. There a
number is written as it is printed (`claimed: "+5.02 pp"`); its value and rounding interval follow
from that."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from claimcheck import store
from claimcheck.errors import ClaimsError, StoreError
from claimcheck.number import parse
from claimcheck.plan import Plan
from claimcheck.record import Claim, ClaimSet, Paper

Model = TypeVar("Model", bound=BaseModel)
NUMBERS = frozenset({"claimed", "low", "high", "threshold", "before", "after", "p", "values"})
"""Fields of predicates that hold numbers as printed."""
MEANT = frozenset({"strict", "verified"})
"""Fields in which `false` is not the default."""


def shipped_folder() -> Path:
    """The claims that come with claimcheck: inside the installed package, or beside it in a
    checkout."""
    package = Path(__file__).parent
    installed = package / "shipped"
    return installed if installed.is_dir() else package.parent / "claims"


def folder(paper: str, file: str = "claims.yaml") -> Path | None:
    """The folder that holds this paper's claims (or `file`, such as its plan); a version suffix is
    dropped where only the bare id has one."""
    for root in (Path("claims"), shipped_folder()):
        for name in (paper, bare(paper)):
            if os.path.isfile(root / slug(name) / file):
                return root / slug(name)
    return None


def planned() -> list[Path]:
    """The folders with a plan of reruns, one a paper."""
    found: dict[str, Path] = {}
    for root in (Path("claims"), shipped_folder()):
        for path in sorted(root.glob("*/plan.yaml")):
            found.setdefault(path.parent.name, path.parent)
    return list(found.values())


def is_shipped(path: Path) -> bool:
    return path.resolve().is_relative_to(shipped_folder().resolve())


def bare(paper: str) -> str:
    """An arXiv id without its version."""
    return re.sub(r"(?<=\d)v\d+$", "", paper)


def slug(paper: str) -> str:
    """A paper's id as the name of a folder."""
    return re.sub(r"[^\w.+-]+", "-", paper).strip("-.") or "paper"


def read(path: Path) -> ClaimSet:
    """The claims of a file. Raises ClaimsError naming the field that does not fit."""
    return _read(path, ClaimSet, "claims", "`claimcheck extract` writes a file to start from")


def plan(folder: Path) -> Plan:
    """Which runs decide the claims: the `plan.yaml` of this folder. Raises ClaimsError naming the
    field that does not fit."""
    return _read(folder / "plan.yaml", Plan, "plan", "the one of 2605.17165 shows how")


def _read(path: Path, kind: type[Model], what: str, remedy: str) -> Model:
    try:
        values = store.read_yaml(path)
        if not isinstance(values, dict):
            raise ClaimsError(f"{path} holds no {what}", remedy=remedy)
        return kind.model_validate(_expand(values))
    except StoreError as error:
        raise ClaimsError(
            str(error), remedy=error.remedy or "check the path given with --claims"
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise ClaimsError(
            f"{path}: {where}: {first['msg']}",
            remedy="`claimcheck schema` prints the fields of all records",
        ) from error
    except ValueError as error:
        raise ClaimsError(
            f"{path}: {error}", remedy="write numbers as they are printed, in quotes"
        ) from error


def write(path: Path, claims: ClaimSet) -> None:
    """Writes the claims for people to edit."""
    store.write(path, text(claims))


def text(claims: ClaimSet) -> str:
    """The claims as YAML; numbers as printed, empty fields left out."""
    return store.dump_yaml(_without_empty(_compact(claims.model_dump(mode="json"))))


def merge(old: ClaimSet | None, new: ClaimSet) -> ClaimSet:
    """The new claims; those that a person reviewed are kept as they are, in their place."""
    if old is None:
        return new
    reviewed = {c.id: c for c in old.claims if c.reviewed}
    quotes = {c.quote for c in reviewed.values()}
    fresh = [c for c in new.claims if c.id not in reviewed and c.quote not in quotes]
    return new.model_copy(
        update={"claims": (*reviewed.values(), *fresh), "names": old.names | new.names}
    )


def check_owner(claims: ClaimSet, paper: Paper, path: Path) -> None:
    """Raises ClaimsError where claims kept under a paper's id are plainly another paper's: it has
    another title, and none of their quotes stands in it. Two files of one name have one id."""
    if not claims.claims or not claims.title or not paper.title or claims.title == paper.title:
        return
    text = " ".join(paper.text.split())
    if not any(" ".join(c.quote.split()) in text for c in claims.claims):
        raise ClaimsError(
            f"{path} holds the claims of another paper, “{claims.title}”, not of “{paper.title}”",
            remedy="rename the file of one of the two papers, or move that folder; where the "
            "claims are this paper's all the same, name their file with --claims",
        )


def choose(claims: Iterable[Claim], wanted: str | None) -> tuple[Claim, ...]:
    """All claims, or the one with the id `wanted`. Raises ClaimsError listing the ids where there
    is none."""
    every = tuple(claims)
    chosen = tuple(c for c in every if wanted in (None, c.id))
    if not chosen and wanted is not None:
        ids = ", ".join(c.id for c in every[:20])
        raise ClaimsError(
            f"no claim has the id {wanted!r}", remedy=f"ids of this paper: {ids or 'none'}"
        )
    return chosen


def _expand(values: Any) -> Any:
    """Numbers as printed become records, wherever a predicate holds one."""
    return _walk(
        values, lambda v: parse(v).model_copy(update={"printed": v}) if isinstance(v, str) else v
    )


def _compact(values: Any) -> Any:
    def printed(number: Any) -> Any:
        if isinstance(number, dict) and "printed" in number and _reads_back(number):
            return number["printed"]
        return number

    return _walk(values, printed)


def _reads_back(number: dict[str, Any]) -> bool:
    try:
        return parse(number["printed"]).model_dump(mode="json") == number
    except ValueError:
        return False


def _without_empty(values: Any) -> Any:
    """Fields that say nothing are left out."""
    if isinstance(values, list):
        return [_without_empty(v) for v in values]
    if not isinstance(values, dict):
        return values
    kept = {k: _without_empty(v) for k, v in values.items()}
    return {
        k: v
        for k, v in kept.items()
        if v not in (None, "", [], {}) and (v is not False or k in MEANT)
    }


def _walk(values: Any, change: Callable[[Any], Any], field: str = "") -> Any:
    if isinstance(values, list):
        return [_walk(v, change, field) for v in values]
    if isinstance(values, dict) and not (field in NUMBERS and "printed" in values):
        return {k: _walk(v, change, k) for k, v in values.items()}
    return change(values) if field in NUMBERS else values
