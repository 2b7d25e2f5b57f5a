"""Which proposals does an answer hold, and how many that are none?

An answer may be anything at all. What is not of the form that was asked for is counted and left.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Literal, NoReturn, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from claimcheck.checks.proposed import Names
from claimcheck.extract.proposed import LONGEST, Proposal

DEEPEST = 8
MOST = 100
"""Proposals read from one answer."""
MALFORMED = "an answer of another form than was asked for"
TOO_MANY = "one proposal too many"
_FENCE = re.compile(r"```[a-zA-Z]*\s*\n(.*?)```", re.DOTALL)
_THOUGHTS = "</think>"

Word = Field(default="", max_length=200)
Kind = Literal[
    "value",
    "difference",
    "relative_change",
    "ratio",
    "range",
    "count",
    "superlative",
    "comparison",
    "mean_sd",
]


class Said(BaseModel):
    """Strict: a number is no text, and null is nothing. What was not asked for is not read."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class SaidClaim(Said):
    quote: str = Field(min_length=1, max_length=LONGEST)
    kind: Kind
    numbers: list[str] = Field(default=[], max_length=40)
    method: str = Word
    baseline: str = Word
    benchmark: str = Word
    metric: str = Word

    @property
    def proposal(self) -> Proposal:
        fields = self.model_dump() | {"numbers": tuple(self.numbers)}
        return Proposal(**fields)


class SaidNames(Said):
    claim: str = Field(min_length=1, max_length=200)
    table: str = Word
    method: list[str] = Field(default=[], max_length=40)
    baseline: list[str] = Field(default=[], max_length=40)
    benchmark: list[str] = Field(default=[], max_length=40)
    metric: list[str] = Field(default=[], max_length=40)

    @property
    def proposal(self) -> Names:
        return Names(
            method=tuple(self.method),
            baseline=tuple(self.baseline),
            benchmark=tuple(self.benchmark),
            metric=tuple(self.metric),
            table=self.table,
        )


class SaidReason(Said):
    says: str = Field(min_length=1, max_length=400)
    claims: list[str] = Field(default=[], max_length=40)


class SaidScore(Said):
    rubric: str = Field(min_length=1, max_length=200)
    score: float = Field(ge=0, le=10, allow_inf_nan=False)
    reasons: list[SaidReason] = Field(default=[], max_length=12)
    to_raise: str = Field(default="", max_length=400)


Item = TypeVar("Item", bound=Said)


@dataclass
class Tally:
    """How many proposals there were, and why some do not hold."""

    proposed: int = 0
    failed: Counter[str] = field(default_factory=Counter)

    def fail(self, reason: str) -> None:
        self.failed[reason] += 1

    def told(self, model: str, what: str) -> str:
        """`m proposed 7 claims; 3 of 7 proposals did not hold: …`; empty where none was made."""
        bad = self.failed.total()
        if not self.proposed:
            return ""
        many = f"{self.proposed} {what}{'s' * (self.proposed != 1)}"
        if not bad:
            return f"{model} proposed {many}; all of them hold"
        reasons = "; ".join(f"{reason} ({n})" for reason, n in self.failed.most_common())
        return (
            f"{model} proposed {many}; {bad} of {self.proposed} proposals did not hold: {reasons}"
        )


def read(answer: str, key: str, form: type[Item], tally: Tally) -> list[Item]:
    """The proposals under `key` that are of the form; all others are counted."""
    values = _values(answer)
    items = values.get(key) if isinstance(values, dict) else values
    if not isinstance(items, list):
        tally.proposed += 1
        tally.fail(MALFORMED)
        return []
    found: list[Item] = []
    tally.proposed += len(items)
    for i, item in enumerate(items):
        if i >= MOST:
            tally.fail(TOO_MANY)
            continue
        try:
            found.append(form.model_validate(item))
        except ValidationError:
            tally.fail(MALFORMED)
    return found


def _values(answer: str) -> Any:
    """The JSON of an answer: alone, in a fence, or amid talk; None where there is none."""
    text = answer.rpartition(_THOUGHTS)[2].strip()
    fenced = _FENCE.search(text)
    start, end = text.find("{"), text.rfind("}")
    for piece in (text, fenced[1] if fenced else "", text[start : end + 1] if start >= 0 else ""):
        if not piece or _depth(piece) > DEEPEST:
            continue
        try:
            return json.loads(piece, parse_constant=_no_number)
        except (ValueError, RecursionError):
            continue
    return None


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def _depth(text: str) -> int:
    """How deep brackets nest, outside strings."""
    deepest = depth = 0
    quoted = escaped = False
    for mark in text:
        if escaped or (quoted and mark == "\\"):
            escaped = not escaped
        elif mark == '"':
            quoted = not quoted
        elif not quoted and mark in "[]{}":
            depth += 1 if mark in "[{" else -1
            deepest = max(deepest, depth)
    return deepest
