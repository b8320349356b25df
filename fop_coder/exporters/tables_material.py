"""The tables behind the figures: respondents × codes, and passages."""

from __future__ import annotations

from collections.abc import Iterator

from fop_coder.exporters.tables import Cell, Column, Look, Table, distinct, typed_column
from fop_coder.model.export import ExportContents
from fop_coder.model.status import Status
from fop_coder.model.tally import PassageRow, StatusRow

NOT_COUNTED = "(not counted)"
"""Stands for the respondent of passages on turns that count for nobody."""

RESPONDENTS = "Respondents × codes"
PASSAGES = "Passages"

_REFERRED: dict[Status, Cell] = {Status.REFERRED: 1, Status.NOT_REFERRED: 0}


def respondents_table(contents: ExportContents) -> Table:
    """Return a line per respondent: attributes, classes, 1 or 0 (or the status in words) per code, criteria met."""
    codes = [(row.ident, row.name) for row in contents.tally.rows]
    ruled = _codes_with_rule(contents)
    schemes = class_names(contents)
    typed = {
        name: typed_column(row.attributes.get(name, "") for row in contents.status_rows) for name in contents.attributes
    }

    def cells(row: StatusRow) -> tuple[Cell, ...]:
        return (
            row.respondent,
            *(typed[name](row.attributes.get(name, "")) for name in contents.attributes),
            *(row.classes.get(name) for name in schemes),
            *(_status(row, ident) for ident, _ in codes),
            *(_met(row, ident) for ident, _ in ruled),
        )

    return Table(
        RESPONDENTS,
        "a line per respondent of the sample: 1 referred, 0 not referred, otherwise the status in words",
        _respondent_columns(contents, schemes, codes, ruled),
        (cells(row) for row in contents.status_rows),
    )


def code_columns(contents: ExportContents) -> dict[str, int]:
    """Return the columns (counted from 1) in which the respondents table holds the codes, by short name."""
    before = 1 + len(contents.attributes) + len(class_names(contents))
    return {row.ident: before + number for number, row in enumerate(contents.tally.rows, start=1)}


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


def passage_cells(row: PassageRow) -> tuple[Cell, ...]:
    """Return a passage's line of the table of passages."""
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
    )


def passages_table(rows: Iterator[tuple[Cell, ...]]) -> Table:
    """Return the table of passages with these lines."""
    return Table(PASSAGES, "all passages in scope, in the order of documents and text", PASSAGE_COLUMNS, rows)


def _respondent_columns(
    contents: ExportContents, schemes: tuple[str, ...], codes: list[tuple[str, str]], ruled: list[tuple[str, str]]
) -> tuple[Column, ...]:
    names = distinct(name for _, name in codes)
    by_ident = dict(zip((ident for ident, _ in codes), names, strict=True))
    words = {row.ident: row.criteria_word or "criteria met" for row in contents.tally.rows}
    columns = [
        Column("respondent", "label", Look.LABEL, 14),
        *(Column(name, "attribute as known of the respondent", Look.LABEL, 18) for name in contents.attributes),
        *(Column(name, "category, or why there is none", Look.LABEL, 18) for name in schemes),
        *(
            Column(name, f"1 referred to {ident}, 0 did not, otherwise why not known")
            for (ident, _), name in zip(codes, names, strict=True)
        ),
        *(
            Column(
                f"{by_ident[ident]}: {words[ident]}",
                f"of those who referred to {ident}: 1 meets the criteria rule, 0 does not",
            )
            for ident, _ in ruled
        ),
    ]
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
