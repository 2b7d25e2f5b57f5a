"""Which LaTeX prints a given character, so that pdflatex compiles whatever a field holds?

Every character that is not plain ASCII is written as a command; one without a command becomes its
code point, to be seen and looked up: `[U+4E2D]`.
"""

from __future__ import annotations

import unicodedata


def _pairs(text: str) -> dict[str, str]:
    """A sign and its command, a sign and its command, …"""
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


_SPECIAL = _pairs(r"""
    \ \textbackslash{}  { \{  } \}  $ \$  & \&  # \#  % \%  _ \_  ^ \textasciicircum{}
    ~ \textasciitilde{}  < \textless{}  > \textgreater{}  | \textbar{}  " \textquotedbl{}
    ' \textquotesingle{}  ` \textasciigrave{}  [ {[}  ] {]}  * {*}  - {-}  , {,}  ! {!}  ? {?}
""")
"""Signs that TeX obeys, joins with a neighbour (`--`) or takes for an option (`[`)."""

_TEXT = _pairs(r"""
    – \textendash{}  — \textemdash{}  ― \textemdash{}  ‒ \textendash{}  ‐ {-}  ‑ {-}
    ‘ \textquoteleft{}  ’ \textquoteright{}  “ \textquotedblleft{}  ” \textquotedblright{}
    ‚ \quotesinglbase{}  „ \quotedblbase{}  « \guillemotleft{}  » \guillemotright{}
    ‹ \guilsinglleft{}  › \guilsinglright{}  … \ldots{}  • \textbullet{}  · \textperiodcentered{}
    † \dag{}  ‡ \ddag{}  § \S{}  ¶ \P{}  © \textcopyright{}  ® \textregistered{}  ™ \texttrademark{}
    ° \textdegree{}  ‰ \textperthousand{}  € \texteuro{}  £ \pounds{}  ¥ \textyen{}  ¢ \textcent{}
    ¡ \textexclamdown{}  ¿ \textquestiondown{}  ¦ \textbrokenbar{}  ß \ss{}  æ \ae{}  Æ \AE{}
    œ \oe{}  Œ \OE{}  ø \o{}  Ø \O{}  ł \l{}  Ł \L{}  đ \dj{}  Đ \DJ{}  ð \dh{}  Ð \DH{}  þ \th{}
    Þ \TH{}  ı \i{}  ȷ \j{}  № \textnumero{}
""")

_MATHS = _pairs(r"""
    − -  ± \pm  ∓ \mp  × \times  ÷ \div  ⋅ \cdot  ∗ \ast  ∘ \circ  ≤ \leq  ≥ \geq  ≠ \neq  ≈ \approx
    ≡ \equiv  ∼ \sim  ≃ \simeq  ≅ \cong  ∝ \propto  ≪ \ll  ≫ \gg  ⩽ \leqslant  ⩾ \geqslant
    ← \leftarrow  ↑ \uparrow  → \rightarrow  ↓ \downarrow  ↔ \leftrightarrow  ⇒ \Rightarrow
    ⇐ \Leftarrow  ⇔ \Leftrightarrow  ↦ \mapsto  ↗ \nearrow  ↘ \searrow  ∞ \infty  ∂ \partial
    ∇ \nabla  ∆ \Delta  ∑ \sum  ∏ \prod  ∫ \int  √ \surd  ∈ \in  ∉ \notin  ∋ \ni  ⊂ \subset
    ⊆ \subseteq  ⊃ \supset  ⊇ \supseteq  ∪ \cup  ∩ \cap  ∅ \emptyset  ∀ \forall  ∃ \exists  ¬ \neg
    ∧ \wedge  ∨ \vee  ⊕ \oplus  ⊗ \otimes  ⊙ \odot  ⊥ \perp  ∥ \parallel  ∣ \mid  ⟨ \langle
    ⟩ \rangle  ⌈ \lceil  ⌉ \rceil  ⌊ \lfloor  ⌋ \rfloor  ℓ \ell  ℝ \mathbb{R}  ℕ \mathbb{N}
    ℤ \mathbb{Z}  𝔼 \mathbb{E}  ✓ \checkmark  ✔ \checkmark  ✗ \times  ✘ \times  ★ \bigstar  ⋆ \star
    ☆ \star  ′ {}^{\prime}  ″ {}^{\prime\prime}  ■ \blacksquare  □ \square  ▲ \blacktriangle
    △ \triangle  ▼ \blacktriangledown  ● \bullet  ○ \circ  ◦ \circ  µ \mu  ♯ \sharp  ⊤ \top
    ∠ \angle  ∎ \blacksquare
""")

_GREEK = _pairs(r"""
    α \alpha  β \beta  γ \gamma  δ \delta  ε \varepsilon  ζ \zeta  η \eta  θ \theta  ι \iota
    κ \kappa  λ \lambda  μ \mu  ν \nu  ξ \xi  ο o  π \pi  ρ \rho  ς \varsigma  σ \sigma  τ \tau
    υ \upsilon  φ \varphi  χ \chi  ψ \psi  ω \omega  ϵ \epsilon  ϑ \vartheta  ϕ \phi  ϱ \varrho
    ϖ \varpi  Γ \Gamma  Δ \Delta  Θ \Theta  Λ \Lambda  Ξ \Xi  Π \Pi  Σ \Sigma  Υ \Upsilon  Φ \Phi
    Ψ \Psi  Ω \Omega  Α \mathrm{A}  Β \mathrm{B}  Ε \mathrm{E}  Ζ \mathrm{Z}  Η \mathrm{H}
    Ι \mathrm{I}  Κ \mathrm{K}  Μ \mathrm{M}  Ν \mathrm{N}  Ο \mathrm{O}  Ρ \mathrm{P}  Τ \mathrm{T}
    Χ \mathrm{X}
""")

_ACCENTS = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "=",
    "\u0306": "u",
    "\u0307": ".",
    "\u0308": '"',
    "\u030a": "r",
    "\u030b": "H",
    "\u030c": "v",
    "\u0323": "d",
    "\u0327": "c",
    "\u0328": "k",
    "\u0331": "b",
}


class Letters(dict[int, str]):
    """For `str.translate`: what stands for each character, worked out at its first appearance."""

    def __missing__(self, code: int) -> str:
        self[code] = made = _spelled(chr(code))
        return made


def accented(base: str, mark: str) -> str:
    """An ASCII letter with its combining mark; the two apart where TeX has no such accent."""
    if mark in _ACCENTS and base.isascii() and base.isalpha():
        return rf"\{_ACCENTS[mark]}{{{base}}}"
    return LETTERS[ord(base)] + _seen(mark)


def _spelled(sign: str) -> str:
    if sign.isascii():
        return sign if sign.isprintable() else " "
    if sign.isspace():
        return " "
    if 0xFE00 <= ord(sign) <= 0xFE0F or unicodedata.category(sign) == "Cf":
        return ""
    parts = unicodedata.decomposition(sign).split()
    if not parts:
        return _seen(sign)
    points = "".join(chr(int(p, 16)) for p in parts if not p.startswith("<"))
    if not parts[0].startswith("<"):
        return accented(points[0], points[1]) if len(points) == 2 else LETTERS[ord(points[0])]
    text = points.translate(LETTERS)
    raised = {"<super>": rf"\textsuperscript{{{text}}}", "<sub>": rf"\textsubscript{{{text}}}"}
    return raised.get(parts[0], text)


def _seen(sign: str) -> str:
    return rf"\texttt{{{{[}}U+{ord(sign):04X}{{]}}}}\allowbreak{{}}"


LETTERS = Letters()
LETTERS.update((ord(k), v) for k, v in (_SPECIAL | _TEXT).items())
LETTERS.update((ord(k), rf"\ensuremath{{{v}}}") for k, v in (_MATHS | _GREEK).items())
