"""Linked cases of a project (a family and its social worker), and their members side by side on a code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fop_coder.coding.cases import link, unlink
from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import Code
from fop_coder.model.errors import ValueRefused
from fop_coder.model.filters import NO_VALUE
from fop_coder.model.people import Case, Respondent, parse_number
from fop_coder.model.status import Status
from fop_coder.model.tally import Base
from fop_coder.project.numbers import attribute_values
from fop_coder.project.project import Project, named
from fop_coder.project.samples import divide
from fop_coder.project.tallying import Asked, Question, base_of, code_statuses, look_up


@dataclass(frozen=True, slots=True)
class Linked:
    """A case with the labels of its members, in its order."""

    name: str
    members: tuple[str, ...]
    note: str


def linked_cases(project: Project) -> list[Linked]:
    """Return the cases by name."""
    labels = {r.guid: r.label for r in project.store.values(Respondent)}
    cases = in_case_order(project.store.values(Case))
    return [Linked(c.name, tuple(labels[m] for m in c.members), c.note) for c in cases]


def in_case_order(cases: Iterable[Case]) -> list[Case]:
    """Return cases by name, numbers at the end of names by size."""
    return sorted(cases, key=lambda c: _order(c.name))


def _order(name: str) -> tuple[str, float, str]:
    """Sort "Family 10" behind "Family 9"."""
    words, _, last = name.rpartition(" ")
    number = parse_number(last)
    return (words.casefold(), number, name) if number is not None else (name.casefold(), 0.0, name)


def case_named(project: Project, name: str) -> Case:
    """Return a case by name or GUID.

    Raises:
        NotFound: naming the nearest ones.
    """
    return named("case", project.store.values(Case), name, lambda c: (c.name,))


def link_change(project: Project, name: str, labels: Iterable[str], note: str = "") -> Change | None:
    """Return the Change that links respondents as a case, in place of one of that name; None where it is so already.

    Raises:
        NotFound: if there is no such respondent.
        ValueRefused: if there are fewer than two.
    """
    title = name.strip()
    present = next((c for c in project.store.values(Case) if c.name.casefold() == title.casefold()), None)
    return link(title, [project.respondent_labelled(label) for label in labels], note, present)


def unlink_change(project: Project, name: str) -> Change:
    """Return the Change that takes a case apart.

    Raises:
        NotFound: naming the nearest ones.
    """
    return unlink(case_named(project, name))


def link_by_attribute(project: Project, name: str) -> Change | None:
    """Return the Change that links all who share a value of an attribute; None where nothing changes.

    A case is called as the value; a number alone gets the attribute's name before it ("family 3"). Respondents whose
    value nobody shares stay as they are, and so do other cases.

    Raises:
        NotFound: if there is no such attribute.
        ValueRefused: if no two respondents share a value.
    """
    attribute = project.attribute_named(name)
    people = {r.guid: r for r in project.store.values(Respondent)}
    groups: dict[str, list[Respondent]] = {}
    spelt: dict[str, str] = {}
    for guid, value in attribute_values(project, attribute, "").items():
        key = value.value.casefold()
        spelt.setdefault(key, value.value)
        groups.setdefault(key, []).append(people[guid])
    shared = {spelt[key]: members for key, members in groups.items() if len(members) > 1}
    if not shared:
        raise ValueRefused(
            f"no two respondents share a value of {attribute.name}", do="Choose an attribute that families share"
        )
    present = {c.name.casefold(): c for c in project.store.values(Case)}
    steps = []
    for shown, who in shared.items():
        title = f"{attribute.name} {shown}" if parse_number(shown) is not None else shown
        earlier = present.get(title.casefold())
        ordered = sorted(who, key=lambda r: r.label.casefold())
        steps.append(link(title, ordered, earlier.note if earlier else "", earlier))
    made = [step for step in steps if step is not None]
    if not made:
        return None
    removed, added = (v for step in made for v in step.removed), (v for step in made for v in step.added)
    return Change(f"Link cases by {attribute.name}", tuple(removed), tuple(added))


# ---- side by side ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case on one code.

    Attributes:
        members: kind → the members of that kind with their status, by label; no member where the kind is missing.
        statuses: kind → the status of its members together, '' where there is none: referred if any of them is, else
            pending if any is, else not referred if any is, else the mark or that there is no data.
        said: which kinds referred ("both", "only parent", "neither"); '' where not all kinds can be compared.
    """

    case: str
    members: Mapping[str, tuple[tuple[str, str], ...]]
    statuses: Mapping[str, str]
    said: str


@dataclass(frozen=True, slots=True)
class CaseTable:
    """The members of cases side by side on one code.

    Attributes:
        kinds: what members are, in the order of columns.
        counts: what is said of cases → how many; they add up to ``compared``.
        compared: cases in which every kind referred or did not refer.
        left_out: names of the others.
        outside: labels of those of the sample who are in no case.
    """

    base: Base
    code: Guid
    ident: str
    name: str
    kinds: tuple[str, ...]
    rows: tuple[CaseRow, ...]
    counts: Mapping[str, int]
    compared: int
    left_out: tuple[str, ...]
    outside: tuple[str, ...]


def case_table(project: Project, code: Code, question: Question | None = None, *, kind: str | None = None) -> CaseTable:
    """Return the members of each case side by side on a code.

    Args:
        question: whose coding, over whom and what.
        kind: name of the attribute or scheme that says what a member is; None for their place in the case (first,
            second …).

    Raises:
        NotFound, FilterRefused: with the names that there are.
        ValueRefused: if no case has a member in the sample.
    """
    asked = look_up(project, question or Question())
    statuses = code_statuses(project, asked, [code], project.codebook)[code.guid]
    status_of = {r: str(status) for status, group in statuses.by_status.items() for r in group}
    labels = {r.guid: r.label for r in project.store.by_guid(Respondent, asked.sample.respondents).values()}
    cases = in_case_order(project.store.values(Case))
    there = [(case, [m for m in case.members if m in labels]) for case in cases]
    there = [(case, members) for case, members in there if members]
    if not there:
        raise ValueRefused("no case has a member in the sample", do="Link cases first, or choose another sample")
    kind_of, kinds = _kinds(project, asked, kind, [case for case, _ in there])
    rows = tuple(_row(case, kinds, kind_of, labels, status_of) for case, _ in there)
    compared = [k for k in kinds if k != NO_VALUE]
    said = [row.said for row in rows if row.said]
    offered = _possible(compared) if len(compared) == _PAIR else []
    linked = {member for _, members in there for member in members}
    return CaseTable(
        base_of(project, asked),
        code.guid,
        code.ident,
        code.name,
        kinds,
        rows,
        {word: said.count(word) for word in dict.fromkeys((*offered, *said))},
        len(said),
        tuple(row.case for row in rows if not row.said),
        tuple(sorted((labels[r] for r in labels if r not in linked), key=str.casefold)),
    )


_PAIR = 2
_PLACES = ("first", "second", "third", "fourth", "fifth")
_KindOf = Mapping[tuple[Guid, Guid], str]


def _kinds(project: Project, asked: Asked, kind: str | None, cases: Sequence[Case]) -> tuple[_KindOf, tuple[str, ...]]:
    """Return what each member is by case, and all kinds in order; those that nobody is are left out."""
    if kind is None:
        most = max(len(case.members) for case in cases)
        names = [_PLACES[n] if n < len(_PLACES) else f"member {n + 1}" for n in range(most)]
        return {(c.guid, m): names[n] for c in cases for n, m in enumerate(c.members)}, tuple(names)
    dividing = divide(project, kind, asked.sample.respondents, asked.view, asked.scope)
    value_of = {r: value for value, group in dividing.groups.items() for r in group}
    found = {(c.guid, m): value_of[m] for c in cases for m in c.members if m in value_of}
    return found, tuple(value for value in dividing.groups if value in found.values())


def _row(
    case: Case, kinds: Sequence[str], kind_of: _KindOf, labels: Mapping[Guid, str], status_of: Mapping[Guid, str]
) -> CaseRow:
    by_kind: dict[str, list[Guid]] = {k: [] for k in kinds}
    for member in case.members:
        if member in labels:
            by_kind[kind_of[case.guid, member]].append(member)
    together = {k: _together([status_of[m] for m in members]) for k, members in by_kind.items()}
    shown = {k: tuple((labels[m], status_of[m]) for m in members) for k, members in by_kind.items()}
    compared = {k: status for k, status in together.items() if k != NO_VALUE}
    return CaseRow(case.name, shown, together, _said(compared))


_FIRST_THAT_HOLDS = (
    Status.REFERRED,
    Status.PENDING,
    Status.NOT_REFERRED,
    Status.NOT_ASKED,
    Status.TOO_LITTLE,
    Status.NO_DATA,
)


def _together(statuses: Sequence[str]) -> str:
    """Return the status of several together; '' of nobody."""
    return next((str(s) for s in _FIRST_THAT_HOLDS if s in statuses), "")


def _said(together: Mapping[str, str]) -> str:
    if len(together) < _PAIR or not all(
        status in (Status.REFERRED, Status.NOT_REFERRED) for status in together.values()
    ):
        return ""
    return _words(tuple(together), [k for k, status in together.items() if status == Status.REFERRED])


def _words(kinds: Sequence[str], referred: Sequence[str]) -> str:
    if not referred:
        return "neither" if len(kinds) == _PAIR else "none"
    if len(referred) == len(kinds):
        return "both" if len(kinds) == _PAIR else "all"
    return f"only {' and '.join(referred)}"


def _possible(kinds: Sequence[str]) -> list[str]:
    """Return what can be said of cases of two kinds."""
    return [_words(kinds, kinds), *(_words(kinds, [k]) for k in kinds), _words(kinds, [])]
