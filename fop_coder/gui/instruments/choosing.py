"""Which instrument, and on which occasion."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from fop_coder.gui.second_coding.parts import label
from fop_coder.model.codebook import Instrument


class Choosing(QWidget):
    """A list of instruments, and one of occasions into which a new one can be typed.

    Signals:
        changed: perhaps something else is chosen.
    """

    changed = Signal()

    def __init__(self) -> None:
        """Build it; ``offer`` fills it."""
        super().__init__()
        self._instruments: tuple[Instrument, ...] = ()
        self.box, self.occasions = QComboBox(), QComboBox()
        self.occasions.setEditable(True)
        self.occasions.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.occasions.setMinimumContentsLength(20)
        written = QLineEdit()
        written.setPlaceholderText(self.tr("for all occasions"))
        self.occasions.setLineEdit(written)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for words, box in ((self.tr("Ins&trument"), self.box), (self.tr("&Occasion"), self.occasions)):
            named = label(words, "sub")
            named.setWordWrap(False)
            named.setBuddy(box)
            box.setAccessibleName(words.replace("&", ""))
            row.addWidget(named)
            row.addWidget(box)
        written.setAccessibleName(self.tr("Occasion, empty for all occasions"))
        row.addStretch(1)
        for box in (self.box, self.occasions):
            box.activated.connect(self._tell)
        written.editingFinished.connect(self.changed)

    def _tell(self, _place: int) -> None:
        self.changed.emit()

    def offer(self, instruments: Sequence[Instrument], occasions: Sequence[str]) -> None:
        """Offer what there is; what is chosen and written stays."""
        self._instruments = tuple(instruments)
        chosen, written = self.box.currentData(), self.occasions.currentText()
        with QSignalBlocker(self.box), QSignalBlocker(self.occasions):
            self.box.clear()
            for found in instruments:
                self.box.addItem(found.name, found.guid)
            self.box.setCurrentIndex(max(0, self.box.findData(chosen)))
            self.occasions.clear()
            self.occasions.addItems(["", *occasions])
            self.occasions.setItemData(0, self.tr("for all occasions"), Qt.ItemDataRole.ToolTipRole)
            self.occasions.setEditText(written)

    @property
    def instrument(self) -> Instrument | None:
        """The instrument chosen."""
        return next((i for i in self._instruments if i.guid == self.box.currentData()), None)

    @property
    def occasion(self) -> str:
        """The occasion as written, '' for all."""
        return self.occasions.currentText().strip()
