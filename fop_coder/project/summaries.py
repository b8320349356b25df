"""Summaries written into the cells of the matrix: one Change each, nothing overwritten without being asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from fop_coder.coding.summaries import join_summaries, put_summary, take_summary_off
from fop_coder.model.base import Guid
from fop_coder.model.change import Change, Value
from fop_coder.model.codebook import Code
from fop_coder.model.errors import ChangeRefused
from fop_coder.model.matrix import Matrix, Summary, summary_guid
from fop_coder.model.people import Coder, Respondent
from fop_coder.model.tally import PassageRow
from fop_coder.project.blindness import hidden_by_code
from fop_coder.project.matrix import draft_from_passages
from fop_coder.project.passage_rows import passage_rows
from fop_coder.project.project import Project
from fop_coder.project.tallying import PassagesBehind, Question, find_passages, look_up


def summary_of(project: Project, respondent: Guid, code: Guid) -> Summary | None:
    """Return the summary of a respondent on a code, None where nobody has written one."""
    return project.store.by_guid(Summary, [guid := summary_guid(respondent, code)]).get(guid)


def write_summary(
    project: Project, respondent: Respondent, code: Code, text: str, *, seen_by: Guid | None = None
) -> Change | None:
    """Return the Change that writes the summary of a cell in the name of the acting coder; '' takes it off.

    Args:
        seen_by: who writes, if they may not see everything yet; None for somebody who may.

    Returns:
        None where it says so already.

    Raises:
        ChangeRefused: if what stands there is hidden from who writes.
    """
    present = summary_of(project, respondent.guid, code.guid)
    _check_seen(project, respondent, code, present, seen_by)
    written = _tidy(text)
    if written == (present.text if present else ""):
        return None
    if not written:
        return take_summary_off(respondent, code, present) if present else None
    return put_summary(respondent, code, project.coder, written, present)


def _tidy(text: str) -> str:
    """Return a text with plain line ends and without spaces at its ends."""
    return "\n".join(text.splitlines()).strip()


def _check_seen(
    project: Project, respondent: Respondent, code: Code, present: Summary | None, who: Guid | None
) -> None:
    """Refuse to write where another's summary would be hidden, whether there is one or not: that is not told either."""
    if who is None or (present is not None and present.coder == who):
        return
    coders = [coder.guid for coder in project.store.values(Coder)]
    if respondent.guid in hidden_by_code(project, who, coders, [code.guid]).get(code.guid, frozenset()):
        raise ChangeRefused(
            f"what others made of {respondent.label} on {code.name} is hidden from you",
            do="Finish reading their documents first",
        )


# ---- filling from passages -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Filling:
    """What filling cells from their passages would do.

    Attributes:
        change: writes the drafts, None where there is nothing to write.
        filled: how many cells get a draft.
        kept: how many have a summary, which stays as it is.
        unquoted: labels of respondents who are not to be quoted; their cells get none.
    """

    change: Change | None
    filled: int
    kept: int
    unquoted: tuple[str, ...]


def fill_from_passages(
    project: Project,
    question: Question,
    shown: Matrix,
    *,
    only: frozenset[tuple[Guid, Guid]] | None = None,
    seen_by: Guid | None = None,
) -> Filling:
    """Say how the cells without a summary are filled with the words of their passages, as drafts to be worked on.

    What somebody has written is never overwritten. Of respondents who are not to be quoted nothing is taken.

    Args:
        shown: the matrix as it is shown for the question.
        only: (respondent, code)s of some cells, None for all.
        seen_by: who fills, if they may not see everything yet; None for somebody who may.

    Raises:
        NotFound, FilterRefused: if something is named that is not there.
    """
    asked = look_up(project, question)
    codes = {c.guid: c for c in project.codebook.codes}
    people = project.store.by_guid(Respondent, [row.respondent for row in shown.rows])
    added: list[Value] = []
    kept = 0
    unquoted: dict[str, None] = {}
    for place, column in enumerate(shown.codes):
        cells = [(row, row.cells[place]) for row in shown.rows]
        wanted = [(row, cell) for row, cell in cells if only is None or (row.respondent, column.code) in only]
        kept += sum(bool(cell.passages and cell.summary) for _, cell in wanted)
        unquoted |= {row.label: None for row, cell in wanted if cell.lacks_summary and row.do_not_quote}
        empty = [(row, cell) for row, cell in wanted if cell.lacks_summary and not row.do_not_quote]
        if not empty:
            continue
        code = codes[column.code]
        found = find_passages(project, [code], asked, seen_by=seen_by)
        for row, cell in empty:
            draft = draft_from_passages(_rows(project, found, cell.passages))
            fresh = put_summary(people[row.respondent], code, project.coder, draft, None) if draft else None
            added += fresh.added if fresh else ()
    label = f"Fill {len(added)} summaries from passages" if len(added) != 1 else "Fill a summary from its passages"
    change = Change(label, added=tuple(added)) if added else None
    return Filling(change, len(added), kept, tuple(unquoted))


def _rows(project: Project, found: PassagesBehind, guids: Iterable[Guid]) -> list[PassageRow]:
    return list(passage_rows(project, guids, found.joint))


# ---- when the codebook changes ---------------------------------------------------------------------------------------


def summaries_on(project: Project, code: Guid) -> list[Summary]:
    """Return all summaries on a code."""
    return project.store.values(Summary, code=code)


def merged_summaries(project: Project, code: Code, into: Code) -> Change | None:
    """Return the Change that puts the summaries on one code under another; where both have one, they are joined."""
    moved = summaries_on(project, code.guid)
    if not moved:
        return None
    there = {s.respondent: s for s in summaries_on(project, into.guid)}
    removed: list[Value] = list(moved)
    added: list[Value] = []
    for summary in moved:
        present = there.get(summary.respondent)
        if present is None:
            guid = summary_guid(summary.respondent, into.guid)
            added.append(replace(summary, guid=guid, code=into.guid))
        else:
            removed.append(present)
            added.append(join_summaries(present, summary))
    return Change(f"Summaries of {code.name} under {into.name}", tuple(removed), tuple(added))
