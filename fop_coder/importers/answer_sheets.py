"""Sheets of answers to an instrument (.csv, .tsv, .xlsx): a row for each respondent, or respondent and occasion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fop_coder.importers import headings
from fop_coder.importers.label_words import tidy
from fop_coder.importers.respondent_sheets import MISSING
from fop_coder.importers.tables import read_sheet
from fop_coder.importers.wording import quoted
from fop_coder.model.errors import ImportRefused

OCCASIONS = frozenset({"occasion", "wave", "time", "time point", "timepoint", "measurement", "assessment"})
"""Headings of the column that says when; compared without case."""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A row of a sheet.

    Attributes:
        number: as the spreadsheet program shows it.
        occasion: '' where the sheet does not say.
        cells: by heading; what stands for nothing ("n/a", "-") is left out.
    """

    number: int
    respondent: str
    occasion: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """A sheet as read.

    Attributes:
        headings: of the columns that are neither respondent nor occasion.
        notes: what the user should know about the reading.
    """

    source: str
    headings: tuple[str, ...]
    rows: tuple[AnswerRow, ...]
    notes: tuple[str, ...]


def read_answers(path: Path) -> AnswerSheet:
    """Read a sheet with a column of respondents, one of occasions if wanted, and columns of answers.

    Raises:
        ImportRefused: if no column names the respondents, a row names none, or the file is damaged or too large.
    """
    sheet = read_sheet(path)
    who = _respondents(sheet.source, sheet.headings)
    when = next((n for n, h in enumerate(sheet.headings) if headings.key(h) in OCCASIONS and n != who), None)
    others = [n for n in range(len(sheet.headings)) if n not in (who, when)]
    rows = []
    for row in sheet.rows:
        label = tidy(row.cell(who))
        if not label:
            raise ImportRefused(sheet.source, "names no respondent", line=row.number, do="Name one, or delete the row")
        cells = {sheet.headings[n]: row.cell(n) for n in others if row.cell(n).casefold() not in MISSING}
        rows.append(AnswerRow(row.number, label, "" if when is None else row.cell(when).strip(), cells))
    return AnswerSheet(sheet.source, tuple(sheet.headings[n] for n in others), tuple(rows), sheet.notes)


def _respondents(source: str, names: Sequence[str]) -> int:
    """Return the place of the column that names the respondents, by its heading."""
    readings = [(headings.read_heading(name), place) for place, name in enumerate(names)]
    found = [(r.certainty, -place) for r, place in readings if r.meaning == headings.RESPONDENT]
    if not found:
        raise ImportRefused(
            source,
            f"has no column of respondents; its headings are {quoted(names)}",
            do='Let the heading of their labels be "respondent"',
        )
    return -max(found)[1]
