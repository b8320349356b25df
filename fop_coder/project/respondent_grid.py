"""Respondents as a grid: what is known of each, their class with its reason, and their status on every code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code, Scheme
from fop_coder.model.coding import Classification, Mark
from fop_coder.model.people import Attribute, AttributeValue, Coder, Respondent, Standing
from fop_coder.model.status import NOT_CLASSIFIED, Status
from fop_coder.project.case_edits import cases_by_respondent
from fop_coder.project.numbers import answer_attributes
from fop_coder.project.project import Project
from fop_coder.project.samples import class_statuses
from fop_coder.project.tallying import Asked, Question, code_statuses, look_up


class ColumnKind(StrEnum):
    """What a column of the grid shows."""

    LABEL = "respondent"
    ATTRIBUTE = "attribute"
    CASE = "case"
    CLASS = "class"
    REASON = "reason"
    CODE = "code"
    STANDING = "takes part"


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column. ``about``: the attribute, the scheme (class and reason) or the code that it shows."""

    kind: ColumnKind
    about: Attribute | Scheme | Code | None = None

    @property
    def name(self) -> str:
        """What stands above it."""
        if self.about is None or self.kind is ColumnKind.REASON:
            return str(self.kind)
        return self.about.name

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from other columns, also when what it shows was changed."""
        return (str(self.kind), self.about.guid if self.about is not None else "")


@dataclass(frozen=True, slots=True)
class GridRow:
    """One respondent.

    Attributes:
        values: attribute → as written.
        category: the class given, None where none is; ``class_word``: its name, or why there is none.
        because: the reason of the class, or of the mark in its place.
        statuses: code → status; empty for those who take no part.
        marks: code or scheme → the mark set, also where a passage or class beats it.
        met: codes whose criteria rule is met.
        cases: names of the linked cases that they are in.
    """

    respondent: Respondent
    values: Mapping[Guid, str]
    category: Guid | None
    class_word: str
    because: str
    statuses: Mapping[Guid, Status]
    marks: Mapping[Guid, Mark]
    met: frozenset[Guid]
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """The grid in the view of the coder who acts.

    Attributes:
        scheme: the active one, None where the codebook has none.
        unclassified: how many who take part have neither class nor mark, though they are read.
    """

    coder: str
    scheme: Scheme | None
    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]
    unclassified: int


def respondent_grid(project: Project, scheme: Guid | None = None) -> Grid:
    """Return all respondents in the order of their labels; ``scheme`` is the active one, the first if None."""
    codebook = project.codebook
    active = next((s for s in codebook.schemes if s.guid == scheme), None) or next(iter(codebook.schemes), None)
    coder = project.store.by_guid(Coder, [project.coder])[project.coder]
    asked = look_up(project, Question(view=coder.name))
    codes = [c for c in codebook.codes if not c.retired]
    people = sorted(project.store.values(Respondent), key=lambda r: r.label.casefold())
    filling = _Filling(project, asked, codes, active)
    columns = _columns(project, active, codes, people)
    rows = tuple(filling.row(person) for person in people)
    return Grid(coder.name, active, columns, rows, sum(r.class_word == NOT_CLASSIFIED for r in rows))


def _columns(
    project: Project, scheme: Scheme | None, codes: list[Code], people: list[Respondent]
) -> tuple[GridColumn, ...]:
    answers = answer_attributes(project)
    every = sorted(project.store.values(Attribute), key=lambda a: a.position)
    attributes = [a for a in every if a.guid not in answers]  # answers are entered and shown by instrument
    columns = [GridColumn(ColumnKind.LABEL), *(GridColumn(ColumnKind.ATTRIBUTE, a) for a in attributes)]
    if project.store.count("linked_case"):
        columns.append(GridColumn(ColumnKind.CASE))
    if scheme is not None:
        columns += [GridColumn(ColumnKind.CLASS, scheme), GridColumn(ColumnKind.REASON, scheme)]
    columns += [GridColumn(ColumnKind.CODE, c) for c in codes]
    if any(p.standing is not Standing.ANALYSED or p.do_not_quote for p in people):
        columns.append(GridColumn(ColumnKind.STANDING))
    return tuple(columns)


class _Filling:
    """What the rows hold, read once for all."""

    def __init__(self, project: Project, asked: Asked, codes: list[Code], scheme: Scheme | None) -> None:
        self._scheme = scheme
        self._values: dict[Guid, dict[Guid, str]] = {}
        for value in project.store.values(AttributeValue, occasion=""):
            self._values.setdefault(value.respondent, {})[value.attribute] = value.value
        self._cases = cases_by_respondent(project)
        self._marks: dict[Guid, dict[Guid, Mark]] = {}
        for mark in project.store.values(Mark, coder=project.coder):
            self._marks.setdefault(mark.respondent, {})[mark.about] = mark
        self._statuses: dict[Guid, dict[Guid, Status]] = {}
        self._met: dict[Guid, set[Guid]] = {}
        for code, found in code_statuses(project, asked, codes, project.codebook).items():
            for status, group in found.by_status.items():
                for respondent in group:
                    self._statuses.setdefault(respondent, {})[code] = status
            for respondent in found.met:
                self._met.setdefault(respondent, set()).add(code)
        self._given: dict[Guid, Classification] = {}
        self._why_none: dict[Guid, str] = {}
        if scheme is not None:
            given = project.store.values(Classification, scheme=scheme.guid, coder=project.coder, occasion="")
            self._given = {c.respondent: c for c in given}
            statuses = class_statuses(project, scheme, asked.sample.respondents, asked.view, asked.scope)
            self._why_none = {r: label for label, group in statuses.by_status.items() for r in group}

    def row(self, respondent: Respondent) -> GridRow:
        """Return one respondent's row."""
        guid = respondent.guid
        marks = self._marks.get(guid, {})
        category, word, because = None, "", ""
        if self._scheme is not None:
            given, mark = self._given.get(guid), marks.get(self._scheme.guid)
            word = self._why_none.get(guid, "")
            if given is not None:
                category, because = given.category, given.because
                word = self._scheme.category(given.category).name
            elif mark is not None:
                because = mark.because
        return GridRow(
            respondent,
            self._values.get(guid, {}),
            category,
            word,
            because,
            self._statuses.get(guid, {}),
            marks,
            frozenset(self._met.get(guid, ())),
            self._cases.get(guid, ()),
        )
