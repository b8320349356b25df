"""The report as a sequence of blocks: headings, paragraphs, tables, charts, quotations; for Word and HTML alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fop_coder.exporters.matrix import MATRIX, matrix_grids
from fop_coder.exporters.parts import Parts
from fop_coder.exporters.sheets_methods import method_sections
from fop_coder.exporters.tables import HIDDEN, Cell, base_lines, hiding_notes
from fop_coder.exporters.tables_quotations import QUOTATIONS, by_code, shown_quotations
from fop_coder.exporters.tables_tally import SHARES_LEFT_OUT, caution, code_name, group_names, share_shown
from fop_coder.exporters.watch import Watch
from fop_coder.model.codebook import Code
from fop_coder.model.export import ExportContents
from fop_coder.model.matrix import Matrix
from fop_coder.model.quotations import source_words
from fop_coder.model.tally import ClassCounts, Counts, PassageRow, SchemeTally, Tally, TallyRow


@dataclass(frozen=True, slots=True)
class Heading:
    """``level``: 1 for a part of the report, 2 within it."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Paragraphs of words; ``style``: "plain", "list" for a list of sentences, "note" for what stands below a table."""

    lines: tuple[str, ...]
    style: str = "plain"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a caption. The first column names the row; ``headings`` stand on one row above."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class BarPicture:
    """A chart of stacked bars, in respondents.

    Attributes:
        names: beside the bars; parts: name of each part → its length in each bar.
        most: where the axis ends.
        words: what the chart shows, for those who cannot see it.
    """

    caption: str
    names: tuple[str, ...]
    parts: Mapping[str, tuple[int, ...]]
    most: int
    words: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage with whose it is; ``source``: "LB02, Interview 2"."""

    text: str
    source: str


Block = Heading | Paragraphs | Grid | BarPicture | Quotation

_NOT_COUNTED: tuple[tuple[str, Callable[[Counts], int]], ...] = (
    ("not asked", lambda c: c.not_asked),
    ("too little information", lambda c: c.too_little_information),
    ("no data", lambda c: c.no_data),
    ("pending", lambda c: c.pending),
)


def report_blocks(contents: ExportContents, parts: Parts, watch: Watch) -> Iterator[Block]:
    """Yield the report from top to bottom; passages are read when their part is reached.

    Everybody of the sample stands in every table: those who are not in N beside it.

    Raises:
        Cancelled: when the user has stopped it.
    """
    yield Heading("What the figures are about")
    yield Paragraphs(base_lines(contents.tally.base), "list")
    if parts.tally and contents.tally.rows:
        yield from _tally(contents, parts)
    if parts.classification and contents.schemes:
        yield from _schemes(contents, parts)
    if parts.respondents:
        yield from _respondents(contents)
    if parts.passages:
        yield from _passages(contents, watch)
    if parts.quotations and contents.quotations is not None:
        yield from _chosen(contents)
    if parts.matrix and contents.matrix:
        yield from _matrix(contents.matrix)
    if parts.codebook:
        yield from _codebook(contents)
    if parts.methods:
        yield from _methods(contents)


# ---- figures ---------------------------------------------------------------------------------------------------------


def _tally(contents: ExportContents, parts: Parts) -> Iterator[Block]:
    tally = contents.tally
    yield Heading("Tally")
    yield tally_grid(contents)
    yield Paragraphs(figure_notes(contents, [row.counts for row in tally.rows]), "note")
    if parts.charts:
        yield tally_picture(tally)
    sentences = tuple(row.sentence for row in tally.rows if row.sentence)
    if sentences:
        yield Heading("In sentences", 2)
        yield Paragraphs(sentences, "list")
    for divided in contents.tallies_by:
        yield Heading(f"Tally by {divided.base.by}", 2)
        yield divided_grid(divided)
        yield Paragraphs((DIVIDED_NOTE, *hiding_notes(divided.base)), "note")


DIVIDED_NOTE = "n of N in each group; who is not in N stands after it, so that everybody of the group is accounted for."


def tally_grid(contents: ExportContents) -> Grid:
    """Return the table of n and N per code, with everybody who is not in N."""
    rows = contents.tally.rows
    others = [(word, of) for word, of in _NOT_COUNTED if any(of(row.counts) for row in rows)]
    words = list(dict.fromkeys(row.criteria_word for row in rows if row.counts.criteria_met is not None))
    shares = any(share_shown(contents, row.counts.n, row.counts.of) is not None for row in rows)
    headings = ["Code", "n", "N", *(["Share"] if shares else []), *(["Interval"] if contents.show_intervals else [])]
    headings += ["Not referred", *(word.capitalize() for word, _ in others), "Sample"]
    if words:
        headings.append(f"Of whom {words[0]}" if len(words) == 1 and words[0] else "Of whom criteria met")

    def cells(name: str, counts: Counts) -> tuple[Cell, ...]:
        found: list[Cell] = [name, counts.n, counts.of]
        if shares:
            found.append(_percent(share_shown(contents, counts.n, counts.of)))
        if contents.show_intervals:
            found.append(_interval(counts.interval))
        found += [counts.not_referred, *(of(counts) for _, of in others), counts.total]
        return (*found, counts.criteria_met) if words else tuple(found)

    return Grid(
        f"Respondents who referred to each code (sample of {contents.tally.base.respondents})",
        tuple(headings),
        tuple(cells(code_name(row), row.counts) for row in rows),
    )


def divided_grid(tally: Tally) -> Grid:
    """Return the table of n of N per code and group, each with everybody who is not in N."""
    groups = group_names(tally.base, [row.groups for row in tally.rows])
    return Grid(
        f"Respondents who referred to each code, by {tally.base.by}",
        ("Code", f"All ({tally.base.respondents})", *(f"{group} ({size})" for group, size in groups)),
        tuple(
            (
                code_name(row),
                figure_with_rest(row.counts),
                *(_figure_of(row, group, tally.base.hidden) for group, _ in groups),
            )
            for row in tally.rows
        ),
    )


def _figure_of(row: TallyRow, group: str, hidden: Sequence[str]) -> Cell:
    if group in hidden:
        return HIDDEN
    return figure_with_rest(row.groups[group]) if group in row.groups else None


def figure_with_rest(counts: Counts) -> str:
    """Return a figure with everybody who is not in N: "8/9, 1 pending"."""
    rest = [f"{of(counts)} {word}" for word, of in _NOT_COUNTED if of(counts)]
    return ", ".join([f"{counts.n}/{counts.of}", *rest])


def tally_picture(tally: Tally) -> BarPicture:
    """Return the chart of n per code, with everybody else."""
    counts = [row.counts for row in tally.rows]
    parts = {"referred": tuple(c.n for c in counts), "not referred": tuple(c.not_referred for c in counts)}
    parts |= {word: tuple(of(c) for c in counts) for word, of in _NOT_COUNTED if any(of(c) for c in counts)}
    return BarPicture(
        "Respondents who referred to each code",
        tuple(code_name(row) for row in tally.rows),
        parts,
        tally.base.respondents,
        "; ".join(f"{code_name(row)}: {figure_with_rest(row.counts)}" for row in tally.rows),
    )


def scheme_picture(scheme: SchemeTally) -> BarPicture:
    """Return the chart of the categories of a scheme."""
    left_out = [(line.lower(), n) for line, n in without_class(scheme.counts)]
    classified = f"{scheme.counts.classified} of {scheme.counts.total} respondents classified"
    return BarPicture(
        f"{scheme.name}: {', '.join([classified, *(f'{n} {line}' for line, n in left_out)])}",
        tuple(row.name for row in scheme.rows),
        {"respondents": tuple(row.n for row in scheme.rows)},
        scheme.counts.total,
        "; ".join(f"{name}: {n}" for name, n in [*((row.name, row.n) for row in scheme.rows), *left_out]),
    )


def figure_notes(contents: ExportContents, every: Sequence[Counts]) -> tuple[str, ...]:
    """Return what must be known to read the table of n and N."""
    notes = [
        "n: referred to the code in at least one passage; N: n and those who did not. N and those who are not in it "
        "add up to the sample."
    ]
    if any(c.of and share_shown(contents, c.n, c.of) is None for c in every):
        notes.append(SHARES_LEFT_OUT)
    return (*notes, *caution(contents))


def _schemes(contents: ExportContents, parts: Parts) -> Iterator[Block]:
    yield Heading("Classification")
    for scheme in contents.schemes:
        yield Heading(scheme.name, 2)
        yield scheme_grid(contents, scheme)
        if parts.charts and scheme.rows:
            yield scheme_picture(scheme)
    for scheme in contents.schemes_by:
        yield Heading(f"{scheme.name} by {scheme.base.by}", 2)
        yield divided_scheme(scheme)
        if scheme.base.hidden:
            yield Paragraphs(hiding_notes(scheme.base), "note")


def scheme_grid(contents: ExportContents, scheme: SchemeTally) -> Grid:
    """Return the table of categories, with everybody who has none."""
    shares = [share_shown(contents, row.n, row.of) for row in scheme.rows]
    some = any(share is not None for share in shares)
    rows: list[tuple[Cell, ...]] = [
        (row.name, row.n, row.of, *([_percent(share)] if some else []))
        for row, share in zip(scheme.rows, shares, strict=True)
    ]
    rows += [(line, count, None, *([None] if some else [])) for line, count in without_class(scheme.counts)]
    rows.append(("Sample", scheme.counts.total, None, *([None] if some else [])))
    return Grid(
        f"{scheme.name} (sample of {scheme.counts.total})",
        ("Category", "n", "N", *(["Share"] if some else [])),
        tuple(rows),
    )


def divided_scheme(scheme: SchemeTally) -> Grid:
    """Return the table of categories by group, with everybody who has none."""
    groups, hidden = group_names(scheme.base, [scheme.groups]), scheme.base.hidden
    rows: list[tuple[Cell, ...]] = [
        (row.name, row.n, *(HIDDEN if g in hidden else row.groups.get(g, (None, None))[0] for g, _ in groups))
        for row in scheme.rows
    ]
    for line, count in without_class(scheme.counts):
        in_groups = (dict(without_class(scheme.groups[g], every=True)) if g in scheme.groups else {} for g, _ in groups)
        shown = (HIDDEN if g in hidden else held.get(line) for (g, _), held in zip(groups, in_groups, strict=True))
        rows.append((line, count, *shown))
    rows.append(("Sample", scheme.counts.total, *(size for _, size in groups)))
    return Grid(
        f"{scheme.name} by {scheme.base.by}",
        ("Category", f"All ({scheme.base.respondents})", *(f"{group} ({size})" for group, size in groups)),
        tuple(rows),
    )


def without_class(counts: ClassCounts, *, every: bool = False) -> list[tuple[str, int]]:
    """Return who has no category, by reason; reasons that hold of nobody are left out unless ``every``."""
    found = [
        ("Not classified", counts.not_classified),
        ("Not asked", counts.not_asked),
        ("Too little information", counts.too_little_information),
        ("No data", counts.no_data),
        ("Pending", counts.pending),
    ]
    return [(line, count) for line, count in found if count or every]


def _percent(share: float | None) -> str | None:
    return None if share is None else f"{share:.0%}"


def _interval(interval: tuple[float, float] | None) -> str | None:
    return None if interval is None else f"{interval[0]:.0%} to {interval[1]:.0%}"


# ---- material --------------------------------------------------------------------------------------------------------


def _respondents(contents: ExportContents) -> Iterator[Block]:
    names = [(row.ident, code_name(row)) for row in contents.tally.rows]
    yield Heading("Respondents")
    yield Grid(
        "Respondents and codes",
        ("Respondent", *contents.attributes, *(s.name for s in contents.schemes), *(name for _, name in names)),
        tuple(
            (
                row.respondent,
                *(row.attributes.get(name) for name in contents.attributes),
                *(row.classes.get(s.name) for s in contents.schemes),
                *(str(row.statuses[ident]) for ident, _ in names),
            )
            for row in contents.status_rows
        ),
    )


def _passages(contents: ExportContents, watch: Watch) -> Iterator[Block]:
    by_code: dict[str, list[PassageRow]] = {}
    uncounted = unquoted = 0
    for passage in watch.over(contents.passages):
        if not passage.respondents:
            uncounted += 1
        elif contents.unquoted.intersection(passage.respondents):
            unquoted += 1
        else:
            by_code.setdefault(passage.code, []).append(passage)
    yield Heading("Passages")
    left_out = []
    if uncounted:
        left_out.append(f"{_passages_words(uncounted)} on turns that count for nobody: left out.")
    if unquoted:
        left_out.append(f"{_passages_words(unquoted)} of respondents who are not to be quoted: left out.")
    if left_out:
        yield Paragraphs(tuple(left_out))
    for code in contents.codebook.codes:
        yield from _quotations(code, by_code.get(code.ident, ()))


def _passages_words(count: int) -> str:
    return "1 passage" if count == 1 else f"{count:,} passages"


def _quotations(code: Code, passages: Iterable[PassageRow]) -> Iterator[Block]:
    found = list(passages)
    if found:
        yield Heading(f"{code.name} ({_passages_words(len(found))})", 2)
    for passage in found:
        yield Quotation(passage.text, source_words("; ".join(passage.respondents), passage.document))


def _chosen(contents: ExportContents) -> Iterator[Block]:
    """Yield the starred passages by code, with label and place; for publication with the label alone."""
    found = by_code(shown_quotations(contents))
    yield Heading(QUOTATIONS)
    if not found:
        yield Paragraphs(("No passage of this sample is starred as quotable.",), "note")
    for rows in found.values():
        yield Heading(rows[0].code_name, 2)
        yield from (Quotation(row.text, row.source) for row in rows)


def _matrix(matrix: Matrix) -> Iterator[Block]:
    yield Heading(MATRIX)
    for caption, headings, rows in matrix_grids(matrix):
        yield Grid(caption, headings, rows)
    if matrix.hidden:
        yield Paragraphs((matrix.hidden,), "note")


def _codebook(contents: ExportContents) -> Iterator[Block]:
    yield Heading("Codebook")
    codes = [code for code in contents.codebook.codes if not code.retired]
    yield Grid(
        f"Codes of {contents.codebook.name}",
        ("Code", "Definition", "Include", "Exclude"),
        tuple((code.name, code.definition, code.include, code.exclude) for code in codes),
    )
    for scheme in contents.codebook.schemes:
        yield Grid(
            f"Categories of {scheme.name}",
            ("Category", "Definition"),
            tuple((category.name, category.definition) for category in scheme.categories),
        )


def _methods(contents: ExportContents) -> Iterator[Block]:
    yield Heading("Methods")
    for heading, lines in method_sections(contents, workbook=False):
        yield Heading(heading, 2)
        yield Paragraphs(tuple(f"{label}: {words}" for label, words in lines), "list")
