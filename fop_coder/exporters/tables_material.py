"""The tables behind the figures: respondents × codes, and passages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fop_coder.exporters.tables import Cell, Column, Look, Table, distinct, typed_column
from fop_coder.model.export import ExportContents
from fop_coder.model.status import Status
from fop_coder.model.tally import PassageRow, StatusRow

NOT_COUNTED = "(not counted)"
"""Stands for the respondent of passages on turns that count for nobody."""

RESPONDENTS = "Respondents × codes"
PASSAGES = "Passages"

_REFERRED: dict[Status, Cell] = {Status.REFERRED: 1, Status.NOT_REFERRED: 0}


Key = tuple[str, str]
"""What a column of the lines of respondents holds: ("code", its short name), ("scheme", its name), ("group", what
divides a tally) …"""


@dataclass(frozen=True, slots=True)
class _Field:
    key: Key
    column: Column
    show: Callable[[StatusRow], Cell]


def respondents_table(contents: ExportContents) -> Table:
    """Return a line per respondent: attributes, classes, 1 or 0 (or the status in words) per code, criteria met."""
    fields = _fields(contents)
    return Table(
        RESPONDENTS,
        "a line per respondent of the sample: 1 referred, 0 not referred, otherwise the status in words",
        _with_distinct_headings([f.column for f in fields]),
        (tuple(f.show(row) for f in fields) for row in contents.status_rows),
    )


def respondent_columns(contents: ExportContents) -> dict[Key, int]:
    """Return the column (counted from 1) of the respondents table in which each thing stands."""
    return {field.key: number for number, field in enumerate(_fields(contents), start=1)}


def _fields(contents: ExportContents) -> list[_Field]:
    """Return what stands in the lines of respondents, in the order of columns."""
    codes = [(row.ident, row.name) for row in contents.tally.rows]
    names = distinct(name for _, name in codes)
    by_ident = dict(zip((ident for ident, _ in codes), names, strict=True))
    words = {row.ident: row.criteria_word or "criteria met" for row in contents.tally.rows}
    return [
        _Field(("respondent", ""), Column("respondent", "label", Look.LABEL, 14), lambda row: row.respondent),
        *(_attribute(contents, name) for name in contents.attributes),
        *(_class(name) for name in class_names(contents)),
        *(_code(ident, by_ident[ident]) for ident, _ in codes),
        *(_criteria(ident, f"{by_ident[ident]}: {words[ident]}") for ident, _ in _codes_with_rule(contents)),
        *_remarks(contents, by_ident),
        *(_group(by) for by in _divisions(contents)),
    ]


def _attribute(contents: ExportContents, name: str) -> _Field:
    typed = typed_column(row.attributes.get(name, "") for row in contents.status_rows)
    column = Column(name, "attribute as known of the respondent", Look.LABEL, 18)
    return _Field(("attribute", name), column, lambda row: typed(row.attributes.get(name, "")))


def _class(name: str) -> _Field:
    column = Column(name, "category, or why there is none", Look.LABEL, 18)
    return _Field(("scheme", name), column, lambda row: row.classes.get(name))


def _code(ident: str, name: str) -> _Field:
    column = Column(name, f"1 referred to {ident}, 0 did not, otherwise why not known")
    return _Field(("code", ident), column, lambda row: _status(row, ident))


def _criteria(ident: str, heading: str) -> _Field:
    column = Column(heading, f"of those who referred to {ident}: 1 meets the criteria rule, 0 does not")
    return _Field(("met", ident), column, lambda row: _met(row, ident))


_REMARKS: tuple[tuple[str, str, str, Callable[[StatusRow], frozenset[str]]], ...] = (
    ("unprompted", "unprompted", "1: raised it, although marked as not asked", lambda row: row.unprompted),
    ("coded", "already coded", "1: pending, and has a passage already", lambda row: row.coded),
    ("differ", "differ", "1: the view's coders do not agree", lambda row: row.differ),
    ("classified", "already classified", "1: pending, and has a category already", lambda row: row.classified),
)
"""What is said of few respondents: a column only where it is said of anybody."""


def _remarks(contents: ExportContents, names: Mapping[str, str]) -> Iterator[_Field]:
    shown = {**names, **{name: name for name in class_names(contents)}}
    for what, word, meaning, of in _REMARKS:
        said = frozenset[str]().union(*(of(row) for row in contents.status_rows))
        for about in (key for key in shown if key in said):
            column = Column(f"{shown[about]}: {word}", meaning)
            yield _Field((what, about), column, lambda row, of=of, about=about: int(about in of(row)))  # type: ignore[misc]


def _divisions(contents: ExportContents) -> list[str]:
    """Return what divides the tallies, where the lines say in which group everybody is."""
    bases = [*(tally.base for tally in contents.tallies_by), *(scheme.base for scheme in contents.schemes_by)]
    divided = dict.fromkeys(base.by for base in bases if base.by)
    return [by for by in divided if all(by in row.groups for row in contents.status_rows)]


def _group(by: str) -> _Field:
    column = Column(f"group by {by}", f"the group in which tables by {by} count the respondent", Look.LABEL, 18)
    return _Field(("group", by), column, lambda row: row.groups[by])


def class_names(contents: ExportContents) -> tuple[str, ...]:
    """Return the names of the schemes that respondents have classes in, in the codebook's order."""
    held = {name for row in contents.status_rows for name in row.classes}
    known = [scheme.name for scheme in contents.codebook.schemes]
    return (*(name for name in known if name in held), *sorted(held.difference(known)))


PASSAGE_COLUMNS = (
    Column("respondent", "whom it counts for; several are joined by “; ”", Look.LABEL, 16),
    Column("document", "the transcript it is in", Look.LABEL, 20),
    Column("speaker", "on whose turns it lies", Look.LABEL, 16),
    Column("text", "the passage", Look.TEXT, 80),
    Column("code", "the code's short name", Look.LABEL, 18),
    Column("code name", "the code's name", Look.LABEL, 22),
    Column("coder", "who put the code on it", Look.LABEL, 14),
    Column("criteria", "names of the criteria met, joined by “; ”", Look.TEXT, 30),
    Column("memo", "the coder's memo", Look.TEXT, 30),
    Column("start", "place in the document's text in Unicode code points", Look.NUMBER, 10),
    Column("end", "the first place after it", Look.NUMBER, 10),
)


MADE = Column("made", "blind, or after discussion, when its coder could see another's coding", Look.LABEL, 16)
"""Stands in the table of passages where any was made after discussion."""


def passage_cells(row: PassageRow, *, some_discussed: bool = False) -> tuple[Cell, ...]:
    """Return a passage's line of the table of passages; ``some_discussed`` as in ``ExportContents``."""
    made = ("after discussion" if row.discussed else "blind",) if some_discussed else ()
    return (
        "; ".join(row.respondents) or NOT_COUNTED,
        row.document,
        "; ".join(row.speakers),
        row.text,
        row.code,
        row.code_name,
        row.coder,
        "; ".join(row.criteria),
        row.memo,
        row.start,
        row.end,
        *made,
    )


def passages_table(rows: Iterator[tuple[Cell, ...]], *, some_discussed: bool = False) -> Table:
    """Return the table of passages with these lines; ``some_discussed`` as in ``ExportContents``."""
    columns = (*PASSAGE_COLUMNS, MADE) if some_discussed else PASSAGE_COLUMNS
    return Table(PASSAGES, "all passages in scope, in the order of documents and text", columns, rows)


def _with_distinct_headings(columns: Sequence[Column]) -> tuple[Column, ...]:
    headings = distinct(c.heading for c in columns)
    return tuple(
        Column(heading, c.meaning, c.look, max(c.width, min(len(heading) + 2, 24)))
        for heading, c in zip(headings, columns, strict=True)
    )


def _codes_with_rule(contents: ExportContents) -> list[tuple[str, str]]:
    return [(row.ident, row.name) for row in contents.tally.rows if row.counts.criteria_met is not None]


def _status(row: StatusRow, ident: str) -> Cell:
    status = row.statuses.get(ident)
    return None if status is None else _REFERRED.get(status, str(status))


def _met(row: StatusRow, ident: str) -> Cell:
    return int(ident in row.met) if row.statuses.get(ident) is Status.REFERRED else None
