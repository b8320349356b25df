"""What is done with whole projects and files: new, open, sample, import, backups, looking for damage, codebooks."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QStandardPaths, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from fop_coder.gui import dialogs, files
from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.notices import Notice
from fop_coder.gui.panel import Place, Surroundings
from fop_coder.gui.tasks import Progress
from fop_coder.model.base import now
from fop_coder.model.codebook import Code, Codebook
from fop_coder.model.draft import RespondentSheet
from fop_coder.model.errors import Cancelled, ChangeRefused, CodebookRefused
from fop_coder.project import Project

SAMPLE_FOLDER = "FOP Coder sample"
TOUR_SEEN = "tour/seen"


class ProjectActions(QObject):
    """The Project menu. It belongs to the window and shows its dialogs over it."""

    def __init__(self, window: QWidget, around: Surroundings) -> None:
        """Keep the window and what it offers; files dropped onto the window are imported."""
        super().__init__(window)
        self._window, self._around = window, around
        self._building = False
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def specs(self) -> list[ActionSpec]:
        """Return the actions in the order of the menu."""
        return [*self._of_projects(), *self._of_material(), *self._of_safety()]

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
                hint=self.tr("Choose a codebook, then add transcripts"),
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

    def _of_material(self) -> list[ActionSpec]:
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

    def _of_safety(self) -> list[ActionSpec]:
        return [
            ActionSpec(
                "project.backup",
                self.tr("Back up"),
                "Project",
                self.back_up,
                hint=self.tr("A whole copy of the project as it is now"),
                parted=True,
            ),
            ActionSpec(
                "project.restore",
                self.tr("Restore a backup"),
                "Project",
                self.restore,
                needs_project=False,
                icon="ph.clock-counter-clockwise",
                hint=self.tr("The present state is kept beside it"),
            ),
            ActionSpec(
                "project.verify",
                self.tr("Look for damage"),
                "Project",
                self.verify,
                hint=self.tr("Checks every reference, passage and link of the history"),
            ),
            ActionSpec(
                "edit.find",
                self.tr("Find in all transcripts"),
                "Edit",
                partial(self._around.go, Place("find")),
                "Ctrl+F",
                icon="ph.magnifying-glass",
                hint=self.tr("Words and phrases over all transcripts and memos"),
            ),
            ActionSpec(
                "project.export",
                self.tr("Export tables"),
                "Project",
                partial(self._around.go, Place("export")),
                "Ctrl+E",
                icon="ph.export",
                hint=self.tr("Excel, CSV or JSON, with a preview"),
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

    # ---- projects ----------------------------------------------------------------------------------------------------

    def new(self) -> None:
        """Ask for a name, a place, a coder and a codebook, and make a project."""
        from fop_coder.gui.new_project import NewProjectDialog

        NewProjectDialog(self._window, self._around).open()

    def open(self) -> None:
        """Ask for a project file and open it."""
        chosen = files.choose_file(
            self._window, self.tr("Open a project"), self._folder(), self.tr("Projects"), files.PROJECTS
        )
        if chosen:
            self._around.open_project(chosen)

    def sample(self) -> None:
        """Build a fresh copy of the sample project in the user's documents, open it, and show the tour once."""
        from fop_coder.project.sample import build_sample

        folder = files.free_place(_documents(), SAMPLE_FOLDER)
        before = self._around.desk.project

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
        self._around.runner.run(
            self.tr("Building the sample project"), job, partial(self._sample_built, before), self._sample_failed
        )

    def _sample_built(self, before: Project | None, path: Path) -> None:
        self._building = False
        self._refresh_sample()
        if self._around.desk.project is not before:  # the user has gone on with something else
            self._around.say(self.tr("The sample is ready: {0}").format(files.short(path)))
            return
        if self._around.open_project(path):
            self._around.say(self.tr("A copy to play with: {0}").format(files.short(path)))
            if not self._around.preferences.plain(TOUR_SEEN, False):
                self.tour()

    def _sample_failed(self, error: Exception) -> None:
        self._building = False
        self._refresh_sample()
        self._failed(error)

    def _may_build(self) -> bool:
        return not self._building

    def _refresh_sample(self) -> None:
        self._around.actions.action("project.sample").setEnabled(not self._building)

    def tour(self) -> None:
        """Show the first of four cards; where no project is open, the sample comes first."""
        if self._around.desk.project is None:
            if self._may_build():
                self._around.preferences.set_plain(TOUR_SEEN, False)
                self.sample()
            return
        from fop_coder.gui.panels.start.tour import Tour

        self._around.preferences.set_plain(TOUR_SEEN, True)
        for former in self._window.findChildren(Tour):
            former.leave()
        Tour(self._window, self._around).start()

    # ---- material ----------------------------------------------------------------------------------------------------

    def import_transcripts(self, paths: tuple[Path, ...] = ()) -> None:
        """Show what files and folders hold before anything is written."""
        from fop_coder.gui.importing.dialog import ImportDialog

        dialog = ImportDialog(self._window, self._around)
        dialog.open()
        if paths:
            dialog.take(paths)

    def import_respondents(self) -> None:
        """Ask for a sheet of respondents and show what it would change."""
        chosen = files.choose_file(
            self._window, self.tr("Import respondents"), self._folder(), self.tr("Sheets"), files.SHEETS
        )
        if chosen:
            self.import_respondents_from(chosen)

    def import_respondents_from(self, path: Path) -> None:
        """Read a sheet of respondents in the background, then show what it would change."""
        from fop_coder.project.respondents import read_sheet

        self._around.runner.run(
            self.tr("Reading {0}").format(path.name),
            lambda _progress, _cancelled: read_sheet(path),
            self._show_sheet,
            self._failed,
        )

    def _show_sheet(self, sheet: RespondentSheet) -> None:
        from fop_coder.gui.importing.respondents import RespondentSheetDialog

        if self._around.desk.project is not None:
            RespondentSheetDialog(self._window, self._around, sheet).open()

    def import_codebook(self) -> None:
        """Ask for a codebook file and take it over, in one Change."""
        chosen = files.choose_file(
            self._window, self.tr("Import a codebook"), self._folder(), self.tr("Codebooks"), files.CODEBOOKS
        )
        if not chosen:
            return
        from fop_coder.project.codebook_edits import read_file

        self._around.runner.run(
            self.tr("Reading {0}").format(chosen.name),
            lambda _progress, _cancelled: read_file(chosen),
            self._take_codebook,
            self._failed,
        )

    def _take_codebook(self, codebook: Codebook) -> None:
        from fop_coder.project.codebook_edits import import_change

        desk = self._around.desk
        if desk.project is None:
            return
        try:
            change = import_change(desk.project, codebook)
        except ChangeRefused as error:
            self._around.show_error(error)
            return
        if not desk.apply(change):
            if change.is_empty:
                self._around.say(self.tr("The codebook holds nothing that the project does not have"))
            return
        before = {v.guid for v in change.removed}
        new = sum(isinstance(v, Code) and v.guid not in before for v in change.added)
        changed = sum(isinstance(v, Code) and v.guid in before for v in change.added)
        self._around.offer_undo(self.tr("{0}: {1} codes added, {2} changed").format(codebook.name, new, changed))

    def export_codebook(self) -> None:
        """Ask for a place and write the codebook; what the format cannot hold is said before."""
        from fop_coder.project.codebook_edits import export_file, not_held

        project = self._around.desk.open_project
        suggested = files.free_place(self._folder(), f"{project.settings.name} codebook", ".yaml")
        chosen = files.choose_new_file(
            self._window, self.tr("Export the codebook"), suggested, self.tr("Codebooks"), files.CODEBOOKS
        )
        if not chosen:
            return
        lost = not_held(project, chosen)
        if lost and not dialogs.ask(
            self._window,
            self.tr("Export the codebook"),
            self.tr("This format does not hold:") + "\n\n" + "\n".join(f"• {clause}" for clause in lost),
            self.tr("Write it all the same"),
            self.tr("Leave it"),
        ):
            return
        self._on_snapshot(
            self.tr("Writing the codebook"),
            lambda copy, _progress, _cancelled: export_file(copy, chosen),
            partial(self._written, chosen),
        )

    def _written(self, path: Path, _value: object = None) -> None:
        self._around.say(self.tr("Written: {0}").format(files.short(path)))

    # ---- safety ------------------------------------------------------------------------------------------------------

    def back_up(self) -> None:
        """Ask for a place and write a whole copy of the project there."""
        from fop_coder.project.safekeeping import back_up

        project = self._around.desk.open_project
        stem = project.store.path.stem if project.store.path else project.settings.name
        suggested = files.free_place(self._folder(), f"{stem} backup {now()[:10]}", ".fop")
        chosen = files.choose_new_file(self._window, self.tr("Back up"), suggested, self.tr("Projects"), files.PROJECTS)
        if chosen:
            self._on_snapshot(
                self.tr("Backing up"),
                lambda copy, progress, cancelled: back_up(copy, chosen, _stoppable(progress, cancelled)),
                partial(self._backed_up, chosen),
            )

    def _backed_up(self, path: Path, _value: object = None) -> None:
        self._around.say(self.tr("Backed up to {0}").format(files.short(path)))

    def restore(self) -> None:
        """Ask for a backup and for the place it shall take; a project that is there is kept beside."""
        backup = files.choose_file(
            self._window, self.tr("Restore a backup"), self._folder(), self.tr("Projects"), files.PROJECTS
        )
        if not backup:
            return
        target = files.choose_new_file(
            self._window, self.tr("Restore it as"), self._restored_name(backup), self.tr("Projects"), files.PROJECTS
        )
        if not target:
            return
        if target.exists() and not dialogs.ask(
            self._window,
            self.tr("Restore a backup"),
            self.tr("{0} is there already. It will be kept beside, under another name.").format(files.short(target)),
            self.tr("Keep it beside and restore"),
            self.tr("Leave it"),
        ):
            return
        self._put_back(backup, target)

    def _restored_name(self, backup: Path) -> Path:
        project = self._around.desk.project
        path = project.store.path if project else None
        return path or files.free_place(backup.parent, f"{backup.stem} restored", backup.suffix)

    def _put_back(self, backup: Path, target: Path) -> None:
        from fop_coder.project.safekeeping import restore

        project = self._around.desk.project
        path = project.store.path if project else None
        if path is not None and path.resolve() == target.resolve():
            self._around.desk.close()  # it cannot be replaced while it is open here
        self._around.runner.run(
            self.tr("Restoring"),
            lambda _progress, _cancelled: restore(backup, target, replace=target.exists()),
            partial(self._restored, target),
            self._failed,
        )

    def _restored(self, target: Path, aside: Path | None) -> None:
        if self._around.open_project(target):
            kept = self.tr("; what was there is now {0}").format(aside.name) if aside else ""
            self._around.say(self.tr("Restored {0}").format(target.name) + kept)

    def verify(self) -> None:
        """Look through a copy of the project for damage and say what was found."""
        self._on_snapshot(
            self.tr("Looking for damage"),
            lambda copy, progress, cancelled: copy.verify(_stoppable(progress, cancelled)),
            self._verified,
        )

    def _verified(self, problems: list[str]) -> None:
        title = self.tr("Look for damage")
        if problems:
            sentence = self.tr("{0} things are wrong. Restore a backup, or ask for help with these lines.")
            said, note = sentence.format(len(problems)), "error"
        else:
            said, note = self.tr("The project is whole. Nothing is damaged, and the history is unbroken."), "good"
        Notice(self._window, self._around.theme, title, said, problems, note=note).open()

    # ---- what all share ----------------------------------------------------------------------------------------------

    def _on_snapshot(
        self,
        title: str,
        work: Callable[[Project, Progress, Callable[[], bool]], object],
        done: Callable[..., None],
    ) -> None:
        """Run long reading on a copy of the project, which is closed afterwards whatever happens."""
        copy = self._around.desk.open_project.snapshot()

        def job(progress: Progress, cancelled: Callable[[], bool]) -> object:
            with copy:
                return work(copy, progress, cancelled)

        self._around.runner.run(title, job, done, self._failed)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self._around.say(self.tr("Stopped. Nothing was changed."))
        elif isinstance(error, CodebookRefused):
            faults = [f"{line}:{column}  {what}" if line else what for line, column, what in error.faults]
            sentence = self.tr("{0} was not read. Nothing was changed. Correct these and import it again.")
            title = self.tr("Import a codebook")
            said = sentence.format(Path(error.path).name)
            Notice(self._window, self._around.theme, title, said, faults, note="error").open()
        else:
            self._around.show_error(error)

    def _folder(self) -> Path:
        """Return the folder of the open project, or of the last one."""
        project = self._around.desk.project
        if project is not None and project.store.path is not None:
            return project.store.path.parent
        recent = self._around.preferences.recent()
        return recent[0].parent if recent else _documents()

    # ---- files dropped onto the window -------------------------------------------------------------------------------

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
        desk = self._around.desk
        if len(paths) == 1 and paths[0].suffix.lower() == ".fop":
            self._around.open_project(paths[0])
        elif desk.project is None:
            self._around.say(self.tr("Open a project first, then drop the transcripts onto it"))
        elif desk.is_read_only:
            self._around.say(self.tr("The project is open for reading only"))
        else:
            self.import_transcripts(paths)


def _documents() -> Path:
    """Return the user's documents folder, or the home folder where the system has none."""
    found = files.documents_folder()
    if found.is_dir():
        return found
    home = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation))
    return home if home.is_dir() else found


def _stoppable(progress: Progress, cancelled: Callable[[], bool]) -> Progress:
    """Return a progress that stops the work when the user asks for it."""

    def told(done: int, of: int) -> None:
        if cancelled():
            raise Cancelled("stopped")
        progress(done, of)

    return told
