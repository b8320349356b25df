"""Sheets of excerpts (.csv, .tsv, .xlsx): a row per turn or answer, one document per respondent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fop_coder.importers import assembly, times
from fop_coder.importers.assembly import Cue
from fop_coder.importers.excerpt_columns import Columns, find_columns
from fop_coder.importers.label_words import label_key, tidy
from fop_coder.importers.sheet_rows import Row
from fop_coder.importers.tables import Sheet, read_sheet
from fop_coder.importers.wording import count, listing, quoted
from fop_coder.model.documents import Role
from fop_coder.model.draft import DocumentDraft, ReadingChoices
from fop_coder.model.errors import ImportRefused

QUESTION = "Question"
"""Label of the speaker of what stands in the column of questions."""

ANSWER = "Answer"
"""Label of the speaker of answers to questions in a sheet that names neither speakers nor respondents."""

_TIME = re.compile(times.TIME)


@dataclass(frozen=True, slots=True)
class _Case:
    """The rows of one respondent, who has no label where the whole sheet is one document."""

    label: str | None
    rows: tuple[Row, ...]


def read(path: Path, choices: ReadingChoices) -> list[DocumentDraft]:
    """Return a document for each respondent of a sheet of excerpts; one alone if no column names respondents.

    Args:
        path: a .csv, .tsv or .xlsx file with a heading row.
        choices: ``columns`` names columns whose headings do not say what they are.

    Raises:
        ImportRefused: no column can be recognised as the text, a column chosen is not there, text stands above the
            first respondent, or the file is damaged, encrypted or too large.
    """
    sheet = read_sheet(path, choices)
    columns = find_columns(sheet, choices.columns)
    cases, filled_down = _cases(sheet, columns)
    attributes, dropped = _attribute_columns(sheet, columns, cases)
    notes = [*sheet.notes, *columns.notes, *filled_down, *dropped]
    return [_draft(sheet, columns, case, attributes, choices, notes) for case in cases]


def _cases(sheet: Sheet, columns: Columns) -> tuple[list[_Case], list[str]]:
    """Return the respondents with their rows, in the order in which they first appear, and a note on what was filled.

    A row that names nobody belongs to the respondent named above it, as in sheets with merged cells.
    """
    if columns.respondent is None:
        return [_Case(None, sheet.rows)], []
    rows: dict[str, list[Row]] = {}
    labels: dict[str, str] = {}
    filled: list[str] = []
    last = ""
    for row in sheet.rows:
        label = tidy(row.cell(columns.respondent))
        said = row.cell(columns.text) or (columns.question is not None and row.cell(columns.question))
        if not label and said and not last:
            raise ImportRefused(
                sheet.source, "has a text but names no respondent", line=row.number, do="Fill in whose it is"
            )
        if not label and said:
            filled.append(str(row.number))
        last = label.casefold() or last
        labels.setdefault(last, label)
        rows.setdefault(last, []).append(row)
    note = f"{count(len(filled), 'row')} without a respondent ({listing(filled)}) taken as belonging to the one above"
    with_words = {key: found for key, found in rows.items() if any(row.cell(columns.text) for row in found)}
    silent = [labels[key] for key in rows if key not in with_words and key]
    notes = [note] if filled else []
    if silent:
        notes.append(f"No text for {quoted(silent)}")
    if not with_words:
        raise ImportRefused(
            sheet.source, f"has nothing in the column {sheet.headings[columns.text]!r}", do="Check the sheet"
        )
    return [_Case(labels[key], tuple(found)) for key, found in with_words.items()], notes


def _attribute_columns(sheet: Sheet, columns: Columns, cases: Sequence[_Case]) -> tuple[list[int], list[str]]:
    """Return the other columns that say one thing of each respondent, and a note on those that do not."""
    others = [place for place in range(len(sheet.headings)) if place not in columns.used and any(sheet.column(place))]
    single = [place for place in others if columns.respondent is not None and _says_one_thing(cases, place)]
    dropped = [sheet.headings[place] for place in others if place not in single]
    return single, [f"Not taken in: {quoted(dropped)}"] if dropped else []


def _says_one_thing(cases: Sequence[_Case], place: int) -> bool:
    return all(len({row.cell(place) for row in case.rows if row.cell(place)}) <= 1 for case in cases)


def _draft(
    sheet: Sheet,
    columns: Columns,
    case: _Case,
    attributes: Sequence[int],
    choices: ReadingChoices,
    notes: Sequence[str],
) -> DocumentDraft:
    told = {QUESTION: Role.INTERVIEWER, ANSWER: Role.RESPONDENT}
    if case.label is not None and columns.speaker is None:
        told[case.label] = Role.RESPONDENT
    chosen = {label_key(label) for label in choices.roles}
    told = {label: role for label, role in told.items() if label_key(label) not in chosen}
    draft = assembly.from_cues(
        sheet.source,
        sheet.format,
        _cues(columns, case),
        replace(choices, roles={**choices.roles, **told}),
        notes=notes,
        name=case.label,
        respondent=case.label,
    )
    values = {
        sheet.headings[place]: next(filter(None, (row.cell(place) for row in case.rows)), "") for place in attributes
    }
    return replace(
        draft,
        speakers=tuple(replace(s, why="the sheet says so") if s.label in told else s for s in draft.speakers),
        attributes={name: value for name, value in values.items() if value},
    )


def _cues(columns: Columns, case: _Case) -> Iterator[Cue]:
    """Yield a cue for each row with text, each a turn of its own, and one for each new question."""
    unnamed = case.label or (None if columns.question is None else ANSWER)
    asked = ""
    for row in case.rows:
        question = row.cell(columns.question) if columns.question is not None else ""
        if question and question != asked:
            yield Cue(QUESTION, question, whole=True)
        asked = question or asked
        speaker = unnamed if columns.speaker is None else row.cell(columns.speaker).rstrip(": ")
        start, end = _time(row, columns.time), _time(row, columns.time_end)
        yield Cue(speaker or None, row.cell(columns.text), start, end, whole=True)


def _time(row: Row, place: int | None) -> int | None:
    """Return a time in milliseconds, None where the cell holds none; a bare number counts seconds."""
    written = row.cell(place).strip("[]()# ") if place is not None else ""
    if _TIME.fullmatch(written):
        return times.milliseconds(written)
    try:
        return round(float(written) * 1000) if written else None
    except ValueError:
        return None
