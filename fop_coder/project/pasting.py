"""A block from a spreadsheet on its way into the grid of respondents: by labels or by place, in one Change."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import StringIO

from fop_coder.coding.respondents import add_respondents, rename_respondent
from fop_coder.importers.headings import RESPONDENT, Reading, read_heading
from fop_coder.model.base import Guid, new_guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import Code, Scheme
from fop_coder.model.coding import MarkKind
from fop_coder.model.errors import ChangeRefused, NotFound, ValueRefused
from fop_coder.model.people import Attribute, AttributeType, AttributeValue, Respondent, parse_date, parse_number
from fop_coder.model.status import NOT_CLASSIFIED, Status
from fop_coder.project.case_edits import cases_by_respondent
from fop_coder.project.project import Project
from fop_coder.project.respondent_edits import Steps
from fop_coder.project.respondent_grid import ColumnKind, GridColumn
from fop_coder.project.respondents import attribute_change

MARK_WORDS = {"not asked": MarkKind.NOT_ASKED, "too little information": MarkKind.TOO_LITTLE}

Cells = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Pasting:
    """What would come of a block.

    Attributes:
        change: None where nothing changes.
        new_respondents: labels that the project does not know yet.
        new_attributes: headings that the project does not know yet.
        new_values: category attribute → values that nobody has yet.
    """

    change: Change | None
    new_respondents: tuple[str, ...] = ()
    new_attributes: tuple[str, ...] = ()
    new_values: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def brings_new(self) -> bool:
        """Say whether something comes in that is better said before: a slip of the keyboard looks like it."""
        return bool(self.new_respondents or self.new_attributes or self.new_values)


def read_pasted(
    project: Project,
    respondents: Sequence[Respondent],
    columns: Sequence[GridColumn],
    cells: Cells,
    label: str = "Paste",
    *,
    all_columns: Sequence[GridColumn] = (),
) -> Pasting:
    """Return what would come of a block that is pasted into the grid.

    A block that has the column of respondents goes by their labels, whatever their order; labels that are not known
    are new respondents. A first row that begins with a heading for labels ("respondent", "participant") is taken for
    headings. Every other block goes by place.

    Args:
        respondents: of the rows shown from the block's first on; columns: from its first on.
        cells: rows of texts; shorter rows leave the rest as it is.
        all_columns: of the grid, for headings; ``columns`` if empty.

    Raises:
        ChangeRefused: naming the first row of the block with a cell that cannot be taken; nothing is changed then.
    """
    block = _Block(project)
    if _has_headings(cells):
        places = block.headed(all_columns or columns, cells)
        block.take_labelled(places, cells[1:], first=2)
    elif columns[0].kind is ColumnKind.LABEL and (len(cells) > 1 or len(cells[0]) > 1 or not respondents):
        block.take_labelled(columns, cells, first=1)
    else:
        block.take_placed(respondents, columns, cells)
    return block.pasting(label)


def block_change(
    project: Project,
    respondents: Sequence[Respondent],
    columns: Sequence[GridColumn],
    cells: Cells,
    label: str = "Paste",
) -> Change | None:
    """Return the Change that puts a block into the grid by place; None where nothing changes.

    Raises:
        ChangeRefused: naming the first row of the block with a cell that cannot be taken; nothing is changed then.
    """
    block = _Block(project)
    block.take_placed(respondents, columns, cells)
    return block.pasting(label).change


def _has_headings(cells: Cells) -> bool:
    return len(cells) > 1 and read_heading(cells[0][0]) == Reading(RESPONDENT, 3)


class _Block:
    """A block on its way in."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._steps = Steps(project)
        self._values: dict[Attribute, dict[Guid, str]] = {}
        self._known = {r.label.casefold(): r for r in project.store.values(Respondent)}
        self._taken = {label: r.guid for label, r in self._known.items()}
        self._present: dict[Guid, set[str]] = {}
        self._new: list[Respondent] = []
        self._headings: list[str] = []
        self._fresh: dict[str, dict[str, None]] = {}

    def pasting(self, label: str) -> Pasting:
        """Return everything taken."""
        self._steps.add(attribute_change(self._project, self._values))
        labels = tuple(r.label for r in self._new)
        fresh = {name: tuple(values) for name, values in self._fresh.items()}
        return Pasting(self._steps.change(label), labels, tuple(self._headings), fresh)

    # ---- whose row, which column -------------------------------------------------------------------------------------

    def take_placed(self, respondents: Sequence[Respondent], columns: Sequence[GridColumn], cells: Cells) -> None:
        """Take rows from a place on."""
        if len(cells) > len(respondents):
            raise ChangeRefused(
                f"the block has {len(cells)} rows, from here on there are {len(respondents)} respondents",
                where=f"row {len(respondents) + 1}",
                do="Begin further up, or copy the column of respondents with it: then new ones are added",
            )
        for number, (respondent, row) in enumerate(zip(respondents, cells, strict=False), 1):
            self._take_row(number, respondent, columns, row)

    def take_labelled(self, columns: Sequence[GridColumn], cells: Cells, *, first: int) -> None:
        """Take rows by the label in their first cell; ``first``: number of the first row in what was copied."""
        seen: dict[str, int] = {}
        people: list[Respondent] = []
        for number, row in enumerate(cells, first):
            label = row[0].strip()
            if label.casefold() in seen:
                raise ChangeRefused(
                    f"{label!r} stands in row {seen[label.casefold()]} already",
                    where=f"row {number}",
                    do="A respondent has one row",
                )
            seen[label.casefold()] = number
            people.append(self._respondent(label, number))
        if self._new:
            self._steps.add(Change(f"Add {len(self._new)} respondents", added=tuple(self._new)))
        for number, (person, row) in enumerate(zip(people, cells, strict=True), first):
            self._take_row(number, person, columns, [person.label, *row[1:]])

    def _respondent(self, label: str, number: int) -> Respondent:
        known = self._known.get(label.casefold())
        if known is not None:
            return known
        try:
            (added,) = add_respondents([label]).added
        except ValueRefused as error:
            raise ChangeRefused(error.what, where=f"row {number}", do=error.do) from error
        if not isinstance(added, Respondent):  # pragma: no cover - add_respondents adds nothing else
            raise TypeError(added)
        self._new.append(added)
        self._taken[label.casefold()] = added.guid
        return added

    def headed(self, columns: Sequence[GridColumn], cells: Cells) -> list[GridColumn]:
        """Return the columns that the headings in the first row mean; unknown headings are new attributes."""
        attributes = self._project.store.values(Attribute)
        named = {a.name.casefold(): GridColumn(ColumnKind.ATTRIBUTE, a) for a in attributes}  # also those not shown
        named |= {c.name.casefold(): c for c in columns}
        count = len(attributes)
        found = [next(c for c in columns if c.kind is ColumnKind.LABEL)]
        for place, heading in enumerate((h.strip() for h in cells[0][1:]), 1):
            known = named.get(heading.casefold())
            if known is not None and known in found:
                raise ChangeRefused(f"two columns are headed {heading!r}", where="row 1", do="Leave one of them out")
            found.append(known or self._new_column(heading, cells, place, count + len(self._headings)))
        return found

    def _new_column(self, heading: str, cells: Cells, place: int, position: int) -> GridColumn:
        if not heading:
            raise ChangeRefused(f"column {place + 1} has no heading", where="row 1", do="Give it one, or leave it out")
        written = [row[place].strip() for row in cells[1:] if place < len(row) and row[place].strip()]
        self._headings.append(heading)
        return GridColumn(ColumnKind.ATTRIBUTE, Attribute(new_guid(), heading, _type_of(written), position))

    # ---- cells -------------------------------------------------------------------------------------------------------

    def _take_row(self, number: int, respondent: Respondent, columns: Sequence[GridColumn], row: Sequence[str]) -> None:
        """Take the cells of a row; class and reason belong together."""
        if len(row) > len(columns):
            raise ChangeRefused(
                f"the block has {len(row)} columns, from here on there are {len(columns)}",
                where=f"row {number}",
                do="Begin further to the left, or copy fewer columns",
            )
        named = {column.kind: cell.strip() for column, cell in zip(columns, row, strict=False)}
        for column, cell in zip(columns, row, strict=False):
            try:
                self._take(respondent, column, cell.strip(), named)
            except (ChangeRefused, NotFound, ValueRefused) as error:
                where = f"row {number}, {respondent.label}, column {column.name}"
                raise ChangeRefused(error.what, where=where, do=error.do) from error

    def _take(self, respondent: Respondent, column: GridColumn, cell: str, row: dict[ColumnKind, str]) -> None:
        about = column.about
        if column.kind is ColumnKind.LABEL:
            self._rename(respondent, cell)
        elif isinstance(about, Attribute):
            self._set(respondent, about, cell)
        elif isinstance(about, Code):
            self._mark_on_code(respondent, about, cell)
        elif column.kind is ColumnKind.CLASS and isinstance(about, Scheme):
            self._classify(respondent, about, cell, row.get(ColumnKind.REASON))
        elif column.kind is ColumnKind.REASON and isinstance(about, Scheme):
            if ColumnKind.CLASS not in row:
                self._steps.explain(respondent, about, cell)
        elif not cell.startswith(self._said_already(respondent, column)):  # a copied grid pasted back changes nothing
            raise ChangeRefused("this column cannot be pasted into", do="Leave it out of the block")

    def _said_already(self, respondent: Respondent, column: GridColumn) -> str:
        """Return what stands in a column that nothing is pasted into."""
        if column.kind is ColumnKind.CASE:
            return ", ".join(cases_by_respondent(self._project).get(respondent.guid, ()))
        return str(respondent.standing)

    def _rename(self, respondent: Respondent, cell: str) -> None:
        if cell == respondent.label:
            return
        if self._taken.get(cell.casefold(), respondent.guid) != respondent.guid:
            raise ChangeRefused(f"another respondent is called {cell!r}", do="Labels must differ")
        self._taken[cell.casefold()] = respondent.guid
        self._steps.add(rename_respondent(respondent, cell))

    def _set(self, respondent: Respondent, attribute: Attribute, cell: str) -> None:
        present = self._values_of(attribute)
        if cell and cell not in present:
            if attribute.type is AttributeType.NUMBER and parse_number(cell) is None:
                raise ChangeRefused(f"{cell!r} is not a number", do="Write a number, or leave the cell empty")
            if attribute.type is AttributeType.DATE and parse_date(cell) is None:
                raise ChangeRefused(
                    f"{cell!r} is not a date", do="Write it as 2024-05-31 or 31/05/2024, or leave the cell empty"
                )
            if attribute.type is AttributeType.CATEGORY and present:
                self._fresh.setdefault(attribute.name, {})[cell] = None
        self._values.setdefault(attribute, {})[respondent.guid] = cell

    def _values_of(self, attribute: Attribute) -> set[str]:
        """Return the values that are there: words among numbers, say, that came with a sheet and may stay."""
        if attribute.guid not in self._present:
            found = self._project.store.values(AttributeValue, attribute=attribute.guid)
            self._present[attribute.guid] = {v.value for v in found}
        return self._present[attribute.guid]

    def _classify(self, respondent: Respondent, scheme: Scheme, cell: str, because: str | None) -> None:
        word = cell.casefold()
        if word in (str(Status.PENDING), str(Status.NO_DATA)):
            return  # a copied grid pasted back changes nothing
        if word in ("", NOT_CLASSIFIED):
            if because:
                raise ChangeRefused("a reason without a class or mark", do="Fill in both, or neither")
            self._steps.clear(respondent, scheme)
        elif word in MARK_WORDS:
            self._steps.mark(respondent, scheme, MARK_WORDS[word], because)
        else:
            self._steps.classify(respondent, scheme, cell, because)

    def _mark_on_code(self, respondent: Respondent, code: Code, cell: str) -> None:
        word = cell.casefold()
        if word in MARK_WORDS:
            self._steps.mark(respondent, code, MARK_WORDS[word], None)
        elif word == "":
            self._steps.clear(respondent, code)
        elif word not in list(Status):
            raise ChangeRefused(
                f"{cell!r} is no mark", do="Only not asked and too little information can be set; the rest is counted"
            )
        # Other statuses follow from passages and documents: a copied grid pasted back changes nothing.


def _type_of(written: Sequence[str]) -> AttributeType:
    """Return what a new column holds: numbers, dates, few values that repeat, or else text."""
    if written and all(parse_number(w) is not None for w in written):
        return AttributeType.NUMBER
    if written and all(parse_date(w) is not None for w in written):
        return AttributeType.DATE
    return AttributeType.CATEGORY if len(set(written)) <= len(written) // 2 else AttributeType.TEXT


_DISARMED = re.compile("'+[=+\\-@\uff1d\uff0b\uff0d\uff20]")


def cells_of(text: str) -> list[list[str]]:
    """Return the cells of a block as spreadsheets put it on the clipboard: tabs, line ends, quoted where needed."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if not whole:
        return []
    if whole.count('"') % 2:  # a quotation mark of the text's own, not a quoted cell
        rows = [line.split("\t") for line in whole.split("\n")]
    else:
        rows = [row or [""] for row in csv.reader(StringIO(whole), delimiter="\t")]
    return [[cell[1:] if _DISARMED.match(cell) else cell for cell in row] for row in rows]
