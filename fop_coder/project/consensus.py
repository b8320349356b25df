"""The settled status of respondents on whom coders differed: what the consensus view adds to what coders share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from fop_coder.analysis.clusters import Cluster, basis_of_words, find_clusters
from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code, Codebook, CriteriaRule, Scheme, Within
from fop_coder.model.documents import Assignment
from fop_coder.model.second_coding import Settlement
from fop_coder.model.status import NOBODY, ClassStatuses, CodeStatuses, Group, Settled, Status
from fop_coder.project.project import Project

_BY_MARK = (Status.NOT_ASKED, Status.TOO_LITTLE)


def settled_statuses(
    project: Project,
    code: Code,
    codebook: Codebook,
    coders: Sequence[Guid],
    parts: Sequence[CodeStatuses],
    scope: frozenset[Guid] | None,
) -> Settled:
    """Return the respondents whose status on a code is settled, by status, for those on whom the coders differ.

    A respondent is settled when every cluster of overlapping passages that counts for them, and in which an assigned
    coder has none, is settled. They are then referred if a passage is left, shared or settled; otherwise marked as
    any coder marked them, or not referred. Where only marks differ, the status itself must be settled.

    Args:
        parts: what each coder says, in the order of ``coders``.
    """
    gathered = codebook.gathered(code.guid)
    settlements = [s for s in project.store.values(Settlement) if s.about in gathered]
    if not settlements:
        return Settled()
    differing = _differing(parts)
    found: dict[Status, set[Guid]] = defaultdict(set)
    met: set[Guid] = set()
    passages = _Passages(project, gathered, coders, scope, settlements)
    for respondent in differing:
        kept = passages.kept_of(respondent)
        if kept is None:
            continue
        status = _status(respondent, code, coders, parts, kept, settlements)
        if status is not None:
            found[status].add(respondent)
        rule = code.criteria_rule if kept.was_settled else None
        if status is Status.REFERRED and rule and _meets(rule, code, kept.criteria):
            met.add(respondent)
    return Settled({status: frozenset(group) for status, group in found.items()}, frozenset(met))


def settled_classes(
    project: Project, scheme: Scheme, coders: Sequence[Guid], parts: Sequence[ClassStatuses]
) -> Mapping[Guid, Group]:
    """Return the respondents whose class is settled, by category; a settlement holds while all say what they said."""
    names = {c.guid: c.name for c in scheme.categories}
    found: dict[Guid, set[Guid]] = defaultdict(set)
    for settlement in project.store.values(Settlement, about=scheme.guid):
        respondent, category = settlement.respondent, settlement.category
        if respondent is None or category not in names:
            continue
        said = {coder: _class_of(part, respondent, names) for coder, part in zip(coders, parts, strict=True)}
        theirs = {coder: said.get(coder, "") for coder in settlement.coders}
        if settlement.basis == basis_of_words(list(theirs), list(theirs.values())):
            found[category].add(respondent)
    return {category: frozenset(group) for category, group in found.items()}


def _class_of(part: ClassStatuses, respondent: Guid, names: Mapping[Guid, str]) -> str:
    for category, group in part.by_category.items():
        if respondent in group:
            return names[category]
    return next((label for label, group in part.by_status.items() if respondent in group), "")


def _differing(parts: Sequence[CodeStatuses]) -> Group:
    """Return those of whom coders who have to do with them say different things, criteria included."""
    waiting = NOBODY.union(*(p[Status.PENDING] for p in parts))
    said: dict[Guid, set[object]] = defaultdict(set)
    for part in parts:
        for status, group in part.by_status.items():
            if status is not Status.NO_DATA:
                for respondent in group - waiting:
                    said[respondent].add((status, respondent in part.met))
    return frozenset(respondent for respondent, words in said.items() if len(words) > 1)


@dataclass
class _Kept:
    """The passages of one respondent that stand: criteria of each, and whether any had to be settled."""

    criteria: list[frozenset[Guid]] = field(default_factory=list)
    was_settled: bool = False


class _Passages:
    """The clusters of some codes, by the respondents they count for."""

    def __init__(
        self,
        project: Project,
        codes: Iterable[Guid],
        coders: Sequence[Guid],
        scope: frozenset[Guid] | None,
        settlements: Iterable[Settlement],
    ) -> None:
        store = project.store
        self._settled = {(s.about, s.document, s.basis): s for s in settlements if s.document is not None}
        self._assigned: dict[Guid, set[Guid]] = defaultdict(set)
        for coder in coders:
            for assignment in store.values(Assignment, coder=coder):
                self._assigned[assignment.document].add(coder)
        guids = store.coding_guids(documents=scope, coders=coders, codes=codes, counted=True)
        counted = store.counted_for(guids)
        self._of: dict[Guid, list[Cluster]] = defaultdict(list)
        for cluster in find_clusters(store.codings(guids)):
            for respondent in NOBODY.union(*(counted[c.guid] for c in cluster.codings)):
                self._of[respondent].append(cluster)

    def kept_of(self, respondent: Guid) -> _Kept | None:
        """Return the passages that stand for a respondent, None as long as one of them is not settled."""
        kept = _Kept()
        for cluster in self._of.get(respondent, ()):
            if cluster.coders >= self._assigned[cluster.document]:
                kept.criteria += [frozenset(c.criteria) for c in cluster.codings]
                continue
            settlement = self._settled.get((cluster.code, cluster.document, cluster.basis))
            if settlement is None:
                return None
            kept.was_settled = True
            kept.criteria += [frozenset(p.criteria) for p in settlement.passages]
        return kept


def _status(
    respondent: Guid,
    code: Code,
    coders: Sequence[Guid],
    parts: Sequence[CodeStatuses],
    kept: _Kept,
    settlements: Iterable[Settlement],
) -> Status | None:
    if kept.criteria:
        return Status.REFERRED
    said = {coder: part.of(respondent) for coder, part in zip(coders, parts, strict=True)}
    for settlement in settlements:
        if settlement.respondent == respondent and settlement.about == code.guid:
            words = [str(said.get(coder) or "") for coder in settlement.coders]
            if settlement.basis == basis_of_words(settlement.coders, words):
                return Status(settlement.status)
    if not kept.was_settled:
        return None
    return next((mark for mark in _BY_MARK if mark in said.values()), Status.NOT_REFERRED)


def _meets(rule: CriteriaRule, code: Code, criteria: Sequence[frozenset[Guid]]) -> bool:
    """Say whether passages together, or one of them, meet a code's rule."""
    needed = rule.needed(len(code.criteria))
    if rule.within is Within.RESPONDENT:
        return len(frozenset[Guid]().union(*criteria)) >= needed
    return any(len(met) >= needed for met in criteria)
