"""A line for each respondent: attributes, classes, and the status of every code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from fop_coder.model.base import Guid
from fop_coder.model.codebook import Codebook, Scheme
from fop_coder.model.errors import NotFound
from fop_coder.model.filters import NO_VALUE
from fop_coder.model.people import Attribute, AttributeValue, Respondent
from fop_coder.model.status import ClassStatuses, CodeStatuses, Group
from fop_coder.model.tally import StatusRow
from fop_coder.project.blindness import hidden_behind, hidden_by_code
from fop_coder.project.project import Project
from fop_coder.project.samples import class_statuses, divide
from fop_coder.project.tallying import Asked, code_statuses


def status_rows(
    project: Project,
    asked: Asked,
    codebook: Codebook,
    schemes: Sequence[Scheme],
    by: Sequence[str],
    seen_by: Guid | None,
) -> tuple[StatusRow, ...]:
    """Return a line per respondent; statuses and classes that are hidden are left out of it."""
    codes = [c for c in codebook.codes if asked.question.retired or not c.retired]
    by_code = code_statuses(project, asked, codes, codebook)
    idents = {c.guid: c.ident for c in codes}
    classes = {s: class_statuses(project, s, asked.sample.respondents, asked.view, asked.scope) for s in schemes}
    people = sorted(
        project.store.by_guid(Respondent, asked.sample.respondents).values(), key=lambda r: r.label.casefold()
    )
    names = {a.guid: a.name for a in attributes_in_order(project)}
    values: dict[Guid, dict[str, str]] = {}
    for value in sorted(project.store.values(AttributeValue), key=lambda v: v.occasion):
        if value.occasion in ("", asked.scope.occasion):
            values.setdefault(value.respondent, {})[names[value.attribute]] = value.value
    groups = _groups(project, asked, by)
    coders = [c.guid for c in asked.view.coders]
    hidden = hidden_by_code(project, seen_by, coders, by_code, asked.scope.documents)
    unread = hidden_behind(project, seen_by, coders, codes=None).respondents
    rows = []
    for person in people:
        seen = {code: found for code, found in by_code.items() if person.guid not in hidden.get(code, ())}
        said, among = ({}, {}) if person.guid in unread else (classes, groups)
        rows.append(_status_row(person, values.get(person.guid, {}), said, seen, idents, among))
    return tuple(rows)


def _groups(project: Project, asked: Asked, by: Sequence[str]) -> dict[Guid, dict[str, str]]:
    """Return for each respondent the groups in which divided tables count them, by what divides."""
    found: dict[Guid, dict[str, str]] = {}
    for name in by:
        dividing = divide(project, name, asked.sample.respondents, asked.view, asked.scope)
        for group, members in dividing.groups.items():
            for respondent in members:
                found.setdefault(respondent, {})[dividing.name] = group
    return found


def _status_row(
    respondent: Respondent,
    attributes: Mapping[str, str],
    classes: Mapping[Scheme, ClassStatuses],
    by_code: Mapping[Guid, CodeStatuses],
    idents: Mapping[Guid, str],
    groups: Mapping[Guid, Mapping[str, str]],
) -> StatusRow:
    statuses = {}
    for code, found in by_code.items():
        status = found.of(respondent.guid)
        if status is None:
            raise NotFound(f"{respondent.label} is not in the sample")
        statuses[idents[code]] = status

    def said_of(members: Callable[[CodeStatuses], Group]) -> frozenset[str]:
        return frozenset(idents[code] for code, found in by_code.items() if respondent.guid in members(found))

    return StatusRow(
        respondent.label,
        attributes,
        {scheme.name: _class_word(scheme, found, respondent.guid) for scheme, found in classes.items()},
        statuses,
        met=said_of(lambda found: found.met),
        unprompted=said_of(lambda found: found.unprompted),
        coded=said_of(lambda found: found.pending_coded),
        differ=said_of(lambda found: found.differ),
        classified=frozenset(s.name for s, found in classes.items() if respondent.guid in found.pending_classified),
        groups=groups.get(respondent.guid, {}),
    )


def _class_word(scheme: Scheme, found: ClassStatuses, respondent: Guid) -> str:
    for category in scheme.categories:
        if respondent in found.by_category[category.guid]:
            return category.name
    return next((str(label) for label, group in found.by_status.items() if respondent in group), NO_VALUE)


def attributes_in_order(project: Project) -> list[Attribute]:
    """Return the attributes of respondents as they are listed."""
    return sorted(project.store.values(Attribute), key=lambda a: a.position)
