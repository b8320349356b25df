"""Agreement as text: what was compared, the counts, the coefficients, and what to bear in mind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fop_coder.cli.output import counted, one_line
from fop_coder.cli.tables import WIDTH, Column, table, wrapped
from fop_coder.model.agreement import (
    LABELS,
    SHOWN_FIRST,
    Agreement,
    AgreementReport,
    Coefficient,
    Interval,
    MatchCounts,
    MatchTable,
    Measure,
)

_SHARES = frozenset((Measure.PERCENT, Measure.POSITIVE, Measure.NEGATIVE))


def report_lines(report: AgreementReport, *, more: bool) -> Iterator[str]:
    """Yield the lines of a report on one table; ``more``: with all coefficients, categories and pairs."""
    overall = report.overall
    yield f"{'Coders:':<12}{one_line(', '.join(report.coders))}"
    stage = f", {report.stage}" if report.stage else ""
    yield f"{'Compared:':<12}{counted(overall.units, report.unit)}, {overall.left_out:,} left out{stage}"
    yield f"{'Values:':<12}{one_line(', '.join(report.categories))}"
    yield ""
    if overall.table is not None:
        yield from _counts(report, overall.table)
        yield ""
    yield from _coefficients(overall, more=more)
    if more and overall.categories:
        yield ""
        yield from _categories(overall)
    if overall.pairs:
        yield ""
        yield from _pairs(overall)
    yield ""
    for note in (*overall.notes, *_intervals(report)):
        yield from wrapped(note, WIDTH)


def code_lines(report: AgreementReport, *, more: bool) -> Iterator[str]:
    """Yield the lines of a report with a row for each code and one for all of them pooled."""
    yield f"{'Coders:':<12}{one_line(', '.join(report.coders))}"
    yield f"{'Compared:':<12}{_unit(report)}, {report.stage}"
    yield ""
    first, second = (*report.coders, "")[:2] if len(report.coders) == 2 else ("", "")
    of_criteria = report.level == "criterion"
    columns = [Column("Criterion" if of_criteria else "Code"), Column(f"{report.unit}s", right=True)]
    if first:
        counts = ("both\nyes", f"{first}\nonly", f"{second}\nonly", "both\nno")
        columns += [Column(one_line(head) if "\n" not in head else head, right=True) for head in counts]
    measures = [*SHOWN_FIRST, *(m for m in report.overall.coefficients if more and m not in SHOWN_FIRST)]
    for measure in measures:
        columns.append(Column(_SHORT.get(measure, LABELS[measure]), right=True))
        if measure is Measure.ALPHA:
            columns.append(Column("95 %\ninterval", right=True))
    yield from table(columns, [_code_cells(row, measures, two=bool(first)) for row in (*report.rows, report.overall)])
    yield ""
    for names, note in _notes_of_rows(report):
        yield from wrapped(f"{names}: {note}", WIDTH)
    for note in _intervals(report):
        yield from wrapped(note, WIDTH)


def _notes_of_rows(report: AgreementReport) -> Iterator[tuple[str, str]]:
    """Yield each note once, with the names of the rows that it holds for."""
    rows = (*report.rows, report.overall)
    found: dict[str, list[str]] = {}
    for row in rows:
        for note in row.notes:
            found.setdefault(note, []).append(row.name)
    for note, names in found.items():
        yield "All rows" if len(names) == len(rows) > 1 else "; ".join(names), note


def _intervals(report: AgreementReport) -> Iterator[str]:
    """Yield how the intervals were made, where there are any."""
    if any(found.interval for row in (*report.rows, report.overall) for found in row.coefficients.values()):
        resampled = f"{report.resamples:,} resamples of {report.drawn}s, seed {report.seed}"
        yield f"Intervals: 95 %, percentile bootstrap, {resampled}"


def _unit(report: AgreementReport) -> str:
    return "respondents, criterion by criterion" if report.level == "criterion" else f"{report.unit}s, code by code"


def match_lines(table_: MatchTable) -> Iterator[str]:
    """Yield the lines of a table of how the passages of two coders fit together."""
    first, second = (one_line(coder) for coder in table_.coders)
    columns = [
        Column("Passages"),
        Column(f"of\n{first}", right=True),
        Column(f"of\n{second}", right=True),
        Column("\nmatched", right=True),
        Column("\nsplit", right=True),
        Column("overlap\ntoo little", right=True),
        Column(f"missed by\n{first}", right=True),
        Column(f"missed by\n{second}", right=True),
        Column("\nF1", right=True),
    ]
    yield ""
    yield from table(columns, [_match_cells(row) for row in (*table_.rows, table_.overall)])
    yield ""
    share = f"{100 * table_.threshold:g} %"
    said = (
        f"Two passages match where at least {share} of the characters that either covers are covered by"
        f" both; in {counted(table_.documents, 'document')} that both have finished. Each coder's own passages that"
        " overlap or touch count as one. Split: one passage against several"
    )
    yield from wrapped(said, WIDTH)


def _match_cells(row: MatchCounts) -> list[str]:
    counts = (
        row.first,
        row.second,
        row.matched,
        row.split,
        row.overlapping,
        row.missed_by_first,
        row.missed_by_second,
    )
    return [row.name, *(f"{number:,}" for number in counts), "" if row.f1 is None else f"{row.f1:.2f}"]


_SHORT = {
    Measure.PERCENT: "agree",
    Measure.ALPHA: "alpha",
    Measure.AC1: "AC1",
    Measure.POSITIVE: "agree\non yes",
    Measure.NEGATIVE: "agree\non no",
    Measure.COHEN: "kappa",
}


def _code_cells(row: Agreement, measures: Iterable[Measure], *, two: bool) -> list[str]:
    cells = [row.name, f"{row.units:,}"]
    if two and row.table is not None:
        (neither, second), (first, both) = row.table
        cells += [f"{n:,}" for n in (both, first, second, neither)]
    for measure in measures:
        found = row.coefficients.get(measure)
        cells.append(_value(measure, found) if found else "")
        if measure is Measure.ALPHA:
            cells.append(_interval(measure, found.interval if found else None))
    return cells


def _counts(report: AgreementReport, counts: tuple[tuple[int, ...], ...]) -> list[str]:
    """Return the table of the two coders' values."""
    first, second = report.coders
    columns = [Column(first), *(Column(f"{second}:\n{value}", right=True) for value in report.categories)]
    rows = [[value, *(f"{n:,}" for n in line)] for value, line in zip(report.categories, counts, strict=True)]
    return table(columns, rows)


def _coefficients(row: Agreement, *, more: bool) -> list[str]:
    shown = [m for m in row.coefficients if more or (m in SHOWN_FIRST and _told(row, m))]
    ordered = [*(m for m in SHOWN_FIRST if m in shown), *(m for m in shown if m not in SHOWN_FIRST)]
    columns = [Column(""), Column("value", right=True), Column("95 %\ninterval", right=True)]
    if more:
        columns.append(Column("standard\nerror", right=True))
    columns.append(Column("called (at its lower limit)"))
    rows = []
    for measure in ordered:
        found = row.coefficients[measure]
        cells = [LABELS[measure], _value(measure, found), _interval(measure, found.interval)]
        if more:
            cells.append("" if found.standard_error is None else f"{found.standard_error:.3f}")
        rows.append([*cells, "; ".join(f"{b.point} ({b.lower}), {b.scale}" for b in found.bands)])
    return table(columns, rows)


def _told(row: Agreement, measure: Measure) -> bool:
    """Say whether a measure belongs to these values: agreement on yes does not, where nothing means yes."""
    return measure not in (Measure.POSITIVE, Measure.NEGATIVE) or not row.categories


def _categories(row: Agreement) -> list[str]:
    coders = list(row.lacking)
    columns = [
        Column("category"),
        *(Column(f"{coder}\ngave it", right=True) for coder in coders),
        Column("agreement", right=True),
        Column("Fleiss'\nkappa", right=True),
    ]
    rows = [
        [
            category.category,
            *(f"{category.given[coder]:,}" for coder in coders),
            _value(Measure.POSITIVE, category.agreement),
            _value(Measure.FLEISS, category.kappa),
        ]
        for category in row.categories
    ]
    return table(columns, rows)


def _pairs(row: Agreement) -> list[str]:
    columns = [
        Column("pair"),
        Column("units", right=True),
        Column("agreement", right=True),
        Column("Cohen's\nkappa", right=True),
        Column(""),
    ]
    rows: Iterable[list[str]] = (
        [
            f"{pair.first}, {pair.second}",
            f"{pair.units:,}",
            _value(Measure.PERCENT, pair.percent),
            _value(Measure.COHEN, pair.kappa),
            pair.kappa.reason or pair.kappa.caution,
        ]
        for pair in row.pairs
    )
    return table(columns, list(rows))


def _value(measure: Measure, found: Coefficient) -> str:
    return "not defined" if found.value is None else _number(measure, found.value)


def _interval(measure: Measure, interval: Interval | None) -> str:
    return "" if interval is None else " to ".join(_number(measure, limit) for limit in interval)


def _number(measure: Measure, value: float) -> str:
    """Return a figure with two decimals, shares as percentages; nothing below 0.5 per cent is minus nought."""
    if measure in _SHARES:
        return f"{100 * value:.0f} %"
    return f"{round(value, 2) + 0.0:.2f}"
