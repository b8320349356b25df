"""The items of an instrument with one respondent's answers, kept here until they are put into the project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from fop_coder.model.codebook import Instrument, Item
from fop_coder.project.instruments import Form, answer_written

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
NUMBER, WORDING, ANSWER, TURNED, SUBSCALE = range(5)
"""The columns."""


class AnswersModel(QAbstractTableModel):
    """Items down; what is typed is kept here until the dialog puts it into the project.

    Signals:
        typed: an answer is another one now.
    """

    typed = Signal()

    def __init__(self, parent: QObject) -> None:
        """Begin without items."""
        super().__init__(parent)
        self._form: Form | None = None
        self._answers: dict[int, str] = {}
        self._begun: tuple[int, str] | None = None

    # ---- what is asked and answered ----------------------------------------------------------------------------------

    def show(self, form: Form | None) -> None:
        """Show what a respondent answered; None for nothing."""
        self.beginResetModel()
        self._form, self._begun = form, None
        self._answers = dict(form.answers) if form is not None else {}
        self.endResetModel()

    @property
    def instrument(self) -> Instrument | None:
        """The instrument that is shown."""
        return self._form.instrument if self._form is not None else None

    @property
    def answers(self) -> Mapping[int, str]:
        """All answers by item; '' where one is missing."""
        return {item.number: self._answers.get(item.number, "") for item in self._items}

    @property
    def counting(self) -> Mapping[int, str]:
        """The answers that count, those for all occasions beneath."""
        return self._form.counting(self._answers) if self._form is not None else {}

    @property
    def has_changes(self) -> bool:
        """Whether something was typed that is not kept."""
        given = self._form.answers if self._form is not None else {}
        return any(self._answers.get(i.number, "") != given.get(i.number, "") for i in self._items)

    @property
    def _items(self) -> tuple[Item, ...]:
        return self._form.instrument.items if self._form is not None else ()

    def first_empty(self) -> int:
        """Return the row of the first item without an answer; the first row where all have one."""
        return next((row for row, i in enumerate(self._items) if not self._answers.get(i.number)), 0)

    # ---- typing ------------------------------------------------------------------------------------------------------

    def begin(self, row: int, character: str) -> bool:
        """Take a character of an answer; say whether the answer is whole, so that one can go on.

        Raises:
            ValueRefused: if no answer is so; what was there before stays.
        """
        before = self._begun[1] if self._begun is not None and self._begun[0] == row else ""
        written = before + character
        self._begun = (row, written)
        if self._goes_on(written):
            self._tell(row)
            return False
        return self.finish()

    def finish(self) -> bool:
        """Take what was begun for an answer; say whether anything was begun.

        Raises:
            ValueRefused: if no answer is so; what was there before stays.
        """
        if self._begun is None or self.instrument is None:
            return False
        (row, written), self._begun = self._begun, None
        self._tell(row)
        self.put(row, answer_written(self.instrument, written))
        return True

    def put(self, row: int, answer: str) -> None:
        """Give an item an answer; '' for a missing one."""
        self._begun = None
        self._answers[self._items[row].number] = answer
        self._tell(row)
        self.typed.emit()

    def _goes_on(self, written: str) -> bool:
        """Say whether more may be typed: "1" where 10 is an answer too."""
        instrument = self.instrument
        numbers = range(instrument.lowest, instrument.highest + 1) if instrument is not None else range(0)
        return any(len(str(n)) > len(written) and str(n).startswith(written) for n in numbers)

    def _tell(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, ANSWER), self.index(row, ANSWER))

    # ---- as Qt sees it -----------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many items there are."""
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return number, wording, answer, whether turned round, and subscale."""
        return 0 if parent.isValid() else SUBSCALE + 1

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a heading."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section <= SUBSCALE:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        headings = (
            self.tr("Item"),
            self.tr("Wording"),
            self.tr("Answer"),
            self.tr("Turned round"),
            self.tr("Subscale"),
        )
        return headings[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell; for a screen reader the whole item, wherever one stands in it."""
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(index.row(), item, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index.row(), item)
        return None

    def _shown(self, row: int, item: Item, column: int) -> str:
        if column == ANSWER:
            return self.shown_answer(row)
        turned = self.tr("turned round") if item.reversed else ""
        return {NUMBER: str(item.number), WORDING: item.name, TURNED: turned, SUBSCALE: item.subscale}[column]

    def shown_answer(self, row: int) -> str:
        """Return the answer that stands in a row; in brackets one that counts because it holds for all occasions."""
        if self._begun is not None and self._begun[0] == row:
            return self._begun[1] + "\N{HORIZONTAL ELLIPSIS}"
        number = self._items[row].number
        beneath = self._form.beneath.get(number, "") if self._form is not None else ""
        return self._answers.get(number, "") or (f"({beneath})" if beneath else "")

    def _spoken(self, row: int, item: Item) -> str:
        parts = [self.tr("Item {0}").format(item.number), item.name, self.tr("turned round") if item.reversed else ""]
        answer = self.shown_answer(row) or self.tr("missing")
        return f"{', '.join(p for p in (*parts, item.subscale) if p)}: {answer}"


def _alignment(column: int) -> Qt.AlignmentFlag:
    sides = {NUMBER: Qt.AlignmentFlag.AlignRight, ANSWER: Qt.AlignmentFlag.AlignHCenter}
    return sides.get(column, Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
