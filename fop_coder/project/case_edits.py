"""Linked cases edited one by one: respondents added and taken out, cases renamed; and the cases of everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fop_coder.coding.cases import link, unlink
from fop_coder.model.base import Guid, check
from fop_coder.model.change import Change
from fop_coder.model.errors import NotFound
from fop_coder.model.people import Case, Respondent
from fop_coder.project.cases import in_case_order
from fop_coder.project.project import Project


@dataclass(frozen=True, slots=True)
class CaseOf:
    """A case as one of its members sees it.

    Attributes:
        others: GUID and label of the other members, in the order of the case.
    """

    guid: Guid
    name: str
    note: str
    others: tuple[tuple[Guid, str], ...]


def cases_of(project: Project, respondent: Guid) -> tuple[CaseOf, ...]:
    """Return the cases that a respondent is in, by name."""
    theirs = [c for c in in_case_order(project.store.values(Case)) if respondent in c.members]
    labels = project.store.by_guid(Respondent, {m for c in theirs for m in c.members})
    return tuple(
        CaseOf(c.guid, c.name, c.note, tuple((m, labels[m].label) for m in c.members if m != respondent))
        for c in theirs
    )


def cases_by_respondent(project: Project) -> dict[Guid, tuple[str, ...]]:
    """Return the names of cases by respondent, sorted; whoever is in none is missing."""
    return project.store.keep((Case,), "cases by respondent", lambda: _by_respondent(project))


def _by_respondent(project: Project) -> dict[Guid, tuple[str, ...]]:
    found: dict[Guid, list[str]] = {}
    for case in in_case_order(project.store.values(Case)):
        for member in case.members:
            found.setdefault(member, []).append(case.name)
    return {member: tuple(names) for member, names in found.items()}


def join_change(project: Project, name: str, respondents: Sequence[Respondent]) -> Change | None:
    """Return the Change that links respondents as a case, or adds them to the one of that name; None if they are in it.

    Raises:
        ValueRefused: if a new case has fewer than two, or cannot be called so.
    """
    title = name.strip()
    present = next((c for c in project.store.values(Case) if c.name.casefold() == title.casefold()), None)
    if present is None:
        return link(title, respondents, "", None)
    members = tuple(dict.fromkeys((*present.members, *(r.guid for r in respondents))))
    if members == present.members:
        return None
    return Change(f"Add to {present.name}", (present,), (replace(present, members=members),))


def take_out_change(project: Project, case: Guid, respondent: Respondent) -> Change:
    """Return the Change that takes a respondent out of a case; one that would link nobody is taken apart.

    Raises:
        NotFound: if the case is not there, or they are not in it.
    """
    present = _case(project, case)
    if respondent.guid not in present.members:
        raise NotFound(f"{respondent.label} is not in {present.name}")
    left = tuple(member for member in present.members if member != respondent.guid)
    if len(left) < 2:
        return unlink(present)
    return Change(f"Take {respondent.label} out of {present.name}", (present,), (replace(present, members=left),))


def rename_case_change(project: Project, case: Guid, name: str) -> Change | None:
    """Return the Change that gives a case another name; None where it is called so.

    Raises:
        NotFound: if the case is not there.
        ValueRefused: if another case is called so, or none can be.
    """
    present, title = _case(project, case), name.strip()
    others = {c.name.casefold() for c in project.store.values(Case) if c.guid != case}
    check(title.casefold() not in others, f"another case is called {title!r}", do="Choose another name")
    if title == present.name:
        return None
    return Change(f"Rename {present.name} to {title}", (present,), (replace(present, name=title),))


def _case(project: Project, guid: Guid) -> Case:
    found = project.store.by_guid(Case, [guid]).get(guid)
    if found is None:
        raise NotFound("this case is there no longer")
    return found
