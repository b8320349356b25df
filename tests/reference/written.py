"""What stands in files that were exported, read back with other means than those that wrote them."""

from __future__ import annotations

import csv
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

import lxml.etree
import lxml.html

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Written:
    """A table of a report: its caption, its headings and its rows, all as words."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def by_name(self) -> dict[str, dict[str, str]]:
        """Return the cells by the name of the row and the heading of the column."""
        return {row[0]: dict(zip(self.headings[1:], row[1:], strict=True)) for row in self.rows}


def word_tables(path: Path) -> list[Written]:
    """Return the tables of a Word document; each has a caption, headings marked as such, and a first column that is."""
    with zipfile.ZipFile(path) as package:
        body = lxml.etree.fromstring(package.read("word/document.xml"))[0]
    found: list[Written] = []
    caption = ""
    for part in body:
        if part.tag == f"{_W}p" and _style(part) == "Caption":
            caption = _words(part)
        if part.tag == f"{_W}tbl":
            first, *others = part.iter(f"{_W}tr")
            assert first.find(f"{_W}trPr/{_W}tblHeader") is not None, "the headings are marked, and repeated"
            assert all(row.find(f"{_W}trPr/{_W}tblHeader") is None for row in others)
            look = part.find(f"{_W}tblPr/{_W}tblLook")
            assert look is not None
            assert (look.get(f"{_W}firstRow"), look.get(f"{_W}firstColumn")) == ("1", "1")
            assert caption.startswith(f"Table {len(found) + 1}. "), "each table has its own caption before it"
            rows = [tuple(_words(cell) for cell in row.iter(f"{_W}tc")) for row in (first, *others)]
            found.append(Written(caption.partition(". ")[2], rows[0], tuple(rows[1:])))
            caption = ""
    return _joined(found)


def word_text(path: Path) -> str:
    """Return all words of a Word document."""
    with zipfile.ZipFile(path) as package:
        body = lxml.etree.fromstring(package.read("word/document.xml"))[0]
    return "\n".join(_words(paragraph) for paragraph in body.iter(f"{_W}p"))


def html_tables(path: Path) -> list[Written]:
    """Return the tables of a page; each has a caption, and every heading says whose it is."""
    found = []
    for number, table in enumerate(_page(path).iter("table"), start=1):
        (caption,) = table.iter("caption")
        (head,) = table.iter("thead")
        headings = [cell for row in head for cell in row]
        assert [(cell.tag, cell.get("scope")) for cell in headings] == [("th", "col")] * len(headings)
        rows = []
        for row in table.find("tbody"):
            name, *cells = row
            assert (name.tag, name.get("scope")) == ("th", "row") and {c.tag for c in cells} <= {"td"}
            rows.append(tuple(cell.text_content() for cell in row))
        words = caption.text_content()
        assert words.startswith(f"Table {number}. ")
        found.append(Written(words.partition(". ")[2], tuple(c.text_content() for c in headings), tuple(rows)))
    return found


def html_text(path: Path) -> str:
    """Return all words of a page, with the descriptions of its pictures."""
    page = _page(path)
    described = [picture.get("aria-label") for picture in page.iter("svg") if picture.get("aria-label")]
    return "\n".join([page.text_content(), *described])


def csv_tables(folder: Path) -> dict[str, list[dict[str, str]]]:
    """Return the tables of a folder by name; the dictionary names each of their columns once."""
    found, columns = {}, {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            found[path.stem] = list(reader)
            columns[path.name] = list(reader.fieldnames or ())
    told: dict[str, list[str]] = {name: [] for name in columns if name != "dictionary.csv"}
    for row in found.pop("dictionary"):
        assert row["meaning"] and row["kind"]
        told[row["file"]].append(row["column"])
    assert told == {name: listed for name, listed in columns.items() if name != "dictionary.csv"}
    return found


def plain_csv(text: str) -> str:
    """Return what a cell of a folder stands for: one apostrophe less, where it disarms a formula."""
    return text[1:] if text[:1] == "'" and text.lstrip("'")[:1] in tuple("=+-@") else text


def json_of(path: Path) -> dict:
    """Return the document."""
    return json.loads(path.read_text(encoding="utf-8"))


def _page(path: Path) -> lxml.html.HtmlElement:
    page = lxml.html.fromstring(path.read_text(encoding="utf-8"))
    assert page.get("lang") and not list(page.iter("script"))
    return page


def _style(paragraph) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if style is None else style.get(f"{_W}val")


def _words(part) -> str:
    return "".join(text.text or "" for text in part.iter(f"{_W}t"))


def _joined(tables: list[Written]) -> list[Written]:
    """Put together what stands in several parts beside one another."""
    found: list[Written] = []
    for table in tables:
        caption, part, number = table.caption.rpartition(", part ")
        if part and number.split(" of ")[0] != "1":
            last = found.pop()
            rows = tuple((*a, *b[1:]) for a, b in zip(last.rows, table.rows, strict=True))
            found.append(Written(caption, (*last.headings, *table.headings[1:]), rows))
        else:
            found.append(Written(caption if part else table.caption, table.headings, table.rows))
    return found
