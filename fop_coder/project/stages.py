"""What coders said before they discussed, and after: their own independent coding, or what they settled on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from fop_coder.analysis.clusters import Cluster, find_clusters
from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code, Scheme
from fop_coder.model.people import Coder
from fop_coder.model.second_coding import Settlement, Stage
from fop_coder.model.status import (
    NOBODY,
    ClassStatuses,
    CoderFacts,
    CodeStatuses,
    Group,
    Status,
    classes_of_coder,
    statuses_of_coder,
)
from fop_coder.project.comparison import WAITING, Asked
from fop_coder.project.consensus import settled_classes, settled_statuses


def is_after(asked: Asked) -> bool:
    """Say whether agreement after discussion is asked for."""
    return asked.comparison.stage is Stage.AFTER


def discussed_notes(asked: Asked, codes: Sequence[Code]) -> list[str]:
    """Return how many passages of each coder are left out as made after discussion; nothing where there are none."""
    left_out = _discussed(asked, codes)
    if is_after(asked) or not left_out:
        return []
    said = ", ".join(f"{left_out[coder.guid]:,} of {coder.name}" for coder in asked.coders if coder.guid in left_out)
    return [f"Passages left out, because they were coded after discussion: {said}"]


def _discussed(asked: Asked, codes: Sequence[Code]) -> Mapping[Guid, int]:
    """Return the compared coders' codings in scope that were made after discussion, by coder."""
    found: dict[Guid, int] = defaultdict(int)
    coders, wanted = {c.guid for c in asked.coders}, {c.guid for c in codes}
    scope = asked.scope.documents
    for (coder, document, code), number in asked.project.store.discussed_codings().items():
        if coder in coders and code in wanted and (scope is None or document in scope):
            found[coder] += number
    return found


# ---- respondents -----------------------------------------------------------------------------------------------------


def statuses(asked: Asked, codes: Sequence[Code], group: Group) -> dict[Guid, list[CodeStatuses]]:
    """Return for each code how respondents stand in each coder's view, in the order of the coders."""
    facts = [_facts(asked, coder.guid, codes) for coder in asked.coders]
    found = {code.guid: [statuses_of_coder(group, f, code.guid) for f in facts] for code in codes}
    if is_after(asked):
        for who in _who_settled(asked):
            _settle_statuses(asked, codes, group, who, found)
    return found


def _facts(asked: Asked, coder: Guid, codes: Sequence[Code]) -> CoderFacts:
    store, codebook, scope = asked.project.store, asked.project.codebook, asked.scope.documents
    facts = store.coder_facts(coder, codebook, codes, scope)
    if is_after(asked) or not any(who == coder for who, _, _ in store.discussed_codings()):
        return facts
    alone = store.referred_independently(coder, scope)
    independent = {
        code: replace(found, referred=NOBODY.union(*(alone.get(c, NOBODY) for c in codebook.gathered(code))))
        for code, found in facts.codes.items()
    }
    return CoderFacts(coder, facts.assigned, independent)


def _settle_statuses(
    asked: Asked, codes: Sequence[Code], group: Group, who: Sequence[Guid], found: dict[Guid, list[CodeStatuses]]
) -> None:
    """Give the coders compared what some coders, perhaps more than these, settled on."""
    project, scope = asked.project, asked.scope.documents
    facts = [_facts(asked, coder, codes) for coder in who]
    for code in codes:
        parts = [statuses_of_coder(group, f, code.guid) for f in facts]
        settled = settled_statuses(project, code, project.codebook, who, parts, scope)
        for place, coder in enumerate(asked.coders):
            if coder.guid in who:
                found[code.guid][place] = _with_settled(found[code.guid][place], settled.by_status)


def _with_settled(part: CodeStatuses, settled: Mapping[Status, Group]) -> CodeStatuses:
    """Return how respondents stand with what was settled, of those whom the coder has finished."""
    waiting = NOBODY.union(*(part[status] for status in WAITING))
    moved = NOBODY.union(*settled.values()) - waiting
    by_status = {s: (who - moved) | (settled.get(s, NOBODY) & moved) for s, who in part.by_status.items()}
    return replace(part, by_status=by_status)


def class_statuses(asked: Asked, scheme: Scheme, group: Group) -> list[ClassStatuses]:
    """Return how respondents are classified in each coder's view, in the order of the coders."""
    found = [_class_part(asked, coder.guid, scheme, group) for coder in asked.coders]
    if is_after(asked):
        for who in _who_settled(asked):
            parts = [_class_part(asked, coder, scheme, group) for coder in who]
            settled = settled_classes(asked.project, scheme, who, parts)
            for place, coder in enumerate(asked.coders):
                if coder.guid in who:
                    found[place] = _with_settled_classes(found[place], settled)
    return found


def _class_part(asked: Asked, coder: Guid, scheme: Scheme, group: Group) -> ClassStatuses:
    facts = asked.project.store.class_facts(coder, scheme.guid, asked.scope.documents, asked.scope.occasion)
    return classes_of_coder(group, facts, [c.guid for c in scheme.categories])


def _with_settled_classes(part: ClassStatuses, settled: Mapping[Guid, Group]) -> ClassStatuses:
    waiting = NOBODY.union(*(part.by_status[status] for status in WAITING))
    moved = NOBODY.union(*settled.values()) - waiting
    return ClassStatuses(
        {c: (who - moved) | (settled.get(c, NOBODY) & moved) for c, who in part.by_category.items()},
        {label: who - moved for label, who in part.by_status.items()},
        part.pending_classified,
    )


def _who_settled(asked: Asked, settlements: Iterable[Settlement] | None = None) -> list[tuple[Guid, ...]]:
    """Return the groups of coders who settled something, at least two of those compared among them."""
    store = asked.project.store
    compared = {c.guid for c in asked.coders}
    known = {c.guid for c in store.values(Coder)}
    found = store.values(Settlement) if settlements is None else settlements
    groups = dict.fromkeys(tuple(sorted(s.coders)) for s in found)
    return [who for who in groups if len(compared.intersection(who)) >= 2 and known.issuperset(who)]


# ---- passages --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Settled:
    """A cluster of passages that was settled, for those of the compared coders who settled it."""

    cluster: Cluster
    settlement: Settlement
    coders: tuple[Guid, ...]


def settled_clusters(asked: Asked, codes: Sequence[Code]) -> Iterator[Settled]:
    """Yield the clusters of some codes in scope whose settlement holds."""
    compared = {c.guid for c in asked.coders}
    wanted = {c.guid for c in codes}
    settlements = [s for s in asked.project.store.values(Settlement) if s.document is not None and s.about in wanted]
    for who in _who_settled(asked, settlements):
        theirs = {(s.about, s.document, s.basis): s for s in settlements if tuple(sorted(s.coders)) == who}
        for cluster in clusters_of(
            asked, who, {s.document for s in theirs.values()}, {s.about for s in theirs.values()}
        ):
            settlement = theirs.get((cluster.code, cluster.document, cluster.basis))
            if settlement is not None:
                yield Settled(cluster, settlement, tuple(c for c in who if c in compared))


def clusters_of(
    asked: Asked, coders: Sequence[Guid], documents: Iterable[Guid | None], codes: Iterable[Guid]
) -> list[Cluster]:
    """Return the clusters of some coders' counting passages in some documents, as far as these are in scope."""
    store, scope = asked.project.store, asked.scope.documents
    within = [d for d in documents if d is not None and (scope is None or d in scope)]
    guids = store.coding_guids(documents=within, coders=coders, codes=codes, counted=True)
    return find_clusters(store.codings(guids))
