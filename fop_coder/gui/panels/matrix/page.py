"""The widgets of the screen in their places: title, what is asked, how it is shown, how far it is, the grid."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fop_coder.gui.empty_state import EmptyState
from fop_coder.gui.flow_layout import FlowLayout
from fop_coder.gui.painting import icon
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.panels.agreement.choosers import ChoiceBox, JoinedButtons
from fop_coder.gui.panels.code.share_bar import ShareBar
from fop_coder.gui.panels.matrix.model import Reader, Shown
from fop_coder.gui.panels.matrix.view import MatrixView
from fop_coder.gui.panels.matrix.words import tr
from fop_coder.gui.panels.tallies.controls import Controls
from fop_coder.gui.panels.tallies.pieces import note, plain_label
from fop_coder.gui.theme import Theme
from fop_coder.model.codebook import Codebook
from fop_coder.model.matrix import Matrix
from fop_coder.project.matrix import Arrangement
from fop_coder.project.tally_sheet import Choices

_ROOMY = 560
"""From this width on, in px at 100 %, the name of the method stands beside the title."""


class ArrangementControls(QWidget):
    """Which codes are shown, how rows follow one another, and what stands in the cells.

    Signals:
        asked: other codes or another order are wanted.
        shown: summaries, passages or counts.
        find_asked: the next cell with these words.
    """

    asked = Signal()
    shown = Signal(object)
    find_asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        """Build them; ``offer`` fills the lists."""
        super().__init__()
        self._theme = theme
        row = FlowLayout(self, 12)
        entries = (
            (tr("Summaries"), Shown.SUMMARIES),
            (tr("Passages"), Shown.PASSAGES),
            (tr("Counts"), Shown.COUNTS),
        )
        self.mode = JoinedButtons(theme, tr("In the cells"), entries)
        self.mode.chosen.connect(self.shown)
        self.sort = ChoiceBox(theme, tr("Sort by"))
        self.sort.activated.connect(self.asked)
        self.direction = QToolButton()
        self.direction.setCheckable(True)
        self.direction.setAccessibleName(tr("Last value first"))
        self.direction.setToolTip(tr("Last value first"))
        self.direction.toggled.connect(self._turned)
        sorting = QWidget()
        beside = QHBoxLayout(sorting)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(4)
        beside.addWidget(self.sort)
        beside.addWidget(self.direction)
        self.codes = QPushButton(tr("All codes"))
        self.codes.setAccessibleName(tr("Codes of the matrix"))
        self.menu = QMenu(self.codes)
        self.codes.setMenu(self.menu)
        self.menu.triggered.connect(self._chosen)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Find in summaries"))
        self.search.setAccessibleName(tr("Find in summaries"))
        self.search.setClearButtonEnabled(True)
        self.search.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.search.returnPressed.connect(self._find)
        for part in (self.mode, sorting, self.codes, self.search):
            row.addWidget(part)

    def offer(self, choices: Choices, codebook: Codebook, *, afresh: bool) -> None:
        """Offer what there is; ``afresh``: for another project, so that nothing chosen stays."""
        kept = Arrangement() if afresh else self.arrangement()
        in_use = [code for code in codebook.codes if not code.retired]
        self.menu.clear()
        for code in in_use:
            action = self.menu.addAction(code.name.replace("&", "&&"))
            action.setData(code.ident)
            action.setCheckable(True)
        every = [(tr("respondent"), ""), *((name, name) for name in choices.dividing)]
        self.sort.offer([*every, *((code.name, code.ident) for code in in_use)], kept.sort)
        self.arrange(kept)

    def arrangement(self) -> Arrangement:
        """Return what is chosen."""
        actions = self.menu.actions()
        chosen = tuple(str(a.data()) for a in actions if a.isChecked())
        codes = () if len(chosen) == len(actions) else chosen
        return Arrangement(codes, str(self.sort.currentData() or ""), self.direction.isChecked())

    def arrange(self, wanted: Arrangement) -> None:
        """Show what was chosen before, as far as it is there."""
        for action in self.menu.actions():
            action.setChecked(not wanted.codes or action.data() in wanted.codes)
        if not any(action.isChecked() for action in self.menu.actions()):
            self._tick_all()
        self.sort.choose(wanted.sort)
        self.direction.blockSignals(True)
        self.direction.setChecked(wanted.descending)
        self.direction.blockSignals(False)
        self._say_codes()

    def sort_by(self, name: str) -> None:
        """Sort by something, or the other way round where it is sorted by that already."""
        turned = self.sort.currentData() == name and not self.direction.isChecked()
        codes = self.arrangement().codes
        self.arrange(Arrangement(codes, name, turned))
        self.asked.emit()

    def _tick_all(self) -> None:
        for action in self.menu.actions():
            action.setChecked(True)

    def _chosen(self) -> None:
        if not any(action.isChecked() for action in self.menu.actions()):
            self._tick_all()
        sort = str(self.sort.currentData() or "")
        left_out = {str(a.data()) for a in self.menu.actions() if not a.isChecked()}
        if sort in left_out:
            self.sort.choose("")
        self._say_codes()
        self.asked.emit()

    def _say_codes(self) -> None:
        actions = self.menu.actions()
        number = sum(action.isChecked() for action in actions)
        whole = number == len(actions)
        self.codes.setText(tr("All codes") if whole else tr("{0} of {1} codes").format(number, len(actions)))

    def _turned(self, _down: bool) -> None:
        self.asked.emit()

    def _find(self) -> None:
        self.find_asked.emit(self.search.text().strip())

    def dress(self) -> None:
        """Take over colours and sizes."""
        theme = self._theme
        self.mode.dress()
        self.direction.setIcon(icon("ph.sort-descending", theme.colour("text")))
        self.direction.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.direction.setFixedSize(theme.px(30), theme.px(30))
        self.search.setMinimumWidth(theme.px(170))


class MatrixPage(QScrollArea):
    """Title, controls, progress and grid; where there is no room for a few rows below the controls, all of it scrolls.

    Signals:
        next_asked: the next cell with passages and without a summary.
        fill_asked: all such cells shall be filled.
        export_asked: to the screen of exports.
    """

    next_asked = Signal()
    fill_asked = Signal()
    export_asked = Signal()

    def __init__(self, around: Surroundings, read: Reader) -> None:
        """Build it."""
        super().__init__()
        self._theme = theme = around.theme
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(10)
        self.controls = Controls(theme)
        for box in (self.controls.percentages, self.controls.intervals, self.controls.prompted):
            box.setParent(self.controls)
            box.hide()
        self.arrangement = ArrangementControls(theme)
        self.refusal, self.hidden = note("error"), note("grey")
        self.table = MatrixView(theme, read)
        self.table.setProperty("pane", True)
        self.card = QFrame()
        self.card.setProperty("card", True)
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(2, 2, 2, 2)
        inside.addWidget(self.table)
        self.empty = EmptyState(theme)
        self.empty.hide()
        self._head_row = self._head()
        self._progress_row = self._progress()
        for widget in (self._head_row, self.controls, self.arrangement, self._progress_row, self.refusal, self.hidden):
            column.addWidget(widget)
        column.addWidget(self.card, 1)
        column.addWidget(self.empty, 1)
        self.setWidget(whole)

    def _head(self) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        title = QLabel(tr("Matrix"))
        title.setProperty("role", "title")
        self.method = QLabel(tr("framework method"))
        self.method.setProperty("chip", True)
        self.counting = QLabel(tr("Reading …"))
        self.counting.setProperty("role", "sub")
        self.counting.hide()
        self.copy = QPushButton(tr("Copy"))
        self.copy.setToolTip(tr("Copy the matrix for a spreadsheet or a text (Ctrl+C copies the selected cells)"))
        self.copy.clicked.connect(self._copy)
        self.export = QPushButton(tr("Export"))
        self.export.clicked.connect(self.export_asked)
        for widget in (title, self.method, self.counting):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.copy)
        row.addWidget(self.export)
        return whole

    def _copy(self) -> None:
        self.table.copy_all()

    def _progress(self) -> QWidget:
        whole = QWidget()
        row = FlowLayout(whole, 12)
        self.progress = plain_label("sub")
        self.progress.setWordWrap(False)
        self.bar = ShareBar(self._theme, tr("Cells with a summary"))
        self.bar.setFixedWidth(120)
        self.next = self._link(tr("Next without a summary"))
        self.next.clicked.connect(self.next_asked)
        self.fill = self._link(tr("Fill all from passages"))
        self.fill.setToolTip(tr("Begin every summary that is not written yet with the words of its passages"))
        self.fill.clicked.connect(self.fill_asked)
        for widget in (self.progress, self.bar, self.next, self.fill):
            row.addWidget(widget)
        return whole

    @staticmethod
    def _link(words: str) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("link", True)
        button.setProperty("alone", True)
        return button

    def show_progress(self, matrix: Matrix, *, writes: bool) -> None:
        """Say how many of the referred cells have a summary."""
        said = tr("1 cell is referred.") if matrix.referred == 1 else tr("{0} cells are referred.")
        have = tr("1 has a summary.") if matrix.summed_up == 1 else tr("{0} have a summary.")
        self.progress.setText(f"{said.format(matrix.referred)} {have.format(matrix.summed_up)}")
        self.bar.show_share(matrix.summed_up, matrix.referred)
        lacking = any(cell.lacks_summary for row in matrix.rows for cell in row.cells)
        self.next.setEnabled(lacking)
        self.fill.setEnabled(lacking and writes)
        self.export.setEnabled(matrix.summaries > 0)
        self.export.setToolTip("" if matrix.summaries else tr("Write a summary first"))

    def show_standing(self, matrix: Matrix, *, has_respondents: bool) -> None:
        """Show the matrix, or say why there is none: ``has_respondents`` tells whether the project has any."""
        if not has_respondents:
            line = tr("Bring in transcripts first: each respondent has a row here.")
            self.show_empty(tr("Nobody to compare yet"), line, tr("Go to Code"))
        elif not matrix.codes:
            line = tr("Each code has a column here: make the first one beside a transcript.")
            self.show_empty(tr("No codes yet"), line, tr("Go to Code"))
        elif not matrix.rows:
            line = tr("The filter lets through none of the respondents.")
            self.show_empty(tr("Nobody is in the sample"), line, tr("Show everybody"), keep_controls=True)
        else:
            self.show_empty("")

    def show_empty(self, title: str, line: str = "", main: str = "", *, keep_controls: bool = False) -> None:
        """Say why there is no matrix and what to do; show the matrix where ``title`` is ''."""
        for widget in (self.controls, self.arrangement):
            widget.setVisible(not title or keep_controls)
        for part in (self.copy, self.export, self._progress_row, self.card):
            part.setVisible(not title)
        self.empty.setVisible(bool(title))
        if title:
            self.empty.show_state("ph.grid-four", title, line, main)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave out what only adorns where there is little room."""
        super().resizeEvent(event)
        self.method.setVisible(self.width() > self._theme.px(_ROOMY))

    def dress(self) -> None:
        """Take over colours and sizes."""
        theme = self._theme
        for button, sign in ((self.copy, "ph.copy"), (self.export, "ph.export")):
            button.setIcon(icon(sign, theme.colour("text")))
            button.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.arrangement.dress()
        self.table.dress()
