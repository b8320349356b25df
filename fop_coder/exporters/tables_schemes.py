"""The tables of figures: categories of schemes, whole and divided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fop_coder.exporters.tables import (
    HIDDEN,
    Cell,
    Column,
    Counted,
    Look,
    Table,
    base_lines,
    distinct_columns,
    hiding_notes,
)
from fop_coder.exporters.tables_tally import (
    SHARES_LEFT_OUT,
    caution,
    group_column,
    group_names,
    interval_columns,
    of_group,
    share_shown,
    with_all,
)
from fop_coder.model.export import ExportContents
from fop_coder.model.tally import ClassCounts, SchemeTally

_SCHEME = Column("scheme", "the classification's name", Look.LABEL, 26)
_LINE = Column("line", "a category, or why there is none", Look.LABEL, 26)
_KIND = Column("kind", "category, no category, or total", Look.LABEL, 14)
_N = Column("n", "respondents on this line", counts=Counted("line"))
_OF = Column("N", "those who have a category", counts=Counted("with a category"))
_CLASSIFIED = Column(
    "of whom already classified",
    "of the pending, those who have a category already",
    width=16,
    counts=Counted("classified"),
)
_SCHEMES_ADD_UP = (
    "In each scheme the categories and the lines of kind “no category” add up to the total, which is the sample."
)
_NO_SCHEMES = "There is no classification, or this view has none: classes have no view “either” or “both”."


def scheme_table(contents: ExportContents) -> Table:
    """Return the categories of all schemes, each followed by those without a category and the total."""
    share = (Column("share", "n / N, where it is shown", Look.SHARE),)
    interval = interval_columns() if contents.show_intervals else ()
    columns = (
        _SCHEME,
        _LINE,
        _KIND,
        _N,
        _OF,
        _CLASSIFIED,
        *share,
        *interval,
    )

    def rows() -> Iterator[tuple[Cell, ...]]:
        blank = (None,) * len(interval)
        for scheme in contents.schemes:
            for row in scheme.rows:
                low_high: tuple[Cell, ...] = (row.interval or (None, None)) if interval else ()
                share_cell = share_shown(contents, row.n, row.of)
                yield (scheme.name, row.name, "category", row.n, row.of, None, share_cell, *low_high)
            for line, kind, count in _other_lines(scheme.counts):
                classified = scheme.counts.pending_classified if line == "pending" else None
                yield (scheme.name, line, kind, count, None, classified, None, *blank)

    notes = [_SCHEMES_ADD_UP if contents.schemes else _NO_SCHEMES]
    if any(row.of and share_shown(contents, row.n, row.of) is None for s in contents.schemes for row in s.rows):
        notes.append(SHARES_LEFT_OUT)
    base = contents.schemes[0].base if contents.schemes else contents.tally.base
    return Table(
        "Classification",
        "respondents per category, with everybody who has none",
        columns,
        rows(),
        base_lines(base),
        (*notes, *caution(contents)),
        frozen=2,
    )


def scheme_blocks(schemes: Sequence[SchemeTally]) -> Table:
    """Return schemes divided by the same attribute with a block of columns for each group, for reading."""
    base = schemes[0].base
    groups = group_names(base, [scheme.groups for scheme in schemes])
    columns, bands = [_SCHEME, _LINE, _KIND], {}
    for value, group, size in with_all(base, groups):
        bands[len(columns)] = f"{group} ({size})"
        columns += [of_group(_N, group, value), of_group(_OF, group, value)]

    def rows() -> Iterator[tuple[Cell, ...]]:
        for scheme in schemes:
            for row in scheme.rows:
                per_group = [
                    (HIDDEN, HIDDEN) if g in base.hidden else row.groups.get(g, (None, None)) for g, _ in groups
                ]
                figures: list[Cell] = [figure for pair in ((row.n, row.of), *per_group) for figure in pair]
                yield (scheme.name, row.name, "category", *figures)
            for index, (line, kind, count) in enumerate(_other_lines(scheme.counts)):
                counts = [count, *(_other_cell(scheme, group, index) for group, _ in groups)]
                yield (scheme.name, line, kind, *(cell for shown in counts for cell in (shown, None)))

    return Table(
        f"Classification by {base.by}",
        f"the same for each group of {base.by}",
        distinct_columns(columns),
        rows(),
        base_lines(base),
        (_SCHEMES_ADD_UP.replace("the sample", "the sample or the group"), *hiding_notes(base)),
        bands,
        frozen=2,
        by=base.by or "",
        has_hidden=bool(base.hidden),
    )


def _other_cell(scheme: SchemeTally, group: str, index: int) -> Cell:
    """Return how many of a group stand on one of the lines of those without a category."""
    if group in scheme.base.hidden:
        return HIDDEN
    counts = scheme.groups.get(group)
    return None if counts is None else _other_lines(counts)[index][2]


def scheme_lines(schemes: Sequence[SchemeTally]) -> Table:
    """Return schemes divided by the same attribute with a line for each category and group, for further work."""
    base = schemes[0].base
    groups = group_names(base, [scheme.groups for scheme in schemes])

    def rows() -> Iterator[tuple[Cell, ...]]:
        for scheme in schemes:
            for group, _ in groups:
                is_hidden = group in base.hidden
                for row in scheme.rows:
                    if is_hidden or group in row.groups:
                        figures = (HIDDEN, HIDDEN) if is_hidden else row.groups[group]
                        yield (scheme.name, row.name, "category", group, *figures)
                if is_hidden:
                    for line, kind, _ in _other_lines(scheme.counts):
                        yield (scheme.name, line, kind, group, HIDDEN, None)
                elif group in scheme.groups:
                    for line, kind, count in _other_lines(scheme.groups[group]):
                        yield (scheme.name, line, kind, group, count, None)

    return Table(
        f"Classification by {base.by}",
        f"respondents per category in each group of {base.by}",
        (
            _SCHEME,
            _LINE,
            _KIND,
            group_column(base),
            Column("n", "respondents of the group on this line"),
            Column("N", "those of the group who have a category"),
        ),
        rows(),
        base_lines(base),
        (
            _SCHEMES_ADD_UP.replace("scheme", "scheme and group").replace("the sample", "the group"),
            *hiding_notes(base),
        ),
        has_hidden=bool(base.hidden),
    )


def schemes_by_group(contents: ExportContents) -> list[list[SchemeTally]]:
    """Return the divided schemes, those divided by the same attribute together, in their order."""
    together: dict[str | None, list[SchemeTally]] = {}
    for scheme in contents.schemes_by:
        together.setdefault(scheme.base.by, []).append(scheme)
    return list(together.values())


def _other_lines(counts: ClassCounts) -> list[tuple[str, str, int]]:
    """Return (line, kind, how many) for everybody without a category, and the total."""
    return [
        ("not classified", "no category", counts.not_classified),
        ("not asked", "no category", counts.not_asked),
        ("too little information", "no category", counts.too_little_information),
        ("no data", "no category", counts.no_data),
        ("pending", "no category", counts.pending),
        ("total", "total", counts.total),
    ]
