"""The history as lines for people: when, who, what, which kinds of things, and what was taken back.

Lines are read as they are shown: a history may be a million entries long. Numbers have no gaps, so that line r of the
whole history, the latest first, is the entry ``latest - r``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from fop_coder.model.base import Guid
from fop_coder.model.change import HistoryLine, Value
from fop_coder.model.codebook import Band, Code, CodebookVersion, Instrument, Scheme
from fop_coder.model.coding import Classification, Coding, GuideQuestion, Mark, Memo, MemoOn, NamedFilter
from fop_coder.model.documents import Assignment, Document, Finish, Speaker, TurnList
from fop_coder.model.matrix import Summary
from fop_coder.model.people import Attribute, AttributeValue, Case, Coder, KeptName, Respondent, Settings
from fop_coder.model.report import FrozenFigures, Quotation, ReportItem
from fop_coder.model.second_coding import KeptAgreement, Pack, PackOrigin, Round, Settlement
from fop_coder.project.blindness import blind_for, hidden_behind
from fop_coder.project.project import Project

KINDS: tuple[tuple[str, frozenset[type]], ...] = (
    ("second coding", frozenset({Round, Pack, PackOrigin, Settlement, KeptAgreement})),
    ("codings", frozenset({Coding})),
    ("classes and marks", frozenset({Classification, Mark})),
    ("documents", frozenset({Document, Speaker, TurnList})),
    ("reading", frozenset({Assignment, Finish})),
    ("respondents", frozenset({Respondent, Attribute, AttributeValue, Case})),
    ("memos", frozenset({Memo})),
    ("summaries", frozenset({Summary})),
    ("quotations", frozenset({Quotation})),
    ("report", frozenset({ReportItem, FrozenFigures})),
    ("topic guide", frozenset({GuideQuestion})),
    ("project", frozenset({Settings, Coder, NamedFilter, KeptName})),
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


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines are wanted; '' for all.

    Attributes:
        words: all of them must occur in what was done.
        since, until: ISO 8601, UTC; the first moment, and the first one after the last.
    """

    coder: str = ""
    kind: str = ""
    words: str = ""
    since: str = ""
    until: str = ""

    def fits(self, one: Happening) -> bool:
        """Say whether a line is wanted."""
        if self.coder not in ("", one.coder) or self.kind not in ("", one.kind):
            return False
        if (self.since and one.at < self.since) or (self.until and one.at >= self.until):
            return False
        what = one.what.casefold()
        return all(word in what for word in self.words.casefold().split())


def kinds() -> tuple[str, ...]:
    """Return all kinds in the order in which they are offered."""
    return (*(name for name, _ in KINDS), CODEBOOK)


def latest(project: Project) -> int:
    """Return the number of the last entry."""
    return project.store.count("history")


def happenings(project: Project, newest: int, oldest: int = 1, *, seen_by: Guid | None = None) -> list[Happening]:
    """Return the lines of these entries, the latest first.

    Args:
        seen_by: the coder who is looking: what others said of documents that they read blind is not told; None for all.
    """
    coders = {c.guid: c.name for c in project.store.values(Coder)}
    names = _hidden_names(project, seen_by, coders)
    return [
        Happening(
            line.number,
            line.at,
            coders.get(line.coder, ""),
            ERASED if line.label is None else _what(line, seen_by, names),
            _kind(line),
            line.undoes,
            line.undone_by,
        )
        for line in project.store.history_lines(newest, oldest)
    ]


HIDDEN = "hidden until the document is finished"

_SAID = frozenset({"codings", "classes and marks", "memos", "summaries", "quotations", "report"})


def _hidden_names(project: Project, seen_by: Guid | None, coders: Iterable[Guid]) -> tuple[str, ...]:
    """Return the names of documents, and labels of respondents, of whom nothing of others may be told."""
    hidden = hidden_behind(project, seen_by, coders, codes=None)
    documents = project.store.by_guid(Document, hidden.documents).values()
    people = project.store.by_guid(Respondent, hidden.respondents).values()
    return (*(d.name for d in documents), *(r.label for r in people))


def _what(line: HistoryLine, seen_by: Guid | None, names: tuple[str, ...]) -> str:
    said = line.label or ""
    is_told = line.coder == seen_by or _kind(line) not in _SAID
    return said if is_told or not any(name in said for name in names) else HIDDEN


_BY_NAME: dict[str, str] = {kind.__name__: name for name, of in KINDS for kind in of}
_CODEBOOK_NAMES = frozenset(kind.__name__ for kind in _CODEBOOK)


def _kind(line: HistoryLine) -> str:
    if line.label is None:
        return ERASED
    if Settings.__name__ in line.kinds:
        return "project"
    if line.kinds & _CODEBOOK_NAMES:
        return CODEBOOK
    touched = {_BY_NAME[kind] for kind in line.kinds if kind in _BY_NAME}
    return next((name for name, _ in KINDS if name in touched), CODEBOOK)


# ---- following an entry ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class About:
    """What an entry was about and is still there: a passage or document, a respondent, or a code."""

    document: Guid | None = None
    position: int | None = None
    coding: Guid | None = None
    respondent: Guid | None = None
    code: Guid | None = None


def about(project: Project, number: int, *, seen_by: Guid | None = None) -> About | None:
    """Return what an entry was about, None where nothing of it can be gone to (any more).

    Args:
        seen_by: the coder who is looking: of a passage that is hidden from them, only the document is told.
    """
    change = project.store.history_change(number)
    if change is None:
        return None
    blind = blind_for(project, seen_by) if seen_by is not None else None
    for named in (*change.added, *change.removed):
        value = _passage(project, named)
        found = _FOLLOWED[type(value)](value) if type(value) in _FOLLOWED else None
        if blind is not None and isinstance(value, Coding) and blind.hides(value):
            found = About(document=value.document)
        if found is not None and (there := _still_there(project, found)) is not None:
            return there
    return None


def _passage(project: Project, value: Value) -> Value:
    """Return the passage that a quotation is about; any other value, and one whose passage is gone, as it is."""
    quoted = value.coding if isinstance(value, Quotation) else value.about if isinstance(value, ReportItem) else None
    return next(iter(project.store.codings([quoted])), value) if quoted is not None else value


def _still_there(project: Project, found: About) -> About | None:
    """Return a place without what is gone: a passage's place outlives its coding."""
    if found.document is not None:
        if not project.store.by_guid(Document, [found.document]):
            return None
        coding = found.coding if found.coding and project.store.codings([found.coding]) else None
        return About(found.document, found.position, coding)
    if found.respondent is not None:
        return found if project.store.by_guid(Respondent, [found.respondent]) else None
    return found if found.code in {c.guid for c in project.codebook.codes} else None


def _memo(memo: Memo) -> About | None:
    places: dict[MemoOn, Callable[[Guid], About]] = {
        MemoOn.DOCUMENT: lambda guid: About(document=guid),
        MemoOn.RESPONDENT: lambda guid: About(respondent=guid),
        MemoOn.CODE: lambda guid: About(code=guid),
    }
    return places[memo.on](memo.about) if memo.on in places else None


_FOLLOWED: dict[type[Value], Callable[..., About | None]] = {
    Coding: lambda c: About(c.document, c.start, c.guid),
    Document: lambda d: About(document=d.guid),
    Speaker: lambda s: About(document=s.document),
    TurnList: lambda t: About(document=t.document),
    Finish: lambda f: About(document=f.document),
    Assignment: lambda a: About(document=a.document),
    Respondent: lambda r: About(respondent=r.guid),
    AttributeValue: lambda v: About(respondent=v.respondent),
    Classification: lambda c: About(respondent=c.respondent),
    Mark: lambda m: About(respondent=m.respondent),
    Code: lambda c: About(code=c.guid),
    Summary: lambda s: About(respondent=s.respondent),
    Case: lambda c: About(respondent=c.members[0]),
    GuideQuestion: lambda q: About(code=q.codes[0]) if q.codes else None,
    Memo: _memo,
}
