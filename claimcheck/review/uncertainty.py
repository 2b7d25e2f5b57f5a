"""Is it told how uncertain the numbers are?

Each decided claim counts 1 where the published figures behind it carry a spread (±, an interval,
several seeds of each arm), ½ where the number of test items is known, one arm alone has seeds, or
the sentence itself hedges, 0 where they stand bare, or where the spreads that the paper prints are
none of its released runs'. The share is the mean, less the uncertainty of so few. Of a given
synthesis that states its own confidence, it is averaged with 1 − Brier score of these confidences
(of its flags where there are none) against what was found.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from claimcheck.literature import Dossier, Reason, Score
from claimcheck.record import Finding, Measurement, Report
from claimcheck.review.facts import Said, claims, many, reason, short
from claimcheck.review.rubric import Rubric, cautious, mean

Key = tuple[str, str, str]
"""Paper, source, and value as printed."""
SEEDS = "seed-noise"
"""The finding that needs several seeds of the reference."""
SINGLE = "single-seed"
HEDGES = frozenset({"hedged", "approximate"})

RUBRIC = Rubric(
    id="uncertainty-disclosure",
    title="Uncertainty disclosure",
    question="Is it told how uncertain the numbers are?",
    counts="Mean over decided claims: 1 with a spread or several seeds, ½ with the number of test "
    "items, seeds of one arm or a hedge, 0 bare or with a spread that no released run has; of a "
    "given synthesis, the mean of that and of 1 − Brier score of its own confidences.",
    limit="A spread that only the running text or a figure gives is not seen, and whether ± is a "
    "deviation, an error or a range is not asked.",
    levels={
        0: "Bare numbers, and no confidence or a wrong one.",
        3: "A few figures carry a spread.",
        5: "Sampling error can be computed, or half of the figures carry a spread.",
        7: "Most figures carry a spread.",
        10: "All of many figures carry one, and stated confidence agrees with what was found.",
    },
)


def assess(dossier: Dossier) -> Score:
    decided = [s for s in claims(dossier) if s.standing != "undecided"]
    if not decided:
        return RUBRIC.nothing("No claim was decided.")
    known = _figures(decided)
    told = {s.name: _told(s, known) for s in decided}
    share: float | None = cautious(sum(told.values()), len(decided))
    reasons = [
        reason(f"{words}: {sum(v == w for v in told.values())} of "
               f"{many(len(decided), 'decided claim')}", [s for s in decided if told[s.name] == w])
        for w, words in _WORDS.items()
        if w in told.values()
    ]  # fmt: skip
    for key, report in {s.paper.work.key: s.report for s in decided}.items():
        reasons += [Reason(says=f"{key}: {short(f.says)}") for f in _refuted(report)]
    own = own_brier(decided)
    if own is not None:
        share = mean((share, 1 - own[0]))
        reasons.append(Reason(says=own[1]))
    bare = sum(v < 1 for v in told.values())
    to_raise = f"a spread over seeds behind {many(bare, 'claim')}" if bare else "nothing more"
    if own is not None and own[0] > 0.25:
        to_raise += "; confidences that agree with what the numbers say"
    return RUBRIC.score(share, reasons, to_raise)


_WORDS = {
    1.0: "rest on figures with a spread or several seeds",
    0.5: "tell the number of test items or the seeds of one arm, or hedge",
    0.0: "rest on bare numbers, or on wrong spreads",
}


def own_brier(decided: Sequence[Said]) -> tuple[float, str] | None:
    """How far a synthesis's own confidences (0 to 1) are from what was found, and that in words;
    None where it states neither confidence nor flags."""
    stated = [(s, s.claim.stated) for s in decided if s.claim.stated and s.published is not None]
    sure = [(float(t.confidence), s.published) for s, t in stated if t.confidence is not None]
    if sure:
        score = fmean((min(max(p, 0.0), 1.0) - bool(found)) ** 2 for p, found in sure)
        middle, true = fmean(p for p, _ in sure), sum(bool(f) for _, f in sure)
        return score, (
            f"its own confidences, {middle:.2f} on average, stand against {true} of {len(sure)} "
            f"that hold: Brier score {score:.2f}, where 0.25 is a coin's"
        )
    flags = [(t.verified, s.published) for s, t in stated if t.verified is not None]
    if not flags:
        return None
    wrong = sum(flag != found for flag, found in flags)
    return wrong / len(flags), f"{wrong} of {len(flags)} own flags disagree with what was found"


def _figures(decided: Sequence[Said]) -> dict[Key, list[Measurement]]:
    """Measurements by what evidence tells of them."""
    found: dict[Key, list[Measurement]] = {}
    for paper, report in {s.paper.work.key: s.report for s in decided}.items():
        for m in report.measurements:
            found.setdefault((paper, m.where.source, m.value.printed), []).append(m)
    return found


def _refuted(report: Report) -> list[Finding]:
    """That printed spreads are none of the released runs'."""
    return [f for f in report.findings if f.check == "released-spreads" and f.passed is False]


def _told(said: Said, known: dict[Key, list[Measurement]]) -> float:
    """1 where its figures carry a spread, ½ where half of that is told, 0 where they are bare."""
    if _refuted(said.report):
        return 0.0
    published = [v for v in said.verdicts if v.witness != "rerun"]
    evidence = [e for v in published for e in v.evidence]
    figures = [m for e in evidence for m in known.get((said.paper.work.key, e.source, e.value), ())]
    if said.claim.kind == "mean_sd" or any(m.value.sd is not None for m in figures):
        return 1.0
    seeds = any(f.check == SEEDS for v in published for f in v.findings)
    if seeds and not any(SINGLE in v.cautions for v in published):
        return 1.0
    hedged = bool(HEDGES & set(said.claim.flags))
    return 0.5 if seeds or hedged or any(m.n for m in figures) else 0.0
