"""Numbers against numbers as cells: who has which, the coefficients, and how the numbers lie."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from fop_coder.gui.panels.tallies.cells import Follow, Ground, Head, Sheet, Shown, name_cell, plain_cells
from fop_coder.gui.panels.tallies.lines import tr
from fop_coder.model.crosstab import Coefficient, Correlation, NumberTable, Spread
from fop_coder.project.figures import COEFFICIENTS, p_text
from fop_coder.project.numbers import number_text
from fop_coder.project.table_evidence import Cell, Unlisted


def people_sheet(found: Correlation, names: tuple[str, str], hidden: Unlisted) -> Sheet:
    """Return everybody who may be named with both numbers, or why they are left out."""
    heads = [Head(tr("Respondent"), left=True), Head(found.x), Head(found.y)]
    if found.left_out:
        heads.append(Head(tr("Left out, because"), ground=Ground.NAME, left=True))
    lines = [(p.respondent, number_text(p.x), number_text(p.y), "") for p in found.points]
    lines += [(label, "", "", why) for label, why in found.left_out]
    rows = []
    for label, x, y, why in sorted(lines, key=lambda line: line[0].casefold()):
        if label in hidden.labels:
            continue
        follow = Follow(names, partial(Cell, label, (label,), 1), numbers=True)
        said = why or f"{found.x} {x}, {found.y} {y}"
        cells = [Shown("", words, "", f"{label}: {said}", (words,), follow=follow) for words in (x, y)]
        if found.left_out:
            cells.append(Shown("", why, "", f"{label}: {why}" if why else "", (why,), follow=follow, left=True))
        rows.append((name_cell(label), *cells))
    return Sheet(tuple(heads), tuple(rows))


def coefficients_sheet(found: Correlation, *, intervals: bool, test: bool) -> Sheet:
    """Return the coefficients, with intervals and p where they are wished for or allowed."""
    heads = [Head(tr("Coefficient"), left=True), Head(tr("value"))]
    heads += [Head(tr("95 % interval"))] * intervals + [Head("p")] * test
    rows = (
        (name_cell(COEFFICIENTS[c.name]), *plain_cells(_figures(c, intervals=intervals, test=test)))
        for c in found.coefficients
    )
    return Sheet(tuple(heads), tuple(rows))


def _figures(found: Coefficient, *, intervals: bool, test: bool) -> list[str]:
    none = tr("not defined")
    words = [none if found.value is None else f"{found.value:.2f}"]
    if intervals:
        ends = found.interval
        words.append(none if ends is None else tr("{0} to {1}").format(f"{ends[0]:.2f}", f"{ends[1]:.2f}"))
    if test:
        words.append(none if found.p is None else p_text(found.p).removeprefix("= "))
    return words


def spreads_sheet(tables: Iterable[NumberTable]) -> Sheet:
    """Return how numbers lie in the sample, and in each group that divides it."""
    heads = (
        Head(tr("How the numbers lie"), left=True),
        *map(Head, (tr("n"), tr("no number"), tr("lowest"), tr("lower quartile"), tr("median"))),
        *map(Head, (tr("mean"), tr("upper quartile"), tr("highest"))),
    )
    rows = []
    for table in tables:
        for place, spread in enumerate(table.spreads):
            name = table.name if not place else tr("{0}, {1}: {2}").format(table.name, table.base.by, spread.group)
            rows.append((name_cell(name), *plain_cells(_spread(spread))))
    return Sheet(heads, tuple(rows))


def _spread(spread: Spread) -> list[str]:
    low, high = spread.quartiles or (None, None)
    figures = (spread.lowest, low, spread.median, spread.mean, high, spread.highest)
    return [str(spread.n), str(spread.left_out), *("" if f is None else number_text(f) for f in figures)]
