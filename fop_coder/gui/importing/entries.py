"""What stands in one row of the preview, and the words for what will happen to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from fop_coder.gui.tasks import Progress
from fop_coder.model.documents import Role
from fop_coder.model.draft import DocumentDraft, ReadingChoices
from fop_coder.project import Project
from fop_coder.project.corrections import corrected, rehearse_again, with_respondent, with_role
from fop_coder.project.importing import ImportResult, Preview, preview, rehearse, spoken_by

ROLES = tuple(Role)


@dataclass(slots=True)
class Entry:
    """One document, or one table of respondents, on its way in.

    Attributes:
        found: as read, or as corrected.
        outcome: what importing it would come to.
        wanted: whether the user wants it.
    """

    found: Preview
    outcome: ImportResult
    wanted: bool = True

    @property
    def can_come_in(self) -> bool:
        """Whether there is anything to import."""
        return self.outcome.result == "imported"

    @property
    def draft(self) -> DocumentDraft | None:
        """The document as it would come in."""
        return self.found.draft

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user should know of it."""
        if self.found.draft is not None:
            return self.found.draft.notes
        return self.outcome.notes

    def correct(self, project: Project, draft: DocumentDraft) -> None:
        """Take a corrected draft, and see what it comes to."""
        self.found = corrected(self.found, draft)
        name = self.outcome.document
        again = rehearse_again(project, self.found)
        self.outcome = (
            ImportResult(again.file, again.result, name or again.document, again.respondents, again.turns, again.why)
            if again.result == "imported"
            else again
        )

    def set_role(self, project: Project, label: str, role: Role) -> None:
        """Say what a speaker is."""
        if self.draft is not None:
            self.correct(project, with_role(self.draft, label, role))

    def set_respondent(self, project: Project, label: str | None, respondent: str) -> None:
        """Say for whom a speaker speaks, or with None for whom all do who count."""
        if self.draft is None:
            return
        if label is None:
            self.correct(project, spoken_by(self.draft, respondent.strip()))
        else:
            self.correct(project, with_respondent(self.draft, label, respondent))


def read_entries(
    copy: Project, paths: Iterable[Path], choices: ReadingChoices, progress: Progress, cancelled: Callable[[], bool]
) -> list[Entry]:
    """Read files and say what would come of them. Runs in the background, on a copy of the project.

    Where a table of respondents lies among the transcripts, they are read again with its labels known.

    Raises:
        Cancelled: if the user stops it.
    """
    found = list(preview(copy, paths, choices, progress=progress, cancelled=cancelled))
    known = [label for p in found if p.sheet for label in (*p.sheet.labels, *p.sheet.doubled)]
    if known:
        sheets = [p for p in found if p.sheet]
        others = list(dict.fromkeys(p.path for p in found if not p.sheet))
        again = preview(copy, others, choices, known=known, progress=progress, cancelled=cancelled) if others else ()
        found = [*sheets, *again]
    return [Entry(one, outcome) for one, outcome in rehearse(copy, found)]


def read_in_encodings(
    copy: Project,
    encodings: Mapping[Path, str],
    choices: ReadingChoices,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> dict[Path, list[Entry]]:
    """Read text files each in the encoding that the user says they have. Runs in the background.

    Raises:
        Cancelled: if the user stops it.
    """
    return {
        path: read_entries(copy, [path], replace(choices, encoding=name), progress, cancelled)
        for path, name in encodings.items()
    }


def outcome_words(entry: Entry) -> str:
    """Return what will happen to an entry, in words."""
    outcome = entry.outcome
    if outcome.result == "refused":
        return _tr("Cannot come in: {0}").format(outcome.why)
    if outcome.result == "duplicate":
        return _tr("Left out: {0}").format(outcome.why)
    if not entry.wanted:
        return _tr("Left out")
    if entry.found.sheet is not None:
        return outcome.why[:1].upper() + outcome.why[1:]
    return _tr("New document {0}; {1}").format(outcome.document, _people(entry))


def _people(entry: Entry) -> str:
    known = [label for label, is_known in entry.found.respondents.items() if is_known]
    new = [label for label, is_known in entry.found.respondents.items() if not is_known]
    parts = []
    if known:
        parts.append(_tr("of {0}, known already").format(", ".join(known)))
    if new:
        parts.append(_tr("new respondent {0}").format(", ".join(new)))
    return "; ".join(parts) or _tr("counts for nobody: no speaker is a respondent")


def _tr(words: str) -> str:
    return QCoreApplication.translate("Entries", words)
