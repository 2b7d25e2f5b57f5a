"""What can a printed number stand for, and what follows from several of them?

A number keeps its printed digits: `8.40` stands for anything from 8.395 to 8.405. Differences,
ratios and relative changes are computed on those intervals, in `Decimal`, so that rounding alone
never makes a claim wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from claimcheck.record import Reported, Unit

MINUS = "−"
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
SCALES = {"k": 3, "K": 3, "M": 6, "B": 9, "G": 9, "T": 12}
UNITS: dict[str, Unit] = {
    "%": "%", "percent": "%", "per cent": "%", "pp": "pp", "p.p.": "pp", "pps": "pp", "pts": "pp",
    "pt": "pp", "points": "pp", "point": "pp", "×": "x", "x": "x", "times": "x", "fold": "x",
}  # fmt: skip

_MANTISSA = r"(?:\d{1,3}(?:(?:,|\u2009|\u202f|\{,\})\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
_POWER = (
    r"(?:[eE][+\-−]?\d{1,3}(?![\w.])|\s?(?:×|x|\*|·|\\times|\\cdot)\s?"
    r"10(?:\^\{?[+\-−]?\d{1,3}\}?|[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))"
)
_UNIT = (
    r"(?:\s?\\?%|\s?(?:percentage|percent|absolute|accuracy)[\s-]points?\b|\s?per\s?cent\b|\s?p\.p\.|[\s-]?pps?\b"
    r"|[\s-]?pts?\b|[\s-]points?\b|\s?×(?!\s?\d)|x(?![\w])|[\s-]times\b|[\s-]?fold\b)"
)
_BEFORE = r"(?<![\w.^_])"
_SIGN = r"[+\-−–]\s?|\+/-\s?"
NUMBER = re.compile(
    rf"(?P<about>(?:[~≈∼]|\b(?:about|approximately|around|roughly|nearly|almost|ca\.)\s)\s?)?"
    rf"{_BEFORE}(?P<sign>{_SIGN})?(?P<digits>{_MANTISSA})(?P<power>{_POWER})?"
    rf"(?P<scale>[kKMBGT](?![\w]))?(?P<unit>{_UNIT})?"
)
_PLUS_MINUS = re.compile(r"\s?(?:\(\s?)?(?:±|\+/[-−]|\\pm)\s?")
_TO = re.compile(r"\s?(?:–|—|--|-|−|~|…)\s?|\s+to\s+")

_SMALL = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
fifteen sixteen seventeen eighteen nineteen twenty"""
WORDS = {word: value for value, word in enumerate(_SMALL.split())}
TENS = dict(
    zip(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
        range(20, 100, 10),
        strict=True,
    )
)
MULTIPLES = {
    word: Decimal(value)
    for value, words in {
        "0.5": "half halve halves halved halving",
        "2": "twice double doubles doubled doubling twofold",
        "3": "thrice triple triples tripled tripling threefold",
        "4": "quadruple quadruples quadrupled fourfold",
        "5": "fivefold",
        "10": "tenfold",
    }.items()
    for word in words.split()
}
_WORD = re.compile(
    rf"\b(?:(?P<ten>{'|'.join(TENS)})(?:[-\s](?P<one>{'|'.join(list(WORDS)[1:10])}))?"
    rf"|(?P<small>{'|'.join(sorted(WORDS, key=len, reverse=True))})"
    rf"|(?P<multiple>{'|'.join(MULTIPLES)}))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Interval:
    """All real numbers from `low` to `high`, both ends included."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Interval) -> Interval:
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def __truediv__(self, other: Interval) -> Interval:
        """Raises ZeroDivisionError where the divisor may be zero."""
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError("the divisor's rounding interval holds zero")
        ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low)

    def __abs__(self) -> Interval:
        if self.low >= 0:
            return self
        return -self if self.high <= 0 else Interval(Decimal(0), max(-self.low, self.high))

    def __contains__(self, value: Decimal) -> bool:
        return self.low <= value <= self.high

    def meets(self, other: Interval) -> bool:
        """Whether some number lies in both; shared ends count."""
        return self.low <= other.high and other.low <= self.high

    def shift(self, power: int) -> Interval:
        """Times 10**power."""
        return Interval(self.low.scaleb(power), self.high.scaleb(power))


@dataclass(frozen=True)
class Mention:
    """A number found in running text, `text[start:end]`; with `high`, a range from `number` to
    `high`."""

    start: int
    end: int
    number: Reported
    high: Reported | None = None
    word: bool = False
    """Whether it was written as a word."""


def interval(number: Reported) -> Interval:
    return Interval(number.low, number.high)


def exact(value: Decimal | int | float | str, *, unit: Unit = "") -> Reported:
    """A number as a machine stored it: its rounding interval is that of its last stored digit."""
    return parse(str(value)).model_copy(update={"unit": unit})


def parse(text: str) -> Reported:
    """The number that `text` is, sd included (`1.2 ± 0.3`).

    Raises ValueError where `text` is anything but one number, with marks such as `*` and `†`
    allowed behind it."""
    stripped = text.strip().rstrip("*†‡⋆§¶ ").strip()
    mentions = find(stripped)
    if (
        len(mentions) == 1
        and (mentions[0].start, mentions[0].end) == (0, len(stripped))
        and not mentions[0].high
    ):
        return mentions[0].number
    if stripped.startswith("±") and (alone := find(stripped[1:].lstrip())):
        return alone[0].number
    raise ValueError(f"not a number: {text!r}")


def find(text: str) -> tuple[Mention, ...]:
    """Every number in digits that `text` prints, in order; `a ± b` and ranges are one mention
    each."""
    found: list[Mention] = []
    position = 0
    while match := NUMBER.search(text, position):
        mention = _mention(text, match)
        found.append(mention)
        position = max(mention.end, match.start() + 1)
    return tuple(found)


def find_words(text: str) -> tuple[Mention, ...]:
    """Every number that `text` writes as a word: `ten`, `twenty-one`, `twice`, `halved`."""
    return tuple(
        Mention(m.start(), m.end(), _from_word(m), word=True) for m in _WORD.finditer(text)
    )


def subtract(a: Reported, b: Reported) -> Interval:
    """a − b, every operand moved inside its rounding interval."""
    return interval(a) - interval(b)


def divide(a: Reported, b: Reported) -> Interval:
    """a / b. Raises ZeroDivisionError where b may be zero."""
    return interval(a) / interval(b)


def relative_change(new: Reported, old: Reported) -> Interval:
    """100 · (new − old) / old in percent. Raises ZeroDivisionError where old may be zero.

    Computed as 100 · (new / old − 1), in which each operand stands once, so that the interval is no
    wider than it must."""
    ratio = divide(new, old)
    return Interval((ratio.low - 1) * 100, (ratio.high - 1) * 100)


def quotes(claimed: Reported, cell: Reported) -> bool:
    """Whether `claimed` may be a rounded quote of `cell`: a finer number cannot come from a coarser
    cell."""
    if claimed.value == cell.value:
        return True
    return claimed.decimals <= cell.decimals and claimed.low <= cell.value <= claimed.high


def rescale(number: Reported, power: int, *, unit: Unit | None = None) -> Reported:
    """The same number in a unit 10**power times smaller: a fraction to percent is `power=2`."""
    return number.model_copy(
        update={
            "value": number.value.scaleb(power),
            "low": number.low.scaleb(power),
            "high": number.high.scaleb(power),
            "decimals": number.decimals - power,
            "unit": number.unit if unit is None else unit,
            "sd": rescale(number.sd, power) if number.sd else None,
        }
    )


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Half up, as people round."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def show(value: Decimal, decimals: int | None = None, *, signed: bool = False) -> str:
    """For people: `−2.39`, with `signed` also `+5.02`."""
    number = value if decimals is None else rounded(value, decimals)
    if number == 0:
        number = abs(number)
    sign = MINUS if number < 0 else "+" if signed else ""
    return f"{sign}{abs(number):f}"


def fixed(value: float, decimals: int, *, signed: bool = False) -> str:
    """A computed figure for people, to so many decimals: `−1.4`."""
    return show(Decimal(f"{value:.{decimals}f}"), signed=signed)


def _mention(text: str, match: re.Match[str]) -> Mention:
    number, end = _number(text, match), match.end()
    if (pm := _PLUS_MINUS.match(text, end)) and (sd := NUMBER.match(text, pm.end())):
        end = sd.end() + (1 if "(" in pm.group() and text[sd.end() : sd.end() + 1] == ")" else 0)
        spread = _number(text, sd)
        unit = number.unit or spread.unit
        number = number.model_copy(
            update={"sd": spread, "unit": unit, "printed": text[match.start() : end]}
        )
        return Mention(match.start(), end, number)
    if (
        not (to := _TO.match(text, end))
        or not (last := NUMBER.match(text, to.end()))
        or last["about"]
    ):
        return Mention(match.start(), end, number)
    high = _number(text, last)
    if _is_range(number, high, joined=to.group()):
        return Mention(
            match.start(),
            last.end(),
            number.model_copy(update={"unit": number.unit or high.unit}),
            high,
        )
    return Mention(match.start(), end, number)


def _is_range(low: Reported, high: Reported, *, joined: str) -> bool:
    """`71.2–74.9` and `25 to 55%` are ranges; `10 to 3` and `2-1` are not."""
    if low.unit and high.unit and low.unit != high.unit:
        return False
    return abs(low.value) < abs(high.value) or (
        "to" not in joined and joined.strip() in "–—--" and low.signed
    )


def _number(text: str, match: re.Match[str]) -> Reported:
    digits = re.sub(r"[,\u2009\u202f{}]", "", match["digits"])
    power = _exponent(match["power"]) + SCALES.get(match["scale"] or "", 0)
    decimals = len(digits.partition(".")[2]) - power
    sign = (match["sign"] or "").strip()
    try:
        value = Decimal(digits).scaleb(power) * (-1 if sign in {"-", MINUS, "–"} else 1)
        half = Decimal(5).scaleb(-decimals - 1)
    except InvalidOperation as error:  # an exponent no result has
        raise ValueError(f"number out of range: {match.group()!r}") from error
    return Reported(
        printed=match.group().strip(),
        value=value,
        low=value - half,
        high=value + half,
        decimals=decimals,
        unit=_unit(match["unit"]),
        signed=bool(sign),
        approximate=bool(match["about"]),
    )


def _exponent(power: str | None) -> int:
    if not power:
        return 0
    plain = power.translate(SUPERSCRIPTS).replace(MINUS, "-").replace("+", "")
    tail = re.search(r"-?\d+\}?$", plain.removeprefix("e").removeprefix("E"))
    if plain[0] not in "eE":
        tail = re.search(r"10\^?\{?(-?\d+)\}?$", plain)
        return int(tail[1]) if tail else 0
    return int(tail.group()) if tail else 0


def _unit(printed: str | None) -> Unit:
    key = (printed or "").strip(" -\\").lower()
    if key.endswith(("points", "point")):
        return "pp"
    return UNITS.get(key, "")


def _from_word(match: re.Match[str]) -> Reported:
    value: Decimal
    if match["ten"]:
        value = Decimal(
            TENS[match["ten"].lower()] + (WORDS[match["one"].lower()] if match["one"] else 0)
        )
    elif match["small"]:
        value = Decimal(WORDS[match["small"].lower()])
    else:
        value = MULTIPLES[match["multiple"].lower()]
    whole = match["multiple"] is None
    half = Decimal(0) if whole else (Decimal("0.5") if value >= 1 else Decimal("0.05"))
    return Reported(
        printed=match.group(), value=value, low=value - half, high=value + half,
        decimals=0 if value >= 1 else 1, unit="" if whole else "x", approximate=not whole,
    )  # fmt: skip
