"""How likely is it, after what the witnesses said, that a claim is true?

A class's own share, drawn towards that of its standing as if by two more claims, and that towards
the base rate likewise: a class of which little was seen says little of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from claimcheck.confidence.classes import CLASSES, Class, class_of
from claimcheck.confidence.table import Calibration, Counted, calibration
from claimcheck.literature import Confidence
from claimcheck.record import Claim, Report, Verdict

DRAWN = 2.0
"""Claims by which a share is drawn to the one above it. Between 1 and 5 the Brier score hardly
moves."""


def probability(found: Calibration, name: Class) -> float:
    """Between 0 and 1, never either."""
    whole = found.base
    base = (whole.true + 0.5) / (whole.n + 1)
    standing = CLASSES[name][0]
    if standing == "undecided":
        return base  # nothing was found out about it, so it is as good as any
    return _drawn(found.classes.get(name, Counted()), _drawn(found.of(standing), base))


def confidence(claim: Claim, verdicts: Iterable[Verdict], *, paper: str = "") -> Confidence:
    """That the claim is true of the published results, from the verdicts on it; `paper` is the
    work that the record names it by."""
    said = {v.witness: v.outcome for v in verdicts if v.claim == claim.id}
    name = class_of(said.get("paper"), said.get("released"))
    found = calibration()
    counted = found.base if name == "undecided" else found.classes.get(name, Counted())
    basis = (
        f"{CLASSES[name][1]}; of {counted.n} such labelled claims {counted.true} are "
        "true of all that was published"
    )
    if name == "undecided":
        basis = (
            f"{CLASSES[name][1]}, so it has the share of all {counted.n} labelled claims, of which "
            f"{counted.true} are true of all that was published"
        )
    if "rerun" in said:
        basis += "; what a rerun says is not part of it"
    return Confidence(
        claim=f"{paper}#{claim.id}",
        value=round(probability(found, name), 2),
        basis=basis,
        n=counted.n,
    )


def confidences(report: Report, *, paper: str = "") -> tuple[Confidence, ...]:
    """Of each claim of a report; `paper` where the work has another name than the report's."""
    own: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in report.verdicts:
        own[verdict.claim].append(verdict)
    return tuple(confidence(c, own[c.id], paper=paper or report.paper) for c in report.claims)


def _drawn(own: Counted, towards: float) -> float:
    return (own.true + DRAWN * towards) / (own.n + DRAWN)
