"""The passages of the consensus: what stands once coders who read the same document are taken together.

In a document of several coders, overlapping passages of one code make a cluster. A settled cluster stands as it was
settled; one in which every coder who was assigned the document has a passage stands as the union of its passages, with
all their criteria; any other is not settled, and nothing of it stands. In a document of one coder that coder's
passages stand. Nothing stands twice: a coder's own overlapping passages of one code are one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fop_coder.analysis.clusters import Cluster, find_clusters
from fop_coder.model.base import Guid, derived_guid
from fop_coder.model.counting import Voices
from fop_coder.model.documents import Assignment, Document
from fop_coder.model.second_coding import SettledPassage, Settlement
from fop_coder.model.status import NOBODY, Group
from fop_coder.project.documents import voices_of
from fop_coder.project.project import Project


@dataclass(frozen=True, slots=True)
class ConsensusPassage:
    """A passage of the consensus.

    Attributes:
        guid: of the coding, where it stands as one coder made it; else made from its place, so that it stays the same.
        start, end: code points into the document's text, half-open.
        criteria: GUIDs, sorted.
        coders: those who said so, or whose difference was settled; in the order of the view.
        codings: those it is made of, in the order of the text; empty for a settled one.
        respondents: whom it counts for.
        is_settled: whether it comes from a settlement.
    """

    guid: Guid
    document: Guid
    code: Guid
    start: int
    end: int
    criteria: tuple[Guid, ...]
    coders: tuple[Guid, ...]
    codings: tuple[Guid, ...]
    respondents: Group
    is_settled: bool = False

    @property
    def is_coding(self) -> bool:
        """Whether it is one coder's passage as it is."""
        return self.codings == (self.guid,)


def consensus_passages(
    project: Project,
    coders: Sequence[Guid],
    *,
    codes: Iterable[Guid] | None = None,
    documents: Iterable[Guid] | None = None,
    uncounted: bool = False,
) -> list[ConsensusPassage]:
    """Return the passages of the consensus of some coders, in the order of documents and text.

    Args:
        codes, documents: only theirs, None for all.
        uncounted: also passages that count for nobody.
    """
    narrow = {"coders": coders, "codes": codes, "documents": documents}
    joining = _Joining(project, coders)
    found = joining.standing(project.store.coding_guids(**narrow, counted=True))
    if uncounted:
        # What counts for nobody is never settled, and where it lies within something that counts it is told by that.
        beside = joining.standing(project.store.coding_guids(**narrow, counted=False))
        found += [p for p in beside if not any(_overlap(p, other) for other in found)]
    found = _never_twice(found)
    place = {d.guid: n for n, d in enumerate(project.store.values(Document))}
    order = {c.guid: c.position for c in project.codebook.codes}
    return sorted(found, key=lambda p: (place[p.document], p.start, p.end, order[p.code], p.guid))


def _overlap(one: ConsensusPassage, other: ConsensusPassage) -> bool:
    same = (one.document, one.code) == (other.document, other.code)
    return same and one.start < other.end and other.start < one.end


def _never_twice(passages: Iterable[ConsensusPassage]) -> list[ConsensusPassage]:
    """Return passages with overlapping ones of one code united: what was settled may overlap."""
    found: list[ConsensusPassage] = []
    for passage in sorted(passages, key=lambda p: (p.document, p.code, p.start, p.end, p.guid)):
        if found and _overlap(found[-1], passage):
            found[-1] = _both(found[-1], passage)
        else:
            found.append(passage)
    return found


def _both(one: ConsensusPassage, other: ConsensusPassage) -> ConsensusPassage:
    start, end = one.start, max(one.end, other.end)
    return ConsensusPassage(
        _guid(one.document, one.code, start, end),
        one.document,
        one.code,
        start,
        end,
        tuple(sorted({*one.criteria, *other.criteria})),
        tuple(dict.fromkeys((*one.coders, *other.coders))),
        tuple(dict.fromkeys((*one.codings, *other.codings))),
        one.respondents | other.respondents,
        one.is_settled or other.is_settled,
    )


class _Joining:
    """Makes passages of clusters; who is assigned what, and what is settled, is read once."""

    def __init__(self, project: Project, coders: Sequence[Guid]) -> None:
        self._project = project
        self._order = {coder: n for n, coder in enumerate(coders)}
        self._assigned: dict[Guid, set[Guid]] = defaultdict(set)
        for assignment in project.store.values(Assignment, coder=coders):
            self._assigned[assignment.document].add(assignment.coder)
        settled = [s for s in project.store.values(Settlement) if s.document is not None]
        self._settled = {(s.about, s.document, s.basis): s for s in settled}
        self._voices: tuple[Guid, Voices[Guid]] | None = None

    def standing(self, codings: Sequence[Guid]) -> list[ConsensusPassage]:
        """Return what stands of some codings."""
        counted = self._project.store.counted_for(codings)
        found: list[ConsensusPassage] = []
        for cluster in find_clusters(self._project.store.codings(codings)):
            settlement = self._settled.get((cluster.code, cluster.document, cluster.basis))
            if settlement is not None:
                found += [self._as_settled(cluster, settlement, passage) for passage in settlement.passages]
            elif cluster.coders >= self._assigned[cluster.document]:
                found.append(self._united(cluster, NOBODY.union(*(counted[c.guid] for c in cluster.codings))))
        return found

    def _united(self, cluster: Cluster, respondents: Group) -> ConsensusPassage:
        """Return the union of a cluster's passages: overlapping one another, they leave no gap."""
        alone = cluster.codings[0] if len(cluster.codings) == 1 else None
        return ConsensusPassage(
            alone.guid if alone else _guid(cluster.document, cluster.code, cluster.start, cluster.end),
            cluster.document,
            cluster.code,
            cluster.start,
            cluster.end,
            tuple(sorted({criterion for c in cluster.codings for criterion in c.criteria})),
            self._in_order(cluster.coders),
            tuple(c.guid for c in cluster.codings),
            respondents,
        )

    def _as_settled(self, cluster: Cluster, settlement: Settlement, passage: SettledPassage) -> ConsensusPassage:
        return ConsensusPassage(
            _guid(cluster.document, cluster.code, passage.start, passage.end),
            cluster.document,
            cluster.code,
            passage.start,
            passage.end,
            passage.criteria,
            self._in_order(settlement.coders),
            (),
            self._heard_in(cluster.document).heard_in(passage.start, passage.end),
            is_settled=True,
        )

    def _in_order(self, coders: Iterable[Guid]) -> tuple[Guid, ...]:
        return tuple(sorted(coders, key=lambda c: (self._order.get(c, len(self._order)), c)))

    def _heard_in(self, document: Guid) -> Voices[Guid]:
        if self._voices is None or self._voices[0] != document:
            self._voices = (document, voices_of(self._project, document))
        return self._voices[1]


def _guid(document: Guid, code: Guid, start: int, end: int) -> Guid:
    return derived_guid("consensus passage", document, code, str(start), str(end))
