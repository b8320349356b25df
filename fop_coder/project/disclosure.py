"""Whether anything in an export could tell who somebody is; and the list of names to keep out of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from fop_coder.exporters.parts import parts_from
from fop_coder.model.base import Guid
from fop_coder.model.disclosure import DisclosureReport
from fop_coder.project.disclosure_check import check_contents
from fop_coder.project.exporting import ExportWishes, gather, smallest_group, with_kept_names
from fop_coder.project.names import read_name_list
from fop_coder.project.project import Project
from fop_coder.project.tallying import Question


def read_names(path: Path) -> tuple[str, ...]:
    """Read the names of a list to keep out, as ``read_name_list``; pseudonyms of a list are not looked at.

    Raises:
        FopCoderError: if the file cannot be read, is no such list, or holds no name.
    """
    return tuple(read_name_list(path))


def with_names(wishes: ExportWishes, path: Path | None) -> ExportWishes:
    """Return wishes with the names of a list to keep out; without a list, as they are.

    Raises:
        FopCoderError: as ``read_names``.
    """
    return wishes if path is None else replace(wishes, names=read_names(path))


def check_disclosure(
    project: Project,
    question: Question | None = None,
    wishes: ExportWishes | None = None,
    *,
    seen_by: Guid | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> DisclosureReport:
    """Look at everything that an export would hold, and say what could tell who somebody is.

    Args:
        wishes: what would be exported; the smallest group and names to keep out are theirs, also for the team. The
            project's list of names is looked for, too.
        seen_by: the coder who will read it; None for somebody who may see everything.

    Raises:
        ExportRefused, NotFound, FilterRefused: as ``gather``.
        Cancelled: if it is not wanted any more.
    """
    wanted = with_kept_names(project, wishes or ExportWishes(), always=True)
    contents = gather(project, question or Question(), wanted, seen_by=seen_by, cancelled=cancelled)
    parts = parts_from(wanted.shown)
    smallest = smallest_group(project, wanted)
    return check_contents(contents, parts, smallest, names=wanted.names, cancelled=cancelled)
