"""What does a code host show beside the lines of a paper's source?

Workflow commands of GitHub Actions: one line a message, which the host turns into a note at that
line of the file (docs.github.com, "Workflow commands for GitHub Actions")."""

from __future__ import annotations

from claimcheck.record import Claim, Finding, Place, Report
from claimcheck.render.places import address, is_file, path
from claimcheck.render.plain import line
from claimcheck.render.standing import WORDS, standings
from claimcheck.render.told import told

LEVELS = {"contradicted": "error", "not-reproduced": "warning"}


def render(report: Report) -> str:
    """An error for each claim that is contradicted, a warning for each that no rerun confirms and
    for each finding of the tables that does not pass."""
    claims, lines_of = {c.id: c for c in report.claims}, told(report)
    lines = [
        _command(
            LEVELS[name],
            lines_of[claim],
            _file(report, claims.get(claim)),
            f"{claim}: {WORDS[name]}",
        )
        for claim, name in standings(report).items()
        if name in LEVELS
    ]
    lines += [
        _command("warning", f.says, _table(report, f), f.check)
        for f in report.findings
        if f.passed is False
    ]
    return "".join(f"{text}\n" for text in lines)


def _file(report: Report, claim: Claim | None) -> dict[str, str]:
    """The file and the line of a claim, where it has any."""
    if claim is None or not claim.where.source or address(claim.where.source):
        return {}
    named = {"file": path(report.source, claim.where)}
    return named | ({"line": str(claim.where.line)} if claim.where.line else {})


def _table(report: Report, finding: Finding) -> dict[str, str]:
    """The file of the paper in which the figures of a finding stand, where there is one."""
    for source in (e.source for e in finding.evidence):
        if is_file(source) and not address(source):
            return {"file": path(report.source, Place(source=source))}
    return {}


def _command(level: str, message: str, place: dict[str, str], title: str) -> str:
    named = place | {"title": title}
    properties = ",".join(f"{name}={_property(line(text))}" for name, text in named.items())
    return f"::{level} {properties}::{_data(line(message))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
