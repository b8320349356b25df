"""Tables of plain text, aligned, in 100 columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fop_coder.cli.output import one_line

WIDTH = 100
"""Columns of a terminal that tables keep to."""

_GAP = 2
_NARROWEST = 12


@dataclass(frozen=True, slots=True)
class Column:
    """A heading over values that stand at the left, or at the right as numbers do; a heading may have several lines."""

    heading: str
    right: bool = False


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], *, width: int = WIDTH) -> list[str]:
    """Return the lines of a table; texts too long for their column go on beneath.

    Columns whose values are words give way, the widest first; columns of numbers keep their width.
    """
    cells = [[one_line(cell) for cell in row] for row in rows]
    headings = [column.heading.split("\n") for column in columns]
    widths = [
        max(display_width(text) for text in [*headings[place], *(row[place] for row in cells)])
        for place in range(len(columns))
    ]
    _narrow(columns, widths, width)
    depth = max(len(heading) for heading in headings)
    lines = [
        _line([["", *[""] * depth, *heading][-depth + level] for heading in headings], columns, widths)
        for level in range(depth)
    ]
    lines.append(_line(["─" * w for w in widths], columns, widths))
    for row in cells:
        lines.extend(_lines_of(row, columns, widths))
    return lines


def display_width(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for wide letters, none for combining marks."""
    return sum(_character_width(c) for c in text)


def wrapped(text: str, width: int) -> list[str]:
    """Return a text in lines of at most ``width`` columns, broken between words where it can be."""
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if display_width(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = list(_pieces(word, width))
        lines.extend(whole)
    return [*lines, line]


def _character_width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _pieces(word: str, width: int) -> Iterator[str]:
    piece, taken = "", 0
    for character in word:
        more = _character_width(character)
        if piece and taken + more > width:
            yield piece
            piece, taken = "", 0
        piece, taken = piece + character, taken + more
    yield piece


def _narrow(columns: Sequence[Column], widths: list[int], width: int) -> None:
    """Take room from the widest columns of words until the table fits."""
    surplus = sum(widths) + _GAP * (len(widths) - 1) - width
    while surplus > 0:
        words = [place for place, column in enumerate(columns) if not column.right and widths[place] > _NARROWEST]
        if not words:
            return
        widths[max(words, key=lambda place: widths[place])] -= 1
        surplus -= 1


def _lines_of(row: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> Iterator[str]:
    parts = [wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
    for level in range(max(len(part) for part in parts)):
        yield _line([part[level] if level < len(part) else "" for part in parts], columns, widths)


def _line(cells: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> str:
    padded = []
    for cell, column, width in zip(cells, columns, widths, strict=True):
        space = " " * (width - display_width(cell))
        padded.append(space + cell if column.right else cell + space)
    return (" " * _GAP).join(padded).rstrip()
