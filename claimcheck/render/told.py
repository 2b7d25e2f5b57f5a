"""What is said of a claim in one line, where there is no room for its evidence?"""

from __future__ import annotations

from claimcheck.record import Report, Verdict
from claimcheck.render.plain import line
from claimcheck.render.standing import WITNESSES, summaries


def told(report: Report, claim: str) -> str:
    """`“Ours gains 2.7 points on Cars.” paper: contradicted (64.0 − 62.3 = +1.7; claimed 2.7)`."""
    own = sorted(
        (v for v in report.verdicts if v.claim == claim), key=lambda v: WITNESSES.index(v.witness)
    )
    quote = summaries(report)[claim].quote
    return line(f"“{quote}” {'; '.join(map(_said, own))}")


def _said(verdict: Verdict) -> str:
    because = f" ({verdict.because})" if verdict.because else ""
    return f"{verdict.witness}: {verdict.outcome}{because}"
