"""What does a claim say of results?

Numbers as printed, which results are meant, and the twelve kinds of statement about them."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from claimcheck.document import Record

Unit = Literal["", "%", "pp", "x"]


class Reported(Record):
    """A number as printed: `8.40` is not `8.4`."""

    printed: str
    """The characters as they stand in the source."""
    value: Decimal
    """The number itself, scaled by `k`, `M` or a power of ten; a percentage stays in percent (`5 %`
    is 5)."""
    low: Decimal
    """Lower end of the interval that rounds to what is printed."""
    high: Decimal
    """Upper end of that interval."""
    decimals: int
    """Digits behind the point; negative where the last printed digit stands for tens, thousands,
    …"""
    unit: Unit = ""
    """`%` percent, `pp` percentage points, `x` times."""
    signed: bool = False
    """Whether a plus or minus sign was printed."""
    approximate: bool = False
    """Whether `~`, `about`, `roughly` … stood before it."""
    sd: Reported | None = None
    """The number after ±, where there is one."""


class Select(Record):
    """Which measurements a predicate speaks of. Each field lists the names it allows; an empty one
    allows all."""

    method: tuple[str, ...] = ()
    benchmark: tuple[str, ...] = ()
    metric: tuple[str, ...] = ()
    factors: dict[str, str] = {}
    """Further names that must agree, such as `regime`, `seed` or `split`."""


Scope = Literal["each", "any", "max", "min", "mean"]
"""How a predicate ranges over what is selected: `each` holds of all, `max` is an "up to", `mean`
"on average"."""

Direction = Literal["higher", "lower", "better", "worse", "same", "close"]


class Value(Record):
    """A stated result: `select` has the value `claimed`."""

    kind: Literal["value"] = "value"
    select: Select
    claimed: Reported
    scope: Scope = "each"


class Difference(Record):
    """subject − reference = claimed, in the unit of the values; without `claimed` only the
    direction is stated."""

    kind: Literal["difference"] = "difference"
    subject: Select
    reference: Select
    claimed: Reported
    direction: Direction | None = None
    """Set where the sign is in a word ("2.5 points worse"); else the sign of `claimed` decides."""
    scope: Scope = "each"


class RelativeChange(Record):
    """100 · (subject − reference) / reference = claimed, in percent."""

    kind: Literal["relative_change"] = "relative_change"
    subject: Select
    reference: Select
    claimed: Reported
    direction: Direction | None = None
    scope: Scope = "each"
    before: Reported | None = None
    """The operand that the sentence prints itself: "from 0.354 …"."""
    after: Reported | None = None
    """"… to 0.345"."""


class Ratio(Record):
    """subject / reference = claimed, or its inverse where `direction` says so ("2× faster")."""

    kind: Literal["ratio"] = "ratio"
    subject: Select
    reference: Select
    claimed: Reported
    direction: Direction | None = None
    scope: Scope = "each"


class Range(Record):
    """Every selected value, or difference to `reference`, lies between `low` and `high`."""

    kind: Literal["range"] = "range"
    select: Select
    reference: Select | None = None
    low: Reported
    high: Reported
    attained: bool = False
    """Whether both ends must also be reached ("from 71.2 to 74.9")."""


class Count(Record):
    """`k` of the `of` selected methods differ from the reference by more than `threshold`, in
    `direction`."""

    kind: Literal["count"] = "count"
    select: Select
    reference: Select | None = None
    direction: Direction = "higher"
    threshold: Reported | None = None
    """Smallest size of the difference (or the value to pass, without a reference) that counts;
    none: zero."""
    k: int | None = None
    """None for "most", "often": more than half."""
    of: int | None = None
    complete: tuple[str, ...] = ()
    """Benchmarks on which a method must have a result to be counted among `of`."""


class Superlative(Record):
    """The subject is the extreme of `among`: by value, by difference to `reference`, or by its
    worst difference."""

    kind: Literal["superlative"] = "superlative"
    subject: Select
    among: Select
    order: Literal["highest", "lowest", "best", "worst"] = "best"
    reference: Select | None = None
    by: Literal["value", "difference", "worst_difference"] = "value"
    rank: int = Field(default=1, ge=1)
    """Position from the extreme within which every subject must stand (2: "the two weakest")."""


class Comparison(Record):
    """The subject is higher, lower, better, worse than the reference, or close to it."""

    kind: Literal["comparison"] = "comparison"
    subject: Select
    reference: Select
    direction: Direction
    scope: Scope = "each"
    strict: bool = True
    """False where equality also satisfies it ("maintains or improves")."""
    values: tuple[Reported, ...] = ()
    """Numbers that the sentence prints beside it: the subject's, then the reference's."""


class MeanSd(Record):
    """`select` has this mean and this spread."""

    kind: Literal["mean_sd"] = "mean_sd"
    select: Select
    claimed: Reported
    """Its `sd` is the number after ±."""


class Trend(Record):
    """The selected values rise or fall along a factor, or two benchmarks move together or apart
    across methods."""

    kind: Literal["trend"] = "trend"
    select: Select
    along: str = ""
    """The factor, benchmark or metric along which it is claimed."""
    direction: Direction | None = None


class Significance(Record):
    """The difference between subject and reference is claimed to be statistically significant."""

    kind: Literal["significance"] = "significance"
    subject: Select
    reference: Select
    p: Reported | None = None


class Constant(Record):
    """A fixed property of the set-up ("a 768-dimensional embedding") that no result decides."""

    kind: Literal["constant"] = "constant"
    name: str
    claimed: Reported


Predicate = Annotated[
    Value
    | Difference
    | RelativeChange
    | Ratio
    | Range
    | Count
    | Superlative
    | Comparison
    | MeanSd
    | Trend
    | Significance
    | Constant,
    Field(discriminator="kind"),
]
