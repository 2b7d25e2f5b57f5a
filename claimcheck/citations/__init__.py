"""Is what a paper says of the works that it cites what these works print?

A sentence or a table's row with a citation is put to the cited work's own tables, where it can be
read. What cannot be bound to one cell there stays undecided, with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimcheck.citations import putting, statements, works
from claimcheck.citations.marks import Bibliography
from claimcheck.citations.putting import Answer
from claimcheck.citations.statements import Listed, Statement
from claimcheck.citations.works import Readable
from claimcheck.extract.prose import in_tables
from claimcheck.literature import Citation
from claimcheck.record import Claim, Evidence, Paper, Reference, Report

MOST = 2_000
"""Statements of one paper that are looked at."""
UNREAD = "the cited work could not be read"
SILENT = Answer("undecided", "no-cell", "no number in the cited work's tables speaks of it")


def citations(
    paper: Paper, report: Report | None, cited: Mapping[str, Paper | Report]
) -> tuple[Citation, ...]:
    """What `paper` says in numbers of the works that it cites, put to these; `cited` are the works
    that can be read, by `Work.key` or arXiv id.

    A statement on a work that is not among them is undecided, `not-readable`. `report` is the
    citing paper's own: its claims lend their ids to sentences that they share. Nothing is
    contradicted unless the sentence names row, column and metric of one cell.
    """
    bibliography = Bibliography(paper.references)
    shelf = works.shelved(cited)
    resolved = [works.resolve(entry, shelf) for entry in paper.references]
    name = citing(paper)
    ids = {c.quote: f"{report.paper}#{c.id}" for c in reversed(report.claims)} if report else {}
    spoken = [s for s, _ in zip(statements.spoken(paper, bibliography), range(MOST), strict=False)]
    rows = [r for r, _ in zip(statements.listed(paper, bibliography), range(MOST), strict=False)]
    asked = _Asked(paper, shelf, resolved)
    return (
        *(_said(name, s, key, a, ids) for s, told in asked.read(spoken) for key, a in told),
        *(_listed(name, row, asked) for row in rows),
    )


def citing(paper: Paper) -> str:
    """The name by which a citing paper goes: `arxiv:…`, else its own id."""
    return works.key(Reference(text="", arxiv=paper.id)) if _has_id(paper) else paper.id


def _has_id(paper: Paper) -> bool:
    return bool(works.arxiv(Reference(text="", arxiv=paper.id)))


Told = tuple[Statement, list[tuple[str, Answer]]]
"""A statement, and what each work that it cites answers, by its key."""


class _Asked:
    """The works that are cited, each read once above the statements on it."""

    def __init__(
        self, paper: Paper, shelf: Sequence[Readable], resolved: Sequence[Readable | None]
    ) -> None:
        self.paper, self.shelf, self.resolved = paper, shelf, resolved
        self.own = frozenset() if paper.format == "synthesis" else in_tables(paper).cells
        self._made: dict[tuple[str, str], list[Claim]] = {}

    def read(self, spoken: Sequence[Statement]) -> list[Told]:
        """The answers to each statement: one a work that it cites, and one a claim where several
        are decided."""
        for work in self.shelf:
            self._prepare([s for s in spoken if work in self._works(s)], work)
        return [
            (s, [(self.name(i), a) for i in s.entries for a in self._answers(s, i)]) for s in spoken
        ]

    def name(self, place: int) -> str:
        """The key of an entry's work; the one on the shelf knows more than the entry may."""
        work = self.resolved[place]
        return work.key if work else works.key(self.paper.references[place])

    def _works(self, statement: Statement) -> list[Readable]:
        return [work for i in statement.entries if (work := self.resolved[i])]

    def _prepare(self, spoken: Sequence[Statement], work: Readable) -> None:
        texts = list(dict.fromkeys(s.plain for s in spoken))
        made = putting.claims(texts, work)
        self._made |= {(work.key, text): made.get(i, []) for i, text in enumerate(texts)}

    def claims(self, statement: Statement, work: Readable) -> list[Claim]:
        """What the statement claims, read above the tables of a work."""
        if (work.key, statement.plain) not in self._made:
            self._prepare([statement], work)
        return self._made[work.key, statement.plain]

    def _answers(self, statement: Statement, place: int) -> list[Answer]:
        work = self.resolved[place]
        if work is None:
            return [Answer("undecided", "not-readable", UNREAD)] if statement.is_result else []
        found = [
            self._put(statement, claim, place, work)
            for claim in self.claims(statement, work)
            if place in (statement.named_by(claim.method) or statement.entries)
        ]
        decided = [a for a in found if a.outcome != "undecided"]
        if decided or (found and found[0].reason != "no-cell"):
            return decided or found[:1]
        if other := self._elsewhere(statement):
            return [other]
        return found[:1] or ([SILENT] if statement.is_result else [])

    def _put(self, statement: Statement, claim: Claim, place: int, work: Readable) -> Answer:
        answer = putting.spoken(statement, claim, work, self.own)
        whose = statement.named_by(claim.method) or statement.entries
        if answer.outcome == "contradicted" and whose != (place,):
            others = "it cites several works, and does not say whose number it is"
            return Answer("undecided", "several-cited", others, answer.evidence, claim)
        return answer

    def _elsewhere(self, statement: Statement) -> Answer | None:
        """A work that the statement does not cite and that prints what it says."""
        cited = self._works(statement)
        for other in (work for work in self.shelf if work not in cited):
            for claim in self.claims(statement, other):
                answer = putting.spoken(statement, claim, other, self.own)
                if answer.outcome == "supported":
                    says = f"the work cited does not say so, {other.key} does: {answer.because}"
                    return Answer("undecided", "other-work", says, answer.evidence, claim)
        return None


def _said(
    name: str, statement: Statement, cited: str, answer: Answer, ids: Mapping[str, str]
) -> Citation:
    numbers = ", ".join(answer.claim.numbers) if answer.claim else statement.numbers
    place = statement.where
    said = Evidence(source=place.source, where=place.section or "text", value=numbers)
    return Citation(
        paper=name,
        claim=ids.get(statement.quote, ""),
        quote=statement.quote,
        cited=cited,
        outcome=answer.outcome,
        reason=answer.reason,
        because=answer.because,
        evidence=(said, *answer.evidence),
    )


def _listed(name: str, row: Listed, asked: _Asked) -> Citation:
    work = asked.resolved[row.entries[0]]
    if len(row.entries) > 1:
        answer = Answer("undecided", "several-cited", "its row cites several works")
    elif work is None:
        answer = Answer("undecided", "not-readable", UNREAD)
    else:
        answer = putting.tabled(row, work)
    place = row.where
    at = f"table {place.table}, row {(place.row or 0) + 1}, column {(place.column or 0) + 1}"
    said = Evidence(source=place.source, where=at, value=row.result.value.printed)
    return Citation(
        paper=name, quote=row.quote, cited=asked.name(row.entries[0]), outcome=answer.outcome,
        reason=answer.reason, because=answer.because, evidence=(said, *answer.evidence),
    )  # fmt: skip
