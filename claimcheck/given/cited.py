"""What can be had of the works that a synthesis cites: their text, their tables, claims at hand?

What cannot be had costs that work only. A DOI is looked up in the literature indexes, and nothing
but arXiv is fetched: a document that somebody gave us names no other address, and no file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from claimcheck import claimset, reading
from claimcheck.citations import works
from claimcheck.citations.works import Readable
from claimcheck.errors import Unreachable
from claimcheck.extract import prose
from claimcheck.given.quotes import Text
from claimcheck.reading import FAILURES, Request
from claimcheck.record import Block, Claim, ClaimSet, Paper, Reference, Table

MOST = 40
"""Works of one synthesis that are fetched."""
NO_ID = "its entry names neither an arXiv id nor a DOI, and nothing else is fetched"


@dataclass(frozen=True)
class Cited:
    """A work that is cited, with what could be had of it."""

    key: str
    reference: Reference
    places: tuple[int, ...]
    """Of its entries in the list of references."""
    paper: Paper | None = None
    unread: str = ""
    known: ClaimSet | None = None
    folder: Path | None = None
    """Where the known claims lie."""

    @property
    def is_at_hand(self) -> bool:
        """Whether anything is there to hold a claim against."""
        return self.paper is not None or self.known is not None

    @property
    def title(self) -> str:
        found = self.paper.title if self.paper else ""
        return found or (self.known.title if self.known else "") or works.title(self.reference)

    @cached_property
    def readable(self) -> Readable | None:
        return Readable.of(self.key, self.paper) if self.paper else None

    @cached_property
    def text(self) -> Text:
        """Its sentences; titles and headings left out."""
        blocks = self.paper.blocks if self.paper else ()
        kept = (b for b in blocks if b.kind not in ("title", "heading"))
        return Text(tuple(s for b in kept for s in b.sentences))

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What its own prose claims."""
        return prose.claims(self.paper) if self.paper else ()


def bring(request: Request, references: Sequence[Reference]) -> tuple[Cited, ...]:
    """The works that the entries name, each once, in their order."""
    entries: dict[str, list[int]] = {}
    for place, reference in enumerate(references):
        entries.setdefault(works.key(reference), []).append(place)
    found: list[Cited] = []
    desk = _Desk(request)
    for key, places in entries.items():
        one = Cited(key, references[places[0]], tuple(places))
        if len(found) < MOST:
            found.append(desk.fetched(one))
        else:
            found.append(replace(one, unread=f"only the first {MOST} works are fetched"))
    return _told_apart(found)


class _Desk:
    """Where works are asked for; what does not answer is not asked again."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.down = ""
        """Why arXiv is not asked any more."""
        self.lost = ""
        """Why the indexes are not asked any more."""

    def fetched(self, work: Cited) -> Cited:
        """The work with its text and with claims of it, where they can be had."""
        identifier = work.reference.arxiv or works.arxiv(work.reference)
        if not identifier:
            identifier, why = self._looked_up(work)
            if not identifier:
                return replace(work, unread=why)
        work = _with_claims(work, identifier)
        self.request.progress(f"reading {work.key}, which it cites")
        offline = self.request.offline or bool(self.down)
        asked = replace(
            self.request, reference=identifier, format=None, stdin=None, offline=offline
        )
        try:
            return replace(work, paper=reading.read(asked))
        except Unreachable as error:
            self.down = f"not in the cache, and arXiv did not answer for {work.key}"
            return replace(work, unread=str(error))
        except FAILURES as error:
            return replace(work, unread=self.down or str(error))

    def _looked_up(self, work: Cited) -> tuple[str, str]:
        """The arXiv id of a work whose entry has a DOI alone, or why there is none."""
        doi = works.doi(work.reference)
        if not doi:
            return "", NO_ID
        from claimcheck.search import work_of

        request = self.request
        try:
            found = work_of(
                doi, offline=request.offline or bool(self.lost), refresh=request.refresh,
                transport=request.transport, progress=request.progress,
            )  # fmt: skip
        except Unreachable as error:
            self.lost = f"not in the cache, and no index answered for {doi}"
            return "", str(error)
        except FAILURES as error:
            return "", self.lost or str(error)
        return found.arxiv, "" if found.arxiv else f"no index knows doi:{doi} on arXiv"


def _with_claims(work: Cited, identifier: str) -> Cited:
    folder = claimset.folder(identifier)
    if folder is None:
        return work
    return replace(work, known=claimset.read(folder / "claims.yaml"), folder=folder)


def _told_apart(found: Iterable[Cited]) -> tuple[Cited, ...]:
    """The works, with table ids of their own where several were read."""
    every = tuple(found)
    read = [one for one in every if one.paper is not None]
    if len(read) < 2:
        return every
    return tuple(
        replace(one, paper=_renamed(one.paper, one.key)) if one.paper else one for one in every
    )


def _renamed(paper: Paper, key: str) -> Paper:
    before = key.partition(":")[2]

    def table(table: Table) -> Table:
        where = table.where.model_copy(update={"table": _prefixed(before, table.where.table)})
        return table.model_copy(update={"id": f"{before}/{table.id}", "where": where})

    def block(block: Block) -> Block:
        if not block.where.table:
            return block
        where = block.where.model_copy(update={"table": _prefixed(before, block.where.table)})
        return block.model_copy(update={"where": where})

    tables, blocks = tuple(map(table, paper.tables)), tuple(map(block, paper.blocks))
    return paper.model_copy(update={"tables": tables, "blocks": blocks})


def _prefixed(before: str, table: str) -> str:
    return f"{before}/{table}" if table else ""
