"""Samples: from a filter to the respondents it lets through; and how a sample is divided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fop_coder.model.base import Guid
from fop_coder.model.codebook import Band, Instrument, Scheme
from fop_coder.model.coding import FilterOver
from fop_coder.model.errors import FilterRefused, NotFound
from fop_coder.model.filters import NO_VALUE, Condition
from fop_coder.model.people import Attribute, AttributeType, AttributeValue, Case, Respondent, Standing
from fop_coder.model.status import ClassStatuses, Group
from fop_coder.model.tally import Flow
from fop_coder.project.bands import band_as_scheme, band_statuses
from fop_coder.project.numbers import answer_attributes, attribute_values, instrument_totals, number_text
from fop_coder.project.project import Project
from fop_coder.project.views import (
    VIEWS,
    Scope,
    View,
    choose_scope,
    choose_view,
    filter_asked,
    narrow_to_round,
    scheme_statuses,
)

CASE = "case"
"""What asks about linked cases in a filter, unless an attribute or scheme is called so."""

__all__ = [
    "CASE",
    "VIEWS",
    "Dividing",
    "Sample",
    "Scope",
    "View",
    "choose_sample",
    "choose_scope",
    "choose_view",
    "class_statuses",
    "divide",
    "dividing_by_default",
    "narrow_to_round",
]


SEVERAL_VALUES = 12
"""An attribute with more distinct values than this does not get a table of its own unless asked for."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The respondents looked at, and how it came to them."""

    text: str
    respondents: Group
    flow: Flow


def choose_sample(project: Project, text: str, view: View, scope: Scope) -> Sample:
    """Return the respondents that a filter over attributes and classes lets through; excluded ones never pass.

    Raises:
        FilterRefused: if it cannot be read, or asks about something the project does not know.
    """
    wanted = filter_asked(project, FilterOver.RESPONDENTS, text)
    everybody = project.store.values(Respondent)
    standing = {s: [r for r in everybody if r.standing is s] for s in Standing}
    left = frozenset(r.guid for r in standing[Standing.ANALYSED])
    analysed = len(left)
    for condition in wanted.conditions:
        left &= _meeting(project, condition, left, view, scope)
    flow = Flow(
        interviewed=len(everybody),
        withdrawn=len(standing[Standing.WITHDRAWN]),
        unusable=len(standing[Standing.UNUSABLE]),
        filtered_out=analysed - len(left),
        analysed=len(left),
    )
    return Sample(wanted.text, left, flow)


def _meeting(project: Project, condition: Condition, respondents: Group, view: View, scope: Scope) -> Group:
    if condition.name.casefold() == CASE and divider_named(project, condition.name) is None:
        return _in_cases(project, condition, respondents)
    dividing = divide(project, condition.name, respondents, view, scope, error=FilterRefused)
    met: set[Guid] = set()
    for value, group in dividing.groups.items():
        written = [None] if value == NO_VALUE else [value, *dividing.also.get(value, ())]
        holds = [condition.holds(w) for w in written]
        if all(holds) if condition.operator == "!=" else any(holds):
            met |= group
    return frozenset(met) & respondents


def _in_cases(project: Project, condition: Condition, respondents: Group) -> Group:
    """Return who is in linked cases that meet a condition; whoever is in none meets "= (no value)" alone."""
    if condition.operator not in ("=", "!=", "in"):
        raise FilterRefused(f"a case is not {condition.operator} another", do="Compare cases with =, != or in")
    cases: dict[Guid, list[str]] = {}
    for case in project.store.values(Case):
        for member in case.members:
            cases.setdefault(member, []).append(case.name)
    of_all = all if condition.operator == "!=" else any
    nowhere: list[str] = [""]  # an empty name is a missing value
    return frozenset(r for r in respondents if of_all(condition.holds(name) for name in cases.get(r, nowhere)))


@dataclass(frozen=True, slots=True)
class Dividing:
    """A sample divided by an attribute or scheme.

    Attributes:
        name: of the attribute or scheme.
        groups: respondents by value, in the order of columns; those without stand under "(no value)", last.
        also: category name → its short name and key, for schemes.
    """

    name: str
    groups: Mapping[str, Group]
    also: Mapping[str, tuple[str, ...]]


def divide(
    project: Project,
    name: str,
    respondents: Group,
    view: View,
    scope: Scope,
    *,
    error: type[FilterRefused] | type[NotFound] = NotFound,
    exactly: bool = False,
) -> Dividing:
    """Divide respondents by an attribute, scheme, band or instrument's total; "(no value)" holds the rest, last.

    Where several bear the name, the first of these is meant; short names of the codebook are never the same.

    Args:
        exactly: only values that were given for the scope's occasion, none that hold for all.
    """
    found = divider_named(project, name)
    if found is None:
        known = [a.name for a in project.store.values(Attribute)]
        known += [v.ident for v in dividers(project)]
        raise error(f"there is no attribute or scheme called {name!r}", do=f"Known: {', '.join(known) or 'none yet'}")
    if isinstance(found, Attribute):
        return _by_attribute(project, found, respondents, scope, exactly)
    if isinstance(found, Instrument):
        return _by_total(project, found, respondents, scope, exactly)
    statuses = class_statuses(project, found, respondents, view, scope, exactly=exactly)
    groups = {c.name: statuses.by_category[c.guid] for c in found.categories}
    also = {c.name: tuple(n for n in (c.ident, c.key, typed(c.name)) if n) for c in found.categories}
    return _with_rest(found.name, groups, respondents, also)


def dividing_by_default(project: Project, schemes: Sequence[Scheme]) -> tuple[str, ...]:
    """Return the names of attributes with few values, but for answers, and of the schemes once any are in use."""
    names = []
    answers = answer_attributes(project)
    for attribute in sorted(project.store.values(Attribute), key=lambda a: a.position):
        if attribute.guid in answers:
            continue
        values = {v.value for v in project.store.values(AttributeValue, attribute=attribute.guid)}
        if 1 < len(values) <= SEVERAL_VALUES:
            names.append(attribute.name)
    return (*names, *(s.name for s in schemes if project.store.count("classification")))


def divider_named(project: Project, name: str) -> Attribute | Scheme | Instrument | None:
    """Return what divides respondents under a name, a band as the scheme of its cuts; None where nothing does."""
    try:
        return project.attribute_named(name)
    except NotFound:
        everything = dividers(project)
    exact = [v for v in everything if name in (v.guid, v.ident, v.name)]
    alike = [v for v in everything if name.casefold() in (v.ident, v.name.casefold())]
    found = next(iter([*exact, *alike]), None)
    return band_as_scheme(found) if isinstance(found, Band) else found


def dividers(project: Project) -> list[Scheme | Band | Instrument]:
    """Return everything of the codebook by which a sample can be divided."""
    codebook = project.codebook
    return [*codebook.schemes, *codebook.bands, *codebook.instruments]


def typed(name: str) -> str:
    """Return a name as it can be typed: a dash as a hyphen ("2–4" as "2-4")."""
    return name.replace("\N{EN DASH}", "-")


def _by_attribute(project: Project, attribute: Attribute, respondents: Group, scope: Scope, exactly: bool) -> Dividing:
    values = attribute_values(project, attribute, scope.occasion, exactly=exactly)
    numbers = {v.value: v.number for v in values.values()}

    def order(shown: str) -> tuple[int, float, str]:
        number = numbers.get(shown)
        if attribute.type is AttributeType.NUMBER and number is not None:
            return (0, number, shown)
        return (1, 0.0, shown.casefold())

    groups: dict[str, set[Guid]] = {shown: set() for shown in sorted({v.value for v in values.values()}, key=order)}
    for respondent, value in values.items():
        if respondent in respondents:
            groups[value.value].add(respondent)
    kept = {shown: frozenset(group) for shown, group in groups.items() if group}
    return _with_rest(attribute.name, kept, respondents, {})


def _by_total(project: Project, instrument: Instrument, respondents: Group, scope: Scope, exactly: bool) -> Dividing:
    totals = instrument_totals(project, instrument, respondents, scope, exactly=exactly).values
    groups = {
        number_text(total): frozenset(r for r, t in totals.items() if t == total)
        for total in sorted({*totals.values()})
    }
    return _with_rest(instrument.name, groups, respondents, {})


def _with_rest(
    name: str, groups: Mapping[str, Group], respondents: Group, also: Mapping[str, tuple[str, ...]]
) -> Dividing:
    rest = respondents - frozenset[Guid]().union(*groups.values())
    return Dividing(name, {**groups, NO_VALUE: rest} if rest else dict(groups), also)


def class_statuses(
    project: Project, scheme: Scheme, respondents: Group, view: View, scope: Scope, *, exactly: bool = False
) -> ClassStatuses:
    """Divide respondents by the categories of a scheme, or by the cuts of the band that it stands for, in a view.

    Args:
        exactly: of a band made from an attribute or instrument, only values given for the scope's occasion.

    Raises:
        FilterRefused: in the views either and both, which classes do not have.
    """
    band = next((b for b in project.codebook.bands if b.guid == scheme.guid), None)
    if band is not None:
        return band_statuses(project, band, respondents, view, scope, exactly=exactly)
    return scheme_statuses(project, scheme, respondents, view, scope)
