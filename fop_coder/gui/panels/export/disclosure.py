"""The box of the disclosure check: what is hidden and why, names that were found, and what else there is to judge."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from fop_coder.gui.painting import restyle
from fop_coder.gui.theme import SMALL, Theme
from fop_coder.gui.tips import plain_tip
from fop_coder.model.disclosure import DisclosureReport
from fop_coder.project.previewing import ExportPreview

LONG = 240
"""More characters than this are not said in the note; the reasons always stand in the list."""

LINES, FEWEST = 5, 2
"""Lines of the list that are seen at once; so many where there is little room."""


class DisclosureBox(QWidget):
    """Two notes and a list, shown for publication alone."""

    def __init__(self, theme: Theme) -> None:
        """Begin with nothing."""
        super().__init__()
        self._theme, self._is_low, self._whole = theme, False, ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.names, self.suppressed, self.count = QLabel(), QLabel(), QLabel()
        self.names.setProperty("note", "error")
        self.suppressed.setProperty("note", "warning")
        self.count.setProperty("role", "small")
        for label in (self.names, self.suppressed, self.count):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("What to judge before it leaves"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.count.setBuddy(self.list)
        column.addWidget(self.list)
        self.hide()

    def clear(self) -> None:
        """Show nothing."""
        self.list.clear()
        self.hide()

    def show_check(self, preview: ExportPreview) -> None:
        """Show what the check of a preview found; nothing for the team."""
        self.list.clear()
        report = preview.disclosure
        self.setVisible(report is not None)
        if report is None:
            return
        self._say_names(report)
        is_long = len(preview.suppressed) > LONG
        self._say_suppressed(preview, report.smallest, is_long=is_long)
        for reason in preview.reasons:  # the note may be too short for them
            self._add(reason)
        for finding in report.findings:
            self._add(f"{finding.where}: {finding.sentence}")
        number = len(report.findings)
        self.count.setText(
            self.tr("1 more thing to judge") if number == 1 else self.tr("{0} things to judge").format(number)
        )
        self.list.setVisible(self.list.count() > 0)
        self.dress()

    def _say_names(self, report: DisclosureReport) -> None:
        places = len(report.names)
        if places:
            first = report.names[0]
            words = self.tr("Cannot be exported. {0}: {1}").format(first.where, first.sentence)
            more = self.tr(" {0} more places stand below.").format(places - 1) if places > 1 else ""
            self.names.setText(words + more)
        self.names.setVisible(places > 0)

    def _say_suppressed(self, preview: ExportPreview, smallest: int, *, is_long: bool) -> None:
        self._whole = preview.suppressed
        if not self._whole:
            self._whole = self.tr("No table has a group of fewer than {0}: nothing is hidden.").format(smallest)
        elif is_long:
            self._whole = self.tr("{0} Why is said below, table by table.").format(_first_sentence(self._whole))
        self.suppressed.setToolTip(plain_tip(preview.suppressed))
        self.suppressed.setProperty("note", "warning" if preview.suppressed else "good")
        restyle(self.suppressed)

    def _add(self, words: str) -> None:
        item = QListWidgetItem(words)
        item.setToolTip(plain_tip(words))
        self.list.addItem(item)

    def fit(self, *, is_low: bool) -> None:
        """Leave the room to the table where there is little of it."""
        if is_low != self._is_low:
            self._is_low = is_low
            self.dress()

    def dress(self) -> None:
        """Set sizes anew; in a low pane the note is short, and gives way to one on names."""
        has_names = self.names.isVisibleTo(self)
        self.suppressed.setText(_first_sentence(self._whole) if self._is_low else self._whole)
        self.suppressed.setVisible(not (self._is_low and has_names))
        self.count.setVisible(bool(self.list.count()) and not self._is_low)
        self.list.setFont(self._theme.sans(SMALL))
        line = self.list.sizeHintForRow(0) if self.list.count() else 0
        seen = min(self.list.count(), FEWEST if self._is_low else LINES)
        self.list.setFixedHeight(line * seen + 2 * self.list.frameWidth() + 4)
        self.updateGeometry()


def _first_sentence(words: str) -> str:
    first, stop, _ = words.partition(". ")
    return first + "." if stop else words
