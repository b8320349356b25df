"""Cross-tables, moves, correlations and numbers as plain dictionaries: the JSON that callers rely on."""

from __future__ import annotations

from dataclasses import asdict

from fop_coder.exporters.plain import Plain, base_to_plain
from fop_coder.model.crosstab import (
    Association,
    Axis,
    Cooccurrence,
    Correlation,
    Crosstab,
    Moves,
    NumberTable,
    Pair,
    Spread,
)


def crosstab_to_plain(table: Crosstab) -> Plain:
    """Return a cross-table as JSON types; its cells and those left out hold everybody of the sample once."""
    return {
        **base_to_plain(table.base),
        "rows": _axis(table.rows, table.row_totals, table.row_sizes),
        "columns": _axis(table.columns, table.column_totals, table.column_sizes),
        "counted": table.counted,
        "cells": [
            _cell(table, row, column)
            for row in range(len(table.rows.values))
            for column in range(len(table.columns.values))
        ],
        "left_out": [
            {"row": row, "column": column, "n": len(who), "respondents": list(who)}
            for row, column, who in table.left_out()
        ],
        "test": None if table.test is None else association_to_plain(table.test),
    }


def _axis(axis: Axis, totals: tuple[int, ...], sizes: tuple[int, ...]) -> Plain:
    counted = len(axis.values)
    return {
        "name": axis.name,
        "kind": axis.kind,
        "ident": axis.ident,
        "values": [
            {"label": label, "n": total, "in_sample": size}
            for label, total, size in zip(axis.values, totals, sizes[:counted], strict=True)
        ],
        "left_out": [
            {"label": label, "in_sample": size} for label, size in zip(axis.left_out, sizes[counted:], strict=True)
        ],
    }


def _cell(table: Crosstab, row: int, column: int) -> Plain:
    who = table.people[row][column]
    of_row, of_column = table.row_totals[row], table.column_totals[column]
    return {
        "row": table.rows.values[row],
        "column": table.columns.values[column],
        "n": len(who),
        "row_share": len(who) / of_row if of_row else None,
        "column_share": len(who) / of_column if of_column else None,
        "expected": table.expected(row, column),
        "respondents": list(who),
    }


def association_to_plain(test: Association) -> Plain:
    """Return a test as JSON types; what is not defined is null, and ``notes`` say why."""
    return {**asdict(test), "notes": list(test.notes)}


def moves_to_plain(found: Moves) -> Plain:
    """Return what became of respondents as JSON types; moves, those seen once and those never make up the sample."""
    table = found.table
    plain = crosstab_to_plain(table)
    return {
        **base_to_plain(table.base),
        "of": {key: plain["rows"][key] for key in ("kind", "ident")} | {"name": found.of},
        "from": found.first,
        "to": found.then,
        "counted": table.counted,
        "stayed": found.stayed,
        "moved": found.moved,
        "moves": [
            {"from": cell["row"], "to": cell["column"], "n": cell["n"], "respondents": cell["respondents"]}
            for cell in plain["cells"]
        ],
        "seen_once": [asdict(seen) for seen in found.once],
        "never": [{"respondent": label, "from": before, "to": after} for label, before, after in found.never],
    }


def cooccurrence_to_plain(found: Cooccurrence) -> Plain:
    """Return codes against codes as JSON types, a row for each two, each two once in either order."""
    return {
        **base_to_plain(found.base),
        "within": found.within,
        "codes": [{"code": ident, "name": name} for ident, name in found.codes],
        "rows": [_pair(pair) for line in found.pairs for pair in line],
    }


def _pair(pair: Pair) -> Plain:
    return {
        "row": pair.row,
        "column": pair.column,
        "n": pair.n,
        "of": pair.of,
        "both": len(pair.both),
        "row_only": pair.row_only,
        "column_only": pair.column_only,
        "neither": pair.neither,
        "left_out": len(pair.left_out),
        "places": pair.places,
        "respondents": list(pair.both if pair.together is None else pair.together),
        "respondents_left_out": list(pair.left_out),
    }


def correlation_to_plain(found: Correlation, interval_note: str) -> Plain:
    """Return a correlation as JSON types; ``interval_note`` says how the intervals were made."""
    return {
        **base_to_plain(found.base),
        "x": found.x,
        "y": found.y,
        "n": len(found.points),
        **{
            c.name: {"value": c.value, "interval": None if c.interval is None else list(c.interval), "p": c.p}
            for c in found.coefficients
        },
        "points": [asdict(point) for point in found.points],
        "left_out": [{"respondent": label, "why": why} for label, why in found.left_out],
        "interval_note": interval_note,
        "notes": list(found.notes),
        "sentence": found.sentence,
        "assumption": found.assumption,
    }


def numbers_to_plain(table: NumberTable) -> Plain:
    """Return a number of everybody in a sample as JSON types; ``groups`` where the sample is divided."""
    whole, *groups = table.spreads
    plain = {
        **base_to_plain(table.base),
        "number": table.name,
        "kind": table.kind,
        "codes": list(table.codes),
        **_spread(whole),
        "respondents": [asdict(row) for row in table.rows],
    }
    if table.base.by is not None:
        plain["groups"] = {spread.group: _spread(spread) for spread in groups}
    return plain


def _spread(spread: Spread) -> Plain:
    plain = {key: value for key, value in asdict(spread).items() if key != "group"}
    plain["quartiles"] = None if spread.quartiles is None else list(spread.quartiles)
    return plain
