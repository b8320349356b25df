"""Documents: coming in, being assigned, read and taken out; who speaks in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from fop_coder.model.base import Guid, derived_guid, new_guid, now
from fop_coder.model.change import Change, Value
from fop_coder.model.codebook import Codebook
from fop_coder.model.documents import (
    Assignment,
    Document,
    Finish,
    ReadFor,
    Role,
    Speaker,
    Text,
    Turn,
    TurnList,
    turns_guid,
)
from fop_coder.model.draft import DocumentDraft
from fop_coder.model.errors import ChangeRefused


def bring_in(draft: DocumentDraft, name: str, respondents: Mapping[str, Guid], coders: Iterable[Guid]) -> Change:
    """Make a document of what an importer found.

    Args:
        name: of the document, unique in the project.
        respondents: GUID by label, for every label that the draft's speakers are mapped to.
        coders: who is to read it.
    """
    text = Text.of(draft.text)
    document = Document(
        new_guid(),
        name,
        text.sha256,
        len(draft.text),
        kind=draft.kind,
        occasion=draft.occasion,
        source=draft.source,
        format=draft.format,
        encoding=draft.encoding,
        added=now(),
    )
    speakers: dict[str, Speaker] = {}
    for found in draft.speakers:
        label = found.respondent or draft.respondent
        who = respondents[label] if found.role.counts and label else None
        speakers[found.label] = Speaker(new_guid(), document.guid, found.label, found.role, who)
    turns = tuple(Turn(t.start, t.end, speakers[t.speaker].guid, t.time, t.time_end) for t in draft.turns)
    values: list[Value] = [document, *speakers.values()]
    if turns:
        values.append(TurnList(turns_guid(document.guid), document.guid, turns))
    values.extend(assignment(document.guid, coder) for coder in coders)
    return Change(f"Import {name}", added=tuple(values), texts=(text,))


def assignment(document: Guid, coder: Guid) -> Assignment:
    """Return the assignment of a document to a coder; the same for the same two."""
    return Assignment(derived_guid("assignment", document, coder), document, coder)


def assign(documents: Iterable[Document], coder: Guid, coder_name: str, present: Iterable[Assignment]) -> Change | None:
    """Give documents to a coder to read; those they have already are passed over. None where nothing changes."""
    have = {(a.document, a.coder) for a in present}
    fresh = tuple(assignment(d.guid, coder) for d in documents if (d.guid, coder) not in have)
    return Change(f"Assign {len(fresh)} documents to {coder_name}", added=fresh) if fresh else None


def unassign(assignments: Iterable[Assignment], coder_name: str) -> Change:
    """Take documents from a coder's list."""
    gone = tuple(assignments)
    return Change(f"Take {len(gone)} documents off {coder_name}'s list", removed=gone)


def finish_guid(document: Guid, coder: Guid) -> Guid:
    """Return the GUID of the record that a coder has finished a document, always the same."""
    return derived_guid("finish", document, coder)


def finish(
    document: Document,
    coder: Guid,
    codebook: Codebook,
    version: int,
    present: Finish | None,
    *,
    assigned: bool = True,
    only: frozenset[Guid] | None = None,
) -> Change:
    """Record that a coder has read a document for the codes in use.

    Args:
        version: number of the present codebook version.
        present: an earlier record of the same document and coder.
        assigned: whether the coder was to read it; if not, they are now.
        only: codes that it was re-read for; others stay as they were recorded.
    """
    now_read = {c.guid: c.meaning for c in codebook.codes if not c.retired and (only is None or c.guid in only)}
    before: dict[Guid, int] = {}
    if present is not None and present.sha256 == document.sha256:
        before = {r.code: r.meaning for r in present.read_for}
    read_for = tuple(ReadFor(code, meaning) for code, meaning in sorted({**before, **now_read}.items()))
    record = Finish(finish_guid(document.guid, coder), document.guid, coder, document.sha256, now(), version, read_for)
    extra = () if assigned else (assignment(document.guid, coder),)
    return Change(f"Finish {document.name}", () if present is None else (present,), (*extra, record))


def unfinish(document: Document, record: Finish) -> Change:
    """Open a finished document again."""
    return Change(f"Reopen {document.name}", removed=(record,))


def set_role(speaker: Speaker, role: Role, respondent: Guid | None) -> Change:
    """Say what a speaker is in a document, and whom their turns count for."""
    who = respondent if role.counts else None
    label = speaker.label or "the unnamed speaker"
    return Change(f"{label} is {role}", (speaker,), (replace(speaker, role=role, respondent=who),))


def describe(
    document: Document, *, name: str | None = None, kind: str | None = None, occasion: str | None = None
) -> Change:
    """Change a document's name, kind or occasion; what is None stays."""
    changed = replace(
        document,
        name=document.name if name is None else name,
        kind=document.kind if kind is None else kind,
        occasion=document.occasion if occasion is None else occasion,
    )
    return Change(f"Describe {changed.name}", (document,), (changed,))


def take_out(document: Document, belonging: Iterable[Value]) -> Change:
    """Take a document out with everything that hangs on it.

    Args:
        belonging: its speakers, turns, assignments, finish records, codings and memos.
    """
    values = tuple(belonging)
    if any(isinstance(v, Document) for v in values):
        raise ChangeRefused("a document cannot hang on another")
    return Change(f"Take out {document.name}", removed=(*values, document))
