"""Agreement as plain dictionaries: the JSON that callers of the command line rely on, and that exports hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from fop_coder import __version__
from fop_coder.model.agreement import (
    SOURCES,
    Agreement,
    AgreementReport,
    Coefficient,
    MatchCounts,
    MatchTable,
    Measure,
)
from fop_coder.model.agreement_told import AgreementContents, MethodParagraph

Plain = dict[str, Any]


def report_to_plain(report: AgreementReport) -> Plain:
    """Return a report as JSON types; what is not defined is None, and the notes say why."""
    measures = report.overall.coefficients
    return {
        "level": report.level,
        "stage": report.stage or None,
        "unit": report.unit,
        "resampled": report.drawn,
        "coders": list(report.coders),
        "categories": list(report.categories),
        "yes": report.yes or None,
        "rows": [_row(row) for row in report.rows],
        "overall": _row(report.overall),
        "resamples": report.resamples,
        "seed": report.seed,
        "interval": "95 %, percentile bootstrap",
        "large_sample_interval": "95 %, by the standard error, cut off at -1 and 1",
        "formulas": {str(measure): SOURCES[measure] for measure in measures},
        "software": f"FOP Coder {__version__}",
        "notes": list(report.notes),
    }


def _row(row: Agreement) -> Plain:
    found = row.coefficients.items()
    return {
        "code": row.code or None,
        "name": row.name or None,
        "units": row.units,
        "left_out": row.left_out,
        "lacking": dict(row.lacking),
        "resampled": row.drawn,
        **{str(measure): found.value for measure, found in found},
        "not_defined": {str(m): c.reason for m, c in found if c.value is None},
        "intervals": {str(m): list(c.interval) for m, c in found if c.interval},
        "undefined_resamples": {str(m): c.undefined_share for m, c in found if c.undefined_share is not None},
        "standard_errors": {str(m): c.standard_error for m, c in found if c.standard_error is not None},
        "large_sample_intervals": {str(m): list(c.large_sample) for m, c in found if c.large_sample},
        "bands": {str(m): _bands(c) for m, c in found if c.bands},
        "table": [list(line) for line in row.table] if row.table else None,
        "categories": [
            {
                "category": category.category,
                "agreement": category.agreement.value,
                "fleiss_kappa": category.kappa.value,
                "given": dict(category.given),
            }
            for category in row.categories
        ],
        "pairs": [
            {
                "coders": [pair.first, pair.second],
                "units": pair.units,
                str(Measure.PERCENT): pair.percent.value,
                str(Measure.COHEN): pair.kappa.value,
                "note": pair.kappa.reason or pair.kappa.caution,
            }
            for pair in row.pairs
        ],
        "notes": list(row.notes),
    }


def _bands(coefficient: Coefficient) -> list[Plain]:
    return [{"scale": band.scale, "value": band.point, "lower_limit": band.lower} for band in coefficient.bands]


def matches_to_plain(tables: Iterable[MatchTable]) -> list[Plain]:
    """Return how passages fit together as JSON types, one table for each pair of coders."""
    return [
        {
            "coders": list(table.coders),
            "threshold": table.threshold,
            "documents": table.documents,
            "rows": [_match_row(row) for row in table.rows],
            "overall": _match_row(table.overall),
        }
        for table in tables
    ]


def _match_row(row: MatchCounts) -> Plain:
    return {**asdict(row), "code": row.code or None, "f1": row.f1}


def agreement_to_plain(contents: AgreementContents) -> Plain:
    """Return what an export says of agreement as JSON types; each report is what ``agreement --json`` prints."""
    return {
        "comparisons": [
            {"told": told.told, "round": told.round or None, "report": dict(told.report)} for told in contents.told
        ],
        "disagreements": [asdict(row) for row in contents.disagreements],
        "method": method_to_plain(contents.method),
    }


def method_to_plain(method: MethodParagraph) -> Plain:
    """Return a paragraph for the method section as JSON types."""
    return {"text": method.text, "parts": dict(method.parts), "missing": list(method.missing)}
