"""How does a formula read as plain text?

The same table comes as LaTeX and as HTML whose formulas carry their TeX, so spacing follows TeX's
classes of symbols and never the blanks of the source: `\\eta_e=\\eta_l` and `\\eta_{e} = \\eta_{l}`
both read `η_e = η_l`. Time is linear in the input.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from claimcheck.parsers.texspacing import Atom, classify, joined
from claimcheck.parsers.texsymbols import ACCENTS, IGNORED, MATH_ACCENTS, OPERATORS, symbol

MAX_LENGTH = 50_000
"""Characters of one formula that are read; no real one is longer."""
MAX_DEPTH = 30
"""Braces inside braces; what lies deeper is left out."""

THIN = "\u2009"

_TOKEN = re.compile(r"\\(?:[A-Za-z]+\*?|.)|\s+|\+/-|:=|.", re.DOTALL)
_TEXT = frozenset({
    "text", "textrm", "textbf", "textit", "texttt", "textsc", "textsf", "textup", "textmd",
    "textnormal", "mbox", "hbox", "fbox", "emph",
})  # fmt: skip
_FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac"})
_SECOND = frozenset({
    "overset", "underset", "stackrel", "textcolor", "colorbox", "raisebox", "href", "scalebox",
    "rotatebox",
})  # fmt: skip
"""Commands that show their second argument."""
_SPACES = frozenset([";", ":", ">", " ", "quad", "qquad", "enspace", "enskip", "\\", "/"])
_DELIMITERS = frozenset(["left", "right", "middle"])
_ORDINALS = frozenset(["st", "nd", "rd", "th"])
_MARK = re.compile(r"[*†‡⋆★§¶#′°⊤✓✗•△▲▼↑↓]+")
_SIMPLE = re.compile(r"[+\-]?[\w.%∞′*†‡]*|\W")
_SPELLINGS = str.maketrans(
    {"−": "-", "∼": "~", "∗": "*"} | dict.fromkeys("\u00ad\u200b\u2060\u2061\u2062\ufeff")
)
_THIN_GROUP = re.compile(r"(?<=\d)[\u2009\u202f](?=\d{3}(?!\d))")
_BLANKS = re.compile(r"\s+")
_PLUS_MINUS = re.compile(r"(?<=[\d%)\]])\s?±\s?(?=[\d.(])")
_LIGATURES = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("`", "‘"), ("'", "’"))


@dataclass
class _Reader:
    tokens: Sequence[str]
    at: int = 0
    depth: int = 0
    script: bool = False
    """Inside a sub- or superscript, where TeX sets no blanks."""
    out: list[Atom] = field(default_factory=list)


def plain(tex: str) -> str:
    """Math, or text with `$…$` in it, as plain text on one line.

    `0.94_{\\pm0.01}` → `0.94 ± 0.01`, `10^{-3}` → `10^-3`, `1{,}000` → `1,000`, `5\\%` → `5%`.
    """
    tex = tex.strip()[:MAX_LENGTH]
    if "$" in tex.replace("\\$", "") or "\\(" in tex:
        return tidy(_text(_Reader(_TOKEN.findall(tex)), until=""))
    return tidy(math(tex))


def math(tex: str) -> str:
    """The inside of a formula, not yet tidied: for a place in a text that is tidied as a whole."""
    reader = _Reader(_TOKEN.findall(tex[:MAX_LENGTH]))
    _read(reader, until="")
    return joined(reader.out)


def tidy(text: str) -> str:
    """One spelling for blanks, minus signs and `±`; for text that formulas were put into.

    Only blanks and invisible characters come and go, so that places in the text can be followed.
    """
    text = _BLANKS.sub(" ", _THIN_GROUP.sub("", text.translate(_SPELLINGS)))
    return _PLUS_MINUS.sub(" ± ", text).strip()


def ligatures(text: str) -> str:
    """TeX's spellings of dashes and quotes: `0.2--0.3` → `0.2–0.3`."""
    for written, printed in _LIGATURES:
        text = text.replace(written, printed)
    return text


def accented(name: str, letter: str) -> str | None:
    """A letter under the accent command `\\name`; None where that is no accent."""
    mark = ACCENTS.get(name)
    if mark is None:
        return None
    return unicodedata.normalize("NFC", letter[:1] + mark) + letter[1:] if letter else ""


def superscript(text: str) -> str:
    """A raised text as it stands behind its base: marks and `th` as they are, else `^…`."""
    if _MARK.fullmatch(text) or text in _ORDINALS:
        return text
    return f"^{_bracketed(text)}" if text else ""


def _read(reader: _Reader, *, until: str) -> None:
    """Reads tokens into `reader.out` up to `until`, which is consumed."""
    while reader.at < len(reader.tokens):
        token = reader.tokens[reader.at]
        reader.at += 1
        if token == until:
            return
        _step(reader, token)


def _step(reader: _Reader, token: str) -> None:
    if token[0] == "\\" and len(token) > 1:
        _command(reader, token[1:].rstrip("*") or "*")
    elif token == "{":
        _ordinary(reader, _group(reader))
    elif token in ("_", "^"):
        _script(reader, token, _argument(reader, script=True))
    elif token == "'":
        _ordinary(reader, "′")
    elif token in ("~", "&"):
        _blank(reader)
    elif not token.isspace() and token not in ("}", "$", "\\"):
        _show(reader, "±" if token == "+/-" else token)


def _show(reader: _Reader, text: str) -> None:
    reader.out.append(Atom(text, classify(text)))


def _ordinary(reader: _Reader, text: str) -> None:
    """A group is an ordinary symbol to its neighbours, whatever it holds: `1{,}000`."""
    if text:
        reader.out.append(Atom(text, "ord"))


def _blank(reader: _Reader, text: str = " ") -> None:
    reader.out.append(Atom(text, "blank"))


def _command(reader: _Reader, name: str) -> None:
    if name in _SPACES or name.isspace():
        _blank(reader)
    elif name == ",":
        _blank(reader, THIN)
    elif name in _TEXT:
        _ordinary(reader, _argument(reader, text=True))
    elif name in OPERATORS:
        reader.out.append(Atom(name, "op"))
    elif name in _DELIMITERS:
        reader.at += _peek(reader) == "."
    elif not _with_arguments(reader, name):
        printed = symbol(name)
        if printed is not None:
            _show(reader, printed)


def _with_arguments(reader: _Reader, name: str) -> bool:
    """Reads a command that has arguments; False where `name` is none."""
    if name in IGNORED:
        _ignore(reader, name)
    elif name in _FRACTIONS:
        above, below = _argument(reader), _argument(reader)
        _ordinary(reader, f"{_bracketed(above)}/{_bracketed(below)}")
    elif name in _SECOND:
        _optional(reader)
        _argument(reader)
        _optional(reader)
        _show(reader, _argument(reader))
    elif name == "sqrt":
        _optional(reader)
        inner = _argument(reader)
        _ordinary(reader, f"√{inner}" if inner.isalnum() else f"√({inner})")
    elif name in MATH_ACCENTS:
        inner = _argument(reader)
        mark = MATH_ACCENTS[name] if len(inner) == 1 else ""
        _ordinary(reader, unicodedata.normalize("NFC", inner + mark))
    elif name == "pmod":
        _ordinary(reader, f" (mod {_argument(reader)})")
    elif name in ("bmod", "mod"):
        _ordinary(reader, " mod ")
    elif name == "operatorname":
        reader.out.append(Atom(_argument(reader), "op"))
    elif name in ("textsuperscript", "textsubscript", "tnote"):
        sign = "_" if name == "textsubscript" else "^"
        _script(reader, sign, _argument(reader, text=True))
    else:
        return False
    return True


def _ignore(reader: _Reader, name: str) -> None:
    """Passes over a command that prints nothing, with its arguments."""
    _optional(reader)
    inner = _argument(reader, text=True)
    for _ in range(IGNORED[name] - 1 + (name == "begin" and inner.startswith("array"))):
        _argument(reader, text=True)


def _script(reader: _Reader, sign: str, text: str) -> None:
    base = next((atom for atom in reversed(reader.out) if atom.kind != "blank"), None)
    if text in ("∘", "◦", "°", "circ"):
        _ordinary(reader, "°")
    elif text.startswith("±"):
        reader.out.append(Atom("±", "bin"))
        _ordinary(reader, text[1:])
    elif sign == "^":
        _ordinary(reader, superscript(text))
    elif base is None:
        _ordinary(reader, text)
    elif text.startswith("(") and base.text[-1:].isdigit():
        _ordinary(reader, f" {text}")
    elif text:
        _ordinary(reader, f"_{_bracketed(text)}")


def _bracketed(text: str) -> str:
    if _SIMPLE.fullmatch(text) or (text[:1] == "(" and text.find(")") == len(text) - 1):
        return text
    return f"({text})"


def _peek(reader: _Reader) -> str:
    """The next token that is no blank; empty at the end."""
    while reader.at < len(reader.tokens) and reader.tokens[reader.at].isspace():
        reader.at += 1
    return reader.tokens[reader.at] if reader.at < len(reader.tokens) else ""


def _argument(reader: _Reader, *, text: bool = False, script: bool = False) -> str:
    """The next group, command with its own arguments, or single character, as text."""
    token = _peek(reader)
    if token in ("", "}", "$"):
        return ""
    reader.at += 1
    if token == "{":
        return _group(reader, text=text, script=script)
    return _nested(reader, lambda: _step(reader, token), script=script)


def _group(reader: _Reader, *, text: bool = False, script: bool = False) -> str:
    """What stands before the closing brace, the opening one being read."""
    if text and reader.depth < MAX_DEPTH:
        return _text(reader, until="}")
    return _nested(reader, lambda: _read(reader, until="}"), script=script)


def _nested(reader: _Reader, read: Callable[[], None], *, script: bool = False) -> str:
    """What `read` puts out, joined by itself; nothing where the nesting has no end."""
    outer, outer_script = reader.out, reader.script
    reader.out, reader.script = [], script or outer_script
    reader.depth += 1
    if reader.depth <= MAX_DEPTH:
        read()
    text = joined(reader.out, script=reader.script)
    reader.out, reader.script = outer, outer_script
    reader.depth -= 1
    return text


def _optional(reader: _Reader) -> None:
    """Passes over `[…]`."""
    if _peek(reader) != "[":
        return
    while reader.at < len(reader.tokens) and reader.tokens[reader.at] != "]":
        reader.at += 1
    reader.at += 1


def _text(reader: _Reader, *, until: str) -> str:
    """Text mode: blanks and hyphens count, and `$` opens math."""
    parts: list[str] = []
    open_braces = 0
    while reader.at < len(reader.tokens):
        token = reader.tokens[reader.at]
        reader.at += 1
        if token == until and not open_braces:
            break
        open_braces += (token == "{") - (token == "}" and open_braces > 0)
        if token not in ("{", "}"):
            parts.append(_text_token(reader, token))
    return ligatures("".join(parts))


def _text_token(reader: _Reader, token: str) -> str:
    if token in ("$", "\\("):
        return _nested(reader, lambda: _read(reader, until="$" if token == "$" else "\\)"))
    if token in ("~", "&"):
        return " "
    if token[0] != "\\" or len(token) == 1:
        return token
    name = token[1:].rstrip("*") or "*"
    if name in ACCENTS and _peek(reader):
        return accented(name, _argument(reader, text=True)) or ""
    return _nested(reader, lambda: _command(reader, name))
