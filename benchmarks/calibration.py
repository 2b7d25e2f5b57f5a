"""What does a confidence mean on labelled claims: counts by class, reliability, Brier score?

    python benchmarks/calibration.py [DATA] [--input html|latex|pdf] [--write]

DATA holds `gold/` and `papers/` (default: `../shared`, or CLAIMCHECK_TEST_DATA). Each paper's
claims are forecast from the counts of the other papers. `--write` keeps the counts of all of them
as the file that ships with claimcheck.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import fmean

from labelled import Labelled, invented, real

import claimcheck.confidence.table as shipped
from claimcheck.confidence import CLASSES, Calibration, Counted, Measured, probability
from claimcheck.confidence.table import Bin

EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
ASKED = ("published", "tables")
ABOUT = (
    "Labelled claims of real papers by class of verdicts; made by benchmarks/calibration.py. True: "
    "borne out by everything published, the paper's tables and the released results."
)
Forecast = tuple[float, bool]


def counted(items: Iterable[Labelled]) -> Calibration:
    """Each claim once a class, however many ways of asking led to it."""
    seen: dict[str, dict[tuple[str, str], bool | None]] = defaultdict(dict)
    for one in items:
        seen[one.verdict][one.paper, one.id] = one.true
        seen["base"][one.paper, one.id] = one.true
    rows = {name: _count(truths.values()) for name, truths in seen.items()}
    return Calibration(
        about=ABOUT,
        base=rows.get("base", Counted()),
        classes={name: rows.get(name, Counted()) for name in CLASSES},
    )


def left_out(items: Sequence[Labelled], asked: str) -> dict[str, list[tuple[float, float, bool]]]:
    """By paper: the forecast and the base rate from all other papers, and the truth."""
    found: dict[str, list[tuple[float, float, bool]]] = {}
    for paper in dict.fromkeys(one.paper for one in items):
        others = counted(one for one in items if one.paper != paper)
        base = probability(others, "undecided")
        found[paper] = [
            (probability(others, one.verdict), base, one.true)
            for one in items
            if one.paper == paper and one.asked == asked and one.true is not None
        ]
    return found


def measured(by_paper: dict[str, list[tuple[float, float, bool]]]) -> Measured:
    rows = [row for own in by_paper.values() for row in own]
    bins = reliability([(forecast, true) for forecast, _, true in rows])
    ece = sum(b.n * abs(b.mean - b.true / b.n) for b in bins) / len(rows)
    return Measured(
        papers=len(by_paper),
        n=len(rows),
        brier=round(brier((forecast, true) for forecast, _, true in rows), 3),
        base_brier=round(brier((base, true) for _, base, true in rows), 3),
        better=sum(
            brier((p, t) for p, _, t in own) < brier((b, t) for _, b, t in own)
            for own in by_paper.values()
        ),
        ece=round(ece, 3),
        bins=bins,
    )


def brier(forecasts: Iterable[Forecast]) -> float:
    return fmean((p - true) ** 2 for p, true in forecasts)


def reliability(forecasts: Sequence[Forecast]) -> tuple[Bin, ...]:
    """Forecasts in fifths of the scale; empty ones left out."""
    bins: list[Bin] = []
    for low, high in pairwise(EDGES):
        own = [(p, t) for p, t in forecasts if low <= p < high or p == high == 1.0]
        if own:
            mean = round(fmean(p for p, _ in own), 3)
            bins.append(Bin(low=low, high=high, n=len(own), mean=mean, true=sum(t for _, t in own)))
    return tuple(bins)


def calibrated(data: Path, kind: str = "html") -> Calibration:
    """The counts of all labelled papers, with how well they forecast papers left out."""
    items = list(real(data, kind))
    figures = {asked: measured(left_out(items, asked)) for asked in ASKED}
    return counted(items).model_copy(update={"measured": figures})


def _count(truths: Iterable[bool | None]) -> Counted:
    rows = list(truths)
    told = [t for t in rows if t is not None]
    return Counted(true=sum(told), n=len(told), undecidable=len(rows) - len(told))


def show(found: Calibration) -> None:
    print(f"{'class':30} {'true':>5} {'of':>5} {'undecidable':>12} {'confidence':>11}")
    for name, (standing, _) in CLASSES.items():
        own = found.classes[name]
        value = probability(found, name)
        print(f"{name:30} {own.true:5} {own.n:5} {own.undecidable:12} {value:11.2f}  {standing}")
    print(f"{'all':30} {found.base.true:5} {found.base.n:5} {found.base.undecidable:12}")
    for asked, told in found.measured.items():
        print(
            f"\n{asked}: {told.n} claims of {told.papers} papers, each forecast from the others: "
            f"Brier {told.brier:.3f} (base rate {told.base_brier:.3f}; better in {told.better} of "
            f"{told.papers}), ECE {told.ece:.3f}"
        )
        show_bins(told.bins)


def show_invented(found: Calibration) -> None:
    """The shipped number on papers that it was not counted on, whose tables are all there is."""
    items = list(invented())
    rows = [(probability(found, one.verdict), bool(one.true)) for one in items]
    base = probability(found, "undecided")
    print(
        f"\ninvented papers, tables alone: {len(rows)} claims: Brier {brier(rows):.3f} "
        f"(base rate {brier((base, t) for _, t in rows):.3f})"
    )
    show_bins(reliability(rows))


def show_bins(bins: Iterable[Bin]) -> None:
    for b in bins:
        share = b.true / b.n
        print(f"  {b.low:.1f}-{b.high:.1f}  n {b.n:4}  forecast {b.mean:.2f}  true {share:.2f}")


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    default = os.environ.get("CLAIMCHECK_TEST_DATA", Path(__file__).parents[2] / "shared")
    options.add_argument("data", type=Path, nargs="?", default=Path(default))
    options.add_argument("--input", default="html", choices=("html", "latex", "pdf"))
    options.add_argument("--write", action="store_true", help="keep the counts")
    given = options.parse_args()
    if not (given.data / "gold").is_dir():
        options.error(f"no labelled papers in {given.data}")
    found = calibrated(given.data, given.input)
    show(found)
    show_invented(found)
    if given.write:
        path = Path(shipped.__file__).with_name(shipped.FILE)
        text = json.dumps(found.model_dump(mode="json"), indent=1, ensure_ascii=False)
        path.write_text(text + "\n", encoding="utf-8")
        print(f"\n{path}")


if __name__ == "__main__":
    main()
