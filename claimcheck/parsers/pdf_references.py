"""Where does each entry of a printed bibliography begin?"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from claimcheck.document import Reference
from claimcheck.parsers.pdf_geometry import Line
from claimcheck.parsers.pdf_hyphens import flowing
from claimcheck.parsers.pdf_layout import Strip

_KEY = re.compile(r"^\[(?P<label>[^\]]{1,40})\]\s*|^(?P<number>\d{1,3})\.\s+")
_ARXIV = re.compile(
    r"(?:arxiv[.:/\s]*(?:preprint\s*)?(?:arxiv:)?|abs/)\s*(\d{4}\.\d{4,5}(?:v\d+)?)", re.IGNORECASE
)
_URL = re.compile(r"https?://[^\s,;)\]>]+")


def references(columns: Sequence[Strip], known: Collection[str] = ()) -> tuple[Reference, ...]:
    """The entries of the lines below the heading "References"."""
    rows = [line for c in columns for line in c.lines]
    keyed = sum(bool(_KEY.match(r.text)) for r in rows) >= max(2, 0.12 * len(rows))
    entries: list[list[str]] = []
    for column in columns:
        above: Line | None = None
        for line in column.lines:
            if not entries or _begins(line, above, column, keyed=keyed):
                entries.append([line.text])
            else:
                entries[-1].append(line.text)
            above = line
    return tuple(_entry(flowing(e, known)) for e in entries)


def _begins(line: Line, above: Line | None, column: Strip, *, keyed: bool) -> bool:
    if keyed:
        return _KEY.match(line.text) is not None
    if _hanging(column):
        return line.x0 < min(r.x0 for r in column.lines) + 0.5 * line.size
    return above is not None and line.y - above.y > 1.3 * line.size


def _hanging(column: Strip) -> bool:
    """Whether entries begin at the margin and go on indented."""
    left = min(line.x0 for line in column.lines)
    indented = sum(line.x0 > left + 0.6 * line.size for line in column.lines)
    return 0.2 * len(column.lines) <= indented


def _entry(text: str) -> Reference:
    key = _KEY.match(text)
    arxiv, url = _ARXIV.search(text), _URL.search(text)
    return Reference(
        key=(key["label"] or key["number"]) if key else "",
        text=text[key.end() :] if key else text,
        arxiv=arxiv[1] if arxiv else "",
        url=url.group().rstrip(".") if url else "",
    )
