"""Sentence in, numbers out: does a printed number keep what its digits say?"""

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from claimcheck.number import (
    Interval,
    divide,
    find,
    find_words,
    fixed,
    interval,
    parse,
    quotes,
    relative_change,
    rescale,
    show,
    subtract,
)

PRINTED = [
    # printed, value, low, high, decimals, unit
    ("8.40", "8.40", "8.395", "8.405", 2, ""),
    ("8", "8", "7.5", "8.5", 0, ""),
    ("−2.5 pp", "-2.5", "-2.55", "-2.45", 1, "pp"),
    ("-2.5 percentage points", "-2.5", "-2.55", "-2.45", 1, "pp"),
    ("–4.6", "-4.6", "-4.65", "-4.55", 1, ""),
    ("+5.02", "5.02", "5.015", "5.025", 2, ""),
    ("60%", "60", "59.5", "60.5", 0, "%"),
    (r"86.6\%", "86.6", "86.55", "86.65", 1, "%"),
    ("12,345", "12345", "12344.5", "12345.5", 0, ""),
    ("758{,}050", "758050", "758049.5", "758050.5", 0, ""),
    ("25k", "25000", "24500", "25500", -3, ""),
    ("1.3B", "1300000000", "1250000000", "1350000000", -8, ""),
    ("1.5M", "1500000", "1450000", "1550000", -5, ""),
    ("3e-4", "0.0003", "0.00025", "0.00035", 4, ""),
    ("3 × 10^{-4}", "0.0003", "0.00025", "0.00035", 4, ""),
    ("3×10⁻⁴", "0.0003", "0.00025", "0.00035", 4, ""),
    ("2.3×", "2.3", "2.25", "2.35", 1, "x"),
    ("3-fold", "3", "2.5", "3.5", 0, "x"),
    ("12 points", "12", "11.5", "12.5", 0, "pp"),
    ("7500.0*", "7500.0", "7499.95", "7500.05", 1, ""),
    ("0.5†", "0.5", "0.45", "0.55", 1, ""),
]


@pytest.mark.parametrize(("printed", "value", "low", "high", "decimals", "unit"), PRINTED)
def test_a_printed_number_stands_for_the_interval_that_rounds_to_it(
    printed: str, value: str, low: str, high: str, decimals: int, unit: str
) -> None:
    number = parse(printed)
    assert (number.value, number.low, number.high) == (Decimal(value), Decimal(low), Decimal(high))
    assert (number.decimals, number.unit) == (decimals, unit)


@pytest.mark.parametrize(
    "text", ["", "n/a", "–", "ResNet-50", "1.2.3", "8.4 and 8.5", "71–74", "1e999999", "0x10"]
)
def test_what_is_no_single_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        parse(text)


SENTENCES = [
    ("up from 71.2 to 74.9", [("71.2", "74.9")]),
    ("degrade D-48 by 2.5–2.9 points", [("48", None), ("2.5", "2.9")]),
    ("a 40-45 point gain", [("40", "45")]),
    ("0.944 ± 0.003 against 0.580", [("0.944", None), ("0.580", None)]),
    ("it fell from 10 to 3", [("10", None), ("3", None)]),
    ("[0.8944, 0.9116]", [("0.8944", None), ("0.9116", None)]),
    (
        "improves (+0.30 pp D-48, +0.14 pp IN-100)",
        [("0.30", None), ("48", None), ("0.14", None), ("100", None)],
    ),
    ("ResNet50 and v1.2b say nothing", []),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_numbers_and_ranges_of_a_sentence_are_found(
    sentence: str, expected: list[tuple[str, str | None]]
) -> None:
    found = [(str(m.number.value), str(m.high.value) if m.high else None) for m in find(sentence)]
    assert found == expected
    assert all(sentence[m.start : m.end].strip() for m in find(sentence))


def test_a_spread_belongs_to_its_mean() -> None:
    number = parse("0.944 ± 0.003")
    assert number.sd is not None
    assert (number.value, number.sd.value) == (Decimal("0.944"), Decimal("0.003"))
    assert parse("1.2(±0.3)").sd == parse("1.2 ± 0.3").sd


def test_signs_and_hedges_are_kept() -> None:
    assert parse("+5.02").signed
    assert not parse("5.02").signed
    assert find("about 79%")[0].number.approximate


WORDS = [
    ("ten of fourteen", [10, 14]),
    ("twenty-one runs", [21]),
    ("twice as fast", [2]),
    ("halved", [0.5]),
]


@pytest.mark.parametrize(("sentence", "expected"), WORDS)
def test_number_words_are_numbers(sentence: str, expected: list[float]) -> None:
    assert [float(m.number.value) for m in find_words(sentence)] == expected


def test_a_difference_carries_the_rounding_of_both_operands() -> None:
    found = subtract(parse("30.78"), parse("24.86"))
    assert (found.low, found.high) == (Decimal("5.91"), Decimal("5.93"))
    assert Decimal("5.92") in found


def test_a_rounded_difference_may_miss_by_one_in_the_last_place_and_still_agree() -> None:
    assert interval(parse("+0.363")).meets(subtract(parse("0.944"), parse("0.580")))


def test_a_relative_change_is_computed_on_intervals() -> None:
    found = relative_change(parse("2063.3"), parse("4720.0"))
    assert (round(found.low, 4), round(found.high, 4)) == (Decimal("-56.2875"), Decimal("-56.2845"))
    assert not interval(parse("60%")).meets(-found)


def test_a_divisor_that_may_be_zero_gives_no_ratio() -> None:
    with pytest.raises(ZeroDivisionError):
        divide(parse("1.0"), parse("0.0"))


QUOTES = [("86.1", "86", False), ("86", "86.1", True), ("0.37", "0.368", True), ("0.368", "0.369", False),
          ("0.9", "0.90", True), ("0.90", "0.9", True), ("56", "56.5", True), ("57", "56.5", True)]  # fmt: skip


@pytest.mark.parametrize(("claimed", "cell", "agrees"), QUOTES)
def test_a_quote_may_be_coarser_than_its_cell_never_finer(
    claimed: str, cell: str, agrees: bool
) -> None:
    assert quotes(parse(claimed), parse(cell)) is agrees


def test_a_fraction_becomes_a_percentage_without_losing_digits() -> None:
    percent = rescale(parse("0.944 ± 0.003"), 2, unit="%")
    assert (percent.value, percent.low, percent.decimals) == (Decimal("94.4"), Decimal("94.35"), 1)
    assert percent.sd is not None
    assert percent.sd.value == Decimal("0.3")


def test_numbers_are_shown_with_a_real_minus() -> None:
    assert show(Decimal("-2.394"), 2) == "−2.39"
    assert show(Decimal("5.02"), signed=True) == "+5.02"
    assert show(Decimal("-0.001"), 1, signed=True) == "+0.0"
    assert fixed(-1.44, 1) == "−1.4"


DECIMALS = st.decimals(min_value=-1000, max_value=1000, allow_nan=False, places=3)


@given(DECIMALS, DECIMALS)
def test_the_interval_of_a_difference_holds_the_difference_of_any_two_members(
    a: Decimal, b: Decimal
) -> None:
    x, y = parse(f"{a:.2f}"), parse(f"{b:.2f}")
    assert a - b in subtract(x, y)


@given(DECIMALS, DECIMALS, DECIMALS, DECIMALS)
def test_multiplication_of_intervals_holds_the_products_of_their_ends(
    a: Decimal, b: Decimal, c: Decimal, d: Decimal
) -> None:
    x, y = Interval(min(a, b), max(a, b)), Interval(min(c, d), max(c, d))
    assert all(p * q in x * y for p in (a, b) for q in (c, d))


@given(st.text(max_size=60))
def test_any_text_is_searched_without_an_error(text: str) -> None:
    spans = [(m.start, m.end) for m in find(text)]
    assert spans == sorted(spans)
    assert all(a < b <= len(text) for a, b in spans)
