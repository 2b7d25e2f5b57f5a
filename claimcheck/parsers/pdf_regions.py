"""Which parts of a page are ruled tables?

Rules that lie over each other belong together until something shows that they do not: white,
running text, text of a wider column. This separates tables side by side without knowing the
page's columns first.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from claimcheck.parsers.pdf_geometry import Line, Rule, Sheet, Word, lines, overlap, pitch

SHORTEST_RULE = 8.0
SAME_RULE = 0.9
BORDER = 4.0
FULL = 0.9
MOST_RULES = 1500
PROSE_GAP = 0.95
CELL_GAP = 0.7
INDENT = 2.5
_ALPHABETIC = re.compile(r"^[(\[“\"']?[A-Za-z][A-Za-z’'-]*[)\].,;:”\"']*$")


@dataclass(frozen=True)
class Region:
    """A part of the page that may be a table."""

    x0: float
    x1: float
    top: float
    bottom: float
    across: tuple[Rule, ...] = ()
    down: tuple[Rule, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def words(self, sheet: Sheet) -> list[Word]:
        """Words that stand in it."""
        left, right = 2 * (self.x0 - BORDER), 2 * (self.x1 + BORDER)
        inside = sheet.between(self.top, self.bottom + 0.8)
        return [w for w in inside if left <= w.x0 + w.x1 <= right]

    def over(self, x0: float, x1: float) -> bool:
        return self.x0 - BORDER <= (x0 + x1) / 2 <= self.x1 + BORDER

    def full(self) -> list[Rule]:
        """Rules over (nearly) its whole width."""
        return [r for r in self.across if r.width >= FULL * self.width]

    def covers(self, other: Region) -> bool:
        across = overlap(self.x0, self.x1, other.x0, other.x1) >= 0.8 * other.width
        return across and self.top - 2 <= other.top and other.bottom <= self.bottom + 2


@dataclass
class _Open:
    """A region that is still growing downwards."""

    region: Region
    closed: bool = False

    def take(self, rule: Rule) -> None:
        old = self.region
        self.region = Region(
            min(old.x0, rule.x0), max(old.x1, rule.x1), old.top, rule.y, (*old.across, rule)
        )  # fmt: skip


def merged(rules: Sequence[Rule]) -> list[Rule]:
    """Pieces of one horizontal rule as one, from top to bottom."""
    rows: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r.y):
        if rows and rule.y - rows[-1][0].y <= SAME_RULE:
            rows[-1].append(rule)
        else:
            rows.append([rule])
    whole: list[Rule] = []
    for row in rows:
        for rule in sorted(row, key=lambda r: r.x0):
            if whole and whole[-1] in row and rule.x0 - whole[-1].x1 < 1.2:
                wide = whole[-1]._replace(x1=max(whole[-1].x1, rule.x1))
                row.append(wide)
                whole[-1] = wide
            else:
                whole.append(rule)
    return whole


def ruled(sheet: Sheet) -> list[Region]:
    """Groups of rules with what stands between them, as long as they may be a table."""
    groups: list[_Open] = []
    rules = [r for r in merged(sheet.across) if r.width >= SHORTEST_RULE]
    for rule in rules[:MOST_RULES]:
        over = [g for g in groups if not g.closed and _above(g.region, rule)]
        if over and not broken(over[-1].region, rule, sheet):
            over[-1].take(rule)
            continue
        for group in over:
            group.closed = True
        groups.append(_Open(Region(rule.x0, rule.x1, rule.y, rule.y, (rule,))))
    return [g.region for g in groups]


def _above(region: Region, rule: Rule) -> bool:
    shorter = min(region.width, rule.width)
    return overlap(region.x0, region.x1, rule.x0, rule.x1) >= 0.8 * shorter


def broken(region: Region, rule: Rule, sheet: Sheet) -> bool:
    """Whether what lies between a region and the next rule below keeps them apart."""
    x0, x1 = min(region.x0, rule.x0), max(region.x1, rule.x1)
    if rule.width > region.width + BORDER and len(region.full()) >= 2:
        return True
    if rule.y - region.bottom <= 6:
        return False
    near = [w for w in sheet.between(region.bottom, rule.y) if w.x1 > x0 and w.x0 < x1]
    if not near:
        return True
    if any(_sticks_out(w, x0, x1) for w in near):
        return True
    between = lines(near)
    return (
        _running_text(between, x0, x1)
        or _blank(region, between, rule, sheet)
        or _frame_begins(region, between, rule, sheet)
    )


def _sticks_out(word: Word, x0: float, x1: float) -> bool:
    left = word.x0 < x0 - BORDER and word.x1 > x0 + 1
    return left or (word.x1 > x1 + BORDER and word.x0 < x1 - 1)


def is_prose(line: Line, width: float) -> bool:
    """Whether a line of this column width reads as running text."""
    if len(line.words) < 5 or line.x1 - line.x0 <= 0.55 * width or len(line.spans(PROSE_GAP)) > 1:
        return False
    alphabetic = sum(bool(_ALPHABETIC.match(w.text)) for w in line.words)
    return alphabetic >= 5 and alphabetic >= 0.55 * len(line.words)


def _running_text(between: list[Line], x0: float, x1: float) -> bool:
    for i, (first, second) in enumerate(itertools.pairwise(between)):
        if not is_prose(first, x1 - x0) or _hangs(first, between[:i], x0):
            continue
        if is_prose(second, x1 - x0):
            return True
        fills = first.x0 - x0 < INDENT * first.size and x1 - first.x1 < first.size
        if fills and len(second.spans(CELL_GAP)) == 1 and second.x0 - x0 < first.size:
            return True
    return False


def _hangs(line: Line, above: Sequence[Line], x0: float) -> bool:
    """Whether a line goes on below a cell that has another cell left of it."""
    starts = [s.x0 for row in above for s in row.spans(CELL_GAP)[1:]]
    inside = line.x0 - x0 > 2 * INDENT * line.size
    return inside and any(abs(x - line.x0) < 0.2 * line.size for x in starts)


def _frame_begins(region: Region, between: list[Line], rule: Rule, sheet: Sheet) -> bool:
    """Whether the rule is the top of a frame, below a whole table without one and a line that is
    no row.
    """
    if len(region.full()) < 2 or any(len(line.spans(CELL_GAP)) > 1 for line in between):
        return False
    if not any(len(line.spans(CELL_GAP)) > 1 for line in lines(region.words(sheet))):
        return False
    sides = [d for d in sheet.down if min(abs(d.x0 - rule.x0), abs(d.x0 - rule.x1)) < BORDER]
    if any(overlap(d.top, d.bottom, region.top, region.bottom) > BORDER for d in sides):
        return False
    hanging = [d.x0 for d in sides if abs(d.top - rule.y) < BORDER]
    return bool(hanging) and max(hanging) - min(hanging) > FULL * rule.width


def _blank(region: Region, between: list[Line], rule: Rule, sheet: Sheet) -> bool:
    inside = lines(region.words(sheet)) + between
    usual = pitch(inside) or 0.0
    size = median(line.size for line in between)
    limit = max(24.0, 2.4 * size, 1.9 * usual)
    edges = [region.bottom, *(e for line in between for e in (line.top, line.bottom)), rule.y]
    gaps = [edges[i + 1] - edges[i] for i in range(0, len(edges), 2)]
    if max(gaps) <= limit:
        return False
    centred = len(between) == 1 and abs(gaps[0] - gaps[-1]) < 0.6 * size
    return not centred
