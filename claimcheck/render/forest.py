"""How far from what was claimed lies what was found?

A forest plot a claim: for each number the claimed one with its rounding interval, and below it what
the paper, the released results and the reruns give, with intervals and the single seeds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from claimcheck.number import MINUS, show
from claimcheck.record import Claim, Computed, Verdict, Witness
from claimcheck.render.drawing import (
    WIDTH,
    Band,
    Drawing,
    Mark,
    Shape,
    Stroke,
    Words,
    fitted,
    wide,
)
from claimcheck.render.places import anchor
from claimcheck.render.scale import Scale, written
from claimcheck.render.standing import WITNESSES

SHAPES: dict[Witness, Shape] = {"paper": "square", "released": "triangle", "rerun": "circle"}
ROW, GAP, EDGE = 13.0, 5.0, 4.0
"""Heights of a row and of the space before a number; the margin."""
FEW = 6
"""Numbers of which each witness has a row of its own; of more, all share one row."""
MOST = 24
"""Numbers drawn."""
UNITS = {"relative_change": "change, %", "ratio": "ratio"}
SIGNED = ("difference", "relative_change")
LARGE = Decimal(10) ** 12
Key = tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One number of the claim, and what each witness gives for it."""

    of: str
    name: str
    metric: str
    found: dict[Witness, Computed]

    @property
    def claimed(self) -> Computed | None:
        """The number that has something claimed of it."""
        return next((c for c in self.found.values() if c.claimed), None)

    @property
    def numbers(self) -> Iterator[float]:
        for c in self.found.values():
            yield from map(float, (c.value, c.low, c.high, *(c.claimed or ())))
            yield from (*(c.interval_95 or ()), *c.seeds.values())


def forest(claim: Claim, verdicts: Sequence[Verdict]) -> Drawing | None:
    """The figure of a claim; None where there is nothing that its words do not show as well."""
    parts = _parts(verdicts)
    shown = parts[:MOST]
    if not shown or not _is_worth_it(shown, verdicts):
        return None
    panels = list(_panels(shown))
    sheet = _Sheet()
    for panel in panels:
        (_rows if len(shown) <= FEW else _shared)(sheet, panel)
    if len(parts) > MOST:
        sheet.write(EDGE, f"and {len(parts) - MOST} more, which the JSON report holds")
    says = "; ".join(map(_said, shown))
    return Drawing(
        name=anchor("forest", claim.id),
        title=f"Claim {claim.id}: claimed against found",
        says=f"Forest plot. {says}.",
        height=sheet.y + EDGE,
        bands=tuple(sheet.bands),
        strokes=tuple(sheet.strokes),
        marks=tuple(sheet.marks),
        words=tuple(sheet.words),
    )


def _parts(verdicts: Sequence[Verdict]) -> list[Part]:
    """What the witnesses computed of one number stands together; where each gives a single number,
    that is the same one, whatever they call it."""
    said = sorted((v for v in verdicts if v.computed), key=lambda v: WITNESSES.index(v.witness))
    alone = len(said) > 1 and all(len(v.computed) == 1 for v in said)
    alone = alone and len({v.computed[0].of for v in said}) == 1
    found: dict[Key, Part] = {}
    first: dict[Key, Key] = {}
    for verdict in said:
        for c in verdict.computed:
            named = _key(c)
            bare = () if alone else named[:-1]
            key = first.setdefault(bare, named) if alone or not c.metric else named
            first.setdefault(bare, named)
            known = found.setdefault(key, Part(c.of, _name(c), c.metric, {}))
            known.found.setdefault(verdict.witness, c)
    return list(found.values())


def _key(c: Computed) -> Key:
    """Its names, the metric last: runs of one's own do not always name theirs."""
    return c.of, *(n.casefold() for n in (c.method, c.reference, c.benchmark, c.metric))


def _name(c: Computed) -> str:
    """`ld − baseline on SSv2`"""
    sign = {"ratio": " / ", "relative_change": " against "}.get(c.of, f" {MINUS} ")
    return " on ".join(
        filter(None, (sign.join(filter(None, (c.method, c.reference))), c.benchmark))
    )


def _is_worth_it(parts: Sequence[Part], verdicts: Sequence[Verdict]) -> bool:
    """A lone number without an interval that is as claimed needs no figure."""
    found = [c for p in parts for c in p.found.values()]
    differs = any(v.outcome == "contradicted" for v in verdicts)
    return len(found) > 1 or differs or any(c.interval_95 or c.seeds for c in found)


def _panels(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Parts with one axis: of one kind and one metric, where both name theirs."""
    panels: list[list[Part]] = []
    for part in parts:
        for panel in panels:
            first = panel[0]
            if first.of == part.of and (
                "" in (first.metric, part.metric) or first.metric == part.metric
            ):
                panel.append(part)
                break
        else:
            panels.append([part])
    yield from panels


class _Sheet:
    """What is drawn so far, and how far down."""

    def __init__(self) -> None:
        self.y = EDGE
        self.bands: list[Band] = []
        self.strokes: list[Stroke] = []
        self.marks: list[Mark] = []
        self.words: list[Words] = []

    def write(self, x: float, text: str, *, room: float = WIDTH, bold: bool = False) -> None:
        """A line of its own."""
        self.words.append(Words(x, self.y + ROW - GAP + 1, fitted(text, room - x), bold=bold))
        self.y += ROW


def _rows(sheet: _Sheet, panel: Sequence[Part]) -> None:
    """Each witness on a row of its own, its number beside it."""
    scale = _scale(panel, 54.0, 214.0)
    for part in panel:
        sheet.y += GAP
        sheet.write(EDGE, part.name or part.metric, bold=True)
        begins = sheet.y
        if part.claimed and part.claimed.claimed:
            _label(sheet, "claimed", _short(part.claimed.said))
            _claimed(sheet, scale, part.claimed, sheet.y + ROW / 2)
            sheet.y += ROW
        for witness, c in part.found.items():
            _label(sheet, witness, _number(c))
            _found(sheet, scale, witness, c, sheet.y + ROW / 2)
            sheet.y += ROW
        _behind(sheet, scale, part, begins)
    _axis(sheet, scale, panel)


def _shared(sheet: _Sheet, panel: Sequence[Part]) -> None:
    """A row a number, on which all witnesses stand, from the highest down; those that differ in the
    method alone stand together."""
    scale = _scale(panel, 132.0, WIDTH - 2 * EDGE)
    groups: dict[str, list[Part]] = defaultdict(list)
    for part in panel:
        groups[_common(part)].append(part)
    for name, own in groups.items():
        if name:
            sheet.write(EDGE, name, bold=True)
        for part in sorted(own, key=lambda p: -_first(p).value):
            _row(sheet, scale, part, _first(part).method if name else part.name)
    _axis(sheet, scale, panel)
    _key_of(sheet, panel)


def _row(sheet: _Sheet, scale: Scale, part: Part, name: str) -> None:
    begins, middle = sheet.y, sheet.y + ROW / 2
    sheet.words.append(Words(EDGE, middle + 3, fitted(name or part.metric, 124.0)))
    count = len(part.found)
    for i, (witness, c) in enumerate(part.found.items()):
        _found(sheet, scale, witness, c, middle + (i - (count - 1) / 2) * 4.5, small=True)
    sheet.y += ROW
    _behind(sheet, scale, part, begins)


def _first(part: Part) -> Computed:
    return next(iter(part.found.values()))


def _common(part: Part) -> str:
    """`− baseline on SSv2`: what a number may share with others; empty for one without a method."""
    c = _first(part)
    against = f"{MINUS} {c.reference}" if c.reference else ""
    on = f"on {c.benchmark}" if c.benchmark else ""
    return " ".join(filter(None, (against, on))) if c.method else ""


def _scale(panel: Sequence[Part], start: float, end: float) -> Scale:
    numbers = chain.from_iterable(p.numbers for p in panel)
    zero = (0.0,) if panel[0].of in SIGNED else ()
    return Scale.over((*numbers, *zero), start, end)


def _label(sheet: _Sheet, name: str, number: str) -> None:
    y = sheet.y + ROW / 2 + 3
    sheet.words.append(Words(EDGE, y, name))
    sheet.words.append(Words(218.0, y, fitted(number, WIDTH - 218.0, 8.0), size=8.0))


def _claimed(sheet: _Sheet, scale: Scale, c: Computed, y: float) -> None:
    low, high = map(float, c.claimed or (c.value, c.value))
    sheet.strokes.append(Stroke(((scale.at(low), y), (scale.at(high), y)), "ink", 1.6))
    middle = scale.at((low + high) / 2)
    sheet.marks.append(Mark(middle, y, "diamond", "ink", 4.0, hollow=True))


def _behind(sheet: _Sheet, scale: Scale, part: Part, begins: float) -> None:
    """The claimed interval and the line of no difference behind what was found."""
    if part.of in SIGNED:
        x = scale.at(0)
        sheet.strokes.append(Stroke(((x, begins), (x, sheet.y)), "faint", 1.0, dashed=True))
    if part.claimed and part.claimed.claimed:
        left, right = (scale.at(float(end)) for end in part.claimed.claimed)
        if right - left < 1.5:
            left, right = (left + right) / 2 - 0.75, (left + right) / 2 + 0.75
        sheet.bands.append(Band(left, begins, right, sheet.y))


def _found(
    sheet: _Sheet, scale: Scale, witness: Witness, c: Computed, y: float, *, small: bool = False
) -> None:
    ends = c.interval_95 or (float(c.low), float(c.high))
    left, right = map(scale.at, ends)
    if right - left > 0.5:
        sheet.strokes.append(Stroke(((left, y), (right, y)), witness, 1.3))
    for value in c.seeds.values() if len(c.seeds) > 1 else ():
        sheet.marks.append(Mark(scale.at(value), y, "circle", witness, 1.8, hollow=True))
    size = 2.6 if small else 3.6
    sheet.marks.append(Mark(scale.at(float(c.value)), y, SHAPES[witness], witness, size))


def _axis(sheet: _Sheet, scale: Scale, panel: Sequence[Part]) -> None:
    bottom = sheet.y + 2
    signed = panel[0].of in SIGNED
    sheet.strokes.append(Stroke(((scale.start, bottom), (scale.end, bottom)), "faint"))
    for tick, label in _ticks(scale, signed):
        x = scale.at(tick)
        sheet.strokes.append(Stroke(((x, bottom), (x, bottom + 3)), "faint"))
        sheet.words.append(Words(x, bottom + 11, label, "center", 8.0))
    middle = (scale.start + scale.end) / 2
    unit = fitted(_unit(panel), WIDTH - 2 * EDGE, 8.0)
    sheet.words.append(Words(min(middle, WIDTH / 2), bottom + 22, unit, "center", 8.0))
    sheet.y = bottom + 26


def _ticks(scale: Scale, signed: bool) -> list[tuple[float, str]]:
    """As many as stand beside each other."""
    for most in (5, 4, 3, 2):
        made = [(tick, written(tick, signed=signed)) for tick in scale.ticks(most)]
        if sum(wide(label, 8.0) + 6 for _, label in made) <= scale.end - scale.start:
            return made
    return made[:1]


def _unit(panel: Sequence[Part]) -> str:
    metric = next((p.metric for p in panel if p.metric), "")
    if panel[0].of == "difference":
        return f"difference in {metric}" if metric else "difference"
    return UNITS.get(panel[0].of) or metric or "value"


def _key_of(sheet: _Sheet, panel: Sequence[Part]) -> None:
    """Which shape is which witness, where no row says so."""
    x, y = EDGE + 4, sheet.y + ROW / 2
    for witness in WITNESSES:
        if any(witness in p.found for p in panel):
            sheet.marks.append(Mark(x, y, SHAPES[witness], witness, 3.2))
            sheet.words.append(Words(x + 8, y + 3, witness))
            x += 70
    if any(p.claimed for p in panel):
        sheet.bands.append(Band(x - 4, y - 4, x + 4, y + 4))
        sheet.words.append(Words(x + 8, y + 3, "claimed"))
    sheet.y += ROW


def _short(said: str) -> str:
    """A number as printed, its unit in few letters."""
    words = re.sub(r"\s*(percentage |absolute )?points?\b|\s*pts?\b", " pp", said)
    return re.sub(r"-(?=[\d.])", MINUS, re.sub(r"\s*per\s?cent\b", " %", words))


def _number(c: Computed) -> str:
    """`+5.02 [+4.47, +5.57]`"""
    value, *ends = _shown(c)
    return f"{value} [{', '.join(ends)}]" if ends else value


def _shown(c: Computed) -> list[str]:
    """The number, and its interval's ends where it has one, in as many digits."""
    signed = c.of in SIGNED
    given = -int(c.value.normalize().as_tuple().exponent)
    given = max(given, -int(c.value.as_tuple().exponent), 0)
    computed = bool(c.seeds) or c.of in UNITS
    digits = (
        min(given, 2 if c.seeds or abs(c.value) >= Decimal("0.1") else 4) if computed else given
    )
    every = (c.value, *(Decimal(str(end)) for end in c.interval_95 or ()))
    if any(abs(n) >= LARGE for n in every) or digits > 9:
        return [written(float(n), signed=signed) for n in every]
    return [show(number, max(digits, int(len(every) > 1)), signed=signed) for number in every]


def _said(part: Part) -> str:
    """One number and its witnesses in words."""
    told = [f"claimed {part.claimed.said}"] if part.claimed else []
    for witness, c in part.found.items():
        value, *ends = _shown(c)
        words = f"{witness} {value}"
        words += f" (95 % interval {' to '.join(ends)})" if ends else ""
        if len(c.seeds) > 1:
            seeds = [show(Decimal(str(s)), 2, signed=True) for s in c.seeds.values()]
            words += f", seeds {', '.join(seeds)}"
        told.append(words)
    return f"{part.name or part.metric}: {', '.join(told)}"
