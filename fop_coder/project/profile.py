"""All that is known of one respondent on one sheet."""

from __future__ import annotations

from dataclasses import dataclass

from fop_coder.coding.memos import write_memo
from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import Category, Code, Scheme
from fop_coder.model.coding import Classification, Coding, Mark, Memo, MemoOn
from fop_coder.model.documents import Document
from fop_coder.model.people import Attribute, AttributeValue, Coder, Respondent
from fop_coder.model.status import Status
from fop_coder.model.tally import PassageRow
from fop_coder.project.blindness import hidden_behind
from fop_coder.project.case_edits import CaseOf, cases_of
from fop_coder.project.instruments import scores_of
from fop_coder.project.numbers import answer_attributes
from fop_coder.project.passage_rows import passage_rows
from fop_coder.project.project import Project
from fop_coder.project.reading_done import reading_progress
from fop_coder.project.tallying import Question, code_statuses, look_up


@dataclass(frozen=True, slots=True)
class CodeProfile:
    """One code: status, the mark if there is one, and the passages in the order of documents and text.

    Attributes:
        status: None for respondents who take no part.
        word: for those who meet the criteria rule; '' otherwise.
    """

    code: Code
    status: Status | None
    word: str
    mark: Mark | None
    passages: tuple[Guid, ...]
    first: PassageRow | None


@dataclass(frozen=True, slots=True)
class DocumentProfile:
    """One document of theirs, and how far its reading is."""

    document: Document
    reading: str


@dataclass(frozen=True, slots=True)
class ClassProfile:
    """What the acting coder says on one scheme."""

    scheme: Scheme
    category: Category | None
    mark: Mark | None
    because: str


@dataclass(frozen=True, slots=True)
class Profile:
    """One respondent.

    Attributes:
        attributes: name → value as written, in the order of the attributes; '' where there is none; then the scores of
            instruments that they answered, a line for each scale.
        memo: of the acting coder; other_memos: coder's name and text.
        cases: the linked cases that they are in.
        hidden: says that other coders' memos are not shown yet; '' where none are hidden.
    """

    respondent: Respondent
    coder: str
    attributes: tuple[tuple[str, str], ...]
    documents: tuple[DocumentProfile, ...]
    classes: tuple[ClassProfile, ...]
    codes: tuple[CodeProfile, ...]
    memo: Memo | None
    other_memos: tuple[tuple[str, str], ...]
    hidden: str = ""
    cases: tuple[CaseOf, ...] = ()

    @property
    def passages(self) -> tuple[Guid, ...]:
        """Their passages, each once: a code that gathers others has theirs too."""
        return tuple(dict.fromkeys(guid for code in self.codes for guid in code.passages))

    @property
    def referred(self) -> int:
        """How many codes they referred to."""
        return sum(c.status is Status.REFERRED for c in self.codes)


def profile(project: Project, respondent: Respondent) -> Profile:
    """Return one respondent's sheet in the view of the coder who acts."""
    coders = {c.guid: c.name for c in project.store.values(Coder)}
    memos = project.store.values(Memo, on=MemoOn.RESPONDENT, about=respondent.guid)
    others = [m for m in memos if m.coder != project.coder]
    hidden = _hidden(project, respondent, others)
    return Profile(
        respondent,
        coders[project.coder],
        _attributes(project, respondent),
        _documents(project, respondent),
        tuple(_class(project, respondent, s) for s in project.codebook.schemes),
        _codes(project, respondent, coders[project.coder]),
        next((m for m in memos if m.coder == project.coder), None),
        () if hidden else tuple((coders[m.coder], m.text) for m in others),
        hidden,
        cases_of(project, respondent.guid),
    )


def _hidden(project: Project, respondent: Respondent, others: list[Memo]) -> str:
    """Return the sentence that other coders' memos are hidden until the respondent's documents are read; else ''."""
    theirs = frozenset(d for d, who in project.store.respondents_of_documents().items() if respondent.guid in who)
    return hidden_behind(project, project.coder, [m.coder for m in others], codes=None, scope=theirs).sentence


def _attributes(project: Project, respondent: Respondent) -> tuple[tuple[str, str], ...]:
    values = project.store.values(AttributeValue, respondent=respondent.guid)
    written: dict[Guid, list[str]] = {}
    for value in sorted(values, key=lambda v: v.occasion):
        written.setdefault(value.attribute, []).append(
            f"{value.value} ({value.occasion})" if value.occasion else value.value
        )
    answers = answer_attributes(project)
    attributes = sorted(project.store.values(Attribute), key=lambda a: a.position)
    known = ((a.name, ", ".join(written.get(a.guid, ()))) for a in attributes if a.guid not in answers)
    return (*known, *scores_of(project, respondent))


def _documents(project: Project, respondent: Respondent) -> tuple[DocumentProfile, ...]:
    mine = [d for d, who in project.store.respondents_of_documents().items() if respondent.guid in who]
    progress = reading_progress(project)
    found = []
    for document in project.store.by_guid(Document, mine).values():
        finished = [p.coder for p in progress[document.guid] if p.finished]
        waiting = [p.coder for p in progress[document.guid] if p.assigned and not p.finished]
        said = [f"finished by {', '.join(finished)}"] if finished else []
        said += [f"not finished by {', '.join(waiting)}"] if waiting else []
        place = [p for p in (document.kind, document.occasion) if p]
        found.append(DocumentProfile(document, ", ".join([*place, *(said or ["not assigned"])])))
    return tuple(sorted(found, key=lambda d: d.document.name.casefold()))


def _class(project: Project, respondent: Respondent, scheme: Scheme) -> ClassProfile:
    given = project.store.values(
        Classification, respondent=respondent.guid, scheme=scheme.guid, coder=project.coder, occasion=""
    )
    marks = project.store.values(Mark, respondent=respondent.guid, about=scheme.guid, coder=project.coder)
    mark = marks[0] if marks else None
    if given:
        return ClassProfile(scheme, scheme.category(given[0].category), mark, given[0].because)
    return ClassProfile(scheme, None, mark, mark.because if mark else "")


def _codes(project: Project, respondent: Respondent, coder: str) -> tuple[CodeProfile, ...]:
    codebook = project.codebook
    asked = look_up(project, Question(view=coder))
    codes = [c for c in codebook.codes if not c.retired]
    statuses = code_statuses(project, asked, codes, codebook)
    marks = {m.about: m for m in project.store.values(Mark, respondent=respondent.guid, coder=project.coder)}
    guids = project.store.coding_guids(coders=[project.coder], respondents=[respondent.guid])
    codings: list[Coding] = project.store.codings(guids)
    found = []
    for code in codes:
        gathered = codebook.gathered(code.guid)
        passages = tuple(c.guid for c in codings if c.code in gathered)
        met = respondent.guid in statuses[code.guid].met
        word = (code.criteria_word or "meets the criteria") if met else ""
        found.append((code, statuses[code.guid].of(respondent.guid), word, marks.get(code.guid), passages))
    firsts = {p.coding: p for p in passage_rows(project, {passages[0]: None for *_, passages in found if passages})}
    return tuple(
        CodeProfile(code, status, word, mark, passages, firsts.get(passages[0]) if passages else None)
        for code, status, word, mark, passages in found
    )


def memo_change(project: Project, respondent: Respondent, text: str) -> Change | None:
    """Return the Change that writes the acting coder's memo on a respondent; None where nothing changes."""
    memos = project.store.values(Memo, on=MemoOn.RESPONDENT, about=respondent.guid)
    present = next((m for m in memos if m.coder == project.coder), None)
    return write_memo(MemoOn.RESPONDENT, respondent.guid, respondent.label, project.coder, text, present)
