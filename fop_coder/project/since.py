"""What has become of values since some entry of the history: only what stands, not the way there and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from fop_coder.model.base import Guid
from fop_coder.model.change import HistoryLine, Value
from fop_coder.project.happenings import latest
from fop_coder.project.project import Project

_PAGE = 500
"""So many entries are looked at between two words on how far it is."""


@dataclass(frozen=True, slots=True)
class Happened:
    """What became of one value.

    Attributes:
        before: as it was then, None where it was added since.
        after: as it is now, None where it was taken out.
        number, at, coder: of the last entry of the history that touched it; ``at`` in ISO 8601, UTC.
    """

    before: Value | None
    after: Value | None
    number: int
    at: str
    coder: Guid


def net_changes(
    project: Project,
    after: int,
    kinds: frozenset[type],
    progress: Callable[[int, int], None] | None = None,
) -> list[Happened]:
    """Return what became of values of some kinds after an entry of the history, in the order of the entries.

    What was done and taken back, and what came to the same in the end, is left out. Entries whose content was erased
    tell nothing.

    Args:
        after: number of the last entry that is not looked at; 0 for the whole history.
        progress: told how many of how many entries were looked at.
    """
    found: dict[tuple[type, Guid], Happened] = {}
    for line in _standing(project, after, {kind.__name__ for kind in kinds}, progress):
        change = project.store.history_change(line.number)
        if change is None:
            continue
        for value in change.removed:
            if type(value) in kinds:
                _put(found, line, value, is_there=False)
        for value in change.added:
            if type(value) in kinds:
                _put(found, line, value, is_there=True)
    return sorted((h for h in found.values() if h.before != h.after), key=lambda h: h.number)


def _put(found: dict[tuple[type, Guid], Happened], line: HistoryLine, value: Value, *, is_there: bool) -> None:
    key = (type(value), value.guid)
    known = found.get(key) or Happened(None if is_there else value, None, 0, "", line.coder)
    after = value if is_there else None
    found[key] = replace(known, after=after, number=line.number, at=line.at, coder=line.coder)


def _standing(
    project: Project, after: int, kinds: set[str], progress: Callable[[int, int], None] | None
) -> Iterator[HistoryLine]:
    """Yield the entries that touch some kinds, but for those that were taken back and those that took them back."""
    newest = latest(project)
    for first in range(after + 1, newest + 1, _PAGE):
        last = min(first + _PAGE - 1, newest)
        for line in reversed(project.store.history_lines(last, first)):
            is_undo = line.undoes is not None and line.undoes > after
            if not is_undo and line.undone_by is None and line.kinds & kinds:
                yield line
        if progress is not None:
            progress(last - after, newest - after)
