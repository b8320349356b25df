"""Workings: formulas with which a spreadsheet counts every figure again from the lines of respondents.

Plain functions alone (COUNTIF, COUNTIFS, SUMPRODUCT, EXACT), which any Excel since 2010 and LibreOffice know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fop_coder.exporters.sheets import AnyCell, Formula, Linked, column_letter, location
from fop_coder.exporters.tables import Column, Counted, Look, Table
from fop_coder.exporters.tables_material import RESPONDENTS, respondent_columns
from fop_coder.model.export import ExportContents

RECOUNTED = Column("recounted", "whether the spreadsheet counts what the program counted", Look.LABEL, 16)
BAND = f"counted by the spreadsheet, from {RESPONDENTS}"
AGREES, DIFFERS = "agrees", "differs"
MOST_TEXT = 255
"""UTF-16 units of a text in a formula."""

_PLAIN = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*")
"""Words that COUNTIF takes as they are: no digits that it might read as numbers, no signs that it gives a meaning."""

_CODE_STATUSES: Mapping[str, int | str] = {
    "n": 1,
    "not referred": 0,
    **{status: status for status in ("not asked", "too little information", "no data", "pending")},
}


@dataclass(frozen=True, slots=True)
class _Condition:
    """A column of the lines of respondents, and what must stand in it."""

    area: str
    holds: int | str


def is_recounted(table: Table) -> bool:
    """Say whether a table's figures can be counted again; formulas would tell what is hidden."""
    return not table.has_hidden and any(column.counts for column in table.columns)


def with_workings(table: Table) -> tuple[Column, ...]:
    """Return a table's columns, followed by those of the formulas and by the one that compares."""
    return (*table.columns, *(_live(column) for column in table.columns if column.counts), RECOUNTED)


def bands_with_workings(table: Table) -> dict[int, str]:
    """Return what stands above the columns, the formulas included."""
    return {**(table.bands or {}), len(table.columns): BAND}


def _live(column: Column) -> Column:
    heading = f"{column.heading} (counted)"
    return Column(heading, f"{column.meaning}; worked out by the spreadsheet", column.look, column.width)


class Workings:
    """Makes the formulas of the tables of figures.

    Args:
        title: of the sheet with the lines of respondents.
    """

    def __init__(self, contents: ExportContents, title: str) -> None:
        """Look up where everything stands."""
        last = max(2, len(contents.status_rows) + 1)
        self._areas = {
            key: location(title, f"${(letter := column_letter(number))}$2:${letter}$", last)
            for key, number in respondent_columns(contents).items()
        }
        self._categories = {s.name: [row.name for row in s.rows] for s in contents.schemes}
        self._twins = _spelt_differently(contents)

    def rows(self, table: Table, rows: Iterator[tuple[AnyCell, ...]], first_row: int) -> Iterator[tuple[AnyCell, ...]]:
        """Yield a table's rows with their formulas and the comparison; ``first_row``: on the sheet, from 1."""
        counted = [(number, column.counts) for number, column in enumerate(table.columns) if column.counts]
        compare = _comparison([number for number, _ in counted], len(table.columns))
        find = self._of_code if table.columns[0].heading == "code" else self._of_scheme
        for number, row in enumerate(rows, start=first_row):
            told = [(_value(row[at]), counts) for at, counts in counted]
            formulas = [(None if n is None else find(row, counts, table.by), n) for n, counts in told]
            live = (Formula(f"={f}", n if isinstance(n, int) else None) if f else None for f, n in formulas)
            yield (*row, *live, Formula(compare(number), AGREES))

    # ---- what is counted ---------------------------------------------------------------------------------------------

    def _of_code(self, row: Sequence[AnyCell], counts: Counted, by: str) -> str | None:
        ident, group = str(_value(row[0])), self._group(counts, by)
        if group is None or ("code", ident) not in self._areas:
            return None
        lines = self._areas["code", ident]
        if counts.what == "N":
            return f"{self._count([_Condition(lines, 1), *group])}+{self._count([_Condition(lines, 0), *group])}"
        if counts.what == "total":
            return self._everybody(group)
        if counts.what in _CODE_STATUSES:
            return self._count([_Condition(lines, _CODE_STATUSES[counts.what]), *group])
        area = self._areas.get((counts.what, ident))
        return self._count([_Condition(area, 1), *group]) if area else None

    def _of_scheme(self, row: Sequence[AnyCell], counts: Counted, by: str) -> str | None:
        scheme, line, kind = (str(_value(cell)) for cell in row[:3])
        group = self._group(counts, by)
        if group is None or ("scheme", scheme) not in self._areas:
            return None
        lines = self._areas["scheme", scheme]
        if counts.what == "line":
            return self._everybody(group) if kind == "total" else self._count([_Condition(lines, line), *group])
        if counts.what == "classified":
            area = self._areas.get(("classified", scheme))
            return self._count([_Condition(area, 1), *group]) if area else None
        return "+".join(self._count([_Condition(lines, name), *group]) for name in self._categories[scheme])

    def _group(self, counts: Counted, by: str) -> list[_Condition] | None:
        """Return what narrows a figure to its group; None where the lines do not say who is in it."""
        if counts.group is None:
            return []
        area = self._areas.get(("group", by))
        if area is None or len(counts.group.encode("utf-16-le")) // 2 > MOST_TEXT:
            return None
        return [_Condition(area, counts.group)]

    def _everybody(self, group: Sequence[_Condition]) -> str:
        return self._count(group) if group else f"COUNTA({self._areas['respondent', '']})"

    def _count(self, conditions: Sequence[_Condition]) -> str:
        """Return the formula that counts the lines on which all conditions hold.

        COUNTIF takes no notice of case, and gives signs, digits and some words a meaning of their own; where the text
        is more than plain words, it is compared as it is.
        """
        if all(isinstance(c.holds, int) or self._is_plain(c.holds) for c in conditions):
            listed = ",".join(f"{c.area},{_literal(c.holds)}" for c in conditions)
            return f"COUNTIF{'S' if len(conditions) > 1 else ''}({listed})"
        terms = "*".join(
            f"({c.area}={c.holds})" if isinstance(c.holds, int) else f"EXACT({c.area},{_literal(c.holds)})"
            for c in conditions
        )
        return f"SUMPRODUCT({terms}*1)"

    def _is_plain(self, words: str) -> bool:
        folded = words.casefold()
        return bool(_PLAIN.fullmatch(words)) and folded not in ("true", "false") and folded not in self._twins


def _spelt_differently(contents: ExportContents) -> frozenset[str]:
    """Return the groups and classes, without regard to case, that are spelt in more than one way."""
    spellings: dict[str, set[str]] = {}
    for row in contents.status_rows:
        for words in (*row.groups.values(), *row.classes.values()):
            spellings.setdefault(words.casefold(), set()).add(words)
    return frozenset(folded for folded, written in spellings.items() if len(written) > 1)


def _value(cell: AnyCell) -> object:
    return cell.value if isinstance(cell, Linked) else cell


def _literal(value: int | str) -> str:
    return str(value) if isinstance(value, int) else '"' + value.replace('"', '""') + '"'


def _comparison(counted: Sequence[int], width: int) -> Callable[[int], str]:
    """Return what makes, for a row, the formula that compares the figures with what the spreadsheet counts.

    Args:
        counted: columns of the figures (from 0), without gaps between them; what is counted stands in the same order
            from column ``width`` on.
    """
    first, last = column_letter(counted[0] + 1), column_letter(counted[-1] + 1)
    begin, end = column_letter(width + 1), column_letter(width + len(counted))

    def formula(row: int) -> str:
        told, found = f"{first}{row}:{last}{row}", f"{begin}{row}:{end}{row}"
        return f'=IF(SUMPRODUCT(({told}<>{found})*1)=0,"{AGREES}","{DIFFERS}")'

    return formula
