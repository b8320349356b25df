"""What belongs to the figures that are shown, and asks more of the project about them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.latest_answer import LatestAnswer
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.panels.agreement.page import AgreementPage
from fop_coder.project.agreement_sheet import AgreementSheet


class OfFigures(QObject):
    """Subclasses ask with ``answer``, and take what is answered.

    Attributes:
        sheet: the figures that are shown, None for none.
        answer: asks one question at a time; what is refused is said in a dialog.
    """

    def __init__(self, around: Surroundings, page: AgreementPage, parent: QObject) -> None:
        """Begin without figures."""
        super().__init__(parent)
        self.around, self.page = around, page
        self.sheet: AgreementSheet | None = None
        self.answer = LatestAnswer(around.desk, around.runner, self)
        self.answer.refused.connect(around.show_error)

    def forget(self) -> None:
        """Another project is open: what was asked of the last one falls away."""
        self.answer.fall_away()

    @staticmethod
    def spec(name: str, title: str, hint: str, run: Callable[[], object], icon: str = "") -> ActionSpec:
        """Return an action of the screen of agreement."""
        return ActionSpec(
            f"agreement.{name}", title, "Analyse", run, context="agreement", icon=icon, group=2, hint=hint
        )
