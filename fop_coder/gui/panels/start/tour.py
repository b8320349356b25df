"""The first tour: four cards over the window, beside what they tell of. It stops nothing, and Esc puts it away."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fop_coder.gui.panel import Surroundings


@dataclass(frozen=True, slots=True)
class Step:
    """One card. ``screen``: the title of the rail button it stands beside, '' for the middle of the window."""

    screen: str
    title: str
    words: str


class Tour(QFrame):
    """Four cards, one after another."""

    def __init__(self, window: QWidget, around: Surroundings) -> None:
        """Build the card; ``start`` shows the first."""
        super().__init__(window)
        self._around = around
        self._number = 0
        self.setProperty("card", True)
        self.setObjectName("tour")
        self._steps = self._four_steps()
        self._build()
        around.theme.changed.connect(self._dress)

    def _four_steps(self) -> tuple[Step, ...]:
        return (
            Step(
                self.tr("Code"),
                self.tr("Read and code"),
                self.tr(
                    "Select words in the transcript and press the key of a code, 1 to 5 here. Without a selection the "
                    "key codes the whole turn. The same key again takes it off."
                ),
            ),
            Step(
                self.tr("Respondents"),
                self.tr("Classify"),
                self.tr(
                    "Everybody who was interviewed, with what is known of them. Classify with a key; say who was not "
                    "asked, and why."
                ),
            ),
            Step(
                self.tr("Tallies"),
                self.tr("Count, and follow each number"),
                self.tr(
                    "How many referred to each code, n of N. Every number is a button: it leads to the respondents and "
                    "to the passages behind it."
                ),
            ),
            Step(
                "",
                self.tr("Nothing can be lost"),
                self.tr(
                    "There is no Save: what you see is on disk. Ctrl+Z takes back anything. Ctrl+K finds or does "
                    "anything, F1 shows all keys."
                ),
            ),
        )

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        head = QHBoxLayout()
        self.count = QLabel()
        self.count.setProperty("role", "small")
        close = QToolButton()
        close.setText("✕")
        close.setToolTip(self.tr("Leave the tour (Esc)"))
        close.setAccessibleName(self.tr("Leave the tour"))
        close.clicked.connect(self.leave)
        head.addWidget(self.count, 1)
        head.addWidget(close)
        self.heading = QLabel()
        self.heading.setProperty("role", "section")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self.heading)
        column.addWidget(self.words, 1)
        row = QHBoxLayout()
        self.back = QPushButton(self.tr("Back"))
        self.back.setProperty("flat", True)
        self.back.clicked.connect(self._go_back)
        self.next = QPushButton()
        self.next.setProperty("main", True)
        self.next.clicked.connect(self._go_on)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.next)
        column.addLayout(row)

    def start(self) -> None:
        """Show the first card and listen for Esc in all of the window."""
        application = QApplication.instance()
        assert application is not None  # noqa: S101 - a widget cannot be without one
        application.installEventFilter(self)
        self._show()
        self.next.setFocus()

    def leave(self) -> None:
        """Go at once."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def _go_on(self) -> None:
        if self._number + 1 == len(self._steps):
            self.leave()
        else:
            self._number += 1
            self._show()

    def _go_back(self) -> None:
        self._number = max(0, self._number - 1)
        self._show()

    def _show(self) -> None:
        step, number, of = self._steps[self._number], self._number + 1, len(self._steps)
        self.count.setText(self.tr("{0} of {1}").format(number, of))
        self.heading.setText(step.title)
        self.words.setText(step.words)
        self.back.setVisible(number > 1)
        self.next.setText(self.tr("Begin") if number == of else self.tr("Next"))
        self.setAccessibleName(self.tr("Tour, {0} of {1}: {2}").format(number, of, step.title))
        self.setAccessibleDescription(step.words)
        self._dress()
        self.show()
        self.raise_()

    def _dress(self) -> None:
        theme = self._around.theme
        self.setFixedWidth(theme.px(340))
        self.words.setFixedWidth(theme.px(340) - 42)
        layout = self.layout()
        assert layout is not None  # noqa: S101 - made above
        self.setFixedHeight(max(theme.px(190), layout.totalHeightForWidth(self.width())))
        self.move(self._place())

    def _place(self) -> QPoint:
        """Return the place beside the rail button that the card tells of, else the middle of the window."""
        window = self.window()
        screen = self._steps[self._number].screen
        for button in window.findChildren(QToolButton):
            if screen and button.text() == screen and button.isVisible():
                corner = button.mapTo(window, QPoint(button.width() + 12, 0))
                return QPoint(corner.x(), min(corner.y(), window.height() - self.height() - 12))
        return QPoint((window.width() - self.width()) // 2, (window.height() - self.height()) // 2)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Leave on Esc, wherever the focus is, unless a dialog has it; stay in place when the window is resized."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self._may_leave():
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # so that no shortcut takes it
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.leave()
                return True
        if event.type() == QEvent.Type.Resize and watched is self.window():
            self.move(self._place())
        return False

    def _may_leave(self) -> bool:
        return self.isVisible() and QApplication.activeModalWidget() is None
