"""All results of all witnesses as one tidy frame, a row a measurement."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from claimcheck.record import Measurement, Report
from claimcheck.render.places import words
from claimcheck.render.plain import line

if TYPE_CHECKING:
    import pandas as pd

_FORMULA = re.compile(r"[=+\-@＝＋－＠|%]")
_NUMBER = re.compile(
    r"[+\-]?(?:\d[\d.,]*|\.\d+)(?:[eE][+\-]?\d+)?\s?(?:%|pp|points?|[kMBx×])?"
    r"(?:\s?(?:±|\+/-)\s?[\d.,]+\s?%?)?"
)


def frame(measurements: Sequence[Measurement]) -> pd.DataFrame:
    """Columns witness, method, benchmark, metric, value (as printed), number, low, high, sd, unit,
    n, seed, better, source, where, and one for each factor and setting."""
    import pandas as pd  # slow to import, and only this needs it

    return pd.DataFrame([_row(m) for m in measurements])


def render(report: Report) -> str:
    """The frame as CSV. Every text stands in quotes, and one that a spreadsheet would run as a
    formula has an apostrophe before it."""
    table = frame(report.measurements)
    if table.empty:
        return ""
    texts = table.select_dtypes(exclude="number").columns
    table[texts] = table[texts].map(_inert)
    return table.rename(columns=line).to_csv(
        index=False, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC
    )


def _row(m: Measurement) -> dict[str, object]:
    return {
        "witness": m.witness,
        "method": m.method,
        "benchmark": m.benchmark,
        "metric": m.metric,
        "value": m.value.printed,
        "number": float(m.value.value),
        "low": float(m.value.low),
        "high": float(m.value.high),
        "sd": float(m.value.sd.value) if m.value.sd else None,
        "unit": m.value.unit,
        "n": m.n,
        "seed": m.seed,
        "better": m.better,
        "source": m.where.source,
        "where": words(m.where),
        **{f"factor.{name}": value for name, value in sorted(m.factors.items())},
        **{f"setting.{name}": value for name, value in sorted(m.protocol.items())},
    }


def _inert(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = line(value)
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
