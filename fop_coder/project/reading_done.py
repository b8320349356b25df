"""Who is to read what, what has been read, and what must be read again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from fop_coder.coding.documents import assign, assignment, finish, unassign, unfinish
from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import Code
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Assignment, Document, Finish
from fop_coder.model.people import Coder
from fop_coder.project.project import Project


@dataclass(frozen=True, slots=True)
class Progress:
    """One coder's reading of one document. ``reread``: names of the codes it must be read again for."""

    coder: str
    assigned: bool
    finished: bool
    reread: tuple[str, ...]
    at: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the acting coder is. ``documents``: those that are theirs to read, in the order in which they came in."""

    documents: tuple[Guid, ...]
    finished: int


def assign_documents(project: Project, coder: Coder, documents: Iterable[Document]) -> int:
    """Give documents to a coder to read; return how many were new to them."""
    change = assign(documents, coder.guid, coder.name, project.store.values(Assignment, coder=coder.guid))
    if change is None:
        return 0
    project.apply(change)
    return len(change.added)


def taken_up(project: Project, change: Change) -> Change:
    """Return a Change of the acting coder's codings with the assignments that it brings about.

    Whoever codes a document that nobody gave them has taken it up: it is theirs to read and to finish, they read it
    blind from then on, and their passages are not "no data".
    """
    documents = dict.fromkeys(v.document for v in change.added if isinstance(v, Coding) and v.coder == project.coder)
    if not documents:
        return change
    theirs = project.store.values(Assignment, document=list(documents), coder=project.coder)
    have = {a.document for a in theirs}
    fresh = tuple(assignment(document, project.coder) for document in documents if document not in have)
    return replace(change, added=(*fresh, *change.added)) if fresh else change


def unassign_documents(project: Project, coder: Coder, documents: Iterable[Document]) -> int:
    """Take documents off a coder's list; return how many were on it. What they coded and finished stays."""
    wanted = {d.guid for d in documents}
    gone = [a for a in project.store.values(Assignment, coder=coder.guid) if a.document in wanted]
    if gone:
        project.apply(unassign(gone, coder.name))
    return len(gone)


def assigned_documents(project: Project) -> list[Document]:
    """Return the documents that the acting coder is to read."""
    mine = {a.document for a in project.store.values(Assignment, coder=project.coder)}
    return [d for d in project.store.values(Document) if d.guid in mine]


def finish_documents(project: Project, documents: Iterable[Document]) -> int:
    """Record in one Change that the acting coder has read documents; those read already for every code are passed over.

    Returns:
        how many were recorded.
    """
    wanted = list({d.guid: d for d in documents}.values())
    records = {r.document: r for r in project.store.values(Finish, coder=project.coder)}
    assigned = {a.document for a in project.store.values(Assignment, coder=project.coder)}
    codebook, version = project.codebook, project.version
    in_use = {(c.guid, c.meaning) for c in codebook.codes if not c.retired}
    steps = []
    for document in wanted:
        record = records.get(document.guid)
        done = record is not None and record.sha256 == document.sha256
        read = {(r.code, r.meaning) for r in record.read_for} if record and done else set()
        if done and in_use <= read:
            continue
        is_assigned = document.guid in assigned
        steps.append(finish(document, project.coder, codebook, version, record, assigned=is_assigned))
    if steps:
        label = steps[0].label if len(steps) == 1 else f"Finish {len(steps)} documents"
        removed = tuple(v for step in steps for v in step.removed)
        project.apply(Change(label, removed, tuple(v for step in steps for v in step.added)))
    return len(steps)


def finish_document(project: Project, document: Document, *, only: frozenset[Guid] | None = None) -> None:
    """Record that the acting coder has read a document; whoever finishes one counts as assigned to it."""
    project.apply(finish_change(project, document, only=only))


def finish_change(project: Project, document: Document, *, only: frozenset[Guid] | None = None) -> Change:
    """Return the Change that records that the acting coder has read a document."""
    records = project.store.values(Finish, document=document.guid, coder=project.coder)
    assigned = project.store.values(Assignment, document=document.guid, coder=project.coder)
    return finish(
        document,
        project.coder,
        project.codebook,
        project.version,
        records[0] if records else None,
        assigned=bool(assigned),
        only=only,
    )


def reopen_change(project: Project, document: Document) -> Change | None:
    """Return the Change that takes back that the acting coder has read a document; None where they had not."""
    records = project.store.values(Finish, document=document.guid, coder=project.coder)
    return unfinish(document, records[0]) if records else None


def reopen_document(project: Project, document: Document) -> bool:
    """Take back that the acting coder has read a document; say whether they had."""
    change = reopen_change(project, document)
    if change is not None:
        project.apply(change)
    return change is not None


def finished_for(project: Project, code: Code) -> int:
    """Return how many documents were finished, by any coder, for what a code means now."""
    texts = {d.guid: d.sha256 for d in project.store.values(Document)}
    records = [r for r in project.store.values(Finish) if r.sha256 == texts[r.document]]
    done = {
        r.document for r in records for read in r.read_for if (read.code, read.meaning) == (code.guid, code.meaning)
    }
    return len(done)


def reading_progress(project: Project, coder: Guid | None = None) -> dict[Guid, list[Progress]]:
    """Return for each document how far each coder is who was assigned it or has finished it; or one coder alone."""
    codes = [c for c in project.codebook.codes if not c.retired]
    coders = {c.guid: c.name for c in project.store.values(Coder)}
    texts = {d.guid: d.sha256 for d in project.store.values(Document)}
    whose = {} if coder is None else {"coder": coder}
    assigned = {(a.document, a.coder) for a in project.store.values(Assignment, **whose)}
    records = {(f.document, f.coder): f for f in project.store.values(Finish, **whose)}
    found: dict[Guid, list[Progress]] = {document: [] for document in texts}
    for document, who in sorted(assigned | set(records), key=lambda pair: coders[pair[1]]):
        record = records.get((document, who))
        done = record is not None and record.sha256 == texts[document]
        read = {(r.code, r.meaning) for r in record.read_for} if record and done else set()
        reread = tuple(c.name for c in codes if done and (c.guid, c.meaning) not in read)
        found[document].append(
            Progress(coders[who], (document, who) in assigned, done, reread, record.at if record and done else "")
        )
    return found


def reading_standing(project: Project) -> Standing:
    """Return which documents are the acting coder's to read, and how many of them are finished for every code."""
    progress = {document: mine[0] for document, mine in reading_progress(project, project.coder).items() if mine}
    finished = sum(one.finished and not one.reread for one in progress.values())
    return Standing(tuple(progress), finished)
