"""Is a folder a Process Run Crate? Asks roc-validator, with no network.

    python crate.py FOLDER required|recommended

Prints one failed check a line: its id, a tab, what it says. The context of RO-Crate comes from the
package `rocrate`, which carries version 1.3 of it; every term of 1.1 that a crate of ours uses is
the same there."""

from __future__ import annotations

import json
import sys
from importlib.resources import files
from typing import Any

from rocrate_validator import services
from rocrate_validator.models import Severity, ValidationSettings
from rocrate_validator.utils.http import HttpRequester

CONTEXT = "https://w3id.org/ro/crate/1.1/context"


class Kept:
    """The one document that a validation may ask the network for."""

    status_code = 200
    headers = {"Content-Type": "application/ld+json"}  # noqa: RUF012

    def __init__(self, text: str) -> None:
        self.text = text

    def json(self) -> Any:
        return json.loads(self.text)


def get(self: Any, url: str, **_: Any) -> Kept:
    if url != CONTEXT:
        raise RuntimeError(f"asks the network for {url}")
    return Kept(files("rocrate").joinpath("data", "ro-crate.jsonld").read_text(encoding="utf-8"))


def main(folder: str, severity: str) -> None:
    HttpRequester.get = get
    result = services.validate(
        ValidationSettings(
            rocrate_uri=folder,
            profile_identifier="process-run-crate",
            requirement_severity=Severity[severity.upper()],
        )
    )
    for issue in result.get_issues():
        print(f"{issue.check.identifier}\t{' '.join((issue.message or '').split())}")


if __name__ == "__main__":
    main(*sys.argv[1:])
