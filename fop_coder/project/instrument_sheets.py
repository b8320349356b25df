"""Answers to an instrument from a sheet: all rows in one Change, or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fop_coder.importers.answer_sheets import AnswerRow, AnswerSheet, read_answers
from fop_coder.importers.headings import key
from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import Instrument
from fop_coder.model.errors import ImportRefused, NotFound, ValueRefused
from fop_coder.project.instruments import all_answers_change, answer_written
from fop_coder.project.numbers import item_names
from fop_coder.project.occasions import occasion_written
from fop_coder.project.project import Project

__all__ = ["AnswerSheet", "AnswersReport", "read_answers", "sheet_change"]

_SHOWN = 3
"""So many faults are told at once."""


@dataclass(frozen=True, slots=True)
class AnswersReport:
    """What comes of a sheet.

    Attributes:
        respondents: how many it has answers of; answers: how many those are.
        occasions: those that it names, '' for all occasions.
        left_out: headings that are no item's.
    """

    respondents: int
    answers: int
    occasions: tuple[str, ...]
    left_out: tuple[str, ...]
    notes: tuple[str, ...]


def sheet_change(
    project: Project, instrument: Instrument, sheet: AnswerSheet, occasion: str = ""
) -> tuple[Change | None, AnswersReport]:
    """Return the Change that takes over the answers of a sheet, None where the project has them all.

    Columns are known by the names that attributes with the answers may have ("score-15 1", "SCORE-15_01"), or by the
    item's number ("1", "item 1", "q01"). Empty cells leave what is there.

    Args:
        occasion: for rows that name none; '' for all occasions.

    Raises:
        ImportRefused: naming the first rows that cannot be taken; nothing is changed then.
    """
    columns = _columns(instrument, sheet)
    faults: list[tuple[int, str]] = []
    given: dict[str, dict[Guid, dict[int, str]]] = {}
    rows: dict[tuple[Guid, str], int] = {}
    for row in sheet.rows:
        try:
            who = project.respondent_labelled(row.respondent).guid
            when = occasion_written(project, row.occasion or occasion)
            _check_once(rows, (who, when), row.number)
            given.setdefault(when, {})[who] = _answers(instrument, columns, row)
        except (NotFound, ValueRefused) as error:
            faults.append((row.number, f"{error.what}. {error.do}" if error.do else error.what))
    _refuse(sheet.source, faults)
    report = AnswersReport(
        len({who for who, _ in rows}),
        sum(len(answers) for people in given.values() for answers in people.values()),
        tuple(given),
        tuple(h for h in sheet.headings if h not in columns),
        sheet.notes,
    )
    return all_answers_change(project, instrument, given, f"{instrument.name}: answers from {sheet.source}"), report


def import_answers(project: Project, instrument: Instrument, path: Path, occasion: str = "") -> AnswersReport:
    """Read a sheet and take over its answers.

    Raises:
        ImportRefused: if it cannot be read, or naming the first rows that cannot be taken.
    """
    change, report = sheet_change(project, instrument, read_answers(path), occasion)
    if change is not None:
        project.apply(change)
    return report


def _columns(instrument: Instrument, sheet: AnswerSheet) -> dict[str, int]:
    """Return the numbers of items by heading."""
    names: dict[str, int] = {}
    for item in instrument.items:
        for number in (f"{item.number}", f"{item.number:02}"):
            for before in ("", "item ", "item", "q", "q ", "question "):
                names.setdefault(f"{before}{number}", item.number)
        names |= dict.fromkeys(item_names(instrument, item), item.number)
    found: dict[str, int] = {}
    for heading in sheet.headings:
        item_number = names.get(key(heading))
        if item_number is not None and item_number in found.values():
            raise ImportRefused(sheet.source, f"two columns hold item {item_number}", do="Leave one of them out")
        if item_number is not None:
            found[heading] = item_number
    if not found:
        first = item_names(instrument, instrument.items[0])[0]
        raise ImportRefused(
            sheet.source, f"no column holds an item of {instrument.name}", do=f'Call the columns "{first}" and so on'
        )
    return found


def _check_once(rows: dict[tuple[Guid, str], int], about: tuple[Guid, str], number: int) -> None:
    first = rows.setdefault(about, number)
    if first != number:
        raise ValueRefused(f"row {first} is of the same respondent and occasion", do="Keep one of them")


def _answers(instrument: Instrument, columns: Mapping[str, int], row: AnswerRow) -> dict[int, str]:
    return {columns[h]: _answer(instrument, columns[h], text) for h, text in row.cells.items() if h in columns}


def _answer(instrument: Instrument, number: int, text: str) -> str:
    try:
        return answer_written(instrument, text)
    except ValueRefused as error:
        raise ValueRefused(f"item {number}: {error.what}", do=error.do) from error


def _refuse(source: str, faults: list[tuple[int, str]]) -> None:
    if not faults:
        return
    row, what = faults[0]
    if len(faults) == 1:
        raise ImportRefused(source, what, line=row)
    listed = "; ".join(f"row {number}: {words}" for number, words in faults[:_SHOWN])
    more = f"; and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
    raise ImportRefused(source, f"{len(faults)} rows cannot be taken: {listed}{more}")
