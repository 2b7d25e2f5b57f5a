"""Whose is a number: the name beside it, the n-th name of an enumeration, or the clause's?"""

from __future__ import annotations

import re
from dataclasses import replace

from claimcheck.extract import measures, subjects
from claimcheck.extract.mentions import Number
from claimcheck.extract.names import Frame, split
from claimcheck.extract.parts import Part


def frame(part: Part, n: Number, siblings: tuple[Number, ...]) -> Frame:
    """Names of one number; with "respectively" the n-th number goes with the n-th name."""
    own = part.around(n)
    if "respectively" not in part.text or n not in siblings or len(siblings) < 2:
        return _owned(part, n, own)
    index, count = siblings.index(n), len(siblings)
    benchmark, metric = measures.benchmarks(part.text), measures.metric(part.text)
    named = {
        "benchmark": benchmark,
        "subject": part.frame.subject,
        "reference": part.frame.reference,
        "metric": metric,
    }
    for field, listed in named.items():
        if len(listed) == count:
            whole = replace(own, benchmark=benchmark if field != "benchmark" else own.benchmark)
            return replace(whole, **{field: (listed[index],)})
    return own


_OWNER = re.compile(
    r"^[^,;:№()]{0,30}?\s(?:for|with|by)\s+(?P<np>(?:our|the|ours)\b[^,;:№()]{2,50}?)(?=\s"
    r"(?:on|in|at|and|to|across|compared|relative)\b|[,;:)]|\.(?:\s|$)|\s*$)"
)


_OWNER_BEFORE = re.compile(
    r"(?:[(;]\s*|,\s+|^\W*(?:e\.g\.,?\s)?)(?P<np>[A-Za-z][^(),;:№=]{1,50}?)\s*(?:=|≈|:|\bat"
    r"|\bis|\bwith)\s*$"
)


def _owned(part: Part, n: Number, frame: Frame) -> Frame:
    """`(7.9% for our full model)`, `(pixel L2 = 0.580)`: the name beside a number is its owner."""
    before = part.before(n).rstrip("~≈")
    if before.endswith("("):
        rival = next((r for r in part.own.reference if before[:-1].rstrip().endswith(r)), None)
        if rival is not None:
            return replace(frame, subject=(rival,), reference=())
    m = _OWNER.match(part.after(n))
    if m is None and "(" in part.before(n) + part.text[:1]:
        m = _OWNER_BEFORE.search(part.before(n))
    m = m or (_OWNER_BEFORE.search(part.before(n)) if not part.own.subject else None)
    if (
        m is None
        or re.search(rf"\b{measures.BENCHMARK_NOUN}\b", m["np"])
        or measures.metrics(m["np"])
    ):
        return frame
    owner = tuple(o for o in split(m["np"]) if subjects.is_subject(o))
    if not owner:
        return frame
    return replace(
        frame, subject=owner, reference=tuple(r for r in frame.reference if r not in owner)
    )
