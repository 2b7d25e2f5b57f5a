"""What did a witness find for a claim, short enough to stand beside the outcome?

Read off the arithmetic that the verdict writes out, and nothing where that has no figure or the
verdict is open on what the claim means: the figure is the witness's answer, not one reading of
several.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimcheck.record import Verdict

MOST = 3
"""Figures that are shown one by one; more of them are told by their ends."""
LONGEST = 6
"""Digits behind the point that a result file may have before its figure is shortened."""
_NUMBER = r"[+−-]?\d[\d.,]*(?:e[+−-]?\d+)?"
_FIGURE = re.compile(
    r"(?:(?P<name>[^;=]*?): )?(?:.* = |from \S+ to \S+: )?"
    rf"(?P<figure>{_NUMBER}(?: ± {_NUMBER})?(?: %)?)(?: lies outside .*)?"
)
_CONTRAST = re.compile(rf"(?!implied: )(?P<name>.+?) = (?P<figure>{_NUMBER}) \(95 % interval .*")
_COUNT = re.compile(r"(?P<figure>\d+ of \d+) (?:with|as claimed|[a-z]+)\b.*")
_PLACE = re.compile(r".+ is number (?P<place>\d+) of (?P<of>\d+) from the (?P<end>\w+): .*")
_SHARE = re.compile(r"(?:better|worse|higher|lower) in \d+ of (?P<of>\d+)")
_COUNTED = re.compile(r"(?:.*, counted|\S+ lists (?P<listed>\d+)): (?P<figure>.*)")
_SAID = re.compile(rf"the sentence says .*; .* has (?P<figure>{_NUMBER})")
_OUTCOME = re.compile(r" \[[a-z-]+\]$")


@dataclass(frozen=True)
class Found:
    """A figure, with what it is of where there are several."""

    figure: str
    name: str = ""


def found(verdict: Verdict) -> tuple[Found, ...]:
    """`+5.92`; `SSv2 −6.47`, `Diving-48 −0.03`; `−2.90 to −2.39`; `10 of 14`; or nothing."""
    if verdict.witness == "rerun":
        return _rerun(verdict.because)
    if verdict.outcome not in ("supported", "contradicted"):
        return ()
    parts = [_OUTCOME.sub("", p) for p in verdict.because.split(" · ")]
    answers = [p for p in parts if "; claimed " in p] or parts[:1]
    told = [f for part in answers for f in _part(part)]
    return tuple(told) if len(told) <= MOST else ()


def _rerun(because: str) -> tuple[Found, ...]:
    """The contrasts, or how many came out as claimed."""
    if count := re.match(r"\d+ of \d+ as claimed", because):
        return (Found(count[0]),)
    told = []
    for segment in because.split("; "):
        bare = _OUTCOME.sub("", segment)
        if m := _CONTRAST.fullmatch(bare):
            told.append(Found(m["figure"], m["name"]))
        elif m := _COUNTED.fullmatch(bare):
            told.append(Found(m["figure"]))
        elif bare.startswith("implied: "):
            return ()
    if len(told) > MOST:
        return ()
    return _named(told)


def _part(part: str) -> tuple[Found, ...]:
    """What answers one predicate: its figures, or the count or place that they add up to."""
    if m := _COUNT.fullmatch(part):
        return (Found(m["figure"]),)
    if m := _PLACE.fullmatch(part):
        end = "" if m["end"] == "best" else f" from the {m['end']}"
        return (Found(f"rank {m['place']} of {m['of']}{end}"),)
    if m := _COUNTED.fullmatch(part):
        return (Found(m["listed"] or m["figure"]),)
    if m := _SAID.fullmatch(part):
        return (Found(_short(m["figure"])),)
    segments = re.split(r"; (?=claimed )", part)[0].split("; ")
    if m := _SHARE.fullmatch(segments[-1]):
        if m["of"] != "1":
            return (Found(segments[-1]),)
        segments = segments[:-1]
    told = [
        Found(_short(m["figure"]), m["name"] or "") for s in segments if (m := _FIGURE.fullmatch(s))
    ]
    if len(told) > MOST and len(told) >= len(segments) - 1:
        return (_ends(told),)
    return _named(told) if len(told) == len(segments) else ()


def _ends(told: list[Found]) -> Found:
    ordered = sorted(told, key=lambda f: _value(f.figure))
    return Found(f"{ordered[0].figure} to {ordered[-1].figure}")


def _named(told: list[Found]) -> tuple[Found, ...]:
    """One figure needs no name; of several, what all names share at their beginning is left out."""
    if len(told) == 1:
        return (Found(told[0].figure),)
    shared = " on "
    heads = {f.name.rpartition(shared)[0] for f in told}
    if len(heads) == 1 and "" not in heads:
        return tuple(Found(f.figure, f.name.rpartition(shared)[2]) for f in told)
    return tuple(told)


def _short(figure: str) -> str:
    """Result files keep sixteen digits; a cell shows four that count."""
    number = re.match(_NUMBER, figure)
    if not number or len(number[0].partition(".")[2]) <= LONGEST:
        return figure
    sign = "+" if figure.startswith("+") else ""
    return sign + f"{_value(figure):.4g}".replace("-", "−") + figure[number.end() :]


def _value(figure: str) -> float:
    number = re.match(_NUMBER, figure.replace(",", ""))
    text = number[0].rstrip(".") if number else "0"
    return float(text.replace("−", "-"))
