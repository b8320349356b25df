"""Lists at the side of the transcript: documents, and passages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemDelegate, QListView


def side_list(
    model: QAbstractItemModel, delegate: QAbstractItemDelegate, name: str, chosen: Callable[[QModelIndex], None]
) -> QListView:
    """Return a list whose rows show the focus themselves; ``chosen`` is told which was clicked, or chosen by Enter."""
    made = QListView()
    made.setProperty("side", True)
    made.setModel(model)
    made.setItemDelegate(delegate)
    made.setMouseTracking(True)
    made.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setAccessibleName(name)
    made.setStyleSheet("QListView:focus { border: none; }")
    made.clicked.connect(chosen)
    made.activated.connect(chosen)
    return made
