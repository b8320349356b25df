"""What comes into a project from files: transcripts, respondents, codebooks; and the codebook going out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from fop_coder.gui import dialogs, files
from fop_coder.gui.action_group import ActionGroup
from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.panel import Surroundings
from fop_coder.model.errors import ChangeRefused

if TYPE_CHECKING:
    from fop_coder.model.codebook import Codebook
    from fop_coder.model.draft import RespondentSheet


class MaterialActions(ActionGroup):
    """Imports, and files dropped onto the window."""

    def __init__(self, window: QWidget, around: Surroundings, take_project: Callable[[Path], None]) -> None:
        """Listen for files that are dragged onto the window; ``take_project`` is given those that are projects."""
        super().__init__(window, around)
        self._take_project = take_project
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def specs(self) -> list[ActionSpec]:
        """Return the actions in the order of the menu."""
        return [
            ActionSpec(
                "project.import",
                self.tr("Import transcripts"),
                "Project",
                self.import_transcripts,
                "Ctrl+I",
                writes=True,
                icon="ph.plus",
                hint=self.tr("Word, PDF, captions, text, or sheets; shown before anything is written"),
                parted=True,
            ),
            ActionSpec(
                "project.respondents_import",
                self.tr("Import respondents"),
                "Project",
                self.import_respondents,
                writes=True,
                icon="ph.users",
                hint=self.tr("A sheet with a row for each respondent and a column for each attribute"),
            ),
            ActionSpec(
                "project.codebook_import",
                self.tr("Import a codebook"),
                "Project",
                self.import_codebook,
                writes=True,
                hint=self.tr("New codes are added, those that are known are brought to the file's state"),
                parted=True,
            ),
            ActionSpec(
                "project.codebook_export",
                self.tr("Export the codebook"),
                "Project",
                self.export_codebook,
                hint=self.tr("As YAML, a sheet, or REFI-QDA for other programs"),
            ),
        ]

    def import_transcripts(self, paths: tuple[Path, ...] = ()) -> None:
        """Show what files and folders hold before anything is written."""
        from fop_coder.gui.importing.dialog import ImportDialog

        dialog = ImportDialog(self.window, self.around)
        dialog.open()
        if paths:
            dialog.take(paths)

    def import_respondents(self) -> None:
        """Ask for a sheet of respondents and show what it would change."""
        chosen = files.choose_file(
            self.window, self.tr("Import respondents"), self.folder(), self.tr("Sheets"), files.SHEETS
        )
        if chosen:
            self.import_respondents_from(chosen)

    def import_respondents_from(self, path: Path) -> None:
        """Read a sheet of respondents in the background, then show what it would change."""
        from fop_coder.project.respondents import read_sheet

        self.around.runner.run(
            self.tr("Reading {0}").format(path.name),
            lambda _progress, _cancelled: read_sheet(path),
            self._show_sheet,
            self.failed,
            only_asks=True,
        )

    def _show_sheet(self, sheet: RespondentSheet) -> None:
        from fop_coder.gui.importing.respondents import RespondentSheetDialog

        if self.around.desk.project is not None:
            RespondentSheetDialog(self.window, self.around, sheet).open()

    def import_codebook(self) -> None:
        """Ask for a codebook file and take it over, in one Change."""
        chosen = files.choose_file(
            self.window, self.tr("Import a codebook"), self.folder(), self.tr("Codebooks"), files.CODEBOOKS
        )
        if not chosen:
            return
        from fop_coder.project.codebook_edits import read_file

        self.around.runner.run(
            self.tr("Reading {0}").format(chosen.name),
            lambda _progress, _cancelled: read_file(chosen),
            self._take_codebook,
            self.failed,
            only_asks=True,
        )

    def _take_codebook(self, codebook: Codebook) -> None:
        from fop_coder.model.codebook import Code
        from fop_coder.project.codebook_edits import import_change

        desk = self.around.desk
        if desk.project is None:
            return
        try:
            change = import_change(desk.project, codebook)
        except ChangeRefused as error:
            self.around.show_error(error)
            return
        if not desk.apply(change):
            if change.is_empty:
                self.around.say(self.tr("The codebook holds nothing that the project does not have"))
            return
        before = {v.guid for v in change.removed}
        new = sum(isinstance(v, Code) and v.guid not in before for v in change.added)
        changed = sum(isinstance(v, Code) and v.guid in before for v in change.added)
        words = (
            self.tr("{0}: {1} code added, {2} changed") if new == 1 else self.tr("{0}: {1} codes added, {2} changed")
        )
        self.around.offer_undo(words.format(codebook.name, new, changed))

    def export_codebook(self) -> None:
        """Ask for a place and write the codebook; what the format cannot hold is said before."""
        from fop_coder.project.codebook_edits import export_file, not_held

        project = self.around.desk.open_project
        suggested = files.free_place(self.folder(), f"{project.settings.name} codebook", ".yaml")
        chosen = files.choose_new_file(
            self.window, self.tr("Export the codebook"), suggested, self.tr("Codebooks"), files.CODEBOOKS
        )
        if not chosen:
            return
        lost = not_held(project, chosen)
        if lost and not dialogs.ask(
            self.window,
            self.tr("Export the codebook"),
            self.tr("This format does not hold:") + "\n\n" + "\n".join(f"• {clause}" for clause in lost),
            self.tr("Write it all the same"),
            self.tr("Leave it"),
        ):
            return
        self.on_snapshot(
            self.tr("Writing the codebook"),
            lambda copy, _progress, _cancelled: export_file(copy, chosen),
            partial(self._written, chosen),
        )

    def _written(self, path: Path, _value: object = None) -> None:
        self.around.say(self.tr("Written: {0}").format(files.short(path)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take files that are dragged onto the window."""
        if event.type() == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            if self._dropped(event):
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                return True
        elif event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            paths = self._dropped(event)
            if paths:
                event.accept()
                self.take_dropped(paths)
                return True
        return super().eventFilter(watched, event)

    def _dropped(self, event: QDropEvent) -> tuple[Path, ...]:
        return tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())

    def take_dropped(self, paths: tuple[Path, ...]) -> None:
        """Open a project that was dropped; import anything else."""
        desk = self.around.desk
        if len(paths) == 1 and paths[0].suffix.lower() == ".fop":
            self._take_project(paths[0])
        elif desk.project is None:
            self.around.say(self.tr("Open a project first, then drop the transcripts onto it"))
        elif desk.is_read_only:
            self.around.say(self.tr("The project is open for reading only"))
        else:
            self.import_transcripts(paths)
