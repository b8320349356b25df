"""The Project menu: new, open, sample; with what comes in and what keeps it safe in groups of their own."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from fop_coder.gui import files
from fop_coder.gui.action_group import ActionGroup, documents
from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.bands.actions import BandActions
from fop_coder.gui.frozen.actions import FrozenActions
from fop_coder.gui.guide.actions import GuideActions
from fop_coder.gui.instruments.actions import InstrumentActions
from fop_coder.gui.material_actions import MaterialActions
from fop_coder.gui.panel import Place, Surroundings
from fop_coder.gui.safety_actions import SafetyActions
from fop_coder.gui.second_coding.actions import SecondCodingActions
from fop_coder.gui.tasks import Progress
from fop_coder.gui.wording.actions import WordingActions
from fop_coder.model.errors import Cancelled

if TYPE_CHECKING:
    from fop_coder.project import Project

SAMPLE_FOLDER = "FOP Coder sample"
TOUR_SEEN = "tour/seen"


class ProjectActions(ActionGroup):
    """The Project menu. It belongs to the window and shows its dialogs over it."""

    def __init__(self, window: QWidget, around: Surroundings) -> None:
        """Make the groups; files dropped onto the window are imported."""
        super().__init__(window, around)
        self.second_coding = SecondCodingActions(window, around)
        self.material = MaterialActions(window, around, self.second_coding.arrived)
        self.safety = SafetyActions(window, around)
        self.frozen = FrozenActions(window, around)
        self.guide = GuideActions(window, around)
        self.instruments = InstrumentActions(window, around)
        self.bands = BandActions(window, around)
        self.wording = WordingActions(window, around)
        self._building = False

    def specs(self) -> list[ActionSpec]:
        """Return the actions in the order of the menu."""
        reporting = (self.frozen, self.guide, self.instruments, self.bands, self.wording)
        groups = (self.material, self.second_coding, self.safety, *reporting)
        return [*self._of_projects(), *(spec for group in groups for spec in group.specs()), *self._others()]

    def _of_projects(self) -> list[ActionSpec]:
        return [
            ActionSpec(
                "project.new",
                self.tr("New project"),
                "Project",
                self.new,
                "Ctrl+N",
                needs_project=False,
                icon="ph.file-plus",
                hint=self.tr("Begin with a codebook"),
            ),
            ActionSpec(
                "project.open",
                self.tr("Open a project"),
                "Project",
                self.open,
                "Ctrl+O",
                needs_project=False,
                icon="ph.folder-open",
                hint=self.tr("A .fop file on this computer"),
            ),
            ActionSpec(
                "project.sample",
                self.tr("Open the sample"),
                "Project",
                self.sample,
                needs_project=False,
                enabled=self._may_build,
                icon="ph.play",
                hint=self.tr("A fresh copy of 25 invented interviews, coded and classified"),
            ),
        ]

    def _others(self) -> list[ActionSpec]:
        return [
            ActionSpec(
                "edit.find",
                self.tr("Find in all transcripts"),
                "Edit",
                partial(self.around.go, Place("find")),
                "Ctrl+F",
                icon="ph.magnifying-glass",
                hint=self.tr("Words and phrases over all transcripts and memos"),
            ),
            ActionSpec(
                "project.export",
                self.tr("Export tables"),
                "Project",
                partial(self.around.go, Place("export")),
                "Ctrl+E",
                icon="ph.export",
                hint=self.tr("Excel, CSV or JSON, with a preview"),
                parted=True,
            ),
            ActionSpec(
                "help.tour",
                self.tr("Four-step tour"),
                "Help",
                self.tour,
                needs_project=False,
                icon="ph.chats",
                hint=self.tr("Four cards that Esc puts away"),
            ),
        ]

    def new(self) -> None:
        """Ask for a name, a place, a coder and a codebook, and make a project."""
        from fop_coder.gui.new_project import NewProjectDialog

        NewProjectDialog(self.window, self.around).open()

    def open(self) -> None:
        """Ask for a project file and open it."""
        chosen = files.choose_file(
            self.window, self.tr("Open a project"), self.folder(), self.tr("Projects"), files.PROJECTS
        )
        if chosen:
            self.second_coding.arrived(chosen)

    def sample(self) -> None:
        """Build a fresh copy of the sample project in the user's documents, open it, and show the tour once."""
        from fop_coder.project.sample import build_sample

        folder = files.free_place(documents(), SAMPLE_FOLDER)
        before = self.around.desk.project

        def job(progress: Progress, cancelled: Callable[[], bool]) -> Path:
            def told(done: int, of: int) -> None:
                if cancelled():
                    raise Cancelled("building the sample was stopped")
                progress(done, of)

            try:
                return build_sample(folder, told)[0]
            except BaseException:
                with suppress(OSError):
                    folder.rmdir()
                raise

        self._building = True
        self._refresh_sample()
        self.around.runner.run(
            self.tr("Building the sample project"), job, partial(self._sample_built, before), self._sample_failed
        )

    def _sample_built(self, before: Project | None, path: Path) -> None:
        self._building = False
        self._refresh_sample()
        if self.around.desk.project is not before:  # the user has gone on with something else
            self.around.say(self.tr("The sample is ready: {0}").format(files.short(path)))
            return
        if self.around.open_project(path):
            self.around.say(self.tr("A copy to play with: {0}").format(files.short(path)))
            if not self.around.preferences.plain(TOUR_SEEN, False):
                self.tour()

    def _sample_failed(self, error: Exception) -> None:
        self._building = False
        self._refresh_sample()
        self.failed(error)

    def _may_build(self) -> bool:
        return not self._building

    def _refresh_sample(self) -> None:
        self.around.actions.action("project.sample").setEnabled(not self._building)

    def tour(self) -> None:
        """Show the first of four cards; where no project is open, the sample comes first."""
        if self.around.desk.project is None:
            if self._may_build():
                self.around.preferences.set_plain(TOUR_SEEN, False)
                self.sample()
            return
        from fop_coder.gui.panels.start.tour import Tour

        self.around.preferences.set_plain(TOUR_SEEN, True)
        for former in self.window.findChildren(Tour):
            former.leave()
        Tour(self.window, self.around).start()
