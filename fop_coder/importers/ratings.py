"""Tables of ratings from anywhere (.csv, .tsv, .xlsx): a row for each unit and coder, with the value given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from fop_coder.importers.headings import key
from fop_coder.importers.tables import Sheet, read_sheet
from fop_coder.importers.wording import count, listing, quoted
from fop_coder.model.agreement import Rating, RatingsTable
from fop_coder.model.draft import ReadingChoices
from fop_coder.model.errors import ImportRefused

COLUMNS = ("unit", "coder", "value")

WRITTEN_FOR_MISSING = frozenset({"NA", "NaN", "nan", "<NA>", "#N/A", "NULL"})
"""What statistics programs write where there is no value; not among them are words that a researcher may choose."""

_WHOLE = re.compile(r"([+-]?\d{1,15})\.0+")


def read_ratings(path: Path, choices: ReadingChoices | None = None) -> RatingsTable:
    """Return the ratings of a table with the columns unit, coder and value; an empty value is missing.

    Spellings that differ in case or spaces alone are the same unit, coder or value, as are 1 and 1.0.

    Raises:
        ImportRefused: a column is missing, a row names no unit or no coder, a coder rates a unit twice, there is only
            one coder, or the file is damaged, encrypted or too large.
    """
    sheet = read_sheet(path, choices)
    places = _columns(sheet)
    units, coders, values = _Spellings(), _Spellings(), _Spellings()
    notes = list(sheet.notes)
    ratings = []
    missing = []
    for row in sheet.rows:
        unit, coder, value = (row.cell(place) for place in places)
        for cell, column in ((unit, "unit"), (coder, "coder")):
            if not cell:
                raise ImportRefused(sheet.source, f"names no {column}", line=row.number, do="Fill it in")
        if value in WRITTEN_FOR_MISSING:
            missing.append(row.number)
            value = ""
        whole = _WHOLE.fullmatch(value)
        value = values.same(whole[1] if whole else value)
        ratings.append(Rating(row.number, units.same(unit), coders.same(coder), value))
    _refuse_doubled(sheet, ratings)
    if len(coders.all) < 2:
        raise ImportRefused(
            sheet.source, f"has one coder alone ({coders.all[0]})", do="Agreement needs the ratings of two or more"
        )
    if missing:
        notes.append(f"{count(len(missing), 'value')} written as missing: rows {listing([str(n) for n in missing])}")
    for spelt, what in ((units, "unit"), (coders, "coder"), (values, "value")):
        notes.extend(f"Taken as the same {what}: {quoted(found)}" for found in spelt.several)
    return RatingsTable(sheet.source, tuple(units.all), tuple(coders.all), tuple(ratings), tuple(notes))


class _Spellings:
    """Names brought to their first spelling."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}
        self._found: dict[str, list[str]] = {}

    def same(self, name: str) -> str:
        """Return how a name was spelt when it first appeared."""
        if not name:
            return ""
        alike = key(name)
        spellings = self._found.setdefault(alike, [])
        if name not in spellings:
            spellings.append(name)
        return self._first.setdefault(alike, name)

    @property
    def all(self) -> list[str]:
        """All names, in the order in which they first appeared."""
        return list(self._first.values())

    @property
    def several(self) -> list[list[str]]:
        """Names that were spelt in several ways."""
        return [found for found in self._found.values() if len(found) > 1]


def _columns(sheet: Sheet) -> tuple[int, ...]:
    """Return the places of the three columns."""
    found = {key(heading): place for place, heading in reversed(list(enumerate(sheet.headings)))}
    missing = [column for column in COLUMNS if column not in found]
    if missing:
        raise ImportRefused(
            sheet.source,
            f"has no column {' and no column '.join(missing)}; its headings are {quoted(sheet.headings)}",
            do="Give it the columns unit, coder and value: a row for each unit and coder",
        )
    return tuple(found[column] for column in COLUMNS)


def _refuse_doubled(sheet: Sheet, ratings: Sequence[Rating]) -> None:
    """Refuse units that a coder rated twice, and say in which rows: which of the values counts nobody can know."""
    rows: dict[tuple[str, str], list[int]] = {}
    for rating in ratings:
        rows.setdefault((rating.unit, rating.coder), []).append(rating.row)
    doubled = [
        f"{coder} rates {unit} in rows {', '.join(str(n) for n in found)}"
        for (unit, coder), found in rows.items()
        if len(found) > 1
    ]
    if doubled:
        raise ImportRefused(
            sheet.source, f"has more than one value by a coder for a unit: {listing(doubled)}", do="Keep one of each"
        )
