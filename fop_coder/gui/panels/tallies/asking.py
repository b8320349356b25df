"""What the screens have in common that ask a question of the whole project: Tallies and Matrix."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QLabel

from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.latest_answer import LatestAnswer
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.panels.tallies.controls import Controls
from fop_coder.gui.panels.tallies.keeping import FilterKeeping
from fop_coder.gui.panels.tallies.lines import tr
from fop_coder.gui.panels.tallies.pieces import say
from fop_coder.gui.sentences import what_and_do
from fop_coder.gui.up_to_date import UpToDatePanel
from fop_coder.model.errors import FopCoderError


class AskingPanel(UpToDatePanel):
    """A screen with the controls of a question; what is not understood is said below them.

    Attributes:
        controls: what is asked; keeping: keeps their filters under names.
    """

    def __init__(self, around: Surroundings, controls: Controls, refusal: QLabel, counting: QLabel) -> None:
        """Listen to what becomes of questions.

        Args:
            refusal: the note that says what is not understood; counting: shown while an answer is on its way.
        """
        super().__init__(around)
        self.controls, self._refusal = controls, refusal
        self.keeping = FilterKeeping(around, controls, self)
        self._answer = LatestAnswer(self.desk, around.runner, self)
        self._answer.refused.connect(self.show_refusal)
        self._answer.stopped.connect(self._say_stopped)
        self._answer.waiting.connect(counting.setVisible)
        self.desk.coder_changed.connect(partial(self.project_changed, None))

    def spec(
        self,
        name: str,
        title: str,
        run: Callable[[], object],
        hint: str = "",
        icon: str = "",
        group: int = 0,
        *,
        writes: bool = False,
    ) -> ActionSpec:
        """Return an action of this screen, for the menu *Analyse*."""
        whole = f"{self.name}.{name}"
        return ActionSpec(
            whole, title, "Analyse", run, context=self.name, hint=hint, icon=icon, group=group, writes=writes
        )

    def still_shown(self) -> str:
        """Return a sentence on what is still shown of the last question; '' where nothing is."""
        return ""

    def show_right(self) -> None:
        """Take back what was said about the question: it is understood."""
        say(self._refusal, "")
        self.controls.sample.set_wrong(False)
        self.controls.scope.set_wrong(False)

    def show_refusal(self, error: FopCoderError) -> None:
        """Say what is not understood, and mark the field that is meant."""
        say(self._refusal, " ".join(part for part in (what_and_do(error), self.still_shown()) if part))
        about_scope = "scope" in str(error) or not self.controls.sample.text
        self.controls.sample.set_wrong(not about_scope)
        self.controls.scope.set_wrong(about_scope and bool(self.controls.scope.text))

    def _say_stopped(self) -> None:
        self.around.say(" ".join(part for part in (tr("Stopped."), self.still_shown()) if part))
