"""Tables that are transcripts (time | speaker | speech): found among a document's blocks and turned into cues."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fop_coder.importers import assembly, headings, times
from fop_coder.importers.assembly import Cue
from fop_coder.importers.blocks import Block, Table, cell_text, running_text
from fop_coder.importers.label_words import is_about_the_interview, is_known, is_no_speaker, tidy
from fop_coder.importers.wording import count, quoted
from fop_coder.model.documents import Role
from fop_coder.model.draft import DocumentDraft, ReadingChoices

_LONGEST_LABEL = 40
"""In code points: what is longer is no speaker's name."""

_MOST = 0.8
"""The share of a column's cells that must be times, or numbers, for the column to be one of times, or numbers."""

_OUTSIDE = "(outside the table)"
"""Speaker of what stands around and between transcript tables, until the draft is made; nobody says it."""

_TIME = re.compile(rf"[\[(#]*({times.TIME})[\])#]*(?:\s*(?:-->|[-–—])\s*[\[(#]*({times.TIME})[\])#]*)?")
_TIME_FIRST = re.compile(rf"[\[(#]*({times.TIME})[\])#]*\s+(?=\S)")
_TIME_LAST = re.compile(rf"(?<=\S)\s+[\[(#]*({times.TIME})[\])#]*\Z")
_SENTENCE = re.compile(r"[?!…]|\w\.\s+\w|[,;]\s")

_Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where speaker, speech and time stand in a table; ``first``: first row of speech; ``unread``: other headings."""

    speaker: int
    text: int
    time: int | None
    first: int
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Transcript:
    """A table recognised as a transcript."""

    rows: tuple[_Row, ...]
    columns: _Columns


def draft_of(
    path: Path, format: str, blocks: Sequence[Block], choices: ReadingChoices, notes: Iterable[str] = ()
) -> DocumentDraft:
    """Return the draft of a document given in blocks: from cues if most of its words are in transcript tables.

    Raises:
        ImportRefused: the document has no words, or too many.
    """
    said = list(notes)
    parts = list(_parts(blocks))
    if not _holds_most(parts):
        return assembly.from_text(path.name, format, running_text(blocks), choices, notes=said)
    unread = sorted({heading for part in parts if isinstance(part, _Transcript) for heading in part.columns.unread})
    if unread:
        said.append(f"Not taken in: the table's columns {quoted(unread)}")
    with_outside = replace(choices, roles={**choices.roles, _OUTSIDE: Role.OTHER})
    draft = assembly.from_cues(path.name, format, _cues(parts), with_outside, notes=said)
    words = sum(len(draft.text[t.start : t.end].split()) for t in draft.turns if t.speaker == _OUTSIDE)
    verb = "belongs" if words == 1 else "belong"
    around = (f"{count(words, 'word')} around the table {verb} to nobody's turn",) if words else ()
    return replace(
        draft,
        notes=(*draft.notes, *around),
        turns=tuple(turn for turn in draft.turns if turn.speaker != _OUTSIDE),
        speakers=tuple(speaker for speaker in draft.speakers if speaker.label != _OUTSIDE),
    )


def _parts(blocks: Iterable[Block]) -> Iterator[str | _Transcript]:
    """Yield paragraphs and transcript tables; other tables are unfolded into what their cells hold."""
    for block in blocks:
        if isinstance(block, str):
            yield block
            continue
        rows = tuple([cell_text(cell) for cell in row] for row in block.rows)
        columns = _find_columns(rows)
        if columns is not None and not _nests(block):
            yield _Transcript(rows, columns)
            continue
        for row in block.rows:
            for cell in row:
                yield from _parts(cell)


def _nests(table: Table) -> bool:
    return any(isinstance(block, Table) for row in table.rows for cell in row for block in cell)


def _holds_most(parts: Iterable[str | _Transcript]) -> bool:
    inside = outside = 0
    for part in parts:
        if isinstance(part, str):
            outside += len(part)
        else:
            inside += sum(len(cell) for row in part.rows for cell in row)
    return inside > outside


def _find_columns(rows: Sequence[_Row]) -> _Columns | None:
    """Return where the columns of a transcript are, None for any other table."""
    width = max((len(row) for row in rows), default=0)
    if width < 2:
        return None
    named = _named_columns(rows[0])
    first = 1 if named else 0
    cells = [[_cell(row, place) for row in rows[first:]] for place in range(width)]
    text = named.get(headings.TEXT, max(range(width), key=lambda place: sum(map(len, cells[place]))))
    time = named.get(headings.TIME, next((p for p in range(width) if p != text and _mostly(_is_time, cells[p])), None))
    taken = {text, time}
    speaker = named.get(headings.SPEAKER, named.get(headings.RESPONDENT))
    if speaker is None or speaker in taken:
        beside = [[name for name, said in zip(names, cells[text], strict=True) if said] for names in cells]
        speaker = next((p for p in range(width) if p not in taken and _are_speakers(beside[p])), None)
    if speaker is None or not any(cells[text]) or not any(cells[speaker]):
        return None
    taken.add(speaker)
    unread = tuple(
        (rows[0][p].strip() if named and p < len(rows[0]) else "") or f"column {p + 1}"
        for p in range(width)
        if p not in taken and any(cells[p]) and not _mostly(str.isdecimal, cells[p])
    )
    return _Columns(speaker, text, time, first, unread)


def _named_columns(row: _Row) -> dict[str, int]:
    """Return the columns that a heading row names; nothing if the row is no heading row."""
    columns: dict[str, int] = {}
    for place, cell in enumerate(row):
        reading = headings.read_heading(cell) if len(cell) <= _LONGEST_LABEL else headings.Reading(None)
        if reading.meaning and reading.certainty >= 2:
            columns.setdefault(reading.meaning, place)
    return columns if headings.TEXT in columns and len(columns) > 1 else {}


def _mostly(test: Callable[[str], bool], cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(map(test, filled)) >= _MOST * len(filled)


def _is_time(cell: str) -> bool:
    return _TIME.fullmatch(cell) is not None


def _are_speakers(cells: Sequence[str]) -> bool:
    """Say whether a column holds speakers: short names, each believable at once, or many of them more than once."""
    labels = Counter(_speaker(cell)[0] for cell in cells if cell)
    if not labels or not all(map(_is_label, labels)):
        return False
    return all(map(is_known, labels)) or len(labels) < min(labels.total(), labels.total() / 2 + 1.5)


def _is_label(text: str) -> bool:
    return (
        0 < len(text) <= _LONGEST_LABEL
        and any(character.isalpha() for character in text)
        and not _SENTENCE.search(text)
        and not is_no_speaker(text)
        and not is_about_the_interview(text)
    )


def _speaker(cell: str) -> tuple[str, int | None]:
    """Return the speaker's name in a cell, and the time beside it (milliseconds) if there is one."""
    for pattern in (_TIME_FIRST, _TIME_LAST):
        found = pattern.search(cell) if pattern is _TIME_LAST else pattern.match(cell)
        if found:
            name = cell[: found.start()] + cell[found.end() :]
            return tidy(name).rstrip(": "), times.milliseconds(found.group(1))
    return tidy(cell).rstrip(": "), None


def _cues(parts: Iterable[str | _Transcript]) -> Iterator[Cue]:
    """Yield the speech of transcript tables, and what stands around them as text that nobody says."""
    outside: list[str] = []
    speaker: str | None = None
    for part in parts:
        for said in [part] if isinstance(part, str) else _rows_of(part):
            if isinstance(said, str):
                outside.append(said)
                continue
            yield from _aside(outside)
            outside = []
            speaker = said.speaker or speaker
            yield Cue(speaker, said.text, said.time, said.time_end)
    yield from _aside(outside)


def _aside(outside: Sequence[str]) -> Iterator[Cue]:
    text = "\n".join(paragraph for paragraph in outside if paragraph.strip())
    if text:
        yield Cue(_OUTSIDE, text, whole=True)


def _rows_of(part: _Transcript) -> Iterator[Cue | str]:
    """Yield the rows of a transcript; a row whose only words stand outside the column of speech is a title between."""
    columns = part.columns
    for row in part.rows[columns.first :]:
        text, name = _cell(row, columns.text), _cell(row, columns.speaker)
        if not text:
            if len(name) > _LONGEST_LABEL or (name and not _is_label(_speaker(name)[0])):
                yield name
            continue
        speaker, beside = _speaker(name)
        time = _TIME.match(_cell(row, columns.time)) if columns.time is not None else None
        start = times.milliseconds(time.group(1)) if time else beside
        end = times.milliseconds(time.group(2)) if time and time.group(2) else None
        yield Cue(speaker or None, text, start, end)


def _cell(row: _Row, place: int) -> str:
    return row[place].strip() if place < len(row) else ""
