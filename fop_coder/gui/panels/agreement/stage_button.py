"""What the figures rest on, said and to be changed: what each coder coded blind, or what they settled on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton

from fop_coder.gui.painting import icon
from fop_coder.gui.panels.agreement.words import tr
from fop_coder.gui.theme import Theme
from fop_coder.model.second_coding import Stage

STAGES = {
    Stage.BEFORE: "coded blind, before settling",
    Stage.AFTER: "after discussion, as settled",
}
"""What each stage is called on the screen."""

_ROOM = 1010
"""From this width of the screen on (at 100 %) the stage is said in full."""


class StageButton(QPushButton):
    """A chip with a menu.

    Signals:
        chosen: another stage is wanted.
    """

    chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        """Begin before discussion."""
        super().__init__()
        self._theme, self._width = theme, 0
        self.setProperty("chip", True)
        self.setToolTip(tr("What the figures rest on: independent coding, or what the coders settled on"))
        menu = QMenu(self)
        group = QActionGroup(menu)
        self._actions: dict[Stage, QAction] = {}
        for stage, words in STAGES.items():
            action = QAction(tr(words), menu)
            action.setCheckable(True)
            group.addAction(action)
            menu.addAction(action)
            self._actions[stage] = action
        self._actions[Stage.BEFORE].setChecked(True)
        group.triggered.connect(self._triggered)
        self.setMenu(menu)
        self.dress()

    @property
    def stage(self) -> Stage:
        """Whether agreement before or after discussion is asked for."""
        return next(stage for stage, action in self._actions.items() if action.isChecked())

    def choose(self, stage: Stage) -> None:
        """Choose without a signal."""
        self._actions[stage].setChecked(True)
        self.dress()

    def _triggered(self) -> None:
        self.dress()
        self.chosen.emit()

    def fit(self, width: int) -> None:
        """Say less where the screen is as narrow as this, in px."""
        self._width = width
        self.dress()

    def dress(self) -> None:
        """Take over colours and sizes, and say what is chosen."""
        words = tr(STAGES[self.stage])
        self.setText(words if self._width >= self._theme.px(_ROOM) else words.partition(",")[0])
        self.setAccessibleName(tr("Shown: {0}").format(words))
        sign = "ph.lock-key" if self.stage is Stage.BEFORE else "ph.users-three"
        self.setIcon(icon(sign, self._theme.colour("sub")))
