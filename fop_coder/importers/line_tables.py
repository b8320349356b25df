"""Small tables that programs and researchers write: codings, classes and marks, one line each, with their rows."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fop_coder.importers.limits import check_file
from fop_coder.model.errors import ImportRefused

_LONGEST_FIELD = 20_000_000


@dataclass(frozen=True, slots=True)
class CodingLine:
    """A row of a table of codings; start and end are code points, half-open. ``row`` counts the heading as 1.

    ``discussed``: made after discussion, as the table says; else independent of other coders.
    """

    row: int
    document: str
    start: int
    end: int
    code: str
    coder: str
    criteria: tuple[str, ...]
    memo: str
    passage: str
    discussed: bool = False


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A row of a table of classifications; ``category`` may be "clear"; ``occasion`` '' for all."""

    row: int
    respondent: str
    scheme: str
    category: str
    coder: str
    because: str
    occasion: str = ""


@dataclass(frozen=True, slots=True)
class MarkLine:
    """A row of a table of marks: not-asked, too-little-information or clear, on a code or scheme."""

    row: int
    respondent: str
    about: str
    mark: str
    coder: str
    because: str


def read_codings(path: Path) -> list[CodingLine]:
    """Read a .csv of codings: document, start, end, code, and if wanted coder, criteria, memo, passage, made.

    Raises:
        ImportRefused: naming the row, if a column is missing, an offset is no whole number, or made not one of the two.
    """
    lines = []
    for row, cells in _rows(path, needed=("document", "start", "end", "code")):
        start, end = (_whole_number(path, row, name, cells[name]) for name in ("start", "end"))
        if not 0 <= start < end:
            raise ImportRefused(
                path.name, f"a passage cannot run from {start} to {end}", line=row, do="end is exclusive"
            )
        lines.append(
            CodingLine(
                row,
                cells["document"].strip(),
                start,
                end,
                cells["code"].strip(),
                cells.get("coder", "").strip(),
                tuple(word for word in re.split(r"[;,|\s]+", cells.get("criteria", "").strip()) if word),
                cells.get("memo", ""),
                cells.get("passage", ""),
                _was_discussed(path, row, cells.get("made", "")),
            )
        )
    return lines


_MADE = {"": False, "blind": False, "after discussion": True}


def _was_discussed(path: Path, row: int, written: str) -> bool:
    found = _MADE.get(" ".join(written.casefold().split()))
    if found is None:
        raise ImportRefused(path.name, f"made is {written!r}", line=row, do="It is blind, after discussion, or empty")
    return found


def read_classifications(path: Path) -> list[ClassLine]:
    """Read a .csv of classifications: respondent, scheme, category, and if wanted coder, because, occasion.

    Raises:
        ImportRefused: if a column is missing.
    """
    names = ("respondent", "scheme", "category", "coder", "because", "occasion")
    return [
        ClassLine(row, *(cells.get(n, "").strip() for n in names))
        for row, cells in _rows(path, needed=("respondent", "scheme", "category"))
    ]


def read_marks(path: Path) -> list[MarkLine]:
    """Read a .csv of marks: respondent, about (a code or scheme), mark, and if wanted coder, because.

    Raises:
        ImportRefused: if a column is missing.
    """
    return [
        MarkLine(row, *(cells.get(n, "").strip() for n in ("respondent", "about", "mark", "coder", "because")))
        for row, cells in _rows(path, needed=("respondent", "about", "mark"))
    ]


def _rows(path: Path, *, needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (row number, cells by heading in lower case) of the rows that are not empty."""
    check_file(path)
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportRefused(path.name, f"is not UTF-8 at byte {error.start}", do="Save it as CSV UTF-8") from error
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    try:
        headings = [h.strip().casefold() for h in next(reader, [])]
        missing = [name for name in needed if name not in headings]
        if missing:
            raise ImportRefused(
                path.name,
                f"has no column {', '.join(missing)}",
                line=1,
                do=f"Its headings: {', '.join(headings) or 'none'}",
            )
        row = 1
        for cells in reader:
            row += 1
            if any(cells):
                if len(cells) < len(headings) or any(cells[len(headings) :]):
                    raise ImportRefused(path.name, f"has {len(cells)} cells under {len(headings)} headings", line=row)
                yield row, dict(zip(headings, cells, strict=False))
    except csv.Error as error:
        raise ImportRefused(path.name, f"cannot be read as CSV ({error})", line=reader.line_num) from error


def _whole_number(path: Path, row: int, name: str, written: str) -> int:
    if not re.fullmatch(r"\s*\d{1,9}\s*", written, re.ASCII):
        raise ImportRefused(path.name, f"{name} is {written!r}, not a whole number", line=row)
    return int(written)
