"""Which character does a TeX command print?"""

from __future__ import annotations

from functools import cache

from pylatexenc.latex2text import get_default_latex_context_db

SYMBOLS = {
    "sim": "~", "thicksim": "~", "approx": "≈", "thickapprox": "≈", "ne": "≠", "neq": "≠",
    "le": "≤", "leq": "≤", "leqslant": "≤", "ge": "≥", "geq": "≥", "geqslant": "≥",
    "lt": "<", "gt": ">", "textless": "<", "textgreater": ">", "lesssim": "≲", "gtrsim": "≳",
    "pm": "±", "textpm": "±", "mp": "∓", "times": "×", "texttimes": "×", "cdot": "·", "ast": "*",
    "star": "⋆", "bigstar": "★", "dag": "†", "dagger": "†", "textdagger": "†", "textdaggerdbl": "‡",
    "ddag": "‡", "ddagger": "‡", "S": "§", "P": "¶", "prime": "′", "degree": "°", "textdegree": "°",
    "textasteriskcentered": "*", "textsection": "§", "textparagraph": "¶",
    "circ": "∘", "bullet": "•", "textbullet": "•", "cdots": "…", "dots": "…", "ldots": "…",
    "dotsc": "…", "dotsb": "…", "textellipsis": "…", "vdots": "⋮",
    "checkmark": "✓", "cmark": "✓", "xmark": "✗",
    "textbar": "|", "vert": "|", "lvert": "|", "rvert": "|", "mid": "|",
    "|": "‖", "Vert": "‖", "lVert": "‖", "rVert": "‖", "backslash": "\\", "textbackslash": "\\",
    "textendash": "–", "textemdash": "—", "textminus": "-", "textquotesingle": "'",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”",
    "textasciitilde": "~", "texttildelow": "~", "textasciicircum": "^", "textunderscore": "_",
    "textdollar": "$", "euro": "€", "texteuro": "€", "pounds": "£", "textsterling": "£",
    "slash": "/", "colon": ":", "lbrace": "{", "rbrace": "}", "lbrack": "[", "rbrack": "]",
    "{": "{", "}": "}", "%": "%", "$": "$", "&": "&", "#": "#", "_": "_",
    "TeX": "TeX", "LaTeX": "LaTeX", "LaTeXe": "LaTeX2e", "BibTeX": "BibTeX",
    "square": "□", "blacksquare": "■", "qed": "", "emptyset": "∅", "varnothing": "∅",
    "triangle": "△", "vartriangle": "△", "hbar": "ℏ", "coloneqq": ":=", "colonequals": ":=",
    "implies": "⇒", "iff": "⇔", "gets": "←", "to": "→", "longrightarrow": "→", "mapsto": "↦",
    "textuparrow": "↑", "textdownarrow": "↓", "textrightarrow": "→", "textleftarrow": "←",
    "top": "⊤", "intercal": "⊤", "perp": "⊥", "quad": " ", "qquad": " ",
    "copyright": "©", "textcopyright": "©", "texttrademark": "™", "textregistered": "®",
    "i": "i", "j": "j", "aa": "å", "AA": "Å", "o": "ø", "O": "Ø", "ae": "æ", "AE": "Æ",
    "oe": "œ", "OE": "Œ", "ss": "ß", "l": "ł", "L": "Ł",
}  # fmt: skip

OPERATORS = frozenset([
    "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "det", "dim",
    "exp", "gcd", "hom", "inf", "ker", "lg", "lim", "liminf", "limsup", "ln", "log", "max", "min",
    "Pr", "sec", "sin", "sinh", "sup", "tan", "tanh", "argmax", "argmin",
])  # fmt: skip
"""Commands that print their own name, upright, and set their argument apart by a space."""

ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304",
    ".": "\u0307", "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328",
    "r": "\u030a", "d": "\u0323", "b": "\u0331",
}  # fmt: skip
"""Accent commands of text, as combining characters."""

MATH_ACCENTS = {
    "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303",
    "bar": "\u0304", "overline": "\u0304", "dot": "\u0307", "ddot": "\u0308", "vec": "\u20d7",
    "check": "\u030c", "breve": "\u0306", "acute": "\u0301", "grave": "\u0300",
}  # fmt: skip


IGNORED = {
    "phantom": 1, "hphantom": 1, "vphantom": 1, "label": 1, "hspace": 1, "vspace": 1, "mspace": 1,
    "color": 1, "cellcolor": 1, "rowcolor": 1, "columncolor": 1, "rule": 2, "begin": 1, "end": 1,
    "fontsize": 2, "tag": 1, "includegraphics": 1, "setlength": 2, "addtolength": 2,
    "arrayrulecolor": 1, "vskip": 0, "hskip": 0, "index": 1, "thispagestyle": 1, "pagestyle": 1,
    "definecolor": 3, "hypersetup": 1, "captionsetup": 1, "graphicspath": 1, "enlargethispage": 1,
    "setcounter": 2, "addtocounter": 2, "bibliographystyle": 1, "input": 1, "pdfbookmark": 2,
    "addcontentsline": 3, "linespread": 1, "todo": 1, "nocite": 1, "refstepcounter": 1,
}  # fmt: skip
"""Commands that print nothing, with the number of their arguments behind an optional one."""


@cache
def symbol(name: str) -> str | None:
    """What the command `\\name` prints, where it takes no argument; None where it is unknown."""
    if name in SYMBOLS:
        return SYMBOLS[name]
    spec = _database().get_macro_spec(name)
    printed = getattr(spec, "simplify_repl", None)
    arguments: object = getattr(getattr(spec, "args_parser", None), "argspec", None)
    if not isinstance(printed, str) or "%" in printed or arguments:
        return None
    return printed if len(printed) <= 2 and printed.strip() else None


@cache
def _database():  # type: ignore[no-untyped-def]
    return get_default_latex_context_db()
