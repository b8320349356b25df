"""Quotations in exports: starred passages with label and place; what is published has the label alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fop_coder.exporters.tables import Cell, Column, Look, Table
from fop_coder.model.export import ExportContents
from fop_coder.model.quotations import QuotationRow

QUOTATIONS = "Quotations"

_PUBLISHED = (
    Column("label", "whose words they are, as the project labels quotations", Look.LABEL, 28),
    Column("quotation", "the words; […] stands for what is left out", Look.TEXT, 80),
    Column("code", "the code's short name", Look.LABEL, 18),
    Column("code name", "the code's name", Look.LABEL, 22),
)
_PLACE = (
    Column("respondent", "whom it counts for; several are joined by “; ”", Look.LABEL, 16),
    Column("document", "the transcript it is in", Look.LABEL, 20),
    Column("turn", "the turn it begins in, counted from 1; empty outside all turns", Look.NUMBER, 8),
    Column("line", "the line of the text that it begins on, counted from 1", Look.NUMBER, 8),
    Column("coder", "who put the code on it", Look.LABEL, 14),
    Column("start", "place in the document's text in Unicode code points", Look.NUMBER, 10),
    Column("end", "the first place after it", Look.NUMBER, 10),
    Column("note", "why it was starred", Look.TEXT, 30),
)


def shown_quotations(contents: ExportContents) -> tuple[QuotationRow, ...]:
    """Return the quotations as they are written: for publication without whose they are and where."""
    rows = contents.quotations or ()
    return rows if contents.smallest is None else tuple(row.published for row in rows)


def quotations_table(contents: ExportContents) -> Table:
    """Return the table of quotations, a line each."""
    is_published = contents.smallest is not None
    return Table(
        QUOTATIONS,
        "passages starred as quotable, in the order of documents and text",
        _PUBLISHED if is_published else (*_PUBLISHED, *_PLACE),
        (_cells(row, is_published=is_published) for row in shown_quotations(contents)),
    )


def _cells(row: QuotationRow, *, is_published: bool) -> tuple[Cell, ...]:
    words: tuple[Cell, ...] = (row.label, row.text, row.code, row.code_name)
    if is_published:
        return words
    people = "; ".join(row.respondents)
    return (*words, people, row.document, row.turn, row.line, row.coder, row.start, row.end, row.note or None)


def quotations_to_plain(contents: ExportContents) -> list[dict[str, Any]]:
    """Return the quotations as JSON types."""
    is_published = contents.smallest is not None
    return [quotation_to_plain(row, is_published=is_published) for row in shown_quotations(contents)]


def quotation_to_plain(row: QuotationRow, *, is_published: bool = False) -> dict[str, Any]:
    """Return a quotation as JSON types."""
    words = {"label": row.label, "quotation": row.text, "code": row.code, "code_name": row.code_name}
    if is_published:
        return words
    return {
        "coding": row.coding,
        **words,
        "respondents": list(row.respondents),
        "document": row.document,
        "turn": row.turn,
        "line": row.line,
        "coder": row.coder,
        "start": row.start,
        "end": row.end,
        "left_out": [{"start": one.start, "end": one.end} for one in row.left_out],
        "note": row.note,
    }


def by_code(rows: Sequence[QuotationRow]) -> dict[str, list[QuotationRow]]:
    """Return quotations by the short name of their code."""
    found: dict[str, list[QuotationRow]] = {}
    for row in rows:
        found.setdefault(row.code, []).append(row)
    return found
