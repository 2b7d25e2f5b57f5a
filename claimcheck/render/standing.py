"""What do the witnesses together say: of a claim in one word, of a paper in one line?"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Literal

from claimcheck.record import Report, Summary, Verdict, Witness
from claimcheck.render import glossary

Standing = Literal["contradicted", "not-reproduced", "supported", "undecided"]

WITNESSES: tuple[Witness, ...] = ("paper", "released", "rerun")
WORDS: dict[Standing, str] = {
    "contradicted": "Contradicted by the results behind it",
    "not-reproduced": "Supported by the results behind it, not reproduced by a rerun",
    "supported": "Supported",
    "undecided": "Undecided",
}
COUNTED: dict[Standing, tuple[str, str]] = {
    "supported": ("adds up", "add up"),
    "contradicted": ("does not", "do not"),
    "not-reproduced": ("fails the rerun", "fail the rerun"),
    "undecided": ("is undecided", "are undecided"),
}


def standing(summary: Summary) -> Standing:
    """The published numbers come first: a rerun, smaller as it is, never turns what they say, but a
    claim that it goes against is not called supported."""
    published = {summary.paper, summary.released}
    if "contradicted" in published:
        return "contradicted"
    if summary.rerun == "contradicted":
        return "not-reproduced"
    return "supported" if "supported" in published | {summary.rerun} else "undecided"


def standings(report: Report) -> dict[str, Standing]:
    """By claim, in the report's order."""
    return {name: standing(summary) for name, summary in summaries(report).items()}


def headline(report: Report) -> str:
    """`12 claims · 9 add up · 1 does not · 2 fail the rerun`."""
    found = Counter(standings(report).values())
    parts = [
        f"{found[name]} {words[found[name] != 1]}" for name, words in COUNTED.items() if found[name]
    ]
    return " · ".join((counted(sum(found.values())), *parts))


def alone(code: Standing, count: int) -> str:
    """The words behind a count that stands by itself, so that "does not" says what it does not."""
    return COUNTED[code][count != 1].replace(" not", " not add up")


def counted(claims: int) -> str:
    return f"{claims} claim{'s' * (claims != 1)}"


def tally(report: Report) -> str:
    """`released: 10 supported, 1 contradicted, 1 undecided · paper: not read`."""
    summary = summaries(report).values()
    said = {w: Counter(getattr(s, w) for s in summary) for w in WITNESSES}
    spoken = [w for w in WITNESSES if set(said[w]) - {None}]
    silent = [w for w in WITNESSES if w not in spoken]
    parts = []
    for witness in spoken:
        named = {o: said[witness][o] for o in glossary.SYMBOLS if said[witness][o]}
        unasked = {"without a verdict": said[witness][None]} if said[witness][None] else {}
        parts.append(
            f"{witness}: " + ", ".join(f"{n} {o}" for o, n in (*named.items(), *unasked.items()))
        )
    held = {w.witness for w in report.witnesses}
    parts += [f"{w}: {'no verdict' if w in held else glossary.ABSENT[w]}" for w in silent]
    return " · ".join(parts)


def summaries(report: Report) -> dict[str, Summary]:
    """One line a claim, in the order of the claims; from the verdicts where the report has none."""
    given = {s.claim: s for s in report.summary}
    said: dict[str, dict[str, Verdict]] = defaultdict(dict)
    for verdict in report.verdicts:
        said[verdict.claim][verdict.witness] = verdict
    made: dict[str, Summary] = {}
    for claim in report.claims:
        own = said[claim.id]
        made[claim.id] = given.get(claim.id) or Summary(
            claim=claim.id, quote=claim.quote, kind=claim.kind, numbers=claim.numbers,
            paper=own["paper"].outcome if "paper" in own else None,
            released=own["released"].outcome if "released" in own else None,
            rerun=own["rerun"].outcome if "rerun" in own else None,
            cautions=tuple(dict.fromkeys(c for v in own.values() for c in v.cautions)),
        )  # fmt: skip
    return made | {k: s for k, s in given.items() if k not in made}
