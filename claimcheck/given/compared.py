"""What does a synthesis say of its claims, and what was found: row by row, and together?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from claimcheck.given import counts
from claimcheck.given.cited import Cited
from claimcheck.given.holding import SILENT, Holding
from claimcheck.record import (
    CitedWork,
    Finding,
    Given,
    Outcome,
    Paper,
    Row,
    Summary,
    Verdict,
)

ORDER: tuple[Outcome, ...] = ("supported", "contradicted", "undecided")
WORDS = {
    "exact": "word for word",
    "truncated": "as the beginning of a sentence",
    "fuzzy": "in like words",
    "tables": "by its tables",
}
FEW = 5
"""Decided claims below which nothing is said of how good its confidence is."""
NO_CLAIM = "no claim that results could decide was read in it"


def given(
    synthesis: Paper,
    cited: Sequence[Cited],
    holdings: Sequence[Holding],
    summaries: Sequence[Summary],
    verdicts: Sequence[Verdict],
    confidences: Mapping[str, float],
) -> Given:
    """The record of the comparison."""
    told = counts.counts(synthesis)
    by_claim = {s.claim: s for s in summaries}
    rows = tuple(_row(h, by_claim, verdicts, confidences) for h in holdings)
    papers, claims, verified = (counts.usual(n) for n in (told.papers, told.claims, told.verified))
    open_ = any(h.open for h in holdings if h.work is None)
    return Given(
        source=synthesis.source,
        papers=_whole(papers), claims=_whole(claims), verified=_whole(verified),
        score=counts.usual(told.scores),
        works=tuple(_work(c, holdings) for c in cited),
        rows=rows,
        unused=tuple(c.key for c in cited if _is_unused(c, holdings, open_)),
        uncited=tuple(h.asked.quote for h in holdings if h.work is None and not h.open),
    )  # fmt: skip


def _whole(count: float | None) -> int | None:
    return None if count is None else int(count)


def _is_unused(work: Cited, holdings: Sequence[Holding], open_: bool) -> bool:
    """Whether no claim rests on it; of a work that was not read that is known only where every
    claim rests on another."""
    rests = any(h.work is not None and h.work.key == work.key for h in holdings)
    return not rests and (work.is_at_hand or not open_)


def _work(work: Cited, holdings: Sequence[Holding]) -> CitedWork:
    rests = [c.id for h in holdings if h.work and h.work.key == work.key for c in h.claims]
    return CitedWork(
        key=work.key, title=work.title, text=work.reference.text, read=work.paper is not None,
        unread=work.unread, claims=tuple(rests),
    )  # fmt: skip


def _row(
    holding: Holding,
    summaries: Mapping[str, Summary],
    verdicts: Sequence[Verdict],
    confidences: Mapping[str, float],
) -> Row:
    names = [c.id for c in holding.claims]
    outcomes = [outcome(summaries[n]) for n in names if n in summaries] if holding.work else []
    known = [confidences[n] for n in names if n in confidences]
    return Row(
        quote=holding.asked.quote,
        where=holding.asked.where,
        stated=None if holding.asked.prose else holding.asked.stated,
        held=holding.held,
        work=holding.work.key if holding.work else "",
        prints=holding.prints,
        claims=tuple(names),
        outcome=_together(outcomes),
        says=_says(holding, [v for v in verdicts if v.claim in names], outcomes),
        confidence=min(known) if known and holding.work else None,
    )


def outcome(summary: Summary) -> Outcome:
    """What the published results say; a rerun never turns it."""
    published = {summary.paper, summary.released}
    if "contradicted" in published:
        return "contradicted"
    return "supported" if "supported" in published else "undecided"


def _together(outcomes: Sequence[Outcome]) -> Outcome:
    """Of all parts of a claim: each must hold, and one that fails is enough."""
    if "contradicted" in outcomes:
        return "contradicted"
    return "supported" if outcomes and set(outcomes) == {"supported"} else "undecided"


def _says(holding: Holding, verdicts: Sequence[Verdict], outcomes: Sequence[Outcome]) -> str:
    if holding.work is None:
        unread = f"; not read: {', '.join(holding.open)}" if holding.open else ""
        return SILENT + unread
    parts = [f"{holding.work.key} holds it {WORDS[holding.held]}"]
    if holding.other and set(outcomes) != {"supported"}:
        parts.append(f"it has {', '.join(holding.other)} where the work prints “{holding.prints}”")
    if not holding.claims:
        parts.append(NO_CLAIM)
    if len(outcomes) > 1:
        parts.append(f"{outcomes.count('supported')} of its {len(outcomes)} parts supported")
    order = {"contradicted": 0, "supported": 1}
    told = sorted(
        (v for v in verdicts if v.witness != "rerun" and v.because),
        key=lambda v: order.get(v.outcome, 2),
    )
    return ". ".join([*parts, *(v.because for v in told[:1])])


def findings(synthesis: Paper, given: Given, holdings: Sequence[Holding]) -> tuple[Finding, ...]:
    """What the comparison shows as a whole."""
    made = (
        _flags(given),
        _confidence(given),
        counts.check_counts(synthesis),
        _misquotes(given, holdings),
        _sources(given),
        _unread(given),
    )
    return tuple(f for f in made if f is not None)


def _flags(given: Given) -> Finding | None:
    """Its flags beside our verdicts."""
    rows = [r for r in given.rows if r.stated is not None]
    flagged = [r for r in rows if r.stated and r.stated.verified is not None]
    if not rows:
        return None
    found = Counter(r.outcome for r in rows)
    tally = ", ".join(f"{found[o]} {o}" for o in ORDER if found[o])
    if not flagged:
        return Finding(
            check="synthesis-flags",
            says=f"It flags none of its {len(rows)} claims; we find {tally}.",
        )
    yes = sum(bool(r.stated and r.stated.verified) for r in flagged)
    both = [r for r in flagged if r.agrees is not None]
    agree = sum(bool(r.agrees) for r in both)
    wrong = [r for r in both if r.stated and r.stated.verified and not r.agrees]
    missed = [r for r in both if r.stated and not r.stated.verified and not r.agrees]
    says = f"It verified {yes} of {len(flagged)}; we find {tally}."
    if both:
        says += f" Its flag is ours for {agree} of the {len(both)} that we decide"
        says += (
            f"; {len(missed)} that it left unverified {_are(missed)} supported" if missed else ""
        )
        says += f"; {len(wrong)} that it verified {_are(wrong)} contradicted" if wrong else ""
        says += "."
    return Finding(
        check="synthesis-flags", says=says, passed=(agree == len(both)) if both else None,
        statistics={"verified": yes, "decided": len(both), "agree": agree},
        caution="flag-wrong" if wrong else "",
    )  # fmt: skip


def _are(rows: Sequence[Row]) -> str:
    return "is" if len(rows) == 1 else "are"


def _confidence(given: Given) -> Finding | None:
    """Its confidence as a forecast: the mean squared distance from what was found."""
    rows = [
        (float(r.stated.confidence), r.outcome == "supported")
        for r in given.rows
        if r.stated and r.stated.confidence is not None and r.outcome != "undecided"
    ]
    stated = [
        r.stated.confidence for r in given.rows if r.stated and r.stated.confidence is not None
    ]
    outside = [c for c in stated if not 0 <= c <= 1]
    if outside:
        says = f"{len(outside)} of its confidences lie outside 0 to 1, such as {outside[0]}."
        return Finding(check="synthesis-confidence", says=says, passed=False)
    if not rows:
        return None
    brier = sum((p - held) ** 2 for p, held in rows) / len(rows)
    share = sum(held for _, held in rows) / len(rows)
    mean = sum(p for p, _ in rows) / len(rows)
    says = (
        f"Over the {len(rows)} claims that we decide its confidence is {mean:.2f} on average, and "
        f"{share:.2f} of them are supported. Brier score {brier:.2f}; 0.25 is what saying 0.5 of "
        "everything gives."
    )
    return Finding(
        check="synthesis-confidence", says=says,
        passed=brier <= 0.25 if len(rows) >= FEW else None,
        statistics={"decided": len(rows), "brier": round(brier, 4), "mean": round(mean, 4)},
        caution="confidence-off" if brier > 0.25 and len(rows) >= FEW else "",
    )  # fmt: skip


def _misquotes(given: Given, holdings: Sequence[Holding]) -> Finding | None:
    """Quotes that a work has with other numbers, where its tables do not bear them out, and quotes
    that break off."""
    held = zip(holdings, given.rows, strict=True)
    other = [h for h, row in held if h.other and row.outcome != "supported"]
    cut = sum(h.asked.stated.truncated for h in holdings if not h.asked.prose)
    if not other and not cut:
        return None
    parts = [f"“{h.asked.quote}” has {', '.join(h.other)}; there: “{h.prints}”" for h in other]
    total = sum(not h.asked.prose for h in holdings)
    parts += [f"{cut} of its {total} quotes break{'s' * (cut == 1)} off"] if cut else []
    return Finding(
        check="synthesis-quotes", says=". ".join(parts) + ".", passed=False if other else None,
        caution="misquoted" if other else "",
    )  # fmt: skip


def _sources(given: Given) -> Finding | None:
    """Works that no claim rests on, and claims that no work holds."""
    if not given.works:
        return None
    parts = []
    if given.unused:
        parts.append(f"no claim rests on {_listed(given.unused)}")
    if given.uncited:
        quotes = _listed([f"“{quote}”" for quote in given.uncited])
        parts.append(f"no work that it cites was found to hold {quotes}")
    open_ = sum(r.held == "uncited" for r in given.rows) - len(given.uncited)
    if open_ > 0:
        parts.append(f"{open_} may stand in works that could not be read")
    if not parts:
        parts.append("every claim was found in a work that it cites, and every work holds one")
    says = "; ".join(parts)
    wrong = bool(given.unused or given.uncited)
    return Finding(
        check="synthesis-sources", says=says[0].upper() + says[1:] + ".",
        passed=False if wrong else None if open_ > 0 else True,
        statistics={"cited": len(given.works), "unused": len(given.unused),
                    "uncited": len(given.uncited)},
        caution="uncited" if given.uncited else "unused-reference" if given.unused else "",
    )  # fmt: skip


def _listed(names: Sequence[str], most: int = 6) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _unread(given: Given) -> Finding | None:
    """Cited works that could not be had, each with the reason."""
    unread = [w for w in given.works if not w.read]
    if not unread:
        return None
    at_hand = [w.key for w in unread if w.claims]
    why: dict[str, list[str]] = {}
    for work in unread:
        why.setdefault(work.unread, []).append(work.key)
    said = "; ".join(f"{_listed(keys)}: {reason}" for reason, keys in why.items())
    return Finding(
        check="synthesis-unread",
        says=f"{len(unread)} of the {len(given.works)} works that it cites could not be read. "
        f"{said}.{f' Claims of {_listed(at_hand)} are at hand all the same.' if at_hand else ''}",
    )


def undecided(holdings: Iterable[Holding]) -> tuple[Verdict, ...]:
    """The verdicts on claims that no work was found to hold."""
    return tuple(
        Verdict(
            claim=claim.id, quote=claim.quote, witness="paper", check=claim.kind,
            outcome="undecided", reason="not-readable" if h.open else "uncited",
            because=_says(h, (), ()),
        )
        for h in holdings if h.work is None
        for claim in h.claims
    )  # fmt: skip
