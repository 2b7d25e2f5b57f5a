"""What does a synthesis count of itself, and is that what it holds?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from claimcheck.citations import works
from claimcheck.number import WORDS
from claimcheck.record import Finding, Paper

_COUNT = rf"(\d{{1,6}}|{'|'.join(WORDS)})"
_WHAT = r"(?:[a-z][\w-]*\s){0,3}"
_PAPERS = (
    rf"\b{_COUNT}\s{_WHAT}(?:papers?|articles|publications|studies)\b",
    rf"\b(?:papers?|studies)(?:\s(?:retrieved|included|found|reviewed))?\s?[:=]\s?\**{_COUNT}\b",
)
_CLAIMS = (
    rf"\b{_COUNT}\s(?:[a-z]+\s){{0,2}}claims?\b"
    r"(?!\s(?:were |was |are |is )?(?:independently )?verified)",
    rf"\bclaims?(?:\sextracted)?\s?[:=]\s?\**{_COUNT}\b",
)
_VERIFIED = (
    rf"\b{_COUNT}\s(?:of\s(?:them|these|which|the\s\w+)\s)?(?:claims?\s)?(?:(?:was|were|are|is)\s)?"
    r"(?:independently\s|successfully\s)?verified\b",
    rf"\bverified(?:\sclaims?)?\s?[:=]\s?\**{_COUNT}\b",
)
_SCORE = r"\b(?:scor\w+|rat(?:ed|ing))\b[^.!?\d]{0,60}(\d{1,2}(?:\.\d+)?)\s?(?:/|out of)\s?10\b"
_FOUND = re.compile(
    r"\b(?:retriev|synthesi|yield|found|includ|review|identif|search|analy[sz]|select|cover)\w*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Counts:
    """Each count as often as the text gives it."""

    papers: tuple[int, ...] = ()
    claims: tuple[int, ...] = ()
    verified: tuple[int, ...] = ()
    scores: tuple[float, ...] = ()


def counts(synthesis: Paper) -> Counts:
    """The counts in its prose; quotes and headings left out."""
    quotes = {s.quote for s in synthesis.stated}
    said = [
        s.text
        for b in synthesis.blocks
        if b.kind not in ("title", "heading") and b.text not in quotes
        for s in b.sentences
        if len(s.text) < 2_000
    ]
    return Counts(
        papers=_of(_PAPERS, (t for t in said if _FOUND.search(t))),
        claims=_of(_CLAIMS, said),
        verified=_of(_VERIFIED, said),
        scores=tuple(float(m) for t in said for m in re.findall(_SCORE, t, re.IGNORECASE)),
    )


def _of(patterns: Iterable[str], said: Iterable[str]) -> tuple[int, ...]:
    found = (m for t in said for p in patterns for m in re.findall(p, t, re.IGNORECASE))
    return tuple(int(n) if n.isdigit() else WORDS[n.lower()] for n in found)


def usual(said: tuple[int, ...] | tuple[float, ...]) -> float | None:
    """The count that is given most often; None where none is given."""
    return Counter(said).most_common(1)[0][0] if said else None


def check_counts(synthesis: Paper) -> Finding | None:
    """Whether its counts are those of its own lists, and the same in all places; None where it
    counts nothing."""
    told = counts(synthesis)
    listed = len({works.key(r) for r in synthesis.references})
    flagged = sum(bool(s.verified) for s in synthesis.stated)
    has_table, has_flags = (
        bool(synthesis.stated),
        any(s.verified is not None for s in synthesis.stated),
    )
    asked = [
        ("papers", told.papers, listed if listed else None, "cites {n}"),
        ("claims", told.claims, len(synthesis.stated) if has_table else None, "lists {n}"),
        ("verified", told.verified, flagged if has_flags else None, "flags {n} so"),
    ]
    parts, wrong = [], []
    for name, said, own, words in asked:
        if not said:
            continue
        numbers = " and ".join(map(str, dict.fromkeys(said)))
        parts.append(
            f"it says {numbers} {name}" + (f" and {words.format(n=own)}" if own is not None else "")
        )
        wrong.append(len(set(said)) > 1 or (own is not None and set(said) != {own}))
    if told.scores:
        parts.append(
            "it scores itself " + " and ".join(f"{s:g}/10" for s in dict.fromkeys(told.scores))
        )
        wrong.append(len(set(told.scores)) > 1)
    if not parts:
        return None
    says = "; ".join(parts)
    return Finding(
        check="synthesis-counts",
        says=says[0].upper() + says[1:] + ".",
        passed=not any(wrong),
        statistics={"references": listed, "claims": len(synthesis.stated), "flagged": flagged},
        caution="miscounted" if any(wrong) else "",
    )
