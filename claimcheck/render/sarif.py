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
from claimcheck.render.places import address, is_file, path, words
from claimcheck.render.plain import line
from claimcheck.render.standing import WORDS, Standing, standing, summaries
from claimcheck.render.told import told

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
HELP = (
    "The message says what was computed. `claimcheck show CLAIM SOURCE` shows the deciding cells, "
    "`claimcheck verify SOURCE --explain CLAIM` how the claim was read."
)
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
    readable = address(report.source) or is_file(report.source)
    source = report.source if readable else address(report.paper) or report.source
    results = [
        _claim(s, claims.get(name), standing(s), lines[name], source)
        for name, s in summaries(report).items()
    ]
    failed = [f for f in report.findings if f.passed is False]
    driver = {
        "name": "claimcheck",
        "version": __version__,
        "rules": [
            *(_rule(name, words) for name, words in WORDS.items()),
            *(
                _rule(c, f"Check of the tables: {c}")
                for c in dict.fromkeys(f.check for f in failed)
            ),
        ],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [*results, *(_finding(f, source) for f in failed)],
    }
    return text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(name: str, words: str) -> dict[str, Any]:
    return {
        "id": name,
        "shortDescription": {"text": words},
        "fullDescription": {"text": f"{words}."},
        "help": {"text": HELP},
    }


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


def _finding(finding: Finding, source: str) -> dict[str, Any]:
    return {
        "ruleId": finding.check,
        "level": "warning",
        "kind": "fail",
        "message": {"text": line(finding.says) or finding.check},
        "locations": [
            location
            for e in finding.evidence[:1]
            for location in _locations(source, Place(source=e.source), e.where)
        ],
    }


def _locations(source: str, place: Place, named: str = "") -> list[dict[str, Any]]:
    """The line of the file where it is known, and its place in words; the paper as a whole where
    nothing is known."""
    file = place.source or (source if address(source) or is_file(source) else "")
    if not file:
        return []
    known = address(file)
    named_so = path(source, Place(source=file))
    uri = known or f"{'file://' if named_so.startswith('/') else ''}{quote(named_so)}"
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri}}
    if place.line:
        physical["region"] = {"startLine": place.line}
    said = line(named or words(place) or file)
    return [{"physicalLocation": physical, "logicalLocations": [{"fullyQualifiedName": said}]}]
