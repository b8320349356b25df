"""Samples and scopes: from a filter to the respondents and documents it lets through; and views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fop_coder.model.base import Guid
from fop_coder.model.codebook import Scheme
from fop_coder.model.coding import FilterOver, NamedFilter
from fop_coder.model.documents import Document
from fop_coder.model.errors import FilterRefused, NotFound
from fop_coder.model.filters import NO_VALUE, Condition, parse_filter
from fop_coder.model.people import Attribute, AttributeType, AttributeValue, Coder, Respondent, Standing
from fop_coder.model.status import (
    ClassStatuses,
    Group,
    classes_consensus,
    classes_of_coder,
)
from fop_coder.model.tally import Flow
from fop_coder.project.consensus import settled_classes
from fop_coder.project.project import Project

VIEWS = ("consensus", "either", "both")


@dataclass(frozen=True, slots=True)
class View:
    """Whose coding is shown. ``name`` is a coder's name or one of ``VIEWS``; ``coders`` in the order of the project."""

    name: str
    coders: tuple[Coder, ...]
    one: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """The documents looked at: None for all. ``occasion`` is set where the filter names exactly one."""

    text: str
    documents: frozenset[Guid] | None
    occasion: str


@dataclass(frozen=True, slots=True)
class Sample:
    """The respondents looked at, and how it came to them."""

    text: str
    respondents: Group
    flow: Flow


def choose_view(project: Project, view: str | None, coders: list[str] | None = None) -> View:
    """Return the view of a name.

    Args:
        view: a coder's name, "consensus", "either" or "both"; None for the project's default.
        coders: names of the coders looked at by a view of several; None for all.

    Raises:
        NotFound: if nobody is called so.
    """
    name = view if view is not None else project.settings.default_view
    if name.casefold() in VIEWS:
        everybody = project.store.values(Coder)
        chosen = [project.coder_named(n) for n in coders] if coders else everybody
        return View(name.casefold(), tuple(chosen), one=False)
    if coders:
        raise NotFound(
            "--coders goes with the views consensus, either and both", do="Leave it out, or choose one of them"
        )
    try:
        coder = project.coder_named(name)
    except NotFound as error:
        raise NotFound(
            f"there is no view or coder called {name!r}", do=f"{error.do}; or consensus, either, both"
        ) from error
    return View(coder.name, (coder,), one=True)


def choose_scope(project: Project, text: str) -> Scope:
    """Return the documents that a filter over kind and occasion lets through; a saved scope's name stands for it.

    Raises:
        FilterRefused: if it cannot be read or asks about something else.
    """
    wanted = parse_filter(_saved(project, FilterOver.DOCUMENTS, text))
    if not wanted.conditions:
        return Scope("", None, "")
    for name in wanted.names:
        if name.casefold() not in ("kind", "occasion"):
            raise FilterRefused(f"a scope cannot ask about {name!r}", do="Documents have a kind and an occasion")
    found = frozenset(
        d.guid
        for d in project.store.values(Document)
        if all(c.holds(d.kind if c.name.casefold() == "kind" else d.occasion) for c in wanted.conditions)
    )
    occasions = [c.values for c in wanted.conditions if c.name.casefold() == "occasion" and c.operator == "="]
    return Scope(wanted.text, found, occasions[0][0] if len(occasions) == 1 and len(occasions[0]) == 1 else "")


def choose_sample(project: Project, text: str, view: View, scope: Scope) -> Sample:
    """Return the respondents that a filter over attributes and classes lets through; excluded ones never pass.

    Raises:
        FilterRefused: if it cannot be read, or asks about something the project does not know.
    """
    wanted = parse_filter(_saved(project, FilterOver.RESPONDENTS, text))
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


def _saved(project: Project, over: FilterOver, text: str) -> str:
    for kept in project.store.values(NamedFilter):
        if kept.over is over and kept.name.casefold() == text.strip().casefold():
            return kept.filter
    return text


def _meeting(project: Project, condition: Condition, respondents: Group, view: View, scope: Scope) -> Group:
    dividing = divide(project, condition.name, respondents, view, scope, error=FilterRefused)
    met: set[Guid] = set()
    for value, group in dividing.groups.items():
        written = [None] if value == NO_VALUE else [value, *dividing.also.get(value, ())]
        holds = [condition.holds(w) for w in written]
        if all(holds) if condition.operator == "!=" else any(holds):
            met |= group
    return frozenset(met) & respondents


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
) -> Dividing:
    """Divide respondents by an attribute or a scheme; a group "(no value)" holds the rest, so that all add up."""
    try:
        attribute = project.attribute_named(name)
    except NotFound:
        pass
    else:
        return _by_attribute(project, attribute, respondents, scope)
    try:
        scheme = project.scheme_named(name)
    except NotFound as unknown:
        known = [a.name for a in project.store.values(Attribute)] + [s.ident for s in project.codebook.schemes]
        raise error(
            f"there is no attribute or scheme called {name!r}", do=f"Known: {', '.join(known) or 'none yet'}"
        ) from unknown
    statuses = class_statuses(project, scheme, respondents, view, scope)
    groups = {c.name: statuses.by_category[c.guid] for c in scheme.categories}
    return _with_rest(
        scheme.name, groups, respondents, {c.name: (c.ident, c.key) if c.key else (c.ident,) for c in scheme.categories}
    )


def _by_attribute(project: Project, attribute: Attribute, respondents: Group, scope: Scope) -> Dividing:
    written: dict[Guid, str] = {}
    values = project.store.values(AttributeValue, attribute=attribute.guid, occasion=["", scope.occasion])
    for value in sorted(values, key=lambda v: v.occasion):
        written[value.respondent] = value.value
    numbers = {v.value: v.number for v in values}

    def order(shown: str) -> tuple[int, float, str]:
        number = numbers.get(shown)
        if attribute.type is AttributeType.NUMBER and number is not None:
            return (0, number, shown)
        return (1, 0.0, shown.casefold())

    groups: dict[str, set[Guid]] = {shown: set() for shown in sorted(set(written.values()), key=order)}
    for respondent, shown in written.items():
        if respondent in respondents:
            groups[shown].add(respondent)
    kept = {shown: frozenset(group) for shown, group in groups.items() if group}
    return _with_rest(attribute.name, kept, respondents, {})


def _with_rest(
    name: str, groups: Mapping[str, Group], respondents: Group, also: Mapping[str, tuple[str, ...]]
) -> Dividing:
    rest = respondents - frozenset[Guid]().union(*groups.values())
    return Dividing(name, {**groups, NO_VALUE: rest} if rest else dict(groups), also)


def class_statuses(project: Project, scheme: Scheme, respondents: Group, view: View, scope: Scope) -> ClassStatuses:
    """Divide respondents by the categories of a scheme in a view.

    Raises:
        FilterRefused: in the views either and both, which classes do not have.
    """
    if view.name in ("either", "both"):
        raise FilterRefused(f"classes have no view {view.name!r}", do="Choose one coder, or consensus")
    categories = [c.guid for c in scheme.categories]
    parts = [
        classes_of_coder(
            respondents, project.store.class_facts(c.guid, scheme.guid, scope.documents, scope.occasion), categories
        )
        for c in view.coders
    ]
    if view.one:
        return parts[0]
    settled = settled_classes(project, scheme, [c.guid for c in view.coders], parts)
    return classes_consensus(respondents, parts, categories, settled)
