"""Where do bytes and records lie on disk, and how do they get there whole?

Every file is written beside its target and moved into place, so that a killed run leaves the old
file or the new one."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from claimcheck.errors import StoreError

SETTINGS = frozenset(
    {
        "arxiv_interval",
        "arxiv_url",
        "cache",
        "crossref_url",
        "mailto",
        "offline",
        "openalex_key",
        "openalex_url",
        "semanticscholar_key",
        "semanticscholar_url",
    }
)
DEEPEST = 100
MOST_NODES = 1_000_000
NO_YAML = (ValueError, LookupError, AttributeError, TypeError, RecursionError)
"""What YAML's loader raises beside its own error: a value that is not what its tag says
(`!!bool 7`, month 13) can end in any of these."""
Model = TypeVar("Model", bound=BaseModel)


class Cache:
    """Downloaded bytes by key: `blobs/<sha256>` holds them, `keys/<sha256 of key>.json` says which
    belong to a key."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or cache_folder()

    def get(self, key: str) -> bytes | None:
        """The bytes stored for `key`; None where there are none, or where they were damaged
        since."""
        with contextlib.suppress(OSError, ValueError, KeyError):
            entry = json.loads(self._key(key).read_text(encoding="utf-8"))
            data = self._blob(entry["digest"]).read_bytes()
            return data if digest(data) == entry["digest"] else None
        return None

    def put(self, key: str, data: bytes) -> str:
        """Stores `data` under `key`; returns its sha256. Raises StoreError where the disk
        refuses."""
        name = digest(data)
        if not self._blob(name).exists():
            write(self._blob(name), data)
        entry = {"key": key, "digest": name, "stored": now(), "bytes": len(data)}
        write(self._key(key), json.dumps(entry, indent=1).encode())
        return name

    def _blob(self, name: str) -> Path:
        return self.folder / "blobs" / name[:2] / name

    def _key(self, key: str) -> Path:
        return self.folder / "keys" / f"{digest(key.encode())}.json"


def digest(data: bytes) -> str:
    """sha256 as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def now() -> str:
    """The present moment, ISO 8601, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def write(path: Path, data: bytes | str) -> None:
    """Writes the whole file or nothing. Raises StoreError with the system's reason."""
    content = data.encode("utf-8") if isinstance(data, str) else data
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name[:40]}.", delete=False
        ) as file:
            temporary = Path(file.name)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        raise StoreError(
            f"cannot write {path}: {error.strerror or error}",
            remedy="free some space, or name another folder (CLAIMCHECK_CACHE moves the cache)",
        ) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def to_json(record: BaseModel) -> dict[str, Any]:
    """A record as plain JSON values; fields that are None are left out."""
    return record.model_dump(mode="json", exclude_none=True)


def read_yaml(path: Path) -> Any:
    """The values of a YAML file. Raises StoreError where it is missing or no YAML."""
    import yaml

    try:
        text = path.read_text(encoding="utf-8")
        _check_size(text)
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except OSError as error:
        raise StoreError(f"cannot read {path}: {error.strerror or error}") from error
    except (yaml.YAMLError, *NO_YAML) as error:
        raise StoreError(
            f"{path} is not YAML: {error}", remedy="mend the file at the place named"
        ) from error


def _check_size(text: str) -> None:
    """Loading recurses, and aliases of aliases multiply; the event parser does neither.

    Counts the nodes that the document has once every alias is written out.
    """
    import yaml

    if re.search(rf"(?:[\[{{]\s*){{{DEEPEST}}}", text):  # on which the event parser is quadratic
        raise yaml.YAMLError("nested too deep")
    open_nodes: list[tuple[str | None, int]] = [(None, 0)]
    sizes: dict[str, int] = {}
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if isinstance(event, yaml.CollectionStartEvent):
            open_nodes.append((event.anchor, 1))
            continue
        anchor, size = None, 0
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in sizes:
                raise yaml.YAMLError(f"*{event.anchor} stands inside what it names, or for nothing")
            size = sizes[event.anchor]
        elif isinstance(event, yaml.ScalarEvent):
            anchor, size = event.anchor, 1
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, size = open_nodes.pop()
        if anchor:
            sizes[anchor] = size
        outer, so_far = open_nodes[-1]
        open_nodes[-1] = (outer, so_far + size)
        if len(open_nodes) > DEEPEST or so_far + size > MOST_NODES:
            raise yaml.YAMLError("nested too deep, or too large once its aliases are written out")


def dump_yaml(values: Any) -> str:
    """YAML as people edit it: keys in order, Unicode as it is."""
    import yaml

    return yaml.safe_dump(values, sort_keys=False, allow_unicode=True, width=120)


def read_json(path: Path) -> Any:
    """The values of a JSON file, which YAML's reader would take many times as long for. Raises
    StoreError where it is missing or no JSON."""
    try:
        return json.loads(path.read_bytes())
    except OSError as error:
        raise StoreError(f"cannot read {path}: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise StoreError(f"{path} is not JSON: {error}", remedy="mend or delete it") from error


def load(path: Path, model: type[Model]) -> Model:
    """A record from YAML or JSON. Raises StoreError naming the field that does not fit."""
    values = read_json(path) if path.suffix == ".json" else read_yaml(path)
    version = values.get("schema_version") if isinstance(values, dict) else None
    if isinstance(version, int) and version > 1:
        raise StoreError(
            f"{path} has schema version {version}; this claimcheck reads version 1",
            remedy="update claimcheck",
        )
    try:
        return model.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise StoreError(
            f"{path}: {where}: {first['msg']}", remedy="`claimcheck schema` prints the fields"
        ) from error


def cache_folder() -> Path:
    """`CLAIMCHECK_CACHE`, the setting `cache`, or the platform's cache folder."""
    from platformdirs import user_cache_path

    named = setting("cache")
    return Path(named).expanduser() if named else user_cache_path("claimcheck", appauthor=False)


def setting(name: str) -> str | None:
    """`CLAIMCHECK_<NAME>`, else `claimcheck.toml` in the working directory, else the user's config
    file."""
    variable = os.environ.get(f"CLAIMCHECK_{name.upper()}")
    if variable:
        return variable
    from platformdirs import user_config_path

    for path in (
        Path("claimcheck.toml"),
        user_config_path("claimcheck", appauthor=False) / "claimcheck.toml",
    ):
        value = _settings(path.absolute()).get(name)
        if value is not None:
            return str(value)
    return None


@cache
def _settings(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StoreError(f"{path}: {error}", remedy="mend or remove the file") from error
    if unknown := sorted(values.keys() - SETTINGS):
        raise StoreError(
            f"{path}: no setting is called {unknown[0]!r}",
            remedy=f"settings are {', '.join(sorted(SETTINGS))}",
        )
    return values
