"""Tables as values: headings with their meaning, and rows. The workbook and the CSV folder are made from the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from fop_coder.model.people import parse_date, parse_number
from fop_coder.model.tally import Base

Cell = str | int | float | date | None
"""What a table holds: numbers are numbers, what is not known is None."""

SMALLEST_SHARE = 30
"""Shares of fewer respondents than this are left out unless asked for."""


HIDDEN = "hidden"
"""Stands for every figure of a group that is hidden before publication."""


class Look(Enum):
    """How a column is shown."""

    LABEL = "label"
    TEXT = "text"
    NUMBER = "number"
    SHARE = "share"
    COEFFICIENT = "coefficient"


@dataclass(frozen=True, slots=True)
class Counted:
    """What a column of figures counts, so that a spreadsheet can count it again from the lines of respondents.

    Attributes:
        what: the figure: "n", "N", "total", a status, or one of those that ``workings`` knows.
        group: the value of what divides the sample; None for all of it.
    """

    what: str
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, what stands beneath it, and how; ``width`` in characters. ``counts``: what its figures count."""

    heading: str
    meaning: str
    look: Look = Look.NUMBER
    width: int = 11
    counts: Counted | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table.

    Attributes:
        name: of the sheet; the file's name is made from it.
        about: what it holds, one sentence.
        columns: no two have the same heading.
        rows: read once, may be a generator; each as long as ``columns``.
        lines: what the figures are over, to stand above the headings.
        notes: how to read the figures, to stand beneath the table.
        by: what divides the sample, '' where nothing does.
        bands: what stands above some of the columns (their number from 0 → words), where columns form groups.
        frozen: columns that stay in sight when scrolling.
        has_hidden: whether figures of some groups are hidden; nothing is counted again then.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    bands: Mapping[int, str] | None = None
    frozen: int = 1
    by: str = ""
    has_hidden: bool = False


def hiding_notes(base: Base) -> tuple[str, ...]:
    """Return the note beneath a table that says what is hidden in it, and why."""
    return (f"“{HIDDEN}”: {base.hidden_because}",) if base.hidden else ()


def base_lines(base: Base) -> tuple[str, ...]:
    """Return what figures are over, in four lines: sample, flow, documents, view."""
    coders = ", ".join(base.coders)
    view = f"View: {base.view}" + (f" ({base.view_note})" if base.view_note else "")
    return (
        f"Sample: {base.respondents} respondents, {base.sample or 'everybody'}; how they were chosen: {base.chosen}",
        f"Flow: {flow_text(base)}",
        f"Documents: {base.scope or 'all'}",
        view + (f"; coders: {coders}" if coders else ""),
    )


def flow_text(base: Base) -> str:
    """Return the way from interviewed to analysed ("interviewed 19, withdrawn 1, unusable 1, analysed 17")."""
    flow = base.flow
    outside = f", outside the sample's filter {flow.filtered_out}" if flow.filtered_out else ""
    return (
        f"interviewed {flow.interviewed}, withdrawn {flow.withdrawn}, unusable {flow.unusable}{outside}, "
        f"analysed {flow.analysed}"
    )


def distinct(headings: Iterable[str]) -> list[str]:
    """Return headings made distinct by a number in brackets."""
    taken: set[str] = set()
    found = []
    for heading in headings:
        candidate, number = heading, 1
        while candidate in taken:
            number += 1
            candidate = f"{heading} ({number})"
        taken.add(candidate)
        found.append(candidate)
    return found


def distinct_columns(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Return columns with headings made distinct."""
    listed = list(columns)
    return tuple(replace(c, heading=h) for c, h in zip(listed, distinct(c.heading for c in listed), strict=True))


# As a person or a program writes a number: no leading zeros or plus (labels such as 007 and +44 have them).
_NUMBER = re.compile(r"[-\u2212]?(?:0|[1-9][0-9]*)(?:[.,][0-9]+)?")
_EXCEL_DIGITS = 15


def typed_column(values: Iterable[str]) -> Callable[[str], Cell]:
    """Return how the values of one attribute are typed, judged from all of them.

    Dates if all are dates. Otherwise numbers where they are numbers ("Trainer" among training days stays a word),
    unless one of them would lose something by it (007, +44, 20 digits, 1,500 which may be a thousand and a half): then
    it is a column of labels, and all stay text.
    """
    written = [v for v in values if v]
    if written and all(_is_plain_date(v) for v in written):
        return _as_date
    if any(parse_number(v) is not None and not _is_plain_number(v) for v in written):
        return _as_text
    return _as_number


def _is_plain_number(value: str) -> bool:
    stripped = value.strip()
    fraction = stripped.partition(",")[2]
    digits = sum(c.isdigit() for c in stripped)
    return bool(_NUMBER.fullmatch(stripped)) and digits <= _EXCEL_DIGITS and len(fraction) != 3


def _is_plain_date(value: str) -> bool:
    """Say whether the value is a day, without a time of day, that Excel can count (it knows none before 1900)."""
    day = parse_date(value)
    return day is not None and len(value.strip()) <= 10 and day.year > 1900


def _as_text(value: str) -> Cell:
    return value or None


def _as_date(value: str) -> Cell:
    return parse_date(value) if value else None


def _as_number(value: str) -> Cell:
    number = parse_number(value)
    if number is None:
        return value or None
    return int(number) if number.is_integer() else number
