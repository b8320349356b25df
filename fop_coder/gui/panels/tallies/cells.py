"""What the cells of tables over respondents show, say, copy, and lead to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from fop_coder.project.table_evidence import Cell


class Ground(Enum):
    """What a row, column or cell is: it decides how it is painted."""

    VALUE = auto()
    MARGIN = auto()
    LEFT_OUT = auto()
    NAME = auto()


@dataclass(frozen=True, slots=True)
class Follow:
    """What lies behind a cell.

    Attributes:
        names: of the codes, schemes and so on that the cell is about; or of numbers, where ``numbers`` says so.
        cell: returns who is in it, when somebody wants to know.
    """

    names: tuple[str, ...]
    cell: Callable[[], Cell]
    numbers: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell.

    Attributes:
        strong: in bold; rest: after it; below: in a second line.
        said: in words, for those who listen.
        copied: for the clipboard, in as many columns as its heading has.
        follow: None for a cell that leads nowhere.
    """

    strong: str = ""
    rest: str = ""
    below: str = ""
    said: str = ""
    copied: tuple[str, ...] = ("",)
    ground: Ground = Ground.VALUE
    follow: Follow | None = None
    left: bool = False

    @property
    def words(self) -> str:
        """What stands in its first line."""
        return self.strong + self.rest


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a column; ``copied``: of the columns that it becomes on the clipboard."""

    words: str
    copied: tuple[str, ...] = ()
    ground: Ground = Ground.VALUE
    left: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        """What stands above its columns on the clipboard."""
        return self.copied or (self.words,)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: headings, and rows whose first cell is their name."""

    heads: tuple[Head, ...] = ()
    rows: tuple[tuple[Shown, ...], ...] = ()

    @property
    def table(self) -> list[list[str]]:
        """Headings and cells for the clipboard."""
        if not self.heads:
            return []
        lines = [[words for head in self.heads for words in head.headings]]
        lines += [[words for cell in row for words in cell.copied] for row in self.rows]
        return lines


def name_cell(words: str, ground: Ground = Ground.NAME) -> Shown:
    """Return the name of a row."""
    return Shown(strong=words, said=words, copied=(words,), ground=ground, left=True)


def plain_cells(words: Sequence[str]) -> tuple[Shown, ...]:
    """Return cells that lead nowhere, for figures that are about everybody."""
    return tuple(Shown(rest=w, said=w, copied=(w,)) for w in words)
