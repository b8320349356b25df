"""A report of agreement as one table: a line for each figure, to be shown, copied and kept as a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fop_coder.exporters.plain_agreement import report_to_plain
from fop_coder.exporters.small_tables import write_small_table
from fop_coder.model.agreement import LABELS, SHOWN_FIRST, AgreementReport, Coefficient, Measure

_SHARES = frozenset((Measure.PERCENT, Measure.POSITIVE, Measure.NEGATIVE))
HEADINGS = ("Figure", "Value", "95 % interval", "Standard error", "To bear in mind")
_FILED = ("of", "figure", "value", "lower", "upper", "standard_error", "note")


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure in words: what it is, its value, interval and standard error, and what must be known of it."""

    of: str
    name: str
    value: str
    interval: str
    error: str
    note: str

    @property
    def cells(self) -> tuple[str, str, str, str, str]:
        """As they stand in the table."""
        return (f"{self.of}: {self.name}" if self.of else self.name, self.value, self.interval, self.error, self.note)


def figure_lines(report: AgreementReport) -> list[FigureLine]:
    """Return every coefficient with its reason or caution in the order they are shown; then categories and pairs."""
    overall = report.overall
    ordered = [m for m in SHOWN_FIRST if m in overall.coefficients]
    ordered += [m for m in overall.coefficients if m not in ordered]
    lines = [
        _line("", LABELS[m], m, overall.coefficients[m])
        for m in ordered
        if not (overall.categories and m in (Measure.POSITIVE, Measure.NEGATIVE))
    ]
    for category in overall.categories:
        lines.append(_line(category.category, "agreement", Measure.POSITIVE, category.agreement))
        lines.append(_line(category.category, LABELS[Measure.FLEISS], Measure.FLEISS, category.kappa))
    for pair in overall.pairs:
        of = f"{pair.first} and {pair.second}"
        lines.append(_line(of, LABELS[Measure.PERCENT], Measure.PERCENT, pair.percent))
        lines.append(_line(of, LABELS[Measure.COHEN], Measure.COHEN, pair.kappa))
    return lines


def _line(of: str, name: str, measure: Measure, found: Coefficient) -> FigureLine:
    bands = "; ".join(f"{b.point} (at its lower limit {b.lower}), {b.scale}" for b in found.bands)
    return FigureLine(
        of,
        name,
        "not defined" if found.value is None else _number(measure, found.value),
        " to ".join(_number(measure, limit) for limit in found.interval) if found.interval else "",
        "" if found.standard_error is None else f"{found.standard_error:.3f}",
        ". ".join(part for part in (found.reason, found.caution, bands) if part),
    )


def _number(measure: Measure, value: float) -> str:
    """Return a figure with two decimals, shares as percentages; nothing that rounds to 0 is minus nought."""
    return f"{100 * value:.0f} %" if measure in _SHARES else f"{round(value, 2) + 0.0:.2f}"


def count_table(report: AgreementReport) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return of two coders how often each pair of values was given: headings and rows; none for more coders."""
    if report.overall.table is None:
        return (), []
    first, second = report.coders
    rows = zip(report.categories, report.overall.table, strict=True)
    return (first, *(f"{second}: {c}" for c in report.categories)), [(c, *(f"{n:,}" for n in ns)) for c, ns in rows]


def report_notes(report: AgreementReport) -> list[str]:
    """Return what to bear in mind with the whole report, one sentence each."""
    resampled = f"{report.resamples:,} resamples of {report.drawn}s, seed {report.seed}"
    return [*report.overall.notes, *report.notes, f"Intervals: 95 %, percentile bootstrap, {resampled}"]


def save_report(report: AgreementReport, path: Path) -> None:
    """Write a report: a .json holds what ``agreement --json`` prints, a .csv or .xlsx a row for each figure in full.

    Raises:
        ExportRefused: the file cannot be written.
    """
    if path.suffix.lower() == ".json":
        from fop_coder.exporters.beside import file_beside

        with file_beside(path) as beside:
            beside.write_text(json.dumps(report_to_plain(report), ensure_ascii=False, indent=2) + "\n", "utf-8")
        return
    write_small_table(path, "Agreement", _FILED, _filed(report))


def _filed(report: AgreementReport) -> Iterator[tuple[str, ...]]:
    overall = report.overall
    for measure, found in overall.coefficients.items():
        low, high = found.interval or (None, None)
        told = found.reason or found.caution
        yield ("", str(measure), *(_full(v) for v in (found.value, low, high, found.standard_error)), told)
    for category in overall.categories:
        for name, found in (("agreement", category.agreement), ("fleiss_kappa", category.kappa)):
            yield (category.category, name, _full(found.value), "", "", "", found.reason or found.caution)
    for pair in overall.pairs:
        for measure, found in ((Measure.PERCENT, pair.percent), (Measure.COHEN, pair.kappa)):
            of = f"{pair.first} and {pair.second}"
            yield (of, str(measure), _full(found.value), "", "", "", found.reason or found.caution)
    yield ("", "units", str(overall.units), "", "", "", "")
    yield ("", "left_out", str(overall.left_out), "", "", "", "")
    yield ("", "coders", ", ".join(report.coders), "", "", "", "")
    yield ("", "seed", str(report.seed), "", "", "", f"{report.resamples} resamples of {report.drawn}s")
    for note in report_notes(report):
        yield ("", "note", "", "", "", "", note)


def _full(value: float | None) -> str:
    return "" if value is None else repr(float(value))
