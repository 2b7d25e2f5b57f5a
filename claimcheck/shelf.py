"""Which of these works can be read, and what was made of them before?

Each paper's report is kept under the digest of what was read, of the claims at hand for it and the
tool's version, so that a killed run goes on where it was. One paper that cannot be had, or is
broken, is an answer of its own and leaves the others alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

import claimcheck
from claimcheck import __version__, claimset, corpus, pipeline, store
from claimcheck.errors import ClaimcheckError, ParseError, SourceError, UnsafeInput
from claimcheck.literature import Exclusion, PaperRead, Work
from claimcheck.record import SCHEMA_VERSION, Document, Paper, Report
from claimcheck.sources import fetch

Kept = TypeVar("Kept", Report, Paper)
NO_TEXT = "no index knows a full text of it that is free and can be read by program"
TRIES = 2
"""Works that are tried for each paper that is wanted, since some cannot be read."""


@dataclass(frozen=True)
class Wanted:
    """A work, and the reference by which its text is had; empty where there is none."""

    work: Work
    reference: str = ""


@dataclass(frozen=True)
class Shelf:
    """How papers are had, and who is told."""

    offline: bool = False
    refresh: bool = False
    jobs: int = 0
    """Papers at a time; 0: as many as cores."""
    runs: tuple[Path, ...] = ()
    """Folders of finished reruns that are a witness, too."""
    talk: Callable[[str], None] = field(default=lambda message: None)
    done: Callable[[int], None] = field(default=lambda papers: None)
    """Told how many more papers are finished with."""

    def read(
        self, wanted: Sequence[Wanted], papers: int
    ) -> tuple[tuple[PaperRead, ...], tuple[Exclusion, ...]]:
        """The first `papers` works that can be read, those before them that cannot, and why.

        Works without a text cost nothing; of the others, TRIES times as many are tried at most."""
        found: list[PaperRead] = []
        excluded: list[Exclusion] = []
        left, tries = list(wanted), TRIES * papers
        while left and tries > 0:
            missing = papers - sum(p.report is not None for p in found)
            if missing <= 0:
                break
            batch, left = _next(left, min(missing, tries))
            tries -= sum(bool(one.reference) for one in batch)
            for paper, reason in self._batch(batch):
                found.append(paper)
                if reason:
                    excluded.append(_excluded(paper, reason))
        return tuple(found), tuple(excluded)

    def _batch(self, batch: Sequence[Wanted]) -> list[tuple[PaperRead, str]]:
        """Each work as read, or not, with the code of the reason; in their order."""
        made: dict[str, tuple[PaperRead, str]] = {}
        asked: list[Wanted] = []
        for one in batch:
            if one.work.withdrawn or not one.reference:
                made[one.work.key] = _unasked(one.work)
            elif report := self._kept(one.reference):
                made[one.work.key] = _read(one.work, report)
            else:
                asked.append(one)
        self.done(len(made))
        results = corpus.verify_all(
            [one.reference for one in asked],
            self._options(),
            jobs=self.jobs,
            done=lambda: self.done(1),
            work=verified,
        )
        for one, result in zip(asked, results, strict=True):
            for notice in result.notices:
                self.talk(notice)
            made[one.work.key] = (
                _read(one.work, result.report)
                if result.report
                else _failed(one.work, result.error or ClaimcheckError("it was not read"))
            )
        return [made[one.work.key] for one in batch]

    def _options(self) -> dict[str, Any]:
        return {"offline": self.offline, "refresh": self.refresh, "runs": self.runs}

    def _kept(self, reference: str) -> Report | None:
        """The report that an earlier run kept of the very same text."""
        if self.refresh:
            return None
        try:
            document = fetch(reference, offline=True)
        except ClaimcheckError:
            return None
        return _load(store.Cache(), _key(document, self.runs), Report)


def _next(left: list[Wanted], texts: int) -> tuple[list[Wanted], list[Wanted]]:
    """The works up to the one with which so many texts are asked for, and the rest."""
    seen = 0
    for at, one in enumerate(left, 1):
        seen += bool(one.reference)
        if seen == texts:
            return left[:at], left[at:]
    return left, []


def _excluded(paper: PaperRead, reason: str) -> Exclusion:
    work = paper.work
    return Exclusion(
        work=work.key, title=work.title, stage="reading", reason=reason, says=paper.unread
    )


def verified(reference: str, options: dict[str, Any]) -> corpus.Result:
    """One paper's report, kept for later runs; made for `corpus.verify_all`."""
    notices: list[str] = []
    offline, refresh, runs = options["offline"], options["refresh"], options["runs"]
    cache = store.Cache()
    try:
        key = _known(reference, offline=offline, refresh=refresh, runs=runs)
        if key and not refresh and (known := _load(cache, key, Report)):
            return corpus.Result(reference, known)
        request = pipeline.Request(
            reference, offline=offline, runs=runs, published_runs=True, talk=notices.append
        )
        gathered = pipeline.gather(request)
        report = pipeline.verify(request, gathered)
        if key and gathered[0]:
            cache.put(f"paper:{report.digest}", gathered[0].model_dump_json().encode())
            cache.put(key, report.model_dump_json().encode())
    except ClaimcheckError as error:
        return corpus.Result(reference, error=error, notices=tuple(notices))
    return corpus.Result(reference, report, notices=tuple(notices))


def _known(reference: str, *, offline: bool, refresh: bool, runs: Sequence[Path]) -> str:
    """The key of the text behind the reference; empty where there is none, though claims of it may
    be at hand."""
    try:
        return _key(fetch(reference, offline=offline, refresh=refresh), runs)
    except SourceError:
        return ""


def text_of(report: Report) -> Paper | None:
    """The paper as it was read for this report; None where it was not kept."""
    return _load(store.Cache(), f"paper:{report.digest}", Paper) if report.digest else None


def _key(document: Document, runs: Sequence[Path]) -> str:
    """What a report depends on: the text, the claims and results at hand, and who reads them."""
    read = {name: store.digest(data) for name, data in sorted(document.files.items())}
    folder = claimset.folder(document.id)
    beside = {
        str(path): store.digest(path.read_bytes())
        for root in (folder, *(r / claimset.slug(claimset.bare(document.id)) for r in runs))
        if root
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
    parts = [document.source, document.id, read, beside, _program(), SCHEMA_VERSION]
    return f"report:{store.digest(json.dumps(parts).encode())}"


@cache
def _program() -> str:
    """Which program reads: its version, and, where it is being changed, its files as they are."""
    files = sorted(Path(claimcheck.__file__).parent.rglob("*.py"))
    states = [(str(f), f.stat().st_size, f.stat().st_mtime_ns) for f in files]
    return store.digest(json.dumps([__version__, states]).encode())


def _load(cache: store.Cache, key: str, kind: type[Kept]) -> Kept | None:
    kept = cache.get(key)
    if kept is None:
        return None
    try:
        return kind.model_validate_json(kept)
    except ValidationError:  # of another version: it is made again
        return None


def _unasked(work: Work) -> tuple[PaperRead, str]:
    if work.withdrawn:
        says = "an index calls it withdrawn or retracted"
        return PaperRead(work=work, unread=says), "withdrawn"
    return PaperRead(work=work, unread=NO_TEXT), "no-full-text"


def _failed(work: Work, error: ClaimcheckError) -> tuple[PaperRead, str]:
    broken = isinstance(error, ParseError | UnsafeInput) or not isinstance(error, SourceError)
    return PaperRead(work=work, unread=str(error)), "unreadable" if broken else "no-full-text"


def _read(work: Work, report: Report) -> tuple[PaperRead, str]:
    """What was read; a document that reports on papers is no source of claims itself."""
    if report.format == "synthesis":
        says = "it is a synthesis of other papers, and only what was measured first-hand is used"
        return PaperRead(work=work, unread=says), "secondary"
    known = {
        "title": work.title or report.title or report.paper,
        "authors": work.authors or report.authors,
        "published": work.published or report.published,
    }
    return PaperRead(work=work.model_copy(update=known), report=report), ""
