"""What does an editor or a code scanner read: the claims that fail, at their lines?

SARIF 2.1.0 (OASIS Standard, 27 March 2020)."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import quote

from claimcheck import __version__
from claimcheck.record import Claim, Finding, Place, Report, Summary
from claimcheck.render import glossary
from claimcheck.render.machine import text
from claimcheck.render.places import address, path, words
from claimcheck.render.plain import line
from claimcheck.render.standing import WORDS, Standing, standing, summaries
from claimcheck.render.told import told

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS: dict[Standing, str] = {"contradicted": "error", "not-reproduced": "warning"}
KINDS: dict[Standing, str] = {
    "contradicted": "fail",
    "not-reproduced": "fail",
    "supported": "pass",
    "undecided": "open",
}


def render(report: Report) -> str:
    """One run with one result a claim, and one for each finding of the tables that does not pass.
    A supported claim is a `pass`, an undecided one is `open`: viewers show what fails."""
    claims, lines = {c.id: c for c in report.claims}, told(report)
    results = [
        _claim(s, claims.get(name), standing(s), lines[name], report.source)
        for name, s in summaries(report).items()
    ]
    failed = [f for f in report.findings if f.passed is False]
    driver = {
        "name": "claimcheck",
        "version": __version__,
        "rules": [
            *({"id": k, "shortDescription": {"text": v}} for k, v in WORDS.items()),
            *(_rule(check) for check in dict.fromkeys(f.check for f in failed)),
        ],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [*results, *(_finding(f) for f in failed)],
    }
    return text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(check: str) -> dict[str, Any]:
    return {"id": check, "shortDescription": {"text": f"Check of the tables: {check}"}}


def _claim(
    summary: Summary, claim: Claim | None, found: Standing, said: str, source: str
) -> dict[str, Any]:
    means = " ".join(f"{c}: {glossary.caution(c)}".strip() for c in summary.cautions)
    return {
        "ruleId": found,
        "level": LEVELS.get(found, "none"),
        "kind": KINDS[found],
        "message": {"text": line(f"{said} Cautions: {means}" if means else said)},
        "locations": _locations(source, claim.where) if claim else [],
        "partialFingerprints": {
            "quote/v1": hashlib.sha256(summary.quote.encode("utf-8", "replace")).hexdigest()
        },
        "properties": {"claim": summary.claim, "cautions": list(summary.cautions)},
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "ruleId": finding.check,
        "level": "warning",
        "kind": "fail",
        "message": {"text": line(finding.says) or finding.check},
        "locations": [
            {"logicalLocations": [{"fullyQualifiedName": line(f"{e.source}: {e.where}")}]}
            for e in finding.evidence[:1]
        ],
    }


def _locations(source: str, place: Place) -> list[dict[str, Any]]:
    """The line of the file where it is known, and its place in words."""
    if not place.source:
        return []
    known = address(place.source)
    uri = known or quote(path(source, place))
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri}}
    if place.line:
        physical["region"] = {"startLine": place.line}
    named = line(words(place))
    return [{"physicalLocation": physical, "logicalLocations": [{"fullyQualifiedName": named}]}]
