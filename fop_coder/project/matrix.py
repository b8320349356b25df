"""The matrix (framework method): who said what on each code, with the summary that a researcher writes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code
from fop_coder.model.errors import NotFound
from fop_coder.model.filters import NO_VALUE
from fop_coder.model.matrix import Matrix, MatrixCell, MatrixCode, MatrixRow, Summary, summary_guid
from fop_coder.model.people import Attribute, Coder, Respondent
from fop_coder.model.status import NOBODY, CodeStatuses, Group
from fop_coder.model.tally import PassageRow
from fop_coder.project.blindness import hidden_behind, hidden_by_code
from fop_coder.project.consensus_passages import ConsensusPassage
from fop_coder.project.evidence import STATUS_ORDER, attribute_words
from fop_coder.project.passage_rows import passage_rows
from fop_coder.project.project import Project
from fop_coder.project.samples import class_statuses, divide, divider_named
from fop_coder.project.tallying import (
    Asked,
    Question,
    base_of,
    code_statuses,
    find_passages,
    look_up,
)

HIDDEN_GROUP = "hidden until read"
"""What respondents stand under whose class is hidden from who is looking."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Which columns a matrix has and how its rows follow one another.

    Attributes:
        codes: names, in the order wanted; none for all that are in use.
        sort: name of an attribute, scheme or code; '' for the respondents' labels.
        descending: the last value first; who has none stands last in any case.
    """

    codes: tuple[str, ...] = ()
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class MatrixSheet:
    """A matrix with what it was asked for; the words of its passages are read where they are shown.

    Attributes:
        joint: passages of the consensus that are no coding of one coder, by GUID.
    """

    question: Question
    arrangement: Arrangement
    matrix: Matrix
    joint: Mapping[Guid, ConsensusPassage] = field(default_factory=dict)

    def passages(self, project: Project, guids: Iterable[Guid]) -> list[PassageRow]:
        """Return passages of its cells with their words and places, in the order asked for."""
        return list(passage_rows(project, guids, self.joint))

    def place_of(self, project: Project, passage: Guid) -> tuple[Guid, int] | None:
        """Return the document in which a passage lies and where it begins; None where it is gone."""
        found = [self.joint[passage]] if passage in self.joint else project.store.codings([passage])
        return (found[0].document, found[0].start) if found else None


def matrix(
    project: Project,
    question: Question | None = None,
    arrangement: Arrangement | None = None,
    *,
    seen_by: Guid | None = None,
) -> Matrix:
    """Return respondents × codes, with the status, passages and summary of each cell; see ``matrix_sheet``."""
    return matrix_sheet(project, question, arrangement, seen_by=seen_by).matrix


def matrix_sheet(
    project: Project,
    question: Question | None = None,
    arrangement: Arrangement | None = None,
    *,
    seen_by: Guid | None = None,
) -> MatrixSheet:
    """Return respondents × codes, with the status, passages and summary of each cell.

    Args:
        question: its ``by`` groups the respondents.
        seen_by: the coder who is looking, who may not see everything yet; None for somebody who may.

    Raises:
        NotFound, FilterRefused: if something is named that is not there.
    """
    wanted = arrangement or Arrangement()
    asked = look_up(project, question or Question())
    codes = _columns(project, wanted.codes, retired=asked.question.retired)
    columns = _Columns(project, asked, codes, seen_by)
    order = _Order(project, asked, wanted, columns, seen_by)
    about = attribute_words(project, asked.scope.occasion)
    people = project.store.by_guid(Respondent, asked.sample.respondents).values()
    badges = _badges(project, asked, order.unread)
    rows = [
        MatrixRow(
            person.guid,
            person.label,
            about.get(person.guid, ""),
            order.group_of(person.guid),
            columns.cells(person.guid),
            *badges.get(person.guid, ("", "")),
            do_not_quote=person.do_not_quote,
        )
        for person in sorted(people, key=order.key)
    ]
    told = tuple(columns.told(code) for code in codes)
    found = Matrix(base_of(project, asked), told, tuple(rows), columns.sentence)
    return MatrixSheet(asked.question, wanted, found, columns.joint)


def summaries_again(
    project: Project, shown: Matrix, *, only: frozenset[tuple[Guid, Guid]] | None = None, seen_by: Guid | None = None
) -> Matrix:
    """Return a matrix with its summaries as they are now; everything else stays as it was read.

    Args:
        only: (respondent, code)s whose summaries may have changed, None for all.
        seen_by: as for ``matrix_sheet``.
    """
    written = _Written(project, [c.code for c in shown.codes], seen_by, only)
    touched = None if only is None else {respondent for respondent, _ in only}

    def again(row: MatrixRow) -> MatrixRow:
        if touched is not None and row.respondent not in touched:
            return row
        cells = zip(row.cells, shown.codes, strict=True)
        fresh = (written.into(cell, row.respondent, code.code) for cell, code in cells)
        if only is not None:
            kept = zip(row.cells, shown.codes, fresh, strict=True)
            return replace(row, cells=tuple(n if (row.respondent, c.code) in only else o for o, c, n in kept))
        return replace(row, cells=tuple(fresh))

    return replace(shown, rows=tuple(again(row) for row in shown.rows))


def draft_from_passages(passages: Iterable[PassageRow]) -> str:
    """Return the words of passages as a first draft of a summary, each marked with its document."""
    return "\n".join(f"\u201c{' '.join(p.text.split())}\u201d ({p.document})" for p in passages)


def _columns(project: Project, names: Sequence[str], *, retired: bool) -> list[Code]:
    if names:
        return list(dict.fromkeys(project.code_named(name) for name in names))
    return [c for c in project.codebook.codes if retired or not c.retired]


class _Written:
    """The summaries of some codes, and whose of them may be seen."""

    def __init__(
        self,
        project: Project,
        codes: Sequence[Guid],
        seen_by: Guid | None,
        only: frozenset[tuple[Guid, Guid]] | None = None,
    ) -> None:
        coders = {c.guid: c.name for c in project.store.values(Coder)}
        if only is not None:
            found = list(project.store.by_guid(Summary, [summary_guid(*cell) for cell in only]).values())
        else:
            found = project.store.values(Summary, code=list(codes)) if codes else []
        self._by_cell = {(s.respondent, s.code): s for s in found}
        self._names, self._seen_by = coders, seen_by
        self._hidden = hidden_by_code(project, seen_by, coders, codes)

    def into(self, cell: MatrixCell, respondent: Guid, code: Guid) -> MatrixCell:
        """Return a cell with the summary that is written there now."""
        summary = self._by_cell.get((respondent, code))
        is_own = summary is not None and summary.coder == self._seen_by
        if respondent in self._hidden.get(code, NOBODY) and not is_own:
            return replace(cell, summary="", by="", at="", summary_hidden=True)
        if summary is None:
            return replace(cell, summary="", by="", at="", summary_hidden=False)
        by = self._names[summary.coder]
        return replace(cell, summary=summary.text, by=by, at=summary.at, summary_hidden=False)


class _Columns:
    """The codes of a matrix: statuses, passages and summaries of each."""

    def __init__(self, project: Project, asked: Asked, codes: Sequence[Code], seen_by: Guid | None) -> None:
        self._codes = codes
        self._statuses = code_statuses(project, asked, codes, project.codebook)
        self._written = _Written(project, [c.guid for c in codes], seen_by)
        self._passages: dict[Guid, Mapping[Guid, list[Guid]]] = {}
        self._hidden: dict[Guid, Group] = {}
        self.joint: dict[Guid, ConsensusPassage] = {}
        self.sentence = ""
        for code in codes:
            found = find_passages(project, [code], asked, seen_by=seen_by)
            self._passages[code.guid] = found.by_respondent(project)
            self._hidden[code.guid] = found.hidden.respondents
            self.joint |= found.joint
            self.sentence = self.sentence or found.hidden.sentence

    def told(self, code: Code) -> MatrixCode:
        """Return the heading of a column."""
        statuses = self._statuses[code.guid]
        figure = len(statuses[STATUS_ORDER[0]])
        of = figure + len(statuses[STATUS_ORDER[1]])
        return MatrixCode(code.guid, code.ident, code.name, code.key, code.colour, figure, of)

    def cells(self, respondent: Guid) -> tuple[MatrixCell, ...]:
        """Return a respondent's cells."""
        return tuple(self._cell(code.guid, respondent) for code in self._codes)

    def _cell(self, code: Guid, respondent: Guid) -> MatrixCell:
        if respondent in self._hidden[code]:
            cell = MatrixCell(None)
        else:
            statuses: CodeStatuses = self._statuses[code]
            cell = MatrixCell(statuses.of(respondent), tuple(self._passages[code].get(respondent, ())))
        return self._written.into(cell, respondent, code)

    def place(self, code: Guid, respondent: Guid) -> int:
        """Return where a respondent stands when rows are sorted by a code; hidden ones are last."""
        status = self._statuses[code].of(respondent)
        if respondent in self._hidden[code] or status is None:
            return len(STATUS_ORDER)
        return STATUS_ORDER.index(status)

    def has(self, code: Guid) -> bool:
        """Say whether a code is a column."""
        return code in self._passages


class _Order:
    """How rows follow one another: by group, by what is sorted by, by label."""

    def __init__(
        self, project: Project, asked: Asked, wanted: Arrangement, columns: _Columns, seen_by: Guid | None
    ) -> None:
        coders = [c.guid for c in asked.view.coders]
        self.unread = hidden_behind(project, seen_by, coders, codes=None).respondents
        self._groups: dict[Guid, tuple[int, str]] = {}
        if asked.dividing is not None:
            unseen = self._unseen(project, asked.dividing.name)
            self._groups = _numbered(asked.dividing.groups, asked.sample.respondents, unseen)
        self._sign = -1 if wanted.descending else 1
        self._place = self._sorted_by(project, asked, wanted.sort, columns) if wanted.sort else _same

    def _unseen(self, project: Project, name: str) -> Group:
        """Return whose value is hidden: what is known of respondents is not, what a coder said of them may be."""
        return NOBODY if isinstance(divider_named(project, name), Attribute) else self.unread

    def _sorted_by(self, project: Project, asked: Asked, name: str, columns: _Columns) -> Callable[[Guid], int | None]:
        if divider_named(project, name) is None:
            code = _code_or_refuse(project, name)
            if columns.has(code.guid):
                return lambda respondent: columns.place(code.guid, respondent)
            raise NotFound(f"{code.name} is not a column of the matrix", do="Choose it among its codes, too")
        found = divide(project, name, asked.sample.respondents, asked.view, asked.scope)
        unseen = self._unseen(project, name)
        places = {
            respondent: number
            for number, (value, group) in enumerate(found.groups.items())
            for respondent in group - unseen
            if value != NO_VALUE
        }
        return places.get

    def group_of(self, respondent: Guid) -> str:
        """Return what a respondent stands under, '' where nothing groups them."""
        return self._groups[respondent][1] if self._groups else ""

    def key(self, respondent: Respondent) -> tuple[int, bool, int, str]:
        """Return what rows are ordered by."""
        place = self._place(respondent.guid)
        group = self._groups[respondent.guid][0] if self._groups else 0
        return (group, place is None, self._sign * (place or 0), respondent.label.casefold())


def _same(_respondent: Guid) -> int | None:
    return 0


def _numbered(groups: Mapping[str, Group], everybody: Group, unseen: Group) -> dict[Guid, tuple[int, str]]:
    """Return for each respondent the number and name of their group; those whose value is hidden stand last."""
    found = {r: (number, name) for number, (name, group) in enumerate(groups.items()) for r in group}
    return found | {r: (len(groups), HIDDEN_GROUP) for r in unseen & everybody}


def _code_or_refuse(project: Project, name: str) -> Code:
    try:
        return project.code_named(name)
    except NotFound as error:
        raise NotFound(f"there is no attribute, scheme or code called {name!r}", do=error.do) from error


def _badges(project: Project, asked: Asked, unread: Group) -> dict[Guid, tuple[str, str]]:
    """Return for each respondent key and name of their category in the first scheme, as far as it may be seen."""
    schemes = project.codebook.schemes
    if not schemes or asked.view.name in ("either", "both"):
        return {}
    found = class_statuses(project, schemes[0], asked.sample.respondents, asked.view, asked.scope)
    return {
        respondent: (category.key, category.name)
        for category in schemes[0].categories
        for respondent in found.by_category[category.guid] - unread
    }
