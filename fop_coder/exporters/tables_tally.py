"""The tables of figures: tallies of codes, whole and divided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from fop_coder.exporters.tables import (
    HIDDEN,
    SMALLEST_SHARE,
    Cell,
    Column,
    Counted,
    Look,
    Table,
    base_lines,
    distinct_columns,
    hiding_notes,
)
from fop_coder.model.export import ExportContents
from fop_coder.model.tally import Base, ClassCounts, Counts, Tally, TallyRow

Figure = tuple[Column, Callable[[Counts], Cell]]
"""A column of figures, and what it shows of a row's counts."""

CODE = Column("code", "the code's short name", Look.LABEL, 18)
NAME = Column("name", "the code's name", Look.LABEL, 30)
SENTENCE = Column("sentence", "for the report; empty while documents are pending", Look.TEXT, 60)


def _counting(heading: str, meaning: str, width: int = 11, what: str = "") -> Column:
    """Return a column of figures that can be counted again; ``what``: as the heading unless said."""
    return Column(heading, meaning, width=width, counts=Counted(what or heading))


_N = _counting("n", "respondents who referred to the code in at least one passage")
_OF = _counting("N", "respondents who referred to it and those who did not; n of N is the figure to report")
_WITHOUT_STATUS: tuple[Figure, ...] = (
    (_counting("not asked", "of the sample, not in N: marked as not asked"), lambda c: c.not_asked),
    (
        _counting("too little information", "of the sample, not in N: marked as too little to tell"),
        lambda c: c.too_little_information,
    ),
    (_counting("no data", "of the sample, not in N: no document of theirs was to be read"), lambda c: c.no_data),
    (
        _counting("pending", "of the sample, not in N: a document of theirs is still to be read for the code"),
        lambda c: c.pending,
    ),
)
_STATUSES: tuple[Figure, ...] = (
    (_N, lambda c: c.n),
    (_OF, lambda c: c.of),
    (_counting("not referred", "respondents in N who did not refer to it"), lambda c: c.not_referred),
    *_WITHOUT_STATUS,
    (
        _counting("total", "n and the columns from not referred to pending added up: the size of the sample"),
        lambda c: c.total,
    ),
)
_ADDS_UP = "n, not referred, not asked, too little information, no data and pending add up to the total."
SHARES_LEFT_OUT = f"Shares are left out where N is below {SMALLEST_SHARE}: shares of small groups mislead."


def tally_table(contents: ExportContents) -> Table:
    """Return n of N per code for the whole sample."""
    tally = contents.tally
    words = _criteria_words(tally.rows)
    figures = _figures(contents, [row.counts for row in tally.rows], words)
    named = (Column("criteria are called", "the codebook's words for meeting the criteria", Look.LABEL, 20),)
    several_words = len(words) > 1
    columns = (CODE, NAME, *(column for column, _ in figures), *(named if several_words else ()), SENTENCE)

    def rows() -> Iterator[tuple[Cell, ...]]:
        for row in tally.rows:
            word = (row.criteria_word or None,) if several_words else ()
            yield (row.ident, code_name(row), *_shown(figures, row.counts), *word, row.sentence or None)

    return Table(
        "Tally",
        "n of N for every code, with everybody who is not in N",
        columns,
        rows(),
        base_lines(tally.base),
        _notes(contents, [row.counts for row in tally.rows]),
        frozen=2,
    )


def tally_blocks(tally: Tally) -> Table:
    """Return a divided tally with a block of columns for each group, for reading."""
    groups = group_names(tally.base, [row.groups for row in tally.rows])
    block: tuple[Figure, ...] = (*_STATUSES[:2], *_WITHOUT_STATUS)
    columns = [CODE, NAME]
    bands: dict[int, str] = {}
    for value, group, size in with_all(tally.base, groups):
        bands[len(columns)] = f"{group} ({size})"
        columns += [of_group(c, group, value) for c, _ in block]

    def rows() -> Iterator[tuple[Cell, ...]]:
        for row in tally.rows:
            cells: list[Cell] = [row.ident, code_name(row), *_shown(block, row.counts)]
            for group, _ in groups:
                counts = row.groups.get(group)
                blank = HIDDEN if group in tally.base.hidden else None
                cells += [blank] * len(block) if counts is None else _shown(block, counts)
            yield tuple(cells)

    return Table(
        f"Tally by {tally.base.by}",
        f"the same for each group of {tally.base.by}",
        distinct_columns(columns),
        rows(),
        base_lines(tally.base),
        (
            "In each group N, not asked, too little information, no data and pending add up to the group.",
            *hiding_notes(tally.base),
        ),
        bands,
        frozen=2,
        by=tally.base.by or "",
        has_hidden=bool(tally.base.hidden),
    )


def tally_lines(contents: ExportContents, tally: Tally) -> Table:
    """Return a divided tally with a line for each code and group, for further work."""
    groups = group_names(tally.base, [row.groups for row in tally.rows])
    every = [counts for row in tally.rows for counts in row.groups.values()]
    figures = _figures(contents, every, _criteria_words(tally.rows))

    def rows() -> Iterator[tuple[Cell, ...]]:
        for row in tally.rows:
            for group, _ in groups:
                if group in tally.base.hidden:
                    yield (row.ident, code_name(row), group, *[HIDDEN] * len(figures))
                elif group in row.groups:
                    yield (row.ident, code_name(row), group, *_shown(figures, row.groups[group]))

    return Table(
        f"Tally by {tally.base.by}",
        f"n of N for every code in each group of {tally.base.by}",
        (CODE, NAME, group_column(tally.base), *(column for column, _ in figures)),
        rows(),
        base_lines(tally.base),
        (*_notes(contents, every), *hiding_notes(tally.base)),
        has_hidden=bool(tally.base.hidden),
    )


def group_names(base: Base, held: Iterable[Mapping[str, Counts | ClassCounts]]) -> list[tuple[str, int]]:
    """Return the groups with their sizes, in the order of columns; none that has counts is left out."""
    sizes = dict(base.group_sizes)
    for groups in held:
        for group, counts in groups.items():
            sizes.setdefault(group, counts.total)
    return list(sizes.items())


def with_all(base: Base, groups: Sequence[tuple[str, int]]) -> list[tuple[str | None, str, int]]:
    """Return (value, words, size) of everybody, whose value is None, and of each group, in the order of columns."""
    return [(None, "all", base.respondents), *((group, group, size) for group, size in groups)]


def of_group(column: Column, group: str, value: str | None) -> Column:
    """Return a column of figures for one group; ``value``: of what divides the sample, None for all of it."""
    heading = f"{group}: {column.heading}"
    counts = Counted(column.counts.what, value) if column.counts else None
    return Column(heading, column.meaning, width=max(8, len(column.heading)), counts=counts)


def code_name(row: TallyRow) -> str:
    """Return a code's name, with a word where it is no longer in use."""
    return f"{row.name} (retired)" if row.retired else row.name


def _figures(contents: ExportContents, every: Sequence[Counts], words: Sequence[str]) -> list[Figure]:
    """Return the columns of figures that these counts have."""
    figures = list(_STATUSES)
    if any(c.criteria_met is not None for c in every):
        heading = f"of whom {words[0]}" if len(words) == 1 else "of whom criteria met"
        meaning = "of n, those who meet the code's criteria rule; empty where the code has none"
        figures.append((_counting(heading, meaning, 16, "met"), lambda c: c.criteria_met))
    figures.append(
        (
            _counting("of n, unprompted", "of n, those marked as not asked: raised it unprompted", what="unprompted"),
            lambda c: c.unprompted,
        )
    )
    figures.append(
        (
            _counting("of pending, already coded", "of the pending, those with a passage already", 13, "coded"),
            lambda c: c.pending_coded,
        )
    )
    if any(c.differ is not None for c in every):
        figures.append((_counting("differ", "respondents on whom the view's coders differ"), lambda c: c.differ))
    share = Column("share", f"n / N; where N is below {SMALLEST_SHARE} only if asked for", Look.SHARE)
    figures.append((share, lambda c: share_shown(contents, c.n, c.of)))
    if contents.show_intervals:
        low, high = interval_columns()
        figures.append((low, lambda c: None if c.interval is None else c.interval[0]))
        figures.append((high, lambda c: None if c.interval is None else c.interval[1]))
    return figures


def interval_columns() -> tuple[Column, Column]:
    """Return the columns for the two ends of an interval."""
    meaning = "end of the Wilson 95 % interval of the share"
    return (
        Column("interval from", f"lower {meaning}", Look.SHARE),
        Column("interval to", f"upper {meaning}", Look.SHARE),
    )


def _shown(figures: Sequence[Figure], counts: Counts) -> list[Cell]:
    return [show(counts) for _, show in figures]


def share_shown(contents: ExportContents, n: int, of: int) -> float | None:
    """Return n / N, or None where N is 0, or too small for a share that nobody has asked for."""
    return n / of if of and (contents.show_percentages or of >= SMALLEST_SHARE) else None


def _criteria_words(rows: Sequence[TallyRow]) -> list[str]:
    """Return the different words for meeting criteria, among codes with a rule."""
    return list(
        dict.fromkeys(row.criteria_word for row in rows if row.counts.criteria_met is not None and row.criteria_word)
    )


def _notes(contents: ExportContents, every: Sequence[Counts]) -> tuple[str, ...]:
    notes = [_ADDS_UP]
    if any(c.of and share_shown(contents, c.n, c.of) is None for c in every):
        notes.append(SHARES_LEFT_OUT)
    return (*notes, *caution(contents))


def caution(contents: ExportContents) -> tuple[str, ...]:
    """Return what must be said beside intervals."""
    return (contents.interval_note,) if contents.show_intervals and contents.interval_note else ()


def group_column(base: Base) -> Column:
    """Return the column that names the group a line is about."""
    return Column("group", f"the group of {base.by}", Look.LABEL, 20)
