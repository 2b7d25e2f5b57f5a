"""Which files of a release hold results, and how much of it is read at most?

A folder is searched for JSON, YAML and tables; configurations, hidden folders and links are passed
over. Number, size and depth of what is read are bounded; what is left out is said.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from claimcheck.errors import WitnessError
from claimcheck.store import digest
from claimcheck.witnesses.decode import Tree, decode

SUFFIXES = (".json", ".jsonl", ".csv", ".tsv", ".yaml", ".yml")
MAX_FILES = 5000
MAX_BYTES = 32 * 2**20
MAX_TOTAL = 128 * 2**20
MAX_MARKS = 2_000_000
"""Signs that part two values: what a file costs is how many values it holds."""
MAX_DEPTH = 12

_MARKS = (b",", b";", b"\t", b"\n", b"[", b"{")
_RELEASED = (None, "released")
_SKIPPED_FOLDERS = re.compile(
    r"\..*|__pycache__|node_modules|site-packages|venv|configs?|conf|cfgs?|latex|wandb"
)
_NOT_RESULTS = re.compile(
    r"(?:\..*|(?:.*[_-])?configs?|args|h(?:yper)?params?|hyperparameters|params|settings"
    r"|package(?:-lock)?|tsconfig|tokenizer.*|vocab.*|special_tokens_map|environment|requirements"
    r"|pyproject|meta(?:data)?|.*schema|manifest|dataset_infos?|citation|codemeta|launch|sweep"
    r"|claims|plan|mkdocs|docker-compose.*|.*\.config)",
    re.IGNORECASE,
)
_RESULT_WORD = re.compile(
    r"result|metric|eval|score|info|summar|test|final|stat|report|number|bench", re.IGNORECASE
)


@dataclass(frozen=True)
class File:
    """A result file: its path below the release, and its values."""

    name: str
    stem: str
    folder: str
    tree: Tree


def load(path: Path, warnings: list[str]) -> tuple[list[File], str]:
    files: list[File] = []
    checks: list[str] = []
    marks = 0
    for name, place in _candidates(path, warnings):
        try:
            data = place.read_bytes()
            marks += (held := sum(data.count(mark) for mark in _MARKS))
            if marks > MAX_MARKS:
                marks -= held
                raise ValueError(f"left out, over the limit of {MAX_MARKS:,} values")
            tree = _others(decode(data, place.suffix.lower()))
        except OSError as error:
            warnings.append(f"{name}: {error.strerror or error}")
            continue
        except ValueError as error:
            warnings.append(f"{name}: {error}")
            continue
        checks.append(f"{name} {digest(data)}")
        folder, _, last = name.rpartition("/")
        files.append(File(name, last.rsplit(".", 1)[0], folder, tree))
    return files, digest("\n".join(checks).encode())


def _others(tree: Tree) -> Tree:
    """The values without what claimcheck wrote itself: its verdicts are no results, and of its
    measurements only those of a release are. Raises ValueError where nothing else is there."""
    if isinstance(tree, dict) and str(tree.get("schema", "")).startswith("claimcheck."):
        raise ValueError("left out, for claimcheck wrote it")
    if not isinstance(tree, list):
        return tree
    return [r for r in tree if not isinstance(r, dict) or r.get("witness") in _RELEASED]


def _candidates(path: Path, warnings: list[str]) -> list[tuple[str, Path]]:
    """Files to read, by name below the release, in order of name; bounded in number, size and
    depth."""
    if path.is_file():
        if path.suffix.lower() not in SUFFIXES:
            raise WitnessError(
                f"{path} is no result file",
                remedy=f"give one of {', '.join(SUFFIXES)}, or a folder",
            )
        named = [(path.name, path)]
    else:
        named = sorted(_walk(path, warnings), key=lambda item: _natural(item[0]))
    kept: list[tuple[str, Path]] = []
    left: list[str] = []
    total = 0
    for name, place in named:
        size = place.stat().st_size
        total += size
        if size > MAX_BYTES or total > MAX_TOTAL or len(kept) >= MAX_FILES:
            total -= size
            left.append(f"{name} ({size / 2**20:.0f} MB)")
            continue
        kept.append((name, place))
    if left:
        more = f" and {len(left) - 3:,} more" if len(left) > 3 else ""
        warnings.append(
            f"{', '.join(left[:3])}{more}: left out, over the limit on files and their size"
        )
    return kept


def _walk(root: Path, warnings: list[str]) -> Iterator[tuple[str, Path]]:
    """Result files below `root`; links and folders that hold no results are passed over."""
    entries = 0

    def unreadable(error: OSError) -> None:
        warnings.append(f"{error.filename}: {error.strerror or error}")

    for folder, below, names in os.walk(root, onerror=unreadable):
        relative = Path(folder).relative_to(root)
        below[:] = (
            sorted(b for b in below if not _SKIPPED_FOLDERS.fullmatch(b))
            if len(relative.parts) < MAX_DEPTH
            else []
        )
        for name in sorted(names):
            entries += 1
            place = Path(folder, name)
            if (
                entries <= 20 * MAX_FILES
                and _is_result_file(name)
                and os.path.isfile(place)
                and not os.path.islink(place)
            ):
                yield (relative / name).as_posix(), place


def _is_result_file(name: str) -> bool:
    stem, _, suffix = name.rpartition(".")
    if f".{suffix.lower()}" not in SUFFIXES or _NOT_RESULTS.fullmatch(stem):
        return False
    return not suffix.lower().startswith("y") or bool(_RESULT_WORD.search(stem))


def _natural(name: str) -> tuple[tuple[int, str], ...]:
    """`run_2` before `run_10`."""
    return tuple(
        (int(p), "") if p.isdigit() else (-1, p) for p in re.split(r"(\d{1,9})", name) if p
    )
