"""Which columns of a sheet hold whose words, who speaks, what is asked, what is said, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fop_coder.importers import headings
from fop_coder.importers.label_words import role_of
from fop_coder.importers.tables import Sheet
from fop_coder.importers.wording import quoted
from fop_coder.model.documents import Role
from fop_coder.model.errors import TextColumnMissing

_IN_TURN = (
    headings.TEXT,
    headings.QUESTION,
    headings.SPEAKER,
    headings.RESPONDENT,
    headings.TIME,
    headings.TIME_END,
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Places of columns, counted from 0; None for what the sheet does not have. ``notes``: what was guessed."""

    text: int
    respondent: int | None = None
    question: int | None = None
    speaker: int | None = None
    time: int | None = None
    time_end: int | None = None
    notes: tuple[str, ...] = ()

    @property
    def used(self) -> frozenset[int]:
        """The places of all columns that have a meaning."""
        places = (self.text, self.respondent, self.question, self.speaker, self.time, self.time_end)
        return frozenset(place for place in places if place is not None)


def find_columns(sheet: Sheet, chosen: Mapping[str, str]) -> Columns:
    """Return the columns by the user's choice, else by their headings.

    Raises:
        ImportRefused: a column chosen is not there, or none can be the text.
    """
    found = headings.chosen_columns(sheet.source, sheet.headings, chosen)
    notes: list[str] = []
    for meaning in _IN_TURN:
        if meaning not in found:
            _find(sheet, meaning, found, notes)
    if headings.TEXT not in found:
        missing = TextColumnMissing(
            sheet.source,
            f"has no column that is recognised as the text; its headings are {quoted(sheet.headings)}",
            do='Say which column holds the text, or let its heading be "text"; import a table of respondents as such',
        )
        missing.has_respondents = headings.RESPONDENT in found
        raise missing
    return Columns(**found, notes=tuple(notes))


def _find(sheet: Sheet, meaning: str, found: dict[str, int], notes: list[str]) -> None:
    """Add the column that says best that it has a meaning, if any does; say which others were passed over."""
    candidates = []
    for place, heading in enumerate(sheet.headings):
        reading = headings.read_heading(heading)
        if reading.meaning == meaning and place not in found.values():
            size = sum(map(len, sheet.column(place)))
            candidates.append((size > 0, reading.certainty, size if meaning == headings.TEXT else 0, -place))
    candidates.sort(reverse=True)
    if not candidates or not (candidates[0][0] or meaning == headings.TEXT):
        return
    _, certainty, _, place = candidates[0]
    if meaning == headings.RESPONDENT:
        meaning = _respondent_or_speaker(sheet.column(-place), certainty, found)
    if not meaning or meaning in found:
        return
    found[meaning] = -place
    passed_over = [sheet.headings[-other] for filled, sure, _, other in candidates[1:] if filled and sure == certainty]
    if passed_over:
        notes.append(f'"{sheet.headings[-place]}" is taken as the {meaning}, not {quoted(passed_over)}')


def _respondent_or_speaker(cells: Sequence[str], certainty: int, found: Mapping[str, int]) -> str:
    """Return what a column that seems to name respondents does name: them, speakers in turn, or rows ('')."""
    labels = [cell.casefold() for cell in cells if cell]
    if any(role_of(label) is Role.INTERVIEWER for label in set(labels)):
        return headings.SPEAKER
    if certainty > 1:
        return headings.RESPONDENT
    if headings.SPEAKER in found and len(set(labels)) == len(labels):
        return ""  # it numbers the rows
    runs = sum(before != label for before, label in pairwise(["", *labels]))
    return headings.SPEAKER if runs > len(set(labels)) and headings.QUESTION not in found else headings.RESPONDENT
