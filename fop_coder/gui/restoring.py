"""Putting a backup in a project's place: checked first, and what was there is kept beside."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from fop_coder.gui.panel import Surroundings


def put_back(around: Surroundings, backup: Path, target: Path, failed: Callable[[Exception], None]) -> None:
    """Restore a backup in the background, and open what was restored.

    Args:
        backup: a copy of an earlier state.
        target: where it shall be; a project that is there is put aside.
        failed: told what stood in the way; nothing was changed then.
    """
    from fop_coder.project.safekeeping import restore

    project = around.desk.project
    path = project.store.path if project else None
    was_open = path is not None and path.resolve() == target.resolve()
    if was_open:
        around.desk.close()  # it cannot be replaced while it is open here

    def refused(error: Exception) -> None:
        if was_open:
            around.open_project(target)  # as it was
        failed(error)

    around.runner.run(
        tr("Restoring"),
        lambda _progress, _cancelled: restore(backup, target, replace=target.exists()),
        partial(_restored, around, target),
        refused,
    )


def _restored(around: Surroundings, target: Path, aside: Path | None) -> None:
    if around.open_project(target):
        kept = tr("; what was there is now {0}").format(aside.name) if aside else ""
        around.say(tr("Restored {0}").format(target.name) + kept)


def tr(text: str) -> str:
    """Return the user's words."""
    return QCoreApplication.translate("Restoring", text)
