"""What are the rows that every format of a report shows?

Plain text throughout, not escaped: each format escapes what it prints.
"""

from __future__ import annotations

from dataclasses import dataclass

from claimcheck.record import Outcome, Passage, Witness
from claimcheck.render.drawing import Drawing
from claimcheck.render.figures import Node
from claimcheck.render.found import Found
from claimcheck.render.grids import TableRows
from claimcheck.render.literature import Work
from claimcheck.render.sheets import Sheet


@dataclass(frozen=True)
class Fact:
    """A name and what it is, with a web address where that is one."""

    name: str
    text: str
    href: str = ""


@dataclass(frozen=True)
class Mark:
    """An outcome as it is shown: never by colour alone."""

    witness: Witness
    outcome: Outcome | None
    symbol: str
    word: str
    """The outcome, or why there is none."""
    title: str
    found: tuple[Found, ...] = ()
    """The witness's figures, in short."""


@dataclass(frozen=True)
class Tile:
    """How many claims stand so."""

    code: str
    """A standing."""
    count: int
    words: str


@dataclass(frozen=True)
class Caution:
    code: str
    anchor: str
    means: str
    """Empty where the code is not known; the code then speaks for itself."""


@dataclass(frozen=True)
class Row:
    """A line of the claim table."""

    id: str
    anchor: str
    quote: str
    kind: str
    numbers: str
    marks: tuple[Mark, ...]
    cautions: tuple[Caution, ...]
    standing: str
    """What the witnesses say together: a code of `standing`."""


@dataclass(frozen=True)
class Proof:
    """A line of evidence; `anchor` is the cell or measurement here that shows the same figure."""

    source: str
    where: str
    value: str
    anchor: str = ""


@dataclass(frozen=True)
class FindingView:
    check: str
    says: str
    mark: str
    statistics: tuple[Node, ...]
    caution: Caution | None
    proofs: tuple[Proof, ...]
    told: tuple[str, ...]
    """What it says for a reader who does not know the test, a sentence or part each."""
    sheets: tuple[Sheet, ...]
    """Those of its statistics that stand in rows and columns."""
    left: tuple[Node, ...]
    """The others."""
    differences: tuple[Sheet, ...]
    """Settings in which the two sides are unlike."""


@dataclass(frozen=True)
class VerdictView:
    """What one witness says of a claim."""

    mark: Mark
    check: str
    reason: str
    because: str
    proofs: tuple[Proof, ...]
    statistics: tuple[Node, ...]
    findings: tuple[FindingView, ...]
    cautions: tuple[Caution, ...]
    candidates: tuple[str, ...]
    tables: tuple[TableRows, ...]
    steps: tuple[str, ...]
    """`because`, a step a line."""
    told: tuple[str, ...]
    """The verdict's own statistics in sentences."""
    sheets: tuple[Sheet, ...]
    left: tuple[Node, ...]
    """Statistics that stand in no sheet."""
    provenance: tuple[Fact, ...]
    """The runs and files behind it."""
    """The deciding tables, cut down to their headers and the rows of the deciding cells."""


@dataclass(frozen=True)
class ClaimView:
    row: Row
    passage: Passage | None
    """The sentence with its neighbours, where the document was read."""
    place: str
    facts: tuple[Fact, ...]
    """How the sentence was read."""
    stated: tuple[Fact, ...]
    """What a synthesis says of it."""
    verdicts: tuple[VerdictView, ...]
    absent: tuple[Mark, ...]
    """Witnesses that say nothing of it."""
    figures: tuple[Drawing, ...] = ()
    """Claimed against found."""


@dataclass(frozen=True)
class Line:
    """A measurement."""

    anchor: str
    method: str
    benchmark: str
    metric: str
    value: str
    n: str
    seed: str
    settings: str
    where: str


@dataclass(frozen=True)
class WitnessView:
    name: Witness
    title: str
    facts: tuple[Fact, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class RunsView:
    """The runs of one arm at one scale, all seeds together."""

    name: str
    """Scale, regime and arm, as in the folder of the runs."""
    seeds: str
    seconds: str
    """A run."""
    commit: str
    hardware: str
    terms: str
    """Each loss term's share of the gradient."""
    cautions: str


@dataclass(frozen=True)
class View:
    title: str
    created: str
    notice: str
    headline: str
    tiles: tuple[Tile, ...]
    """The headline's counts."""
    tally: str
    facts: tuple[Fact, ...]
    rows: tuple[Row, ...]
    legend: str
    claims: tuple[ClaimView, ...]
    synthesis: TableRows | None
    """Of a synthesis: its claims with its own flags, beside what was found."""
    synthesis_findings: tuple[FindingView, ...]
    findings: tuple[FindingView, ...]
    cautions: tuple[Caution, ...]
    witnesses: tuple[WitnessView, ...]
    tables: tuple[TableRows, ...]
    runs: tuple[RunsView, ...]
    warnings: tuple[str, ...]
    commands: tuple[str, ...]
    curves: tuple[Drawing, ...] = ()
    """How the reruns went."""
    works: tuple[Work, ...] = ()
    """What the report cites."""
