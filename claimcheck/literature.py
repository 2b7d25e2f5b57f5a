"""What is a literature search, what was read of it, and what is written of that, as records?

A search leads to works, works to papers that were read, papers to claims with verdicts: together a
`Dossier`. A `Review` scores it and a `Synthesis` writes it down; neither says what no record holds.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from claimcheck.record import (
    SCHEMA_VERSION,
    Evidence,
    Given,
    Outcome,
    Place,
    Record,
    Report,
    Reported,
)

Stage = Literal["merging", "screening", "snowballing", "reading", "use"]
Via = Literal["query", "references", "citations", "given"]
"""How a work came in: it answered the query, a found work cites it, it cites a found work, or
somebody named it."""


class Hit(Record):
    """Where one index has a work."""

    index: str
    """`arxiv`, `openalex`, `crossref` or `semanticscholar`."""
    rank: int = Field(default=0, ge=0)
    """Position in the index's answer, from 1; 0 where it was not ranked."""
    id: str = ""
    """The index's own name for it."""
    via: Via = "query"


class Work(Record):
    """A publication as literature indexes know it."""

    key: str
    """`arxiv:2605.17165` (no version), else `doi:10.…` in lower case, else `title:…`."""
    title: str
    abstract: str = ""
    authors: tuple[str, ...] = ()
    """As printed, given name first."""
    published: str = ""
    """ISO date, or as much of one as is known: `2026-05-18`, `2026-05`, `2026`."""
    venue: str = ""
    doi: str = ""
    """In lower case, without the resolver's address."""
    arxiv: str = ""
    """arXiv id without version."""
    url: str = ""
    pdf: str = ""
    """Address of a free PDF, where an index knows one."""
    kind: str = ""
    """`article`, `preprint`, `review`, `dataset`, …, in the index's words."""
    fields: tuple[str, ...] = ()
    """Fields of study."""
    cited_by: int | None = None
    withdrawn: bool = False
    """Whether an index calls it withdrawn or retracted."""
    hits: tuple[Hit, ...] = ()

    @property
    def year(self) -> int | None:
        return int(self.published[:4]) if self.published[:4].isdigit() else None


class Ranked(Record):
    """A work with its place in the merged ranking."""

    work: Work
    score: float
    """Sum over lists of 1 / (60 + rank): reciprocal-rank fusion."""
    ranks: dict[str, int] = Field(default={})
    """Position in each list that has it: an index's name, `bm25`, or `links` (how many of the best
    works cite it or are cited by it); of works of one score the last of their places."""


class Exclusion(Record):
    """A work that was left out, and why."""

    work: str
    title: str
    stage: Stage
    reason: str
    """Code: `duplicate`, `no-title`, `withdrawn`, `kind`, `year`, `field`, `off-topic`,
    `beyond-limit`, `no-full-text`, `unreadable`, `no-claims`, …"""
    says: str = ""
    """In words, with the figures that decided."""


class Failure(Record):
    """An index that did not answer; the others go on."""

    index: str
    says: str
    remedy: str = ""


class Flow(Record):
    """Counts of a PRISMA flow diagram; `found` minus what was left out at each stage is `used`."""

    found: dict[str, int] = Field(default={})
    """Records by index, snowballing included; a record that came by several ways is one."""
    duplicates: int = 0
    screened: int = 0
    excluded: dict[str, int] = Field(default={})
    """At screening, by reason."""
    sought: int = 0
    """Full texts that were asked for."""
    unread: dict[str, int] = Field(default={})
    """Of these, by the reason why they were not read."""
    read: int = 0
    used: int = 0
    """Papers that at least one claim of the synthesis comes from."""


class Search(Record):
    """A question put to literature indexes, and what came of it."""

    question: str
    query: str
    """Words that were sent to the indexes."""
    created: str = ""
    indexes: tuple[str, ...] = ()
    """Those that were asked."""
    filters: dict[str, str] = Field(default={})
    failures: tuple[Failure, ...] = ()
    ranked: tuple[Ranked, ...] = ()
    """Works that passed the screening, best first."""
    exclusions: tuple[Exclusion, ...] = ()
    flow: Flow = Flow()


class Confidence(Record):
    """How likely a claim is true of everything published, by what was said of it."""

    claim: str
    """`<paper>#<claim>`."""
    value: float = Field(ge=0, le=1)
    basis: str = ""
    """The class of verdicts that it was counted on, in words and numbers."""
    n: int = 0
    """Labelled claims of that class."""


class PaperRead(Record):
    """A work and what was made of it."""

    work: Work
    report: Report | None = None
    """None where it could not be read."""
    unread: str = ""
    """Why it was not read, in words; empty where it was."""

    def name(self, claim: str) -> str:
        """`<paper>#<claim>`, as reviews and statements cite it."""
        return f"{self.work.key}#{claim}"


class Entry(Record):
    """One paper's figure for a quantity."""

    paper: str
    """`Work.key`."""
    value: Reported
    n: int | None = None
    protocol: dict[str, str] = Field(default={})
    where: Place = Place()
    claims: tuple[str, ...] = ()
    """`<paper>#<claim>` of the claims that rest on this figure."""


class Quantity(Record):
    """The same method, benchmark and metric in several papers."""

    method: str
    benchmark: str
    metric: str
    entries: tuple[Entry, ...]
    standing: Literal["agree", "disagree", "incomparable"]
    """`incomparable` where the papers' protocols differ, or one is not known to be the other's."""
    says: str
    """With its numbers: `71.2 against 70.9: 0.3 apart, rounding allows 0.1`."""


class Citation(Record):
    """What a document says of another one that it cites, put to that one."""

    paper: str
    """The citing document: `Work.key`, or the name of a given synthesis."""
    claim: str = ""
    """`<paper>#<claim>` where the sentence is an extracted claim."""
    quote: str
    cited: str
    """`Work.key` of the cited one."""
    outcome: Outcome
    reason: str = ""
    """Code: `agrees`, `disagrees`, `no-cell`, `not-readable`, …"""
    because: str = ""
    evidence: tuple[Evidence, ...] = ()


class Dossier(Record):
    """Everything that a synthesis may speak of."""

    question: str
    search: Search | None = None
    """None where a document was given and no search was made."""
    papers: tuple[PaperRead, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    citations: tuple[Citation, ...] = ()
    confidences: tuple[Confidence, ...] = ()
    given: Given | None = None


class Reason(Record):
    """Why a reviewer gives a score: what was found, and where."""

    says: str
    claims: tuple[str, ...] = ()
    """`<paper>#<claim>`."""


class Score(Record):
    """One reviewer's answer."""

    reviewer: str
    """Key in `REVIEWERS`; a model's score has the key of the rubric that it was given."""
    title: str
    score: float | None = Field(default=None, ge=0, le=10)
    """None where the dossier holds nothing that this rubric could judge."""
    reasons: tuple[Reason, ...] = ()
    to_raise: str = ""
    """What would raise it."""
    counts: str = ""
    """How the rubric counts, in words."""
    limit: str = ""
    """What the rubric cannot see."""
    proposed_by: str = ""
    """The language model that gave it; empty for the rubrics' own."""


class Review(Record):
    """All reviewers together."""

    scores: tuple[Score, ...]
    mean: float | None = None
    """Mean of the scores that there are, models' left out; 0 to 10."""
    sd: float | None = None
    """Their standard deviation (n − 1)."""
    weakest: str = ""
    """`Score.reviewer` of the lowest score, models' left out."""


class Statement(Record):
    """A sentence of the synthesis and the records that it was built from."""

    text: str
    claims: tuple[str, ...] = ()
    """`<paper>#<claim>`."""
    works: tuple[str, ...] = ()
    """`Work.key`."""
    smoothed_by: str = ""
    """The language model that reworded it; empty where it is the template's."""


class Section(Record):
    """A heading, and statements by paragraph."""

    id: str
    title: str
    paragraphs: tuple[tuple[Statement, ...], ...] = ()


class Synthesis(Record):
    """A dossier written down."""

    schema_version: int = SCHEMA_VERSION
    tool: str = ""
    created: str = ""
    title: str
    answer: tuple[Statement, ...] = ()
    """The answer in short, and how sure it is."""
    standings: dict[str, int] = Field(default={})
    """How the statements that bear on the question stand: `supported`, `contradicted`, …"""
    sections: tuple[Section, ...] = ()
    """Abstract, introduction, methodology, results by sub-question, limitations."""
    dossier: Dossier
    review: Review
    references: tuple[Work, ...] = ()
    """Works that a statement leads to, in the order of their first mention, then others read."""


RECORDS: dict[str, type[Record]] = {
    r.__name__: r for r in (Work, Search, Dossier, Review, Synthesis)
}
