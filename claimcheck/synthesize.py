"""From a research question to a synthesis: the whole run, top to bottom.

question → search → works → shelf → papers with verdicts → quantities, citations, confidences →
Dossier → review → compose → Synthesis → render
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck import __version__, claimset, store
from claimcheck.citations import citations
from claimcheck.confidence import confidences
from claimcheck.errors import ClaimsError, SourceError
from claimcheck.literature import (
    Citation,
    Dossier,
    Exclusion,
    Flow,
    Hit,
    PaperRead,
    Ranked,
    Search,
    Synthesis,
    Work,
)
from claimcheck.render import html
from claimcheck.render.syntheses import FILES, RENDERERS
from claimcheck.review import review
from claimcheck.search import search
from claimcheck.search.merging import fold
from claimcheck.search.ranking import K
from claimcheck.shelf import Shelf, Wanted, text_of
from claimcheck.sources.reference import arxiv_id, stem
from claimcheck.sources.web import is_public
from claimcheck.synthesis import align, compose

if TYPE_CHECKING:
    from claimcheck.llm import Endpoint

PAPERS = 10
"""Papers that are read where nobody says how many."""
DEPTH = 4
"""Works that are kept of a search for each paper that is to be read: many have no free text."""
TITLE = 20
"""Letters of a title that is worth comparing."""
LONGEST = 60
"""Characters of a folder's name."""


@dataclass(frozen=True)
class Job:
    """The question, where to look, what to read, and where to write."""

    question: str
    papers: int = PAPERS
    given: tuple[str, ...] = ()
    """Papers named instead of a search."""
    indexes: tuple[str, ...] | None = None
    """Literature indexes to ask; None asks all."""
    years: tuple[int | None, int | None] | None = None
    fields: tuple[str, ...] = ()
    offline: bool = False
    refresh: bool = False
    jobs: int = 0
    runs: tuple[Path, ...] = ()
    output: Path = Path("reports")
    model: Endpoint | None = None
    """A language model that may add scores and reword sentences; None asks nobody."""
    talk: Callable[[str], None] = field(default=lambda message: None)
    progress: Callable[[str], None] = field(default=lambda message: None)
    stage: Callable[[str, int], None] = field(default=lambda name, total: None)
    """Told what begins, and how many steps it has."""
    done: Callable[[int], None] = field(default=lambda steps: None)


def synthesize(job: Job) -> tuple[Synthesis, list[Path]]:
    """Searches, reads, checks, reviews, writes. Raises SourceError where no paper can be read."""
    made = written_down(job, dossier(job))
    return made, write(made, job.output)


def dossier(job: Job) -> Dossier:
    """Everything that the synthesis may speak of."""
    if not job.question.strip():
        raise ClaimsError("there is no question", remedy="ask one, in quotation marks")
    found, wanted = _given(job) if job.given else _searched(job)
    count = len(job.given) or job.papers
    job.stage("reading papers", count)
    shelf = Shelf(
        offline=job.offline, refresh=job.refresh, jobs=job.jobs, runs=job.runs, talk=job.talk,
        done=job.done,
    )  # fmt: skip
    papers, excluded = shelf.read(wanted, count)
    for one in excluded:
        job.talk(f"not read: {one.title or one.work}: {one.says}")
    if job.given:
        papers, twice = _named(papers)
        excluded = (*excluded, *twice)
    read = [p for p in papers if p.report]
    if not read:
        said = excluded[0].says if excluded else "no work passed the screening"
        raise SourceError(
            f"none of {len(wanted)} works could be read: {said}",
            remedy="ask in other words, widen --years or --fields, or name papers with --from",
        )
    job.stage("comparing papers", len(read))
    return Dossier(
        question=job.question,
        search=_told(found, wanted, papers, excluded),
        papers=papers,
        quantities=align(papers),
        citations=tuple(c for p in read for c in _citing(p, read, job.done)),
        confidences=tuple(
            c for p in read if p.report for c in confidences(p.report, paper=p.work.key)
        ),
    )


def written_down(job: Job, gathered: Dossier) -> Synthesis:
    """The dossier reviewed and composed; reworded where a language model was asked for."""
    tool, created = f"claimcheck {__version__}", store.now()
    if job.model is None:
        return compose(gathered, review(gathered), tool=tool, created=created)
    from claimcheck.llm import Adviser, Smoother
    from claimcheck.llm.reviewer import scores

    adviser = Adviser(job.model)
    extra = scores(adviser, gathered, talk=job.talk, progress=job.progress)
    made = compose(gathered, review(gathered, extra), tool=tool, created=created)
    if adviser.silent:
        return made
    return Smoother(job.model).smooth(made, talk=job.talk, progress=job.progress)


def write(made: Synthesis, output: Path) -> list[Path]:
    """Every format, and beside them a page for each paper that was read."""
    folder = output / slug(made.title)
    pages = page_names(made.dossier.papers)
    files = []
    for name, file in FILES.items():
        files.append(folder / file)
        store.write(files[-1], RENDERERS[name](made, pages))
    for paper in made.dossier.papers:
        if paper.report:
            store.write(folder / pages[paper.work.key], html.render(paper.report))
    return files


def slug(question: str) -> str:
    """A folder's name from the question's first words; a long one's digest keeps it apart."""
    plain = re.sub(r"[^a-z0-9]+", "-", question.lower()).strip("-") or "question"
    if len(plain) <= LONGEST:
        return plain
    kept = plain[:LONGEST].rpartition("-")[0] or plain[:LONGEST]
    return f"{kept}-{store.digest(question.encode())[:6]}"


def page_names(papers: Iterable[PaperRead]) -> dict[str, str]:
    """By `Work.key`, where the paper's own page lies, seen from the synthesis."""
    names: dict[str, str] = {}
    for paper in papers:
        if paper.report:
            name = re.sub(r"[^A-Za-z0-9._-]+", "-", claimset.slug(paper.report.paper))[:LONGEST]
            twice = f"papers/{name}.html" in names.values()
            names[paper.work.key] = f"papers/{name}{f'-{len(names) + 1}' if twice else ''}.html"
    return names


def _searched(job: Job) -> tuple[Search, list[Wanted]]:
    """Works that the indexes know on the question; those on arXiv, or with a free PDF, can be
    read."""
    job.stage("searching", 0)
    found = search(
        job.question, limit=DEPTH * job.papers, years=job.years, fields=job.fields,
        indexes=job.indexes, offline=job.offline, refresh=job.refresh, progress=job.progress,
        talk=job.talk,
    )  # fmt: skip
    return found, [Wanted(r.work, text_at(r.work)) for r in found.ranked]


def text_at(work: Work) -> str:
    """Where its text may be had; empty where nobody knows."""
    return work.arxiv or (work.pdf if is_public(work.pdf) else "")


def _given(job: Job) -> tuple[Search, list[Wanted]]:
    """The papers that were named, as if a search had found them."""
    wanted = [
        Wanted(
            Work(
                key=f"given:{i}",
                title=stem(Path(name).name),
                arxiv=(arxiv_id(name) or "") if not Path(name).exists() else "",
                hits=(Hit(index="given", rank=i, via="given"),),
            ),
            name,
        )
        for i, name in enumerate(dict.fromkeys(job.given), 1)
    ]
    ranked = tuple(Ranked(work=w.work, score=1 / (K + i)) for i, w in enumerate(wanted, 1))
    flow = Flow(found={"given": len(wanted)}, screened=len(wanted))
    return Search(
        question=job.question, query="", created=store.now(), ranked=ranked, flow=flow
    ), wanted


def _named(papers: Sequence[PaperRead]) -> tuple[tuple[PaperRead, ...], tuple[Exclusion, ...]]:
    """Named papers under the keys that indexes would give them, each once."""
    kept: dict[str, PaperRead] = {}
    twice: list[Exclusion] = []
    for paper in papers:
        work = paper.work
        title = work.title if paper.report is None else paper.report.title or work.title
        own = arxiv_id(paper.report.paper if paper.report else work.arxiv or "") or ""
        key = f"arxiv:{claimset.bare(own)}" if own else f"title:{fold(title)}"
        if same := _same(key, title, work.authors, kept):
            says = f"the same paper as {kept[same].work.title or same}"
            twice.append(
                Exclusion(work=key, title=title, stage="merging", reason="duplicate", says=says)
            )
            continue
        known = {"key": key, "title": title, "arxiv": claimset.bare(own)}
        kept[key] = paper.model_copy(update={"work": work.model_copy(update=known)})
    return tuple(kept.values()), tuple(twice)


def _same(key: str, title: str, authors: Sequence[str], kept: Mapping[str, PaperRead]) -> str:
    """The key of the paper among those kept that this one is, too: by its key, or by a title of
    which the other's is the beginning, as a page break leaves it, with no other authors."""
    if key in kept:
        return key
    mine = fold(title)
    for name, other in kept.items():
        theirs = fold(other.work.title)
        short, long = sorted((mine, theirs), key=len)
        authored = authors and other.work.authors and set(authors) != set(other.work.authors)
        if len(short) >= TITLE and long.startswith(short) and not authored:
            return name
    return ""


def _told(
    found: Search,
    wanted: Sequence[Wanted],
    papers: Sequence[PaperRead],
    excluded: Sequence[Exclusion],
) -> Search:
    """The search with what became of its works: read, used, or left out and why."""
    tried = len(papers) + sum(e.reason == "duplicate" for e in excluded)
    beyond = [
        Exclusion(
            work=w.work.key, title=w.work.title, stage="reading", reason="beyond-limit",
            says="enough better-ranked works had been read",
        )
        for w in wanted[tried:]
    ]  # fmt: skip
    empty = [
        Exclusion(
            work=p.work.key, title=p.work.title, stage="use", reason="no-claims",
            says="no numeric claim was found in it",
        )
        for p in papers
        if p.report and not p.report.claims
    ]  # fmt: skip
    read = sum(p.report is not None for p in papers)
    unread = Counter(e.reason for e in excluded if e.stage == "reading")
    twice = sum(e.reason == "duplicate" for e in excluded)
    left = Counter(found.flow.excluded) + Counter({"beyond-limit": len(beyond)})
    flow = found.flow.model_copy(
        update={
            "duplicates": found.flow.duplicates + twice,
            "screened": found.flow.screened - twice,
            "excluded": dict(left),
            "sought": len(papers),
            "unread": dict(unread),
            "read": read,
            "used": read - len(empty),
        }
    )
    every = (*found.exclusions, *excluded, *beyond, *empty)
    return found.model_copy(update={"exclusions": every, "flow": flow})


def _citing(
    paper: PaperRead, read: Sequence[PaperRead], done: Callable[[int], None]
) -> tuple[Citation, ...]:
    """What a paper says of the others, put to these, under the names that works go by here."""
    text = text_of(paper.report) if paper.report else None
    done(1)
    if text is None or paper.report is None:
        return ()
    others = {p.work.key: p.report for p in read if p.report and p is not paper}
    own = f"{paper.report.paper}#"
    return tuple(
        c.model_copy(
            update={
                "paper": paper.work.key,
                "claim": f"{paper.work.key}#{c.claim.removeprefix(own)}" if c.claim else "",
            }
        )
        for c in citations(text, paper.report, others)
        if c.cited in others
    )
