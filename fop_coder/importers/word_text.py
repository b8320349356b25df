"""The text of WordprocessingML: what a reader of the page sees once every tracked change is accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from fop_coder.importers.blocks import Block, Table
from fop_coder.importers.symbols import symbol
from fop_coder.importers.wording import count

if TYPE_CHECKING:
    from lxml.etree import _Element

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MOST_SPANNED = 63
"""Word's own limit of columns; a cell that claims to span more is not believed."""

_CHARACTERS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011"}
_PAGE_BREAK = "\f"
"""Stands for a page or column break until the paragraph is whole: at its ends it is no line break."""

_LEFT_OUT = frozenset(
    {
        "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr",
        "instrText", "delInstrText", "delText", "softHyphen", "rt", "Fallback", "annotationRef",
    }
)  # fmt: skip
_DELETED = frozenset({"del", "moveFrom"})
_OMITTED = {
    "footnoteReference": "footnote",
    "endnoteReference": "endnote",
    "commentReference": "comment",
    "altChunk": "embedded document",
}


class Story:
    """Reads the children of a document's body one after another.

    Fields and deleted paragraph marks reach over paragraphs, so what is read before matters for what follows.
    """

    def __init__(self) -> None:
        self._text: list[str] = []
        self._boxes: list[Block] = []
        self._carried = ""
        self._fields: list[bool] = []  # open fields, innermost last: True while in the code, False in the result
        self._omitted: Counter[str] = Counter()
        self._tracked = self._hidden = False

    def read(self, element: _Element) -> Iterator[Block]:
        """Yield the paragraphs and tables of one child of the body (or of a cell)."""
        name = _name(element)
        if name == "p":
            yield from self._paragraph(element)
        elif name == "tbl":
            yield from self.finish()
            yield self._table(element)
        elif name in _OMITTED:
            self._omitted[_OMITTED[name]] += 1
        elif name in _DELETED or _is_placeholder(element):
            self._keep_fields(element)
        elif name not in _LEFT_OUT:
            for child in element:
                yield from self.read(child)

    def finish(self) -> Iterator[Block]:
        """Yield what waits for a paragraph to be joined to, where none follows."""
        if self._carried:
            yield self._carried
            self._carried = ""

    def notes(self) -> list[str]:
        """Say what was left out, and whether something may be missing."""
        notes = []
        if self._tracked:
            notes.append("Tracked changes are taken as accepted")
        if self._hidden:
            notes.append("Hidden text is left out")
        if self._omitted:
            parts = ", ".join(count(number, what) for what, number in self._omitted.items())
            notes.append(f"Left out: {parts}")
        if self._fields:
            notes.append("A field of the document is not closed: words after it may be missing")
        return notes

    def _paragraph(self, element: _Element) -> Iterator[Block]:
        self._walk(element)
        text = self._carried + "".join(self._text).strip(_PAGE_BREAK).replace(_PAGE_BREAK, "\n")
        self._text, self._carried = [], ""
        if _mark_is_deleted(element):
            self._carried = text
        else:
            yield text
        boxes, self._boxes = self._boxes, []
        yield from boxes

    def _walk(self, element: _Element) -> None:
        for child in element:
            name = _name(child)
            if name in _CHARACTERS:
                self._say(_CHARACTERS[name])
            elif name == "br":
                self._say("\n" if _value(child, "type") in ("", "textWrapping") else _PAGE_BREAK)
            elif name == "t":
                self._say(_written(child))
            elif name == "sym":
                self._say(symbol(_value(child, "char"), _value(child, "font")))
            else:
                self._go_into(child, name)

    def _go_into(self, child: _Element, name: str) -> None:
        if name == "fldChar":
            self._field(child)
        elif name in _OMITTED:
            self._omitted[_OMITTED[name]] += 1
        elif name == "txbxContent":
            self._boxes.extend(self._inner(child))
        elif name in _DELETED or _is_placeholder(child):
            self._keep_fields(child)
        elif name == "r" and _is_hidden(child):
            self._hidden = True
            self._keep_fields(child)
        elif name not in _LEFT_OUT:
            self._walk(child)

    def _say(self, text: str) -> None:
        if not any(self._fields):
            self._text.append(text)

    def _field(self, element: _Element) -> None:
        kind = _value(element, "fldCharType")
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _keep_fields(self, element: _Element) -> None:
        """Follow fields through something left out, as they may end outside it."""
        self._tracked = self._tracked or _name(element) in _DELETED
        for mark in element.iter("{*}fldChar"):
            self._field(mark)

    def _inner(self, element: _Element) -> tuple[Block, ...]:
        """Return the blocks of a cell or text box, which stands within the story but is no part of its paragraphs."""
        outside = self._text, self._boxes, self._carried
        self._text, self._boxes, self._carried = [], [], ""
        blocks = [block for child in element for block in self.read(child)]
        blocks.extend(self.finish())
        self._text, self._boxes, self._carried = outside
        return tuple(blocks)

    def _table(self, element: _Element) -> Table:
        rows = [row for row in _within(element, "tr") if row.find("{*}trPr/{*}del") is None]
        return Table(tuple(self._row(row) for row in rows))

    def _row(self, element: _Element) -> tuple[tuple[Block, ...], ...]:
        cells: list[tuple[Block, ...]] = [()] * _number(element.find("{*}trPr/{*}gridBefore"), 0)
        for cell in _within(element, "tc"):
            cells.append(self._inner(cell))
            cells.extend([()] * (_number(cell.find("{*}tcPr/{*}gridSpan"), 1) - 1))
        return tuple(cells)


def _name(element: _Element) -> str:
    """Return the local name; '' for comments, and for drawings' own text, which no paragraph holds."""
    tag: object = element.tag
    return _local(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    namespace, _, name = tag.rpartition("}")
    return "" if "/drawingml/" in namespace and name == "t" else name


def _first(element: _Element | None, name: str) -> _Element | None:
    """Return the first child of a name in any namespace; much faster than a path, for what is asked of each run."""
    return None if element is None else next(element.iterchildren(f"{{*}}{name}"), None)


def _within(element: _Element, name: str) -> Iterator[_Element]:
    """Yield the rows of a table, or cells of a row, also those wrapped in content controls."""
    for child in element:
        found = _name(child)
        if found == name:
            yield child
        elif found not in _LEFT_OUT and found not in _DELETED and found not in ("tr", "tc", "tbl", "p"):
            yield from _within(child, name)


def _value(element: _Element, name: str) -> str:
    """Return an attribute whatever namespace it is in (transitional and strict files differ)."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def _number(element: _Element | None, otherwise: int) -> int:
    value = "" if element is None else _value(element, "val")
    return min(int(value), _MOST_SPANNED) if value.isascii() and value.isdecimal() else otherwise


def _written(element: _Element) -> str:
    """Return the words of a text element; spaces at its ends count only where the file says so."""
    text = (element.text or "").replace("\t", " ").replace("\n", " ").replace("\r", " ")
    return text if element.get(_XML_SPACE) == "preserve" else text.strip(" ")


def _is_on(element: _Element | None) -> bool:
    return element is not None and _value(element, "val") not in ("0", "false", "off")


def _is_hidden(run: _Element) -> bool:
    return _is_on(_first(_first(run, "rPr"), "vanish"))


def _is_placeholder(element: _Element) -> bool:
    """Say whether a content control shows only its prompt ("Click here to enter text")."""
    return _name(element) == "sdt" and _is_on(element.find("{*}sdtPr/{*}showingPlcHdr"))


def _mark_is_deleted(paragraph: _Element) -> bool:
    mark = _first(_first(paragraph, "pPr"), "rPr")
    return mark is not None and any(_first(mark, name) is not None for name in _DELETED)
