"""Edits in the grid of respondents: one Change for a key pressed on many of them, for a block pasted, for a cell."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

from fop_coder.coding.respondents import (
    add_respondents,
    classify,
    clear_status,
    declassify,
    exclude,
    include,
    mark_status,
    rename_respondent,
)
from fop_coder.model.base import Guid
from fop_coder.model.change import Change, Value
from fop_coder.model.codebook import Code, Scheme
from fop_coder.model.coding import Classification, Mark, MarkKind
from fop_coder.model.errors import ChangeRefused, NotFound, ValueRefused
from fop_coder.model.people import Attribute, Respondent, Standing
from fop_coder.model.status import NOT_CLASSIFIED, Status
from fop_coder.project.judgements import category_named
from fop_coder.project.project import Project
from fop_coder.project.respondent_grid import ColumnKind, GridColumn
from fop_coder.project.respondents import attribute_change

MARK_WORDS = {"not asked": MarkKind.NOT_ASKED, "too little information": MarkKind.TOO_LITTLE}


class _Steps:
    """Steps gathered into one Change; what is there already is read once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._classes: dict[Guid, dict[Guid, Classification]] = {}
        self._marks: dict[Guid, dict[Guid, Mark]] = {}
        self._removed: list[Value] = []
        self._added: list[Value] = []
        self._labels: list[str] = []

    def change(self, label: str = "") -> Change | None:
        """Return all steps as one Change, None where nothing changes."""
        if not self._labels:
            return None
        said = self._labels[0] if len(self._labels) == 1 else label or self._labels[0]
        return Change(said, tuple(self._removed), tuple(self._added))

    def add(self, step: Change | None) -> None:
        """Take a step in."""
        if step is not None and not step.is_empty:
            self._removed += step.removed
            self._added += step.added
            self._labels.append(step.label)

    def given(self, respondent: Respondent, scheme: Scheme) -> Classification | None:
        """Return the class that the acting coder gave."""
        if scheme.guid not in self._classes:
            found = self._project.store.values(
                Classification, scheme=scheme.guid, coder=self._project.coder, occasion=""
            )
            self._classes[scheme.guid] = {c.respondent: c for c in found}
        return self._classes[scheme.guid].get(respondent.guid)

    def marked(self, respondent: Respondent, about: Code | Scheme) -> Mark | None:
        """Return the mark that the acting coder set."""
        if about.guid not in self._marks:
            found = self._project.store.values(Mark, about=about.guid, coder=self._project.coder)
            self._marks[about.guid] = {m.respondent: m for m in found}
        return self._marks[about.guid].get(respondent.guid)

    def classify(self, respondent: Respondent, scheme: Scheme, category: str, because: str | None) -> None:
        """Give a class in place of another or of a mark; ``because`` None keeps the reason that is there."""
        present, mark = self.given(respondent, scheme), self.marked(respondent, scheme)
        chosen = category_named(scheme, category)
        kept = present.because if present else mark.because if mark else ""
        reason = kept if because is None else because
        if mark is not None:
            self.add(clear_status(respondent, scheme, mark))
        if present is None or (present.category, present.because) != (chosen.guid, reason):
            self.add(classify(respondent, scheme, chosen, self._project.coder, reason, present))

    def mark(self, respondent: Respondent, about: Code | Scheme, kind: MarkKind, because: str | None) -> None:
        """Set a mark; on a scheme it takes the place of a class. ``because`` None keeps the reason that is there."""
        present = self.marked(respondent, about)
        given = self.given(respondent, about) if isinstance(about, Scheme) else None
        kept = present.because if present else given.because if given else ""
        reason = kept if because is None else because
        if isinstance(about, Scheme) and given is not None:
            self.add(declassify(respondent, about, given))
        if present is None or (present.kind, present.because) != (kind, reason):
            self.add(mark_status(respondent, about, kind, self._project.coder, reason, present))

    def clear(self, respondent: Respondent, about: Code | Scheme) -> None:
        """Take class and mark off."""
        mark = self.marked(respondent, about)
        given = self.given(respondent, about) if isinstance(about, Scheme) else None
        if isinstance(about, Scheme) and given is not None:
            self.add(declassify(respondent, about, given))
        if mark is not None:
            self.add(clear_status(respondent, about, mark))

    def explain(self, respondent: Respondent, about: Code | Scheme, because: str) -> None:
        """Give the class or mark that is there a reason.

        Raises:
            ChangeRefused: if there is neither.
        """
        given = self.given(respondent, about) if isinstance(about, Scheme) else None
        mark = self.marked(respondent, about)
        if isinstance(about, Scheme) and given is not None:
            self.classify(respondent, about, given.category, because)
        elif mark is not None:
            self.mark(respondent, about, mark.kind, because)
        elif because:
            raise ChangeRefused(
                f"{respondent.label} has neither a class nor a mark on {about.name}",
                do="A reason belongs to one: give that first",
            )


def classify_change(
    project: Project, respondents: Iterable[Respondent], scheme: Scheme, category: str, because: str | None = None
) -> Change | None:
    """Return the Change that gives respondents a class; ``because`` None keeps the reasons that are there.

    Raises:
        NotFound: if the scheme has no such category.
    """
    steps, people = _Steps(project), list(respondents)
    for respondent in people:
        steps.classify(respondent, scheme, category, because)
    return steps.change(f"{len(people)} respondents: {category_named(scheme, category).name}")


def marks_change(
    project: Project,
    respondents: Iterable[Respondent],
    about: Code | Scheme,
    kind: MarkKind,
    because: str | None = None,
) -> Change | None:
    """Return the Change that marks respondents on a code or scheme; ``because`` None keeps the reasons there are."""
    steps, people = _Steps(project), list(respondents)
    for respondent in people:
        steps.mark(respondent, about, kind, because)
    return steps.change(f"{len(people)} respondents, {about.name}: {str(kind).replace('-', ' ')}")


def reasons_change(
    project: Project, respondents: Iterable[Respondent], about: Code | Scheme, because: str
) -> Change | None:
    """Return the Change that gives the classes or marks of respondents a reason.

    Raises:
        ChangeRefused: if somebody has neither.
    """
    steps, people = _Steps(project), list(respondents)
    for respondent in people:
        steps.explain(respondent, about, because.strip())
    return steps.change(f"Reason for {len(people)} respondents, {about.name}")


Cells = Sequence[Sequence[str]]


def block_change(
    project: Project,
    respondents: Sequence[Respondent],
    columns: Sequence[GridColumn],
    cells: Cells,
    label: str = "Paste",
) -> Change | None:
    """Return the Change that puts a block of cells into the grid; None where nothing changes.

    Args:
        respondents: of the rows from the block's first on; columns: from its first on.
        cells: rows of texts; shorter rows leave the rest as it is.

    Raises:
        ChangeRefused: naming the first row of the block with a cell that cannot be taken; nothing is changed then.
    """
    if len(cells) > len(respondents):
        raise ChangeRefused(
            f"the block has {len(cells)} rows, from here on there are {len(respondents)} respondents",
            where=f"row {len(respondents) + 1}",
            do="Begin further up, or add respondents first",
        )
    block = _Block(project)
    for number, (respondent, row) in enumerate(zip(respondents, cells, strict=False), 1):
        if len(row) > len(columns):
            raise ChangeRefused(
                f"the block has {len(row)} columns, from here on there are {len(columns)}",
                where=f"row {number}",
                do="Begin further to the left, or copy fewer columns",
            )
        block.take_row(number, respondent, columns, row)
    return block.change(label)


class _Block:
    """A block on its way in."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._steps = _Steps(project)
        self._values: dict[Attribute, dict[Guid, str]] = {}
        self._taken = {r.label.casefold(): r.guid for r in project.store.values(Respondent)}

    def take_row(self, number: int, respondent: Respondent, columns: Sequence[GridColumn], row: Sequence[str]) -> None:
        """Take the cells of a row; class and reason belong together."""
        named = {column.kind: cell.strip() for column, cell in zip(columns, row, strict=False)}
        for column, cell in zip(columns, row, strict=False):
            try:
                self._take(respondent, column, cell.strip(), named)
            except (ChangeRefused, NotFound, ValueRefused) as error:
                where = f"row {number}, {respondent.label}, column {column.name}"
                raise ChangeRefused(error.what, where=where, do=error.do) from error

    def change(self, label: str) -> Change | None:
        """Return everything taken."""
        self._steps.add(attribute_change(self._project, self._values))
        return self._steps.change(label)

    def _take(self, respondent: Respondent, column: GridColumn, cell: str, row: dict[ColumnKind, str]) -> None:
        about = column.about
        if column.kind is ColumnKind.LABEL:
            self._rename(respondent, cell)
        elif isinstance(about, Attribute):
            self._values.setdefault(about, {})[respondent.guid] = cell
        elif isinstance(about, Code):
            self._mark_on_code(respondent, about, cell)
        elif column.kind is ColumnKind.CLASS and isinstance(about, Scheme):
            self._classify(respondent, about, cell, row.get(ColumnKind.REASON))
        elif column.kind is ColumnKind.REASON and isinstance(about, Scheme):
            if ColumnKind.CLASS not in row:
                self._steps.explain(respondent, about, cell)
        else:
            raise ChangeRefused("this column cannot be pasted into", do="Leave it out of the block")

    def _rename(self, respondent: Respondent, cell: str) -> None:
        if cell == respondent.label:
            return
        if self._taken.get(cell.casefold(), respondent.guid) != respondent.guid:
            raise ChangeRefused(f"another respondent is called {cell!r}", do="Labels must differ")
        self._taken[cell.casefold()] = respondent.guid
        self._steps.add(rename_respondent(respondent, cell))

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


def clear_change(project: Project, targets: Iterable[tuple[Respondent, GridColumn]]) -> Change | None:
    """Return the Change that empties cells: values, classes with their reasons, marks."""
    steps = _Steps(project)
    values: dict[Attribute, dict[Guid, str]] = {}
    cells = list(targets)
    judged = {r.guid for r, column in cells if column.kind is ColumnKind.CLASS}
    for respondent, column in cells:
        if isinstance(column.about, Attribute):
            values.setdefault(column.about, {})[respondent.guid] = ""
        elif column.kind is ColumnKind.REASON and isinstance(column.about, Scheme):
            if respondent.guid not in judged:
                steps.explain(respondent, column.about, "")
        elif isinstance(column.about, (Code, Scheme)):
            steps.clear(respondent, column.about)
    steps.add(attribute_change(project, values))
    return steps.change(f"Empty {len(cells)} cells")


def add_change(project: Project, label: str) -> Change:
    """Return the Change that adds a respondent.

    Raises:
        ChangeRefused: if there is one of that label.
        ValueRefused: if it cannot be a label.
    """
    wanted = label.strip()
    if any(r.label.casefold() == wanted.casefold() for r in project.store.values(Respondent)):
        raise ChangeRefused(f"there is a respondent {wanted!r} already", do="Labels must differ")
    return add_respondents([wanted])


def leave_out_change(
    project: Project, respondents: Iterable[Respondent], because: str, *, withdrawn: bool
) -> Change | None:
    """Return the Change that puts respondents outside every sample.

    Raises:
        ValueRefused: if there is no reason.
    """
    steps, people = _Steps(project), list(respondents)
    for respondent in people:
        steps.add(exclude(respondent, because.strip(), withdrawn=withdrawn))
    return steps.change(f"Leave {len(people)} respondents out")


def take_back_change(project: Project, respondents: Iterable[Respondent]) -> Change | None:
    """Return the Change that takes respondents back into the samples; None where all are in them."""
    steps = _Steps(project)
    for respondent in respondents:
        if respondent.standing is not Standing.ANALYSED:
            steps.add(include(respondent))
    return steps.change("Take respondents back in")


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
