"""The codebook pane: codes with their counts, the current one's definition, and the field that picks or makes one."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from fop_coder.gui.panels.code.code_list import CodeList
from fop_coder.gui.panels.code.codebook_model import (
    HERE_WIDTH,
    REFERRED_WIDTH,
    ROW_ROLE,
    CodebookDelegate,
    CodebookModel,
    CodeRow,
)
from fop_coder.gui.theme import Theme
from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code
from fop_coder.model.tally import Tally
from fop_coder.project.reading_list import Finished


class CodebookPane(QWidget):
    """Shows the codebook.

    Signals:
        picked: a code (GUID) shall be put on the selection or the turn.
        made: a new code of this name shall be made and put there.
        left: the field is done with; work goes on in the transcript.
        shown: another code's definition is shown.
        menu_asked: the codebook's menu shall be shown at a place on the screen.
        rereads_asked: the documents to re-read for a code (its name) shall be shown.
    """

    picked = Signal(str)
    made = Signal(str)
    left = Signal()
    shown = Signal()
    menu_asked = Signal(QPoint)
    rereads_asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        """Build it empty."""
        super().__init__()
        self._theme = theme
        self._may_make = True
        self.setProperty("side", True)
        self.setProperty("pane", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Codebook"))
        self.model = CodebookModel(self)
        self._build()
        self.setFocusProxy(self.list)

    def _build(self) -> None:
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Pick or make a code"))
        self.field.setAccessibleName(self.tr("Pick a code by typing, or make a new one"))
        self.field.setToolTip(self.tr("Press / to come here, Enter to code, Esc to go back"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self.list = CodeList()
        self.list.setModel(self.model)
        self.list.setItemDelegate(CodebookDelegate(self._theme, self.model, self))
        self.list.setAccessibleName(self.tr("Codes"))
        self.list.setToolTip(self.tr("Click a code's key, or double-click it, to code the selection or the turn"))
        self.list.setStyleSheet("QListView:focus { border: none; }")  # the row shows the focus
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._ask_list_menu)
        self.list.badge_clicked.connect(self._pick)
        self.list.activated.connect(self._pick)
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 12, 8, 8)
        column.setSpacing(6)
        column.addLayout(self._top())
        column.addWidget(self.field)
        column.addLayout(self._heads())
        column.addWidget(self.list, 1)
        column.addWidget(self._about())
        column.addLayout(self._reread_line())
        column.addLayout(self._pending_line())

    def _top(self) -> QHBoxLayout:
        self._title = QLabel(self.tr("Codebook"))
        self._title.setProperty("role", "section")
        self._version = QLabel()
        self._version.setProperty("chip", True)
        self.edit_button = QPushButton(self.tr("Edit"))
        self.edit_button.setProperty("flat", True)
        self.edit_button.setToolTip(self.tr("New code, edit, move, merge, split, retire"))
        self.edit_button.setAccessibleName(self.tr("Edit the codebook"))
        self.edit_button.clicked.connect(self._ask_menu)
        top = QHBoxLayout()
        top.setContentsMargins(6, 0, 0, 0)
        top.addWidget(self._title, 1)
        top.addWidget(self.edit_button)
        top.addWidget(self._version, 0, Qt.AlignmentFlag.AlignVCenter)
        return top

    def _heads(self) -> QHBoxLayout:
        self._head_words = [QLabel(self.tr("Key and code")), QLabel(self.tr("here")), QLabel(self.tr("referred"))]
        row = QHBoxLayout()
        row.setContentsMargins(6, 2, 12, 0)
        row.setSpacing(0)
        for label in self._head_words:
            label.setProperty("role", "small")
            row.addWidget(label, 1 if label is self._head_words[0] else 0)
        for label in self._head_words[1:]:
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
        return row

    def _about(self) -> QScrollArea:
        self.definition = _plain_label()
        self.examples = _plain_label()
        self.examples_button = QPushButton(self.tr("Examples"))
        self.examples_button.setCheckable(True)
        self.examples_button.setProperty("flat", True)
        self.examples_button.toggled.connect(self._show_examples)
        inside = QWidget()
        inside.setProperty("side", True)
        column = QVBoxLayout(inside)
        column.setContentsMargins(6, 2, 6, 2)
        column.setSpacing(4)
        column.addWidget(self.definition)
        column.addWidget(self.examples_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.examples)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.viewport().setAutoFillBackground(False)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._definition_area = area
        return area

    def _reread_line(self) -> QHBoxLayout:
        self._rereads: Mapping[str, int] = {}
        self._waits = 0
        self.rereads = _plain_label()
        self.rereads_button = QPushButton(self.tr("Show them"))
        self.rereads_button.setProperty("flat", True)
        self.rereads_button.clicked.connect(self._ask_rereads)
        row = QHBoxLayout()
        row.setContentsMargins(6, 0, 6, 0)
        row.addWidget(self.rereads, 1)
        row.addWidget(self.rereads_button)
        return row

    def _pending_line(self) -> QHBoxLayout:
        self._pending_sign = QLabel()
        self.pending = _plain_label()
        row = QHBoxLayout()
        row.setContentsMargins(6, 0, 6, 0)
        row.setSpacing(8)
        row.addWidget(self._pending_sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.pending, 1)
        return row

    def dress(self) -> None:
        """Take colours and sizes from the theme."""
        from fop_coder.gui.painting import icon
        from fop_coder.model.status import Status

        theme = self._theme
        name, colour = theme.status(Status.PENDING)
        self._pending_sign.setPixmap(icon(name, colour).pixmap(theme.px(16), theme.px(16)))
        self.rereads.setStyleSheet(f"color: {theme.colour('warning_ink').name()};")
        self.edit_button.setIcon(icon("ph.pencil-simple", theme.colour("text")))
        for label in (self.definition, self.pending, self.rereads):
            label.setFont(theme.sans(12))
        self.examples.setFont(theme.serif(14))
        self.edit_button.setIconSize(QSize(theme.px(16), theme.px(16)))
        self._definition_area.setMinimumHeight(theme.px(40))
        self._fit_list()
        self._head_words[1].setFixedWidth(theme.px(HERE_WIDTH))
        self._head_words[2].setFixedWidth(theme.px(REFERRED_WIDTH))
        self.list.scheduleDelayedItemsLayout()

    # ---- what is in it -----------------------------------------------------------------------------------------------

    def fill(self, tally: Tally, codes: Mapping[Guid, Code], version: int, *, may_make: bool) -> None:
        """Show the codes anew; the current one stays."""
        self._may_make = may_make
        current = self.current()
        self.model.fill(tally.rows, codes)
        self._fit_list()
        self._version.setText(self.tr("version {0}").format(version))
        self.show_code(current.guid if current is not None else None)

    def show_finished(self, finished: Finished) -> None:
        """Say whose documents the counts do not cover yet."""
        waiting = finished.pending
        words = self.tr("1 document is pending. Counts cover the {0} finished.").format(finished.done)
        if waiting != 1:
            words = self.tr("{0} documents are pending. Counts cover the {1} finished.").format(waiting, finished.done)
        self.pending.setText(words)
        self._waits = waiting
        self._describe()

    def show_rereads(self, rereads: Mapping[str, int]) -> None:
        """Say of the code shown how many documents wait to be read again for it (by the names of codes)."""
        self._rereads = rereads
        self._describe()

    def wanted_height(self) -> int:
        """Return how high the pane is with its codes, up to a dozen, two lines of a definition, and what waits."""
        rows = self.list.wanted_height
        above = self.list.geometry().top() if self.isVisible() else self._theme.px(96)
        return int(above + rows + self._theme.px(2 * 20 + 50))

    def current(self) -> Code | None:
        """Return the code whose definition is shown."""
        row = self.list.currentIndex().data(ROW_ROLE)
        return row.code if isinstance(row, CodeRow) else None

    def show_code(self, code: Guid | None) -> None:
        """Show a code's definition; the first one's for None."""
        number = self.model.number_of(code) if code is not None else None
        self.list.setCurrentIndex(self.model.index(number or 0))
        self._describe()

    def _current_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._describe()
        self.shown.emit()

    def _describe(self) -> None:
        code = self.current()
        parts = []
        if code is not None:
            parts.append(code.definition)
            if code.include:
                parts.append(self.tr("Include: {0}").format(code.include))
            if code.exclude:
                parts.append(self.tr("Leave out: {0}").format(code.exclude))
        else:
            parts.append(self.tr("Enter makes the code and puts it on the selection, or on the turn."))
        self.definition.setText("\n".join(p for p in parts if p) or self.tr("No definition yet."))
        waiting = self._rereads.get(code.name, 0) if code is not None else 0
        words = self.tr("1 document to re-read") if waiting == 1 else self.tr("{0} documents to re-read")
        self.rereads.setText(words.format(waiting))
        for part in (self.rereads, self.rereads_button):
            part.setVisible(bool(waiting))
        for part in (self.pending, self._pending_sign):
            part.setVisible(bool(self._waits) and not waiting)
        examples = code.examples if code is not None else ()
        self.examples_button.setVisible(bool(examples))
        self.examples.setText("\n\n".join(f"“{e}”" for e in examples))
        self._show_examples(self.examples_button.isChecked())

    def _show_examples(self, shown: bool) -> None:
        self.examples.setVisible(shown and bool(self.examples.text()))

    def _ask_menu(self, _checked: bool = False) -> None:
        self.menu_asked.emit(self.edit_button.mapToGlobal(self.edit_button.rect().bottomLeft()))

    def _ask_list_menu(self, place: QPoint) -> None:
        index = self.list.indexAt(place)
        if index.isValid():
            self.list.setCurrentIndex(index)
        self.menu_asked.emit(self.list.viewport().mapToGlobal(place))

    def _ask_rereads(self, _checked: bool = False) -> None:
        code = self.current()
        if code is not None:
            self.rereads_asked.emit(code.name)

    # ---- picking and making ------------------------------------------------------------------------------------------

    def begin_picking(self) -> None:
        """Put the caret into the field."""
        self.field.clear()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fit_list(self) -> None:
        """Let the list be as high as its rows where there is room; the definition has the rest."""
        rows = min(12, max(3, self.model.rowCount()))
        self.list.setMinimumHeight(min(rows, 5) * self._theme.px(32) + 6)
        self.list.wanted_height = rows * self._theme.px(32) + 6
        self.list.setMaximumHeight(max(3, self.model.rowCount()) * self._theme.px(32) + 6)
        self.list.updateGeometry()

    def _typed(self, words: str) -> None:
        current = self.current()
        self.model.search(words, may_make=self._may_make)
        if words.strip():
            self.list.setCurrentIndex(self.model.index(0))
            self._describe()
        else:
            self.show_code(current.guid if current is not None else None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let arrows, Enter and Esc in the field work on the list."""
        if watched is not self.field or not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            row = self.list.currentIndex().row() + (1 if key is Qt.Key.Key_Down else -1)
            self.list.setCurrentIndex(self.model.index(max(0, min(row, self.model.rowCount() - 1))))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._pick(self.list.currentIndex())
            return True
        if key is Qt.Key.Key_Escape:
            self._leave()
            return True
        return super().eventFilter(watched, event)

    def _pick(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, CodeRow):
            return
        self._leave()
        if row.code is not None:
            self.picked.emit(row.code.guid)
        else:
            self.made.emit(row.name)

    def _leave(self) -> None:
        self.field.clear()
        self.left.emit()


def _plain_label() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", "sub")
    return label
