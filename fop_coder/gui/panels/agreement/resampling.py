"""How the intervals are drawn: how many resamples, beginning with which seed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from fop_coder.gui.panels.agreement.words import tr
from fop_coder.model.agreement import RESAMPLES, SEED

MOST_DRAWS, MOST_SEED = 20_000, 2_147_483_647


class ResamplingDialog(QDialog):
    """Asks for draws and seed.

    Signals:
        chosen: (draws, seed).
    """

    chosen = Signal(int, int)

    def __init__(self, parent: QWidget, resamples: int, seed: int, width: int) -> None:
        """Show it with ``open``; ``width``: of the words, in px."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Intervals"))
        words = QLabel(
            tr(
                "Intervals come from drawing respondents or documents again and again. The same seed gives the same "
                "intervals; both numbers belong in the report. Usual: {0:,} draws, seed {1}."
            ).format(RESAMPLES, SEED)
        )
        words.setWordWrap(True)
        words.setFixedWidth(width)
        self.draws, self.seed = QSpinBox(), QSpinBox()
        for box, least, most, value, name in (
            (self.draws, 100, MOST_DRAWS, resamples, tr("Draws")),
            (self.seed, 0, MOST_SEED, seed, tr("Seed")),
        ):
            box.setRange(least, most)
            box.setValue(value)
            box.setAccessibleName(name)
        form = QFormLayout()
        form.addRow(tr("Draws"), self.draws)
        form.addRow(tr("Seed"), self.seed)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        leave, draw = QPushButton(tr("Leave it")), QPushButton(tr("Draw so"))
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        draw.setProperty("main", True)
        draw.setDefault(True)
        draw.clicked.connect(self._take)
        buttons.addWidget(leave)
        buttons.addWidget(draw)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(16)
        column.addWidget(words)
        column.addLayout(form)
        column.addLayout(buttons)

    def _take(self) -> None:
        self.chosen.emit(self.draws.value(), self.seed.value())
        self.accept()
