"""Why a coefficient is not defined, and what to bear in mind with one that is, in words for researchers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fop_coder.model.agreement import LABELS, Coefficient, Measure
from fop_coder.model.in_words import listed

TWO_CODERS_ONLY = (Measure.COHEN, Measure.COHEN_MAX, Measure.SCOTT, Measure.PREVALENCE, Measure.BIAS)
YES_NO_ONLY = (Measure.POSITIVE, Measure.NEGATIVE, Measure.PREVALENCE, Measure.BIAS)
DECLARED = (Measure.AC1, Measure.BRENNAN_PREDIGER)
"""Measures whose chance agreement rests on how many categories are declared, so that they are always defined."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides whether coefficients are defined.

    Attributes:
        coders, categories: their names.
        yes: number of the category that means yes; None where the categories are not yes and no.
        unit: a word for what is compared.
        units: how many were coded by two coders or more.
        lone: number of the only category that these units were given; None where there are several, or no units.
        constants: of two coders, the number of the only category that each gave in these units; None for several.
        several: whether this is pooled over several codes, or what ``row`` is a word for.
    """

    coders: tuple[str, ...]
    categories: tuple[str, ...]
    yes: int | None
    unit: str
    units: int
    lone: int | None
    constants: tuple[int | None, ...]
    several: bool = False
    row: str = "code"


def many(number: int, noun: str, nouns: str = "") -> str:
    """Return a number with its noun ("1 unit", "25 units"), or with its own plural ("2 criteria")."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {nouns or noun + 's'}"


def why_undefined(measure: Measure, facts: Facts) -> str:
    """Return why a measure has no value."""
    if measure in TWO_CODERS_ONLY and len(facts.coders) > 2:
        return f"made for two coders, not {len(facts.coders)}"
    if measure in YES_NO_ONLY and facts.yes is None:
        return "made for yes and no; agreement on each value stands beside"
    if facts.units == 0:
        return f"no {facts.unit} was coded by two coders"
    if facts.units == 1:
        return f"too few {facts.unit}s (1)"
    if measure in DECLARED and len(facts.categories) < 2:
        return "only one value is known; name all that were possible"
    if measure is Measure.POSITIVE:
        return "nobody said yes"
    if measure is Measure.NEGATIVE:
        return "nobody said no"
    return _no_variation(facts)


def caution(measure: Measure, facts: Facts) -> str:
    """Return what must be known when a value is read; '' for nothing."""
    if measure in DECLARED and facts.lone is not None:
        return (
            f"defined without variation only because {len(facts.categories)} categories are declared; it says nothing "
            "about telling them apart"
        )
    if measure is Measure.COHEN:
        constant = [
            f"{coder} {_always(facts, category)}"
            for coder, category in zip(facts.coders, facts.constants, strict=False)
            if category is not None
        ]
        return f"{' and '.join(constant)}; kappa cannot exceed 0" if constant else ""
    return ""


def undefined_notes(coefficients: Mapping[Measure, Coefficient]) -> list[str]:
    """Return a sentence for each reason, with all measures that it holds for."""
    measures: dict[str, list[str]] = {}
    for measure, coefficient in coefficients.items():
        if coefficient.value is None:
            measures.setdefault(coefficient.reason, []).append(LABELS[measure])
    return [f"{listed(names)}: not defined, {reason}" for reason, names in measures.items()]


def caution_notes(coefficients: Mapping[Measure, Coefficient]) -> list[str]:
    """Return a sentence for each caution, with all measures that it holds for."""
    measures: dict[str, list[str]] = {}
    for measure, coefficient in coefficients.items():
        if coefficient.caution:
            measures.setdefault(coefficient.caution, []).append(LABELS[measure])
    return [f"{listed(names)}: {said}" for said, names in measures.items()]


def left_out_note(left_out: int, lacking: Mapping[str, int], unit: str, *, by_one: bool) -> str:
    """Return how many units were left out, by the coder who gave them no value; '' where none was.

    Args:
        by_one: whether some of these were given a value by one coder.
    """
    if not left_out:
        return ""
    if not by_one:
        return f"{many(left_out, unit)} left out, without a value by any coder"
    lacks = ", ".join(f"{coder} {number:,}" for coder, number in lacking.items() if number)
    return (
        f"{many(left_out, unit)} left out, coded by fewer than two coders; without a value by {lacks}. Only how often "
        "each category occurs, for Gwet's AC1 and Fleiss' kappa, is taken from all"
    )


def _no_variation(facts: Facts) -> str:
    if facts.several:
        return f"no variation in any {facts.row}"
    if facts.lone is None:  # Light's mean alone: each pair was given one category, though not all the same
        return "no variation within any pair of coders"
    who = "both coders" if len(facts.coders) == 2 else f"all {len(facts.coders)} coders"
    if facts.yes is None:
        return f'no variation ({who} gave every {facts.unit} "{facts.categories[facts.lone]}")'
    return f"no variation ({who} said {'yes' if facts.lone == facts.yes else 'no'} to every {facts.unit})"


def _always(facts: Facts, category: int) -> str:
    if facts.yes is None:
        return f'gave every {facts.unit} "{facts.categories[category]}"'
    return f"never said {'no' if category == facts.yes else 'yes'}"
