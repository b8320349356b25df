"""The command palette: everything that can be done or gone to, by typing a part of its name."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from fop_coder.gui.painting import icon
from fop_coder.gui.palette_entries import CODES as CODES_SIGN
from fop_coder.gui.palette_entries import (
    COMMANDS,
    LEAST,
    PEOPLE,
    TEXT,
    Entry,
    Heading,
    commands,
    headed,
    matching,
    passages,
    places,
    words_of,
)
from fop_coder.gui.palette_list import EntryDelegate, EntryModel
from fop_coder.gui.panel import Surroundings

PAUSE = 120
"""ms of no typing after which the transcripts are looked through."""

_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Tab: 1,
    Qt.Key.Key_Backtab: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}


class CommandPalette(QWidget):
    """Lies over the dimmed window until something is chosen or Esc is pressed."""

    def __init__(self, window: QWidget, around: Surroundings) -> None:
        """Build it hidden."""
        super().__init__(window)
        self._around = around
        self._focus_before: QWidget | None = None
        self._everything: list[Entry] = []
        self.setAccessibleName(self.tr("Find or do anything"))
        self._card = QFrame(self)
        self._card.setProperty("popup", True)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._build_field())
        column.addWidget(self._build_list(), 1)
        column.addWidget(self._nothing, 1)
        column.addWidget(self._build_foot())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._look_into_texts)
        self._field.textChanged.connect(self._search)
        self._field.installEventFilter(self)
        window.installEventFilter(self)
        around.theme.changed.connect(self._dress)
        self._dress()
        self.hide()

    def _build_field(self) -> QWidget:
        top = QWidget()
        top.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(top)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        self._glass = QLabel()
        self._field = QLineEdit()
        self._field.setProperty("bare", True)
        self._field.setPlaceholderText(self.tr("Find or do anything"))
        self._field.setAccessibleName(self.tr("Part of a name"))
        row.addWidget(self._glass)
        row.addWidget(self._field, 1)
        row.addWidget(_key("Esc"))
        return top

    def _build_list(self) -> QWidget:
        self._model = EntryModel(self)
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(EntryDelegate(self._around.theme, self._model, self))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._list.setAccessibleName(self.tr("What was found"))
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._list.setProperty("lined", True)
        self._list.clicked.connect(self._choose)
        self._nothing = QLabel()
        self._nothing.setProperty("role", "sub")
        self._nothing.setTextFormat(Qt.TextFormat.PlainText)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._nothing.setMargin(24)
        self._nothing.hide()
        return self._list

    def _build_foot(self) -> QWidget:
        foot = QWidget()
        foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(4)
        for keys, words in (("↑ ↓", self.tr("choose")), ("Enter", self.tr("do"))):
            _tell_key(row, keys, words)
        row.addStretch(1)
        for keys, words in (
            (COMMANDS, self.tr("commands")),
            (PEOPLE, self.tr("respondents, documents")),
            (CODES_SIGN, self.tr("codes")),
            (TEXT, self.tr("text")),
        ):
            _tell_key(row, keys, words)
        return foot

    def _dress(self) -> None:
        theme = self._around.theme
        size = theme.px(18)
        self._glass.setPixmap(icon("ph.magnifying-glass", theme.colour("sub")).pixmap(QSize(size, size)))
        shadow = QGraphicsDropShadowEffect(self._card)
        shadow.setBlurRadius(48)
        shadow.setOffset(0, 18)
        shadow.setColor(QColor(0, 0, 0, round(255 * 0.28)))
        self._card.setGraphicsEffect(shadow)

    # ---- open and away -----------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Show the palette with everything that can be done now; where it is shown already, put it away."""
        if self.isVisible():
            self.leave()
            return
        self._focus_before = self.window().focusWidget()
        self._everything = [*commands(self._around), *places(self._around)]
        self._field.clear()
        self._search("")
        self._lay_out()
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Hide it and give the focus back."""
        self._pause.stop()
        self.hide()
        before, self._focus_before = self._focus_before, None
        if before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    @property
    def shown(self) -> list[Entry]:
        """The entries listed now, best first."""
        return self._model.entries

    # ---- looking for what is typed -----------------------------------------------------------------------------------

    def _search(self, typed: str) -> None:
        self._show(matching(self._everything, typed))
        if self._may_look_into_texts():
            self._pause.start()
        else:
            self._pause.stop()

    def _may_look_into_texts(self) -> bool:
        sign, words = words_of(self._field.text())
        return bool(words) and (sign == TEXT or (not sign and len(" ".join(words)) >= LEAST))

    def _look_into_texts(self) -> None:
        words = words_of(self._field.text())[1]
        present = [entry for entry in self._model.entries if entry.sign != TEXT]
        chosen = self._list.currentIndex().row()
        self._show([*present, *passages(self._around, " ".join(words))], chosen)

    def _show(self, found: list[Entry], chosen: int = -1) -> None:
        self._model.show(headed(found), words_of(self._field.text())[1])
        is_waiting = not found and self._may_look_into_texts() and self.sender() is not self._pause
        self._nothing.setText(
            self.tr("Looking into the transcripts")
            if is_waiting
            else self.tr("Nothing has “{0}” in its name, and no transcript holds it.").format(self._field.text())
        )
        self._nothing.setVisible(not found)
        self._list.setVisible(bool(found))
        row = chosen if 0 <= chosen < len(self._model.rows) else self._model.step(-1, 0)
        self._list.setCurrentIndex(self._model.index(row))

    def _choose(self, index: QModelIndex) -> None:
        row = self._model.rows[index.row()] if index.isValid() else None
        if row is not None and not isinstance(row, Heading):
            self.leave()
            row.run()

    # ---- events ------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let arrows and Enter in the field work on the list; follow the window's size."""
        if watched is self._field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if self._key_pressed(Qt.Key(event.key())):
                return True
        elif event.type() is QEvent.Type.Resize and watched is self.parent() and self.isVisible():
            self._lay_out()
        return super().eventFilter(watched, event)

    def _key_pressed(self, key: Qt.Key) -> bool:
        if key in _STEPS:
            row = self._model.step(self._list.currentIndex().row(), _STEPS[key])
            self._list.setCurrentIndex(self._model.index(row))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._pause.isActive() and not self._model.entries:
                self._pause.stop()
                self._look_into_texts()
            self._choose(self._list.currentIndex())
            return True
        if key == Qt.Key.Key_Escape:
            self.leave()
            return True
        return False

    def _lay_out(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        self.setGeometry(parent.rect())
        width = min(self._around.theme.px(640), self.width() - 48)
        height = min(self._around.theme.px(480), self.height() - 96)
        self._card.setGeometry((self.width() - width) // 2, max(48, self.height() // 10), width, height)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Dim the window beneath."""
        with QPainter(self) as painter:
            share = 0.55 if self._around.theme.is_dark else 0.34
            painter.fillRect(self.rect(), QColor(0, 0, 0, round(255 * share)))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Leave when the dimmed window is clicked."""
        if not self._card.geometry().contains(event.position().toPoint()):
            self.leave()


def _key(words: str) -> QLabel:
    badge = QLabel(words)
    badge.setProperty("key", True)
    return badge


def _tell_key(row: QHBoxLayout, keys: str, words: str) -> None:
    said = QLabel(words)
    said.setProperty("role", "small")
    row.addWidget(_key(keys))
    row.addWidget(said)
    row.addSpacing(8)
