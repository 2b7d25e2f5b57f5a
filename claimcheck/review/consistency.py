"""Do the numbers agree with one another?

The share of what agrees among all that can be compared: claims that tables or released results
decide, quantities that several papers report under one protocol, and checks of whole tables (cells
against released results, runs mixed in a row, numbers that no count of test items gives). Less the
uncertainty of so few. What a rerun says is no part of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from claimcheck.literature import Dossier, Quantity, Reason, Score
from claimcheck.record import Finding, Verdict
from claimcheck.review.facts import claims, few, many, reason, short
from claimcheck.review.rubric import Rubric, cautious

SHOWN = 5
"""Contradictions whose arithmetic is told."""

RUBRIC = Rubric(
    id="numerical-consistency",
    title="Numerical consistency",
    question="Do the numbers agree with one another?",
    counts="Share that agrees of all decided claims, quantities of several papers under one "
    "protocol, and checks of whole tables.",
    limit="Claims that nothing decides are not in it, so few decided claims say little; an error "
    "that is consistent everywhere is not seen.",
    levels={
        0: "Nothing that can be compared agrees.",
        3: "More disagrees than agrees.",
        5: "Two thirds agree, or the few that can be compared do.",
        7: "Four in five agree.",
        10: "All of a hundred agree.",
    },
)


def assess(dossier: Dossier) -> Score:
    decided = [s for s in claims(dossier) if s.published is not None]
    wrong = [s for s in decided if not s.published]
    compared = [q for q in dossier.quantities if q.standing != "incomparable"]
    apart = [q for q in compared if q.standing == "disagree"]
    tables = [(p, f) for p, f in _findings(dossier) if f.passed is not None]
    bad = [(p, f) for p, f in tables if not f.passed]
    whole = len(decided) + len(compared) + len(tables)
    if not whole:
        return RUBRIC.nothing("No two numbers could be compared.")
    against = len(wrong) + len(apart) + len(bad)
    reasons = [
        reason(
            f"agree with the published numbers: {len(decided) - len(wrong)} of "
            f"{many(len(decided), 'decided claim')}" if decided else "",
            [s for s in decided if s.published],
        ),
        *(reason(f"contradicted: {_because(s.verdicts)}", [s]) for s in wrong[:SHOWN]),
        reason(f"contradicted, too: {many(len(wrong[SHOWN:]), 'further claim')}", wrong[SHOWN:])
        if wrong[SHOWN:] else Reason(says=""),
        *(_apart(q) for q in apart),
        *(Reason(says=f"{p}: {short(f.says)}") for p, f in bad),
    ]  # fmt: skip
    to_raise = (
        f"correct or explain {few((s.name for s in wrong), 3) or 'the numbers that disagree'}"
        if against
        else "more numbers that can be compared"
    )
    return RUBRIC.score(cautious(whole - against, whole), reasons, to_raise)


def _findings(dossier: Dossier) -> list[tuple[str, Finding]]:
    """Checks of whole tables, each kind of check once a paper: it passes where all of them do."""
    found: list[tuple[str, Finding]] = []
    for paper in dossier.papers:
        by: dict[str, Finding] = {}
        for finding in paper.report.findings if paper.report else ():
            if finding.check not in by or finding.passed is False:
                by[finding.check] = finding
        found += [(paper.work.key, f) for f in by.values()]
    return found


def _apart(quantity: Quantity) -> Reason:
    named = f"{quantity.method} on {quantity.benchmark}, {quantity.metric}"
    return Reason(
        says=f"{named}: {quantity.says}",
        claims=tuple(dict.fromkeys(c for e in quantity.entries for c in e.claims)),
    )


def _because(verdicts: Iterable[Verdict]) -> str:
    published = (v for v in verdicts if v.witness != "rerun")
    return short(next((v.because for v in published if v.outcome == "contradicted"), ""))
