"""One row of a comparison put together: figures with their intervals and words, categories, pairs and notes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from fop_coder.agreement.bands import bands_of
from fop_coder.agreement.coefficients import category_kappa, cohen_kappas, pair_percents, specific_agreement
from fop_coder.agreement.figures import Material, Values
from fop_coder.agreement.ratings import Real
from fop_coder.agreement.reasons import (
    Facts,
    caution,
    caution_notes,
    left_out_note,
    many,
    undefined_notes,
    why_undefined,
)
from fop_coder.agreement.resampling import UNRELIABLE, Spread
from fop_coder.agreement.standard_errors import LINEARISED, kappa_error, linearised_error, normal_interval, t_interval
from fop_coder.agreement.sums import Sums
from fop_coder.model.agreement import LABELS, Agreement, CategoryAgreement, Coefficient, Measure, PairAgreement
from fop_coder.model.in_words import listed

_NOTHING = 1e-7


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    """One row with its sums; ``place`` beyond the codes is what is pooled."""

    material: Material
    place: int
    weights: Real
    sums: Sums
    facts: Facts
    drawn: int


def agreement_of(material: Material, place: int, values: Values, spread: dict[Measure, list[Spread]]) -> Agreement:
    """Return one row; the place behind the last row is that of what is pooled."""
    row = _row(material, place)
    terms, pooled = material.terms, place == material.ratings.rows
    ratings = material.ratings
    coefficients = {
        measure: _coefficient(row, measure, values, spread) for measure in Measure if _belongs(material, measure)
    }
    lacking = {
        coder: round(number) for coder, number in zip(ratings.coders, _lacking(material, row.weights), strict=True)
    }
    left_out = round(float(row.weights.sum() - row.sums.paired))
    two = len(ratings.coders) == 2
    code, name = ("", "") if not terms.codes else ("", f"All {terms.row[1]}, pooled") if pooled else terms.codes[place]
    return Agreement(
        code,
        name,
        row.facts.units,
        left_out,
        lacking,
        row.drawn,
        tuple(tuple(round(n) for n in line) for line in row.sums.tables[0].tolist()) if two else None,
        coefficients,
        _categories(row) if terms.yes is None else (),
        () if two else _pairs(row),
        tuple(note for note in _notes(row, coefficients, left_out, lacking) if note),
    )


def _row(material: Material, place: int) -> _Row:
    ratings, terms = material.ratings, material.terms
    pooled = place == material.ratings.rows
    chosen = material.used > 0 if pooled else np.arange(material.ratings.rows) == place
    weights: Real = material.totals[:, chosen].sum(axis=1)
    sums = material.parts.sum_up(weights)
    units = round(float(sums.paired))
    drawn = int(material.present[chosen].any(axis=0).sum())
    given = np.flatnonzero(sums.pairable > 0)
    facts = Facts(
        ratings.coders,
        ratings.categories,
        terms.yes,
        terms.unit,
        units,
        int(given[0]) if len(given) == 1 else None,
        _constants(sums.tables[0]) if len(ratings.coders) == 2 else (),
        several=pooled,
        row=terms.row[0],
    )
    one_table = ratings.independent and ratings.weights.shape[1:] == (1, 1)
    return _Row(material, place, weights, sums, facts, units if one_table else drawn)


def _belongs(material: Material, measure: Measure) -> bool:
    """Say whether a measure has a place in this comparison, defined or not."""
    if measure is Measure.LIGHT:
        return len(material.ratings.coders) > 2
    return measure is not Measure.UNITIZED or material.squares is not None


def _coefficient(row: _Row, measure: Measure, values: Values, spread: dict[Measure, list[Spread]]) -> Coefficient:
    facts = row.facts
    value = float(values[measure][row.place, 0]) if measure in values else math.nan
    if not math.isfinite(value) or facts.units < 2:
        return Coefficient(None, reason=why_undefined(measure, facts))
    told = caution(measure, facts)
    error = _standard_error(row, measure)
    if row.drawn < row.material.terms.smallest:
        return Coefficient(value, caution=told, standard_error=error)
    large = None
    if error is not None:
        normal = measure is Measure.COHEN
        large = normal_interval(value, error) if normal else t_interval(value, error, facts.units)
    if measure not in spread:
        return Coefficient(value, caution=told)
    found = spread[measure][row.place]
    bands = bands_of(measure, value, found.interval) if found.interval else ()
    return Coefficient(value, "", told, error, large, found.interval, found.undefined, bands)


def _standard_error(row: _Row, measure: Measure) -> float | None:
    """Return a standard error where units are independent and it is not 0, which would promise certainty."""
    if not row.material.ratings.independent or row.facts.several:
        return None
    parts = row.material.parts
    if measure is Measure.COHEN:
        error = kappa_error(row.sums)
    elif measure is Measure.SCOTT:  # over the units that both coded it is Fleiss' kappa of two
        error = linearised_error(Measure.FLEISS, parts, row.weights * parts.paired)
    elif measure in LINEARISED:
        error = linearised_error(measure, parts, row.weights)
    else:
        return None
    return error if error > _NOTHING else None


def _constants(table: Real) -> tuple[int | None, ...]:
    """Return for each of two coders the only category given, None for several."""
    found: list[int | None] = []
    for margin in (table.sum(axis=1), table.sum(axis=0)):
        given = np.flatnonzero(margin > 0)
        found.append(int(given[0]) if len(given) == 1 else None)
    return tuple(found)


def _lacking(material: Material, weights: Real) -> list[float]:
    return [float(n) for n in weights @ (material.ratings.patterns < 0).astype(np.float64)]


def _categories(row: _Row) -> tuple[CategoryAgreement, ...]:
    ratings, sums = row.material.ratings, row.sums
    paired = row.weights * row.material.parts.paired
    found = []
    for place, category in enumerate(ratings.categories):
        share = float(specific_agreement(sums, place).value)
        kappa = float(category_kappa(sums, place).value)
        unused = "nobody gave it"
        always = unused if math.isnan(share) else "every coder always gave it"
        found.append(
            CategoryAgreement(
                category,
                Coefficient(None, unused) if math.isnan(share) else Coefficient(share),
                Coefficient(None, always) if math.isnan(kappa) else Coefficient(kappa),
                dict(zip(ratings.coders, (round(float(n)) for n in paired @ (ratings.patterns == place)), strict=True)),
            )
        )
    return tuple(found)


def _pairs(row: _Row) -> tuple[PairAgreement, ...]:
    coders = row.facts.coders
    kappas, percents = cohen_kappas(row.sums).value, pair_percents(row.sums).value
    found = []
    for place, (first, second) in enumerate(combinations(range(len(coders)), 2)):
        table = row.sums.tables[place]
        units = round(float(table.sum()))
        pair = (coders[first], coders[second])
        given = np.flatnonzero(table.sum(axis=0) + table.sum(axis=1))
        lone = int(given[0]) if len(given) == 1 else None
        facts = Facts(pair, row.facts.categories, row.facts.yes, row.facts.unit, units, lone, _constants(table))
        found.append(
            PairAgreement(
                *pair,
                units,
                _pair_coefficient(Measure.PERCENT, float(percents[place]), facts),
                _pair_coefficient(Measure.COHEN, float(kappas[place]), facts),
            )
        )
    return tuple(found)


def _pair_coefficient(measure: Measure, value: float, facts: Facts) -> Coefficient:
    if math.isnan(value) or facts.units < 2:
        return Coefficient(None, why_undefined(measure, facts))
    return Coefficient(value, caution=caution(measure, facts))


def _notes(row: _Row, coefficients: dict[Measure, Coefficient], left_out: int, lacking: dict[str, int]) -> list[str]:
    facts, terms = row.facts, row.material.terms
    return [
        _unused_note(row),
        *undefined_notes(coefficients),
        *caution_notes(coefficients),
        left_out_note(left_out, lacking, facts.unit, by_one=bool(row.sums.rated > row.sums.paired)),
        _few_note(row, terms.smallest),
        *_interval_notes(coefficients),
    ]


def _unused_note(row: _Row) -> str:
    facts, used = row.facts, row.material.used
    if facts.several:
        unused = int((used == 0).sum())
        one, several = row.material.terms.row
        pooled = (
            f"Pooled over {many(int((used > 0).sum()), one, several)}: chance and agreement averaged, then compared"
        )
        return f"{pooled}; {many(unused, one, several)} that nobody used left out" if unused else pooled
    if row.material.terms.codes and used[row.place] == 0 and facts.units:
        return f"Not used by any coder: they agree trivially on all {many(facts.units, facts.unit)}"
    return ""


def _few_note(row: _Row, smallest: int) -> str:
    if row.facts.units < 2 or row.drawn >= smallest:
        return ""
    return f"Too few {row.material.terms.drawn}s ({row.drawn}) for intervals and bands; it takes {smallest}"


def _interval_notes(coefficients: dict[Measure, Coefficient]) -> list[str]:
    unreliable: dict[float, list[str]] = {}
    for measure, found in coefficients.items():
        if found.interval and (found.undefined_share or 0) > UNRELIABLE:
            unreliable.setdefault(found.undefined_share or 0, []).append(LABELS[measure])
    notes = [
        f"{listed(names)}: interval unreliable, not defined in {100 * share:.1f} % of the resamples"
        for share, names in unreliable.items()
    ]
    same = [m for m, f in coefficients.items() if f.undefined_share is not None and f.interval is None]
    if same:
        notes.append(f"{listed([LABELS[measure] for measure in same])}: no interval, as all resamples gave the same")
    return notes
