"""The settled status of respondents on whom coders differed: what the consensus view adds to what coders share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from fop_coder.analysis.clusters import Cluster, basis_of_words, find_clusters
from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code, Codebook, CriteriaRule, Scheme, Within
from fop_coder.model.counting import Voices
from fop_coder.model.documents import Assignment
from fop_coder.model.second_coding import Settlement
from fop_coder.model.status import NOBODY, ClassStatuses, CodeStatuses, Group, Settled, Status
from fop_coder.project.documents import voices_of
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
    """Return how those stand of whom the coders differ, or on whose turns a settled passage lies.

    What bears on a respondent are the clusters of overlapping passages that count for them, and the settled passages
    that lie on their turns. One that all who were assigned the document have a passage in stands as it is, however its
    ends differ; any other must be settled, and then stands as it was settled. As soon as nothing is left to settle, a
    respondent is referred if a passage lies on their turns; otherwise, where something was settled, marked as any coder
    marked them, or not referred. Where only marks differ, the status itself must be settled.

    Args:
        parts: what each coder says, in the order of ``coders``.
    """
    gathered = codebook.gathered(code.guid)
    settlements = [s for s in project.store.values(Settlement) if s.about in gathered]
    differ = differing(parts)
    passages = _Passages(project, code, gathered, coders, scope, settlements)
    passages.read(differ)
    silent = NOBODY.union(*(parts_[s] for parts_ in parts for s in (*_BY_MARK, Status.NOT_REFERRED)))
    found: dict[Status, set[Guid]] = defaultdict(set)
    met: set[Guid] = set()
    standing: set[Guid] = set()
    for respondent in differ | (passages.heard & silent):
        kept = passages.kept_of(respondent)
        if kept is None:
            continue
        if kept.criteria:
            standing.add(respondent)
        status = _status(respondent, code, coders, parts, kept, settlements)
        if status is not None:
            found[status].add(respondent)
        decides = kept.was_settled or respondent in silent
        if kept.criteria and decides and code.criteria_rule and _meets(code.criteria_rule, code, kept.criteria):
            met.add(respondent)
    by_status = {status: frozenset(group) for status, group in found.items()}
    return Settled(by_status, frozenset(met), frozenset(standing))


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


def differing(parts: Sequence[CodeStatuses]) -> Group:
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
    """The passages on one respondent's turns that stand.

    Attributes:
        criteria: of each, those of the code itself; none for a passage of a code that is gathered.
        was_settled: whether anything that bears on the respondent had to be settled.
    """

    criteria: list[frozenset[Guid]] = field(default_factory=list)
    was_settled: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """A cluster as it bears on one respondent: what stands of it on their turns, by criteria; None if not settled."""

    stands: tuple[frozenset[Guid], ...] | None
    was_settled: bool = False


class _Passages:
    """The clusters of a code and of those it gathers, by the respondents on whom they bear.

    Attributes:
        heard: those on whose turns a settled passage lies.
    """

    def __init__(
        self,
        project: Project,
        code: Code,
        codes: Iterable[Guid],
        coders: Sequence[Guid],
        scope: frozenset[Guid] | None,
        settlements: Iterable[Settlement],
    ) -> None:
        self._project, self._code, self._codes, self._coders, self._scope = project, code.guid, codes, coders, scope
        self._settled = {(s.about, s.document, s.basis): s for s in settlements if s.document is not None}
        self._assigned: dict[Guid, set[Guid]] = defaultdict(set)
        for assignment in project.store.values(Assignment, coder=coders):
            self._assigned[assignment.document].add(assignment.coder)
        self._of: dict[Guid, list[_Place]] = defaultdict(list)
        self.heard: Group = NOBODY

    def read(self, differ: Group) -> None:
        """Read what bears on those of whom coders differ, and on whoever speaks where something was settled."""
        documents = self._documents(differ)
        if not documents:
            return
        store = self._project.store
        guids = store.coding_guids(documents=documents, coders=self._coders, codes=self._codes, counted=True)
        counted = store.counted_for(guids)
        heard: set[Guid] = set()
        voices: tuple[Guid, Voices[Guid]] | None = None
        for cluster in find_clusters(store.codings(guids)):  # in the order of documents
            coded = NOBODY.union(*(counted[c.guid] for c in cluster.codings))
            settlement = self._settled.get((cluster.code, cluster.document, cluster.basis))
            if settlement is None:
                self._put(coded, self._as_coded(cluster))
                continue
            if voices is None or voices[0] != cluster.document:
                voices = cluster.document, voices_of(self._project, cluster.document)
            heard |= self._put_settled(cluster, settlement, coded, voices[1])
        self.heard = frozenset(heard)

    def _documents(self, differ: Group) -> frozenset[Guid]:
        """Return the documents that matter: nearly none where nothing of the code is settled.

        Where somebody speaks alone in documents that the same coders were assigned, no passages stand on which these
        differ: some coder has none, unless one was settled.
        """
        speaking = self._project.store.respondents_of_documents()
        if self._scope is not None:
            speaking = {document: who for document, who in speaking.items() if document in self._scope}
        settled = {document for _, document, _ in self._settled} & speaking.keys()
        people = NOBODY.union(*(speaking[document] for document in settled))
        shared: dict[Guid, set[frozenset[Guid]]] = defaultdict(set)
        for document, who in speaking.items():
            for respondent in who & differ:
                shared[respondent].add(frozenset(self._assigned[document]))
                if len(who) > 1:
                    people |= {respondent}
        people |= {respondent for respondent, assigned in shared.items() if len(assigned) > 1}
        return frozenset(document for document, who in speaking.items() if not people.isdisjoint(who))

    def _as_coded(self, cluster: Cluster) -> _Place:
        if not cluster.coders >= self._assigned[cluster.document]:
            return _Place(None)
        return _Place((self._own({k for c in cluster.codings for k in c.criteria}, cluster),))

    def _put_settled(self, cluster: Cluster, settlement: Settlement, coded: Group, voices: Voices[Guid]) -> set[Guid]:
        """Put what was settled on all on whom it bears; return those on whose turns a passage of it lies."""
        stands: dict[Guid, list[frozenset[Guid]]] = defaultdict(list)
        for passage in settlement.passages:
            for respondent in voices.heard_in(passage.start, passage.end):
                stands[respondent].append(self._own(passage.criteria, cluster))
        for respondent in coded | stands.keys():
            self._put({respondent}, _Place(tuple(stands.get(respondent, ())), was_settled=True))
        return set(stands)

    def _own(self, criteria: Iterable[Guid], cluster: Cluster) -> frozenset[Guid]:
        return frozenset(criteria) if cluster.code == self._code else frozenset()

    def _put(self, respondents: Iterable[Guid], place: _Place) -> None:
        for respondent in respondents:
            self._of[respondent].append(place)

    def kept_of(self, respondent: Guid) -> _Kept | None:
        """Return the passages that stand for a respondent, None as long as one of them is not settled."""
        kept = _Kept()
        for place in self._of.get(respondent, ()):
            if place.stands is None:
                return None
            kept.criteria += place.stands
            kept.was_settled |= place.was_settled
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
        return Status.REFERRED if kept.was_settled else None
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
