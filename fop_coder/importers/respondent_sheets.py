"""Sheets of respondents (.csv, .tsv, .xlsx): a row per respondent, a column per attribute."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from fop_coder.importers import headings
from fop_coder.importers.label_words import tidy
from fop_coder.importers.sheet_rows import Row
from fop_coder.importers.tables import Sheet, read_sheet
from fop_coder.importers.wording import listing, quoted
from fop_coder.model.draft import ReadingChoices, RespondentSheet, SheetColumn
from fop_coder.model.errors import ImportRefused
from fop_coder.model.people import AttributeType, parse_date, parse_number

NUMBERS = 0.8
"""The share of a column's values that must be numbers for it to hold numbers; the others keep their words."""

MISSING = frozenset({"", "na", "n/a", "n.a.", "#n/a", "nan", "null", "-", "–", "—", "."})
"""What is written for nothing, without regard to case."""

_MOST_CATEGORIES = 30
_LONGEST_CATEGORY = 80
"""In code points."""


def read_respondents(path: Path, choices: ReadingChoices | None = None) -> RespondentSheet:
    """Return the respondents of a sheet with their attributes.

    The column of labels is recognised by its heading, else it is the first whose values are all there and all
    different. Respondents in several rows and rows without a label are listed, not guessed at.

    Args:
        path: a .csv, .tsv or .xlsx file with a heading row.
        choices: ``encoding``, and ``columns["respondent"]`` for the heading of the labels.

    Raises:
        ImportRefused: no column tells the respondents apart, or the file is damaged, encrypted or too large.
    """
    choices = choices or ReadingChoices()
    sheet = read_sheet(path, choices)
    label_place = _label_column(sheet, choices)
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in sheet.rows:
        rows[tidy(row.cell(label_place))].append(row)
    unnamed = tuple(row.number for row in rows.pop("", []))
    doubled = _doubled(rows)
    single = {label: found[0] for label, found in rows.items() if label not in doubled}
    notes = list(sheet.notes)
    columns = []
    for place, heading in enumerate(sheet.headings):
        if place != label_place and any(sheet.column(place)):
            columns.append(_column(heading, {label: row.cell(place) for label, row in single.items()}, notes))
    return RespondentSheet(
        path.name, tuple(single), tuple(column for column in columns if column.values), doubled, unnamed, tuple(notes)
    )


def _label_column(sheet: Sheet, choices: ReadingChoices) -> int:
    chosen = choices.columns.get(headings.RESPONDENT)
    if chosen is not None:
        return headings.chosen_columns(sheet.source, sheet.headings, {headings.RESPONDENT: chosen})[headings.RESPONDENT]
    readings = [headings.read_heading(heading) for heading in sheet.headings]
    named = [
        (reading.certainty, _tells_apart(sheet, place), -place)
        for place, reading in enumerate(readings)
        if reading.meaning == headings.RESPONDENT and any(sheet.column(place))
    ]
    if named:
        return -max(named)[-1]
    for place in range(len(sheet.headings)):
        if _tells_apart(sheet, place):
            return place
    raise ImportRefused(
        sheet.source,
        f"has no column that tells the respondents apart; its headings are {quoted(sheet.headings)}",
        do='Let the heading of their labels be "respondent"',
    )


def _tells_apart(sheet: Sheet, place: int) -> bool:
    """Say whether every row has a value of its own in a column."""
    values = [tidy(value) for value in sheet.column(place)]
    return all(values) and len(set(values)) == len(values)


def _doubled(rows: dict[str, list[Row]]) -> dict[str, tuple[int, ...]]:
    """Return the labels in more than one row; "KC01" and "kc01" are the same."""
    alike: dict[str, list[str]] = defaultdict(list)
    for label in rows:
        alike[label.casefold()].append(label)
    doubled: dict[str, tuple[int, ...]] = {}
    for labels in alike.values():
        numbers = tuple(sorted(row.number for label in labels for row in rows[label]))
        if len(numbers) > 1:
            doubled |= dict.fromkeys(labels, numbers)
    return doubled


def _column(heading: str, written: dict[str, str], notes: list[str]) -> SheetColumn:
    """Return an attribute with its values as written; say which were taken as missing, and which are no numbers."""
    values = {label: value for label, value in written.items() if value.casefold() not in MISSING}
    dropped = [f"{label} ({value})" for label, value in written.items() if value and label not in values]
    if dropped:
        notes.append(f'"{heading}" is left empty for {listing(dropped)}')
    type = _type(list(values.values()))
    if type is AttributeType.NUMBER:
        words = [f"{label} ({value})" for label, value in values.items() if parse_number(value) is None]
        if words:
            notes.append(f'"{heading}" is read as numbers, but not for {listing(words)}, whose words are kept')
    return SheetColumn(heading, str(type), values)


def _type(values: Sequence[str]) -> AttributeType:
    """Return what a column holds: mostly numbers, dates, a few values that repeat, or else text."""
    numbers = sum(parse_number(value) is not None for value in values)
    if values and numbers >= NUMBERS * len(values):
        return AttributeType.NUMBER
    if values and all(parse_date(value) is not None for value in values):
        return AttributeType.DATE
    counts = Counter(value.casefold() for value in values)
    few = len(counts) < len(values) and len(counts) <= min(_MOST_CATEGORIES, max(2, len(values) // 2))
    return AttributeType.CATEGORY if few and max(map(len, counts)) <= _LONGEST_CATEGORY else AttributeType.TEXT
