"""What is heard of a sweep while it runs? Nothing, until a listener of another kind is given."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType

from claimcheck.errors import ClaimcheckError
from claimcheck.record import RunRecord
from repro.cells import Cell


class Listener:
    """Hears of a sweep in the process that started it; entered before and left after it."""

    def __enter__(self) -> Listener:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Hears no more."""

    def begin(self, cells: Sequence[Cell]) -> None:
        """All that is to be run."""

    def move(self, cell: Cell, stage: str, done: int, whole: int) -> None:
        """How far a run is in `train` or `probe`."""

    def end(self, cell: Cell, record: RunRecord) -> None:
        """A run is finished, or was before."""

    def fail(self, cell: Cell, error: ClaimcheckError) -> None:
        """A run has failed; the others go on."""
