"""Change between two occasions: what became of the same respondents, and who was seen only once."""

from __future__ import annotations

from dataclasses import replace

from fop_coder.analysis.crosstabs import Division
from fop_coder.model.crosstab import Crosstab, Moves, SeenOnce
from fop_coder.model.documents import Document
from fop_coder.model.errors import NotFound
from fop_coder.project.crosstabs import DOCUMENT_NAMES, crossed, division_named
from fop_coder.project.occasions import occasion_named
from fop_coder.project.project import Project
from fop_coder.project.samples import Scope
from fop_coder.project.tallying import Asked, Question, look_up


def moves(project: Project, of: str, first: str, then: str, question: Question | None = None) -> Moves:
    """Return a table of moves of a code, scheme, band, attribute or instrument from one occasion to another.

    Codes and bands of codes look at the documents of each occasion; attributes only at values given for it. A class
    given for all occasions holds at both.

    Raises:
        NotFound, FilterRefused: with the names that there are.
    """
    if of.strip().casefold() in DOCUMENT_NAMES:
        raise NotFound(f"{of!r} does not change between occasions", do="Choose a code, scheme, band or attribute")
    asked = look_up(project, question or Question())
    first, then = (occasion_named(project, name) for name in (first, then))
    if first == then:
        raise NotFound(f"both times are {first!r}", do="Name two different occasions")
    before, after = (_at(project, of, asked, occasion) for occasion in (first, then))
    before, after = _alike(before, after)
    table = crossed(project, asked, before, after)
    names = list(zip((table.rows, table.columns), (first, then), strict=True))
    rows, columns = (replace(axis, name=f"{axis.name}, {occasion}") for axis, occasion in names)
    table = replace(table, rows=rows, columns=columns)
    counts = table.counts
    stayed = sum(
        counts[row][column]
        for row, label in enumerate(rows.values)
        for column, other in enumerate(columns.values)
        if label == other
    )
    return Moves(
        before.name, table, first, then, stayed, table.counted - stayed, _once(table, first, then), _never(table)
    )


def _at(project: Project, of: str, asked: Asked, occasion: str) -> Division:
    within = asked.scope.documents
    documents = frozenset(
        d.guid
        for d in project.store.values(Document)
        if d.occasion == occasion and (within is None or d.guid in within)
    )
    scope = Scope(asked.scope.text, documents, occasion)
    return division_named(project, of, asked.sample.respondents, asked.view, scope, exactly=True)


def _alike(before: Division, after: Division) -> tuple[Division, Division]:
    """Give both the same values in the same order: an attribute has those that occur at a time."""
    if before.kind not in ("attribute", "instrument"):
        return before, after
    shown = {label: None for division in (before, after) for label, _ in division.values}

    def filled(division: Division) -> Division:
        groups = dict(division.values)
        return replace(division, values=tuple((label, groups.get(label, frozenset())) for label in shown))

    return filled(before), filled(after)


def _once(table: Crosstab, first: str, then: str) -> tuple[SeenOnce, ...]:
    found = []
    for row, column, who in table.left_out():
        if row in table.rows.values:
            found += [SeenOnce(label, first, row, column) for label in who]
        elif column in table.columns.values:
            found += [SeenOnce(label, then, column, row) for label in who]
    return tuple(sorted(found, key=lambda s: s.respondent.casefold()))


def _never(table: Crosstab) -> tuple[tuple[str, str, str], ...]:
    found = [
        (label, row, column)
        for row, column, who in table.left_out()
        if row in table.rows.left_out and column in table.columns.left_out
        for label in who
    ]
    return tuple(sorted(found, key=lambda n: n[0].casefold()))
