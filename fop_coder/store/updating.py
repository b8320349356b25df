"""A file that an older program wrote is brought up to date, with a copy beside it."""

from pathlib import Path

from fop_coder.model.errors import ProjectRefused
from fop_coder.store import checking, file
from fop_coder.store.session import Session


def bring_up_to_date(path: Path, version: int, *, read_only: bool) -> None:
    """Migrate an older file after putting a copy beside it."""
    from fop_coder.store.migrating import migrate

    if read_only:
        raise ProjectRefused(
            "was written by an older version and must be brought up to date first",
            where=str(path),
            do="Open it for writing",
        )
    connection = file.connect(path)  # takes back what a killed program left half-done, so that the copy is whole
    try:
        kept = file.free_name(path, f"before version {file.SCHEMA_VERSION}")
        file.copy_whole(connection, kept)
        migrate(connection)
        problems = checking.find_problems(Session(connection))
    finally:
        file.close(connection)
    if problems:
        kept.replace(path)
        raise ProjectRefused(
            f"could not be brought from format {version} to {file.SCHEMA_VERSION}: {problems[0]}",
            where=str(path),
            do="It was left as it was",
        )
