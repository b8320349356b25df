"""A backup put in a project's place: checked first, and what was there is kept beside."""

from pathlib import Path

from fop_coder.model.errors import ProjectRefused
from fop_coder.store import file
from fop_coder.store.lock import Lock
from fop_coder.store.store import Store


def restore(backup: Path, project: Path, *, replace: bool = False) -> Path | None:
    """Put a backup in a project's place after checking that it is whole.

    Args:
        backup: a project file that is a copy of an earlier state.
        project: where it shall be.
        replace: a project that is there already is kept beside under another name; else it is refused.

    Returns:
        where the replaced project was put, None if there was none.

    Raises:
        ProjectRefused: if the backup is damaged, or something is there and ``replace`` is not set.
    """
    if file.is_there(project) and not replace:
        raise ProjectRefused(
            "is there already",
            where=str(project),
            do="Choose another name, or add --replace (the old one is kept beside)",
        )
    fresh = file.beside(project)
    try:
        store = Store.open(backup, read_only=True)
        try:
            problems = store.find_problems()
            if problems:
                raise ProjectRefused(
                    f"the backup is damaged: {problems[0]}", where=str(backup), do="Choose another one"
                )
            store.copy_into(fresh)
        finally:
            store.close()
        return _put_in_place(fresh, project)
    finally:
        fresh.unlink(missing_ok=True)


def _put_in_place(fresh: Path, project: Path) -> Path | None:
    """Give a whole file a project's name; what has that name now is kept beside, with its journal if it has one."""
    if not project.exists():
        file.place_without_overwriting(fresh, project)
        return None
    lock = Lock(project)
    lock.acquire()
    try:
        aside = file.free_name(project, "before restoring")
        file.put_aside(project, aside)
        try:
            file.place_without_overwriting(fresh, project)
        except BaseException:
            file.put_aside(aside, project)
            raise
    finally:
        lock.release()
    return aside
