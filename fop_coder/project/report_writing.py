"""The report page written as a Word document or a web page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fop_coder import __version__
from fop_coder.analysis.names import NameFinder
from fop_coder.exporters.registry import write_blocks
from fop_coder.exporters.report import BarPicture, Block, Grid, Heading, Paragraphs, Quotation
from fop_coder.exporters.tables import base_lines
from fop_coder.exporters.watch import Watch
from fop_coder.model.base import Guid, now
from fop_coder.model.errors import ExportRefused
from fop_coder.model.report import ReportKind
from fop_coder.project.method import day_in_words
from fop_coder.project.names import kept_names, replaced_in
from fop_coder.project.project import Progress, Project
from fop_coder.project.report_asked import asked_from_json
from fop_coder.project.report_page import ItemState, LookedAt, report_page
from fop_coder.project.report_published import published
from fop_coder.project.tallying import Question, base_of, look_up

_SHOWN = 3
"""Changed figures that are named beside a stale item; the others are counted."""


@dataclass(frozen=True, slots=True)
class ReportWishes:
    """How a report is written.

    Attributes:
        stale: also items whose figures have changed or are gone, each marked as such.
        publication: small groups are hidden in the figures, and where quotations stand; nothing may be stale then.
        smallest: groups of fewer respondents are small; None for the project's own number.
        names: to be kept out besides those on the project's list; of that, those with a pseudonym are replaced by it.
    """

    stale: bool = False
    publication: bool = False
    smallest: int | None = None
    names: tuple[str, ...] = ()


def write_report(
    project: Project,
    out: Path,
    wishes: ReportWishes | None = None,
    *,
    seen_by: Guid | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> int:
    """Write the report page by the ending of ``out`` (.docx or .html); return how many items were written.

    Args:
        seen_by: the coder who will read it, who may not see everything yet.

    Raises:
        ExportRefused: if the report is empty, an item is stale, a name to keep out was found, something cannot be
            published, or the place cannot be written to; nothing was written.
        Cancelled: if the user stops it.
    """
    wanted = wishes or ReportWishes()
    page = report_page(project, seen_by=seen_by)
    if not page:
        raise ExportRefused("the report is empty", do="Add headings, sentences, tables or quotations first")
    if not wanted.stale:
        _refuse_stale(page)
    if wanted.publication:
        smallest = project.settings.smallest_group if wanted.smallest is None else wanted.smallest
        page = published(project, page, smallest)
    blocks = [*(block for looked in page for block in _marked(looked)), *_about(project, page)]
    kept = kept_names(project)
    blocks = replaced_in(blocks, kept)
    _refuse_names([*(k.name for k in kept), *wanted.names], blocks)
    watch = Watch(len(blocks) + 1, progress, cancelled, every=1)  # a chart takes as long as hundreds of lines
    write_blocks(blocks, out, title=project.settings.name, program=f"FOP Coder {__version__}", watch=watch)
    return len(page)


def _refuse_stale(page: Sequence[LookedAt]) -> None:
    old = [looked for looked in page if looked.state is not ItemState.CURRENT]
    if old:
        first = old[0]
        more = f" (and {len(old) - 1} more)" if len(old) > 1 else ""
        raise ExportRefused(
            f"item {first.place} of the report is {first.state}: {told(first)}{more}",
            do="Renew it or take it out, or write stale items too; they are marked then",
        )


def told(looked: LookedAt) -> str:
    """Return in one line what changed of an item, the first few figures by name; '' of a current one."""
    shown = "; ".join(why.rstrip(".") for why in looked.why[:_SHOWN])
    more = len(looked.why) - _SHOWN
    return f"{shown}; and {more} more" if more > 0 else shown


def _marked(looked: LookedAt) -> Iterator[Block]:
    """Yield an item; what stands before one that is stale says so in words, whoever reads it and however."""
    if looked.state is not ItemState.CURRENT:
        yield Paragraphs((f"[Not up to date: {told(looked)}]",), "note")
    yield from looked.blocks


def _about(project: Project, page: Sequence[LookedAt]) -> Iterator[Block]:
    """Yield what the figures of the report are over, once for each sample, scope and view."""
    asked = [asked_from_json(looked.item.asked).question for looked in page if _has_figures(looked)]
    if not asked:
        return
    yield Heading("About the figures")
    questions = dict.fromkeys(Question(q.view, q.coders, q.where, q.scope) for q in asked)
    bases = (base_of(project, look_up(project, question)) for question in questions)
    yield Paragraphs(tuple(f"{'. '.join(base_lines(base))}." for base in bases), "list")
    written = f"Written on {day_in_words(now())} by FOP Coder {__version__}, codebook version {project.version}"
    yield Paragraphs((f"{written}, state of the project {project.fingerprint}.",), "note")


def _has_figures(looked: LookedAt) -> bool:
    kinds = (ReportKind.SENTENCE, ReportKind.TABLE, ReportKind.CHART)
    return looked.item.kind in kinds and looked.state is not ItemState.GONE


def _refuse_names(names: Sequence[str], blocks: Sequence[Block]) -> None:
    finder = NameFinder(names)
    found = list(dict.fromkeys(name for block in blocks for text in _texts(block) for name in finder.found_in(text)))
    if found:
        listed = ", ".join(f"“{name}”" for name in found)
        raise ExportRefused(
            f"on the list of names to keep out, and in the report: {listed}",
            do="Take it out there, leave words out of the quotation, or take it off the list",
        )


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield block.text
    elif isinstance(block, Paragraphs):
        yield from block.lines
    elif isinstance(block, Quotation):
        yield from (block.text, block.source)
    elif isinstance(block, BarPicture):
        yield from (block.caption, block.words, *block.parts)
    elif isinstance(block, Grid):
        yield from (block.caption, *block.headings)
        yield from (str(cell) for row in block.rows for cell in row if cell is not None)
