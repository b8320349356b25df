"""What stands where nothing is listed yet: an icon, a title, a line, one main button, and things to try."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fop_coder.gui.painting import icon
from fop_coder.gui.theme import Theme


class EmptyState(QWidget):
    """Says why a list is empty, and what to do.

    Signals:
        main_asked: the main button was pressed.
        example_chosen: one of the examples, as it is written.
    """

    main_asked = Signal()
    example_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        """Begin with nothing to say."""
        super().__init__()
        self._theme, self._icon = theme, ""
        self._rows: list[tuple[QPushButton, QLabel]] = []
        self._sign, self.title, self.line = QLabel(), QLabel(), QLabel()
        self.title.setProperty("role", "section")
        self.line.setProperty("role", "sub")
        self.line.setWordWrap(True)
        for label in (self._sign, self.title, self.line):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.main = QPushButton()
        self.main.setProperty("main", True)
        self.main.setAutoDefault(False)
        self.main.clicked.connect(self.main_asked)
        self._examples = QWidget()
        self._grid = QGridLayout(self._examples)
        self._grid.setContentsMargins(0, 8, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addStretch(2)
        for label in (self._sign, self.title, self.line):
            column.addWidget(label)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.main)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._examples, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        theme.changed.connect(self._dress)

    def show_state(
        self, sign: str, title: str, line: str, main: str = "", examples: Sequence[tuple[str, str]] = ()
    ) -> None:
        """Say something.

        Args:
            sign: Phosphor name of the icon.
            main: words of the main button; '' for none.
            examples: what can be tried, and what it does.
        """
        self._icon = sign
        self.title.setText(title)
        self.line.setText(line)
        self.main.setText(main)
        self.main.setVisible(bool(main))
        for pair in self._rows:
            for old in pair:
                self._grid.removeWidget(old)
                old.hide()
                old.deleteLater()
        self._rows = []
        for row, (written, meaning) in enumerate(examples):
            button = QPushButton(written)
            button.setAutoDefault(False)
            button.setAccessibleName(self.tr("{0}: {1}").format(written, meaning))
            button.clicked.connect(partial(self.example_chosen.emit, written))
            words = QLabel(meaning)
            words.setProperty("role", "sub")
            self._grid.addWidget(button, row, 0)
            self._grid.addWidget(words, row, 1)
            self._rows.append((button, words))
        self._examples.setVisible(bool(examples))
        self._dress()

    @property
    def examples(self) -> list[QPushButton]:
        """The buttons of what can be tried."""
        return [button for button, _ in self._rows]

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave out the last examples where there is no room for all."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if not self._rows:
            return
        line = self._rows[0][0].sizeHint().height() + self._grid.verticalSpacing()
        above = self._sign.sizeHint().height() + self.title.sizeHint().height() + self.line.sizeHint().height()
        fitting = max(1, (self.height() - above - self._theme.px(32) - 4 * 8) // line)
        for number, pair in enumerate(self._rows):
            for widget in pair:
                widget.setVisible(number < fitting)

    def _dress(self) -> None:
        if self._icon:
            size = self._theme.px(32)
            self._sign.setPixmap(icon(self._icon, self._theme.colour("sub")).pixmap(QSize(size, size)))
        self._fit()
