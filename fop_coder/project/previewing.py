"""The beginning of every table that an export would write, and what its reader should know before it leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from fop_coder.exporters.parts import parts_from
from fop_coder.exporters.preview import tables_written
from fop_coder.exporters.tables import HIDDEN, Cell, Look, Table
from fop_coder.exporters.tables_material import PASSAGES
from fop_coder.model.base import Guid
from fop_coder.model.disclosure import DisclosureReport
from fop_coder.model.errors import Cancelled
from fop_coder.model.export import ExportContents
from fop_coder.project.disclosure_check import check_contents
from fop_coder.project.exporting import ExportWishes, gather, smallest_group, with_kept_names
from fop_coder.project.project import Project
from fop_coder.project.tallying import Question

__all__ = ["HIDDEN", "ExportPreview", "TablePreview", "preview_export"]


@dataclass(frozen=True, slots=True)
class TablePreview:
    """The beginning of a table of an export: headings and cells as words, and how to read the figures.

    Attributes:
        numeric: for each column, whether it holds numbers.
        count: rows of the whole table.
    """

    name: str
    headings: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    count: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExportPreview:
    """What an export would hold.

    Attributes:
        pending: names of codes and schemes with respondents pending, with how many.
        sentence: the first one for the report, '' where there is none.
        hidden: says what is left out, as who is looking has not read it yet; '' for nothing.
        suppressed: says what is hidden before publication, and why; '' for nothing.
        reasons: the same for each attribute and scheme that divides.
        disclosure: what the check of an export for publication found; None for the team.
    """

    tables: tuple[TablePreview, ...]
    pending: Mapping[str, int]
    sentence: str
    hidden: str = ""
    suppressed: str = ""
    reasons: tuple[str, ...] = ()
    disclosure: DisclosureReport | None = None


def preview_export(
    project: Project,
    question: Question,
    wishes: ExportWishes,
    ending: str,
    *,
    most: int,
    seen_by: Guid | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ExportPreview:
    """Return the first rows of every table that an export in this format would write.

    Args:
        ending: of the format, such as ".xlsx".
        most: so many rows of each table.
        seen_by: the coder who is looking, who may not see everything yet; None for somebody who may.

    Raises:
        ExportRefused: if nothing is asked for.
        NotFound, FilterRefused: if the question names something that is not there.
        Cancelled: if it is not wanted any more.
    """
    wishes = with_kept_names(project, wishes)
    parts = parts_from(wishes.shown)
    contents = gather(project, question, wishes, seen_by=seen_by, cancelled=cancelled)
    previews = []
    for table in tables_written(contents, parts, ending):
        if cancelled and cancelled():
            raise Cancelled("another preview is wanted")
        previews.append(_preview(table, most, contents.passage_count if table.name == PASSAGES else None))
    sentences = (row.sentence for row in contents.tally.rows if row.sentence)
    sentence = next(sentences, "") if parts.tally else ""
    report = None
    if wishes.publication:
        smallest = smallest_group(project, wishes)
        report = check_contents(contents, parts, smallest, names=wishes.names, cancelled=cancelled)
    return ExportPreview(
        tuple(previews), _pending(contents), sentence, contents.hidden, contents.suppressed, _reasons(contents), report
    )


def _reasons(contents: ExportContents) -> tuple[str, ...]:
    bases = (*(tally.base for tally in contents.tallies_by), *(scheme.base for scheme in contents.schemes_by))
    return tuple(dict.fromkeys(f"By {base.by}: {base.hidden_because}" for base in bases if base.hidden))


def _pending(contents: ExportContents) -> dict[str, int]:
    by_code = {row.name: row.counts.pending for row in contents.tally.rows}
    by_scheme = {scheme.name: scheme.counts.pending for scheme in contents.schemes}
    return {name: number for name, number in {**by_code, **by_scheme}.items() if number}


def _preview(table: Table, most: int, count: int | None) -> TablePreview:
    """Read the first rows; the others are only counted, unless it is known how many there are."""
    rows: Iterator[tuple[Cell, ...]] = iter(table.rows)
    first = tuple(
        tuple(_shown(cell, column.look) for cell, column in zip(row, table.columns, strict=True))
        for row in islice(rows, most)
    )
    return TablePreview(
        table.name,
        tuple(c.heading for c in table.columns),
        tuple(c.look in (Look.NUMBER, Look.SHARE, Look.COEFFICIENT) for c in table.columns),
        first,
        len(first) + sum(1 for _ in rows) if count is None else count,
        table.notes,
    )


def _shown(cell: Cell, look: Look) -> str:
    if cell is None:
        return ""
    if look is Look.SHARE and isinstance(cell, float):
        return f"{cell:.0%}".replace("%", " %")
    return f"{cell:.2f}" if look is Look.COEFFICIENT and isinstance(cell, float) else str(cell)
