"""The command palette: everything that can be done or gone to, by typing a part of its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import islice

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from fop_coder.gui.painting import paint_icon
from fop_coder.gui.panel import Place, Surroundings
from fop_coder.model.documents import Document
from fop_coder.model.errors import FilterRefused
from fop_coder.model.people import Respondent
from fop_coder.project.finding import Narrowing, find

MOST = 60
"""How many entries are listed at once; typing more brings the rest."""

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the palette.

    Attributes:
        sign: ``>`` commands, ``@`` respondents and documents, ``#`` codes, ``"`` text.
        detail: said beside the title, quieter.
        keys: its shortcut, '' for none.
    """

    sign: str
    title: str
    detail: str
    keys: str
    icon: str
    run: Callable[[], object]


def matching(entries: Iterable[Entry], typed: str) -> list[Entry]:
    """Return the entries that hold all typed words, those that begin with them first.

    The first character may be a sign that narrows the kind.
    """
    sign = typed[:1] if typed[:1] in ">@#" else ""
    words = typed[len(sign) :].casefold().split()
    found = []
    for place, entry in enumerate(entries):
        title = entry.title.casefold()
        if (sign and entry.sign != sign) or not all(w in f"{title} {entry.detail.casefold()}" for w in words):
            continue
        begins = bool(words) and title.startswith(words[0])
        in_title = all(w in title for w in words)
        found.append(((not begins, not in_title, place), entry))
    return [entry for _, entry in sorted(found, key=lambda pair: pair[0])[:MOST]]


class EntryModel(QAbstractListModel):
    """The entries shown."""

    def __init__(self, parent: QObject) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show(self, entries: list[Entry]) -> None:
        """Show other entries."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what an entry is called."""
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (entry.title, entry.detail, entry.keys) if part)
        return None


class EntryDelegate(QStyledItemDelegate):
    """Paints icon, title, detail and keys of an entry."""

    def __init__(self, around: Surroundings, model: EntryModel, parent: QObject) -> None:
        """Paint from the theme."""
        super().__init__(parent)
        self._theme, self._model = around.theme, model

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802
        """Return the height of a row."""
        return QSize(200, self._theme.px(36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint an entry."""
        theme, entry = self._theme, self._model.entries[index.row()]
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("sel"))
            painter.drawRoundedRect(rect.adjusted(4, 1, -4, -1), 8, 8)
        size = theme.px(18)
        paint_icon(
            painter, entry.icon, theme.colour("sub"), QRect(rect.x() + 16, rect.center().y() - size // 2, size, size)
        )
        row = rect.adjusted(16 + size + 12, 0, -16, 0)
        painter.setFont(theme.sans(13, 500))
        painter.setPen(theme.colour("text"))
        metrics = painter.fontMetrics()
        keys_width = metrics.horizontalAdvance(entry.keys) + 16 if entry.keys else 0
        title = metrics.elidedText(entry.title, Qt.TextElideMode.ElideRight, row.width() - keys_width)
        painter.drawText(row, int(Qt.AlignmentFlag.AlignVCenter), title)
        used = metrics.horizontalAdvance(title) + 12
        painter.setPen(theme.colour("sub"))
        painter.setFont(theme.sans(12))
        if entry.keys:
            painter.drawText(row, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), entry.keys)
        rest = row.adjusted(used, 0, -keys_width, 0)
        if rest.width() > 40:
            detail = painter.fontMetrics().elidedText(entry.detail, Qt.TextElideMode.ElideRight, rest.width())
            painter.drawText(rest, int(Qt.AlignmentFlag.AlignVCenter), detail)
        painter.restore()


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
        self._card.setProperty("card", True)
        self._field = QLineEdit()
        self._field.setPlaceholderText(self.tr("Find or do anything"))
        self._field.setAccessibleName(self.tr("Part of a name"))
        self._model = EntryModel(self)
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(EntryDelegate(around, self._model, self))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName(self.tr("What was found"))
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._list.clicked.connect(self._choose)
        hints = QLabel(self.tr('> commands   @ respondents and documents   # codes   " text'))
        hints.setProperty("role", "small")
        column = QVBoxLayout(self._card)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self._field)
        column.addWidget(self._list, 1)
        footer = QHBoxLayout()
        footer.addWidget(QLabel(self.tr("Enter does it, Esc leaves")))
        footer.addStretch(1)
        footer.addWidget(hints)
        column.addLayout(footer)
        self._field.textChanged.connect(self._search)
        self._field.installEventFilter(self)
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show the palette with everything that can be done now."""
        window = self.window()
        self._focus_before = window.focusWidget()
        self._everything = [*self._commands(), *self._places()]
        self._field.clear()
        self._search("")
        self._lay_out()
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Hide it and give the focus back."""
        self.hide()
        if self._focus_before is not None:
            self._focus_before.setFocus(Qt.FocusReason.PopupFocusReason)

    @property
    def shown(self) -> list[Entry]:
        """The entries listed now, best first."""
        return self._model.entries

    def _commands(self) -> list[Entry]:
        entries = []
        for spec, action in self._around.actions:
            if action.isEnabled() and spec.id != "view.palette":
                keys = action.shortcut().toString()
                entries.append(
                    Entry(">", action.text(), spec.hint, keys, spec.icon or "ph.caret-right", action.trigger)
                )
        return entries

    def _places(self) -> list[Entry]:
        project = self._around.desk.project
        if project is None:
            return []
        go = self._around.go
        entries = [
            Entry("#", c.name, self.tr("code, its tally"), c.key, "ph.tag", partial(go, Place("tallies", code=c.guid)))
            for c in project.codebook.codes
            if not c.retired
        ]
        entries += [
            Entry("@", d.name, self.tr("document"), "", "ph.file-text", partial(go, Place("code", document=d.guid)))
            for d in project.store.values(Document)
        ]
        entries += [
            Entry(
                "@",
                r.label,
                self.tr("respondent"),
                "",
                "ph.user",
                partial(go, Place("respondents", respondent=r.guid)),
            )
            for r in project.store.values(Respondent)
        ]
        return entries

    def _hits(self, words: str) -> list[Entry]:
        project = self._around.desk.project
        if project is None:
            return []
        go = self._around.go
        try:
            hits = list(islice(find(project, words, Narrowing(memos=False)), 20))
        except FilterRefused:
            return []
        return [
            Entry(
                '"',
                f"{h.before[-30:]}{h.text}{h.after[:30]}".replace("\n", " "),
                h.document,
                "",
                "ph.quotes",
                partial(go, Place("code", document=h.document_guid, position=h.start)),
            )
            for h in hits
        ]

    def _search(self, typed: str) -> None:
        text_only = typed.startswith('"')
        found = [] if text_only else matching(self._everything, typed)
        words = typed.strip('"').strip()
        if text_only or (len(words) >= 3 and typed[:1] not in ">@#"):
            found = [*found, *self._hits(words)]
        self._model.show(found)
        if found:
            self._list.setCurrentIndex(self._model.index(0))

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            entry = self._model.entries[index.row()]
            self.leave()
            entry.run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let arrows and Enter in the field work on the list; follow the window's size."""
        if watched is self._field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}.get(
                Qt.Key(event.key())
            )
            if step is not None and self._model.entries:
                row = self._list.currentIndex().row() + step
                self._list.setCurrentIndex(self._model.index(max(0, min(row, len(self._model.entries) - 1))))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self._list.currentIndex())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
        if event.type() is QEvent.Type.Resize and watched is self.parent() and self.isVisible():
            self._lay_out()
        return super().eventFilter(watched, event)

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
        painter = QPainter(self)
        share = 0.55 if self._around.theme.is_dark else 0.34
        painter.fillRect(self.rect(), QColor(0, 0, 0, round(255 * share)))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Leave when the dimmed window is clicked."""
        if not self._card.geometry().contains(event.position().toPoint()):
            self.leave()
