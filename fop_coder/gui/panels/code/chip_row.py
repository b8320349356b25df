"""A row of chips that never takes more than one line: what does not fit is left to the tooltip, so nothing moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fop_coder.gui.theme import SMALL, Theme

_AT_SIDES, _BETWEEN = 9, 6


@dataclass(frozen=True, slots=True)
class Chip:
    """A few words. ``key``: a letter set before them in bold; ``warns``: painted as a warning."""

    words: str
    key: str = ""
    warns: bool = False

    @property
    def whole(self) -> str:
        """All it says."""
        return f"{self.key} {self.words}".strip()


class ChipRow(QWidget):
    """Paints chips from left to right, as many as there is room for."""

    def __init__(self, theme: Theme) -> None:
        """Begin empty."""
        super().__init__()
        self._theme = theme
        self.chips: tuple[Chip, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show other chips."""
        if tuple(chips) == self.chips:
            return
        self.chips = tuple(chips)
        said = ", ".join(c.whole for c in self.chips)
        self.setAccessibleName(said)
        self.setToolTip(f"<qt>{_escaped(said)}</qt>" if said else "")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of one line of chips; as wide as there is room."""
        return QSize(100, self._theme.px(24))

    def dress(self) -> None:
        """Take sizes from the theme."""
        self.updateGeometry()
        self.update()

    def places(self) -> list[QRectF]:
        """Return where the chips are that fit."""
        found: list[QRectF] = []
        left = 0.0
        for chip in self.chips:
            width = self._width(chip)
            if left + width > self.width():
                break
            found.append(QRectF(left, 0, width, self.height()))
            left += width + _BETWEEN
        return found

    def _width(self, chip: Chip) -> int:
        theme = self._theme
        words = QFontMetrics(theme.sans(SMALL)).horizontalAdvance(chip.words)
        return words + self._key_width(chip) + 2 * theme.px(_AT_SIDES)

    def _key_width(self, chip: Chip) -> int:
        if not chip.key:
            return 0
        return QFontMetrics(self._theme.sans(SMALL, 600)).horizontalAdvance(chip.key) + self._theme.px(6)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint."""
        theme = self._theme
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for chip, place in zip(self.chips, self.places(), strict=False):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("warning_ground" if chip.warns else "chip"))
                painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
                painter.setPen(theme.colour("warning_ink" if chip.warns else "text"))
                inside = place.adjusted(theme.px(_AT_SIDES), 0, 0, 0)
                painter.setFont(theme.sans(SMALL, 600))
                painter.drawText(inside, middle, chip.key)
                painter.setFont(theme.sans(SMALL))
                painter.drawText(inside.adjusted(self._key_width(chip), 0, 0, 0), middle, chip.words)


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")
