"""The right of the export screen: one table of the export at a time, and what to know before it leaves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QTableView, QVBoxLayout, QWidget

from fop_coder.gui.cells import frame_cells
from fop_coder.gui.painting import restyle
from fop_coder.gui.panels.export.disclosure import DisclosureBox
from fop_coder.gui.panels.export.parts import PreviewModel
from fop_coder.gui.theme import PASSAGE, Theme
from fop_coder.project.previewing import HIDDEN, ExportPreview, TablePreview

WIDEST = 320
"""Columns are shown no wider than this (at 100 %); the whole text is in the tooltip."""


LOW = 420
"""Below this height (at 100 %) the table has all the room."""

LOW_FOR_CHECK = 620
"""The same where the box of the disclosure check stands below it."""


class PreviewPane(QWidget):
    """Shows an ``ExportPreview``."""

    def __init__(self, theme: Theme) -> None:
        """Begin with nothing."""
        super().__init__()
        self._theme = theme
        self._tables: tuple[TablePreview, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 24, 12)
        column.setSpacing(8)
        column.addLayout(self._head())
        column.addWidget(self._card(), 1)
        self.check = DisclosureBox(self._theme)
        column.addWidget(self.check)
        self.hidden = QLabel()
        self.hidden.setProperty("note", "grey")
        self.sentence = QLabel()
        self.sentence.setAccessibleName(self.tr("The first sentence for the report"))
        self.notes, self.pending = QLabel(), QLabel()
        self.notes.setProperty("note", "grey")
        self.pending.setProperty("note", "good")
        for label in (self.hidden, self.sentence, self.notes, self.pending):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.hide()
            column.addWidget(label)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        heading = QLabel(self.tr("&Preview"))
        heading.setProperty("role", "section")
        self.tables = QComboBox()
        self.tables.setAccessibleName(self.tr("Table of the preview"))
        self.tables.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.tables.setMinimumContentsLength(12)
        self.tables.currentIndexChanged.connect(self._show_table)
        heading.setBuddy(self.tables)
        self.of = QLabel()
        self.of.setProperty("role", "small")
        head.addWidget(heading)
        head.addWidget(self.tables)
        head.addStretch(1)
        head.addWidget(self.of)
        return head

    def _card(self) -> QFrame:
        self.model = PreviewModel(self._theme, self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Preview of the export"))
        self.table.setProperty("pane", True)
        frame_cells(self.table, self._theme)
        self.table.setStyleSheet(f"{self.table.styleSheet()} QTableView::item {{ padding: 0 6px; }}")
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.horizontalHeader().setHighlightSections(False)
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        return card

    # ---- what is shown -----------------------------------------------------------------------------------------------

    def show_preview(self, preview: ExportPreview) -> None:
        """Show another preview; the table that was shown stays, where there is one of its name."""
        shown = self.tables.currentText()
        self._tables = preview.tables
        names = [t.name for t in preview.tables]
        self.tables.blockSignals(True)
        self.tables.clear()
        self.tables.addItems(names)
        first = next((n for n, name in enumerate(names) if name == "Tally"), 0)  # figures before the About sheet
        self.tables.setCurrentIndex(names.index(shown) if shown in names else first)
        self.tables.blockSignals(False)
        self.tables.setEnabled(bool(names))
        self.check.show_check(preview)
        self._show_table(self.tables.currentIndex())
        self._say(self.hidden, preview.hidden, "grey")
        self._say(self.sentence, preview.sentence)
        self._say_pending(preview)

    def show_refusal(self, words: str) -> None:
        """Say why there is nothing to preview."""
        self.clear()
        self._say(self.notes, words, "warning")

    def clear(self) -> None:
        """Show nothing."""
        self._tables = ()
        self.tables.blockSignals(True)
        self.tables.clear()
        self.tables.blockSignals(False)
        self.tables.setEnabled(False)
        self.model.show_table(None)
        self.of.setText("")
        self.check.clear()
        for label in (self.hidden, self.sentence, self.notes, self.pending):
            label.clear()
            label.hide()

    def say_waiting(self) -> None:
        """Say that a preview is on its way."""
        self.of.setText(self.tr("Counting …"))

    def _show_table(self, number: int) -> None:
        table = self._tables[number] if 0 <= number < len(self._tables) else None
        self.model.show_table(table)
        self.table.horizontalHeader().setMaximumSectionSize(self._theme.px(WIDEST))
        self.table.resizeColumnsToContents()
        self.table.scrollToTop()
        if table is None:
            self.of.setText("")
            return
        self.of.setText(self._rows_words(table))
        # Why cells are hidden stands in the box below already.
        told = (note for note in table.notes if not (self.check.isVisibleTo(self) and note.startswith(f"“{HIDDEN}”")))
        self._say(self.notes, " ".join(told), "grey")
        self._fit()

    def _rows_words(self, table: TablePreview) -> str:
        if table.count > len(table.rows):
            return self.tr("first {0} of {1} rows").format(len(table.rows), f"{table.count:,}")
        return self.tr("all {0} rows").format(table.count) if table.count != 1 else self.tr("1 row")

    def _say_pending(self, preview: ExportPreview) -> None:
        if preview.pending:
            parts = ", ".join(f"{name} {number}" for name, number in preview.pending.items())
            words = self.tr("Pending: {0}. Counts cover the finished documents alone.").format(parts)
            self._say(self.pending, words, "pending")
        else:
            words = self.tr("Nothing is pending. Every figure equals the one in the window.")
            self._say(self.pending, words, "good")
        self._fit()

    def _say(self, label: QLabel, words: str, note: str = "") -> None:
        label.setText(words)
        label.setVisible(bool(words))
        if note:
            label.setProperty("note", note)
            restyle(label)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the room to the table where there is little of it."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a low pane only what must be known stands below the table."""
        is_low = self.height() < self._theme.px(LOW_FOR_CHECK if self.check.isVisibleTo(self) else LOW)
        self.check.fit(is_low=is_low)
        self.notes.setVisible(bool(self.notes.text()) and not (is_low and self.check.isVisibleTo(self)))
        self.sentence.setVisible(bool(self.sentence.text()) and not is_low)
        is_needed = self.pending.property("note") == "pending"
        self.pending.setVisible(bool(self.pending.text()) and (is_needed or not is_low))

    def dress(self) -> None:
        """Set sizes and colours anew."""
        edge = self._theme.colour("card_edge").name()
        self.sentence.setStyleSheet(f"border-left: 2px solid {edge}; padding-left: 10px;")
        self.table.setMinimumHeight(round(self._theme.px(29) * 3.5))
        self.check.dress()
        self._fit()
        self.table.verticalHeader().setDefaultSectionSize(self._theme.px(29))
        self.sentence.setFont(self._theme.serif(PASSAGE))
        self.table.resizeColumnsToContents()
