"""Following a number: from a figure to the respondents it holds of, and to the passages behind it."""

from __future__ import annotations

from dataclasses import dataclass

from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code, Scheme
from fop_coder.model.errors import NotFound
from fop_coder.model.status import Status
from fop_coder.model.tally import PassageRow
from fop_coder.project.blindness import hidden_behind
from fop_coder.project.judgements import category_named
from fop_coder.project.project import Project
from fop_coder.project.samples import class_statuses
from fop_coder.project.tallying import Question, code_statuses, find_passages, labels, look_up


@dataclass(frozen=True, slots=True)
class Followed:
    """Who is behind a figure.

    Attributes:
        n: how many there are, also those who are not listed.
        passages: of those listed, in the order of documents and text.
        hidden: says what is not listed, as who is looking has not read it yet; '' where everything is.
    """

    status: str
    n: int
    respondents: tuple[str, ...]
    passages: tuple[PassageRow, ...] = ()
    hidden: str = ""


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


def follow_code(
    project: Project, code: Code, status: Status, question: Question, *, seen_by: Guid | None = None
) -> Followed:
    """Return who has a status on a code, and the passages of theirs that carry it.

    Args:
        seen_by: the coder who is looking, who may not see everything yet; None for somebody who may.
    """
    asked = look_up(project, question)
    group = code_statuses(project, asked, [code], project.codebook)[code.guid][status]
    found = find_passages(project, [code], asked, seen_by=seen_by)
    listed = labels(project, group - found.hidden.respondents)
    theirs = frozenset(listed)
    rows = found.rows(project) if listed else ()
    passages = tuple(row for row in rows if theirs.intersection(row.respondents))
    return Followed(str(status), len(group), tuple(listed), passages, found.hidden.sentence)


def follow_category(
    project: Project, scheme: Scheme, name: str, question: Question, *, seen_by: Guid | None = None
) -> Followed:
    """Return who has a category of a scheme, or why they have none ("not classified", "pending" …).

    Raises:
        NotFound: if the scheme has no such category.
    """
    asked = look_up(project, question)
    statuses = class_statuses(project, scheme, asked.sample.respondents, asked.view, asked.scope)
    hidden = hidden_behind(project, seen_by, [c.guid for c in asked.view.coders], codes=None)
    words = name.strip().casefold().replace("-", " ").replace("_", " ")
    if words in statuses.by_status:
        said, group = words, statuses.by_status[words]
    else:
        category = category_named(scheme, name)
        said, group = category.name, statuses.by_category[category.guid]
    return Followed(said, len(group), tuple(labels(project, group - hidden.respondents)), hidden=hidden.sentence)
