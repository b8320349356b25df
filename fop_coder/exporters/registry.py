"""All export formats in one place, and the one function that writes any of them."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from fop_coder.exporters.beside import file_beside, folder_beside
from fop_coder.exporters.csv_folder import is_csv_folder, write_csv_folder
from fop_coder.exporters.html_document import write_html_blocks, write_html_document
from fop_coder.exporters.json_document import write_json_document
from fop_coder.exporters.parts import PARTS, Parts, parts_from
from fop_coder.exporters.pictures import write_charts_picture
from fop_coder.exporters.report import Block
from fop_coder.exporters.spss import write_spss
from fop_coder.exporters.watch import Progress, Watch
from fop_coder.exporters.word_document import write_word_blocks, write_word_document
from fop_coder.exporters.workbook import write_workbook
from fop_coder.model.errors import ExportRefused
from fop_coder.model.export import ExportContents

__all__ = ["FORMATS", "PARTS", "Format", "export", "format_of", "write_blocks"]

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}  # Windows knows no quota error

Writer = Callable[[ExportContents, Path, Parts, Watch], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A format, known by the ending of the name. ``is_folder``: the name becomes a folder with several files."""

    ending: str
    name: str
    write: Writer
    is_folder: bool = False


FORMATS = (
    Format(".xlsx", "Excel workbook", write_workbook),
    Format(".docx", "Word document", write_word_document),
    Format(".html", "web page in one file", write_html_document),
    Format(".csv", "folder of CSV tables", write_csv_folder, is_folder=True),
    Format(".sav", "SPSS file", write_spss),
    Format(".json", "JSON document", write_json_document),
    Format(".svg", "charts, to be scaled", partial(write_charts_picture, kind="svg")),
    Format(".png", "charts, at print size", partial(write_charts_picture, kind="png")),
)


def format_of(out: Path) -> Format:
    """Return the format that a name asks for by its ending, without regard to case.

    Raises:
        ExportRefused: if no format has this ending.
    """
    for known in FORMATS:
        if out.suffix.lower() == known.ending:
            return known
    endings = ", ".join(f"{known.ending} ({known.name})" for known in FORMATS)
    problem = f"the ending {out.suffix!r} is not known" if out.suffix else "the name has no ending"
    raise ExportRefused(problem, where=str(out), do=f"Use one of {endings}")


def export(
    contents: ExportContents,
    out: Path,
    *,
    what: frozenset[str] | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Path, ...]:
    """Write an export in the format that the ending of ``out`` asks for; return the files written.

    What was there before is replaced only once everything is written.

    Args:
        contents: what is shown; its passages are read once.
        out: a file; with the ending .csv a folder.
        what: names of parts (see ``PARTS``), None for all.
        progress: told (done, total) in rows.
        cancelled: asked now and then whether to stop.

    Raises:
        ExportRefused: if the ending or a part is not known, or the place cannot be written to.
        Cancelled: when the user has stopped it; nothing was changed.
    """
    format_ = format_of(out)
    parts = parts_from(what)
    total = (
        (len(contents.status_rows) if parts.respondents else 0) + (contents.passage_count if parts.passages else 0) + 1
    )
    watch = Watch(total, progress, cancelled)
    with _refusals(out):
        if format_.is_folder:
            with folder_beside(out, is_csv_folder) as folder:
                format_.write(contents, folder, parts, watch)
                watch.tell()
        else:
            with file_beside(out) as file:
                format_.write(contents, file, parts, watch)
                watch.tell()
    watch.finish()
    return tuple(sorted(out.iterdir())) if format_.is_folder else (out,)


def write_blocks(blocks: Sequence[Block], out: Path, *, title: str, program: str, watch: Watch) -> None:
    """Write blocks in their order as a Word document or a web page, by the ending of ``out``.

    What was there before is replaced only once everything is written.

    Raises:
        ExportRefused: if the ending is another one, or the place cannot be written to.
        Cancelled: when the user has stopped it; nothing was changed.
    """
    ending = out.suffix.lower()
    if ending not in (".docx", ".html"):
        raise ExportRefused("a report is a Word document or a web page", where=str(out), do="End it in .docx or .html")
    with _refusals(out), file_beside(out) as file:
        if ending == ".docx":
            write_word_blocks(watch.over(blocks), file, title=title, program=program)
        else:
            write_html_blocks(watch.over(blocks), file, title=title)
        watch.tell()
    watch.finish()


@contextmanager
def _refusals(out: Path) -> Iterator[None]:
    """Turn what the system says about files into what the user can do."""
    try:
        yield
    except OSError as error:
        reason, do = _reason(error)
        raise ExportRefused(reason, where=str(out), do=do) from error


def _reason(error: OSError) -> tuple[str, str]:
    if isinstance(error, PermissionError):
        return (
            "cannot be written",
            "Close it if it is open in another program, or choose a folder that you may write to",
        )
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "the folder does not exist", "Create it first, or choose another one"
    if error.errno in _FULL:
        return "the disk is full", "Free some room or choose another disk; what was there before is unchanged"
    return f"cannot be written ({error.strerror or error})", "Choose another place"
