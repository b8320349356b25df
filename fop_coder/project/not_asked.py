"""Who was not asked: questions of the topic guide looked for in what interviewers say, and marks proposed from that.

Nothing is marked by itself. A proposal says which turn is nearest to the question, so that somebody can look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from fop_coder.analysis.asked import NOTHING, THRESHOLD, Likeness, Wording
from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import Code
from fop_coder.model.coding import GuideQuestion
from fop_coder.model.documents import Document, Finish, Role, Speaker
from fop_coder.model.people import Respondent
from fop_coder.model.status import Group, Status
from fop_coder.project.guide import codes_of, guide_questions
from fop_coder.project.judgements import mark_change
from fop_coder.project.project import Project
from fop_coder.project.samples import Scope, View, choose_sample, choose_scope, choose_view
from fop_coder.project.views import statuses_in_view

BECAUSE = "not found in the guide's questions"
"""The reason of the marks."""


@dataclass(frozen=True, slots=True)
class NearestTurn:
    """The interviewer's turn that is most like a question.

    Attributes:
        likeness: 0 to 1, see ``analysis.asked``.
        start, end: of the stretch that is like it, in code points of the document's text.
        turn: where the turn itself begins.
        text: of the turn.
        question: GUID of the question it is like.
    """

    document: Guid
    document_name: str
    likeness: float
    start: int
    end: int
    turn: int
    text: str
    question: Guid


@dataclass(frozen=True, slots=True)
class Proposal:
    """A respondent who may not have been asked about a code.

    Attributes:
        nearest: of all interviewers' turns in their documents, None where no word of the questions is said.
    """

    respondent: Guid
    label: str
    code: Guid
    code_name: str
    nearest: NearestTurn | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Where a question was found.

    Attributes:
        found: names of the documents in which it was, in the order of the project; of: how many were looked through.
    """

    question: GuideQuestion
    codes: tuple[str, ...]
    found: tuple[str, ...]
    of: int


@dataclass(frozen=True, slots=True)
class GuideFindings:
    """The topic guide against the interviews.

    Attributes:
        questions: in the order of the guide.
        proposals: by label, then in the order of the codebook.
        silent: labels of those of whom nothing can be said: no finished document of theirs has an interviewer's turn.
        threshold: from which likeness on a question counted as found.
    """

    questions: tuple[Asked, ...]
    proposals: tuple[Proposal, ...]
    silent: tuple[str, ...]
    threshold: float


def look_through_guide(
    project: Project,
    *,
    threshold: float = THRESHOLD,
    scope: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> GuideFindings:
    """Look for the guide's questions in the interviewers' turns, and propose who was not asked.

    A respondent and a code are proposed where the acting coder has them as not referred (so that everything of theirs
    is finished, without a passage or a mark), the guide asks about the code, and none of the questions that do was
    found in any document of theirs in scope that the coder has finished.

    Args:
        threshold: 0 to 1; a question counts as found from this likeness on.
        scope: filter over documents.
        progress: told how many of how many documents were looked through.

    Raises:
        FilterRefused: if the scope cannot be read.
    """
    questions = guide_questions(project)
    within = choose_scope(project, scope)
    turns = _nearest(project, questions, within, progress)
    names = {d.guid: d.name for d in project.store.values(Document)}
    asked = tuple(
        Asked(
            question,
            tuple(c.name for c in codes_of(project, question)),
            tuple(names[d] for d, near in turns.items() if _likeness(near, question) >= threshold),
            len(turns),
        )
        for question in questions
    )
    proposals, silent = _proposals(project, questions, within, turns, threshold)
    return GuideFindings(asked, tuple(proposals), tuple(silent), threshold)


def propose_not_asked(project: Project, *, threshold: float = THRESHOLD, scope: str = "") -> tuple[Proposal, ...]:
    """Return who may not have been asked about what; see ``look_through_guide``."""
    return look_through_guide(project, threshold=threshold, scope=scope).proposals


def confirm_change(project: Project, proposals: Iterable[Proposal], *, scope: str = "") -> Change | None:
    """Return the one Change that marks these as not asked, for the acting coder; None where none is left to mark.

    Whoever has got a passage or a mark since, or is pending again, is passed over.

    Args:
        scope: the one in which they were proposed.
    """
    wanted = list(proposals)
    codes = {c.guid: c for c in project.codebook.codes}
    about = [codes[guid] for guid in {p.code for p in wanted} if guid in codes]
    open_still = _not_referred(project, about, choose_scope(project, scope))
    people = project.store.by_guid(Respondent, {p.respondent for p in wanted})
    steps = []
    for respondent, guid in dict.fromkeys((p.respondent, p.code) for p in wanted):
        if respondent in open_still.get(guid, frozenset()):
            steps.append(mark_change(project, people[respondent], codes[guid], "not-asked", BECAUSE))
    made = [step for step in steps if step is not None]
    if not made:
        return None
    label = made[0].label if len(made) == 1 else f"Mark {len(made)} as not asked, by the topic guide"
    return Change(label, tuple(v for step in made for v in step.removed), tuple(v for step in made for v in step.added))


def _mine(project: Project) -> View:
    return choose_view(project, project.coder)


def _not_referred(project: Project, codes: Sequence[Code], scope: Scope) -> dict[Guid, Group]:
    """Return for each code whom the acting coder has as not referred: read to the end, no passage, no mark."""
    view = _mine(project)
    sample = choose_sample(project, "", view, scope).respondents
    found = statuses_in_view(project, codes, project.codebook, sample, view, scope)
    return {guid: statuses[Status.NOT_REFERRED] for guid, statuses in found.items()}


def _proposals(
    project: Project,
    questions: Sequence[GuideQuestion],
    scope: Scope,
    turns: Mapping[Guid, Mapping[Guid, NearestTurn]],
    threshold: float,
) -> tuple[list[Proposal], list[str]]:
    asking: dict[Guid, list[GuideQuestion]] = {}
    for question in questions:
        for guid in question.codes:
            asking.setdefault(guid, []).append(question)
    codes = [c for c in project.codebook.codes if c.guid in asking and not c.retired]
    open_still = _not_referred(project, codes, scope)
    theirs = _documents_of(project, turns)
    people = project.store.by_guid(Respondent, frozenset[Guid]().union(*open_still.values()))
    found, silent = [], set()
    for respondent in sorted(people.values(), key=lambda r: r.label.casefold()):
        heard = theirs.get(respondent.guid, [])
        for code in codes:
            if respondent.guid not in open_still[code.guid]:
                continue
            if not heard:
                silent.add(respondent.label)
                continue
            near = [n for d in heard for q in asking[code.guid] if (n := turns[d].get(q.guid)) is not None]
            nearest = max(near, key=lambda n: n.likeness, default=None)
            if nearest is None or nearest.likeness < threshold:
                found.append(Proposal(respondent.guid, respondent.label, code.guid, code.name, nearest))
    return found, sorted(silent, key=str.casefold)


def _documents_of(project: Project, documents: Iterable[Guid]) -> dict[Guid, list[Guid]]:
    """Return for each respondent those of some documents in which they speak."""
    speaking = project.store.respondents_of_documents()
    found: dict[Guid, list[Guid]] = {}
    for document in documents:
        for respondent in speaking.get(document, ()):
            found.setdefault(respondent, []).append(document)
    return found


def _likeness(near: Mapping[Guid, NearestTurn], question: GuideQuestion) -> float:
    found = near.get(question.guid)
    return found.likeness if found is not None else 0.0


def _nearest(
    project: Project,
    questions: Sequence[GuideQuestion],
    scope: Scope,
    progress: Callable[[int, int], None] | None,
) -> dict[Guid, dict[Guid, NearestTurn]]:
    """Return for each finished document with an interviewer's turn the turn that is nearest to each question."""
    wordings = [(question.guid, Wording(question.text)) for question in questions]
    documents = _finished(project, scope)
    found = {}
    for done, document in enumerate(documents, start=1):
        spoken = _interviewers_turns(project, document)
        if spoken:
            found[document.guid] = dict(_nearest_in(document, spoken, wordings))
        if progress is not None:
            progress(done, len(documents))
    return found


def _finished(project: Project, scope: Scope) -> list[Document]:
    """Return the documents in scope of which the acting coder has finished the present text."""
    done = {(f.document, f.sha256) for f in project.store.values(Finish, coder=project.coder)}
    return [
        d
        for d in project.store.values(Document)
        if (d.guid, d.sha256) in done and (scope.documents is None or d.guid in scope.documents)
    ]


def _interviewers_turns(project: Project, document: Document) -> list[tuple[int, str]]:
    """Return where each of the interviewer's turns begins, with its words."""
    speakers = project.store.values(Speaker, document=document.guid)
    asking = {s.guid for s in speakers if s.role is Role.INTERVIEWER}
    turns, text = project.store.turns(document.guid), project.store.text(document.guid) or ""
    return [(t.start, text[t.start : t.end]) for t in (turns.turns if turns is not None else ()) if t.speaker in asking]


def _nearest_in(
    document: Document, spoken: Sequence[tuple[int, str]], wordings: Sequence[tuple[Guid, Wording]]
) -> Iterable[tuple[Guid, NearestTurn]]:
    for question, wording in wordings:
        best, turn = NOTHING, (0, "")
        for start, words in spoken:
            found: Likeness = wording.likeness(words)
            if found.share > best.share:
                best, turn = found, (start, words)
        if best.share > 0:
            start, words = turn
            yield (
                question,
                NearestTurn(
                    document.guid,
                    document.name,
                    best.share,
                    start + best.start,
                    start + best.end,
                    start,
                    words,
                    question,
                ),
            )
