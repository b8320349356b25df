"""Small pieces of the screen: notes, labels for plain text, cards."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from fop_coder.gui.painting import restyle


def plain_label(role: str = "") -> QLabel:
    """Return a label for plain text of any length, in a role of the style sheet."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label


def note(kind: str) -> QLabel:
    """Return a note on a ground of its kind, hidden until it says something."""
    label = plain_label()
    label.setProperty("note", kind)
    label.hide()
    return label


def say(label: QLabel, words: str, kind: str = "") -> None:
    """Show a note with words, or hide it where there are none; ``kind``: another ground than before."""
    if kind and label.property("note") != kind:
        label.setProperty("note", kind)
        restyle(label)
    label.setText(words)
    label.setVisible(bool(words))


def card_around(widget: QWidget) -> QFrame:
    """Return a card that is as high as what is in it asks for."""
    card = QFrame()
    card.setProperty("card", True)
    card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
    inside = QVBoxLayout(card)
    inside.setContentsMargins(2, 4, 2, 4)
    inside.addWidget(widget)
    return card
