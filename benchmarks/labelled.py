"""What does a person say of each labelled claim, and what does claimcheck?

Reads the labelled papers of a data folder (`gold/`, `papers/`), and the invented ones of the test
suite. Claims that careful readers may judge differently, repeats and table cells are left out; so
are those where several reported claims fit a label and say different things.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from claimcheck.checks.verdict import put
from claimcheck.confidence import class_of
from claimcheck.confidence.classes import Class
from claimcheck.pipeline import Request, verify
from claimcheck.record import Claim, Outcome, Report
from claimcheck.witnesses import released as released_witness

sys.path.append(str(Path(__file__).parents[1] / "tests"))

LEFT_OUT = {"ambiguous", "table_cell", "out_of_scope", "not_rendered"}
LIKE = 0.85
"""Share of a label's words that the reported sentence must have."""
_WORD = re.compile(r"[a-z]+|\d+(?:\.\d+)?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_MARKUP = re.compile(r"\\[a-zA-Z]+\*?|[{}$~\\]")


class Labelled(NamedTuple):
    """One labelled claim, asked in one way."""

    paper: str
    id: str
    asked: str
    """`published`: tables, and released results where there are any; `tables`; `released`."""
    verdict: Class
    """What the witnesses said."""
    true: bool | None
    """Of everything published; None where nobody could tell."""


def labels(data: Path) -> list[str]:
    """Names of the labelled papers."""
    names = sorted(p.stem for p in (data / "gold").glob("*.yaml"))
    return [n for n in names if n != "tables" and not n.endswith(".distractors")]


def real(data: Path, kind: str = "html") -> Iterator[Labelled]:
    """The claims of the labelled papers, read as HTML, LaTeX or PDF."""
    for name in labels(data):
        folder = data / "papers" / name
        results = any(folder.glob("run_*")) or any(
            (folder / found).exists() for found in ("locked-numbers.json", "released")
        )
        report = verify(
            Request(
                str(folder / "latex" if kind == "latex" else next(folder.glob(f"*.{kind}"))),
                released=folder if results else None,
                offline=True,
            )
        )
        said = _said(report, folder if results else None)
        records = yaml.safe_load((data / "gold" / f"{name}.yaml").read_text(encoding="utf-8"))
        for record in records:
            if _counts(record):
                yield from _labelled(name, record, report.claims, said)


def invented() -> Iterator[Labelled]:
    """Claims of papers that we made up: a third of them is wrong by design."""
    from invented import SOURCES, is_same, said, verify as judged

    for source in SOURCES:
        for i, one in enumerate(said(source)):
            found = {
                j.verdict.outcome
                for j in judged(source)
                if j.claim.kind == one.kind and is_same(one, j.claim)
            }
            if len(found) == 1 and one.wanted in ("supported", "contradicted"):
                verdict = class_of(found.pop(), None)
                yield Labelled(source.stem, str(i), "tables", verdict, one.wanted == "supported")


def _said(report: Report, results: Path | None) -> dict[str, dict[str, Class]]:
    """The class of each claim's verdicts, by the way of asking."""
    measured = released_witness.read(results).measurements if results else ()
    said: dict[str, dict[str, Class]] = {}
    for line, claim in zip(report.summary, report.claims, strict=True):
        own: dict[str, Class] = {
            "published": class_of(line.paper, line.released),
            "tables": class_of(line.paper, None),
        }
        if measured:
            alone: Outcome = put(claim, "released", measured)[0].outcome
            own["released"] = class_of(None, alone)
        said[claim.id] = own
    return said


def _counts(record: dict[str, Any]) -> bool:
    flags = set(record.get("flags") or ()) | ({"ambiguous"} if record.get("ambiguous") else set())
    return not flags & LEFT_OUT and not record.get("repeat_of")


def _labelled(
    paper: str,
    record: dict[str, Any],
    claims: Sequence[Claim],
    said: dict[str, dict[str, Class]],
) -> Iterator[Labelled]:
    found = _matching(record, claims)
    judged = {record["paper_verdict"], record["artifact_verdict"]}
    true = None if not judged & {"supported", "contradicted"} else "contradicted" not in judged
    for asked in ("published", "tables", "released"):
        classes = {said[c.id][asked] for c in found if asked in said[c.id]}
        if len(classes) == 1:
            yield Labelled(paper, record["id"], asked, classes.pop(), true)


def _matching(record: dict[str, Any], claims: Sequence[Claim]) -> list[Claim]:
    """The reported claims that fit best: sentence, then numbers, then kind; all that fit alike."""
    wanted = Counter(_words(record.get("quote_rendered") or record["quote"]))
    numbers = _numbers(record["numbers"])

    def fit(claim: Claim) -> tuple[float, float, bool]:
        shared = (wanted & Counter(_words(claim.quote))).total() / max(wanted.total(), 1)
        own = _numbers(claim.numbers)
        alike = len(numbers & own) / max(len(numbers | own), 1)
        return shared, alike, claim.kind == record["kind"]

    best = max(map(fit, claims), default=(0.0, 0.0, False))
    if best[0] < LIKE or (numbers and not best[1]):
        return []
    return [c for c in claims if fit(c) == best]


def _words(text: str) -> list[str]:
    plain = _MARKUP.sub(" ", text).replace("−", "-").replace("–", "-").lower()
    return _WORD.findall(plain)


def _numbers(printed: Sequence[Any]) -> set[str]:
    return {n for text in printed for n in _NUMBER.findall(str(text))}
