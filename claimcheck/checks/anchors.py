"""Do a claim's own numbers stand on the cells that it is bound to?

Two operands that both stand on one pair show which pair is meant. One that stands there while the
other does not, though it is of like size, shows a wrong number.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum

from claimcheck.checks.judgement import in_unit_of
from claimcheck.checks.pairing import Pair
from claimcheck.number import quotes
from claimcheck.record import Measurement, Predicate, Reported


class Anchor(Enum):
    """How many of the printed operands the pair's cells hold; ABSENT where none are printed."""

    ABSENT = "absent"
    NONE = "none"
    ONE = "one"
    BOTH = "both"


def anchor(predicate: Predicate, pairs: Sequence[Pair]) -> Anchor:
    """How the operands of a change or comparison stand to its only pair."""
    said = operands(predicate)
    if not any(said):
        return Anchor.ABSENT
    if len(pairs) != 1:
        return Anchor.NONE
    cells = (pairs[0].subject, pairs[0].reference)
    held = [quoted(number, cell) for number, cell in zip(said, cells, strict=True) if number]
    if all(held):
        return Anchor.BOTH if sum(map(bool, said)) == 2 or said_precisely(said) else Anchor.NONE
    if not any(held) or not said_precisely(said):
        return Anchor.NONE
    return Anchor.ONE if _alike(said, cells) else Anchor.NONE


def operands(predicate: Predicate) -> tuple[Reported | None, Reported | None]:
    """The subject's and the reference's number as the sentence prints them."""
    values: Sequence[Reported] = getattr(predicate, "values", ())
    if len(values) == 2:
        return values[0], values[1]
    if len(values) == 1:
        return values[0], None
    return getattr(predicate, "after", None), getattr(predicate, "before", None)


def quoted(number: Reported, cell: Measurement) -> bool:
    return quotes(number, in_unit_of(number, [cell.value])[0])


def digits(number: Reported) -> int:
    """Significant digits as printed: 3 for 0.345, 2 for 12 %."""
    return (
        len(str(abs(number.value).scaleb(max(number.decimals, 0)).to_integral_value()).strip("0"))
        or 1
    )


def said_precisely(numbers: Sequence[Reported | None]) -> bool:
    """Whether one of the numbers is too precise to stand on a cell by chance."""
    return any(n is not None and (digits(n) >= 3 or n.decimals >= 3) for n in numbers)


def comparable(predicate: Predicate, cells: Sequence[Measurement]) -> bool:
    """Whether a quoted value and its one cell are printed alike, so that they can disagree."""
    claimed = getattr(predicate, "claimed", None)
    if not isinstance(claimed, Reported) or len(cells) != 1:
        return True
    if claimed.approximate:
        return False
    cell = in_unit_of(claimed, [cells[0].value])[0]
    return claimed.decimals == cell.decimals and digits(claimed) >= 2 and _near(claimed, cell)


def holds(predicate: Predicate, cells: Sequence[Measurement]) -> bool:
    """Whether some cell has the number that the predicate states."""
    claimed = getattr(predicate, "claimed", None)
    return not isinstance(claimed, Reported) or any(quoted(claimed, cell) for cell in cells)


def is_like(predicate: Predicate, pairs: Sequence[Pair]) -> bool:
    """Whether a claimed change is of the size of one that the pairs have: else another is meant."""
    claimed = getattr(predicate, "claimed", None)
    if not isinstance(claimed, Reported) or claimed.value == 0:
        return True
    sizes = [_size(predicate, p) for p in pairs]
    return any(s and Decimal("0.4") <= abs(claimed.value) / s <= Decimal("2.5") for s in sizes)


def _size(predicate: Predicate, pair: Pair) -> Decimal:
    s, r = (m.value for m in (pair.subject, pair.reference))
    if predicate.kind == "difference":
        s, r = in_unit_of(predicate.claimed, [s, r])
        return abs(s.value - r.value)
    if s.value == 0 or r.value == 0:
        return Decimal(0)
    if predicate.kind == "ratio":
        return max(abs(s.value / r.value), abs(r.value / s.value))
    return abs(100 * (s.value - r.value) / r.value)


def _alike(said: Sequence[Reported | None], cells: Sequence[Measurement]) -> bool:
    """Whether the number that does not stand on its cell is of the cell's size."""
    return all(
        number is None or _near(number, in_unit_of(number, [cell.value])[0])
        for number, cell in zip(said, cells, strict=True)
    )


def _near(number: Reported, cell: Reported) -> bool:
    if cell.value == 0 or number.value == 0:
        return cell.value == number.value
    return Decimal("0.4") <= number.value / cell.value <= Decimal("2.5")
