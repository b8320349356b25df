"""Codebooks in a sheet: one row for each code, criterion, scheme, category, instrument, item, band and cut.

The column ``kind`` says what a row is; without it, or where it is empty, a row is a code. A criterion, category, item
or cut belongs to the nearest code, scheme, instrument or band above it, or to the one whose short name stands in
``parent``. The parent of a code is a short name, too. A code's criteria may also stand in its own row: ``a: text; b:
text``. Headings are compared without regard to case; only ``name`` must be there.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path as File
from typing import Any

from fop_coder.importers.codebooks.build import build_codebook
from fop_coder.importers.codebooks.located import Fault, Located, Path
from fop_coder.importers.codebooks.table_rows import Rows, read_rows
from fop_coder.model.codebook import Codebook, ident_from
from fop_coder.model.people import parse_number

_SHARED = ("name", "ident", "definition", "position", "guid")
COLUMNS: dict[str, tuple[str, ...]] = {
    "codebook": ("name", "definition"),
    "code": (
        *_SHARED,
        *("key", "include", "exclude", "examples", "criteria", "rule", "within", "criteria word", "parent", "gathers"),
        *("colour", "verb", "complement", "meaning", "retired"),
    ),
    "criterion": ("name", "key", "guid", "parent"),
    "scheme": _SHARED,
    "category": ("name", "ident", "key", "definition", "guid", "parent"),
    "instrument": (*_SHARED, "lowest", "highest", "higher is", "most missing"),
    "item": ("name", "number", "reversed", "subscale", "parent"),
    "band": (*_SHARED, "codes", "number of"),
    "cut": ("name", "lowest", "highest", "parent"),
}
"""Which columns a row of each kind may fill; ``name`` of a cut is its label."""

_LISTS = {"code": "codes", "scheme": "schemes", "instrument": "instruments", "band": "bands"}
_PART_OF = {
    "criterion": ("code", "criteria"),
    "category": ("scheme", "categories"),
    "item": ("instrument", "items"),
    "cut": ("band", "cuts"),
}
_HEADINGS = ("kind", *dict.fromkeys(column for columns in COLUMNS.values() for column in columns))
_ALSO_CALLED = {"color": "colour", "short name": "ident", "description": "definition", "criteria rule": "rule"}
_FIELDS = {
    "criteria word": "criteria_word",
    "higher is": "higher_is",
    "most missing": "most_missing",
    "number of": "number_of",
}
_YES, _NO = frozenset({"yes", "true", "x", "1"}), frozenset({"no", "false", "0"})
_CRITERION = re.compile(r"\s*(\w)\s*[:.)]\s*(.*\S)\s*", re.DOTALL)
_AT_LEAST = re.compile(r"at[ -]least\s+(\d{1,3})", re.IGNORECASE)


def read_table(path: File) -> Codebook:
    """Return the codebook in a CSV file or Excel workbook.

    Raises:
        CodebookRefused: with every fault, its row and its column.
    """
    return build_codebook(str(path), locate_rows(read_rows(path), path.stem))


def locate_rows(rows: Rows, name: str) -> Located:
    """Return plain data of a sheet's rows; the codebook is called ``name`` unless a row of its own says otherwise."""
    first = next((number for number, row in enumerate(rows) if any(row)), None)
    if first is None:
        return Located(None, faults=[(1, 1, "the sheet is empty")])
    faults: list[Fault] = []
    columns = _columns(rows[first], first + 1, faults)
    if "name" not in columns:
        faults.append((first + 1, 1, "no column is headed 'name'; the first row of the sheet holds the headings"))
        return Located(None, faults=faults)
    headed = frozenset(place for place, heading in enumerate(rows[first]) if heading)
    sheet = _Sheet(Located({"name": name}, places={(): (first + 1, 1)}, faults=faults), columns, headed)
    for number, row in enumerate(rows[first + 1 :], first + 2):
        if any(row):
            sheet.take(row, number)
    return sheet.located


def _columns(headings: list[str], row: int, faults: list[Fault]) -> dict[str, int]:
    """Return where each column stands, counted from 0."""
    columns: dict[str, int] = {}
    for place, written in enumerate(headings):
        heading = " ".join(re.split(r"[\s_]+", written.casefold().strip()))
        heading = _ALSO_CALLED.get(heading, heading)
        if heading == "":
            continue
        if heading not in _HEADINGS:
            near = difflib.get_close_matches(heading, _HEADINGS, n=1)
            do = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(_HEADINGS)}"
            faults.append((row, place + 1, f"the heading {written!r} is not known; {do}"))
        elif heading in columns:
            faults.append((row, place + 1, f"the heading {written!r} stands twice"))
        else:
            columns[heading] = place
    return columns


@dataclass(slots=True)
class _Sheet:
    """Rows taken one after the other into plain data. ``headed``: the columns that have any heading."""

    located: Located
    columns: dict[str, int]
    headed: frozenset[int]

    def take(self, row: list[str], number: int) -> None:
        """Take in one row; what is wrong with it is noted."""
        cells = {heading: row[place] for heading, place in self.columns.items() if place < len(row) and row[place]}
        kind = cells.pop("kind", "code").casefold()
        if kind not in COLUMNS:
            near = difflib.get_close_matches(kind, COLUMNS, n=1)
            do = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(COLUMNS)}"
            self._fault(number, "kind", f"kind: {kind!r} is not known; {do}")
            return
        self._check_places(row, cells, kind, number)
        owned = {heading: text for heading, text in cells.items() if heading in COLUMNS[kind]}
        if kind == "codebook":
            self._put(owned, (), self.located.data, number)
        elif kind in _LISTS:
            self._add(self.located.data.setdefault(_LISTS[kind], []), (_LISTS[kind],), owned, number)
        else:
            self._add_part(kind, owned, number)

    def _check_places(self, row: list[str], cells: dict[str, str], kind: str, number: int) -> None:
        for heading in cells:
            if heading not in COLUMNS[kind]:
                self._fault(number, heading, f"{heading}: a row of the kind {kind!r} has no {heading}")
        for place, cell in enumerate(row):
            if cell and place not in self.headed:
                self.located.faults.append((number, place + 1, f"{cell[:40]!r} stands in a column without a heading"))

    def _add_part(self, kind: str, cells: dict[str, str], number: int) -> None:
        """Add a criterion, category, item or cut to what it belongs to."""
        owner_kind, part = _PART_OF[kind]
        owners: list[dict[str, Any]] = self.located.data.get(_LISTS[owner_kind], [])
        wanted = cells.pop("parent", None)
        place = len(owners) - 1
        if wanted is not None:
            place = next((number for number, owner in enumerate(owners) if wanted in _called(owner)), -1)
        if place < 0:
            missing = (
                f"parent: no {owner_kind} {wanted!r} stands above"
                if wanted
                else f"no {owner_kind} stands above this {kind}"
            )
            self._fault(number, "parent" if wanted else "name", missing)
            return
        if kind == "cut" and "name" in cells:
            cells["label"] = cells.pop("name")
        self._add(owners[place].setdefault(part, []), (_LISTS[owner_kind], place, part), cells, number)

    def _add(self, listed: list[dict[str, Any]], way: Path, cells: dict[str, str], number: int) -> None:
        entry: dict[str, Any] = {}
        path = (*way, len(listed))
        listed.append(entry)
        self.located.places[path] = (number, self.columns["name"] + 1)
        self._put(cells, path, entry, number)

    def _put(self, cells: dict[str, str], path: Path, entry: dict[str, Any], number: int) -> None:
        """Put cells into an entry, as what their column holds."""
        for heading, text in cells.items():
            field = _FIELDS.get(heading, heading)
            place = (number, self.columns["name" if heading == "label" else heading] + 1)
            try:
                value = _CELLS.get(heading, str)(text)
            except ValueError as error:
                self.located.faults.append((*place, f"{heading}: {error}"))
                continue
            if heading == "rule":
                field = "criteria_rule"
                value.update({"within": cells["within"].casefold()} if "within" in cells else {})
            elif heading == "within":
                if "rule" not in cells:
                    self.located.faults.append((*place, "within: this needs a rule beside it"))
                continue
            entry[field] = value
            self.located.places[(*path, field)] = place

    def _fault(self, row: int, heading: str, message: str) -> None:
        self.located.faults.append((row, self.columns.get(heading, self.columns["name"]) + 1, message))


def _called(owner: dict[str, Any]) -> tuple[str, ...]:
    """Return all that can mean an entry: its short name, given or made, and its name."""
    name = owner.get("name", "")
    return owner.get("ident") or ident_from(name), name


def _whole(text: str) -> int:
    number = parse_number(text)
    if number is None or not number.is_integer():
        raise ValueError(f"{text!r} is not a whole number")
    return int(number)


def _number(text: str) -> float:
    number = parse_number(text)
    if number is None:
        raise ValueError(f"{text!r} is not a number")
    return int(number) if number.is_integer() else number


def _yes_no(text: str) -> bool:
    if text.casefold() in _YES | _NO:
        return text.casefold() in _YES
    raise ValueError(f"{text!r} is neither yes nor no")


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _semicolons(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]


def _criteria(text: str) -> list[dict[str, Any]]:
    found = []
    for part in _semicolons(text):
        match = _CRITERION.fullmatch(part)
        if match is None:
            raise ValueError(f"{part[:40]!r} is not a criterion; write 'a: text; b: text'")
        found.append({"key": match[1], "name": " ".join(match[2].split())})
    return found


def _rule(text: str) -> dict[str, Any]:
    if text.casefold() in ("all", "any"):
        return {"need": text.casefold()}
    match = _AT_LEAST.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a rule; write 'all', 'any' or 'at least 2'")
    return {"need": "at-least", "at_least": int(match[1])}


_CELLS: dict[str, Callable[[str], Any]] = {
    "colour": _whole,
    "position": _whole,
    "meaning": _whole,
    "number": _whole,
    "most missing": _whole,
    "lowest": _number,
    "highest": _number,
    "gathers": _yes_no,
    "retired": _yes_no,
    "reversed": _yes_no,
    "examples": _lines,
    "codes": _semicolons,
    "criteria": _criteria,
    "rule": _rule,
}
"""What a column's text stands for; text itself where a column is not named here."""
