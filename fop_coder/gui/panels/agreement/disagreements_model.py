"""Disagreements as a list: narrowed to the open ones, to a code, or to what only one coder coded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from fop_coder.gui.panels.agreement.difference_words import place_of, spoken, what_differs
from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.second_coding import Settlement
from fop_coder.project.disagreements import Disagreement, Over, settlement_key

_Index = QModelIndex | QPersistentModelIndex
Key = tuple[Guid, Guid | None, str]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which disagreements are listed.

    Attributes:
        open_only: those not settled yet.
        code: GUID of a code or scheme, None for all.
        only: place of the one coder who coded it, from 0; None for all.
        boundaries: passages that differ by their ends alone are listed too.
    """

    open_only: bool = False
    code: Guid | None = None
    only: int | None = None
    boundaries: bool = False

    def lets_through(self, found: Disagreement) -> bool:
        """Say whether a disagreement is listed."""
        if found.over is Over.BOUNDARY and not self.boundaries:
            return False
        if self.code is not None and found.about.guid != self.code:
            return False
        if self.only is not None and not _is_only(found, self.only):
            return False
        return found.settlement is None or not self.open_only


def _is_only(found: Disagreement, place: int) -> bool:
    """Say whether one coder alone has passages there."""
    cluster = found.cluster
    return found.over is Over.PASSAGE and cluster is not None and cluster.coders == {found.coders[place].guid}


class DisagreementModel(QAbstractListModel):
    """The disagreements of the coders compared, in their order; those that the narrowing lets through are rows."""

    DISAGREEMENT = Qt.ItemDataRole.UserRole

    def __init__(self, parent: QObject) -> None:
        """Begin with nothing."""
        super().__init__(parent)
        self.found: list[Disagreement] = []
        self.narrowing = Narrowing()
        self._place: dict[Key, int] = {}
        self._rows: list[int] = []

    def show(self, found: Sequence[Disagreement], narrowing: Narrowing | None = None) -> None:
        """List these instead."""
        self.beginResetModel()
        self.found = list(found)
        self._place = {d.key: n for n, d in enumerate(self.found)}
        self._narrow(narrowing or self.narrowing)
        self.endResetModel()

    def narrow(self, narrowing: Narrowing) -> None:
        """List others of them; what was settled meanwhile goes where only open ones are listed."""
        self.beginResetModel()
        self._narrow(narrowing)
        self.endResetModel()

    def _narrow(self, narrowing: Narrowing) -> None:
        self.narrowing = narrowing
        self._rows = [n for n, d in enumerate(self.found) if narrowing.lets_through(d)]

    def take_in(self, change: Change) -> bool:
        """Follow settlements that were made or taken back; say whether that touched any of these.

        What is settled stays a row until the list is narrowed anew, so that nothing moves under the reader's eyes.
        """
        settled: dict[Key, Settlement | None] = {settlement_key(s): None for s in _settlements(change.removed)}
        settled |= {settlement_key(s): s for s in _settlements(change.added)}
        touched = [self._place[key] for key in settled if key in self._place]
        for place in touched:
            before = self.found[place]
            self.found[place] = replace(before, settlement=settled[before.key])
        rows = {place: row for row, place in enumerate(self._rows)}
        for place in touched:
            if place in rows:
                index = self.index(rows[place])
                self.dataChanged.emit(index, index)
        if any(place not in rows and self.narrowing.lets_through(self.found[place]) for place in touched):
            self.narrow(self.narrowing)
        return bool(touched)

    # ---- asking --------------------------------------------------------------------------------------------------

    @property
    def counted(self) -> list[Disagreement]:
        """All that are counted in the heading: boundaries only where they are listed."""
        return [d for d in self.found if d.over is not Over.BOUNDARY or self.narrowing.boundaries]

    def at(self, row: int) -> Disagreement | None:
        """Return the disagreement of a row."""
        return self.found[self._rows[row]] if 0 <= row < len(self._rows) else None

    def row_of(self, key: Key | None) -> int | None:
        """Return the row of a disagreement, None where it is not listed."""
        place = self._place.get(key) if key is not None else None
        return self._rows.index(place) if place is not None and place in self._rows else None

    def next_open(self, row: int) -> int | None:
        """Return the next row that is open, from the beginning again after the last; None where all are settled."""
        order = [*range(row + 1, len(self._rows)), *range(max(0, row + 1))]
        return next((n for n in order if self.found[self._rows[n]].settlement is None), None)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Return how many are listed."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a disagreement, in words or whole."""
        found = self.at(index.row()) if index.isValid() else None
        if found is None:
            return None
        answers: dict[int, Callable[[], Any]] = {
            Qt.ItemDataRole.DisplayRole: lambda: f"{place_of(found)} {what_differs(found)}",
            Qt.ItemDataRole.AccessibleTextRole: lambda: spoken(found),
            self.DISAGREEMENT: lambda: found,
        }
        return answers[role]() if role in answers else None


def _settlements(values: Sequence[Any]) -> list[Settlement]:
    return [v for v in values if isinstance(v, Settlement)]
