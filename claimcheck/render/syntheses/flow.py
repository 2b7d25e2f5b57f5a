"""How does the flow from what was found to what is used look: boxes, and what left at each?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from claimcheck.literature import Flow

WORDS = {
    "year": "outside the years",
    "field": "outside the fields",
    "off-topic": "off the topic",
    "beyond-limit": "ranked below those read",
    "no-full-text": "no full text to be had",
    "unreadable": "broken or unreadable",
    "secondary": "reports on others' results",
    "no-claims": "no numeric claim",
}
NAMES = {
    "arxiv": "arXiv",
    "openalex": "OpenAlex",
    "crossref": "Crossref",
    "semanticscholar": "Semantic Scholar",
    "given": "named on the command line",
}
LEFT, RIGHT, WIDE, LINE = 10, 330, 270, 18
"""Pixels: where the two columns begin, how wide they are, and how high a line of text is."""
GAP, PAD = 26, 12
SHOWN = 5
"""Reasons that a box names; the rest are counted together."""


@dataclass(frozen=True)
class Box:
    """A box of the chart, with what left there beside it."""

    name: str
    count: int
    details: tuple[str, ...]
    x: int
    y: int
    width: int
    height: int
    lines: tuple[tuple[int, str], ...]
    """Text by its height."""


@dataclass(frozen=True)
class Flowchart:
    width: int
    height: int
    boxes: tuple[Box, ...]
    aside: tuple[Box, ...]
    arrows: tuple[str, ...]
    """Paths of an SVG."""
    text: str
    """The same in words."""


def chart(flow: Flow) -> Flowchart:
    """Five stages below one another: found, screened, sought, read, used."""
    found = sum(flow.found.values())
    rows = [
        ("Found", found, _named(flow.found, NAMES), "Duplicates", _alone(flow.duplicates)),
        ("Screened", flow.screened, {}, "Left out", _named(flow.excluded, WORDS)),
        ("Full texts sought", flow.sought, {}, "Not read", _named(flow.unread, WORDS)),
        ("Read", flow.read, {}, "Not used", _alone(flow.read - flow.used, WORDS["no-claims"])),
        ("Used", flow.used, {}, "", {}),
    ]
    boxes, aside, arrows = [], [], []
    y = PAD
    for name, count, details, away, left in rows:
        box = _box(name, count, details, LEFT, y)
        boxes.append(box)
        height = box.height
        if sum(left.values()):
            other = _box(away, sum(left.values()), left if len(left) > 1 or "" not in left else {},
                         RIGHT, y)  # fmt: skip
            aside.append(other)
            arrows.append(f"M{LEFT + WIDE} {y + 17}H{RIGHT - 6}")
            height = max(height, other.height)
        y += height + GAP
        if name != "Used":
            arrows.append(f"M{LEFT + WIDE // 2} {box.y + box.height}V{y - 6}")
    text = "; ".join(f"{n}: {c}{_told(d)}{_lost(a, m)}" for n, c, d, a, m in rows)
    width = (RIGHT if aside else LEFT) + WIDE + LEFT
    return Flowchart(width, y - GAP + PAD, tuple(boxes), tuple(aside), tuple(arrows), text)


def _alone(count: int, reason: str = "") -> dict[str, int]:
    return {reason: count} if count else {}


def _named(counts: Mapping[str, int], words: Mapping[str, str]) -> dict[str, int]:
    kept = {words.get(k, k.replace("-", " ")): n for k, n in counts.items() if n}
    if len(kept) <= SHOWN:
        return kept
    shown = dict(list(kept.items())[: SHOWN - 1])
    return shown | {"other reasons": sum(kept.values()) - sum(shown.values())}


def _box(name: str, count: int, details: Mapping[str, int], x: int, y: int) -> Box:
    told = [f"{name}: {count:,}", *(f"{n:,} {word}" for word, n in details.items() if word)]
    lines = tuple((y + PAD + LINE * i + 10, text) for i, text in enumerate(told))
    height = 2 * PAD + LINE * len(told) - 4
    return Box(name, count, tuple(told[1:]), x, y, WIDE, height, lines)


def _told(details: Mapping[str, int]) -> str:
    return f" ({', '.join(f'{n} {word}' for word, n in details.items())})" if details else ""


def _lost(away: str, left: Mapping[str, int]) -> str:
    total = sum(left.values())
    named = {word: n for word, n in left.items() if word}
    return f", {away.lower()}: {total}{_told(named)}" if total else ""
