"""A project as plain lists of values: what the reference reads, strategies make, and a store is filled with."""

from __future__ import annotations

from dataclasses import dataclass, field

from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import Code, Scheme
from fop_coder.model.coding import Classification, Coding, Mark
from fop_coder.model.documents import Assignment, Document, Finish, Speaker, Text, TurnList
from fop_coder.model.people import Coder, Respondent


@dataclass
class Material:
    """Everything that statuses and classes come from. ``texts`` are by document."""

    coders: list[Coder] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    schemes: list[Scheme] = field(default_factory=list)
    respondents: list[Respondent] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    texts: dict[Guid, str] = field(default_factory=dict)
    speakers: list[Speaker] = field(default_factory=list)
    turns: list[TurnList] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    finishes: list[Finish] = field(default_factory=list)
    codings: list[Coding] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    classifications: list[Classification] = field(default_factory=list)

    def as_change(self, label: str = "All of it") -> Change:
        """Return one Change that puts everything into a project."""
        return Change(
            label,
            added=(
                *self.coders,
                *self.codes,
                *self.schemes,
                *self.respondents,
                *self.documents,
                *self.speakers,
                *self.turns,
                *self.assignments,
                *self.finishes,
                *self.codings,
                *self.marks,
                *self.classifications,
            ),
            texts=tuple({t.sha256: t for t in map(Text.of, self.texts.values())}.values()),
        )
