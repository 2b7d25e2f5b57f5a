"""What does the tool know, and in what shape?

Frozen records and nothing else. A claim is a predicate over results; a witness is a list of
measurements; a verdict is what the predicate says of a witness, and why."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from pydantic import Field

from claimcheck.document import (
    Block as Block,
    BlockKind as BlockKind,
    Cell as Cell,
    Document as Document,
    Format as Format,
    Paper as Paper,
    Place as Place,
    Record as Record,
    Reference as Reference,
    Sentence as Sentence,
    StatedClaim as StatedClaim,
    Table as Table,
)
from claimcheck.predicate import (
    Comparison as Comparison,
    Constant as Constant,
    Count as Count,
    Difference as Difference,
    Direction as Direction,
    MeanSd as MeanSd,
    Predicate as Predicate,
    Range as Range,
    Ratio as Ratio,
    RelativeChange as RelativeChange,
    Reported as Reported,
    Scope as Scope,
    Select as Select,
    Significance as Significance,
    Superlative as Superlative,
    Trend as Trend,
    Unit as Unit,
    Value as Value,
)

SCHEMA_VERSION = 1

Witness = Literal["paper", "released", "rerun"]
Outcome = Literal["supported", "contradicted", "no-effect", "undecided"]
"""`no-effect` is a rerun's alone: the difference was shown to be smaller than the plan's margin."""
Better = Literal["higher", "lower"]


class CitedWork(Record):
    """A work that a given synthesis cites, and what became of it."""

    key: str
    """`arxiv:2605.17165` (no version), else `doi:10.…`, else `title:…`."""
    title: str = ""
    text: str = ""
    """Its entry in the list of references."""
    read: bool = False
    unread: str = ""
    """Why it was not read, in words; empty where it was."""
    claims: tuple[str, ...] = ()
    """Ids of the claims that rest on it."""


Held = Literal["exact", "truncated", "fuzzy", "tables", "uncited"]
"""How a claim of a synthesis was found in a cited work: word for word, as the beginning of a
sentence, in like words, by its tables alone, or nowhere."""


class Row(Record):
    """A claim of a given synthesis: what it says of it, beside what was found."""

    quote: str
    where: Place = Place()
    stated: StatedClaim | None = None
    """None for a sentence of its prose, which has no flag of its own."""
    held: Held = "uncited"
    work: str = ""
    """`CitedWork.key` of the work that holds it; empty where none does."""
    prints: str = ""
    """The sentence of that work, where it is not the quote word for word."""
    claims: tuple[str, ...] = ()
    """Ids of the claims that were made of it."""
    outcome: Outcome = "undecided"
    """By the published results; reruns are told apart."""
    says: str = ""
    """Why, in words."""
    confidence: float | None = Field(default=None, ge=0, le=1)
    """How likely the claim is to hold, as labelled claims with such verdicts turned out."""

    @property
    def agrees(self) -> bool | None:
        """Whether its flag says what was found; None where either is open."""
        flag = self.stated.verified if self.stated else None
        if flag is None or self.outcome == "undecided":
            return None
        return flag == (self.outcome == "supported")


class Given(Record):
    """What a given synthesis says of itself, and what was found instead."""

    source: str
    papers: int | None = None
    """Papers that it says it retrieved."""
    claims: int | None = None
    verified: int | None = None
    score: float | None = None
    """That it gives itself, 0 to 10."""
    reviewed: float | None = None
    """The mean of our reviewers' scores, 0 to 10."""
    works: tuple[CitedWork, ...] = ()
    rows: tuple[Row, ...] = ()
    unused: tuple[str, ...] = ()
    """Keys of the works that it cites and no claim rests on."""
    uncited: tuple[str, ...] = ()
    """Quotes of the claims that no cited work was found to hold."""


class Claim(Record):
    """One checkable assertion: the sentence, and the predicate over results that it states."""

    id: str
    quote: str
    """The sentence or clause as printed, at most a sentence long."""
    where: Place = Place()
    numbers: tuple[str, ...] = ()
    """The numbers of this claim as printed."""
    method: str = ""
    """The subject, in the words of the text."""
    baseline: str = ""
    """The reference, in the words of the text."""
    benchmark: str = ""
    metric: str = ""
    predicate: Predicate
    also: tuple[Predicate, ...] = ()
    """Further predicates that the same sentence states: all of them must hold."""
    alternatives: tuple[Select, ...] = ()
    """Other rows that may stand for the reference, such as a second seed of the baseline: asked as
    a sensitivity."""
    association: tuple[str, ...] = ()
    """Two benchmarks whose association across methods the sentence suggests."""
    context: tuple[str, ...] = ()
    """Texts around the sentence, nearest first: what binding falls back on for a name the sentence
    leaves out."""
    flags: tuple[str, ...] = ()
    """Hedges and scope words found, such as `hedged`, `all`, `figure`."""
    note: str = ""
    """What a reviewer has written beside it."""
    reviewed: bool = False
    """Whether a person has checked this record; extraction never overwrites such a claim."""
    stated: StatedClaim | None = None
    """What the synthesis that the quote was taken from says of it."""
    proposed_by: str = ""
    """The language model that proposed it; empty where the rules found it. Until a person has
    reviewed it, no witness can contradict it."""

    @property
    def kind(self) -> str:
        return self.predicate.kind


class ClaimSet(Record):
    """The claims of one paper: what `claims/<id>/claims.yaml` holds."""

    schema_version: int = SCHEMA_VERSION
    paper: str
    title: str = ""
    source: str = ""
    """Where the quotes were taken from."""
    names: dict[str, tuple[str, ...]] = {}
    """Other spellings of each name that the predicates use, for binding to tables: `ld:
    [LD-JEPA]`."""
    claims: tuple[Claim, ...] = ()


class Measurement(Record):
    """One result, from whichever witness."""

    witness: Witness
    method: str = ""
    benchmark: str = ""
    metric: str = ""
    value: Reported
    n: int | None = None
    """Test items behind the value, where it is a share of them."""
    seed: int | None = None
    factors: dict[str, str] = {}
    """Further names of the row: `arm`, `regime`, `run`, `split`, or a table's other header
    levels."""
    protocol: dict[str, str] = {}
    """Recorded settings of training and evaluation."""
    better: Better | None = None
    where: Place = Place()


class Evidence(Record):
    """A figure that a verdict rests on, and where it stands."""

    source: str
    where: str
    value: str


class Finding(Record):
    """What one check says, beside a claim's predicate or of a whole witness."""

    check: str
    says: str
    """In plain words, with its numbers."""
    passed: bool | None = None
    """None where the check has no power or does not apply."""
    statistics: dict[str, Any] = {}
    caution: str = ""
    """Code under which the summary warns, such as `seed-noise` or `unequal-protocol`."""
    evidence: tuple[Evidence, ...] = ()


class Computed(Record):
    """A number that a verdict rests on, as computed from the witness's results, beside what the
    claim says of it."""

    of: Literal["value", "difference", "relative_change", "ratio"]
    method: str = ""
    """The subject, as the witness names it."""
    reference: str = ""
    """What it was compared with; empty for a value."""
    benchmark: str = ""
    metric: str = ""
    value: Decimal
    low: Decimal
    """Lower end of what the rounding of the results allows."""
    high: Decimal
    """Upper end of that."""
    claimed: tuple[Decimal, Decimal] | None = None
    """The interval that rounds to what the claim says of this number, its sign as the direction
    claimed; none where it states no number."""
    said: str = ""
    """What is claimed of it, as printed: `+5.02`, `40 to 45`."""
    interval_95: tuple[float, float] | None = None
    """Of the sampling error (paper, released) or over the seeds (rerun)."""
    seeds: dict[int, float] = {}
    """By seed, where there are several runs; `value` is then their mean."""


class Verdict(Record):
    """What the predicate of a claim says of one witness, and why."""

    claim: str
    quote: str
    witness: Witness
    check: str
    """The check that decided it: the kind of the predicate."""
    outcome: Outcome
    reason: str = ""
    """Code: `agrees`, `disagrees`, `no-cell`, `ambiguous`, `no-witness`, …"""
    because: str = ""
    """What was computed: `30.78 − 24.86 = 5.92; claimed +5.92`."""
    evidence: tuple[Evidence, ...] = ()
    statistics: dict[str, Any] = {}
    """By check: p values, intervals, counts."""
    cautions: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    candidates: tuple[str, ...] = ()
    """Where the binding was ambiguous: what it could have meant."""
    computed: tuple[Computed, ...] = ()
    """The numbers of `because`, for those who draw them."""
    proposed_by: str = ""
    """The language model that proposed the claim, or the names by which it was read here."""


class Summary(Record):
    """A claim on one line."""

    claim: str
    quote: str
    kind: str
    numbers: tuple[str, ...] = ()
    paper: Outcome | None = None
    released: Outcome | None = None
    rerun: Outcome | None = None
    cautions: tuple[str, ...] = ()


class Passage(Record):
    """A claim's sentence where it stands, with at most one sentence on each side of it."""

    before: str = ""
    sentence: str
    after: str = ""


class WitnessRecord(Record):
    """Which results a witness was made of."""

    witness: Witness
    source: str
    digest: str = ""
    measurements: int = 0
    note: str = ""


class RunRecord(Record):
    """One run of `repro`: what was trained and probed, with what, and what came out."""

    schema_version: int = SCHEMA_VERSION
    id: str
    arm: str
    seed: int
    scale: str
    """`smoke`, `cpu`, `gpu` or `paper`."""
    config: dict[str, Any] = {}
    git: str = ""
    packages: dict[str, str] = {}
    hardware: dict[str, str] = {}
    started: str = ""
    seconds: dict[str, float] = {}
    """Wall-clock seconds of each stage."""
    measurements: tuple[Measurement, ...] = ()
    terms: dict[str, dict[str, float]] = {}
    """By loss term: its share of the loss and of the gradient norm."""
    curves: dict[str, tuple[tuple[int, float], ...]] = {}
    """What was watched in training, by name (`loss`, `effective_rank`, `feature_sd`): step and
    value. Of `loss` each value is the mean over the steps up to it, since the one before."""
    cautions: tuple[str, ...] = ()


class Report(Record):
    """Everything that a rendered report shows."""

    schema_version: int = SCHEMA_VERSION
    tool: str = ""
    created: str = ""
    paper: str
    """arXiv id or name."""
    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    source: str = ""
    format: str = ""
    digest: str = ""
    origin: Literal["extracted", "file", "shipped"] = "extracted"
    """Whether the claims were extracted now, read from a file, or ship with claimcheck."""
    witnesses: tuple[WitnessRecord, ...] = ()
    claims: tuple[Claim, ...] = ()
    passages: dict[str, Passage] = {}
    """By claim: its sentence in the document, where that was read and has it once."""
    verdicts: tuple[Verdict, ...] = ()
    summary: tuple[Summary, ...] = ()
    findings: tuple[Finding, ...] = ()
    """Checks of a whole witness: GRIM over all its cells, wrong runs, …"""
    tables: tuple[Table, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    runs: tuple[RunRecord, ...] = ()
    given: Given | None = None
    """Where the document was a synthesis: what it says of itself, beside what was found."""
    warnings: tuple[str, ...] = ()


RECORDS: dict[str, type[Record]] = {
    r.__name__: r
    for r in (
        Paper,
        Block,
        Table,
        Cell,
        Reported,
        Claim,
        ClaimSet,
        Measurement,
        Verdict,
        Report,
        RunRecord,
    )
}
