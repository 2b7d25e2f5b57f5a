"""What is said of a claim in one line, where there is no room for its evidence?"""

from __future__ import annotations

from collections import defaultdict

from claimcheck.record import Report, Verdict
from claimcheck.render.plain import line
from claimcheck.render.standing import WITNESSES, summaries


def told(report: Report) -> dict[str, str]:
    """By claim: `“Ours gains 2.7 points.” paper: contradicted (64.0 − 62.3 = +1.7; …)`."""
    own: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in sorted(report.verdicts, key=lambda v: WITNESSES.index(v.witness)):
        own[verdict.claim].append(verdict)
    return {
        claim: line(f"“{summary.quote}” {'; '.join(map(_said, own[claim]))}")
        for claim, summary in summaries(report).items()
    }


def _said(verdict: Verdict) -> str:
    because = f" ({verdict.because})" if verdict.because else ""
    return f"{verdict.witness}: {verdict.outcome}{because}"
