"""Cross-tables, moves, codes against codes and numbers as text: every table with everybody who is not counted in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from fop_coder.cli.output import counted
from fop_coder.cli.tables import WIDTH, Column, display_width, table, wrapped
from fop_coder.cli.tallies import head_lines
from fop_coder.model.crosstab import Association, Cooccurrence, Crosstab, Labels, Moves
from fop_coder.project.figures import SMALLEST_SHARE, figures_of_test, shows_share

_HEADING = 13
"""Columns that a heading may take before it goes on beneath."""

_NAMES = 20
"""Respondents named in a line; JSON names all."""


def crosstab_lines(found: Crosstab, *, shares: str, percentages: bool) -> Iterator[str]:
    """Yield the lines of a cross-table.

    Args:
        shares: "rows" or "columns": what a share is of.
        percentages: whether shares are shown even of fewer than 30 respondents.
    """
    yield from head_lines(found.base)
    yield from _grid(found, shares, percentages)
    yield from left_out_lines(found)
    hidden = [of for of in _bases(found, shares) if of and not shows_share(of, insisted=percentages)]
    if hidden:
        said = f"Shares of {shares} are left out where N is below {SMALLEST_SHARE} (--percentages shows them)."
        yield from ("", *wrapped(said, WIDTH))
    if found.test is not None:
        yield from _test_lines(found, found.test)


def _bases(found: Crosstab, shares: str) -> tuple[int, ...]:
    return found.row_totals if shares == "rows" else found.column_totals


def _grid(found: Crosstab, shares: str, percentages: bool) -> Iterator[str]:
    """Yield the table: what is counted, its totals, then those left out, and the whole sample at the end."""
    down, across = len(found.rows.values), len(found.columns.values)
    rows = _shown(found.row_sizes, down)
    columns = _shown(found.column_sizes, across)

    def cell(row: int, column: int) -> str:
        n = len(found.people[row][column])
        if row >= down or column >= across:
            return str(n)
        of = _bases(found, shares)[row if shares == "rows" else column]
        return f"{n} ({100 * n / of:.0f} %)" if shows_share(of, insisted=percentages) else str(n)

    def line(name: str, cells: Sequence[str], total: int, size: int) -> list[str]:
        return [name, *cells[:across], str(total), *cells[across:], str(size)]

    lines = []
    for row in rows:
        total = sum(len(found.people[row][column]) for column in range(across))
        cells = [cell(row, column) for column in columns]
        lines.append(line(found.rows.labels[row], cells, total, found.row_sizes[row]))
    totals = [str(sum(len(found.people[row][column]) for row in range(down))) for column in columns]
    counted_rows = sum(found.row_sizes[:down])
    lines.insert(down, line("counted", totals, found.counted, counted_rows))
    sizes = [str(found.column_sizes[column]) for column in columns]
    lines.append(line("sample", sizes, sum(found.column_sizes[:across]), found.base.respondents))
    names = [found.columns.labels[column] for column in columns]
    headings = [*names[:across], "counted", *names[across:], "sample"]
    yield f"{found.rows.name} by {found.columns.name}"
    yield from in_parts(found.rows.name, headings, lines)


def _shown(sizes: Sequence[int], values: int) -> list[int]:
    """Return the places of all values, and of the reasons to be left out that hold of somebody."""
    return [place for place, size in enumerate(sizes) if place < values or size]


def in_parts(first: str, headings: Sequence[str], lines: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a table of numbers; what does not fit beside goes on beneath, under the same names."""
    columns = [Column("\n".join(wrapped(h, _HEADING)), right=True) for h in headings]
    widths = [
        max(display_width(text) for text in [*column.heading.split("\n"), *(line[place + 1] for line in lines)])
        for place, column in enumerate(columns)
    ]
    left = min(40, max(display_width(text) for text in [first, *(line[0] for line in lines)]))
    begin = 0
    while begin < len(columns):
        end, room = begin, WIDTH - left
        while end < len(columns) and (end == begin or room >= widths[end] + 2):
            room -= widths[end] + 2
            end += 1
        part = [[line[0], *line[begin + 1 : end + 1]] for line in lines]
        yield from ("",) if begin else ()
        yield from table((Column(first), *columns[begin:end]), part)
        begin = end


def left_out_lines(found: Crosstab) -> Iterator[str]:
    """Yield who is not counted on both sides, and why."""
    listed = found.left_out()
    if listed:
        yield ""
        yield f"Not counted on both sides: {counted(sum(len(who) for _, _, who in listed), 'respondent')}"
    for row, column, who in listed:
        yield from indented(f"{row} × {column}: {names(who)}")


def indented(text: str) -> Iterator[str]:
    """Yield a text a little to the right, within the width of a terminal."""
    yield from (f"  {line}" for line in wrapped(text, WIDTH - 2))


def names(who: Labels) -> str:
    """Return labels in one line, with how many there are beyond those that are named."""
    more = len(who) - _NAMES
    return ", ".join(who[:_NAMES]) + (f" and {more} more (--json names all)" if more > 0 else "")


def _test_lines(found: Crosstab, test: Association) -> Iterator[str]:
    yield ""
    if test.p is not None:
        yield "Expected counts, if the two had nothing to do with one another"
        across = range(len(found.columns.values))
        lines = [
            [name, *(f"{found.expected(row, column) or 0:.1f}" for column in across)]
            for row, name in enumerate(found.rows.values)
        ]
        yield from in_parts(found.rows.name, found.columns.values, lines)
        yield ""
        yield from wrapped(figures_of_test(test), WIDTH)
    for said in (*test.notes, test.sentence, test.assumption):
        yield from wrapped(said, WIDTH) if said else ()


def cooccurrence_lines(found: Cooccurrence) -> Iterator[str]:
    """Yield the lines of codes against codes: n of N for each two, N those counted on both."""
    yield from head_lines(found.base)
    if not found.codes:
        yield "There are no codes yet."
        return
    yield (
        "Respondents in whose passages both codes overlap"
        if found.within == "passage"
        else "Respondents who referred to both codes"
    )
    rows = [
        [name, *(f"{pair.n}/{pair.of}" for pair in line)]
        for (_, name), line in zip(found.codes, found.pairs, strict=True)
    ]
    yield from in_parts("code", [name for _, name in found.codes], rows)
    yield ""
    yield "n/N: N are those counted on both codes; on the diagonal stands a code's own n/N."
    for place, (_, name) in enumerate(found.codes):
        missing = found.pairs[place][place].left_out
        yield from wrapped(f"Not counted on {name}: {names(missing)}", WIDTH) if missing else ()


def moves_lines(found: Moves) -> Iterator[str]:
    """Yield what became of the same respondents: the table of moves, and by name who was seen only once, or never."""
    yield from head_lines(found.table.base)
    yield from _grid(found.table, "rows", percentages=False)
    yield ""
    yield (
        f"Counted at both times: {found.table.counted}, of whom {found.stayed} the same and {found.moved} another at "
        f"{found.then}"
    )
    if found.once:
        yield f"Counted once: {len(found.once)}"
    for seen in found.once:
        yield from indented(f"{seen.respondent}: at {seen.at} {seen.value}, at the other time {seen.otherwise}")
    if found.never:
        yield f"Counted at neither time: {len(found.never)}"
    for label, before, after in found.never:
        yield from indented(f"{label}: {before}; {after}")


def sentences(lines: Iterable[str]) -> Iterator[str]:
    """Yield remarks after an empty line, each within the width of a terminal; nothing for none."""
    said = [line for text in lines if text for line in wrapped(text, WIDTH)]
    yield from ("", *said) if said else ()
