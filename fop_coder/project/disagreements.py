"""Where coders differ, and settling it: over passages, over the status of a respondent, over a class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fop_coder.analysis.clusters import Cluster, basis_of_words, find_clusters
from fop_coder.model.base import Guid, check, new_guid, now
from fop_coder.model.change import Change
from fop_coder.model.codebook import Code, Scheme
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Assignment, Document, Finish
from fop_coder.model.errors import ChangeRefused, NotFound
from fop_coder.model.people import Coder, Respondent
from fop_coder.model.second_coding import Outcome, SettledPassage, Settlement
from fop_coder.model.status import NOT_CLASSIFIED, Status, classes_of_coder, statuses_of_coder
from fop_coder.project.project import Project
from fop_coder.project.samples import Scope, choose_sample, choose_scope, choose_view


class Over(StrEnum):
    """What coders differ over."""

    PASSAGE = "passage"
    STATUS = "status"
    CLASS = "class"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One difference between coders.

    Attributes:
        about: code or scheme.
        coders: those compared, in the order asked for.
        said: what each of them says: words of their passages, a status, or a category's name; '' for nothing.
        basis: names what they said; a settlement of the same basis holds.
        cluster: the passages, where it is over passages.
        document, respondent: where, or of whom.
        settlement: how it was settled, None as long as it is open.
    """

    over: Over
    about: Code | Scheme
    coders: tuple[Coder, ...]
    said: tuple[str, ...]
    basis: str
    cluster: Cluster | None = None
    document: Document | None = None
    respondent: Respondent | None = None
    settlement: Settlement | None = None

    @property
    def name(self) -> str:
        """A short name to speak of it by, as long as nothing changes."""
        return self.basis[:8]


def list_disagreements(
    project: Project, coders: Sequence[Coder], *, scope: str = "", codes: Iterable[Code] | None = None
) -> list[Disagreement]:
    """Return where coders differ, settled or not: passages in the order of the text, then statuses and classes.

    Only documents that all of them were assigned and have finished for the code are looked at, so that nobody's
    unfinished reading looks like a difference. Passages that overlap are no difference, however their ends differ.
    """
    check(len(coders) >= 2, "it takes two coders to differ", do="Name at least two")
    wanted = list(codes) if codes is not None else [c for c in project.codebook.codes if not c.retired]
    looked_at = choose_scope(project, scope)
    settled = {(s.about, s.document or s.respondent, s.basis): s for s in project.store.values(Settlement)}
    reader = _Reader(project, tuple(coders), looked_at, settled)
    return [*reader.passages(wanted), *reader.statuses(wanted), *reader.classes()]


def disagreement_named(found: Iterable[Disagreement], name: str) -> Disagreement:
    """Return the disagreement of a name.

    Raises:
        NotFound: if there is none, or more than one that begins so.
    """
    alike = [d for d in found if d.basis.startswith(name.casefold())] if name else []
    if len(alike) != 1:
        what = "no disagreement is" if not alike else "more than one disagreement is"
        raise NotFound(f"{what} called {name!r}", do="List them with: fop-coder disagreements")
    return alike[0]


class _Reader:
    """Asks the project once for what several coders said."""

    def __init__(
        self,
        project: Project,
        coders: tuple[Coder, ...],
        scope: Scope,
        settled: Mapping[tuple[Guid, Guid | None, str], Settlement],
    ) -> None:
        self._project, self._coders, self._scope, self._settled = project, coders, scope, settled
        self._documents = {d.guid: d for d in project.store.values(Document)}
        self._guids = [c.guid for c in coders]
        self._done = _finished_by_all(project, self._guids, scope.documents)

    def passages(self, codes: Sequence[Code]) -> list[Disagreement]:
        """Return the clusters in which somebody has no passage; passages that count for nobody are left out."""
        by_guid = {c.guid: c for c in codes}
        store = self._project.store
        guids = store.coding_guids(documents=self._done, coders=self._guids, codes=by_guid, counted=True)
        place = {guid: n for n, guid in enumerate(self._documents)}
        found = []
        for cluster in find_clusters(store.codings(guids)):
            code = by_guid[cluster.code]
            if cluster.coders >= set(self._guids) or (code.guid, code.meaning) not in self._done[cluster.document]:
                continue
            found.append(self._over_passages(cluster, code))
        return sorted(found, key=lambda d: (place[d.cluster.document], d.cluster.start) if d.cluster else (0, 0))

    def _over_passages(self, cluster: Cluster, code: Code) -> Disagreement:
        document = self._documents[cluster.document]
        text = self._project.store.text(document.guid) or ""
        said = tuple(
            " … ".join(text[c.start : c.end] for c in cluster.codings if c.coder == coder) for coder in self._guids
        )
        basis = cluster.basis
        settlement = self._settled.get((code.guid, document.guid, basis))
        return Disagreement(Over.PASSAGE, code, self._coders, said, basis, cluster, document, settlement=settlement)

    def statuses(self, codes: Sequence[Code]) -> list[Disagreement]:
        """Return respondents whose status differs by a mark alone: nobody has a passage that another lacks."""
        sample = choose_sample(self._project, "", choose_view(self._project, self._coders[0].guid), self._scope)
        codebook, store = self._project.codebook, self._project.store
        people = {r.guid: r for r in store.values(Respondent)}
        facts = [store.coder_facts(c, codebook, codes, self._scope.documents) for c in self._guids]
        waiting = {Status.NO_DATA, Status.PENDING}
        found = []
        for code in codes:
            parts = [statuses_of_coder(sample.respondents, f, code.guid) for f in facts]
            for guid, respondent in people.items():
                said = [part.of(guid) for part in parts]
                known = [status for status in said if status is not None]
                if len(known) < len(said) or waiting & set(known) or len(set(known)) == 1 or Status.REFERRED in known:
                    continue
                words = tuple(str(status) for status in known)
                found.append(self._of_respondent(Over.STATUS, code, respondent, words))
        return found

    def classes(self) -> list[Disagreement]:
        """Return respondents whom the coders put into different categories, or whom only some of them classified."""
        sample = choose_sample(self._project, "", choose_view(self._project, self._coders[0].guid), self._scope)
        store = self._project.store
        people = {r.guid: r for r in store.values(Respondent)}
        found = []
        for scheme in self._project.codebook.schemes:
            names = {c.guid: c.name for c in scheme.categories}
            said: list[dict[Guid, str]] = []
            for coder in self._guids:
                facts = store.class_facts(coder, scheme.guid, self._scope.documents, self._scope.occasion)
                parts = classes_of_coder(sample.respondents, facts, list(names))
                said.append({r: names[c] for c, group in parts.by_category.items() for r in group})
                said[-1].update({r: label for label, group in parts.by_status.items() for r in group})
            for guid, respondent in people.items():
                words = tuple(by_respondent.get(guid, "") for by_respondent in said)
                if len(set(words)) > 1 and not {"", str(Status.NO_DATA), str(Status.PENDING)} & set(words):
                    found.append(self._of_respondent(Over.CLASS, scheme, respondent, words))
        return found

    def _of_respondent(
        self, over: Over, about: Code | Scheme, respondent: Respondent, words: tuple[str, ...]
    ) -> Disagreement:
        basis = basis_of_words(self._guids, words)
        settlement = self._settled.get((about.guid, respondent.guid, basis))
        return Disagreement(over, about, self._coders, words, basis, respondent=respondent, settlement=settlement)


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


# ---- settling --------------------------------------------------------------------------------------------------------


def settle(
    project: Project,
    disagreement: Disagreement,
    outcome: Outcome,
    because: str = "",
    *,
    passages: Sequence[SettledPassage] = (),
    label: str = "",
) -> Change:
    """Return the Change that settles a disagreement, or settles it otherwise.

    Args:
        passages: of the consensus, for the outcome new over passages.
        label: the status or the category's name, for the outcome new over a status or class.

    Raises:
        ChangeRefused: if the outcome does not fit what they differ over.
    """
    if disagreement.over is Over.PASSAGE:
        kept = _kept_passages(disagreement, outcome, passages)
        fields: dict[str, object] = {"passages": kept}
    else:
        fields = _settled_label(disagreement, outcome, label)
    before = disagreement.settlement
    made = Settlement(
        before.guid if before else new_guid(),
        disagreement.about.guid,
        tuple(c.guid for c in disagreement.coders),
        disagreement.basis,
        outcome,
        project.coder,
        now(),
        because,
        disagreement.document.guid if disagreement.document else None,
        disagreement.respondent.guid if disagreement.respondent else None,
        **fields,  # type: ignore[arg-type]
    )
    return Change(f"Settle {disagreement.about.name}{_where(disagreement)}", (before,) if before else (), (made,))


def unsettle(disagreement: Disagreement) -> Change | None:
    """Return the Change that opens a settled disagreement again, None where it is open."""
    settlement = disagreement.settlement
    if settlement is None:
        return None
    return Change(f"Open {disagreement.about.name}{_where(disagreement)} again", removed=(settlement,))


def _where(disagreement: Disagreement) -> str:
    if disagreement.document is not None:
        return f" on {disagreement.document.name}"
    return f" for {disagreement.respondent.label}" if disagreement.respondent else ""


def _kept_passages(
    disagreement: Disagreement, outcome: Outcome, passages: Sequence[SettledPassage]
) -> tuple[SettledPassage, ...]:
    codings = disagreement.cluster.codings if disagreement.cluster else ()
    if outcome is Outcome.NEW:
        if not passages:
            raise ChangeRefused("a new passage is needed", do="Select it in the transcript, or choose neither")
        end = disagreement.document.length if disagreement.document else 0
        if max(p.end for p in passages) > end:
            raise ChangeRefused(f"the text ends at character {end}", do="Choose the passage again")
        return tuple(passages)
    if outcome is Outcome.NEITHER:
        return ()
    if outcome is Outcome.BOTH:
        return _as_settled(codings)
    chosen = _chosen(disagreement, outcome)
    return _as_settled([c for c in codings if c.coder == chosen.guid])


def _as_settled(codings: Iterable[Coding]) -> tuple[SettledPassage, ...]:
    met: dict[tuple[int, int], set[Guid]] = {}
    for coding in codings:
        met.setdefault((coding.start, coding.end), set()).update(coding.criteria)
    return tuple(SettledPassage(start, end, tuple(sorted(criteria))) for (start, end), criteria in sorted(met.items()))


def _chosen(disagreement: Disagreement, outcome: Outcome) -> Coder:
    return disagreement.coders[0 if outcome is Outcome.FIRST else 1]


def _settled_label(disagreement: Disagreement, outcome: Outcome, label: str) -> dict[str, object]:
    """Return the status or category that a difference over a respondent is settled to."""
    if outcome in (Outcome.BOTH, Outcome.NEITHER):
        raise ChangeRefused(
            f"{outcome} does not settle a {disagreement.over}", do="Choose first, second, or another one"
        )
    words = label if outcome is Outcome.NEW else disagreement.said[0 if outcome is Outcome.FIRST else 1]
    if isinstance(disagreement.about, Code):
        allowed = (Status.NOT_REFERRED, Status.NOT_ASKED, Status.TOO_LITTLE)
        if words not in [str(s) for s in allowed]:
            raise ChangeRefused(
                f"{words!r} is no status that can be settled to", do=f"Choose one of: {', '.join(map(str, allowed))}"
            )
        return {"status": words}
    category = next((c for c in disagreement.about.categories if c.name.casefold() == words.casefold()), None)
    if category is not None:
        return {"category": category.guid}
    known = ", ".join(c.name for c in disagreement.about.categories)
    if words == NOT_CLASSIFIED or words in [str(s) for s in Status]:
        raise ChangeRefused(f"{words!r} is no class to settle to", do=f"Settle to one of: {known}")
    raise NotFound(f"there is no category called {words!r}", do=f"Known: {known}")
