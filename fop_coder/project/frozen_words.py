"""How what happened since figures were frozen is told: what was done, when, and by whom."""

from __future__ import annotations

from datetime import datetime

from fop_coder.model.base import Guid
from fop_coder.model.codebook import Category, Code
from fop_coder.model.coding import Classification, Mark
from fop_coder.model.documents import Assignment, Document, Finish
from fop_coder.model.people import Attribute, AttributeValue, Coder, Respondent, Standing
from fop_coder.model.second_coding import Settlement
from fop_coder.project.project import Project
from fop_coder.project.since import Happened


def day(at: str, today: datetime | None = None) -> str:
    """Return a moment as a day in the computer's own zone: "3 May", with the year unless it is this one.

    Args:
        at: ISO 8601, UTC.
    """
    when = datetime.fromisoformat(at).astimezone()
    this_year = (today or datetime.now().astimezone()).year
    return f"{when.day} {when:%B}" + (f" {when.year}" if when.year != this_year else "")


class Telling:
    """Names of everything as it is called now, and sentences without their full stop."""

    def __init__(self, project: Project) -> None:
        """Read the names once."""
        book = project.codebook
        self._coders = {c.guid: c.name for c in project.store.values(Coder)}
        self._codes = {c.guid: c.name for c in book.codes}
        self._schemes = {s.guid: s for s in book.schemes}
        self._attributes = {a.guid: a.name for a in project.store.values(Attribute)}
        self._documents = {d.guid: d.name for d in project.store.values(Document)}

    def when(self, happened: Happened) -> str:
        """Return when and by whom something was done ("on 3 May by Ann")."""
        who = self._coders.get(happened.coder, "")
        return f"on {day(happened.at)}" + (f" by {who}" if who else "")

    def moved_code(self, before: Guid, after: Guid, *, gone: bool) -> str:
        """Return what became of a passage that stands under another code now, or counts for others."""
        if before == after:
            return "moved"
        if gone:
            return f"given the code {self._codes.get(after, 'that is gone')}"
        return f"taken over from the code {self._codes.get(before, 'that is gone')}"

    def mark(self, happened: Happened, mark: Mark) -> str:
        """Return what became of a mark."""
        kind = str(mark.kind).replace("-", " ")
        if happened.after is None:
            return f"the mark “{kind}” was taken off {self.when(happened)}"
        return f"marked “{kind}” {self.when(happened)}" + (f" ({mark.because})" if mark.because else "")

    def classes(self, happened: Happened) -> str:
        """Return what became of a class."""
        old, new = self._category(happened.before), self._category(happened.after)
        if not new:
            return f"the class {old} was taken off {self.when(happened)}"
        instead = f", {old} before" if old and old != new else ""
        return f"classified as {new} {self.when(happened)}{instead}"

    def _category(self, value: object) -> str:
        if not isinstance(value, Classification):
            return ""
        scheme = self._schemes.get(value.scheme)
        categories: tuple[Category, ...] = scheme.categories if scheme is not None else ()
        return next((c.name for c in categories if c.guid == value.category), "that is gone")

    def settled(self, happened: Happened, settlement: Settlement) -> str:
        """Return what became of a settlement."""
        scheme = self._schemes.get(settlement.about)
        name = scheme.name if scheme is not None else self._codes.get(settlement.about, "a code")
        if happened.after is None:
            return f"what was settled on {name} was taken back {self.when(happened)}"
        return f"{name} was settled {self.when(happened)}"

    def value(self, happened: Happened, value: AttributeValue) -> str:
        """Return what became of an attribute's value."""
        before, after = happened.before, happened.after
        name = self._attributes.get(value.attribute, "an attribute")
        old = before.value if isinstance(before, AttributeValue) else ""
        if not isinstance(after, AttributeValue):
            return f"{name} {old} was taken off {self.when(happened)}"
        return f"{name} was set to {after.value} {self.when(happened)}" + (f"; it was {old}" if old else "")

    def respondent(self, happened: Happened, respondent: Respondent) -> str:
        """Return what became of a respondent; '' where it moves no figure."""
        before, after, when = happened.before, happened.after, self.when(happened)
        if before is None:
            return f"{respondent.label} came in {when}"
        if after is None:
            return f"{respondent.label} was taken out of the project {when}"
        if isinstance(before, Respondent) and before.standing is respondent.standing:
            return ""
        if respondent.standing is Standing.ANALYSED:
            return f"{respondent.label} was taken back into the sample {when}"
        return f"{respondent.label} was excluded as {respondent.standing} {when} ({respondent.because})"

    def code(self, happened: Happened, before: Code, after: Code) -> str:
        """Return what became of a code; '' where it moves no figure."""
        when = self.when(happened)
        if after.meaning > before.meaning:
            return f"the meaning of {after.name} was changed {when}, to be read again"
        if (before.parent, before.gathers) != (after.parent, after.gathers):
            return f"what {after.name} belongs to or gathers was changed {when}"
        if before.criteria_rule != after.criteria_rule:
            return f"the criteria rule of {after.name} was changed {when}"
        return ""

    def reading(self, happened: Happened, value: Finish | Assignment) -> str:
        """Return what became of somebody's reading of a document."""
        name, when = self._documents.get(value.document, "a document that is gone"), self.when(happened)
        if isinstance(value, Assignment):
            return f"{name} was {'given out to read' if happened.after else 'taken off the reading list'} {when}"
        if happened.after is None:
            return f"{name} was opened again {when}"
        return f"{name} was {'read again' if happened.before else 'finished'} {when}"

    def document(self, happened: Happened, document: Document) -> str:
        """Return what became of a document; '' where it moves no figure."""
        before, after, when = happened.before, happened.after, self.when(happened)
        if before is None:
            return f"{document.name} came in {when}"
        if after is None:
            return f"{document.name} was taken out of the project {when}"
        if isinstance(before, Document) and before.sha256 != document.sha256:
            return f"the text of {document.name} was corrected {when}"
        if isinstance(before, Document) and (before.kind, before.occasion) != (document.kind, document.occasion):
            return f"the kind or occasion of {document.name} was changed {when}"
        return ""

    def speakers(self, happened: Happened, document: Guid) -> str:
        """Return that somebody else speaks in a document now."""
        name = self._documents.get(document, "a document that is gone")
        return f"who speaks in {name} was changed {self.when(happened)}"
