"""Which characters make a word, and which small pieces are its exponents and indices?

Words are built in the order of the content stream; a script becomes part of the word beside it
(`x_{ij}`, `10^{-3}`), except `± 0.1` beside a number, a ring and a mark such as `*`, which are
written as they are read.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from claimcheck.parsers.pdf_geometry import ASCENT, DESCENT, Character, Word

WORD_GAP = 0.17
SPACED_GAP = 0.10
LIST_GAP = 0.10
SCRIPT_SIZE = 0.87
MARK_SIZE = 0.95
SCRIPT_GAP = 0.22
PREFIX_GAP = 0.15
LONGEST_SCRIPT = 14
ACCENTS = {
    "ˆ": "\u0302", "˜": "\u0303", "¯": "\u0304", "˙": "\u0307", "¨": "\u0308", "´": "\u0301",
    "`": "\u0300", "ˇ": "\u030c", "˘": "\u0306", "˚": "\u030a", "^": "\u0302", "~": "\u0303",
}  # fmt: skip
MARKS = frozenset("*∗⋆†‡§¶★☆✓✗′″°↑↓")
_DASH_MINUS = re.compile(r"^([(\[]?)–(?=\d)")
_TIGHT_PLUS_MINUS = re.compile(r"(?<=[\d)%])\s*±\s*(?=[\d.])")
_DECIMAL_COMMA = re.compile(r"\d\.\d+,$")


@dataclass(eq=False)
class _Piece:
    """A word being built; `end` moves on as scripts are attached."""

    text: str
    x0: float
    end: float
    y: float
    size: float
    bold: bool
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    before: str = ""
    parts: list[_Piece] = field(default_factory=list)
    """Pieces behind this one that belong to the same word."""

    def written(self) -> str:
        return self.before + _scripted(self.text, "".join(self.above), "".join(self.below))


def words(characters: Sequence[Character]) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Upright words by baseline, and turned words, of one page's characters in content order."""
    pieces = _collect(c for c in characters if c.turn == 0)
    bases = _attach(pieces)
    upright = sorted((_word(p) for p in _rejoin(bases)), key=lambda w: (w.y, w.x0))
    return tuple(upright), tuple(_turned([c for c in characters if c.turn in (1, 3)]))


def clean(text: str) -> str:
    """The text of a word or cell as it is read: en dash as minus, spaces around ±, composed
    letters.
    """
    if text.isascii():
        return text
    dashed = _DASH_MINUS.sub(r"\1-", unicodedata.normalize("NFC", text))
    return _TIGHT_PLUS_MINUS.sub(" ± ", dashed)


def _collect(characters: Iterable[Character]) -> list[_Piece]:
    pieces: list[_Piece] = []
    last: Character | None = None
    for c in characters:
        if c.text.isspace():
            last = None
        elif last is not None and pieces and _continues(pieces[-1], last, c):
            _append(pieces[-1], last, c)
            last = c
        else:
            pieces.append(_Piece(c.text, c.x0, c.x1, c.y, c.size, c.bold))
            last = c
    return pieces


def _continues(piece: _Piece, last: Character, c: Character) -> bool:
    em = max(piece.size, c.size)
    gap = c.x0 - last.x1
    level = c.y == last.y == piece.y and c.size == piece.size
    if level and -0.05 * em < gap <= 0.09 * em and c.text not in ACCENTS:
        return True
    if abs(c.x0 - last.x0) < 0.01 and abs(c.y - last.y) < 0.01:
        return True
    if last.text in ACCENTS or c.text in ACCENTS:
        return abs(c.y - last.y) < 0.8 * em and -1.2 * em < gap < 0.05 * em
    if last.text == "√":
        return abs(c.y - last.y) < 0.8 * em and abs(gap) < 0.3 * em
    letters = c.spaced and last.text.isalpha() and c.text.isalpha()
    widest = SPACED_GAP if letters else WORD_GAP
    if abs(c.y - piece.y) > 0.08 * em or not -0.5 * em < gap <= widest * em:
        return False
    if last.text == "," and _DECIMAL_COMMA.search(piece.text) and gap > LIST_GAP * em:
        return False
    if abs(c.size - piece.size) <= 0.12 * em:
        return True
    capital = piece.text[-1].isupper() or piece.text[-1] in "-'’"
    return gap < 0.1 * em and capital and c.text.isupper()


def _append(piece: _Piece, last: Character, c: Character) -> None:
    over = c.x0 < last.x1 - 0.1 * last.size
    if last.text in ACCENTS and over and c.text.isalpha():
        piece.text = piece.text[: -len(last.text)] + c.text + ACCENTS[last.text]
        piece.y, piece.size = c.y, max(piece.size, c.size)
    elif c.text in ACCENTS and over and last.text.isalpha():
        piece.text += ACCENTS[c.text]
    else:
        piece.text += c.text
    piece.end = max(piece.end, c.x1)
    if c.size > 1.1 * piece.size:
        piece.size = c.size


def _attach(pieces: list[_Piece]) -> list[_Piece]:
    """Gives every script to its base; returns the pieces that are no script."""
    rows: dict[int, list[_Piece]] = defaultdict(list)
    for piece in pieces:
        rows[int(piece.y // 8)].append(piece)
    largest = {row: max(p.size for p in held) for row, held in rows.items()}
    taken: set[int] = set()
    smallest_first = sorted(
        (p for p in pieces if len(p.text) <= LONGEST_SCRIPT), key=lambda p: (round(p.size), p.x0)
    )
    for piece in smallest_first:
        row = int(piece.y // 8)
        if piece.size > MARK_SIZE * max(largest.get(r, 0.0) for r in range(row - 2, row + 3)):
            continue
        near = [p for r in range(row - 2, row + 3) for p in rows.get(r, ()) if p is not piece]
        if _give(piece, [p for p in near if id(p) not in taken]):
            taken.add(id(piece))
    return [p for p in pieces if id(p) not in taken]


def _give(piece: _Piece, near: list[_Piece]) -> bool:
    limit = MARK_SIZE if all(ch in MARKS for ch in piece.text) else SCRIPT_SIZE
    bases = [b for b in near if piece.size <= limit * b.size and _shift(piece, b) is not None]
    behind = [
        b for b in bases if b.x0 < piece.x0 and piece.x0 - b.end <= SCRIPT_GAP * b.size
    ]  # fmt: skip
    if behind:
        base = min(behind, key=lambda b: (abs(piece.x0 - b.end), -b.size))
        (base.above if _shift(piece, base) == "above" else base.below).append(piece.written())
        base.end = max(base.end, piece.end)
        return True
    if len(piece.text) > 3:
        return False
    ahead = [
        b for b in bases
        if _shift(piece, b) == "above" and b.x0 - piece.end + 0.1 * b.size >= 0
        and b.x0 - piece.end <= PREFIX_GAP * b.size
    ]  # fmt: skip
    if not ahead:
        return False
    base = min(ahead, key=lambda b: b.x0)
    base.before = _scripted("", piece.written(), "") + base.before
    base.x0 = piece.x0
    return True


def _shift(piece: _Piece, base: _Piece) -> str | None:
    rise = base.y - piece.y
    if 0.12 * base.size <= rise <= 0.8 * base.size:
        return "above"
    if 0.04 * base.size <= -rise <= 0.5 * base.size:
        return "below"
    return None


def _scripted(text: str, above: str, below: str) -> str:
    raised = _raised(text, above)
    lowered = f"_{below}" if len(below) == 1 else f"_{{{below}}}" if below else ""
    if text and (text[-1].isalpha() or text[-1] in ")]}|"):
        return text + lowered + raised
    return text + raised + lowered


def _raised(text: str, above: str) -> str:
    if not above:
        return ""
    if above.startswith("±") and text[-1:].isdigit():
        return " " + above
    if above in "◦∘°":
        return "°"
    if all(mark in MARKS for mark in above):
        return above.replace("∗", "*")
    return f"^{above}" if len(above) == 1 else f"^{{{above}}}"


def _rejoin(pieces: list[_Piece]) -> list[_Piece]:
    """Joins a word again that a script had parted: the piece behind stands on the same baseline,
    close to the script.
    """
    kept: list[_Piece] = []
    for piece in pieces:
        previous = kept[-1] if kept else None
        if previous is not None and _parted(previous, piece):
            previous.text = previous.written() + piece.written()
            previous.before, previous.above, previous.below = "", [], []
            previous.end = piece.end
        else:
            kept.append(piece)
    return kept


def _parted(previous: _Piece, piece: _Piece) -> bool:
    em = max(previous.size, piece.size)
    if not (previous.above or previous.below or piece.before):
        return False
    level = abs(previous.y - piece.y) <= 0.08 * em and abs(previous.size - piece.size) <= 0.12 * em
    return level and -0.5 * em < piece.x0 - previous.end <= WORD_GAP * em


def _word(piece: _Piece) -> Word:
    return Word(
        clean(piece.written()), piece.x0, piece.end, piece.y, piece.size,
        piece.y - ASCENT * piece.size, piece.y + DESCENT * piece.size, piece.bold,
    )  # fmt: skip


def _turned(characters: list[Character]) -> list[Word]:
    """Sideways text: what follows along y, over the same x, is one run with its spaces kept."""
    runs: list[list[Character]] = []
    for c in characters:
        if runs and _follows(runs[-1][-1], c):
            runs[-1].append(c)
        elif not c.text.isspace():
            runs.append([c])
    return [_run(r) for r in runs]


def _follows(last: Character, c: Character) -> bool:
    gap = last.top - c.bottom if c.turn == 1 else c.top - last.bottom
    level = abs(c.x0 - last.x0) < 0.5 * c.size and c.turn == last.turn
    return level and -0.6 * c.size < gap < 1.0 * c.size


def _run(run: list[Character]) -> Word:
    text = run[0].text
    for last, c in itertools.pairwise(run):
        gap = last.top - c.bottom if c.turn == 1 else c.top - last.bottom
        text += (" " if gap > WORD_GAP * c.size else "") + c.text
    top, bottom = min(c.top for c in run), max(c.bottom for c in run)
    x0, x1 = min(c.x0 for c in run), max(c.x1 for c in run)
    text = clean(" ".join(text.split()))
    return Word(text, x0, x1, (top + bottom) / 2, run[0].size, top, bottom, run[0].bold, True)
