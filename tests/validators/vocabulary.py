"""Are types, properties and values of a JSON-LD graph those of schema.org?

    python vocabulary.py FILE

A property must exist, belong to the entity's type or to one above it, and have a value of one of
the kinds that it may have. Prints one error a line. The vocabulary is the one that the package
`rocrate` carries."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

TEXTS = {"schema:Text", "schema:URL"}
TIMES = {"schema:Date", "schema:DateTime"}
NUMBERS = {"schema:Number", "schema:Integer", "schema:Float"}


def ids(value: Any) -> set[str]:
    values = value if isinstance(value, list) else [value] if value else []
    return {v["@id"] for v in values}


class Vocabulary:
    def __init__(self) -> None:
        text = files("rocrate").joinpath("data", "schema.jsonld").read_text(encoding="utf-8")
        self.terms = {term["@id"]: term for term in json.loads(text)["@graph"]}

    def above(self, kind: str) -> set[str]:
        found, ahead = set(), {kind}
        while ahead:
            found |= ahead
            ahead = {p for k in ahead for p in ids(self.terms.get(k, {}).get("rdfs:subClassOf"))}
        return found

    def errors(self, entity: Any, path: str) -> list[str]:
        kind = f"schema:{entity.get('@type')}"
        if kind not in self.terms:
            return [f"{path}: no type {entity.get('@type')}"]
        found = []
        for name, value in entity.items():
            if name.startswith("@"):
                continue
            term = self.terms.get(f"schema:{name}")
            if term is None or term["@type"] != "rdf:Property":
                found.append(f"{path}: no property {name}")
            elif not ids(term.get("schema:domainIncludes")) & self.above(kind):
                found.append(f"{path}: {name} is no property of {kind}")
            else:
                allowed = ids(term.get("schema:rangeIncludes"))
                for number, item in enumerate(value if isinstance(value, list) else [value]):
                    found += self.value(item, allowed, f"{path}.{name}[{number}]")
        return found

    def value(self, value: Any, allowed: set[str], path: str) -> list[str]:
        if isinstance(value, dict):
            kinds = self.above(f"schema:{value.get('@type')}")
            wrong = [] if kinds & allowed else [f"{path}: {value.get('@type')} not in {allowed}"]
            return wrong + self.errors(value, path)
        if isinstance(value, int | float):
            return [] if allowed & NUMBERS else [f"{path}: a number, not one of {allowed}"]
        if allowed == {"schema:URL"}:
            return [] if address(value) else [f"{path}: no address: {value!r}"]
        if allowed & TEXTS and value:
            return []
        return [] if allowed & TIMES and moment(value) else [f"{path}: {value!r}, not {allowed}"]


def moment(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def address(value: str) -> bool:
    parts = urlsplit(value)
    return " " not in value and bool(parts.netloc or parts.path or parts.fragment)


def main(file: str) -> None:
    vocabulary = Vocabulary()
    for number, entity in enumerate(json.loads(Path(file).read_text(encoding="utf-8"))["@graph"]):
        print("".join(f"{e}\n" for e in vocabulary.errors(entity, f"[{number}]")), end="")


if __name__ == "__main__":
    main(*sys.argv[1:])
