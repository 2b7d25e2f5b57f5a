"""How strong is the evidence behind the claims?

Each claim gets points by what agrees with it: 0 nothing, or something published contradicts it; 2
published results, but a rerun contradicts; 5 the paper's own tables; 6 a rerun alone; 7 released
results; 8 both; 10 published results and a rerun. A caution that its number may be noise or nothing
(such as `seed-noise`, `untrained-encoder`) halves them. The score is the mean over all claims, of
which an open one counts half as much as a decided one, less the uncertainty of so few.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from claimcheck.literature import Dossier, Score
from claimcheck.review.facts import Said, claims, few, many, reason
from claimcheck.review.rubric import Rubric, cautious

DOUBTS = frozenset({
    "not-distinguishable", "seed-noise", "multiplicity", "reference-sensitive", "association",
    "impossible-value", "impossible-spread", "inert-term", "untrained-encoder", "collapse",
    "no-better-than-untrained", "untrained-reaches-it",
})  # fmt: skip
"""Cautions by which a number that agrees may yet show nothing."""

RUBRIC = Rubric(
    id="evidence-strength",
    title="Evidence strength",
    question="How strong is the evidence behind the claims?",
    counts="Mean points of all claims: 5 tables, 7 released results, 8 both, 10 with a rerun; 2 "
    "where a rerun contradicts, 0 where nothing tells or published results contradict; halved by "
    "a caution that the number may be noise. An open claim counts half as much as a decided one.",
    limit="A claim that the program could not bind to a number counts, if half, as one that "
    "nothing supports, whatever a reader would find.",
    levels={
        0: "Nothing that was read supports any claim.",
        3: "Some claims agree with the tables of their paper; many are open.",
        5: "The tables of the papers agree with nearly all claims, or raw results with half.",
        7: "Released results agree with nearly all claims, and no caution stands.",
        10: "Published results and reruns agree with all of many claims, and no caution stands.",
    },
)


def assess(dossier: Dossier) -> Score:
    said = claims(dossier)
    if not said:
        return RUBRIC.nothing("No claim was read.")
    whole = sum(_OPEN if s.standing == "undecided" else 1.0 for s in said)
    share = cautious(sum(map(_points, said)) / 10, whole)
    by = {name: [s for s in said if s.standing == name] for name in _WORDS}
    reasons = [
        reason(f"{_WORDS[name]}: {len(found)} of {many(len(said), 'claim')}", found)
        for name, found in by.items()
        if found
    ]
    doubted = [s for s in said if _points(s) and DOUBTS & set(s.summary.cautions)]
    cautions = Counter(c for s in doubted for c in s.summary.cautions if c in DOUBTS)
    if doubted:
        named = few(f"{c} ({n})" for c, n in cautions.most_common())
        reasons.append(
            reason(f"of those that agree, in doubt: {len(doubted)}, by {named}", doubted)
        )
    return RUBRIC.score(share, reasons, _to_raise(said, cautions))


_WORDS = {
    "supported": "agree with the results behind them",
    "not-reproduced": "agree with published results, and fail a rerun",
    "contradicted": "contradicted by published results",
    "undecided": "open, since nothing that was read tells",
}
_OPEN = 0.5
"""Weight of an open claim: that nothing was found may be the program's failing."""


def _points(said: Said) -> float:
    rerun, released = said.summary.rerun, said.summary.released == "supported"
    if said.published is False or (said.published is None and rerun != "supported"):
        return 0.0
    if rerun in ("contradicted", "no-effect"):
        points = 2.0
    elif said.published is None:
        points = 6.0
    elif rerun == "supported":
        points = 10.0
    else:
        tables = said.summary.paper == "supported"
        points = 8.0 if tables and released else 7.0 if released else 5.0
    return points / 2 if DOUBTS & set(said.summary.cautions) else points


def _to_raise(said: Sequence[Said], cautions: Counter[str]) -> str:
    if cautions:
        worst = few(c for c, _ in cautions.most_common(3))
        return f"results that settle {worst}: more seeds, controls, larger test sets"
    unreleased = [s for s in said if s.published and s.summary.released != "supported"]
    if unreleased:
        return f"released results for {many(len(unreleased), 'claim')} that rest on tables alone"
    open_ = [s for s in said if s.published is None]
    if open_:
        return f"results that decide {many(len(open_), 'claim')} of which nothing tells"
    return "reruns of the claims that hold"
