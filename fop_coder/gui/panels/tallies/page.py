"""The widgets of the screen in their places; what they do stands in the panel."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from fop_coder.gui.flow_layout import FlowLayout
from fop_coder.gui.legend import Legend
from fop_coder.gui.painting import icon
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.panels.tallies.band_part import BandPart
from fop_coder.gui.panels.tallies.controls import Controls
from fop_coder.gui.panels.tallies.cross_part import CrossPart
from fop_coder.gui.panels.tallies.numbers_part import NumbersPart
from fop_coder.gui.panels.tallies.pieces import card_around, note, plain_label
from fop_coder.gui.panels.tallies.sentence_card import SentenceCard
from fop_coder.gui.panels.tallies.tab_part import TabPart
from fop_coder.gui.panels.tallies.view import TallyTable

CODES, CROSS, BANDS, NUMBERS = range(4)
"""The tabs, in their order."""


class _Inside(QWidget):
    """The page as high as it must be: tables give way first, down to a few lines, then the page scrolls."""

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return the height with all tables at their least."""
        layout = self.layout()
        if layout is None:
            return -1
        cards = (c for c in self.findChildren(QFrame) if c.property("card") and c.isVisibleTo(self))
        giving = [c for c in cards if c.sizePolicy().verticalPolicy() is QSizePolicy.Policy.Maximum]
        give = sum(max(0, c.sizeHint().height() - c.minimumSizeHint().height()) for c in giving)
        return layout.totalHeightForWidth(width) - give


class TallyPage(QScrollArea):
    """Title, controls, tabs, and below them what belongs to the tab.

    Signals:
        tab_changed: another tab is shown.
    """

    tab_changed = Signal(int)

    def __init__(self, around: Surroundings) -> None:
        """Build it."""
        super().__init__()
        self._theme = around.theme
        self._is_empty = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.controls = Controls(self._theme)
        self.table = TallyTable(self._theme)
        self.sentence = SentenceCard(around)
        self.cross, self.bands, self.numbers = CrossPart(around), BandPart(around), NumbersPart(around)
        self.parts: dict[int, TabPart] = {CROSS: self.cross, BANDS: self.bands, NUMBERS: self.numbers}
        inside = _Inside()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(10)
        column.addLayout(self._title_row())
        self.refusal = note("error")
        self._tab_row = self._tabs()
        for widget in (self.controls, self._tab_row, self.refusal):
            column.addWidget(widget)
        self.base = plain_label("small")
        self._codes = (self._legend_row(), self.base, card_around(self.table), self._notes(), self.sentence)
        for widget in (*self._codes, *self.parts.values()):
            column.addWidget(widget)
        self.empty = self._empty()
        column.addWidget(self.empty, 1)
        column.addStretch(1)
        self.setWidget(inside)
        self._show_tab(CODES)

    def _tabs(self) -> QWidget:
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabs.setAccessibleName(self.tr("Kinds of tables"))
        for words, tip in (
            (self.tr("Codes and classifications"), self.tr("n of N for every code and category")),
            (self.tr("Cross-tables"), self.tr("Any two things known of respondents, and codes against codes")),
            (self.tr("Band against class"), self.tr("Bands by class, and change between two occasions")),
            (self.tr("Numbers"), self.tr("Numbers against numbers, as dots and with rank correlations")),
        ):
            self.tabs.setTabToolTip(self.tabs.addTab(words), tip)
        self.tabs.currentChanged.connect(self._show_tab)
        self.tabs.currentChanged.connect(self.tab_changed)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        self._line = QFrame()
        self._line.setFixedHeight(1)
        column.addWidget(self._line)
        return whole

    def _show_tab(self, tab: int) -> None:
        """Show what belongs to a tab."""
        shown = not self._is_empty
        for widget in self._codes:
            widget.setVisible(shown and tab == CODES)
        for number, part in self.parts.items():
            part.setVisible(shown and tab == number)
        self.controls.show_by(tab in (CODES, NUMBERS))

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
        self.add_table = QPushButton(self.tr("Add to report"))
        self.add_table.setAccessibleName(self.tr("Add the table to the report"))
        self.add_table.setToolTip(self.tr("The table that is shown: codes, or the classification of the current line"))
        row.addStretch(1)
        row.addWidget(self.add_table)
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
        self._is_empty = bool(title)
        for widget in (self.controls, self._tab_row, self.copy_table, self.add_table):
            widget.setVisible(not title)
        self._empty_title.setText(title)
        self._empty_line.setText(line)
        self.start.setText(button)
        self.empty.setVisible(bool(title))
        self._show_tab(self.tabs.currentIndex())

    def _notes(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.nothing_pending = note("good")
        self.nothing_pending.setWordWrap(False)
        self.pending, self.no_classes, self.caution = note("pending"), note("grey"), note("warning")
        short = QWidget()
        self._note_row = FlowLayout(short, 8)
        self._note_row.addWidget(self.nothing_pending)
        column.addWidget(short)
        for label in (self.pending, self.no_classes, self.caution):
            column.addWidget(label)
        self.unclassified: list[QWidget] = []
        return whole

    def add_unclassified(self, sentence: str) -> QPushButton:
        """Add a warning with its link; return the link."""
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        warning = note("warning")
        warning.setWordWrap(False)
        warning.setText(sentence)
        link = QPushButton(self.tr("Classify now"))
        link.setProperty("flat", True)
        underlined = self._theme.sans(weight=600)
        underlined.setUnderline(True)
        link.setFont(underlined)
        link.setAccessibleName(f"{sentence} {self.tr('Classify now')}")
        row.addWidget(warning)
        row.addWidget(link)
        self._note_row.addWidget(whole)
        self.unclassified.append(whole)
        warning.show()
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
        self.add_table.setIcon(icon("ph.article", theme.colour("text")))
        self.add_table.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.copy_table.setIconSize(QSize(theme.px(16), theme.px(16)))
        self._empty_sign.setPixmap(icon("ph.chart-bar-horizontal", theme.colour("sub")).pixmap(theme.px(32)))
        self.sentence.dress(theme)
        self.table.dress()
        self._line.setStyleSheet(f"background: {theme.colour('line').name()}; border: none;")
        for part in self.parts.values():
            part.dress()
