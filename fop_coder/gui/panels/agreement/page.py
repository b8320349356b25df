"""The widgets of the screen in their places: controls, figures, notes, and the disagreements below them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from fop_coder.gui.empty_state import EmptyState
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.panels.agreement.classes import ClassTables
from fop_coder.gui.panels.agreement.controls import Controls
from fop_coder.gui.panels.agreement.disagreements_part import DisagreementsPart
from fop_coder.gui.panels.agreement.note_line import NoteLine
from fop_coder.gui.panels.agreement.view import FiguresTable
from fop_coder.gui.panels.agreement.words import tr

_MOST_ABOVE = 0.6
"""Of the height, what the figures take at most until somebody moves the line between them and the disagreements."""

_MORE_TEXT = 96
"""px at 100 % of a difference's text that rows of the table make room for, beyond what it needs at least."""

_EDGE = 8
"""px left free above what is brought into sight."""

_KEPT = "agreement/splitter"


class _Halves(QSplitter):
    """Figures above, disagreements below."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for what both need at least: the page would be as high as all rows of the table, and scroll."""
        return self.minimumSizeHint()


class AgreementPage(QScrollArea):
    """Controls, then either figures with disagreements below, or why there are none."""

    def __init__(self, around: Surroundings) -> None:
        """Build it."""
        super().__init__()
        self._theme, self._preferences = around.theme, around.preferences
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.controls = Controls(self._theme)
        self.table = FiguresTable(self._theme)
        self.table.setProperty("pane", True)
        self.classes = ClassTables(self._theme)
        self.note = NoteLine(self._theme)
        self.part = DisagreementsPart(around)
        self.state = EmptyState(self._theme)
        self.refusal = QLabel()
        self.refusal.setTextFormat(Qt.TextFormat.PlainText)
        self.refusal.setWordWrap(True)
        self.refusal.setProperty("note", "error")
        self.splitter = _Halves(Qt.Orientation.Vertical)
        self._build()
        moved = self._preferences.bytes(_KEPT)
        self._is_placed = not moved.isEmpty() and self.splitter.restoreState(moved)
        self.splitter.splitterMoved.connect(self._keep_place)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)
        self.show_figures(False)

    def _build(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 16, 20, 0)
        column.setSpacing(10)
        column.addWidget(self.controls)
        column.addWidget(self.refusal)
        column.addWidget(self.state, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(9)
        self.splitter.addWidget(self._upper())
        self.splitter.addWidget(self.part)
        self.part.view.grown.connect(self._make_room, Qt.ConnectionType.QueuedConnection)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        column.addWidget(self.splitter, 1)
        self._inside = inside
        self.setWidget(inside)

    def _upper(self) -> QWidget:
        card = QFrame()
        card.setProperty("card", True)
        card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        around = QVBoxLayout(card)
        around.setContentsMargins(2, 2, 2, 2)
        around.addWidget(self.table)
        self.upper = QWidget()
        column = QVBoxLayout(self.upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(card)
        column.addWidget(self.classes)
        self.notes = QWidget()
        row = QHBoxLayout(self.notes)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.all_notes = QPushButton(tr("All notes"))
        self.all_notes.setProperty("link", True)
        self.all_notes.setToolTip(tr("Who was left out and why, how the material was read, and what holds for a row"))
        row.addWidget(self.note, 1)
        self.more = QPushButton(tr("All figures"))
        self.more.setProperty("link", True)
        self.more.setToolTip(tr("All coefficients of the current row, with what they mean (Enter in the table)"))
        self.matches = QPushButton(tr("Matching passages"))
        self.matches.setProperty("link", True)
        self.matches.setToolTip(tr("How many passages match, are split, overlap too little, or were missed"))
        self.matches.hide()
        for link in (self.matches, self.more, self.all_notes):
            link.setProperty("alone", True)
            row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.notes)
        column.addStretch(1)
        return self.upper

    # ---- what is shown -----------------------------------------------------------------------------------------------

    def show_figures(self, shown: bool) -> None:
        """Show figures and disagreements, or room for what is said instead of them."""
        self.splitter.setVisible(shown)
        self.controls.level_row.setVisible(shown)
        self.state.hide()
        self.say_refused("")

    def say_refused(self, words: str) -> None:
        """Say above everything why a question cannot be asked so; '' for nothing."""
        self.refusal.setText(words)
        self.refusal.setVisible(bool(words))

    def place_line(self) -> None:
        """Put the line between figures and disagreements below the figures, unless somebody moved it.

        Rows of the table that scroll make room, as far as some stay, for what a disagreement needs to be settled.
        """
        if self._is_placed or not self.splitter.isVisible():
            return
        height, wanted = self.splitter.height(), self._wanted()
        room = self.viewport().height() - self.splitter.mapTo(self._inside, QPoint(0, 0)).y()
        below = self.part.minimumSizeHint().height() + self.splitter.handleWidth() + self._theme.px(_MORE_TEXT)
        least = wanted - self.table.content_height() + self.table.minimumSizeHint().height()
        above = min(wanted, round(height * _MOST_ABOVE), max(least, room - below))
        self.splitter.setSizes([above, max(1, height - above - self.splitter.handleWidth())])

    def _make_room(self) -> None:
        """Be as high as a difference needs now: it needs more when a bar that scrolls makes it narrower.

        Left to itself, each widget around it would hear of that one turn of the event loop later than the last.
        """
        around = self.part.view.parentWidget()
        while around is not None and around is not self._inside:
            layout = around.layout()
            if layout is not None:
                layout.invalidate()
                layout.activate()
            around.updateGeometry()
            around = around.parentWidget()

    def _wanted(self) -> int:
        """Return how high figures and notes are, in px: the layout itself knows only after it was shown."""
        shown = (b for b in (self.matches, self.more, self.all_notes) if not b.isHidden())
        links = sum(b.sizeHint().width() + 8 for b in shown)
        notes = max(self.note.heightForWidth(self.splitter.width() - links), self.all_notes.sizeHint().height())
        classes = self.classes.wanted_height(self.splitter.width()) + 8 if not self.classes.isHidden() else 0
        return self.table.content_height() + 6 + classes + 8 + notes

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Bring the half that the keys go to into sight where the window is too low for both.

        What is clicked is in sight already, and must not move away below the pointer.
        """
        if now is None or not self.isAncestorOf(now) or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        self._make_room()
        QCoreApplication.sendPostedEvents(self._inside, QEvent.Type.LayoutRequest)  # what is measured must be final
        bar, half = self.verticalScrollBar(), self.part if self.part.isAncestorOf(now) else now
        top = half.mapTo(self._inside, QPoint(0, 0)).y()
        least = top + half.height() - self.viewport().height()
        if half is self.part:
            room = self.viewport().height()
            foot = now.mapTo(self._inside, QPoint(0, now.height())).y() + _EDGE if now.height() < room // 2 else 0
            bar.setValue(max(min(top - _EDGE, max(bar.value(), least)), foot - room))
        elif bar.value() > top - _EDGE:
            bar.setValue(0 if least <= 0 else top - _EDGE)

    def _keep_place(self) -> None:
        self._is_placed = True
        self._preferences.set_bytes(_KEPT, self.splitter.saveState())

    def dress(self) -> None:
        """Take over colours and sizes."""
        theme = self._theme
        line = theme.colour("card_edge").name()
        self.splitter.setStyleSheet(
            "QSplitter::handle:vertical { background: transparent; }"
            f"QSplitter::handle:vertical:hover {{ background: {line}; }}"
        )
        self.controls.dress()
        self.table.dress()
        self.classes.dress()
        self.note.updateGeometry()
        self.note.update()
