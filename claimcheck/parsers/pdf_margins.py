"""Which words of a page are no part of its text: running heads, page numbers, line numbers, text in
pictures?
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from claimcheck.parsers.pdf_geometry import Line, Sheet, Word, lines

EDGE = 0.1
WHOLE_PAGE = 0.6
LEAST_NUMBERED = 10
_PAGE_NUMBER = re.compile(
    r"^(?:page\s+)?(?:[-–—]\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*[-–—])?(?:\s*(?:of|/)\s*\d{1,4})?$",
    re.I,
)


def cropped(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The pages without what stands in pictures and margins."""
    bare = [_without_figures(s) for s in sheets]
    repeated = _repeated(bare)
    return [_without_margins(s, repeated) for s in bare]


def _without_figures(sheet: Sheet) -> Sheet:
    area = max(sheet.width * sheet.height, 1.0)
    boxes = [
        b for b in sheet.figures if (b.x1 - b.x0) * (b.bottom - b.top) <= WHOLE_PAGE * area
    ]  # fmt: skip
    if not boxes:
        return sheet

    def outside(word: Word) -> bool:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        return not any(b.holds(x, y) for b in boxes)

    return replace(
        sheet,
        words=tuple(filter(outside, sheet.words)),
        turned=tuple(filter(outside, sheet.turned)),
        across=tuple(
            r for r in sheet.across if not any(b.holds((r.x0 + r.x1) / 2, r.y) for b in boxes)
        ),
        down=tuple(
            r for r in sheet.down if not any(b.holds(r.x0, (r.top + r.bottom) / 2) for b in boxes)
        ),
    )


def _outer(sheet: Sheet) -> list[Line]:
    """Lines near the upper and lower edge."""
    low, high = EDGE * sheet.height, (1 - EDGE) * sheet.height
    return [*lines(sheet.between(float("-inf"), low)), *lines(sheet.between(high, float("inf")))]


def _key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), round(line.y / 4)


def _repeated(sheets: Sequence[Sheet]) -> frozenset[tuple[str, int]]:
    """Lines that stand at the same height of several pages, page numbers apart."""
    counts = Counter(key for s in sheets for key in {_key(line) for line in _outer(s)})
    return frozenset(
        key for key, n in counts.items() if n >= 2 and (n >= 3 or n >= 0.4 * len(sheets))
    )


def _without_margins(sheet: Sheet, repeated: frozenset[tuple[str, int]]) -> Sheet:
    drop: set[Word] = set(_line_numbers(sheet))
    for line in _outer(sheet):
        if _key(line) in repeated:
            drop.update(line.words)
    rest = lines(w for w in sheet.words if w not in drop)
    for line in (rest[:1] + rest[-1:]) if len(rest) > 2 else []:
        near_edge = not EDGE * sheet.height < line.y < (1 - EDGE) * sheet.height
        if near_edge and _PAGE_NUMBER.match(line.text):
            drop.update(line.words)
    if not drop:
        return sheet
    return replace(sheet, words=tuple(w for w in sheet.words if w not in drop))


def _line_numbers(sheet: Sheet) -> list[Word]:
    """Numbers that count the lines of a manuscript, left or right of everything else."""
    numbers = [w for w in sheet.words if w.text.isdigit()]
    if len(numbers) < LEAST_NUMBERED:
        return []
    rest = [w for w in sheet.words if not w.text.isdigit()]
    left = min((w.x0 for w in rest), default=0.0)
    right = max((w.x1 for w in rest), default=sheet.width)
    for outer in (
        [w for w in numbers if w.x1 < left - 3],
        [w for w in numbers if w.x0 > right + 3],
    ):
        values = [int(w.text) for w in outer]
        if len(outer) >= LEAST_NUMBERED and values == sorted(values):
            return outer
    return []
