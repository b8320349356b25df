"""The rows and columns of the figures: from a report and the codebook to what each cell shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from fop_coder.gui.panels.agreement.words import between, shown, spoken, tr, why_no_interval
from fop_coder.model.agreement import LABELS, Agreement, AgreementReport, Measure
from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code, Codebook
from fop_coder.project.agreement_sheet import AgreementSheet
from fop_coder.project.coders_compared import Level


class Column(Enum):
    """What a column shows."""

    NAME = auto()
    BOTH = auto()
    FIRST = auto()
    SECOND = auto()
    NEITHER = auto()
    UNITS = auto()
    AGREE = auto()
    PLOT = auto()
    ALPHA = auto()
    INTERVAL = auto()
    KAPPA = auto()
    AC1 = auto()
    YES = auto()
    NO = auto()


COUNTS = (Column.BOTH, Column.FIRST, Column.SECOND, Column.NEITHER)
ONLY = {Column.FIRST: "first", Column.SECOND: "second"}
"""Columns that lead to disagreements, and whose they are."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row: a code, all codes pooled, or a classification.

    Attributes:
        about: GUID of the code or scheme; None for what is pooled.
        key, colour: of the code's badge; '' and 0 for rows that have none.
        label: what stands in the table, where that is shorter than the name: of a criterion, beside its code's badge.
        leads: whether a count of what only one coder coded leads to disagreements: those over criteria are not listed.
    """

    name: str
    about: Guid | None
    key: str
    colour: int
    found: Agreement
    pooled: bool = False
    leads: bool = True
    label: str = ""


def columns_of(report: AgreementReport) -> tuple[Column, ...]:
    """Return the columns that a report fills: counts for two coders and yes or no alone."""
    counts = COUNTS if report.yes and len(report.coders) == 2 else (Column.UNITS,)
    figures = (Column.AGREE, Column.PLOT, Column.ALPHA, Column.INTERVAL, Column.KAPPA, Column.AC1)
    specific = (Column.YES, Column.NO) if report.yes else ()
    return (Column.NAME, *counts, *figures, *specific)


def rows_of(sheet: AgreementSheet, codebook: Codebook) -> list[FigureRow]:
    """Return the rows of a sheet: one for each code, then all pooled; of a classification the one it has."""
    report = sheet.report
    if report is None:
        return []
    if not report.rows:
        schemes = codebook.schemes
        wanted = sheet.comparison.scheme
        scheme = next((s for s in schemes if s.name == wanted), schemes[0] if schemes else None)
        name = scheme.name if scheme else tr("Classification")
        return [FigureRow(name, scheme.guid if scheme else None, "", 0, report.overall)]
    leads = report.level != Level.CRITERION
    rows = []
    for found in report.rows:
        code = code_of(found.code, codebook)
        about, key, colour = (code.guid, code.key, code.colour) if code is not None else (None, "", 0)
        label = found.name.removeprefix(f"{code.name}: ") if code is not None else ""
        rows.append(FigureRow(found.name, about, key, colour, found, leads=leads, label=label))
    pooled = tr("All codes, pooled") if leads else tr("All criteria, pooled")
    return [*rows, FigureRow(pooled, None, "", 0, report.overall, pooled=True, leads=leads)]


def code_of(ident: str, codebook: Codebook) -> Code | None:
    """Return the code that a row is of; a criterion's short name begins with that of its code."""
    by_ident = {c.ident: c for c in codebook.codes}
    return by_ident.get(ident) or by_ident.get(ident.rpartition("/")[0])


def measure_of(column: Column, coders: int) -> Measure | None:
    """Return the measure that a column shows; None for names and counts."""
    kappa = Measure.COHEN if coders == 2 else Measure.FLEISS
    return {
        Column.AGREE: Measure.PERCENT,
        Column.PLOT: Measure.ALPHA,
        Column.ALPHA: Measure.ALPHA,
        Column.INTERVAL: Measure.ALPHA,
        Column.KAPPA: kappa,
        Column.AC1: Measure.AC1,
        Column.YES: Measure.POSITIVE,
        Column.NO: Measure.NEGATIVE,
    }.get(column)


def count_of(row: FigureRow, column: Column) -> int | None:
    """Return how many units a cell of the yes/no table counts; None for other columns."""
    if column is Column.UNITS:
        return row.found.units
    if column not in COUNTS or row.found.table is None:
        return None
    (neither, second), (first, both) = row.found.table
    return {Column.BOTH: both, Column.FIRST: first, Column.SECOND: second, Column.NEITHER: neither}[column]


def leads_on(row: FigureRow, column: Column) -> bool:
    """Say whether a cell leads to disagreements."""
    return row.leads and column in ONLY and bool(count_of(row, column))


def text_of(row: FigureRow, column: Column, coders: int) -> str:
    """Return a cell as it is read and copied."""
    count = count_of(row, column)
    if count is not None:
        return f"{count:,}"
    measure = measure_of(column, coders)
    if measure is None:
        return row.name if column is Column.NAME else ""
    found = row.found.coefficients.get(measure)
    if column is Column.INTERVAL:
        return between(found.interval if found else None) or tr("none")
    return shown(measure, found)


def heading(column: Column, coders: int, unit: str) -> str:
    """Return a column's heading, its lines divided by line ends."""
    return {
        Column.NAME: "",
        Column.BOTH: tr("Both\nyes"),
        Column.FIRST: tr("First\nonly"),
        Column.SECOND: tr("Second\nonly"),
        Column.NEITHER: tr("Both\nno"),
        Column.UNITS: f"{unit[:1].upper()}{unit[1:]}s",
        Column.AGREE: tr("Agree"),
        Column.PLOT: tr("Krippendorff\u2019s alpha, with interval"),
        Column.ALPHA: tr("Alpha"),
        Column.INTERVAL: tr("Interval"),
        Column.KAPPA: tr("Kappa") if coders == 2 else tr("Fleiss\u2019\nkappa"),
        Column.AC1: tr("AC1"),
        Column.YES: tr("Agree\non yes"),
        Column.NO: tr("Agree\non no"),
    }[column]


def heading_words(column: Column, coders: tuple[str, ...], unit: str) -> str:
    """Return what a heading means, for those who hear it or point at it."""
    if column in COUNTS:
        first, second = coders
        return {
            Column.BOTH: tr("{2}s to which both say yes: {0} and {1}"),
            Column.FIRST: tr("{2}s to which only {0} says yes"),
            Column.SECOND: tr("{2}s to which only {1} says yes"),
            Column.NEITHER: tr("{2}s to which neither {0} nor {1} says yes"),
        }[column].format(first, second, f"{unit[:1].upper()}{unit[1:]}")
    measure = measure_of(column, len(coders))
    if column is Column.INTERVAL:
        return tr("95 % interval of Krippendorff\u2019s alpha, by resampling")
    if measure is not None:
        return LABELS[measure]
    return tr("Compared: units with a value by two coders") if column is Column.UNITS else tr("Code")


def cell_words(row: FigureRow, column: Column, report: AgreementReport) -> str:
    """Return a cell in words: what, where, state."""
    if column is Column.NAME:
        key = tr("{0}, key {1}").format(row.name, row.key) if row.key else row.name
        return ". ".join([key, *row.found.notes])
    count = count_of(row, column)
    if count is not None:
        if column is Column.UNITS:
            return tr("{0}: {1:,} compared, {2:,} left out").format(row.name, count, row.found.left_out)
        said = heading_words(column, report.coders, report.unit)
        return tr("{0}, {1}: {2:,} of {3:,}").format(row.name, said, count, row.found.units)
    measure = measure_of(column, len(report.coders))
    assert measure is not None  # noqa: S101 - all other columns have one
    found = row.found.coefficients.get(measure)
    said = spoken(row.name, LABELS[measure], measure, found)
    if column in (Column.INTERVAL, Column.PLOT) and found is not None and found.value is not None:
        why = why_no_interval(row.found, found)
        return tr("{0}. No interval: {1}").format(said, why) if why else said
    return said
