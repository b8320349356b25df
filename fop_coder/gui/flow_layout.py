"""A row of controls that goes on in a second row where the window is narrow or the text large."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class FlowLayout(QLayout):
    """Puts its widgets beside one another, each as wide as it asks; those that expand share what a row has left."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 8) -> None:
        """Begin empty; ``spacing`` in px between widgets and between rows."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        """Add at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem:  # noqa: N802 - Qt's name
        """Return one of them; None beyond the end, as Qt expects."""
        return self._items[index] if 0 <= index < len(self._items) else None  # type: ignore[return-value]

    def takeAt(self, index: int) -> QLayoutItem:  # noqa: N802 - Qt's name
        """Take one of them out; None beyond the end, as Qt expects."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None  # type: ignore[return-value]

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        """Say that the rows may be as wide as there is room."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return how high the rows are at a width."""
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        """Put everything in its place."""
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of everything in one row."""
        sizes = [i.sizeHint() for i in self._items if not i.isEmpty()]
        width = sum(s.width() for s in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return QSize(width, max((s.height() for s in sizes), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of the largest widget."""
        least = QSize()
        for item in self._items:
            if not item.isEmpty():
                least = least.expandedTo(item.minimumSize())
        return least

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = [[]]
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wide = item.sizeHint().width()
            if rows[-1] and used + self.spacing() + wide > width:
                rows.append([])
                used = 0
            used += wide + (self.spacing() if rows[-1] else 0)
            rows[-1].append(item)
        return rows

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        top = rect.y()
        for row in self._rows(rect.width()):
            height = max((_height(i, rect.width()) for i in row), default=0)
            if place:
                self._place_row(row, QRect(rect.x(), top, rect.width(), height))
            top += height + self.spacing()
        return max(0, top - self.spacing() - rect.y())

    def _place_row(self, row: list[QLayoutItem], rect: QRect) -> None:
        growing = [i for i in row if _expands(i)]
        left = rect.width() - sum(i.sizeHint().width() for i in row) - self.spacing() * max(0, len(row) - 1)
        more = max(0, left // len(growing)) if growing else 0
        x = rect.x()
        for item in row:
            size = item.sizeHint()
            width = min(rect.width(), size.width() + (more if item in growing else 0))
            height = _height(item, rect.width())
            item.setGeometry(QRect(x, rect.y() + (rect.height() - height) // 2, width, height))
            x += width + self.spacing()


def _height(item: QLayoutItem, room: int) -> int:
    """Return how high an item is in a row of that width; one that is wider by itself may go on in a second row."""
    size = item.sizeHint()
    if size.width() > room and item.hasHeightForWidth():
        return item.heightForWidth(room)
    return size.height()


def _expands(item: QLayoutItem) -> bool:
    widget = item.widget()
    return widget is not None and widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Expanding
