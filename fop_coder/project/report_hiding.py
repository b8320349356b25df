"""What of a report is not shown before publication: figures of small groups, and of those that would give them away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fop_coder.analysis.suppression import hidden_groups, scheme_without, tally_without
from fop_coder.exporters.tables import HIDDEN
from fop_coder.model.base import Guid
from fop_coder.model.crosstab import Axis, Crosstab, NumberTable
from fop_coder.model.export import ExportContents
from fop_coder.model.tally import Base, CategoryRow, ClassCounts, SchemeTally, StatusRow, Tally
from fop_coder.project.bands import scheme_or_band_named
from fop_coder.project.correlating import number_table
from fop_coder.project.crosstabs import crosstab, labelling
from fop_coder.project.moves import moves
from fop_coder.project.project import Project
from fop_coder.project.report_asked import ItemAsked, What
from fop_coder.project.tallying import Question, look_up, tally_asked, tally_scheme


@dataclass(frozen=True, slots=True)
class Hiding:
    """What is hidden.

    Attributes:
        smallest: groups of fewer respondents are hidden; 0 for nothing at all.
        groups: what divides a sample, by name → the groups of it that are hidden, and the sentences that say why.
    """

    smallest: int = 0
    groups: Mapping[str, tuple[tuple[str, ...], str]] = field(default_factory=dict)

    def of(self, name: str) -> tuple[str, ...]:
        """Return the hidden groups of what divides a sample."""
        return self.groups.get(name, ((), ""))[0]

    def because(self, *names: str) -> str:
        """Return sentences that say which groups are hidden, and why; '' where none is."""
        return " ".join(self.groups[name][1] for name in dict.fromkeys(names) if name in self.groups)

    def notes(self, *names: str) -> list[str]:
        """Return the note below a table that says what of its sides is hidden, and why; none where nothing is."""
        because = self.because(*names)
        return [f"“{HIDDEN}”: {because}"] if because else []


NOTHING_HIDDEN = Hiding()


def hiding_of(project: Project, asked: Sequence[ItemAsked], smallest: int) -> dict[Question, Hiding]:
    """Return what is hidden in figures that go out together, by what they are over (their question, not divided).

    A group is hidden in all of them: one table would else tell what the other hides.

    Raises:
        ExportRefused: if a whole sample is small.
        NotFound, FilterRefused: if something that a question names is not there.
    """
    together: dict[Question, list[ItemAsked]] = {}
    for one in asked:
        together.setdefault(over(one), []).append(one)
    return {
        question: Hiding(smallest, hidden_groups(_gathered(project, question, some), smallest))
        for question, some in together.items()
    }


def over(asked: ItemAsked) -> Question:
    """Return what the figures of an item are over: its question, not divided."""
    return replace(asked.question, by=None)


def _gathered(project: Project, question: Question, asked: Iterable[ItemAsked]) -> ExportContents:
    """Return all tables of a sample as those of an export, with who is in which group of what divides them."""
    looked = look_up(project, question)
    label = labelling(project, looked.sample.respondents)
    tallies: list[Tally] = []
    schemes: list[SchemeTally] = []
    groups: dict[str, dict[str, str]] = {name: {} for name in label(looked.sample.respondents)}
    for one in asked:
        for table in _tables(project, one):
            if isinstance(table, Tally):
                tallies.append(table)
            else:
                schemes.append(table)
        for by, group, people in _members(project, one):
            for name in people:
                groups[name][by] = group
    rows = tuple(StatusRow(name, {}, {}, {}, frozenset(), groups=held) for name, held in groups.items())
    whole = tally_asked(project, looked, [])
    return ExportContents((), whole, tuple(tallies), (), tuple(schemes), (), rows, (), 0, project.codebook)


def shown_tally(found: Tally, hiding: Hiding) -> Tally:
    """Return a divided tally without its hidden groups, which it names."""
    hidden = hiding.of(found.base.by or "")
    return replace(tally_without(found, hidden), base=_naming(found.base, hiding)) if hidden else found


def shown_scheme(found: SchemeTally, hiding: Hiding) -> SchemeTally:
    """Return a divided scheme without its hidden groups, which it names."""
    hidden = hiding.of(found.base.by or "")
    return replace(scheme_without(found, hidden), base=_naming(found.base, hiding)) if hidden else found


def _naming(base: Base, hiding: Hiding) -> Base:
    hidden, because = hiding.groups[base.by or ""]
    return replace(base, hidden=hidden, hidden_because=because)


# ---- as tables that are divided --------------------------------------------------------------------------------------


def _tables(project: Project, asked: ItemAsked) -> Iterator[Tally | SchemeTally]:
    if asked.what in (What.TALLY, What.REFERRED, What.COMPLEMENT) and asked.question.by is not None:
        codes = [c for c in project.codebook.codes if c.guid in asked.about]
        yield tally_asked(project, look_up(project, asked.question), codes or None)
    elif asked.what is What.SCHEME and asked.question.by is not None:
        yield tally_scheme(project, scheme_or_band_named(project, asked.about[0]), asked.question)
    elif asked.what is What.NUMBERS and asked.question.by is not None:
        yield _of_numbers(number_table(project, asked.about[0], asked.question))
    else:
        for table in _crossed(project, asked):
            yield from (_of_side(table, turned=turned) for turned in (False, True) if _divides(table, turned=turned))


def _crossed(project: Project, asked: ItemAsked) -> Iterator[Crosstab]:
    if asked.what is What.CROSSTAB:
        yield crosstab(project, asked.about[0], asked.about[1], asked.question)
    elif asked.what is What.MOVES:
        yield moves(project, asked.about[0], asked.about[1], asked.about[2], asked.question).table


def _members(project: Project, asked: ItemAsked) -> Iterator[tuple[str, str, Iterable[str]]]:
    """Yield what divides a sample, each of its groups, and who is in it."""
    if asked.question.by is not None:
        looked = look_up(project, asked.question)
        if looked.dividing is not None:
            label = labelling(project, looked.sample.respondents)
            for group, people in looked.dividing.groups.items():
                yield looked.dividing.name, group, label(people)
    for table in _crossed(project, asked):
        for row, line in zip(table.rows.labels, table.people, strict=True):
            yield from ((table.rows.name, row, people) for people in line)
        for place, column in enumerate(table.columns.labels):
            yield from ((table.columns.name, column, line[place]) for line in table.people)


def _divides(table: Crosstab, *, turned: bool) -> bool:
    """Say whether a side is a group that somebody belongs to; what they referred to is what is told of groups."""
    return (table.rows if turned else table.columns).kind != "code"


def _of_side(table: Crosstab, *, turned: bool) -> SchemeTally:
    """Return a cross-table as lines divided by its columns; ``turned``: by its rows."""
    lines, by = (table.columns, table.rows) if turned else (table.rows, table.columns)
    sizes = table.row_sizes if turned else table.column_sizes

    def count(line: int, group: int) -> int:
        return len(table.people[group][line] if turned else table.people[line][group])

    values = range(len(lines.values))
    held = {label: place for place, (label, size) in enumerate(zip(by.labels, sizes, strict=True)) if size}
    counted = {label: sum(count(line, place) for line in values) for label, place in held.items()}
    rows = tuple(
        CategoryRow(
            Guid(""),
            "",
            lines.values[line],
            sum(count(line, place) for place in held.values()),
            sum(counted.values()),
            {label: (count(line, place), counted[label]) for label, place in held.items()},
        )
        for line in values
    )
    groups = {label: _counts(counted[label], sizes[place]) for label, place in held.items()}
    return _scheme(table, lines, by, rows, groups)


def _scheme(
    table: Crosstab, lines: Axis, by: Axis, rows: tuple[CategoryRow, ...], groups: Mapping[str, ClassCounts]
) -> SchemeTally:
    base = replace(table.base, by=by.name, group_sizes={label: counts.total for label, counts in groups.items()})
    whole = _counts(sum(c.classified for c in groups.values()), table.base.respondents)
    return SchemeTally(base, Guid(""), "", lines.name, rows, whole, groups)


def _of_numbers(found: NumberTable) -> SchemeTally:
    """Return how many of each group have a number, as one line."""
    whole, *spreads = found.spreads
    groups = {spread.group: _counts(spread.n, spread.n + spread.left_out) for spread in spreads}
    return SchemeTally(found.base, Guid(""), "", found.name, (), _counts(whole.n, whole.n + whole.left_out), groups)


def _counts(counted: int, size: int) -> ClassCounts:
    return ClassCounts(counted, size - counted, 0, 0, 0, 0)
