"""Keeping a project safe: backups, putting one back, looking for damage."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from fop_coder.gui import dialogs, files
from fop_coder.gui.action_group import ActionGroup, stoppable
from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.notices import Notice
from fop_coder.gui.restoring import put_back
from fop_coder.model.base import now


class SafetyActions(ActionGroup):
    """Back up, restore, look for damage."""

    def specs(self) -> list[ActionSpec]:
        """Return the actions in the order of the menu."""
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
                hint=self.tr("Keeps the present state, too"),
            ),
            ActionSpec(
                "project.verify",
                self.tr("Look for damage"),
                "Project",
                self.verify,
                hint=self.tr("Checks every reference, passage and link of the history"),
            ),
        ]

    def back_up(self) -> None:
        """Ask for a place and write a whole copy of the project there."""
        from fop_coder.project.safekeeping import back_up

        project = self.around.desk.open_project
        stem = project.store.path.stem if project.store.path else project.settings.name
        suggested = files.free_place(self.folder(), f"{stem} backup {now()[:10]}", ".fop")
        chosen = files.choose_new_file(self.window, self.tr("Back up"), suggested, self.tr("Projects"), files.PROJECTS)
        if chosen:
            self.on_snapshot(
                self.tr("Backing up"),
                lambda copy, progress, cancelled: back_up(copy, chosen, stoppable(progress, cancelled)),
                partial(self._backed_up, chosen),
            )

    def _backed_up(self, path: Path, _value: object = None) -> None:
        self.around.say(self.tr("Backed up to {0}").format(files.short(path)))

    def restore(self) -> None:
        """Ask for a backup and for the place it shall take; a project that is there is kept beside."""
        backup = files.choose_file(
            self.window, self.tr("Restore a backup"), self.folder(), self.tr("Projects"), files.PROJECTS
        )
        if not backup:
            return
        target = files.choose_new_file(
            self.window, self.tr("Restore it as"), self._restored_name(backup), self.tr("Projects"), files.PROJECTS
        )
        if not target:
            return
        if target.exists() and not dialogs.ask(
            self.window,
            self.tr("Restore a backup"),
            self.tr("{0} is there already. It will be kept beside, under another name.").format(files.short(target)),
            self.tr("Keep it beside and restore"),
            self.tr("Leave it"),
        ):
            return
        put_back(self.around, backup, target, self.failed)

    def _restored_name(self, backup: Path) -> Path:
        project = self.around.desk.project
        path = project.store.path if project else None
        return path or files.free_place(backup.parent, f"{backup.stem} restored", backup.suffix)

    def verify(self) -> None:
        """Look through a copy of the project for damage and say what was found."""
        self.on_snapshot(
            self.tr("Looking for damage"),
            lambda copy, progress, cancelled: copy.verify(stoppable(progress, cancelled)),
            self._verified,
            only_asks=True,
        )

    def _verified(self, problems: list[str]) -> None:
        title = self.tr("Look for damage")
        if problems:
            count = self.tr("{0} things are wrong.").format(len(problems))
            one = self.tr("One thing is wrong.")
            do = self.tr("Restore a backup, or ask for help with these lines.")
            said, note = f"{count if len(problems) > 1 else one} {do}", "error"
        else:
            said, note = self.tr("The project is whole. Nothing is damaged, and the history is unbroken."), "good"
        Notice(self.window, self.around.theme, title, said, problems, note=note).open()
