"""The text of OpenDocument: paragraphs with spaces, tabs and breaks; notes, annotations and deletions left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fop_coder.importers.blocks import Block, Table
from fop_coder.importers.wording import count

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_REPEATED = 1000
"""More spaces or columns in a row than this are not believed."""

_OMITTED = {"note": "footnote", "annotation": "comment"}
_HIDDEN = frozenset({"hidden-text", "hidden-paragraph"})
_LEFT_OUT = frozenset(
    {
        "alphabetical-index-auto-mark-file", "alphabetical-index-source", "annotation-end", "bibliography-source",
        "dde-connection-decls", "desc", "event-listeners", "forms", "glue-point", "illustration-index-source",
        "image-map", "meta", "number", "object", "object-index-source", "object-ole", "plot-area", "ruby-text",
        "script", "sequence-decls", "soft-page-break", "table-column", "table-column-group", "table-columns",
        "table-header-columns", "table-index-source", "table-of-content-source", "title", "tracked-changes",
        "user-field-decls", "user-index-source", "variable-decls",
    }
)  # fmt: skip
_PARAGRAPHS = frozenset({"p", "h"})
_SPACES = re.compile("[ \t\r\n]+")


class Story:
    """Reads the children of a document's text one after another and counts what it leaves out."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._boxes: list[Block] = []
        self._omitted: Counter[str] = Counter()
        self._tracked = self._hidden = False

    def read(self, element: _Element) -> Iterator[Block]:
        """Yield the paragraphs and tables of an element, whatever sections, lists and frames they lie in."""
        name = _name(element)
        if name in _PARAGRAPHS:
            yield from self._paragraph(element)
        elif name == "table":
            yield self._table(element)
        elif name in _OMITTED:
            self._omitted[_OMITTED[name]] += 1
        elif name in _HIDDEN:
            self._hidden = True
        elif name == "tracked-changes":
            self._tracked = len(element) > 0
        elif name not in _LEFT_OUT:
            for child in element:
                yield from self.read(child)

    def notes(self) -> list[str]:
        """Say what was left out."""
        notes = ["Tracked changes are taken as accepted"] if self._tracked else []
        if self._hidden:
            notes.append("Hidden text is left out")
        if self._omitted:
            notes.append("Left out: " + ", ".join(count(number, what) for what, number in self._omitted.items()))
        return notes

    def _paragraph(self, element: _Element) -> Iterator[Block]:
        outside = self._text, self._boxes
        self._text, self._boxes = [], []
        self._walk(element)
        text, boxes = "".join(self._text), self._boxes
        self._text, self._boxes = outside
        yield text
        yield from boxes

    def _walk(self, element: _Element) -> None:
        self._written(element.text)
        for child in element:
            self._go_into(child, _name(child))
            self._written(child.tail)

    def _go_into(self, child: _Element, name: str) -> None:
        if name == "s":
            self._text.append(" " * _number(child, "c", 1))
        elif name == "tab":
            self._text.append("\t")
        elif name == "line-break":
            self._text.append("\n")
        elif name == "text-box":
            self._boxes.extend(self._inner(child))
        elif name in _OMITTED:
            self._omitted[_OMITTED[name]] += 1
        elif name in _HIDDEN:
            self._hidden = True
        elif name not in _LEFT_OUT:
            self._walk(child)

    def _written(self, text: str | None) -> None:
        """Take written text, in which every run of white space is one space, and none at the start of a paragraph."""
        if not text:
            return
        collapsed = _SPACES.sub(" ", text)
        if collapsed.startswith(" ") and (not self._text or self._text[-1].endswith(" ")):
            collapsed = collapsed[1:]
        if collapsed:
            self._text.append(collapsed)

    def _inner(self, element: _Element) -> tuple[Block, ...]:
        return tuple(block for child in element for block in self.read(child))

    def _table(self, element: _Element) -> Table:
        return Table(tuple(self._row(row) for row in _rows(element)))

    def _row(self, element: _Element) -> tuple[tuple[Block, ...], ...]:
        cells: list[tuple[Block, ...]] = []
        for cell in element:
            name = _name(cell)
            if name == "covered-table-cell":
                cells.extend([()] * _number(cell, "number-columns-repeated", 1))
            elif name == "table-cell":
                cells.append(self._inner(cell))
                cells.extend([()] * (_number(cell, "number-columns-repeated", 1) - 1))
        return tuple(cells)


def _name(element: _Element) -> str:
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _rows(table: _Element) -> Iterator[_Element]:
    """Yield the rows of a table, also those in groups and headers, not those of tables within."""
    for child in table:
        name = _name(child)
        if name == "table-row":
            yield child
        elif name.startswith("table-") and name not in _LEFT_OUT:
            yield from _rows(child)


def _number(element: _Element, attribute: str, otherwise: int) -> int:
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == attribute:
            text = str(value)
            return min(int(text), _MOST_REPEATED) if text.isascii() and text.isdecimal() else otherwise
    return otherwise
