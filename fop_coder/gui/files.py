"""The system's dialogs for files, each behind a function, so that tests can answer in their place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

PROJECTS = "*.fop"
CODEBOOKS = "*.yaml *.yml *.csv *.xlsx *.qdc"
SHEETS = "*.csv *.tsv *.xlsx"


def choose_file(parent: QWidget, title: str, folder: Path | None, kind: str, endings: str) -> Path | None:
    """Let the user choose one file that is there; None if they leave it.

    Args:
        kind: what such files are called; endings: patterns separated by spaces.
    """
    name, _ = QFileDialog.getOpenFileName(parent, title, str(folder or documents_folder()), _filters(kind, endings))
    return Path(name) if name else None


def choose_files(parent: QWidget, title: str, folder: Path | None) -> list[Path]:
    """Let the user choose several files of any kind; what cannot be read is said afterwards, file by file."""
    names, _ = QFileDialog.getOpenFileNames(parent, title, str(folder or documents_folder()))
    return [Path(name) for name in names]


def choose_folder(parent: QWidget, title: str, folder: Path | None) -> Path | None:
    """Let the user choose a folder; None if they leave it."""
    name = QFileDialog.getExistingDirectory(parent, title, str(folder or documents_folder()))
    return Path(name) if name else None


def choose_new_file(parent: QWidget, title: str, suggested: Path, kind: str, endings: str) -> Path | None:
    """Let the user name a file to be written; the first ending is added where they give none. None if they leave it."""
    name, chosen = QFileDialog.getSaveFileName(parent, title, str(suggested), _filters(kind, endings))
    if not name:
        return None
    path = Path(name)
    return path if path.suffix else path.with_suffix(_first_ending(chosen, endings))


def documents_folder() -> Path:
    """Return the folder that the system has for the user's documents."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def free_place(folder: Path, name: str, ending: str = "") -> Path:
    """Return a name in a folder that nothing has yet: the wanted one, or with a number."""
    found, number = folder / f"{name}{ending}", 2
    while found.exists():
        found, number = folder / f"{name} {number}{ending}", number + 1
    return found


def short(path: Path) -> str:
    """Return a path as people read it: from the home folder on where it lies there."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except ValueError:
        return str(path)


def _filters(kind: str, endings: str) -> str:
    return f"{kind} ({endings})"


def _first_ending(chosen: str, endings: str) -> str:
    patterns: Sequence[str] = (chosen.partition("(")[2].rstrip(")") or endings).split()
    return patterns[0].lstrip("*")
