"""Phosphor icons from their font. qtawesome brings the font; importing it would load all of Qt for one glyph."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

_FONT, _NAMES = "phosphor-*.ttf", "phosphor-charmap-*.json"
_SHARE = 0.875
"""Height of the letters in an icon's height: the glyphs fill their body."""


def _shipped(pattern: str) -> Path:
    found = find_spec("qtawesome")
    assert found is not None and found.origin is not None, "qtawesome is missing"  # noqa: S101 - a requirement of ours
    return next((Path(found.origin).parent / "fonts").glob(pattern))


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Return the characters that stand for icons, by name."""
    named: dict[str, str] = json.loads(_shipped(_NAMES).read_text(encoding="ascii"))
    return {name: chr(int(number, 16)) for name, number in named.items()}


@lru_cache(maxsize=1)
def _family() -> str:
    """Load the font and return its family."""
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(_shipped(_FONT))))[0]


class GlyphEngine(QIconEngine):
    """Draws one glyph in one colour at any size; greyed where it is disabled."""

    def __init__(self, name: str, colour: str) -> None:
        """Take a Phosphor name ("ph.tag").

        Raises:
            KeyError: if there is no such icon.
        """
        super().__init__()
        self._name, self._colour = name, colour
        self._glyph = _names()[name.removeprefix("ph.")]

    def clone(self) -> QIconEngine:
        """Return another one like it."""
        return GlyphEngine(self._name, self._colour)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Draw it into the middle of a rectangle."""
        font = QFont(_family())
        font.setPixelSize(max(1, round(_SHARE * rect.height())))
        painter.save()
        painter.setFont(font)
        painter.setPen(_disabled() if mode is QIcon.Mode.Disabled else QColor(self._colour))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), self._glyph)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return a picture of it on nothing."""
        found = QPixmap(size)
        found.fill(Qt.GlobalColor.transparent)
        with QPainter(found) as painter:
            self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        return found


def _disabled() -> QColor:
    return QApplication.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)


def phosphor(name: str, colour: str) -> QIcon:
    """Return an icon by its Phosphor name ("ph.tag") in a colour ("#14161a").

    Raises:
        KeyError: if there is no such icon.
    """
    return QIcon(GlyphEngine(name, colour))
