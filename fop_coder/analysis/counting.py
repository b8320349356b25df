"""From a sample divided by status to counts with shares and intervals."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code
from fop_coder.model.status import NOT_CLASSIFIED, ClassStatuses, CodeStatuses, Group, Status
from fop_coder.model.tally import ClassCounts, Counts

_Z = 1.959963984540054
"""The 97.5 % point of the normal distribution, for an interval of 95 %."""


def wilson(n: int, of: int) -> tuple[float, float] | None:
    """Return the 95 % Wilson score interval of n / of (Wilson 1927); None where ``of`` is 0.

    Written out, as scipy, which has it too, takes a second to load: longer than all else that a tally needs.
    """
    if of == 0:
        return None
    share = n / of
    denominator = 2 * (of + _Z**2)
    centre = (2 * of * share + _Z**2) / denominator
    reach = _Z / denominator * math.sqrt(4 * of * share * (1 - share) + _Z**2)
    return (0.0 if n == 0 else centre - reach, 1.0 if n == of else centre + reach)


def count_statuses(
    statuses: CodeStatuses, code: Code, *, several: bool, within: Group | None = None, interval: bool = True
) -> Counts:
    """Count a divided sample, or the part of it in a group.

    Args:
        several: whether the view is one of several coders, which can differ.
        within: the group; None for the whole sample.
        interval: whether to work out the Wilson interval of the share.
    """
    sizes = [len(part) if within is None else len(part & within) for part in _parts(statuses)]
    return _counts(sizes, code, several=several, interval=interval)


def count_groups(
    statuses: CodeStatuses, code: Code, names: Iterable[str], group_of: Mapping[Guid, str], *, several: bool
) -> dict[str, Counts]:
    """Count a divided sample in each of several groups.

    Goes through the respondents once however many groups there are.

    Args:
        names: of the groups, in their order; nobody need be in one.
        group_of: the one group that each respondent is in.
        several: whether the view is one of several coders, which can differ.
    """
    sizes = [Counter(map(group_of.get, part)) if part else _NOBODY for part in _parts(statuses)]
    return {name: _counts([size.get(name, 0) for size in sizes], code, several=several) for name in names}


_NOBODY: Mapping[str | None, int] = {}


def _parts(statuses: CodeStatuses) -> tuple[Group, ...]:
    """Return the groups whose sizes make ``Counts``, in the order in which ``_counts`` takes them."""
    return (
        statuses[Status.REFERRED],
        statuses[Status.NOT_REFERRED],
        statuses[Status.NOT_ASKED],
        statuses[Status.TOO_LITTLE],
        statuses[Status.NO_DATA],
        statuses[Status.PENDING],
        statuses.met,
        statuses.pending_coded,
        statuses.unprompted,
        statuses.differ,
    )


def _counts(sizes: Sequence[int], code: Code, *, several: bool, interval: bool = True) -> Counts:
    referred, not_referred, not_asked, too_little, no_data, pending, met, coded, unprompted, differ = sizes
    return Counts(
        referred=referred,
        not_referred=not_referred,
        not_asked=not_asked,
        too_little_information=too_little,
        no_data=no_data,
        pending=pending,
        criteria_met=None if code.criteria_rule is None else met,
        pending_coded=coded,
        unprompted=unprompted,
        differ=differ if several else None,
        interval=wilson(referred, referred + not_referred) if interval else None,
    )


def count_classes(statuses: ClassStatuses, within: Group | None = None) -> ClassCounts:
    """Count who has a class and, of those who have none, why."""

    def size(groups: Iterable[Group]) -> int:
        return sum(len(g) if within is None else len(g & within) for g in groups)

    def without(label: str) -> int:
        return size([statuses.by_status[label]])

    return ClassCounts(
        classified=size(statuses.by_category.values()),
        not_classified=without(NOT_CLASSIFIED),
        not_asked=without(Status.NOT_ASKED),
        too_little_information=without(Status.TOO_LITTLE),
        no_data=without(Status.NO_DATA),
        pending=without(Status.PENDING),
        pending_classified=size([statuses.pending_classified]),
    )
