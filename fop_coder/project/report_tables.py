"""Tables of the report that are no tallies: cross-tables, codes against codes, moves, and numbers, with their figures.

Everybody of the sample stands in each: who is not counted has lines of their own, or is told below it by reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from fop_coder.analysis.correlation import INTERVALS
from fop_coder.exporters.report import Block, Grid, Paragraphs
from fop_coder.exporters.tables import HIDDEN, Cell
from fop_coder.model.codebook import Within
from fop_coder.model.crosstab import Axis, Coefficient, Cooccurrence, Correlation, Crosstab, Moves, Pair, Spread
from fop_coder.model.tally import Base, Counts
from fop_coder.project.cooccurrence import cooccurrence
from fop_coder.project.correlating import correlation, number_table
from fop_coder.project.crosstabs import crosstab
from fop_coder.project.figures import COEFFICIENTS, shows_intervals
from fop_coder.project.moves import moves
from fop_coder.project.numbers import number_text
from fop_coder.project.project import Project
from fop_coder.project.report_asked import ItemAsked, What
from fop_coder.project.report_figures import Figure, Made, rest_of_code
from fop_coder.project.report_hiding import NOTHING_HIDDEN, Hiding
from fop_coder.project.tallying import look_up, tally_asked

SEPARATOR = "\x1f"
"""Between the parts of a figure's key."""

TABLES = frozenset({What.CROSSTAB, What.CODES, What.MOVES, What.CORRELATION, What.NUMBERS})
"""What is made here."""


def table_made(project: Project, asked: ItemAsked, hiding: Hiding = NOTHING_HIDDEN) -> Made:
    """Return what a table shows at present, with its figures.

    Args:
        asked: one of ``TABLES``.
        hiding: what is not shown before publication.

    Raises:
        NotFound, FilterRefused: if something that the question names is not there.
    """
    about, question = asked.about, asked.question
    if asked.what is What.CODES:
        return _codes(project, asked, cooccurrence(project, Within(about[0]), question), hiding)
    if asked.what is What.MOVES:
        return _moves(moves(project, about[0], about[1], about[2], question), hiding)
    if asked.what is What.CORRELATION:
        return _correlation(correlation(project, about[0], about[1], question), hiding)
    if asked.what is What.NUMBERS:
        return _numbers(project, asked, hiding)
    return _crosstab(crosstab(project, about[0], about[1], question), hiding)


def with_notes(grid: Grid, notes: Iterable[str], base: Base) -> tuple[Block, ...]:
    """Return a table with what must be known of it, and what it is over."""
    about = f"Sample: {base.respondents} respondents, {base.sample or 'everybody'}. Documents: {base.scope or 'all'}."
    view = f"View: {base.view}" + (f" ({base.view_note})." if base.view_note else ".")
    return (grid, Paragraphs((*notes, f"{about} {view}"), "note"))


# ---- cross-tables and moves ------------------------------------------------------------------------------------------


def _crosstab(found: Crosstab, hiding: Hiding) -> Made:
    grid = _crossed(found, f"{found.rows.name} by {found.columns.name} (sample of {found.base.respondents})", hiding)
    notes = hiding.notes(found.rows.name, found.columns.name)
    return Made(tuple(_figures_of_crosstab(found)), grid.caption, with_notes(grid, notes, found.base))


def _moves(found: Moves, hiding: Hiding) -> Made:
    table = found.table
    caption = f"{found.of}: from {found.first} (rows) to {found.then} (columns), sample of {table.base.respondents}"
    grid = _crossed(table, caption, hiding)
    notes = [
        f"Counted at both times: {table.counted}, of whom {found.stayed} the same and {found.moved} another at "
        f"{found.then}. Counted at one time only: {len(found.once)}; at neither: {len(found.never)}."
    ]
    if found.once and not hiding.smallest:
        seen = ", ".join(f"{one.respondent} ({one.at}: {one.value})" for one in found.once)
        notes.append(f"Counted at one time only: {seen}.")
    notes += hiding.notes(table.rows.name, table.columns.name)
    return Made(tuple(_figures_of_crosstab(table)), grid.caption, with_notes(grid, notes, table.base))


def _crossed(found: Crosstab, caption: str, hiding: Hiding) -> Grid:
    """Return a cross-table with margins; a group that is hidden has its size alone."""
    down, across = _shown(found.rows, found.row_sizes), _shown(found.columns, found.column_sizes)
    hidden_rows, hidden_columns = hiding.of(found.rows.name), hiding.of(found.columns.name)

    def cell(row: int, column: int) -> Cell:
        labels = found.rows.labels[row], found.columns.labels[column]
        return HIDDEN if labels[0] in hidden_rows or labels[1] in hidden_columns else len(found.people[row][column])

    rows: list[tuple[Cell, ...]] = [
        (found.rows.labels[row], *(cell(row, column) for column in across), found.row_sizes[row]) for row in down
    ]
    sizes = (found.column_sizes[column] for column in across)
    return Grid(
        caption,
        (found.rows.name, *(found.columns.labels[column] for column in across), "All"),
        (*rows, ("All", *sizes, found.base.respondents)),
    )


def _shown(axis: Axis, sizes: Sequence[int]) -> list[int]:
    """Return the lines of a side that are shown: reasons to be left out only where they hold of somebody."""
    return [line for line, size in enumerate(sizes) if size or line < len(axis.values)]


def _figures_of_crosstab(found: Crosstab) -> Iterator[Figure]:
    for row, line in zip(found.rows.labels, found.people, strict=True):
        for column, people in zip(found.columns.labels, line, strict=True):
            yield Figure(f"{row}{SEPARATOR}{column}", f"{row}, {column}", len(people))


# ---- codes against codes ---------------------------------------------------------------------------------------------


def _codes(project: Project, asked: ItemAsked, found: Cooccurrence, hiding: Hiding) -> Made:
    names = dict(found.codes)
    met = "in overlapping passages" if found.within == Within.PASSAGE else "in the same respondent"
    grid = Grid(
        f"Respondents in whom two codes meet {met} (sample of {found.base.respondents})",
        ("Code", *names.values()),
        tuple(
            (name, *(_meeting(pair, hiding.smallest) for pair in line))
            for name, line in zip(names.values(), found.pairs, strict=True)
        ),
    )
    notes = [
        "n of N, N being those counted on both codes; on the diagonal a code's own n of N. Everybody else of the "
        "sample is not counted on one of the two.",
        *_not_counted(project, asked, [ident for ident, _ in found.codes]),
    ]
    if any(HIDDEN in row for row in grid.rows):
        notes.append(f"“{HIDDEN}”: fewer than {hiding.smallest} respondents are counted on both codes.")
    idents = {c.ident: c.guid for c in project.codebook.codes}
    figures = tuple(
        _figure_of_pair(pair, idents, names)
        for place, line in enumerate(found.pairs)
        for pair in line[: place + 1]  # each two once
    )
    return Made(figures, grid.caption, with_notes(grid, notes, found.base))


def _meeting(pair: Pair, smallest: int) -> str:
    if 0 < pair.of < smallest:
        return HIDDEN
    figure = f"{pair.n}/{pair.of}"
    return f"{figure}, {len(pair.left_out)} not counted" if pair.left_out else figure


def _figure_of_pair(pair: Pair, idents: Mapping[str, str], names: Mapping[str, str]) -> Figure:
    key = SEPARATOR.join(idents[ident] for ident in (pair.row, pair.column))
    name = names[pair.row] if pair.row == pair.column else f"{names[pair.row]} and {names[pair.column]}"
    return Figure(key, name, pair.n, pair.of, {"not counted": len(pair.left_out)})


def _not_counted(project: Project, asked: ItemAsked, idents: Sequence[str]) -> Iterator[str]:
    """Yield for each code why how many of the sample are not counted on it."""
    codes = [c for c in project.codebook.codes if c.ident in idents]
    for row in tally_asked(project, look_up(project, asked.question), codes).rows:
        told = _reasons(row.counts)
        if told:
            yield f"Not counted on {row.name}: {told}."


def _reasons(counts: Counts) -> str:
    return ", ".join(f"{n} {reason}" for reason, n in rest_of_code(counts).items() if n)


# ---- numbers ---------------------------------------------------------------------------------------------------------


def _correlation(found: Correlation, hiding: Hiding) -> Made:
    is_hidden = 0 < len(found.points) < hiding.smallest
    intervals = shows_intervals(found.base.chosen, insisted=False)
    grid = Grid(
        f"Rank correlations of {found.x} and {found.y} ({len(found.points)} of {found.base.respondents} respondents)",
        ("Coefficient", "Value", *(["95 % interval"] if intervals else []), "N"),
        tuple(_coefficient(c, len(found.points), intervals=intervals, hidden=is_hidden) for c in found.coefficients),
    )
    notes = [*found.notes, *((INTERVALS, found.assumption) if intervals else ())]
    why = Counter(reason for _, reason in found.left_out)
    notes += _left_out(why)
    if is_hidden:
        notes.append(f"“{HIDDEN}”: fewer than {hiding.smallest} respondents have both numbers.")
    figures = [Figure("n", "respondents with both numbers", len(found.points), found.base.respondents, why)]
    figures += [
        Figure(c.name, COEFFICIENTS[c.name], round(c.value, 2)) for c in found.coefficients if c.value is not None
    ]
    return Made(tuple(figures), grid.caption, with_notes(grid, [n for n in notes if n], found.base))


def _coefficient(found: Coefficient, n: int, *, intervals: bool, hidden: bool) -> tuple[Cell, ...]:
    none = HIDDEN if hidden else "not defined"
    value = none if hidden or found.value is None else f"{found.value:.2f}"
    ends = None if hidden else found.interval
    interval = none if ends is None else f"{ends[0]:.2f} to {ends[1]:.2f}"
    return (COEFFICIENTS[found.name], value, *([interval] if intervals else []), n)


def _left_out(why: Counter[str]) -> list[str]:
    """Return how many are left out, by reason."""
    if not why:
        return []
    told = "; ".join(f"{reason} ({n})" for reason, n in sorted(why.items()))
    return [f"Left out: {why.total()}. {told}."]


_RANGE = "Lowest to highest"


def _numbers(project: Project, asked: ItemAsked, hiding: Hiding) -> Made:
    found = number_table(project, asked.about[0], asked.question)
    base, by = found.base, found.base.by
    hidden = hiding.of(by) if by is not None else ()
    headings = ["n", "No number", "Mean", "Median", "Quartiles", *([] if hiding.smallest else [_RANGE])]
    grid = Grid(
        f"How the numbers lie: {found.name}{f' by {by}' if by is not None else ''} (sample of {base.respondents})",
        (by or "Respondents", *headings),
        tuple(
            (
                spread.group or "All",
                *([HIDDEN] * len(headings) if spread.group in hidden else _spread(spread, headings)),
            )
            for spread in found.spreads
        ),
    )
    notes = [f"Counted, each code once: {', '.join(found.codes)}."] if found.codes else []
    notes += _left_out(Counter(row.why for row in found.rows if row.value is None))
    if hiding.smallest:
        notes.append("The lowest and the highest number are left out: each is one respondent's.")
    notes += hiding.notes(*([by] if by is not None else []))
    figures = tuple(figure for spread in found.spreads for figure in _figures_of_spread(spread, found.name))
    return Made(figures, grid.caption, with_notes(grid, notes, base))


def _spread(found: Spread, headings: Sequence[str]) -> tuple[Cell, ...]:
    """Return how numbers lie, the range only where it has a heading."""
    ends = None if found.lowest is None or found.highest is None else (found.lowest, found.highest)
    cells: tuple[Cell, ...] = (
        found.n,
        found.left_out,
        _cell(found.mean),
        _cell(found.median),
        _from_to(found.quartiles),
    )
    return (*cells, _from_to(ends)) if _RANGE in headings else cells


def _from_to(ends: tuple[float, float] | None) -> str | None:
    return None if ends is None else f"{number_text(ends[0])} to {number_text(ends[1])}"


def _cell(number: float | None) -> Cell:
    """Return a number as it is printed: whole, or with two decimals at most."""
    if number is None:
        return None
    return int(number) if number == round(number) else round(number, 2)


def _figures_of_spread(found: Spread, number: str) -> Iterator[Figure]:
    name = f"{number}, {found.group}" if found.group else number
    yield Figure(found.group, name, found.n, found.n + found.left_out)
    low, high = found.quartiles or (None, None)
    told = {"lowest": found.lowest, "lower quartile": low, "median": found.median, "mean": found.mean}
    for word, value in (told | {"upper quartile": high, "highest": found.highest}).items():
        if value is not None:
            yield Figure(f"{found.group}{SEPARATOR}{word}", f"{name}, {word}", round(value, 2))
