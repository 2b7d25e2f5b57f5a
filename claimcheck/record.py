"""What does the tool know, and in what shape?

Frozen records and nothing else. A claim is a predicate over results; a witness is a list of
measurements; a verdict is what the predicate says of a witness, and why."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from claimcheck.document import (
    Block as Block,
)
from claimcheck.document import (
    BlockKind as BlockKind,
)
from claimcheck.document import (
    Cell as Cell,
)
from claimcheck.document import (
    Document as Document,
)
from claimcheck.document import (
    Format as Format,
)
from claimcheck.document import (
    Paper as Paper,
)
from claimcheck.document import (
    Place as Place,
)
from claimcheck.document import (
    Record as Record,
)
from claimcheck.document import (
    Reference as Reference,
)
from claimcheck.document import (
    Sentence as Sentence,
)
from claimcheck.document import (
    StatedClaim as StatedClaim,
)
from claimcheck.document import (
    Table as Table,
)

SCHEMA_VERSION = 1

Witness = Literal["paper", "released", "rerun"]
Outcome = Literal["supported", "contradicted", "no-effect", "undecided"]
"""`no-effect` is a rerun's alone: the difference was shown to be smaller than the plan's margin."""
Unit = Literal["", "%", "pp", "x"]
Better = Literal["higher", "lower"]


class Reported(Record):
    """A number as printed: `8.40` is not `8.4`."""

    printed: str
    """The characters as they stand in the source."""
    value: Decimal
    """The number itself, scaled by `k`, `M` or a power of ten; a percentage stays in percent (`5 %`
    is 5)."""
    low: Decimal
    """Lower end of the interval that rounds to what is printed."""
    high: Decimal
    """Upper end of that interval."""
    decimals: int
    """Digits behind the point; negative where the last printed digit stands for tens, thousands,
    …"""
    unit: Unit = ""
    """`%` percent, `pp` percentage points, `x` times."""
    signed: bool = False
    """Whether a plus or minus sign was printed."""
    approximate: bool = False
    """Whether `~`, `about`, `roughly` … stood before it."""
    sd: Reported | None = None
    """The number after ±, where there is one."""


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


class Select(Record):
    """Which measurements a predicate speaks of. Each field lists the names it allows; an empty one
    allows all."""

    method: tuple[str, ...] = ()
    benchmark: tuple[str, ...] = ()
    metric: tuple[str, ...] = ()
    factors: dict[str, str] = {}
    """Further names that must agree, such as `regime`, `seed` or `split`."""


Scope = Literal["each", "any", "max", "min", "mean"]
"""How a predicate ranges over what is selected: `each` holds of all, `max` is an "up to", `mean`
"on average"."""

Direction = Literal["higher", "lower", "better", "worse", "same", "close"]


class Value(Record):
    """A stated result: `select` has the value `claimed`."""

    kind: Literal["value"] = "value"
    select: Select
    claimed: Reported
    scope: Scope = "each"


class Difference(Record):
    """subject − reference = claimed, in the unit of the values; without `claimed` only the
    direction is stated."""

    kind: Literal["difference"] = "difference"
    subject: Select
    reference: Select
    claimed: Reported
    direction: Direction | None = None
    """Set where the sign is in a word ("2.5 points worse"); else the sign of `claimed` decides."""
    scope: Scope = "each"


class RelativeChange(Record):
    """100 · (subject − reference) / reference = claimed, in percent."""

    kind: Literal["relative_change"] = "relative_change"
    subject: Select
    reference: Select
    claimed: Reported
    direction: Direction | None = None
    scope: Scope = "each"
    before: Reported | None = None
    """The operand that the sentence prints itself: "from 0.354 …"."""
    after: Reported | None = None
    """"… to 0.345"."""


class Ratio(Record):
    """subject / reference = claimed, or its inverse where `direction` says so ("2× faster")."""

    kind: Literal["ratio"] = "ratio"
    subject: Select
    reference: Select
    claimed: Reported
    direction: Direction | None = None
    scope: Scope = "each"


class Range(Record):
    """Every selected value, or difference to `reference`, lies between `low` and `high`."""

    kind: Literal["range"] = "range"
    select: Select
    reference: Select | None = None
    low: Reported
    high: Reported
    attained: bool = False
    """Whether both ends must also be reached ("from 71.2 to 74.9")."""


class Count(Record):
    """`k` of the `of` selected methods differ from the reference by more than `threshold`, in
    `direction`."""

    kind: Literal["count"] = "count"
    select: Select
    reference: Select | None = None
    direction: Direction = "higher"
    threshold: Reported | None = None
    """Smallest size of the difference (or the value to pass, without a reference) that counts;
    none: zero."""
    k: int | None = None
    """None for "most", "often": more than half."""
    of: int | None = None
    complete: tuple[str, ...] = ()
    """Benchmarks on which a method must have a result to be counted among `of`."""


class Superlative(Record):
    """The subject is the extreme of `among`: by value, by difference to `reference`, or by its
    worst difference."""

    kind: Literal["superlative"] = "superlative"
    subject: Select
    among: Select
    order: Literal["highest", "lowest", "best", "worst"] = "best"
    reference: Select | None = None
    by: Literal["value", "difference", "worst_difference"] = "value"
    rank: int = Field(default=1, ge=1)
    """Position from the extreme within which every subject must stand (2: "the two weakest")."""


class Comparison(Record):
    """The subject is higher, lower, better, worse than the reference, or close to it."""

    kind: Literal["comparison"] = "comparison"
    subject: Select
    reference: Select
    direction: Direction
    scope: Scope = "each"
    strict: bool = True
    """False where equality also satisfies it ("maintains or improves")."""
    values: tuple[Reported, ...] = ()
    """Numbers that the sentence prints beside it: the subject's, then the reference's."""


class MeanSd(Record):
    """`select` has this mean and this spread."""

    kind: Literal["mean_sd"] = "mean_sd"
    select: Select
    claimed: Reported
    """Its `sd` is the number after ±."""


class Trend(Record):
    """The selected values rise or fall along a factor, or two benchmarks move together or apart
    across methods."""

    kind: Literal["trend"] = "trend"
    select: Select
    along: str = ""
    """The factor, benchmark or metric along which it is claimed."""
    direction: Direction | None = None


class Significance(Record):
    """The difference between subject and reference is claimed to be statistically significant."""

    kind: Literal["significance"] = "significance"
    subject: Select
    reference: Select
    p: Reported | None = None


class Constant(Record):
    """A fixed property of the set-up ("a 768-dimensional embedding") that no result decides."""

    kind: Literal["constant"] = "constant"
    name: str
    claimed: Reported


Predicate = Annotated[
    Value
    | Difference
    | RelativeChange
    | Ratio
    | Range
    | Count
    | Superlative
    | Comparison
    | MeanSd
    | Trend
    | Significance
    | Constant,
    Field(discriminator="kind"),
]


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
