"""Topic guides from a text of any format (a question a line) or a table with the columns question and codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fop_coder.importers.headings import key
from fop_coder.importers.registry import read_documents
from fop_coder.importers.tables import read_sheet
from fop_coder.importers.wording import quoted
from fop_coder.model.draft import ReadingChoices
from fop_coder.model.errors import ImportRefused

SHEETS = (".csv", ".tsv", ".xlsx", ".xlsm")

QUESTION_COLUMNS = frozenset({"question", "questions", "guide question"})
CODE_COLUMNS = frozenset({"code", "codes", "asks about"})

_NUMBER = re.compile(r"^(?:[-*•–]|\(?(?:\d{1,3}|[a-zA-Z])[.)]|\d{1,3}(?:\.\d{1,3})+\.?)\s+")
"""What stands before a question in a list: a bullet, a number or a letter."""

_SEPARATOR = re.compile(r"[;,|\n]")


@dataclass(frozen=True, slots=True)
class GuideLine:
    """A question of a guide, with the names of the codes that it asks about; ``row`` in the file, counted from 1."""

    row: int
    text: str
    codes: tuple[str, ...] = ()


def read_guide(path: Path) -> list[GuideLine]:
    """Read a topic guide: a table by its columns question and codes, any other file as text with a question a line.

    Raises:
        ImportRefused: if it cannot be read, has no question in it, or has one twice.
    """
    found = list(_from_sheet(path) if path.suffix.lower() in SHEETS else _from_text(path))
    if not found:
        raise ImportRefused(path.name, "holds no question", do="Write one on each line, or in a column called question")
    rows: dict[str, int] = {}
    for line in found:
        first = rows.setdefault(line.text.casefold(), line.row)
        if first != line.row:
            raise ImportRefused(path.name, f"row {first} has the same question", line=line.row, do="Keep one of them")
    return found


def question_in(line: str) -> str:
    """Return the question on a line of a list, without the number or bullet before it."""
    return _tidy(_NUMBER.sub("", line.strip(), count=1))


def _tidy(line: str) -> str:
    return " ".join(line.split())


def _from_text(path: Path) -> Iterator[GuideLine]:
    (draft,) = read_documents(path, ReadingChoices())
    for row, line in enumerate(draft.text.split("\n"), start=1):
        text = question_in(line)
        if text:
            yield GuideLine(row, text)


def _from_sheet(path: Path) -> Iterator[GuideLine]:
    sheet = read_sheet(path)
    headings = [key(heading) for heading in sheet.headings]
    question = next((n for n, heading in enumerate(headings) if heading in QUESTION_COLUMNS), None)
    codes = next((n for n, heading in enumerate(headings) if heading in CODE_COLUMNS), None)
    if question is None:
        raise ImportRefused(
            path.name,
            f"has no column question; its headings are {quoted(sheet.headings)}",
            do="Give it the columns question and codes",
        )
    for row in sheet.rows:
        text = question_in(row.cell(question))
        names = _SEPARATOR.split(row.cell(codes)) if codes is not None else []
        if text:
            yield GuideLine(row.number, text, tuple(dict.fromkeys(_tidy(name) for name in names if name.strip())))
