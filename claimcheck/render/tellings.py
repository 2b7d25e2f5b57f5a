"""What do the statistics of a check say to a reader who does not know the test?

One function a check, from its statistics to sentences. A check that is not listed, or statistics of
another shape, are told in the finding's own words, a part a line.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from claimcheck.number import MINUS
from claimcheck.record import Finding, Verdict
from claimcheck.render.figures import number, p_value

ALPHA = 0.05
LONG = 200
"""Letters from which on a finding's parts stand on lines of their own."""


def told(finding: Finding) -> tuple[str, ...]:
    """The finding in sentences or parts, one a line; never empty where it says anything."""
    teller = TELLERS.get(finding.check)
    said = tuple(teller(finding.statistics)) if teller else ()
    return said or (parts(finding.says) if len(finding.says) > LONG else (finding.says,))


def contrasts(verdict: Verdict) -> tuple[str, ...]:
    """What the paired seeds of a rerun say of each contrast."""
    given = verdict.statistics.get("contrasts")
    return tuple(_contrasts(given)) if isinstance(given, Mapping) else ()


def steps(because: str) -> tuple[str, ...]:
    """The arithmetic, a step a line and once; what was claimed stands beside what was found."""
    made: list[str] = []
    for part in parts(because):
        if made and part.startswith("claimed "):
            made[-1] += f"; {part}"
        else:
            made.append(part)
    answered = {m.split("; claimed ")[0] for m in made if "; claimed " in m}
    return tuple(m for m in made if m not in answered)


def parts(text: str) -> tuple[str, ...]:
    """Split at `; ` and ` · `, but never inside brackets."""
    found, depth, since = [], 0, 0
    for m in re.finditer(r"[(\[]|[)\]]|; | · ", text):
        if m[0] in "([":
            depth += 1
        elif m[0] in ")]":
            depth = max(depth - 1, 0)
        elif depth == 0:
            found.append(text[since : m.start()])
            since = m.end()
    return tuple(part for part in (*found, text[since:]) if part.strip())


def _sampling(statistics: Mapping[str, Any]) -> Iterator[str]:
    for name, item in statistics.items():
        match _figures(item, "difference", "interval_95", "p", "n"):
            case [d, low, high, p, n, m]:
                chance = "not to be told from chance" if p >= ALPHA else "more than chance gives"
                items = f"{n:,}" if n == m else f"{n:,} and {m:,}"
                yield (
                    f"{_name(name)}: {_signed(d)}. With other test items ({items}) it could as "
                    f"well be {_signed(low)} to {_signed(high)} (95 % interval): {chance} "
                    f"({_p(p)}).{_detectable(item)}"
                )


def _detectable(item: Mapping[str, Any]) -> str:
    least = _figures(item, "detectable_80")
    if not least:
        return ""
    return f" A difference of {number(least[0])} or more would be seen four times in five."


def _seed_noise(statistics: Mapping[str, Any]) -> Iterator[str]:
    for name, item in statistics.items():
        match _figures(item, "seeds", "gap", "ratio", "t", "p"):
            case [k, gap, ratio, t, p]:
                enough = "the seed alone may explain it" if p >= ALPHA else "more than the seed"
                yield (
                    f"{_name(name)}: the {k} runs of the reference that differ in the seed alone "
                    f"lie {number(gap)} apart, and the claimed difference is {ratio:.1f} times "
                    f"that: {enough} (t {t:.2f}, {_p(p)})."
                )


def _seeds(statistics: Mapping[str, Any]) -> Iterator[str]:
    single = statistics.get("single_seed")
    if isinstance(single, list | tuple) and single:
        was = "was" if len(single) == 1 else "were each"
        yield (
            f"{', '.join(map(str, single))} {was} run with a single seed: how far another seed "
            "would move the number, nobody knows."
        )


def _multiplicity(statistics: Mapping[str, Any]) -> Iterator[str]:
    match _figures(statistics, "family", "survive"):
        case [family, survive]:
            yield (
                f"{family} comparisons share this reference; if none were real, about "
                f"{number(round(family * ALPHA, 1))} would still fall below p = {ALPHA} by chance. "
                f"Corrected for that (Holm), {survive} do."
            )
    after = _numbers(statistics.get("holm_p"))
    kept = [f"{_name(n)} ({_p(p)})" for n, p in after.items() if p < ALPHA]
    lost = [_name(n) for n, p in after.items() if p >= ALPHA]
    if kept:
        yield f"Of this claim's, these stand after the correction: {', '.join(kept)}."
    if lost:
        yield f"After the correction these are not below p = {ALPHA}: {', '.join(lost)}."


def _association(statistics: Mapping[str, Any]) -> Iterator[str]:
    match _figures(statistics, "n", "pearson", "p", "spearman", "lose_both"):
        case [n, r, p, rho, lose]:
            way = "together" if r > 0 else "apart"
            sure = "" if p < ALPHA else ", which may be chance"
            yield (
                f"Over {n} methods the gains on the two benchmarks move {way}{sure} (correlation "
                f"{_signed(r)}, {_p(p)}; by rank {_signed(rho)}). {lose} of them lose on "
                "both."
            )


def _reference(statistics: Mapping[str, Any]) -> Iterator[str]:
    for other, item in statistics.items():
        if not isinstance(item, Mapping):
            continue
        moved = [
            f"{_name(name)} would be {_signed(pair[1])} instead of {_signed(pair[0])}"
            for name in item
            if len(pair := _figures(item, name)) == 2
        ]
        outcome = item.get("outcome")
        end = f"; the claim would be {outcome}" if isinstance(outcome, str) else ""
        if moved:
            yield f"Against {other} as the baseline {', '.join(moved)}{end}."


def _grim(statistics: Mapping[str, Any]) -> Iterator[str]:
    match _figures(statistics, "tested", "impossible"):
        case [tested, wrong]:
            yield (
                f"Of {tested} printed percentages {tested - wrong} are possible: some whole number "
                "of right answers gives them at the size of the test set."
            )
    rates = _numbers(statistics.get("pass_rate_by_n"))
    passing = [f"{100 * r:.2g} % at n = {_n(n)}" for n, r in rates.items() if r < 1]
    blind = [f"n = {_n(n)}" for n, r in rates.items() if r >= 1]
    if passing:
        yield f"A made-up percentage would pass with a chance of {', '.join(passing)}."
    if blind:
        yield f"At {', '.join(blind)} every percentage passes, so it says nothing there."


def _contrasts(statistics: Mapping[str, Any]) -> Iterator[str]:
    for name, item in statistics.items():
        match _figures(item, "n_pairs", "mean_difference", "interval_95", "p"):
            case [n, d, low, high, p]:
                yield (
                    f"{name}: {_signed(d)} on average over {n} seeds, each run beside the other "
                    f"side's of the same seed (95 % interval {_signed(low)} to {_signed(high)}; "
                    f"{_p(p)}{_corrected(item)}).{_detectable(item)}{_equal(item)}"
                )


def _corrected(item: Mapping[str, Any]) -> str:
    holm = _figures(item, "holm_p")
    return f", {_p(holm[0])} among all of the claim's" if holm else ""


def _equal(item: Mapping[str, Any]) -> str:
    """What the equivalence test says, where it says something."""
    match _figures(item.get("equivalence"), "margin", "p"):
        case [margin, p] if p < ALPHA:
            return f" It is shown to lie within ±{number(margin)} ({_p(p)})."
    return ""


def _protocol(statistics: Mapping[str, Any]) -> Iterator[str]:
    kinds = dict.fromkeys(k for v in statistics.values() if isinstance(v, Mapping) for k in v)
    if kinds:
        yield (
            "The two sides differ in more than what the claim names: "
            f"{', '.join(str(k).replace('_', ' ') for k in kinds)}."
        )


def _collapse(statistics: Mapping[str, Any]) -> Iterator[str]:
    ranks = {n: _figures(v, "effective_rank") for n, v in statistics.items()}
    if any(ranks.values()):
        said = ", ".join(f"{n} {number(r[0])}" for n, r in ranks.items() if r)
        yield (
            f"Directions that the features use at the end (effective rank): {said}. Near 1 they "
            "have collapsed."
        )


def _figures(item: Any, *names: str) -> list[Any]:
    """The numbers under these names, those of a list one by one; none at all where one is not."""
    if not isinstance(item, Mapping):
        return []
    values = [item.get(name) for name in names]
    flat = [x for v in values for x in (v if isinstance(v, list | tuple) else [v])]
    return flat if all(map(_is_number, flat)) else []


def _numbers(item: Any) -> dict[str, float]:
    """Those of a mapping that are numbers."""
    if not isinstance(item, Mapping):
        return {}
    return {str(name): value for name, value in item.items() if _is_number(value)}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)


def _p(p: float) -> str:
    """A p value; how far below a thousandth it lies tells a reader nothing more."""
    return f"p {p_value(p)}" if p >= 0.001 else "p below 0.001"


def _name(text: str) -> str:
    """`ld/SSv2` is `ld on SSv2`."""
    return text.replace("/", " on ")


def _signed(value: float) -> str:
    """Two digits behind the point and a true sign."""
    return f"{value:+.2f}".replace("-", MINUS)


def _n(text: str) -> str:
    return f"{int(text):,}" if text.isdigit() else text


TELLERS: dict[str, Callable[[Mapping[str, Any]], Iterator[str]]] = {
    "sampling-error": _sampling,
    "seed-noise": _seed_noise,
    "seeds": _seeds,
    "multiplicity": _multiplicity,
    "association": _association,
    "reference-sensitivity": _reference,
    "grim": _grim,
    "protocol": _protocol,
    "collapse-watch": _collapse,
}
