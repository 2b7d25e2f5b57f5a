"""Which dossiers do reviewers get in the tests: claims in one line each."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import strategies as st

from claimcheck.literature import Dossier, PaperRead, Work
from claimcheck.record import (
    Claim,
    Evidence,
    Finding,
    Outcome,
    Report,
    Select,
    StatedClaim,
    Superlative,
    Verdict,
    Witness,
)
from claimcheck.review import REVIEWERS
from claimcheck.review.benchmarks import OBJECTIONS
from claimcheck.review.evidence import DOUBTS


class Line(NamedTuple):
    """A claim by what is said of it; None where a witness was not asked."""

    paper: Outcome | None = None
    released: Outcome | None = None
    rerun: Outcome | None = None
    cautions: tuple[str, ...] = ()
    method: str = "Sieve"
    quote: str = "Sieve has the best accuracy on Pebbles."
    stated: StatedClaim | None = None
    findings: tuple[Finding, ...] = ()


SUPPORTED = Line("supported")
CONTRADICTED = Line("contradicted")
OPEN = Line("undecided")
OUTCOMES: list[Outcome | None] = [None, "supported", "contradicted", "undecided"]
CAUTIONS = sorted(DOUBTS | OBJECTIONS | {"small-scale", "single-seed"})
LINES = st.builds(
    Line,
    paper=st.sampled_from(OUTCOMES),
    released=st.sampled_from(OUTCOMES),
    rerun=st.sampled_from([*OUTCOMES, "no-effect"]),
    cautions=st.lists(st.sampled_from(CAUTIONS), max_size=3, unique=True).map(tuple),
    method=st.sampled_from(["Sieve", "Tray", "ours", ""]),
    quote=st.just(SUPPORTED.quote),
    stated=st.none(),
    findings=st.just(()),
)
MANY = st.lists(LINES, max_size=8)


def paper(key: str, *lines: Line, published: str = "2026-05", title: str = "") -> PaperRead:
    claims, verdicts = [], []
    for i, line in enumerate(lines, 1):
        claims.append(
            Claim(
                id=f"c-{i}",
                quote=line.quote,
                method=line.method,
                stated=line.stated,
                predicate=Superlative(subject=Select(method=(line.method,)), among=Select()),
            )
        )
        verdicts += [v for w in _WITNESSES if (v := _verdict(f"c-{i}", line, w))]
    report = Report(paper=key, claims=tuple(claims), verdicts=tuple(verdicts))
    return PaperRead(work=Work(key=key, title=title or key, published=published), report=report)


def unread(key: str, *, published: str = "2026", title: str = "", abstract: str = "") -> PaperRead:
    work = Work(key=key, title=title, abstract=abstract, published=published)
    return PaperRead(work=work, unread="no full text")


def dossier(*lines: Line, question: str = "Which sieve has the best accuracy?") -> Dossier:
    return Dossier(question=question, papers=(paper("arxiv:2605.00001", *lines),))


def score(name: str, given: Dossier) -> float:
    value = REVIEWERS[name](given).score
    assert value is not None
    return value


_WITNESSES: tuple[Witness, ...] = ("paper", "released", "rerun")


def _verdict(claim: str, line: Line, witness: Witness) -> Verdict | None:
    outcome: Outcome | None = getattr(line, witness)
    if outcome is None:
        return None
    cell = Evidence(source="paper.html", where="Sieve on Pebbles, table 1", value="75.2")
    return Verdict(
        claim=claim,
        quote=line.quote,
        witness=witness,
        check="superlative",
        outcome=outcome,
        because="Sieve 75.2, Tray 71.0",
        evidence=() if outcome == "undecided" else (cell,),
        cautions=line.cautions if witness != "rerun" else (),
        findings=line.findings if witness != "rerun" else (),
    )
