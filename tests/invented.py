"""What do the papers that we invented claim, and what does the tool say of it?

One reading for the tests of `papers/` and for the mutants that are made of it."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from claimcheck.checks.verdict import put
from claimcheck.extract import extract
from claimcheck.parsers import PARSERS
from claimcheck.record import Claim, Document, Format, Paper, Verdict
from claimcheck.witnesses.paper import measure

FOLDER = Path(__file__).parent / "papers"
FORMATS: dict[str, Format] = {".tex": "latex", ".html": "html"}
SOURCES = sorted(p for p in FOLDER.iterdir() if p.suffix in FORMATS)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_WORDS = re.compile(rf"[a-z]+|{_DIGITS.pattern}")


class Judged(NamedTuple):
    """A claim as the tool reports it, and what the paper's tables say of it."""

    claim: Claim
    verdict: Verdict


class Said(NamedTuple):
    """A claim that the paper makes: what it is, what the tool says today, and what is true."""

    quote: str
    kind: str
    numbers: tuple[str, ...]
    metric: str
    """Where one sentence makes two claims of a kind: the metric of this one."""
    verdict: str
    """`missed` where the tool reports no such claim."""
    wanted: str
    """What the tables say of it, whatever the tool can tell."""


@cache
def said(source: Path) -> tuple[Said, ...]:
    """The claims that stand beside a paper."""
    return tuple(_said(entry) for entry in _beside(source)["claims"])


def traps(source: Path) -> tuple[str, ...]:
    """Texts of a paper that are no claims of its results."""
    return tuple(_beside(source)["traps"])


@cache
def _beside(source: Path) -> dict[str, Any]:
    values: dict[str, Any] = yaml.safe_load(source.with_suffix(".yaml").read_text(encoding="utf-8"))
    return values


def _said(entry: dict[str, Any]) -> Said:
    return Said(
        entry["quote"],
        entry["kind"],
        tuple(entry.get("numbers", ())),
        entry.get("metric", ""),
        entry["verdict"],
        entry.get("wanted", entry["verdict"]),
    )


@cache
def verify(source: Path) -> tuple[Judged, ...]:
    """All claims of a paper as it lies here."""
    return judged(parsed(source, source.read_text(encoding="utf-8")))


def parsed(source: Path, text: str) -> Paper:
    """A paper with this text in the place of its own."""
    document = Document(
        source=source.name,
        format=FORMATS[source.suffix],
        files={source.name: text.encode()},
        id=source.stem,
    )
    return PARSERS[document.format](document)


def judged(paper: Paper) -> tuple[Judged, ...]:
    """All claims of a paper, each put to its tables."""
    own = measure(paper)
    return tuple(Judged(claim, put(claim, "paper", own)[0]) for claim in extract(paper))


def outcomes(one: Said, found: Sequence[Judged]) -> set[str]:
    """What is said of the reported claims that are this one; empty where none is reported."""
    return {j.verdict.outcome for j in found if j.claim.kind == one.kind and is_same(one, j.claim)}


def is_same(one: Said, claim: Claim) -> bool:
    """Whether a reported claim may be this one, whatever its kind is called: it stands in its
    sentence, and has one of its numbers where both have any."""
    asked, got = _digits(one.numbers), _digits(claim.numbers)
    if (asked and got and not asked & got) or one.metric not in claim.metric:
        return False
    return words(one.quote) in words(claim.quote)


def _digits(numbers: Sequence[str]) -> set[str]:
    return {d for printed in numbers for d in _DIGITS.findall(printed)}


def words(text: str) -> str:
    """The text with nothing but its words and numbers."""
    return " ".join(_WORDS.findall(text.lower()))


def place(quote: str, source: str) -> re.Match[str]:
    """Where a quote stands in the source of a paper, whatever its markup."""
    between = r"(?:\\[a-z]+|[^A-Za-z0-9])*"
    found = re.search(between.join(map(re.escape, words(quote).split())), source, re.IGNORECASE)
    assert found is not None, quote
    return found
