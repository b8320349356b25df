"""The codebook pane: codes with their counts, the current one's definition, and the field that picks or makes one."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

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
    """

    picked = Signal(str)
    made = Signal(str)
    left = Signal()
    shown = Signal()

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
        self._title = QLabel(self.tr("Codebook"))
        self._title.setProperty("role", "section")
        self._version = QLabel()
        self._version.setProperty("chip", True)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._version)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Pick or make a code"))
        self.field.setAccessibleName(self.tr("Pick a code by typing, or make a new one"))
        self.field.setToolTip(self.tr("Press / to come here, Enter to code, Esc to go back"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self.list = _CodeList()
        self.list.setModel(self.model)
        self.list.setItemDelegate(CodebookDelegate(self._theme, self.model, self))
        self.list.setAccessibleName(self.tr("Codes"))
        self.list.setToolTip(self.tr("Click a code's key, or double-click it, to code the selection or the turn"))
        self.list.badge_clicked.connect(self._pick)
        self.list.activated.connect(self._pick)
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 12, 8, 8)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.field)
        column.addLayout(self._heads())
        column.addWidget(self.list, 1)
        column.addWidget(self._about())
        column.addLayout(self._pending_line())

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
        area.setMinimumHeight(44)
        return area

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
        for label in (self.definition, self.pending):
            label.setFont(theme.sans(12))
        self.examples.setFont(theme.serif(14))
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
        self.pending.setVisible(bool(waiting))
        self._pending_sign.setVisible(bool(waiting))

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
        examples = code.examples if code is not None else ()
        self.examples_button.setVisible(bool(examples))
        self.examples.setText("\n\n".join(f"“{e}”" for e in examples))
        self._show_examples(self.examples_button.isChecked())

    def _show_examples(self, shown: bool) -> None:
        self.examples.setVisible(shown and bool(self.examples.text()))

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


class _CodeList(QListView):
    """The list; a click on a badge codes, letters are left to the screen.

    Signals:
        badge_clicked: the index whose badge was clicked.
    """

    badge_clicked = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("side", True)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.wanted_height = 160
        self._pressed_at = 0.0
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave letters and digits to the screen: they are codes' keys."""
        if event.text().isprintable() and event.text().strip() and not event.modifiers():
            event.ignore()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of all rows, or of the first dozen."""
        return QSize(super().sizeHint().width(), self.wanted_height)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Remember where a click began: only the badge codes."""
        self._pressed_at = event.position().x()
        super().mousePressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        rect = self.visualRect(index)
        if self._pressed_at < rect.left() + rect.height():
            self.badge_clicked.emit(index)


def _plain_label() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", "sub")
    return label
