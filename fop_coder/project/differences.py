"""Where coders differ: over passages and their ends, over the status of a respondent, over a class."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from fop_coder.analysis.clusters import Cluster, basis_of_words, find_clusters
from fop_coder.model.base import Guid, check, derived_guid
from fop_coder.model.codebook import Code, Scheme
from fop_coder.model.documents import Assignment, Document, Finish
from fop_coder.model.people import Coder, Respondent
from fop_coder.model.second_coding import Outcome, Settlement
from fop_coder.model.status import NOBODY, Group, Status, classes_of_coder, statuses_of_coder
from fop_coder.project.consensus import differing
from fop_coder.project.project import Project
from fop_coder.project.samples import choose_sample
from fop_coder.project.views import choose_scope, choose_view, narrow_to_round


class Over(StrEnum):
    """What coders differ over."""

    PASSAGE = "passage"
    BOUNDARY = "boundary"
    """All have passages there, but these do not begin and end alike. It keeps nobody waiting."""
    STATUS = "status"
    CLASS = "class"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One difference between coders.

    Attributes:
        about: code or scheme.
        coders: those compared, in the order asked for.
        labels: what each of them says of a respondent: a status or a category's name; () where it is over passages.
        basis: names what they said; a settlement of the same basis holds.
        cluster: the passages, where it is over passages or their boundaries.
        document, respondent: where, or of whom.
        settlement: how it was settled, None as long as it is open.
        whom: label of the one respondent whose words the passages are, '' where they have other documents besides.
        waiting: respondents whose status in the consensus is pending as long as it is open.
        text: of the document, which the passages' offsets refer to.
    """

    over: Over
    about: Code | Scheme
    coders: tuple[Coder, ...]
    labels: tuple[str, ...]
    basis: str
    cluster: Cluster | None = None
    document: Document | None = None
    respondent: Respondent | None = None
    settlement: Settlement | None = None
    whom: str = ""
    waiting: Group = NOBODY
    text: str = field(default="", repr=False)

    @property
    def said(self) -> tuple[str, ...]:
        """What each of them says: words of their passages, a status, or a category's name; '' for nothing.

        Words are cut out of the text when they are asked for: there may be tens of thousands of differences, and few
        of them are looked at.
        """
        if self.cluster is None:
            return self.labels
        return tuple(
            " … ".join(self.text[c.start : c.end] for c in self.cluster.codings if c.coder == coder.guid)
            for coder in self.coders
        )

    @property
    def key(self) -> tuple[Guid, Guid | None, str]:
        """What a settlement of it is known by, see ``settlement_key``."""
        where = self.document or self.respondent
        return self.about.guid, where.guid if where is not None else None, self.basis

    @property
    def outcome(self) -> Outcome | None:
        """How it was settled, with first and second in the order of ``coders``; None as long as it is open."""
        if self.settlement is None or self.settlement.outcome not in _PLACES:
            return self.settlement.outcome if self.settlement is not None else None
        whose = self.settlement.coders[_PLACES.index(self.settlement.outcome)]
        place = [c.guid for c in self.coders].index(whose)
        return _PLACES[place] if place < len(_PLACES) else Outcome.NEW

    @property
    def name(self) -> str:
        """A short name to speak of it by, as long as nothing changes."""
        return self.identity[:8]

    @property
    def identity(self) -> str:
        """The whole of its name: the same words may be said of many respondents, and the same places coded twice."""
        return derived_guid(*map(str, self.key)).replace("-", "")


_PLACES = (Outcome.FIRST, Outcome.SECOND)


@dataclass(frozen=True, slots=True)
class Where:
    """What is looked at: filters over respondents and documents, and the name of a round; '' for all."""

    sample: str = ""
    scope: str = ""
    round: str = ""


def settlement_key(settlement: Settlement) -> tuple[Guid, Guid | None, str]:
    """Return what a settlement is known by: about what, where or of whom, and what had been said."""
    return settlement.about, settlement.document or settlement.respondent, settlement.basis


def list_disagreements(
    project: Project,
    coders: Sequence[Coder],
    *,
    scope: str = "",
    codes: Iterable[Code] | None = None,
    boundaries: bool = False,
    where: Where | None = None,
) -> list[Disagreement]:
    """Return where coders differ, settled or not, code by code: passages in the order of the documents and their text,
    then statuses; classes at the end.

    Only documents that all of them were assigned and have finished for the code are looked at, so that nobody's
    unfinished reading looks like a difference. Passages that overlap are no difference, however their ends differ,
    unless boundaries are asked for.

    Args:
        scope: filter over documents; ``where`` says more, and is taken instead.
        codes: all in use for None; classes are listed in any case.

    Raises:
        NotFound, FilterRefused: if a name is not known.
        ValueRefused: if there are not two different coders.
    """  # noqa: D205 - the summary takes two lines
    check(len(coders) >= 2, "it takes two coders to differ", do="Name at least two")
    check(len({c.guid for c in coders}) == len(coders), "a coder is named twice", do="Name two different coders")
    wanted = list(codes) if codes is not None else [c for c in project.codebook.codes if not c.retired]
    reader = _Reader(project, tuple(coders), where or Where(scope=scope), wanted)
    passages = reader.passages(boundaries=boundaries)
    return [*(d for c in wanted for d in (*passages[c.guid], *reader.statuses(c))), *reader.classes()]


class _Reader:
    """Asks the project once for what several coders said."""

    def __init__(self, project: Project, coders: tuple[Coder, ...], where: Where, codes: Sequence[Code]) -> None:
        self._project, self._coders = project, coders
        self._guids = [c.guid for c in coders]
        self._scope = narrow_to_round(project, choose_scope(project, where.scope), where.round)
        view = choose_view(project, coders[0].guid)
        sample = choose_sample(project, where.sample, view, self._scope).respondents
        self._people = {r.guid: r for r in project.store.values(Respondent) if r.guid in sample}
        self._settled = {settlement_key(s): s for s in project.store.values(Settlement)}
        self._documents = {d.guid: d for d in project.store.values(Document)}
        speaking = project.store.respondents_of_documents()
        self._documents_of = Counter(guid for respondents in speaking.values() for guid in respondents)
        self._codes = {c.guid: c for c in codes}
        self._done = _finished_by_all(project, self._guids, self._scope.documents)
        facts = [project.store.coder_facts(c, project.codebook, codes, self._scope.documents) for c in self._guids]
        self._parts = {c.guid: [statuses_of_coder(sample, f, c.guid) for f in facts] for c in codes}

    # ---- passages ------------------------------------------------------------------------------------------------

    def passages(self, *, boundaries: bool) -> dict[Guid, list[Disagreement]]:
        """Return by code the clusters in which somebody has no passage, or only other ends where those are wanted.

        Passages that count for nobody of the sample are left out.
        """
        store = self._project.store
        guids = store.coding_guids(documents=self._done, coders=self._guids, codes=self._codes, counted=True)
        counted, texts, waiting = store.counted_for(guids), _Texts(self._project), _Waiting(self._waiting_by_code())
        place = {guid: n for n, guid in enumerate(self._documents)}
        found: dict[Guid, list[Disagreement]] = defaultdict(list)
        clusters = find_clusters(store.codings(guids))
        for cluster in sorted(clusters, key=lambda c: (place[c.document], c.start)):
            over = self._differ_over(cluster, boundaries=boundaries)
            if over is None:
                continue
            bears_on = _united({counted[c.guid] for c in cluster.codings})
            if not bears_on.isdisjoint(self._people):
                waits = waiting[cluster.code, bears_on] if over is Over.PASSAGE else NOBODY
                found[cluster.code].append(self._over_passages(over, cluster, bears_on, waits, texts[cluster.document]))
        return found

    def _differ_over(self, cluster: Cluster, *, boundaries: bool) -> Over | None:
        code = self._codes[cluster.code]
        if (code.guid, code.meaning) not in self._done[cluster.document]:
            return None
        if not cluster.coders >= set(self._guids):
            return Over.PASSAGE
        ends = {tuple((c.start, c.end) for c in cluster.codings if c.coder == coder) for coder in self._guids}
        return Over.BOUNDARY if boundaries and len(ends) > 1 else None

    def _over_passages(self, over: Over, cluster: Cluster, bears_on: Group, waiting: Group, text: str) -> Disagreement:
        code, basis = self._codes[cluster.code], cluster.basis
        return Disagreement(
            over,
            code,
            self._coders,
            (),
            basis,
            cluster,
            self._documents[cluster.document],
            settlement=self._settled.get((code.guid, cluster.document, basis)),
            whom=self._whom(bears_on),
            waiting=waiting,
            text=text,
        )

    def _whom(self, bears_on: Group) -> str:
        one = self._people.get(next(iter(bears_on))) if len(bears_on) == 1 else None
        return one.label if one is not None and self._documents_of[one.guid] == 1 else ""

    def _waiting_by_code(self) -> dict[Guid, Group]:
        """Return by code those of whom coders say different things on it, or on a code that gathers it."""
        found: dict[Guid, Group] = defaultdict(lambda: NOBODY)
        for code, parts in self._parts.items():
            differ = differing(parts)
            for gathered in self._project.codebook.gathered(code):
                found[gathered] |= differ
        return found

    # ---- respondents ---------------------------------------------------------------------------------------------

    def statuses(self, code: Code) -> list[Disagreement]:
        """Return respondents whose status differs by a mark alone: nobody has a passage that another lacks."""
        by_passage = {None, Status.NO_DATA, Status.PENDING, Status.REFERRED}
        found = []
        for guid, respondent in self._people.items():
            said = [part.of(guid) for part in self._parts[code.guid]]
            if len(set(said)) > 1 and by_passage.isdisjoint(said):
                words = tuple(str(status) for status in said)
                found.append(self._of_respondent(Over.STATUS, code, respondent, words))
        return found

    def classes(self) -> list[Disagreement]:
        """Return respondents whom the coders put into different categories, or whom only some of them classified."""
        store, sample = self._project.store, frozenset(self._people)
        found = []
        for scheme in self._project.codebook.schemes:
            names = {c.guid: c.name for c in scheme.categories}
            said: list[dict[Guid, str]] = []
            for coder in self._guids:
                facts = store.class_facts(coder, scheme.guid, self._scope.documents, self._scope.occasion)
                parts = classes_of_coder(sample, facts, list(names))
                said.append({r: names[c] for c, group in parts.by_category.items() for r in group})
                said[-1].update({r: label for label, group in parts.by_status.items() for r in group})
            for guid, respondent in self._people.items():
                words = tuple(by_respondent.get(guid, "") for by_respondent in said)
                if len(set(words)) > 1 and not {"", str(Status.NO_DATA), str(Status.PENDING)} & set(words):
                    found.append(self._of_respondent(Over.CLASS, scheme, respondent, words))
        return found

    def _of_respondent(
        self, over: Over, about: Code | Scheme, respondent: Respondent, words: tuple[str, ...]
    ) -> Disagreement:
        basis = basis_of_words(self._guids, words)
        settlement = self._settled.get((about.guid, respondent.guid, basis))
        waiting = frozenset({respondent.guid})
        return Disagreement(
            over, about, self._coders, words, basis, respondent=respondent, settlement=settlement, waiting=waiting
        )


def _united(groups: set[Group]) -> Group:
    """Return the respondents of all groups; most passages that overlap count for the same."""
    return groups.pop() if len(groups) == 1 else NOBODY.union(*groups)


class _Waiting(dict[tuple[Guid, Group], Group]):
    """Of whom something is open, by code and those whom passages bear on; the same few groups come again and again."""

    def __init__(self, by_code: Mapping[Guid, Group]) -> None:
        super().__init__()
        self._by_code = by_code

    def __missing__(self, asked: tuple[Guid, Group]) -> Group:
        code, bears_on = asked
        self[asked] = bears_on & self._by_code[code]
        return self[asked]


class _Texts(dict[Guid, str]):
    """Texts of documents, each read once."""

    def __init__(self, project: Project) -> None:
        super().__init__()
        self._project = project

    def __missing__(self, document: Guid) -> str:
        self[document] = self._project.store.text(document) or ""
        return self[document]


def _finished_by_all(
    project: Project, coders: Sequence[Guid], scope: frozenset[Guid] | None
) -> dict[Guid, frozenset[tuple[Guid, int]]]:
    """Return the documents that all coders were assigned and finished, with the (code, meaning)s all read them for."""
    first, *others = (finished_for(project, coder, scope) for coder in coders)
    for theirs in others:
        first = {d: first[d] & theirs[d] for d in first if d in theirs}
    return first


def finished_for(
    project: Project, coder: Guid, scope: frozenset[Guid] | None
) -> dict[Guid, frozenset[tuple[Guid, int]]]:
    """Return the documents that a coder was assigned and has finished, with the (code, meaning)s read for."""
    store = project.store
    texts = {d.guid: d.sha256 for d in store.values(Document) if scope is None or d.guid in scope}
    assigned = {a.document for a in store.values(Assignment, coder=coder)}
    return {
        f.document: frozenset((r.code, r.meaning) for r in f.read_for)
        for f in store.values(Finish, coder=coder)
        if f.document in assigned and f.sha256 == texts.get(f.document)
    }
