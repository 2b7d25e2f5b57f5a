"""Does what is said lead to the works that are cited?

The mean of up to three shares, each less the uncertainty of few: claims that lead to a figure in a
work that was read; works, of those cited (or, of a search, those read), that a claim rests on; and
statements about cited works that those works bear out, of those that could be put to them.
"""

from __future__ import annotations

from claimcheck.literature import Citation, Dossier, PaperRead, Reason, Score
from claimcheck.review.facts import Said, claims, few, many, reason
from claimcheck.review.rubric import Part, Rubric, mean

RUBRIC = Rubric(
    id="citation-grounding",
    title="Citation grounding",
    question="Does what is said lead to the works that are cited?",
    counts="Mean of three shares: claims that lead to a figure of a work that was read; works "
    "cited or read that a decided claim rests on; statements on cited works that these bear out.",
    limit="Whether the best works were cited is not asked, and a work that could not be read "
    "counts as one that nothing rests on.",
    levels={
        0: "No claim leads anywhere, and no cited work is used.",
        3: "Claims lead to few works; most that is cited carries nothing.",
        5: "Either the claims or the cited works are grounded, the other half is not.",
        7: "Most claims lead to figures, and most works carry a claim.",
        10: "All of many claims lead to figures, all works carry one, all citations hold.",
    },
)


def assess(dossier: Dossier) -> Score:
    said = claims(dossier)
    grounded, lost = _grounded(dossier, said)
    used, unused, whole = _works(dossier, said)
    told = [c for c in dossier.citations if c.outcome in ("supported", "contradicted")]
    held = [c for c in told if c.outcome == "supported"]
    parts = [
        Part(whole=len(said) + lost, held=len(grounded)),
        Part(whole=whole, held=len(used)),
        Part(whole=len(told), held=len(held)),
    ]
    share = mean(p.share for p in parts)
    if share is None:
        return RUBRIC.nothing("There are neither claims nor cited works.")
    missing = whole - len(used) - len(unused)
    reasons = [
        reason(
            "lead to figures of a work that was read: "
            f"{len(grounded)} of {many(len(said) + lost, 'claim')}",
            grounded,
        ),
        Reason(says=_of_works(used, unused, missing, whole)),
        *_of_citations(told, held),
    ]
    return RUBRIC.score(share, reasons, _to_raise(unused, missing, len(told) - len(held)))


def _grounded(dossier: Dossier, said: tuple[Said, ...]) -> tuple[list[Said], int]:
    """Claims that lead to a figure; and how many others no record holds at all."""
    uncited = set(dossier.given.uncited if dossier.given else ())
    names = {s.name for s in said} | {s.claim.quote for s in said}
    found = [
        s
        for s in said
        if any(v.evidence for v in s.verdicts) and not uncited & {s.name, s.claim.quote}
    ]
    return found, len(uncited - names)


def _works(
    dossier: Dossier, said: tuple[Said, ...]
) -> tuple[list[PaperRead], list[PaperRead], int]:
    """Works that a decided claim rests on, works that none does, and how many there should be."""
    given = dossier.given
    bearing = {s.paper.work.key for s in said if s.standing != "undecided"}
    cited = [p for p in dossier.papers if given or p.report is not None]
    idle = set(given.unused if given else ())
    used = [p for p in cited if p.work.key in bearing - idle]
    unused = [p for p in cited if p not in used]
    named = {p.work.key for p in cited} | idle
    return used, unused, max(len(named), (given.papers or 0) if given else 0)


def _of_works(used: list[PaperRead], unused: list[PaperRead], missing: int, whole: int) -> str:
    if not whole:
        return ""
    text = f"carry a decided claim: {len(used)} of {many(whole, 'work')}"
    if unused:
        text += f"; none rests on {few(p.work.key for p in unused)}"
    return text + (f"; not named though counted: {missing}" if missing > 0 else "")


def _of_citations(told: list[Citation], held: list[Citation]) -> list[Reason]:
    if not told:
        return []
    wrong = [c for c in told if c not in held]
    says = f"borne out by the cited work: {len(held)} of {many(len(told), 'statement')} about one"
    return [Reason(says=says, claims=tuple(c.claim for c in wrong if c.claim))]


def _to_raise(unused: list[PaperRead], missing: int, wrong: int) -> str:
    if wrong:
        return f"correct {many(wrong, 'statement')} that the cited works do not bear out"
    if missing > 0:
        return "name every work that is counted, and rest claims on it"
    if unused:
        return f"rest a claim on {few(p.work.key for p in unused)}, or leave them out"
    return "figures for the claims that lead to none"
