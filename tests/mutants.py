"""Which small changes turn a true claim into a wrong one?

A number beyond its rounding, two methods in each other's place, a direction word turned round, a
count that is one off. Each is made in a claim's words, or in its predicate."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from invented import Said

from claimcheck import number
from claimcheck.record import Claim, Direction, Predicate, Reported

FACTOR = Decimal("1.3")
ORDERED = frozenset({"comparison", "difference", "relative_change", "ratio", "count"})
_FIRST = re.compile(r"\d[\d,]*(?:\.\d+)?")
_TURNED = (
    ("lowers", "raises"), ("lower", "higher"), ("lowest", "highest"), ("smallest", "largest"),
    ("best", "worst"), ("fewer", "more"), ("less", "more"), ("gains", "loses"), ("above", "below"),
    ("faster", "slower"), ("improves", "worsens"), ("improve", "worsen"), ("beats", "trails"),
    ("outperforms", "trails"), ("reduces", "increases"), ("reducing", "increasing"),
    ("rises", "falls"), ("cuts", "increases"), ("reduction", "increase"), ("halves", "doubles"),
)  # fmt: skip
TURNED = dict([*_TURNED, *((b, a) for a, b in reversed(_TURNED))])
_OPPOSITE: dict[Direction | None, Direction] = {
    "higher": "lower",
    "lower": "higher",
    "better": "worse",
    "worse": "better",
}
_COUNTS = {"two": "three", "three": "two", "four": "three", "five": "four"}


def in_words(one: Said, source: str, methods: Sequence[str]) -> Iterator[tuple[str, str, Said]]:
    """The sort of each change, the claim's words in the source after it, and the claim that these
    make."""
    if one.kind == "count":
        if changed := _other_count(source):
            yield "count", changed, one._replace(numbers=())
    elif one.numbers and one.kind != "superlative":
        new = larger(one.numbers[0])
        if one.numbers[0] in source:
            numbers = (new, *one.numbers[1:])
            changed = source.replace(one.numbers[0], new, 1)
            yield "number", changed, one._replace(numbers=numbers)
    if one.kind in ORDERED and (changed := _swapped(source, methods)):
        yield "swap", changed, one
    if one.kind in ORDERED | {"superlative"} and (changed := _turned(source)):
        yield "direction", changed, one


def larger(printed: str) -> str:
    """The number a third larger, or three units of its last place where that is more."""
    plain = printed.replace(",", "")
    unit = Decimal(1).scaleb(-len(plain.partition(".")[2]))
    value = max(Decimal(plain) * FACTOR, Decimal(plain) + 3 * unit).quantize(unit)
    return f"{value:,}" if "," in printed else f"{value}"


def _swapped(source: str, methods: Sequence[str]) -> str:
    """The words with the two methods that they name in each other's place."""
    names = sorted(methods, key=len, reverse=True)
    either = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, names)) + r")(?![\w-])")
    found = list(dict.fromkeys(either.findall(source)))
    if len(found) != 2:
        return ""
    other = dict(zip(found, reversed(found), strict=True))
    return either.sub(lambda m: other[m.group()], source)


def _turned(source: str) -> str:
    """The words with their one direction word turned round."""
    found = [m for m in re.finditer(r"[a-z]+", source) if m.group() in TURNED]
    if len(found) != 1:
        return ""
    (m,) = found
    return source[: m.start()] + TURNED[m.group()] + source[m.end() :]


def _other_count(source: str) -> str:
    m = re.search(r"\b(?P<k>\d|two|three|four|five)(?= of\b)", source, re.IGNORECASE)
    if m is None:
        return ""
    k = m["k"].lower()
    new = str(int(k) - 1) if k.isdigit() else _COUNTS[k]
    new = new.capitalize() if m["k"][0].isupper() else new
    return source[: m.start()] + new + source[m.end() :]


def in_predicates(claim: Claim) -> Iterator[tuple[str, Claim]]:
    """The sort of each change, and a claim with nothing but the one predicate changed."""
    for predicate in (claim.predicate, *claim.also):
        for sort, changed in _changed(predicate):
            yield sort, claim.model_copy(update={"predicate": changed, "also": ()})


def _changed(predicate: Any) -> Iterator[tuple[str, Predicate]]:
    if isinstance(claimed := getattr(predicate, "claimed", None), Reported):
        yield "number", predicate.model_copy(update={"claimed": _larger(claimed)})
    if predicate.kind == "count" and predicate.k is not None:
        yield "count", predicate.model_copy(update={"k": predicate.k - 1})
    if predicate.kind in ("comparison", "difference") and predicate.subject.method:
        swap = {"subject": predicate.reference.method, "reference": predicate.subject.method}
        sides = {
            side: getattr(predicate, side).model_copy(update={"method": methods})
            for side, methods in swap.items()
        }
        yield "swap", predicate.model_copy(update=sides)
    if turned := _OPPOSITE.get(getattr(predicate, "direction", None)):
        yield "direction", predicate.model_copy(update={"direction": turned})


def _larger(claimed: Reported) -> Reported:
    (printed,) = _FIRST.findall(claimed.printed)
    return number.parse(claimed.printed.replace(printed, larger(printed), 1))
