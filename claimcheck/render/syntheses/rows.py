"""What are the rows that every format of a synthesis shows?

Plain text throughout, not escaped: each format escapes what it prints.
"""

from __future__ import annotations

from dataclasses import dataclass

from claimcheck.render.syntheses.flow import Flowchart


@dataclass(frozen=True)
class Sign:
    """An outcome, never by colour alone."""

    outcome: str
    symbol: str
    word: str


@dataclass(frozen=True)
class Source:
    """A mention of a work in the text."""

    number: int
    anchor: str
    title: str


@dataclass(frozen=True)
class Mention:
    """A claim behind a sentence."""

    label: str
    anchor: str
    sign: Sign


@dataclass(frozen=True)
class Spoken:
    """A sentence, and what it rests on."""

    text: str
    sources: tuple[Source, ...]
    claims: tuple[Mention, ...]
    more: int
    """Further claims behind it."""
    model: str
    """The language model that reworded it."""


@dataclass(frozen=True)
class Line:
    """A line of the answer: its name, and the sentence."""

    name: str
    spoken: Spoken


@dataclass(frozen=True)
class Part:
    """A section or, with `below`, one of the results' own."""

    anchor: str
    title: str
    below: bool
    paragraphs: tuple[tuple[Spoken, ...], ...]


@dataclass(frozen=True)
class Share:
    """A piece of the bar that shows how the statements stand."""

    standing: str
    outcome: str
    label: str
    count: int
    x: float
    width: float


@dataclass(frozen=True)
class Figure:
    """One paper's figure in the table across papers."""

    source: Source
    value: str
    where: str
    href: str


@dataclass(frozen=True)
class Across:
    """A quantity that several papers report."""

    quantity: str
    standing: str
    says: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Cited:
    """What one paper says of another, put to that one."""

    paper: Source
    of: Source
    quote: str
    sign: Sign
    because: str


@dataclass(frozen=True)
class Proof:
    value: str
    where: str


@dataclass(frozen=True)
class ClaimRow:
    """An extracted claim with its verdicts and its evidence."""

    anchor: str
    label: str
    source: Source
    quote: str
    sign: Sign
    witnesses: str
    """`paper: supported; released: undecided`."""
    brief: str
    """What was computed, shortened."""
    because: tuple[str, ...]
    """The whole of it, where it had to be shortened."""
    proofs: tuple[Proof, ...]
    confidence: str
    basis: str
    cautions: str
    href: str
    """The claim on its paper's own page."""


@dataclass(frozen=True)
class ScoreRow:
    title: str
    score: str
    reasons: tuple[str, ...]
    to_raise: str
    model: str


@dataclass(frozen=True)
class ReviewRow:
    mean: str
    spread: str
    weakest: str
    scores: tuple[ScoreRow, ...]


@dataclass(frozen=True)
class WorkRow:
    """An entry of the references."""

    number: int
    anchor: str
    authors: str
    year: str
    title: str
    venue: str
    href: str
    page: str
    """Its own page of claims, where it was read."""


@dataclass(frozen=True)
class LeftOut:
    title: str
    stage: str
    reason: str
    says: str


@dataclass(frozen=True)
class View:
    title: str
    created: str
    tool: str
    headline: str
    bar: tuple[Share, ...]
    lines: tuple[Line, ...]
    parts: tuple[Part, ...]
    flow: Flowchart | None
    across: tuple[Across, ...]
    cited: tuple[Cited, ...]
    claims: tuple[ClaimRow, ...]
    """Those that a sentence rests on."""
    others: tuple[ClaimRow, ...]
    """Further claims of the papers that were read."""
    review: ReviewRow
    references: tuple[WorkRow, ...]
    left_out: tuple[LeftOut, ...]
    failures: tuple[str, ...]
    model: str
    """Language models that reworded sentences."""
    legend: str
