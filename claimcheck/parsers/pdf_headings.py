"""Which lines are headings, and how deep do they stand?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claimcheck.parsers.pdf_geometry import Line

BIG = 1.12
MOST_WORDS = 16
_NUMBERED = re.compile(
    r"^(?P<number>(?:\d{1,2}|[A-Z])(?:\.\d{1,2})*|[IVX]{1,5})\.?\s+(?=[A-Z0-9].*[A-Za-z]{3})"
)
_NAMED = re.compile(
    r"^(?:(?:\d{1,2}|[A-Z]|[IVX]{1,5})\.?\s+)?(?:abstract|introduction|related works?|background"
    r"|preliminaries|methods?|methodology|experiments?|experimental set-?up|results?|evaluation"
    r"|discussion|analysis|limitations?|conclusions?|references|bibliography|acknowledge?ments?"
    r"|appendix|appendices|broader impacts?|(?:ethics|reproducibility) statement"
    r"|supplementary materials?)[.:]?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Style:
    """What running text looks like in this document."""

    size: float


def running(rows: Iterable[Line]) -> Style:
    """The size in which most characters are set."""
    counts: Counter[float] = Counter()
    for line in rows:
        counts[round(line.size, 1)] += len(line.text)
    return Style(counts.most_common(1)[0][0] if counts else 10.0)


def is_heading(line: Line, style: Style, *, alone: bool) -> bool:
    """Whether a line is a heading; `alone` says that white parts it from the line above."""
    text = line.text
    if (
        len(line.words) > MOST_WORDS
        or not re.search(r"[^\W\d_]{3}", text)
        or text.endswith((",", ";"))
    ):
        return False
    size = max(w.size for w in line.words)
    bold = all(w.bold for w in line.words if any(ch.isalpha() for ch in w.text))
    big = line.size >= BIG * style.size
    if _NAMED.match(text):
        return bold or big or alone
    numbered = _NUMBERED.match(text) is not None and len(text) > 3
    capitals = sum(ch.isupper() for ch in text) > 0.7 * sum(ch.isalpha() for ch in text)
    if numbered and alone and (bold or big or capitals) and size >= 0.95 * style.size:
        return True
    ends = text.endswith(".") and not numbered
    return alone and (bold or big) and size >= 0.95 * style.size and not ends and len(text) > 3


def is_abstract(text: str) -> bool:
    return re.fullmatch(r"abstract[.:]?", text.strip(), re.IGNORECASE) is not None


def is_references(text: str) -> bool:
    pattern = r"(?:(?:\d{1,2}|[A-Z]|[IVX]{1,5})\.?\s+)?(?:references|bibliography|works cited)[.:]?"
    return re.fullmatch(pattern, text.strip(), re.IGNORECASE) is not None


def deeper(
    path: Sequence[tuple[int, float, str]], text: str, size: float
) -> list[tuple[int, float, str]]:
    """The headings above the text after a new one: (level, size, text) from the outermost in."""
    level = _level(path, text, size)
    return [*(p for p in path if p[0] < level), (level, size, text)]


def _level(path: Sequence[tuple[int, float, str]], text: str, size: float) -> int:
    """By its number, else below every heading that is set larger."""
    number = _NUMBERED.match(text)
    if number:
        return 1 + number["number"].count(".")
    if _NAMED.match(text) and (not path or size >= path[0][1] * 0.97):
        return 1
    return 1 + max((p[0] for p in path if p[1] > size * 1.03 or _NUMBERED.match(p[2])), default=0)
