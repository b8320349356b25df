"""Tables of ratings as ratings: which values were possible, and which of them means yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fop_coder.agreement.ratings import MISSING, Ratings, Whole, rate_units
from fop_coder.model.agreement import RatingsTable
from fop_coder.model.errors import NotFound, ValueRefused

_YES_NO = (
    ("1", "0"),
    ("yes", "no"),
    ("y", "n"),
    ("true", "false"),
    ("referred", "not referred"),
    ("coded", "not coded"),
    ("present", "absent"),
    ("ja", "nein"),
    ("oui", "non"),
    ("sí", "no"),
    ("si", "no"),
)
"""Pairs of values that can only mean yes and no, compared without case."""


@dataclass(frozen=True, slots=True, eq=False)
class RatedTable:
    """A table's ratings; ``yes``: the number of the category that means yes, None where there is none."""

    ratings: Ratings
    yes: int | None
    notes: tuple[str, ...]


def rate_table(table: RatingsTable, *, categories: Sequence[str] = (), yes: str | None = None) -> RatedTable:
    """Return the ratings of a table. Of two values that mean yes and no, yes comes first.

    Args:
        categories: all values that were possible; empty: those found, and the other of a pair that means yes and no.
        yes: the value that means yes, where there are two and they do not say so themselves.

    Raises:
        NotFound: ``yes`` is none of two values.
        ValueRefused: a value is none of the categories, or the table has no values at all.
    """
    notes = list(table.notes)
    values = _values(table, categories)
    if not categories:
        values = _with_the_other(values)
    place = _yes(values, yes)
    if place is not None:
        values = (values[place], values[1 - place])
        if yes is None and values[0].casefold() != "yes":
            notes.append(f'"{values[0]}" is taken as yes, "{values[1]}" as no')
    elif not categories:
        notes.append(_undeclared(values))
    ratings = rate_units(_matrix(table, values), table.coders, values)
    return RatedTable(ratings, None if place is None else 0, tuple(notes))


def _values(table: RatingsTable, categories: Sequence[str]) -> tuple[str, ...]:
    """Return the values that were possible: as declared, else as found, in order."""
    found = dict.fromkeys(rating.value for rating in table.ratings if rating.value)
    if not found:
        raise ValueRefused("holds no value at all", where=table.source, do="Check the column value")
    if not categories:
        return tuple(sorted(found, key=_in_order))
    declared = {category.casefold(): category for category in categories}
    unknown = {rating.value: rating.row for rating in reversed(table.ratings) if rating.value}
    unknown = {value: row for value, row in unknown.items() if value.casefold() not in declared}
    if unknown:
        value, row = min(unknown.items(), key=lambda item: item[1])
        raise ValueRefused(
            f'the value "{value}" is none of the categories {", ".join(categories)}',
            where=f"{table.source}, row {row}",
            do="Name all categories, or correct the value",
        )
    spelt = {value.casefold(): value for value in found}
    return tuple(spelt.get(alike, category) for alike, category in declared.items())


def _in_order(value: str) -> tuple[int, float, str]:
    """Order numbers by size, and before words."""
    try:
        return 0, float(value), value
    except ValueError:
        return 1, 0.0, value.casefold()


def _with_the_other(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values with the other of a pair that means yes and no, where one alone was used."""
    if len(values) > 1:
        return values
    for pair in _YES_NO:
        if values[0].casefold() in pair:
            other = pair[1 - pair.index(values[0].casefold())]
            return tuple(sorted((values[0], other), key=_in_order))
    return values


def _undeclared(values: Sequence[str]) -> str:
    number = "1 category" if len(values) == 1 else f"{len(values)} categories"
    return (
        f"Taken as all that was possible: {number} ({', '.join(values)}). If there were others, name them: Gwet's AC1 "
        "and Brennan and Prediger's kappa depend on their number"
    )


def _yes(values: tuple[str, ...], wanted: str | None) -> int | None:
    """Return the place of the value that means yes; None where the values are not yes and no."""
    alike = [value.casefold() for value in values]
    if wanted is not None:
        if len(values) != 2 or wanted.strip().casefold() not in alike:
            raise NotFound(
                f'"{wanted}" cannot mean yes: the values are {", ".join(values)}', do="Choose one of two values"
            )
        return alike.index(wanted.strip().casefold())
    if len(values) != 2:
        return None
    return next((alike.index(yes) for yes, no in _YES_NO if sorted(alike) == sorted((yes, no))), None)


def _matrix(table: RatingsTable, values: tuple[str, ...]) -> Whole:
    """Return units × coders as numbers of values."""
    units = {unit: place for place, unit in enumerate(table.units)}
    coders = {coder: place for place, coder in enumerate(table.coders)}
    numbers = {value: place for place, value in enumerate(values)} | {"": MISSING}
    matrix = np.full((len(units), len(coders)), MISSING, dtype=np.int64)
    for rating in table.ratings:
        matrix[units[rating.unit], coders[rating.coder]] = numbers[rating.value]
    return matrix
