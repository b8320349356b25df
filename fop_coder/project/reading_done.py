"""Who is to read what, what has been read, and what must be read again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fop_coder.coding.documents import assign, finish, unfinish
from fop_coder.model.base import Guid
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


def assign_documents(project: Project, coder: Coder, documents: Iterable[Document]) -> int:
    """Give documents to a coder to read; return how many were new to them."""
    change = assign(documents, coder.guid, coder.name, project.store.values(Assignment, coder=coder.guid))
    if change is None:
        return 0
    project.apply(change)
    return len(change.added)


def finish_document(project: Project, document: Document, *, only: frozenset[Guid] | None = None) -> None:
    """Record that the acting coder has read a document; whoever finishes one counts as assigned to it."""
    records = project.store.values(Finish, document=document.guid, coder=project.coder)
    assigned = project.store.values(Assignment, document=document.guid, coder=project.coder)
    project.apply(
        finish(
            document,
            project.coder,
            project.codebook,
            project.version,
            records[0] if records else None,
            assigned=bool(assigned),
            only=only,
        )
    )


def reopen_document(project: Project, document: Document) -> bool:
    """Take back that the acting coder has read a document; say whether they had."""
    records = project.store.values(Finish, document=document.guid, coder=project.coder)
    if records:
        project.apply(unfinish(document, records[0]))
    return bool(records)


def reading_progress(project: Project) -> dict[Guid, list[Progress]]:
    """Return for each document how far each coder is who was assigned it or has finished it."""
    codes = [c for c in project.codebook.codes if not c.retired]
    coders = {c.guid: c.name for c in project.store.values(Coder)}
    texts = {d.guid: d.sha256 for d in project.store.values(Document)}
    assigned = {(a.document, a.coder) for a in project.store.values(Assignment)}
    records = {(f.document, f.coder): f for f in project.store.values(Finish)}
    found: dict[Guid, list[Progress]] = {document: [] for document in texts}
    for document, coder in sorted(assigned | set(records), key=lambda pair: coders[pair[1]]):
        record = records.get((document, coder))
        done = record is not None and record.sha256 == texts[document]
        read = {(r.code, r.meaning) for r in record.read_for} if record and done else set()
        reread = tuple(c.name for c in codes if done and (c.guid, c.meaning) not in read)
        found[document].append(
            Progress(coders[coder], (document, coder) in assigned, done, reread, record.at if record and done else "")
        )
    return found
