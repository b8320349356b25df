"""Whether anything in an export could tell who somebody is; and the list of names to keep out of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from fop_coder.exporters.parts import parts_from
from fop_coder.model.base import Guid
from fop_coder.model.disclosure import DisclosureReport
from fop_coder.model.errors import FopCoderError
from fop_coder.project.disclosure_check import check_contents
from fop_coder.project.exporting import ExportWishes, gather
from fop_coder.project.project import Project
from fop_coder.project.tallying import Question

_MOST_NAMES = 10_000
_MOST_BYTES = 5_000_000


def read_names(path: Path) -> tuple[str, ...]:
    """Read a list of names to keep out: UTF-8, one on each line; lines that begin with # are left out.

    Raises:
        FopCoderError: if the file cannot be read, is no such list, or holds no name.
    """
    where = str(path)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise FopCoderError("the list of names is too large", where=where, do="Give a list with one name on a line")
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise FopCoderError("the list of names is not UTF-8", where=where, do="Save it as plain text, UTF-8") from error
    except OSError as error:
        raise FopCoderError(f"the list of names cannot be read ({error.strerror})", where=where) from error
    names = tuple(dict.fromkeys(n for line in lines if (n := line.strip()) and not n.startswith("#")))
    if not names or len(names) > _MOST_NAMES:
        problem = "there is no name in the list" if not names else f"there are more than {_MOST_NAMES:,} names"
        raise FopCoderError(problem, where=where, do="Write one name on each line")
    return names


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
        wishes: what would be exported; the smallest group and the names to keep out are theirs, also for the team.
        seen_by: the coder who will read it; None for somebody who may see everything.

    Raises:
        ExportRefused, NotFound, FilterRefused: as ``gather``.
        Cancelled: if it is not wanted any more.
    """
    wanted = wishes or ExportWishes()
    contents = gather(project, question or Question(), wanted, seen_by=seen_by, cancelled=cancelled)
    parts = parts_from(wanted.shown)
    return check_contents(contents, parts, wanted.smallest, names=wanted.names, cancelled=cancelled)
