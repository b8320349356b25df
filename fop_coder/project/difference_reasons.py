"""Why coders differed, counted over what was settled: a code whose wording is often the reason needs another one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code, Scheme
from fop_coder.model.errors import NotFound
from fop_coder.model.people import Coder
from fop_coder.model.second_coding import Reason
from fop_coder.project.disagreements import Disagreement, Where, list_disagreements
from fop_coder.project.project import Project

MANY, SEVERAL = 3, 2
"""So many differences from a code's wording point it out in any case, and so many where they are half of them."""


@dataclass(frozen=True, slots=True)
class ReasonCounts:
    """The settled differences over a code or scheme.

    Attributes:
        settled: how many there are, with a reason or without.
        by_reason: how many have which reason, in the order of ``Reason``, noughts included.
    """

    about: Code | Scheme
    settled: int
    by_reason: Mapping[Reason, int]

    @property
    def wording(self) -> int:
        """How many came from the wording of the code."""
        return self.by_reason[Reason.WORDING]

    @property
    def needs_wording(self) -> bool:
        """Whether so many came from its wording that the definition should be looked at: three, or two and half."""
        return self.wording >= MANY or (self.wording >= SEVERAL and 2 * self.wording >= self.settled)


def count_reasons(project: Project, coders: Sequence[Coder], where: Where | None = None) -> list[ReasonCounts]:
    """Return how often coders differed for which reason, by code; those with nothing settled are left out.

    Raises:
        NotFound, FilterRefused: if a name is not known.
        ValueRefused: if there are not two coders.
    """
    return reasons_of(list_disagreements(project, coders, boundaries=True, where=where))


def reason_named(name: str) -> str:
    """Return the reason of a name, whole or as one word ("wording", "ambiguous"); '' for ''.

    Raises:
        NotFound: if there is none of that name.
    """
    wanted = name.strip().casefold()
    if not wanted:
        return ""
    found = next((r for r in Reason if wanted in (str(r), r.name.casefold())), None)
    if found is None:
        known = ", ".join(r.name.casefold() for r in Reason)
        raise NotFound(f"{name!r} is no reason to differ", do=f"Known: {known}")
    return str(found)


def reasons_of(found: Iterable[Disagreement]) -> list[ReasonCounts]:
    """Return the same of disagreements that were listed already, in their order."""
    about: dict[Guid, Code | Scheme] = {}
    settled: Counter[Guid] = Counter()
    reasons: dict[Guid, Counter[str]] = {}
    for disagreement in found:
        if disagreement.settlement is not None:
            guid = disagreement.about.guid
            about.setdefault(guid, disagreement.about)
            settled[guid] += 1
            reasons.setdefault(guid, Counter())[disagreement.settlement.reason] += 1
    return [
        ReasonCounts(what, settled[guid], {reason: reasons[guid][reason] for reason in Reason})
        for guid, what in about.items()
    ]
