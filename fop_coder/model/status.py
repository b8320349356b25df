"""Statuses: where each respondent of a sample stands on a code or a scheme. The one definition of what a number means.

Works on sets of respondents' GUIDs, so that the store can answer with a few index scans whatever the project's size.
A plain reference that goes through respondents one by one stands in the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from fop_coder.model.base import Guid

Group = frozenset[Guid]
NOBODY: Group = frozenset()


class Status(StrEnum):
    """Exhaustive and exclusive; in the order of precedence, first match wins."""

    NO_DATA = "no data"
    PENDING = "pending"
    REFERRED = "referred"
    NOT_ASKED = "not asked"
    TOO_LITTLE = "too little information"
    NOT_REFERRED = "not referred"


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """What one coder's work says about one code, before statuses are formed.

    Attributes:
        unread: respondents with an in-scope document assigned to the coder and not finished for the code.
        referred: respondents with at least one counting passage in scope.
        met: of these, those who meet the code's criteria rule.
        not_asked, too_little: respondents marked so by the coder.
    """

    unread: Group = NOBODY
    referred: Group = NOBODY
    met: Group = NOBODY
    not_asked: Group = NOBODY
    too_little: Group = NOBODY


@dataclass(frozen=True, slots=True)
class CoderFacts:
    """What the project knows of one coder's work in one scope. ``assigned``: respondents whom they have to read."""

    coder: Guid
    assigned: Group
    codes: Mapping[Guid, CodeFacts]


@dataclass(frozen=True, slots=True)
class CodeStatuses:
    """A sample divided by status for one code in one view.

    Attributes:
        by_status: six disjoint groups that make up the sample.
        met: of the referred, those who meet the criteria rule.
        pending_coded: of the pending, those already coded.
        unprompted: of the referred, those marked as not asked ("raised it unprompted").
        differ: respondents on whom the view's coders do not agree (views of several coders).
    """

    by_status: Mapping[Status, Group]
    met: Group = NOBODY
    pending_coded: Group = NOBODY
    unprompted: Group = NOBODY
    differ: Group = NOBODY

    def __getitem__(self, status: Status) -> Group:
        """Return the respondents with a status."""
        return self.by_status[status]

    def of(self, respondent: Guid) -> Status | None:
        """Return one respondent's status, None if outside the sample."""
        return next((s for s, group in self.by_status.items() if respondent in group), None)

    def without_unprompted(self) -> CodeStatuses:
        """Return the same with those who raised it unprompted shown as not asked."""
        by_status = dict(self.by_status)
        by_status[Status.REFERRED] = self[Status.REFERRED] - self.unprompted
        by_status[Status.NOT_ASKED] = self[Status.NOT_ASKED] | self.unprompted
        return CodeStatuses(by_status, self.met - self.unprompted, self.pending_coded, NOBODY, self.differ)


def _without(group: Group, part: Group) -> Group:
    """Return a group without a part of it; most parts are empty, and a copy for each code would take time."""
    return group - part if part else group


def statuses_of_coder(sample: Group, facts: CoderFacts, code: Guid) -> CodeStatuses:
    """Divide a sample by status for one code in one coder's view: first match wins."""
    found = facts.codes.get(code, CodeFacts())
    no_data = sample - facts.assigned
    rest = _without(sample, no_data)
    pending = rest & found.unread
    rest = _without(rest, pending)
    referred = rest & found.referred
    rest = _without(rest, referred)
    not_asked = rest & found.not_asked
    rest = _without(rest, not_asked)
    too_little = rest & found.too_little
    return CodeStatuses(
        {
            Status.NO_DATA: no_data,
            Status.PENDING: pending,
            Status.REFERRED: referred,
            Status.NOT_ASKED: not_asked,
            Status.TOO_LITTLE: too_little,
            Status.NOT_REFERRED: _without(rest, too_little),
        },
        met=referred & found.met,
        pending_coded=pending & found.referred,
        unprompted=referred & found.not_asked,
    )


def _any(groups: Sequence[Group]) -> Group:
    return NOBODY.union(*groups)


def _all(groups: Sequence[Group]) -> Group:
    return groups[0].intersection(*groups[1:]) if groups else NOBODY


def _joint(sample: Group, coders: Sequence[CodeStatuses], join: Callable[[Sequence[Group]], Group]) -> CodeStatuses:
    """Divide a sample in a view of several coders; ``join`` says when referring counts (any of them, all of them).

    What is left after referring follows the same order: a mark by any of the coders, then not referred.
    """
    no_data = _any([c[Status.NO_DATA] for c in coders]) if coders else sample
    rest = sample - no_data
    pending = rest & _any([c[Status.PENDING] for c in coders])
    finished = rest - pending
    referred = finished & join([c[Status.REFERRED] for c in coders])
    by_status = {Status.NO_DATA: no_data, Status.PENDING: pending, Status.REFERRED: referred}
    rest = finished - referred
    for status in (Status.NOT_ASKED, Status.TOO_LITTLE):
        by_status[status] = rest & _any([c[status] for c in coders])
        rest -= by_status[status]
    by_status[Status.NOT_REFERRED] = rest
    alike = _any([_all([c[status] for c in coders]) for status in Status])
    return CodeStatuses(
        by_status,
        met=referred & join([c.met for c in coders]),
        pending_coded=pending & _any([c[Status.REFERRED] | c.pending_coded for c in coders]),
        unprompted=referred & _any([c.unprompted for c in coders]),
        differ=finished - alike,
    )


def statuses_either(sample: Group, coders: Sequence[CodeStatuses]) -> CodeStatuses:
    """Referred if any of the coders has it so; over respondents whom all were assigned and finished."""
    return _joint(sample, coders, _any)


def statuses_both(sample: Group, coders: Sequence[CodeStatuses]) -> CodeStatuses:
    """Referred only if all of the coders have it so; over respondents whom all were assigned and finished."""
    return _joint(sample, coders, _all)


@dataclass(frozen=True, slots=True)
class Settled:
    """The settlements of one code that still hold, and what needs none.

    Attributes:
        by_status: respondents by the status they were settled to.
        met: of those who are referred so, whom the criteria rule is met by.
        standing: respondents on whose turns a passage of the consensus lies, and of whom nothing is left to settle:
            a passage beats marks and silence, whatever each coder says alone.
    """

    by_status: Mapping[Status, Group] = field(default_factory=dict)
    met: Group = NOBODY
    standing: Group = NOBODY


def _settle(
    sample: Group, coders: Sequence[Mapping[str, Group]], settled: Mapping[str, Group], labels: Sequence[str]
) -> dict[str, Group]:
    """Divide a sample among labels (statuses, also categories) by what is shared, settled, or said by one alone.

    Respondents whom nobody was assigned have no data; those whom somebody has not finished, and those on whom
    coders differ without a settlement, are pending.
    """
    no_data, pending = str(Status.NO_DATA), str(Status.PENDING)
    said = {label: _any([c.get(label, NOBODY) for c in coders]) for label in labels}
    found: dict[str, Group] = {}
    for label in labels:
        if label not in (no_data, pending):
            others = _any([group for other, group in said.items() if other not in (label, no_data)])
            found[label] = sample & (said[label] - others)
    # What is shared needs no settling, so a settlement is looked at only where coders who all finished differ.
    assigned = sample & _any([group for label, group in said.items() if label != no_data])
    open_still = assigned - said[pending] - _any(list(found.values()))
    for label in found:
        holds = open_still & settled.get(label, NOBODY)
        found[label] |= holds
        open_still -= holds
    found[no_data] = sample - assigned
    found[pending] = assigned - _any(list(found.values()))
    return found


def statuses_consensus(sample: Group, coders: Sequence[CodeStatuses], settled: Settled) -> CodeStatuses:
    """Divide a sample by the settled status.

    Where one coder was assigned, that coder's status holds; where several were, the settled one, or the one they share.
    Unsettled respondents on whom they differ are pending, and so is everybody whom one of them has not finished.
    """
    by_label = _settle(
        sample,
        [{str(s): group for s, group in c.by_status.items()} for c in coders],
        {str(s): group for s, group in settled.by_status.items()},
        [str(s) for s in Status],
    )
    by_status = {status: by_label[str(status)] for status in Status}
    standing = _without(
        sample & settled.standing, by_status[Status.NO_DATA] | _any([c[Status.PENDING] for c in coders])
    )
    if standing:
        by_status = {status: group - standing for status, group in by_status.items()}
        by_status[Status.REFERRED] |= standing
    referred, pending = by_status[Status.REFERRED], by_status[Status.PENDING]
    differing = referred - _all([c[Status.REFERRED] | c[Status.NO_DATA] for c in coders])
    met, unmet = _any([c.met for c in coders]), _any([c[Status.REFERRED] - c.met for c in coders])
    settled_met = settled.met & (differing | (met & unmet))
    return CodeStatuses(
        by_status,
        met=referred & ((met - unmet - differing) | settled_met),
        pending_coded=pending & _any([c[Status.REFERRED] | c.pending_coded for c in coders]),
        unprompted=referred & _any([c.unprompted for c in coders]),
        differ=pending - _any([c[Status.PENDING] for c in coders]),
    )


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """What one coder says about one scheme, before statuses are formed.

    Attributes:
        assigned: respondents with an in-scope document to be read by the coder.
        unread: of these, those with a document that is not finished.
        classes: respondents by category.
        not_asked, too_little: respondents marked so by the coder.
    """

    assigned: Group = NOBODY
    unread: Group = NOBODY
    classes: Mapping[Guid, Group] = field(default_factory=dict)
    not_asked: Group = NOBODY
    too_little: Group = NOBODY


NOT_CLASSIFIED = "not classified"


@dataclass(frozen=True, slots=True)
class ClassStatuses:
    """A sample divided by category, or by why there is none.

    Attributes:
        by_category: respondents by category GUID.
        by_status: not classified, not asked, too little information, no data, pending.
        pending_classified: of the pending, those already classified.
    """

    by_category: Mapping[Guid, Group]
    by_status: Mapping[str, Group]
    pending_classified: Group = NOBODY


_CLASS_STATUSES = (
    NOT_CLASSIFIED,
    str(Status.NOT_ASKED),
    str(Status.TOO_LITTLE),
    str(Status.NO_DATA),
    str(Status.PENDING),
)


def classes_of_coder(sample: Group, facts: ClassFacts, categories: Sequence[Guid]) -> ClassStatuses:
    """Divide a sample by one coder's classes, in the same order as statuses: a class beats a mark."""
    classified = _any(list(facts.classes.values()))
    parts = statuses_of_coder(
        sample,
        CoderFacts(
            Guid(""),
            facts.assigned,
            {Guid(""): CodeFacts(facts.unread, classified, NOBODY, facts.not_asked, facts.too_little)},
        ),
        Guid(""),
    )
    by_status = {label: parts[Status(label)] for label in _CLASS_STATUSES if label != NOT_CLASSIFIED}
    by_status[NOT_CLASSIFIED] = parts[Status.NOT_REFERRED]
    by_category = {c: parts[Status.REFERRED] & facts.classes.get(c, NOBODY) for c in categories}
    return ClassStatuses(by_category, by_status, parts.pending_coded)


def classes_consensus(
    sample: Group, coders: Sequence[ClassStatuses], categories: Sequence[Guid], settled: Mapping[Guid, Group]
) -> ClassStatuses:
    """Divide a sample by the settled class, or the one that all assigned coders gave."""
    labels = [*categories, *_CLASS_STATUSES]
    said: list[dict[str, Group]] = [{**dict(c.by_category.items()), **c.by_status} for c in coders]
    found = _settle(sample, said, {str(c): group for c, group in settled.items()}, labels)
    pending = found[str(Status.PENDING)]
    given = _any([group for c in coders for group in (*c.by_category.values(), c.pending_classified)])
    return ClassStatuses(
        {c: found[c] for c in categories}, {label: found[label] for label in _CLASS_STATUSES}, pending & given
    )
