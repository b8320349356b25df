"""What is in a project, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from fop_coder.model.people import Coder, Respondent
from fop_coder.project.project import Project
from fop_coder.project.reading_done import reading_progress


@dataclass(frozen=True, slots=True)
class CoderInformation:
    """One coder's part: codings, documents assigned, finished, and to be re-read."""

    name: str
    codings: int
    assigned: int
    finished: int
    to_reread: int


@dataclass(frozen=True, slots=True)
class Information:
    """What ``info`` shows."""

    name: str
    documents: int
    respondents: int
    analysed: int
    codes: int
    schemes: int
    codings: int
    codebook_version: int
    default_coder: str
    default_view: str
    chosen: str
    coders: tuple[CoderInformation, ...]
    fingerprint: str


def inform(project: Project) -> Information:
    """Count what is in a project."""
    settings, codebook = project.settings, project.codebook
    coders = project.store.values(Coder)
    names = {c.guid: c.name for c in coders}
    made = project.store.count_codings_by_coder()
    progress = [p for of_document in reading_progress(project).values() for p in of_document]
    people = project.store.values(Respondent)
    return Information(
        name=settings.name,
        documents=project.store.count("document"),
        respondents=len(people),
        analysed=sum(r.standing == "analysed" for r in people),
        codes=sum(not c.retired for c in codebook.codes),
        schemes=len(codebook.schemes),
        codings=project.store.count("coding"),
        codebook_version=project.version,
        default_coder=names[settings.default_coder],
        default_view=next(
            (name for guid, name in names.items() if guid == settings.default_view), settings.default_view
        ),
        chosen=settings.chosen,
        coders=tuple(
            CoderInformation(
                c.name,
                made.get(c.guid, 0),
                sum(p.coder == c.name and p.assigned for p in progress),
                sum(p.coder == c.name and p.finished for p in progress),
                sum(p.coder == c.name and bool(p.reread) for p in progress),
            )
            for c in coders
        ),
        fingerprint=project.fingerprint,
    )
