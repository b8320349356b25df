"""Numbers of respondents as text: how they lie, and numbers against numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from fop_coder.analysis.correlation import INTERVALS
from fop_coder.cli.crosstab_lines import indented, sentences
from fop_coder.cli.output import counted
from fop_coder.cli.tables import WIDTH, Column, table, wrapped
from fop_coder.cli.tallies import head_lines
from fop_coder.model.crosstab import Correlation, NumberTable, Spread
from fop_coder.project.figures import COEFFICIENTS, shows_intervals
from fop_coder.project.numbers import number_text


def correlation_lines(found: Correlation, *, intervals: bool, test: bool) -> Iterator[str]:
    """Yield the lines of a correlation.

    Args:
        intervals: whether intervals are shown though respondents were not drawn at random.
        test: whether p stands beside the coefficients.
    """
    shown = shows_intervals(found.base.chosen, insisted=intervals)
    yield from head_lines(found.base)
    yield from wrapped(f"{found.x} against {found.y}: {counted(len(found.points), 'respondent')}", WIDTH)
    columns = [Column("coefficient"), Column("value", right=True)]
    columns += [Column("95 % interval", right=True)] if shown else []
    columns += [Column("p", right=True)] if test else []
    rows = []
    for coefficient in found.coefficients:
        row = [COEFFICIENTS[coefficient.name], _decimals(coefficient.value)]
        if shown:
            ends = coefficient.interval
            row.append("not defined" if ends is None else f"{ends[0]:.2f} to {ends[1]:.2f}")
        rows.append([*row, "not defined" if coefficient.p is None else f"{coefficient.p:.3g}"] if test else row)
    yield from table(columns, rows)
    yield from _left_out([f"{label}: {why}" for label, why in found.left_out])
    cautious = (INTERVALS, found.assumption) if shown else ()
    tested = (found.sentence, "" if shown else found.assumption) if test else ()
    yield from sentences((*found.notes, *cautious, *tested))


def number_table_lines(found: NumberTable) -> Iterator[str]:
    """Yield how the numbers of a sample lie, of each group too, and who has none."""
    yield from head_lines(found.base)
    yield found.name
    if found.codes:
        yield from wrapped(f"Counted, each code once: {', '.join(found.codes)}", WIDTH)
    headings = ("n", "no\nnumber", "lowest", "lower\nquartile", "median", "mean", "upper\nquartile", "highest")
    columns = [Column(found.base.by or ""), *(Column(h, right=True) for h in headings)]
    yield from table(columns, [_spread_row(spread, place == 0) for place, spread in enumerate(found.spreads)])
    if found.codes:
        yield from sentences((_documents(found),))
    yield from _left_out([f"{row.respondent}: {row.why}" for row in found.rows if row.value is None])


def score_lines(found: Sequence[NumberTable], rule: str) -> Iterator[str]:
    """Yield how total and subscales of an instrument lie: n of N in the sample and each group, and who has no score."""
    yield from head_lines(found[0].base)
    yield from wrapped(rule, WIDTH)
    headings = ("n of N", "lowest", "median", "mean", "highest")
    columns = [Column("scale"), Column(found[0].base.by or ""), *(Column(h, right=True) for h in headings)]
    rows = []
    for scores in found:
        for place, spread in enumerate(scores.spreads):
            figures = (spread.lowest, spread.median, spread.mean, spread.highest)
            name = "" if place else scores.name
            base = f"{spread.n} of {spread.n + spread.left_out}"
            group = spread.group if place else "sample"
            rows.append([name, group, base, *("" if f is None else number_text(f) for f in figures)])
    yield from table(columns, rows)
    for scores in found:
        left = [f"{row.respondent}: {row.why}" for row in scores.rows if row.value is None]
        if left:
            yield from ("", f"{scores.name}, no score: {counted(len(left), 'respondent')}")
            yield from (line for words in left for line in indented(words))


def _spread_row(spread: Spread, whole: bool) -> list[str]:
    low, high = spread.quartiles or (None, None)
    figures = (spread.lowest, low, spread.median, spread.mean, high, spread.highest)
    name = "sample" if whole else spread.group
    return [name, str(spread.n), str(spread.left_out), *("" if f is None else number_text(f) for f in figures)]


def _documents(found: NumberTable) -> str:
    """Say in how many documents each respondent was heard, as more of them give more occasion to refer to a code."""
    times = Counter(row.documents for row in found.rows if row.value is not None)
    parts = [f"{respondents} in {counted(n, 'document')}" for n, respondents in sorted(times.items())]
    return f"Respondents counted were heard: {', '.join(parts)}." if parts else ""


def _left_out(lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield f"Left out: {counted(len(lines), 'respondent')}"
    for line in lines:
        yield from indented(line)


def _decimals(value: float | None) -> str:
    return "not defined" if value is None else f"{value:.2f}"
