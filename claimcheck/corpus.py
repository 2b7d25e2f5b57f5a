"""What do the witnesses say of many papers, one process a core?

A paper that cannot be read is its error, and the others go on.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

from claimcheck.errors import ClaimcheckError
from claimcheck.pipeline import Request, verify
from claimcheck.record import Report


@dataclass(frozen=True)
class Result:
    """One paper's report, or why there is none; and what was to be told on the way."""

    reference: str
    report: Report | None = None
    error: ClaimcheckError | None = None
    notices: tuple[str, ...] = ()


def verify_all(
    references: Sequence[str],
    options: dict[str, Any],
    *,
    jobs: int = 0,
    done: Callable[[], None] = lambda: None,
    work: Callable[[str, dict[str, Any]], Result] | None = None,
) -> Iterator[Result]:
    """The results in the order of the references; `done` is called as each is ready.

    `options` are the fields of a Request that another process can be sent. With `jobs` 0 all cores
    work. `work` is what is done with each reference, a function of a module; verifying it, if none.
    """
    work = work or _verified
    workers = min(jobs or cores(), len(references))
    if workers < 2:
        for reference in references:
            result = work(reference, options)
            done()
            yield result
        return
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    try:
        futures = [pool.submit(work, reference, options) for reference in references]
        for future in futures:
            future.add_done_callback(lambda _: done())
        for reference, future in zip(references, futures, strict=True):
            yield _result(reference, future)
    finally:
        pool.shutdown(cancel_futures=True)


def cores() -> int:
    """Those that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _verified(reference: str, options: dict[str, Any]) -> Result:
    notices: list[str] = []
    try:
        report = verify(Request(reference, talk=notices.append, **options))
    except ClaimcheckError as error:
        return Result(reference, error=error, notices=tuple(notices))
    return Result(reference, report, notices=tuple(notices))


def _result(reference: str, future: Future[Result]) -> Result:
    """What the process answered; where it died or broke, that is the error of this paper."""
    broken = future.exception()
    if broken is None:
        return future.result()
    said = f"{reference}: {type(broken).__name__}: {broken}"
    remedy = "verify this paper alone, with -j 1, and report what is printed"
    return Result(reference, error=ClaimcheckError(said, remedy=remedy))
