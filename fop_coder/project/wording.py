"""The project's way to put figures into words, read and changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from fop_coder.analysis.sentences import Telling
from fop_coder.model.change import Change
from fop_coder.model.errors import ValueRefused
from fop_coder.model.wording import (
    FIELDS,
    PROGRAMS,
    Wording,
    plain_wording,
    read_wording,
    with_template,
    wording_of,
    write_wording,
)
from fop_coder.project.project import Project

__all__ = [
    "FIELDS",
    "PROGRAMS",
    "Wording",
    "plain_wording",
    "read_wording",
    "read_wording_file",
    "telling_of",
    "with_template",
    "wording_change",
    "wording_of",
]


def telling_of(project: Project) -> Telling:
    """Return how sentences of a project are told."""
    settings = project.settings
    return Telling(settings.respondent_word, wording_of(settings))


def wording_change(project: Project, wording: Wording) -> Change | None:
    """Return the Change that gives a project this wording, None where it has it.

    Only what differs from the program's wording is kept, so that the rest stays the program's.
    """
    present = project.settings
    wanted = replace(present, wording=write_wording(wording))
    return None if wanted == present else Change("Change the wording of sentences", (present,), (wanted,))


def read_wording_file(path: Path) -> Wording:
    """Return the wording that a file holds as JSON.

    Raises:
        ValueRefused: if it cannot be read, or names what there is not.
    """
    try:
        return read_wording(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise ValueRefused("this file cannot be read as text", where=str(path)) from error
