"""Progress of a long export, and the wish to stop it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from fop_coder.model.errors import Cancelled

Progress = Callable[[int, int], None]
"""Told how many rows are done, of how many."""

_EVERY = 250
T = TypeVar("T")


class Watch:
    """Counts rows, tells how far the work is, and stops it when asked to.

    Args:
        total: rows to be written, as far as known; progress never goes beyond it.
        progress: told now and then; None where nobody wants to know.
        cancelled: asked now and then; None where it cannot be stopped.
        every: rows between two such moments.
    """

    def __init__(
        self,
        total: int,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
        *,
        every: int = _EVERY,
    ) -> None:
        """Begin with nothing done."""
        self._every = every
        self._total, self._progress, self._cancelled = max(total, 1), progress, cancelled
        self._done = 0
        self.tell()

    def over(self, rows: Iterable[T]) -> Iterator[T]:
        """Pass rows on, counting them.

        Raises:
            Cancelled: between two rows, when the user has stopped the work.
        """
        for row in rows:
            yield row
            self._done += 1
            if self._done % self._every == 0:
                self.tell()

    def tell(self) -> None:
        """Tell how far the work is.

        Raises:
            Cancelled: when the user has stopped it.
        """
        if self._cancelled is not None and self._cancelled():
            raise Cancelled("the export was stopped; nothing was written")
        if self._progress is not None:
            self._progress(min(self._done, self._total - 1), self._total)

    def finish(self) -> None:
        """Tell that all is done; from here on it cannot be stopped."""
        if self._progress is not None:
            self._progress(self._total, self._total)
