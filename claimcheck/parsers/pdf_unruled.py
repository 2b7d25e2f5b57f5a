"""Which parts of a page are tables without any rule?

Runs of lines that show several cells each, with white between them that most lines share, and
mostly numbers behind the first cell. Displayed equations look like that as well, and are kept
out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.parsers import pdf_columns
from claimcheck.parsers.pdf_geometry import Line, Sheet, Word, lines
from claimcheck.parsers.pdf_layout import gutter
from claimcheck.parsers.pdf_regions import Region, is_prose

CELL_GAP = 1.0
PITCH = 3.2
NO_RULES = "no rule marks this table; its extent was taken from its columns"
_RELATION = re.compile(r"[=<≤≥∑∏∫∈≈≡:]")
_EQUATION_NUMBER = re.compile(r"\(\d+(?:\.\d+)*[a-z]?\)$")


def regions(sheet: Sheet, ruled: Sequence[Region]) -> list[Region]:
    """Tables among the words that no ruled region holds."""
    free = [w for w in sheet.words if not any(_inside(w, r) for r in ruled)]
    found: list[Region] = []
    middle = gutter(free, sheet.width)
    sides = (
        [free]
        if middle is None
        else [
            [w for w in free if (w.x0 + w.x1) / 2 < middle],
            [w for w in free if (w.x0 + w.x1) / 2 >= middle],
        ]
    )
    for own in sides:
        for run in _runs(lines(own)):
            region = _region(run)
            if _is_table(run, region):
                found.append(region)
    return found


def _inside(word: Word, region: Region) -> bool:
    return region.top - 1 <= word.y <= region.bottom + 1 and region.over(word.x0, word.x1)


def _runs(rows: Sequence[Line]) -> list[list[Line]]:
    runs: list[list[Line]] = [[]]
    for line in rows:
        cells = line.spans(CELL_GAP)
        near = not runs[-1] or line.y - runs[-1][-1].y <= PITCH * line.size
        if len(cells) >= 2 and not is_prose(line, line.x1 - line.x0) and near:
            runs[-1].append(line)
        elif len(cells) >= 2 and not is_prose(line, line.x1 - line.x0):
            runs.append([line])
        elif runs[-1]:
            runs.append([])
    return [r for r in runs if len(r) >= 3]


def _region(run: Sequence[Line]) -> Region:
    return Region(
        min(line.x0 for line in run),
        max(line.x1 for line in run),
        run[0].top,
        run[-1].bottom,
        doubts=(NO_RULES,),
    )


def _is_table(run: Sequence[Line], region: Region) -> bool:
    if pdf_columns.columns(region, run).width < 2 or _equations(run):
        return False
    behind = [s.text for line in run for s in line.spans(CELL_GAP)[1:]]
    digits = sum(any(ch.isdigit() for ch in text) for text in behind)
    wordy = sum(len(line.words) > 6 and len(line.spans(CELL_GAP)) < 3 for line in run)
    return digits >= 0.4 * len(behind) and wordy <= 0.3 * len(run)


def _equations(run: Sequence[Line]) -> bool:
    relations = [bool(_RELATION.search(line.text)) for line in run]
    numbered = [bool(_EQUATION_NUMBER.search(line.text)) for line in run]
    either = sum(a or b for a, b in zip(relations, numbered, strict=True))
    both = any(a and b for a, b in zip(relations, numbered, strict=True))
    return either >= 0.4 * len(run) or (len(run) <= 5 and both)
