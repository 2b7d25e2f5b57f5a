"""Could somebody else get these results, and did anybody?

Each claim gets points by the furthest that was gone: 0 nothing but the paper's tables, or released
results that contradict it; 2 released results agree, but a rerun contradicts; 5 released results
agree; 8 a rerun agrees, at a smaller scale; 10 a rerun agrees at the study's own scale. The score
is the mean over the claims that anything decides, less the uncertainty of so few.
"""

from __future__ import annotations

from claimcheck.literature import Dossier, Score
from claimcheck.review.facts import Said, claims, many, reason
from claimcheck.review.rubric import Rubric, cautious

RUBRIC = Rubric(
    id="reproducibility",
    title="Reproducibility",
    question="Could somebody else get these results, and did anybody?",
    counts="Mean points of all decided claims: 5 released results agree, 8 a smaller rerun agrees, "
    "10 a rerun at the study's scale does; 2 where released results agree and a rerun contradicts, "
    "else 0.",
    limit="Code, data and weights that were released and not given here are not seen; a smaller "
    "rerun may fail where a larger one would not.",
    levels={
        0: "Nothing was released that was given here, or it contradicts the claims.",
        3: "Released results agree with half of the claims, or reruns go against most.",
        5: "Released results agree with all of many claims; nobody reran them.",
        7: "Reruns agree with most claims.",
        10: "Reruns at the study's own scale agree with all of many claims.",
    },
)


def assess(dossier: Dossier) -> Score:
    said = [s for s in claims(dossier) if s.published is not None or s.summary.rerun is not None]
    if not said:
        return RUBRIC.nothing("No claim was decided, and none rerun.")
    by: dict[int, list[Said]] = {}
    for one in said:
        by.setdefault(_points(one), []).append(one)
    share = cautious(sum(p * len(found) for p, found in by.items()) / 10, len(said))
    reasons = [
        reason(f"{words}: {len(by[p])} of {many(len(said), 'claim')}", by[p])
        for p, words in _WORDS.items()
        if p in by
    ]
    failed = [s for s in said if s.summary.rerun in ("contradicted", "no-effect")]
    if failed:
        reasons.append(reason(f"a rerun goes against {len(failed)} of them", failed))
    bare = [s for s in said if s.summary.released is None]
    to_raise = (
        f"released results for {many(len(bare), 'claim')}"
        if bare
        else "a rerun at the study's own scale"
        if failed
        else f"reruns of {many(len(by.get(5, [])) + len(by.get(0, [])), 'claim')}"
    )
    return RUBRIC.score(share, reasons, to_raise)


_WORDS = {
    10: "a rerun at the study's own scale agrees",
    8: "a smaller rerun agrees",
    5: "released results agree, nothing was rerun that tells",
    2: "released results agree, a rerun contradicts",
    0: "neither released results nor a rerun agree",
}


def _points(said: Said) -> int:
    rerun, released = said.summary.rerun, said.summary.released
    if said.published is False:
        return 0
    if rerun in ("contradicted", "no-effect"):
        return 2 if released == "supported" else 0
    if rerun == "supported":
        return 8 if "small-scale" in said.summary.cautions else 10
    return 5 if released == "supported" else 0
