"""A small study to test with, told in the words of its users: who was interviewed, what they said, what was coded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from fop_coder.coding.passages import code_passage
from fop_coder.coding.respondents import exclude
from fop_coder.model.base import new_guid
from fop_coder.model.codebook import (
    Category,
    Code,
    Codebook,
    CriteriaRule,
    Criterion,
    Need,
    Scheme,
    Within,
)
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Document, Role
from fop_coder.model.draft import DocumentDraft, SpeakerDraft, TurnDraft
from fop_coder.project import Project
from fop_coder.project.importing import Preview, carry_out
from fop_coder.project.judgements import class_change, mark_change
from fop_coder.project.reading_done import assign_documents, finish_document
from fop_coder.project.tallying import Question, tally

Line = tuple[str, str]
"""A speaker's label and what they say."""


def two_codes() -> Codebook:
    """Planning with two criteria (both needed, over the respondent), review without, and the analytic group."""
    planning = Code(
        new_guid(),
        "planning",
        "Planning",
        "1",
        criteria=(Criterion(new_guid(), "a", "ahead"), Criterion(new_guid(), "b", "mapped")),
        criteria_rule=CriteriaRule(Need.ALL, Within.RESPONDENT),
        criteria_word="FoP-minded",
        verb="referred to planning",
    )
    review = Code(new_guid(), "review", "Review", "2", position=1, colour=2)
    group = Scheme(
        new_guid(),
        "group",
        "Analytic group",
        (
            Category(new_guid(), "enthusiast", "Enthusiast", "E"),
            Category(new_guid(), "cautious", "Cautious", "C"),
        ),
    )
    return Codebook("Two codes", (planning, review), (group,))


class Study:
    """A project in a folder, with the steps of a study as methods."""

    def __init__(self, folder: Path, codebook: Codebook | None = None, name: str = "study.fop") -> None:
        self.path = folder / name
        Project.create(self.path, codebook or two_codes(), coder="Ann")
        self.project = Project.open(self.path)

    def reopen(self) -> None:
        """Close the file and open it again."""
        self.project.close()
        self.project = Project.open(self.path)

    def interview(
        self,
        name: str,
        lines: Sequence[Line],
        *,
        respondents: dict[str, str] | None = None,
        roles: dict[str, Role] | None = None,
        kind: str = "interview",
        occasion: str = "",
    ) -> Document:
        """Bring in a transcript. "I" is the interviewer; all others speak for a respondent of the document's name."""
        text, turns = "", []
        for label, words in lines:
            text += f"{label}: "
            turns.append(TurnDraft(len(text), len(text) + len(words), label))
            text += words + "\n"
        speakers = []
        for label in dict.fromkeys(label for label, _ in lines):
            role = (roles or {}).get(label, Role.INTERVIEWER if label == "I" else Role.RESPONDENT)
            speakers.append(SpeakerDraft(label, role, (respondents or {}).get(label) if role.counts else None))
        draft = DocumentDraft(
            f"{name}.txt",
            name,
            "plain text",
            text,
            tuple(turns),
            tuple(speakers),
            respondent=name,
            kind=kind,
            occasion=occasion,
        )
        result = carry_out(self.project, Preview(Path(f"{name}.txt"), draft))
        assert result.result == "imported", result.why
        return self.project.document_named(name)

    def code(
        self, document: str, words: str, code: str = "planning", *, coder: str = "Ann", criteria: Iterable[str] = ()
    ) -> Coding:
        """Put a code on the first place where these words stand."""
        found = self.project.document_named(document)
        text = self.project.store.text(found.guid) or ""
        start = text.index(words)
        chosen = self.project.code_named(code)
        keys = {c.key: c.guid for c in chosen.criteria}
        change = code_passage(
            found,
            start,
            start + len(words),
            chosen,
            self.project.coder_named(coder).guid,
            criteria=[keys[k] for k in criteria],
        )
        self.project.apply(change)
        coding = change.added[0]
        assert isinstance(coding, Coding)
        return coding

    def finish(self, *documents: str, coder: str = "Ann") -> None:
        """A coder has read these documents."""
        self.project.coder = self.project.coder_named(coder).guid
        for name in documents:
            finish_document(self.project, self.project.document_named(name))
        self.project.coder = self.project.settings.default_coder

    def assign(self, coder: str, *documents: str) -> None:
        """A coder is to read these documents; added if not known yet."""
        who, _ = self.project.coder_or_new(coder)
        assign_documents(self.project, who, [self.project.document_named(d) for d in documents])

    def classify(self, respondent: str, category: str, *, scheme: str = "group", coder: str = "Ann") -> None:
        """Give a respondent a class."""
        project = self.project
        step = class_change(
            project,
            project.respondent_labelled(respondent),
            project.scheme_named(scheme),
            category,
            "as read",
            project.coder_named(coder).guid,
        )
        assert step is not None
        project.apply(step)

    def mark(self, respondent: str, about: str, mark: str, *, coder: str = "Ann") -> None:
        """Mark a respondent as not asked, or as having told too little."""
        project = self.project
        step = mark_change(
            project,
            project.respondent_labelled(respondent),
            project.code_or_scheme_named(about),
            mark,
            "the question was skipped",
            project.coder_named(coder).guid,
        )
        assert step is not None
        project.apply(step)

    def exclude(self, respondent: str, *, withdrawn: bool = False) -> None:
        """Put a respondent outside every sample."""
        found = self.project.respondent_labelled(respondent)
        self.project.apply(exclude(found, "asked for it", withdrawn=withdrawn))

    def figures(self, code: str = "planning", **question: object) -> dict[str, int]:
        """Return the statuses of a code that are not 0, by name."""
        row = next(r for r in tally(self.project, Question(**question)).rows if r.ident == code)  # type: ignore[arg-type]
        names = ("referred", "not_referred", "not_asked", "too_little_information", "no_data", "pending")
        return {n: getattr(row.counts, n) for n in names if getattr(row.counts, n)}
