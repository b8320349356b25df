"""Sentences, tables and charts for the report: made from a question, with the figures that they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from fop_coder.analysis.sentences import (
    Divider,
    Telling,
    class_sentence,
    figure_sentence,
    group_sentence,
    scheme_sentence,
)
from fop_coder.exporters.report import (
    DIVIDED_NOTE,
    Grid,
    Paragraphs,
    divided_grid,
    divided_scheme,
    figure_notes,
    scheme_grid,
    scheme_picture,
    tally_grid,
    tally_picture,
)
from fop_coder.exporters.tables import HIDDEN, hiding_notes
from fop_coder.model.codebook import Code, Scheme
from fop_coder.model.errors import NotFound, ValueRefused
from fop_coder.model.export import ExportContents
from fop_coder.model.people import Attribute, parse_number
from fop_coder.model.report import ReportKind
from fop_coder.model.tally import SchemeTally, Tally, TallyRow
from fop_coder.project.bands import scheme_or_band_named
from fop_coder.project.project import Project
from fop_coder.project.report_asked import ItemAsked, What
from fop_coder.project.report_figures import Figure, Made, figure_of_counts, rest_of_classes
from fop_coder.project.report_hiding import NOTHING_HIDDEN, Hiding, shown_scheme, shown_tally
from fop_coder.project.report_tables import TABLES, table_made, with_notes
from fop_coder.project.samples import divider_named
from fop_coder.project.tallying import Question, look_up, tally_asked, tally_scheme
from fop_coder.project.wording import telling_of

MAKES: dict[ReportKind, frozenset[What]] = {
    ReportKind.SENTENCE: frozenset({What.REFERRED, What.COMPLEMENT, What.CLASSIFIED, What.SCHEME}),
    ReportKind.TABLE: frozenset({What.TALLY, What.SCHEME, *TABLES}),
    ReportKind.CHART: frozenset({What.TALLY, What.SCHEME}),
}
"""What of an answer can be told in each kind of item."""


def make(project: Project, kind: ReportKind, asked: ItemAsked, hiding: Hiding = NOTHING_HIDDEN) -> Made:
    """Return what an item of a kind shows at present, with its figures.

    Args:
        hiding: groups that are not shown before publication.

    Raises:
        NotFound, FilterRefused: if something that the question names is not there.
        ValueRefused: if this kind of item cannot tell it.
    """
    if asked.what not in MAKES.get(kind, ()):
        raise ValueRefused(f"a {kind} cannot tell this ({asked.what})", where="report")
    if kind is ReportKind.SENTENCE:
        return _sentence(project, asked, hiding)
    if asked.what in TABLES:
        return table_made(project, asked, hiding)
    if asked.what is What.SCHEME:
        return _scheme(project, kind, asked, hiding)
    return _tally(project, kind, asked, hiding)


def code_of(project: Project, guid: str) -> Code:
    """Return a code by GUID.

    Raises:
        NotFound: if it is there no longer.
    """
    found = next((c for c in project.codebook.codes if c.guid == guid), None)
    if found is None:
        raise NotFound("the code that this is about is no longer in the codebook")
    return found


# ---- sentences -------------------------------------------------------------------------------------------------------


def _sentence(project: Project, asked: ItemAsked, hiding: Hiding) -> Made:
    telling = replace(telling_of(project), of=_narrowed(asked.question), so_far=True)
    if asked.what in (What.CLASSIFIED, What.SCHEME):
        return _class_sentence(project, asked, telling)
    code = code_of(project, asked.about[0])
    found = look_up(project, asked.question)
    row = shown_tally(tally_asked(project, found, [code]), hiding).rows[0]
    complement = asked.what is What.COMPLEMENT
    is_plain = found.dividing is None and not complement
    figures = tuple(_figures_of_row(row, complement=complement, criteria=is_plain))
    if found.dividing is None:
        return Made(figures, figure_sentence(code, row.counts, telling, complement=complement))
    by, divider = found.dividing.name, divider_of(project, asked.question.by or "", list(row.groups))
    words = group_sentence(code, row.counts, row.groups, telling, by=by, divider=divider, complement=complement)
    because = hiding.because(by)
    return Made(figures, words, (Paragraphs((f"Not told by group: {because}",), "note"),) if because else ())


def _narrowed(question: Question) -> str:
    """Return what a sentence says of its sample, in its brackets: nothing where it is everybody."""
    parts = (("of those with ", question.where), ("in documents with ", question.scope))
    return "; ".join(words + written.strip() for words, written in parts if written.strip())


def divider_of(project: Project, by: str, groups: Sequence[str]) -> Divider:
    """Return how groups are told: values that are words ("in RBKC"), categories, or numbers ("with score 12")."""
    found = divider_named(project, by)
    if isinstance(found, Attribute):
        return Divider.NUMBER if any(parse_number(group) is not None for group in groups) else Divider.ATTRIBUTE
    is_scheme = isinstance(found, Scheme) and any(s.guid == found.guid for s in project.codebook.schemes)
    return Divider.SCHEME if is_scheme else Divider.NUMBER


def _class_sentence(project: Project, asked: ItemAsked, telling: Telling) -> Made:
    found = tally_scheme(project, _scheme_of(project, asked), asked.question)
    if asked.what is What.SCHEME:
        words = scheme_sentence({row.name: row.n for row in found.rows}, found.counts, found.name, telling)
        return Made(tuple(_figures_of_scheme(found)), words)
    row = next((r for r in found.rows if r.category == asked.about[1]), None)
    if row is None:
        raise NotFound("the category that this is about is no longer in the codebook")
    figure = Figure(row.category, row.name, row.n, row.of, rest_of_classes(found.counts))
    return Made((figure,), class_sentence(row.name, row.n, found.counts, found.name, telling))


def _scheme_of(project: Project, asked: ItemAsked) -> Scheme:
    return scheme_or_band_named(project, asked.about[0])


# ---- tables and charts -----------------------------------------------------------------------------------------------


def _tally(project: Project, kind: ReportKind, asked: ItemAsked, hiding: Hiding) -> Made:
    codes = [code_of(project, guid) for guid in asked.about]
    found = shown_tally(tally_asked(project, look_up(project, asked.question), codes or None), hiding)
    shows_criteria = kind is ReportKind.TABLE and found.base.by is None
    figures = tuple(figure for row in found.rows for figure in _figures_of_row(row, criteria=shows_criteria))
    if kind is ReportKind.CHART:
        picture = tally_picture(found)
        return Made(figures, picture.caption, (picture,))
    notes: tuple[str, ...] = (DIVIDED_NOTE, *hiding_notes(found.base))
    if found.base.by is not None:
        grid = divided_grid(found)
    else:
        contents = _contents(project, found)
        grid, notes = tally_grid(contents), figure_notes(contents, [row.counts for row in found.rows])
    return Made(figures, grid.caption, with_notes(grid, notes, found.base))


def _scheme(project: Project, kind: ReportKind, asked: ItemAsked, hiding: Hiding) -> Made:
    found = shown_scheme(tally_scheme(project, _scheme_of(project, asked), asked.question), hiding)
    figures = tuple(_figures_of_scheme(found))
    if kind is ReportKind.CHART:
        picture = scheme_picture(found)
        return Made(figures, picture.caption, (picture,))
    if found.base.by is not None:
        grid = _without_lines(divided_scheme(found), hiding.of(found.name))
    else:
        grid = scheme_grid(_contents(project, Tally(found.base, ()), found), found)
    return Made(figures, grid.caption, with_notes(grid, _hidden_lines(found, hiding), found.base))


def _without_lines(grid: Grid, hidden: Sequence[str]) -> Grid:
    """Return a table whose hidden lines show the whole sample alone: another table has them as its columns."""
    rows = ((*r[:2], *[HIDDEN] * len(r[2:])) if r[0] in hidden else r for r in grid.rows)
    return replace(grid, rows=tuple(rows))


def _hidden_lines(found: SchemeTally, hiding: Hiding) -> list[str]:
    return hiding.notes(found.base.by, found.name) if found.base.by is not None else []


def _contents(project: Project, found: Tally, *schemes: SchemeTally) -> ExportContents:
    """Return what tables are made from in every export, with nothing but one table in it."""
    return ExportContents((), found, (), schemes, (), (), (), (), 0, project.codebook)


# ---- figures ---------------------------------------------------------------------------------------------------------


def _figures_of_row(row: TallyRow, *, complement: bool = False, criteria: bool = False) -> Iterator[Figure]:
    """Yield the figures of a code and its groups; ``criteria``: those who met its criteria are shown, too."""
    told = partial(figure_of_counts, complement=complement, criteria=criteria)
    yield told(row.code, row.name, row.counts)
    for group, counts in row.groups.items():
        yield told(f"{row.code}\x1f{group}", f"{row.name}, {group}", counts)


def _figures_of_scheme(found: SchemeTally) -> Iterator[Figure]:
    rest = rest_of_classes(found.counts)
    for row in found.rows:
        yield Figure(row.category, row.name, row.n, row.of)
        for group, (n, of) in row.groups.items():
            yield Figure(f"{row.category}\x1f{group}", f"{row.name}, {group}", n, of)
    yield Figure(found.scheme, found.name, found.counts.classified, found.counts.total, rest)
    for group, counts in found.groups.items():
        name = f"{found.name}, {group}"
        yield Figure(f"{found.scheme}\x1f{group}", name, counts.classified, counts.total, rest_of_classes(counts))
