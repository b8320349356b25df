"""Second coding in the menus: packs out and back, rounds, coders; and what a pack says to whoever opens it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from fop_coder.gui import files
from fop_coder.gui.action_group import ActionGroup
from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.dialogs import Said
from fop_coder.gui.notices import Notice
from fop_coder.gui.panel import Surroundings
from fop_coder.model.errors import FopCoderError

GROUP = 60
"""Of the menu Analyse: below what belongs to the screens."""


class SecondCodingActions(ActionGroup):
    """Packs, rounds, coders, and the agreement of a table. Imports nothing of the project before it must."""

    def __init__(self, window: QWidget, around: Surroundings) -> None:
        """Listen for packs that are opened and finished."""
        super().__init__(window, around)
        self._finished = 0
        around.desk.opened.connect(self._opened)
        around.desk.changed.connect(self._changed)

    def specs(self) -> list[ActionSpec]:
        """Return the actions in the order of the menus."""
        return [*self._of_packs(), *self._of_coders()]

    def _of_packs(self) -> list[ActionSpec]:
        return [
            ActionSpec(
                "pack.hand_out",
                self.tr("Hand out a pack"),
                "Project",
                self.hand_out,
                writes=True,
                enabled=self._has_documents,
                icon="ph.package",
                hint=self.tr("Documents for a second coder, with nothing of what others coded"),
                parted=True,
            ),
            ActionSpec(
                "pack.merge",
                self.tr("Merge a pack"),
                "Project",
                self.merge,
                writes=True,
                enabled=self._is_no_pack,
                icon="ph.intersect",
                hint=self.tr("The second coder's work comes in; shown before anything is written"),
            ),
            ActionSpec(
                "pack.finish",
                self.tr("Finish this pack"),
                "Project",
                self.finish,
                enabled=self._is_pack,
                icon="ph.check-bold",
                hint=self.tr("What is left to read in it, and how it goes back"),
            ),
        ]

    def _of_coders(self) -> list[ActionSpec]:
        return [
            ActionSpec(
                "coders.show",
                self.tr("Coders"),
                "Project",
                self.coders,
                icon="ph.users-three",
                hint=self.tr("Names, roles and training, for the method section"),
            ),
            ActionSpec(
                "rounds.show",
                self.tr("Rounds and packs"),
                "Analyse",
                self.rounds,
                icon="ph.package",
                hint=self.tr("Who has read what blind, who is waited for, and the agreement on record"),
                group=GROUP,
            ),
            ActionSpec(
                "agreement.of_table",
                self.tr("Agreement of a table"),
                "Analyse",
                self.of_table,
                needs_project=False,
                icon="ph.intersect",
                hint=self.tr("Ratings from anywhere: columns unit, coder and value"),
                group=GROUP,
            ),
        ]

    # ---- dialogs -----------------------------------------------------------------------------------------------------

    def hand_out(self) -> None:
        """Ask for everything that a pack needs, and write it."""
        from fop_coder.gui.second_coding.hand_out import HandOutDialog

        HandOutDialog(self.window, self.around).open()

    def merge(self, path: Path | None = None) -> None:
        """Show what a pack would bring, and merge it."""
        from fop_coder.gui.second_coding.merging import MergeDialog

        MergeDialog(self.window, self.around, path).open()

    def rounds(self) -> None:
        """Show rounds and packs."""
        from fop_coder.gui.second_coding.rounds import RoundsDialog

        RoundsDialog(self.window, self.around).open()

    def coders(self) -> None:
        """Show who codes."""
        from fop_coder.gui.second_coding.coders import CodersDialog

        CodersDialog(self.window, self.around).open()

    def of_table(self) -> None:
        """Ask for a table and tell its agreement."""
        from fop_coder.gui.second_coding.of_table import TableAgreementDialog

        TableAgreementDialog(self.window, self.around).open()

    # ---- files that arrive -------------------------------------------------------------------------------------------

    def arrived(self, path: Path) -> None:
        """Open a project file that was dropped or chosen; a pack of the open project is offered for merging."""
        if not self._comes_back(path):
            self.around.open_project(path)
            return
        asked = Said(
            self.window,
            self.tr("A pack of this project"),
            self.tr("{0} is a pack that was handed out from this project.").format(path.name),
            self.tr("Merging shows first what it would bring. Opening it puts this project away."),
            "ph.package",
            "sub",
        )
        asked.add_leaving(self.tr("Leave it"))
        asked.add_other(self.tr("Open the pack"), lambda: self.around.open_project(path))
        asked.add_doing(self.tr("Merge it"))
        asked.exec()
        chosen = asked.chosen
        asked.deleteLater()
        if chosen:
            self.merge(path)

    def _comes_back(self, path: Path) -> bool:
        """Say whether a file is a pack of the open project, which can be written to."""
        project = self.around.desk.project
        if project is None or self.around.desk.is_read_only:
            return False
        from fop_coder.project.merging import origin_of

        try:
            origin = origin_of(path)
        except FopCoderError:
            return False  # opening it says what is wrong with it
        return origin is not None and origin.project == project.settings.guid

    # ---- being a pack ------------------------------------------------------------------------------------------------

    def _is_pack(self) -> bool:
        from fop_coder.model.second_coding import PackOrigin

        project = self.around.desk.project
        return project is not None and bool(project.store.values(PackOrigin))

    def _is_no_pack(self) -> bool:
        return not self._is_pack()

    def _has_documents(self) -> bool:
        project = self.around.desk.project
        return project is not None and project.store.count("document") > 0 and not self._is_pack()

    def _opened(self) -> None:
        self._finished = 0
        if self.around.desk.project is not None and self._is_pack():
            QTimer.singleShot(0, self, self._greet)  # when the window has put its own words away

    def _greet(self) -> None:
        project = self.around.desk.project
        if project is None:
            return
        from fop_coder.project.reading_done import reading_standing

        standing = reading_standing(project)
        self._finished = standing.finished
        words = self.tr("A pack for second coding: code and finish its {0} documents, then Project, Finish this pack")
        self.around.say(words.format(len(standing.documents)))

    def _changed(self, kinds: frozenset[type]) -> None:
        """Say when the last document of a pack is finished."""
        from fop_coder.model.documents import Finish

        if Finish not in kinds or not self._is_pack():
            return
        from fop_coder.project.reading_done import reading_standing

        standing = reading_standing(self.around.desk.open_project)
        grown, self._finished = standing.finished > self._finished, standing.finished
        if grown and standing.finished == len(standing.documents):
            QTimer.singleShot(0, self, self._say_all_finished)  # when the screen has said its own word

    def _say_all_finished(self) -> None:
        words = self.tr("All {0} documents are finished. How the pack goes back: Project, Finish this pack")
        self.around.say(words.format(self._finished))

    def finish(self) -> None:
        """Say what is left to read in the pack, and how it goes back."""
        from fop_coder.model.documents import Document
        from fop_coder.project.reading_done import reading_progress

        project = self.around.desk.open_project
        names = {d.guid: d.name for d in project.store.values(Document)}
        progress = reading_progress(project, project.coder)
        left = [names[d] for d, mine in progress.items() if mine and not (mine[0].finished and not mine[0].reread)]
        place = files.short(project.store.path) if project.store.path else ""
        send = self.tr("Send this file back to whoever handed it to you: {0}").format(place)
        if left:
            many = self.tr("{0} documents are not finished yet. Only finished ones count in the comparison.")
            one = self.tr("1 document is not finished yet. Only finished ones count in the comparison.")
            said, lines, kind = one if len(left) == 1 else many.format(len(left)), left, "pending"
        else:
            said, lines, kind = self.tr("Everything is finished, and all of it is in the file."), [], "good"
        title = self.tr("Finish this pack")
        Notice(self.window, self.around.theme, title, f"{said}\n{send}", lines, note=kind).open()
