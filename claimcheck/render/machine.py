"""What does a program read: the whole report as JSON, nothing left out and nothing reworded?"""

from __future__ import annotations

import json
import math
import re
from typing import Any

from claimcheck.record import Report
from claimcheck.store import to_json

SCHEMA = "claimcheck.report/1"
_ACTING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def render(report: Report) -> str:
    """The report's fields behind `"schema"`; what a terminal would obey is written as `\\uXXXX`."""
    return text({"schema": SCHEMA, **to_json(report)})


def text(values: dict[str, Any], *, ascii: bool = False) -> str:
    """JSON that a terminal may show and a strict reader reads; `ascii` spells all else out."""
    told = json.dumps(_finite(values), ensure_ascii=ascii, indent=1, allow_nan=False)
    return spelled(told) + "\n"


def spelled(json: str) -> str:
    """JSON in which nothing is left that a terminal would obey."""
    return _ACTING.sub(lambda m: f"\\u{ord(m.group()):04x}", json)


def _finite(value: Any) -> Any:
    """JSON knows neither infinity nor NaN: they become null."""
    if isinstance(value, dict):
        return {k: _finite(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_finite(v) for v in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
