"""Where does TeX set a blank between the symbols of a formula?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

Kind = Literal["ord", "op", "bin", "rel", "tight", "open", "close", "comma", "colon", "blank"]

_RELATIONS = frozenset("=<>≤≥≈~∼≃≅≡≠≪≫≲≳∝∈∉⊂⊆⊃⊇≺≻⊢⊨") | {":="}
_CLASSES: tuple[tuple[frozenset[str], Kind], ...] = (
    (_RELATIONS, "rel"),
    (frozenset("+-−±∓÷∘⊕⊖⊗⊙∪∩∖∧∨"), "bin"),
    (frozenset("×·/*"), "tight"),
    (frozenset("([{⟨⌈⌊"), "open"),
    (frozenset(")]}⟩⌉⌋"), "close"),
    (frozenset(",;"), "comma"),
    (frozenset(":"), "colon"),
)
_KINDS: dict[str, Kind] = {sign: kind for members, kind in _CLASSES for sign in members}
_ABOUT = frozenset("~≈∼≲≳")
_EXPONENT = re.compile(r"(?<![\w.])\d[\d.]*[eE]$")
_GROUP_BEFORE = re.compile(r"(?P<before>^|.)(?<![\d.])\d{1,3}(?:,\d{3})*$", re.DOTALL)
_GROUP_AFTER = re.compile(r"\d{3}(?!\d)")


class Atom(NamedTuple):
    """A piece of output and its class."""

    text: str
    kind: Kind


def classify(text: str) -> Kind:
    """TeX's class of one symbol; everything unknown is ordinary."""
    if len(text) == 1 and "\u2190" <= text <= "\u21ff" and text not in "↑↓":
        return "rel"
    return _KINDS.get(text, "ord")


def joined(atoms: Sequence[Atom], *, script: bool = False) -> str:
    """The symbols of a formula with blanks between them, none in a `script`."""
    out: list[str] = []
    left: Kind | None = None
    atoms = _merged(atoms)
    for at, (text, kind) in enumerate(atoms):
        following = atoms[at + 1] if at + 1 < len(atoms) else None
        out.append(text if script else _spaced(out, text, kind, left, following))
        left = left if kind == "blank" else kind
    return "".join(out).strip(" ")


def _merged(atoms: Sequence[Atom]) -> list[Atom]:
    """Neighbouring ordinary symbols as one: digits become numbers."""
    runs: list[tuple[list[str], Kind]] = []
    for text, kind in atoms:
        if kind == "ord" and runs and runs[-1][1] == "ord":
            runs[-1][0].append(text)
        else:
            runs.append(([text], kind))
    return [Atom("".join(texts), kind) for texts, kind in runs]


def _spaced(
    out: Sequence[str], text: str, kind: Kind, left: Kind | None, following: Atom | None
) -> str:
    after = following.text if following else ""
    if kind == "rel":
        about = text in _ABOUT and left is None and after[:1].isdigit()
        return text if about else f" {text} "
    if kind == "bin":
        binary = left in ("ord", "close") and not (out and _EXPONENT.search(out[-1]))
        return f" {text} " if binary and following else text
    if kind == "comma":
        return text if _joins_thousands(out, text, after) else f"{text} "
    if kind == "colon":
        return ":" if after[:1].isdigit() and out and out[-1][-1:].isdigit() else ": "
    if kind == "op":
        return f"{' ' if left == 'ord' else ''}{text}{' ' if _apart(following) else ''}"
    return text


def _apart(following: Atom | None) -> bool:
    return following is not None and following.kind == "ord" and following.text[0] not in "_^"


def _joins_thousands(out: Sequence[str], comma: str, after: str) -> bool:
    """`10,000` is one number; `(120,200)` and `[0,100]` are two."""
    if comma != "," or not _GROUP_AFTER.match(after) or not out:
        return False
    match = _GROUP_BEFORE.search("".join(out[-8:]))
    if match is None:
        return False
    return match["before"] not in ("(", "[", "{", " ") or after.startswith("000")
