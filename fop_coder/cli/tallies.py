"""Tallies as text: n/N per code with everybody who is not in N, categories of a scheme, and a block for each group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fop_coder.cli.output import counted
from fop_coder.cli.tables import WIDTH, Column, display_width, table, wrapped
from fop_coder.model.tally import Base, ClassCounts, Counts, SchemeTally, Tally, TallyRow
from fop_coder.project.figures import SMALLEST_SHARE, flow_text, interval_wording, shows_intervals, shows_share

Interval = tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is shown though figures are small, or respondents were not drawn at random."""

    percentages: bool = False
    intervals: bool = False


def tally_lines(tally: Tally, wishes: Wishes | None = None) -> Iterator[str]:
    """Yield the lines of a tally of codes."""
    asked = wishes or Wishes()
    yield from head_lines(tally.base)
    every = [row.counts for row in tally.rows]
    if not every:
        yield "There are no codes yet."
        return
    figures = _figures(tally, every, asked)
    columns = (Column("code"), *(column for column, _ in figures))
    yield from table(columns, [(_name(row), *(show(row) for _, show in figures)) for row in tally.rows])
    yield from _remarks(tally.rows)
    if tally.base.by is not None:
        yield from _blocks(tally, asked)
    groups = [counts for row in tally.rows for counts in row.groups.values()]
    yield from _foot(tally.base, [c.of for c in (*every, *groups)], asked)


_WIDEST_NAME = 40
"""Columns of a terminal for the names beside blocks; longer ones go on beneath."""

_Figure = tuple[Column, Callable[[TallyRow], str]]


def _figures(tally: Tally, every: Sequence[Counts], wishes: Wishes) -> list[_Figure]:
    """Return the columns of figures, and what each shows of a row."""
    figures: list[_Figure] = [(Column("n/N", right=True), lambda row: f"{row.counts.n}/{row.counts.of}")]
    if any(shows_share(c.of, insisted=wishes.percentages) for c in every):
        figures.append((Column("share", right=True), lambda row: _share(row.counts.n, row.counts.of, wishes)))
    if shows_intervals(tally.base.chosen, insisted=wishes.intervals):
        figures.append((Column("95 %\ninterval", right=True), lambda row: _interval(row.counts.interval)))
    if any(c.criteria_met is not None for c in every):
        figures.append((Column("of whom"), lambda row: _met(row.counts, row.criteria_word)))
    figures.extend(_beside_n(heading, show) for heading, show in _REST)
    if any(c.differ is not None for c in every):
        figures.append((Column("differ", right=True), lambda row: str(row.counts.differ)))
    return figures


_REST: tuple[tuple[str, Callable[[Counts], int]], ...] = (
    ("not\nreferred", lambda c: c.not_referred),
    ("not\nasked", lambda c: c.not_asked),
    ("too little\ninformation", lambda c: c.too_little_information),
    ("no\ndata", lambda c: c.no_data),
    ("pending", lambda c: c.pending),
)
"""The statuses beside n, in the order of the report; with n they add up to the sample."""


def _beside_n(heading: str, show: Callable[[Counts], int]) -> _Figure:
    return Column(heading, right=True), lambda row: str(show(row.counts))


def _name(row: TallyRow) -> str:
    return f"{'. ' * row.depth}{row.name}{' (retired)' if row.retired else ''}"


def _share(n: int, of: int, wishes: Wishes) -> str:
    return f"{100 * n / of:.0f} %" if shows_share(of, insisted=wishes.percentages) else ""


def _interval(interval: Interval) -> str:
    return "" if interval is None else f"{100 * interval[0]:.0f}–{100 * interval[1]:.0f} %"


def _met(counts: Counts, word: str) -> str:
    return "" if counts.criteria_met is None else f"{counts.criteria_met} {word or 'meet the criteria'}"


def _remarks(rows: Sequence[TallyRow]) -> Iterator[str]:
    """Yield what a row's columns cannot say."""
    lines = []
    for row in rows:
        counts = row.counts
        said = []
        if counts.pending_coded:
            said.append(f"{counts.pending} pending, of whom {counts.pending_coded} already coded")
        if counts.unprompted:
            said.append(f"{counts.unprompted} of n raised it unprompted")
        if counts.differ:
            said.append(f"differ: {counts.differ}")
        if said:
            lines.extend(wrapped(f"{row.name}: {'; '.join(said)}", WIDTH))
    yield from ("", *lines) if lines else ()


def _blocks(tally: Tally, wishes: Wishes) -> Iterator[str]:
    """Yield tables with a block of columns for each group, as many side by side as there is room for."""
    names = [_name(row) for row in tally.rows]
    every = [counts for row in tally.rows for counts in row.groups.values()]
    rest = [(heading, show) for heading, show in _REST if heading == _REST[0][0] or any(show(c) for c in every)]
    met = any(c.criteria_met is not None for c in every)
    blocks = []
    for group, size in tally.base.group_sizes.items():
        columns = [Column("n/N", right=True)]
        cells = [[f"{row.groups[group].n}/{row.groups[group].of}"] for row in tally.rows]
        if any(shows_share(c.of, insisted=wishes.percentages) for c in every):
            columns.append(Column("share", right=True))
            _beside(cells, (_share(row.groups[group].n, row.groups[group].of, wishes) for row in tally.rows))
        if shows_intervals(tally.base.chosen, insisted=wishes.intervals):
            columns.append(Column("95 %\ninterval", right=True))
            _beside(cells, (_interval(row.groups[group].interval) for row in tally.rows))
        if met:
            columns.append(Column("of\nwhom", right=True))
            _beside(cells, (_number(row.groups[group].criteria_met) for row in tally.rows))
        for heading, show in rest:
            columns.append(Column(heading, right=True))
            _beside(cells, (str(show(row.groups[group])) for row in tally.rows))
        blocks.append((f"{group} ({size})", columns, cells))
    yield from _side_by_side(f"By {tally.base.by}", names, blocks)
    hidden = [heading.replace("\n", " ") for heading, show in _REST if (heading, show) not in rest]
    if hidden:
        yield f"Nobody in any group: {', '.join(hidden)}."


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def _beside(cells: list[list[str]], values: Iterable[str]) -> None:
    for row, value in zip(cells, values, strict=True):
        row.append(value)


Block = tuple[str, list[Column], list[list[str]]]
"""A group's name, its columns, and its cells by row."""


def _side_by_side(title: str, names: Sequence[str], blocks: Sequence[Block]) -> Iterator[str]:
    left = min(max(display_width(name) for name in [*names, title]), _WIDEST_NAME)
    told = [wrapped(name, left) for name in names]
    first = ["", "─" * left, *(line for name in told for line in name)]
    drawn = [(name, _spread(table(columns, cells), told)) for name, columns, cells in blocks]
    while drawn:
        taken: list[tuple[str, list[str]]] = []
        room = WIDTH - left
        while drawn and (not taken or _width(drawn[0]) + 3 <= room):
            room -= _width(drawn[0]) + 3
            taken.append(drawn.pop(0))
        yield ""
        yield from _joined(title, first, taken, left)


def _spread(lines: Sequence[str], told: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a block with empty ones under each row whose name takes several lines."""
    head, rows = lines[: -len(told)], lines[-len(told) :]
    beneath = ([row, *[""] * (len(name) - 1)] for row, name in zip(rows, told, strict=True))
    return [*head, *(line for some in beneath for line in some)]


def _width(block: tuple[str, list[str]]) -> int:
    return max(display_width(line) for line in [block[0], *block[1]])


def _joined(title: str, first: list[str], blocks: Sequence[tuple[str, list[str]]], left: int) -> Iterator[str]:
    """Yield the lines of blocks set beside the names; blocks of the same table all have as many lines."""
    height = max(len(lines) for _, lines in blocks)
    sides = [(left, _filled([title], first, height, left))]
    for name, lines in blocks:
        width = _width((name, lines))
        sides.append((width, _filled([name], lines, height, width)))
    for level in range(height + 1):
        yield "   ".join(side[level] + " " * (width - display_width(side[level])) for width, side in sides).rstrip()


def _filled(head: list[str], lines: list[str], height: int, width: int) -> list[str]:
    """Return lines with empty ones put in behind the head, so that the last ones stand beside one another."""
    cut = [line if display_width(line) <= width else line[: width - 1] + "…" for line in lines]
    return [*head, *[""] * (height - len(cut)), *cut]


def scheme_lines(tally: SchemeTally, wishes: Wishes | None = None, *, over: bool = True) -> Iterator[str]:
    """Yield the lines of a tally of categories; ``over``: also what they are over."""
    asked = wishes or Wishes()
    yield from head_lines(tally.base) if over else ()
    columns = [Column(tally.name), Column("n/N", right=True)]
    rows = [[row.name, f"{row.n}/{row.of}"] for row in tally.rows]
    if any(shows_share(row.of, insisted=asked.percentages) for row in tally.rows):
        columns.append(Column("share", right=True))
        _beside(rows, (_share(row.n, row.of, asked) for row in tally.rows))
    if shows_intervals(tally.base.chosen, insisted=asked.intervals):
        columns.append(Column("95 %\ninterval", right=True))
        _beside(rows, (_interval(row.interval) for row in tally.rows))
    for group, size in tally.base.group_sizes.items() if tally.base.by is not None else ():
        columns.append(Column(f"{group}\n({size})", right=True))
        _beside(rows, ("/".join(str(n) for n in row.groups[group]) for row in tally.rows))
    for line, show in _CLASSES:
        cells = [line, str(show(tally.counts)), *[""] * (len(columns) - 2)]
        if tally.groups:
            cells[-len(tally.groups) :] = [str(show(tally.groups[group])) for group in tally.base.group_sizes]
        rows.append(cells)
    yield from table(columns, rows)
    if tally.counts.pending_classified:
        yield f"{tally.counts.pending} pending, of whom {tally.counts.pending_classified} already classified"
    yield from _foot(tally.base, [row.of for row in tally.rows], asked)


_CLASSES: tuple[tuple[str, Callable[[ClassCounts], int]], ...] = (
    ("not classified", lambda c: c.not_classified),
    ("not asked", lambda c: c.not_asked),
    ("too little information", lambda c: c.too_little_information),
    ("no data", lambda c: c.no_data),
    ("pending", lambda c: c.pending),
)


def head_lines(base: Base) -> Iterator[str]:
    """Yield what the figures are over."""
    lines: Mapping[str, str] = {
        "Sample": f"{counted(base.respondents, 'respondent')}, {base.sample or 'everybody'}",
        "Flow": flow_text(base),
        "Documents": base.scope or "all",
        "View": base.view + (f" ({base.view_note})" if base.view_note else ""),
    }
    yield from (f"{label + ':':<11}{content}" for label, content in lines.items())
    if base.coders and base.coders != (base.view,):
        yield f"{'Coders:':<11}{', '.join(base.coders)}"
    yield ""


def _foot(base: Base, sizes: Sequence[int], wishes: Wishes) -> Iterator[str]:
    """Yield the cautions that belong to what is shown."""
    notes = []
    if any(of and not shows_share(of, insisted=wishes.percentages) for of in sizes):
        notes.append(f"Shares are left out where N is below {SMALLEST_SHARE} (--percentages shows them).")
    if shows_intervals(base.chosen, insisted=wishes.intervals):
        notes.append(interval_wording(base))
    yield from ("", *(line for note in notes for line in wrapped(note, WIDTH))) if notes else ()
