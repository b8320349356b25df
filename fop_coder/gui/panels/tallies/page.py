"""The widgets of the screen in their places; what they do stands in the panel."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from fop_coder.gui.flow_layout import FlowLayout
from fop_coder.gui.legend import Legend
from fop_coder.gui.painting import icon
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.panels.tallies.controls import Controls
from fop_coder.gui.panels.tallies.sentence_card import SentenceCard
from fop_coder.gui.panels.tallies.view import TallyTable


class _Inside(QWidget):
    """The page as high as it must be: the table gives way first, down to a few lines, then the page scrolls."""

    def __init__(self, card: QFrame) -> None:
        super().__init__()
        self._card = card

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return the height with the table at its least."""
        layout = self.layout()
        if layout is None:
            return -1
        give = self._card.sizeHint().height() - self._card.minimumSizeHint().height()
        return layout.totalHeightForWidth(width) - max(0, give)


class TallyPage(QScrollArea):
    """Title, controls, legend, table, notes and the sentence, one under the other."""

    def __init__(self, around: Surroundings) -> None:
        """Build it."""
        super().__init__()
        self._theme = around.theme
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.controls = Controls(self._theme)
        self.table = TallyTable(self._theme)
        self.sentence = SentenceCard(around)
        card = self._card()
        inside = _Inside(card)
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(10)
        column.addLayout(self._title_row())
        column.addWidget(self.controls)
        self.refusal = _note("error")
        column.addWidget(self.refusal)
        self._legend = self._legend_row()
        column.addWidget(self._legend)
        self.base = QLabel()
        self.base.setTextFormat(Qt.TextFormat.PlainText)
        self.base.setProperty("role", "small")
        self.base.setWordWrap(True)
        column.addWidget(self.base)
        self._figures = (self.controls, self._legend, self.base, card, self._notes(), self.sentence)
        for widget in self._figures[3:]:
            column.addWidget(widget)
        self.empty = self._empty()
        column.addWidget(self.empty, 1)
        column.addStretch(1)
        self.setWidget(inside)

    def _title_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        title = QLabel(self.tr("Tallies"))
        title.setProperty("role", "title")
        self.counting = QLabel(self.tr("Counting …"))
        self.counting.setProperty("role", "sub")
        self.counting.hide()
        self.copy_table = QPushButton(self.tr("Copy table"))
        self.copy_table.setToolTip(self.tr("Copy the table for a spreadsheet or a text (Ctrl+C in the table)"))
        row.addWidget(title)
        row.addWidget(self.counting)
        row.addStretch(1)
        row.addWidget(self.copy_table)
        return row

    def _legend_row(self) -> QWidget:
        whole = QWidget()
        row = FlowLayout(whole, 16)
        row.addWidget(Legend(self._theme))
        for box in (self.controls.percentages, self.controls.intervals, self.controls.prompted):
            row.addWidget(box)
        return whole

    def _empty(self) -> QWidget:
        """Return what stands here while there is nothing to count."""
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 80, 0, 80)
        column.setSpacing(8)
        self._empty_sign = QLabel()
        self._empty_title = QLabel()
        self._empty_title.setProperty("role", "section")
        self._empty_line = QLabel()
        self._empty_line.setProperty("role", "sub")
        self.start = QPushButton()
        self.start.setProperty("main", True)
        for widget in (self._empty_sign, self._empty_title, self._empty_line, self.start):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        whole.hide()
        return whole

    def show_empty(self, title: str, line: str, button: str) -> None:
        """Say why there is nothing to count and what to do; show the figures where ``title`` is ''."""
        for widget in self._figures:
            widget.setVisible(not title)
        self.copy_table.setVisible(not title)
        self._empty_title.setText(title)
        self._empty_line.setText(line)
        self.start.setText(button)
        self.empty.setVisible(bool(title))

    def _card(self) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(2, 4, 2, 4)
        inside.addWidget(self.table)
        return card

    def _notes(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.nothing_pending = _note("good")
        self.nothing_pending.setWordWrap(False)
        self.pending, self.no_classes, self.caution = _note("pending"), _note("grey"), _note("warning")
        short = QWidget()
        self._note_row = FlowLayout(short, 8)
        self._note_row.addWidget(self.nothing_pending)
        column.addWidget(short)
        for note in (self.pending, self.no_classes, self.caution):
            column.addWidget(note)
        self.unclassified: list[QWidget] = []
        return whole

    def add_unclassified(self, sentence: str) -> QPushButton:
        """Add a warning with its link; return the link."""
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        note = _note("warning")
        note.setWordWrap(False)
        note.setText(sentence)
        link = QPushButton(self.tr("Classify now"))
        link.setProperty("flat", True)
        underlined = self._theme.sans(weight=600)
        underlined.setUnderline(True)
        link.setFont(underlined)
        link.setAccessibleName(f"{sentence} {self.tr('Classify now')}")
        row.addWidget(note)
        row.addWidget(link)
        self._note_row.addWidget(whole)
        self.unclassified.append(whole)
        note.show()
        return link

    def clear_unclassified(self) -> None:
        """Take the warnings away."""
        for widget in self.unclassified:
            self._note_row.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.unclassified.clear()

    def dress(self) -> None:
        """Take over colours and sizes."""
        theme = self._theme
        self.copy_table.setIcon(icon("ph.copy", theme.colour("text")))
        self.copy_table.setIconSize(QSize(theme.px(16), theme.px(16)))
        self._empty_sign.setPixmap(icon("ph.chart-bar-horizontal", theme.colour("sub")).pixmap(theme.px(32)))
        self.sentence.dress(theme)
        self.table.dress()


def _note(kind: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("note", kind)
    label.setWordWrap(True)
    label.hide()
    return label


def say(label: QLabel, words: str, kind: str = "") -> None:
    """Show a note with words, or hide it where there are none; ``kind``: another ground than before."""
    if kind and label.property("note") != kind:
        label.setProperty("note", kind)
        label.style().unpolish(label)
        label.style().polish(label)
    label.setText(words)
    label.setVisible(bool(words))
