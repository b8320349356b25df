"""Controls of this screen: a list with its label inside, and joined buttons of which one is down."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from fop_coder.gui.painting import restyle
from fop_coder.gui.theme import Theme

_TRIAL = 400
_MOST = 260
"""How wide a list may ask to be for what is chosen in it, in px at 100 %."""


class ChoiceBox(QComboBox):
    """A list with its label inside, before what is chosen."""

    def __init__(self, theme: Theme, label: str) -> None:
        """``label``: what is chosen here."""
        super().__init__()
        self._theme, self._label = theme, label
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def label(self) -> str:
        """What stands before the choice."""
        return self._label

    def offer(self, entries: Sequence[tuple[str, object]], chosen: object) -> None:
        """Offer (words, value)s; the first where the chosen value is none of them."""
        with QSignalBlocker(self):
            self.clear()
            for words, value in entries:
                self.addItem(words, value)
            self.choose(chosen)
        self.updateGeometry()

    def choose(self, value: object) -> None:
        """Choose a value without a signal."""
        with QSignalBlocker(self):
            place = next((n for n in range(self.count()) if self.itemData(n) == value), 0)
            self.setCurrentIndex(place)
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for label and choice."""
        metrics = self.fontMetrics()
        wide = metrics.horizontalAdvance(f"{self._label}  ") + metrics.horizontalAdvance(self.currentText())
        around = _TRIAL - self._field(QRect(0, 0, _TRIAL, 40)).width()
        return QSize(min(wide, self._theme.px(_MOST)) + around + 4, super().sizeHint().height())

    def _field(self, rect: QRect | None = None) -> QRect:
        """Return where words stand in the control, were it as large as ``rect``."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        if rect is not None:
            option.rect = rect
        part = QStyle.SubControl.SC_ComboBoxEditField
        return self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the room asked for: names are not cut off."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the control, its label in the second colour, and what is chosen."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = self._field()
        painter.setFont(self.font())
        metrics = painter.fontMetrics()
        painter.setPen(self._theme.colour("sub"))
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, side, self._label)
        before = metrics.horizontalAdvance(f"{self._label}  ")
        rest = QRect(room.left() + before, room.top(), room.width() - before, room.height())
        painter.setPen(self._theme.colour("text" if self.isEnabled() else "disabled"))
        words = metrics.elidedText(self.currentText(), Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, side, words)
        painter.end()


class JoinedButtons(QWidget):
    """Buttons side by side of which one is down; arrow keys go from one to the next.

    Signals:
        chosen: the value of the button that is down now.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, name: str, entries: Sequence[tuple[str, object]]) -> None:
        """Make a button for each (words, value); the first is down. ``name``: for screen readers."""
        super().__init__()
        self._theme, self._name = theme, name
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self.buttons: dict[object, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for words, value in entries:
            button = QPushButton(words)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setAccessibleName(f"{name}: {words}")
            self._group.addButton(button)
            self.buttons[value] = button
            row.addWidget(button)
        next(iter(self.buttons.values())).setChecked(True)
        self._group.buttonToggled.connect(self._toggled)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.dress()

    @property
    def value(self) -> object:
        """The value of the button that is down."""
        return next(value for value, button in self.buttons.items() if button.isChecked())

    def choose(self, value: object, *, tell: bool = False) -> None:
        """Press a button; ``tell``: as if the user had."""
        with QSignalBlocker(self._group):
            self.buttons[value].setChecked(True)
        if tell:
            self.chosen.emit(value)

    def show_only(self, values: Sequence[object]) -> None:
        """Show some of the buttons; the first of them is pressed where the one that is down is not among them."""
        for value, button in self.buttons.items():
            button.setVisible(value in values)
        if self.value not in values:
            self.choose(values[0])
        self.dress()

    def _toggled(self, _button: QPushButton, down: bool) -> None:
        if down:
            self.chosen.emit(self.value)

    def dress(self) -> None:
        """Take over colours and sizes; a button keeps its width when its words become bold."""
        theme = self._theme
        shown = [b for b in self.buttons.values() if not b.isHidden()]
        for button in self.buttons.values():
            if button in shown:
                ends = ("first" if button is shown[0] else "") + ("last" if button is shown[-1] else "")
                button.setProperty("joined", ends or "middle")
                restyle(button)
            wide = QFontMetrics(theme.sans(weight=600)).horizontalAdvance(button.text())
            button.setMinimumWidth(wide + 26)
        self.updateGeometry()
