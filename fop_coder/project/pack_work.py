"""What a coder does in a pack and brings back, and when two pieces of it are the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fop_coder.coding.documents import assignment, finish_guid
from fop_coder.model.base import Guid
from fop_coder.model.coding import Classification, Coding, Mark, Memo
from fop_coder.model.documents import Assignment, Finish
from fop_coder.project.project import Project

Work = Assignment | Finish | Coding | Classification | Mark | Memo

WORDS: dict[type[Work], str] = {
    Assignment: "assignment",
    Finish: "finished document",
    Coding: "coding",
    Classification: "class",
    Mark: "mark",
    Memo: "memo",
}
"""Each kind in the user's words; in an order in which they can be told."""


def work_of(project: Project, coder: Guid) -> Iterator[Work]:
    """Yield everything that a coder did in a project."""
    kinds: tuple[type[Work], ...] = tuple(WORDS)
    for kind in kinds:
        yield from project.store.values(kind, coder=coder)


def place_of(value: Work) -> tuple[str | int, ...]:
    """Return what only one of can be in a coder's work: two values of one place are the same thing."""
    if isinstance(value, Coding):
        return ("Coding", value.document, value.start, value.end, value.code)
    if isinstance(value, (Assignment, Finish)):
        return (type(value).__name__, value.document)
    if isinstance(value, Classification):
        return ("Classification", value.respondent, value.scheme, value.occasion)
    if isinstance(value, Mark):
        return ("Mark", value.respondent, value.about)
    return ("Memo", value.guid)


def as_work_of(value: Work, coder: Guid) -> Work:
    """Return the same work by the coder whom the project knows; what is identified by its coder gets their GUID."""
    if value.coder == coder:
        return value
    if isinstance(value, Assignment):
        return assignment(value.document, coder)
    if isinstance(value, Finish):
        return replace(value, guid=finish_guid(value.document, coder), coder=coder)
    return replace(value, coder=coder)


def is_same(one: Work, other: Work) -> bool:
    """Say whether two values of one place are alike but for GUID and moment."""
    if one == other:
        return True
    alike = replace(other, guid=one.guid)
    if isinstance(one, (Finish, Coding, Memo)) and isinstance(alike, (Finish, Coding, Memo)):
        return replace(one, at="") == replace(alike, at="")
    return one == alike
