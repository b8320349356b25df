"""The history as lines for people: when, who, what, which kinds of things, and what was taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fop_coder.model.change import Change
from fop_coder.model.codebook import Band, Code, CodebookVersion, Instrument, Scheme
from fop_coder.model.coding import Classification, Coding, Mark, Memo, NamedFilter
from fop_coder.model.documents import Assignment, Document, Finish, Speaker, TurnList
from fop_coder.model.errors import Cancelled
from fop_coder.model.people import Attribute, AttributeValue, Coder, Respondent, Settings
from fop_coder.project.project import Project

KINDS: tuple[tuple[str, frozenset[type]], ...] = (
    ("codings", frozenset({Coding})),
    ("classes and marks", frozenset({Classification, Mark})),
    ("documents", frozenset({Document, Speaker, TurnList})),
    ("reading", frozenset({Assignment, Finish})),
    ("respondents", frozenset({Respondent, Attribute, AttributeValue})),
    ("memos", frozenset({Memo})),
    ("project", frozenset({Settings, Coder, NamedFilter})),
)
"""What a Change can be about, the first that fits, unless it is about the codebook or the project."""

CODEBOOK, ERASED = "codebook", "erased"

_CODEBOOK: frozenset[type] = frozenset({CodebookVersion, Code, Scheme, Instrument, Band})


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the history.

    Attributes:
        number: counted from 1.
        at: ISO 8601, UTC.
        kind: what it is about, one of ``kinds()``.
        undoes: number of the entry that this one takes back.
        undone_by: number of the entry that took this one back; an undo that was redone is none.
    """

    number: int
    at: str
    coder: str
    what: str
    kind: str
    undoes: int | None
    undone_by: int | None


def kinds() -> tuple[str, ...]:
    """Return all kinds in the order in which they are offered."""
    return (*(name for name, _ in KINDS), CODEBOOK)


def happenings(project: Project, cancelled: Callable[[], bool] | None = None) -> list[Happening]:
    """Return the whole history, the latest first.

    Raises:
        Cancelled: if the user stops it.
    """
    coders = {c.guid: c.name for c in project.store.values(Coder)}
    entries = project.history()
    undone = {e.undoes: e.number for e in entries if e.undoes is not None}
    found = []
    for entry in reversed(entries):
        if cancelled and cancelled():
            raise Cancelled("reading the history was stopped")
        what = entry.change.label if entry.change else "erased"
        found.append(
            Happening(
                entry.number,
                entry.at,
                coders.get(entry.coder, ""),
                what,
                _kind(entry.change),
                entry.undoes,
                undone.get(entry.number),
            )
        )
    return found


def _kind(change: Change | None) -> str:
    if change is None:
        return ERASED
    touched = change.kinds
    if Settings in touched:
        return "project"
    if touched & _CODEBOOK:
        return CODEBOOK
    return next((name for name, of in KINDS if touched & of), CODEBOOK)
