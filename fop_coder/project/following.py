"""Following a number: from a figure to the respondents it holds of, and to the passages behind it."""

from __future__ import annotations

from dataclasses import dataclass

from fop_coder.model.codebook import Code, Scheme
from fop_coder.model.errors import NotFound
from fop_coder.model.status import Status
from fop_coder.model.tally import PassageRow
from fop_coder.project.judgements import category_named
from fop_coder.project.project import Project
from fop_coder.project.samples import class_statuses
from fop_coder.project.tallying import (
    Question,
    labels,
    look_up,
    passage_rows,
    passages_behind,
    respondents_with,
)


@dataclass(frozen=True, slots=True)
class Followed:
    """Who is behind a figure. ``passages``: of theirs, in the order of documents and text."""

    status: str
    respondents: tuple[str, ...]
    passages: tuple[PassageRow, ...] = ()


def status_named(name: str) -> Status:
    """Return a status by its words, with spaces, hyphens or underscores.

    Raises:
        NotFound: naming all of them.
    """
    words = name.strip().casefold().replace("-", " ").replace("_", " ")
    for status in Status:
        if words == str(status):
            return status
    raise NotFound(f"there is no status called {name!r}", do=f"Known: {', '.join(Status)}")


def follow_code(project: Project, code: Code, status: Status, question: Question) -> Followed:
    """Return who has a status on a code, and the passages of theirs that carry it."""
    found = respondents_with(project, code, status, question)
    rows = passage_rows(project, passages_behind(project, [code], question)) if found else ()
    theirs = frozenset(found)
    return Followed(str(status), tuple(found), tuple(row for row in rows if theirs.intersection(row.respondents)))


def follow_category(project: Project, scheme: Scheme, name: str, question: Question) -> Followed:
    """Return who has a category of a scheme, or why they have none ("not classified", "pending" …).

    Raises:
        NotFound: if the scheme has no such category.
    """
    asked = look_up(project, question)
    statuses = class_statuses(project, scheme, asked.sample.respondents, asked.view, asked.scope)
    words = name.strip().casefold().replace("-", " ").replace("_", " ")
    if words in statuses.by_status:
        return Followed(words, tuple(labels(project, statuses.by_status[words])))
    category = category_named(scheme, name)
    return Followed(category.name, tuple(labels(project, statuses.by_category[category.guid])))
