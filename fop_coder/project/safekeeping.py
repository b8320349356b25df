"""Keeping a project safe: copies, putting a copy back, and looking for damage."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fop_coder.model.errors import ProjectRefused
from fop_coder.project.project import Project
from fop_coder.store import restoring

Progress = Callable[[int, int], None]


def back_up(project: Project, out: Path, progress: Progress | None = None) -> None:
    """Write a consistent copy of the project as it is now; somebody may be working in it meanwhile.

    Raises:
        ProjectRefused: if something is there already, or the place cannot be written to.
    """
    if not out.absolute().parent.is_dir():
        raise ProjectRefused(f"the folder {out.parent} is not there", where=out.name, do="Make it first")
    project.store.back_up(out, progress)


def restore(backup: Path, path: Path, *, replace: bool = False) -> Path | None:
    """Put a backup, once it is found whole, in a project's place; return where the replaced project was put.

    Raises:
        ProjectRefused: if the backup is damaged, or a project is there and ``replace`` is not set.
    """
    return restoring.restore(backup, path, replace=replace)


def find_damage(path: Path, progress: Progress | None = None) -> list[str]:
    """Return what is wrong with a project file, a sentence each: also why it cannot be opened at all.

    Raises:
        ProjectRefused: if there is no such file.
    """
    try:
        project = Project.open(path, read_only=True)
    except ProjectRefused as error:
        if not path.is_file():
            raise
        return [str(error)]
    with project:
        return project.verify(progress)


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of a project that lies beside it. ``at``: when it was last written (ISO 8601, UTC); ``size`` in bytes."""

    path: Path
    at: str
    size: int

    @property
    def what(self) -> str:
        """What kind of copy its name says it is: "backup", "before restoring", "before version 2"."""
        found = re.search(r" \((before [^,)]+)[^()]*\)$", self.path.stem)
        return found.group(1) if found else "backup"


def backups_beside(path: Path) -> list[Backup]:
    """Return the copies of a project that lie in its folder, the latest first: those whose names begin with its own."""
    found = []
    for other in path.parent.glob("*.fop"):
        rest = other.stem.removeprefix(path.stem) if other.stem.startswith(path.stem) else ""
        if other != path and rest.startswith((" backup", " (before ")) and other.is_file():
            facts = other.stat()
            at = datetime.fromtimestamp(facts.st_mtime, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            found.append(Backup(other, at, facts.st_size))
    return sorted(found, key=lambda b: (b.at, b.path.name), reverse=True)
