"""Fields beside one another, each with its label above."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget


def set_in_columns(grid: QGridLayout, fields: Iterable[tuple[str, QWidget, int]]) -> None:
    """Put fields into the first rows of a grid.

    Args:
        fields: words of the label, in which & marks the key that leads to the field; the field; its share of the room.
    """
    for column, (words, field, share) in enumerate(fields):
        label = QLabel(words)
        label.setBuddy(field)
        label.setProperty("role", "small")
        field.setAccessibleName(words.replace("&", ""))
        grid.addWidget(label, 0, column)
        grid.addWidget(field, 1, column)
        grid.setColumnStretch(column, share)
