"""Does a formula read as the reader sees it, whichever way its source is spaced?"""

import time

import pytest
from hypothesis import given, strategies as st

from claimcheck import number
from claimcheck.parsers.mathtext import MAX_LENGTH, ligatures, plain, superscript, tidy

CASES = [
    (r"\eta_e=\eta_l", "η_e = η_l"),
    (r"0.94_{\pm0.01}", "0.94 ± 0.01"),
    (r"0.94\pm 0.01", "0.94 ± 0.01"),
    (r"1.2{\pm}0.3", "1.2 ± 0.3"),
    (r"83.1{\scriptstyle\pm 0.3}", "83.1 ± 0.3"),
    (r"12.3_{(0.4)}", "12.3 (0.4)"),
    (r"\pm 15^{\circ}", "±15°"),
    (r"1{,}000", "1,000"),
    (r"10,000", "10,000"),
    (r"10\,015", "10015"),
    (r"(n=10,000)", "(n = 10,000)"),
    (r"[0.230,0.270]", "[0.230, 0.270]"),
    (r"(120,200)", "(120, 200)"),
    (r"\{0,128,255\}", "{0, 128, 255}"),
    (r"5\%", "5%"),
    (r"95\%\ \mathrm{CI}", "95% CI"),
    (r"\mathbf{8.40}", "8.40"),
    (r"\mathbf{+0.363}", "+0.363"),
    (r"-0.02", "-0.02"),
    (r"\phantom{-}0.00", "0.00"),
    (r"1-\mathrm{AUROC}", "1 - AUROC"),
    (r"a+b\rightarrow-a+(-b)", "a + b → -a + (-b)"),
    (r"8.4^{\dagger}", "8.4†"),
    (r"8.40^*", "8.40*"),
    (r"B/16^{\star}", "B/16⋆"),
    (r"x_t'", "x_t′"),
    (r"5^{\text{th}}", "5th"),
    (r"10^{-3}", "10^-3"),
    (r"10^-3", "10^-3"),
    (r"3\!\times\!10^{-2}", "3×10^-2"),
    (r"1e-3", "1e-3"),
    (r"7\mathrm{e}{-4}", "7e-4"),
    (r"24\times5\qquad\qquad\;\;(120)", "24×5 (120)"),
    (r"1 \to 1{\times}3\to 1", "1 → 1×3 → 1"),
    (r"\rightarrow", "→"),
    (r"\uparrow", "↑"),
    (r"n_\text{repeat}", "n_repeat"),
    (r"{}_{95}", "95"),
    (r"x_{t}^{up}", "x_t^up"),
    (r"\mathbb{S}^{d-1}", "S^(d-1)"),
    (r"\sim 5", "~5"),
    (r"t\sim\text{Uniform}", "t ~ Uniform"),
    (r"\sqrt{N/4}\approx 22", "√(N/4) ≈ 22"),
    (r"\geq 0.97", "≥ 0.97"),
    (r"p<0.05", "p < 0.05"),
    (r"\frac{1}{2}", "1/2"),
    (r"\frac{a+b}{c}", "(a + b)/c"),
    (r"\left( 1.2 \right.", "(1.2"),
    (r"|\Sigma|=4", "|Σ| = 4"),
    (r"\overset{\text{iid}}{\sim}", "~"),
    (r"a\cdot b^{-1}\equiv c\pmod{p}", "a·b^-1 ≡ c (mod p)"),
    (r"\log p_\theta(x)", "log p_θ(x)"),
    (r"1{,}000{:}1{,}000", "1,000:1,000"),
    (r"0.70 / 0.15 / 0.15", "0.70/0.15/0.15"),
    (r"\text{Train \& Test, $p$=97}", "Train & Test, p=97"),
    (r"Accuracy ($\uparrow$) \textbf{x}", "Accuracy (↑) x"),
    (r"$1.2 \pm 0.3$", "1.2 ± 0.3"),
    (r"\begin{array}{cc}a & b\\ c&d\end{array}", "a b c d"),
    (r"\unknowncommand{8.4}", "8.4"),
    ("", ""),
]


@pytest.mark.parametrize(("tex", "expected"), CASES)
def test_a_formula_reads_as_it_is_printed(tex: str, expected: str) -> None:
    assert plain(tex) == expected


SPACED = [
    (r"\eta_{e} = \eta_{l}", r"\eta_e=\eta_l"),
    (r"[0.230, 0.270]", r"[0.230,0.270]"),
    (r"0.944 \pm 0.003", r"0.944\pm 0.003"),
    (r"1 - \mathrm{AUROC}", r"1-\mathrm{AUROC}"),
    (r"z(x) \;=\; f(x)", r"z(x)\;=\;f(x)"),
]


@pytest.mark.parametrize(("one", "other"), SPACED)
def test_blanks_of_the_source_do_not_matter(one: str, other: str) -> None:
    assert plain(one) == plain(other)


NUMBERS = [
    (r"0.944_{\pm 0.003}", "0.944", "0.003"),
    (r"2\times 10^{-3}", "0.002", None),
    (r"1{,}234", "1234", None),
    (r"-0.331^{*}", "-0.331", None),
]


@pytest.mark.parametrize(("tex", "value", "sd"), NUMBERS)
def test_a_number_in_a_formula_is_read_as_a_number(tex: str, value: str, sd: str | None) -> None:
    found = number.parse(plain(tex))
    assert str(found.value.normalize()) == value
    assert (str(found.sd.value) if found.sd else None) == sd


TIDIED = [
    ("1.2\n ±0.3", "1.2 ± 0.3"),
    ("rotation ±15", "rotation ±15"),
    ("−0.02", "-0.02"),
    ("10\u2009015", "10015"),
    ("5\u2009px", "5 px"),
    ("a\u00a0b", "a b"),
]


@pytest.mark.parametrize(("text", "expected"), TIDIED)
def test_text_around_formulas_is_spelt_in_one_way(text: str, expected: str) -> None:
    assert tidy(text) == expected


def test_dashes_and_quotes_of_tex_become_characters() -> None:
    assert ligatures("``0.2--0.3'' --- it's") == "“0.2–0.3” — it’s"


@pytest.mark.parametrize(("raised", "expected"), [("†", "†"), ("st", "st"), ("2", "^2"), ("", "")])
def test_marks_stay_and_exponents_are_written_out(raised: str, expected: str) -> None:
    assert superscript(raised) == expected


@given(st.text(alphabet=r"\{}[]^_$&%~ab1.,+-=()'", max_size=60))
def test_nothing_makes_it_fail(tex: str) -> None:
    assert plain(tex) == tidy(plain(tex))


HOSTILE = ["{" * 60_000, r"\frac" * 12_000, "^" * 60_000, r"\text{" * 9_000, ",000" * 15_000]


@pytest.mark.parametrize("tex", HOSTILE, ids=["braces", "fractions", "scripts", "text", "commas"])
def test_hostile_formulas_end_soon(tex: str) -> None:
    began = time.process_time()
    assert len(plain(tex)) <= 2 * MAX_LENGTH
    assert time.process_time() - began < 5
