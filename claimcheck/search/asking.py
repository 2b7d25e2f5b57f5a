"""What do several literature indexes say, asked at the same time, if one of them may be down?"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from claimcheck.errors import ClaimcheckError, NotFound, Offline, SourceError, Unreachable
from claimcheck.literature import Failure, Work
from claimcheck.sources.desk import FAULTS, Desk, Index
from claimcheck.sources.indexes import INDEXES
from claimcheck.sources.query import Query
from claimcheck.store import Cache

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")


@dataclass(frozen=True)
class How:
    """How the indexes are asked."""

    offline: bool = False
    refresh: bool = False
    transport: httpx.BaseTransport | None = None
    cache: Cache | None = None
    progress: Callable[[str], None] = field(default=lambda message: None)

    def desk(self, index: Index) -> Desk:
        return Desk(
            index,
            cache=self.cache,
            transport=self.transport,
            offline=self.offline,
            refresh=self.refresh,
            progress=self.progress,
        )


@dataclass(frozen=True)
class Told:
    """What one index said."""

    works: tuple[Work, ...] = ()
    seeds: tuple[str, ...] = ()
    """For each work the key of the one whose citations led to it; empty where none did."""
    fault: ClaimcheckError | None = None


def chosen(names: Sequence[str] | None) -> tuple[Index, ...]:
    """The indexes of these names, each once; all without names. Raises SourceError."""
    wanted = dict.fromkeys(INDEXES if names is None else names)
    unknown = [name for name in wanted if name not in INDEXES]
    if unknown or not wanted:
        raise SourceError(
            f"no literature index is called {unknown[0]!r}" if unknown else "no index was named",
            remedy=f"indexes are {', '.join(INDEXES)}",
        )
    return tuple(index for name, index in INDEXES.items() if name in wanted)


def answers(indexes: Sequence[Index], query: Query, most: int, how: How) -> dict[str, Told]:
    """What each index has on the query: up to `most` works, and what stopped it before that."""

    def ask(index: Index) -> Told:
        found: list[Work] = []
        try:
            with how.desk(index) as desk:
                for page in index.pages(desk, query, most):
                    found += page
        except FAULTS as error:
            return Told(tuple(found), fault=error)
        return Told(tuple(found))

    return _together({index.name: partial(ask, index) for index in indexes})


def links(indexes: Sequence[Index], seeds: Sequence[Work], most: int, how: How) -> dict[str, Told]:
    """The works that each seed cites and that cite it, up to `most` each way, by the indexes that
    know citations."""

    def follow(index: Index) -> Told:
        found: list[tuple[Work, str]] = []
        try:
            with how.desk(index) as desk:
                for seed in seeds:
                    found += ((work, seed.key) for work in _linked(desk, seed, most))
        except FAULTS as error:
            return Told(*_columns(found), fault=error)
        return Told(*_columns(found))

    knowing = (index for index in indexes if index.references or index.citations)
    return _together({index.name: partial(follow, index) for index in knowing})


def failures(told: Mapping[str, Told], *, what: str = "") -> Iterator[Failure]:
    """What stopped an index, and what to do about it."""
    for name, said in told.items():
        if said.fault:
            had = f"after {len(said.works)} works" if said.works else ""
            where = ", ".join(filter(None, (what, had)))
            yield Failure(
                index=name,
                says=f"{where}: {said.fault}" if where else str(said.fault),
                remedy=said.fault.remedy,
            )


def refuse_silence(told: Mapping[str, Told]) -> None:
    """Raises Offline or Unreachable where no index had anything to say but faults."""
    faults = [said.fault for said in told.values() if said.fault and not said.works]
    if not faults or len(faults) < len(told):
        return
    said = "; ".join(str(fault) for fault in faults)
    if all(isinstance(fault, Offline) for fault in faults):
        raise Offline(
            "the cache holds no index's answer to this question, and the network is switched off",
            remedy="ask it once without --offline, with the same years",
        )
    raise Unreachable(
        f"no literature index answered: {said}",
        remedy="check the network, or try again later; --offline works where the question was "
        "asked before",
    )


def _linked(desk: Desk, seed: Work, most: int) -> Iterator[Work]:
    for ask in (desk.index.references, desk.index.citations):
        if ask is None:
            continue
        try:
            yield from ask(desk, seed, most)
        except NotFound:  # it need not know every work
            continue


def _columns(found: Sequence[tuple[Work, str]]) -> tuple[tuple[Work, ...], tuple[str, ...]]:
    return tuple(work for work, _ in found), tuple(seed for _, seed in found)


def _together(jobs: Mapping[str, Callable[[], T]]) -> dict[str, T]:
    """What the jobs give, run side by side. Threads that nobody waits for, so that Ctrl-C ends the
    program at once; what a job raises is raised here."""
    done: dict[str, T] = {}
    raised: dict[str, BaseException] = {}

    def run(name: str, job: Callable[[], T]) -> None:
        try:
            done[name] = job()
        except BaseException as error:  # noqa: BLE001 - it is raised again, in the caller's thread
            raised[name] = error

    threads = [threading.Thread(target=run, args=each, daemon=True) for each in jobs.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for name in jobs:
        if name in raised:
            raise raised[name]
    return {name: done[name] for name in jobs}
