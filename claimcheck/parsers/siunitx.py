"""How do the commands of the package siunitx print their numbers and units?"""

from __future__ import annotations

import re
from collections.abc import Sequence

COMMANDS = {
    "num": 1, "SI": 2, "qty": 2, "unit": 1, "si": 1, "ang": 1, "numrange": 2, "SIrange": 3,
    "qtyrange": 3, "numlist": 1, "SIlist": 2, "qtylist": 2, "tablenum": 1,
}  # fmt: skip
"""Each command with the number of its arguments."""

UNITS = {
    "percent": "%", "second": "s", "minute": "min", "hour": "h", "day": "d", "meter": "m",
    "metre": "m", "gram": "g", "hertz": "Hz", "byte": "B", "bit": "bit", "watt": "W", "joule": "J",
    "volt": "V", "ampere": "A", "kelvin": "K", "celsius": "°C", "degreeCelsius": "°C",
    "pixel": "px", "decibel": "dB", "milli": "m", "micro": "µ", "nano": "n", "kilo": "k",
    "mega": "M", "giga": "G", "tera": "T", "peta": "P", "centi": "c", "per": "/",
}  # fmt: skip
"""Commands that name a unit or a prefix of one."""

_EXPONENT = re.compile(r"(?<=[\d.])\s*[eEdD]\s*([+-]?\d+)")
_SPREAD = re.compile(r"\s*(?:\+-|\\pm|±)\s*")


def printed(name: str, arguments: Sequence[str]) -> str:
    """`\\SI{1.2 +- 0.3}{\\percent}` → `1.2 ± 0.3%`; units come in already as text."""
    values = [*arguments, "", "", ""]
    if name in ("unit", "si"):
        return values[0]
    if name == "ang":
        return f"{number(values[0])}°"
    if name.endswith("range"):
        return f"{number(values[0])}–{number(values[1])}" + _unit(values[2])
    if name.endswith("list"):
        return ", ".join(map(number, values[0].split(";"))) + _unit(values[1])
    return number(values[0]) + _unit(values[1])


def number(text: str) -> str:
    """A number as siunitx reads it: `1e-3` → `1×10^-3`, `1.2+-0.3` → `1.2 ± 0.3`."""
    text = _SPREAD.sub(" ± ", text.strip())
    return _EXPONENT.sub(lambda match: f"×10^{match[1].lstrip('+')}", text)


def _unit(text: str) -> str:
    return "" if not text else text if text[0] in "%°" else f" {text}"
